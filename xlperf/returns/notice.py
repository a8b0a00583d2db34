"""What the 退回说明 of one file says: the same on the sheet in its copy and in a workbook of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xlperf.book.cell_text import CELL_LIMIT, FORMULA_STARTS, fit_for_cell, fit_for_xml
from xlperf.data.words import DEMANDS
from xlperf.intake.return_notice import NOTICE_TITLE
from xlperf.returns.selection import Returned
from xlperf.rules.finding import Finding, Severity

_MENDED_IN_PLACE = (
    "请改正标了颜色的单元格（鼠标移到上面可以看到批注），“单元格”一列可以点击跳转。"
    "改正后删掉本表和批注，或者不删、直接寄回，都可以。请不要另建新表，不要改动其他内容。"
)
_MENDED_ELSEWHERE = "请按下表改正原来的文件后重新报送。本说明不用寄回。"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what stands above it, and its width in Excel's units."""

    header: str
    width: float


COLUMNS = (
    Column("序号", 5),
    Column("项目", 16),
    Column("工作表", 9),
    Column("单元格", 9),
    Column("栏目", 14),
    Column("原值", 24),
    Column("问题", 36),
    Column("修改建议", 32),
    Column("处理", 10),
)
NUMBER, CELL, DEMAND = 0, 3, 8
"""Columns that are more than plain text, 0-based."""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One finding as its unit reads it.

    Attributes:
        texts: one for each column.
        severity: tells its demand apart.
        link: sheet and cell to which the cell's address leads; None when it leads nowhere.
    """

    texts: tuple[str, ...]
    severity: Severity
    link: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """The 退回说明 of one file: ``head`` are the lines above the list, the first of them the title."""

    head: tuple[str, ...]
    rows: tuple[NoticeRow, ...]


def notice_of(returned: Returned, deadline: date | None, in_copy: bool, sheets: frozenset[str] = frozenset()) -> Notice:
    """Return the notice of a file.

    Args:
        returned: the file and its findings.
        deadline: until when it must be mended.
        in_copy: True on a sheet of the marked copy, False in a workbook beside the original.
        sheets: names of the sheets to which a link may lead.
    """
    rows = tuple(_row(number, each, sheets) for number, each in enumerate(returned.findings, 1))
    head = (NOTICE_TITLE, _about(returned), _counts(returned, deadline), _MENDED_IN_PLACE if in_copy else _MENDED_ELSEWHERE)
    return Notice(tuple(map(_fitted, head)), rows)


def shown_date(day: date) -> str:
    """Return a date as people write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def leading_quote(text: str) -> bool:
    """Return True for a text that would turn into a formula when somebody edits its cell."""
    return text[:1] in FORMULA_STARTS


def _about(returned: Returned) -> str:
    units = returned.units
    return f"文件：{returned.result.file}" + (f"　　实施单位：{units}" if units else "")


def _counts(returned: Returned, deadline: date | None) -> str:
    parts = [f"{DEMANDS['error']} {returned.count('error')} 处", f"{DEMANDS['warning']} {returned.count('warning')} 处"]
    if returned.count("info"):
        parts.append(f"{DEMANDS['info']} {returned.count('info')} 处")
    until = f"请于 {shown_date(deadline)} 前改正并寄回。" if deadline else "请尽快改正并寄回。"
    return "，".join(parts) + "。" + until


def _row(number: int, finding: Finding, sheets: frozenset[str]) -> NoticeRow:
    texts = (
        str(number),
        finding.project,
        finding.sheet,
        finding.cell,
        finding.label or finding.title,
        finding.found,
        finding.message,
        finding.suggestion,
        DEMANDS[finding.severity],
    )
    link = (finding.sheet, finding.cell) if finding.cell and finding.sheet in sheets else None
    return NoticeRow(tuple(map(_fitted, texts)), finding.severity, link)


def _fitted(text: str) -> str:
    return fit_for_cell(fit_for_xml(text), CELL_LIMIT)
