"""What a person sees in a cell: numbers, dates and times as their format shows them.

A format that shows thousands or millions of a number (``0,"千"``) is shown as the sheet does.
Where a format shows less than the number is worth (an exponent, a colour for hidden cells),
or what depends on the computer it is looked at with, the plain number or the ISO day is
shown, so that nothing is lost in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import MAX_PREC, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.values.chinese_numerals import digit_by_digit, with_places
from xlperf.forms.values.number_format import Mark, Section, section_for, sections_of
from xlperf.forms.values.shown_time import day_text, time_text
from xlperf.intake.formats.cell_styles import shows_day
from xlperf.intake.sheet import Cell

_LITERAL = lazy_pattern(r'"[^"]*"|\\.')
_SCALED = lazy_pattern(r"[0#?],+(?![#0?])")
# A point that is only drawn between the digits of a whole number: 0!.0000, 0\\.0000, 0"."0000.
_DRAWN_POINT = lazy_pattern(r'[0#?](?:[!\\]\.|"\.")[0#?]')
# A spreadsheet shows fifteen digits of a number and calculates with seventeen.
_FIFTEEN_DIGITS = Context(prec=15)
_EXACT = Context(prec=MAX_PREC)
_LARGEST = 308
"""Powers of ten that Excel can hold; a file may name a number with millions of digits, which nobody is to see written out."""
_FIRST_YEAR, _LAST_YEAR = 1980, 2100
"""The years of plans, deadlines and contracts; any other that a date format shows is a number by its accident."""
_AS_STORED = frozenset(("General", "@", ""))


@dataclass(frozen=True, slots=True)
class _Shape:
    """A section that shows a number, as far as every number has it in common.

    Attributes:
        places, least: decimals that are shown at most and at least.
        whole: digits before the point that are shown at least.
        thousands: they are grouped; hundreds: how often it is shown times a hundred; scaled: how often by a thousand.
        prefix, suffix: what stands around the digits.
        pattern: the marks, where something stands between the digits.
    """

    places: int
    least: int
    whole: int
    thousands: bool
    hundreds: int
    scaled: int
    prefix: str
    suffix: str
    pattern: tuple[Mark, ...]
    numerals: str


def display_text(cell: Cell) -> str:
    """Return the text of a cell as it stands on the sheet; of a number that a date format disguises, the number."""
    hidden = number_behind(cell)
    return sheet_text(cell) if hidden is None else plain_number(as_shown(hidden))


def number_behind(cell: Cell) -> Decimal | None:
    """Return the number that is stored where a cell shows a day that no form speaks of: 100 as 1900-04-09, 202603 as 2454-09-14.

    Hours that run on (36:00) are no day.
    """
    if cell.stored is None or not isinstance(cell.value, date) or _FIRST_YEAR <= cell.value.year <= _LAST_YEAR:
        return None
    return cell.stored if cell.number_format == "General" or shows_day(cell.number_format) else None


def sheet_text(cell: Cell) -> str:
    """Return the text of a cell exactly as it stands on the sheet."""
    value = cell.value
    if isinstance(value, str):
        if cell.kind == "uncached":
            return ""
        code = cell.number_format
        return value if code in _AS_STORED or cell.kind != "text" else _words(value, code)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        code = cell.number_format
        return plain_number(as_shown(value)) if code in _AS_STORED else _number_text(as_shown(value), code)
    return _date_text(value, cell.number_format)


def plain_number(value: Decimal) -> str:
    """Return a number without exponent and without zeros that were not written."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def as_shown(value: Decimal) -> Decimal:
    """Return a number to fifteen digits: 288.24820000000003, left over by a formula, is 288.2482."""
    return _FIFTEEN_DIGITS.plus(value) if value.adjusted() <= _LARGEST else value


def scaled_to_ten_thousand(code: str) -> bool:
    """Return True when a format shows a part of a number that is stored in full, such as 万 with '0!.0000"万元"'."""
    return _is_scaled(code.split(";")[0])


def _words(text: str, code: str) -> str:
    """Return a text with what its format puts around it; one that a format hides is shown all the same."""
    section = sections_of(code)[-1]
    if section.kind != "text":
        return text
    return "".join(text if each.kind == "at" else each.text for each in section.marks)


def _number_text(value: Decimal, code: str) -> str:
    section, is_negative = section_for(value, sections_of(code))
    size = abs(value)
    shown: str | None = None
    if section is None:
        pass
    elif section.kind == "number":
        shown = _digits(size, _shape(section), is_negative)
    elif section.kind in ("general", "text"):
        plain = with_places(plain_number(size), section.numerals)
        shown = _signed("".join(plain if each.kind in ("general", "at") else each.text for each in section.marks), is_negative)
    elif section.kind == "fraction":
        shown = _signed(_fraction(size, section), is_negative)
    elif section.kind == "time" and not section.by_computer:
        shown = time_text(value, section)
    elif section.kind == "words":
        shown = _signed("".join(each.text for each in section.marks), is_negative)
    # A number that is hidden by its format is no less there; a zero that is hidden was meant to be blank.
    return plain_number(value) if shown is None or (value and not shown.strip(" -")) else shown.strip()


def _signed(text: str, is_negative: bool) -> str:
    return f"-{text}" if is_negative and text.strip() else text


