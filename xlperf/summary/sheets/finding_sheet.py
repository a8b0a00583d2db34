"""校验结果: a row a finding, by unit and form, with a link to the cell in the file that was sent; below it a row a rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from xlsxwriter.utility import xl_col_to_name

from xlperf.book.cell_writer import Link, Value
from xlperf.book.links import internal
from xlperf.book.list_columns import Column
from xlperf.book.sheet_writer import HEADER_ROW, SheetWriter
from xlperf.book.theme import Style, Tone
from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.words import ASIDE, SETTLED, SEVERITIES, SEVERITY_NAMES, STATES, Severity
from xlperf.intake.return_notice import ANSWER_HEADER, CODE_HEADER
from xlperf.rules.finding import Finding
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
    FindingTable,
    ListedFinding,
    rule_lines,
)

__all__ = ["NAME", "rule_count", "standing_count", "write_findings"]

NOTHING_FOUND = "没有发现问题。"
_HOW_TO_APPROVE = (
    "本部门认可的，在“核准”一列写“核准”（必须修改的写“核准：理由”），下次运行照此办理；“处理情况”供打勾、记事，下次照抄过来。"
)
_HOW_TO_FOLD = "左上角的 1、2、3 折叠到单位、表、逐条。"
_BY_RULE = f"按规则统计（不含{SETTLED}和旧版本的）"

_COLUMNS: tuple[Column, ...] = (
    Column("序号", 4.5, "jump"),
    Column("级别", 5.5, "center"),
    Column("实施单位", 10),
    Column("项目名称", 13),
    Column("单元格", 6.5, "jump"),
    Column("栏目", 9.5),
    Column("原值", 13),
    Column("应为", 11),
    Column("差额", 9.5),
    Column("问题", 26),
    Column("修改建议", 22),
    Column(APPROVAL_HEADER, 7.5),
    Column(HANDLED_HEADER, 9),
)
"""What is read on paper; behind it stands what is for the screen."""

_STATE, _ASIDE = Column(STATE_HEADER, 7, "center"), Column(ASIDE_HEADER, 14)
_ANSWER = Column(ANSWER_HEADER, 22)
_PLACE: tuple[Column, ...] = (
    Column("文件", 40, "path"),
    Column("工作表", 14, "path"),
    Column("规则", 9.5, "center"),
    Column("问题类型", 20),
    Column("依据", 30),
    Column(CODE_HEADER, 26, hidden=True),
)
HEADERS = frozenset(each.header for each in (*_COLUMNS, _STATE, _ASIDE, _ANSWER, *_PLACE))
"""Everything that may stand above a column."""

_FormPlace = tuple[str, str, str]
_TICKS = ("✓", "已通知单位", "待核实", "不处理")
"""Offered in the column 处理情况; any other text may be typed."""

_TOLD_APART = 1
"""Column whose colour tells the severity; the text stays black, so that it can be read."""

_AMOUNT = lazy_pattern(r"-?[0-9]{1,3}(?:,[0-9]{3})*\.[0-9]{2}")
_NUMBER = lazy_pattern(r"-?[0-9]{1,3}(?:,?[0-9]{3})*(?:\.[0-9]{1,2})?")
_MOST_DIGITS = 15
"""A cell holds so many digits of a number exactly."""

_BY_RULE_SPANS = ((0, 2), (3, 5), (6, 6), (7, 7), (8, 8), (9, 9))


def is_wanted(context: SummaryContext) -> bool:
    """Tell whether there is a finding to list, or one that is mended."""
    return bool(context.batch.findings or context.batch.mended)


def write_findings(writer: SheetWriter, context: SummaryContext) -> int:
    """Write the 校验结果; return how many findings it lists."""
    table = context.findings
    findings = context.batch.findings
    columns = _columns(table)
    writer.columns(columns)
    writer.page(frozen_columns=4, printed=len(_COLUMNS))
    first = writer.header()
    writer.worksheet.outline_settings(symbols_below=False)
    rows = _listed_rows(context)
    tones: tuple[Tone, ...] = ("error", "warning", "info", "waived")
    styles = {(tone, leads): _styles(writer, columns, tone, leads) for tone in tones for leads in (True, False)}
    for each in table.findings:
        values = _values(each, context, rows, table)
        tone = each.finding.severity if each.finding.stands else "waived"
        writer.row(each.row, values, _fitting(writer, styles[tone, each.level == 0], values, each.level == 0), each.level)
    last = table.last_row
    writer.worksheet.autofilter(HEADER_ROW, 0, last, len(columns) - 1)
    writer.worksheet.ignore_errors({"number_stored_as_text": f"A{first + 1}:{xl_col_to_name(len(columns) - 1)}{last + 1}"})
    if findings:
        _offer_ticks(writer, columns.index(_COLUMNS[-1]), first, last)
    end = _write_mended(writer, _write_by_rule(writer, last + 2, table), context.batch.mended)
    writer.print_rows(max(last, end - 2), HEADER_ROW)
    how = (_HOW_TO_FOLD + _HOW_TO_APPROVE) * bool(findings)
    writer.heading(NAME, counts_line(findings) + writer.limits_note() + how)
    return len(findings)


def _columns(table: FindingTable) -> tuple[Column, ...]:
    """Return the columns, with those that only some batches need."""
    aside = (_ASIDE,) if table.sets_aside else ()
    answers = (_ANSWER,) if table.has_answers else ()
    return (*_COLUMNS, _STATE, *aside, *answers, *_PLACE)


def places(context: SummaryContext) -> Mapping[str, int]:
    """Return the column of each header."""
    return {each.header: index for index, each in enumerate(_columns(context.findings))}


def counts_line(findings: Iterable[Finding]) -> str:
    """Say how many findings there are of each severity, how many of them are accepted, and how many are of old versions."""
    given = list(findings)
    listed = [each for each in given if each.because != "superseded"]
    old = f"另有 {len(given) - len(listed)} 条出自旧版本，列在最后，不计。" if len(listed) < len(given) else ""
    if not listed:
        return NOTHING_FOUND + old
    aside = Counter(each.set_aside for each in listed if each.because)
    accepted = f"（其中 {'，'.join(f'{count} 条{name}' for name, count in aside.items())}）" if aside else ""
    said = _said(Counter(each.severity for each in listed), SEVERITIES)
    return f"共 {len(listed)} 条：{said}{accepted}。{old}点击“序号”回到汇总表，点击“单元格”打开报送文件。"


def _said(counts: Mapping[Severity, int], severities: Iterable[Severity]) -> str:
    return "，".join(f"{SEVERITY_NAMES[each]} {counts.get(each, 0)} 条" for each in severities)


def standing_count(context: SummaryContext, severity: Severity) -> str:
    """Return the formula part that counts the findings of a severity, less those that do not stand; 0 without the sheet."""
    return _counted(context, _TOLD_APART, SEVERITY_NAMES[severity])


def rule_count(context: SummaryContext, rule: str) -> str | None:
    """Return the formula that counts the findings of a rule, less those that do not stand; None for no rule of that name."""
    known = any(each.rule == rule for each in context.batch.findings)
    return f"={_counted(context, places(context)['规则'], rule)}" if known else None


def _counted(context: SummaryContext, column: int, word: str) -> str:
    if not context.findings.findings:
        return "0"

    def reference(of: int) -> str:
        letter = xl_col_to_name(of)
        return f"'{NAME}'!${letter}${HEADER_ROW + 2}:${letter}${context.findings.last_row + 1}"

    found = f'{reference(column)},"{word}"'
    if not context.findings.sets_aside:
        return f"COUNTIFS({found})"
    return f'COUNTIFS({found})-COUNTIFS({found},{reference(_columns(context.findings).index(_ASIDE))},"?*")'


def _styles(writer: SheetWriter, columns: tuple[Column, ...], tone: Tone, leads: bool) -> list[Style]:
    """Return the styles of a row: the first of a unit has a line above it."""
    styles = [writer.theme.style(column.role, "leading" if leads else "plain") for column in columns]
    styles[_TOLD_APART] = writer.theme.style("center", tone)
    return styles


def _fitting(writer: SheetWriter, styles: list[Style], values: Sequence[Value], leads: bool) -> list[Style]:
    """Return the styles of a row, its amounts as money."""
    if float not in map(type, values):
        return styles
    money = writer.theme.style("money", "leading" if leads else "plain")
    return [money if isinstance(value, float) else style for value, style in zip(values, styles, strict=True)]


def _listed_rows(context: SummaryContext) -> dict[_FormPlace, str]:
    """Return the address of the row on which each form is listed, by file, sheet and range."""
    listed = [(each.form.source, project_sheet.NAME, each.row) for each in context.projects.projects]
    listed += [(each.form.source, self_evaluation_sheet.NAME, each.row) for each in context.evaluations.evaluations]
    return {(source.file, source.sheet, source.range): internal(sheet, f"A{row + 1}") for source, sheet, row in listed}


def _values(
    listed: ListedFinding, context: SummaryContext, rows: Mapping[_FormPlace, str], table: FindingTable
) -> list[Value]:
    finding = listed.finding
    address = context.links.to(finding.file, finding.sheet, finding.cell)
    return [
        Link(rows.get((finding.file, finding.sheet, finding.form)), listed.number),
        SEVERITY_NAMES[finding.severity],
        listed.unit,
        finding.project,
        Link(address, finding.cell or WHOLE_FILE) if finding.file else finding.cell,
        finding.label,
        _amount_or_text(finding.found),
        _amount_or_text(finding.expected),
        _amount_or_text(finding.difference, _NUMBER),
        finding.message,
        finding.suggestion,
        finding.approval,
        context.carried.handling(finding),
        finding.state,
        *((finding.aside if finding.because != "explained" else ASIDE["explained"],) if table.sets_aside else ()),
        *((finding.explanation,) if table.has_answers else ()),
        finding.file,
        finding.sheet,
        finding.rule,
        finding.title,
        finding.basis,
        finding.fingerprint,
    ]


def _amount_or_text(text: str, pattern: re.Pattern[str] = _AMOUNT) -> float | str:
    """Return what reads like an amount as a number, so that it can be added up; everything else as it stands."""
    if pattern.fullmatch(text) and sum(map(str.isdigit, text)) <= _MOST_DIGITS:
        return float(text.replace(",", ""))
    return text


def _offer_ticks(writer: SheetWriter, column: int, first: int, last: int) -> None:
    """Offer the usual answers in a drop-down that lets any other text pass."""
    offered = {"validate": "list", "source": list(_TICKS), "show_error": False}
    writer.worksheet.data_validation(first, column, last, column, offered)


def _write_by_rule(writer: SheetWriter, row: int, table: FindingTable) -> int:
    """Write below the list how often each rule was broken, in how many forms and units; return where more may follow."""
    lines = rule_lines(table)
    if not lines:
        return row
    header, text, centre, count = (writer.theme.style(role) for role in ("header", "text", "center", "count"))
    titles = ("规则", "问题类型", "级别", "条数", "涉及表（份）", "涉及单位（个）")
    writer.note(row, f"{_BY_RULE}：", writer.page_end)
    writer.blocks(row + 1, [(*span, title, header) for span, title in zip(_BY_RULE_SPANS, titles, strict=True)])
    for number, each in enumerate(lines, row + 2):
        counts = (each.findings, each.forms, each.units)
        values: tuple[Value, ...] = (each.rule, each.title, SEVERITY_NAMES[each.severity], *counts)
        looks = (centre, text, centre, count, count, count)
        writer.blocks(number, [(*span, said, style) for span, said, style in zip(_BY_RULE_SPANS, values, looks, strict=True)])
    writer.keep_together(row, row + 1 + len(lines))
    return row + 3 + len(lines)


def _write_mended(writer: SheetWriter, row: int, mended: Sequence[Mended]) -> int:
    """Write below the list what was found in an earlier round and is gone; return where more may follow."""
    if not mended:
        return row
    header, text, centre = (writer.theme.style(role) for role in ("header", "text", "center"))
    spans = ((0, 2), (3, 3), (4, 5), (6, 6), (7, 8), (9, 9), (10, 12))
    titles = (STATES["mended"], "项目名称", "文件", "栏目", "原值", "退回时的问题", ANSWER_HEADER)
    writer.note(row, f"退回过、现在已经没有的问题 {len(mended)} 条（{STATES['mended']}）：", writer.page_end)
    writer.blocks(row + 1, [(*span, title, header) for span, title in zip(spans, titles, strict=True)])
    for number, each in enumerate(mended, row + 2):
        texts = (each.rule, each.project, each.file, each.label, each.found, each.message, each.answer)
        styles = (centre, *(text for _ in texts[1:]))
        writer.blocks(number, [(*span, said, style) for span, said, style in zip(spans, texts, styles, strict=True)])
    writer.keep_together(row, row + 1 + len(mended))
    return row + 3 + len(mended)
