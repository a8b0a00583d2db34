"""The sheet 退回说明 that ``xlperf return`` adds to a workbook: when the mended workbook comes back, it is no form.

It is known by the text of its first cell, which lives through Excel, WPS and
LibreOffice and through every format that they save in; a mark in the package
would not.  The sheet may have been renamed or moved.
"""

from __future__ import annotations

from dataclasses import replace

from xlperf.intake.sheet import Sheet, Workbook

NOTICE_SHEET = "退回说明"
NOTICE_TITLE = "退回说明（由 xlperf 生成，改正后可删）"
"""What stands in A1 of the sheet."""

_FIRST_CELL = (1, 1)


def is_notice(sheet: Sheet) -> bool:
    """Return True for such a sheet."""
    first = sheet.cells.get(_FIRST_CELL)
    return first is not None and isinstance(first.value, str) and first.value.strip() == NOTICE_TITLE


def without_notices(workbook: Workbook) -> Workbook:
    """Return a workbook without such sheets, if it has any and anything else."""
    kept = tuple(each for each in workbook.sheets if not is_notice(each))
    return replace(workbook, sheets=kept) if kept and len(kept) < len(workbook.sheets) else workbook
