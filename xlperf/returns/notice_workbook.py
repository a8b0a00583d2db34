"""Workbooks of our own: the 退回说明 beside a file that cannot be marked, and the 退回清单."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from xlsxwriter.workbook import Workbook

from xlperf.book.book_report import MARK
from xlperf.book.cell_text import as_written, fit_for_cell, fit_for_xml
from xlperf.book.measure import capacity, line_count, row_height
from xlperf.book.theme import BODY_SIZE, FOOTER, HEAD_ROW_HEIGHT, TITLE_ROW_HEIGHT, Style, Theme
from xlperf.data.words import DEMANDS
from xlperf.intake.return_notice import NOTICE_SHEET
from xlperf.returns.notice import CELL, COLUMNS, DEMAND, NUMBER, Column, Notice, leading_quote

_OPTIONS = {"in_memory": True}
_CREATED = datetime(2000, 1, 1)
LIST_NAME = "退回清单"
_LIST_COLUMNS = (
    Column("序号", 6),
    Column("实施单位", 24),
    Column("报送的文件", 40),
    Column(DEMANDS["error"], 10),
    Column(DEMANDS["warning"], 10),
    Column("退回的文件", 40),
    Column("说明", 34),
)
_BESIDE = "原件不能加批注，问题列在旁边的“{}”里，请一并发给单位"
_ONLY_NOTICE = "原件读不出来，只有“{}”"


@dataclass(frozen=True, slots=True)
class ListRow:
    """One returned file on the 退回清单: ``copy`` is empty where only a notice could be written."""

    units: str
    file: str
    must: int
    should: int
    copy: str
    notice: str = ""


def notice_workbook(notice: Notice) -> bytes:
    """Return a workbook with one sheet, the notice of a file that goes back as it came."""

    def fill(sheet: Any, theme: Theme) -> None:
        header = _head(sheet, theme, notice.head, COLUMNS)
        sheet.print_area(0, 0, header + len(notice.rows), sum(not each.hidden for each in COLUMNS) - 1)
        for number, row in enumerate(notice.rows, header + 1):
            styles = [theme.style("center" if column in (NUMBER, CELL) else "text") for column in range(len(COLUMNS))]
            styles[DEMAND] = theme.style("center", row.severity)
            _write_row(sheet, number, row.texts, styles, COLUMNS)
        if notice.foot:
            _write_row(sheet, header + len(notice.rows) + 1, notice.foot, [theme.style("text")] * len(COLUMNS), COLUMNS)
            sheet.set_row(header + len(notice.rows) + 1, None, None, {"hidden": True})

    return _workbook(NOTICE_SHEET, fill)


def list_workbook(rows: Sequence[ListRow], deadline: str) -> bytes:
    """Return the 退回清单: a row a returned file.

    Args:
        rows: in the order of the files.
        deadline: the sentence on it, empty when there is none.
    """
    must, should = sum(each.must for each in rows), sum(each.should for each in rows)
    counts = f"退回 {len(rows)} 个文件，必须修改 {must} 处，建议修改 {should} 处。{deadline}"

    def fill(sheet: Any, theme: Theme) -> None:
        header = _head(sheet, theme, (LIST_NAME, counts), _LIST_COLUMNS)
        styles = [theme.style(role) for role in ("center", "text", "text", "center", "center", "text", "text")]
        for number, row in enumerate(rows, 1):
            texts = (str(number), row.units, row.file, str(row.must), str(row.should), row.copy or row.notice, _remark(row))
            _write_row(sheet, header + number, texts, styles, _LIST_COLUMNS)

    return _workbook(LIST_NAME, fill)


def _remark(row: ListRow) -> str:
    if not row.notice:
        return ""
    return (_BESIDE if row.copy else _ONLY_NOTICE).format(row.notice.rpartition("/")[2])


def _workbook(name: str, fill: Callable[[Any, Theme], None]) -> bytes:
    stream = BytesIO()
    workbook = Workbook(stream, _OPTIONS)
    # By the mark xlperf knows its own output and passes over it.
    workbook.set_properties({"title": name, "keywords": MARK, "created": _CREATED})
    sheet = workbook.add_worksheet(name)
    fill(sheet, Theme(workbook))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.5, 0.5, 0.6, 0.6)
    sheet.set_footer(FOOTER)
    workbook.close()
    return stream.getvalue()


def _head(sheet: Any, theme: Theme, lines: Sequence[str], columns: Sequence[Column]) -> int:
    """Write the lines above a list and its header; return the row of the header, 0-based."""
    shown = [each for each in columns if not each.hidden]
    width = capacity(sum(each.width for each in shown), BODY_SIZE)
    for row, text in enumerate(lines):
        style = theme.style("note" if row else "section")
        sheet.merge_range(row, 0, row, len(shown) - 1, "", style.plain)
        sheet.write_string(row, 0, as_written(fit_for_cell(fit_for_xml(text))), style.plain)
        sheet.set_row(row, row_height(line_count(text, width), BODY_SIZE) if row else TITLE_ROW_HEIGHT)
    header = len(lines)
    for column, each in enumerate(columns):
        sheet.set_column(column, column, each.width, None, {"hidden": each.hidden})
        sheet.write_string(header, column, each.header, theme.style("header").plain)
    sheet.set_row(header, HEAD_ROW_HEIGHT)
    sheet.freeze_panes(header + 1, 0)
    sheet.repeat_rows(header)
    return header


def _write_row(sheet: Any, row: int, texts: Sequence[str], styles: Sequence[Style], columns: Sequence[Column]) -> None:
    pairs = zip(texts, columns, strict=True)
    lines = (line_count(text, capacity(column.width, BODY_SIZE)) for text, column in pairs if not column.hidden)
    sheet.set_row(row, row_height(max(lines), BODY_SIZE))
    for column, (text, style) in enumerate(zip(texts, styles, strict=True)):
        look = style.quoted if leading_quote(text) else style.plain
        if text:
            sheet.write_string(row, column, as_written(fit_for_cell(fit_for_xml(text))), look)
        else:
            sheet.write_blank(row, column, None, look)
