"""分类统计: a row a category, nature and unit, with sums that follow the 汇总表, and charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from xlsxwriter.utility import xl_rowcol_to_cell

from xlperf.book.cell_writer import Block, Formula, Value
from xlperf.book.list_columns import Column
from xlperf.book.sheet_writer import HEADER_ROW, SheetWriter
from xlperf.book.theme import Tone
from xlperf.data.words import NO_NATURE, NO_UNIT, SETTLED
from xlperf.rules.facts.scoring import round_half_up
from xlperf.summary.sheets import project_sheet
from xlperf.summary.sheets.evaluation_statistics import write_evaluation_statistics
from xlperf.summary.sheets.finding_sheet import standing_count
from xlperf.summary.sheets.source_sections import EVEN, UNEVEN, colour_conclusions
from xlperf.summary.sheets.statistics_charts import write_charts
from xlperf.summary.sheets.statistics_search import ProjectSearch
from xlperf.summary.summary_context import SummaryContext
from xlperf.summary.tables.projects import ANNUAL, LEVELS, amount_sum, indicator_sum
from xlperf.summary.tables.statistics import CategorySlices, Slice, Statistics

NAME = "分类统计"


class At(IntEnum):
    """The columns, 0-based."""

    NUMBER = 0
    CATEGORY = 1
    NATURE = 2
    UNIT = 3
    PROJECTS = 4
    ANNUAL = 5
    SHARE = 6
    INDICATORS = 7
    QUANTIFIED = 8
    QUANTIFIED_SHARE = 9
    ERRORS = 10
    WARNINGS = 11


COLUMNS: tuple[Column, ...] = (
    Column("序号", 5, "count"),
    Column("项目类别", 14, "center"),
    Column("项目性质", 17, "center"),
    Column("实施单位", 26),
    Column("项目数\n（个）", 8, "count"),
    Column("年度资金申请总额", 17, "money"),
    Column("金额占比", 9, "percent"),
    Column("指标数\n（条）", 8, "count"),
    Column("定量指标\n（条）", 8.5, "count"),
    Column("定量占比", 9, "percent"),
    Column("错误\n（条）", 7, "count"),
    Column("警告\n（条）", 7, "count"),
)
_FIRST_ROW = HEADER_ROW + 1
_LABEL_END = At.UNIT
_ON_ONE_PAGE = 20
"""So few rows print on one page with their sums; a longer list has its header on each page."""

_SUMS: dict[At, Callable[[Slice], Decimal | int]] = {
    At.PROJECTS: lambda each: each.projects,
    At.ANNUAL: lambda each: each.annual,
    At.INDICATORS: lambda each: each.indicators,
    At.QUANTIFIED: lambda each: each.quantified,
    At.ERRORS: lambda each: each.errors,
    At.WARNINGS: lambda each: each.warnings,
}
"""Columns that are added up, with what a row holds there."""

_CHECK = "与汇总表、校验结果的合计核对："
_ELSEWHERE = "其他问题（不属于汇总表中的项目）"


def is_wanted(context: SummaryContext) -> bool:
    """Tell whether there is anything to count."""
    return bool(context.projects.groups or context.evaluations.groups)


def write_statistics(writer: SheetWriter, context: SummaryContext) -> int:
    """Write the 分类统计; return how many rows it lists."""
    found = context.statistics
    writer.columns(COLUMNS)
    has_projects = bool(found.groups)
    writer.page(frozen_columns=4 if has_projects else 0, repeat_header=len(found.slices) > _ON_ONE_PAGE)
    writer.worksheet.outline_settings(symbols_below=True)
    search, subtotals, row = ProjectSearch(context.projects), [], HEADER_ROW
    if has_projects:
        writer.header()
        table = _Table(writer, found, search, total_row(found))
        subtotals = table.write(_FIRST_ROW)
        table.write_check(table.total_row + 1, context)
        row = table.total_row + 3
        writer.keep_page_ends(row - 2)
    units = 0
    if found.results:
        begun = row
        units, row = write_evaluation_statistics(writer, context.evaluations, found.results, row)
        writer.keep_together(begun, row - 1)
        row += 1
    charts = write_charts(writer, context, search, row, [(each, At.ANNUAL) for each in subtotals], units)
    writer.keep_page_ends(charts - 1)
    writer.worksheet.print_area(0, 0, charts - 1, max(At))
    said = [f"共 {len(found.slices)} 行。"] if has_projects else []
    said += [f"自评项目 {len(context.evaluations.evaluations)} 个。"] if found.results else []
    note = f"{''.join(said)}错误、警告不含{SETTLED}的。图表见第 {row + 1} 行起。"
    writer.heading("绩效目标分类统计" if has_projects else "绩效自评分类统计", note + writer.limits_note(), "单位：元")
    return len(found.slices) or len(found.results)


def total_row(found: Statistics) -> int:
    """Return the row of the 合计, 0-based: below the rows, their 小计 and the line of other findings."""
    return _FIRST_ROW + len(found.slices) + len(found.groups) + 1


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of the list, its sums, and the line that holds them against the other sheets."""

    writer: SheetWriter
    found: Statistics
    search: ProjectSearch
    total_row: int

    def write(self, first: int) -> list[int]:
        """Write rows and sums from the first row of the body on; return the rows of the 小计."""
        row, number = first, 0
        subtotals: list[int] = []
        for group in self.found.groups:
            for each in group.slices:
                number += 1
                self._write_slice(row, number, group, each)
                row += 1
            sums = {at: f"SUM({_cell(row - len(group.slices), at)}:{_cell(row - 1, at)})" for at in _SUMS}
            self._write_sums(row, f"{group.category}小计", group.slices, sums, "subtotal")
            subtotals.append(row)
            row += 1
        self._write_elsewhere(row)
        sums = {at: f"SUM({','.join(_cell(each, at) for each in subtotals) or 0})" for at in _SUMS}
        sums |= {at: f"SUM({','.join(_cell(each, at) for each in (*subtotals, row))})" for at in (At.ERRORS, At.WARNINGS)}
        self._write_sums(self.total_row, "合计", self.found.slices, sums, "total")
        return subtotals

    def _write_slice(self, row: int, number: int, group: CategorySlices, each: Slice) -> None:
        values: dict[At, Value | Formula] = {
            At.NUMBER: number,
            At.CATEGORY: group.category,
            At.NATURE: each.nature or NO_NATURE,
            At.UNIT: each.unit or NO_UNIT,
            **{at: float(of(each)) for at, of in _SUMS.items()},
            **self._shares(row, (each,)),
        }
        names = (_cell(row, At.CATEGORY), _cell(row, At.NATURE), _cell(row, At.UNIT))
        if conditions := self.search.conditions((group.written, each.nature, each.unit), names):
            values[At.PROJECTS] = Formula(f"=COUNTIFS({conditions})", each.projects)
            money = self.search.column(project_sheet.MONEY_AT[ANNUAL])
            values[At.ANNUAL] = Formula(f"=ROUND(SUMIFS({money},{conditions}),2)", float(each.annual))
        style = self.writer.theme.style
        self.writer.blocks(row, [(at, at, values[at], style(COLUMNS[at].role)) for at in At], level=1)

    def _write_elsewhere(self, row: int) -> None:
        """Write the findings that belong to no row, so that the sums are those of the 校验结果."""
        style = self.writer.theme.style
        counts = {At.ERRORS: self.found.errors_elsewhere, At.WARNINGS: self.found.warnings_elsewhere}
        label: Block = (0, _LABEL_END, _ELSEWHERE, style("label"))
        self.writer.blocks(row, [label, *((at, at, counts.get(at), style(COLUMNS[at].role)) for at in _after_label())])

    def _write_sums(self, row: int, label: str, slices: Sequence[Slice], sums: dict[At, str], tone: Tone) -> None:
        style = self.writer.theme.style
        values = self._shares(row, slices)
        for at, text in sums.items():
            result = self._sum(at) if row == self.total_row else float(sum(_SUMS[at](each) for each in slices))
            values[at] = Formula(f"=ROUND({text},2)" if at == At.ANNUAL else f"={text}", result)
        head: Block = (0, _LABEL_END, label, style("label", tone))
        self.writer.blocks(row, [head, *((at, at, values[at], style(COLUMNS[at].role, tone)) for at in _after_label())])
        self.writer.set_height(row, 20)

    def _shares(self, row: int, slices: Sequence[Slice]) -> dict[At, Value | Formula]:
        """Return the two columns that divide others: by the 合计 of the money, and by the indicators of the row."""
        whole = xl_rowcol_to_cell(self.total_row, At.ANNUAL, row_abs=True)
        total = sum((each.annual for each in self.found.slices), Decimal(0))
        annual = sum((each.annual for each in slices), Decimal(0))
        indicators, quantified = (Decimal(sum(int(_SUMS[at](each)) for each in slices)) for at in (At.INDICATORS, At.QUANTIFIED))
        return {
            At.SHARE: _quotient(_cell(row, At.ANNUAL), whole, annual, total),
            At.QUANTIFIED_SHARE: _quotient(_cell(row, At.QUANTIFIED), _cell(row, At.INDICATORS), quantified, indicators),
        }

    def write_check(self, row: int, context: SummaryContext) -> None:
        """Hold the 合计 against the sheets that it sums up, each side counted by itself."""
        others = _other_sheets(context)
        same = ",".join(f"{_cell(self.total_row, at)}={_cell(row, at)}" for at in others)
        even = all(each.result == self._sum(at) for at, each in others.items())
        conclusion = Formula(f'="{_CHECK}"&IF(AND({same}),"{EVEN}","{UNEVEN}")', f"{_CHECK}{EVEN if even else UNEVEN}")
        style = self.writer.theme.style
        head: Block = (0, _LABEL_END, conclusion, style("label"))
        self.writer.blocks(row, [head, *((at, at, others.get(at), style(COLUMNS[at].role)) for at in _after_label())])
        colour_conclusions(self.writer, row, row, 0)

    def _sum(self, at: At) -> float:
        """Return the 合计 of a column."""
        elsewhere = {At.ERRORS: self.found.errors_elsewhere, At.WARNINGS: self.found.warnings_elsewhere}
        return float(sum(_SUMS[at](each) for each in self.found.slices)) + elsewhere.get(at, 0)


