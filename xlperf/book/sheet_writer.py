"""One sheet being written: every value goes through here, so that none can do harm.

Text is always written as text, amounts and dates as numbers, each formula with its
result.  Row heights are computed, because Excel fits none that a program wrote.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname, xl_range_abs, xl_rowcol_to_cell

from xlperf.book import theme as look
from xlperf.book.book_report import CutText, SheetReport, SummaryOptions
from xlperf.book.cell_text import FORMULA_STARTS, as_written, fit_for_cell, fit_for_xml
from xlperf.book.lean_worksheet import ListWorksheet
from xlperf.book.list_columns import Column
from xlperf.book.list_pages import ListPages, ends_within, list_pages, start_of_last_page
from xlperf.book.measure import capacity, half_widths, line_count, row_height
from xlperf.book.theme import Style, Theme
from xlperf.errors import OutputError

TITLE_ROW = 0
NOTE_ROW = 1
HEADER_ROW = 2
"""Every list has its title, a line of notes and its header in the same rows (0-based)."""

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


Value = str | float | date | Link | None
"""What a cell of a list may hold."""

Block = tuple[int, int, Value | Formula, Style]
"""First and last column of merged cells (or of one), what they hold, and how it looks."""


class SheetWriter:
    """Writes one sheet and keeps account of what did not fit.

    Args:
        worksheet: xlsxwriter's sheet, used by nothing else.
        name: its name, for the report.
    """

    def __init__(self, worksheet: ListWorksheet, name: str, theme: Theme, options: SummaryOptions) -> None:
        self.worksheet = worksheet
        self.theme = theme
        self.name = name
        self._options = options
        self._columns: tuple[Column, ...] = ()
        self._capacities: list[int] = []
        self._pages = ListPages(0, ())
        self._heights: dict[int, float] = {}
        """Heights of the rows that are higher than others, in points."""
        self._links = 0
        self._unlinked = 0
        self._cut: list[CutText] = []
        self._known: dict[str, float] = {}
        """Width of every text that may stand as it is, in half-width units; infinite with several paragraphs."""

    # -- the sheet as a whole -------------------------------------------------

    def columns(self, columns: Sequence[Column]) -> None:
        """Set the columns of the list, with their widths."""
        self._columns = tuple(columns)
        self._capacities = [capacity(each.width, look.font_size(each.role)) for each in columns]
        for index, each in enumerate(columns):
            options = {"level": 1, "hidden": True} if each.folded else {"hidden": True} if each.hidden else None
            self.worksheet.set_column(index, index, each.width, None, options)
        if columns and columns[-1].folded:
            self.worksheet.set_column(len(columns), len(columns), None, None, {"collapsed": True})
        self.worksheet.set_default_row(row_height(1, look.BODY_SIZE))

    def page(self, frozen_columns: int, header_rows: int = 1, repeat_header: bool = True, printed: int | None = None) -> None:
        """Set the sheet up for landscape pages, header rows frozen and repeated on paper.

        Args:
            frozen_columns: how many tell the rows apart, on the screen and on paper.
            printed: how many columns go on paper; all when None, the others are for the screen.
        """
        sheet = self.worksheet
        first_body_row = HEADER_ROW + header_rows
        sheet.set_landscape()
        shown = [each for each in self._columns if not each.hidden and not each.folded]
        self._pages = list_pages(shown[:printed], frozen_columns, self._options.paper)
        sheet.set_paper(self._pages.paper)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.center_horizontally()
        sheet.set_footer(look.page_footer(self.name), {"margin": 0.25})
        sheet.set_start_page(1)  # the printed forms are counted by themselves, so the pages behind them would go on from there
        if repeat_header:
            sheet.repeat_rows(HEADER_ROW, first_body_row - 1)
        if self._pages.repeated:
            sheet.repeat_columns(0, self._pages.repeated - 1)
        sheet.freeze_panes(first_body_row, frozen_columns)
        sheet.hide_gridlines(2)

    @property
    def page_end(self) -> int:
        """The last column of the first page: what is merged over the list ends there, so that no page cuts it."""
        return self._pages.blocks[0][1]

    def print_rows(self, last: int, last_of_table: int | None = None) -> None:
        """Say which rows are printed: to ``last``, further columns to the end of the table; none of them when it is empty."""
        sheet = self.worksheet
        first, *others = self._pages.blocks
        sheet.print_area(0, first[0], last, first[1])
        end = last if last_of_table is None else last_of_table
        parts = [xl_range_abs(HEADER_ROW, block[0], end, block[1]) for block in others]
        self.keep_page_ends(last)
        if parts and end > HEADER_ROW:
            tab = quote_sheetname(self.name)
            sheet.print_area_range = ",".join((sheet.print_area_range, *(f"{tab}!{part}" for part in parts)))

    def keep_page_ends(self, last: int) -> None:
        """Let no page, the last of the sheet or the last before one that begins by order, have but a few of its rows.

        Args:
            last: row, the last on paper.
        """
        begun = sorted({0, *self.worksheet.hbreaks})
        for start, after in zip(begun, (*begun[1:], last + 1), strict=True):
            heights = [self._heights.get(row, row_height(1, look.BODY_SIZE)) for row in range(start, after)]
            if (page := start_of_last_page(heights, self._pages.width)) is not None:
                self.worksheet.set_h_pagebreaks([*self.worksheet.hbreaks, start + page])

    def keep_together(self, first: int, last: int) -> None:
        """Begin a page with a block of rows that were written, where one would end within it."""
        begun = max((row for row in (0, *self.worksheet.hbreaks) if row <= first), default=0)
        heights = [self._heights.get(row, row_height(1, look.BODY_SIZE)) for row in range(begun, last + 1)]
        if first > begun and ends_within(heights[: first - begun], heights[first - begun :], self._pages.width):
            self.worksheet.set_h_pagebreaks(sorted({*self.worksheet.hbreaks, first}))

    def set_height(self, row: int, points: float) -> None:
        """Give a row a height of its own, and reckon with it where pages end."""
        self._heights[row] = points
        self.worksheet.set_row(row, points)

    def heading(self, title: str, note: str, unit: str = "", note_end: int | None = None) -> None:
        """Write the title and the line of notes over the first page of the list, the money unit at its right.

        Args:
            note_end: last column of the notes, where something else stands beside them.
        """
        last = self.page_end
        self.set_height(TITLE_ROW, look.TITLE_ROW_HEIGHT)
        self.span(TITLE_ROW, 0, last, title, self.theme.style("title"))
        if unit:
            self.span(NOTE_ROW, last - 1, last, unit, self.theme.style("unit"))
        self.note(NOTE_ROW, note, note_end or (last - 2 if unit else last))

    def note(self, row: int, text: str, last: int) -> None:
        """Write a sentence over the columns up to ``last``, in a row high enough for it."""
        self.blocks(row, [(0, last, text, self.theme.style("note"))])

    def header(self) -> int:
        """Write the header, in two rows where columns share a group; return the first row of the body."""
        style = self.theme.style("header")
        grouped = any(each.group for each in self._columns)
        group_lines = 1
        for (group, _), members in groupby(enumerate(self._columns), key=lambda each: (each[1].group, each[1].group or each[0])):
            indices = [index for index, _ in members]
            if group:
                self.span(HEADER_ROW, indices[0], indices[-1], group, style)
                width = sum(self._columns[index].width for index in indices)
                group_lines = max(group_lines, line_count(group, capacity(width, look.BODY_SIZE)))
                for index in indices:
                    self.put(HEADER_ROW + 1, index, self._columns[index].header, style)
                continue
            if grouped:
                self.worksheet.merge_range(HEADER_ROW, indices[0], HEADER_ROW + 1, indices[0], "", style.plain)
            self.put(HEADER_ROW, indices[0], self._columns[indices[0]].header, style)
        widths = (capacity(each.width, look.BODY_SIZE) for each in self._columns)
        lines = max(line_count(each.header, units) for each, units in zip(self._columns, widths, strict=True))
        height = max(look.HEAD_ROW_HEIGHT, row_height(lines, look.BODY_SIZE) / (1 + grouped))
        self.set_height(HEADER_ROW + grouped, height)
        if grouped:
            self.set_height(HEADER_ROW, max(height, row_height(group_lines, look.BODY_SIZE)))
        return HEADER_ROW + 1 + grouped

    # -- rows -------------------------------------------------------------------

    def row(self, row: int, values: Sequence[Value], styles: Sequence[Style], level: int = 0) -> None:
        """Write a row of the list from its first column on, as high as its text needs.

        Args:
            level: of the outline; rows of level 1 fold into the sum below them.

        Raises:
            OutputError: the sheet has no such row any more.
        """
        cells: list[str | float | None] = []
        formats: list[Format] = []
        links: list[tuple[int, str]] = []
        lines = 1
        known = self._known
        for column, (value, style, units) in enumerate(zip(values, styles, self._capacities, strict=True)):
            if isinstance(value, Link):
                if address := self._granted(value):
                    links.append((column, address))
                else:
                    style = self._unlinked_style(style)
                value = value.text
            cell_format = style.plain
            if not isinstance(value, str):
                value = _plain_value(value) if isinstance(value, date) else value
            elif value:
                width = known.get(value)
                if width is None:
                    value, cell_format, width = self._first_seen(row, column, value, style)
                if width > units and style.role in look.WRAPPED and (needed := line_count(value, units)) > lines:
                    lines = needed
            formats.append(cell_format)
            cells.append(value if value != "" else None)
        height = row_height(lines, look.BODY_SIZE)
        self._check(self.worksheet.write_list_row(row, cells, formats, height, level))
        if lines > 1:
            self._heights[row] = height
        for column, address in links:
            shown = cells[column]
            if shown is not None:  # nothing may be left of a text that XML forbids
                self._check(self.worksheet.link_cell(row, column, address, shown, formats[column]))

    def form_row(self, row: int, values: Sequence[str | float | None], formats: Sequence[Format], height: float) -> None:
        """Write a row of a print sheet: texts that are fitted already, numbers and blanks, each with its format.

        Raises:
            OutputError: the sheet has no such row any more.
        """
        self._check(self.worksheet.write_list_row(row, values, formats, height))

    def blocks(self, row: int, blocks: Iterable[Block], level: int = 0) -> None:
        """Write a row of merged and single cells, as high as its text needs; ``level`` is that of the outline."""
        lines = 1
        for first, last, value, style in blocks:
            self.span(row, first, last, value, style)
            text = value.text if isinstance(value, Link) else value
            if isinstance(text, str):
                width = sum(each.width for each in self._columns[first : last + 1])
                lines = max(lines, line_count(text, capacity(width, look.font_size(style.role))))
        if lines > 1 or level:
            self._heights[row] = row_height(lines, look.BODY_SIZE)
            self.worksheet.set_row(row, self._heights[row], None, {"level": level})

    def span(self, row: int, first: int, last: int, value: Value | Formula, style: Style) -> None:
        """Write a value into the merged cells of a row; a single cell is not merged."""
        if last > first:
            self.worksheet.merge_range(row, first, row, last, "", style.plain)
        self.put(row, first, value, style)

    # -- cells --------------------------------------------------------------------

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
            self._check(sheet.write_string(row, column, text, cell_format))
            return
        plain = _plain_value(value)
        if isinstance(plain, (int, float)):
            self._check(sheet.write_number(row, column, plain, style.plain))
        elif plain:
            self._check(sheet.write_string(row, column, plain, style.plain))
        else:
            self._check(sheet.write_blank(row, column, None, style.plain))

    def _put_link(self, row: int, column: int, address: str, shown: str | int, style: Style) -> None:
        if isinstance(shown, int):
            self._check(self.worksheet.write_number(row, column, shown, style.plain))
            self._check(self.worksheet.link_cell(row, column, address, shown, style.plain))
            return
        text, cell_format = self.fitted(row, column, shown, style)
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
            cells = "、".join(each.cell for each in self._cut[:5]) + ("等" if len(self._cut) > 5 else "")
            said.append(f"{len(self._cut)} 处文字超过单元格上限，已截断（{cells}），全文见报送文件。")
        return "".join(said)

    def report(self, rows: int) -> SheetReport:
        """Return the account of this sheet."""
        return SheetReport(self.name, rows, self._unlinked, tuple(self._cut))


def _plain_value(value: str | float | date | None) -> str | float | None:
    """Return a date as Excel's day number, an empty text as nothing."""
    if isinstance(value, date):
        return (value - _DAY_ZERO).days if value >= _FIRST_DAY else value.isoformat()
    return value or None if isinstance(value, str) else value
