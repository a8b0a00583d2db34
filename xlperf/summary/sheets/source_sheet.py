"""来源核对: a row a file, the forms left out, and the proof that nothing was lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from xlperf.book.cell_writer import Formula, Link, Value
from xlperf.book.sheet_writer import HEADER_ROW, NOTE_ROW, SheetWriter
from xlperf.forms.money_fields import MONEY_FIELDS
from xlperf.run.results import Elsewhere
from xlperf.summary.sheets.proof import Balance, Ranges, balances
from xlperf.summary.sheets.source_sections import (
    EVEN,
    UNEVEN,
    colour_conclusions,
    left_out_rows,
    proof_height,
    write_cell_codes,
    write_codes,
    write_coverage,
    write_disclosure,
    write_left_out,
    write_manifest,
    write_proof,
)
from xlperf.summary.summary_context import SummaryContext
from xlperf.summary.tables.published_paragraphs import disclosure_sentences
from xlperf.summary.tables.source_columns import (
    COLUMNS,
    FATES,
    INDICATORS,
    LAST,
    NAME,
    PRINTED,
    PROVEN_COLUMNS,
    At,
    letter,
    proven,
)
from xlperf.summary.tables.sources import FileLine, SourceTable

__all__ = ["NAME", "REASONS", "balanced", "write_sources"]

_ALL_COLUMNS = (*COLUMNS, *PROVEN_COLUMNS)
_ON_ONE_PAGE = 24
"""With so few files all of it prints on one page; a longer list has its header on each, and the rest begins a new one."""

_NAMED = 2
"""So many other summaries are named; more are counted."""

REASONS: Mapping[str, str] = {
    "encrypted": "文件已加密",
    "damaged": "文件已损坏",
    "not_a_workbook": "不是工作簿",
    "too_large": "超出限额",
    "unsafe": "有安全风险",
    "no_form": "没有表单",
    "blank_form": "空白表单",
    "unsupported": "格式不支持",
}


def write_sources(writer: SheetWriter, context: SummaryContext) -> int:
    """Write the 来源核对; return how many files it lists."""
    sources = context.sources
    long_list = len(sources.files) > _ON_ONE_PAGE
    writer.columns(_ALL_COLUMNS)
    writer.page(frozen_columns=2, repeat_header=long_list, printed=PRINTED + 1)
    first = writer.header()
    row = _write_files(writer, context, sources, first)
    files = (first + 1, max(first + 1, first + len(sources.files)))
    if long_list:
        writer.worksheet.set_h_pagebreaks([row + 1])
    proof_row = row + 1
    left_out_row = proof_row + proof_height(len(balances(context, sources, Ranges(files, None)))) + 1
    lines = balances(context, sources, Ranges(files, left_out_rows(left_out_row, len(sources.left_out))))
    conclusions = write_proof(writer, lines, context.projects.unread_amounts, proof_row)
    writer.keep_together(proof_row, left_out_row - 2)
    row = write_left_out(writer, context, sources.left_out, left_out_row)
    writer.keep_together(left_out_row, row - 1)
    if sentences := disclosure_sentences(context.batch):
        begun = row + 1
        row = write_disclosure(writer, sentences, begun)
        writer.keep_together(begun, row - 1)
    on_paper = row - 1
    if context.batch.tally.counts:
        waived = Counter(each.rule for each in context.batch.findings if each.because in ("waived", "explained"))
        row = write_coverage(writer, context.batch.tally, context.options.rule_titles, waived, row + 1)
    if context.batch.manifest is not None:
        row = write_manifest(writer, context.batch.manifest, row + 1)
    if context.batch.counted:
        row = write_cell_codes(writer, row + 1)
        remarks = {each.file: each.remarks for each in context.batch.files if each.remarks}
        write_codes(writer, context.batch.counted, remarks, row + 1)
    writer.print_rows(on_paper)
    _write_top(writer, sources, lines, conclusions, proof_row)
    return len(sources.files)


def balanced(context: SummaryContext) -> bool:
    """Tell whether both sides of every line of the proof are equal."""
    return all(each.even for each in balances(context, context.sources, Ranges((1, 1), None)))


def _write_top(writer: SheetWriter, sources: SourceTable, lines: list[Balance], conclusions: str, proof_row: int) -> None:
    counts = "，".join(f"{name} {sources.fates(fate)} 个" for fate, name in FATES.items())
    counts = f"共 {sources.in_folder} 个文件：{counts}{_elsewhere(sources.elsewhere)}。"
    note = f"{counts}核对过程见第 {proof_row + 1} 行起。{writer.limits_note()}"
    writer.heading("来源核对", note, "单位：元", note_end=At.ANNUAL - 1)
    formula = f'="核对结果："&IF(COUNTIF({conclusions},"{EVEN}")={len(lines)},"{EVEN}","{UNEVEN}")'
    result = EVEN if all(each.even for each in lines) else UNEVEN
    writer.put(NOTE_ROW, At.ANNUAL, Formula(formula, f"核对结果：{result}"), writer.theme.style("label"))
    colour_conclusions(writer, NOTE_ROW, NOTE_ROW, At.ANNUAL)


def _elsewhere(others: Elsewhere) -> str:
    """Say where the files are that are not listed."""
    if not others.files:
        return ""
    few = len(others.titles) <= _NAMED
    named = "、".join(f"《{each}》" for each in others.titles) if few else f"另外 {len(others.titles)} 个汇总表"
    return f"；其余 {others.files} 个文件的 {others.forms} 张表都计入{named}，列在那里"


def _write_files(writer: SheetWriter, context: SummaryContext, sources: SourceTable, first: int) -> int:
    """Write the list of files and its sums; return the row after them."""
    styles = [writer.theme.style(column.role) for column in _ALL_COLUMNS]
    refused = list(styles)
    refused[At.FATE] = refused[At.REASON] = writer.theme.style("center", "error")
    row = first
    for number, line in enumerate(sources.files, 1):
        writer.row(row, _file_values(number, line, context), refused if line.file.fate == "refused" else styles)
        row += 1
    writer.worksheet.autofilter(HEADER_ROW, 0, max(first, row - 1), LAST)
    if not sources.files:
        writer.row(row, [None, "文件夹中没有文件", *[None] * (len(_ALL_COLUMNS) - 2)], styles)
        row += 1
    _write_sums(writer, sources, first, row)
    return row + 1


def _file_values(number: int, line: FileLine, context: SummaryContext) -> list[Value]:
    file = line.file
    ours = file.notable == "own_output"  # the last writing of this very sheet: no input, and other bytes with each writing
    return [
        number,
        file.file,
        Link(context.links.to(file.file), "打开"),
        FATES[file.fate],
        REASONS.get(file.reason, file.reason),
        f"{file.message}{file.hint}",
        line.declarations,
        line.evaluations,
        line.counted,
        line.left_out,
        None if line.annual is None else float(line.annual),
        None if line.annual_left_out is None else float(line.annual_left_out),
        line.unread,
        None if ours else file.size,
        None if ours else file.sha256,
        *line.indicators.values(),
        *(None if amount is None else float(amount) for amounts in line.amounts.values() for amount in amounts),
    ]


def _write_sums(writer: SheetWriter, sources: SourceTable, first: int, row: int) -> None:
    lines = sources.files
    results: dict[int, float] = {
        At.DECLARATIONS: sum(each.declarations for each in lines),
        At.EVALUATIONS: sum(each.evaluations for each in lines),
        At.COUNTED: sum(each.counted for each in lines),
        At.LEFT_OUT: sum(each.left_out for each in lines),
        At.ANNUAL: float(sources.annual),
        At.ANNUAL_LEFT_OUT: float(sources.annual_left_out),
        At.UNREAD: sum(each.unread for each in lines),
    }
    for kind, fields in MONEY_FIELDS.items():
        results[INDICATORS[kind]] = sources.indicators(kind)
        results.update({proven(kind, index): float(sources.amount(kind, index)) for index in range(len(fields))})
    for column, result in results.items():
        total = f"SUM({letter(column)}{first + 1}:{letter(column)}{row})"
        role = _ALL_COLUMNS[column].role
        text = f"=ROUND({total},2)" if role == "money" else f"={total}"
        writer.put(row, column, Formula(text, result), writer.theme.style(role, "total"))
    label = writer.theme.style("label", "total")
    writer.span(row, At.NUMBER, At.MESSAGE, "合计", label)
    writer.span(row, At.SIZE, At.SHA256, None, label)
    writer.set_height(row, 20)
