"""Both ends of a project's period in one cell: 项目起止时间 | 2026.3-2026.12, where a bureau's form has no two dates."""

from __future__ import annotations

from xlperf.forms.form import Field
from xlperf.forms.layouts.layout import Label
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.head_part.labelled_values import value_of
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.dates import read_period

END_TYPES = ("start_date", "end_date")
"""Types of the labels of a project's first and last day."""


def with_period(head: Head, fields: list[Field]) -> list[Field]:
    """Return the fields with the two dates of a plan where a form without them gives its period beside one label.

    Args:
        head: the upper part of the form.
        fields: what was read beside its labels.
    """
    ends = [each for each in head.layout.labels if each.type in END_TYPES]
    names = {each.field for each in ends}
    if not ends or any(each.name in names and not each.blank for each in fields):
        return fields
    for row in head.window.rows_up_to(head.last_row):
        for spot in head.window.row(row):
            if not head.layout.period_keys.isdisjoint((spot.key, spot.bare)):
                found = _dates(head, ends, spot)
                if found:
                    head.not_missing([each.label for each in ends])
                    return [*(each for each in fields if each.name not in names), *found]
    return fields


def _dates(head: Head, ends: list[Label], spot: Spot) -> list[Field]:
    """Return the start and the end in the cell beside a label, nothing where it names no such period (3年)."""
    value = value_of(head, spot)
    if value is None:
        return []
    both = read_period(value.cell)
    return [Field(each.field, each.label, both[each.type == "end_date"], value.text, value.address) for each in ends if both]
