"""The sheet 退回说明 that ``xlperf return`` adds to a workbook: when the mended workbook comes back, it is no form.

It is known by the text of its first cell, which lives through Excel, WPS and
LibreOffice and through every format that they save in; a mark in the package
would not.  The sheet may have been renamed or moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xlperf.intake.limits import intake_settings
from xlperf.intake.sheet import Sheet, Workbook

NOTICE_SHEET = "退回说明"
NOTICE_TITLE = "退回说明（由 xlperf 生成，改正后可删）"
"""What stands in A1 of the sheet."""

_FIRST_CELL = (1, 1)


def is_notice(sheet: Sheet) -> bool:
    """Return True for such a sheet, and nothing but such a sheet: a form that was pasted into one is read."""
    first = sheet.cells.get(_FIRST_CELL)
    if first is None or not isinstance(first.value, str) or first.value.strip() != NOTICE_TITLE:
        return False
    labels = {word for place, cell in sheet.cells.items() for word in _labels(cell.value) if not _is_listed(sheet, place[0])}
    return len(labels) < len(intake_settings().form_words[0])


def _labels(value: object) -> Iterator[str]:
    """Yield the words that betray a form with which a cell begins."""
    text = "".join(value.split()) if isinstance(value, str) else ""
    return (word for word in intake_settings().form_words[0] if text.startswith(word))


def _is_listed(sheet: Sheet, row: int) -> bool:
    """Tell whether a row is one of the list, which names labels of the form, too: it begins with its number."""
    first = sheet.cells.get((row, _FIRST_CELL[1]))
    return first is not None and str(first.value).strip().isdecimal()


def without_notices(workbook: Workbook) -> Workbook:
    """Return a workbook without such sheets, if it has any and anything else."""
    kept = tuple(each for each in workbook.sheets if not is_notice(each))
    return replace(workbook, sheets=kept) if kept and len(kept) < len(workbook.sheets) else workbook
