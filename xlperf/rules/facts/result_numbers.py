"""The number that a result stands for in the unit of its target, out of whatever words it is told in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.forms.form import Target
from xlperf.rules.facts.direction import comparable_actual, is_limit
from xlperf.rules.facts.scoring_settings import ScoringSettings
from xlperf.rules.facts.words.answers import (
    implied_number,
    is_length,
    part_of,
    quantities,
    share_of_all,
    share_of_plan,
    without_plan,
)
from xlperf.rules.facts.words.phrases import phrases
from xlperf.rules.facts.words.told_numbers import is_just_below


def number_of(target: Target, actual: Target, name: str, settings: ScoringSettings) -> Decimal | None:
    """Return the result as a number in the unit of the target, out of the words around it where it stands in some."""
    if target.number is None:
        return None
    part = part_of(actual.text, target.number)
    if part is None and bare(target.unit or "") == "%":
        part = share_of_all(actual.text)
    if part is not None:
        return part
    if actual.number is not None and actual.number < 0 < target.number and _NAMES_A_FALL.search(bare(name)):
        actual = replace(actual, number=-actual.number)  # -3.6% of 能耗降低: the sign says which way
    if actual.number is not None:
        counted = comparable_actual(target, actual, settings.units)
        return None if counted == target.number and is_just_below(actual.text, target.text, target.operator) else counted
    share = share_of_plan(actual.text, name) if bare(target.unit or "") == "%" else None
    if share is not None:
        return share
    within = target.operator is None and is_length(target.unit) and is_limit(name, settings.directions)
    at_most = within or target.operator in ("≤", "<")
    implied = implied_number(actual.text, target.number, target.unit, at_most, name)
    if implied is not None:
        return implied
    if _EARLIER_BY.search(actual.text) and not _EARLIER.search(name + target.text):
        return None  # by how much, not how long
    return number_in_unit(target, target.unit, actual.text, name, settings)


_NAMES_A_FALL = lazy_pattern(rf"(?:{phrases('goes_down')})(?:[率幅]度?|比例|幅度)?$")
_EARLIER = lazy_pattern(phrases("earlier_by"))
_EARLIER_BY = lazy_pattern(rf"(?:{phrases('earlier_by')})\d")


def number_in_unit(target: Target, unit: str | None, text: str, name: str, settings: ScoringSettings) -> Decimal | None:
    """Return the only number in a text that has this unit, or no unit where it is the only number at all.

    Of several, which may be parts, all of them where even together they are less than the target.
    """
    found = quantities(text, bare(unit or ""), bare(name))
    wanted = replace(target, number=Decimal(1), unit=unit)
    fitting: list[Decimal] = []
    exact = [each for each in found if each[1] is not None and each[1] == bare(unit or "")]
    for number, measure, nearly in exact or found:
        if measure is None and len(found) > 1:
            continue
        one = comparable_actual(wanted, Target(text, "quantitative", None, number, _known(measure, unit)), settings.units)
        if one is not None:
            if nearly:
                return None
            fitting.append(one)
    if len(set(fitting)) == 1 and not _EQUAL_PARTS.search(without_plan(text)):
        return fitting[0]
    most = max(fitting, default=Decimal(0)) if bare(unit or "") in ("%", "‰") else sum(fitting, Decimal(0))
    return most if fitting and target.number is not None and most < target.number else None


# 8场线上、8场线下, 上半年6场，下半年6场: two numbers that happen to be the same; 举办6场，共6场 is one.
_EQUAL_PARTS = lazy_pattern(
    rf"(?<!\d)(?P<number>\d+)(?!\d)[^，,。；;\d]*(?:[、和及与]|[,;](?!(?:{phrases('so_far')}|{phrases('says_done')})*\d))[^，,。；;\d]*(?<!\d)(?P=number)(?!\d)"
)
_MORE_BEHIND = ("人", "台", "万")
"""Units that begin other units: 人次 is no 人."""


def _known(measure: str | None, unit: str | None) -> str | None:
    """Return the unit of a number in words, cut to that of the target where it begins like it (3门课 is 3门)."""
    return unit if measure not in _MORE_BEHIND and measure and unit and bare(unit).startswith(measure) else measure
