"""How a list stands on paper: landscape, its text no smaller than 8 points, side by side where it is too wide.

A list wider than a page is printed in blocks: the columns that come first, then the others, each
block with the columns that tell its rows apart at its left, and each below its own header.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from xlperf.book.list_columns import Column
from xlperf.book.theme import BODY_SIZE

if TYPE_CHECKING:
    from xlperf.settings.values import Paper

LEAST_POINTS = 8.0
"""No text of a list is smaller on paper."""

_SLACK = 1.06
"""Excel scales by whole per cents, and a printer's digits are a little wider than the screen's."""

_FILLED = 0.97
"""How much of a page is given to a column that takes what the others leave."""

_PAPER_NUMBERS: dict[Paper, int] = {"A3": 8, "A4": 9}
_PIXELS: dict[Paper, int] = {"A3": 1510, "A4": 1045}
"""Width of the paper, landscape, between the margins of a list."""

_PIXELS_PER_COLUMN_UNIT, _CELL_MARGIN = 7, 5
_ROOM = 516.0
"""Height of A4 landscape between the margins of a list, in points."""

_HEADER = 40.0
_FEWEST_ROWS = 5
"""A last page has at least so many rows, the total with those above it."""

_LEAST_OF_A_PAGE = 0.92
"""What a page holds on any printer."""

_MOST_OF_A_PAGE = 0.5
"""Columns that are said again on every page may take this part of it; wider ones are not repeated."""


@dataclass(frozen=True, slots=True)
class ListPages:
    """The pages of a list, from left to right.

    Attributes:
        paper: Excel's number of the paper.
        blocks: first and last column of each page; the repeated ones are in the first alone.
        repeated: how many columns stand again at the left of every further block.
    """

    paper: int
    blocks: tuple[tuple[int, int], ...]
    repeated: int = 0
    width: float = 0.0
    """Of the widest page, in pixels."""


def list_pages(columns: Sequence[Column], keys: int, widest: Paper) -> ListPages:
    """Lay out the columns of a list over pages whose text has at least 8 points.

    A list too wide for A4 goes on A3, where there is such paper.  Columns under one header are not parted.

    Args:
        columns: those that are printed, from the first on.
        keys: how many of them tell the rows apart.
        widest: the largest paper that may be asked for.
    """
    room = {paper: int(pixels * BODY_SIZE / LEAST_POINTS / _SLACK) for paper, pixels in _PIXELS.items()}
    if _width(columns) <= room["A4"]:
        return ListPages(_PAPER_NUMBERS["A4"], ((0, len(columns) - 1),), 0, _width(columns))
    limit = room[widest]
    repeated = keys if _width(columns[:keys]) <= limit * _MOST_OF_A_PAGE else 0
    blocks = [(0, 0)]
    for first, last in _unparted(columns):
        start = blocks[-1][0]
        beside = columns[:repeated] if len(blocks) > 1 else ()
        if first > start and _width([*beside, *columns[start : last + 1]]) > limit:
            blocks.append((first, last))
        else:
            blocks[-1] = (start, last)
    keys_width = _width(columns[:repeated])
    width = max(_width(columns[first : last + 1]) + (keys_width if first else 0.0) for first, last in blocks)
    return ListPages(_PAPER_NUMBERS[widest], tuple(blocks), repeated if len(blocks) > 1 else 0, width)


def width_left(columns: Sequence[Column], paper: Paper) -> float:
    """Return how wide a further column may be, in Excel's units, so that all fit one page.

    A page filled to its last pixel was printed at 7.8 points by LibreOffice, which rounds every column: some are left.
    """
    room = int(_PIXELS[paper] * BODY_SIZE / LEAST_POINTS / _SLACK * _FILLED)
    return (room - _width(columns) - _CELL_MARGIN - 1) / _PIXELS_PER_COLUMN_UNIT


def _width(columns: Sequence[Column]) -> float:
    return sum(each.width * _PIXELS_PER_COLUMN_UNIT + _CELL_MARGIN for each in columns if not each.hidden)


def _unparted(columns: Sequence[Column]) -> Iterator[tuple[int, int]]:
    """Return the first and last of the columns that share a header."""
    for _, members in groupby(enumerate(columns), key=lambda each: each[1].group or each[0]):
        indices = [index for index, _ in members]
        yield indices[0], indices[-1]


def start_of_last_page(heights: Sequence[float], width: float) -> int | None:
    """Return where a page must begin so that the last has more than a few rows; None where it has them anyway.

    Programs and printers differ by a few per cent in how much a page holds: what may happen on some of them is
    prevented on all.

    Args:
        heights: of the rows from the first of the page with the title on, in points.
        width: of the widest page, in pixels.
    """
    scale = min(1.0, _PIXELS["A4"] / width) if width else 1.0
    kept = len(heights) - _FEWEST_ROWS
    ends = [_rows_of_last_page(heights, _ROOM / scale * part) for part in (0.92, 0.96, 1.0, 1.04)]
    return kept if kept > _FEWEST_ROWS and any(rows < _FEWEST_ROWS for rows in ends) else None


def ends_within(above: Sequence[float], block: Sequence[float], width: float) -> bool:
    """Tell whether a page ends within a block of rows, on this printer or on one that holds a little less.

    Args:
        above: heights of the rows above it since a page began, in points.
        block: heights of its rows.
        width: of the widest page, in pixels.
    """
    scale = min(1.0, _PIXELS["A4"] / width) if width else 1.0
    room = _ROOM / scale * _LEAST_OF_A_PAGE
    used = 0.0
    for height in above:
        used = _HEADER + height if used + height > room else used + height
    return used + sum(block) > room


def _rows_of_last_page(heights: Sequence[float], room: float) -> int:
    used, rows = 0.0, 0
    for height in heights:
        if used + height > room and rows:
            used, rows = _HEADER, 0
        used, rows = used + height, rows + 1
    return rows
