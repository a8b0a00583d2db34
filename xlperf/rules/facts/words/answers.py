"""Results (实际完成值) that are written in words: the number inside them, the bounds of a range.

A number is taken only where one number of the target's own unit stands in the words;
two different ones, or one that is only nearly reached (近, 不足), are left to a person.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.forms.values.number_in_words import (
    in_figures,
    with_long_counts,
    with_plain_numerals,
    with_shares,
    with_sums,
    without_products,
    without_steps,
)
from xlperf.rules.facts.words.phrases import phrases
from xlperf.rules.facts.words.plain_no import says_no

_DATES = lazy_pattern(
    r"20\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?日?|20\d\d年度?|\d{1,2}月(?:\d{1,2}[日号])?|第[\d一二三四五六七八九十]+|[一二三四\d]季度"
)
_QUANTITY = lazy_pattern(
    rf"(?P<before>{phrases('short_of')})?(?P<number>(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)[余多来]?(?P<unit>{phrases('units_in_results')})?"
)
_HAN_QUANTITY = lazy_pattern(
    rf"(?<![一二两三四五六七八九十百千万零])(?P<number>[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])(?P<unit>{phrases('counters_in_words')})(?!性|[一-龥]?以上)"
)

_ALL = lazy_pattern(phrases("all_of_it"))
_NONE_HAPPENED = lazy_pattern(rf"^(?:{phrases('none_happened')})")
# 280处/320处: so many of all that were wanted.
_OF_ALL = lazy_pattern(
    r"(?P<done>\d+(?:\.\d+)?)(?P<unit>[\u4e00-\u9fff]{1,3})?/(?P<all>\d+(?:\.\d+)?)(?(unit)(?P=unit)|[\u4e00-\u9fff]{0,3})"
)
_DENIES = lazy_pattern(r"[均都全年]{0,2}未曾?(?P<what>[\u4e00-\u9fff]{2,4})")
_NOT_COUNTED = lazy_pattern(r"元|时|分钟|秒|天|日|周|月|年")
# 31座次（其中夜间9座次）, 8场，另1场改线上: only the first is what was done.
_PART = lazy_pattern(phrases("part_of_result"))
# 计划6期，实际4期 and 9场（应完成12场）: what was to be done is left out where what was done is told beside it.
_PLANNED = (
    rf"(?:年初|原|年度|全年)*(?:{phrases('was_planned')})(?P<verb>[\u4e00-\u9fff]{{1,4}}?)?[为是:≥>≤<=]{{0,2}}"
    r"(?P<planned>\d+(?:\.\d+)?)(?P<unit>[^\d,，;；。、/()]{0,4})"
)
_BEFORE_DONE = lazy_pattern(
    rf"{_PLANNED}[,，;；、(]?(?=(?:(?:{phrases('why_less')})[^\d,，;；。()]{{1,16}}?[,，]?)?(?:{phrases('in_fact')}|(?(verb)(?P=verb)|(?!)))"
    rf"(?![^\d,，;；。()]*(?:{phrases('no_result_of_it')}))[^\d,，;；。()]{{0,8}}\d)"
)
_DONE_OF_PLANNED = lazy_pattern(rf"{_PLANNED}[,，;；、(]?[^\d,，;；。()]{{1,8}}?(?P<done>\d+(?:\.\d+)?)(?P=unit)[)。]?")
_RATE_OF_DONE = lazy_pattern(rf"(?:{phrases('done_in_a_rate')})率$")
_BEHIND_DONE = lazy_pattern(rf"(?P<done>\d[^\d,，;；。、()]{{0,4}})[,，;；/(]{_PLANNED}\)?(?=$|[,，;；。、)])")
_ANSWERED = lazy_pattern(phrases("answered"))


@lru_cache(maxsize=4096)
def is_answer(actual: str, name: str = "", unit: str | None = None) -> bool:
    """Tell whether a result for a target in numbers says anything that could be meant as one (完成, 达标, 二十).

    当场办结 is an answer where the unit is one of time, and 11月底前 is one only there.

    So does one that says of a rate what it is the rate of (合规 of 合规率); of 满意度 people were asked, and 满意 is no number.
    """
    if is_length(unit) and says_when(actual):
        return True
    if unit is not None and not is_length(unit) and _says_only_when(actual):
        return False
    said, rate = _BEFORE_A_RESULT.sub("", bare(actual)), _RATE.sub("", bare(name))
    repeats = len(said) > 1 and rate != bare(name) and not _WAS_ASKED.search(said) and set(said) <= set(rate)
    return repeats or _ANSWERED.search(with_plain_numerals(bare(actual))) is not None or _ALL.search(bare(actual)) is not None


_BEFORE_A_RESULT = lazy_pattern(rf"^(?:{phrases('before_a_word_of_a_rate')})+")
_RATE = lazy_pattern(rf"(?:{phrases('ends_of_a_rate')})(?:\([^()]*\))?$")
_WAS_ASKED = lazy_pattern(phrases("asked_of_people"))


# 抽检3056批次，不合格62批次; 满意96.1%，一般3.1%: the further ones count what came of it.
_OTHER_COUNT = lazy_pattern(
    rf"(?<=\d)(?P<unit>[^\d,，;；。、()]{{0,6}})[,，;；。、]"
    rf"[^\d,，;；。、]{{0,6}}(?:{phrases('other_counts')})[^\d,，;；。、]{{0,6}}\d+(?:\.\d+)?(?P=unit)[^\d,，;；。、]*(?=$|[,，;；。、])"
)
_COUNTS_OTHERS = lazy_pattern(phrases("other_counts"))


def _without_other_counts(text: str, name: str) -> str:
    """Return a result without the counts behind the first of what was found or went wrong in it, unless the name asks for such."""
    if _COUNTS_OTHERS.search(name):
        return text
    while (short := _OTHER_COUNT.sub(r"\g<unit>", text)) != text:
        text = short
    return text


_NEVER_CAME = lazy_pattern(rf"^(?:{phrases('never_came')})(?P<what>[\u4e00-\u9fff]{{2,14}})$")
_OF_EACH_CASE = lazy_pattern(rf"(?:{phrases('of_each_case')})[\u4e00-\u9fff]{{0,3}}(?:{phrases('ends_of_each_case')})$")
_SAYS_NOT_KNOWN = lazy_pattern(phrases("not_known"))


@lru_cache(maxsize=4096)
def none_went_wrong(actual: str, unit: str | None) -> bool:
    """Tell whether a result for a rate says that nothing happened (无停播 for 安全播出率 100%): an answer, but no number."""
    text = bare(actual)
    return bare(unit or "") == "%" and len(text) > 2 and bool(_NONE_HAPPENED.match(text)) and not _SAYS_NOT_KNOWN.search(text)


@lru_cache(maxsize=4096)
def never_came(actual: str, name: str) -> bool:
    """Tell whether a result says that there was no case of what a rate or a time is of: 未发生命案 for 命案破案率.

    无统计数据 says nothing of any case.
    """
    said = _NEVER_CAME.match(bare(actual))
    if said is None or not _OF_EACH_CASE.search(bare(name)) or _SAYS_NOT_KNOWN.search(said["what"]):
        return False
    return any(said["what"][at : at + 2] in bare(name) for at in range(len(said["what"]) - 1))


@lru_cache(maxsize=4096)
def quantities(text: str, unit: str = "", name: str = "") -> tuple[tuple[Decimal, str | None, bool], ...]:
    """Return the numbers in a text with their units, dates and ordinals left out; the last part is True for 近 and 不足.

    Args:
        text: the words; unit: the one that is asked for: 36个班次 is 36 of 班次; name: of the indicator.
    """
    plain = without_products(with_sums(without_steps(with_shares(_without_other_counts(without_plan(text), name)))))
    plain = with_plain_numerals(_AND_MORE.sub(r"\1", plain))
    plain = plain.replace(f"个{unit}", unit) if len(unit) > 1 else plain
    found = _in_digits(plain)
    if not found:
        found = [(Decimal(in_figures(hit["number"])), hit["unit"], False) for hit in _HAN_QUANTITY.finditer(plain)]
    if not found and _NUMERAL.fullmatch(plain):
        return ((Decimal(in_figures(plain)), None, False),)
    return tuple(found or _in_digits(with_long_counts(plain)))


_NUMERAL = lazy_pattern(phrases("a_numeral"))


def _in_digits(plain: str) -> list[tuple[Decimal, str | None, bool]]:
    return [(Decimal(hit["number"].replace(",", "")), hit["unit"], hit["before"] is not None) for hit in _QUANTITY.finditer(plain)]


# 6.2万余人次, 六万多人: at least so many.
_AND_MORE = lazy_pattern(r"(?<=[\d一二三四五六七八九])([万千百亿])[余多](?=[\u4e00-\u9fff])")


def without_plan(text: str) -> str:
    """Return a result as compared without its dates, what is only a part of it, and the number that it was to reach."""
    return _BEHIND_DONE.sub(r"\g<done>", _BEFORE_DONE.sub("", _DATES.sub("、", _PART.sub("", bare(text)))))


@lru_cache(maxsize=4096)
def part_of(actual: str, target: Decimal) -> Decimal | None:
    """Return what was done of all that was wanted, where a result tells both (280处/320处)."""
    found = _OF_ALL.fullmatch(bare(actual))
    return Decimal(found["done"]) if found is not None and Decimal(found["all"]) == target else None


@lru_cache(maxsize=4096)
def share_of_all(actual: str) -> Decimal | None:
    """Return the per cent that a result tells by both its counts (90个/100个); None for anything else."""
    found = _OF_ALL.fullmatch(bare(actual))
    counted = found is not None and found["unit"] is not None and 0 < Decimal(found["all"]) >= Decimal(found["done"])
    return Decimal(found["done"]) * 100 / Decimal(found["all"]) if found is not None and counted else None


@lru_cache(maxsize=4096)
def share_of_plan(actual: str, name: str) -> Decimal | None:
    """Return the per cent of what was planned that was done, where a result tells both and the name is the rate of it.

    应到50人，实到45人 is 90% of 到课率, 计划6期，实际4期 67% of 培训完成率; neither says anything of 合格率.
    """
    text = bare(actual)
    found = _DONE_OF_PLANNED.fullmatch(text) if _BEFORE_DONE.match(text) else None
    is_its_rate = found is not None and (_RATE_OF_DONE.search(name) or any(each in name[-4:-1] for each in found["verb"] or ""))
    if found is None or not is_its_rate or not name.endswith("率") or not Decimal(found["planned"]):
        return None
    return Decimal(found["done"]) * 100 / Decimal(found["planned"])


# 提前15天完工 and 未延误 for ≤10天 of delay; 当日 and 当场办结 for 3日内.
_NO_DELAY = lazy_pattern(rf"^(?:{phrases('not_late')})")
_WHEN = lazy_pattern(
    rf"(?:{phrases('before_at_once')})*(?:(?P<now>{phrases('without_a_wait')})|(?P<day>{phrases('within_the_day')})"
    rf"|(?P<night>{phrases('after_a_night')}))(?:{phrases('behind_at_once')})?"
)
_HOURS_OF_A_DAY = 24
_HOURS = lazy_pattern(phrases("units_of_hours"))
_IN_DAYS = lazy_pattern(phrases("units_of_days"))
_OF_TIME = lazy_pattern(rf"(?:{phrases('units_of_days')}|{phrases('units_within_a_day')})")


@lru_cache(maxsize=4096)
def implied_number(actual: str, target: Decimal, unit: str | None, at_most: bool = False, name: str = "") -> Decimal | None:
    """Return the number that a result without one stands for: 全部完成 for 100%, 未发生 for =0; None for anything else.

    Args:
        actual: the result; target, unit: what it is held against; name: of the indicator: 未超标 is no 超标次数.
        at_most: the target is a limit (≤2件); then 无 is none of what is counted, but no time and no money.
    """
    text = bare(actual)
    if at_most and unit is not None and _NOT_COUNTED.search(bare(unit)) and _NO_DELAY.match(text):
        return Decimal(0)
    if any(each.isdigit() for each in text):
        return None
    when = _WHEN.fullmatch(text) if at_most and unit is not None and is_length(unit) else None
    if when is not None:
        return _how_long(when, target, unit)
    counted = at_most and unit is not None and not _NOT_COUNTED.search(bare(unit))
    if (target == 0 or counted) and (_NONE_HAPPENED.match(text) or ((no := _DENIES.fullmatch(text)) and no["what"] in bare(name))):
        return Decimal(0)
    if unit is not None and bare(unit) == "%" and _ALL.search(text) and not says_no(actual, ""):
        return Decimal(100)
    return None


def is_length(unit: str | None) -> bool:
    """Tell whether a unit is one of time, and no share of it (次/天)."""
    return unit is not None and "/" not in unit and _OF_TIME.fullmatch(bare(unit)) is not None


def _says_only_when(actual: str) -> bool:
    """Tell whether a result is a date (6月, 11月底前) and nothing more: no answer to how many."""
    return _DATES.search(bare(actual)) is not None and _DAY_OR_NOTHING.fullmatch(_DATES.sub("", bare(actual))) is not None


_DAY_OR_NOTHING = lazy_pattern(phrases("rest_of_a_day"))


def says_when(actual: str) -> bool:
    """Tell whether a result says how soon a thing was done, in words (当场办结, 随叫随到, 次日移送)."""
    return _WHEN.fullmatch(bare(actual)) is not None


def _how_long(when: re.Match[str], target: Decimal, unit: str | None) -> Decimal | None:
    """Return how long it took at the most, in the unit of a limit; None where that cannot be told: 当日 for 2小时."""
    in_days, in_hours = _IN_DAYS.fullmatch(bare(unit or "")), _HOURS.search(unit or "")
    if when["now"]:
        return Decimal(0)
    if when["night"]:
        return Decimal(1 if in_days else _HOURS_OF_A_DAY) if in_days or in_hours else None
    return Decimal(0) if in_days or (in_hours and target >= _HOURS_OF_A_DAY) else None


_NUMBER = r"(\d+(?:,\d{3})*(?:\.\d+)?)"
_BOUNDS = lazy_pattern(
    rf"(?<![\d-])[≥>]?=?{_NUMBER}[^\d]{{0,6}}?(?:-|—|–|~|～|至|到)[≤<]?=?{_NUMBER}(?!\d*[-/月年])"
    rf"|\[{_NUMBER},{_NUMBER}\]|{_NUMBER}[^\d]{{0,4}}[≤<]=?[A-Za-z\u4e00-\u9fff]{{1,8}}[≤<]=?{_NUMBER}"
    rf"|(?:[≥>]=?|不少于|不低于){_NUMBER}[^\d≤<]{{0,8}}(?:[≤<]=?|不超过|不高于|不多于){_NUMBER}"
    rf"|{_NUMBER}[^\d]{{0,4}}?以上[^\d]{{0,3}}{_NUMBER}[^\d]{{0,4}}?以[下内]"
    rf"|{_NUMBER}[^\d]{{0,4}}?[和与]{_NUMBER}[^\d]{{0,4}}?之间"
)
# 2024-2025学年: a time, no numbers.
_YEARS = lazy_pattern(r"20\d\d年?度?(?:-|—|–|~|～|至|到|/)20\d\d(?:学年|年|$|[^\d\u4e00-\u9fff])")
# 95%±2%, 100±5(mm), ±5%以内: so much on either side.
_EITHER_SIDE = lazy_pattern(
    r"(?:(?P<middle>\d+(?:\.\d+)?)[^\d±]{0,4})?±(?P<by>\d+(?:\.\d+)?)[^\d±]{0,6}$"
)


@lru_cache(maxsize=4096)
def bounds(text: str) -> tuple[Decimal, Decimal] | None:
    """Return both ends of a range that a target names (20-30(场), ≥90%且≤95%, 60台以上70台以下, 95%±2%); None for anything else."""
    plain = bare(text)
    around = _EITHER_SIDE.search(plain) if "±" in plain else None
    if around is not None:
        middle, by = Decimal(around["middle"] or 0), Decimal(around["by"])
        return middle - by, middle + by
    ends = _two_ends(plain)
    return ends if ends is not None and ends[0] < ends[1] else None


@lru_cache(maxsize=4096)
def are_crossed(text: str) -> bool:
    """Tell whether the lower end of a range stands behind the higher one: 300~200(株), ≥300株≤200株."""
    plain = bare(text)
    ends = None if len(plain) > _LONGEST_RANGE or _A_DAY.search(plain) else _two_ends(plain)
    return ends is not None and ends[0] > ends[1]


_LONGEST_RANGE = 40
_A_DAY = lazy_pattern(r"[年月日号:点时度旬周]|第")


def _two_ends(plain: str) -> tuple[Decimal, Decimal] | None:
    hit = None if _YEARS.search(plain) else _BOUNDS.search(plain)
    if hit is None:
        return None
    low, high = (Decimal(each.replace(",", "")) for each in hit.groups() if each is not None)
    return low, high
