"""Finer rows of money: 单位资金 beside 其他资金, 一般公共预算 within 财政拨款.

A form that has them has more parts than the public record; each belongs to one of the record's roles.  Amounts beside
a role are added to it; amounts within it stand for it where it has none itself.  Which of the two they are is told by
the form's own total where that settles it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import accumulate, takewhile

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import Field
from xlperf.forms.layouts.layout import Label, MoneyDetail
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.head_part.labelled_values import value_of
from xlperf.forms.reading.head_part.money.amount_unit import unit_beside
from xlperf.forms.reading.head_part.money.finer_amounts import Detail, part_for, summed_by, with_details
from xlperf.forms.reading.head_part.money.unequal_parts import Row, is_all, unequal
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.amounts import parse_amount
from xlperf.forms.values.form_text import bare_key, clean_line
from xlperf.forms.values.wordings import wording

OWN_PART = "/own"
"""Behind the name of an amount: what stands beside its own label, where finer amounts were added to it."""
_OTHER = "_other"
_SUBTOTAL = lazy_pattern(f"(?:{wording('sums_of_parts')})$")
_AMONG = lazy_pattern(wording("of_which"))


def is_inner(head: Head, spot: Spot, totals: Collection[Spot]) -> bool:
    """True for 其中：… right below another part, and not below the total."""
    above = (0, *head.window.rows_above(spot.row))[-1]
    labels = [each for each in head.window.row(above) if each.shares_columns(spot)]
    return _AMONG.match(spot.key) is not None and any(head.is_label(each) and each not in totals for each in labels)


def with_own_parts(head: Head, before: Sequence[Field], fields: list[Field]) -> list[Field]:
    """Return fields to which finer amounts were added; what stands beside their own labels is kept as ``…/own``."""
    own = {each.name: each for each in before if isinstance(each.value, Decimal)}
    grown = (own[each.name] for each in fields if each.name in own and each.value != own[each.name].value)
    head.details += [replace(each, name=f"{each.name}{OWN_PART}") for each in grown]
    return fields


def labelled_details(head: Head) -> list[tuple[Spot, MoneyDetail]]:
    """Return the labels of finer rows of money, in reading order.

    上级补助资金 is other money beside 财政拨款, and fiscal money from above beside 区级财政资金.
    """
    found = {spot[:2]: (spot, detail) for detail in head.layout.details for spot in head.spots(detail.keys)}
    level = next((each for each in head.layout.details if each.is_partial), None)
    for place, (spot, detail) in found.items():
        is_other = level is not None and detail.into != level.into and is_of_level(spot.text, level)
        if is_other and level is not None and _is_beside_levels(head, spot, level):
            found[place] = spot, level
    return sorted(found.values(), key=lambda each: each[0][:2])


def is_of_level(name: str, level: MoneyDetail) -> bool:
    """True for money of a level by the words of the form: a label in other words has the key of what it means."""
    return level.is_like(bare_key(name))


def _is_beside_levels(head: Head, spot: Spot, level: MoneyDetail) -> bool:
    """True in a form that names another level's money, and its fiscal money by no other words."""
    rows = head.layout.grid.rows if head.layout.grid else ()
    keys = frozenset().union(*(each.keys for each in rows if each.key == level.into))
    labels = zip(head.layout.labels, head.places, strict=True)
    roles = [*head.spots(keys), *(each for label, each in labels if each and label.field.endswith(f"_{level.into}"))]
    levels = (each for line in head.lines() for each in line if each[:2] != spot[:2] and is_of_level(each.text, level))
    return all(is_of_level(each.text, level) for each in roles) and any(levels)


def read_details(head: Head, fields: list[Field]) -> list[Field]:
    """Return the fields of labels with the amounts of finer rows beside them (单位资金 | 50) in their roles."""
    layout = head.layout
    above = {each.below for each in layout.labels}
    totals = [(label, spot) for label, spot in zip(layout.labels, head.places, strict=True) if spot and label.label in above]
    if not totals:
        return fields
    inner, found = _inner_parts(head, fields, [label for label, _ in totals]), list[Detail]()
    details = labelled_details(head)
    of_row = dict(_totals_of_rows(head, fields, totals, [spot for spot, _ in details]))
    inner |= _under_subtotals(head, details, totals)
    for spot, detail in (*details, *(_others_again(head) if details else ())):
        total = of_row.get(spot[:2]) or min(totals, key=lambda each: _distance(spot, each[1]))[0]
        part = part_for(detail, total, layout.labels)
        amount = _amount(head, part, spot) if part is not None else None
        written = head.written[spot[:2]].text if spot[:2] in head.written else ""  # 其中：上级资金16
        title = clean_line(spot.text.strip().removesuffix(written)).rstrip(":：")
        own = f"{total.field.rpartition('/')[0]}/{title}"
        if part is None or amount is None:
            head.details.append(Field(own, title, None, "", head.window.home(spot.row, spot.right + 1)))
            continue
        head.details.append(replace(amount, name=own, label=title))
        if spot[:2] not in inner:
            found.append(Detail(part.field, amount, detail, is_inner(head, spot, [each for _, each in totals])))
        head.taken.add(amount.cell or "")
    head.details += (each for each in inner.values() if each.cell not in head.taken)
    head.taken.update(each.cell or "" for each in inner.values())
    sums = [summed_by(label, layout.labels) for label, _ in totals]
    return with_own_parts(head, fields, _with_parts_again(head, fields, found, sums))


