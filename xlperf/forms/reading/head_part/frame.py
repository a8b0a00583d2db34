"""Where the frame of a form ends at the right: what stands beyond its last column is a remark beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import ends_as_body
from xlperf.forms.layouts.layout import END_TYPES, Label
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.labels import Spot
from xlperf.forms.reading.places.parts import LAST_COLUMN
from xlperf.forms.reading.places.regions import Region
from xlperf.forms.values.amounts import parse_amount
from xlperf.forms.values.dates import parse_date
from xlperf.forms.values.period_words import period_in

if TYPE_CHECKING:
    from xlperf.forms.reading.head_part.head import Head

_NUMBER = lazy_pattern(r"[\d.,]+")
_WIDEST_GAP = 3
"""Blank columns between a label, or the edge, and the value where cells were merged over both and no more are."""


def edge_of(region: Region, head: Head, header: tuple[int, Columns] | None) -> int:
    """Return the last column of a form: of its title and its table, where merged cells show it, and of its first row.

    Without merged cells the first cell behind the last label of the row with the
    project name is taken to be the last of the form, and a row may have slipped to
    the right by one.
    """
    if header is None:
        return LAST_COLUMN
    title = region.title
    edge = max(header[1].end, title.right if title else 0)
    is_merged = title is not None and title.right > title.column
    for label in head.layout.labels:
        for spot in head.spots(label.keys)[:1] if label.starts_form else ():
            line = head.window.row(spot.row)
            at = max(index for index, each in enumerate(line) if head.is_label(each))
            if not is_merged:
                edge = max(edge + 1, line[min(at + 1, len(line) - 1)].right, line[at].right + 1)
            elif line[at].right >= edge:
                edge = line[at].right + 1
    return _with_goals(head, _with_period(head, _wider(head, max([edge, *_far_values(head, edge, is_merged)]))))


def _far_values(head: Head, edge: int, is_merged: bool) -> list[int]:
    """Return the columns beyond the edge of a form in which values of its labels stand.

    Taking cells apart leaves blank ones between a label and its value: 实施单位 | | 柳川市路灯管理所.  What stands there
    alone is the value where it can be none other: an amount, a day, the name of a body, or values of several labels in one
    column of a form without merged cells.  已核 in one row stays a remark.
    """
    places = zip(head.layout.labels, head.places, strict=True)
    pairs = [pair for label, spot in places if (pair := _far_value(head, label, spot, edge))]
    columns = [value.column for _, value in pairs]
    if is_merged:  # a number beside a form is a remark
        return [each.right for label, each in pairs if _can_be_only(label, each) and _NUMBER.fullmatch(each.text.strip()) is None]
    return [value.right for label, value in pairs if columns.count(value.column) > 1 or _can_be_only(label, value)]


def _far_value(head: Head, label: Label, spot: Spot | None, edge: int) -> tuple[Label, Spot] | None:
    """Return a label with the only cell behind it, where that stands behind blank ones beyond the edge; a note may follow it."""
    if spot is None or not label.field or label.value != "right" or spot.right > edge:
        return None
    line = head.window.row(spot.row)
    behind = [each for each in line if each.column > spot.right] if line[-1].column > edge else []
    if not behind or any(map(head.is_label, behind)) or (len(behind) > 1 and not _can_be_only(label, behind[0])):
        return None
    if behind[0].column - max(spot.right, edge) > _WIDEST_GAP + 1:
        return None
    return label, behind[0]


def _can_be_only(label: Label, value: Spot) -> bool:
    if label.type == "amount":
        return value.cell.kind == "number" or parse_amount(value.text) is not None
    if label.type in END_TYPES:
        return parse_date(value.text) is not None
    return ends_as_body(value.text) if label.if_value is None else label.if_value.search(value.text) is not None


def _wider(head: Head, edge: int) -> int:
    """Return the edge with what the form has nowhere else: labels beyond it, or the value of a label that stands at it."""
    for label in head.layout.labels:
        spots = head.spots(label.keys) if label.field and label.value == "right" else []
        if not spots or any(each.right < edge for each in spots):
            continue
        line = head.window.row(spots[0].row)
        beside = [each for each in line if each.column > spots[0].right][:1]
        if label.below:  # a part, of which most forms have none: 已核 behind its blank amount is a remark
            beside = [each for each in beside if each.column == spots[0].right + 1 and parse_amount(each.text) is not None]
        if spots[0].column <= edge:
            edge = next((each.right for each in beside if each.column == spots[0].right + 1), edge)
        elif any(each.column <= edge and head.is_label(each) for each in line):
            edge = beside[0].right if beside else spots[0].right + 1
        elif _is_pair_beyond(label, spots[0], beside, edge):
            edge = beside[0].right
    return edge


def _is_pair_beyond(label: Label, spot: Spot, beside: Sequence[Spot], edge: int) -> bool:
    """True for a label close beyond the edge with its value right beside it, though nothing known stands left in its row."""
    is_close = spot.column - edge <= _WIDEST_GAP and [each.column for each in beside] == [spot.right + 1]
    return is_close and label.type != "amount" and _can_be_only(label, beside[0])


def _with_period(head: Head, edge: int) -> int:
    """Return the edge with the period of a project close beyond it, the days right beside: 起止时间 | 2026.1-2026.12."""
    for spot in head.window.with_keys(head.layout.period_keys):
        beside = head.window.right_of(spot) if spot.row <= head.last_row and 0 < spot.column - edge <= _WIDEST_GAP else None
        if beside is not None and beside.column == spot.right + 1 and period_in(beside.cell) is not None:
            return beside.right
    return edge


def _with_goals(head: Head, edge: int) -> int:
    """Return the edge with a goal beyond it that the form has nowhere else: 年度总体目标 beside 项目总目标, over a narrow table."""
    end = edge
    for label in head.layout.goals:
        spots = head.spots(label.keys)
        if not spots or any(each.column <= edge for each in spots):
            continue
        spot = spots[0]
        line = head.window.row(spot.row)
        if any(each.column <= edge and head.is_label(each) for each in line):
            under = filter(spot.shares_columns, head.window.row(spot.bottom + 1))
            beside = (each for each in line if each.column == spot.right + 1)
            said = next((each for each in (*under, *beside) if not head.is_label(each)), None)
            end = max(end, spot.right, said.right) if said is not None else end
    return end
