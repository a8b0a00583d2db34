"""校验结果: a row a finding, errors first, with a link to the cell in the file that was sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from xlsxwriter.utility import xl_col_to_name

from xlperf.book.links import internal
from xlperf.book.list_columns import NAME_WIDTH, Column
from xlperf.book.sheet_writer import HEADER_ROW, Link, SheetWriter, Value
from xlperf.book.theme import Style, Tone
from xlperf.data.words import ASIDE, SEVERITIES, SEVERITY_NAMES, STATES, Severity
from xlperf.intake.return_notice import ANSWER_HEADER, CODE_HEADER
from xlperf.rules.finding import Finding
from xlperf.run.results import Batch
from xlperf.run.unit_answers import Mended
from xlperf.summary.sheets import project_sheet, self_evaluation_sheet
from xlperf.summary.summary_context import SummaryContext
from xlperf.summary.tables.finding_rows import (
    APPROVAL_HEADER,
    ASIDE_HEADER,
    HANDLED_HEADER,
    NAME,
    STATE_HEADER,
    WHOLE_FILE,
    in_order,
)

__all__ = ["NAME", "rule_count", "standing_count", "write_findings"]

NOTHING_FOUND = "没有发现问题。"
_HOW_TO_APPROVE = (
    "本部门认可的，在“核准”一列写“核准”（必须修改的写“核准：理由”），下次运行照此办理；“处理情况”供打勾、记事，下次照抄过来。"
)

_COLUMNS: tuple[Column, ...] = (
    Column("序号", 5, "count"),
    Column("级别", 6, "center"),
    Column("规则", 9.5, "center"),
    Column("问题类型", 13),
    Column("实施单位", 13),
    Column("项目名称", 15),
    Column("文件", 18),
    Column("工作表", 8),
    Column("单元格", 7, "jump"),
    Column("栏目", 12),
    Column("原值", 22),
    Column("应为", 14),
    Column("差额", 10),
    Column("问题", 32),
    Column("修改建议", 28),
    Column("依据", 12),
)
_Place = tuple[str, str, str]
_ASIDE = Column(ASIDE_HEADER, 14)
_STATE, _APPROVAL = Column(STATE_HEADER, 7, "center"), Column(APPROVAL_HEADER, 8)
_HANDLED = Column(HANDLED_HEADER, 11)
_TICKS = ("✓", "已通知单位", "待核实", "不处理")
"""Offered in the column 处理情况; any other text may be typed."""
_ANSWER = Column(ANSWER_HEADER, 22)
_CODE = Column(CODE_HEADER, 26, hidden=True)
_RULE = 2
_TOLD_APART = 1
"""Column whose colour tells the severity; the text stays black, so that it can be read."""


def write_findings(writer: SheetWriter, context: SummaryContext) -> int:
    """Write the 校验结果; return how many findings it lists."""
    findings = in_order(context.batch.findings)
    columns = _columns(findings)
    writer.columns(columns)
    writer.page(frozen_columns=3)
    first = writer.header()
    styles = {tone: _styles(writer, columns, tone) for tone in ("error", "warning", "info", "waived")}
    rows = _listed_rows(context)
    for number, finding in enumerate(findings, 1):
        tone = finding.severity if finding.stands else "waived"
        writer.row(first + number - 1, _values(number, finding, context, rows, columns), styles[tone])
    last = first + max(len(findings), 1) - 1
    writer.worksheet.autofilter(HEADER_ROW, 0, last, len(columns) - 1)
    writer.worksheet.ignore_errors({"number_stored_as_text": f"A{first + 1}:{xl_col_to_name(len(columns) - 1)}{last + 1}"})
    if findings:
        _offer_ticks(writer, columns.index(_HANDLED), first, last)
    end = _write_mended(writer, last + 2, context.batch.mended)
    bottom = max(last, end - 1)
    writer.print_rows(bottom, bottom if findings or end else HEADER_ROW)
    writer.heading("校验结果", counts_line(findings) + writer.limits_note() + _HOW_TO_APPROVE * bool(findings))
    return len(findings)


def _columns(findings: Sequence[Finding]) -> tuple[Column, ...]:
    """Return the columns, that of the projects wide enough for their names, with those that only some batches need."""
    names = [each.project for each in findings]
    fitted = [each.fitting(names, NAME_WIDTH) if each.header == "项目名称" else each for each in _COLUMNS]
    aside = [] if all(each.stands for each in findings) else [_ASIDE]
    answers = [_ANSWER] if any(each.explanation for each in findings) else []
    return (*fitted, *aside, _STATE, *answers, _APPROVAL, _HANDLED, _CODE)


def counts_line(findings: Iterable[Finding]) -> str:
    """Say how many findings there are of each severity, how many of them are accepted, and how many are of old versions."""
    given = list(findings)
    listed = [each for each in given if each.because != "superseded"]
    old = f"另有 {len(given) - len(listed)} 条出自旧版本，列在最后，不计。" if len(listed) < len(given) else ""
    if not listed:
        return NOTHING_FOUND + old
    counts = Counter(each.severity for each in listed)
    said = "，".join(f"{SEVERITY_NAMES[severity]} {counts[severity]} 条" for severity in SEVERITIES)
    aside = Counter(ASIDE[each.because] for each in listed if each.because)
    accepted = f"（其中 {'，'.join(f'{count} 条{name}' for name, count in aside.items())}）" if aside else ""
    return f"共 {len(listed)} 条：{said}{accepted}。{old}点击“项目名称”回到汇总表，点击“单元格”打开报送文件。"


def standing_count(batch: Batch, severity: Severity) -> str:
    """Return the formula part that counts the findings of a severity, less those that do not stand."""
    return _counted(batch, _TOLD_APART, SEVERITY_NAMES[severity])


def rule_count(batch: Batch, rule: str) -> str | None:
    """Return the formula that counts the findings of a rule, less those that do not stand; None for no rule of that name."""
    known = any(each.rule == rule for each in batch.findings)
    return f"={_counted(batch, _RULE, rule)}" if known else None


def _counted(batch: Batch, column: int, word: str) -> str:
    def reference(of: int) -> str:
        letter = xl_col_to_name(of)
        return f"'{NAME}'!${letter}${HEADER_ROW + 2}:${letter}${HEADER_ROW + 1 + max(1, len(batch.findings))}"

    found = f'{reference(column)},"{word}"'
    if all(each.stands for each in batch.findings):
        return f"COUNTIFS({found})"
    return f'COUNTIFS({found})-COUNTIFS({found},{reference(len(_COLUMNS))},"?*")'


def _styles(writer: SheetWriter, columns: tuple[Column, ...], tone: Tone) -> list[Style]:
    styles = [writer.theme.style(column.role) for column in columns]
    styles[_TOLD_APART] = writer.theme.style("center", tone)
    return styles


def _listed_rows(context: SummaryContext) -> dict[_Place, str]:
    """Return the address of the row on which each form is listed, by file, sheet and range."""
    listed = [(each.form.source, project_sheet.NAME, each.row) for each in context.projects.projects]
    listed += [(each.form.source, self_evaluation_sheet.NAME, each.row) for each in context.evaluations.evaluations]
    return {(source.file, source.sheet, source.range): internal(sheet, f"A{row + 1}") for source, sheet, row in listed}


def _values(
    number: int, finding: Finding, context: SummaryContext, rows: Mapping[_Place, str], columns: Sequence[Column]
) -> list[Value]:
    address = context.links.to(finding.file, finding.sheet, finding.cell)
    return [
        number,
        SEVERITY_NAMES[finding.severity],
        finding.rule,
        finding.title,
        finding.unit,
        Link(rows.get((finding.file, finding.sheet, finding.form)), finding.project),
        finding.file,
        finding.sheet,
        Link(address, finding.cell or WHOLE_FILE) if finding.file else finding.cell,
        finding.label,
        finding.found,
        finding.expected,
        finding.difference,
        finding.message,
        finding.suggestion,
        finding.basis,
        *((finding.aside if finding.because != "explained" else ASIDE["explained"],) if _ASIDE in columns else ()),
        finding.state,
        *((finding.explanation,) if _ANSWER in columns else ()),
        finding.approval,
        context.carried.handling(finding),
        finding.fingerprint,
    ]


def _offer_ticks(writer: SheetWriter, column: int, first: int, last: int) -> None:
    """Offer the usual answers in a drop-down that lets any other text pass."""
    offered = {"validate": "list", "source": list(_TICKS), "show_error": False}
    writer.worksheet.data_validation(first, column, last, column, offered)


def _write_mended(writer: SheetWriter, row: int, mended: Sequence[Mended]) -> int:
    """Write below the list what was found in an earlier round and is gone; return the row after it, 0 for nothing."""
    if not mended:
        return 0
    header, text, centre = (writer.theme.style(role) for role in ("header", "text", "center"))
    spans = ((0, 2), (3, 5), (6, 7), (8, 9), (10, 10), (11, 13), (14, 15))
    titles = (STATES["mended"], "项目名称", "文件", "栏目", "原值", "退回时的问题", ANSWER_HEADER)
    writer.note(row, f"退回过、现在已经没有的问题 {len(mended)} 条（{STATES['mended']}）：", 13)
    writer.blocks(row + 1, [(*span, title, header) for span, title in zip(spans, titles, strict=True)])
    for number, each in enumerate(mended, row + 2):
        texts = (each.rule, each.project, each.file, each.label, each.found, each.message, each.answer)
        styles = (centre, *(text for _ in texts[1:]))
        writer.blocks(number, [(*span, said, style) for span, said, style in zip(spans, texts, styles, strict=True)])
    return row + 2 + len(mended)
