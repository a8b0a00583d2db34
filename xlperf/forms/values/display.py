"""What a person sees in a cell: numbers and dates as their format shows them.

Only what these forms use: decimals, thousands, percent, literal units, dates.
Any other format shows the plain number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from xlperf.intake.sheet import Cell

_TOKEN = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.|(General|[#0?][#0?,]*(?:\.[#0?]*)?)|(%)|([^\s;])', re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]*"|\\.')
_DATE_PART = re.compile(r'yyyy|mm|m|dd|d|"[^"]*"|\\.|[年月日/.-]')
_IN_BRACKETS = re.compile(r"\[[^\]]*\]")
_SCALED = re.compile(r"[0#?],+(?![#0?])")
# A spreadsheet shows fifteen digits of a number and calculates with seventeen.
_FIFTEEN_DIGITS = Context(prec=15)
_LARGEST = 20


@dataclass(frozen=True, slots=True)
class _Format:
    """A number format as far as it is followed; ``places`` is None for a plain number."""

    places: int | None = None
    least: int = 0
    thousands: bool = False
    percent: bool = False
    prefix: str = ""
    suffix: str = ""


def display_text(cell: Cell) -> str:
    """Return the text of a cell as it stands on the sheet."""
    value = cell.value
    if isinstance(value, str):
        return "" if cell.kind == "uncached" else value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return _number_text(value, _parsed(cell.number_format))
    return _date_text(value, cell.number_format)


def plain_number(value: Decimal) -> str:
    """Return a number without exponent and without zeros that were not written."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def as_shown(value: Decimal) -> Decimal:
    """Return a number to fifteen digits: 288.24820000000003, left over by a formula, is 288.2482."""
    return _FIFTEEN_DIGITS.plus(value) if len(value.as_tuple().digits) > 15 else value


def scaled_to_ten_thousand(code: str) -> bool:
    """Return True when a format shows a part of a number that is stored in full, such as 万 with '0!.0000"万元"'."""
    return _is_scaled(code.split(";")[0])


def _number_text(value: Decimal, shape: _Format) -> str:
    value = as_shown(value)
    if shape.places is None:
        return shape.prefix + plain_number(value) + shape.suffix
    if shape.percent:
        value *= 100
    places = shape.places
    shown = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if value.adjusted() + places < _LARGEST else value
    text = format(shown, ",f" if shape.thousands else "f")
    while places > shape.least and text.endswith("0"):
        text, places = text[:-1], places - 1
    return shape.prefix + text.rstrip(".") + shape.suffix


@lru_cache(maxsize=1024)
def _parsed(code: str) -> _Format:
    section = code.split(";")[0]
    if section in ("General", "@", "") or _is_scaled(section):
        return _Format()
    digits, around, percent = "", ["", ""], False
    for quoted, escaped, number, sign, plain in _TOKEN.findall(section):
        if number:
            digits = digits or number
        else:
            percent = percent or bool(sign)
            around[bool(digits)] += quoted or escaped or sign or (plain if plain >= "\u2e80" else "")
    prefix, suffix = around[0], around[1].rstrip()
    if not digits or digits.lower() == "general":
        return _Format(prefix=prefix, suffix=suffix) if digits else _Format()
    decimals = digits.partition(".")[2]
    return _Format(len(decimals), decimals.count("0"), "," in digits, percent, prefix, suffix)


def _is_scaled(section: str) -> bool:
    """True for formats that show thousands or 万 of a number (a comma behind the digits, or "0!.0000")."""
    return "!." in section or _SCALED.search(_LITERAL.sub("", section)) is not None


def _date_text(value: date, code: str) -> str:
    day = value.date() if isinstance(value, datetime) else value
    section = _IN_BRACKETS.sub("", code.split(";")[0])
    if "yyyy" not in section or "mmm" in section or "ddd" in section:
        return day.isoformat()  # shown by the country settings of the computer
    shown = {"yyyy": f"{day.year:04d}", "mm": f"{day.month:02d}", "m": str(day.month), "dd": f"{day.day:02d}", "d": str(day.day)}
    return "".join(shown.get(each, each.strip('"').lstrip("\\")) for each in _DATE_PART.findall(section))
