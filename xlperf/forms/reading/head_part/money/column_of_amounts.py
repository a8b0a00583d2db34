"""A total that is but the heading of its parts: 年度资金总额 | 金额（万元） over 财政拨款小计 | 4 and 其他收入 | 0."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, takewhile

from xlperf.forms.form import Field
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
    return [_summed(head, each, fields) for each in fields]


def _summed(head: Head, field: Field, fields: Sequence[Field]) -> Field:
    labels = zip(head.layout.labels, head.places, strict=True)
    label, spot = next(((label, spot) for label, spot in labels if label.field == field.name), (None, None))
    beside = head.window.right_of(spot) if spot is not None and field.blank else None
    if label is None or spot is None or beside is None or not heads_amounts(head, spot, beside):
        return field
    names = {each.field for each in head.layout.labels if each.below == label.label}
    parts = [each.value for each in fields if each.name in names and isinstance(each.value, Decimal)]
    read = {each.cell for each in (*fields, *head.details) if each.cell is not None} | head.taken
    lines = [head.window.row(row) for row in head.window.rows_between(beside.bottom + 1, head.last_row)]
    below = list(takewhile(lambda line: is_amount(line[-1]) and line[-1].shares_columns(beside), lines))
    if not parts or not all(line[-1].address in read for line in below):
        return field
    return replace(field, value=sum(parts, Decimal(0)), raw="", cell=None, notes=())
