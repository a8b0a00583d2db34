"""Labels that no layout lists, known by where they stand: 对应一级项目 | 城市基础设施配套费 below 项目编号 | ….

A bureau adds rows to the head of its form.  Where the cells of such a row stand in the columns of known labels and their
values, or of such pairs in another row, nobody doubts which is the label; nor where it is worded like the label of a name that
stands elsewhere.  Both are kept under the bureau's own name, and one finding tells it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import ends_as_body
from xlperf.forms.form import OWN_COLUMN, Field, Remark
from xlperf.forms.layouts.layout import END_TYPES, Label, ValueType
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.fields import kept_pair
from xlperf.forms.reading.head_part.head import Head, in_one_cell
from xlperf.forms.reading.head_part.headings import OF_MONEY, is_short, likely_labels
from xlperf.forms.reading.head_part.money.amounts_said import says_money
from xlperf.forms.reading.head_part.rows_of_labels import value_below
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.amounts import parse_amount
from xlperf.forms.values.target import is_phrase

_NAMES: tuple[ValueType, ...] = ("line", *END_TYPES)
_OF_BODIES = ("/department_code", "/unit_code")
_LONGEST_VALUE = 40
_MOST_NAMED = 4
_FIGURE = lazy_pattern(r"[\d≥≤><=%]")


def pairs_by_place(head: Head, left: Sequence[Spot], words: Vocabulary) -> Iterator[tuple[Spot, Spot]]:
    """Yield the labels that nobody knows, each with its value.

    Args:
        left: the cells that nothing took, in reading order.
        words: what units are asked to say in their own words (项目实施内容).
    """
    below = [(each, value_below(head, each)) for each in left if each.row in head.over_values]
    yield from ((label, value) for label, value in below if value is not None and value in left)
    said = [pair for pair in pairwise(left) if _is_said(head, *pair, words)]
    yield from said
    left = [each for each in left if not any(each in pair for pair in said)] if said else left
    beside = [pair for pair in pairwise(left) if _stands_beside(head, *pair) and not _is_money(head, *pair)]
    if not beside:
        return
    columns = {(each.column, each.right + 1) for each in _known_labels(head)}
    often = Counter((label.column, value.column) for label, value in beside)
    columns |= {each for each, rows in often.items() if rows > 1 and not any(each[0] == column for _, column in columns)}
    last: Spot | None = None
    for label, value in beside:
        is_known = (label.column, value.column) in columns or _is_second(head, label) or _fills_row(head, label, value)
        if label is not last and is_known:
            last = value
            yield label, value


def _is_second(head: Head, label: Spot) -> bool:
    """True for a label worded like that of a name which has another: 市级主管部门 beside 省级主管部门."""
    return any(each.type in _NAMES for each in likely_labels(label, head.layout))


def _fills_row(head: Head, label: Spot, value: Spot) -> bool:
    """True for a label at the left of the form with nothing but its value in its row: 实施进度安排 | 一季度招标，二季度实施."""
    return label.column == head.left and head.window.row(label.row) == [label, value]


def kept_pairs(head: Head, pairs: Sequence[tuple[Spot, Spot]]) -> Iterator[tuple[Field, Remark]]:
    """Yield each pair as a field under the bureau's own name, and what is told of it: the first of them tells of all.

    Where a form has no name or no unit, one of them may be it.
    """
    if not pairs:
        return
    near = next((label.label for label in _lacking(head) if any(_may_be(label, *pair) for pair in pairs)), None)
    fields = [kept_pair(label, value) for label, value in pairs]
    named = "、".join(each.label for each in fields[:_MOST_NAMED]) + ("等" if len(fields) > _MOST_NAMED else "")
    for index, each in enumerate(fields):
        detail = {"text": each.raw.strip(), "label": each.label if index else named, "block": "head"}
        detail |= {"part": "more"} if index else {"near": near} if near else {}
        yield each, Remark(OWN_COLUMN, cell=each.cell or "", detail=detail)


def _lacking(head: Head) -> Iterator[Label]:
    """Yield the labels of names that are nowhere on a form."""
    named = zip(head.layout.labels, head.places, strict=True)
    lacking = (label for label, spot in named if spot is None and label.type in _NAMES)
    yield from (label for label in lacking if in_one_cell(head, label) is None)


def _may_be(lacking: Label, label: Spot, value: Spot) -> bool:
    """True where 项目名称 is nowhere, a label is worded like one that is, or a body stands beside it and 实施单位 is nowhere."""
    is_worded = lacking.like is not None and lacking.like.search(label.bare) is not None
    return lacking.starts_form or is_worded or (lacking.code.endswith(_OF_BODIES) and ends_as_body(value.text))


def _known_labels(head: Head) -> Iterator[Spot]:
    """Yield the labels of names and dates, and those of the bureau's own that a layout lists."""
    named = zip(head.layout.labels, head.places, strict=True)
    yield from (spot for label, spot in named if spot is not None and label.type in _NAMES)
    others = head.layout.other_keys | head.layout.pair_keys
    listed = (each for line in head.lines() for each in line if each.is_one_of(others))
    yield from (each for each in listed if not OF_MONEY.search(each.key) and not OF_MONEY.search(each.text))


def _stands_beside(head: Head, label: Spot, value: Spot) -> bool:
    if label.row != value.row or value.column != label.right + 1 or label.bottom > label.row:
        return False
    if label.row > head.last_row or value.right > head.edge or not is_short(label):
        return False
    side = head.window.merged_at(label.row, min(head.labels, default=(0, 1), key=lambda at: at[1])[1])
    if side is not None and side.top < side.bottom and side.right < label.column:
        return False  # in a small table: 成本构成 | 金额 | 测算依据 beside 项目预算
    is_target = is_phrase(value.text) and (_FIGURE.search(value.text) is not None or not _fills_row(head, label, value))
    is_target = is_target and not (_is_per_cent(value) and OF_MONEY.search(label.text))
    return len(value.text) <= _LONGEST_VALUE and "。" not in value.text and not is_target


def _is_said(head: Head, label: Spot, value: Spot, words: Vocabulary) -> bool:
    """True for what units are asked to say in their own words, and the text right beside it: 项目立项必要性, 项目实施内容."""
    is_beside = value.row == label.row <= head.last_row and value.column == label.right + 1
    return is_beside and words.said_below.fullmatch(label.key) is not None and not head.is_label(value)


def _is_money(head: Head, label: Spot, value: Spot) -> bool:
    """True for a label of money or an amount; 预算主管单位 is worded like a label of a body, 专项资金名称 like one of a name.

    What stands beside 上年执行率 is no amount.
    """
    if _is_per_cent(value):
        return False
    bodies = (each.like for each in head.layout.labels if each.code.endswith(_OF_BODIES) and each.like is not None)
    is_name = any(each.search(label.bare) for each in bodies) or _is_second(head, label)
    return (OF_MONEY.search(label.text) is not None and not is_name) or says_money(value.text)


def _is_per_cent(value: Spot) -> bool:
    return parse_amount(value.text.strip().rstrip("%％")) is not None and value.text.strip().endswith(("%", "％"))
