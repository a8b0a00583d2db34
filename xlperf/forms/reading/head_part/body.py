"""The money and the goals of a form: above its indicator table, or below it where the upper part has none of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from xlperf.forms.form import FUNDING, Field
from xlperf.forms.layouts.layout import Layout
from xlperf.forms.reading.head_part.goals import read_goals
from xlperf.forms.reading.head_part.head import Head, head_of
from xlperf.forms.reading.head_part.labelled_values import read_labels
from xlperf.forms.reading.head_part.money.column_of_amounts import with_sums_of_parts
from xlperf.forms.reading.head_part.money.money_cross import read_cross, with_cross
from xlperf.forms.reading.head_part.money.money_details import read_details
from xlperf.forms.reading.head_part.money.money_grid import read_grid
from xlperf.forms.reading.head_part.money.money_in_words import read_in_words
from xlperf.forms.reading.head_part.money.money_lines import Money
from xlperf.forms.reading.indicators.signatures import begins_foot
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.places.parts import LAST_COLUMN
from xlperf.forms.reading.places.regions import Region
from xlperf.forms.values.wordings import label_words

_UNIT_MISSING, _LABEL_MISSING = "unit_missing", "missing_label"


def read_body(head: Head, fields: Sequence[Field], year: int | None) -> tuple[list[Field], Money]:
    """Return the fields of a head with those of its money and its goals, and the money table.

    Args:
        head: the upper part of a form, or what stands below its table.
    """
    found, money = _with_money(head, read_details(head, list(fields)), year)
    return [*found, *read_goals(head)], money


def _with_money(head: Head, fields: list[Field], year: int | None) -> tuple[list[Field], Money]:
    layout = head.layout
    if layout.grid:
        money = read_grid(head, layout.grid)
        head.remarks += money.remarks
        return [*fields, *money.fields], money
    crossing = read_cross(head, layout.cross, fields, year) if layout.cross else None
    if crossing is None or layout.cross is None:
        return with_sums_of_parts(head, read_in_words(head, fields)), Money(())
    head.not_missing([each.label for each in layout.labels if each.type == "amount"])
    head.remarks += crossing.remarks
    return with_cross(fields, crossing, layout.cross), crossing


@dataclass(frozen=True, slots=True)
class Below:
    """What of a form's body stands below its table: where, its money table, and all fields of the form with those read there."""

    region: Region
    head: Head
    money: Money
    fields: tuple[Field, ...]


def body_below(region: Region, head: Head, fields: Sequence[Field], last_row: int, year: int | None) -> Below | None:
    """Return money and goals that stand below the table of a form, which has none of them above; None where there are none.

    Args:
        region, head: the form and its upper part, of which no label is missing that is found below.
    """
    part = _part_below(region, last_row)
    if part is None:
        return None
    lower = head_of(part, None)
    has_unit = all(each.kind != _UNIT_MISSING for each in lower.remarks)
    lower.unit = lower.unit if has_unit else head.unit
    read, money = read_body(lower, read_labels(lower), year)
    found = _wanted(region.layout, fields, read)
    if not found:
        return None
    if any(each.startswith(FUNDING) for each in found):
        head.unit = lower.unit
        head.remarks = [each for each in head.remarks if not has_unit or each.kind != _UNIT_MISSING]
    still = {each.detail["label"] for each in lower.remarks if each.kind == _LABEL_MISSING}
    head.not_missing({each.detail["label"] for each in head.remarks if each.kind == _LABEL_MISSING} - still)
    head.remarks += (each for each in lower.remarks if each.kind not in (_LABEL_MISSING, _UNIT_MISSING))
    kept = [found.pop(each.name, each) for each in fields]
    return Below(part, lower, money, (*kept, *found.values()))


def lacking_labels(layout: Layout, fields: Sequence[Field], window: Window) -> frozenset[str]:
    """Return the keys of the labels of money where a form says nothing of it above its table, and of goals where it has none.

    Goals in words that no layout lists (年度绩效总目标) are among them where the window of the form has them.
    """
    goals = layout.goal_heading_keys
    money = layout.body_keys - goals if _lacks_money(fields) else frozenset()
    lacks_goals = _goals(layout) <= _lacking_goals(layout, fields)
    return money | (goals | {each.key for each in window.spots() if _is_like_goal(each, layout)} if lacks_goals else frozenset())


def _is_like_goal(spot: Spot, layout: Layout) -> bool:
    """True for a cell that says no more than 目标 in words that are made like the label of a goal."""
    if not spot.bare.endswith(label_words("goals")) or spot.is_one_of(layout.label_keys):
        return False
    return any(each.is_like(spot.bare) for each in layout.goals)


def _wanted(layout: Layout, fields: Sequence[Field], below: Sequence[Field]) -> dict[str, Field]:
    """Return what of the fields read below a table its form has not: the money, blank amounts included, and goals."""
    money = [each for each in below if each.name.startswith(FUNDING)]
    lacking = _lacking_goals(layout, fields)
    found = [each for each in below if each.name in lacking and not each.blank]
    found += money if _lacks_money(fields) and not all(each.blank for each in money) else ()
    return {each.name: each for each in found}


def _lacks_money(fields: Sequence[Field]) -> bool:
    return all(each.blank for each in fields if each.name.startswith(FUNDING))


def _goals(layout: Layout) -> frozenset[str]:
    return frozenset(each.field for each in layout.goals)


def _lacking_goals(layout: Layout, fields: Sequence[Field]) -> frozenset[str]:
    return _goals(layout) - {each.name for each in fields if not each.blank}


def _part_below(region: Region, last_row: int) -> Region | None:
    """Return the rows below a table from the first with a label of a body to the foot below the last, None without such."""
    window, layout = region.window, region.layout
    rows = window.rows_below(last_row)
    cells = window.spots_below(last_row)
    named = [each.row for each in cells if each.is_one_of(layout.body_keys) or _is_like_goal(each, layout)]
    if not named:
        return None
    own = takewhile(lambda row: not begins_foot(window.row(row)[0].key, layout.footers), window.rows_between(named[-1], rows[-1]))
    part = window.part(named[0], max(own, default=named[-1]), 1, LAST_COLUMN)
    return replace(region, window=part, top=named[0])
