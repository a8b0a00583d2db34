"""自评汇总表: a row a self-evaluated project, by unit, with live sums and mean scores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from xlperf.book.cell_writer import Formula, Link, Value
from xlperf.book.list_columns import Column
from xlperf.book.list_pages import width_left
from xlperf.book.sheet_writer import SheetWriter
from xlperf.book.theme import VERDICT_TONES, Style, Tone
from xlperf.data.names import shown_body
from xlperf.data.words import EVALUATIONS_SHEET
from xlperf.rules.facts.scoring_settings import ScoringSettings
from xlperf.summary.sheets.project_sheet import JUMPS, REMARK_HEADER
from xlperf.summary.summary_context import SummaryContext
from xlperf.summary.tables.figures import cell_number
from xlperf.summary.tables.projects import LEVEL_HEADERS, LEVELS
from xlperf.summary.tables.remarks import NO_TOTAL, NOT_RECOMPUTED, UNREAD
from xlperf.summary.tables.self_evaluations import (
    BUDGET,
    EXECUTED,
    MONEY,
    Evaluation,
    EvaluationTable,
    UnitGroup,
    mean,
    money_sum,
    rate,
)

if TYPE_CHECKING:
    from xlperf.settings.values import Paper

NAME = EVALUATIONS_SHEET

_MONEY_GROUP, _EXECUTION, _SCORES, _TOTALS = "项目资金", "预算执行", "指标得分", "总分"
FIRST_MONEY = 3
PROJECT_NAME = 1
_RATE = FIRST_MONEY + len(MONEY)
_EXECUTION_SCORE = _RATE + 1
_BY_LEVEL = _EXECUTION_SCORE + 1
TOTAL = _BY_LEVEL + len(LEVELS) + 1
GRADE, _MISSED, _REASONS, _VERDICT = (TOTAL + further for further in range(1, 5))
_DEPARTMENT, _YEAR, _RECOMPUTED, _DIFFERENCE, _SOURCE, _CELL, _REMARK = (_VERDICT + further for further in range(1, 8))
COLUMNS: tuple[Column, ...] = (
    Column("序号", 4, "jump"),
    Column("项目名称", 14),
    Column("实施单位", 10),
    *(Column(label, 10, "money", _MONEY_GROUP) for _, label in MONEY),
    Column("执行率", 7.5, "percent", _EXECUTION),
    Column("得分", 5.5, "score", _EXECUTION),
    *(Column(label, 5.5, "score", _SCORES) for label in LEVEL_HEADERS),
    Column("自评", 6, "score", _TOTALS),
    Column("自评等级", 5, "center"),
    Column("未完成指标\n（个）", 6.5, "count"),
    Column("偏差原因和改进措施（摘要）", 20),
    Column("校验结果", 6.5, "center"),
    Column("主管部门", 12),
    Column("年度", 5, "year"),
    Column("重算", 6.5, "score", _TOTALS),
    Column("差额", 6.5, "score", _TOTALS),
    Column("来源", 40, "path"),
    Column("单元格", 7, "jump"),
    Column(REMARK_HEADER, 20),
)
"""Up to the verdict those on paper, behind it those for the screen."""

_LABEL_END = 1
_LEAST_REASONS, _WIDEST_REASONS = 12.0, 60.0
_WORTH_A_LOOK = Decimal("0.05")
"""Differences up to it come from printing one decimal (handbook 3.3, rounding)."""

_METHOD = (
    "注：重算总分＝预算执行和可按公式计算的定量指标按公式计分，其余指标按自评得分；差额＝自评总分－重算总分。重算只供核对，不代替自评得分。"
    "小计、合计行的得分是各项目的简单平均。"
)

_SCORES_OF: dict[int, Callable[[Evaluation], Decimal | None]] = {
    _EXECUTION_SCORE: lambda each: each.execution_score,
    **{_BY_LEVEL + index: (lambda each, index=index: each.by_level[index]) for index in range(len(LEVELS) + 1)},  # type: ignore[misc]
    TOTAL: lambda each: each.total,
    _RECOMPUTED: lambda each: each.recomputed,
    _DIFFERENCE: lambda each: each.difference,
}
"""Columns whose 小计 and 合计 are means, with what they hold."""


def is_wanted(context: SummaryContext) -> bool:
    """Tell whether there is a self-evaluation to list."""
    return bool(context.evaluations.groups)


def write_evaluations(writer: SheetWriter, context: SummaryContext) -> int:
    """Write the 自评汇总表; return how many projects it lists."""
    table = context.evaluations
    writer.columns(_fitted(table, context.options.paper))
    writer.page(frozen_columns=2, header_rows=2, printed=_VERDICT + 1)
    writer.header()
    writer.worksheet.outline_settings(symbols_below=True)
    for group in table.groups:
        for each in group.evaluations:
            _write_evaluation(writer, context, each, level=int(group.row is not None))
        if group.row is not None:
            _write_sums(writer, group.row, f"{group.unit}小计", (group,), "subtotal")
    _write_sums(writer, table.total_row, "合计", table.groups, "total")
    after = _write_remarks(writer, context, table.total_row + 1)
    writer.print_rows(after - 1, table.total_row)
    writer.heading(table.title, f"共 {len(table.evaluations)} 个自评项目。{JUMPS}{writer.limits_note()}", "单位：元、分")
    return len(table.evaluations)


def total_cell(column: int, table: EvaluationTable) -> str:
    """Return the reference of a 合计 from another sheet."""
    return f"'{NAME}'!{xl_rowcol_to_cell(table.total_row, column)}"


def number_range(group: UnitGroup) -> str:
    """Return the 序号 of the projects of a unit, from another sheet: what can be counted."""
    return f"'{NAME}'!{_ranges((group,), 0)}"


def _fitted(table: EvaluationTable, paper: Paper) -> tuple[Column, ...]:
    """Return the columns, money as wide as its sum, the reasons as wide as the page allows."""
    fitted = list(COLUMNS)
    for index in range(len(MONEY)):
        fitted[FIRST_MONEY + index] = fitted[FIRST_MONEY + index].fitting([f"{money_sum(table.evaluations, index):,.2f}"])
    room = width_left([*fitted[:_REASONS], fitted[_VERDICT]], paper)
    fitted[_REASONS] = replace(fitted[_REASONS], width=min(_WIDEST_REASONS, max(_LEAST_REASONS, room)))
    return tuple(fitted)


def _write_evaluation(writer: SheetWriter, context: SummaryContext, each: Evaluation, level: int) -> None:
    form = each.form
    scores = {column: _number(of(each)) for column, of in _SCORES_OF.items()}
    values: dict[int, Value | Formula] = {
        0: Link(context.prints.address(form.source), each.number),
        PROJECT_NAME: form.text("/project_name"),
        2: form.text("/unit"),
        _RATE: _rate_formula(each.row, rate(each.money[BUDGET], each.money[EXECUTED])),
        **scores,
        GRADE: _grade_formula(each, context.batch.scoring),
        _MISSED: each.scores.missed if each.scores else None,
        _REASONS: each.reasons(),
        _VERDICT: Link(context.findings.address(form.source), each.verdict),
        _DEPARTMENT: shown_body(form.text("/department")),
        _YEAR: form.year,
        _DIFFERENCE: _difference_formula(each),
        _SOURCE: f"{form.source.file} / {form.source.sheet}",
        _CELL: context.form_link(form),
        _REMARK: context.carried.remark(form, _remark(each)),
    }
    values |= {FIRST_MONEY + at: float(some) if isinstance(some, Decimal) else some for at, some in enumerate(each.money)}
    row = [values[at] for at in range(len(COLUMNS))]
    styles = [writer.theme.style(column.role, _tone(value, column)) for value, column in zip(row, COLUMNS, strict=True)]
    styles[_VERDICT] = writer.theme.style("center", VERDICT_TONES[each.verdict])
    if each.difference is not None and abs(each.difference) > _WORTH_A_LOOK:
        styles[_DIFFERENCE] = writer.theme.style("score", "review")
    writer.blocks(each.row, [(at, at, value, style) for at, (value, style) in enumerate(zip(row, styles, strict=True))], level)


def _number(score: Decimal | None) -> Value:
    """Return a score for its cell, as text where a cell could not hold it exactly."""
    if score is None:
        return None
    exact = cell_number(score)
    return str(score) if exact is None else exact


def _tone(value: Value | Formula, column: Column) -> Tone:
    """Return ``unread`` for text where a number belongs."""
    return "unread" if isinstance(value, str) and value and column.role in ("money", "score") else "plain"


def _rate_formula(row: int, result: Decimal | None) -> Formula:
    budget, executed = (xl_rowcol_to_cell(row, FIRST_MONEY + index) for index in (BUDGET, EXECUTED))
    text = f'=IF(AND(ISNUMBER({budget}),ISNUMBER({executed})),IF({budget}>0,ROUND({executed}/{budget},4),""),"")'
    return Formula(text, "" if result is None else float(result))


def _difference_formula(each: Evaluation) -> Formula:
    total, recomputed = (xl_rowcol_to_cell(each.row, column) for column in (TOTAL, _RECOMPUTED))
    text = f'=IF(AND(ISNUMBER({total}),ISNUMBER({recomputed})),ROUND({total}-{recomputed},2),"")'
    return Formula(text, "" if each.difference is None else float(each.difference))


def _grade_formula(each: Evaluation, settings: ScoringSettings | None) -> Value | Formula:
    """Return the grade of the claimed total as a formula, so that it follows a corrected total."""
    if settings is None:
        return None
    total = xl_rowcol_to_cell(each.row, TOTAL)
    graded = _text(settings.grades[-1].label)
    for grade in reversed(settings.grades[:-1]):
        graded = f"IF({total}>={grade.lowest},{_text(grade.label)},{graded})"
    is_graded = f"ISNUMBER({total})" if each.is_scored else f"N({total})>0"
    return Formula(f'=IF({is_graded},{graded},"")', each.grade)


def _text(label: str) -> str:
    doubled = label.replace('"', '""')
    return f'"{doubled}"'


def _remark(each: Evaluation) -> str:
    said = [f"{label}“{text}”{UNREAD}" for label, text in each.unread]
    if each.total is None:
        said.append(NO_TOTAL)
    elif each.scores is not None and each.recomputed is None:
        said.append(NOT_RECOMPUTED)
    return "；".join(said)


def _write_sums(writer: SheetWriter, row: int, label: str, groups: Sequence[UnitGroup], tone: Tone) -> None:
    """Write one line of sums and means, each rounded, so that it is exact in every program."""
    theme = writer.theme
    evaluations = [each for group in groups for each in group.evaluations]
    for column in range(len(COLUMNS)):
        writer.put(row, column, None, _sum_style(writer, column, tone))
    writer.span(row, 0, _LABEL_END, label, theme.style("label", tone))
    counted = Formula(f"=COUNT({_ranges(groups, 0)})", len(evaluations))
    writer.span(row, _LABEL_END + 1, FIRST_MONEY - 1, counted, theme.style("projects", tone))
    sums = [money_sum(evaluations, index) for index in range(len(MONEY))]
    for index, amount in enumerate(sums):
        ranges = _ranges(groups, FIRST_MONEY + index)
        _put_sum(writer, row, FIRST_MONEY + index, Formula(f"=ROUND(SUM({ranges}),2)", float(amount)), tone)
    _put_sum(writer, row, _RATE, _rate_formula(row, rate(sums[BUDGET], sums[EXECUTED])), tone)
    for column, of in _SCORES_OF.items():
        average = mean(evaluations, of)
        ranges = _ranges(groups, column)
        none = sum(of(each) == 0 for each in evaluations if not each.is_scored)
        count = f"COUNT({ranges})" + (f"-{none}" if none else "")
        text = f'=IF({count}=0,"",ROUND({f"SUM({ranges})/({count})" if none else f"AVERAGE({ranges})"},2))'
        _put_sum(writer, row, column, Formula(text, "" if average is None else float(average)), tone)
    missed = sum(each.scores.missed for each in evaluations if each.scores)
    _put_sum(writer, row, _MISSED, Formula(f"=SUM({_ranges(groups, _MISSED)})", missed), tone)
    writer.set_height(row, 20)


def _put_sum(writer: SheetWriter, row: int, column: int, formula: Formula, tone: Tone) -> None:
    writer.put(row, column, formula, _sum_style(writer, column, tone))


def _sum_style(writer: SheetWriter, column: int, tone: Tone) -> Style:
    role = COLUMNS[column].role
    return writer.theme.style(role if role in ("money", "count", "score", "percent") else "label", tone)


def _ranges(groups: Sequence[UnitGroup], column: int) -> str:
    """Return the cells of the projects of some units, without the 小计 between them."""
    letters = xl_col_to_name(column)
    rows = [(group.evaluations[0].row + 1, group.evaluations[-1].row + 1) for group in groups]
    joined: list[tuple[int, int]] = []
    for first, last in rows:  # units with one project have no 小计 between them: one range for a run of them
        if joined and joined[-1][1] + 1 == first:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return ",".join(f"{letters}{first}:{letters}{last}" for first, last in joined)


def _write_remarks(writer: SheetWriter, context: SummaryContext, row: int) -> int:
    """Say under the table how it was made and what its sums leave out; return the row after it."""
    said = [_METHOD]
    if context.batch.scoring is not None:
        said.append(_grades_note(context.evaluations, context.batch.scoring))
    unread = sum(len(each.unread) for each in context.evaluations.evaluations)
    if not all(each.is_scored for each in context.evaluations.evaluations):
        said.append("已取消的项目得 0 分的，不计入平均，也不评等级。")
    if unread:
        said.append(f"有 {unread} 处金额未能读出（黄底斜体，按原文列示），未计入小计和合计，更正后请重新汇总。")
    for place, text in enumerate(said):
        writer.note(row + place, text, writer.page_end)
    return row + len(said)


def _grades_note(table: EvaluationTable, settings: ScoringSettings) -> str:
    """Say which score earns which grade, and that nobody has confirmed it as long as that is so."""
    bands = []
    above = ""
    for grade in settings.grades:
        count = sum(each.grade == grade.label for each in table.evaluations)
        band = f"{above}以下" if grade is settings.grades[-1] and above else f"{grade.lowest} 分以上"
        bands.append(f"{grade.label}（{band}）{count} 个")
        above = f"{grade.lowest} 分"
    unconfirmed = "" if settings.grades_confirmed else "等级名称和分数线各地不同，请部门确认。"
    return f"自评等级：{'、'.join(bands)}。{unconfirmed}"
