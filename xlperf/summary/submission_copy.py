"""The 上报版: what a bureau gets of a summary, without links to files that it does not have and without internal findings.

A list of about twelve columns that prints on A4 with a line to sign, for declarations and for self-evaluations, then the
print sheets.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from xlsxwriter.utility import xl_rowcol_to_cell

from xlperf.book.book_report import SummaryOptions
from xlperf.book.cell_text import fit_for_xml
from xlperf.book.cell_writer import Formula, Value
from xlperf.book.lean_workbook import LeanWorkbook
from xlperf.book.lean_worksheet import ListWorksheet
from xlperf.book.list_columns import NAME_WIDTH, Column
from xlperf.book.sheet_writer import SheetWriter
from xlperf.book.theme import Theme
from xlperf.data.names import shown_body
from xlperf.run.results import Batch
from xlperf.run.titles import summary_title
from xlperf.summary.sheets.print_sheet import write_print_sheet
from xlperf.summary.summary_context import SummaryContext, summary_context
from xlperf.summary.tables.projects import ANNUAL, Project
from xlperf.summary.tables.self_evaluations import BUDGET, EXECUTED, MONEY, Evaluation, rate
from xlperf.summary.workbook import CREATED, WRITER_OPTIONS

SUBMISSION_MARK = "xlperf-submission"
"""Among the keywords of a 上报版: it may be replaced; for whoever gets it, it is a workbook with forms like any other."""

_GOAL_LENGTH = 20
_GOALS, _RESULTS = "上报表", "自评上报表"

_PROJECT_COLUMNS: tuple[Column, ...] = (
    Column("序号", 4.5, "count"),
    Column("实施单位", 10),
    Column("项目名称", 14),
    Column("项目类别", 7, "center"),
    Column("项目性质", 7.5, "center"),
    Column("起止时间", 10.5, "center"),
    Column("项目资金总额", 13, "money"),
    Column("年度资金", 13, "money"),
    Column("当年财政拨款", 13, "money"),
    Column("上年结转资金", 11, "money"),
    Column("其他资金", 11, "money"),
    Column("年度目标", 17),
    Column("指标数\n（条）", 6, "count"),
)
_EVALUATION_COLUMNS: tuple[Column, ...] = (
    Column("序号", 5, "count"),
    Column("实施单位", 20),
    Column("项目名称", 26),
    Column("年度", 6, "year"),
    *(Column(label, 15, "money") for _, label in MONEY),
    Column("执行率", 9, "percent"),
    Column("自评得分", 9, "score"),
    Column("指标数\n（条）", 7, "count"),
)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who hands the list in: 填报人, 联系人 with a telephone, and the date; what is blank is left to be written by hand."""

    reporter: str = ""
    contact: str = ""
    day: date | None = None


def submission_copy(batch: Batch, options: SummaryOptions, signature: Signature) -> bytes:
    """Return the workbook, the same for the same batch.

    Raises:
        LayoutError: a template workbook cannot be read.
    """
    context = summary_context(batch, replace(options, link_base=None))
    title = summary_title(batch)
    stream = BytesIO()
    workbook = LeanWorkbook(stream, WRITER_OPTIONS)
    workbook.set_properties({"title": fit_for_xml(title), "keywords": SUBMISSION_MARK, "created": CREATED})
    theme = Theme(workbook)

    def sheet(name: str) -> SheetWriter:
        return SheetWriter(workbook.add_worksheet(name, ListWorksheet), name, theme, context.options)

    projects, evaluations = context.projects.projects, [each for group in context.evaluations.groups for each in group.evaluations]
    if projects or not evaluations:
        rows = [_project_row(number, each) for number, each in enumerate(projects, 1)]
        _write_list(sheet(_GOALS), _PROJECT_COLUMNS, context.projects.title, context, rows, signature)
    if evaluations:
        rows = [_evaluation_row(number, each) for number, each in enumerate(evaluations, 1)]
        _write_list(sheet(_RESULTS), _EVALUATION_COLUMNS, context.evaluations.title, context, rows, signature)
    for part in (part for parts in context.prints.parts.values() for part in parts if part.forms):
        write_print_sheet(sheet(part.name), context)
    workbook.close()
    return stream.getvalue()


