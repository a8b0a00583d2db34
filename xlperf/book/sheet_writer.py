"""One sheet being written: every value goes through here, so that none can do harm.

Text is always written as text, amounts and dates as numbers, each formula with its
result.  Row heights are computed, because Excel fits none that a program wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname, xl_range_abs

from xlperf.book import theme as look
from xlperf.book.book_report import SummaryOptions
from xlperf.book.cell_writer import Block, CellWriter, Link, Value, plain_value
from xlperf.book.lean_worksheet import ListWorksheet
from xlperf.book.list_columns import Column
from xlperf.book.list_pages import ListPages, ends_within, list_pages, start_of_last_page
from xlperf.book.measure import capacity, line_count, row_height
from xlperf.book.theme import Style, Theme

TITLE_ROW = 0
NOTE_ROW = 1
HEADER_ROW = 2
"""Every list has its title, a line of notes and its header in the same rows (0-based)."""


class SheetWriter(CellWriter):
    """Writes one sheet: its columns, pages, header and rows (its arguments are those of a ``CellWriter``)."""

    def __init__(self, worksheet: ListWorksheet, name: str, theme: Theme, options: SummaryOptions) -> None:
        super().__init__(worksheet, name, theme, options)
        self._columns: tuple[Column, ...] = ()
        self._capacities: list[int] = []
        self._pages = ListPages(0, ())
        self._heights: dict[int, float] = {}
        """Heights of the rows that are higher than others, in points."""

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

    def cell_codes(self) -> Mapping[str, str]:
        """Return what the lists of the workbook say so far, by sheet (``xlperf/intake/cell_codes.py``)."""
        lists = (each for each in self.theme.worksheets if isinstance(each, ListWorksheet))
        return {each.name: codes for each in lists if (codes := each.cell_codes())}

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
            if value is None:
                formats.append(style.blank)
                cells.append(None)
                continue
            if isinstance(value, Link):
                if address := self._granted(value):
                    links.append((column, address))
                else:
                    style = self._unlinked_style(style)
                value = value.text
            cell_format = style.plain
            if isinstance(value, str):
                width = known.get(value)
                if width is None:
                    value, cell_format, width = self._first_seen(row, column, value, style)
                if width > units and style.role in look.WRAPPED and (needed := line_count(value, units)) > lines:
                    lines = needed
            elif isinstance(value, date):
                value = plain_value(value)
            if value == "":
                value = None
            formats.append(style.blank if value is None else cell_format)
            cells.append(value)
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
