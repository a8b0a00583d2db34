"""The cells of a sheet as a reader of forms wants them: texts, keys, merged extents."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from xlperf.forms.display import display_text
from xlperf.forms.text import bare_key, key_of
from xlperf.intake.sheet import Area, Cell, Sheet, address

_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell with content, or the top-left cell of a merged area.

    ``key`` is the label key of a short text and empty for anything else;
    ``bare`` is the key without a closing bracket.
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
        return address(self.row, self.column)


class Window:
    """A rectangle of a sheet with its spots in reading order.

    Values under a merged area that are not at its top left are hidden from
    people, so they are left out here as well.
    """

    def __init__(self, spots: list[Spot], merges: tuple[Area, ...]) -> None:
        self._rows: dict[int, list[Spot]] = {}
        for spot in spots:
            self._rows.setdefault(spot.row, []).append(spot)
        self.row_numbers = sorted(self._rows)
        self._merges = merges
        self._covers: dict[int, list[Area]] | None = None

    def row(self, number: int) -> list[Spot]:
        """Return the spots of a row, left to right."""
        return self._rows.get(number, [])

    def spots(self) -> Iterator[Spot]:
        """Yield all spots in reading order."""
        for number in self.row_numbers:
            yield from self._rows[number]

    def rows_from(self, first: int) -> Iterator[int]:
        """Yield the numbers of the rows with content from a row on."""
        yield from self.row_numbers[bisect_left(self.row_numbers, first) :]

    def merged_at(self, row: int, column: int) -> Area | None:
        """Return the merged area that covers a cell, None when it is not merged."""
        if self._covers is None:
            self._covers = {}
            for area in self._merges:
                for line in range(area.top, min(area.bottom, area.top + _TALLEST) + 1):
                    self._covers.setdefault(line, []).append(area)
        return next((each for each in self._covers.get(row, ()) if each.left <= column <= each.right), None)

    def part(self, top: int, bottom: int, left: int, right: int) -> Window:
        """Return the part of the window within these rows and columns, both ends included."""
        spots = [each for each in self.spots() if top <= each.row <= bottom and left <= each.column <= right]
        merges = tuple(
            each for each in self._merges if each.top <= bottom and each.bottom >= top and each.left <= right and each.right >= left
        )
        return Window(spots, merges)


_TALLEST = 5000


def window_of(sheet: Sheet) -> Window:
    """Return a whole sheet as a window."""
    tops = {(area.top, area.left): area for area in sheet.merges}
    hidden = _covered(sheet)
    spots = []
    for place in sorted(sheet.cells):
        if place in hidden:
            continue
        cell = sheet.cells[place]
        area = tops.get(place)
        row, column = place
        text = display_text(cell)
        is_short = cell.kind == "text" and len(text) <= _LONGEST_LABEL
        spots.append(
            Spot(
                row,
                column,
                area.bottom if area else row,
                area.right if area else column,
                cell,
                text,
                key_of(text) if is_short else "",
                bare_key(text) if is_short else "",
            )
        )
    return Window([each for each in spots if each.text.strip() or each.cell.kind != "text"], sheet.merges)


def _covered(sheet: Sheet) -> set[tuple[int, int]]:
    """Return the cells with content that a merged area hides."""
    hidden: set[tuple[int, int]] = set()
    if not sheet.merges:
        return hidden
    by_row: dict[int, list[Area]] = {}
    for area in sheet.merges:
        for row in range(area.top, min(area.bottom, area.top + _TALLEST) + 1):
            by_row.setdefault(row, []).append(area)
    for row, column in sheet.cells:
        for area in by_row.get(row, ()):
            if area.left <= column <= area.right and (row, column) != (area.top, area.left):
                hidden.add((row, column))
    return hidden
