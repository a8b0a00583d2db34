"""Days that a phrase names: until when a target is due, and from when on a result can have been reached.

Read leniently (handbook 4.4): a month named is kept until its last day, 12月前 means by the end
of December.  Phrases about a beginning or a frequency name no day to be held to.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.forms.values.number_in_words import IN_WORDS, in_figures
from xlperf.forms.values.time_phrase import NAMED_TIMES, lengths_in_figures
from xlperf.rules.facts.words.phrases import keys_of, phrases, table

_OPEN = lazy_pattern(phrases("due_on_no_day"))
# 10月1日至次年4月30日: a season of watch or of heating; what is to be completed by then is due.
_SEASON = lazy_pattern(r"(?:[-—–~～]+|至|到)(?:次年|翌年|第二年)(?!.*(?:完成|竣工|建成|验收|交付|前$))")
_YEAR = r"(?:(?P<year{0}>20\d\d)年度?|(?P<next{0}>次年|翌年|明年|下一?年度?)|(?P<past{0}>去年|上一?年度?))?"
_MENTION = lazy_pattern(
    _YEAR.format(1)
    + r"(?<!\d)(?P<month>1[0-2]|0?[1-9])月份?(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号]?|(?P<part>[上中下]{1,2}旬|[初中底末]))?"
    r"|(?<!\d)(?P<iso>20\d\d)[-/.](?P<iso_month>1[0-2]|0?[1-9])(?:[-/.](?P<iso_day>3[01]|[12]\d|0?[1-9]))?(?!\d)"
    "|" + _YEAR.format(2) + r"第?(?P<quarter>[1-4一二三四])季度(?P<part2>[初中底末])?"
    "|" + _YEAR.format(3) + r"(?P<half>[上下])半年"
    r"|(?:(?P<end_year>20\d\d)|(?P<next4>次|翌|明|下一?))?(?<![去上])(?<!上一)年度?(?P<end>[底末内])"
)
_NAMED = lazy_pattern(
    rf"(?:于|在|预计|计划|已)*{_YEAR.format(1)}(?:(?P<named>{'|'.join(NAMED_TIMES)})|年(?P<about>[初中]))"
    rf"(?:期间|[之以]?内|里|前后|左右)?(?:{phrases('done_by_then')})?"
)
"""A whole phrase that is a feast or a season; one that stands among others may be what was made ready for it."""
# 国庆后完工: on its second day at the earliest.
_AFTER_NAMED = lazy_pattern(
    rf"(?P<named>{'|'.join(NAMED_TIMES)})(?:{phrases('after_a_feast')})(?:{phrases('done_by_then')})?"
)
_FIRST_DAY = {"上旬": 1, "上中旬": 1, "中旬": 11, "中下旬": 11, "下旬": 21, "初": 1, "中": 8, "底": 21, "末": 21}
_LAST_DAY = {"上旬": 10, "上中旬": 20, "中旬": 20, "初": 10, "中": 22}
_ABOUT = {"初": (1, 3), "中": (5, 7)}
"""The first and the last month that 年初 and 年中 may mean."""


_HAN_MONTH = lazy_pattern(r"(十[一二]?|[一二三四五六七八九])(?=月(?![\u4e00-\u9fff]*(?:以内|之内)))")
_HAN_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_MONTHS = {each: str(number) for number, each in enumerate(_HAN_MONTHS, 1)}


_HAN_DAY = lazy_pattern(rf"(?<=月)({IN_WORDS})(?={phrases('ends_of_a_day')})")
_COMPACT = lazy_pattern(r"(?<![\d.])(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?![\d.])")


def in_plain_months(text: str) -> str:
    """Return a phrase as compared, its months and days in digits (六月 is 6月, 20251225 is 2025-12-25)."""
    phrase = bare(text)
    if "月" in phrase:
        phrase = _HAN_DAY.sub(lambda hit: str(in_figures(hit[1])), _HAN_MONTH.sub(lambda hit: _MONTHS[hit[1]], phrase))
    return _COMPACT.sub(r"\1-\2-\3", phrase) if "20" in phrase else phrase


@lru_cache(maxsize=4096)
def due_day(text: str, year: int) -> date | None:
    """Return the last day on which a target phrase is kept, None where it names none (每月, 启动后, 及时).

    Args:
        text: the phrase, such as 6月底前.
        year: of the form, for phrases that name none.
    """
    phrase = in_plain_months(text)
    if _OPEN.search(phrase) or _SEASON.search(phrase):
        return None
    return max((last for _, last in _mentions(phrase, year)), default=None)


_PLANNED = lazy_pattern(rf"\([^()]*(?:{phrases('was_planned')})[^()]*\)")
"""9月10日完工(原计划10月): when it was to be done, not when it was."""
_BEFORE_A_FEAST = lazy_pattern(rf"(?P<feast>{keys_of('feasts')})(?:到来|开始|来临)?[之以]?前")


def _days_of(name: str) -> Mapping[str, str]:
    return next(days for each, days in NAMED_TIMES.items() if re.fullmatch(each, name))


def _on_its_day(hit: re.Match[str]) -> str:
    return next(str(day) for each, day in table("feasts").items() if re.fullmatch(each, hit["feast"]))


_DOTTED = lazy_pattern(
    rf"(?:已?于)?(1[0-2]|0?[1-9])[./]([12]\d|3[01]|0?[1-9])[日号]?(?:[\u4e00-\u9fff]{{0,4}}(?:{phrases('ends_as_done')}))?"
)
_LATE = lazy_pattern(phrases("late"))


@lru_cache(maxsize=4096)
def is_late(target: str, actual: str, year: int) -> bool:
    """Tell whether a result was reached after the day that a target names: by a later day (10.8 too), or in words (跨年完成).

    Args:
        target, actual: the phrases; year: of the form.
    """
    wanted, said = bare(target), bare(actual)
    if _comes_after(wanted, said):
        return True
    due, plain = due_day(wanted, year), wanted
    if due is None and "前" in wanted:  # of 汛前（5月底） the day says when
        plain = _BEFORE_A_FEAST.sub(_on_its_day, wanted)
        due = due_day(plain, year)
    if due is None:
        return _IN_THE_YEAR.search(wanted) is not None and _LATE.search(said) is not None
    done = done_day(_DOTTED.sub(r"\1月\2日", actual) if _DOTTED.fullmatch(actual.strip()) else actual, year)
    is_next_feast = plain != wanted and done is not None and done.month - due.month > _HALF_A_YEAR
    return (done is not None and done > due and not is_next_feast) or (due.year == year and _LATE.search(said) is not None)


_IN_THE_YEAR = lazy_pattern(rf"^(?:{phrases('this_year')}|{phrases('whole_year')})")
_HALF_A_YEAR = 6
"""Months from which on a feast early in the year is the one of the year that follows: 12月 before 春节."""
_SEASON_NAMED = r"(?P<what>[\u4e00-\u9fff]{1,4}?)[期节季]?[之以]?"
_BEFORE_IT = lazy_pattern(rf"{_SEASON_NAMED}前(?:{phrases('done_by_then')})?")
_AFTER_IT = lazy_pattern(rf"[于在到]?{_SEASON_NAMED}后才?(?:{phrases('done_by_then')})?")


def _comes_after(wanted: str, said: str) -> bool:
    """Tell whether a whole result names what comes after that before which a thing was due (汛后完成 for 汛前)."""
    due, done = _BEFORE_IT.fullmatch(wanted), _AFTER_IT.fullmatch(said)
    return due is not None and done is not None and due["what"] == done["what"]


_STEPS = lazy_pattern(r"[，,。；;、\n]")
_AT_FIRST = lazy_pattern(rf"(?:{phrases('first_of_a_span')})[\u4e00-\u9fff]?$")
_WHICH = lazy_pattern(phrases("which_of_several"))
_UP_TO = lazy_pattern(phrases("up_to_a_day"))
_NAMES_A_TIME = lazy_pattern(rf"(?:{phrases('names_of_time')})$")


def of_its_step(actual: str, name: str) -> str:
    """Return a result without the days of other steps than the one that its indicator is of.

    3月签订，12月履行完毕 is 3月签订 of 合同签订时间, 5月18日至8月18日 is 5月18日 of 展览开幕时间, 首批4月15日，第二批8月20日 is
    首批4月15日 of 首批资金下达.
    """
    stem, steps = _NAMES_A_TIME.sub("", bare(name)), _STEPS.split(actual)
    one = _WHICH.search(stem)
    said = one[0] if one and any(one[0] in each for each in steps) else stem[-2:]
    own = [each for each in steps if said in each and any(map(str.isdigit, each))] if len(stem) > 1 else []
    said = "，".join(own) if own else actual
    return _UP_TO.sub("", said) if _AT_FIRST.search(stem) else said


@lru_cache(maxsize=4096)
def done_day(text: str, year: int) -> date | None:
    """Return the first day on which all that a result names can have been done, None where it names no day."""
    phrase = _PLANNED.sub("", in_plain_months(text))
    after = _AFTER_NAMED.fullmatch(phrase)
    if after is not None and "from" in (days := _days_of(after["named"])):
        return _on(days["from"], year) + timedelta(days=1)
    if re.search(r"每|开始|启动|起[至,，]|起$", phrase):
        return None
    return max((first for first, _ in _mentions(phrase, year)), default=None)


def _mentions(phrase: str, year: int) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day of each time that a phrase names; 去年 may be the year of the form, which is over."""
    named = _NAMED.fullmatch(phrase)
    if named is not None and not named["past1"]:
        yield from _of_name(named, _year(named, "1", year))
    for hit in _MENTION.finditer(phrase):
        if not any(hit[f"past{each}"] for each in "123"):
            yield from _days_named(hit, year)


