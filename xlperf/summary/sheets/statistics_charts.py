"""The charts of the 分类统计, each beside the small table that it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from xlsxwriter.utility import xl_rowcol_to_cell

from xlperf.book.cell_writer import Block, Formula
from xlperf.book.charts import BarData, bar_chart
from xlperf.book.sheet_writer import SheetWriter
from xlperf.book.theme import Role
from xlperf.data.money import WAN, YUAN_PER, in_wan
from xlperf.data.words import NO_UNIT
from xlperf.summary.sheets import evaluation_statistics
from xlperf.summary.sheets.finding_sheet import rule_count
from xlperf.summary.sheets.statistics_search import ProjectSearch
from xlperf.summary.summary_context import SummaryContext
from xlperf.summary.tables.statistics import MOST_BARS, OTHERS, Statistics

_NAME, _NAME_END, _VALUE = 1, 2, 3
_CHART = 4
"""The chart stands over the columns from here to the last."""

_LAST = 11
_FEWEST_ROWS = 11
"""Rows of a table with its title and header, at least: a lower chart cannot be read."""

_WIDTH = 540
_ROW_HEIGHT = 23
"""Pixels of a row of one line, and of the columns under a chart."""

_GAP = 2
"""Pixels above and below a chart within its rows: one that ends below them is printed without its frame."""


@dataclass(frozen=True, slots=True)
class _Figures:
    """One small table and how its chart shows it."""

    title: str
    name: str
    value: str
    role: Role
    number_format: str
    kind: Literal["bar", "column"]
    lines: Sequence[tuple[str, float | Formula]]


def write_charts(
    writer: SheetWriter,
    context: SummaryContext,
    search: ProjectSearch,
    row: int,
    subtotals: Sequence[tuple[int, int]],
    units: int,
) -> int:
    """Write money by category and projects by unit, or what units were given, and findings by rule: as tables and as charts.

    Args:
        row: where they begin, on a new page.
        subtotals: row and column of the money of each category.
        units: first row of the self-evaluations by unit.

    Returns:
        the row after the last.
    """
    found = context.statistics
    writer.worksheet.set_h_pagebreaks([*writer.worksheet.hbreaks, row])
    shown = [_by_category(found, subtotals)]
    shown.append(_by_unit(found, search, row + _height(shown[0]) + 1))
    if not found.groups:
        shown = [_by_budget(found, units)]
    for figures in (each for each in (*shown, _by_rule(found, context)) if each.lines):
        height = _height(figures)
        _write(writer, figures, row, height)
        writer.keep_together(row, row + height - 1)
        row += height + 1
    return row - 1


def _height(figures: _Figures) -> int:
    """Return how many rows a table takes with its title and header, and its chart beside it."""
    return max(_FEWEST_ROWS, len(figures.lines) + 2)


def _by_category(found: Statistics, subtotals: Sequence[tuple[int, int]]) -> _Figures:
    """Return the money of each category; beyond ``MOST_BARS`` the rest stands in one line, so that no money is missing."""
    named = [
        (group.category, [xl_rowcol_to_cell(*cell)], group.annual) for group, cell in zip(found.groups, subtotals, strict=True)
    ]
    if len(named) > MOST_BARS:
        named, rest = named[: MOST_BARS - 1], named[MOST_BARS - 1 :]
        cells, money = [cell for _, each, _ in rest for cell in each], sum((each for _, _, each in rest), Decimal(0))
        named.append((f"{OTHERS}（{len(rest)} 个类别）", cells, money))
    lines = [
        (name, Formula(f"=ROUND(SUM({','.join(cells)})/{YUAN_PER[WAN]},2)", float(in_wan(money)))) for name, cells, money in named
    ]
    return _Figures(
        "各类项目年度资金申请总额（万元）", "项目类别", "年度资金申请总额（万元）", "money", "#,##0.00", "column", lines
    )


def _by_unit(found: Statistics, search: ProjectSearch, row: int) -> _Figures:
    lines: list[tuple[str, float | Formula]] = []
    for offset, (name, count) in enumerate(found.by_unit):
        cell = xl_rowcol_to_cell(row + 2 + offset, _NAME)
        formula = search.projects_of_unit("" if name == NO_UNIT else name, cell)
        lines.append((name, Formula(formula, count) if formula else count))
    return _Figures("各实施单位项目数（个）", "实施单位", "项目数（个）", "count", "#,##0", "bar", lines)


def _by_budget(found: Statistics, first: int) -> _Figures:
    """Return what the units were given for the year, those with most first; of many the first ``MOST_BARS``."""
    ranked = sorted(enumerate(found.results), key=lambda each: -each[1].budget)[:MOST_BARS]
    lines: list[tuple[str, float | Formula]] = []
    for index, each in ranked:
        cell = xl_rowcol_to_cell(first + index, evaluation_statistics.MONEY)
        lines.append((each.unit, Formula(f"=ROUND({cell}/{YUAN_PER[WAN]},2)", float(in_wan(each.budget)))))
    more = f"，前 {MOST_BARS} 个" if len(found.results) > MOST_BARS else ""
    return _Figures(f"各实施单位全年预算数（万元{more}）", "实施单位", "全年预算数（万元）", "money", "#,##0.00", "bar", lines)


def _by_rule(found: Statistics, context: SummaryContext) -> _Figures:
    lines: list[tuple[str, float | Formula]] = []
    for name, count in found.by_rule:
        formula = rule_count(context, name.partition(" ")[0])
        lines.append((name, Formula(formula, count) if formula else count))
    return _Figures("各类问题条数（条）", "规则", "条数（条）", "count", "#,##0", "bar", lines)


def _write(writer: SheetWriter, figures: _Figures, row: int, height: int) -> None:
    style = writer.theme.style
    writer.span(row, 0, _LAST, figures.title, style("section"))
    writer.set_height(row, 24)
    header = style("header")
    headers: list[Block] = [
        (0, 0, "序号", header),
        (_NAME, _NAME_END, figures.name, header),
        (_VALUE, _VALUE, figures.value, header),
    ]
    writer.blocks(row + 1, headers)
    first = row + 2
    for number, (name, value) in enumerate(figures.lines, 1):
        blocks: list[Block] = [
            (0, 0, number, style("count")),
            (_NAME, _NAME_END, name, style("text")),
            (_VALUE, _VALUE, value, style(figures.role)),
        ]
        writer.blocks(row + 1 + number, blocks)
    data = BarData(writer.name, first, first + len(figures.lines) - 1, _NAME, _VALUE, figures.number_format)
    chart = bar_chart(writer.theme, figures.kind, figures.title, data, (_WIDTH, (height - 1) * _ROW_HEIGHT - 2 * _GAP))
    writer.worksheet.insert_chart(row + 1, _CHART, chart, {"x_offset": 8, "y_offset": _GAP, "object_position": 1})
