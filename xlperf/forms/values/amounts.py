"""Amounts and numbers as people type them into Chinese forms.

Money is Decimal 元.  The unit comes from the form's own label; a text that names
a unit of its own (700万元 in a form in 元) is read by that unit and marked.  A
text that is no number is a note on the field, never 0.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import MAX_PREC, Context, Decimal
from functools import lru_cache

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.money import YUAN_PER
from xlperf.forms.form import Note
from xlperf.forms.values.digit_groups import are_apart, pulled_together
from xlperf.forms.values.display import as_shown, plain_number, scaled_to_ten_thousand
from xlperf.forms.values.form_text import legible
from xlperf.forms.values.money_unit import ANY_UNIT, UNITS, whole_name
from xlperf.forms.values.number_format import is_per_cent
from xlperf.forms.values.number_in_words import amount_by_steps, capital_amount
from xlperf.forms.values.wordings import label_words, wording
from xlperf.intake.sheet import Cell

_SUMS, _NO_REMARK = wording("sums_before_amounts"), wording("no_remarks_on_amounts")
_UNIT_OF_WORD = {"圆": "元", "块": "元", "rmb": "元", "cny": "元"}
_AMOUNT = lazy_pattern(
    r"(?:(?:" + _SUMS + r"):?)?(?:人民币|rmb|cny|¥)?(?P<sign>[-−–+△▲]?)(?:人民币|rmb|cny|¥)?"
    r"(?P<number>\d[\d,]*(?:\.\d*)?|\.\d+)(?P<exponent>e[+-]?\d{1,2})?"
    r"(?P<unit>" + ANY_UNIT + r"|圆|块|rmb|cny)?(?:人民币)?(?:整|正)?"
    r"(?:\((?:不?含税|税[前后])[^()\d]*\)|\((?![^()]*(?:" + _NO_REMARK + r"))[^()\d]{2,10}\))?"  # 68万元（含税）, 46（含结转）
)
# Thousands commas, or none at all: "1,23" is not 123.  Some people group by 万.
_END_OF_SENTENCE = lazy_pattern(r"(?<=[\d元万亿整])(?:[。、;.]+|(?<!,\d\d\d),)$")
_FOREIGN = lazy_pattern(r"\[\$(?:US\$|HK\$|\$|€|£)|[美欧港日]元")
_TWO_WAYS = lazy_pattern(r"(?:人民币)?([^()]+)\((?:(?:人民币)?大写|即|合|人民币|小写)?:?(?:人民币)?([^()]+)\)")
_PARTS_BEHIND = lazy_pattern(rf"([\d,.]+(?:{ANY_UNIT})?)\(([^()]+)\)")
_PART = lazy_pattern(rf"\d[\d,]*(?:\.\d+)?(?:{ANY_UNIT})?")
_FEWEST_PARTS = 2
_GROUPED = lazy_pattern(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d{1,4}(?:,\d{4})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+")
_UNIT_IN_BRACKETS = lazy_pattern(rf"\(({ANY_UNIT})\)$")
# 9.8分, 98.00%, and 98.00(%) as targets are written.
_MARK_BEHIND = lazy_pattern(r"(?:[(（]\s*[分%％]\s*[)）]|[分%％])$")
# 99.5（优）, 20（满分）, 13.93（扣1.07分）: a score and its grade; 得20分; 15/15.
# A score or weight in brackets is none that is negative.
_GRADE = lazy_pattern(wording("grades"))
_GRADED = lazy_pattern(rf"^([\d.]+)分?\s*[(（](?:{wording('grades')}|满分|扣[\d.]+分?)[)）]$|^([\d.]+)分?\s*[/／]\s*\2分?$")
_SCORED = lazy_pattern(rf"^(?:得|[\u4e00-\u9fff]{{0,6}}(?:{wording('names_of_scores')})[:：])\s*(?=\d)")
# 98%。, 15分（满）, 98.00%（A/B）: a stop, and a word that somebody put behind a number.
_SAID_BEHIND = lazy_pattern(
    rf"[。．;；]$|(?<=[\d分%％])\s*[(（](?![\s分%％]+[)）]|[^()（）]*(?:{_NO_REMARK}))[^()（）\d]{{1,10}}[)）]$"
)
_BRACKETS_AROUND = lazy_pattern(r"^[(（]\s*(\d[\d.]*)\s*[)）]$")
_BRACKETED = lazy_pattern(r"\(([^()-]+)\)")
_NOT_IN_NUMBERS = lazy_pattern(r"[\s'‘’_]+")
_BLANKS = frozenset({"", "-", "—", "——", "–", "−", "/", "//", "\\", "无", "─", "一", "--", "---", "N/A", "n/a"})
# Any stroke, and as many of them as people like: ――, ……, _ _, ～; a circle is a zero that somebody drew, ˉ a stroke too.
_STROKES = lazy_pattern(r"[-—–−―‐‑─━ー㇐_~·、/\\⁄∕╱…×〇○。*.ˉˍ\u0304\u0305\s]{1,8}")
_NOTHING = frozenset(label_words("no_amounts"))
# ¥-, ¥ - as an accounting format shows nothing, （—）, —元 behind which the form prints the unit.
_AROUND_STROKES = lazy_pattern(rf"^[(]?\s*(?:¥|人民币|rmb|cny)?\s*(?=[^\d\s])|\s*(?:(?<!^-)(?:{UNITS}))?[)]?$", re.IGNORECASE)
_FORMAT_UNIT = lazy_pattern(f"{UNITS}|万")
# What a subtraction of binary numbers leaves (-1.0E-10) is less: nobody pays a millionth of a 元.
_EXACT = Context(prec=MAX_PREC)
_CENT, _FINEST = Decimal("0.01"), Decimal("0.000001")
# Beyond a thousand million million 元 it is no amount, but a slip of the keyboard or a number of an account.
_TOO_LARGE = 15
_SIGN_OF_YUAN = lazy_pattern("[¥￥]|rmb|cny", re.IGNORECASE)
_TEN_MILLION = 10_000_000
"""元: so much a form in 万元 seldom says, and a slip of the unit always does from 1000 元 on."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A number read from a cell: its value (None when blank or unreadable) and what reading it took."""

    value: Decimal | None
    notes: tuple[Note, ...] = ()


