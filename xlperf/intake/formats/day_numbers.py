"""Dates as spreadsheets store them: days since 1900, or since 1904 in workbooks of old Macs."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

_DAY = timedelta(days=1)
_FROM_1900, _FROM_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
# Spreadsheets know no day before the first and none behind 9999-12-31; the 60th of 1900 (29 February) never was.
_FIRST, _LAST, _NO_DAY = 1, 2_958_466, 60
_LAST_OF_1904 = _LAST - 1462
_MILLISECONDS = 86_400_000


def day_of(number: Decimal, from_1904: bool) -> datetime | None:
    """Return the point in time that a number stands for, None when a spreadsheet shows no date for it."""
    if not (0 if from_1904 else _FIRST) <= number < (_LAST_OF_1904 if from_1904 else _LAST):
        return None
    whole = int(number)
    since = _FROM_1904 if from_1904 else _FROM_1900
    if not from_1904 and whole <= _NO_DAY:
        if whole == _NO_DAY:
            return None
        whole += 1
    part = timedelta(milliseconds=round((number - int(number)) * _MILLISECONDS))
    return since + timedelta(days=whole) + part


def number_of(day: datetime) -> Decimal:
    """Return the number that a point in time is stored as, counted from 1900."""
    since = day - _FROM_1900
    return days_since_1899(day if since >= timedelta(days=61) else day - _DAY)


def days_since_1899(day: datetime) -> Decimal:
    """Return the number of a point in time in OpenDocument, where nought is 1899-12-30 and no day of 1900 is counted twice."""
    since = day - _FROM_1900
    part = Decimal(since.seconds) / 86400 + Decimal(since.microseconds) / 86_400_000_000
    return Decimal(since.days) + (round(part, 9).normalize() if part else 0)
