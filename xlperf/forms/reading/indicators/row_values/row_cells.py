"""One value of one indicator: the cell it is read from, what is put together for it, and where a missing one should stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import Field
from xlperf.forms.layouts.layout import LEVELS, PARTS, Axis, Layout
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.indicators.levels import Level
from xlperf.forms.reading.indicators.split_target import composed
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.values.display import number_behind, sheet_text
from xlperf.forms.values.form_text import clean_text
from xlperf.intake.sheet import Cell

# No formula has a bracket or words right behind a number, and 1:7 would be seven whole rows.
_EQUALS = lazy_pattern(
    r"=\s*\d+(?:\.\d+)?\s*"
    r"(?:%|[(（][^!]*[)）][\u4e00-\u9fff]*|(?!E\d)[A-Za-z‰℃°㎡㎥\u4e00-\u9fff][^+*!$:=-]*|:\s*\d+(?:\.\d+)?)?"
)


def longer(above: Field, spot: Spot) -> Field:
    """Return a text with what stands below it in a cell of its own as one."""
    more = clean_text(spot.text)
    whole = f"{above.value}\n{more}" if above.value else more
    raw = "\n".join(filter(None, (above.raw, spot.text)))
    return replace(above, value=whole, raw=raw, cell=above.cell if above.value else spot.address)


def as_typed(cell: Cell, axis: Axis) -> Cell:
    """Return a cell as its text where somebody typed =100% and meant what it says."""
    is_target = cell.kind == "uncached" and axis.type == "target" and _EQUALS.fullmatch(str(cell.value))
    return replace(cell, kind="text", formula=False) if is_target else cell


@dataclass(frozen=True, slots=True)
class RowCells:
    """Reads the values of the rows of one table.

    Attributes:
        window, layout, vocabulary, unit: of the table.
        headers: first and last rows of the headers that were passed, which grow while the table is read.
        parts: cells whose text went into a target, gathered here.
    """

    window: Window
    layout: Layout
    vocabulary: Vocabulary
    unit: str
    headers: Sequence[tuple[int, int]]
    parts: set[str]
    labels: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "labels", {axis.key: axis.label for axis in self.layout.table.columns})

    def levels(
        self, prefix: str, row: int, levels: tuple[Level | None, ...], columns: Columns, is_beside: bool = False
    ) -> Iterator[Field]:
        """Yield the levels that govern a row, blank ones where none does; below levels side by side there may be no second."""
        for column, level in zip(LEVELS, levels, strict=True):
            if is_beside and level is None and column not in columns.windows:
                continue
            name = f"{prefix}/{column}"
            if level:
                yield level.field(name)
            else:
                yield Field(name, self.labels.get(column, column), None, "", self.blank(row, column, columns))

    def value(self, name: str, row: int, axis: Axis, placed: Mapping[str, Spot], columns: Columns) -> Field:
        """Return a value of a row, a blank one where none stands there."""
        spot = placed.get(axis.key) or (self._shared(row, axis.key, columns) if axis.shared else None)
        if spot is None:
            return Field(name, axis.label, None, "", self.blank(row, axis.key, columns, placed.get("level3")))
        is_parted = axis.key == "target" and not columns.windows.keys().isdisjoint(PARTS)
        parts = self.target_parts(row, placed, columns) if is_parted else None
        if parts:
            whole = composed(spot, parts, self.vocabulary.natures)
            self.parts.update(each.address for each in whole.parts)
            cell = replace(spot.cell, value=whole.text, kind="text")
            target = read_field(name, axis.label, axis.type, cell, spot.address, self.unit)
            is_day = number_behind(spot.cell) is not None
            return replace(target, raw=sheet_text(spot.cell), notes=(*target.notes, "date_format")) if is_day else target
        found = read_field(name, axis.label, axis.type, as_typed(spot.cell, axis), spot.address, self.unit)
        return self._without_number(found) if axis.key == "level3" else found

    def _without_number(self, found: Field) -> Field:
        """Return the name of an indicator without the number that the bureau's form prints before it: 指标1：."""
        numbering = self.layout.table.numbering
        if numbering is None or not isinstance(found.value, str):
            return found
        name = numbering.sub("", found.value, count=1)
        return replace(found, value=name) if name and name != found.value else found

    def target_parts(self, row: int, placed: Mapping[str, Spot], columns: Columns) -> dict[str, Spot]:
        """Return the sign and the unit that stand in columns of their own, in this row or merged down to it."""
        found = {key: placed.get(key) or self._shared(row, key, columns) for key in PARTS}
        return {key: spot for key, spot in found.items() if spot is not None}

    def _shared(self, row: int, key: str, columns: Columns) -> Spot | None:
        """Return the cell of a merged area that covers this row too: one reason for several rows."""
        above = self.window.merged_spot(row, columns.start(key)) if key in columns.windows else None
        if above is None or above.row == row or any(first <= above.row <= last for first, last in self.headers):
            return None
        return None if key == "level3" and columns.at(above.column) != key else above  # a level merged over names is none

    def blank(self, row: int, key: str, columns: Columns, beside: Spot | None = None) -> str | None:
        """Return the cell where a value should stand: under its heading or, where the name beside it slipped, slipped as far."""
        if key not in columns.windows:
            return None
        slip = 0
        if beside is not None and columns.at(beside.column) != "level3":
            slip = beside.column - columns.start("level3")
        return self.window.home(row, max(1, columns.start(key) + slip))
