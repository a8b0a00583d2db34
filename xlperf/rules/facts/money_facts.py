"""What the money of a form says about itself: sums that only rounding keeps apart, cost against the money."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.money import WAN, YUAN, YUAN_PER, rounding_slack
from xlperf.data.names import bare
from xlperf.forms.form import Field, Form
from xlperf.rules.facts.scoring import round_half_up
from xlperf.rules.facts.words.phrases import phrases
from xlperf.rules.facts.words.told_numbers import BY_PERIOD, TIMES_A_YEAR

Facts = dict[str, Any]

SUMS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "annual": ("annual", ("annual_fiscal", "annual_carryover", "annual_other")),
    "total": ("total", ("total_fiscal", "total_carryover", "total_other")),
    **{
        short: (f"total_{column}", (f"fiscal_{column}", f"carryover_{column}", f"other_{column}"))
        for short, column in (("initial", "initial_budget"), ("budget", "full_year_budget"), ("executed", "executed"))
    },
}
"""Sums of a form by the name that their facts begin with: the total and its parts."""

_PAIRS = {
    "yearly": ("annual", ("total",)),
    "fiscal": ("total_fiscal", ("annual_fiscal", "annual_carryover")),
    "other": ("total_other", ("annual_other",)),
    "spent": ("total_full_year_budget", ("total_executed",)),
}
"""Further amounts that are held against each other."""

_DIVIDED = lazy_pattern(r"(?P<part>/funding/\w+/)(?:execution_rate|score)")


def lacks_divisor(form: Form, field: Field) -> bool:
    """Tell whether words (不适用, 无预算) stand for the execution rate or score of money that there was none of to spend."""
    divided = _DIVIDED.fullmatch(field.name)
    if divided is None or field.value is not None or any(each.isdigit() for each in field.raw):
        return False
    budget = form.get(f"{divided['part']}full_year_budget")
    return budget is not None and (budget.blank or budget.value == 0)


def add_money_facts(facts: Facts, unit: str) -> None:
    """Add to the facts of a form which of its sums only rounding keeps apart."""
    for short, (total, parts) in (*SUMS.items(), *_PAIRS.items()):
        amount = facts.get(total)
        given = [value for each in parts if isinstance(value := facts.get(each), Decimal) and value.is_finite()]
        if not isinstance(amount, Decimal) or not amount.is_finite() or not given:
            continue
        gap = abs(amount - sum(given, Decimal(0)))
        if not gap:
            continue
        if gap <= rounding_slack((amount, *given), unit):
            facts[f"{short}_rounds"] = True
        elif sum(map(bool, given)) > 1 and gap <= rounding_slack((amount, *given), unit, 1):
            facts[f"{short}_may_round" if short in SUMS else f"{short}_rounds"] = True


_SCALE = "|".join(sorted((each.removesuffix(YUAN) for each in YUAN_PER), key=len, reverse=True))
_MONEY = f"({_SCALE})元"
_PERIODIC = lazy_pattern(rf"{_MONEY}/(?:{BY_PERIOD})")
_EACH = lazy_pattern(rf"{_MONEY}/(人均|[\u4e00-\u9fff]{{1,3}}|㎡|m[2²])(?:[·./]年)?")
_EACH_MONTHLY = lazy_pattern(rf"{_MONEY}/(?:([\u4e00-\u9fff])[·./]?月|月[·./]([\u4e00-\u9fff]))")
_EACH_DAILY = lazy_pattern(rf"{_MONEY}/([\u4e00-\u9fff])[·./](?P<day>{phrases('a_day')})")
_PLAIN = lazy_pattern(rf"{_MONEY}(?:/年)?")
_BY_PERIOD = lazy_pattern(rf"(?={phrases('by_a_period')})(?:{BY_PERIOD})")
_FOR_ONE = lazy_pattern(rf"(?:{phrases('money_for_each')})(?P<behind>.+)|(?P<mean>{phrases('mean_of_each')})")
_FOR_ANOTHER = lazy_pattern(rf"{phrases('money_for_each')}|{BY_PERIOD}")
_ANY_THING = "个"
_WHOLE = lazy_pattern(r"总|合计|全部|全年|年度|项目成本|项目资金|预算")


COSTS_OF_OTHERS = frozenset(("社会成本指标", "生态环境成本指标"))
"""Level-2 names of costs that society and nature bear; no money of the project pays for them."""


def add_cost_facts(head: Facts, rows: Sequence[Facts], same: Mapping[str, str]) -> None:
    """Add what each cost target comes to in a year, and what they come to together.

    元 and 万元 count as they stand, a sum per month twelve times, a sum per person, 场, 台 … times the only quantity of that
    unit, twelve times that for a sum per person and month, whether the unit or the name (每场费用) says so; other units are not
    judged.

    Args:
        head: facts of the form; rows: of its rows, both completed in place.
        same: spellings of a unit -> the one they are compared as (场次 is 场).
    """
    limit = head.get("yearly_amount")
    if not isinstance(limit, Decimal) or not limit.is_finite() or limit <= 0:
        return
    plain: list[Facts] = []
    for row in rows:
        if "number" not in row or "元" not in row.get("measure", "") or row.get("level2") in COSTS_OF_OTHERS:
            continue
        reckoned = _yearly(row, rows, same)
        if reckoned is None:
            continue
        row["yearly_cost"], row["cost_multiplied"] = cost, multiplied = reckoned
        row["cost_percent"] = round_half_up(cost * 100 / limit)
        if _is_in_other_unit(cost, limit) and (multiplied or _WHOLE.search(row.get("level3", ""))):
            head["cost_in_other_unit"], head["cost_of_other_unit"] = cost, row.get("level3", "")
        if not multiplied and "成本指标" in (row.get("level1"), row.get("level2")) and row.get("operator") not in ("≥", ">"):
            plain.append(row)
    if len(plain) > 1 and not any(_WHOLE.search(row.get("level3", "")) or abs(row["cost_percent"] - 100) <= 1 for row in plain):
        head["cost_sum"] = sum((row["yearly_cost"] for row in plain), Decimal(0))
        head["cost_sum_percent"] = round_half_up(head["cost_sum"] * 100 / limit)


def _is_in_other_unit(cost: Decimal, limit: Decimal) -> bool:
    """Tell whether a cost and the money for it are the same but for 元 and 万元."""
    times = YUAN_PER[WAN] / YUAN_PER[YUAN]
    return any(abs(one - other * times) * 100 <= one for one, other in ((cost, limit), (limit, cost)))


def _yearly(row: Facts, rows: Sequence[Facts], same: Mapping[str, str]) -> tuple[Decimal, bool] | None:
    unit = bare(row["measure"])
    found = _PLAIN.fullmatch(unit)
    if found is not None:
        times = _times_named(bare(row.get("level3", "")), rows, same)
        return _in_yuan(row, found) * (1 if times is None else times), times is not None
    found = _PERIODIC.fullmatch(unit)
    if found is not None:
        return _in_yuan(row, found) * TIMES_A_YEAR[found.lastgroup or ""], True
    found = _EACH_MONTHLY.fullmatch(unit) or _EACH_DAILY.fullmatch(unit) or _EACH.fullmatch(unit)
    if found is None:
        return None
    times = _all_of(found[2] or found[3], rows, same)  # the third is the day in 元/人·天
    if times is not None and (day := found.groupdict().get("day")):
        days = _all_of(day, rows, same)
        times = None if days is None else times * days
    return None if times is None else (_in_yuan(row, found) * times * (12 if "月" in unit else 1), True)


def _in_yuan(row: Facts, unit: re.Match[str]) -> Decimal:
    number: Decimal = row["number"]
    return number * YUAN_PER[f"{unit[1]}元"]


def _times_named(name: str, rows: Sequence[Facts], same: Mapping[str, str]) -> Decimal | None:
    """Return how often money is paid by the name of its indicator: 季度费用, 每场活动费用, 人均补助; None where it says no such."""
    period = _BY_PERIOD.match(name)
    if period is not None:
        return Decimal(TIMES_A_YEAR[period.lastgroup or ""])
    said = _FOR_ONE.search(name)
    if said is None:
        return None
    if said["mean"]:
        return _all_of(said["mean"], rows, same)
    behind = said["behind"]
    units = {unit for row in rows if row.get("level2") == "数量指标" and (unit := bare(row.get("measure", "")))}
    spelled = units | {other for other, one in same.items() if one in {same.get(each, each) for each in units}}
    each = max((unit for unit in spelled if behind.startswith(unit)), key=lambda unit: (len(unit), unit), default=None)
    if each is None or _FOR_ANOTHER.match(behind, len(each)):  # 每人每天
        return None
    if each == _ANY_THING:
        thing = behind[len(each) : len(each) + 2]
        rows = [row for row in rows if thing in bare(row.get("level3", ""))]
    return _all_of(each, rows, same)


def _all_of(counted_by: str, rows: Sequence[Facts], same: Mapping[str, str]) -> Decimal | None:
    """Return the only quantity of the form in a unit that something is paid for each of; None where there are none or several."""
    each = "人" if counted_by == "人均" else same.get(counted_by, counted_by)
    numbered = [other for other in rows if "number" in other and not _counts_turns(other, counted_by)]
    for chosen in ([row for row in numbered if row.get("level2") == "数量指标"], numbered if len(each) > 1 else ()):
        counted = [number for other in chosen if (number := _counted(other, each, same)) is not None]
        if counted:  # 人次 may be counted among the effects; 人 may be anybody there
            return counted[0] if len(counted) == 1 else None
    return None


_TURNS = lazy_pattern(rf"(?:{phrases('counts_of_turns')})$")


def _counts_turns(row: Facts, each: str) -> bool:
    """Tell whether a row counts how often devices were used (手术台次 in 台), which the price of a device is not paid for."""
    turns = _TURNS.search(bare(row.get("level3", "")))
    return turns is not None and turns[0].startswith(each) and turns[0] != each


def _counted(row: Facts, each: str, same: Mapping[str, str]) -> Decimal | None:
    """Return the number of a row that counts by a unit (4.5 of 万页 are 45,000 页); None where it counts by another."""
    measure = bare(row.get("measure", ""))  # m² is m2
    plain = measure.removeprefix("万")
    for unit, factor in ((measure, 1), (plain, YUAN_PER[WAN] / YUAN_PER[YUAN])):
        if same.get(unit, unit) == each:
            number: Decimal = row["number"]
            return number * factor
    return None
