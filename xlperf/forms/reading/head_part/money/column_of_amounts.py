"""A total that is but the heading of its parts: 年度资金总额 | 金额（万元） over 财政拨款小计 | 4 and 其他收入 | 0."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, takewhile

from xlperf.forms.form import Field
from xlperf.forms.layouts.layout import Label
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.head_part.money.total_amounts import is_amount
from xlperf.forms.reading.labels import Spot


def heads_amounts(head: Head, label: Spot, beside: Spot) -> bool:
    """True for words right of a label of money that stand over amounts beside words: what is beside the label is none itself."""
    keys = head.layout.cross.period_keys if head.layout.cross is not None else frozenset()
    if not beside.is_one_of(keys) or not label.is_one_of(head.layout.body_keys):
        return False
    below = head.window.row(beside.bottom + 1)
    pairs = pairwise(below)
    return any(one.shares_columns(label) and two.shares_columns(beside) and is_amount(two) for one, two in pairs)


def with_sums_of_parts(head: Head, fields: Sequence[Field]) -> list[Field]:
    """Return the fields of money, a total without an amount of its own with the sum of its parts, where all below it were read.

    It stands in no cell.  Where one of the amounts went nowhere the total stays blank.
    """
    places = zip(head.layout.labels, head.places, strict=True)
    totals = [(label, spot) for label, spot in places if label.type == "amount" and label.below == "" and spot is not None]
    blank = {each.name for each in fields if each.value is None} if totals else ()
    sums = {label.field: each for label, spot in totals if label.field in blank and (each := _sum(head, label, spot, fields))}
    return [replace(each, value=sums[each.name], raw="", cell=None, notes=()) if each.name in sums else each for each in fields]


def _sum(head: Head, label: Label, spot: Spot, fields: Sequence[Field]) -> Decimal | None:
    """Return the sum of the parts of a total that heads their column, None where one of the amounts was not read."""
    beside = head.window.right_of(spot)
    if beside is None or not heads_amounts(head, spot, beside):
        return None
    names = {each.field for each in head.layout.labels if each.below == label.label}
    parts = [each.value for each in fields if each.name in names and isinstance(each.value, Decimal)]
    read = {each.cell for each in (*fields, *head.details) if each.cell is not None} | head.taken
    lines = [head.window.row(row) for row in head.window.rows_between(beside.bottom + 1, head.last_row)]
    below = takewhile(lambda line: is_amount(line[-1]) and line[-1].shares_columns(beside), lines)
    return sum(parts, Decimal(0)) if parts and all(line[-1].address in read for line in below) else None
