"""Which part of a sheet belongs to which form, when several stand below or beside one another."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import Layout
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.values.dates import is_year_line
from xlperf.forms.values.wordings import wording

_FEWEST_AGAIN, _FEWEST_ROWS_AGAIN, _ROWS_AGAIN = 4, 3, 3
"""Labels, and rows of them, that a head below a table has in common with that above it."""
LINE_OVER_FORMS = lazy_pattern(wording("lines_over_forms"))
"""What stands over forms and is none of their values: 单位：万元, 附件2, 表3, 编号：…."""
_row_of = attrgetter("row")
LAST_ROW = LAST_COLUMN = sys.maxsize
"""Beyond every cell of a sheet."""


@dataclass(slots=True)
class Start:
    """Where a form begins, filled in while a sheet is gone through.

    Attributes:
        row, column: of its title, or else of its project name or year line.
        title, name: its title and its 项目名称 label, None while none is found.
        layouts: those it may have.
        captioned: its title is one that no layout knows.
    """

    row: int
    column: int
    title: Spot | None
    layouts: tuple[Layout, ...]
    name: Spot | None = None
    captioned: bool = False

    @property
    def left(self) -> int:
        """The leftmost column of title and project name."""
        return min(self.column, self.name.column) if self.name else self.column


@dataclass(frozen=True, slots=True)
class Starts:
    """Where forms begin, by their leftmost column and there from top to bottom: nearly always there is but one.

    ``narrowest`` is the width of the narrowest form.
    """

    by_left: dict[int, list[Start]]
    narrowest: int

    def next_row(self, row: int, wanted: Callable[[int], bool], beside: Collection[int] = ()) -> int | None:
        """Return the row of the nearest start below a row, in the columns wanted, that is not beside; None without one.

        Args:
            beside: identities of starts.
        """
        below = (
            islice(starts, bisect_right(starts, row, key=_row_of), None) for left, starts in self.by_left.items() if wanted(left)
        )
        found = (next((each.row for each in column if id(each) not in beside), None) for column in below)
        return min((each for each in found if each is not None), default=None)


def starts_by_column(starts: list[Start]) -> Starts:
    """Return starts for looking up what stands below and beside one of them."""
    by_left: dict[int, list[Start]] = {}
    for each in sorted(starts, key=_row_of):
        by_left.setdefault(each.left, []).append(each)
    return Starts(by_left, min((each.table.width for start in starts for each in start.layouts), default=1))


def part_of(window: Window, start: Start, columns: Starts) -> Window:
    """Return the cells from a start to the next one below it, left of the next one beside it."""
    beside = beside_of(window, start, columns)
    left = start.left if any(each.left < start.left for each in beside) else 1
    right = min((each.left - 1 for each in beside if each.left > start.left), default=LAST_COLUMN)
    below = columns.next_row(start.row, lambda column: column <= right, {id(each) for each in beside})
    return window.part(start.row, _end_above(window, start.row, below) if below else LAST_ROW, left, right)


def _end_above(window: Window, first: int, below: int) -> int:
    """Return the last row of a form above the start of the next one, without the lines over that: 附件1."""
    for row in reversed(window.rows_between(first + 1, below - 1)):
        if any(LINE_OVER_FORMS.fullmatch("".join(each.text.split())) is None for each in window.row(row)):
            return row
    return below - 1


def beside_of(window: Window, start: Start, columns: Starts) -> list[Start]:
    """Return the forms that stand beside one."""
    far = (each for left, each in columns.by_left.items() if abs(left - start.left) >= columns.narrowest)
    return [each for others in far for each in others if _beside(window, start, each, columns)]


@dataclass(frozen=True, slots=True)
class HeadsAgain:
    """Knows where the head of a form comes again below its table, though title and project name are lacking there.

    ``heads`` are the keys of the labels of a head, ``tables`` the rows with headings of levels.
    """

    window: Window
    heads: frozenset[str]
    tables: Sequence[int]

    def begins(self, last: Start, row: int) -> bool:
        """Return True for a row with which labels of the form above come again, over a table of their own and with other values.

        What is the same once more was printed on a further page.
        """
        at, below = bisect_right(self.tables, last.row), bisect_right(self.tables, row)
        if below == len(self.tables) or self.tables[at] >= row:
            return False
        table, end = self.tables[at], self.tables[below]
        above, again = ([*self.window.spots_between(*rows)] for rows in ((last.row, table - 1), (row, end - 1)))
        labels = {each.key for each in above if each.key in self.heads}
        repeated = [each for each in again if each.key in labels]
        near = {*self.window.rows_between(row, end)[:_ROWS_AGAIN]}
        if len(near & {each.row for each in repeated}) < 2:
            return False  # a word in the table above
        if len({each.key for each in repeated}) < _FEWEST_AGAIN or len({each.row for each in repeated}) < _FEWEST_ROWS_AGAIN:
            return False
        return not {each.text.strip() for each in again} <= {each.text.strip() for each in above}


def _beside(window: Window, start: Start, other: Start, columns: Starts) -> bool:
    """True when two forms stand side by side: far enough apart, with cells of the left one beside the right one."""
    left, right = (start, other) if start.left < other.left else (other, start)
    if right.left - left.left < min(each.table.width for each in left.layouts):
        return False
    if left.title is not None and left.title.right >= right.left:
        return False  # a title merged over the columns of the other: one stands below the other
    if left.row == right.row:
        return True
    later = max(left.row, right.row)
    end = columns.next_row(later, lambda _: True)
    near = window.spots_between(later, end - 1 if end else LAST_ROW)
    if left.row < right.row:
        return any(left.left <= each.column < right.left for each in near)
    return not _is_over(window, right, left) and any(each.column >= right.left for each in near)


def _is_over(window: Window, above: Start, below: Start) -> bool:
    """True where a form has its table above the title of another one, and nothing beside the lines of that title.

    The lower form may be as wide as the upper one: what stands right of its first columns is its own.
    """
    if below.title is None or below.name is None:
        return False
    beside = (each for each in window.spots_between(below.row, below.name.row - 1) if each.column >= above.left)
    if any(window.merged_at(row, above.left) for row in range(below.row, below.name.row)):
        return False
    if not all(is_year_line(each.text) for each in beside):
        return False
    headings = frozenset().union(*(each.table.name_keys for each in above.layouts))
    return any(each.key in headings for each in window.spots_between(above.row, below.row - 1) if each.column >= above.left)
