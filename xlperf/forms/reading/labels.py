"""The cells of a sheet as a reader of forms wants them: texts, keys, merged extents."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from xlperf.forms.values.form_text import key_of
from xlperf.forms.values.money_unit import unit_in_brackets
from xlperf.intake.sheet import Area, Cell, column_letters

position_of = itemgetter(0, 1)
"""Returns the row and the column of a spot."""
_TALLEST = 5000


@lru_cache(maxsize=1024)
def _letters(column: int) -> str:
    return column_letters(column)


@lru_cache(maxsize=1 << 14)
def place(row: int, column: int) -> str:
    """Return the A1 address of a 1-based row and column."""
    return f"{_letters(column)}{row}"


class Spot(NamedTuple):
    """A cell with content, or the top-left cell of a merged area.

    ``key`` is the label key of a short text and empty for anything else;
    ``bare`` is the key without a closing bracket.  A named tuple, because a
    folder has hundreds of thousands of them.
    """

    row: int
    column: int
    bottom: int
    right: int
    cell: Cell
    text: str
    key: str
    bare: str

    @property
    def address(self) -> str:
        """The A1 address of the spot."""
        return place(self.row, self.column)

    def named(self, label: str) -> Spot:
        """Return the spot with the key of a label that it means, and with the unit that it prints in brackets."""
        key = key_of(label)
        behind = self.key[len(self.bare) :] if self.key != self.bare and unit_in_brackets(self.key) else ""
        return self._replace(key=key + behind, bare=key)

    def is_one_of(self, keys: Container[str]) -> bool:
        """True for a label with one of some keys, with or without its closing bracket."""
        return self.key in keys or self.bare in keys

    def is_placeholder(self, patterns: Sequence[re.Pattern[str]]) -> bool:
        """True for what a printed form holds where a name is to be written: 指标1, ……."""
        text = self.key or self.text.strip()
        for each in patterns:  # noqa: SIM110 # every name of every indicator comes here
            if each.match(text):
                return True
        return False

    def is_within(self, extents: Iterable[tuple[int, int]]) -> bool:
        """True for a spot that begins in one of some extents of columns, both ends included."""
        return any(left <= self.column <= right for left, right in extents)

    def shares_columns(self, other: Spot) -> bool:
        """True where one stands below the other, if only by a column that both cover."""
        return self.column <= other.right and other.column <= self.right


def blank_spot(row: int, column: int, bottom: int, right: int) -> Spot:
    """Return a place where a label would stand and nothing does."""
    return Spot(row, column, bottom, right, Cell("", "text"), "", "", "")


class Merges:
    """The merged areas of a sheet, found by cell; ``others`` are those it has beside these."""

    def __init__(self, areas: Iterable[Area], others: Merges | None = None) -> None:
        self._by_row: dict[int, list[Area]] = {row: list(each) for row, each in others._by_row.items()} if others else {}
        for area in areas:
            for row in range(area.top, min(area.bottom, area.top + _TALLEST) + 1):
                if row in self._by_row:
                    self._by_row[row].append(area)
                else:
                    self._by_row[row] = [area]

    def at(self, row: int, column: int) -> Area | None:
        """Return the merged area that covers a cell, None when it is not merged."""
        for area in self._by_row.get(row, ()):
            if area.left <= column <= area.right:
                return area
        return None

    def areas(self) -> list[Area]:
        """Return the merged areas, each once, from top to bottom."""
        return [area for row, areas in sorted(self._by_row.items()) for area in areas if area.top == row]


class _Rows(dict[int, list[Spot]]):
    """The spots of a window by row; a row without content has none."""

    __slots__ = ()

    def __missing__(self, number: int) -> list[Spot]:
        return []


class Window:
    """A rectangle of a sheet with its spots in reading order.

    Values under a merged area that are not at its top left are hidden from
    people, so they are left out here as well; ``covered`` says where they are.
    """

    def __init__(self, rows: Mapping[int, list[Spot]], merges: Merges, covered: Sequence[tuple[int, int]] = ()) -> None:
        self._rows = _Rows(rows)
        self.row: Callable[[int], list[Spot]] = self._rows.__getitem__
        """Returns the spots of a row, left to right: asked four hundred times a form."""
        self.covered = covered
        self.row_numbers = sorted(rows)
        self.lines = [rows[number] for number in self.row_numbers]
        """The spots of every row with content, row by row."""
        self.merges = merges
        self._by_key: dict[str, list[Spot]] | None = None
        self.headings: dict[tuple[int, object], tuple[list[Spot], int]] = {}
        """The headings of tables that were found, by row and layout: what is worked out once (``table_heading.py``)."""
        self.columns: dict[tuple[int, object, int | None, int], Any] = {}
        """The columns of tables, by row, layout, last and first sheet column, likewise."""

    def spots(self) -> Iterator[Spot]:
        """Yield all spots in reading order."""
        return chain.from_iterable(self.lines)

    def spots_up_to(self, last: int) -> Iterator[Spot]:
        """Yield the spots down to a row, that included, in reading order."""
        return chain.from_iterable(self.lines[: bisect_right(self.row_numbers, last)])

    def spots_between(self, first: int, last: int) -> Iterator[Spot]:
        """Yield the spots from a row to a row, both included, in reading order."""
        numbers = self.row_numbers
        return chain.from_iterable(self.lines[bisect_left(numbers, first) : bisect_right(numbers, last)])

    def line_above(self, row: int) -> list[Spot]:
        """Return the spots of the nearest row with content above a row, none where there is none."""
        at = bisect_left(self.row_numbers, row)
        return self.lines[at - 1] if at else []

    def spots_above(self, row: int) -> Iterator[Spot]:
        """Yield the spots above a row, in reading order."""
        return chain.from_iterable(self.lines[: bisect_left(self.row_numbers, row)])

    def spots_below(self, row: int) -> Iterator[Spot]:
        """Yield the spots below a row, in reading order."""
        return chain.from_iterable(self.lines[bisect_right(self.row_numbers, row) :])

    def at(self, row: int, column: int) -> Spot | None:
        """Return the spot that begins in a cell, None where none does."""
        for each in self._rows[row]:
            if each.column == column:
                return each
        return None

    def right_of(self, spot: Spot) -> Spot | None:
        """Return the next spot at the right of one, None where it is the last of its row."""
        return next((each for each in self._rows[spot.row] if each.column > spot.right), None)

    def left_of(self, spot: Spot) -> Spot | None:
        """Return the next spot at the left of one, None where it is the first of its row."""
        return next((each for each in reversed(self._rows[spot.row]) if each.column < spot.column), None)

    def is_alone(self, spot: Spot) -> bool:
        """True for the only spot of a row."""
        return len(self._rows[spot.row]) == 1

    def rows_between(self, first: int, last: int) -> list[int]:
        """Return the numbers of the rows with content from a row to a row, both included."""
        return self.row_numbers[bisect_left(self.row_numbers, first) : bisect_right(self.row_numbers, last)]

    def rows_up_to(self, last: int) -> list[int]:
        """Return the numbers of the rows with content down to a row, that included."""
        return self.row_numbers[: bisect_right(self.row_numbers, last)]

    def rows_above(self, row: int) -> list[int]:
        """Return the numbers of the rows with content above a row."""
        return self.row_numbers[: bisect_left(self.row_numbers, row)]

    def rows_below(self, row: int) -> list[int]:
        """Return the numbers of the rows with content below a row."""
        return self.row_numbers[bisect_right(self.row_numbers, row) :]

    def merged_at(self, row: int, column: int) -> Area | None:
        """Return the merged area that covers a cell, None when it is not merged."""
        return self.merges.at(row, column)

    def merged_spot(self, row: int, column: int) -> Spot | None:
        """Return what stands in the merged area that covers a cell, None where it is not merged or blank."""
        area = self.merges.at(row, column)
        return self.at(area.top, area.left) if area is not None else None

    def home(self, row: int, column: int) -> str:
        """Return the address of a cell, or of the top-left cell of the merged area that covers it."""
        area = self.merges.at(row, column)
        return place(area.top, area.left) if area else place(row, column)

    def with_keys(self, keys: Collection[str]) -> list[Spot]:
        """Return the spots with one of some keys, with or without their closing brackets, in reading order."""
        keyed = self._by_key or self._keyed()
        known = [keyed[key] for key in keyed.keys() & keys]  # none for most labels of most layouts, for most others one
        if len(known) < 2:
            return [*known[0]] if known else []
        return sorted(chain.from_iterable(known), key=position_of)

    def has_any(self, keys: frozenset[str]) -> bool:
        """Return True when a spot has one of these keys, with or without its closing bracket."""
        return not (self._by_key or self._keyed()).keys().isdisjoint(keys)

    def keys(self) -> Collection[str]:
        """Return the keys that spots have, with and without their closing brackets."""
        return (self._by_key or self._keyed()).keys()

    def _keyed(self) -> dict[str, list[Spot]]:
        if self._by_key is None:
            keyed: dict[str, list[Spot]] = {}
            for spot in self.spots():
                key = spot.key
                if not key:
                    continue
                if key in keyed:
                    keyed[key].append(spot)
                else:
                    keyed[key] = [spot]
                if spot.bare != key:
                    keyed.setdefault(spot.bare, []).append(spot)
            self._by_key = keyed
        return self._by_key

    def extent(self, top: int, bottom: int) -> Area:
        """Return the rectangle of the cells from a row to a row, with what is merged down or right beyond them."""
        _, lefts, bottoms, rights, *_ = zip(*self.spots_between(top, bottom), strict=True)
        return Area(top, min(lefts), max(*bottoms, bottom), max(rights))

    def part(self, top: int, bottom: int, left: int, right: int) -> Window:
        """Return the part of the window within these rows and columns, both ends included."""
        rows: dict[int, list[Spot]] = {}
        for number in self.rows_between(top, bottom):
            line = self._rows[number]
            if line[0].column < left or line[-1].column > right:
                line = [each for each in line if left <= each.column <= right]
            rows[number] = line
        return self.with_lines(rows)

    def with_lines(self, rows: Mapping[int, list[Spot]]) -> Window:
        """Return the window with these rows in place of its own, blank ones left out."""
        return Window({row: line for row, line in rows.items() if line}, self.merges, self.covered)

    def with_spots(self, changed: Mapping[tuple[int, int], Spot]) -> Window:
        """Return the window with other spots at some places."""
        if not changed:
            return self
        touched = {row for row, _ in changed}
        lines = self._rows.items()
        return self.with_lines(
            {row: [changed.get(each[:2], each) for each in line] if row in touched else line for row, line in lines}
        )

    def with_more(self, added: Iterable[Spot]) -> Window:
        """Return the window with spots at places that hold none."""
        rows = _Rows(self._rows)
        for each in added:
            rows[each.row] = sorted((*rows[each.row], each), key=position_of)
        return self.with_lines(rows)

    def without_rows(self, first: int, last: int) -> Window:
        """Return the window without the cells from a row to a row, both included."""
        return self.with_lines({number: line for number, line in self._rows.items() if not first <= number <= last})