def _totals_of_rows(
    head: Head, fields: Sequence[Field], totals: Sequence[tuple[Label, Spot]], details: Sequence[Spot]
) -> Iterator[tuple[tuple[int, int], Label]]:
    """Yield the total of each finer amount that stands in one row with others of it: 其中：中央投资 | 10 | 地方投资 | 8 | 自筹 | 2.

    It is the one that they add up to, or that which the first of them is nearest to, where 其中 introduces them.
    """
    for row in sorted({each.row for each in details} if len(totals) > 1 else ()):
        run = [each for each in head.window.row(row) if each in details or each in head.places]
        amounts = [_number(head, each) for each in run]
        if not 1 < len({bare_key(each.text) for each in run}) == len(run) or sum(bool(_AMONG.match(each.key)) for each in run) > 1:
            continue
        values = {each.name: each.value for each in fields}
        summed = [label for label, _ in totals if values.get(label.field) == sum(each or 0 for each in amounts)]
        if len(summed) != 1:
            summed = [min(totals, key=lambda each: _distance(run[0], each[1]))[0]] if _AMONG.match(run[0].key) else []
        yield from ((each[:2], total) for total in summed for each in run)


def _number(head: Head, spot: Spot) -> Decimal | None:
    """Return the amount beside a label as a number."""
    value = value_of(head, spot)
    amount = read_field("", "", "amount", value.cell, value.address, unit_beside(spot) or head.unit).value if value else None
    return amount if isinstance(amount, Decimal) else None


def _under_subtotals(
    head: Head, details: Sequence[tuple[Spot, MoneyDetail]], totals: Sequence[tuple[Label, Spot]]
) -> dict[tuple[int, int], Field]:
    """Return the amounts of the rows right below a subtotal that add up to it: 事业收入 and 经营收入 below 自有资金小计."""
    found: dict[tuple[int, int], Field] = {}
    for at, (spot, detail) in enumerate(details):
        if _SUBTOTAL.search(spot.bare) is None:
            continue
        total = min(totals, key=lambda each: _distance(spot, each[1]))[0]
        part = part_for(detail, total, head.layout.labels)
        below = takewhile(lambda each: _SUBTOTAL.search(each[0].bare) is None, details[at + 1 :])
        own = [each for index, (each, one) in enumerate(below) if each.row == spot.bottom + 1 + index and one.into == detail.into]
        amounts = [_amount(head, part, each) if part is not None else None for each in (spot, *own)]
        value, *values = (each.value if each is not None and isinstance(each.value, Decimal) else None for each in amounts)
        if value is not None and value == sum(each for each in values if each is not None):
            into = total.field.rpartition("/")[0]
            titles = [clean_line(each.text).rstrip(":：") for each in own]
            pairs = zip(own, titles, amounts[1:], strict=True)
            found |= {each[:2]: replace(one, name=f"{into}/{title}", label=title) for each, title, one in pairs if one is not None}
    return found


def _lacks(fields: Sequence[Field], names: Sequence[str]) -> bool:
    """True for a total that is not the sum of its parts."""
    values = {each.name: each.value for each in fields}
    total, *parts = (values.get(each) for each in names)
    return isinstance(total, Decimal) and total != sum((each for each in parts if isinstance(each, Decimal)), Decimal(0))


def _with_parts_again(
    head: Head, fields: Sequence[Field], found: Sequence[Detail], sums: Sequence[Sequence[str]]
) -> list[Field]:
    """Return fields with finer amounts, and with what stands beside labels of parts that come again where they add up only so.

    财政拨款（中央） | 30 over 财政拨款（省级） | 50.
    """
    read = with_details(fields, found, sums)
    if not any(_lacks(read, each) for each in sums):
        return read
    again: list[tuple[Label, Spot, Field]] = []
    for label, first in zip(head.layout.labels, head.places, strict=True):
        if first is not None and label.below:
            amounts = ((spot, _amount(head, label, spot)) for spot in _again(head, label, first))
            again += ((label, spot, each) for spot, each in amounts if each is not None and each.cell not in head.taken)
    rows = [Detail(label.field, each, MoneyDetail(label.label, label.keys, label.field, within=False)) for label, _, each in again]
    other = with_details(fields, [*found, *rows], sums)
    if not again or any(_lacks(other, each) for each in sums):
        return read
    for label, spot, each in again:
        title = clean_line(spot.text).rstrip(":：")
        head.details.append(replace(each, name=f"{label.field.rpartition('/')[0]}/{title}", label=title))
        head.taken.add(each.cell or "")
    return other


