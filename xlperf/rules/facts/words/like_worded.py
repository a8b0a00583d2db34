"""Targets and results told in the same words but for one number: 户均增收1000元 and 830元, 完成工程量的90% and 75%, ≤12/10万.

Also how often a thing was to be done against how often it was done in the year: 每季度1次 and 全年2次.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.forms.form import Target
from xlperf.forms.values.number_in_words import in_figures
from xlperf.rules.facts.words.phrases import phrases

_DAY = lazy_pattern(r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}[日号]|[底末初中]|[上中下]旬)?[之以]?前?|20\d\d年度?|\d[季月]度?")
_PARTED = lazy_pattern(
    r"(?P<before>[^\d]*)(?P<number>\d+(?:\.\d+)?)(?P<unit>万?(?:%|个百分点|[\u4e00-\u9fff]{1,2}))(?P<behind>[^\d]*)"
)
_SAYS_NOTHING = lazy_pattern(rf"(?:{phrases('says_done')}|{phrases('so_far')}|{phrases('strives_for')}|[年月]底|[年月]末|前)")
# 前3名, 缩短至5天, 2级, 3年内: a rank, a limit or a time, where less may be more.
_OTHER = lazy_pattern(
    rf"{phrases('happened')}|{phrases('no_plain_count')}|{phrases('goes_down')}|{phrases('kinds_of_money')}|[~～/+×*-]|以[内下]|左右|约|近|平均"
)
_NO_COUNT = lazy_pattern(phrases("units_of_no_count"))
_SHARE = lazy_pattern(r"(?:[≥≤<>=]=?)?(?P<number>\d+(?:\.\d+)?)(?P<unit>/(?:\d*[万千百亿]|10{2,})(?:人|户|例|件)?)")


def as_shares(target: Target, actual: Target) -> tuple[Target, Target] | None:
    """Return both as quantities of one unit where both are so many of a hundred thousand (12/10万), or 1/2 is held against 45%."""
    if target.number is None and actual.number is not None and bare(actual.unit or "") == "%" and (least := _fraction(target)):
        return replace(target, number=least, unit="%"), actual
    share, part = _SHARE.fullmatch(bare(target.text)), _SHARE.fullmatch(bare(actual.text))
    if share is None or part is None or share["unit"] != part["unit"]:
        return None
    return _quantity(target, share, target.operator), _quantity(actual, part, None)


_FRACTION = lazy_pattern(
    rf"\W*(?:[^\W\d]{{2,4}})??(?:(?P<part>[1-9]\d?)/(?P<of>[1-9]\d?)|(?P<words>{phrases('parts_of')}))(?:\([^()]*\))?[^\W\d]{{0,3}}"
)


def _fraction(target: Target) -> Decimal | None:
    """Return a fraction that a target names in whole per cent, rounded in favour of the result: ≥1/3 is kept by 33%."""
    found = _FRACTION.fullmatch(bare(target.text))
    if found is None:
        return None
    words = found["words"]
    part, whole = map(in_figures, (words[-1], words[0])) if words else (int(found["part"]), int(found["of"]))
    if not 0 < part <= whole:
        return None
    most = target.operator in ("≤", "<")
    return Decimal(-(-part * 100 // whole) if most else part * 100 // whole)


def alike_but_for_a_number(target: Target, actual: Target, fewer_is_better: Callable[[str], bool]) -> tuple[Target, Target] | None:
    """Return both as quantities where a result has the target's own words, or none, around one number of the same unit.

    Nothing is said of a number that may be a rank, a limit, a price or a time, nor where less of it is better.
    """
    wanted, done = _parts(target), _parts(actual)
    if wanted is None or done is None or wanted["unit"] != done["unit"]:
        return None
    before, said = (_SAYS_NOTHING.sub("", each["before"]) for each in (wanted, done))
    is_part = (before.startswith(said) or before.endswith(said)) and ("每" in said or "每" not in before)  # 25人 may be all
    if not is_part or not wanted["behind"].removesuffix("以上").startswith(done["behind"]) or fewer_is_better(before + "数"):
        return None
    return _quantity(target, wanted, "≥"), _quantity(actual, done, None)


def _parts(phrase: Target) -> re.Match[str] | None:
    text = _DAY.sub("", bare(phrase.text).lstrip("≥"))
    found = None if _OTHER.search(text) else _PARTED.fullmatch(text)
    return None if found is None or any(map(_NO_COUNT.fullmatch, (found["unit"][0], found["unit"][-1]))) else found


def _quantity(phrase: Target, found: re.Match[str], operator: str | None) -> Target:
    return replace(phrase, kind="quantitative", operator=operator, number=Decimal(found["number"]), unit=found["unit"])


_PERIOD = r"(?P<period>半年|季度?|月|旬|周|年|学期)度?"
_OFTEN = lazy_pattern(
    rf"(?:每|一|1)个?{_PERIOD}(?:至少|不[少低]于|≥)?(?P<number>\d+|[一二两三四五六七八九十])(?:[-~～—]\d+)?(?P<unit>[次期场轮遍趟篇])(?:以上)?"
    rf"|(?P<count>\d+)(?P<of>[次期场轮遍趟篇])/(?P<per>半年|季度?|月|周|年)"
)
_IN_A_YEAR = lazy_pattern(
    rf"(?P<whole>{phrases('so_far')}|{phrases('whole_year')})*(?:{phrases('carries_out')}|{phrases('works')})?了?(?P<number>\d+)(?P<unit>[次期场轮遍趟篇])"
)
_TIMES = {"年": 1, "半年": 2, "学期": 2, "季": 4, "月": 12, "旬": 36, "周": 48}
"""How many of a period a year has at least in which something can be done."""


def rarer_than_due(target: Target, actual: Target) -> tuple[Target, Target] | None:
    """Return both as counts of one time where a thing was to be done in each period and was done fewer times.

    每季度1次 answered by 1次 may be told of each quarter, by 全年1次 it is not.
    """
    due, often = _OFTEN.fullmatch(bare(target.text)), _OFTEN.fullmatch(bare(actual.text))
    if due is None:
        return None
    each = _number(due["number"] or due["count"])
    if often is not None and _period(often) == _period(due) and _unit(often) == _unit(due):
        done = _number(often["number"] or often["count"])
        return _counts(target, actual, each, done, _unit(due)) if done < each else None
    whole = _IN_A_YEAR.fullmatch(bare(actual.text))
    if whole is None or whole["unit"] != _unit(due):
        return None
    done, year = int(whole["number"]), each * _TIMES[_period(due)]
    may_be_of_each = not whole["whole"] and _period(due) != "年" and done == each
    return None if done >= year or may_be_of_each else _counts(target, actual, year, done, _unit(due))


def _period(often: re.Match[str]) -> str:
    return str(often["period"] or often["per"]).removesuffix("度")


def _unit(often: re.Match[str]) -> str:
    return str(often["unit"] or often["of"])


def _number(written: str) -> int:
    return int(written) if written.isdigit() else in_figures(written)


def _counts(target: Target, actual: Target, due: int, done: int, unit: str) -> tuple[Target, Target]:
    wanted = replace(target, kind="quantitative", operator="≥", number=Decimal(due), unit=unit)
    return wanted, replace(actual, kind="quantitative", operator=None, number=Decimal(done), unit=unit)
