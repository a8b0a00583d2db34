"""The sheet 退回说明 that ``xlperf return`` adds to a workbook: when the mended workbook comes back, it is no form.

It is known by the text of its first cell, which lives through Excel, WPS and
LibreOffice and through every format that they save in; a mark in the package
would not.  The sheet may have been renamed or moved, and rows and columns put in before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xlperf.intake.limits import intake_settings
from xlperf.intake.sheet import Sheet, Workbook

NOTICE_SHEET = "退回说明"
NOTICE_TITLE = "退回说明（由 xlperf 生成，改正后可删）"
"""What stands in A1 of the sheet."""

NUMBER_HEADER, ANSWER_HEADER, CODE_HEADER = "序号", "单位说明", "识别码"
"""Headers of the list by which what the unit wrote is found again."""

CONTENT_LABEL = "内容码"
"""Stands in the row below the list, before the digest of what the forms said when they went back."""

FILE_LABEL = "文件："
"""Stands before the name of the file that goes back, up to a full-width blank."""

COMMENT_HEAD = "xlperf："
"""Begins what a copy that goes back says in the comment on a cell, behind what the unit itself wrote there."""


def units_own(comment: str) -> str:
    """Return a comment without what a copy that went back said in it."""
    return comment.partition(f"{COMMENT_HEAD}\n")[0].strip()


_DEEPEST, _FARTHEST = 60, 12
"""How many rows and columns a unit may have put in before the title."""

Place = tuple[int, int]


def title_place(sheet: Sheet) -> Place | None:
    """Return the cell (1-based row and column) of the title of such a sheet, None on any other sheet."""
    near = ((place, cell.value) for place, cell in sheet.cells.items() if place[0] <= _DEEPEST and place[1] <= _FARTHEST)
    return min((place for place, text in near if isinstance(text, str) and text.strip() == NOTICE_TITLE), default=None)


def is_notice(sheet: Sheet) -> bool:
    """Return True for such a sheet, and nothing but such a sheet: a form that was pasted into one is read."""
    title = title_place(sheet)
    if title is None:
        return False
    labels = {word for place, cell in sheet.cells.items() for word in _labels(cell.value) if not _is_listed(sheet, place[0], title)}
    return len(labels) < len(intake_settings().form_words[0])


def _labels(value: object) -> Iterator[str]:
    """Yield the words that betray a form with which a cell begins."""
    text = "".join(value.split()) if isinstance(value, str) else ""
    return (word for word in intake_settings().form_words[0] if text.startswith(word))


def _is_listed(sheet: Sheet, row: int, title: Place) -> bool:
    """Tell whether a row is one of the list, which names labels of the form, too: it begins with its number."""
    first = sheet.cells.get((row, title[1]))
    return first is not None and str(first.value).strip().isdecimal()


def without_notices(workbook: Workbook) -> Workbook:
    """Return a workbook without such sheets."""
    return replace(workbook, sheets=tuple(each for each in workbook.sheets if not is_notice(each)))
