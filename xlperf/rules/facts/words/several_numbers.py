"""Targets of several counts at once (1处430平方米, 3期150人), each held against the count of the same unit in the result."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.forms.form import Target
from xlperf.rules.facts.words.phrases import phrases

_COUNT = lazy_pattern(
    r"(?<![\d.])(?P<number>\d+(?:\.\d+)?)(?P<unit>万?(?:平方米|立方米|平方公里|公里|人次|场次|批次|[㎡期场次个册篇份家人名台套件户座处部辆所项间栋幢株亩条盏口棵]))"
    r"(?!/)"
)
# 每期50人, 前3名, 2-3期, 不超过2处: numbers of which more is not better, or that are no counts.
_OTHER = lazy_pattern(r"[每第均~×*<≤%％元天月日号年时周级]|\d[-至到—]|[不未无零超限控低少减降没欠差近]|以[内下]")
_IDLE = lazy_pattern(
    rf"(?:{phrases('works')}|{phrases('carries_out')}|{phrases('says_done')}|{phrases('so_far')}|{phrases('strives_for')}|[≥>=、,，;；。和及与共各])"
)
_MOST_WORDS = 4
"""Characters of a result beside its counts that may stand in neither the target nor the name."""


def of_several(target: Target, actual: Target, name: str, fewer_is_better: Callable[[str], bool]) -> tuple[Target, Target] | None:
    """Return the count of a target of several that its result misses, and that of the result; the first where none is missed.

    Nothing is said where a count of the target has none of its unit in the result (1处 for 1处430平方米), unless another is missed.

    Args:
        target, actual: the phrases; name: of the indicator; fewer_is_better: tells it of the name of a number.
    """
    wanted, done = bare(target.text), bare(actual.text)
    if _OTHER.search(wanted) or _OTHER.search(done) or fewer_is_better(name):
        return None
    due, told = _counts(wanted), _counts(done)
    if due is None or told is None or len(due) < 2 or _is_about_more(done, f"{name}{wanted}"):
        return None
    shared = [unit for unit in due if unit in told]
    missed = next((unit for unit in shared if told[unit] < due[unit]), None)
    unit = missed or (shared[0] if len(shared) == len(due) else None)
    return None if unit is None else (_of(target, "≥", due[unit], unit), _of(actual, None, told[unit], unit))


def _counts(text: str) -> dict[str, Decimal] | None:
    """Return the counts of a phrase by their units; None where a unit comes twice or a number is none of them."""
    found = _COUNT.findall(text)
    is_whole = found and len({unit for _, unit in found}) == len(found) and re.search(r"\d", _COUNT.sub("", text)) is None
    return {unit: Decimal(number) for number, unit in found} if is_whole else None


def _is_about_more(done: str, asked: str) -> bool:
    rest = _IDLE.sub("", _COUNT.sub("", done))
    return sum(each not in asked for each in rest) > _MOST_WORDS


def _of(phrase: Target, operator: str | None, number: Decimal, unit: str) -> Target:
    return replace(phrase, kind="quantitative", operator=operator, number=number, unit=unit)
