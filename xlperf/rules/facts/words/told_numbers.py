"""Targets and results that tell their numbers in phrases: 每季度5场, 全年20场, 零事故, 减少3起."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.forms.form import Target
from xlperf.forms.values.number_in_words import in_figures
from xlperf.forms.values.operators import OPERATOR, UPPER
from xlperf.rules.facts.words.both_ends import as_change
from xlperf.rules.facts.words.like_worded import alike_but_for_a_number, as_shares, rarer_than_due
from xlperf.rules.facts.words.phrases import phrases
from xlperf.rules.facts.words.several_numbers import of_several

_LESS = lazy_pattern(phrases("less"))
# 减少3起: a difference, which a number alone (4起) does not meet.
_LESS_BY = lazy_pattern(rf"(?:较|比|同比)?[^\d]{{0,8}}?(?:{phrases('less_by')})了?\d")
_PERIOD = r"(?P<period>每(?:个)?(?:天|日|周|月|季度?|半年|年|学期))"
# 每季度5场.
_EVERY = lazy_pattern(
    rf"{_PERIOD}(?!{UPPER})(?:{OPERATOR})?(?P<number>\d+(?:\.\d+)?|[一二两三四五六七八九十])(?P<unit>(?![日号])[\u4e00-\u9fff]{{1,3}}?)(?:以上)?"
)
# 全年290座, 全年督导16所: all of the year, beside so many each month.
_ALL_YEAR = lazy_pattern(
    rf"(?:{phrases('all_in_all')})+[\u4e00-\u9fff]{{0,6}}?(?P<number>\d+(?:\.\d+)?)(?P<unit>[\u4e00-\u9fff]{{1,3}})"
)
TIMES_A_YEAR = {"monthly": 12, "quarterly": 4, "half_yearly": 2}
"""How often in a year what is done or paid by the month comes, by the name of the phrases that say so."""
BY_PERIOD = "|".join(f"(?P<{each}>{phrases(each)})" for each in TIMES_A_YEAR)
"""Part of a pattern, the last group of which is the name of the phrases."""
_BY_PERIOD = lazy_pattern(BY_PERIOD)
# 每日4~6车次.
_EVERY_RANGE = lazy_pattern(rf"{_PERIOD}(?P<ends>\d+(?:-|~|{phrases('up_to_a_number')})\d+[\u4e00-\u9fff]{{1,3}})")
# 全年20场, 开展培训20场, 计划20场; 每场30人 and 控制3次 are other numbers.
_TOLD_NUMBER = lazy_pattern(
    rf"(?!.*(?:{phrases('no_number_of_all')}))(?P<what>[\u4e00-\u9fff]{{1,10}}?)(?<!前)"
    rf"(?P<number>\d+(?:\.\d+)?)(?P<unit>万?(?:{phrases('counted_in')}))"
)
# 零事故, 无投诉, and what came of it: 1起, 投诉2件.
_NONE_OF = lazy_pattern(rf"(?:{phrases('none_of')})(?P<what>[\u4e00-\u9fff]{{2,8}}?)(?:发生|情况|现象)?")
_SOME_OF = lazy_pattern(
    rf"(?:{phrases('so_far')})*(?:{phrases('happened')})?(?:了)?(?P<noun>[\u4e00-\u9fff]{{2,6}}?)?"
    rf"(?P<number>\d+)(?P<unit>{phrases('events_counted_in')})(?P<behind>[\u4e00-\u9fff]{{2,6}})?"
)


def brought_together(
    target: Target, actual: Target, name: str, fewer_is_better: Callable[[str], bool]
) -> tuple[Target, Target] | None:
    """Return a target and a result as the numbers that both stand for, None where a number means another thing in each.

    每季度5场 and 每季度3场 count in the same time, and 每月3场 is no answer to 20场; 全年20场 is 20场; 零事故 is a target of 0;
    减少3起 and 4起 cannot be compared unless the name says that it counts what became less.

    Args:
        target, actual: the phrases; name: of the indicator; fewer_is_better: tells it of the name of a number (事故数).
    """
    changed = as_change(target, actual, name)
    if changed is not actual:
        return None if changed is None else (replace(target, operator=target.operator or "≥"), changed)
    if _LESS_BY.match(bare(target.text)):
        says_less = any(_LESS.search(each) or _UP_OR_DOWN.search(each) for each in (name, actual.text))
        return (replace(target, operator=target.operator or "≥"), actual) if says_less else None
    wanted, done = _EVERY.fullmatch(bare(target.text)), _EVERY.fullmatch(bare(actual.text))
    if wanted and done and wanted["period"] == done["period"]:
        return _counted(target, wanted, "≥"), _counted(actual, done, None)
    spread = _EVERY_RANGE.fullmatch(bare(target.text)) if done else None
    if done and spread and spread["period"] == done["period"]:
        return replace(target, kind="quantitative", text=spread["ends"], number=None), _counted(actual, done, None)
    whole = _ALL_YEAR.fullmatch(bare(actual.text)) if wanted else None
    period = _BY_PERIOD.fullmatch(wanted["period"]) if wanted and whole and wanted["unit"] == whole["unit"] else None
    if wanted and whole and period:
        monthly = _counted(target, wanted, "≥")
        times = TIMES_A_YEAR[period.lastgroup or ""]
        return replace(monthly, number=monthly.number and monthly.number * times), _counted(actual, whole, None)
    counted = as_shares(target, actual) or rarer_than_due(target, actual) or of_several(target, actual, name, fewer_is_better)
    if counted is not None:
        return counted
    if done and target.number is not None and _period(done) != "年" and _period(done) not in name + target.text:
        return None
    none, some = _NONE_OF.fullmatch(bare(target.text)), _SOME_OF.fullmatch(bare(actual.text))
    if none and some and target.number is None and _is_of(some, none["what"]) and fewer_is_better(none["what"] + "数"):
        return replace(target, kind="quantitative", operator="=", number=Decimal(0)), _counted(actual, some, None)
    told = _TOLD_NUMBER.fullmatch(bare(target.text)) if target.number is None and target.kind != "quantitative" else None
    if told is None or fewer_is_better(told["what"] + "数"):
        alike = alike_but_for_a_number(target, actual, fewer_is_better) if target.number is None else None
        return (target, actual) if alike is None else alike
    return _counted(target, told, "≥"), actual


_FALL = lazy_pattern(rf"(?:{phrases('goes_down')})[^\d至到为]{{0,6}}\d")
_UP_OR_DOWN = lazy_pattern(rf"{phrases('goes_down')}|{phrases('goes_up')}")


def tells_a_fall(target: Target, actual: Target) -> bool:
    """Tell whether a target is by how much something falls (下降10%), and the result says by how much it fell or rose."""
    return _FALL.search(bare(target.text)) is not None and _UP_OR_DOWN.search(actual.text) is not None


def _period(every: re.Match[str]) -> str:
    return every["period"].lstrip("每个").removesuffix("度")


def _is_of(some: re.Match[str], what: str) -> bool:
    """Tell whether what a result counts is what should not have been: 投诉2件 is, and 表扬2件 or 1起一般事故 is not."""
    return all(noun is None or noun in what for noun in some.group("noun", "behind"))


def _counted(phrase: Target, found: re.Match[str], operator: str | None) -> Target:
    written = found["number"]
    number = Decimal(written if written[0].isdecimal() else in_figures(written))
    return replace(phrase, kind="quantitative", operator=operator, number=number, unit=found["unit"])


_JUST_BELOW = lazy_pattern(rf"^[\u4e00-\u9fff]{{0,6}}?(?:{phrases('just_below')})\d")
_ABOUT = lazy_pattern(rf"(?:{phrases('nearly')})|左右|上下")


def is_just_below(said: str, wanted: str, operator: str | None) -> bool:
    """Tell whether a result is nearly (近300人) what is wanted at least: less, but by how much a person must say."""
    return operator not in ("≤", "<") and _JUST_BELOW.match(bare(said)) is not None and not _ABOUT.search(bare(wanted))
