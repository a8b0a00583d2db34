"""Amounts and numbers as people type them into Chinese forms.

Money is Decimal 元.  The unit comes from the form's own label; a text that names
a unit of its own (700万元 in a form in 元) is read by that unit and marked.  A
text that is no number is a note on the field, never 0.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from xlperf.forms.display import scaled_to_ten_thousand
from xlperf.forms.form import AmountUnit, Note
from xlperf.intake.sheet import Cell

_PER_UNIT = {"元": Decimal(1), "万元": Decimal(10_000)}
_WORDS = {
    "万": "万元",
    "万元": "万元",
    "元": "元",
    "圆": "元",
    "人民币元": "元",
    "人民币": "元",
    "rmb": "元",
    "亿元": "亿元",
    "": "",
}
_AMOUNT = re.compile(
    r"^(?:人民币|rmb|cny|[¥￥$])?(?P<sign>[-−–+]?)(?:[¥￥$])?(?P<number>\d[\d,，']*(?:\.\d*)?|\.\d+)(?P<exponent>e[+-]?\d{1,2})?(?P<unit>万元|万|元|圆|亿元)?(?:整|正)?$"
)
_THOUSANDS = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d*)?$|^\d+(?:\.\d*)?$|^\.\d+$|^\d{1,4}(?:,\d{4})+(?:\.\d*)?$")
_BRACKETED = re.compile(r"^\((.+)\)$")
_BLANKS = frozenset({"", "-", "—", "——", "–", "/", "\\", "无", "─", "一", "--", "N/A", "n/a"})
_FORMAT_UNIT = re.compile(r'(万元|元)["\\]?')


@dataclass(frozen=True, slots=True)
class Reading:
    """A number read from a cell: its value (None when blank or unreadable) and what reading it took."""

    value: Decimal | None
    notes: tuple[Note, ...] = ()


def is_blank_mark(text: str) -> bool:
    """Return True for the strokes that stand for "nothing": — / 无. They are blanks, not zeros."""
    return unicodedata.normalize("NFKC", text).strip() in _BLANKS


def read_amount(cell: Cell | None, unit: AmountUnit) -> Reading:
    """Return an amount in 元.

    Args:
        cell: the cell, None when blank.
        unit: the unit printed in the form's label.
    """
    if cell is None:
        return Reading(None)
    unreadable = _unreadable(cell)
    if unreadable:
        return Reading(None, unreadable)
    notes: tuple[Note, ...] = ("uncached",) if cell.computed else ()
    if isinstance(cell.value, Decimal):
        own = _unit_of_format(cell.number_format)
        factor = _PER_UNIT[own or unit]
        return Reading(_exact(cell.value * factor), notes + (("own_unit",) if own and own != unit else ()))
    if not isinstance(cell.value, str):
        return Reading(None, ("not_a_number",))
    if is_blank_mark(cell.value):
        return Reading(None, notes)
    parsed = parse_amount(cell.value)
    if parsed is None:
        return Reading(None, (*notes, "not_a_number"))
    number, own = parsed
    typed: tuple[Note, ...] = ("text_number",)
    if own and own != unit:
        typed += ("own_unit",)
    return Reading(_exact(number * _PER_UNIT[own or unit]), notes + typed)


def read_number(cell: Cell | None) -> Reading:
    """Return a plain number such as a weight or a score; a stroke is a blank."""
    if cell is None:
        return Reading(None)
    unreadable = _unreadable(cell)
    if unreadable:
        return Reading(None, unreadable)
    if isinstance(cell.value, Decimal):
        return Reading(cell.value, ("uncached",) if cell.computed else ())
    if not isinstance(cell.value, str):
        return Reading(None, ("not_a_number",))
    text = unicodedata.normalize("NFKC", cell.value).strip()
    if is_blank_mark(text):
        return Reading(None)
    parsed = parse_amount(text[:-1] if text.endswith("分") else text)
    if parsed is None or parsed[1]:
        return Reading(None, ("not_a_number",))
    return Reading(parsed[0], ("text_number",))


def read_percent(cell: Cell | None) -> Reading:
    """Return a percentage as per cent: 98.38% and 0.9838 shown as 98.38% and 98.38 are all 98.38."""
    if cell is None:
        return Reading(None)
    if isinstance(cell.value, Decimal) and "%" in cell.number_format:
        places = max(2, len(cell.number_format.partition(".")[2].rstrip('%_ "')))
        value = cell.value * 100
        rounded = round(value, places) if -value.as_tuple().exponent > places else value  # type: ignore[operator]
        return Reading(rounded, ("uncached",) if cell.computed else ())
    if isinstance(cell.value, str):
        text = unicodedata.normalize("NFKC", cell.value).strip()
        if text.endswith("%"):
            return read_number(Cell(text[:-1], "text"))
    return read_number(cell)


def parse_amount(text: str) -> tuple[Decimal, AmountUnit | None] | None:
    """Return (number, unit named in the text) of an amount typed as text, None when it is none.

    Thousands commas must stand where they belong, so that "1,23" is not read as 123.
    """
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower().replace("，", ",").replace("'", "")
    bracketed = _BRACKETED.match(folded)
    if bracketed and bracketed[1][:1].isdigit():  # (1,000.00): a negative amount in book-keeping
        folded = "-" + bracketed[1]
    found = _AMOUNT.match(folded)
    if found is None or not _THOUSANDS.match(found["number"]):
        return None
    try:
        number = Decimal(found["number"].replace(",", "") + (found["exponent"] or ""))
    except InvalidOperation:
        return None
    if found["sign"] in ("-", "−", "–"):
        number = -number
    unit = _WORDS[found["unit"] or ""]
    if unit == "亿元":
        return number * 10_000, "万元"
    return number, (unit or None)  # type: ignore[return-value]


def _unreadable(cell: Cell) -> tuple[Note, ...]:
    if cell.kind == "error":
        return ("error_value",)
    return ("uncached",) if cell.kind == "uncached" else ()


def _unit_of_format(code: str) -> AmountUnit | None:
    """Return the unit that a number format prints behind the number, None when it prints none."""
    found = _FORMAT_UNIT.search(code)
    if found is None:
        return None
    if found[1] == "万元" and not scaled_to_ten_thousand(code):
        return "万元"
    return "元"


def _exact(amount: Decimal) -> Decimal:
    """Return an amount with at least two decimals, and no more than were written."""
    plain = amount.normalize()
    exponent = plain.as_tuple().exponent
    return plain.quantize(Decimal("0.01")) if isinstance(exponent, int) and exponent > -2 else plain
