"""The days of a project beside one label (项目起止时间 | 2026.3-2026.12) where a form has no two, and days without their year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import takewhile

from xlperf.forms.form import Field
from xlperf.forms.layouts.layout import END_TYPES, Label
from xlperf.forms.reading.fields import own_field, year_of
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.head_part.labelled_values import value_of
from xlperf.forms.reading.head_part.one_cell import pairs_in
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.form_text import names_one_of
from xlperf.forms.values.period_words import day_in, last_day_in, period_in
from xlperf.intake.sheet import Cell

_BETWEEN = frozenset(("至", "到", "-", "—", "——", "~", "～", "–"))


def with_period(head: Head, fields: list[Field]) -> list[Field]:
    """Return the fields with the two dates of a plan where a form without them gives its period beside one label."""
    ends = [each for each in head.layout.labels if each.type in END_TYPES]
    names = {each.field: each.type == "end_date" for each in ends}
    year = year_of(fields, head.layout)
    fields = _with_days(fields, names, year)
    if not ends or any(each.name in names and not each.blank for each in fields):
        return fields
    for spot in head.window.spots_up_to(head.last_row):
        value = _period(head, spot)
        found = _in_two_cells(head, ends, spot, year) or _dates(ends, value, year) or _last_day(head, ends, spot, value, year)
        if found:
            head.not_missing([each.label for each in ends])
            return [*(each for each in fields if each.name not in names), *found]
    return fields


def _with_days(fields: list[Field], ends: Mapping[str, bool], year: int | None) -> list[Field]:
    """Return the fields; texts beside the labels of the days that are days of the form's year, or a period, are read as such."""
    texts = {each.name: Cell(each.raw, "text") for each in fields if each.name in ends and "not_a_date" in each.notes}
    days = {name: day for name, text in texts.items() if (day := day_in(text, year, ends[name])) is not None}
    both = {each.name: days.get(each.name, each.value) for each in fields if each.name in ends}
    first, last = (next((both[name] for name in both if ends[name] is is_end), None) for is_end in (False, True))
    if isinstance(first, date) and isinstance(last, date) and first > last:
        return fields  # 9月1日 to 6月30日: of which years, nobody knows
    return [replace(each, value=days[each.name], notes=()) if each.name in days else each for each in fields]


def _last_day(head: Head, ends: list[Label], spot: Spot, value: Spot | None, year: int | None) -> list[Field]:
    """Return the end of a period that begins with no day (自批复之日起至2026年底); as a whole it is kept under its own name."""
    last = last_day_in(value.cell, year) if value is not None else None
    if value is None or last is None:
        return []
    named = next((name for name, _ in pairs_in(spot, head.layout) if names_one_of(name, head.layout.period_keys)), spot.text)
    head.details.append(own_field(named, value.text, value.text, value.address))
    is_asked = not (head.layout.varies or head.layout.of_bureau)
    blank = Field("", "", None, value.text, value.address, ("not_a_date",)) if is_asked else Field("", "", None)
    both = {"start_date": blank, "end_date": Field("", "", last, value.text, value.address)}
    return [replace(both[each.type], name=each.field, label=each.label) for each in ends]


def _in_two_cells(head: Head, ends: list[Label], spot: Spot, year: int | None) -> list[Field]:
    """Return the start and the end in a cell each beside the label of a period: 起止时间 | 2026年1月 | 至 | 2026年12月."""
    if not spot.is_one_of(head.layout.period_keys):
        return []
    beside = [each for each in head.window.row(spot.row) if spot.right < each.column <= head.edge]
    cells = list(takewhile(lambda each: not head.is_label(each), beside))
    days = [each for each in cells if each.text.strip() not in _BETWEEN]
    whole = period_in(days[0].cell, year) if days else None
    if len(days) != len(("start", "end")) or (whole is not None and whole[0].replace(day=1) != whole[1].replace(day=1)):
        return []  # the first cell names more than a month: both ends
    both = day_in(days[0].cell, year, end_of_period=False), day_in(days[1].cell, year, end_of_period=True)
    if both[0] is None or both[1] is None or both[0] > both[1]:
        return []
    head.taken |= {each.address for each in cells}
    found = ((each, each.type == "end_date") for each in ends)
    return [Field(each.field, each.label, both[is_end], days[is_end].text, days[is_end].address) for each, is_end in found]


def _period(head: Head, spot: Spot) -> Spot | None:
    """Return what stands beside the label of a period, or behind it in its own cell."""
    keys = head.layout.period_keys
    if spot.is_one_of(keys):
        value = value_of(head, spot)
        return None if value is not None and _are_headings(head, spot, value) else value
    rest = next((value for name, value in pairs_in(spot, head.layout) if names_one_of(name, keys)), None)
    return spot._replace(cell=Cell(rest, "text"), text=rest) if rest else None


def _are_headings(head: Head, label: Spot, value: Spot) -> bool:
    """True for 实施周期 | 本年度 over targets: they head columns, no digit says of which days."""
    below = head.window.row(label.bottom + 1) if not any(map(str.isdigit, value.text)) else []
    return all(any(each.shares_columns(one) and not head.is_label(each) for each in below) for one in (label, value))


def _dates(ends: list[Label], value: Spot | None, year: int | None) -> list[Field]:
    """Return the start and the end that a cell gives, nothing where it names no such period (3年)."""
    both = period_in(value.cell, year) if value is not None else None
    if value is None or both is None:
        return []
    return [Field(each.field, each.label, both[each.type == "end_date"], value.text, value.address) for each in ends]
