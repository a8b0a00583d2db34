"""A template taken apart for printing: rows, cells, merged areas, how much text each holds, how high a page is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from xlperf.book.measure import TALLEST_ROW, capacity, line_count, row_height
from xlperf.forms.layouts.layout import ValueType
from xlperf.forms.templates.blank_tables import OF_TERM, BlankTable
from xlperf.forms.templates.template import Template, value_types
from xlperf.forms.values.display import display_text
from xlperf.forms.values.form_text import key_of
from xlperf.intake.sheet import Area
from xlperf.intake.template_look import CellLook, PageLook, TemplateLook
from xlperf.summary.print.print_rest import LABEL, VALUE

_PIXELS_PER_UNIT, _CELL_PADDING, _POINTS_PER_PIXEL = 7, 5, 0.75
_PAPERS = {8: (841.89, 1190.55), 9: (595.28, 841.89), 11: (419.53, 595.28), 12: (728.5, 1031.81), 13: (515.91, 728.5)}
"""Width and height in points of A3, A4, A5, B4, B5 by their number in the format."""
_INCH = 72.0
_LABELS = 0.25
"""How much of the width the labels take in lines below a form."""
REST_HEADING = "附注：表样没有的内容"
_CERTAIN = 0.97
"""Printers and programs differ in what they call a page: the last of it is left to them."""


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """A cell of the template, or its merged cells.

    Attributes:
        area: where it stands in the template.
        look: its format.
        units: half-width units that a line of text in it holds.
        text: what the template prints in it.
        name: the field it takes; for a cell of the indicator table the column's key.
        kind: how the field's value is written.
        names_unit: its text may name the unit of amounts.
        is_part: its amount is shown without the finer ones that were added to it: these have places of their own.
    """

    area: Area
    look: CellLook
    units: int
    text: str = ""
    name: str = ""
    kind: ValueType = "line"
    names_unit: bool = False
    is_part: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class RowPattern:
    """A row of the template.

    Attributes:
        number: its number in the template.
        height: in points, enough for its own labels.
        looks: of its cells.
        slots: all that begin in it.
        filled: those whose content depends on the form; the others say the same in every form.
        stretches: it holds a goal: its height in the template is room for writing,
            which a printed form may give back.
    """

    number: int
    height: float
    looks: tuple[CellLook, ...]
    slots: tuple[Slot, ...]
    filled: tuple[Slot, ...]
    stretches: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class TablePattern:
    """An indicator table of a template, with what stands above it.

    Attributes:
        above: rows above it: the head of the form, or what stands between it and the table before.
        header: its headings; ``body`` its first row, which stands for all.
        blank: its columns.
    """

    above: tuple[RowPattern, ...]
    header: tuple[RowPattern, ...]
    body: RowPattern
    blank: BlankTable


@dataclass(frozen=True, slots=True, eq=False)
class FormPattern:
    """A template ready to be printed.

    Attributes:
        widths: of its columns, in pixels.
        page: its page set-up.
        tables: its indicator tables from top to bottom.
        foot: the rows below the last.
        rest: heading and row for what a form says and the template has no place for.
        room: height in points, at the size of the sheet, of what fits on one page.
    """

    template: Template
    widths: tuple[int, ...]
    page: PageLook
    tables: tuple[TablePattern, ...]
    foot: tuple[RowPattern, ...]
    rest: tuple[RowPattern, RowPattern]
    room: float

    @property
    def rows(self) -> tuple[RowPattern, ...]:
        """Every row from top to bottom, one for all rows of a table."""
        tables = (row for each in self.tables for row in (*each.above, *each.header, each.body))
        return (*tables, *self.foot, *self.rest)

    @property
    def geometry(self) -> tuple[tuple[int, ...], PageLook]:
        """What all forms on one sheet must have in common."""
        return self.widths, self.page


@cache
def pattern_of(template: Template) -> FormPattern:
    """Take a template apart."""
    types = value_types(template.layout)
    rows = {number: _row(template, number, types) for number in range(template.top, template.bottom + 1)}
    widths, page = template.look.widths, template.look.page
    tables, top = [], template.top
    for each in template.tables:
        (first, last), (start, end) = each.header, each.body
        above = tuple(rows[number] for number in range(top, first))
        body = _body(template, rows[start], each)
        tables.append(TablePattern(above, tuple(rows[number] for number in range(first, last + 1)), body, each))
        top = end + 1
    foot = tuple(rows[number] for number in range(top, template.bottom + 1))
    return FormPattern(template, widths, page, tuple(tables), foot, _rest(template, tables[0]), _room(widths, page))


def _rest(template: Template, table: TablePattern) -> tuple[RowPattern, RowPattern]:
    """Return heading and row for what the template has no place for: in the look of its headings and of its rows."""
    widths, size = template.look.widths, len(template.look.widths)
    label = replace(table.header[0].looks[-1], rotation=0)
    value = replace(table.body.looks[-1], horizontal="left", vertical="center", number_format="General")
    split = next((at for at in range(1, size) if sum(widths[:at]) >= sum(widths) * _LABELS), 1)
    below = template.bottom + 1
    whole = Slot(Area(below, 1, below, size), label, units_of(widths, 1, size, label.size), REST_HEADING)
    cells = tuple(
        Slot(Area(below + 1, first, below + 1, last), look, units_of(widths, first, last, look.size), name=name, kind="amount")
        for name, first, last, look in ((LABEL, 1, split, label), (VALUE, split + 1, size, value))
    )
    height = table.body.height
    heading = RowPattern(below, height, (label,) * size, (whole,), ())
    return heading, RowPattern(below + 1, height, (*(label,) * split, *(value,) * (size - split)), cells, cells)


def units_of(widths: tuple[int, ...], first: int, last: int, size: float) -> int:
    """Return how many half-width units a line over some columns (1-based) holds."""
    pixels = sum(widths[first - 1 : last]) - _CELL_PADDING
    return capacity(pixels / _PIXELS_PER_UNIT, size)


def needed_height(text: str, slot: Slot) -> float:
    """Return the height in points that a text takes in a slot, however high."""
    if not text:
        return 0.0
    size = slot.look.size
    lines = line_count(text, slot.units) if slot.look.wrap else text.count("\n") + 1
    height = row_height(lines, size)
    return height if height < TALLEST_ROW else lines * (row_height(11, size) - row_height(1, size)) / 10 + size


def _row(template: Template, number: int, types: Mapping[str, ValueType]) -> RowPattern:
    look = template.look
    areas = [look.home(number, column) for column in range(1, len(look.widths) + 1)]
    slots = tuple(
        _slot(template, area, types) for column, area in enumerate(areas, start=1) if (area.top, area.left) == (number, column)
    )
    filled = tuple(each for each in slots if each.name or each.names_unit)
    labels = [needed_height(each.text, each) for each in slots if each not in filled and each.area.top == each.area.bottom]
    height = max(look.heights.get(number, look.default_height), *labels, 0.0)
    looks = tuple(look.cells.get((area.top, area.left), CellLook()) for area in areas)
    return RowPattern(number, height, looks, slots, filled, any(each.name and each.kind == "text" for each in slots))


def _slot(template: Template, area: Area, types: Mapping[str, ValueType]) -> Slot:
    look = template.look
    place = (area.top, area.left)
    cell = look.sheet.cells.get(place)
    text = display_text(cell) if cell else ""
    name = template.places.get(place, "")
    cell_look = look.cells.get(place, CellLook())
    kind = types.get(name) or ("amount" if name.startswith("/funding/") else "line")
    names_unit = "元" in text and not name and _names_unit(look, area, text, template.layout.unit_keys)
    units = units_of(look.widths, area.left, area.right, cell_look.size)
    return Slot(area, cell_look, units, text, name, kind, names_unit, name in template.parted)


def _names_unit(look: TemplateLook, area: Area, text: str, keys: frozenset[str]) -> bool:
    """True for 项目资金(元), and for 元 in a cell of its own right of 金额单位."""
    if any(key in key_of(text) for key in keys):
        return True
    beside = look.home(area.top, area.left - 1)
    cell = look.sheet.cells.get((beside.top, beside.left))
    return text in ("元", "万元") and cell is not None and key_of(display_text(cell)) in keys


def _body(template: Template, row: RowPattern, table: BlankTable) -> RowPattern:
    """Return the first row of an indicator table with the names of its columns."""
    keys = {column: key for key, column in table.columns.items()}
    types = {prefix + axis.key: axis.type for axis in template.layout.table.columns for prefix in ("", OF_TERM)}
    slots = tuple(
        Slot(
            Area(row.number, each.area.left, row.number, each.area.right),
            each.look,
            each.units,
            name=keys.get(each.area.left, ""),
            kind=types.get(keys.get(each.area.left, ""), "line"),
        )
        for each in row.slots
    )
    return RowPattern(row.number, row.height, row.looks, slots, tuple(each for each in slots if each.name))


def _room(widths: tuple[int, ...], page: PageLook) -> float:
    """Return the height of a page at the size of the sheet: what is shrunk to the page's width is shrunk in height too."""
    width, height = _PAPERS.get(page.paper, _PAPERS[9])
    if page.landscape:
        width, height = height, width
    needed = sum(widths) * _POINTS_PER_PIXEL
    scale = min(1.0, math.floor((width - (page.left + page.right) * _INCH) / needed * 100) / 100)
    return (height - (page.top + page.bottom) * _INCH) / scale * _CERTAIN
