"""汇总表: a row a project, by category, with 小计 and 合计 as live sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_rowcol_to_cell

from xlperf.book.cell_writer import Formula, Link, Value
from xlperf.book.list_columns import Column
from xlperf.book.list_pages import width_left
from xlperf.book.measure import half_widths, most_lines, width_for
from xlperf.book.sheet_writer import SheetWriter
from xlperf.book.theme import BODY_SIZE, VERDICT_TONES, Style, Tone
from xlperf.data.names import shown_body
from xlperf.data.words import PROJECTS_SHEET
from xlperf.summary.summary_context import SummaryContext
from xlperf.summary.tables.projects import (
    AMOUNTS,
    ANNUAL,
    LEVEL_HEADERS,
    LEVELS,
    Group,
    Project,
    ProjectTable,
    amount_sum,
    indicator_sum,
)
from xlperf.summary.tables.remarks import NO_ANNUAL, UNREAD

if TYPE_CHECKING:
    from xlperf.settings.values import Paper

NAME = PROJECTS_SHEET
REMARK_HEADER = "备注"
"""Column of every list of forms in which the clerk may write; it is carried over from summary to summary."""

_WHOLE = "项目资金（整个周期）"
_YEAR = "年度资金"
_COUNTS = "绩效指标数（条）"


class At(IntEnum):
    """The columns that are no money, 0-based: up to the verdict those on paper, behind it those for the screen."""

    NUMBER = 0
    PROJECT = 1
    UNIT = 2
    CATEGORY = 3
    NATURE = 4
    PERIOD = 5
    GOAL = 11
    INDICATORS = 12
    VERDICT = 13
    DEPARTMENT = 14
    YEAR = 15
    START = 16
    END = 17
    OVERALL_GOAL = 20
    ANNUAL_GOAL = 21
    COUNTS = 22
    SOURCE = COUNTS + len(LEVELS) + 1
    CELL = SOURCE + 1
    REMARK = SOURCE + 2


MONEY_AT: tuple[int, ...] = (6, 18, 19, 7, 8, 9, 10)
"""Columns of the amounts, in the order of ``AMOUNTS``: on paper the total, the year's, and the parts of the year's."""

_MONEY: Mapping[int, Column] = {
    at: Column(label, 10, "money", _WHOLE if index < ANNUAL else _YEAR)
    for index, ((_, label), at) in enumerate(zip(AMOUNTS, MONEY_AT, strict=True))
}
_TEXTS: Mapping[int, Column] = {
    At.NUMBER: Column("序号", 4, "jump"),
    At.PROJECT: Column("项目名称", 14),
    At.UNIT: Column("实施单位", 10),
    At.CATEGORY: Column("项目类别", 7, "center"),
    At.NATURE: Column("项目性质", 7.5, "center"),
    At.PERIOD: Column("起止时间", 10.5, "center"),
    At.GOAL: Column("年度目标", 12),
    At.INDICATORS: Column("指标数\n（条）", 6, "count"),
    At.VERDICT: Column("校验结果", 6.5, "center"),
    At.DEPARTMENT: Column("主管部门", 12),
    At.YEAR: Column("年度", 5, "year"),
    At.START: Column("计划开始日期", 10.5, "date"),
    At.END: Column("计划完成日期", 10.5, "date"),
    At.OVERALL_GOAL: Column("项目总目标", 40),
    At.ANNUAL_GOAL: Column("年度总体目标", 50),
    **{At.COUNTS + index: Column(label, 5, "count", _COUNTS) for index, label in enumerate(LEVEL_HEADERS)},
    At.SOURCE: Column("来源", 40, "path"),
    At.CELL: Column("单元格", 7, "jump"),
    At.REMARK: Column(REMARK_HEADER, 20),
}
COLUMNS: tuple[Column, ...] = tuple(column for _, column in sorted({**_MONEY, **_TEXTS}.items()))
_SUMMED = (*sorted(MONEY_AT), At.INDICATORS, *range(At.COUNTS, At.SOURCE))
_LABEL_END, _COUNTED_END = At.UNIT, At.PERIOD
COUNTED = At.CATEGORY
"""Column of the number of projects in a row of sums."""

JUMPS = "点击“序号”看整张表，点击“校验结果”看问题，点击“单元格”打开报送文件。"
_ON_SCREEN = "打印到“校验结果”一列，其后各列只在屏幕上看。"
_WIDEST_GOAL = 70.0
_BLANK_GOAL = 11.0
"""One-year projects leave 项目总目标 blank: then the room goes to the others."""

_WIDEST_PRINTED_GOAL = 34.0
_GOAL_LENGTH = 26
_FIELDS = ((At.YEAR, "/year"), (At.START, "/start_date"), (At.END, "/end_date"))


def is_wanted(context: SummaryContext) -> bool:
    """Tell whether there is a declaration to list."""
    return bool(context.projects.groups)


def write_projects(writer: SheetWriter, context: SummaryContext) -> int:
    """Write the 汇总表; return how many projects it lists."""
    table = context.projects
    writer.columns(_fitted(table, context.options.paper))
    writer.page(frozen_columns=At.UNIT, header_rows=2, printed=At.VERDICT + 1)
    writer.header()
    writer.worksheet.outline_settings(symbols_below=True)
    for group in table.groups:
        for project in group.projects:
            _write_project(writer, context, project)
        _write_subtotal(writer, group)
    _write_total(writer, table)
    after = _write_remarks(writer, table, table.total_row + 1)
    writer.print_rows(after - 1, table.total_row)
    note = f"{table.scope}共 {len(table.projects)} 个项目。{JUMPS}{_ON_SCREEN}"
    writer.heading(table.title, note + writer.limits_note(), "单位：元")
    return len(table.projects)


def total_cell(column: int, table: ProjectTable) -> str:
    """Return the reference of a 合计 from another sheet."""
    return f"'{NAME}'!{xl_rowcol_to_cell(table.total_row, column)}"


def short_goal(goal: str, whole: str, length: int = _GOAL_LENGTH) -> str:
    """Return the beginning of a goal and where the whole stands; a short goal as it is."""
    said = " ".join(goal.split())
    return said if len(said) <= length else f"{said[:length]}…（见{whole}）"


def _fitted(table: ProjectTable, paper: Paper) -> tuple[Column, ...]:
    """Return the columns, money as wide as its sum, goals so that the longest fits its row, the printed goal as fits the page."""
    projects = table.projects
    fitted = list(COLUMNS)
    for index, at in enumerate(MONEY_AT):
        fitted[at] = fitted[at].fitting([f"{amount_sum(projects, index):,.2f}"])
    for at, name in ((At.OVERALL_GOAL, "/overall_goal"), (At.ANNUAL_GOAL, "/annual_goal")):
        longest = max((half_widths(each.form.text(name)) for each in projects), default=0)
        column = fitted[at]
        needed = width_for("x" * (longest // most_lines(BODY_SIZE) + 4), BODY_SIZE)
        width = min(_WIDEST_GOAL, max(column.width, needed)) if longest else _BLANK_GOAL
        fitted[at] = replace(column, width=width)
    room = width_left([*fitted[: At.GOAL], *fitted[At.GOAL + 1 : At.VERDICT + 1]], paper)
    fitted[At.GOAL] = replace(fitted[At.GOAL], width=min(_WIDEST_PRINTED_GOAL, max(fitted[At.GOAL].width, room)))
    return tuple(fitted)


def _write_project(writer: SheetWriter, context: SummaryContext, project: Project) -> None:
    form = project.form
    values: dict[int, Value] = {
        At.NUMBER: Link(context.prints.address(form.source), project.number),
        At.PROJECT: form.text("/project_name"),
        At.UNIT: form.text("/unit"),
        At.CATEGORY: form.text("/category"),
        At.NATURE: form.text("/nature"),
        At.GOAL: short_goal(form.text("/annual_goal"), context.prints.page(form.source)),
        At.INDICATORS: sum(project.indicators),
        At.VERDICT: Link(context.findings.address(form.source), project.verdict),
        At.DEPARTMENT: shown_body(form.text("/department")),
        At.OVERALL_GOAL: form.text("/overall_goal"),
        At.ANNUAL_GOAL: form.text("/annual_goal"),
        At.SOURCE: f"{form.source.file} / {form.source.sheet}",
        At.CELL: context.form_link(form),
        At.REMARK: context.carried.remark(form, _remark(project)),
    }
    values |= {at: float(each) if isinstance(each, Decimal) else each for at, each in zip(MONEY_AT, project.amounts, strict=True)}
    values |= {At.COUNTS + index: count for index, count in enumerate(project.indicators)}
    for at, name in _FIELDS:
        field = form.get(name)
        value = _plain(form.value(name))
        values[at] = field.raw.strip() if value is None and field is not None else value
    values[At.PERIOD] = "\n".join(str(each) for each in (values[At.START], values[At.END]) if each)
    row = [values[at] for at in range(len(COLUMNS))]
    styles = [writer.theme.style(column.role, _tone(value, column)) for value, column in zip(row, COLUMNS, strict=True)]
    styles[At.VERDICT] = writer.theme.style("center", VERDICT_TONES[project.verdict])
    writer.row(project.row, row, styles, level=1)


def _plain(value: object) -> int | date | None:
    return value if isinstance(value, (int, date)) else None


def _tone(value: Value, column: Column) -> Tone:
    """Return ``unread`` for text where a number or a date belongs."""
    return "unread" if isinstance(value, str) and value and column.role in ("money", "year", "date") else "plain"


def _remark(project: Project) -> str:
    said = [f"{label}“{text}”{UNREAD}" for label, text in project.unread]
    if project.amounts[ANNUAL] is None:
        said.append(NO_ANNUAL)
    return "；".join(said)


def _write_subtotal(writer: SheetWriter, group: Group) -> None:
    first, last = group.projects[0].row, group.projects[-1].row
    sums = {column: f"SUM({_range(first, last, column)})" for column in _SUMMED}
    counted = Formula(f"=COUNT({_range(first, last, 0)})", len(group.projects))
    _write_sums(writer, group.row, f"{group.category}小计", counted, sums, group.projects, "subtotal")


def _write_total(writer: SheetWriter, table: ProjectTable) -> None:
    rows = [group.row for group in table.groups]
    sums = {column: f"SUM({','.join(xl_rowcol_to_cell(row, column) for row in rows) or 0})" for column in _SUMMED}
    numbered = ",".join(_range(group.projects[0].row, group.projects[-1].row, 0) for group in table.groups)
    counted = Formula(f"=COUNT({numbered})" if rows else "=0", len(table.projects))
    _write_sums(writer, table.total_row, "合计", counted, sums, table.projects, "total")


def _write_sums(
    writer: SheetWriter,
    row: int,
    label: str,
    counted: Formula,
    sums: dict[int, str],
    projects: Sequence[Project],
    tone: Tone,
) -> None:
    """Write one line of sums; each is rounded to 分, so that it is exact in every program."""
    theme = writer.theme
    for column in range(len(COLUMNS)):
        writer.put(row, column, None, _sum_style(writer, column, tone))
    writer.span(row, 0, _LABEL_END, label, theme.style("label", tone))
    writer.span(row, COUNTED, _COUNTED_END, counted, theme.style("projects", tone))
    for column, text in sums.items():
        is_money = column in MONEY_AT
        result = float(amount_sum(projects, MONEY_AT.index(column))) if is_money else _counts(projects, column)
        text = f"ROUND({text},2)" if is_money else text
        writer.put(row, column, Formula(f"={text}", result), _sum_style(writer, column, tone))
    writer.set_height(row, 20)


def _counts(projects: Sequence[Project], column: int) -> int:
    if column == At.INDICATORS:
        return sum(sum(each.indicators) for each in projects)
    return indicator_sum(projects, column - At.COUNTS)


def _sum_style(writer: SheetWriter, column: int, tone: Tone) -> Style:
    role = COLUMNS[column].role
    return writer.theme.style(role if role in ("money", "count") else "label", tone)


def _range(first: int, last: int, column: int) -> str:
    return f"{xl_rowcol_to_cell(first, column)}:{xl_rowcol_to_cell(last, column)}"


def _write_remarks(writer: SheetWriter, table: ProjectTable, row: int) -> int:
    """Say under the table what its sums leave out; return the row after it."""
    unread = table.unread_amounts
    if not unread:
        return row
    text = f"注：有 {unread} 处金额未能读出（黄底斜体，按原文列示），未计入小计和合计，更正后请重新汇总。"
    writer.note(row, text, writer.page_end)
    return row + 1
