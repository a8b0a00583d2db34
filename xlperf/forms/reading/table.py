"""The indicator table: one row an indicator, levels carried down, to the closing row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from xlperf.forms.form import AmountUnit, Field, Remark, Target
from xlperf.forms.layouts.layout import Axis, Layout, Vocabulary
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.labels import Spot, Window, place
from xlperf.forms.reading.levels import LevelTrack
from xlperf.forms.reading.rows import LevelNames, assign, is_number, is_repeated, level_names
from xlperf.forms.reading.split_target import joined_targets
from xlperf.forms.reading.table_columns import LEVELS, Columns, columns_of, named_columns
from xlperf.forms.reading.table_end import TableEnd
from xlperf.forms.reading.two_levels import with_names
from xlperf.forms.values.amounts import is_blank_mark
from xlperf.forms.values.target import with_columns

_PARTS = ("operator", "measure")
_NO_VALUES = {*LEVELS, *_PARTS}


def find_header(window: Window, layout: Layout) -> tuple[int, Columns] | None:
    """Return the row and the columns of the table's header, None when there is none."""
    rows = sorted({spot.row for axis in layout.table.columns for key in axis.keys for spot in window.with_key(key)})
    for row in rows:
        columns = _columns(window, row, layout)
        if columns is not None:
            return row, columns
    return None


def _columns(window: Window, row: int, layout: Layout, edge: int | None = None) -> Columns | None:
    """Return the columns of a header in a row, None when it is no header row.

    A heading that nobody knows is not taken for that of a missing column of numbers when words stand below it: the
    column 评价标准 is no 得分.
    """
    line, last = heading(window, row, layout)
    headings = [each for each in line if edge is None or each.column <= edge]
    axes = layout.table.columns
    columns = columns_of(headings, axes, layout.table.side_keys)
    if columns is None:
        return None
    known = named_columns(headings, axes, layout.table.side_keys)[0]
    wordy = {key for key in columns.numbers - known.keys() if _has_words(window, last, columns.windows[key])}
    return columns_of(headings, tuple(each for each in axes if each.key not in wordy), layout.table.side_keys) if wordy else columns


def _has_words(window: Window, last_of_header: int, extent: tuple[int, int]) -> bool:
    """True when most cells below a heading hold words and no numbers."""
    rows = window.rows_between(last_of_header + 1, window.row_numbers[-1])
    below = [each for row in rows for each in window.row(row) if extent[0] <= each.column <= extent[1]]
    return sum(not is_number(each) for each in below) * 2 > len(below)


def heading(window: Window, row: int, layout: Layout) -> tuple[list[Spot], int]:
    """Return the headings of a table in a row and the last row of its header.

    Where the names of the levels are merged over several rows, 指标值 may be divided
    below into 指标性质, 指标值, 度量单位; these stand in its place.  Where the merges
    were lost, a next row of nothing but such headings is the second row of the header.
    """
    line = window.row(row)
    levels = frozenset().union(*(axis.keys for axis in layout.table.columns if axis.key in (*LEVELS, "level3")))
    last = max((each.bottom for each in line if each.key in levels), default=row)
    if last == row and levels & {each.key for each in line} and _is_second_row(window.row(row + 1), layout, levels):
        last = row + 1
    below = [spot for number in window.rows_between(row + 1, last) for spot in window.row(number)]
    if not any(each.key in axis.keys for each in below for axis in layout.table.columns):
        return line, last
    undivided = [each for each in line if not any(each.column <= other.column <= each.right for other in below)]
    return sorted([*undivided, *below], key=lambda each: each.column), last


def _is_second_row(line: list[Spot], layout: Layout, levels: frozenset[str]) -> bool:
    """True for a row of two headings or more of columns other than the levels and names, and of nothing else."""
    keys = frozenset().union(*(axis.keys for axis in layout.table.columns)) - levels
    return len(line) > 1 and all(not keys.isdisjoint((each.key, each.bare)) for each in line)