def is_blank_mark(text: str) -> bool:
    """Return True for the strokes that stand for "nothing": — / 无. They are blanks, not zeros."""
    return len(text) < 9 and _means_nothing(text)


@lru_cache(maxsize=8192)
def _means_nothing(text: str) -> bool:
    return unicodedata.normalize("NFKC", legible(text)).strip() in _BLANKS


def is_grade(text: str) -> bool:
    """Return True for the grade that a score has: 优, 良好."""
    return _GRADE.fullmatch(text.strip()) is not None


def says_nothing(text: str) -> bool:
    """Return True for what stands for no amount in a cell of money: strokes of every kind, 没有, 不涉及."""
    plain = unicodedata.normalize("NFKC", legible(text[:20])).strip()
    return len(text) < 20 and (plain in _NOTHING or _STROKES.fullmatch(_AROUND_STROKES.sub("", plain)) is not None)


def read_amount(cell: Cell, unit: str) -> Reading:
    """Return an amount in 元.

    Args:
        unit: the unit printed in the form's label.
    """
    unreadable = _unreadable(cell)
    if unreadable:
        return Reading(None, unreadable)
    if isinstance(cell.value, Decimal):
        if _FOREIGN.search(cell.number_format):
            return Reading(None, ("not_a_number",))  # an amount in dollars is none in 元
        own = _unit_of_format(cell.number_format) or unit
        marked = own == unit and _is_doubtful(cell.value, unit, cell.number_format)
        return _amount(cell.value, own, ("own_unit",) if own != unit else ("sign_of_yuan",) if marked else ())
    if cell.stored is not None:
        return _amount(cell.stored, unit, ("date_format",))
    if not isinstance(cell.value, str):
        return Reading(None, ("not_a_number",))
    if is_blank_mark(cell.value) or says_nothing(cell.value):
        return Reading(None)
    parsed = parse_amount(cell.value) or _said_twice(cell.value, unit) or _with_parts(cell.value, unit)
    if parsed is None:
        return Reading(None, ("not_a_number",))
    number, named = parsed
    typed: tuple[Note, ...] = ("text_number", "own_unit") if named and named != unit else ("text_number",)
    if not named and _is_doubtful(number, unit, cell.value):
        typed = ("text_number", "sign_of_yuan")
    return _amount(number, named or unit, typed, as_typed=True)


def read_number(cell: Cell) -> Reading:
    """Return a plain number such as a weight or a score; a stroke is a blank, and 10 shown as 10% is 10."""
    unreadable = _unreadable(cell)
    if unreadable:
        return Reading(None, unreadable)
    if isinstance(cell.value, Decimal):
        value = as_shown(cell.value)
        return Reading(Decimal(plain_number(value * 100)) if is_per_cent(cell.number_format) else value)
    if cell.stored is not None:
        return Reading(as_shown(cell.stored), ("date_format",))
    if not isinstance(cell.value, str):
        return Reading(None, ("not_a_number",))
    text = legible(cell.value).strip()
    if is_blank_mark(text):
        return Reading(None)
    text = _MARK_BEHIND.sub("", _SAID_BEHIND.sub("", _SCORED.sub("", text)))
    text = _GRADED.sub(r"\1\2", text)
    parsed = parse_amount(_BRACKETS_AROUND.sub(r"\1", text))
    if parsed is None or parsed[1]:
        return Reading(None, ("not_a_number",))
    return Reading(parsed[0], ("text_number",))


