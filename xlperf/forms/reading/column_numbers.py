"""Rows that number the columns of a table (栏次): 1 2 3 …, （1） （2）, ① ②, A B C, 甲 乙 1 2; they are no indicators.

So are columns that somebody put left of a whole form, to number its lines or to tick them off.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.labels import Spot, Window

_FEWEST = 3
_FEWEST_WITH_GAP = 5
"""Numbers of columns of which one may be missing; fewer with a gap may be values."""
_FEWEST_LINES = 8
_MOST_SKIPPED = 2
"""Lines that are numbered go up by one, past the row of the table's own 序号 by two."""
_TICK = lazy_pattern(r"[√✓✔☑×xX○●★☆▲△*]")
_LINE = lazy_pattern(r"[(（]?(\d{1,3})[)）]?[.．、]?")
_SERIES = ("一二三四五六七八九十", "甲乙丙丁戊己庚辛壬癸", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_IN_BRACKETS = lazy_pattern(r"[(\[]\s*(.{1,2})\s*[)\]]")
# 5=3+4, 6=5/4*100%: a column that is computed of others.
_COMPUTED = lazy_pattern(r"(\d{1,2})\s*=\s*[\d(].*")


def without_column_numbers(window: Window, words: Vocabulary) -> Window:
    """Return a window without the rows that only number the columns of what stands there."""
    lines = zip(window.row_numbers, window.lines, strict=True)
    kept = {row: line for row, line in lines if len(line) < _FEWEST or not _numbers_columns(line, words)}
    return window if len(kept) == len(window.lines) else window.with_lines(kept)


def without_line_numbers(window: Window, words: Vocabulary) -> Window:
    """Return a window without its first column where this only counts or ticks the lines of a form, its head as well.

    序号 above the numbers of a table is a heading of that table, and its column is left to it.
    """
    lines = window.lines
    left = min((line[0].column for line in lines), default=0)
    cells = [line[0] for line in lines if line[0].column == left]
    marks = [each for each in cells if each.key not in words.row_numbers]
    if len(marks) < _FEWEST_LINES or len(cells) - len(marks) > 1:
        return window
    if not all(each.text.strip() == marks[0].text.strip() and _TICK.fullmatch(each.text.strip()) for each in marks):
        found = [_LINE.fullmatch(each.text.strip()) for each in marks]
        numbers = [int(each[1]) for each in found if each is not None]
        if len(numbers) < len(marks) or any(not 0 < two - one <= _MOST_SKIPPED for one, two in pairwise(numbers)):
            return window
    return window.with_lines({line[0].row: line[line[0].column == left :] for line in lines})


def _numbers_columns(line: Sequence[Spot], words: Vocabulary) -> bool:
    """True for a row whose cells count from the first or second column on, behind the word for it (栏次) or not."""
    cells = line[1:] if line[0].key in words.row_numbers else line
    found: list[_Ordinal] = []
    for spot in cells:
        ordinal = _ordinal(spot.text)
        if ordinal is None:  # as in nearly every row, in its first cell
            return False
        found.append(ordinal)
    if found[0].place >= _FEWEST:
        return False
    steps = sorted(two.place - (one.place if one.series == two.series else 0) for one, two in pairwise(found))
    return steps[0] == 1 == steps[-1] or (len(found) >= _FEWEST_WITH_GAP and steps[0] == 1 == steps[-2] and steps[-1] == 2)


class _Ordinal(NamedTuple):
    """A place in a series, from 1."""

    series: int
    place: int


@lru_cache(maxsize=4096)
def _ordinal(text: str) -> _Ordinal | None:
    """Return the ordinal that the text of a cell says; None for any other text."""
    plain = unicodedata.normalize("NFKC", text).strip()
    bracketed = _IN_BRACKETS.fullmatch(plain)
    computed = _COMPUTED.fullmatch(plain)
    plain = bracketed[1] if bracketed else computed[1] if computed else plain
    if plain.isdecimal() and len(plain) < _FEWEST:
        return _Ordinal(len(_SERIES), int(plain))
    places = (_Ordinal(index, series.find(plain.upper()) + 1) for index, series in enumerate(_SERIES) if len(plain) == 1)
    return next((each for each in places if each.place), None)
