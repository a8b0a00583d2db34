"""The dates that a file name bears: with a year (20260105, 2026年1月5日) or without one (1月5日, 0105, 1.5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.values.number_in_words import DIGITS_IN_WORDS, IN_WORDS, in_figures

Number = tuple[int, ...]

_MONTH, _DAY = "1[0-2]|0?[1-9]", "3[01]|[12]\\d|0?[1-9]"
_DATE = lazy_pattern(
    rf"(?<!\d)(?:(?P<year>20\d\d)(?:[-./_](?P<month>{_MONTH})[-./_](?P<day>{_DAY})"
    rf"|年(?P<month2>{_MONTH})月(?:(?P<day2>{_DAY})[日号]?)?)"
    r"|(?P<run>\d{6,14}))(?!\d)(?:[-_t.](?P<clock>\d{4}|\d{6})(?!\d))?"
)
_YEARLESS = lazy_pattern(
    rf"(?<!\d)(?P<month>{_MONTH})月(?:(?P<day>{_DAY})[日号]?)?(?!\d)"
    r"|(?<![\da-z.])(?P<month2>0[1-9]|1[0-2])(?P<day2>0[1-9]|[12]\d|3[01])(?![\da-z.])"
    rf"|(?<![\da-z.])(?P<month3>{_MONTH})\.(?P<day3>{_DAY})(?![\w.])"
)
_MONTHS, _DAYS = ("month", "month2", "month3"), ("day", "day2", "day3")
_IN_WORDS = lazy_pattern(
    rf"(?P<year>[{DIGITS_IN_WORDS}]{{4}})年"
    rf"|(?<!第)(?P<month>{IN_WORDS})月(?:(?P<day>{IN_WORDS})(?P<end>[日号])|(?!{IN_WORDS}))"
)
_MONTH_DAYS, _NEAR = 31, 93
_EARLIEST_YEAR = 2015
"""Six digits from this year on are a year and a month (202511), others year, month and day of this century (251103)."""


def in_digits(text: str) -> str:
    """Return a name with the dates in words (二〇二六年三月二日) in digits; 三月三, a feast, stays."""
    return _IN_WORDS.sub(_date_in_digits, text)


def _date_in_digits(match: re.Match[str]) -> str:
    if match["year"]:
        return "".join(str(in_figures(each)) for each in match["year"]) + "年"
    day = f"{in_figures(match['day'])}{match['end']}" if match["day"] else ""
    return f"{in_figures(match['month'])}月{day}"


def full_date(text: str) -> tuple[Number, str]:
    """Return the latest date with a year (day 0 where only a month is given, then a time of day), and the text with | for all."""
    date = max((each for match in _DATE.finditer(text) if (each := _date_of(match))), default=())
    return date, _DATE.sub(lambda match: "|" if _date_of(match) else match[0], text)


def yearless_date(text: str, is_no_date: Callable[[int, int], bool]) -> tuple[Number, str]:
    """Return the last date without a year, 0 for the year, and the text with | for all of them.

    Args:
        text: a name as compared.
        is_no_date: tells whether a span of it is something else, such as a piece of the name of what it is about.
    """
    found = [match for match in _YEARLESS.finditer(text) if not is_no_date(match.start(), match.end())]
    if not found:
        return (), text
    month, day = (next((each for key in keys if (each := found[-1][key])), "0") for keys in (_MONTHS, _DAYS))
    return (0, int(month), int(day), 0), _YEARLESS.sub("|", text)


def with_year(date: Number, latest: Number) -> Number:
    """Return a date with the year in which it last came round, seen from a month after the latest day that is known of.

    A name may bear a date ahead of the day on which the file was saved: that of a meeting, the end of the month.
    """
    if date[0]:
        return date
    year, month, day = latest[:3]
    ahead = month % 12 + 1, day
    return (year + month // 12 - (ahead < date[1:3]), *date[1:])


def with_years(dates: Sequence[Number], latest: Number) -> list[Number]:
    """Return the dates of versions with their years; those without one that are near each other are of one year.

    3月1日 and 3月15日 are two weeks apart, even where the files were saved so early that only one of them is a month ahead.
    """
    placed = [with_year(each, latest) for each in dates]
    days = [each[1] * _MONTH_DAYS + each[2] for each in dates if not each[0]]
    if not days or max(days) - min(days) > _NEAR:
        return placed
    year = max(each[0] for each, date in zip(placed, dates, strict=True) if not date[0])
    return [date if date[0] else (year, *date[1:]) for date in dates]


def day_of(modified: int) -> Number:
    """Return year, month and day of a modification time."""
    try:
        day = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=modified)
    except OverflowError:
        day = datetime.max
    return day.year, day.month, day.day


def _date_of(match: re.Match[str]) -> Number:
    """Return a date as it compares, empty for digits that are none."""
    clock = int((match["clock"] or "").ljust(6, "0"))
    if match["run"] is None:
        day = match["day"] or match["day2"]
        return int(match["year"]), int(match["month"] or match["month2"]), int(day or 0), clock
    run = match["run"]
    if len(run) == 6:
        is_month = int(run[:4]) >= _EARLIEST_YEAR and run.startswith("20")
        parts = (int(run[:4]), int(run[4:]), 0) if is_month else (2000 + int(run[:2]), int(run[2:4]), int(run[4:]))
    elif len(run) in (8, 10, 12, 14) and run.startswith("20"):
        parts = int(run[:4]), int(run[4:6]), int(run[6:8])
        clock = int(run[8:].ljust(6, "0")) or clock
    else:
        return ()
    valid = 1 <= parts[1] <= 12 and parts[2] <= 31
    return (*parts, clock) if valid else ()
