"""Single cells of a sheet being written: what stands in one, what had to be cut, which links there was room for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell

from xlperf.book.book_report import CutText, SheetReport, SummaryOptions
from xlperf.book.cell_text import FORMULA_STARTS, as_written, fit_for_cell, fit_for_xml
from xlperf.book.lean_worksheet import ListWorksheet
from xlperf.book.measure import half_widths
from xlperf.book.theme import Role, Style, Theme
from xlperf.data.enumeration import named
from xlperf.errors import OutputError

_DAY_ZERO = date(1899, 12, 30)
_FIRST_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was; earlier days stay text."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the result that a program without a calculator shows."""

    text: str
    result: float | str


@dataclass(frozen=True, slots=True)
class Link:
    """A text or a number that leads somewhere; no more than that where there is no address."""

    address: str | None
    text: str | int


_BESIDE_TABLES: frozenset[Role] = frozenset(("title", "note", "unit", "section", "header", "code"))
"""Roles of cells that are no part of what a table says: a person may word them otherwise."""

Value = str | float | date | Link | None
"""What a cell of a list may hold."""

Block = tuple[int, int, Value | Formula, Style]
"""First and last column of merged cells (or of one), what they hold, and how it looks."""


class CellWriter:
    """Writes the cells of one sheet and keeps account of what did not fit.

    Args:
        worksheet: xlsxwriter's sheet, used by nothing else.
        name: its name, for the report.
    """

    def __init__(self, worksheet: ListWorksheet, name: str, theme: Theme, options: SummaryOptions) -> None:
        self.worksheet = worksheet
        self.theme = theme
        self.name = name
        self._options = options
        self._links = 0
        self._unlinked = 0
        self._cut: list[CutText] = []
        self._known: dict[str, float] = {}
        """Width of every text that may stand as it is, in half-width units; infinite with several paragraphs."""

    def span(self, row: int, first: int, last: int, value: Value | Formula, style: Style) -> None:
        """Write a value into the merged cells of a row; a single cell is not merged."""
        if last > first:
            self.worksheet.merge_range(row, first, row, last, "", style.plain)
        self.put(row, first, value, style)

    def put(self, row: int, column: int, value: Value | Formula, style: Style) -> None:
        """Write one cell outside the rows of the list, by what its value is.

        Raises:
            OutputError: the sheet has no such row any more.
        """
        sheet = self.worksheet
        if isinstance(value, Formula):
            self._check(sheet.write_formula(row, column, value.text, style.plain, value.result))
            return
        if isinstance(value, Link):
            if address := self._granted(value):
                self._put_link(row, column, address, value.text, style)
                return
            value, style = value.text, self._unlinked_style(style)
        if isinstance(value, str) and value:
            text, cell_format = self.fitted(row, column, value, style)
            self._note(row, column, text, style)
            self._check(sheet.write_string(row, column, text, cell_format))
            return
        plain = plain_value(value)
        self._note(row, column, plain, style)
        if isinstance(plain, (int, float)):
            self._check(sheet.write_number(row, column, plain, style.plain))
        elif plain:
            self._check(sheet.write_string(row, column, plain, style.plain))
        else:
            self._check(sheet.write_blank(row, column, None, style.blank))

    def _note(self, row: int, column: int, said: str | float | None, style: Style) -> None:
        if said is not None and said != "" and style.role not in _BESIDE_TABLES:
            self.worksheet.note_cell(row, column, said)

    def _put_link(self, row: int, column: int, address: str, shown: str | int, style: Style) -> None:
        if isinstance(shown, int):
            self._note(row, column, shown, style)
            self._check(self.worksheet.write_number(row, column, shown, style.plain))
            self._check(self.worksheet.link_cell(row, column, address, shown, style.plain))
            return
        text, cell_format = self.fitted(row, column, shown, style)
        self._note(row, column, text, style)
        self._check(self.worksheet.write_string(row, column, text, cell_format))
        self._check(self.worksheet.link_cell(row, column, address, text, cell_format))

    def fitted(self, row: int, column: int, value: str, style: Style) -> tuple[str, Format]:
        """Return a text fit for its cell, and the format that keeps it a text; what had to be cut is reported."""
        text = fit_for_xml(value)
        kept = fit_for_cell(text, self._options.text_limit)
        if kept is not text:
            self._cut.append(CutText(self.name, xl_rowcol_to_cell(row, column), len(text)))
        if kept[:1] == "<" or "_x" in kept:
            kept = as_written(kept)
        return kept, style.quoted if kept[:1] in FORMULA_STARTS else style.plain

    def text_cell(self, row: int, column: int, value: str, style: Style) -> tuple[str, Format]:
        """Return a text as ``fitted`` does; what stood as it is somewhere on the sheet is not looked at again."""
        return (value, style.plain) if value in self._known else self._first_seen(row, column, value, style)[:2]

    def _first_seen(self, row: int, column: int, value: str, style: Style) -> tuple[str, Format, float]:
        """Return a text fit for its cell, its format and its width; remember the width when nothing had to be done."""
        text, cell_format = self.fitted(row, column, value, style)
        width = math.inf if "\n" in text else half_widths(text)
        if text is value and cell_format is style.plain:
            self._known[value] = width
        return text, cell_format, width

    def _granted(self, link: Link) -> str | None:
        """Return the address of a link as long as the sheet can hold one more."""
        if not link.address or link.text == "":
            return None
        if self._links >= self._options.link_limit:
            self._unlinked += 1
            return None
        self._links += 1
        return link.address

    def _unlinked_style(self, style: Style) -> Style:
        return self.theme.style("center") if style.role == "jump" else style

    def _check(self, status: int) -> None:
        if status:
            raise OutputError(f"“{self.name}”写不下：超过了工作表的行数上限。", "请按单位或年度分成几个文件夹，分别汇总。")

    # -- the account ----------------------------------------------------------------

    def limits_note(self) -> str:
        """Return what did not fit so far, as a sentence for the line of notes; empty when all did."""
        said = []
        if self._unlinked:
            said.append(f"链接已达每张工作表 {self._options.link_limit:,} 个的上限，其后 {self._unlinked:,} 处只列文字。")
        if self._cut:
            cells = named([each.cell for each in self._cut])
            said.append(f"{len(self._cut)} 处文字超过单元格上限，已截断（{cells}），全文见报送文件。")
        return "".join(said)

    def report(self, rows: int) -> SheetReport:
        """Return the account of this sheet."""
        return SheetReport(self.name, rows, self._unlinked, tuple(self._cut))


def plain_value(value: str | float | date | None) -> str | float | None:
    """Return a date as Excel's day number, an empty text as nothing."""
    if isinstance(value, date):
        return (value - _DAY_ZERO).days if value >= _FIRST_DAY else value.isoformat()
    return value or None if isinstance(value, str) else value