def read_percent(cell: Cell) -> Reading:
    """Return a percentage as per cent: 98.38% and 0.9838 shown as 98.38% and 98.38 are all 98.38.

    0.9838 without a percent format stays 0.9838: whether 98.38 % or 0.98 % is meant
    is for the rules to say, which know what was spent.
    """
    if isinstance(cell.value, Decimal) and is_per_cent(cell.number_format):
        places = max(2, len(cell.number_format.partition(".")[2].rstrip('%_ "')))
        value = as_shown(cell.value) * 100
        return Reading(round(value, min(places, _places(value))))
    return read_number(cell)


def parse_amount(text: str) -> tuple[Decimal, str | None] | None:
    """Return (number, unit named in the text) of an amount typed as text, None when it is none.

    Thousands commas must stand where they belong, so that "1,23" is not read as 123.
    A bare number in brackets or one behind △ is negative, as in book-keeping; （868.9万元） is not.
    """
    text = legible(text).strip()
    if not text.isascii() and any(unicodedata.category(each) == "No" for each in text):
        return None  # ① ² ½ are marks of the writer, no digits
    text = pulled_together(unicodedata.normalize("NFKC", text))
    if are_apart(text):
        return None  # 200000 150000: two numbers, never one
    folded = _NOT_IN_NUMBERS.sub("", text).lower()
    folded = _UNIT_IN_BRACKETS.sub(r"\1", _END_OF_SENTENCE.sub("", folded))
    bracketed = _BRACKETED.fullmatch(folded)
    found = _AMOUNT.fullmatch(bracketed[1] if bracketed else folded)
    if found is None:
        yuan = amount_by_steps(folded)
        return (yuan, "元") if yuan is not None else None
    if not _GROUPED.fullmatch(found["number"]):
        return None
    number = Decimal(found["number"].replace(",", "") + (found["exponent"] or ""))
    if found["sign"] in ("-", "−", "–", "△", "▲") or (bracketed and not found["unit"]):
        number = -number
    word = found["unit"]
    return number, whole_name(_UNIT_OF_WORD.get(word, word)) if word else None


def _said_twice(text: str, unit: str) -> tuple[Decimal, str | None] | None:
    """Return an amount that a text says in two ways which agree: 318000（大写：叁拾壹万捌仟元整）, 31.8万元（318000元）."""
    found = _TWO_WAYS.fullmatch(_NOT_IN_NUMBERS.sub("", unicodedata.normalize("NFKC", legible(text))))
    if found is None:
        return None
    ways = [_of_words(each) or parse_amount(each) for each in found.groups()]
    first, second = ((each[0] * YUAN_PER[each[1] or unit] if each else None) for each in ways)
    return next(each for each in ways if each) if first is not None and first == second else None


def _with_parts(text: str, unit: str) -> tuple[Decimal, str | None] | None:
    """Return an amount behind which its parts stand in brackets and add up to it: 854万（高标准农田400万元，示范建设454万元）."""
    found = _PARTS_BEHIND.fullmatch(_NOT_IN_NUMBERS.sub("", unicodedata.normalize("NFKC", legible(text))))
    whole = parse_amount(found[1]) if found else None
    parts = [parse_amount(each) for each in _PART.findall(found[2])] if found else []
    if whole is None or len(parts) < _FEWEST_PARTS or None in parts:
        return None
    amounts = [each[0] * YUAN_PER[each[1] or whole[1] or unit] for each in (whole, *parts) if each]
    return whole if amounts[0] == sum(amounts[1:]) else None


def _of_words(text: str) -> tuple[Decimal, str | None] | None:
    yuan = capital_amount(text)
    return (yuan, "元") if yuan is not None else None


def _is_doubtful(number: Decimal, unit: str, shown: str) -> bool:
    """Tell whether the sign before an amount says 元 where the form says 万元: ￥49000, and not ￥4.9, which is only adorned."""
    return unit != "元" and abs(number) >= _TEN_MILLION // YUAN_PER[unit] and _SIGN_OF_YUAN.search(shown) is not None


def _unreadable(cell: Cell) -> tuple[Note, ...]:
    if cell.kind == "error":
        return ("error_value",)
    return ("uncached",) if cell.kind == "uncached" else ()


def _unit_of_format(code: str) -> str | None:
    """Return the unit of the number that is stored under a number format, None when the format prints none.

    '0!.0000"万元"' shows 万元 of a number that is stored in 元.
    """
    if code == "General":
        return None
    if scaled_to_ten_thousand(code):
        return "元"
    found = _FORMAT_UNIT.search(code.replace('"', "").replace("\\", ""))
    return whole_name(found[0]) if found else None


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _amount(number: Decimal, unit: str, notes: tuple[Note, ...], as_typed: bool = False) -> Reading:
    """Return an amount in 元 with at least two decimals; a text is exact, a stored number has fifteen digits."""
    if number.adjusted() > _TOO_LARGE:
        return Reading(None, ("not_a_number",))
    plain = (number if as_typed else as_shown(number)) * YUAN_PER[unit]
    cents = plain.quantize(_CENT, context=_EXACT)
    plain = cents if not as_typed and abs(plain - cents) < _FINEST else plain
    return Reading(plain.normalize() + Decimal("0.00"), notes)
