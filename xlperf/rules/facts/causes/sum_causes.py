"""Which of the numbers of a sum that does not come out is at fault, so that one cause is told once and in one way.

A total that is not the sum of its parts may be wrong itself, or one of its parts, or a part was left blank.  Only where
something else says so too (the other column of a one-year project, the roster, the rate or score of execution) is the sum
of the parts what the total should be (应为); and where another rule would find a number too large or too small only because
of a sum that is told already, it has nothing to add.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from xlperf.data.money import money_text
from xlperf.data.words import BLANK
from xlperf.forms.form import Field
from xlperf.rules.facts.causes.one_slip import Amount, Slip, controls, explain
from xlperf.rules.facts.money_facts import SUMS
from xlperf.rules.facts.scoring import execution_rate

Facts = dict[str, Any]

_NOTHING = Decimal(0)
_ROUNDED = Decimal(50)
"""元 by which a control figure may be off that was given in 万元 (handbook 5.0)."""
_BY_ROSTER = "按名单的控制数"
_HALF_A_TENTH = Decimal("0.05")
"""Percentage points by which a printed rate may be off the one that it was reckoned as."""


def add_sum_causes(facts: Facts, fields: Mapping[str, Field], unit: str) -> None:
    """Add to the facts of a form what is at fault where a sum does not come out.

    Args:
        facts: of the form, with those that tell which sums only rounding keeps apart; completed in place.
        fields: behind the facts.
        unit: of the form.
    """
    one_year = facts.get("spans_years") is False
    listed = _by_roster(facts)
    known = {**controls(facts, one_year), **_by_rate(facts), **listed}
    for short in SUMS:
        if f"{short}_rounds" not in facts:
            _add_sum(facts, short, fields, known, unit, listed)
    _add_yearly(facts, one_year)
    _add_parts(facts)


def _by_roster(facts: Facts) -> dict[str, Decimal]:
    """Return what the year's total must be by the roster; as printed, or the sum of the parts, where it is one of these rounded."""
    control = _amount(facts, "roster_amount")
    if control is None:
        return {}
    printed = (_amount(facts, "annual"), _sum_of(facts, "annual"))
    return {"annual": next((each for each in printed if each is not None and abs(each - control) <= _ROUNDED), control)}


def _by_rate(facts: Facts) -> dict[str, Decimal]:
    """Return what budget and spending of a self-evaluation must be by its rate or score: as printed, or the sum of the parts."""
    rates = _rates(facts)
    readings = {
        name: [value for value in (_amount(facts, name), _sum_of(facts, short)) if value is not None]
        for short, name in (("budget", "total_full_year_budget"), ("executed", "total_executed"))
    }
    budgets, spent = readings.values()
    fitting = [
        (budget, executed)
        for budget in budgets
        for executed in spent
        if (due := execution_rate(budget, executed)) is not None and any(abs(due - rate) <= _HALF_A_TENTH for rate in rates)
    ]
    return dict(zip(readings, fitting[0], strict=True)) if len(set(fitting)) == 1 else {}


def _rates(facts: Facts) -> list[Decimal]:
    """Return the execution rate in per cent, as printed (98 or 0.98) and as the score of execution says it."""
    rate, score, weight = (_amount(facts, f"execution_{each}") for each in ("rate", "score", "weight"))
    printed = [] if rate is None else [rate, rate * 100]
    return [*printed, score * 100 / weight] if score is not None and weight and score < weight else printed


def _sum_of(facts: Facts, short: str) -> Decimal | None:
    given = [_amount(facts, each) for each in SUMS[short][1]]
    known = [each for each in given if each is not None]
    return sum(known, _NOTHING) if known else None


def _amount(facts: Facts, name: str) -> Decimal | None:
    value = facts.get(name)
    return value if isinstance(value, Decimal) and value.is_finite() else None


