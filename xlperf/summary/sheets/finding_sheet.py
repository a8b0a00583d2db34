"""校验结果: a row a finding, errors first, with a link to the cell in the file that was sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from xlsxwriter.utility import xl_col_to_name

from xlperf.book.links import internal
from xlperf.book.list_columns import NAME_WIDTH, Column
from xlperf.book.sheet_writer import HEADER_ROW, Link, SheetWriter, Value
from xlperf.book.theme import Style, Tone
from xlperf.data.words import ASIDE, SEVERITIES, SEVERITY_NAMES, Severity
from xlperf.rules.finding import Finding
from xlperf.run.results import Batch
from xlperf.summary.sheets import project_sheet, self_evaluation_sheet
from xlperf.summary.summary_context import SummaryContext
from xlperf.summary.tables.finding_rows import ASIDE_HEADER, NAME, WHOLE_FILE, in_order

__all__ = ["NAME", "rule_count", "standing_count", "write_findings"]

NOTHING_FOUND = "没有发现问题。"

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
_RULE = 2
_TOLD_APART = 1
"""Column whose colour tells the severity; the text stays black, so that it can be read."""


def write_findings(writer: SheetWriter, context: SummaryContext) -> int:
    """Write the 校验结果; return how many findings it lists."""
    findings = in_order(context.batch.findings)
    aside = not all(each.stands for each in findings)
    columns = _columns(findings, aside)
    writer.columns(columns)
    writer.page(frozen_columns=3)
    first = writer.header()
    styles = {tone: _styles(writer, columns, tone) for tone in ("error", "warning", "info", "waived")}
    rows = _listed_rows(context)
    for number, finding in enumerate(findings, 1):
        tone = finding.severity if finding.stands else "waived"
        writer.row(first + number - 1, _values(number, finding, context, rows, aside), styles[tone])
    last = first + max(len(findings), 1) - 1
    writer.worksheet.autofilter(HEADER_ROW, 0, last, len(columns) - 1)
    writer.worksheet.ignore_errors({"number_stored_as_text": f"A{first + 1}:Q{last + 1}"})
    writer.heading("校验结果", counts_line(findings) + writer.limits_note())
    return len(findings)


def _columns(findings: Iterable[Finding], aside: bool) -> tuple[Column, ...]:
    """Return the columns, that of the projects wide enough for their names, with one that says why some do not count."""
    names = [each.project for each in findings]
    fitted = [each.fitting(names, NAME_WIDTH) if each.header == "项目名称" else each for each in _COLUMNS]
    return (*fitted, _ASIDE) if aside else tuple(fitted)


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


def _values(number: int, finding: Finding, context: SummaryContext, rows: Mapping[_Place, str], aside: bool) -> list[Value]:
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
        *((finding.aside,) if aside else ()),
    ]