def _others_again(head: Head) -> Iterator[tuple[Spot, MoneyDetail]]:
    """Yield 其他 that stands again, below rows with labels: that of 自有资金 comes before that of the whole."""
    for label, first in zip(head.layout.labels, head.places, strict=True):
        if not label.below or first is None or not label.field.endswith(_OTHER) or head.spots(label.keys)[-1] in head.places:
            continue
        for spot in _again(head, label, first):
            yield spot, MoneyDetail(label.label, label.keys, _OTHER.removeprefix("_"), within=False)


def _again(head: Head, label: Label, first: Spot) -> Iterator[Spot]:
    """Yield where a label stands again below itself, with nothing but labels between."""
    for row in head.window.rows_between(first.row + 1, head.last_row):
        spot = next((each for each in head.window.row(row) if each.column == first.column), None)
        if spot is None or not head.is_label(spot):
            return
        if spot not in head.places and spot.is_one_of(label.keys):
            yield spot


def _amount(head: Head, part: Label, spot: Spot) -> Field | None:
    """Return the amount beside a label as one of a part, None where nothing stands there."""
    value = value_of(head, spot)
    if value is None:
        return None
    return read_field(part.field, part.label, part.type, value.cell, value.address, unit_beside(spot) or head.unit)


def _inner_parts(head: Head, fields: Sequence[Field], totals: Sequence[Label]) -> dict[tuple[int, int], Field]:
    """Return the amounts of rows that are parts of the part above them, under their own names, by the places of their labels."""
    values = {each.name: each.value for each in fields if isinstance(each.value, Decimal)}
    found: dict[tuple[int, int], Field] = {}
    for total in totals:
        named = zip(head.layout.labels, head.places, strict=True)
        parts = [(label, spot) for label, spot in named if spot is not None and label.below == total.label]
        places = [
            Part(label.field.rpartition("_")[2], spot, label.keys, values.get(label.field), partial(_amount, head, label))
            for label, spot in parts
        ]
        into = total.field.rpartition("/")[0]
        for spot, amount in inner_rows(head, values.get(total.field), places):
            title = clean_line(spot.text).rstrip(":：")
            found[spot[:2]] = replace(amount, name=f"{into}/{title}", label=title)
    return found


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a total: its role, its label and the words for it, its amount, and how an amount below it is read."""

    role: str
    spot: Spot
    keys: frozenset[str]
    value: Decimal | None
    read: Callable[[Spot], Field | None]


def inner_rows(head: Head, total: Decimal | None, parts: Sequence[Part]) -> Iterator[tuple[Spot, Field]]:
    """Yield the labels of rows that are parts of the part right above them, each with its amount.

    上级补助 and 本级安排 below 财政拨款 add up to it, and the total has no room for them; elsewhere the one is other money and
    the other another word for 财政拨款.  Where they are all of it and do not add up, that is told.
    """
    if not total or total != sum(each.value or Decimal(0) for each in parts):
        return
    finer = {spot[:2]: detail for spot, detail in labelled_details(head)}
    known = {each.spot[:2] for each in parts}
    for part in parts:
        rows = list(_rows_below(head, part, finer, known)) if part.value else []
        sums = list(accumulate(amount for *_, amount in rows))
        count = sums.index(part.value) + 1 if part.value in sums[1:] else 0
        if not count and _is_unequal(head, part, rows, finer):
            count = len(rows)
        yield from (each[:2] for each in rows[:count])


def _is_unequal(head: Head, part: Part, rows: Sequence[Row], finer: Mapping[tuple[int, int], MoneyDetail]) -> bool:
    """Tell of a part that is not the sum of the rows below it, if they are all of it."""
    if not is_all(part.role, rows, finer) or _goes_on(head, rows[-1][0]):
        return False
    own = part.read(part.spot)
    told = unequal(own, part.spot, rows, head.unit) if own is not None else None
    head.remarks += [told] if told is not None else []
    return told is not None


def _goes_on(head: Head, last: Spot) -> bool:
    """True where an amount with words that nobody knows stands below the last part of a part."""
    row = next(iter(head.window.rows_between(last.bottom + 1, head.last_row)), None)
    line = [] if row is None else [each for each in head.window.row(row) if each.column >= last.column]
    return len(line) > 1 and not head.is_label(line[0]) and parse_amount(line[1].text) is not None


def _rows_below(
    head: Head, part: Part, finer: Collection[tuple[int, int]], known: Collection[tuple[int, int]]
) -> Iterator[Row]:
    """Yield the amounts of the rows right below a part with labels of finer rows, or with other words for the part itself."""
    for row in head.window.rows_between(part.spot.bottom + 1, head.last_row):
        label = next((each for each in head.window.row(row) if each.column >= part.spot.column), None)
        if label is None or label[:2] in known or not (label[:2] in finer or label.key in part.keys or label.bare in part.keys):
            return
        amount = part.read(label)
        if amount is None or not isinstance(amount.value, Decimal):
            return
        yield label, amount, amount.value


def _distance(spot: Spot, total: Spot) -> int:
    """Return how many columns a label stands beside that of a total, 0 below it."""
    return max(total.column - spot.right, spot.column - total.right, 0)
