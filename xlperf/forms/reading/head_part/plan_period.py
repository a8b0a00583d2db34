"""Both ends of a project's period in one cell: 项目起止时间 | 2026.3-2026.12, where a bureau's form has no two dates."""

from __future__ import annotations

from itertools import takewhile

from xlperf.forms.form import Field
from xlperf.forms.layouts.layout import Label
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.head_part.labelled_values import value_of
from xlperf.forms.reading.head_part.one_cell import names_one_of, pairs_in
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.dates import parse_date, read_period
from xlperf.intake.sheet import Cell

_BETWEEN = frozenset(("至", "到", "-", "—", "——", "~", "～", "–"))
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
    for spot in head.window.spots_up_to(head.last_row):
        found = _in_two_cells(head, ends, spot) or _dates(ends, _period(head, spot))
        if found:
            head.not_missing([each.label for each in ends])
            return [*(each for each in fields if each.name not in names), *found]
    return fields


def _in_two_cells(head: Head, ends: list[Label], spot: Spot) -> list[Field]:
    """Return the start and the end in a cell each beside the label of a period: 起止时间 | 2026年1月 | 至 | 2026年12月."""
    if not spot.is_one_of(head.layout.period_keys):
        return []
    beside = [each for each in head.window.row(spot.row) if spot.right < each.column <= head.edge]
    cells = list(takewhile(lambda each: not head.is_label(each), beside))
    days = [each for each in cells if each.text.strip() not in _BETWEEN]
    whole = read_period(days[0].cell) if days else None
    if len(days) != len(("start", "end")) or (whole is not None and whole[0].replace(day=1) != whole[1].replace(day=1)):
        return []  # the first cell names more than a month: both ends
    both = parse_date(days[0].text), parse_date(days[1].text, end_of_period=True)
    if both[0] is None or both[1] is None or both[0] > both[1]:
        return []
    head.taken |= {each.address for each in cells}
    found = ((each, each.type == "end_date") for each in ends)
    return [Field(each.field, each.label, both[is_end], days[is_end].text, days[is_end].address) for each, is_end in found]


def _period(head: Head, spot: Spot) -> Spot | None:
    """Return what stands beside the label of a period, or behind it in its own cell."""
    keys = head.layout.period_keys
    if spot.is_one_of(keys):
        return value_of(head, spot)
    rest = next((value for name, value in pairs_in(spot, head.layout) if names_one_of(name, keys)), None)
    return spot._replace(cell=Cell(rest, "text"), text=rest) if rest else None


def _dates(ends: list[Label], value: Spot | None) -> list[Field]:
    """Return the start and the end that a cell gives, nothing where it names no such period (3年)."""
    both = read_period(value.cell) if value is not None else None
    if value is None or both is None:
        return []
    return [Field(each.field, each.label, both[each.type == "end_date"], value.text, value.address) for each in ends]
