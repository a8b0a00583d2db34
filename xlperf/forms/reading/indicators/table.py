"""The indicator table: one row an indicator, levels carried down, to the closing row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from xlperf.forms.form import Field, Remark
from xlperf.forms.layouts.layout import ANNUAL, Layout
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.alignment import Alignment
from xlperf.forms.reading.indicators.closing_row import SPENDING, goes_on, is_part, is_rate, sum_of, without_levels
from xlperf.forms.reading.indicators.levels import LevelTrack, with_levels_of_name
from xlperf.forms.reading.indicators.name_with_target import parted, unsure_parts
from xlperf.forms.reading.indicators.names_over_rows import NamesOverRows
from xlperf.forms.reading.indicators.periods.roles import pointer_of
from xlperf.forms.reading.indicators.row_values.beside_columns import BesideColumns, Levels, kept_cell, kept_note
from xlperf.forms.reading.indicators.row_values.closing_values import closing_row, filled_below
from xlperf.forms.reading.indicators.row_values.kinds_of_rows import (
    NOTE,
    has_merged_levels,
    heads_section,
    is_said,
    is_unused,
    level_is_merged,
    said_by_unused,
    without_dittos,
    without_numbers,
    without_samples,
)
from xlperf.forms.reading.indicators.row_values.row_cells import RowCells, longer
from xlperf.forms.reading.indicators.rows import LevelNames, Row, is_number, names_levels_in_every_row, stand_in_place
from xlperf.forms.reading.indicators.signatures import signers_of
from xlperf.forms.reading.indicators.split_target import joined_targets, over_rests, unit_columns
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.indicators.table_end import TableEnd
from xlperf.forms.reading.indicators.table_heading import columns_at, heading
from xlperf.forms.reading.indicators.two_levels import with_names
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.line_remarks import slipped_rows, unsure_row
from xlperf.forms.values.form_text import clean_line, clean_text


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
        role: the period of the block that is read; only the year's has a closing row.
        bodies: the department and the unit that the form names, which may have signed below the table.
        lacking: keys of labels of money and of goals that the form has not above its table, and may have below it.
        further: what was read and is judged by no rule: indicators of other periods, columns that are the bureau's own.
        parts: cells whose text went into a target (its sign, its unit), or names a row of sums.
        headers: first and last rows of the headers that were passed.
        slipped: for each row with cells that were read under other headings than they stand under, these.
        remarks: on rows that may as well mean something else.
        columns_read: after reading, where each column was read, under whatever heading.
        spending: by column what a row about the execution of the budget holds, where it stands among the indicators.
        last_row: after reading, the last row of the table; ``is_closed`` when that is its closing row (总分).
    """

    window: Window
    layout: Layout
    vocabulary: Vocabulary
    unit: str
    edge: int
    year: int | None = None
    role: str = ANNUAL
    bodies: tuple[object, ...] = ()
    lacking: frozenset[str] = frozenset()
    fields: list[Field] = field(default_factory=list)
    further: list[Field] = field(default_factory=list)
    parts: set[str] = field(default_factory=set)
    headers: list[tuple[int, int]] = field(default_factory=list)
    slipped: list[Mapping[str, Spot]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    last_row: int = 0
    is_closed: bool = False
    spending: Mapping[str, Spot] = field(default_factory=dict)
    _cells: RowCells = field(init=False)
    _beside: BesideColumns = field(init=False)
    _count: int = 0
    columns_read: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    _over: Spot | None = None

    def __post_init__(self) -> None:
        self._cells = RowCells(self.window, self.layout, self.vocabulary, self.unit, self.headers, self.parts)
        self._beside = BesideColumns(self._cells, self.role == ANNUAL)

    def goes_on_from(self, before: TableReader | None, level: Spot) -> None:
        """Read a part of a table whose levels stand side by side, each over its part; ``before`` read the part left of it."""
        self._over = level
        if before is not None:
            self.fields, self._count = before.fields, before._count

    def read(self, header_row: int, columns: Columns, first: int = 0) -> list[Field]:
        """Return the fields of all indicators and of the closing row; ``last_row`` is the last row of the table.

        ``first`` is the first row of indicators where it stands apart from its header, as in a list of projects.
        """
        self.last_row, headed = header_row, columns
        columns, last_of_header, rows, may_slip = self._laid_out(header_row, columns, first)
        track, names = self._track(), LevelNames(self.vocabulary, self.vocabulary.regime_of(self.year))
        standing = {row: Row(line, columns, names) for row, line in rows if row > last_of_header}
        units = unit_columns((each.line for each in standing.values() if None in each.keys), columns)
        are_whole, are_kept = names_levels_in_every_row([*standing.values()]), stand_in_place([*standing.values()])
        closing: list[tuple[list[Spot], Columns]] = []
        for index, (row, cells) in enumerate(rows):
            if row <= last_of_header:
                continue
            placed = self._without_parts(cells, standing[row], columns, names, units)
            if placed is None:
                continue
            line = placed.line
            again = self._header_again(row, line)
            if again is not None:
                is_next_page = again[0] == headed or again[0].goes_on_with(columns)
                columns, last_of_header = columns if is_next_page else again[0], again[1]
                self.headers.append((row, last_of_header))
            elif is_rate(line, columns, self.vocabulary):
                self.parts.add(line[0].address)
                self._subtotal(line, columns)
            elif (total := sum_of(line, columns, self.layout.table, self.vocabulary, self.fields)) is not None:
                if not self._closes(total, columns, [each for _, each in rows[index + 1 :]], closing):
                    continue
                self.is_closed, self.last_row = True, row
                for last, below in rows[index + 1 : index + 2]:
                    if (sums := filled_below(self.fields, below, columns, self._cells)) is not None:
                        self.fields, self.last_row = sums, last
                return self.fields
            elif is_said(line, columns, self.vocabulary):
                self.parts.add(line[0].address)
                self.further.extend(kept_cell("", clean_line(line[0].text), each) for each in line[1:])
            else:
                self._row(placed, placed.aligned(not may_slip, are_whole, are_kept), track)
            self.last_row = row
        self._close(closing, columns)
        return self.fields

    def _track(self) -> LevelTrack:
        """Return the level names in force above the first row: the one over this part where levels stand side by side."""
        track = LevelTrack(self.vocabulary)
        is_first = self._over is not None and self._over.key in self.vocabulary.level1
        track.take(self._over if is_first else None, None if is_first else self._over, False)
        return track

    def _laid_out(self, header_row: int, columns: Columns, first: int) -> tuple[Columns, int, list[tuple[int, list[Spot]]], bool]:
        """Return the columns, the last row of the header, its rows, names over two rows as one, and if these may slip."""
        headings, last_of_header = heading(self.window, header_row, self.layout)
        self.headers.append((min(each.row for each in headings), last_of_header))
        columns = with_names(self.window, headings, last_of_header, columns, self.vocabulary)
        self.columns_read = columns.windows
        may_slip = not has_merged_levels(self.window, header_row, columns)
        names_over = NamesOverRows(self.window, columns, self.vocabulary)
        whole = names_over.whole(list(self._lines(header_row, columns, may_slip, first)))
        rows, shown, told = without_samples(whole, columns, last_of_header)
        self.parts |= names_over.parts | shown
        self.remarks = [*names_over.remarks, *told]
        return over_rests(columns, [line for _, line in rows]), last_of_header, rows, may_slip

    def _without_parts(
        self, cells: list[Spot], standing: Row, columns: Columns, names: LevelNames, units: frozenset[int]
    ) -> Row | None:
        """Return a row without 同上 and with the parts of a target as one; None where nothing is left."""
        apart = without_dittos(without_numbers(cells, columns), columns, self.vocabulary)
        apart = without_levels(apart, columns, self.layout.table, self.vocabulary)
        if apart is not cells:
            self.parts |= {each.address for each in cells} - {each.address for each in apart}
        placed = standing if apart is cells and columns is standing.columns else Row(apart, columns, names)
        line = apart if placed.is_under_own_headings() else joined_targets(apart, columns, units)
        if line is not apart:
            self.parts |= {each.address for each in apart} - {each.address for each in line}
            placed = Row(line, columns, names)
        return placed if line else None

    def _closes(
        self, line: list[Spot], columns: Columns, below: list[list[Spot]], closing: list[tuple[list[Spot], Columns]]
    ) -> bool:
        """Keep a row of sums; True for the last of the table.  ``closing`` gathers those that may be it, should none close it."""
        table, words = self.layout.table, self.vocabulary
        self.parts.add(line[0].address)
        is_last = not (goes_on(below, columns, table, words) or is_part(line, below, columns, table, words))
        (self._total if is_last and table.total_fields else self._subtotal)(line, columns)
        if not is_last and line[0].is_one_of(table.total_keys):
            closing.append((line, columns))
        return is_last

    def _close(self, closing: list[tuple[list[Spot], Columns]], columns: Columns) -> None:
        """Read the only row of sums as the closing one where indicators were added below it; without one its fields are blank."""
        if len(closing) == 1 and self.layout.table.total_fields:
            self._total_above(*closing[0])
        elif self.role == ANNUAL:
            fields = self.layout.table.total_fields
            self.fields += [Field(each.field, each.label, None) for each in fields if each.column in columns.windows]

    def _header_again(self, row: int, line: list[Spot]) -> tuple[Columns, int] | None:
        """Return the columns of a header that is repeated after a page break, and its last row; None for any other row."""
        if self.layout.label_keys.isdisjoint([each.key for each in line]):
            return None
        columns = columns_at(self.window, row, self.layout, self.edge)
        return (columns, heading(self.window, row, self.layout)[1]) if columns is not None else None

    def _lines(self, header_row: int, columns: Columns, may_slip: bool, first: int) -> Iterator[tuple[int, list[Spot]]]:
        """Yield the rows of the table, side labels left out."""
        signers = signers_of(self.vocabulary.surnames, self.layout.footers, self.bodies)
        end = TableEnd(self.window, self.layout, self.vocabulary, columns, self.edge, may_slip, signers, self.lacking)
        left = columns.left  # 绩效 right of it is a name of the unit's own
        for row, line, is_beside in end.lines(header_row, first):
            if is_beside:
                kept = kept_note(line, columns, signers)
                if kept is not None:
                    self.parts.add(line[0].address)
                    self.further += kept
                continue
            rest = [each for each in line if each.column > left or each.key not in self.layout.table.side_keys]
            if rest:
                yield row, rest

    def _row(self, cells: Row, found: Alignment | None, track: LevelTrack) -> None:
        line, columns, row = cells.line, cells.columns, cells.line[0].row
        if heads_section(line, columns, self.vocabulary):
            self.parts.add(line[0].address)
            track.take(line[0], None, False)
            return
        if len(line) == 1 and self._count and columns.at(line[0].column) == NOTE and not is_number(line[0]):
            self._goes_on(line[0])
            return
        placed = with_levels_of_name(cells.placed(found), columns, self.vocabulary)
        one, two = placed.get("level1"), placed.get("level2")
        if one is None and two is not None and columns.at(two.column) == "level1" and columns.at(two.right) == "level2":
            one = track.over(two)
        track.take(one, two, level_is_merged(self.window, row, columns, two))
        if is_unused(placed, self.layout.table):
            if placed and {"level3", "target"} <= columns.windows.keys():
                self.further += self._beside.aside(line, (track.level1, track.level2), columns)
            self.parts |= said_by_unused(placed)
            return
        self._indicator(cells, found, placed, (track.level1, track.level2))

    def _indicator(self, cells: Row, found: Alignment | None, placed: Mapping[str, Spot], levels: Levels) -> None:
        """Read a row with an indicator, its cells given to their columns."""
        line, columns = cells.line, cells.columns
        prefix = f"{pointer_of(self.role)}/{self._count}"
        self._count += 1
        moved = cells.moved(placed) if found else {}
        if columns.holds_both:
            placed = parted(placed)
            self.remarks += unsure_parts(placed)
        if moved:
            self.slipped.append(moved)
        self.remarks += unsure_row(line, found, columns.slot_titles(self._cells.labels) if found else ())
        into = self.fields if self.role == ANNUAL else self.further
        into += self._cells.levels(prefix, line[0].row, levels, columns, self._over is not None)
        for axis in self.layout.table.values:
            if axis.type == "number" and axis.key not in columns.windows:
                continue  # weights of a declaration, scores where 评价标准 stands: not on every form
            read = self._cells.value(f"{prefix}/{axis.key}", line[0].row, axis, placed, columns)
            into.append(replace(read, notes=(*read.notes, "moved")) if axis.key in moved else read)
        if columns.others or "measure" in placed:
            self.further += self._beside.kept(prefix, line, placed, levels, columns)

    def _goes_on(self, spot: Spot) -> None:
        """Add what stands alone below a reason to it: a text over two rows."""
        name = f"{pointer_of(self.role)}/{self._count - 1}/{NOTE}"
        into = self.fields if self.role == ANNUAL else self.further
        index = next(at for at in reversed(range(len(into))) if into[at].name == name)
        into[index] = longer(into[index], spot)
        self.parts.add(spot.address)

    def told(self) -> list[Remark]:
        """Return remarks on the rows that slipped, and on those that may as well mean something else."""
        return [*slipped_rows(self.slipped, self._cells.labels), *self._beside.told(), *self.remarks]

    def _subtotal(self, line: list[Spot], columns: Columns) -> None:
        """Keep the sums of a part of the table with the indicator above them, and what is said of spending."""
        if any(SPENDING.search(each.bare) for each in line):
            self.spending = {columns.at(each.column) or "": each for each in line[1:]}
        prefix = f"{pointer_of(self.role)}/{max(0, self._count - 1)}"
        self.further += [kept_cell(prefix, clean_text(line[0].text), each) for each in line[1:]]

    def _total_above(self, line: list[Spot], columns: Columns) -> None:
        """Read a closing row that was taken for the sum of a part."""
        cells = {each.address for each in line}
        self.further = [each for each in self.further if each.cell not in cells]
        self._total(line, columns)

    def _total(self, line: list[Spot], columns: Columns) -> None:
        found = closing_row(line, columns, self._cells)
        self.fields += found.fields
        self.further += found.further
        self.remarks += found.remarks
        if found.moved:
            self.slipped.append(found.moved)