@lru_cache(maxsize=1024)
def _shape(section: Section) -> _Shape:
    marks = section.marks
    digits = [at for at, each in enumerate(marks) if each.kind == "digit"]
    first, last = digits[0], digits[-1]
    point = next((at for at, each in enumerate(marks) if each.kind == "point" and at >= first - 1), len(marks))
    first = min(first, point)
    whole = "".join(marks[at].text for at in digits if at < point)
    decimals = "".join(marks[at].text for at in digits)[len(whole) :]
    between = marks[first : last + 1]
    has_words = any(each.kind not in ("digit", "point", "comma") for each in between)
    behind = last + 1 + (point == last + 1)
    return _Shape(
        len(decimals),
        len(decimals.rstrip("#?")),
        len(whole.lstrip("#?")),
        any(each.kind == "comma" for each in between),
        sum(each.kind == "percent" for each in marks),
        _scale(marks),
        _literal(marks[:first]),
        _literal(marks[behind:]),
        between if has_words else (),
        section.numerals,
    )


def _scale(marks: tuple[Mark, ...]) -> int:
    """Return by how many thousands a number is divided: the commas right behind the last digit, or before the point."""
    found = 0
    for at, each in enumerate(marks):
        if each.kind == "comma" and at and marks[at - 1].kind in ("digit", "comma"):
            rest = next((mark.kind for mark in marks[at:] if mark.kind != "comma"), "")
            found += rest != "digit"
    return found


def _literal(marks: tuple[Mark, ...]) -> str:
    return "".join(each.text for each in marks if each.kind in ("text", "percent", "slash", "point", "date", "half", "exponent"))


def _digits(size: Decimal, shape: _Shape, is_negative: bool) -> str:
    if size.adjusted() > _LARGEST:
        return str(size)
    for _ in range(shape.hundreds):
        size *= 100
    shown = size.scaleb(-3 * shape.scaled).quantize(Decimal(f"1E{-shape.places}"), ROUND_HALF_UP, _EXACT)
    whole, _, decimals = format(shown, "f").partition(".")
    while len(decimals) > shape.least and decimals.endswith("0"):
        decimals = decimals[:-1]
    whole = whole.zfill(shape.whole)
    if not decimals and not shape.whole and whole == "0":
        text = ""  # a zero in a place that shows none: the stroke of an accounting format
    elif shape.pattern:
        text = _spread(whole, decimals, shape)
    else:
        text = _grouped(whole) if shape.thousands else whole
        text += f".{decimals}" if decimals else ""
    return ("-" if is_negative and shown else "") + shape.prefix + digit_by_digit(text, shape.numerals) + shape.suffix


def _grouped(whole: str) -> str:
    first = len(whole) % 3 or 3
    return ",".join([whole[:first], *(whole[at : at + 3] for at in range(first, len(whole), 3))])


def _spread(whole: str, decimals: str, shape: _Shape) -> str:
    """Return digits with what stands between them, such as 021-5555 by 000-0000; those in excess stand before the first."""
    pattern = shape.pattern
    point = next((at for at, each in enumerate(pattern) if each.kind == "point"), len(pattern))
    left = list(whole)
    parts: list[str] = []
    for each in reversed(pattern[:point]):
        if each.kind == "digit":
            parts.append(left.pop() if left else "")
        elif each.kind != "comma" and (left or any(mark.text == "0" for mark in pattern[:point])):
            parts.append(each.text)
    text = "".join(left) + "".join(reversed(parts))
    return text + (f".{decimals}" if decimals else "") + _literal(pattern[point + 1 :])


def _fraction(size: Decimal, section: Section) -> str:
    """Return a number as a fraction, with its whole part apart where the format has a place for it."""
    marks = section.marks
    slash = next(at for at, each in enumerate(marks) if each.kind == "slash")
    top = slash
    while top and marks[top - 1].kind == "digit":
        top -= 1
    bottom = slash + 1
    while bottom < len(marks) and (marks[bottom].kind == "digit" or marks[bottom].text.isdecimal()):
        bottom += 1
    written = "".join(each.text for each in marks[slash + 1 : bottom])
    has_whole = any(each.kind == "digit" for each in marks[:top])
    value = Fraction(size)
    if written.strip("0#?"):  # a denominator that is given: halves, hundredths
        least = int("".join(filter(str.isdecimal, written))) or 1
        above, below = int(value * least + Fraction(1, 2)), least
    else:
        near = value.limit_denominator(10 ** len(written) - 1 or 1)
        above, below = near.numerator, near.denominator
    whole, above = divmod(above, below) if has_whole else (0, above)
    part = f"{above}/{below}" if above or not has_whole else ""
    number = " ".join(each for each in (str(whole) if whole or not part else "", part) if each)
    first = next(at for at, each in enumerate(marks) if each.kind == "digit")
    return _literal(marks[:first]) + number + _literal(marks[bottom:])


def _is_scaled(section: str) -> bool:
    """True for formats that show thousands or 万 of a number (a comma behind the digits, or "0!.0000")."""
    return _DRAWN_POINT.search(section) is not None or _SCALED.search(_LITERAL.sub("", section)) is not None


def _date_text(value: date, code: str) -> str:
    """Return a day as its format shows it; one that follows the computer's country, or writes a year in two digits, in ISO form."""
    sections = sections_of(code)
    section = sections[0]
    point = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    shown = day_text(point, section) if section.kind in ("day", "time") and not section.by_computer else ""
    return shown or point.date().isoformat()
