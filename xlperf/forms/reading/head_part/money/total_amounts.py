"""Whether a label of money has its amount: in its own cell, beside it, below it, or none, left blank over its parts."""

from __future__ import annotations

from collections.abc import Container

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import Label, Layout, MoneyDetail
from xlperf.forms.reading.head_part.headings import term_with_value
from xlperf.forms.reading.indicators.signatures import HEADS_DETAILS
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.values.amounts import parse_amount
from xlperf.forms.values.dates import year_in

_FEWEST_IN_ROW = 2
_A_YEAR = lazy_pattern(r"20\d\d")
DIGIT = lazy_pattern("[0-9〇一二三四五六七八九]")

Written = Container[tuple[int, int]]
"""Where labels have their amounts in their own cells: 资金总额：30."""


def has_periods(window: Window, layout: Layout, label: Label, last_row: int, written: Written) -> bool:
    """True where headings of periods stand on a form, but for the 金额 of a small table of the bureau's own (支出明细).

    项目周期 | 1年 is a label with its value and heads no amounts, and so is 总额 | 86, which may be the label itself.
    """
    places = window.with_keys(layout.cross.period_keys) if layout.cross is not None else []
    places = [each for each in places if not (each.is_one_of(label.otherwise) and _is_with_amount(window, layout, each, written))]
    terms = {row: term_with_value(window, layout, last_row, window.row(row)) for row in {each.row for each in places}}
    places = [each for each in places if each not in terms[each.row] and not _says_year(window, each, layout)]
    own = window.with_keys(layout.pair_keys) if places else []
    tables = {one.row for each in places for one in window.row(each.row) if HEADS_DETAILS.search(one.key)}
    return not all(each.row in tables or any(one.row <= each.row <= one.bottom > one.row for one in own) for each in places)


def _is_with_amount(window: Window, layout: Layout, spot: Spot, written: Written) -> bool:
    beside = window.right_of(spot)
    if spot[:2] in written or (beside is not None and not _is_heading(beside) and is_amount(beside)):
        return True
    return is_over_amount(window, layout, spot) or is_over_parts(window, layout, spot, written)


def is_over_amount(window: Window, layout: Layout, spot: Spot) -> bool:
    """True for the first of several labels of money in a row, over a row of one amount each: 预算数 | 其中：财政资金 | 其他资金."""
    labels = [each for each in window.row(spot.row) if each.column >= spot.column]
    below = window.row(spot.bottom + 1)
    after = (each for each in window.row(spot.bottom + 2) if any(map(each.shares_columns, labels)))
    if len(labels) < _FEWEST_IN_ROW or len(below) != len(labels) or any(map(is_amount, after)):
        return False
    are_known = all(each.is_one_of(layout.body_keys) for each in labels[1:])
    return are_known and all(top.shares_columns(each) and parse_amount(each.text) for top, each in zip(labels, below, strict=True))


def is_over_parts(window: Window, layout: Layout, spot: Spot, written: Written) -> bool:
    """True for a total that was left blank beside or over a part with its amount: 资金总额 | | 财政拨款 | 80."""
    beside = window.right_of(spot)
    near = [each for each in window.row(spot.bottom + 1) if each.column == spot.column] + ([beside] if beside else [])
    if spot.is_one_of(layout.side_keys) or (beside is not None and is_amount(beside)):
        return False
    values = ((each, window.right_of(each)) for each in near if _is_part(each, layout))
    return any(each[:2] in written or (value and is_amount(value) and value.column == each.right + 1) for each, value in values)


def _is_part(spot: Spot, layout: Layout) -> bool:
    """True for the label of a part of a total, by its words or its make: 财政拨款, 市级财政拨款, 一般公共预算."""
    parts: tuple[Label | MoneyDetail, ...] = (*(each for each in layout.labels if each.below), *layout.details)
    return any(spot.is_one_of(each.keys) or each.is_like(spot.bare) for each in parts)


def is_total(window: Window, spot: Spot, beside: Spot, layout: Layout) -> bool:
    """True for a label with a single amount beside it.

    A heading at the side of money (项目资金) must have it right beside, and a label behind that.
    """
    if _heads_amounts(window, beside) or _is_heading(beside):
        return False
    if not spot.is_one_of(layout.side_keys):
        return True
    behind = next((each for each in window.row(spot.row) if each.column > beside.right), None)
    is_followed = behind is None or behind.is_one_of(layout.label_keys)
    return is_followed and beside.column == spot.right + 1 and parse_amount(beside.text) is not None


def _heads_amounts(window: Window, first: Spot) -> bool:
    """True where a second amount stands right behind the first: 合计 | 300 | 100 is a row of a table of several years."""
    behind = window.right_of(first)
    return is_amount(first) and behind is not None and behind.column == first.right + 1 and is_amount(behind)


def _is_heading(beside: Spot) -> bool:
    """True for words and for a year right of a label: 总额 | 2026年 head columns of amounts."""
    said = _A_YEAR.sub("", beside.text, count=1) if year_in(beside.text) is not None else beside.text
    return parse_amount(beside.text) is None and beside.cell.kind == "text" and DIGIT.search(said) is None


def is_amount(spot: Spot) -> bool:
    """True for a number, and for a text that begins with one; 1、市级财政拨款 is a label, whose key has no number."""
    return spot.cell.kind == "number" or (spot.key or spot.text.lstrip())[:1].isdigit()


def _says_year(window: Window, spot: Spot, layout: Layout) -> bool:
    """True for a label of the year with the year right beside it: 年度 | 2026 heads no amounts."""
    beside = next((each for each in window.row(spot.row) if each.column == spot.right + 1), None)
    return beside is not None and spot.key in layout.year_keys and _A_YEAR.fullmatch(beside.text.strip()) is not None
