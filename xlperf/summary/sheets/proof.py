"""The proof that nothing was lost: what came in = what is listed, each side counted by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

from xlperf.book.cell_writer import Formula
from xlperf.book.sheet_writer import HEADER_ROW
from xlperf.data.money import WAN, YUAN_PER
from xlperf.data.words import FORM_KINDS
from xlperf.forms.form import FormKind
from xlperf.forms.money_fields import MONEY_FIELDS
from xlperf.summary.print.printed_amounts import PrintedAmount
from xlperf.summary.sheets import indicator_sheet, project_sheet, self_evaluation_sheet
from xlperf.summary.summary_context import SummaryContext
from xlperf.summary.tables.projects import ANNUAL, FIRST_ROW, LEVELS, amount_sum, indicator_sum
from xlperf.summary.tables.self_evaluations import MONEY, money_sum
from xlperf.summary.tables.source_columns import FATES, INDICATORS, At, letter, proven
from xlperf.summary.tables.sources import SourceTable

_PROJECTS: Mapping[FormKind, str] = {"declaration": "申报项目", "self_evaluation": "自评项目"}
_LONGEST_FORMULA = 8_000
"""Excel takes 8,192 characters."""


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
    """Return the lines of the proof, each with formulas over both sheets and their results.

    What the files brought is counted from the files, what is listed from the rows of the lists, what is printed
    from the cells of the print sheets: no side is taken from another.
    """
    lines = [_files(sources, ranges)]
    if sources.forms("declaration") or context.projects.groups:
        lines += [_forms(context, sources, ranges), *_of_kind("declaration", context, sources, ranges)]
        lines += [_listed_indicators(context, sources, ranges), _indicators("declaration", context, sources, ranges)]
    if sources.forms("self_evaluation"):
        lines += [_evaluations(context, sources, ranges), *_of_kind("self_evaluation", context, sources, ranges)]
        lines.append(_indicators("self_evaluation", context, sources, ranges))
    return lines


def _of_kind(kind: FormKind, context: SummaryContext, sources: SourceTable, ranges: Ranges) -> list[Balance]:
    """Return the lines about the printed forms of a kind, and about each of its money fields."""
    fields = MONEY_FIELDS[kind]
    listed = fields if kind == "declaration" else MONEY
    lines = [_money(kind, index, label, context, sources, ranges) for index, (_, label) in enumerate(listed)]
    lines.append(_prints(kind, context, sources, ranges))
    return lines + [_printed(kind, index, name, label, context, sources, ranges) for index, (name, label) in enumerate(fields)]


def _files(sources: SourceTable, ranges: Ranges) -> Balance:
    column, others = ranges.of_files(At.FATE), sources.elsewhere.files
    ended = "+".join(f'COUNTIF({column},"{name}")' for name in FATES.values())
    return Balance(
        "文件数",
        f"{'文件夹中的文件 － 只列在别的汇总表中的' if others else '文件夹中的文件'} ＝ {' ＋ '.join(FATES.values())}",
        Formula(f"={sources.in_folder}-{others}" if others else f"=COUNT({ranges.of_files(At.NUMBER)})", len(sources.files)),
        Formula(f"={ended}", sum(sources.fates(fate) for fate in FATES)),
    )


def _forms(context: SummaryContext, sources: SourceTable, ranges: Ranges) -> Balance:
    table = context.projects
    rows = (FIRST_ROW + 1, max(table.total_row, FIRST_ROW + 1))
    listed = f"COUNT('{project_sheet.NAME}'!{_range(0, rows)})" if table.groups else "0"
    return Balance(
        "申报表份数",
        "读出的申报表 － 重复未计入 ＝ 汇总表的项目数",
        _incoming_forms("declaration", sources, ranges),
        Formula(f"={listed}", len(table.projects)),
    )


def _incoming_forms(kind: FormKind, sources: SourceTable, ranges: Ranges) -> Formula:
    """Return how many forms of a kind came, less those that another version replaces."""
    incoming = f"SUM({ranges.of_files(At.DECLARATIONS if kind == 'declaration' else At.EVALUATIONS)})"
    if ranges.left_out:
        incoming += f'-COUNTIF({ranges.of_left_out(At.FATE)},"{FORM_KINDS[kind]}")'
    return Formula(f"={incoming}", sources.forms(kind) - sources.forms_left_out(kind))


def _money(kind: FormKind, index: int, label: str, context: SummaryContext, sources: SourceTable, ranges: Ranges) -> Balance:
    if kind == "declaration":
        projects = context.projects
        cell = project_sheet.total_cell(project_sheet.MONEY_AT[index], projects) if projects.groups else "0"
        listed, table = amount_sum(context.projects.projects, index), project_sheet.NAME
    else:
        evaluations = context.evaluations
        column = self_evaluation_sheet.FIRST_MONEY + index
        cell = self_evaluation_sheet.total_cell(column, evaluations) if evaluations.groups else "0"
        listed, table = money_sum(evaluations.evaluations, index), self_evaluation_sheet.NAME
    named = label if kind == "declaration" and index == ANNUAL else f"{_PROJECTS[kind]}的{label}"
    return Balance(
        f"{named}（元）",
        f"读出合计 － 重复未计入 ＝ {table}合计",
        _read(kind, index, sources, ranges),
        Formula(f"={cell}", float(listed)),
        money=True,
    )


def _read(kind: FormKind, index: int, sources: SourceTable, ranges: Ranges) -> Formula:
    """Return the sum of a money field over the files."""
    if kind == "declaration" and index == ANNUAL:
        incoming = f"SUM({ranges.of_files(At.ANNUAL)})"
        if ranges.left_out:
            incoming += f"-SUM({ranges.of_left_out(At.ANNUAL)})"
        return Formula(f"=ROUND({incoming},2)", float(sources.annual - sources.annual_left_out))
    column = _range(proven(kind, index), ranges.files)
    return Formula(f"=ROUND(SUM({column}),2)", float(sources.amount(kind, index)))


def _prints(kind: FormKind, context: SummaryContext, sources: SourceTable, ranges: Ranges) -> Balance:
    incoming = _incoming_forms(kind, sources, ranges)
    printed = [len(part.forms) for part in context.prints.parts[kind]]
    return Balance(
        f"打印的{FORM_KINDS[kind]}份数",
        f"读出的{FORM_KINDS[kind]} － 重复未计入 ＝ 打印的{FORM_KINDS[kind]}",
        incoming,
        Formula(f"={'+'.join(map(str, printed)) or 0}", sum(printed)),
    )


def _printed(
    kind: FormKind, index: int, name: str, label: str, context: SummaryContext, sources: SourceTable, ranges: Ranges
) -> Balance:
    amounts = [each for each in context.printed[kind] if each.name == name]
    total = sum((each.amount for each in amounts), Decimal("0.00"))
    return Balance(
        f"打印的{_PROJECTS[kind]}的{label}（元）",
        f"读出合计 － 重复未计入 ＝ 打印的各张{FORM_KINDS[kind]}合计",
        _read(kind, index, sources, ranges),
        Formula(_cells(amounts, total), float(total)),
        money=True,
    )


def _cells(amounts: Sequence[PrintedAmount], total: Decimal) -> str:
    """Return the formula over the printed cells; of more than fit a formula the sum that was worked out here."""
    terms = []
    for each in amounts:
        cell = f"'{each.sheet}'!{xl_rowcol_to_cell(each.row, each.column)}"
        number = f"N({cell})*{YUAN_PER[WAN]}" if each.in_wan else f"N({cell})"
        terms.append(str(each.amount) if each.is_text else f"ROUND({number},2)")
    formula = f"=ROUND({'+'.join(terms)},2)"
    return formula if terms and len(formula) <= _LONGEST_FORMULA else f"={total}"


def _evaluations(context: SummaryContext, sources: SourceTable, ranges: Ranges) -> Balance:
    table = context.evaluations
    listed = [self_evaluation_sheet.number_range(group) for group in table.groups]
    return Balance(
        "自评表份数",
        "读出的自评表 － 重复未计入 ＝ 自评汇总表的项目数",
        _incoming_forms("self_evaluation", sources, ranges),
        Formula(f"={'+'.join(f'COUNT({each})' for each in listed) or 0}", len(table.evaluations)),
    )


def _listed_indicators(context: SummaryContext, sources: SourceTable, ranges: Ranges) -> Balance:
    table = context.projects
    first = project_sheet.total_cell(project_sheet.At.COUNTS, table)
    last = project_sheet.total_cell(project_sheet.At.COUNTS + len(LEVELS), table).rpartition("!")[2]
    listed = f"SUM({first}:{last})" if table.groups else "0"
    return Balance(
        "申报表的指标条数",
        "读出的指标 － 重复未计入 ＝ 汇总表各级指标数合计",
        _read_indicators("declaration", sources, ranges),
        Formula(f"={listed}", sum(indicator_sum(table.projects, index) for index in range(len(LEVELS) + 1))),
    )


def _indicators(kind: FormKind, context: SummaryContext, sources: SourceTable, ranges: Ranges) -> Balance:
    forms = context.batch.counted
    rows = (HEADER_ROW + 2, HEADER_ROW + 1 + max(1, sum(len(form.rows) for form in forms)))
    kinds = f"'{indicator_sheet.NAME}'!{_range(indicator_sheet.places(context)[indicator_sheet.KIND], rows)}"
    listed = f'COUNTIF({kinds},"{FORM_KINDS[kind]}")' if indicator_sheet.is_wanted(context) else "0"
    return Balance(
        f"列出的{FORM_KINDS[kind]}指标条数",
        "读出的指标 － 重复未计入 ＝ 指标明细的行数",
        _read_indicators(kind, sources, ranges),
        Formula(f"={listed}", sum(len(form.rows) for form in forms if form.kind == kind)),
    )


def _read_indicators(kind: FormKind, sources: SourceTable, ranges: Ranges) -> Formula:
    return Formula(f"=SUM({_range(INDICATORS[kind], ranges.files)})", sources.indicators(kind))


def _range(column: int, rows: tuple[int, int]) -> str:
    name = letter(column)
    return f"${name}${rows[0]}:${name}${rows[1]}"
