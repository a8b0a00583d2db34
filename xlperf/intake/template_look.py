"""How a bureau's blank workbook looks: fonts, borders, widths, merges, page, as plain values.

The print sheets of the summary carry it over; nothing in here knows what a form is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from xlperf.errors import LayoutError, RefusedFile
from xlperf.intake.limits import intake_settings
from xlperf.intake.sheet import Area, Sheet, Workbook, column_letters
from xlperf.intake.trimmed_package import trimmed
from xlperf.intake.workbook_reader import read_bytes, read_workbook

_DEFAULT_WIDTH = 8.43
_PIXELS_PER_UNIT = 7
"""A column width counts digits of Calibri 11, each seven pixels wide."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One side of a cell's border: its line style as SpreadsheetML names it, empty for none, and its colour."""

    style: str = ""
    color: str = ""


@dataclass(frozen=True, slots=True)
class CellLook:
    """The format of one cell; colours are RGB such as ``#FF0000``, empty where none is set."""

    font: str = "宋体"
    size: float = 11.0
    bold: bool = False
    italic: bool = False
    color: str = ""
    fill: str = ""
    left: Edge = Edge()
    right: Edge = Edge()
    top: Edge = Edge()
    bottom: Edge = Edge()
    horizontal: str = ""
    vertical: str = ""
    wrap: bool = False
    indent: int = 0
    rotation: int = 0
    number_format: str = "General"


@dataclass(frozen=True, slots=True)
class PageLook:
    """The page set-up; margins in inches, ``paper`` as the number of the format (9 is A4)."""

    paper: int = 9
    landscape: bool = False
    left: float = 0.7
    right: float = 0.7
    top: float = 0.75
    bottom: float = 0.75
    header: float = 0.3
    footer: float = 0.3
    centered: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class TemplateLook:
    """A sheet of a template workbook.

    Attributes:
        sheet: its texts and merged areas, as every workbook is read.
        cells: format by (row, column), 1-based.
        widths: of the columns from the first on, in pixels.
        heights: of the rows that have one of their own, in points.
        default_height: of all other rows.
        page: the page set-up.
    """

    sheet: Sheet
    cells: Mapping[tuple[int, int], CellLook]
    widths: tuple[int, ...]
    heights: Mapping[int, float]
    default_height: float
    page: PageLook

    def home(self, row: int, column: int) -> Area:
        """Return the merged area that covers a cell, or the cell itself."""
        for area in self.sheet.merges:
            if area.holds(row, column):
                return area
        return Area(row, column, row, column)


@cache
def template_workbook(path: Path) -> Workbook:
    """Return what stands on the sheets of a template workbook.

    Raises:
        LayoutError: the workbook is missing or cannot be read.
    """
    try:
        return read_workbook(path)
    except RefusedFile as error:
        raise _does_not_open(path) from error


def read_look(path: Path, name: str) -> TemplateLook:
    """Return the look of one sheet of a template workbook, read with openpyxl.

    Raises:
        LayoutError: the workbook is missing or cannot be read.
    """
    from openpyxl import load_workbook

    try:
        sheet = next(each for each in template_workbook(path).sheets if each.name == name)
        page = load_workbook(trimmed(read_bytes(path, intake_settings().limits), intake_settings().limits))[name]
    except (OSError, RefusedFile, KeyError, ValueError, TypeError, IndexError) as error:
        raise _does_not_open(path) from error
    cells = {(row, column): _cell(cell) for row, line in enumerate(page.iter_rows(), 1) for column, cell in enumerate(line, 1)}
    widths = tuple(_pixels(page, column) for column in range(1, page.max_column + 1))
    heights = {number: float(each.height) for number, each in page.row_dimensions.items() if each.height}
    return TemplateLook(sheet, cells, widths, heights, float(page.sheet_format.defaultRowHeight or 15.0), _page(page))


def _does_not_open(path: Path) -> LayoutError:
    hint = "请核对版式文件中 workbooks 所列的文件名，并用 Excel 另存一次该文件。"
    return LayoutError(f"版式的空白表“{path.name}”打不开。", hint)


def _pixels(page: Any, column: int) -> int:
    for each in page.column_dimensions.values():
        if each.min and each.min <= column <= each.max:
            return round(float(each.width) * _PIXELS_PER_UNIT)
    letters = column_letters(column)
    own = page.column_dimensions[letters].width if letters in page.column_dimensions else None
    return round(float(own or page.sheet_format.defaultColWidth or _DEFAULT_WIDTH + 5 / _PIXELS_PER_UNIT) * _PIXELS_PER_UNIT)


def _cell(cell: Any) -> CellLook:
    font, border, place = cell.font, cell.border, cell.alignment
    return CellLook(
        font=font.name or "宋体",
        size=float(font.sz or 11),
        bold=bool(font.b),
        italic=bool(font.i),
        color=_color(font.color),
        fill=_color(cell.fill.fgColor) if cell.fill.fill_type == "solid" else "",
        left=_edge(border.left),
        right=_edge(border.right),
        top=_edge(border.top),
        bottom=_edge(border.bottom),
        horizontal=place.horizontal or "",
        vertical=place.vertical or "",
        wrap=bool(place.wrap_text),
        indent=int(place.indent or 0),
        rotation=int(place.textRotation or 0),
        number_format=cell.number_format or "General",
    )


def _edge(side: Any) -> Edge:
    return Edge(side.style, _color(side.color)) if side is not None and side.style else Edge()


def _color(color: Any) -> str:
    """Return a colour given as RGB; theme colours are left to the office program's default."""
    return f"#{color.rgb[-6:]}" if color is not None and color.type == "rgb" and isinstance(color.rgb, str) else ""


def _page(page: Any) -> PageLook:
    margins, setup = page.page_margins, page.page_setup
    return PageLook(
        paper=int(setup.paperSize or 9),
        landscape=setup.orientation == "landscape",
        left=float(margins.left),
        right=float(margins.right),
        top=float(margins.top),
        bottom=float(margins.bottom),
        header=float(margins.header),
        footer=float(margins.footer),
        centered=bool(page.print_options.horizontalCentered),
    )
