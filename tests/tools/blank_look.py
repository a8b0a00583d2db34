"""The look of blank forms: 宋体, thin borders, A4."""

from __future__ import annotations

from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

INDICATOR_HEIGHT = 24
"""Points of an indicator row; set as the sheet's default, so that Excel may still make a row higher as it is filled."""


@dataclass(frozen=True)
class Look:
    """The cell formats of a form."""

    title: Format
    year: Format
    label: Format
    side: Format
    """A label beside a table that goes over a page: at its top, where no page break cuts it."""
    value: Format
    text: Format
    date: Format
    money: Format
    number: Format
    percent: Format


def look_of(book: xlsxwriter.Workbook) -> Look:
    """Return 宋体 formats with thin borders."""
    base = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter", "text_wrap": True, "border": 1}
    return Look(
        title=book.add_format({"font_name": "宋体", "font_size": 18, "bold": True, "align": "center", "valign": "vcenter"}),
        year=book.add_format({"font_name": "宋体", "font_size": 12, "align": "center", "valign": "vcenter"}),
        label=book.add_format({**base, "align": "center"}),
        side=book.add_format({**base, "align": "center", "valign": "top"}),
        value=book.add_format({**base, "align": "center"}),
        text=book.add_format({**base, "align": "left", "valign": "top"}),
        date=book.add_format({**base, "align": "center", "num_format": "yyyy-mm-dd"}),
        money=book.add_format({**base, "align": "right", "num_format": "#,##0.00"}),
        number=book.add_format({**base, "align": "center", "num_format": "0.##"}),
        percent=book.add_format({**base, "align": "center", "num_format": "0.00%"}),
    )


def put(sheet: Worksheet, area: str, text: str, form: Format) -> None:
    """Write a text into a cell or a merged area."""
    first, _, last = area.partition(":")
    if last and first != last:
        sheet.merge_range(area, text, form)
    elif text:
        sheet.write_string(first, text, form)
    else:
        sheet.write_blank(first, None, form)


def page(sheet: Worksheet, last_row: int, last_column: str, header_row: int, landscape: bool = False) -> None:
    """Set up A4, one page wide, table header repeated."""
    sheet.set_default_row(INDICATOR_HEIGHT)
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.set_margins(left=0.6, right=0.6, top=0.5, bottom=0.5)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.print_area(f"A1:{last_column}{last_row}")
    sheet.repeat_rows(header_row - 1)
