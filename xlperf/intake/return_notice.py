"""The sheet 退回说明 that ``xlperf return`` adds to a workbook: when the mended workbook comes back, it is no form.

It is known by the text of its first cell, which lives through Excel, WPS and
LibreOffice and through every format that they save in; a mark in the package
would not.  The sheet may have been renamed or moved, and rows and columns put in before it;
where the unit took out what bears the title, the headers of the list tell it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.limits import intake_settings
from xlperf.intake.sheet import Sheet, Workbook

NOTICE_SHEET = "退回说明"
NOTICE_TITLE = "退回说明（由 xlperf 生成，改正后可删）"
"""What stands in A1 of the sheet."""

NUMBER_HEADER, PROBLEM_HEADER, ADVICE_HEADER = "序号", "问题", "修改建议"
DEMAND_HEADER, ANSWER_HEADER, CODE_HEADER = "处理", "单位说明", "识别码"
"""Headers of the list by which what the unit wrote is found again."""

CONTENT_LABEL = "内容码"
"""Stands in the row below the list, before the digest of what the forms said when they went back."""

SAYING_LABEL = "原文码："
"""Stands there, too, before the codes of our own words in the list."""

REST_LABEL = "全文码："
"""Stands there, too, before the codes of all texts of the workbook as it went back: what is none of them, the unit wrote since."""

FILE_LABEL = "文件："
"""Stands before the name of the file that goes back, up to a full-width blank."""

COMMENT_HEAD = "xlperf："
"""Begins what a copy that goes back says in the comment on a cell, behind what the unit itself wrote there."""


def units_own(comment: str) -> str:
    """Return a comment without what a copy that went back said in it."""
    return comment.partition(f"{COMMENT_HEAD}\n")[0].strip()


_DEEPEST, _FARTHEST = 60, 24
"""How many rows and columns a unit may have put in before the title, or the headers of the list."""

_TELLING = frozenset((PROBLEM_HEADER, ADVICE_HEADER, DEMAND_HEADER, ANSWER_HEADER, CODE_HEADER))
_FEWEST_TELLING = 4
_COPIED = frozenset((PROBLEM_HEADER, ADVICE_HEADER, ANSWER_HEADER))
_BESIDE_COPIED = frozenset((NUMBER_HEADER, "项目", "工作表", "单元格", "栏目", "原值", DEMAND_HEADER))
_FEWEST_COPIED = 5
"""How many headers of a list tell it where the 识别码 did not come along, as in a table of a document."""
_OF_SUMMARY = frozenset(("级别", "规则"))
"""Headers that the list of findings in a summary has, and no notice."""

_CODE = lazy_pattern(r"\s*[A-Z]+-\d+\.")
"""How a 识别码 begins: with the rule."""

Place = tuple[int, int]


def title_place(sheet: Sheet) -> Place | None:
    """Return the cell (1-based row and column) of the title of such a sheet, None on any other sheet.

    Without its title it is known by the headers of its list, and begins with these: one may be taken out, too.
    """
    near = [
        (place, cell.value.strip())
        for place, cell in sheet.cells.items()
        if place[0] <= _DEEPEST and place[1] <= _FARTHEST and isinstance(cell.value, str)
    ]
    titles = [place for place, text in near if text == NOTICE_TITLE]
    return min(titles, default=None) or _list_head(near)


def _list_head(near: Sequence[tuple[Place, str]]) -> Place | None:
    """Return the first cell of the row that holds the headers of the list; into a document it may go without its 识别码."""
    for (row, _), text in near:
        if text == CODE_HEADER:
            cells = {text: place for place, text in near if place[0] == row}
            if len(cells.keys() & _TELLING) >= _FEWEST_TELLING and cells.keys().isdisjoint(_OF_SUMMARY):
                return min(cells.values())
        if text == ANSWER_HEADER:
            cells = {text: place for place, text in near if place[0] == row}
            is_copied = cells.keys() >= _COPIED and len(cells.keys() & _BESIDE_COPIED) >= _FEWEST_COPIED
            if is_copied and cells.keys().isdisjoint(_OF_SUMMARY):
                return min(cells.values())
    return None


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
    """Tell whether a row is one of the list, which names labels of the form, too: it begins with its number, or has its code."""
    first = sheet.cells.get((row, title[1]))
    if first is not None and str(first.value).strip().isdecimal():
        return True
    near = (sheet.cells.get((row, column)) for column in range(title[1], title[1] + _FARTHEST))
    return any(cell is not None and isinstance(cell.value, str) and _CODE.match(cell.value) for cell in near)


def without_notices(workbook: Workbook) -> Workbook:
    """Return a workbook without such sheets."""
    return replace(workbook, sheets=tuple(each for each in workbook.sheets if not is_notice(each)))
