"""The cells of a row of money, each given to its heading: what a cell is, and what that is worth under a heading.

One reading for the table of a self-evaluation (``money_grid.py``) and that of a declaration (``money_cross.py``), upright or on
its side.  A row that slipped when it was pasted slipped with its label, so the label is aligned with its amounts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal, NamedTuple

from xlperf.forms.form import Field, Remark
from xlperf.forms.layouts.layout import ValueType
from xlperf.forms.reading.alignment import KEEPS_MERGES, Alignment, Slot, align
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.labels import Spot
from xlperf.forms.reading.line_remarks import slipped_rows, unsure_row
from xlperf.forms.values.amounts import is_blank_mark, parse_amount, says_nothing
from xlperf.forms.values.form_text import clean_line, clean_text
from xlperf.forms.values.number_format import is_per_cent

_LABEL = "label"
_COLONS = (":", "：")
"""How a label ends that stands before its amount under one heading: 到位数：| 838.57 below 资金到位情况."""
_WORTH: Mapping[str, Mapping[str, int]] = {
    # An amount is a number, or a stroke for none; a percentage is the rate of what was spent.
    "amount": {"number": 3, "stroke": 1, "text": -3, "percent": -6},
    # A weight or a score is a number as well, but most rows have none.
    "number": {"number": 1, "stroke": 1, "text": -3, "percent": -4},
    "percent": {"number": 1, "stroke": 1, "text": -3, "percent": 4},
    # What a bureau asks besides is anything, but nothing moves there.
    "": {"number": 0, "stroke": 0, "text": 0, "percent": 0},
}
"""What a cell of a kind is worth under a heading of a type, to be held against what moving it costs (``alignment.py``)."""
_IN_PLACE = 2
"""A label among labels; a cell below a heading of the bureau's own: nothing but its place tells what it is."""
_FEWEST_ROWS = 2
_NO_PLACE = -20
"""A label among amounts, or an amount among labels."""


class Heading(NamedTuple):
    """A heading of amounts: its key, where it stands, what is below it (empty for a heading of the bureau's own), if it must be."""

    key: str
    spot: Spot
    type: ValueType | Literal[""] | None = "amount"
    is_wanted: bool = False


@dataclass(frozen=True, slots=True)
class Money:
    """What a money table holds: its amounts, those of other years and under headings of the bureau's own, its marks, what to tell.

    ``marks`` are the places of headings and labels that no layout knows.
    """

    fields: tuple[Field, ...]
    further: tuple[Field, ...] = ()
    marks: frozenset[tuple[int, int]] = frozenset()
    remarks: tuple[Remark, ...] = ()


