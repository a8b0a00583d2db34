"""What a person sees in a cell: numbers and dates as their format shows them.

Only what these forms use: decimals, thousands, percent, literal units, dates.
Any other format shows the plain number.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from xlperf.intake.sheet import Cell

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.([#0?]*))?")
_DATE_PART = re.compile(r'yyyy|yy|mm|m|dd|d|"[^"]*"|\\.|[年月日/.-]')


def display_text(cell: Cell) -> str:
    """Return the text of a cell as it stands on the sheet."""
    value = cell.value
    if isinstance(value, str):
        return "" if cell.kind == "uncached" else value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return _number_text(value, cell.number_format)
    return _date_text(value, cell.number_format)


def plain_number(value: Decimal) -> str:
    """Return a number without exponent and without zeros that were not written."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number_text(value: Decimal, code: str) -> str:
    section = code.split(";")[0]
    if section in ("General", "@", "") or _is_scaled(section):
        return plain_number(value)
    literal_free = _LITERAL.sub("\0", section)
    found = _DIGITS.search(literal_free)
    if found is None:
        return plain_number(value)
    if "%" in literal_free:
        value *= 100
    places = len(found[1] or "")
    shown = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if value.adjusted() < 20 else value
    text = format(shown, ",f" if "," in found[0] else "f")
    least = (found[1] or "").count("0")
    while places > least and text.endswith("0"):
        text, places = text[:-1], places - 1
    suffix = "%" if "%" in literal_free else ""
    return text.rstrip(".") + suffix + _literal_behind(section)


def _is_scaled(section: str) -> bool:
    """True for formats that show thousands or 万 of a number (a comma behind the digits, or "0!.0000")."""
    return "!." in section or re.search(r"[0#?],+(?![#0?])", _LITERAL.sub("", section)) is not None


def _literal_behind(section: str) -> str:
    """Return the literal text behind the digits, such as 元 in '#,##0.00"元"'."""
    tail = re.split(r"[#0?%]", section)[-1]
    return "".join(found[0] or found[1] or "" for found in re.findall(r'"([^"]*)"|\\(.)', tail)).rstrip()


def scaled_to_ten_thousand(code: str) -> bool:
    """Return True when a format shows 万 of a number that is stored in full, such as '0!.0000"万元"'."""
    return _is_scaled(code.split(";")[0])


def _date_text(value: date, code: str) -> str:
    day = value.date() if isinstance(value, datetime) else value
    parts = _DATE_PART.findall(_LITERAL_BRACKETS.sub("", code.split(";")[0]))
    if not any(each.startswith(("y", "m", "d")) for each in parts):
        return day.isoformat()
    shown = {"yyyy": f"{day.year:04d}", "yy": f"{day.year % 100:02d}", "mm": f"{day.month:02d}", "m": str(day.month),
             "dd": f"{day.day:02d}", "d": str(day.day)}  # fmt: skip
    return "".join(shown.get(each, each.strip('"').lstrip("\\")) for each in parts)


_LITERAL_BRACKETS = re.compile(r"\[[^\]]*\]")
