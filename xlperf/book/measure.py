"""How much room a text takes: Excel does not fit the height of a row that a program writes.

Widths are counted in half-width units, as Chinese typesetting does: a Han character
is two, a Latin letter or a digit one.  That is exact for 宋体 and a good estimate for
whatever stands in for it.
"""

from __future__ import annotations

import math
from functools import lru_cache

from xlperf.data.lazy_patterns import lazy_pattern

_PIXELS_PER_COLUMN_UNIT = 7
"""Excel's column width is counted in digits of the default font, Calibri 11."""

_WORD = lazy_pattern(r"[!-.0-~]+/?|/|[^!-~]")
_LONG_WORD = lazy_pattern(r"[!-~]{7}")
_LATIN_SLACK = 1.15
"""Latin letters of a font that stands in for 宋体 are wider than half a Han character."""

_DIGIT_SLACK, _HAN_SLACK = 1.12, 1.02
"""Room for fonts whose digits are wider than those of 宋体."""

_LINE_SPACING = 1.4
_PADDING = 4.0
_PIXEL = 0.75
TALLEST_ROW = 408.75
"""Points; Excel's own limit is 409.5."""


def half_widths(text: str) -> int:
    """Return the width of a line of text in half-width units."""
    return len(text.encode("gbk", "replace"))


def capacity(column_width: float, font_size: float) -> int:
    """Return how many half-width units a line in a column of this width holds.

    Args:
        column_width: in Excel's own units; its margins are already left out.
        font_size: in points; a Han character is as wide as the font is high.
    """
    half_width_pixels = font_size * 96 / 72 / 2
    return max(2, int(column_width * _PIXELS_PER_COLUMN_UNIT / half_width_pixels))


def line_count(text: str, units: int) -> int:
    """Return how many lines a text takes in a column of this capacity.

    A line of more than one loses up to a character, for no line begins with a
    closing mark; a Latin word that does not fit moves to the next line as a whole.
    """
    if len(text) * 2 <= units and "\n" not in text:
        return 1
    return sum(_paragraph_lines(paragraph, units) for paragraph in text.split("\n"))


def _paragraph_lines(paragraph: str, units: int) -> int:
    width = half_widths(paragraph)
    if width <= units:
        return 1
    if _LONG_WORD.search(paragraph):
        return _lines_by_word(paragraph, units)
    return -(-width // max(2, units - 2))


@lru_cache(maxsize=4096)
def _lines_by_word(paragraph: str, units: int) -> int:
    """Fill lines word by word: file names take more of them than their length tells."""
    lines, used = 1, 0.0
    for word in _WORD.findall(paragraph):
        width = len(word) * _LATIN_SLACK if word.isascii() else 2
        if used and used + width > units:
            lines, used = lines + 1, 0.0
        lines += int(width // units) if width > units else 0
        used += width % units if width > units else width
    return lines


@lru_cache(maxsize=4096)
def row_height(lines: int, font_size: float) -> float:
    """Return the height in points of a row with this many lines, in whole pixels as Excel keeps it."""
    points = lines * font_size * _LINE_SPACING + _PADDING
    return min(TALLEST_ROW, math.ceil(points / _PIXEL) * _PIXEL)


def most_lines(font_size: float) -> int:
    """Return how many lines the tallest row shows."""
    return int((TALLEST_ROW - _PADDING) / (font_size * _LINE_SPACING))


def width_for(text: str, font_size: float) -> float:
    """Return the column width that shows a text on one line.

    Han characters are as wide in every font, digits and Latin letters are not.
    """
    slack = _DIGIT_SLACK if text.isascii() else _HAN_SLACK
    return round(half_widths(text) * slack * font_size * 96 / 72 / 2 / _PIXELS_PER_COLUMN_UNIT + 0.8, 1)
