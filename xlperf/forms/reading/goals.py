"""The goals of a form: texts below their labels, over one row or several."""

from __future__ import annotations

from xlperf.forms.form import Field
from xlperf.forms.layouts.layout import Label
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.head import Head
from xlperf.forms.reading.labels import Spot


def read_goals(head: Head) -> list[Field]:
    """Return the fields whose values stand below a label, blank ones included.

    A value that runs over several rows is joined with line breaks.  Where nothing
    stands below, the text beside the label is taken.
    """
    labels = [
        (label, spot) for label, spot in zip(head.layout.labels, head.places, strict=True) if label.field and label.value == "below"
    ]
    rows = {spot.row: sorted((each for _, each in labels if each and each.row == spot.row), key=lambda each: each.column)
            for _, spot in labels if spot}  # fmt: skip
    fields = []
    for label, spot in labels:
        if spot is None:
            fields.append(Field(label.field, label.label, None))
        else:
            fields.append(_goal(head, label, spot, _below(head, spot, rows[spot.row])))
    return fields


def _goal(head: Head, label: Label, spot: Spot, parts: list[Spot]) -> Field:
    if not parts:
        beside = next((each for each in head.window.row(spot.row) if each.column > spot.right), None)
        if beside is None or head.is_label(beside) or beside.column > head.edge:
            return Field(label.field, label.label, None, "", head.window.home(spot.bottom + 1, spot.column))
        parts = [beside]
    fields = [read_field(label.field, label.label, label.type, each.cell, each.address, head.unit) for each in parts]
    if len(fields) == 1:
        return fields[0]
    notes = tuple(dict.fromkeys(note for each in fields for note in each.notes))
    value = "\n".join(str(each.value) for each in fields if each.value)
    return Field(label.field, label.label, value or None, "\n".join(each.raw for each in fields), fields[0].cell, notes)


def _below(head: Head, spot: Spot, rivals: list[Spot]) -> list[Spot]:
    """Return the cells below a label, each given to the label it stands under."""
    index = rivals.index(spot)
    parts: list[Spot] = []
    for row in head.window.rows_between(max(each.bottom for each in rivals) + 1, head.last_row):
        line = [each for each in head.window.row(row) if not head.is_label(each) and each.column <= head.edge]
        labels = [each for each in head.window.row(row) if head.is_label(each)]
        if any(each.column >= rivals[0].column for each in labels):
            break
        parts += _own(line, rivals, index)
    return parts


def _own(line: list[Spot], rivals: list[Spot], index: int) -> list[Spot]:
    """Return the cells of a row that belong to one of the labels above it.

    A cell under a label is its value; cells that slipped, when the form was pasted
    from a text document, keep their order and stand left of where they belong.
    """
    owners = [_owner(each, rivals) for each in line]
    if len(line) == len(rivals) and len(set(owners)) < len(owners):
        return [line[index]]
    return [each for each, owner in zip(line, owners, strict=True) if owner == index]


def _owner(spot: Spot, rivals: list[Spot]) -> int:
    under = [number for number, each in enumerate(rivals) if each.column <= spot.right and spot.column <= each.right]
    if under:
        return under[0]
    return next((number for number, each in enumerate(rivals) if spot.column < each.column), len(rivals) - 1)
