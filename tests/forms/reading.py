"""Read what the shapes draw and hold it against what they expect."""

from __future__ import annotations

from collections.abc import Sequence

from tests.forms.shapes import Expected
from xlperf.forms.form import Form, Target
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import WorkbookForms, read_forms
from xlperf.intake.sheet import Sheet, Workbook


def read(*sheets: Sheet) -> WorkbookForms:
    """Read sheets with the layouts that come with xlperf."""
    return read_forms(Workbook("xlsx", sheets), "表.xlsx", load_layouts(), load_vocabulary())


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
