"""Proving a blank form: every field is filled, the form is read, and what was written must come back from its cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from xlperf.data.money import YUAN_PER
from xlperf.errors import RefusedFile
from xlperf.forms.form import AmountUnit, Form, Target, Value
from xlperf.forms.layouts.layout import END_TYPES, Layout, ValueType
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.form_reader import read_forms
from xlperf.forms.reading.head_part.year import with_year
from xlperf.forms.reading.labels import place
from xlperf.forms.templates.template import BlankForm, value_types
from xlperf.intake.sheet import Cell, Sheet, Workbook, place_of

YEAR = 2026
_LEVELS = {"level1": "产出指标", "level2": "数量指标"}
_PARTS = {"operator": "≥", "measure": "项"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell filled for a trial: the field that must come back from it, with its value; no name where nothing must."""

    at: tuple[int, int]
    content: Cell
    name: str = ""
    label: str = ""
    value: Value = None


def trial_entries(sheet: Sheet, blank: BlankForm, unit: AmountUnit) -> tuple[Entry, ...]:
    """Return what a unit would type into a blank form: a value of its own for every field, and one indicator.

    Args:
        unit: the unit of amounts printed in it.
    """
    return (*_outside_table(sheet, blank, unit), *_first_row(sheet, blank))


def read_back(
    sheet: Sheet, entries: Sequence[Entry], layouts: Sequence[Layout], layout_id: str, vocabulary: Vocabulary
) -> list[str] | None:
    """Fill a sheet and read it; return the labels of the fields that did not come back, empty when all did.

    None is returned when the sheet was not read as one form with one indicator by the layout wanted.

    Args:
        layouts: all that take part in reading, as in a run.
        layout_id: of the layout that must recognise the form.
    """
    filled = replace(sheet, cells={**sheet.cells, **{each.at: each.content for each in entries}})
    try:
        forms = read_forms(Workbook("xlsx", (filled,)), "试填.xlsx", layouts, vocabulary).forms
    except RefusedFile:
        return None
    if [each.template for each in forms] != [layout_id] or len(forms[0].rows) != 1:
        return None
    return [each.label for each in entries if each.name and _read(forms[0], each.name) != (each.value, place(*each.at))]


def _read(form: Form, name: str) -> tuple[Value, str | None]:
    found = form.get(name)
    if found is None:
        return None, None
    return found.value.text if isinstance(found.value, Target) else found.value, found.cell


def _outside_table(sheet: Sheet, blank: BlankForm, unit: AmountUnit) -> Iterator[Entry]:
    types = value_types(blank.region.layout)
    for number, each in enumerate(blank.fields, start=1):
        if each.cell is None or each.name == "/title":
            continue
        at = place_of(each.cell)
        if each.name == blank.region.layout.year_field:
            printed = sheet.cells.get(at)
            line = with_year(str(printed.value) if printed else "", YEAR)
            yield Entry(at, Cell(line, "text"), each.name, each.label, YEAR)
        else:
            yield Entry(at, *_content(types.get(each.name, "line"), number, unit, each.name, each.label))


def _first_row(sheet: Sheet, blank: BlankForm) -> Iterator[Entry]:
    """Yield the first row of the indicator table; level names that are printed stay."""
    row, columns = blank.header_row + 1, blank.columns
    for key, text in (*_LEVELS.items(), *_PARTS.items()):
        if key in columns.windows and (row, columns.start(key)) not in sheet.cells:
            yield Entry((row, columns.start(key)), Cell(text, "text"))
    sign, measure = (_PARTS[each] if each in columns.windows else "" for each in ("operator", "measure"))
    for number, axis in enumerate(blank.region.layout.table.values, start=1):
        if axis.key not in columns.windows:
            continue
        at, name = (row, columns.start(axis.key)), f"/indicators/0/{axis.key}"
        if axis.key == "target" and (sign or measure):
            whole = f"{sign}{number}({measure})" if measure else f"{sign}{number}"
            yield Entry(at, Cell(Decimal(number), "number"), name, axis.label, whole)
        else:
            yield Entry(at, *_content(axis.type, number, "元", name, axis.label))


def _content(kind: ValueType, number: int, unit: AmountUnit, name: str, label: str) -> tuple[Cell, str, str, Value]:
    """Return a cell of a kind that no other field has, the field's name and label, and what must be read from the cell."""
    cell, value = _typed(kind, number, unit)
    return cell, name, label, value


def _typed(kind: ValueType, number: int, unit: AmountUnit) -> tuple[Cell, Value]:
    if kind == "amount":
        amount = Decimal(f"1{number:03}")
        return Cell(amount, "number"), amount * YUAN_PER[unit]
    if kind == "number":
        return Cell(Decimal(number), "number"), Decimal(number)
    if kind == "percent":
        return Cell(f"{number}.5%", "text"), Decimal(f"{number}.5")
    if kind in END_TYPES:
        day = date.fromisoformat(f"{YEAR}-01-01") + timedelta(number)
        return Cell(day.isoformat(), "text"), day
    if kind == "target":
        text = f"≥{number}(次)"
        return Cell(text, "text"), text
    text = f"试填第{number}栏的内容" + ("，一段文字。" if kind == "text" else "")
    return Cell(text, "text"), text
