"""Money for each (元/人, 元/亩) that a goal names, held against the row of the same money."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.money import YUAN_PER
from xlperf.data.names import bare
from xlperf.rules.facts.words.phrases import phrases

_MONEY = lazy_pattern(r"(?<![\d.,])(?P<number>\d[\d,]*(?:\.\d+)?)(?P<scale>[万千百]?)元")
_CLAUSE = lazy_pattern(r"(?:[^，,。；;、！\n]|(?<=\d),(?=\d{3}))+")
_LIMIT = lazy_pattern(rf"(?:{phrases('limits')})$")
_FOR_EACH = lazy_pattern(phrases("names_money_for_each"))
_FOR_A_PERSON = lazy_pattern("[生师]均")
_KIND = lazy_pattern(rf"(?:{phrases('kinds_of_money')})$")
_LEAST_SHARED = 2
"""Of how many characters of a name, one must be said beside money for the same thing."""


def rate_against_goal(
    name: str, number: Decimal, unit: str, operator: str | None, goal: str, costs: Sequence[Decimal]
) -> str | None:
    """Return the money for each that a goal names where it breaks what the row of the same money says.

    Above what is to be kept to is another limit; below it, only where the goal says that it is one (不超过120元).

    Args:
        name, number, unit, operator: of the row; goal: the text.
        costs: what the rows aim at in 元.
    """
    money, _, per = bare(unit).replace("(", "").replace(")", "").partition("/")
    if money not in YUAN_PER or not (per or _FOR_EACH.search(name)) or "元" not in goal:
        return None
    told: dict[Decimal, str] = {}
    for clause in _CLAUSE.findall(bare(goal.replace("\n", "。"))):
        for hit in _MONEY.finditer(clause):
            before, said = clause[: hit.start()], f"/{per}" if per and clause.startswith(f"/{per}", hit.end()) else ""
            called, front = (_FOR_A_PERSON.sub("人均", each) for each in (bare(name), before))
            if _is_of(called, per, front, clause, said):
                amount = Decimal(hit["number"].replace(",", "")) * YUAN_PER[f"{hit['scale']}元"]
                told[amount] = hit[0] + said if _breaks(amount, number * YUAN_PER[money], operator, before) else ""
    amounts = [each for each in told if each not in costs]
    return (told[amounts[0]] or None) if len(told) == len(amounts) == 1 else None


def _is_of(name: str, per: str, before: str, clause: str, said_per: str) -> bool:
    """Tell whether money is that of a row: its name stands before it, or what it is for each of, and words of the name."""
    front, stem, time = _LIMIT.sub("", before), _KIND.sub("", name), re.split(r"[·/]", per)[1:]
    said = front.endswith(name) or (len(stem) > _LEAST_SHARED + 1 and front.endswith(stem))
    if said and _FOR_EACH.search(name) and all(each in front for each in time):
        return True
    each = "每" + re.sub(r"[·/]", "每", per)
    if not per or not (said_per or re.search(rf"{each}(?![\u4e00-\u9fff]?每)", before)):
        return False
    words = _FOR_EACH.sub("", stem)
    shared = sum(words[at : at + 2] in clause for at in range(len(words) - 1))
    return shared > 0 and (shared + 1) * _LEAST_SHARED >= len(words)


def _breaks(amount: Decimal, aim: Decimal, operator: str | None, before: str) -> bool:
    if operator in ("≥", ">"):
        return amount < aim
    return amount > aim or (amount < aim and (operator == "=" or _LIMIT.search(before) is not None))