@dataclass(slots=True)
class MoneyLines:
    """The rows of a money table.

    Attributes:
        head: the upper part of the form.
        labels: the labels of the rows, that of the total first.
        headings: the headings of the columns, left to right.
        moved: the cells that were read under another heading than the one they stand under, row by row, by what they are.
        unsure: remarks on rows that may as well mean something else.
    """

    head: Head
    labels: Sequence[Spot]
    headings: Sequence[Heading]
    moved: list[Mapping[str, Spot]] = field(default_factory=list)
    unsure: list[Remark] = field(default_factory=list)
    _slots: tuple[Slot, ...] = field(init=False)
    _column: int = field(init=False)
    _is_beside: bool = field(init=False)
    _bare: frozenset[int] = field(init=False)
    """Columns whose heading was blanked, as they show in several rows: the heading at their left has amounts of its own there."""
    _tops: list[Spot] = field(init=False)
    """Over which cells the headings speak: beside themselves where every amount stands one column farther right."""

    def __post_init__(self) -> None:
        """Say where the headings reach, each to the next, and in which column the labels stand."""
        self._tops = [each.spot for each in self.headings]
        self._is_beside = self._stand_beside()
        if self._is_beside:
            self._tops = [each._replace(column=each.column + 1, right=each.right + 1) for each in self._tops]
        ends = [after.column - 1 for _, after in pairwise(self._tops)] + [max(self.head.edge, self._tops[-1].right)]
        columns = Counter(each.column for each in self.labels)
        self._column = max(columns, key=lambda column: (columns[column], column))
        # A heading may be merged over the labels as well: 预算安排情况 over 财政资金 | 838.57.
        starts = [each.column + (each.column == self._column < each.right) for each in self._tops]
        self._slots = tuple(
            Slot(each.key, start, end, each.is_wanted)
            for each, start, end in zip(self.headings, starts, ends, strict=True)
        )
        self._bare = frozenset() if self._is_beside else self._without_heading()

    def _without_heading(self) -> frozenset[int]:
        found: Counter[int] = Counter()
        for label in self.labels:
            line = [each for each in self.head.window.row(label.row) if label.right < each.column <= self._slots[-1].right]
            below = {place for each in line if self._is_below(each, place := self._place(each))}
            found.update(each.column for each in line if not self._is_below(each, place := self._place(each)) and place in below)
        return frozenset(column for column, count in found.items() if count >= _FEWEST_ROWS)

    def _stand_beside(self) -> bool:
        """True where all amounts of several rows stand one column right of headings, and none below the first.

        One stands beyond the last heading, or below one that it cannot belong to: a rate below 分值, where the score is blank.
        """
        rows = [[each for each in self.head.window.row(label.row) if each.column > label.right] for label in self.labels]
        cells = [each for row in rows for each in row if not self.head.is_label(each)]
        places, last = {each.column: place for place, each in enumerate(self._tops)}, self._tops[-1].right + 1
        misfit = (each for each in cells if each.column in places and self._fit(each, places[each.column], "amount") < 0)
        if sum(map(bool, rows)) < _FEWEST_ROWS or not (any(each.column == last for each in cells) or any(misfit)):
            return False
        beside = {each.right + 1: place for place, each in enumerate(self._tops)}
        return all(each.column == each.right in beside and self._fit(each, beside[each.column], "amount") > 0 for each in cells)

    def cells(self, label: Spot, kind: ValueType = "amount") -> dict[str, Spot]:
        """Return the cells of a row by the keys of their headings.

        Args:
            kind: what the row holds where its headings do not tell.
        """
        line = [each for each in self.head.window.row(label.row) if label.right < each.column <= self._slots[-1].right]
        line = [each for each in line if not self.head.is_label(each)]
        ending = (
            (one, two)
            for one, two in pairwise(line)
            if one.text.rstrip().endswith(_COLONS) or (one.cell.kind == "text" and self._names_column(one))
        )
        unknown = [one for one, two in ending if self._place(one) == self._place(two)]
        self.head.taken.update(each.address for each in unknown)
        line = [each for each in line if each not in unknown and each.column not in self._bare]
        places = [self._place(each) for each in line]
        first = [index for index, place in enumerate(places) if place not in places[:index] or self._is_below(line[index], place)]
        if self._is_in_place(label, [line[index] for index in first], [places[index] for index in first], kind):
            places = [place if index in first else -1 for index, place in enumerate(places)]
            if self._is_beside:
                self._tell_moved(line, places)
        else:
            found = self._aligned(label, line, places, kind)
            self._tell(label, line, places, found)
            places = [slot - 1 for slot in found.slots[1:]]
        return {self.headings[place].key: spot for spot, place in zip(line, places, strict=True) if place >= 0}

    def _names_column(self, spot: Spot) -> bool:
        """True for words that a heading may say as well, before an amount under it: 资金到位情况 over 到位数 | 6.84."""
        grid = self.head.layout.grid
        return grid is not None and any(spot.is_one_of(each.keys | each.otherwise) for each in grid.columns)

    def _is_below(self, spot: Spot, heading: int) -> bool:
        """True for a cell below a heading itself, not merely between that and the next."""
        return spot.shares_columns(self._tops[heading])

    def _place(self, spot: Spot) -> int:
        """Return the index of the heading that a cell stands under, -1 for none."""
        below = (index for index in range(len(self.headings)) if self._is_below(spot, index))
        reached = (index for index, each in enumerate(self._slots) if each.left <= spot.column <= each.right)
        return next(below, next(reached, -1))

    def _start(self, label: Spot) -> int:
        """Return where the label of a row should stand: with most, or left of its parts where it is that of their total."""
        is_total = label == self.labels[0] and all(each.column >= self._column for each in self.labels[1:])
        return label.column if is_total or label.column >= self._column else self._column

    def _is_in_place(self, label: Spot, line: Sequence[Spot], places: Sequence[int], kind: ValueType) -> bool:
        if -1 in places or len({*places}) < len(places):
            return False
        return self._start(label) <= label.column < self._slots[0].left and all(
            self._fit(each, place, kind) >= 0 for each, place in zip(line, places, strict=True)
        )

    def _is_steady(self, line: Sequence[Spot]) -> bool:
        """True where cells are merged: nothing slipped there when it was pasted."""
        return any(each.right > each.column or each.bottom > each.row for each in (*self.labels, *line))

    def _fit(self, spot: Spot, heading: int, kind: ValueType) -> int:
        """Return what a cell is worth under a heading."""
        own = self.headings[heading].type
        return _WORTH[kind if own is None else own][_kind(spot)]

    def _aligned(self, label: Spot, line: Sequence[Spot], places: Sequence[int], kind: ValueType) -> Alignment:
        start = self._start(label)
        slots = (Slot(_LABEL, start, max(start, self._slots[0].left - 1)), *self._slots)

        def fit(cell: int, slot: int) -> int:
            if cell == 0 or slot == 0:
                return _IN_PLACE if cell == slot else _NO_PLACE
            is_below = places[cell - 1] == slot - 1
            return self._fit(line[cell - 1], slot - 1, kind) + (_IN_PLACE if is_below and self.headings[slot - 1].type == "" else 0)

        return align([label, *line], slots, fit, KEEPS_MERGES * self._is_steady(line))

    def _tell(self, label: Spot, line: Sequence[Spot], places: Sequence[int], found: Alignment) -> None:
        read = [slot - 1 for slot in found.slots[1:]]
        self._tell_moved(line, [to if to not in (at, -2) or self._is_beside else -1 for at, to in zip(places, read, strict=True)])
        self.unsure += unsure_row([label, *line], found, ["", *(clean_line(each.spot.text) for each in self.headings)])

    def _tell_moved(self, line: Sequence[Spot], places: Sequence[int]) -> None:
        """Keep which cells of a row are read under another heading than that above them."""
        moved = {clean_line(self.headings[to].spot.text): spot for spot, to in zip(line, places, strict=True) if to >= 0}
        self.moved += [moved] if moved else []

    def own(self, label: Spot, cells: Mapping[str, Spot], into: str) -> Iterator[tuple[Spot, Field]]:
        """Yield the cells of a row under headings of the bureau's own: the heading, and what stands below it."""
        for each in self.headings:
            cell = cells.get(each.key) if each.type == "" else None
            if cell is not None:
                title = f"{clean_line(label.text)}·{clean_line(each.spot.text)}"
                yield each.spot, Field(f"{into}/{title}", title, clean_text(cell.text) or None, cell.text, cell.address)

    def noted(self, field: Field) -> Field:
        """Return a field with the note that its cell was moved, where it was."""
        is_moved = field.raw != "" and any(spot.address == field.cell for row in self.moved for spot in row.values())
        return replace(field, notes=(*field.notes, "moved")) if is_moved else field

    def told(self) -> list[Remark]:
        """Return remarks on the rows that slipped, and on those that may as well mean something else."""
        titles = {title: title for row in self.moved for title in row}
        return [*slipped_rows(self.moved, titles, "money"), *self.unsure]


def with_others(head: Head, headings: Sequence[Heading]) -> list[Heading]:
    """Return headings with those of the bureau's own in their rows, left to right; none stands over a heading in the next row."""
    known = [each.spot for each in headings]
    first, bottom = min(each.column for each in known), max(each.row for each in known)
    places = {each[:2] for each in known}
    others = [
        Heading(each.address, each, "")
        for row in sorted({each.row for each in known})
        for each in head.window.row(row)
        if first < each.column <= head.edge and each[:2] not in places
        and not any(each.bottom < under.row == bottom and each.shares_columns(under) for under in known)
    ]
    return sorted((*headings, *others), key=lambda each: each.spot.column)


def _kind(spot: Spot) -> str:
    if spot.cell.kind != "text":
        return "percent" if is_per_cent(spot.cell.number_format) else "number"
    text = spot.text.strip()
    if is_blank_mark(text) or says_nothing(text):
        return "stroke"
    if text.endswith(("%", "％")):
        return "percent"
    return "number" if parse_amount(text.removesuffix("分")) is not None else "text"
