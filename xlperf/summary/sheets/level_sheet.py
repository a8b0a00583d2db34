"""分级汇总: department → unit → category (present when summaries of the level below were read)."""

from __future__ import annotations

from itertools import groupby

from xlsxwriter.utility import xl_rowcol_to_cell

from xlperf.book.cell_writer import Formula, Value
from xlperf.book.list_columns import Column
from xlperf.book.sheet_writer import HEADER_ROW, SheetWriter
from xlperf.data.words import FORM_KINDS
from xlperf.summary.summary_context import SummaryContext
from xlperf.summary.tables.level_lines import LevelLine, has_levels, level_lines

NAME = "分级汇总"

_COLUMNS: tuple[Column, ...] = (
    Column("序号", 6, "count"),
    Column("主管部门", 22),
    Column("实施单位", 26),
    Column("项目类别", 18),
    *(Column(f"{name}\n（张）", 9, "count") for name in FORM_KINDS.values()),
    Column("年度资金申请总额", 18, "money"),
    Column("全年预算数", 18, "money"),
    Column("全年执行数", 18, "money"),
    Column("退回\n（张）", 8, "count"),
    Column("错误\n（处）", 8, "count"),
)
_FIRST_NUMBER = 4


def is_wanted(context: SummaryContext) -> bool:
    """Tell whether there are several levels to list."""
    return has_levels(context.batch)


def write_levels(writer: SheetWriter, context: SummaryContext) -> int:
    """Write the 分级汇总; return how many lines it lists, the sums of departments not among them."""
    lines = level_lines(context.batch)
    writer.columns(_COLUMNS)
    writer.page(frozen_columns=3)
    first = row = writer.header()
    styles = [writer.theme.style(each.role) for each in _COLUMNS]
    number = 0
    for department, group in groupby(lines, key=lambda each: each.department):
        own = [_numbers(each) for each in group]
        start = row
        for line in lines[number : number + len(own)]:
            number += 1
            writer.row(row, [float(number), line.department, line.unit, line.category, *_numbers(line)], styles)
            row += 1
        _write_sum(writer, row, f"{department}小计", (start, row - 1), own)
        row += 1
    _write_sum(writer, row, "合计", (first, max(first, row - 1)), [_numbers(each) for each in lines], of_numbered=True)
    writer.worksheet.autofilter(HEADER_ROW, 0, max(first, row - 1), len(_COLUMNS) - 1)
    departments = len({each.department for each in lines})
    units = len({(each.department, each.unit) for each in lines})
    summaries = sum(bool(each.parts) for each in context.batch.files)
    note = f"读取下一级汇总表 {summaries} 份：{departments} 个主管部门，{units} 个实施单位。各级的表重新校验，同一张表只计一次。"
    writer.heading(NAME, note, "单位：元")
    return len(lines)


def _numbers(line: LevelLine) -> list[Value]:
    money = (float(each) for each in (line.annual, line.budget, line.executed))
    return [float(line.declarations), float(line.evaluations), *money, float(line.returned), float(line.errors)]


def _write_sum(
    writer: SheetWriter, row: int, label: str, rows: tuple[int, int], lines: list[list[Value]], of_numbered: bool = False
) -> None:
    """Write a row of sums; ``of_numbered``: only of the rows with a number, for sums of departments stand among them."""
    writer.span(row, 0, _FIRST_NUMBER - 1, label, writer.theme.style("center", "total"))
    for column in range(_FIRST_NUMBER, len(_COLUMNS)):
        values = (line[column - _FIRST_NUMBER] for line in lines)
        result = round(sum(each for each in values if isinstance(each, float)), 2)
        area = f"{xl_rowcol_to_cell(rows[0], column)}:{xl_rowcol_to_cell(rows[1], column)}"
        numbers = f"{xl_rowcol_to_cell(rows[0], 0)}:{xl_rowcol_to_cell(rows[1], 0)}"
        summed = f'SUMIF({numbers},">0",{area})' if of_numbered else f"SUM({area})"
        writer.put(row, column, Formula(f"=ROUND({summed},2)", result), writer.theme.style(_COLUMNS[column].role, "total"))
