"""A form as the table of its bureau, small enough to carry thousands of them in one page.

What a template prints itself stands once for all forms of it (``pattern``); of a form there are only the values of
its filled cells, row by row, and how far its merged level names reach.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from xlperf.forms.form import Form
from xlperf.forms.templates.template import template_of
from xlperf.summary.print.print_areas import areas_of
from xlperf.summary.print.print_layout import TITLE, Line, field_of, lay_out, shown
from xlperf.summary.print.print_pattern import FormPattern, RowPattern, Slot, pattern_of

_ENDLESS = 1e12
"""Room of a page that never ends, in points: a screen has no page breaks."""


@dataclass(frozen=True, slots=True)
class FormTable:
    """The table of one form.

    Attributes:
        pattern: the template it is shown on.
        rows: its rows: the number of the template's row, then the value of each filled slot, 0 where a merged cell
            above covers it.
        spans: line, cell and number of rows of every cell merged downwards.
        places: the line and cell in which each cell of the form is shown.
    """

    pattern: FormPattern
    rows: tuple[tuple[Any, ...], ...]
    spans: tuple[tuple[int, int, int], ...]
    places: dict[str, tuple[int, int]]


def form_table(form: Form, templates: tuple[Path, ...] = ()) -> FormTable:
    """Return the table of a form.

    Raises:
        LayoutError: a template workbook cannot be read.
    """
    pattern = pattern_of(template_of(form, templates))
    lines = [each for each in lay_out(form, replace(pattern, room=_ENDLESS)) if each.part == 0]
    areas = areas_of(pattern, lines, 0)
    cells = cells_of(pattern)
    rows: list[tuple[Any, ...]] = []
    places: dict[str, tuple[int, int]] = {}
    for offset, line in enumerate(lines):
        values: list[str | int] = [line.row.number]
        for slot in line.row.filled:
            covered = (offset, slot.name) in areas.covered
            values.append(0 if covered else shown(form, slot, line.cells).text)
            cell = _cell(form, slot, line)
            if cell and not covered:
                places.setdefault(cell, (offset, cells[line.row.number].index(slot)))
        rows.append(tuple(values))
    return FormTable(pattern, tuple(rows), tuple(_spans(lines, areas.merged, cells)), places)


Cells = Mapping[int, Sequence[Slot | None]]
"""The cells of each row of a template by its number; None for one that no slot takes."""


@cache
def cells_of(pattern: FormPattern) -> Cells:
    """Return the cells of a template; each of its rows is as wide as the table, what a merged cell above takes included."""
    found: dict[int, Sequence[Slot | None]] = {}
    for row in pattern.rows:
        starts = {each.area.left: each for each in row.slots}
        cells: list[Slot | None] = []
        column = 1
        while column <= len(pattern.widths):
            slot = starts.get(column)
            cells.append(slot)
            column = slot.area.right + 1 if slot is not None else column + 1
        found[row.number] = cells
    return found


def pattern_rows(pattern: FormPattern) -> dict[int, list[list[Any]]]:
    """Return the rows of a template by number: of each cell its text, columns, whether a form fills it, and its role."""
    cells, width = cells_of(pattern), len(pattern.widths)
    return {row.number: [_described(each, row, width) for each in cells[row.number]] for row in pattern.rows}


def _described(slot: Slot | None, row: RowPattern, width: int) -> list[Any]:
    if slot is None:
        return ["", 1, False, ""]
    columns = slot.area.right - slot.area.left + 1
    filled = slot in row.filled
    role = "title" if columns == width and (slot.name == TITLE or not slot.name) else "" if filled else "label"
    return [slot.text, columns, filled, role]


def _spans(lines: Sequence[Line], merged: Sequence[tuple[int, int, int, int]], cells: Cells) -> list[tuple[int, int, int]]:
    found = []
    for first, left, last, _ in merged:
        if last > first:
            own = enumerate(cells[lines[first].row.number])
            found += [(first, at, last - first + 1) for at, each in own if each is not None and each.area.left == left + 1]
    return found


def _cell(form: Form, slot: Slot, line: Line) -> str | None:
    name = slot.name
    field = field_of(form, name) if name.startswith("/") else line.cells.get(name)
    return field.cell if field is not None else None
