"""Where the labels of the parts of a total stand: 其中：财政拨款 and 其他资金, of the whole term and of the year."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from xlperf.forms.layouts.layout import Label, Layout
from xlperf.forms.reading.head_part.likely_labels import is_its_own
from xlperf.forms.reading.labels import Spot
from xlperf.forms.reading.places.parts import LAST_ROW
from xlperf.forms.values.amounts import parse_amount
from xlperf.forms.values.form_text import key_of

if TYPE_CHECKING:
    from xlperf.forms.reading.head_part.head import Head


def part_place(head: Head, label: Label, spots: list[Spot]) -> Spot | None:
    """Return the one of several labels with one text that belongs under a given label.

    It stands under it; in a row that slipped, the labels keep their order, and one
    alone belongs to the column head it stands under or right of.
    """
    twins, totals = _twins(head.layout, label)
    anchors = [found[0] if (found := head.spots(keys)) else None for keys in totals]
    order = twins.index(label)
    anchor = anchors[order]
    if anchor is None:
        return _without_total(head, label, spots, list(zip(twins, anchors, strict=True)))
    end = next((each.row for each in anchors if each and each.row > anchor.row and each.shares_columns(anchor)), LAST_ROW)
    lower = [each for each in spots if anchor.row <= each.row < end]
    if not lower and all(each in (None, anchor) for each in anchors):
        return next((each for each in spots if _is_right_above(head, each, anchor)), None)
    under = [each for each in lower if each.shares_columns(anchor)]
    if under:
        return under[0]
    free = [each for each in lower if not any(other and other.column <= each.column <= other.right for other in anchors)]
    line = [each for each in free if each.row == free[0].row]
    if line and line[0].row == anchor.row:  # totals and parts in one row of labels
        lefts = [other.column for other in anchors if other and other.row == anchor.row]
        own = [each for each in line if max((left for left in lefts if left < each.column), default=None) == anchor.column]
        return own[0] if own else None
    next_totals = [other for other in anchors if other is not None and other is not anchor]
    if line and next_totals and all(each.row > line[0].row and each.shares_columns(anchor) for each in next_totals):
        return line[0]  # 项目总投资 over two rows of sources, 预算申报数 below them
    if len(line) == len(twins):
        return line[order]
    nearest = [each for each in line if _nearest(each, anchors) == order]
    return nearest[0] if nearest else None


def _without_total(head: Head, label: Label, spots: list[Spot], twins: list[tuple[Label, Spot | None]]) -> Spot | None:
    """Return where the part of a total stands that is nowhere on a form: among those that are of no other total."""
    others = [(twin, anchor) for twin, anchor in twins if anchor is not None]
    taken = [part_place(head, twin, head.spots(twin.keys)) for twin, _ in others]
    free = [each for each in spots if each not in taken and not any(_is_of(each, anchor) for _, anchor in others)]
    last = twins[-1][0]
    if not others and len(free) == 1 and _is_of_year(head, last, free[0]):
        return free[0] if label is last else None
    if len({twin.label for twin, _ in twins}) > 1:
        return next((each for each in free if each.key == key_of(label.label)), None)
    # 其他资金 below 其中：当年财政拨款 is of the year, and so is that behind it.
    named = [each for each in _named_parts(head, label) if not any(_is_of(each, anchor) for _, anchor in others)]
    return next((each for each in free if any(_is_of(each, part) for part in named)), None)


def _is_of_year(head: Head, part: Label, spot: Spot) -> bool:
    """True for a part with one amount on a form without any total, whose parts and goals speak of no other time."""
    beside = head.window.right_of(spot)
    behind = head.window.right_of(beside) if beside is not None else None
    total = next(each for each in head.layout.labels if each.label == part.below)
    is_amount = beside is not None and parse_amount(beside.text) is not None
    is_amount = is_amount and (behind is None or parse_amount(behind.text) is None)  # 财政拨款 | 250 | 90 is of several years
    return is_amount and not _named_parts(head, part) and is_its_own(head.window, head.layout, head.last_row, total)


def _named_parts(head: Head, label: Label) -> list[Spot]:
    """Return the labels of other parts of a total whose printed names say which total that is."""
    parts = [each for each in head.layout.labels if each.below]
    elsewhere = {key_of(each.label) for each in parts if each.below != label.below}
    own = {key_of(each.label) for each in parts if each.below == label.below} - elsewhere
    return [each for each in head.spots(own) if each.key in own]


def _is_right_above(head: Head, part: Spot, total: Spot) -> bool:
    """True for a label above that of the total which stands last, with nothing but labels between: 财政拨款, 其他资金, 合计."""
    rows = head.window.rows_between(part.row, total.row)
    cells = [next((each for each in head.window.row(row) if each.column == part.column), None) for row in rows]
    return part.column == total.column and all(each is not None and head.is_label(each) for each in cells)


def _is_of(part: Spot, total: Spot) -> bool:
    """True for the label of a part below that of a total, or behind it in its row: 年度资金总额 | 841 | 其中：财政资金 | 829."""
    return part.shares_columns(total) or (part.row == total.row and part.column > total.column)


@lru_cache(maxsize=1024)
def _twins(layout: Layout, label: Label) -> tuple[tuple[Label, ...], tuple[frozenset[str], ...]]:
    """Return the labels of parts that share words with one of them, it included, and the keys of their totals."""
    twins = tuple(each for each in layout.labels if each.below and each.keys & label.keys)
    return twins, tuple(next(other.keys for other in layout.labels if other.label == each.below) for each in twins)


def _nearest(spot: Spot, anchors: list[Spot | None]) -> int:
    """Return the column head that a cell belongs to after slipping left: the nearest one at its right, else the last."""
    right = (index for index, each in enumerate(anchors) if each and spot.column <= each.column)
    return next(right, len(anchors) - 1)
