"""Finer amounts of a role taken together: within its own amount, beside it, or some of them within others.

The total of a form tells which of these is meant, where the parts add up to it in one way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate, product

from xlperf.forms.form import Field, Note
from xlperf.forms.layouts.layout import Grid, Label, MoneyDetail
from xlperf.intake.sheet import row_of

_FEWEST_PARTS = 2


@dataclass(frozen=True, slots=True)
class Detail:
    """One amount of a finer row: the field that it belongs to, and what such a row means."""

    into: str
    amount: Field
    row: MoneyDetail
    is_inner: bool = False
    """It is introduced by 其中 below another part: 政府性基金预算 | 500, 其中：专项债券 | 500."""


def part_for(detail: MoneyDetail, total: Label, labels: Sequence[Label]) -> Label | None:
    """Return the part of a total that a finer row belongs to, None where the layout has none."""
    return next((each for each in labels if each.below == total.label and each.field.endswith(f"_{detail.into}")), None)


def summed_by(total: Label, labels: Sequence[Label]) -> list[str]:
    """Return the names of fields that belong together: a total and its parts."""
    return [total.field, *(each.field for each in labels if each.below == total.label)]


def with_details(fields: Sequence[Field], details: Sequence[Detail], sums: Sequence[Sequence[str]]) -> list[Field]:
    """Return the fields with the amounts of finer rows in the roles that they belong to.

    Args:
        fields: the amounts of a form, and perhaps others.
        details: those of its finer rows.
        sums: names of fields that belong together: a total and its parts.
    """
    if not details:
        return list(fields)
    found = {each.name: each for each in fields}
    by_role: dict[str, list[Detail]] = {}
    for detail in details:
        by_role.setdefault(detail.into, []).append(detail)
    owns = {name: found.get(name) or Field(name, "", None) for name in by_role}
    ways = {name: list(_ways(owns[name], each)) for name, each in by_role.items()}
    waiting = list(ways)
    for names in sums:
        fitting = _fitting(names, found, ways)
        found |= fitting
        waiting = [each for each in waiting if each not in fitting]
    for _ in by_role:  # 镇财政 and 村集体自筹 alone: the one is all fiscal money once the other is known
        for name in tuple(waiting):
            left = _left_for(name, found, sums)
            if not _is_but_part(owns[name], by_role[name], left, found, sums):
                found[name] = ways[name][0]
                waiting.remove(name)
    return list(found.values())


def with_rates(grid: Grid, own: Sequence[Field], details: Sequence[Detail], fields: Sequence[Field]) -> list[Field]:
    """Return the fields of a table, a part that has but one finer row with what else stands in that: 单位资金 | 5 | 4 | 80%."""
    kinds = {each.key: each.type for each in grid.columns}
    filled: dict[str, list[Field]] = {}
    for each in details:
        if each.amount.value:
            filled.setdefault(each.into, []).append(each.amount)
    shared = {into.rpartition("/")[0] for into, rows in filled.items() if len(rows) > 1}
    shared.update(each.name.rpartition("/")[0] for each in own if each.value is not None)
    rates = {into: rows[0] for into, rows in filled.items() if kinds[into.rpartition("/")[2]] != "amount"}
    only = {into: each for into, each in rates.items() if into.rpartition("/")[0] not in shared}
    return [replace(only[each.name], name=each.name, label=each.label) if each.name in only else each for each in fields]


def _fitting(names: Sequence[str], fields: Mapping[str, Field], ways: Mapping[str, Sequence[Field]]) -> dict[str, Field]:
    """Return the parts of a total with finer rows, taken in those ways that make all parts add up to it; none where no ways do."""
    whole, *parts = names
    total = fields.get(whole)
    if total is None or not isinstance(total.value, Decimal) or ways.keys().isdisjoint(parts):
        return {}
    known = [ways.get(each) or [fields[each]] for each in parts if each in ways or each in fields]
    for chosen in product(*known):
        amounts = [each.value for each in chosen if isinstance(each.value, Decimal)]
        if all(each.value is not None or each.blank for each in chosen) and sum(amounts, Decimal(0)) == total.value:
            return {each.name: each for each in chosen if each.name in ways}
    return {}


def _left_for(name: str, fields: Mapping[str, Field], sums: Sequence[Sequence[str]]) -> Decimal | None:
    """Return what a total leaves for one of its parts, None where it does not say."""
    whole, *parts = next((each for each in sums if name in each[1:]), ("",))
    total, others = fields.get(whole), [fields[each] for each in parts if each != name and each in fields]
    if total is None or not isinstance(total.value, Decimal) or any(each.value is None and not each.blank for each in others):
        return None
    return total.value - sum((each.value for each in others if isinstance(each.value, Decimal)), Decimal(0))


def _is_but_part(
    own: Field, details: Sequence[Detail], left: Decimal | None, fields: Mapping[str, Field], sums: Sequence[Sequence[str]]
) -> bool:
    """True for finer amounts that are less than the total leaves, where a form names neither their role nor another."""
    others = next((each[1:] for each in sums if own.name in each[1:]), ())
    if left is None or not own.blank or any(fields[each].cell is not None for each in others if each in fields):
        return False
    values = [each.amount.value for each in details if isinstance(each.amount.value, Decimal)]
    return all(each.row.is_partial for each in details) and sum(values, Decimal(0)) < left


def _ways(own: Field, details: Sequence[Detail]) -> Iterator[Field]:
    """Yield a role with its finer rows in the ways that they may be meant, the likeliest first.

    They may be within its amount, beside it, or some of them within others: 自有资金 60, 事业收入 20, 其他 40.
    """
    filled = [each.amount for each in details if not each.amount.blank]
    unreadable = next((each for each in filled if not isinstance(each.value, Decimal)), None)
    amounts = [each.value for each in filled if isinstance(each.value, Decimal)]
    if not filled or (own.value is None and not own.blank):
        yield own
        return
    if unreadable is not None:
        yield replace(unreadable, name=own.name, label=own.label)
        return
    together = sum(amounts, Decimal(0))
    rows = filled
    if isinstance(own.value, Decimal):
        beside = _with_amount(own, own.value + together, [own, *filled])
        is_within = details[0].row.within or own.value == together
        yield from (own, beside) if is_within else (beside, own)
        rows = sorted([own, *filled], key=lambda each: row_of(each.cell) if each.cell else 0)
    else:
        yield _with_amount(replace(own, cell=filled[0].cell), together, filled)
    own = own if own.cell else replace(own, cell=filled[0].cell)
    for fewest in (_FEWEST_PARTS, 1):  # 自有资金 10, 事业收入 10: the only source of a part is all of it
        outer = _outer([each.value for each in rows if isinstance(each.value, Decimal)], fewest)
        yield _with_amount(own, sum(outer, Decimal(0)), rows)
    inner = sum((each.amount.value for each in details if each.is_inner and isinstance(each.amount.value, Decimal)), Decimal(0))
    if inner:
        yield _with_amount(own, (own.value if isinstance(own.value, Decimal) else Decimal(0)) + together - inner, rows)


def _with_amount(own: Field, amount: Decimal, rows: Sequence[Field]) -> Field:
    notes: tuple[Note, ...] = ("about",) if any("about" in each.notes for each in rows) else ()
    return replace(own, value=amount, raw="\n".join(each.raw for each in rows), notes=tuple(dict.fromkeys((*own.notes, *notes))))


def _outer(amounts: Sequence[Decimal], fewest: int) -> Iterator[Decimal]:
    """Yield the amounts of rows but for those that are, with their neighbours, the parts of the row above them.

    Args:
        amounts: of the rows, downwards.
        fewest: how many parts a row may have.
    """
    at = 0
    while at < len(amounts):
        yield amounts[at]
        sums = list(accumulate(amounts[at + 1 :]))
        is_split = amounts[at] and amounts[at] in sums[fewest - 1 :]
        at += len(sums) - sums[::-1].index(amounts[at]) + 1 if is_split else 1
