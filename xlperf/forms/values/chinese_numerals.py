"""Numbers in Chinese numerals, as Excel shows them by [DBNum1] (一千二百), [DBNum2] (壹仟贰佰) and [DBNum3] (１千２百).

Source: what Excel shows with a format of Chinese numerals: a General number with its places named, a day of the
calendar likewise (十一月三十日), digits that a format places one by one (0000, yyyy) each by itself: 二〇二五.
"""

from __future__ import annotations

from typing import NamedTuple


class _Script(NamedTuple):
    """Digits, the names of ten, hundred and thousand, and whether ten of a calendar is written without a one."""

    digits: str
    places: str
    bare_ten: bool


_SCRIPTS = {
    "1": _Script("〇一二三四五六七八九", "十百千", True),
    "2": _Script("零壹贰叁肆伍陆柒捌玖", "拾佰仟", False),
    "3": _Script("０１２３４５６７８９", "十百千", False),
}
_GROUPS = ("", "万", "亿", "兆", "京")


def digit_by_digit(text: str, script: str) -> str:
    """Return a text whose digits are Chinese, each by itself; every other character stays.

    Args:
        text: digits with what stands between them.
        script: 1, 2 or 3, as in [DBNum1]; any other leaves the text as it is.
    """
    found = _SCRIPTS.get(script)
    return text.translate(str.maketrans("0123456789", found.digits)) if found else text


def with_places(text: str, script: str) -> str:
    """Return a plain number with its places named: 1200 is 一千二百, 1005.5 is 一千〇五.五."""
    found = _SCRIPTS.get(script)
    whole, point, decimals = text.partition(".")
    if not found or not whole.isdecimal() or len(whole) > 4 * len(_GROUPS):
        return digit_by_digit(text, script)
    return _whole(whole, found) + point + digit_by_digit(decimals, script)


def of_calendar(number: int, length: int, script: str) -> str:
    """Return a month, day, hour or minute of at least ``length`` digits; eleven is 十一, where a count is 一十一."""
    found = _SCRIPTS.get(script)
    if not found:
        return str(number).zfill(length)
    text = _whole(str(number), found)
    if found.bare_ten and text.startswith(found.digits[1] + found.places[0]):
        return text[1:]
    return (found.digits[0] if number < 10 <= 10 ** (length - 1) else "") + text


def _whole(digits: str, script: _Script) -> str:
    digits = digits.lstrip("0")
    if not digits:
        return script.digits[0]
    filled = digits.zfill(-(-len(digits) // 4) * 4)
    groups = [filled[at : at + 4] for at in range(0, len(filled), 4)]
    text, waits = "", False
    for place, group in enumerate(groups):
        shown, waits = _group(group, script, waits, bool(text))
        text += shown + (_GROUPS[len(groups) - 1 - place] if shown else "")
    return text


def _group(digits: str, script: _Script, waits: bool, has_before: bool) -> tuple[str, bool]:
    """Return four digits in words, and whether a zero waits to be written before the next one that is none."""
    text = ""
    for place, digit in enumerate(digits):
        if digit == "0":
            waits = True
            continue
        zero = script.digits[0] if waits and (text or has_before) else ""
        text += zero + script.digits[int(digit)] + ("" if place == 3 else script.places[2 - place])
        waits = False
    return text, waits
