"""申报表 and 自评表: every counted form in the bureau's own look, one below the other under the published title."""

from __future__ import annotations

from dataclasses import dataclass, field

from xlsxwriter.format import Format

from xlperf.book import theme as look
from xlperf.book.cell_text import fit_for_xml
from xlperf.book.measure import half_widths
from xlperf.book.sheet_writer import SheetWriter
from xlperf.book.theme import Style
from xlperf.intake.template_look import CellLook
from xlperf.summary.print.print_areas import areas_of
from xlperf.summary.print.print_formats import format_properties
from xlperf.summary.print.print_layout import shown
from xlperf.summary.print.print_pattern import RowPattern, Slot
from xlperf.summary.print.print_plan import PrintedForm, PrintPart
from xlperf.summary.print.print_values import Printed
from xlperf.summary.summary_context import SummaryContext

_NOTHING = "没有可汇总的绩效目标申报表。"
_COLUMNS_WHEN_EMPTY = 6


def write_print_sheet(writer: SheetWriter, context: SummaryContext) -> int:
    """Write the print sheet that the writer is named for; return how many forms stand on it."""
    part = context.prints.part(writer.name)
    sheet = writer.worksheet
    columns = len(part.forms[0].pattern.widths) if part.forms else _COLUMNS_WHEN_EMPTY
    sheet.set_row(0, look.TITLE_ROW_HEIGHT)
    writer.span(0, 0, columns - 1, part.title, writer.theme.style("title"))
    if part.forms:
        _set_page(writer, part)
        forms = _FormWriter(writer)
        for each in part.forms:
            forms.write(each)
        sheet.set_h_pagebreaks(part.breaks)
    else:
        writer.span(1, 0, columns - 1, _NOTHING, writer.theme.style("note"))
    sheet.print_area(0, 0, max(part.rows, 2) - 1, columns - 1)
    return len(part.forms)


def _set_page(writer: SheetWriter, part: PrintPart) -> None:
    """Carry over widths and page of the template; one page wide, as many high as it takes.

    No row is repeated by the program: Excel knows one such row a sheet, and it would
    stand above the title of every form.  The plan repeats the header of a table itself.
    """
    sheet, pattern = writer.worksheet, part.forms[0].pattern
    for column, pixels in enumerate(pattern.widths):
        sheet.set_column_pixels(column, column, pixels)
    page = pattern.page
    sheet.set_paper(page.paper)
    if page.landscape:
        sheet.set_landscape()
    sheet.set_margins(page.left, page.right, page.top, page.bottom)
    sheet.set_footer(look.FOOTER, {"margin": page.footer})
    sheet.fit_to_pages(1, 0)
    if page.centered:
        sheet.center_horizontally()
    sheet.hide_gridlines(2)


_Cells = tuple[list[str | float | None], list[Format]]


@dataclass(slots=True, eq=False)
class _FormWriter:
    """Writes forms row by row; what is the same in every form is worked out once."""

    writer: SheetWriter
    made: dict[tuple[CellLook, str, bool], Style] = field(default_factory=dict)
    styles: dict[tuple[Slot, str, bool], Style] = field(default_factory=dict)
    rows: dict[tuple[RowPattern, bool], _Cells] = field(default_factory=dict)

    def write(self, each: PrintedForm) -> None:
        """Write one form, its merged areas first."""
        sheet, form = self.writer.worksheet, each.form
        areas = areas_of(form, each.lines, each.row)
        for area in areas.merged:
            sheet.merge_cells(*area)
        for offset, line in enumerate(each.lines):
            row, is_first = each.row + offset, line.part == 0
            values, formats = (cells.copy() for cells in self._printed(line.row, is_first))
            for slot in line.row.filled if is_first else ():
                content = shown(form, slot, line.indicator)
                if content.value is not None and (offset, slot.name) not in areas.covered:
                    column = slot.area.left - 1
                    values[column], formats[column] = self._cell(row, column, content, slot)
            self.writer.form_row(row, values, formats, line.height)

    def _printed(self, row: RowPattern, is_first: bool) -> _Cells:
        """Return a row of the template with what it prints itself; rows below the first of merged cells hold nothing."""
        found = self.rows.get((row, is_first))
        if found is None:
            values: list[str | float | None] = [None] * len(row.looks)
            for slot in row.slots if is_first else ():
                if slot.text and slot not in row.filled:
                    values[slot.area.left - 1] = fit_for_xml(slot.text)
            found = self.rows[row, is_first] = values, [self._style(each, "", False).plain for each in row.looks]
        return found

    def _cell(self, row: int, column: int, content: Printed, slot: Slot) -> tuple[str | float, Format]:
        value = content.value
        number_format, narrow = "", False
        if not isinstance(value, str):
            number_format, narrow = content.number_format, half_widths(content.text) > slot.units
        key = (slot, number_format, narrow)
        style = self.styles.get(key)
        if style is None:
            style = self.styles[key] = self._style(slot.look, number_format, narrow)
        return (value, style.plain) if isinstance(value, float) else self.writer.fitted(row, column, str(value), style)

    def _style(self, cell: CellLook, number_format: str, narrow: bool) -> Style:
        key = (cell, number_format, narrow)
        found = self.made.get(key)
        if found is None:
            properties = format_properties(cell)
            if number_format:
                properties["num_format"] = number_format
            if narrow:  # a number that does not fit shows as ####, so it is shrunk; wrapped text would not be
                properties |= {"shrink": True, "text_wrap": False}
            found = self.made[key] = self.writer.theme.own(properties)
        return found
