"""The proof that nothing was lost: what came in = what is listed, each side counted by itself."""

from __future__ import annotations

from dataclasses import dataclass

from xlperf.book.sheet_writer import HEADER_ROW, Formula
from xlperf.data.words import FORM_KINDS
from xlperf.summary.sheets import indicator_sheet, project_sheet, self_evaluation_sheet
from xlperf.summary.summary_context import SummaryContext
from xlperf.summary.tables.projects import ANNUAL, FIRST_ROW, LEVELS, amount_sum, indicator_sum
from xlperf.summary.tables.self_evaluations import BUDGET, money_sum
from xlperf.summary.tables.source_columns import FATES, At, letter
from xlperf.summary.tables.sources import SourceTable

_DECLARATION = FORM_KINDS["declaration"]


@dataclass(frozen=True, slots=True)
class Balance:
    """One line of the proof: two sides that must be equal.

    Attributes:
        title: what is held against what.
        relation: the equation in words.
        incoming: what the files brought; listed: what the sheets hold.
        money: amounts in 元 rather than a count.
    """

    title: str
    relation: str
    incoming: Formula
    listed: Formula
    money: bool = False

    @property
    def apart(self) -> float:
        """The difference of the two sides, to the cent."""
        return round(float(self.incoming.result) - float(self.listed.result), 2)

    @property
    def even(self) -> bool:
        """True when both sides are equal to the cent."""
        return self.apart == 0


@dataclass(frozen=True, slots=True)
class Ranges:
    """Where the lists of the 来源核对 stand: first and last row, 1-based.

    Attributes:
        files: the file list.
        left_out: the forms left out, None when there are none.
    """

    files: tuple[int, int]
    left_out: tuple[int, int] | None

    def of_files(self, column: At) -> str:
        """Return a column of the file list."""
        return _range(column, self.files)

    def of_left_out(self, column: At) -> str:
        """Return a column of the forms left out; there must be some."""
        assert self.left_out is not None
        return _range(column, self.left_out)


def balances(context: SummaryContext, sources: SourceTable, ranges: Ranges) -> list[Balance]:
    """Return the lines of the proof, each with formulas over both sheets and their results."""
    lines = [
        _files(sources, ranges),
        _forms(context, sources, ranges),
        _money(context, sources, ranges),
        _indicators(context),
    ]
    if sources.forms("self_evaluation"):
        lines += [_evaluations(context, sources, ranges), _spending(context, sources)]
    return lines


def _files(sources: SourceTable, ranges: Ranges) -> Balance:
    column = ranges.of_files(At.FATE)
    ended = "+".join(f'COUNTIF({column},"{name}")' for name in FATES.values())
    return Balance(
        "文件数",
        f"文件夹中的文件 ＝ {' ＋ '.join(FATES.values())}",
        Formula(f"=COUNT({ranges.of_files(At.NUMBER)})", len(sources.files)),
        Formula(f"={ended}", sum(sources.fates(fate) for fate in FATES)),
    )


def _forms(context: SummaryContext, sources: SourceTable, ranges: Ranges) -> Balance:
    incoming = f"SUM({ranges.of_files(At.DECLARATIONS)})"
    if ranges.left_out:
        incoming += f'-COUNTIF({ranges.of_left_out(At.FATE)},"{_DECLARATION}")'
    table = context.projects
    rows = (FIRST_ROW + 1, max(table.total_row, FIRST_ROW + 1))
    return Balance(
        "申报表份数",
        "读出的申报表 － 重复未计入 ＝ 汇总表的项目数",
        Formula(f"={incoming}", sources.forms("declaration") - sources.forms_left_out("declaration")),
        Formula(f"=COUNT('{project_sheet.NAME}'!{_range(0, rows)})", len(table.projects)),
    )


def _money(context: SummaryContext, sources: SourceTable, ranges: Ranges) -> Balance:
    incoming = f"SUM({ranges.of_files(At.ANNUAL)})"
    if ranges.left_out:
        incoming += f"-SUM({ranges.of_left_out(At.ANNUAL)})"
    return Balance(
        "年度资金申请总额（元）",
        "读出合计 － 重复未计入 ＝ 汇总表合计",
        Formula(f"=ROUND({incoming},2)", float(sources.annual - sources.annual_left_out)),
        Formula(
            f"={project_sheet.total_cell(project_sheet.MONEY + ANNUAL, context.projects)}",
            float(amount_sum(context.projects.projects, ANNUAL)),
        ),
        money=True,
    )


def _evaluations(context: SummaryContext, sources: SourceTable, ranges: Ranges) -> Balance:
    incoming = f"SUM({ranges.of_files(At.EVALUATIONS)})"
    if ranges.left_out:
        incoming += f'-COUNTIF({ranges.of_left_out(At.FATE)},"{FORM_KINDS["self_evaluation"]}")'
    table = context.evaluations
    listed = [self_evaluation_sheet.number_range(group) for group in table.groups]
    return Balance(
        "自评表份数",
        "读出的自评表 － 重复未计入 ＝ 自评汇总表的项目数",
        Formula(f"={incoming}", sources.forms("self_evaluation") - sources.forms_left_out("self_evaluation")),
        Formula(f"={'+'.join(f'COUNT({each})' for each in listed) or 0}", len(table.evaluations)),
    )


def _spending(context: SummaryContext, sources: SourceTable) -> Balance:
    table = context.evaluations
    listed = self_evaluation_sheet.total_cell(self_evaluation_sheet.FIRST_MONEY + BUDGET, table)
    incoming = float(sources.full_year_budget)
    return Balance(
        "自评项目的全年预算数（元）",
        "读出合计 － 重复未计入 ＝ 自评汇总表合计",
        Formula(f"={incoming!r}", incoming),
        Formula(f"={listed}" if table.groups else "=0", float(money_sum(table.evaluations, BUDGET))),
        money=True,
    )


def _indicators(context: SummaryContext) -> Balance:
    table = context.projects
    first = project_sheet.total_cell(project_sheet.COUNTS, table)
    last = project_sheet.total_cell(project_sheet.COUNTS + len(LEVELS), table).rpartition("!")[2]
    forms = context.batch.counted
    rows = (HEADER_ROW + 2, HEADER_ROW + 1 + max(1, sum(len(form.rows) for form in forms)))
    kinds = f"'{indicator_sheet.NAME}'!{_range(indicator_sheet.KIND_COLUMN, rows)}"
    return Balance(
        "申报表的指标条数",
        "汇总表各级指标数合计 ＝ 指标明细中申报表的行数",
        Formula(f"=SUM({first}:{last})", sum(indicator_sum(table.projects, index) for index in range(len(LEVELS) + 1))),
        Formula(f'=COUNTIF({kinds},"{_DECLARATION}")', sum(len(form.rows) for form in forms if form.kind == "declaration")),
    )


def _range(column: int, rows: tuple[int, int]) -> str:
    name = letter(column)
    return f"${name}${rows[0]}:${name}${rows[1]}"
