"""What is a heading: a label that the layout knows, or a short text that can only be one, such as 政策依据; and what is a note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import Label, Layout
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.values.amounts import parse_amount
from xlperf.forms.values.form_text import HAN
from xlperf.forms.values.wordings import label_words, wording

if TYPE_CHECKING:
    from xlperf.forms.reading.head_part.head import Head

_LONGEST = 14
_ROWS_OF_MONEY = 4
OF_MONEY = lazy_pattern(wording("about_money"))
"""Finds a word of money in a text."""
_REMARK = lazy_pattern(rf"(?:{wording('remarks_below')})")
_CAPTION = lazy_pattern(f"(?:{wording('captions_of_tables')})")
_GOAL_OF_A_YEAR = lazy_pattern(f"(?:{wording('goals_of_a_year')})")
"""Names the goal of one year among several: that of the form is a label."""
_NO_HEADING = lazy_pattern(r"[\d,，.。;；!！?？%]")


def is_known_heading(head: Head, spot: Spot) -> bool:
    """True for a label that the layout knows, a word of the foot (备注), the caption of a table (四、绩效指标) or 2027年目标."""
    if head.is_label(spot):
        return True
    return spot.is_one_of(head.layout.footers) or is_caption(spot) or _GOAL_OF_A_YEAR.fullmatch(spot.text.strip()) is not None


def is_caption(spot: Spot) -> bool:
    """True for words that stand over a table of indicators: 四、项目绩效指标, 年度绩效指标完成情况（90分）."""
    return any(each in spot.bare for each in label_words("indicators")) and _CAPTION.fullmatch(spot.bare) is not None


def is_heading(head: Head, spot: Spot) -> bool:
    """True for a known heading, and for a short text that ends as headings do."""
    return is_known_heading(head, spot) or may_be_heading(head, spot)


def is_short(spot: Spot) -> bool:
    """True for a text of a few words, without figures and punctuation."""
    return bool(spot.key) and len(spot.key) <= _LONGEST and _NO_HEADING.search(spot.key) is None


def is_note(spot: Spot) -> bool:
    """True for what people write beside a form: a few words, a tick, the number of a line."""
    return is_short(spot) or HAN.search(spot.text) is None


def is_remark(spot: Spot) -> bool:
    """True for what says by its words that it is a remark on something else: 已核对, 见附件3, 待确认."""
    return _REMARK.fullmatch(spot.key or spot.text.strip()) is not None


def is_ended(spot: Spot) -> bool:
    """True for a whole sentence: 1. alone, in a cell of its own, is none."""
    return not is_note(spot) and spot.text.rstrip().endswith(("。", "！", "；", ".", "!", ";"))


def may_be_heading(head: Head, spot: Spot) -> bool:
    """True for a short text that ends as headings do (…依据, …情况) or with a colon."""
    return is_short(spot) and (spot.text.rstrip().endswith((":", "：")) or spot.bare.endswith(head.layout.heading_endings))


def likely_labels(spot: Spot, layout: Layout) -> Iterator[Label]:
    """Yield the labels that a heading of a column may be."""
    for each in layout.loose:
        if not isinstance(each, Label):
            continue
        is_like = each.is_like(spot.bare)
        if is_like or spot.is_one_of(each.otherwise):
            yield each


def side_headings(head: Head) -> Iterable[tuple[int, int]]:
    """Yield where labels of goals stand that are headings at the side of other goals and have no text of their own.

    Such a one is merged over more rows than the next, which stands behind blank columns at most, or stands alone in
    the first column with nothing below it.  Or it stands over two of them, in a row of its own: 三、目标完成情况.
    """
    goals = [each for each in head.labels.values() if each.is_one_of(head.layout.goal_keys)]
    left = head.left
    for spot in goals:
        right = [each for each in goals if each.row == spot.row and each.column > spot.right]
        if not right:
            over = heads_row(head.window, spot) and all(each in goals for each in head.window.row(spot.bottom + 1)[:2])
            if over or _is_band(head, spot, goals):
                yield spot[:2]
            continue
        is_first = spot.column == spot.right == left and not _anything_below(head, spot)
        # One behind a blank column may stand beside it; so may two, where that was merged with this one.
        is_side = len(right) > 1 or right[0].column == spot.right + 1
        if _is_tall(head, spot, right[0]) or (is_first and is_side):
            yield spot[:2]


def _is_band(head: Head, spot: Spot, goals: Sequence[Spot]) -> bool:
    """True for words alone in a row over the labels of goals, one of them its own: 三、目标完成情况 over 预期目标, 实际完成."""
    below = head.window.row(spot.bottom + 1)[:1]
    if not head.window.is_alone(spot) or not any(each in goals for each in below):
        return False
    own = [each.keys for each in head.layout.goals if spot.is_one_of(each.keys)]
    return any(each.row > spot.row and each.is_one_of(keys) for each in goals for keys in own)


def heads_row(window: Window, spot: Spot) -> bool:
    """True for words alone in their row and merged over the first two cells of the next: the caption of a section."""
    under = window.row(spot.bottom + 1)[:2]
    return len(under) > 1 and window.is_alone(spot) and all(map(spot.shares_columns, under))


def _is_tall(head: Head, spot: Spot, other: Spot) -> bool:
    """True for a label merged over more rows than another, with nothing between them."""
    line = head.window.row(spot.row)
    return spot.bottom > other.bottom and not any(spot.column < each.column < other.column for each in line)


def _anything_below(head: Head, spot: Spot) -> bool:
    below = spot.bottom + 1
    if below > head.last_row:
        return False
    return any(each.column <= spot.right and not is_caption(each) for each in head.window.row(below))


def term_with_value(window: Window, layout: Layout, last_row: int, line: Sequence[Spot]) -> tuple[Spot, ...]:
    """Return the label of the term in a row and its value, which head no amounts below: 项目周期 | 当年, 项目周期 | 一年.

    One amount below stretches over both, or none stands below the value; 本年度 beside words of money heads a blank column.
    A label that was left blank at the end of a row stands behind another pair: 项目属性 | 延续项目 | 项目周期.
    """
    pair = next(((one, two) for one, two in pairwise(line) if one.key in layout.period_keys), ())
    if not pair:
        last = line[-1:] if _begins_with_pair(line, layout) else ()
        return tuple(each for each in last if each.key in layout.period_keys and each.is_one_of(layout.pair_keys))
    label, value = pair
    rows = [window.row(row) for row in window.rows_between(label.bottom + 1, last_row)[:_ROWS_OF_MONEY]]
    amounts = [each for row in rows for each in row if parse_amount(each.text) is not None and value.shares_columns(each)]
    periods = layout.cross.period_keys if layout.cross is not None else frozenset()
    may_head = bool(amounts) or (value.key in periods and any(OF_MONEY.search(each.key) for each in line))
    return () if may_head and not any(map(label.shares_columns, amounts)) else pair


def _begins_with_pair(line: Sequence[Spot], layout: Layout) -> bool:
    """True for a row that begins with a label which a bureau asks besides, and its value: 项目属性 | 延续项目."""
    if len(line) <= len(("label", "value")):
        return False
    return line[0].is_one_of(layout.pair_keys) and not line[1].is_one_of(layout.label_keys | layout.pair_keys)