def _of_name(named: re.Match[str], year: int) -> Iterator[tuple[date, date]]:
    if named["about"]:
        yield _months(year, *_ABOUT[named["about"]])
    elif "until" in (days := _days_of(named["named"])):
        yield _on(days["from"], year), _on(days["until"], year)


def _days_named(hit: re.Match[str], year: int) -> Iterator[tuple[date, date]]:
    if hit["month"]:
        yield from _of_month(_year(hit, "1", year), int(hit["month"]), hit["day"], hit["part"])
    elif hit["iso"]:
        yield from _of_month(int(hit["iso"]), int(hit["iso_month"]), hit["iso_day"], None)
    elif hit["quarter"]:
        last = 3 * ("一二三四".find(hit["quarter"]) + 1 or int(hit["quarter"]))
        first, last = {"初": (last - 2, last - 2), None: (last - 2, last), "中": (last - 2, last)}.get(hit["part2"], (last, last))
        yield _months(_year(hit, "2", year), first, last)
    elif hit["half"]:
        yield _months(_year(hit, "3", year), *((1, 6) if hit["half"] == "上" else (7, 12)))
    else:
        named = int(hit["end_year"]) if hit["end_year"] else year + bool(hit["next4"])
        yield date(named, 12 if hit["end"] != "内" else 1, 1), date(named, 12, 31)


