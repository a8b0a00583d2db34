"""Headings of an indicator table in words that no layout lists: 绩效标准, 单位自评得分, 偏离原因及整改措施 are known by their make.

A layout gives a column patterns (``like``), and words that are its heading where it has no other (``else``).  Only a column
without a heading is looked for, and only one cell may be meant.
"""

from __future__ import annotations

from xlperf.forms.layouts.layout import Axis, Layout
from xlperf.forms.reading.labels import Spot


def with_likely_headings(line: list[Spot], layout: Layout) -> list[Spot]:
    """Return the headings of one table in which those that are like the heading of a column bear its key."""
    table = layout.table
    loose = [each for each in table.columns if each.like is not None or each.otherwise]
    keys = {key for each in line for key in (each.key, each.bare)}
    lacking = [each for each in loose if keys.isdisjoint(each.keys)]
    if not lacking:
        return line
    known = layout.label_keys.union(table.further).difference(*(each.otherwise for each in lacking))
    free = [each for each in line if each.key and known.isdisjoint((each.key, each.bare))]
    meant: dict[tuple[int, int], Spot] = {}
    for axis in lacking:
        rest = [each for each in free if each[:2] not in meant]
        found = [each for each in rest if is_like(each, axis)] or [each for each in rest if each.key in axis.otherwise]
        if len(found) == 1:
            meant[found[0][:2]] = found[0].named(axis.label)
    return [meant.get(each[:2], each) for each in line]


def is_like(spot: Spot, axis: Axis) -> bool:
    """True for a heading that has the make of that of a column."""
    return axis.like is not None and any(axis.like.fullmatch(each) for each in (spot.key, spot.bare) if each)
