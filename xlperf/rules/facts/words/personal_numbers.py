"""Numbers that belong to a person: a phone, an identity card by its date of birth and check digit."""

from __future__ import annotations

from datetime import date

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.rules.facts.words.phrases import phrases

_LONG = lazy_pattern(
    r"(?<![0-9A-Za-z-])(?:\+?86[- ]?)?(?P<mobile>1[3-9][0-9](?P<gap>[- ]?)[0-9]{4}(?P=gap)[0-9]{4})"
    rf"(?![0-9A-Za-z]|-[0-9]|[.,][0-9]|\s?(?:{phrases('units_of_money')}))"
    rf"|(?:{phrases('who_answers')})[^0-9，,。；;]{{0,12}}(?P<line>(?:0[0-9]{{2,3}}[- —－]?)?[2-8][0-9]{{6,7}})(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])(?P<identity>[1-8][0-9]{16}[0-9Xx])(?![0-9A-Za-z])"
)
_IS_NAMED = lazy_pattern(rf"(?:{phrases('identity_numbers')})[^0-9，,。；;]{{0,6}}$")
"""身份证号 before a number says what it is, whatever its check digit."""
_NUMBERS_A_THING = lazy_pattern(rf"(?:{phrases('numbers_of_things')})[^0-9，,。；;]{{0,3}}$")
_FOUR_DIGITS = lazy_pattern(r"[0-9]{4}")
"""Every such number has four digits in a row, and nearly no text of a form has: looked for first."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def holds_personal_number(text: str) -> bool:
    """Tell whether a text holds a phone or an identity number; a project's code of 18 digits is none (GB 11643).

    A number of a fixed line is somebody's where 联系人 or 联系电话 stands before it; a hotline is nobody's.
    """
    if _FOUR_DIGITS.search(text) is None:
        return False
    hits = (hit for hit in _LONG.finditer(text) if hit["mobile"] is None or not _NUMBERS_A_THING.search(text, 0, hit.start()))
    return any(
        hit["identity"] is None or is_identity_number(hit["identity"]) or _IS_NAMED.search(text, 0, hit.start())
        for hit in hits
    )


def is_identity_number(digits: str) -> bool:
    """Tell whether 18 characters are an identity number: a date of birth in the middle and the right check digit."""
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True))
    return born.year >= 1900 and digits[17].upper() == _CHECK[total % 11]
