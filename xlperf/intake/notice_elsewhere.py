"""What a unit answered elsewhere in a copy that came back: on a sheet of its own, beside its form, in a comment.

Such a copy holds all that the unit's workbook held before, printed advice and statements among it: only what is worded as an
answer counts, and the words stand in ``schemas/intake.json``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from xlperf.intake.limits import intake_settings
from xlperf.intake.notice_reading import NoticeLine, ReturnedNotice
from xlperf.intake.sheet import Sheet, Workbook, address

Span = tuple[int, int]
"""First and last row of a form."""


def with_words_elsewhere(
    notices: tuple[ReturnedNotice, ...], workbook: Workbook, spans: Mapping[str, Collection[Span]]
) -> tuple[ReturnedNotice, ...]:
    """Return the notices of a workbook, the first with what the unit answered outside of it.

    Args:
        notices: as they were read.
        workbook: without the sheets of the notices.
        spans: where its forms stand, by sheet.
    """
    if not notices:
        return notices
    said = dict.fromkeys(line for sheet in workbook.sheets for line in _answers(sheet, spans.get(sheet.name, ())))
    lines = (NoticeLine("", "", "", "", "", each) for each in said)
    return (replace(notices[0], lines=(*notices[0].lines, *lines)), *notices[1:])


def _answers(sheet: Sheet, spans: Collection[Span]) -> Iterator[str]:
    beside = ((at, str(cell.value)) for at, cell in sheet.cells.items() if not any(top <= at[0] <= last for top, last in spans))
    comments = ((at, each.text) for at, each in sheet.set_aside.items() if each.kind in ("comment", "text_box"))
    for at, text in sorted((*beside, *comments)):
        if _is_answer(text):
            yield f"（写在“{sheet.name}”{address(*at)}）{text.strip()}"


def _is_answer(text: str) -> bool:
    return _any_of(intake_settings().answering).search(text) is not None and not _any_of(intake_settings().attesting).search(text)


@cache
def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))