def _project_row(number: int, each: Project) -> list[Value]:
    form = each.form
    start, end = (form.text(name) for name in ("/start_date", "/end_date"))
    return [
        number,
        form.text("/unit"),
        form.text("/project_name"),
        form.text("/category"),
        form.text("/nature"),
        "\n至".join(part for part in (start, end) if part),
        *map(_money, (each.amounts[0], *each.amounts[ANNUAL:])),
        _short(form.text("/annual_goal")),
        sum(each.indicators),
    ]


def _evaluation_row(number: int, each: Evaluation) -> list[Value]:
    form = each.form
    share = rate(each.money[BUDGET], each.money[EXECUTED])
    return [
        number,
        form.text("/unit"),
        form.text("/project_name"),
        form.year,
        *map(_money, each.money),
        None if share is None else float(share),
        _money(each.total),
        len(form.rows),
    ]


def _money(amount: Decimal | str | None) -> float | str | None:
    return float(amount) if isinstance(amount, Decimal) else amount


def _short(goal: str) -> str:
    """Return the beginning of a goal; the whole stands in the form, in the order of the list."""
    said = " ".join(goal.split())
    return said if len(said) <= _GOAL_LENGTH else f"{said[:_GOAL_LENGTH]}…（全文见申报表）"


def _write_list(
    writer: SheetWriter,
    columns: Sequence[Column],
    title: str,
    context: SummaryContext,
    rows: Sequence[list[Value]],
    signature: Signature,
) -> None:
    fitted = [_fitted(each, [row[at] for row in rows]) for at, each in enumerate(columns)]
    writer.columns(fitted)
    writer.page(frozen_columns=3)
    first = writer.header()
    for row, values in enumerate(rows, first):
        unread = [each.role in ("money", "score") and isinstance(value, str) for value, each in zip(values, fitted, strict=True)]
        styles = [writer.theme.style(each.role, "unread" if odd else "plain") for each, odd in zip(fitted, unread, strict=True)]
        writer.row(row, values, styles)
    total = first + len(rows)
    _write_total(writer, fitted, rows, first, total)
    signed = signature.day
    day = f"{signed.year}年{signed.month}月{signed.day}日" if signed else ""
    words = (
        ("填报单位（盖章）", shown_body(context.batch.department)),
        ("填报人", signature.reporter),
        ("联系人、电话", signature.contact),
    )
    said = [f"{label}：{text or '＿' * 6}" for label, text in (*words, ("日期", day))]
    writer.note(total + 1, "　　".join(said), writer.page_end)
    writer.print_rows(total + 1, total)
    writer.heading(title, f"共 {len(rows)} 个项目。", "单位：元")


def _fitted(column: Column, values: Sequence[Value]) -> Column:
    """Return a column of money wide enough for its sum and for every amount."""
    if column.role != "money":
        return column
    amounts = [value for value in values if isinstance(value, float)]
    return column.fitting([f"{sum(amounts):,.2f}"], NAME_WIDTH)


def _write_total(writer: SheetWriter, columns: Sequence[Column], rows: Sequence[list[Value]], first: int, row: int) -> None:
    """Write the sums of money and of indicators as formulas; rates and scores have none."""
    writer.span(row, 0, 2, "合计", writer.theme.style("label", "total"))
    for at, each in enumerate(columns[3:], 3):
        if each.role not in ("money", "count"):
            writer.put(row, at, None, writer.theme.style("label", "total"))
            continue
        exact = sum((Decimal(str(line[at])) for line in rows if isinstance(line[at], (int, float))), Decimal(0))
        area = f"{xl_rowcol_to_cell(first, at)}:{xl_rowcol_to_cell(max(first, row - 1), at)}"
        formula = Formula(f"=ROUND(SUM({area}),2)" if rows else "=0", float(exact))
        writer.put(row, at, formula, writer.theme.style(each.role, "total"))


def is_submission_copy(path: Path) -> bool:
    """Tell whether a file is a 上报版 that xlperf wrote before: only such a one may be replaced."""
    try:
        with zipfile.ZipFile(path) as package:
            return SUBMISSION_MARK.encode() in package.read("docProps/core.xml")
    except (OSError, KeyError, zipfile.BadZipFile):
        return False
