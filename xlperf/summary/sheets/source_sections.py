"""What stands under the file list of the 来源核对: forms left out, the proof, the checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from xlperf.book.cell_writer import Block, Formula, Link
from xlperf.book.sheet_writer import SheetWriter
from xlperf.book.theme import Role, Style
from xlperf.data.words import FORM_KINDS
from xlperf.forms.form import Form, Remark
from xlperf.intake.cell_codes import CELL_CODES_HEADERS, CELL_CODES_TITLE
from xlperf.rules.judging.outcome import OUTCOME_NAMES, Counts, Outcome, Tally
from xlperf.run.levels.as_written import CHUNK, MOST_CHUNKS, as_written
from xlperf.run.levels.form_codes import CODES_HEADERS, CODES_TITLE, NOTE_HEADER, form_codes, form_title
from xlperf.run.manifest import Manifest
from xlperf.summary.sheets.proof import Balance
from xlperf.summary.summary_context import SummaryContext
from xlperf.summary.tables.source_columns import PRINTED, At, letter
from xlperf.summary.tables.sources import LeftOut

EVEN, UNEVEN = "已平", "不平"
_NOT_RUN = "本次没有要查的，或没有启用"

_Spans = Sequence[tuple[str, int, int]]
"""Header with the first and last column it stands over."""

_LEFT_OUT: _Spans = (
    ("序号", At.NUMBER, At.NUMBER),
    ("未计入的表单", At.FILE, At.FILE),
    ("链接", At.LINK, At.LINK),
    ("表单", At.FATE, At.FATE),
    ("年度", At.REASON, At.REASON),
    ("实施单位 / 项目名称", At.MESSAGE, At.MESSAGE),
    ("采用的版本", At.DECLARATIONS, At.LEFT_OUT),
    ("年度资金申请总额", At.ANNUAL, At.ANNUAL),
    ("为什么采用那一份", At.ANNUAL_LEFT_OUT, At.UNREAD),
)
_PROOF: _Spans = (
    ("序号", At.NUMBER, At.NUMBER),
    ("核对内容", At.FILE, At.FILE),
    ("应平关系", At.LINK, At.EVALUATIONS),
    ("报送文件一侧", At.COUNTED, At.LEFT_OUT),
    ("汇总一侧", At.ANNUAL, At.ANNUAL),
    ("差额", At.ANNUAL_LEFT_OUT, At.ANNUAL_LEFT_OUT),
    ("结论", At.UNREAD, At.UNREAD),
)
_COVERAGE: _Spans = (
    ("序号", At.NUMBER, At.NUMBER),
    ("规则", At.FILE, At.LINK),
    ("应查", At.FATE, At.FATE),
    ("已查", At.REASON, At.REASON),
    ("未能查的原因", At.MESSAGE, At.MESSAGE),
    ("未能查", At.DECLARATIONS, At.DECLARATIONS),
    ("不通过", At.EVALUATIONS, At.EVALUATIONS),
    ("不适用", At.COUNTED, At.COUNTED),
    ("豁免、说明", At.LEFT_OUT, At.LEFT_OUT),
)
_MANIFEST: _Spans = (
    ("序号", At.NUMBER, At.NUMBER),
    ("用到的", At.FILE, At.FILE),
    ("名称与内容", At.LINK, PRINTED),
    ("SHA-256", At.SHA256, At.SHA256),
)

_NOTES_AT = At.SHA256 + 1
_CODES: _Spans = tuple(
    zip(
        (*CODES_HEADERS, NOTE_HEADER),
        (At.NUMBER, At.FILE, At.LINK, At.SHA256, _NOTES_AT),
        (At.NUMBER, At.FILE, PRINTED, At.SHA256, _NOTES_AT),
        strict=True,
    )
)
_CELL_CODES: _Spans = tuple(
    zip(CELL_CODES_HEADERS, (At.NUMBER, At.FILE, At.SHA256), (At.NUMBER, PRINTED, At.SHA256), strict=True)
)
_CODES_HEIGHT = 15


def left_out_rows(row: int, forms: int) -> tuple[int, int] | None:
    """Return the first and last row (1-based) of a list of forms left out that begins with its title in this row."""
    return (row + 3, row + 2 + forms) if forms else None


def write_left_out(writer: SheetWriter, context: SummaryContext, forms: Sequence[LeftOut], row: int) -> int:
    """List the forms that another version replaces; return the next row."""
    row = _section(writer, row, "重复报送、未计入汇总的表单")
    if not forms:
        writer.note(row, "没有重复报送。", PRINTED)
        return row + 1
    row = _headers(writer, row, _LEFT_OUT)
    for number, each in enumerate(forms, 1):
        writer.blocks(row + number - 1, _left_out_blocks(writer, context, number, each))
    return row + len(forms)


def _left_out_blocks(writer: SheetWriter, context: SummaryContext, number: int, left_out: LeftOut) -> list[Block]:
    style = writer.theme.style
    form, chosen = left_out.form, left_out.chosen
    source = form.source
    chosen_cell = chosen.cell
    amount = float(left_out.annual) if isinstance(left_out.annual, Decimal) else left_out.annual
    return [
        (At.NUMBER, At.NUMBER, number, style("count")),
        (At.FILE, At.FILE, f"{source.file} / {source.sheet}", style("text")),
        (At.LINK, At.LINK, context.form_link(form), style("jump")),
        (At.FATE, At.FATE, FORM_KINDS[form.kind], style("center")),
        (At.REASON, At.REASON, form.year, style("year")),
        (At.MESSAGE, At.MESSAGE, f"{form.text('/unit')} / {form.text('/project_name')}", style("text")),
        (At.DECLARATIONS, At.COUNTED, f"{chosen.file} / {chosen.sheet}", style("text")),
        (At.LEFT_OUT, At.LEFT_OUT, Link(context.links.to(chosen.file, chosen.sheet, chosen_cell), chosen_cell), style("jump")),
        (At.ANNUAL, At.ANNUAL, amount, style("money", "unread" if isinstance(amount, str) else "plain")),
        (At.ANNUAL_LEFT_OUT, At.UNREAD, left_out.why, style("text")),
    ]


def proof_height(lines: int) -> int:
    """Return how many rows a proof of so many lines takes with its title, header and remark."""
    return lines + 3


def write_proof(writer: SheetWriter, lines: Sequence[Balance], unread: int, row: int) -> str:
    """Write the lines that must be even, and what no sum could take in; return the range of the conclusions."""
    row = first = _headers(writer, _section(writer, row, "核对：进来多少，列出多少"), _PROOF)
    for number, each in enumerate(lines, 1):
        writer.blocks(row, _proof_blocks(writer, row, number, each))
        row += 1
    colour_conclusions(writer, first, row - 1, At.UNREAD)
    missed = f"计入汇总的表单有 {unread} 处金额未能读出，已在汇总表中按原文标出，没有当作 0 计入合计。"
    writer.note(row, missed if unread else "计入汇总的表单，填写的金额全部读出。", PRINTED)
    return f"{letter(At.UNREAD)}{first + 1}:{letter(At.UNREAD)}{row}"


def _proof_blocks(writer: SheetWriter, row: int, number: int, line: Balance) -> list[Block]:
    style = writer.theme.style
    role: Role = "money" if line.money else "count"
    sides = f"{letter(At.COUNTED)}{row + 1}-{letter(At.ANNUAL)}{row + 1}"
    conclusion = Formula(f'=IF({letter(At.ANNUAL_LEFT_OUT)}{row + 1}=0,"{EVEN}","{UNEVEN}")', EVEN if line.even else UNEVEN)
    return [
        (At.NUMBER, At.NUMBER, number, style("count")),
        (At.FILE, At.FILE, line.title, style("text")),
        (At.LINK, At.EVALUATIONS, f"应平：{line.relation}", style("text")),
        (At.COUNTED, At.LEFT_OUT, line.incoming, style(role)),
        (At.ANNUAL, At.ANNUAL, line.listed, style(role)),
        (At.ANNUAL_LEFT_OUT, At.ANNUAL_LEFT_OUT, Formula(f"=ROUND({sides},2)", line.apart), style(role)),
        (At.UNREAD, At.UNREAD, conclusion, style("center")),
    ]


def colour_conclusions(writer: SheetWriter, first: int, last: int, column: int) -> None:
    """Colour the words 已平 and 不平 by what they say after every recalculation."""
    for word, look in ((EVEN, writer.theme.tint("balanced")), (UNEVEN, writer.theme.tint("unbalanced"))):
        rule = {"type": "text", "criteria": "containing", "value": word, "format": look}
        writer.worksheet.conditional_format(first, column, last, column, rule)


def write_disclosure(writer: SheetWriter, sentences: Sequence[tuple[str, str]], row: int) -> int:
    """Write the sentences for publication, each in a cell of its own to copy; return the next row."""
    row = _section(writer, row, "公开说明（由本批次计算，核对后可直接复制）")
    style = writer.theme.style
    for heading, text in sentences:
        writer.blocks(row, [(At.NUMBER, At.FILE, heading, style("text")), (At.LINK, PRINTED, text, style("text"))])
        row += 1
    return row


def write_coverage(writer: SheetWriter, tally: Tally, titles: Mapping[str, str], waived: Mapping[str, int], row: int) -> int:
    """Say of every rule what became of it: run, found, not applicable, could not be checked, waived; return the next row."""
    row = _headers(writer, _section(writer, row, "规则执行情况（应查 ＝ 已查 ＋ 未能查）"), _COVERAGE)
    idle = sum(sum(counts) == counts[Outcome.NOT_APPLICABLE] for counts in tally.counts.values())
    remark = f"其中 {idle} 条规则对本批次不适用" if idle else ""
    every = [sum(column) for column in zip(*tally.counts.values(), strict=True)]
    name = f"全部规则（{len(tally.counts)} 条）"
    writer.blocks(row, _coverage_blocks(writer, row, None, name, every, remark, sum(waived.values())))
    idle_counts: Counts = (0, 0, 0, 0, 0, 0)
    lines = {**tally.counts, **{rule: idle_counts for rule in titles if rule not in tally.counts}}
    for number, (rule, counts) in enumerate(lines.items(), 1):
        named = f"{rule} {titles.get(rule, '')}".strip()
        blocks = _coverage_blocks(
            writer, row + number, number, named, counts, _undone(counts) or ("" if any(counts) else _NOT_RUN), waived.get(rule, 0)
        )
        writer.blocks(row + number, blocks)
    return row + len(lines) + 1


def _coverage_blocks(
    writer: SheetWriter, row: int, number: int | None, name: str, counts: Sequence[int], why: str, waived: int
) -> list[Block]:
    style = writer.theme.style
    due = sum(counts) - counts[Outcome.NOT_APPLICABLE]
    done = counts[Outcome.PASSED] + counts[Outcome.FAILED]
    undone = Formula(f"={letter(At.FATE)}{row + 1}-{letter(At.REASON)}{row + 1}", due - done)
    return [
        (At.NUMBER, At.NUMBER, number, style("count")),
        (At.FILE, At.LINK, name, style("text")),
        (At.FATE, At.FATE, due, style("count")),
        (At.REASON, At.REASON, done, style("count")),
        (At.MESSAGE, At.MESSAGE, why, style("text")),
        (At.DECLARATIONS, At.DECLARATIONS, undone, style("count")),
        (At.EVALUATIONS, At.EVALUATIONS, counts[Outcome.FAILED], style("count")),
        (At.COUNTED, At.COUNTED, counts[Outcome.NOT_APPLICABLE], style("count")),
        (At.LEFT_OUT, At.LEFT_OUT, waived, style("count")),
    ]


def write_manifest(writer: SheetWriter, manifest: Manifest, row: int) -> int:
    """List everything that the summary was made with; return the next row."""
    row = _headers(
        writer, _section(writer, row, "制作清单（用同样的程序、规则、名单、设置和文件，可以得到同样的汇总表）"), _MANIFEST
    )
    style = writer.theme.style
    for number, each in enumerate(manifest.ingredients, 1):
        blocks: list[Block] = [
            (At.NUMBER, At.NUMBER, number, style("count")),
            (At.FILE, At.FILE, each.what, style("text")),
            (At.LINK, PRINTED, each.said, style("text")),
            (At.SHA256, At.SHA256, each.digest, style("code")),
        ]
        writer.blocks(row, blocks)
        row += 1
    return row


def write_cell_codes(writer: SheetWriter, row: int) -> int:
    """Note what the cells of the lists and printed forms so far says, a sheet in as many lines as it needs; return the next row."""
    row = _headers(writer, _section(writer, row, CELL_CODES_TITLE), _CELL_CODES)
    style = writer.theme.style
    for name, text in writer.cell_codes().items():
        for begin in range(0, len(text), CHUNK * MOST_CHUNKS):
            writer.put(row, At.FILE, name, style("text"))
            end = min(len(text), begin + CHUNK * MOST_CHUNKS)
            for column, at in enumerate(range(begin, end, CHUNK), At.SHA256):
                writer.put(row, column, text[at : min(at + CHUNK, end)], style("code"))
            writer.worksheet.set_row(row, _CODES_HEIGHT)
            row += 1
    return row


def write_codes(writer: SheetWriter, forms: Sequence[Form], remarks: Mapping[str, Sequence[Remark]], row: int) -> int:
    """Note for every printed form what its fields said and how they were written; return the next row.

    Args:
        writer: of the sheet.
        forms: in the order of the lists.
        remarks: on each file, noted with its first form.
        row: to begin in.
    """
    of_files = dict(remarks)
    row = _headers(writer, _section(writer, row, CODES_TITLE), _CODES)
    style = writer.theme.style
    for number, form in enumerate(forms, 1):
        writer.put(row, At.NUMBER, number, style("count"))
        writer.put(row, At.FILE, FORM_KINDS[form.kind], style("text"))
        writer.put(row, At.LINK, form_title(form), style("code"))
        writer.put(row, At.SHA256, form_codes(form), style("code"))
        for column, chunk in enumerate(as_written(form, of_files.pop(form.source.file, ())), _NOTES_AT):
            writer.put(row, column, chunk, style("code"))
        writer.worksheet.set_row(row, _CODES_HEIGHT)  # nobody reads them: no row grows with its codes
        row += 1
    return row


def _undone(counts: Sequence[int]) -> str:
    unanswered = (Outcome.NOT_ENOUGH_DATA, Outcome.COULD_NOT_READ, Outcome.BROKE)
    return "、".join(f"{OUTCOME_NAMES[each]} {counts[each]}" for each in unanswered if counts[each])


def _section(writer: SheetWriter, row: int, title: str) -> int:
    writer.span(row, 0, PRINTED, title, writer.theme.style("section"))
    writer.set_height(row, 24)
    return row + 1


def _headers(writer: SheetWriter, row: int, headers: _Spans) -> int:
    style: Style = writer.theme.style("header")
    writer.blocks(row, [(first, last, header, style) for header, first, last in headers])
    return row + 1
