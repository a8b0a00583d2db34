"""Number formats taken apart: up to four sections by sign or condition, each a row of marks (ECMA-376 part 1, 18.8.31).

Chinese Excel writes ``!`` for ``\\`` and ``G/通用格式`` for ``General``.  Colours, the width of blanks and fill characters
are passed over: what they change is no part of what a form says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne
from typing import Literal, NamedTuple

from xlperf.data.lazy_patterns import lazy_pattern

MarkKind = Literal[
    "text", "digit", "point", "comma", "percent", "slash", "general", "at", "date", "elapsed", "half", "exponent", ";"
]  # fmt: skip
"""``date`` is a part of a day or a time of day; ``elapsed`` hours, minutes or seconds that run on; ``half`` 上午 or 下午."""

SectionKind = Literal["general", "number", "fraction", "day", "time", "text", "words", "unknown"]
"""``day`` shows a day, with or without its time, ``time`` the time of a day alone; ``words`` shows no number at all."""

_MARK = lazy_pattern(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|[_*].|(?P<general>General|G/通用格式)'
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<exponent>E[+-])|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?|e+|aaaa?(?!a))|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_PLAIN: dict[str, MarkKind] = {
    "0": "digit", "#": "digit", "?": "digit", ".": "point", ",": "comma", "%": "percent", "/": "slash", "@": "at", ";": ";",
}  # fmt: skip
_CONDITION = lazy_pattern(r"(<=|>=|<>|=|<|>)\s*(-?[\d.]+(?:E[+-]?\d+)?)")
_HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {"<=": le, ">=": ge, "<>": ne, "=": eq, "<": lt, ">": gt}
_CURRENCY = lazy_pattern(r"\$([^-]*)(?:-([0-9A-Fa-f]+))?")
_CHINESE = ("804", "1004", "404", "c04", "1404")
_NUMERALS = lazy_pattern("DBNum([123])", re.IGNORECASE)
# LibreOffice writes them so into .xls; 1B to 1D are said of Japanese, 21 to 23 of traditional characters.
_SHAPES = {"1b": "1", "1c": "2", "1d": "3", "1e": "1", "1f": "2", "20": "3", "21": "1", "22": "2", "23": "3"}
_ELAPSED = lazy_pattern("h+|m+|s+", re.IGNORECASE)
_MOST_MARKS = 200


class Mark(NamedTuple):
    """One part of a section: its kind, and how it is written."""

    kind: MarkKind
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a format.

    Attributes:
        kind: what it shows.
        marks: its parts in order.
        condition: operator and bound of the numbers it is for, None where their sign decides.
        chinese: names of months and days are Chinese.
        by_computer: the country settings of the computer decide what is shown.
        numerals: 1, 2 or 3 for Chinese numerals ([DBNum1]), empty for our own.
    """

    kind: SectionKind
    marks: tuple[Mark, ...]
    condition: tuple[str, Decimal] | None
    chinese: bool
    by_computer: bool
    numerals: str


@lru_cache(maxsize=1024)
def sections_of(code: str) -> tuple[Section, ...]:
    """Return the sections of a number format, at least one and at most four."""
    rows: list[list[Mark | str]] = [[]]
    for mark in _marks(code):
        if isinstance(mark, Mark) and mark.kind == ";":
            rows.append([])
        else:
            rows[-1].append(mark)
    return tuple(_section(each) for each in rows[:4])


def is_per_cent(code: str) -> bool:
    """Return True for a format that shows a number times a hundred; 0.00"%" only writes a sign behind it."""
    return any(mark.kind == "percent" for section in sections_of(code) for mark in section.marks)


def section_for(number: Decimal, sections: tuple[Section, ...]) -> tuple[Section | None, bool]:
    """Return the section that shows a number, None when none does, and whether a minus belongs before it."""
    numeric = sections[:3]
    if len(numeric) == 1 and numeric[0].condition is None:
        return numeric[0], number < 0
    if all(each.condition is None for each in numeric):
        if number > 0 or (number == 0 and len(numeric) == 2):
            return numeric[0], False
        return numeric[1 if number < 0 else 2], False
    for place, each in enumerate(numeric):
        if each.condition is not None:
            sign, bound = each.condition
            if _HOLDS[sign](number, bound):  # a minus is added where not only negative numbers come here
                return each, number < 0 and not (sign in ("<", "<=") and bound <= 0)
        elif place == len(numeric) - 1 or (place == 1 and number < 0):
            return each, number < 0 and place != 1
    return None, False