def _other_sheets(context: SummaryContext) -> dict[At, Formula]:
    """Return what the 汇总表 and the 校验结果 say of the sums, with what they list."""
    table = context.projects
    levels = range(len(LEVELS) + 1)
    first, last = (project_sheet.total_cell(project_sheet.At.COUNTS + index, table) for index in (0, len(LEVELS)))
    standing = context.batch.standing
    return {
        At.PROJECTS: Formula(f"={project_sheet.total_cell(project_sheet.COUNTED, table)}", len(table.projects)),
        At.ANNUAL: Formula(
            f"={project_sheet.total_cell(project_sheet.MONEY_AT[ANNUAL], table)}", float(amount_sum(table.projects, ANNUAL))
        ),
        At.INDICATORS: Formula(
            f"=SUM({first}:{last.rpartition('!')[2]})", sum(indicator_sum(table.projects, index) for index in levels)
        ),
        At.ERRORS: Formula(f"={standing_count(context, 'error')}", standing.errors),
        At.WARNINGS: Formula(f"={standing_count(context, 'warning')}", standing.warnings),
    }


def _after_label() -> list[At]:
    return [at for at in At if at > _LABEL_END]


def _cell(row: int, column: int) -> str:
    return str(xl_rowcol_to_cell(row, column))


def _quotient(part: str, whole: str, part_result: Decimal, whole_result: Decimal) -> Formula:
    """Return part ÷ whole to four places, 0 where there is nothing to divide by."""
    result = round_half_up(part_result / whole_result, 4) if whole_result else Decimal(0)
    return Formula(f"=IF({whole}=0,0,ROUND({part}/{whole},4))", float(result))
