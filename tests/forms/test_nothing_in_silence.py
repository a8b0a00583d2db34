"""Whatever is typed into a blank cell of a form, beside it, above it or below it shows in the record or is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from openpyxl.utils import range_boundaries

from tests.forms import odd_workbook
from xlperf.forms.form import Form
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import read_forms
from xlperf.intake.limits import intake_settings
from xlperf.intake.workbook_reader import parse_workbook

_FORMS: dict[str, tuple[Callable[..., bytes], frozenset[str], str]] = {
    "declaration": (odd_workbook.declaration, frozenset(odd_workbook.DECLARATION), odd_workbook.DECLARATION_MERGES),
    "evaluation": (odd_workbook.evaluation, frozenset(odd_workbook.EVALUATION), odd_workbook.EVALUATION_MERGES),
}
_LAST_ROW, _LAST_COLUMN = 23, 11
_TYPED: dict[str, tuple[object, str]] = {
    "a sentence": ("秋叶乙丙办理事宜", "秋叶乙丙办理事宜"),
    "an amount": (7654321, "7654321"),
    "a target": ("≥7654(件)", "7654"),
    "money in words": ("结余已上缴12万元", "上缴12"),
}
_EMPTY_COLUMNS = {("declaration", "G12"), ("evaluation", "J12")}
"""Right behind the last heading a word heads a column that nobody filled."""


def blank_cells(form: str) -> Iterator[str]:
    """Yield the addresses of the blank cells in and around a form that are under no merged cell."""
    _, filled, merges = _FORMS[form]
    covered = {
        (row, column)
        for left, top, right, bottom in map(range_boundaries, merges.split())
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    for row in range(1, _LAST_ROW + 1):
        for column in range(1, _LAST_COLUMN + 1):
            address = f"{chr(64 + column)}{row}"
            if address not in filled and (row, column) not in covered:
                yield address


@pytest.mark.parametrize("typed", _TYPED)
@pytest.mark.parametrize("form", _FORMS)
def test_what_is_typed_into_a_blank_cell_is_not_lost(form: str, typed: str) -> None:
    """Every second blank cell is tried: the text is in a field, or in a remark that quotes it."""
    make, (value, shown) = _FORMS[form][0], _TYPED[typed]
    lost = []
    for address in list(blank_cells(form))[len(typed) % 2 :: 2]:
        workbook = parse_workbook(make({address: value}), intake_settings().limits)
        found = read_forms(workbook, "表.xlsx", load_layouts(), load_vocabulary())
        told = [each.detail.get("text", "") for each in (*found.remarks, *(one for form in found.forms for one in form.remarks))]
        if not any(shown in text for text in (*told, *(text for form in found.forms for text in _texts(form)))):
            lost.append(address)
    assert {(form, each) for each in lost} <= (_EMPTY_COLUMNS if typed == "a sentence" else set())


def _texts(form: Form) -> Iterator[str]:
    for field in (*form.fields, *form.further):
        yield field.raw
        yield str(field.value)