def _add_sum(
    facts: Facts,
    short: str,
    fields: Mapping[str, Field],
    known: Mapping[str, Decimal],
    unit: str,
    listed: Mapping[str, Decimal],
) -> None:
    total, every = SUMS[short]
    amount, parts = _amount(facts, total), [each for each in every if each in fields and (fields[each].cell or each in facts)]
    unread = any(fields[each].value is None and not fields[each].blank for each in parts)
    if amount is None or not parts or unread:  # a part that cannot be read may be anything
        return
    given = [value for each in parts if (value := _amount(facts, each)) is not None]
    if amount == sum(given, _NOTHING):
        return
    labels = {each: _label(fields, each) for each in (total, *parts)}
    shown = (f"{labels[each]} {BLANK if each not in facts else money_text(facts[each], unit)}" for each in parts)
    facts[f"{short}_parts"] = " + ".join(shown)
    if min(amount, *given, _NOTHING) < 0:  # FUND-007 tells that
        if abs(amount) == sum(map(abs, given), _NOTHING):
            facts[f"{short}_signs"] = True
        return
    blank = [labels[each] for each in parts if each not in facts]
    if blank:
        facts[f"{short}_unfilled"] = "、".join(blank)
    else:
        facts[f"{short}_else"] = sum(given, _NOTHING)
    slip = None
    if given and f"{short}_may_round" not in facts:
        numbers = [
            Amount(labels[each], facts.get(each), known.get(each), *((_BY_ROSTER,) if each in listed else ()))
            for each in (total, *parts)
        ]
        slip = explain(numbers[0], numbers[1:])
    if slip is not None:
        facts[f"{short}_slip"], facts[f"{short}_slip_of"] = _told(slip, unit), (total, *parts)[slip.at]
    due = sum(given, _NOTHING)
    if not blank and (known[total] == due if total in known else _is_beyond(facts, total, due)):
        facts[f"{short}_meant"] = money_text(due, unit)


def _is_beyond(facts: Facts, total: str, due: Decimal) -> bool:
    """Tell whether the year's total as printed is more than the project's, and as the sum of its parts is not."""
    annual, whole = _amount(facts, "annual"), _amount(facts, "total")
    if annual is None or whole is None or annual <= whole:
        return False
    return due <= whole if total == "annual" else total == "total" and due >= annual


def _told(slip: Slip, unit: str) -> str:
    written = "" if slip.value is None else f" {money_text(slip.value, unit)}"
    return f"{slip.label}{written} 可能应为 {money_text(slip.meant, unit)}（{slip.how}）"


def _label(fields: Mapping[str, Field], fact: str) -> str:
    return fields[fact].label.replace("其中：", "").replace("其中:", "").rstrip("：:")


def _either(facts: Facts, one: str, other: str) -> list[tuple[Decimal, Decimal]]:
    """Return two totals with each other as they would be if one or both were the sums of their parts."""
    both = ((_amount(facts, name), _amount(facts, f"{name}_else")) for name in (one, other))
    firsts, seconds = ([each for each in readings if each is not None] for readings in both)
    return [(first, second) for first in firsts for second in seconds][1:]


def _add_yearly(facts: Facts, one_year: bool) -> None:
    """Add whether the year's total and the project's go together once a sum that is told is mended."""
    annual, total = _amount(facts, "annual"), _amount(facts, "total")
    if annual is None or total is None or annual == total:
        return
    mended = (first == second if one_year else first <= second for first, second in _either(facts, "annual", "total"))
    if min(annual, total) < 0 or any(mended):
        facts["yearly_told"] = True


_COUNTERPARTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "fiscal": ("total_fiscal", ("annual_fiscal", "annual_carryover")),
    "other": ("total_other", ("annual_other",)),
}
"""Parts of the project's money and of the year's that are held against each other, by the name of the fact."""


def _add_parts(facts: Facts) -> None:
    """Add which part of the project's money is short of the year's only because a slip or the whole total is."""
    annual, total = _amount(facts, "annual"), _amount(facts, "total")
    short = annual - total if annual is not None and total is not None else _NOTHING
    slips = {facts.get("annual_slip_of"), facts.get("total_slip_of")}
    for name, (whole, yearly) in _COUNTERPARTS.items():
        amount, amounts = _amount(facts, whole), [_amount(facts, each) or _NOTHING for each in yearly]
        if amount is None:
            continue
        gap = sum(amounts, _NOTHING) - amount
        same = gap == short and "yearly_told" not in facts
        if gap > 0 and (same or slips.intersection((whole, *yearly)) or min(amount, *amounts) < 0):
            facts[f"{name}_told"] = True
            if same:
                facts["short_part"] = facts.get("short_part", whole)
