"""Finer rows of money: 单位资金 beside 其他资金, 一般公共预算 within 财政拨款.

A form that has them has more parts than the public record; each belongs to one of the record's roles.  Amounts beside
a role are added to it; amounts within it stand for it where it has none itself.  Which of the two they are is told by
the form's own total where that settles it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xlperf.forms.form import Field


@dataclass(frozen=True, slots=True)
class Detail:
    """One amount of a finer row: the field that it belongs to, and whether it is within that or beside it."""

    into: str
    amount: Field
    within: bool


def with_details(fields: Sequence[Field], details: Sequence[Detail], roles: Sequence[str]) -> list[Field]:
    """Return the fields with the amounts of finer rows in the roles that they belong to.

    Args:
        fields: the amounts of a form.
        details: those of its finer rows.
        roles: how the names of the fields of each role begin, the total first.
    """
    if not details:
        return list(fields)
    found = {each.name: each for each in fields}
    by_role: dict[str, list[Detail]] = {}
    for detail in details:
        by_role.setdefault(detail.into, []).append(detail)
    for name in sorted(by_role, key=lambda each: not by_role[each][0].within):
        found[name] = _together(found[name], by_role[name], _left_for(name, found, roles))
    return [found[each.name] for each in fields]


def _left_for(name: str, fields: Mapping[str, Field], roles: Sequence[str]) -> Decimal | None:
    """Return what a total leaves for one of its parts, None where it does not say."""
    role = next(each for each in roles if name.startswith(each))
    column = name.removeprefix(role)
    total, *others = (fields[f"{each}{column}"] for each in roles if each != role and f"{each}{column}" in fields)
    if not isinstance(total.value, Decimal) or any(each.value is None and not each.blank for each in others):
        return None
    return total.value - sum((each.value for each in others if isinstance(each.value, Decimal)), Decimal(0))


def _together(own: Field, details: Sequence[Detail], left: Decimal | None) -> Field:
    filled = [each.amount for each in details if not each.amount.blank]
    unreadable = next((each for each in filled if not isinstance(each.value, Decimal)), None)
    amounts = [each.value for each in filled if isinstance(each.value, Decimal)]
    if not filled or (own.value is None and not own.blank):
        return own
    if unreadable is not None:
        return replace(unreadable, name=own.name, label=own.label)
    together = sum(amounts, Decimal(0))
    if not isinstance(own.value, Decimal):
        return replace(own, value=together, raw="\n".join(each.raw for each in filled), cell=filled[0].cell)
    is_within = details[0].within or own.value == together
    if left is not None and left in (own.value, own.value + together):
        is_within = left == own.value
    return own if is_within else replace(own, value=own.value + together, raw="\n".join((own.raw, *(each.raw for each in filled))))
