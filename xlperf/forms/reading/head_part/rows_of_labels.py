"""Rows of labels beside each other over their values: 项目名称 | 主管单位 | 承担单位 | 计划开始时间 over a project's own.

No other place of a head has so many labels in a row.  So cells of such a row are labels in whatever words, those that nobody
knows included, though elsewhere what stands right of a label is its value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from xlperf.forms.layouts.layout import Layout
from xlperf.forms.reading.head_part.codes import is_code
from xlperf.forms.reading.head_part.headings import is_heading, is_known_heading, is_note, is_short, likely_labels
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.values.amounts import parse_amount

if TYPE_CHECKING:
    from xlperf.forms.reading.head_part.head import Head

_FEWEST, _FEWEST_NAMES = 3, 2
_Known = Callable[[Spot], bool]


def rows_over_values(window: Window, layout: Layout, last_row: int) -> Mapping[int, int]:
    """Return the rows of a head that are labels, known ones for the most part, each with the row of their values.

    The first names two of the project and its bodies; others may follow right below, of which more than half must be known.
    Labels come again below the values, or the head ends there: rows and rows of values are a table (the steps of a plan).
    """

    def is_known(spot: Spot) -> bool:
        is_listed = spot.is_one_of(layout.label_keys) or spot.is_one_of(layout.unit_keys) or spot.is_one_of(layout.year_keys)
        return is_listed or next(likely_labels(spot, layout), None) is not None

    rows = window.rows_up_to(last_row)
    found: dict[int, int] = {}
    for index, (row, below) in enumerate(pairwise(rows)):
        line = window.row(row)
        follows = index > 1 and rows[index - 2] in found and not any(each.is_one_of(layout.body_keys) for each in line)
        if not _are_over_values(line, window.row(below), is_known, _FEWEST_NAMES if follows else _FEWEST):
            continue
        ends = index + 2 == len(rows) or any(map(is_known, window.row(rows[index + 2])))
        if ends and (follows or _names_of(line, layout) >= _FEWEST_NAMES):
            found[row] = below
    return found


def _names_of(line: Sequence[Spot], layout: Layout) -> int:
    """Return how many names (of the project, its department, its unit) the labels of a row are those of."""
    named = {each.field for each in layout.labels for spot in line if each.type == "line" and spot.is_one_of(each.keys)}
    return len(named.union(each.field for spot in line for each in likely_labels(spot, layout) if each.type == "line"))


def _are_over_values(line: Sequence[Spot], values: Sequence[Spot], is_known: _Known, fewest: int) -> bool:
    line = [each for each in line if each.bottom < values[0].row]  # 基本信息 is merged over both rows
    if len(values) < fewest or not line or not all(map(is_short, line)):
        return False
    columns = {each.column for each in line}
    second = {two[:2] for one, two in pairwise(values) if two.column == one.right + 1 and is_code(one.text) != is_code(two.text)}
    apart = [each for each in values if each.column not in columns and each[:2] not in second]
    inside = [each for each in apart if each.column <= line[-1].right or not is_note(each)]  # else a note beside the form
    if len(inside) > 1 or any(map(is_known, values)):
        return False
    known = sum(map(is_known, line))
    is_blanked = len(line) == known >= _FEWEST  # the label over one of the values
    return known >= fewest and known > (fewest - 1) * (len(line) - known) and len(inside) <= is_blanked


def value_below(head: Head, spot: Spot) -> Spot | None:
    """Return the cell of the value of a label in a row of labels over their values, None where it is blank."""
    return next(filter(spot.shares_columns, head.window.row(head.over_values[spot.row])), None)


def row_of_values(head: Head, spot: Spot) -> int:
    """Return the row below a row of nothing but labels, each beside the next, when it holds values; 0 for any other row."""
    if spot.row in head.over_values:
        return head.over_values[spot.row]
    line = [each for each in head.window.row(spot.row) if each.key not in head.layout.side_keys and each.bottom <= spot.bottom]
    labels = [each for each in line if head.is_label(each)]
    below = max((each.bottom for each in line), default=0) + 1
    if len(labels) > _FEWEST:  # over a blank row as well, where so many labels stand beside each other
        below = next(iter(head.window.rows_between(below, below + 1)), below)
    values = head.window.row(below)
    if not labels or (len(labels) < len(line) and not _are_amounts(head, line, values)):
        return 0
    if not all(any(map(each.shares_columns, line)) for each in values):
        return 0
    if len(labels) < len(line):
        return below
    if any(right.column > left.right + 1 for left, right in pairwise(line)) and not _are_values(head, line, values):
        return 0
    is_wide = spot.right > spot.column and [each.right for each in values] == [spot.right]
    if len(line) == 1 and not is_wide and not _is_below_values(head, spot):
        return 0
    if below > head.last_row or any(is_known_heading(head, each) for each in values):
        return 0
    return below


def _are_amounts(head: Head, line: list[Spot], values: list[Spot]) -> bool:
    """True for amounts below two labels of money and more, among which words stand that nobody knows: 乡镇自备款, 备注."""
    keys = head.layout.body_keys
    money = [each for each in line if each.is_one_of(keys)]
    if len(money) < 2 or not all(map(is_short, line)):
        return False
    amounts = [each for each in values if parse_amount(each.text) is not None]
    return sum(any(map(each.shares_columns, amounts)) for each in money) > 1


def _are_values(head: Head, labels: list[Spot], values: list[Spot]) -> bool:
    """True for a row whose cells stand right below labels and are no row of labels with blank values themselves.

    A blank column between the labels comes with a column inserted through the whole form, or with cells taken apart.
    """
    columns = [each.column for each in labels]
    if any(each.column not in columns for each in values):
        return False
    if len(values) == len(labels) and not any(is_heading(head, each) for each in values):
        return True
    return len(values) >= _FEWEST and not all(is_heading(head, each) for each in values)


def _is_below_values(head: Head, spot: Spot) -> bool:
    """True for a label in the row under values that stand below their labels, as the last of several such rows."""
    above = head.window.rows_above(spot.row)[-2:]
    labels = [each for each in head.window.row(above[0]) if head.is_label(each)] if len(above) == 2 else []
    return len(labels) > 1 and row_of_values(head, labels[0]) == above[1]
