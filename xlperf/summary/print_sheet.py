"""申报表 and 自评表: every counted form in the bureau's own look, one below the other under the published title."""

from __future__ import annotations

from dataclasses import dataclass, field

from xlsxwriter.format import Format

from xlperf.intake.template_look import CellLook
from xlperf.summary import theme as look
from xlperf.summary.context import SummaryContext
from xlperf.summary.measure import half_widths
from xlperf.summary.print_areas import areas_of
from xlperf.summary.print_formats import format_properties
from xlperf.summary.print_layout import shown
from xlperf.summary.print_pattern import RowPattern, Slot
from xlperf.summary.print_plan import PrintedForm, PrintPart
from xlperf.summary.print_values import Printed
from xlperf.summary.sheet_writer import SheetWriter
from xlperf.summary.theme import Style

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


@dataclass(slots=True, eq=False)
class _FormWriter:
    """Writes forms row by row; a format is made once for every look of the templates."""

    writer: SheetWriter
    styles: dict[tuple[CellLook, str, bool], Style] = field(default_factory=dict)
    formats: dict[RowPattern, list[Format]] = field(default_factory=dict)

    def write(self, each: PrintedForm) -> None:
        """Write one form, its merged areas first."""
        sheet, form = self.writer.worksheet, each.form
        areas = areas_of(form, each.lines, each.row)
        for area in areas.merged:
            sheet.merge_cells(*area)
        for offset, line in enumerate(each.lines):
            row, formats = each.row + offset, self._formats(line.row).copy()
            values: list[str | float | None] = [None] * len(formats)
            if line.part == 0:
                for slot in line.row.slots:
                    content = shown(form, slot, line.indicator)
                    if content.value is not None and (offset, slot.name) not in areas.covered:
                        column = slot.area.left - 1
                        values[column], formats[column] = self._cell(row, column, content, slot)
            self.writer.form_row(row, values, formats, line.height)

    def _formats(self, row: RowPattern) -> list[Format]:
        found = self.formats.get(row)
        if found is None:
            found = self.formats[row] = [self._style(each).plain for each in row.looks]
        return found

    def _cell(self, row: int, column: int, content: Printed, slot: Slot) -> tuple[str | float, Format]:
        value = content.value
        if isinstance(value, str) or value is None:
            return self.writer.fitted(row, column, value or "", self._style(slot.look))
        narrow = half_widths(content.text) > slot.units
        return value, self._style(slot.look, content.number_format, narrow).plain

    def _style(self, cell: CellLook, number_format: str = "", narrow: bool = False) -> Style:
        key = (cell, number_format, narrow)
        found = self.styles.get(key)
        if found is None:
            properties = format_properties(cell)
            if number_format:
                properties["num_format"] = number_format
            if narrow:  # a number that does not fit shows as ####, so it is shrunk; wrapped text would not be
                properties |= {"shrink": True, "text_wrap": False}
            found = self.styles[key] = self.writer.theme.own(properties)
        return found
