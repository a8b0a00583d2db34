"""Digits that something stands between: one number in groups (1 268 000, 1'234) or several numbers (100 200, 5 120).

Two numbers of one cell are never glued to one, neither in amounts nor in targets.
"""

from __future__ import annotations

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.values.money_unit import ANY_UNIT
from xlperf.forms.values.number_in_words import COUNTED

_APART = lazy_pattern(r"\d[.,]?[\s'‘’_]+[.,]?\d")
_GROUP = r"(?:,[^\S\n]?|[^\S\n])\d{3}"
# One number only where it can be no second one: 350, 000, 100 200.50, 1 234 567, 1 200万元; each of 200, 150, 350 may be an amount.
_ONE_NUMBER = lazy_pattern(
    rf"\D*(?:[1-9]\d{{0,2}}(?:{_GROUP}){{1,4}}\.\d+|[1-9]\d{{0,2}}(?:{_GROUP})?(?:{_GROUP})(?<=000)"
    rf"|[1-9]{_GROUP}(?:{_GROUP}|(?=\s?\(?(?:{ANY_UNIT}|{COUNTED})))|\d{{1,3}}(?:['‘’_]\d{{3}})+(?:\.\d*)?)\D*"
)
# 1 0 0 0, spread over a cell; three of them may be three numbers, and 1 2 3 4 are numbers of columns.
_DIGIT_BY_DIGIT = lazy_pattern(r"\d(?:[^\S\n]+\d){3,}")
_COUNTED_UP = "0123456789"


def are_apart(text: str) -> bool:
    """Return True where two digits of a text (NFKC) may belong to two numbers."""
    return _APART.search(text) is not None and _ONE_NUMBER.fullmatch(text) is None


def pulled_together(text: str) -> str:
    """Return 1000 for 1 0 0 0, any other text as it is."""
    digits = "".join(text.split()) if _DIGIT_BY_DIGIT.fullmatch(text) else _COUNTED_UP
    return text if digits in _COUNTED_UP else digits
