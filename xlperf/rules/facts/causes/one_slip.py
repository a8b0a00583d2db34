"""The one slip of the pen that would explain why a sum does not come out.

A clerk mistypes one digit, swaps two, drops or adds one, writes 万元 for 元, or leaves a part
out.  Where exactly one such slip in exactly one number makes the sum come out, it is
worth offering (可能); where two would, neither is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from xlperf.data.money import WAN, YUAN_PER


class Amount(NamedTuple):
    """One number of a sum.

    Attributes:
        label: what it is called in the form.
        value: in 元; None when blank.
        control: what another cell of the form says it must be, when one does.
        by: that cell.
    """

    label: str
    value: Decimal | None
    control: Decimal | None = None
    by: str = "按表里另一栏"


class Slip(NamedTuple):
    """The slip that explains a sum: the number, what it should be, what went wrong, and which it is (0: the total)."""

    label: str
    value: Decimal | None
    meant: Decimal
    how: str
    at: int = 0


def explain(total: Amount, parts: Sequence[Amount]) -> Slip | None:
    """Return the only slip that makes the parts add up to the total, None when there is none or more than one."""
    if total.value is None:
        return None
    gap = total.value - sum((each.value or Decimal(0) for each in parts), Decimal(0))
    if gap == 0:
        return None
    meant = (total.value - gap, *((each.value or Decimal(0)) + gap for each in parts))
    found = [
        slip._replace(at=at)
        for at, (amount, due) in enumerate(zip((total, *parts), meant, strict=True))
        if (slip := _slip(amount, due)) is not None
    ]
    return found[0] if len(found) == 1 else None


def _slip(amount: Amount, meant: Decimal) -> Slip | None:
    """Return the slip that turned what was meant into the number, None when none did or another cell says otherwise."""
    if amount.control is not None and amount.control != meant:
        return None
    if meant <= 0 and (amount.control is None or meant < 0):
        return None
    how = "漏填" if amount.value is None else how_slipped(amount.value, meant)
    if how is None and amount.control is not None:
        how = amount.by
    return None if how is None else Slip(amount.label, amount.value, meant, how)


def how_slipped(written: Decimal, meant: Decimal) -> str | None:
    """Return in Chinese which one slip turns one number into the other, None when none does."""
    if written <= 0 or written == meant:
        return None
    for times, how in ((Decimal(10), "少写一个 0"), (YUAN_PER[WAN], "按万元填写")):
        if written * times == meant:
            return how
    for times, how in ((Decimal(10), "多写一个 0"), (YUAN_PER[WAN], "多乘了一万")):
        if written == meant * times:
            return how
    one, two = (f"{each.normalize():.6f}" for each in (written, meant))
    if len(one) != len(two):
        return "少写一位数字" if _lacks_one(one, two) else "多写一位数字" if _lacks_one(two, one) else None
    apart = [at for at in range(len(one)) if one[at] != two[at]]
    if len(apart) == 1:
        return "一位数字写错"
    if len(apart) == 2 and _next_to(one, *apart) and one[apart[0]] == two[apart[1]] and one[apart[1]] == two[apart[0]]:
        return "相邻两位数字颠倒"
    return None


def _lacks_one(shorter: str, longer: str) -> bool:
    return len(longer) - len(shorter) == 1 and any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _next_to(digits: str, first: int, second: int) -> bool:
    return second - first == 1 or (second - first == 2 and digits[first + 1] == ".")


_SAME = (("annual", "total"), ("annual_other", "total_other"))


def controls(facts: Mapping[str, object], one_year: bool) -> Mapping[str, Decimal]:
    """Return what each number of a sum must be by the other column: both say the same of a one-year project.

    Args:
        facts: amounts by name; one_year: the plan begins and ends in one year.
    """
    if not one_year:
        return {}
    amounts = {name: value for name, value in facts.items() if isinstance(value, Decimal) and value.is_finite()}
    known: dict[str, Decimal] = {}
    for one, other in _SAME:
        known.update({name: amounts[twin] for name, twin in ((one, other), (other, one)) if twin in amounts})
    carried = amounts.get("total_carryover", Decimal(0))
    if "total_fiscal" in amounts:
        known["annual_fiscal"] = amounts["total_fiscal"] + carried - amounts.get("annual_carryover", Decimal(0))
        if "annual_fiscal" in amounts:
            known["annual_carryover"] = amounts["total_fiscal"] + carried - amounts["annual_fiscal"]
    if "annual_fiscal" in amounts:
        known["total_fiscal"] = amounts["annual_fiscal"] + amounts.get("annual_carryover", Decimal(0)) - carried
    return known
