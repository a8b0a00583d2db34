"""A summary of ours that is known by its lists alone: its 来源核对 was removed, or it was saved without our mark (.xls, .ods).

Its lists are no forms.  One of this folder is passed over; of one of the level below the printed forms are read, and it is
told that nothing says whether they are as they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from xlperf.data.words import EVALUATIONS_SHEET, INDICATORS_SHEET, PROJECTS_SHEET, SOURCES_SHEET
from xlperf.errors import RefusedFile
from xlperf.forms.form import Remark
from xlperf.intake.folder import Entry
from xlperf.intake.own_output import strange_sheets
from xlperf.intake.own_summary import Value, header_row
from xlperf.intake.sheet import Sheet, Workbook
from xlperf.run.levels.level_below import NOTHING_PRINTED, is_printed, stands_here

_FILES = {PROJECTS_SHEET: "来源", EVALUATIONS_SHEET: "来源", INDICATORS_SHEET: "文件"}
"""Lists of a summary, and the column of each that names the file of a line."""

_NEEDED = ("序号", "单元格", "实施单位", "项目名称")
_LOST = "“来源核对”被删掉了，里面的表是不是汇总时的样子核对不了"
_SAVED_OTHERWISE = "它被另存过，没有了 xlperf 的标记，里面的表是不是汇总时的样子核对不了"


@dataclass(frozen=True, slots=True)
class KnownByLists:
    """A summary without what it is known by otherwise.

    Attributes:
        is_of_this_folder: its files stand here.
        workbook: its printed forms, and the sheets that somebody put in.
        remark: that nothing can be checked.
    """

    is_of_this_folder: bool
    workbook: Workbook
    remark: Remark


def known_by_lists(entry: Entry, workbook: Workbook) -> KnownByLists | None:
    """Return what is to be read of a workbook that is a summary of ours by its lists; None for any other.

    Raises:
        RefusedFile: nothing of it is printed.
    """
    files = [file for sheet in workbook.sheets for file in _files(sheet)]
    if not files:
        return None
    names = [each.name for each in workbook.sheets]
    strange = strange_sheets(names)
    said = _SAVED_OTHERWISE if SOURCES_SHEET in names else _LOST
    remark = Remark("node_mismatch", detail={"project": "", "detail": said})
    left = replace(workbook, sheets=tuple(each for each in workbook.sheets if is_printed(each.name) or each.name in strange))
    is_here = not strange and stands_here(entry.path, entry.file, files)
    if not left.sheets and not is_here:
        raise RefusedFile("damaged", *NOTHING_PRINTED)
    return KnownByLists(is_here, left, remark)


def _files(sheet: Sheet) -> Iterator[str]:
    """Yield the files that a list of a summary names, nothing of any other sheet."""
    header = _FILES.get(sheet.name)
    if header is None:
        return
    rows: dict[int, dict[int, Value]] = {}
    for (line, column), cell in sheet.cells.items():
        if isinstance(cell.value, str | Decimal):
            rows.setdefault(line, {})[column] = cell.value
    needed = (*_NEEDED, header)
    head = rows.get(header_row(rows, 0, needed), {})
    columns = {str(value).strip(): at for at, value in head.items()}
    if not columns.keys() >= set(needed):
        return
    for row in rows.values():
        if isinstance(row.get(columns[_NEEDED[0]]), Decimal) and (said := str(row.get(columns[header], ""))):
            yield said.rpartition(" / ")[0] or said