@dataclass(slots=True)
class TableReader:
    """Reads the rows below a header.

    Attributes:
        window: the form's cells.
        layout: what the columns are called.
        vocabulary: the level names.
        unit: the form's unit of amounts.
        edge: the last column of the form; what stands beyond is a remark beside it.
        year: the form's year, which decides the regime of the level names.
        last_row: after reading, the last row of the table; ``is_closed`` when that is its closing row (总分).
    """

    window: Window
    layout: Layout
    vocabulary: Vocabulary
    unit: AmountUnit
    edge: int
    year: int | None = None
    fields: list[Field] = field(default_factory=list)
    last_row: int = 0
    is_closed: bool = False
    _count: int = 0

    def read(self, header_row: int, columns: Columns) -> list[Field]:
        """Return the fields of all indicators and of the closing row; ``last_row`` is the last row of the table."""
        table = self.layout.table
        track = LevelTrack(self.vocabulary)
        names = level_names(self.vocabulary, self.year)
        may_slip = not self._has_merged_levels(header_row, columns)
        self.last_row = header_row
        last_of_header = heading(self.window, header_row, self.layout)[1]
        columns = with_names(self.window, last_of_header, columns, self.vocabulary)
        rows = list(self._lines(header_row, columns, may_slip))
        may_slip = may_slip and not self._is_repeated(rows, last_of_header, columns, names)
        for row, cells in rows:
            line = joined_targets(self._without_dittos(cells, columns), columns)
            if row <= last_of_header or not line:
                continue
            again = self._header_again(row, line)
            if again is not None:
                columns, last_of_header = again
            elif self._is_total(line, columns):
                self._total(line, columns)
                self.is_closed = True
                self.last_row = row
                return self.fields
            else:
                self._row(row, line, assign(line, columns, names, may_slip), columns, track)
            self.last_row = row
        self.fields += [Field(each.field, each.label, None) for each in table.total_fields]
        return self.fields

    def _header_again(self, row: int, line: list[Spot]) -> tuple[Columns, int] | None:
        """Return the columns of a header that is repeated after a page break, and its last row; None for any other row."""
        if not any(each.key in self.layout.label_keys for each in line):
            return None
        columns = _columns(self.window, row, self.layout, self.edge)
        return (columns, heading(self.window, row, self.layout)[1]) if columns is not None else None

    def _without_dittos(self, line: list[Spot], columns: Columns) -> list[Spot]:
        """Return a row without 同上 or a stroke where its level names would stand: the names above go on."""
        for index, spot in enumerate(line):
            if columns.at(spot.column) not in LEVELS:
                break
            if spot.key in self.vocabulary.level1 or spot.key in self.vocabulary.level2:
                continue
            if spot.text.strip() not in self.vocabulary.dittos and not is_blank_mark(spot.text):
                break
            return [*line[:index], *self._without_dittos(line[index + 1 :], columns)]
        return line

    def _is_total(self, line: list[Spot], columns: Columns) -> bool:
        """True for the closing row; an indicator called 合计 stands under the names and has a target."""
        if self.layout.table.total_keys.isdisjoint((line[0].key, line[0].bare)):
            return False
        return columns.at(line[0].column) != "level3" or all(columns.at(each.column) != "target" for each in line[1:])

    def _lines(self, header_row: int, columns: Columns, may_slip: bool) -> Iterator[tuple[int, list[Spot]]]:
        """Yield the rows of the table, side labels left out."""
        for row, line in TableEnd(self.window, self.layout, self.vocabulary, columns, self.edge, may_slip).lines(header_row):
            rest = [each for each in line if each.key not in self.layout.table.side_keys]
            if rest:
                yield row, rest

    def _has_merged_levels(self, header_row: int, columns: Columns) -> bool:
        """True when level-1 names are merged over several rows, as in a table that was not pasted from a document."""
        if "level1" not in columns.windows:
            return False
        column = columns.start("level1")
        for row in self.window.rows_between(header_row + 1, self.window.row_numbers[-1]):
            area = self.window.merged_at(row, column)
            if area is not None and area.bottom > area.top:
                return True
        return False

    def _is_repeated(self, rows: list[tuple[int, list[Spot]]], last_of_header: int, columns: Columns, names: LevelNames) -> bool:
        """True when the unit wrote level 1 into every row down to the closing row, so that none can have slipped."""
        below = [line for row, line in rows if row > last_of_header]
        inside = takewhile(lambda line: not self._is_total(line, columns), below)
        return is_repeated((each for each in inside if each[0].key not in self.layout.label_keys), columns, names)

    def _row(self, row: int, line: list[Spot], placed: Mapping[str, Spot], columns: Columns, track: LevelTrack) -> None:
        track.take(placed.get("level1"), placed.get("level2"), self._level_is_merged(row, columns))
        if placed.keys() <= _NO_VALUES or self._is_placeholder(placed):
            return
        index = self._count
        self._count += 1
        for column, level in zip(LEVELS, (track.level1, track.level2), strict=True):
            name = f"/indicators/{index}/{column}"
            self.fields.append(
                level.field(name) if level else Field(name, self._label(column), None, "", self._blank(row, column, columns))
            )
        for axis in self.layout.table.values:
            if axis.is_optional and axis.key not in columns.windows:
                continue  # weights of a declaration are there only where the form has them
            self.fields.append(self._cell(index, row, axis, placed, columns))

    def _label(self, column: str) -> str:
        return next((axis.label for axis in self.layout.table.columns if axis.key == column), column)

    def _level_is_merged(self, row: int, columns: Columns) -> bool:
        """True when a merged area covers the level-1 cell of a row."""
        return "level1" in columns.windows and self.window.merged_at(row, columns.start("level1")) is not None

    def _is_placeholder(self, placed: Mapping[str, Spot]) -> bool:
        """True for a row of the blank template such as 指标1 or …… in which nothing was filled."""
        patterns = self.layout.table.placeholders
        cells = [spot for key, spot in placed.items() if key not in (*LEVELS, "weight", *_PARTS)]
        return all(any(pattern.match(spot.key or spot.text.strip()) for pattern in patterns) for spot in cells)

    def _cell(self, index: int, row: int, axis: Axis, placed: Mapping[str, Spot], columns: Columns) -> Field:
        name = f"/indicators/{index}/{axis.key}"
        spot = placed.get(axis.key) or (self._shared(row, axis, columns) if axis.shared else None)
        if spot is None:
            return Field(name, axis.label, None, "", self._blank(row, axis.key, columns, placed.get("level3")))
        found = read_field(name, axis.label, axis.type, spot.cell, spot.address, self.unit)
        if axis.key == "target" and isinstance(found.value, Target) and not placed.keys().isdisjoint(_PARTS):
            sign, measure = (placed[each].text if each in placed else None for each in _PARTS)
            return Field(name, axis.label, with_columns(found.value, sign, measure), found.raw, found.cell, found.notes)
        return found

    def _shared(self, row: int, axis: Axis, columns: Columns) -> Spot | None:
        """Return the cell of a merged area that covers this row too: one reason for several rows."""
        area = self.window.merged_at(row, columns.start(axis.key)) if axis.key in columns.windows else None
        if area is None or area.top == row:
            return None
        return next((each for each in self.window.row(area.top) if each.column == area.left), None)

    def _blank(self, row: int, key: str, columns: Columns, beside: Spot | None = None) -> str | None:
        """Return the cell where a value should stand: under its heading or, where the name beside it slipped, slipped as far."""
        if key not in columns.windows:
            return None
        slip = 0
        if beside is not None and "level3" in columns.windows and columns.at(beside.column) != "level3":
            slip = beside.column - columns.start("level3")
        return self.window.home(row, max(1, columns.start(key) + slip))

    def _total(self, line: list[Spot], columns: Columns) -> None:
        """Read the closing row: under its columns or, where it slipped with the rest, in order."""
        row, values = line[0].row, list(takewhile(self._is_no_label, line[1:]))
        wanted = self.layout.table.total_fields
        places = {total.column: columns.windows.get(total.column, (0, 0)) for total in wanted}
        in_place = all(any(left <= each.column <= right for left, right in places.values()) for each in values)
        for order, total in enumerate(wanted):
            left, right = places[total.column]
            if in_place:
                spot = next((each for each in values if left <= each.column <= right), None)
            else:
                spot = values[order] if order < len(values) else None
            where = spot.address if spot else self._blank(row, total.column, columns)
            self.fields.append(read_field(total.field, total.label, total.type, spot.cell if spot else None, where, self.unit))

    def _is_no_label(self, spot: Spot) -> bool:
        """False for an optional label in the closing row, such as 自评等级: what follows it is no sum."""
        words = spot.key.partition(":")[0]
        return all(each.keys.isdisjoint((spot.key, spot.bare, words)) for each in self.layout.optional)


def missing_columns(layout: Layout, header: list[Spot], columns: Columns) -> list[Remark]:
    """Return a remark for every obligatory column heading that is not in the header row."""
    keys = {key for each in header for key in (each.key, each.bare)}
    remarks = []
    for index, axis in enumerate(layout.table.columns):
        if keys.isdisjoint(axis.keys) and (axis.required or axis.key in LEVELS):
            near = layout.table.columns[index - 1] if index else layout.table.columns[1]
            column = columns.start(axis.key) if axis.key in columns.windows else header[0].column
            detail = {"label": axis.label, "near": near.label}
            remarks.append(Remark("missing_label", cell=place(header[0].row, column), detail=detail))
    return remarks
