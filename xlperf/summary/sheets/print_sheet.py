"""申报表 and 自评表: every counted form in the bureau's own look, one below the other under the published title."""

from __future__ import annotations

from xlperf.book import theme as look
from xlperf.book.sheet_writer import SheetWriter
from xlperf.summary.print.form_writer import FormWriter
from xlperf.summary.print.print_plan import PrintPart
from xlperf.summary.summary_context import SummaryContext


def write_print_sheet(writer: SheetWriter, context: SummaryContext) -> int:
    """Write the print sheet that the writer is named for; return how many forms stand on it."""
    part = context.prints.part(writer.name)
    sheet = writer.worksheet
    columns = len(part.forms[0].pattern.widths)
    sheet.set_row(0, look.TITLE_ROW_HEIGHT)
    writer.span(0, 0, columns - 1, part.title, writer.theme.style("title"))
    _set_page(writer, part)
    forms = FormWriter(writer)
    for each in part.forms:
        forms.write(each)
    sheet.set_h_pagebreaks(part.breaks)
    sheet.print_area(0, 0, part.rows - 1, columns - 1)
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
    sheet.set_footer(look.page_footer(writer.name), {"margin": page.footer})
    sheet.set_start_page(1)
    sheet.fit_to_pages(1, 0)
    if page.centered:
        sheet.center_horizontally()
    sheet.hide_gridlines(2)
