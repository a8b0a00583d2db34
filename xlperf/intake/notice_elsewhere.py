"""What a unit answered elsewhere in a copy that came back: on a sheet of its own, in or beside its form, in a comment.

The notice holds codes of all texts that the workbook held when it went back: what is none of them, the unit wrote since.  What it
wrote into its form to mend it is read there.  Printed advice and statements are told from answers by the words in
``schemas/intake.json``, and so are answers where the codes are gone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import islice

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.cell_codes import text_code
from xlperf.intake.limits import intake_settings
from xlperf.intake.notice_reading import NoticeLine, ReturnedNotice
from xlperf.intake.sheet import Sheet, Workbook, address

Span = tuple[int, int]
"""First and last row of a form."""

_BESIDE = ("comment", "text_box")
_SENTENCE = lazy_pattern(r"(?:[^\u4e00-\u9fff]*[\u4e00-\u9fff]){4}")
"""What a unit wrote has four characters at least: 第2页 and 3月9日 say nothing."""
_MOST = 5
_LONGEST = 500


def text_codes(sheets: Iterable[Sheet]) -> str:
    """Return the codes of all texts of some sheets, comments and boxes, one behind the other."""
    return "".join(sorted({text_code(text) for sheet in sheets for _, text, _ in _texts(sheet) if _SENTENCE.match(text)}))


def with_words_elsewhere(
    notices: tuple[ReturnedNotice, ...],
    workbook: Workbook,
    spans: Mapping[str, Collection[Span]],
    unread: Mapping[str, Collection[str]],
) -> tuple[ReturnedNotice, ...]:
    """Return the notices of a workbook, the first with what the unit answered outside of it.

    Args:
        notices: as they were read.
        workbook: without the sheets of the notices.
        spans: where its forms stand, by sheet.
        unread: addresses of the cells of its forms that nothing took, by sheet.
    """
    if not notices:
        return notices
    before = frozenset[str]().union(*(each.before for each in notices))
    lines = tuple(
        line
        for sheet in workbook.sheets
        for line in _lines(sheet, spans.get(sheet.name, ()), unread.get(sheet.name, ()), before)
    )
    first, *others = (replace(each, before=frozenset()) for each in notices)
    return (replace(first, lines=(*first.lines, *dict.fromkeys(lines))), *others)


def answering_words(texts: Iterable[str]) -> str:
    """Return what is said in some texts as one answers, a line each, not more of it than anybody reads."""
    found = (each.strip() for text in texts for each in text.splitlines() if _is_answer(each, ()))
    return "\n".join(islice(dict.fromkeys(found), _MOST))[:_LONGEST]


def _lines(sheet: Sheet, spans: Collection[Span], unread: Collection[str], before: Collection[str]) -> Iterator[NoticeLine]:
    """Yield a line for each answer; those of a sheet that is full of new texts are one, which says the first of them."""
    answers = list(_answers(sheet, spans, unread, before))
    if len(answers) > _MOST:
        said = "\n".join(text for _, _, text in answers[:_MOST])
        yield _line(f"（写在“{sheet.name}”{answers[0][1]}等 {len(answers)} 处）{said}", None)
        return
    for row, cell, text in answers:
        is_beside = any(top <= row <= last for top, last in spans)
        yield _line(f"（写在“{sheet.name}”{cell}）{text}", (sheet.name, row) if is_beside else None)


def _line(answer: str, place: tuple[str, int] | None) -> NoticeLine:
    return NoticeLine("", "", "", "", "", answer, place)


def _answers(
    sheet: Sheet, spans: Collection[Span], unread: Collection[str], before: Collection[str]
) -> Iterator[tuple[int, str, str]]:
    """Yield row, cell and text of each answer."""
    for (row, column), text, is_cell in _texts(sheet):
        cell = address(row, column)
        is_value = is_cell and cell not in unread and any(top <= row <= last for top, last in spans)
        if not is_value and _is_answer(text, before):
            yield row, cell, text.strip()


def _texts(sheet: Sheet) -> list[tuple[tuple[int, int], str, bool]]:
    """Return place and text of cells, comments and boxes, and whether it is that of a cell."""
    comments = ((at, each.text, False) for at, each in sheet.set_aside.items() if each.kind in _BESIDE)
    return sorted((*((at, str(cell.value), True) for at, cell in sheet.cells.items()), *comments))


def _is_answer(text: str, before: Collection[str]) -> bool:
    if _any_of(intake_settings().attesting).search(text):
        return False
    is_new = bool(before) and _SENTENCE.match(text) is not None and text_code(text) not in before
    return is_new or _any_of(intake_settings().answering).search(text) is not None


@cache
def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))
