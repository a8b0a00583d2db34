"""Goals that stand between two indicator tables, such as 年度目标 below the table of the long term."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from xlperf.forms.form import Field
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.indicators.periods.block import Block
from xlperf.forms.reading.labels import Spot


def goals_between(head: Head, fields: Sequence[Field], blocks: Sequence[Block]) -> list[Field]:
    """Return the fields of a form with the goals that the head has not, read beside or below their labels between tables."""
    if len(blocks) < 2:
        return list(fields)
    labels = {each.field: each for each in head.layout.labels if each.type == "text"}
    taken = {row for block in blocks for row in block.window.row_numbers}
    found = []
    for each in fields:
        label = labels.get(each.name)
        spots = head.window.with_keys(label.keys) if label and each.cell is None else ()
        spot = next((spot for spot in spots if spot.row not in taken), None)
        value = _beside_or_below(head, spot, taken) if spot is not None else None
        if label is not None and value is not None:
            each = read_field(label.field, label.label, label.type, value.cell, value.address, head.unit)
            head.not_missing({label.label})
        found.append(each)
    return found


def _beside_or_below(head: Head, spot: Spot, taken: set[int]) -> Spot | None:
    beside = (each for each in head.window.row(spot.row) if each.column > spot.right)
    below = head.window.row(spot.bottom + 1) if spot.bottom + 1 not in taken else []
    return next(chain(beside, filter(spot.shares_columns, below)), None)
