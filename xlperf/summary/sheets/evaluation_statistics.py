"""What the 分类统计 says of self-evaluations: a row a unit, its sums following the 自评汇总表."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

from xlperf.book.cell_writer import Block, Formula, Value
from xlperf.book.sheet_writer import SheetWriter
from xlperf.book.theme import Role, Tone
from xlperf.summary.sheets import self_evaluation_sheet
from xlperf.summary.sheets.source_sections import EVEN, UNEVEN, colour_conclusions
from xlperf.summary.tables.self_evaluations import BUDGET, EXECUTED, EvaluationTable, money_sum, rate
from xlperf.summary.tables.statistics import ResultSlice

_TITLE = "自评项目"
_CHECK = "与自评汇总表的合计核对："

_COLUMNS: tuple[tuple[int, int, str, Role], ...] = (
    (0, 0, "序号", "count"),
    (1, 2, "实施单位", "text"),
    (3, 3, "全年预算数", "money"),
    (4, 4, "项目数\n（个）", "count"),
    (5, 5, "全年执行数", "money"),
    (6, 6, "执行率", "percent"),
    (7, 7, "指标数\n（条）", "count"),
    (8, 8, "定量指标\n（条）", "count"),
    (9, 9, "定量占比", "percent"),
    (10, 10, "错误\n（条）", "count"),
    (11, 11, "警告\n（条）", "count"),
)
UNITS, MONEY = 1, 3
"""Columns of a chart: the units and what they were given."""

_PROJECTS, _EXECUTED, _RATE, _INDICATORS, _QUANTIFIED, _QUANTIFIED_SHARE = 4, 5, 6, 7, 8, 9
_SUMMED = (MONEY, _PROJECTS, _EXECUTED, _INDICATORS, _QUANTIFIED, 10, 11)
_LABEL_END = 2


def write_evaluation_statistics(
    writer: SheetWriter, table: EvaluationTable, slices: Sequence[ResultSlice], row: int
) -> tuple[int, int]:
    """Write the self-evaluations by unit with their sums; return the first row of a unit and the row after the check."""
    style = writer.theme.style
    last = _COLUMNS[-1][1]
    writer.span(row, 0, last, _TITLE, style("section"))
    writer.set_height(row, 24)
    writer.blocks(row + 1, [(first, end, header, style("header")) for first, end, header, _ in _COLUMNS])
    first = row + 2
    for number, each in enumerate(slices, 1):
        _write_line(writer, first + number - 1, {0: number, UNITS: each.unit, **_figures(first + number - 1, each)}, "plain")
    total = first + len(slices)
    sums: dict[int, Value | Formula] = {}
    for column in _SUMMED:
        result = round(sum(_result(_figures(0, each)[column]) for each in slices), 2)
        area = f"{xl_rowcol_to_cell(first, column)}:{xl_rowcol_to_cell(total - 1, column)}"
        sums[column] = Formula(f"=ROUND(SUM({area}),2)", result)
    sums |= _quotients(total, *(_decimal(sums[column]) for column in (MONEY, _EXECUTED, _INDICATORS, _QUANTIFIED)))
    _write_line(writer, total, {UNITS: "合计", **sums}, "total")
    _write_check(writer, total + 1, table, sums)
    return first, total + 2


def _write_line(writer: SheetWriter, row: int, values: dict[int, Value | Formula], tone: Tone) -> None:
    style = writer.theme.style
    blocks: list[Block] = [(first, end, values.get(first), style(role, tone)) for first, end, _, role in _COLUMNS]
    if tone == "total":
        blocks[:2] = [(0, _LABEL_END, values[UNITS], style("label", tone))]
    writer.blocks(row, blocks)


def _figures(row: int, each: ResultSlice) -> dict[int, Value | Formula]:
    """Return what a unit has in each column but the first two."""
    rows = (each.first_row, each.last_row)
    sums: dict[int, Value | Formula] = {}
    for column, index, amount in ((MONEY, BUDGET, each.budget), (_EXECUTED, EXECUTED, each.executed)):
        sums[column] = Formula(f"=ROUND(SUM({_area(self_evaluation_sheet.FIRST_MONEY + index, rows)}),2)", float(amount))
    return {
        **sums,
        _PROJECTS: Formula(f"=COUNT({_area(0, rows)})", each.projects),
        _INDICATORS: each.indicators,
        _QUANTIFIED: each.quantified,
        10: each.errors,
        11: each.warnings,
        **_quotients(row, each.budget, each.executed, Decimal(each.indicators), Decimal(each.quantified)),
    }


def _area(column: int, rows: tuple[int, int]) -> str:
    first, last = (xl_rowcol_to_cell(row, column) for row in rows)
    return f"'{self_evaluation_sheet.NAME}'!{first}:{last}"


def _quotients(
    row: int, budget: Decimal, executed: Decimal, indicators: Decimal, quantified: Decimal
) -> dict[int, Value | Formula]:
    return {
        _RATE: _quotient(row, _EXECUTED, MONEY, rate(budget, executed)),
        _QUANTIFIED_SHARE: _quotient(row, _QUANTIFIED, _INDICATORS, rate(indicators, quantified)),
    }


def _quotient(row: int, part: int, whole: int, result: Decimal | None) -> Formula:
    above, below = (xl_rowcol_to_cell(row, column) for column in (part, whole))
    return Formula(f'=IF({below}>0,ROUND({above}/{below},4),"")', "" if result is None else float(result))


def _write_check(writer: SheetWriter, row: int, table: EvaluationTable, sums: dict[int, Value | Formula]) -> None:
    """Hold the sums against the 合计 of the 自评汇总表."""
    style = writer.theme.style
    money = {
        column: Formula(
            f"={self_evaluation_sheet.total_cell(self_evaluation_sheet.FIRST_MONEY + index, table)}",
            float(money_sum(table.evaluations, index)),
        )
        for column, index in ((MONEY, BUDGET), (_EXECUTED, EXECUTED))
    }
    counted = "+".join(f"COUNT({self_evaluation_sheet.number_range(group)})" for group in table.groups)
    others = {**money, _PROJECTS: Formula(f"={counted}", len(table.evaluations))}
    same = ",".join(f"{xl_rowcol_to_cell(row - 1, column)}={xl_rowcol_to_cell(row, column)}" for column in others)
    even = all(float(each.result) == _result(sums[column]) for column, each in others.items())
    conclusion = Formula(f'="{_CHECK}"&IF(AND({same}),"{EVEN}","{UNEVEN}")', f"{_CHECK}{EVEN if even else UNEVEN}")
    blocks: list[Block] = [(0, _LABEL_END, conclusion, style("label"))]
    blocks += [(first, end, others.get(first), style(role)) for first, end, _, role in _COLUMNS if first > _LABEL_END]
    writer.blocks(row, blocks)
    colour_conclusions(writer, row, row, 0)


def _result(value: Value | Formula) -> float:
    found = value.result if isinstance(value, Formula) else value
    return float(found) if isinstance(found, (int, float)) else 0.0


def _decimal(value: Value | Formula) -> Decimal:
    return Decimal(str(_result(value)))