def _marks(code: str) -> Iterator[Mark | str]:
    """Yield the parts of a code; the content of a bracket that shows nothing is a plain string."""
    for count, found in enumerate(_MARK.finditer(code)):
        if count >= _MOST_MARKS:
            return
        kind = found.lastgroup
        if kind in ("quoted", "escaped"):
            yield Mark("text", found[kind])
        elif kind == "bracket":
            yield from _bracket(found["bracket"])
        elif kind == "plain":
            yield Mark(_PLAIN.get(found["plain"], "text"), found["plain"])
        elif kind is not None:
            yield Mark(kind, found[kind].lower() if kind == "date" else found[kind])  # type: ignore[arg-type]


def _bracket(content: str) -> Iterator[Mark | str]:
    currency = _CURRENCY.fullmatch(content)
    if currency is not None and currency[1]:
        yield Mark("text", currency[1])
    if _ELAPSED.fullmatch(content):
        yield Mark("elapsed", content.lower())
    else:
        yield content


def _section(parts: list[Mark | str]) -> Section:
    marks = tuple(each for each in parts if isinstance(each, Mark))
    brackets = [each for each in parts if isinstance(each, str)]
    countries = [found[2].lower() for each in brackets if (found := _CURRENCY.fullmatch(each)) and found[2]]
    conditions = (_condition(each) for each in brackets)
    return Section(
        _kind(marks),
        _with_minutes(marks),
        next((each for each in conditions if each is not None), None),
        any(each.endswith(_CHINESE) for each in countries),
        any(each in ("f800", "f400") for each in countries),
        _numerals(brackets, countries),
    )


def _numerals(brackets: list[str], countries: list[str]) -> str:
    """Return which Chinese numerals are asked for, by [DBNum1] or by the shape of digits before a country: [$-1E000804]."""
    named = next((found[1] for each in brackets if (found := _NUMERALS.fullmatch(each))), "")
    shapes = (each[:-6] for each in countries)
    return named or next((_SHAPES[each] for each in shapes if each in _SHAPES), "")


def _condition(content: str) -> tuple[str, Decimal] | None:
    found = _CONDITION.fullmatch(content)
    try:
        return (found[1], Decimal(found[2])) if found else None
    except InvalidOperation:
        return None


def _kind(marks: tuple[Mark, ...]) -> SectionKind:
    kinds = {each.kind for each in marks}
    if "digit" in kinds:
        places = [each.kind for each in marks]
        if "slash" in places[places.index("digit") :]:
            return "fraction"
        return "unknown" if "exponent" in kinds else "number"
    if "general" in kinds:
        return "general"
    if "at" in kinds:
        return "text"
    if kinds & {"date", "elapsed", "half"}:
        return _kind_of_time(marks)
    bare = "".join(each.text for each in marks if each.kind == "text")
    return "words" if bare.strip() or not marks else "unknown"


def _kind_of_time(marks: tuple[Mark, ...]) -> SectionKind:
    letters = {each.text[0] for each in marks if each.kind == "date"}
    is_time = bool(letters & {"h", "s"}) or any(each.kind in ("elapsed", "half") for each in marks)
    if letters & {"y", "d", "e", "a"} or not is_time:
        return "day"
    return "time"


def _with_minutes(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Return the marks with the m behind hours or before seconds, which are minutes, written as n."""
    timely = [at for at, each in enumerate(marks) if each.kind in ("date", "elapsed")]
    letters = ["", *(marks[at].text[0] for at in timely), ""]
    found = list(marks)
    for at, before, behind in zip(timely, letters, letters[2:], strict=False):
        if marks[at].kind == "elapsed" or marks[at].text[0] != "m" or len(marks[at].text) > 2:
            continue
        if before == "h" or behind == "s":
            found[at] = Mark("date", "n" * len(marks[at].text))
    return tuple(found)
