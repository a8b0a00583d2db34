"""Days and times of day as a number format shows them."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from xlperf.forms.values.chinese_numerals import digit_by_digit, of_calendar
from xlperf.forms.values.number_format import Mark, Section

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_DAYS_CHINESE = "一二三四五六日"
_MONTHS_CHINESE = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_SECONDS_A_DAY = 86_400
_LONGEST = Decimal(10_000_000)


def day_text(point: datetime, section: Section) -> str:
    """Return a point in time as a section shows it, empty where it is clearer in ISO form.

    That is a day whose year is written in two digits: nobody knows which of 1/2/03 is the year.
    """
    if any(each.text in ("y", "yy") for each in section.marks):
        return ""
    elapsed = point - datetime(1899, 12, 30)
    return _text(point, int(elapsed.total_seconds()), Decimal(point.microsecond).scaleb(-6), section)


def time_text(number: Decimal, section: Section) -> str | None:
    """Return a part of a day, or days that run on, as hours and minutes; None for what no spreadsheet shows."""
    if not 0 <= number < _LONGEST:
        return None
    places = next((len(each.text.partition(".")[2]) for each in section.marks if each.text.startswith("s")), 0)
    exact = (number * _SECONDS_A_DAY).quantize(Decimal(f"1E{-places}"), ROUND_HALF_UP)
    seconds = int(exact)
    return _text(datetime.min + timedelta(seconds=seconds % _SECONDS_A_DAY), seconds, exact - seconds, section)


def _text(point: datetime, seconds: int, rest: Decimal, section: Section) -> str:
    by_half = any(each.kind == "half" for each in section.marks)
    chinese = section.chinese or bool(section.numerals)
    return "".join(_part(each, point, seconds, rest, chinese, by_half, section.numerals) for each in section.marks)


def _part(mark: Mark, point: datetime, seconds: int, rest: Decimal, chinese: bool, by_half: bool, numerals: str) -> str:
    if mark.kind == "date":
        return _date_part(mark.text, point, rest, chinese, by_half, numerals)
    if mark.kind == "elapsed":
        size = {"h": 3600, "m": 60, "s": 1}[mark.text[0]]
        return str(seconds // size).zfill(len(mark.text))
    if mark.kind == "half":
        early = point.hour < 12
        if chinese or "午" in mark.text:
            return "上午" if early else "下午"
        return ("AM" if early else "PM")[: len(mark.text) // 2]
    return mark.text


def _date_part(text: str, point: datetime, rest: Decimal, chinese: bool, by_half: bool, numerals: str) -> str:
    letter, length = text[0], len(text)
    if letter in "ye":
        return digit_by_digit(f"{point.year:04d}", numerals)
    if letter == "m" and length > 2:
        return _month(point.month, length, chinese)
    if letter == "d" and length > 2:
        return _weekday(point.weekday(), length, chinese)
    if letter == "a":
        return ("星期" if length > 3 else "") + _DAYS_CHINESE[point.weekday()]
    if letter == "s":
        whole, _, places = text.partition(".")
        return str(point.second).zfill(min(len(whole), 2)) + f"{rest:.{len(places)}f}"[1:]
    hour = (point.hour % 12 or 12) if by_half else point.hour
    number = {"m": point.month, "d": point.day, "h": hour, "n": point.minute}[letter]
    return of_calendar(number, min(length, 2), numerals)


def _month(month: int, length: int, chinese: bool) -> str:
    if chinese:
        return f"{_MONTHS_CHINESE[month - 1]}月" if length == 4 else f"{month}月"
    name = _MONTHS[month - 1]
    return name[:3] if length == 3 else name[:1] if length == 5 else name


def _weekday(day: int, length: int, chinese: bool) -> str:
    if chinese:
        return ("周" if length == 3 else "星期") + _DAYS_CHINESE[day]
    return _DAYS[day][:3] if length == 3 else _DAYS[day]