def _on(day: str, year: int) -> date:
    month, _, number = day.rstrip("日").partition("月")
    return date(year, int(month), int(number))


def _year(hit: re.Match[str], which: str, year: int) -> int:
    written = hit[f"year{which}"]
    return int(written) if written else year + bool(hit[f"next{which}"])


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _of_month(year: int, month: int, day: str | None, part: str | None) -> Iterator[tuple[date, date]]:
    longest = monthrange(year, month)[1]
    if day:
        if int(day) <= longest:
            yield date(year, month, int(day)), date(year, month, int(day))
        return
    yield date(year, month, _FIRST_DAY.get(part or "", 1)), date(year, month, _LAST_DAY.get(part or "", longest))


# 每月10日前, 每季度末前: a day in every period; 每月5日起 and 每月10日后 are none until which a thing is due.
_EACH_DAY = lazy_pattern(
    r"(?P<period>[每次下]个?(?:月|季度?))(?:的)?(?:(?P<from>\d{1,2})[日号]?[-~至到])?(?P<day>\d{1,2})[日号](?![起后]|以后|之后|开始)"
)
_EACH_PERIOD = lazy_pattern(r"每个?(?P<period>月|季)度?[底末内]?(?:之?前)?(?:内)?(?:发放|支付|完成|到位|拨付|上报|报送)?")


