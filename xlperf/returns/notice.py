"""What the 退回说明 of one file says: the same on the sheet in its copy and in a workbook of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from xlperf.book.cell_text import CELL_LIMIT, FORMULA_STARTS, fit_for_cell, fit_for_xml
from xlperf.data.words import ASIDE, DEMANDS, OR_EXPLAIN
from xlperf.forms.content_digest import content_digest
from xlperf.intake.notice_elsewhere import text_codes
from xlperf.intake.notice_reading import saying_codes
from xlperf.intake.return_notice import (
    ADVICE_HEADER,
    ANSWER_HEADER,
    CODE_HEADER,
    CONTENT_LABEL,
    DEMAND_HEADER,
    FILE_LABEL,
    NOTICE_TITLE,
    NUMBER_HEADER,
    PROBLEM_HEADER,
    REST_LABEL,
    SAYING_LABEL,
)
from xlperf.intake.sheet import Sheet
from xlperf.returns.selection import Returned
from xlperf.rules.finding import Finding, Severity

_MENDED_IN_PLACE = (
    "请改正标了颜色的单元格（鼠标移到上面可以看到批注），“单元格”一列可以点击跳转。"
    f"属实、不用改的，在“{ANSWER_HEADER}”一列写明情况；“{DEMANDS['error']}”的写了说明也仍须改正。"
    "改好后连同本表直接寄回（没有写说明的，删掉本表和批注也可以）。请不要另建新表，不要改动其他内容。"
)
_MENDED_ELSEWHERE = (
    "请按下表改正原来的文件后重新报送。"
    f"属实、不用改的，在“{ANSWER_HEADER}”一列写明情况，连同本说明一起寄回；“{DEMANDS['error']}”的写了说明也仍须改正。"
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what stands above it, its width in Excel's units, and whether it is hidden."""

    header: str
    width: float
    hidden: bool = False


COLUMNS = (
    Column(NUMBER_HEADER, 5),
    Column("项目", 16),
    Column("工作表", 9),
    Column("单元格", 9),
    Column("栏目", 14),
    Column("原值", 20),
    Column(PROBLEM_HEADER, 34),
    Column(ADVICE_HEADER, 30),
    Column(DEMAND_HEADER, 10),
    Column(ANSWER_HEADER, 28),
    Column(CODE_HEADER, 4, hidden=True),
)
NUMBER, CELL, DEMAND, ANSWER, CODE = 0, 3, 8, 9, 10
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
    """The 退回说明 of one file.

    Attributes:
        head: the lines above the list, the first of them the title.
        rows: of the list.
        content: digest of what its forms say now, which stands below the list.
        rest: codes of all texts of its workbook, which stand there, too.
    """

    head: tuple[str, ...]
    rows: tuple[NoticeRow, ...]
    content: str = ""
    rest: str = ""

    @property
    def foot(self) -> tuple[str, ...]:
        """The texts of the hidden row below the list, one for each column; no texts where no form was read."""
        if not self.content:
            return ()
        noted = REST_LABEL + self.rest if self.rest else "", SAYING_LABEL + saying_codes(row.texts for row in self.rows)
        codes = (each if len(each) <= CELL_LIMIT else "" for each in noted)
        return (*("" for _ in COLUMNS[: DEMAND - 1]), *codes, CONTENT_LABEL, self.content)


def notice_of(
    returned: Returned, deadline: date | None, in_copy: bool, shown: Collection[str] = (), sheets: Iterable[Sheet] = ()
) -> Notice:
    """Return the notice of a file.

    Args:
        returned: the file and its findings.
        deadline: until when it must be mended.
        in_copy: True on a sheet of the marked copy, False in a workbook beside the original.
        shown: names of the sheets to which a link may lead.
        sheets: of the copy, without an earlier notice.
    """
    rows = tuple(_row(number, each, shown) for number, each in enumerate((*returned.findings, *returned.explained), 1))
    head = (NOTICE_TITLE, _about(returned), _counts(returned, deadline), _MENDED_IN_PLACE if in_copy else _MENDED_ELSEWHERE)
    forms = returned.result.forms
    return Notice(tuple(map(_fitted, head)), rows, content_digest(forms) if forms else "", text_codes(sheets))


def shown_date(day: date) -> str:
    """Return a date as people write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def leading_quote(text: str) -> bool:
    """Return True for a text that would turn into a formula when somebody edits its cell."""
    return text[:1] in FORMULA_STARTS


def _about(returned: Returned) -> str:
    units = returned.units
    return f"{FILE_LABEL}{returned.result.file}" + (f"　　实施单位：{units}" if units else "")


def _counts(returned: Returned, deadline: date | None) -> str:
    parts = [f"{DEMANDS['error']} {returned.count('error')} 处", f"{DEMANDS['warning']} {returned.count('warning')} 处"]
    if returned.count("info"):
        parts.append(f"{DEMANDS['info']} {returned.count('info')} 处")
    until = f"请于 {shown_date(deadline)} 前改正并寄回。" if deadline else "请尽快改正并寄回。"
    return "，".join(parts) + "。" + until


def _row(number: int, finding: Finding, shown: Collection[str]) -> NoticeRow:
    texts = (
        str(number),
        finding.project,
        finding.sheet,
        finding.cell,
        finding.label or finding.title,
        finding.found,
        finding.message,
        finding.suggestion,
        _demand(finding),
        finding.explanation,
        finding.fingerprint,
    )
    link = (finding.sheet, finding.cell) if finding.cell and finding.sheet in shown else None
    return NoticeRow(tuple(map(_fitted, texts)), finding.severity, link)


def _demand(finding: Finding) -> str:
    """Return 处理: what the unit is to do about a finding, or that it has explained it."""
    if finding.because == "explained":
        return ASIDE["explained"]
    return DEMANDS[finding.severity] + (OR_EXPLAIN if finding.explainable and finding.severity != "info" else "")


def _fitted(text: str) -> str:
    return fit_for_cell(fit_for_xml(text), CELL_LIMIT)
