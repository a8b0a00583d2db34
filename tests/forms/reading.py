"""Read what the shapes draw and hold it against what they expect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.forms.shapes import Expected
from xlperf.forms.form import UNREAD, Form, Target
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import WorkbookForms, read_forms
from xlperf.intake.sheet import Area, Cell, Sheet, Workbook


def read(*sheets: Sheet) -> WorkbookForms:
    """Read sheets with the layouts that come with xlperf."""
    return read_forms(Workbook("xlsx", sheets), "表.xlsx", load_layouts(), load_vocabulary())


def cells_of(lines: Iterable[Sequence[str]]) -> dict[tuple[int, int], Cell]:
    """Return lines of texts as the cells of a sheet, from its first on; an empty text is a blank cell."""
    return {
        (row, column): Cell(text, "text") for row, line in enumerate(lines, 1) for column, text in enumerate(line, 1) if text
    }


def read_lines(*lines: Sequence[str], merges: tuple[Area, ...] = ()) -> Form:
    """Read the form that these lines hold."""
    return read(Sheet(name="表", state="visible", cells=cells_of(lines), merges=merges)).forms[0]


def unread(form: Form) -> list[str]:
    """Return the cells of which the ledger tells."""
    return [each.cell for each in form.remarks if each.kind == UNREAD]


def faults(forms: Sequence[Form], wanted: Sequence[Expected]) -> list[str]:
    """Return every difference between what was read and what was drawn; empty when there is none."""
    if len(forms) != len(wanted):
        return [f"{len(forms)} forms read, {len(wanted)} drawn"]
    found: list[str] = []
    for form, expected in zip(forms, wanted, strict=True):
        found += _faults(form, expected)
    return found


def _faults(form: Form, expected: Expected) -> list[str]:
    found = [] if form.kind == expected.kind else [f"read as {form.kind}"]
    if form.amount_unit != expected.unit:
        found.append(f"unit {form.amount_unit}, not {expected.unit}")
    if len(form.rows) != expected.indicators:
        found.append(f"{len(form.rows)} indicators read, {expected.indicators} drawn")
    for name, (value, cell) in expected.fields.items():
        field = form.get(name)
        got = field.value if field else None
        got = got.text if isinstance(got, Target) else got
        if got != value:
            found.append(f"{name}: {got!r} read, {value!r} drawn at {cell}")
        elif value is not None and field is not None and field.cell != cell:
            found.append(f"{name}: {value!r} read from {field.cell}, drawn at {cell}")
    found += [
        f"{each.name}: {each.value!r} invented"
        for each in form.fields
        if each.value is not None and each.name not in expected.fields
    ]
    return found
