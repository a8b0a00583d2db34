"""The indicator table: one row an indicator, levels carried down, to the closing row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xlperf.forms.fields import read_field
from xlperf.forms.form import AmountUnit, Field, Remark
from xlperf.forms.labels import Spot, Window
from xlperf.forms.layout import Axis, Layout, Vocabulary
from xlperf.forms.levels import LevelTrack
from xlperf.forms.rows import Columns, assign, columns_of, level_names
from xlperf.forms.text import key_of
from xlperf.intake.sheet import address

_LEVELS = ("level1", "level2")


def find_header(window: Window, layout: Layout) -> tuple[int, Columns] | None:
    """Return the row and the columns of the table's header, None when there is none."""
    for row in window.row_numbers:
        columns = columns_of(window.row(row), layout.table.columns)
        if columns is not None:
            return row, columns
    return None


@dataclass(slots=True)
class TableReader:
    """Reads the rows below a header.

    Attributes:
        window: the form's cells.
        layout: what the columns are called.
        vocabulary: the level names.
        unit: the form's unit of amounts.
        year: the form's year, which decides the regime of the level names.
    """

    window: Window
    layout: Layout
    vocabulary: Vocabulary
    unit: AmountUnit
    year: int | None = None
    fields: list[Field] = field(default_factory=list)
    last_row: int = 0
    _count: int = 0

    def read(self, header_row: int, columns: Columns) -> list[Field]:
        """Return the fields of all indicators and of the closing row; ``last_row`` is the last row of the table."""
        track = LevelTrack(self.vocabulary)
        names = level_names(self.vocabulary, self.year)
        may_slip = not any(self._merged_level(row, columns) for row in self.window.rows_from(header_row + 1))
        closed = False
        self.last_row = header_row
        for row, line in self._lines(header_row):
            again = columns_of(line, self.layout.table.columns)
            if again is not None:  # the header is repeated after a page break
                columns = again
            elif line[0].key in self.layout.table.total_keys or line[0].bare in self.layout.table.total_keys:
                self._total(line, columns)
                closed = True
            elif line:
                self._row(row, assign(line, columns, names, may_slip), columns, track)
            self.last_row = row
            if closed:
                break
        if not closed:
            self.fields += [Field(each.field, each.label, None) for each in self.layout.table.total_fields]
        return self.fields

    def _lines(self, header_row: int) -> Iterator[tuple[int, list[Spot]]]:
        """Yield the rows of the table without side labels, up to its foot."""
        for row in self.window.rows_from(header_row + 1):
            line = [each for each in self.window.row(row) if each.key not in self.layout.table.side_keys]
            if line and self._is_foot(line):
                return
            if line:
                yield row, line

    def _is_foot(self, line: list[Spot]) -> bool:
        first = line[0]
        key = first.key or key_of(first.text[:20])
        if key.split(":")[0] in self.layout.footers:
            return True
        if len(line) > 1 or first.cell.kind != "text":
            return False
        is_heading = any(key.endswith(each) for each in self.layout.headings)
        is_known = first.key in self.vocabulary.level1 or first.key in self.vocabulary.level2
        return is_heading or (first.right - first.column >= 3 and not is_known)

    def _row(self, row: int, placed: Mapping[str, Spot], columns: Columns, track: LevelTrack) -> None:
        one_is_merged = self._merged_level(row, columns)
        track.take(placed.get("level1"), placed.get("level2"), one_is_merged)
        axes = [axis for axis in self.layout.table.columns if axis.key not in _LEVELS]
        if not any(axis.key in placed for axis in axes) or self._is_placeholder(placed, axes):
            return
        index = self._count
        self._count += 1
        for column, level in zip(_LEVELS, (track.level1, track.level2), strict=True):
            name = f"/indicators/{index}/{column}"
            label = next((axis.label for axis in self.layout.table.columns if axis.key == column), column)
            blank = Field(name, label, None, "", self._blank(row, column, columns))
            self.fields.append(level.field(index, column) if level else blank)
        for axis in axes:
            self.fields.append(self._cell(index, row, axis, placed, columns))

    def _merged_level(self, row: int, columns: Columns) -> bool:
        """True when a merged area covers the level-1 cell of a row."""
        return "level1" in columns.windows and self.window.merged_at(row, columns.start("level1")) is not None

    def _is_placeholder(self, placed: Mapping[str, Spot], axes: list[Axis]) -> bool:
        """True for a row of the blank template such as 指标1 or …… with nothing in it."""
        name = placed.get("level3")
        if name is None or any(axis.key in placed for axis in axes if axis.key != "level3"):
            return False
        return any(pattern.match(name.key) for pattern in self.layout.table.placeholders)

    def _cell(self, index: int, row: int, axis: Axis, placed: Mapping[str, Spot], columns: Columns) -> Field:
        name = f"/indicators/{index}/{axis.key}"
        spot = placed.get(axis.key) or (self._shared(row, axis, columns) if axis.shared else None)
        if spot is None:
            return Field(name, axis.label, None, "", self._blank(row, axis.key, columns))
        return read_field(name, axis.label, axis.type, spot.cell, spot.address, self.unit)

    def _shared(self, row: int, axis: Axis, columns: Columns) -> Spot | None:
        """Return the cell of a merged area that covers this row too: one reason for several rows."""
        area = self.window.merged_at(row, columns.start(axis.key)) if axis.key in columns.windows else None
        if area is None:
            return None
        return next((each for each in self.window.row(area.top) if each.column == area.left), None)

    def _blank(self, row: int, key: str, columns: Columns) -> str | None:
        if key not in columns.windows:
            return None
        area = self.window.merged_at(row, columns.start(key))
        return address(area.top, area.left) if area else address(row, columns.start(key))

    def _total(self, line: list[Spot], columns: Columns) -> None:
        row, values = line[0].row, line[1:]
        wanted = self.layout.table.total_fields
        in_place = all(
            any(left <= each.column <= right for total in wanted for left, right in [columns.windows.get(total.column, (0, 0))])
            for each in values
        )
        for order, total in enumerate(wanted):
            left, right = columns.windows.get(total.column, (0, 0))
            spot = next((each for each in values if left <= each.column <= right), None)
            if not in_place:  # slipped with the rest of the table
                spot = values[order] if order < len(values) else None
            where = spot.address if spot else self._blank(row, total.column, columns)
            self.fields.append(read_field(total.field, total.label, total.type, spot.cell if spot else None, where, self.unit))


def missing_columns(layout: Layout, header: list[Spot]) -> list[Remark]:
    """Return a remark for every obligatory column heading that is not in the header row."""
    keys = {key for each in header for key in (each.key, each.bare)}
    remarks = []
    for index, axis in enumerate(layout.table.columns):
        if keys.isdisjoint(axis.keys) and (axis.required or axis.key in _LEVELS):
            near = layout.table.columns[index - 1].label if index else layout.table.columns[1].label
            remarks.append(Remark("missing_label", detail={"label": axis.label, "near": near}))
    return remarks
