"""The form of one project before it is filled: what is known stands in it, and every place that is to be filled has an address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from xlsxwriter.utility import xl_rowcol_to_cell

from xlperf.forms.form import AmountUnit, Field, Form, Source, Value
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout import Layout
from xlperf.forms.templates.template import template_of
from xlperf.handout.handout_plan import HandedProject, HandedUnit
from xlperf.summary.print.print_layout import Line, lay_out
from xlperf.summary.print.print_pattern import Slot, pattern_of
from xlperf.summary.print.print_plan import PrintedForm

FIRST_ROW = 1
"""The form begins below the line that says what is still to be done (0-based)."""
ROWS_PER_LEVEL = 2
_SPARE_ROWS = 6
"""Rows at the end of the table whose levels the unit chooses."""
NO_END = 1e9
_REQUIRED = (
    "/project_name", "/nature", "/category", "/department", "/unit", "/start_date", "/end_date", "/funding/annual", "/annual_goal",
)  # fmt: skip
"""What every declaration must say (HEAD, DATE, FUND-001, GOAL-001); the money of the whole term only some."""


@dataclass(frozen=True, slots=True, eq=False)
class HandedForm:
    """A form ready to be handed out.

    Attributes:
        printed: the form, laid on the bureau's blank.
        known: names of the fields that are filled in and stay as they are.
        places: the first cell of each field outside the table, by its name: row and column, 0-based.
        rows: the cells of each indicator row by the key of their column.
        fixed: how many rows of the table have their levels printed.
        required: the fields outside the table that must be filled, with their labels.
    """

    printed: PrintedForm
    known: frozenset[str]
    places: Mapping[str, tuple[int, int]]
    rows: tuple[Mapping[str, tuple[int, int]], ...]
    fixed: int
    required: Mapping[str, str]

    @property
    def form(self) -> Form:
        """The form with what is known."""
        return self.printed.form

    @property
    def slots(self) -> Iterator[tuple[Line, Slot]]:
        """Every place that takes a field, with its line."""
        return ((line, slot) for line in self.printed.lines if line.part == 0 for slot in line.row.filled if slot.name)

    def at(self, name: str) -> str:
        """Return the address of a field outside the table, with $; empty where the form has none."""
        place = self.places.get(name)
        return xl_rowcol_to_cell(*place, row_abs=True, col_abs=True) if place else ""

    def column(self, key: str, first: int = 0, last: int = -1) -> str:
        """Return the cells of a column of the table, from one row to another."""
        if key not in self.rows[0]:
            return ""
        ends = (xl_rowcol_to_cell(*self.rows[each][key], row_abs=True, col_abs=True) for each in (first, last))
        return ":".join(ends)


def handed_form(
    unit: HandedUnit, project: HandedProject, layout: Layout, amount_unit: AmountUnit, folders: tuple[Path, ...]
) -> HandedForm:
    """Lay out the form of a project.

    Args:
        unit, project: of the plan.
        layout: of the form; amount_unit: printed in it.
        folders: with layouts and blanks of a department's own.

    Raises:
        LayoutError: the blank workbook cannot be read, or does not fit its layout.
    """
    known: dict[str, Value] = {layout.year_field: unit.year, "/department": unit.department, "/unit": unit.unit}
    known |= {"/project_name": project.project, "/category": project.category}
    known = {name: value for name, value in known.items() if value}
    labels = {each.field: each.label for each in layout.labels if each.field}
    fields = [Field(name, labels.get(name, name), value, str(value)) for name, value in known.items()]
    levels = [
        pair for one, below in load_vocabulary().regime_of(unit.year).levels.items() for pair in ((one, two) for two in below)
    ]
    pairs = [pair for pair in levels for _ in range(ROWS_PER_LEVEL)] + [("", "")] * _SPARE_ROWS
    for index, pair in enumerate(pairs):
        for key, name in zip(("level1", "level2"), pair, strict=True):
            fields.append(Field(f"/indicators/{index}/{key}", "", name or None, name))
    form = Form(layout.kind, layout.id, Source(unit.file, project.sheet, ""), tuple(fields), amount_unit)
    pattern = replace(pattern_of(template_of(form, folders)), room=NO_END)
    printed = PrintedForm(form, pattern, lay_out(form, pattern), FIRST_ROW)
    places, rows = places_of(printed, len(pairs))
    required = {name: labels.get(name, name) for name in _REQUIRED if name in places}
    return HandedForm(printed, frozenset(known), places, rows, len(pairs) - _SPARE_ROWS, required)


def places_of(printed: PrintedForm, count: int) -> tuple[dict[str, tuple[int, int]], tuple[Mapping[str, tuple[int, int]], ...]]:
    """Return the first cell of each field outside the table, and the cells of each of ``count`` rows by their column's key."""
    heads: dict[str, tuple[int, int]] = {}
    rows: list[dict[str, tuple[int, int]]] = [{} for _ in range(count)]
    for offset, line in enumerate(printed.lines):
        for slot in line.row.filled if line.part == 0 else ():
            into = rows[line.indicator] if line.indicator >= 0 else heads
            if slot.name:
                into.setdefault(slot.name, (printed.row + offset, slot.area.left - 1))
    return heads, tuple(rows)