# 2月延至18日发放 where 每月10日前 is due.
_DAY_OF_A_MONTH = lazy_pattern(r"\d{1,2}月[^\d，,。；;]{0,4}(?P<day>\d{1,2})[日号](?:发放|支付|拨付|到账|完成|报送|上报)?")
_AFTER = tuple(
    (lazy_pattern(rf"(?:{phrases(first)})"), lazy_pattern(rf"(?:{phrases(then)})"))
    for first, then in (("same_day", "next_day"), ("same_month", "next_month"), ("at_once", "some_time_later"))
)


_PUT_OFF_TO = lazy_pattern(rf"^(?:{phrases('put_off_to')})")


@lru_cache(maxsize=4096)
def late_each_time(target: str, actual: str) -> bool:
    """Tell whether a result names a later day of each month than the target (每月10日前: 每月20日), or the period after it."""
    wanted, done = bare(target), bare(actual)
    due, day = _EACH_DAY.search(wanted), _EACH_DAY.search(done)
    if due is not None and day is not None and due["period"] == day["period"]:
        return int(day["from"] or day["day"]) > int(due["day"])
    if due is not None and due["period"].startswith("每") and due["period"].endswith("月"):
        paid = _DAY_OF_A_MONTH.fullmatch(done)
        return paid is not None and int(paid["day"]) > int(due["day"])
    if any(first.match(wanted) and then.match(done) for first, then in _AFTER):
        return True
    within = _EACH_PERIOD.fullmatch(wanted)
    return within is not None and re.match(rf"[次下]个?{within['period']}", _PUT_OFF_TO.sub("", done)) is not None


_SPAN = lazy_pattern(
    r"(?:用时|历时|耗时|实际|共)*(?P<number>\d+(?:\.\d+)?)个?(?P<half>半)?(?P<unit>日历天|自然日|天|日|工作日|周|月|年|小时)(?P<within>以?内)?(?:办结|完[成工])?"
)
_NAMES_A_SPAN = lazy_pattern(rf"(?:{phrases('names_of_spans')})$")
_DAYS = {**dict.fromkeys(("天", "日", "日历天", "自然日"), (1, 1)), "周": (7, 7), "月": (28, 31), "年": (365, 366)}
"""Days that a unit has at least and at most."""


@lru_cache(maxsize=4096)
def takes_longer(target: str, actual: str, name: str) -> bool:
    """Tell whether a result is a longer time than the target, which says or whose name says that it is how long work takes.

    75天 are longer than 2个月内, 60天 may not be.
    """
    due, done = (_SPAN.fullmatch(lengths_in_figures(bare(each))) for each in (target, actual))
    if due is None or done is None or not (due["within"] or _NAMES_A_SPAN.search(bare(name))):
        return False
    if due["unit"] == done["unit"]:
        return _length(done) > _length(due)
    if due["unit"] not in _DAYS and len(due["unit"]) > 2 and done["unit"] in _DAYS and _DAYS[done["unit"]][0] > 1:
        return _length(done) * _DAYS[done["unit"]][0] * 4 // 7 > _length(due)  # with a feast in it
    days, most = _DAYS.get(done["unit"]), _DAYS.get(due["unit"])
    return days is not None and most is not None and _length(done) * days[0] > _length(due) * most[1]


def _length(span: re.Match[str]) -> Decimal:
    return Decimal(span["number"]) + (Decimal("0.5") if span["half"] else 0)
