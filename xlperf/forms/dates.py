"""Dates and years as people type them into Chinese forms."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, timedelta
from decimal import Decimal

from xlperf.intake.sheet import Cell

_DATE = re.compile(r"^((?:19|20)\d\d)[-/.年](\d{1,2})(?:[-/.月](\d{1,2})[日号]?)?月?(?:[T ]?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?$")
_COMPACT = re.compile(r"^((?:19|20)\d\d)(\d\d)(\d\d)$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)年?度?")
_YEAR_LINE = re.compile(r"^[(]?(?:19|20)\d\d年?度?[)]?$|(?:19|20)\d\d年?度")
# A date typed with a number format of plain numbers: days since 1900, here 2000 to 2099.
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050
_SERIAL_ZERO = date(1899, 12, 30)


def read_date(cell: Cell, end_of_period: bool = False) -> date | None:
    """Return the date in a cell, None when it is none.

    Args:
        cell: the cell.
        end_of_period: a month without a day means its last day, else its first.
    """
    value = cell.value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, Decimal):
        if _FIRST_SERIAL <= value <= _LAST_SERIAL:
            return _SERIAL_ZERO + timedelta(days=int(value))
        return parse_date(format(value.normalize(), "f"), end_of_period)
    return parse_date(value, end_of_period) if isinstance(value, str) and cell.kind == "text" else None


def parse_date(text: str, end_of_period: bool = False) -> date | None:
    """Return the date that a text names: 2026-01-01, 2026/1/1, 2026.1.1, 2026年1月1日, 20260101, with or without a time."""
    folded = re.sub(r"\s*([-/.年月日])\s*", r"\1", unicodedata.normalize("NFKC", text).strip().replace("—", "-"))
    folded = re.sub(r"日\s*(?=\d{1,2}:)", "日 ", folded)
    compact = _COMPACT.match(folded)
    found = compact or _DATE.match(folded)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2])
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    day = int(found[3]) if found[3] else (last if end_of_period else 1)
    return date(year, month, day) if 1 <= day <= last else None


def year_in(text: str) -> int | None:
    """Return the four-digit year in a year line or title such as "(2026 年度)", None when there is none."""
    found = _YEAR.search(re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))
    return int(found[1]) if found else None


def is_year_line(text: str) -> bool:
    """Return True for a line that gives the year of a form, such as "（2026年度）"."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return len(folded) <= 30 and _YEAR_LINE.search(folded) is not None
