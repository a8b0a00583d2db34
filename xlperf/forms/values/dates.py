"""Dates and years as people type them into Chinese forms."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.values.display import display_text, number_behind
from xlperf.forms.values.form_text import legible
from xlperf.forms.values.wordings import wording
from xlperf.intake.sheet import Cell

_YEAR_PART = r"(?P<year>(?:19|20)\d\d)"
_WRITTEN = rf"{_YEAR_PART}年(?:(?P<month>\d{{1,2}})月?(?:(?<=月)(?P<day>\d{{1,2}})[日号]?)?)?"
_WITH_SIGNS = rf"{_YEAR_PART}(?:(?P<sign>[-/.,、。_·\\ ])(?P<month>\d{{1,2}})(?:(?P=sign)(?P<day>\d{{1,2}})日?)?月?)?"
_CLOCK = r"\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}秒?)?(?:\.\d+)?|(?<=[日号 ])\d{1,2}[时点]整?"
_TIME = rf"(?:[T ]?(?:{_CLOCK})(?: ?[AaPp][Mm])?(?:Z|[+]\d\d:?\d\d)?)?"
_DATES = tuple(lazy_pattern(each + _TIME) for each in (_WRITTEN, _WITH_SIGNS))
_COMPACT = lazy_pattern(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)")
# Both ends of a period in one cell: 2025.07-2026.01, 2026年1月至12月, 2026-01-01~2026-12-31.
_PERIOD = lazy_pattern(
    r"(?P<start>(?:19|20)\d\d(?:(?P<sign>[-/.年])\d{1,2}(?:[-/.月]\d{1,2}[日号]?)?)?[年月]?)"
    r"(?P<to>(?:起|开始)?(?:-{1,2}|~|至|到))(?P<end>(?:(?:19|20)\d\d[-/.年])?\d{1,4}(?:[-/.月]\d{1,2}[日号]?)?[年月]?)"
)
_AROUND_PERIOD = lazy_pattern(r"^[\u4e00-\u9fff]{2,6}:|^[(]|[)]$")
_WEEKDAY = lazy_pattern(
    r"\s*[(]?(?:星期|周)[一二三四五六日天][)]?|\s*[上下]午\s*(?:\d{1,2}[:时点].*)?$|\(含(?:当日)?\)$"
    r"|(?<![A-Za-z])[(]?(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?(?![A-Za-z])[.,)]*\s*",
    re.IGNORECASE,
)
# 202601-202612, 20260101至20261231: the ends of a period without signs.
_COMPACT_END = lazy_pattern(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?(?=[-~至到]|$)")
# 01-Jan-2026, Jan 1, 2026
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = rf"(?P<month>{'|'.join(_ENGLISH)})[a-z]{{0,6}}\.?"
_ENGLISH_DATES = (
    lazy_pattern(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[-/ ]?{_MONTH_NAME}[-/, ]{{1,2}}(?P<year>(?:19|20)\d\d)", re.IGNORECASE),
    lazy_pattern(rf"{_MONTH_NAME}[-/ ]?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[-/, ]{{1,2}}(?P<year>(?:19|20)\d\d)", re.IGNORECASE),
)
# 12/31/2026: of the two numbers before the year one can only be the day, or both are the same.
_YEAR_LAST = lazy_pattern(r"(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d\d)")
_COMPACT_MONTH = lazy_pattern(r"(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>)")
_YEAR = lazy_pattern(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_BUDGET_YEAR = lazy_pattern(r"(?<!\d)(?<![-~至])((?:19|20)\d\d)年?度")
_WHOLE_DATE = lazy_pattern(r"(?:19|20)\d\d(?:年\d{1,2}月(?:\d{1,2}[日号])?|([-/.])\d{1,2}\1\d{1,2})")
# A date that blanks part from what follows: 编制日期：2026-10-08    2027年度.
_WHOLE_DATE_BEFORE = lazy_pattern(r"(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}(?=\s)")
_NUMBER_BEFORE = lazy_pattern(r"(?<=\d)\s+(?=(?:19|20)\d\d\s*年)")
_YEAR_LINE = lazy_pattern(
    r"[(]?(?:[\u4e00-\u9fff]{0,4}年度)?:?[(]?(?:19|20)\d\d[)]?年?度?[)]?|[(]?(?i:fy)?(?:19|20)\d\d(?:财年|(?:预算|财政|会计)年度|年度?[(]1-12月[)])?[)]?|.*年度:?(?:19|20)\d\d年?|.*(?<!\d)(?:19|20)\d\d年?度.*"
)
# 2026-2028年度, 2026、2027年度: of several years none is the form's.
_SEVERAL_YEARS = lazy_pattern(r"(?<!\d)(?:19|20)\d\d年?度?[-~至到、/,和及与](?:19|20)\d\d(?!\d)年?度?")
# 2026-2027学年 is the year in which it begins; （26年度） by itself is 2026年度.
_SCHOOL_YEAR = lazy_pattern(r"(?<!\d)((?:19|20)\d\d)年?[-~至到/](?:19|20)?\d\d学年度?")
_SHORT_YEAR = lazy_pattern(r"^[(]?([2-3]\d)年度[)]?$")
_LONGEST_YEAR_LINE = 30
# A mark that leads to a note is no digit of the year: （2026①年度）.
_AROUND_YEAR = lazy_pattern("[〔〕“”\"]")
_NOTE_MARK = lazy_pattern("[¹²³⁰⁴-⁹₀-₉①-⓿❶-➓]")
_CHINESE_DIGITS = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")
_CHINESE_YEAR = lazy_pattern(r"[二2][〇○零O0o][〇○零O0o一二三四五六七八九\d]{2}(?=\s*年)")
_CHINESE_COUNT = lazy_pattern(r"(?<=[年月])\s*([二三]?十?)([一二三四五六七八九]?)(?=[月日号])")
# 2026年1月1日起, 2026年12月31日前, 自2026年1月1日: said of a start and of an end, it is that day.
_BOUND = lazy_pattern(r"(?<=[\d日号月])(?:起|开始|止|[之以]?前|前完成)$|^(?:自|从|于|至|截至|截止|预计|暂定|拟于)\s*(?=\d)")
# （预计）, （合同签订日）, a full stop: what stands behind a date and is no part of it; （农历） makes another day of it.
_BEHIND = lazy_pattern(rf"\s*(?:[(](?![^()]*(?:{wording('no_remarks_on_dates')}))[^()\d]{{1,12}}[)]|[。;,、.])$")
# 2026年12月底: the day of the period that is meant follows from the month alone.
_END_OF = lazy_pattern(r"(?<=[年月])[底末]$")
_BEGINNING_OF = lazy_pattern(r"(?<=[年月])初$")
# 2026年1月上旬, 2026年第一季度, 2026年下半年: a part of a month or a year is the days from its first to its last.
_PART = lazy_pattern(
    r"(?P<of>(?:19|20)\d\d年)(?:(?P<month>\d{1,2}月)(?P<ten>[上中下])旬|第?(?P<quarter>[一二三四1-4])季度?|(?P<half>[上下])半年)"
)
_ENDS_OF_PART = ("旬", "季", "季度", "半年")
_BLANKS_BESIDE_SIGNS = lazy_pattern(r"[\s_]*([-/.年月日号~至到])[\s_]*")
_AROUND = "_'‘’`"
_DASHES = str.maketrans("—–−‐‑―﹣〜～", "-------~~")
# What no date can do without: 年 or a year in figures, or what may make one of other characters (元月, a weekday in its midst).
_PERHAPS = lazy_pattern(r"年|(?:19|20)\d\d|元月|[周星午含]|[^\u4e00-\u9fffA-Za-z0-9，。、；：（）《》“”()%≥≤.:+/ -]")
_SPELLED = lazy_pattern(r"(?:19|20)\d\d(?:0[1-9]|1[0-2]|\.\d{1,2})?")
_MONTH_UNSURE = lazy_pattern(r"\d{4}\.1")
# A date typed with a number format of plain numbers: days since 1900 (1904 on old Macs), here 2000 to 2099.
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050
_SERIAL_ZERO = date(1899, 12, 30)
_DAYS_TO_1904 = 1462
_HALF_A_YEAR = 183
_MONTHS = 12
_LONGEST_DATE = 60
"""Characters of a text that is worth remembering: a day, a period."""


def read_date(cell: Cell, end_of_period: bool = False) -> date | None:
    """Return the date in a cell, None when it is none.

    Args:
        end_of_period: a month without a day means its last day, else its first; of
            a period in one cell it is the end that is wanted, else the start.
    """
    value = cell.value
    hidden = number_behind(cell)
    if hidden is not None and _SPELLED.fullmatch(display_text(cell)):
        value = hidden  # 202603 in a cell that shows a day
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, Decimal):
        number = value + _DAYS_TO_1904 if cell.from_1904 else value
        if _FIRST_SERIAL <= number <= _LAST_SERIAL:
            return _SERIAL_ZERO + timedelta(days=int(number))
        shown = display_text(cell)
        # 2026.10 typed as a number is stored and shown as 2026.1: January or October, nobody can tell.
        if _MONTH_UNSURE.fullmatch(shown):
            return None
        return parse_date(shown.replace(",", ""), end_of_period)  # 20,260,101
    return parse_date(value, end_of_period) if isinstance(value, str) and cell.kind == "text" else None


def parse_date(text: str, end_of_period: bool = False) -> date | None:
    """Return the date that a text names: 2026-01-01, 2026/1/1, 2026.1.1, 2026年1月1日, 20260101, with or without a time.

    A month or a year alone means its first or its last day; of a period such as
    2025.07-2026.01 the wanted end is taken.
    """
    if _PERHAPS.search(text) is None:
        return None
    return _parsed(text, end_of_period) if len(text) <= _LONGEST_DATE else _parsed.__wrapped__(text, end_of_period)


@lru_cache(maxsize=4096)
def _parsed(text: str, end_of_period: bool) -> date | None:
    # One blank is as good as thirty thousand, through which the pattern would go again from each.
    folded = _BOUND.sub("", _BLANKS_BESIDE_SIGNS.sub(r"\1", " ".join(_folded(legible(text)).strip(_AROUND).split())))
    folded = _BEHIND.sub("", _WEEKDAY.sub("", folded)).strip()
    if _END_OF.search(folded):
        folded, end_of_period = _END_OF.sub("", folded), True
    elif _BEGINNING_OF.search(folded):
        folded, end_of_period = _BEGINNING_OF.sub("", folded), False
    if folded.endswith(_ENDS_OF_PART):
        folded = _PART.sub(lambda part: _end_of_part(part, end_of_period), folded)
    found = _COMPACT.fullmatch(folded) or _COMPACT_MONTH.fullmatch(folded) or _match(folded)
    if found is not None:
        return _day(found["year"], found["month"], found["day"], end_of_period)
    period = _PERIOD.fullmatch(_COMPACT_END.sub(_with_points, folded))
    if period is None:
        return _english(folded) if folded.isascii() else None
    start, end = period["start"], period["end"]
    if not _YEAR.match(end):
        end = f"{start[:4]}{period['sign'] or '年'}{end}"
    part = _match(end if end_of_period else start)
    return _day(part["year"], part["month"], part["day"], end_of_period) if part else None


def _end_of_part(found: re.Match[str], end_of_period: bool) -> str:
    """Return the first or the last day or month of a part of a month or a year, with its year."""
    if found["month"]:
        first, last = {"上": ("1日", "10日"), "中": ("11日", "20日"), "下": ("21日", "")}[found["ten"]]
        return f"{found['of']}{found['month']}{last if end_of_period else first}"
    number, months = ("上下".index(found["half"]), 6) if found["half"] else ("一二三四1234".index(found["quarter"]) % 4, 3)
    return f"{found['of']}{number * months + (months if end_of_period else 1)}月"


def _with_points(found: re.Match[str]) -> str:
    return ".".join(filter(None, found.groups()))


def _english(text: str) -> date | None:
    """Return the day that is written with the English name of its month or with its year last; None when it is in doubt."""
    last = _YEAR_LAST.fullmatch(text)
    if last is not None:
        month, day = sorted((int(last[1]), int(last[3])))
        return _day(last[4], str(month), str(day), end_of_period=False) if day > _MONTHS or month == day else None
    found = _match(text, _ENGLISH_DATES)
    if found is None:
        return None
    return _day(found["year"], str(_ENGLISH.index(found["month"].lower()) + 1), found["day"], end_of_period=False)


def names_one_year(text: str) -> bool:
    """True for a line that gives most of a year and nothing more: 2026年1月1日至2026年12月31日, （2026年1-12月）."""
    folded = _AROUND_PERIOD.sub("", _folded(text))
    start, end = parse_date(folded), parse_date(folded, end_of_period=True)
    return start is not None and end is not None and start.year == end.year and (end - start).days > _HALF_A_YEAR


def read_period(cell: Cell) -> tuple[date, date] | None:
    """Return both ends of a period in one cell (2026.3-2026.12, 2025-2027), None where it names none or only one day."""
    if cell.kind != "text" or not isinstance(cell.value, str):
        return None
    bound = _BOUND.sub("", _folded(cell.value))
    if bound != _folded(cell.value) and _match("".join(bound.split())):
        return None  # 2026年4月起, 2026年底前: one end alone
    start, end = parse_date(cell.value), parse_date(cell.value, end_of_period=True)
    return (start, end) if start is not None and end is not None and start < end else None


def _match(text: str, patterns: tuple[re.Pattern[str], ...] = _DATES) -> re.Match[str] | None:
    return next((found for found in (each.fullmatch(text) for each in patterns) if found), None)


def _day(year: str, month: str | None, day: str | None, end_of_period: bool) -> date | None:
    number = int(month) if month else (12 if end_of_period else 1)
    if not 1 <= number <= 12:
        return None
    last = monthrange(int(year), number)[1]
    chosen = int(day) if day else (last if end_of_period else 1)
    return date(int(year), number, chosen) if 1 <= chosen <= last else None


def names_several_years(text: str) -> bool:
    """True for a line with a span of years or a list of them, and no year beside: （2026-2028年度）, 2026、2027年度."""
    compact = _compact(text)
    return _SEVERAL_YEARS.search(compact) is not None and not _YEAR.search(_SEVERAL_YEARS.sub("", compact))


@lru_cache(maxsize=8192)
def year_in(text: str) -> int | None:
    """Return the year in a year line or title such as "(2026 年度)" or "二〇二六年度", None when there is none.

    A year that is called 年度 goes before any other, and what is no part of a date
    (填表日期：2025年11月20日) before what is; of two such years it is the later one: 2025年编报2026年预算.
    """
    apart = _NUMBER_BEFORE.sub("；", _folded(_NOTE_MARK.sub("", legible(text))))  # 附表1 2026年度
    compact = _compact(_WHOLE_DATE_BEFORE.sub(r"\g<0>；", apart))
    found = [int(each) for each in _YEAR.findall(compact)]
    if len(found) < 2:
        return found[0] if found else None
    named = _BUDGET_YEAR.search(compact)
    if named is not None:
        return int(named[1])
    free = [int(each) for each in _YEAR.findall(_WHOLE_DATE.sub("", compact))]
    return max(free) if free else found[0]


def is_year_line(text: str) -> bool:
    """Return True for a line that gives the year of a form, such as "（2026年度）"."""
    if len(text) > _LONGEST_YEAR_LINE:
        return False
    folded = _AROUND_YEAR.sub("", _compact(_NOTE_MARK.sub("", text)))
    return _YEAR_LINE.fullmatch(folded) is not None


def _folded(text: str) -> str:
    """Return a text as dates are compared: NFKC, one kind of stroke, Arabic digits."""
    folded = unicodedata.normalize("NFKC", text).strip().translate(_DASHES)
    return _CHINESE_COUNT.sub(_count, years_in_figures(folded.replace("元月", "1月")))


def years_in_figures(text: str) -> str:
    """Return a text with its years in figures: 2026年 for 二〇二六年 and for 2O26年."""
    return _CHINESE_YEAR.sub(lambda found: found[0].translate(_CHINESE_DIGITS), text)


def _count(found: re.Match[str]) -> str:
    """Return a month or day up to 三十一 in Arabic digits."""
    tens, ones = found[1], found[2].translate(_CHINESE_DIGITS)
    if not tens:
        return ones
    if "十" not in tens:  # 二月, 三日
        return found[0] if ones else tens.translate(_CHINESE_DIGITS)
    return str((int(tens[0].translate(_CHINESE_DIGITS)) if len(tens) > 1 else 1) * 10 + int(ones or 0))


def _compact(text: str) -> str:
    compact = re.sub(r"[\s_]+", "", _folded(legible(text)))
    return _SHORT_YEAR.sub(r"20\1年度", _SCHOOL_YEAR.sub(r"\1年度", compact))
