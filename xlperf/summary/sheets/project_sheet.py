"""汇总表: a row a project, by category, with 小计 and 合计 as live sums."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

from xlperf.book.list_columns import NAME_WIDTH, Column
from xlperf.book.measure import half_widths, most_lines, width_for
from xlperf.book.sheet_writer import Formula, Link, SheetWriter, Value
from xlperf.book.theme import BODY_SIZE, VERDICT_TONES, Style, Tone
from xlperf.data.names import shown_body
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

NAME = "汇总表"
REMARK_HEADER = "备注"
"""Column of every list of forms in which the clerk may write; it is carried over from summary to summary."""

_WHOLE = "项目资金（整个周期）"
_YEAR = "年度资金"
_COUNTS = "绩效指标数（条）"
COLUMNS: tuple[Column, ...] = (
    Column("序号", 4, "count"),
    Column("主管部门", 9, "text"),
    Column("实施单位", 9, "text"),
    Column("项目名称", 11, "text"),
    Column("项目类别", 6.5, "center"),
    Column("项目性质", 7, "center"),
    Column("年度", 4.5, "year"),
    Column("计划开始日期", 9.5, "date"),
    Column("计划完成日期", 9.5, "date"),
    *(Column(label, 10, "money", _WHOLE if index < ANNUAL else _YEAR) for index, (_, label) in enumerate(AMOUNTS)),
    Column("项目总目标", 14, "text"),
    Column("年度总体目标", 24, "text"),
    *(Column(label, 4.2, "count", _COUNTS) for label in LEVEL_HEADERS),
    Column("校验结果", 6, "center"),
    Column("来源", 15, "text"),
    Column("单元格", 6, "jump"),
    Column(REMARK_HEADER, 10, "text"),
)
UNIT, PROJECT_NAME, CATEGORY, NATURE = 2, 3, 4, 5
MONEY = 9
"""Column of the first amount."""
FIRST_GOAL = MONEY + len(AMOUNTS)
COUNTS = FIRST_GOAL + 2
COUNTED = NATURE + 1
"""Column of the number of projects in a row of sums."""
VERDICT = COUNTS + len(LEVELS) + 1
JUMPS = "点击“项目名称”看整张表，点击“校验结果”看问题，点击“单元格”打开报送文件。"
_WIDEST_GOAL = 70.0
_BLANK_GOAL = 9.0
"""One-year projects leave 项目总目标 blank: then the room goes to the print."""


def write_projects(writer: SheetWriter, context: SummaryContext) -> int:
    """Write the 汇总表; return how many projects it lists."""
    table = context.projects
    writer.columns(_fitted(table))
    writer.page(frozen_columns=4, header_rows=2, printed=VERDICT + 1)
    writer.header()
    writer.worksheet.outline_settings(symbols_below=True)
    for group in table.groups:
        for project in group.projects:
            _write_project(writer, context, project)
        _write_subtotal(writer, group)
    _write_total(writer, table)
    after = _write_remarks(writer, table, table.total_row + 1)
    writer.print_rows(after - 1, table.total_row)
    note = f"{table.scope}共 {len(table.projects)} 个项目。{JUMPS}" if table.groups else "没有可汇总的绩效目标申报表。"
    writer.heading(table.title, note + writer.limits_note(), "单位：元")
    return len(table.projects)


def total_cell(column: int, table: ProjectTable) -> str:
    """Return the reference of a 合计 from another sheet."""
    return f"'{NAME}'!{xl_rowcol_to_cell(table.total_row, column)}"


def _fitted(table: ProjectTable) -> tuple[Column, ...]:
    """Return the columns, money and names as wide as the longest, goals so that the longest fits its row."""
    projects = table.projects
    fitted = list(COLUMNS)
    for index in range(len(AMOUNTS)):
        fitted[MONEY + index] = fitted[MONEY + index].fitting([f"{amount_sum(projects, index):,.2f}"])
    fitted[PROJECT_NAME] = fitted[PROJECT_NAME].fitting((each.form.text("/project_name") for each in projects), NAME_WIDTH)
    for index, name in ((FIRST_GOAL, "/overall_goal"), (FIRST_GOAL + 1, "/annual_goal")):
        longest = max((half_widths(each.form.text(name)) for each in projects), default=0)
        column = fitted[index]
        needed = width_for("x" * (longest // most_lines(BODY_SIZE) + 4), BODY_SIZE)
        width = min(_WIDEST_GOAL, max(column.width, needed)) if longest else _BLANK_GOAL
        fitted[index] = Column(column.header, width, column.role)
    return tuple(fitted)


def _write_project(writer: SheetWriter, context: SummaryContext, project: Project) -> None:
    form = project.form
    values: list[Value] = [
        project.number,
        shown_body(form.text("/department")),
        form.text("/unit"),
        Link(context.prints.address(form.source), form.text("/project_name")),
        form.text("/category"),
        form.text("/nature"),
        _plain(form.value("/year")),
        _plain(form.value("/start_date")),
        _plain(form.value("/end_date")),
        *(float(amount) if isinstance(amount, Decimal) else amount for amount in project.amounts),
        form.text("/overall_goal"),
        form.text("/annual_goal"),
        *project.indicators,
        Link(context.findings.address(form.source), project.verdict),
        f"{form.source.file} / {form.source.sheet}",
        context.form_link(form),
        context.carried.remark(form, _remark(project)),
    ]
    for column, name in ((6, "/year"), (7, "/start_date"), (8, "/end_date")):
        field = form.get(name)
        if values[column] is None and field is not None:
            values[column] = field.raw.strip()
    styles = [writer.theme.style(column.role, _tone(value, column)) for value, column in zip(values, COLUMNS, strict=True)]
    styles[VERDICT] = writer.theme.style("center", VERDICT_TONES[project.verdict])
    writer.row(project.row, values, styles, level=1)


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
    columns = [*range(MONEY, FIRST_GOAL), *range(COUNTS, COUNTS + len(LEVELS) + 1)]
    sums = {column: f"SUM({_range(first, last, column)})" for column in columns}
    counted = Formula(f"=COUNT({_range(first, last, 0)})", len(group.projects))
    _write_sums(writer, group.row, f"{group.category}小计", counted, sums, group.projects, "subtotal")


def _write_total(writer: SheetWriter, table: ProjectTable) -> None:
    rows = [group.row for group in table.groups]
    columns = [*range(MONEY, FIRST_GOAL), *range(COUNTS, COUNTS + len(LEVELS) + 1)]
    sums = {column: f"SUM({','.join(xl_rowcol_to_cell(row, column) for row in rows) or 0})" for column in columns}
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
    writer.span(row, 0, PROJECT_NAME, label, theme.style("label", tone))
    writer.span(row, COUNTED, MONEY - 1, counted, theme.style("projects", tone))
    for column, text in sums.items():
        result: float
        if column < FIRST_GOAL:
            result = float(amount_sum(projects, column - MONEY))
            text = f"ROUND({text},2)"
        else:
            result = indicator_sum(projects, column - COUNTS)
        writer.put(row, column, Formula(f"={text}", result), _sum_style(writer, column, tone))
    writer.worksheet.set_row(row, 20)


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
