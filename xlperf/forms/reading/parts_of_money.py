"""Amounts in words that no layout lists which only say again what was read: what it goes to, or a sum of it.

人员经费 | 20, 公用经费 | 30 and 设备购置 | 36 below 年度资金总额 | 86 add up to it; 当年安排 | 76 is the sum of two rows below;
其中：政府购买服务 | 30 is a part of the amount above it.  They are kept under the form's own names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise, zip_longest
from typing import NamedTuple

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import FUNDING, OWN_COLUMN, Field, Remark
from xlperf.forms.layouts.layout import EARLIER
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.head_part.headings import is_short
from xlperf.forms.reading.head_part.money.amount_unit import unit_beside
from xlperf.forms.reading.head_part.money.cross_places import OF_YEAR
from xlperf.forms.reading.indicators.periods.roles import role_of, without_role
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.amounts import parse_amount
from xlperf.forms.values.form_text import clean_line
from xlperf.forms.values.wordings import wording

_OF_WHICH = lazy_pattern(wording("of_which"))
_TOTALS = frozenset((f"{FUNDING}annual", f"{FUNDING}total"))
_SOURCE = lazy_pattern(r"/(?:\w+_)?(?:fiscal|carryover|other)(?:/|$)")


class _Row(NamedTuple):
    label: Spot
    value: Spot
    field: Field
    amount: Decimal


class Part(NamedTuple):
    """An amount that is kept under its own name: its label, its cell, what is kept, and what is told of it, if anything."""

    label: Spot
    value: Spot
    field: Field
    told: Remark | None


def parts_of_money(head: Head, unread: Sequence[Spot], fields: Sequence[Field]) -> list[Part]:
    """Return the amounts that only say again what was read.

    Where a form names no source of its total they may be sources, and somebody is told.  What nothing took (``unread``) comes
    in reading order.
    """
    amounts = {each.name: each for each in fields if each.name.startswith(FUNDING) and isinstance(each.value, Decimal)}
    read = {each.cell: each.value for each in amounts.values() if isinstance(each.value, Decimal)}
    rows = list(_rows(head, unread)) if read else []
    near = "" if any(map(_SOURCE.search, amounts)) else _fiscal(head)
    spots = [each for line in head.lines() for each in line if each.address in read] if rows else []
    found = list(_of_earlier_years(head, rows, unread)) if f"{FUNDING}annual" in amounts else []
    rows = [each for each in rows if not any(each.value == part.value for part in found) and not _is_short(amounts)]
    while rows:
        run = _run(rows)
        before = [read[each.address] for each in spots if each[:2] < run[0].value[:2]][::-1]
        sums = list(accumulate(each.amount for each in run))
        behind = [read[each.address] for each in spots if each[:2] > run[-1].value[:2]][:1]  # 年初预算 and 追加预算 above their sum
        count = max((index + 1 for index, each in enumerate(sums) if index and each in (*before, *behind)), default=0)
        told = list(_told(run[:count], near)) if near else []
        if not count and (_is_sum(run[0], read, spots) or _is_of_which(run[0], before)):
            count = 1
        found += (Part(each.label, each.value, each.field, one) for each, one in zip_longest(run[:count], told))
        rows = rows[max(count, 1) :]
    return found


def _of_earlier_years(head: Head, rows: Sequence[_Row], unread: Sequence[Spot]) -> Iterator[Part]:
    """Yield the amounts of last year beside those of the year, and of its parts below them: 上年预算 | 80, 其中：财政拨款 | 75."""
    roles = head.layout.table.roles
    earlier = (each for each in rows if role_of(each.label.key, roles) == EARLIER)
    tops = [each for each in earlier if OF_YEAR.fullmatch(without_role(each.label.bare, roles))]
    yield from (Part(each.label, each.value, each.field, None) for each in tops)
    for value in unread if tops else ():
        label = next((each for each in head.window.row(value.row)[::-1] if each.column < value.column), None)
        if label is None or not head.is_label(label):
            continue
        top = next((each for each in tops if each.label.column == label.column and each.value.row < value.row), None)
        if top is not None and top.value.column == value.column:
            title = f"{top.field.label}·{clean_line(label.text).rstrip(':：')}"
            amount = read_field(f"{FUNDING}{title}", title, "amount", value.cell, value.address, unit_beside(label) or head.unit)
            yield Part(label, value, amount, None)


def _is_short(amounts: Mapping[str, Field]) -> bool:
    """True where the sources of a total do not add up to it: what is unread may be what lacks, whatever it is the sum of."""
    for total in (each for each in amounts if each in _TOTALS):
        own = (each.value for name, each in amounts.items() if name.startswith(f"{total}_") and name.count("/") == total.count("/"))
        parts = [each for each in own if isinstance(each, Decimal)]
        if parts and amounts[total].value != sum(parts):
            return True
    return False


def _fiscal(head: Head) -> str:
    """Return the label of the fiscal money of the year."""
    labels = [each.label for each in head.layout.labels if each.below and each.field.endswith("_fiscal")]
    rows = [each.label for each in head.layout.grid.rows if each.key == "fiscal"] if head.layout.grid else []
    return next(iter((*rows, *labels[::-1])), "")


def _told(rows: Sequence[_Row], near: str) -> Iterator[Remark]:
    """Yield the remarks on amounts that may be sources: the first of them tells of all."""
    named = "、".join(each.field.label for each in rows)
    for index, each in enumerate(rows):
        detail = {"text": each.value.text.strip(), "label": each.field.label if index else named, "block": "head"}
        yield Remark(OWN_COLUMN, cell=each.value.address, detail=detail | ({"part": "more"} if index else {"near": near}))


def _rows(head: Head, unread: Sequence[Spot]) -> Iterator[_Row]:
    """Yield the labels in words that nobody knows with the amounts right beside them."""
    for label, value in pairwise(unread):
        is_pair = label.row == value.row <= head.last_row and value.column == label.right + 1
        if not is_pair or not is_short(label.named(label.bare)) or parse_amount(value.text) is None:
            continue
        title = clean_line(label.text).rstrip(":：")
        field = read_field(f"{FUNDING}{title}", title, "amount", value.cell, value.address, unit_beside(label) or head.unit)
        if isinstance(field.value, Decimal) and field.value >= 0:
            yield _Row(label, value, field, field.value)


def _run(rows: Sequence[_Row]) -> list[_Row]:
    """Return the first of several rows, and those that follow it without another row between."""
    run = [rows[0]]
    for each in rows[1:]:
        if each.label.row > run[-1].label.bottom + 1:
            break
        run.append(each)
    return run


def _is_sum(row: _Row, read: Mapping[str | None, Decimal], spots: Sequence[Spot]) -> bool:
    """True for the sum of the next amounts in the same column, below one that is not less: without that it may be the total."""
    column = [each for each in spots if each.shares_columns(row.value)]
    above = [read[each.address] for each in column if each.row < row.value.row]
    below = [read[each.address] for each in column if each.row > row.value.row]
    return max(above, default=Decimal(0)) >= row.amount and row.amount in list(accumulate(below))[1:]


def _is_of_which(row: _Row, before: Sequence[Decimal]) -> bool:
    """True for 其中：… right below or behind an amount that is not less."""
    return bool(before) and _OF_WHICH.match(row.label.key) is not None and row.amount <= before[0]
