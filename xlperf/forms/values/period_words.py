"""The period of a project in words: 2026年度, 2026年1月（开始）-12月（结束）, 自批复之日起至2026年底.

What such words mean is ``spelled_periods`` in templates/vocabulary.json: patterns, each replaced in its turn, until no more
than two points of time with a stroke between them are left.  Before a period of a year, or a month without one, stands the form's.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from unicodedata import normalize

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.resources import load_json
from xlperf.forms.values.dates import parse_date, read_date, read_period, years_in_figures
from xlperf.forms.values.form_text import legible
from xlperf.intake.sheet import Cell

Period = tuple[date, date]

_LONGEST = 60
_DASHES = lazy_pattern("[-—–−‐‑―﹣~～]+")
_YEAR = lazy_pattern(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ONE_YEAR = lazy_pattern(r"\d{4}\D?")
_NEXT_YEAR = "+1"
"""What the list has in place of the year after the one before it."""
_OPEN = "<"
"""What the list has in place of a beginning that is no day: 自批复之日起至."""


def period_in(cell: Cell, year: int | None = None) -> Period | None:
    """Return both ends of a period in a cell, in whatever words; ``year`` is that of the form, for 本年度 and 1-12月."""
    found = read_period(cell)
    if found is not None or cell.kind != "text":
        return found
    plain = _plain(str(cell.value), year)
    return read_period(Cell(plain, "text")) if "-" in plain or _ONE_YEAR.fullmatch(plain) else None


def last_day_in(cell: Cell, year: int | None = None) -> date | None:
    """Return the end of a period of which only the end is a day: 自批复之日起至2026年底; None for any other text."""
    plain = _plain(str(cell.value), year) if cell.kind == "text" else ""
    return parse_date(plain.removeprefix(_OPEN), end_of_period=True) if plain.startswith(_OPEN) else None


def day_in(cell: Cell, year: int | None, end_of_period: bool) -> date | None:
    """Return a day that a cell names without its year, or as a period: 1月1日, 2026年度."""
    day = read_date(cell, end_of_period)
    both = period_in(cell, year) if day is None else None
    if day is not None or both is not None:
        return both[end_of_period] if both is not None else day
    return parse_date(_plain(str(cell.value), year), end_of_period) if cell.kind == "text" else None


def _plain(text: str, year: int | None) -> str:
    """Return a text with all that ``spelled_periods`` knows replaced; an empty one for what is too long to be a period."""
    plain = years_in_figures("".join(normalize("NFKC", legible(text)).split()))
    if len(plain) > _LONGEST:
        return ""
    plain = _DASHES.sub("-", plain)
    for pattern, replacement in _spelled():
        plain = pattern.sub(replacement.replace("{year}", str(year or "")), plain)
    first = _YEAR.search(plain)
    return plain.replace(_NEXT_YEAR, str(int(first[0]) + 1)) if first is not None else plain


@cache
def _spelled() -> tuple[tuple[re.Pattern[str], str], ...]:
    words: dict[str, str] = load_json("templates", "vocabulary.json")["spelled_periods"]
    return tuple((re.compile(pattern), replacement) for pattern, replacement in words.items())
