"""The indicator table: one row an indicator, levels carried down, to the closing row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import Field, Remark
from xlperf.forms.layouts.layout import ANNUAL, EARLIER, PARTS, TERM, Axis, Layout, TotalField, Vocabulary
from xlperf.forms.reading.alignment import Slot, align
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.indicators.closing_row import SPENDING, goes_on, is_part, is_rate, is_sum
from xlperf.forms.reading.indicators.levels import Level, LevelTrack
from xlperf.forms.reading.indicators.name_with_target import parted, unsure_parts
from xlperf.forms.reading.indicators.names_over_rows import NamesOverRows
from xlperf.forms.reading.indicators.roles import role_of
from xlperf.forms.reading.indicators.rows import LevelNames, Row, is_number, names_levels_in_every_row
from xlperf.forms.reading.indicators.signatures import signers_of
from xlperf.forms.reading.indicators.split_target import composed, joined_targets
from xlperf.forms.reading.indicators.table_columns import LEVELS, Columns
from xlperf.forms.reading.indicators.table_end import TableEnd
from xlperf.forms.reading.indicators.table_heading import columns_at, heading
from xlperf.forms.reading.indicators.two_levels import with_names
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.line_remarks import own_columns, slipped_rows, unsure_row
from xlperf.forms.values.amounts import is_blank_mark, is_grade
from xlperf.forms.values.form_text import clean_line, clean_text, key_of
from xlperf.forms.values.target import is_phrase
from xlperf.intake.sheet import Cell

_SUM, _NO_SUM = 3, -6
"""What a number in the closing row is worth under weights or scores, and what any other cell is."""
_NOTE = "deviation_note"
_NO_VALUES = {*LEVELS, *PARTS}
# No formula has a bracket or words right behind a number, and 1:7 would be seven whole rows.
_EQUALS = lazy_pattern(
    r"=\s*\d+(?:\.\d+)?\s*"
    r"(?:%|[(（][^!]*[)）][\u4e00-\u9fff]*|(?!E\d)[A-Za-z‰℃°㎡㎥\u4e00-\u9fff][^+*!$:=-]*|:\s*\d+(?:\.\d+)?)?"
)
_NUMBER_OF_ROW = lazy_pattern(r"(?:[(（]\d{1,2}[)）]|\d{1,2}[.．、)）])[.．、]?")
_BRACKETED = lazy_pattern(r"\s*[(（][^()（）]{1,8}[)）]")
"""What may stand before a grade: （自评等级）优."""
_POINTERS = {ANNUAL: "/indicators", TERM: "/term_indicators"}


def _as_typed(cell: Cell, axis: Axis) -> Cell:
    """Return a cell as its text where somebody typed =100% and meant what it says."""
    is_target = cell.kind == "uncached" and axis.type == "target" and _EQUALS.fullmatch(str(cell.value))
    return replace(cell, kind="text", formula=False) if is_target else cell


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
        further: what was read and is judged by no rule: indicators of other periods, columns that are the bureau's own.
        parts: cells whose text went into a target (its sign, its unit), or names a row of sums.
        headers: first and last rows of the headers that were passed.
        slipped: for each row with cells that were read under other headings than they stand under, these.
        remarks: on rows that may as well mean something else.
        spending: by column what a row about the execution of the budget holds, where it stands among the indicators.
        own: what stands under headings that no field knows, by these; ``lacking`` the columns that have no heading.
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
    fields: list[Field] = field(default_factory=list)
    further: list[Field] = field(default_factory=list)
    parts: set[str] = field(default_factory=set)
    headers: list[tuple[int, int]] = field(default_factory=list)
    slipped: list[Mapping[str, Spot]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    last_row: int = 0
    is_closed: bool = False
    has_sections: bool = False
    spending: Mapping[str, Spot] = field(default_factory=dict)
    own: dict[str, list[Field]] = field(default_factory=dict)
    lacking: Sequence[Axis] = ()
    _count: int = 0
    _terms: int = 0

    def read(self, header_row: int, columns: Columns) -> list[Field]:
        """Return the fields of all indicators and of the closing row; ``last_row`` is the last row of the table."""
        table = self.layout.table
        track = LevelTrack(self.vocabulary)
        names = LevelNames(self.vocabulary, self.vocabulary.regime_of(self.year))
        may_slip = not self._has_merged_levels(header_row, columns)
        self.last_row = header_row
        headings, last_of_header = heading(self.window, header_row, self.layout)
        self.headers.append((min(each.row for each in headings), last_of_header))
        columns = with_names(self.window, last_of_header, columns, self.vocabulary)
        names_over = NamesOverRows(self.window, columns, self.vocabulary)
        rows = names_over.whole(list(self._lines(header_row, columns, may_slip)))
        self.parts, self.remarks = names_over.parts, names_over.remarks
        closing: list[tuple[list[Spot], Columns]] = []
        are_whole = names_levels_in_every_row([line for row, line in rows if row > last_of_header], columns)
        for index, (row, cells) in enumerate(rows):
            if row <= last_of_header:
                continue
            apart = self._without_dittos(cells, columns)
            line = joined_targets(apart, columns)
            self.parts |= {each.address for each in apart} - {each.address for each in line}
            if not line:
                continue
            again = self._header_again(row, line)
            if again is not None:
                columns, last_of_header = columns if again[0].goes_on_with(columns) else again[0], again[1]
                self.headers.append((row, last_of_header))
            elif is_rate(line, columns, self.vocabulary):
                self.parts.add(line[0].address)
                self._subtotal(line, columns)
            elif is_sum(line, columns, table, self.vocabulary):
                self.parts.add(line[0].address)
                below = [each for _, each in rows[index + 1 :]]
                if goes_on(below, columns, table, self.vocabulary) or is_part(line, below, columns, table, self.vocabulary):
                    self._subtotal(line, columns)
                    if not table.total_keys.isdisjoint((line[0].key, line[0].bare)):
                        closing.append((line, columns))
                    continue
                (self._total if table.total_fields else self._subtotal)(line, columns)
                self.is_closed = True
                self.last_row = row
                return self.fields
            elif self._is_said(line, columns):
                self.parts.add(line[0].address)
                self.further.append(_kept("", clean_line(line[0].text), line[1]))
            else:
                self._row(Row(line, columns, names, are_whole), not may_slip, track)
            self.last_row = row
        if len(closing) == 1 and table.total_fields:  # the only row of sums: indicators were added below it
            self._total_above(*closing[0])
        elif self.role == ANNUAL:
            self.fields += [Field(each.field, each.label, None) for each in table.total_fields if each.column in columns.windows]
        return self.fields

    def _header_again(self, row: int, line: list[Spot]) -> tuple[Columns, int] | None:
        """Return the columns of a header that is repeated after a page break, and its last row; None for any other row."""
        if not any(each.key in self.layout.label_keys for each in line):
            return None
        columns = columns_at(self.window, row, self.layout, self.edge)
        return (columns, heading(self.window, row, self.layout)[1]) if columns is not None else None

    def _is_said(self, line: list[Spot], columns: Columns) -> bool:
        """True for a row between the indicators and their sum in which the unit says something: 其他需要说明的事项 | 无."""
        if len(line) != 2 or columns.at(line[0].column) == "level3" or is_number(line[1]) or is_phrase(line[1].text):
            return False
        return self.vocabulary.said_below.fullmatch(line[0].key) is not None

    def _without_dittos(self, line: list[Spot], columns: Columns) -> list[Spot]:
        """Return a row without 同上 or a stroke where its level names would stand: the names above go on."""
        for index, spot in enumerate(line):
            if columns.at(spot.column) not in LEVELS:
                break
            if spot.key in self.vocabulary.level1 or spot.key in self.vocabulary.level2:
                continue
            if spot.text.strip() not in self.vocabulary.dittos and not is_blank_mark(spot.text):
                break
            self.parts.add(spot.address)
            return [*line[:index], *self._without_dittos(line[index + 1 :], columns)]
        return line

    def _lines(self, header_row: int, columns: Columns, may_slip: bool) -> Iterator[tuple[int, list[Spot]]]:
        """Yield the rows of the table, side labels left out."""
        signers = signers_of(self.vocabulary.surnames, self.layout.footers, self.bodies)
        end = TableEnd(self.window, self.layout, self.vocabulary, columns, self.edge, may_slip, signers)
        for row, line in end.lines(header_row):
            rest = [each for each in line if each.key not in self.layout.table.side_keys]
            if rest:
                yield row, rest

    def _has_merged_levels(self, header_row: int, columns: Columns) -> bool:
        """True when level-1 names are merged over several rows, as in a table that was not pasted from a document."""
        if "level1" not in columns.windows:
            return False
        column = columns.start("level1")
        for row in self.window.rows_below(header_row):
            area = self.window.merged_at(row, column)
            if area is not None and area.bottom > area.top:
                return True
        return False

    def _row(self, cells: Row, steady: bool, track: LevelTrack) -> None:
        line, columns = cells.line, cells.columns
        row = line[0].row
        if self._heads_section(line, columns):
            self.parts.add(line[0].address)
            self.has_sections = True
            track.take(line[0], None, False)
            return
        if len(line) == 1 and self._count and columns.at(line[0].column) == _NOTE and not is_number(line[0]):
            self._goes_on(line[0])
            return
        found = cells.aligned(steady)
        placed = cells.placed(found)
        track.take(placed.get("level1"), placed.get("level2"), self._level_is_merged(row, columns))
        if placed.keys() <= _NO_VALUES or self._is_placeholder(placed):
            return
        prefix = f"{_POINTERS.get(self.role, '/' + self.role)}/{self._count}"
        self._count += 1
        moved = cells.moved(placed)
        if columns.holds_both:
            placed = parted(placed)
            self.remarks += unsure_parts(placed)
        if moved:
            self.slipped.append(moved)
        self.remarks += unsure_row(line, found, columns.slot_titles(self._labels) if found else ())
        into = self.fields if self.role == ANNUAL else self.further
        levels = (track.level1, track.level2)
        into += self._levels(prefix, row, levels, columns)
        for axis in self.layout.table.values:
            if axis.type == "number" and axis.key not in columns.windows:
                continue  # weights of a declaration, scores where 评价标准 stands: not on every form
            read = self._cell(f"{prefix}/{axis.key}", row, axis, placed, columns)
            into.append(replace(read, notes=(*read.notes, "moved")) if axis.key in moved else read)
        if columns.others or "measure" in placed:
            self._further(prefix, line, placed, levels, columns)

    def _goes_on(self, spot: Spot) -> None:
        """Add what stands alone below a reason to it: a text over two rows."""
        name = f"{_POINTERS.get(self.role, '/' + self.role)}/{self._count - 1}/{_NOTE}"
        into = self.fields if self.role == ANNUAL else self.further
        index = next(at for at in reversed(range(len(into))) if into[at].name == name)
        above, more = into[index], clean_text(spot.text)
        self.parts.add(spot.address)
        whole = f"{above.value}\n{more}" if above.value else more
        raw = "\n".join(filter(None, (above.raw, spot.text)))
        into[index] = replace(above, value=whole, raw=raw, cell=above.cell if above.value else spot.address)

    def _heads_section(self, line: list[Spot], columns: Columns) -> bool:
        """True for a level-1 name alone in a row and outside its column, over the rows that it governs: 一、产出指标."""
        first = line[0]
        is_level = not self.vocabulary.level1.keys().isdisjoint((first.key, first.bare))
        is_outside = "level1" not in columns.windows or first.right >= columns.windows.get("level3", (first.right + 1,))[0]
        return len(line) == 1 and is_level and is_outside

    def _levels(self, prefix: str, row: int, levels: tuple[Level | None, ...], columns: Columns) -> Iterator[Field]:
        for column, level in zip(LEVELS, levels, strict=True):
            name = f"{prefix}/{column}"
            yield level.field(name) if level else Field(name, self._label(column), None, "", self._blank(row, column, columns))

    def _further(
        self, prefix: str, line: list[Spot], placed: Mapping[str, Spot], levels: tuple[Level | None, ...], columns: Columns
    ) -> None:
        """Keep what stands under headings that are the bureau's own, and the targets of the whole term."""
        taken = {spot[:2] for spot in placed.values()}
        measure = placed.get("measure")
        if measure is not None and measure.address not in self.parts:
            self.further.append(_kept(prefix, self._label("measure"), measure))
        for spot in line:
            if columns.at(spot.column) != "" or spot[:2] in taken:
                continue
            title = columns.title(spot.column)
            is_term = self.role == ANNUAL and role_of(key_of(title), self.layout.table.roles) == TERM
            if is_term and self._names_target(spot, columns):
                self._term(spot, title, placed, levels, columns)
            else:
                self.further.append(_kept(prefix, title, spot))
                if self._is_unknown(key_of(title)) and spot.key not in self.vocabulary.level1:
                    self.own.setdefault(title, []).append(self.further[-1])
                    self.lacking = [each for each in self.layout.table.values if each.key not in columns.windows]

    def _is_unknown(self, key: str) -> bool:
        """True for a heading that no layout knows: neither 评价标准 or 备注, nor one of an earlier year or of the rows' numbers."""
        table = self.layout.table
        if not key or key.endswith(table.beside_names) or role_of(key, table.roles) == EARLIER:
            return False
        return key not in self.vocabulary.row_numbers.union(table.further, self.layout.label_keys)

    def _names_target(self, spot: Spot, columns: Columns) -> bool:
        """True for a cell under a second column of targets, which stands beside the first or holds a target."""
        left, right = columns.windows.get("target", (0, 0))
        return spot.right + 1 == left or spot.column == right + 1 or is_phrase(spot.text)

    def _term(self, spot: Spot, title: str, placed: Mapping[str, Spot], levels: tuple[Level | None, ...], columns: Columns) -> None:
        """Read an indicator of the whole term, whose target stands in a column of its own beside the year's."""
        prefix = f"{_POINTERS[TERM]}/{self._terms}"
        self._terms += 1
        self.further += self._levels(prefix, spot.row, levels, columns)
        for axis in self.layout.table.values:
            if axis.key == "target":
                cell = _as_typed(spot.cell, axis)
                self.further.append(read_field(f"{prefix}/target", title, axis.type, cell, spot.address, self.unit))
            elif axis.key == "level3":
                self.further.append(self._cell(f"{prefix}/level3", spot.row, axis, placed, columns))

    def told(self) -> list[Remark]:
        """Return remarks on the rows that slipped, and on those that may as well mean something else."""
        return [*slipped_rows(self.slipped, self._labels), *own_columns(self.own, self.lacking), *self.remarks]

    @property
    def _labels(self) -> dict[str, str]:
        """What the columns are called, by key."""
        return {axis.key: axis.label for axis in self.layout.table.columns}

    def _label(self, column: str) -> str:
        return next((axis.label for axis in self.layout.table.columns if axis.key == column), column)

    def _level_is_merged(self, row: int, columns: Columns) -> bool:
        """True when a merged area with a name in it covers the level-1 cell of a row."""
        return "level1" in columns.windows and self.window.merged_spot(row, columns.start("level1")) is not None

    def _is_placeholder(self, placed: Mapping[str, Spot]) -> bool:
        """True for a row of the blank template such as 指标1, …… or 1. in which nothing was filled."""
        cells = [spot for key, spot in placed.items() if key not in (*LEVELS, "weight", *PARTS)]
        if len(cells) == 1 and "level3" in placed and _NUMBER_OF_ROW.fullmatch(cells[0].text.strip()):
            return True
        return all(each.is_placeholder(self.layout.table.placeholders) for each in cells)

    def _cell(self, name: str, row: int, axis: Axis, placed: Mapping[str, Spot], columns: Columns) -> Field:
        spot = placed.get(axis.key) or (self._shared(row, axis.key, columns) if axis.shared else None)
        if spot is None:
            return Field(name, axis.label, None, "", self._blank(row, axis.key, columns, placed.get("level3")))
        parts = self._target_parts(row, placed, columns) if axis.key == "target" else None
        if parts:
            whole = composed(spot, parts, self.vocabulary.natures)
            self.parts |= {each.address for each in whole.parts}
            cell = replace(spot.cell, value=whole.text, kind="text")
            return read_field(name, axis.label, axis.type, cell, spot.address, self.unit)
        found = read_field(name, axis.label, axis.type, _as_typed(spot.cell, axis), spot.address, self.unit)
        return self._without_number(found) if axis.key == "level3" else found

    def _without_number(self, found: Field) -> Field:
        """Return the name of an indicator without the number that the bureau's form prints before it: 指标1：."""
        numbering = self.layout.table.numbering
        if numbering is None or not isinstance(found.value, str):
            return found
        name = numbering.sub("", found.value, count=1)
        return replace(found, value=name) if name and name != found.value else found

    def _target_parts(self, row: int, placed: Mapping[str, Spot], columns: Columns) -> dict[str, Spot]:
        """Return the sign and the unit that stand in columns of their own, in this row or merged down to it."""
        found = {key: placed.get(key) or self._shared(row, key, columns) for key in PARTS}
        return {key: spot for key, spot in found.items() if spot is not None}

    def _shared(self, row: int, key: str, columns: Columns) -> Spot | None:
        """Return the cell of a merged area that covers this row too: one reason for several rows."""
        above = self.window.merged_spot(row, columns.start(key)) if key in columns.windows else None
        if above is None or above.row == row or any(first <= above.row <= last for first, last in self.headers):
            return None
        return None if key == "level3" and columns.at(above.column) != key else above  # a level merged over names is none

    def _blank(self, row: int, key: str, columns: Columns, beside: Spot | None = None) -> str | None:
        """Return the cell where a value should stand: under its heading or, where the name beside it slipped, slipped as far."""
        if key not in columns.windows:
            return None
        slip = 0
        if beside is not None and columns.at(beside.column) != "level3":
            slip = beside.column - columns.start("level3")
        return self.window.home(row, max(1, columns.start(key) + slip))

    def _subtotal(self, line: list[Spot], columns: Columns) -> None:
        """Keep the sums of a part of the table with the indicator above them, and what is said of spending."""
        if any(SPENDING in each.bare for each in line):
            self.spending = {columns.at(each.column) or "": each for each in line[1:]}
        prefix = f"{_POINTERS.get(self.role, '/' + self.role)}/{max(0, self._count - 1)}"
        self.further += [_kept(prefix, clean_text(line[0].text), each) for each in line[1:]]

    def _total_above(self, line: list[Spot], columns: Columns) -> None:
        """Read a closing row that was taken for the sum of a part."""
        cells = {each.address for each in line}
        self.further = [each for each in self.further if each.cell not in cells]
        self._total(line, columns)

    def _total(self, line: list[Spot], columns: Columns) -> None:
        """Read the closing row: under its columns or, where it slipped with the rest, as it is aligned with them."""
        values = list(takewhile(self._is_no_label, line[1:]))
        wanted = [each for each in self.layout.table.total_fields if each.column in columns.windows]
        meant = _named_sum(line[0], values, wanted, columns) or wanted
        placed = self._sums(values, [each for each in columns.slots if each.key in {total.column for total in meant}])
        apart = {key: spot for key, spot in placed.items() if spot[:2] != line[0][:2]}  # all but a sum in the cell of its name
        moved = {key: spot for key, spot in apart.items() if columns.at(spot.column) != key}
        if moved:
            self.slipped.append(moved)
        said = ((each, _BRACKETED.sub("", each.text, count=1).strip()) for each in values)
        self.further += (Field("/自评等级", "自评等级", grade, each.text, each.address) for each, grade in said if is_grade(grade))
        for total in wanted:
            spot = placed.get(total.column)
            where = spot.address if spot else self._blank(line[0].row, total.column, columns)
            read = read_field(total.field, total.label, total.type, spot.cell if spot else None, where, self.unit)
            self.fields.append(replace(read, notes=(*read.notes, "moved")) if total.column in moved else read)

    def _sums(self, values: Sequence[Spot], slots: Sequence[Slot]) -> dict[str, Spot]:
        """Return the cells of the closing row by column."""
        if not slots:
            return {}
        found = align(values, slots, lambda cell, slot: _SUM if is_number(values[cell]) else _NO_SUM)
        self.remarks += unsure_row(values, found, [self._label(each.key) for each in slots])
        return {slots[slot].key: spot for spot, slot in zip(values, found.slots, strict=True) if slot >= 0}

    def _is_no_label(self, spot: Spot) -> bool:
        """False for an optional label in the closing row, such as 自评等级: what follows it is no sum."""
        words = spot.key.partition(":")[0]
        return all(each.keys.isdisjoint((spot.key, spot.bare, words)) for each in self.layout.optional)


def _named_sum(first: Spot, values: Sequence[Spot], wanted: Sequence[TotalField], columns: Columns) -> list[TotalField]:
    """Return what a closing row names where its only number stands under no sum: 自评得分 | 92; in one cell with 总分 the last."""
    if len(values) != 1 or columns.at(values[0].column) in {each.column for each in wanted}:
        return []
    named = [each for each in wanted if not each.named.isdisjoint((first.key, first.bare))]
    return named or list(wanted[-1:] if values[0][:2] == first[:2] else ())


def _kept(prefix: str, title: str, spot: Spot) -> Field:
    return Field(f"{prefix}/{title}", title, clean_text(spot.text), spot.text, spot.address)
