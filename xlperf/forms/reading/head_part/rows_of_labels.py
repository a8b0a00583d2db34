"""Rows of labels beside each other over their values: 项目名称 | 主管单位 | 承担单位 | 计划开始时间 over a project's own.

No other place of a head has so many labels in a row.  So cells of such a row are labels in whatever words, those that nobody
knows included, though elsewhere what stands right of a label is its value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from xlperf.forms.layouts.layout import Layout
from xlperf.forms.reading.head_part.headings import is_short, likely_labels
from xlperf.forms.reading.labels import Spot, Window

_FEWEST, _FEWEST_NAMES = 3, 2
_Known = Callable[[Spot], bool]


def rows_over_values(window: Window, layout: Layout, last_row: int) -> Mapping[int, int]:
    """Return the rows of a head that are labels, known ones for the most part, each with the row of their values.

    The first names two of the project and its bodies; others may follow right below.  Labels come again below the values, or
    the head ends there: rows and rows of values are a table (the steps of a plan).
    """

    def is_known(spot: Spot) -> bool:
        return spot.is_one_of(layout.label_keys) or next(likely_labels(spot, layout), None) is not None

    rows = window.rows_up_to(last_row)
    found: dict[int, int] = {}
    for index, (row, below) in enumerate(pairwise(rows)):
        line = window.row(row)
        if not _are_over_values(line, window.row(below), is_known):
            continue
        ends = index + 2 == len(rows) or any(map(is_known, window.row(rows[index + 2])))
        follows = index > 1 and rows[index - 2] in found and not any(each.is_one_of(layout.body_keys) for each in line)
        if ends and (follows or _names_of(line, layout) >= _FEWEST_NAMES):
            found[row] = below
    return found


def _names_of(line: Sequence[Spot], layout: Layout) -> int:
    """Return how many names (of the project, its department, its unit) the labels of a row are those of."""
    named = {each.field for each in layout.labels for spot in line if each.type == "line" and spot.is_one_of(each.keys)}
    return len(named.union(each.field for spot in line for each in likely_labels(spot, layout) if each.type == "line"))


def _are_over_values(line: Sequence[Spot], values: Sequence[Spot], is_known: _Known) -> bool:
    line = [each for each in line if each.bottom < values[0].row]  # 基本信息 is merged over both rows
    if not _FEWEST <= len(values) <= len(line) or not all(map(is_short, line)):
        return False
    columns = {each.column for each in line}
    if any(each.column not in columns for each in values) or any(map(is_known, values)):
        return False
    known = sum(map(is_known, line))
    return known >= _FEWEST and known > 2 * (len(line) - known)
