"""总览: the verdict in one line, units × outcome with their money, what to do next, what was not read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

from xlperf.book.cell_writer import Block, Formula, Link, Value
from xlperf.book.charts import BarData, bar_chart
from xlperf.book.links import internal
from xlperf.book.list_columns import Column
from xlperf.book.sheet_writer import SheetWriter
from xlperf.book.theme import Role, Tone
from xlperf.data.enumeration import named
from xlperf.data.words import RETURN, REVIEW, VERDICTS
from xlperf.run.titles import published_title
from xlperf.summary.sheets import project_sheet, self_evaluation_sheet, source_sheet
from xlperf.summary.summary_context import SummaryContext
from xlperf.summary.tables import finding_rows
from xlperf.summary.tables.overview import Overview, UnitOutcome, UnitResult, overview
from xlperf.summary.tables.self_evaluations import rate

NAME = "总览"
_ENDING = "绩效情况总览"

_COLUMNS: tuple[Column, ...] = (
    Column("序号", 5, "count"),
    Column("实施单位", 24),
    *(Column(header, 9, "count") for header in ("项目数", *VERDICTS)),
    Column("金额", 18, "money"),
    Column("其中", 18, "money"),
    Column("执行率", 10, "percent"),
    Column("平均分", 9, "score"),
    *(Column("等级", 7, "count") for _ in range(4)),
)
_UNIT, _PROJECTS, _FIRST_MONEY, _RATE, _SCORE, _GRADES = 1, 2, 6, 8, 9, 10
_LAST = len(_COLUMNS) - 1
VERDICT_ROW, _FIRST_ROW = 2, 4
_NAMED = 8
"""Nil returns named in one line."""
_MOST_BARS = 20
"""A chart of rates with more bars than this cannot be read; the table has them all."""

_MOST_FILES = 30
_CHART_WIDTH, _BAR_HEIGHT, _CHART_FRAME = 900, 24, 90
_ROW_PIXELS = 23
_ROWS_OF_A_PAGE = 34


@dataclass(frozen=True, slots=True)
class _Cell:
    """A column of one of the two tables: what stands above it, where, how it looks, and what a unit has there."""

    header: str
    column: int
    role: Role
    summed: bool = True


def write_overview(writer: SheetWriter, context: SummaryContext) -> int:
    """Write the 总览; return 0, for it lists nothing of its own: what it sums up stands on the other sheets."""
    found = overview(context.batch, context.projects, context.evaluations)
    balanced = source_sheet.balanced(context)
    writer.columns(_COLUMNS)
    writer.page(frozen_columns=0, header_rows=0, repeat_header=False)
    _write_verdict(writer, found, balanced)
    row = _write_steps(writer, found, balanced, _FIRST_ROW)
    if found.outcomes:
        row = _write_outcomes(writer, found, row + 1)
    if found.results:
        row = _write_results(writer, found, row + 1)
    if found.refused:
        row = _write_refused(writer, context, found, row + 1)
    writer.worksheet.print_area(0, 0, row - 1, _LAST)
    note = "本页由后面的各张工作表汇成；点击“下一步”里的工作表名称可以跳转。"
    writer.heading(published_title(context.batch.counted, context.batch, _ENDING), note + writer.limits_note(), "单位：元")
    return 0


def _write_verdict(writer: SheetWriter, found: Overview, balanced: bool) -> None:
    tone: Tone = "return" if found.verdicts.get(RETURN) or found.refused or not balanced else "passed"
    if tone == "passed" and found.verdicts.get(REVIEW):
        tone = "review"
    writer.span(VERDICT_ROW, 0, _LAST, verdict_line(found, balanced), writer.theme.style("label", tone))
    writer.set_height(VERDICT_ROW, 26)


def verdict_line(found: Overview, balanced: bool) -> str:
    """Return the verdict on the whole batch in one line."""
    counts = "，".join(f"{verdict} {found.verdicts.get(verdict, 0)}" for verdict in VERDICTS)
    refused = f"；{len(found.refused)} 个文件未能读取" if found.refused else ""
    nil = f"；零报 {len(found.nil)} 个（本年无项目）" if found.nil else ""
    return f"结论：计入 {found.forms} 张表，{counts}{refused}{nil}；来源核对{'已平' if balanced else '不平'}。"


def _write_steps(writer: SheetWriter, found: Overview, balanced: bool, row: int) -> int:
    """Say what to do next, the most pressing first, each with the sheet on which it is done."""
    steps: list[tuple[str, str]] = []
    if not balanced:
        steps.append((source_sheet.NAME, "来源核对不平，先不要上报：找到“不平”的一行，查清原因。"))
    if found.refused:
        steps.append((source_sheet.NAME, f"{len(found.refused)} 个文件没有读出来，里面的项目不在本表中：按原因处理后再运行一次。"))
    if found.errors:
        mend = "发回单位修改（xlperf return 写出标好错处的副本），或查明后列入豁免。"
        steps.append((finding_rows.NAME, f"{found.errors} 个错误：{mend}"))
    if found.warnings:
        steps.append((finding_rows.NAME, f"{found.warnings} 个警告：逐条核对，不一定要改。"))
    if found.nil:
        units = named(found.nil, most=_NAMED)
        steps.append((source_sheet.NAME, f"零报（本年无项目）{len(found.nil)} 个：{units}。请确认确实没有项目。"))
    if not steps:
        target = project_sheet.NAME if found.outcomes else self_evaluation_sheet.NAME if found.results else source_sheet.NAME
        steps.append((target, "没有要处理的问题：打印或上报。" if found.forms else "没有读到申报表或自评表。"))
    writer.span(row, 0, _LAST, "下一步", writer.theme.style("section"))
    for number, (sheet, text) in enumerate(steps, 1):
        link = Link(internal(sheet, "A1"), sheet)
        style = writer.theme.style
        blocks: list[Block] = [(0, 0, number, style("count")), (1, 1, link, style("jump")), (2, _LAST, text, style("text"))]
        writer.blocks(row + number, blocks)
    return row + len(steps) + 1


def _write_outcomes(writer: SheetWriter, found: Overview, row: int) -> int:
    """Write the declarations by unit with their sums; return the row after them."""
    cells = [
        *(_Cell(header, _PROJECTS + at, "count") for at, header in enumerate(("项目数", *VERDICTS))),
        _Cell("年度资金申请总额", _FIRST_MONEY, "money"),
        _Cell("其中：须退回的", _FIRST_MONEY + 1, "money"),
    ]

    def values(each: UnitOutcome) -> list[Value]:
        return [each.projects, *(each.counts.get(name, 0) for name in VERDICTS), float(each.annual), float(each.returned)]

    return _write_table(writer, "申报项目", cells, [(each.unit, values(each)) for each in found.outcomes], row)[1]


def _write_results(writer: SheetWriter, found: Overview, row: int) -> int:
    """Write the self-evaluations by unit with rates and grades, and a chart of the rates; return the row after it."""
    grades = found.grades[: len(_COLUMNS) - _GRADES]
    cells = [
        *(_Cell(header, _PROJECTS + at, "count") for at, header in enumerate(("项目数", *VERDICTS))),
        _Cell("全年预算数", _FIRST_MONEY, "money"),
        _Cell("全年执行数", _FIRST_MONEY + 1, "money"),
        _Cell("执行率", _RATE, "percent", summed=False),
        _Cell("自评平均分", _SCORE, "score", summed=False),
        *(_Cell(grade, _GRADES + at, "count") for at, grade in enumerate(grades)),
    ]

    def values(each: UnitResult) -> list[Value]:
        return [
            each.projects,
            *(each.counts.get(name, 0) for name in VERDICTS),
            float(each.budget),
            float(each.executed),
            None if each.rate is None else float(each.rate),
            None if each.score is None else float(each.score),
            *(each.grades.get(grade, 0) for grade in grades),
        ]

    first, after = _write_table(writer, "自评项目", cells, [(each.unit, values(each)) for each in found.results], row)
    total = after - 1
    budget = sum((each.budget for each in found.results), Decimal(0))
    executed = sum((each.executed for each in found.results), Decimal(0))
    whole = rate(budget, executed)
    if whole is not None:
        money = [xl_rowcol_to_cell(total, _FIRST_MONEY + at) for at in range(2)]
        formula = Formula(f'=IF({money[0]}>0,ROUND({money[1]}/{money[0]},4),"")', float(whole))
        writer.put(total, _RATE, formula, writer.theme.style("percent", "total"))
    rows = _chart_rates(writer, found, first, after + 1)
    writer.worksheet.set_h_pagebreaks([row] if found.outcomes and (after - row) + rows > _ROWS_OF_A_PAGE - row else [])
    return after + rows


def _chart_rates(writer: SheetWriter, found: Overview, first: int, row: int) -> int:
    """Put a chart of the rates into a row, of the table whose first row is given; return how many rows it takes."""
    bars = min(len(found.results), _MOST_BARS)
    data = BarData(writer.name, first, first + bars - 1, _UNIT, _RATE, "0.00%")
    title = "各单位预算执行率" + (f"（前 {bars} 个单位）" if bars < len(found.results) else "")
    height = bars * _BAR_HEIGHT + _CHART_FRAME
    chart = bar_chart(writer.theme, "bar", title, data, (_CHART_WIDTH, height))
    writer.worksheet.insert_chart(row, 1, chart, {"object_position": 1})
    return -(-height // _ROW_PIXELS) + 2


def _write_table(
    writer: SheetWriter, title: str, cells: Sequence[_Cell], lines: Sequence[tuple[str, list[Value]]], row: int
) -> tuple[int, int]:
    """Write one table with its sums; return its first row and the row after it."""
    style = writer.theme.style
    writer.span(row, 0, _LAST, title, style("section"))
    writer.set_height(row, 24)
    for column, header in ((0, "序号"), (_UNIT, "实施单位"), *((each.column, each.header) for each in cells)):
        writer.put(row + 1, column, header, style("header"))
    writer.set_height(row + 1, 24)
    first = row + 2
    for number, (unit, values) in enumerate(lines, 1):
        at = first + number - 1
        writer.put(at, 0, number, style("count"))
        writer.blocks(at, [(_UNIT, _UNIT, unit, style("text"))])
        for cell, value in zip(cells, values, strict=True):
            writer.put(at, cell.column, value, style(cell.role))
    total = first + len(lines)
    writer.span(total, 0, _UNIT, "合计", style("label", "total"))
    for index, cell in enumerate(cells):
        if not cell.summed:
            writer.put(total, cell.column, None, style(cell.role, "total"))
            continue
        area = f"{xl_rowcol_to_cell(first, cell.column)}:{xl_rowcol_to_cell(total - 1, cell.column)}"
        result = sum(value for _, values in lines if isinstance(value := values[index], (int, float)))
        writer.put(total, cell.column, Formula(f"=ROUND(SUM({area}),2)", round(result, 2)), style(cell.role, "total"))
    return first, total + 1


def _write_refused(writer: SheetWriter, context: SummaryContext, found: Overview, row: int) -> int:
    """Name the files that were not read, each with its reason and the next step; return the row after them."""
    style = writer.theme.style
    writer.span(row, 0, _LAST, "没有读出来的文件", style("section"))
    shown = found.refused[:_MOST_FILES]
    for number, each in enumerate(shown, 1):
        link = Link(context.links.to(each.file, "", ""), each.file)
        text = " ".join(part for part in (each.message, each.hint) if part)
        writer.blocks(row + number, [(0, 0, number, style("count")), (1, 3, link, style("text")), (4, _LAST, text, style("text"))])
    after = row + len(shown) + 1
    if len(found.refused) > len(shown):
        writer.note(after, f"还有 {len(found.refused) - len(shown)} 个，见“{source_sheet.NAME}”。", _LAST)
        after += 1
    return after
