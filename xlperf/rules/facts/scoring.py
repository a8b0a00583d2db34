"""The formulas of a self-evaluation (domain handbook 3.3), exact and without opinion.

Every amount, target and score is a ``Decimal``; scores are rounded half up to two
decimals.  The functions compute beside what a unit claims and never replace it;
which of them fits a line is decided in ``xlperf.rules.facts.direction``.
"""

from __future__ import annotations

from decimal import MAX_PREC, ROUND_HALF_UP, Context, Decimal
from typing import Literal

Direction = Literal["positive", "equal", "reverse"]
"""Which way a target points: reach it or more, hit it, or stay below it."""

ReverseFormula = Literal["excess", "ratio"]
"""How a missed reverse target is scored: by the share of the excess, or as target over actual."""

_ROUNDING = Context(prec=MAX_PREC, rounding=ROUND_HALF_UP)
_BEYOND_ROUNDING = 900
"""Digits before the point from which on nothing is rounded: a cell may hold 32,767, and no fraction of such a number counts."""

_NOTHING = Decimal(0)
_HUNDRED = Decimal(100)


def round_half_up(number: Decimal, places: int = 2) -> Decimal:
    """Return a number rounded half up, as scores and rates are printed (handbook 3.3, rounding); one of 900 digits as it is."""
    if number.adjusted() >= _BEYOND_ROUNDING:
        return number
    return number.quantize(Decimal(1).scaleb(-places), context=_ROUNDING)


def last_place(number: Decimal) -> Decimal:
    """Return one of the last digit of a number as it is written: 0.1 of 2.5, 1 of 100."""
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def execution_rate(full_year_budget: Decimal | None, executed: Decimal | None) -> Decimal | None:
    """Return 预算执行率 in per cent, not rounded: 全年执行数 ÷ 全年预算数 (handbook 3.3, execution).

    Returns:
        None when an amount is missing or the budget is not above 0: there is no divisor.
    """
    if full_year_budget is None or executed is None or full_year_budget <= 0:
        return None
    return executed * _HUNDRED / full_year_budget


def execution_score(rate: Decimal, weight: Decimal) -> Decimal:
    """Return the score of 预算执行: rate × weight, within 0 and the weight (handbook 3.3, execution).

    Args:
        rate: in per cent.
        weight: its 分值, usually 10.
    """
    return _within(rate * weight / _HUNDRED, weight)


def line_score(
    target: Decimal, actual: Decimal, weight: Decimal, direction: Direction, reverse: ReverseFormula = "excess"
) -> Decimal:
    """Return the score of a quantitative line (handbook 3.3, table of directions).

    Args:
        target, actual: numbers in the same unit, the target not below 0; a negative
            actual counts as 0.
        weight: 分值 of the line, not below 0.
        direction: which way the target points.
        reverse: the formula for a missed reverse target.
    """
    actual = max(actual, _NOTHING)
    if is_met(target, actual, direction):
        return round_half_up(weight)
    if target == 0:
        return round_half_up(_NOTHING)
    if direction != "reverse":
        return _within(weight * actual / target, weight)
    if reverse == "ratio":
        return _within(weight * target / actual, weight)
    return _within(weight * (1 - (actual - target) / target), weight)


def is_met(target: Decimal, actual: Decimal, direction: Direction) -> bool:
    """Tell whether an actual value reaches its target.

    "=0" means that nothing of the kind happened; any other "=" is reached by that
    much or more (handbook 3.3: over-achievement keeps its marks).
    """
    actual = max(actual, _NOTHING)
    if direction == "reverse" or (direction == "equal" and target == 0):
        return actual <= target
    return actual >= target


def completion(target: Decimal, actual: Decimal) -> Decimal | None:
    """Return actual ÷ target in per cent, not rounded; None for a target of 0, which nothing can be divided by."""
    return None if target == 0 else max(actual, _NOTHING) * _HUNDRED / target


def _within(score: Decimal, weight: Decimal) -> Decimal:
    return round_half_up(min(max(score, _NOTHING), weight))
