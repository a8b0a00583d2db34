"""Fields that only some forms have: beside a label of their own, in the head or from the closing row down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import Field
from xlperf.forms.layouts.layout import Label
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.head_part.rows_of_labels import value_below
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.form_text import COLON, key_of
from xlperf.intake.sheet import Cell

_ALL_WEIGHTS = "/total_weight"
_BREAK = lazy_pattern(r"[\s,，;；。]")
# A choice between printed answers (优□ 良☑) is no text that could be read.
_CHOICE = lazy_pattern("[□☐■☑☒√✓○●]")


def read_optional(head: Head, closing_row: int, fields: Sequence[Field] = ()) -> list[Field]:
    """Return the optional fields whose label stands in a form; a form without the label has no such field.

    Args:
        closing_row: the first row at or below the end of the indicator table that is no indicator.
        fields: what was read before; a code that stands beside its name already, a total in the closing row, is not read again.
    """
    known = {each.name for each in fields if each.cell is not None or not each.blank}
    spots = [(spot, tuple(_before_colons(spot))) for spot in _outside_table(head, closing_row)]
    said = {key for spot, named in spots for key in (spot.key, spot.bare, *(key for key, _ in named))}
    labels = (each for each in head.layout.optional if each.field not in known and not each.keys.isdisjoint(said))
    found = [each for label in labels if (each := _read(head, label, spots)) is not None]
    weights = _cells_of_weights(fields) if found else ()
    return [each for each in found if each.cell is None or each.cell not in weights]


def _cells_of_weights(fields: Sequence[Field]) -> list[str | None]:
    """Return the cells that hold the sum of the weights: 自评总分 | 100 under 分值 is no score."""
    weights = [each.value for each in fields if each.name.endswith("/weight") and isinstance(each.value, Decimal)]
    return [each.cell for each in fields if each.name == _ALL_WEIGHTS and weights and each.value == sum(weights)]


_Named = tuple[str, str]
"""What stands before a colon in a cell, as a key, and all that stands behind it."""


def _before_colons(spot: Spot) -> Iterator[_Named]:
    for colon in COLON.finditer(spot.text):
        yield key_of(_BREAK.split(spot.text[: colon.start()].rstrip())[-1]), spot.text[colon.end() :]


def _read(head: Head, label: Label, spots: Sequence[tuple[Spot, Sequence[_Named]]]) -> Field | None:
    for spot, named in spots:
        if label.above and spot.row > head.last_row:
            break
        if spot.is_one_of(label.keys):
            return _beside(head, label, spot)
        for key, rest in named:
            if key in label.keys:
                return _in_one_cell(head, label, spot, rest)
    return None


def _outside_table(head: Head, closing_row: int) -> Iterator[Spot]:
    rows = (*head.window.rows_up_to(head.last_row), *head.window.rows_between(closing_row, head.window.row_numbers[-1]))
    return (spot for row in rows for spot in head.window.row(row) if spot.column <= head.edge and spot.key)


def _beside(head: Head, label: Label, spot: Spot) -> Field | None:
    value = value_below(head, spot) if spot.row in head.over_values else head.window.right_of(spot)
    if value is not None and value.column <= head.edge and not value.is_one_of(head.layout.label_keys):
        if _CHOICE.search(value.text):
            return None
        return read_field(label.field, label.label, label.type, value.cell, value.address, head.unit)
    where = head.window.home(spot.row, spot.right + 1) if spot.right < head.edge else None
    return Field(label.field, label.label, None, "", where)


def _in_one_cell(head: Head, label: Label, spot: Spot, rest: str) -> Field | None:
    """Read a value that stands in one cell with its label: 自评等级：优."""
    text = _BREAK.split(rest.strip())[0]
    if _CHOICE.search(rest):
        return None
    return read_field(label.field, label.label, label.type, Cell(text, "text") if text else None, spot.address, head.unit)
