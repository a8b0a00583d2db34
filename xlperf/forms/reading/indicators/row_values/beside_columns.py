"""What stands in a row under headings that are the bureau's own, and under a second column of targets: those of the whole term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xlperf.forms.form import Field, Remark
from xlperf.forms.layouts.layout import EARLIER, PARTS, TERM, Axis
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.indicators.levels import Level
from xlperf.forms.reading.indicators.periods.roles import pointer_of, role_of
from xlperf.forms.reading.indicators.row_values.row_cells import RowCells, as_typed
from xlperf.forms.reading.indicators.rows import is_number
from xlperf.forms.reading.indicators.signatures import Signers, begins_foot
from xlperf.forms.reading.indicators.split_target import composed
from xlperf.forms.reading.indicators.table_columns import Columns, names_place
from xlperf.forms.reading.labels import Spot
from xlperf.forms.reading.line_remarks import own_columns
from xlperf.forms.values.amounts import is_blank_mark
from xlperf.forms.values.form_text import COLON, clean_line, clean_text, key_of
from xlperf.forms.values.target import is_phrase

Levels = tuple[Level | None, ...]


def kept_cell(prefix: str, title: str, spot: Spot) -> Field:
    """Return a cell that no rule judges, as a field of its own."""
    return Field(f"{prefix}/{title}", title, clean_text(spot.text), spot.text, spot.address)


def kept_note(line: list[Spot], columns: Columns, signers: Signers) -> list[Field] | None:
    """Return what is said by a note or a signature among the indicators, under the word that it begins with.

    So is a text beside a label left of all levels (自评结论 | 总体良好 above the sums).  None for what is to be told: it
    begins with no such word, or was written over the level of an indicator.
    """
    first, *others = line
    is_indicator = {"level3", "target"} <= {columns.at(each.column) for each in others} and not signers.sign(line)
    is_note = not others and COLON.search(first.text) is not None and not signers.sign(line)  # 注：另行申报 is told
    if not is_indicator and len(others) == 1 and _is_label(first, others[0], columns):
        return [kept_cell("", clean_line(first.text), others[0])]
    if is_indicator or is_note or not begins_foot(first.key, signers.footers):
        return None
    word, *behind = COLON.split(first.text, maxsplit=1)
    says = [*([first] if "".join(behind).strip() else []), *others]
    return [kept_cell("", clean_line(word), each) for each in says]


def _is_label(first: Spot, says: Spot, columns: Columns) -> bool:
    """True for a label left of all levels with a text that spans them, which neither a level's nor an indicator's name does."""
    names = columns.windows.get("level3")
    is_across = names is not None and says.column < names[0] and says.right > names[1]
    is_left = first.right < columns.left
    return is_left and is_across and not is_number(says) and not is_phrase(says.text)


@dataclass(slots=True)
class BesideColumns:
    """Keeps what the columns hold that no field knows.

    Attributes:
        cells: reads the values of the table.
        is_annual: it is the block of the year, beside whose targets those of the whole term may stand.
        own: what stands under headings that no field knows, by these; ``lacking`` the columns that have no heading.
    """

    cells: RowCells
    is_annual: bool
    own: dict[str, list[Field]] = field(default_factory=dict)
    lacking: Sequence[Axis] = ()
    _terms: int = 0

    def kept(
        self, prefix: str, line: list[Spot], placed: Mapping[str, Spot], levels: Levels, columns: Columns
    ) -> Iterator[Field]:
        """Yield what stands in a row under no heading that was asked for; ``placed`` are the cells that were."""
        table = self.cells.layout.table
        taken = {spot[:2] for spot in placed.values()}
        is_apart = "target" not in columns.windows and len(columns.others) > 1  # the sign of each town's target
        apart = ["operator", "measure"] if is_apart else ["measure"]
        for key in apart:
            part = placed.get(key)
            if part is not None and part.address not in self.cells.parts:
                yield kept_cell(prefix, self.cells.labels.get(key, key), part)
        for spot in line:
            if columns.at(spot.column) != "" or spot[:2] in taken:
                continue
            title = columns.title(spot.column)
            if self.is_annual and role_of(key_of(title), table.roles) == TERM and _names_target(spot, columns):
                yield from self._term(spot, title, placed, levels, columns)
                continue
            found = kept_cell(prefix, title, spot)
            yield found
            may_be_points = is_number(spot) and _lacks_points(columns, table.columns)  # 分数 | 分数, 标准 | 得分
            is_told = self._is_unknown(key_of(title), columns) or may_be_points
            if is_told and spot.key not in self.cells.vocabulary.level1:
                self.own.setdefault(title, []).append(found)
                self.lacking = [each for each in table.values if each.key not in columns.windows]

    def aside(self, line: list[Spot], levels: Levels, columns: Columns) -> Iterator[Field]:
        """Yield what stands under headings of remarks in a row without an indicator: why it has none (本项目不涉及)."""
        level = next((each.name for each in reversed(levels) if each is not None), "")
        for spot in line:
            if columns.at(spot.column) in ("", "deviation_note") and not is_blank_mark(spot.text):
                title = columns.title(spot.column) or self.cells.labels.get(columns.at(spot.column) or "", "")
                yield kept_cell("", "·".join(filter(None, (level, title))), spot)

    def told(self) -> Iterator[Remark]:
        """Yield what is to be told of headings that nobody knows."""
        places = [title for title in self.own if names_place(title)]
        if len(places) > 1:  # a target for each of them
            cells = [each for title in places for each in self.own[title]]
            yield from own_columns({places[0]: cells}, self.lacking, among=len(places))
        for title in self.own:
            if len(places) < 2 or title not in places:
                yield from own_columns({title: self.own[title]}, () if self._is_second(key_of(title)) else self.lacking)

    def _is_second(self, key: str) -> bool:
        """True for a further heading of results or points beside that of their column: it stands for no other one."""
        return any(each.is_like(key) for each in self.cells.layout.table.columns if each not in self.lacking)

    def _is_unknown(self, key: str, columns: Columns) -> bool:
        """True for a heading that no layout knows: neither 评价标准 or 备注, nor one of an earlier year or of the rows' numbers.

        Nor a second one of signs: 指标方向性 | 正向指标 beside 指标性质 | ≥.
        """
        layout = self.cells.layout
        table = layout.table
        if not key or key.endswith(table.beside_names) or role_of(key, table.roles) == EARLIER:
            return False
        if any(each.type == "operator" and each.is_like(key) for each in table.columns):
            return "operator" not in columns.windows
        return key not in self.cells.vocabulary.row_numbers.union(table.further, layout.label_keys)

    def _term(self, spot: Spot, title: str, placed: Mapping[str, Spot], levels: Levels, columns: Columns) -> Iterator[Field]:
        """Yield an indicator of the whole term, whose target stands in a column of its own beside the year's."""
        prefix = f"{pointer_of(TERM)}/{self._terms}"
        self._terms += 1
        yield from self.cells.levels(prefix, spot.row, levels, columns)
        for axis in self.cells.layout.table.values:
            if axis.key == "target":
                parts = self._shared_parts(spot.row, placed, columns)
                text = composed(spot, parts, self.cells.vocabulary.natures).text if parts else ""
                cell = replace(spot.cell, value=text, kind="text") if parts else as_typed(spot.cell, axis)
                yield read_field(f"{prefix}/target", title, axis.type, cell, spot.address, self.cells.unit)
            elif axis.key == "level3":
                yield self.cells.value(f"{prefix}/level3", spot.row, axis, placed, columns)

    def _shared_parts(self, row: int, placed: Mapping[str, Spot], columns: Columns) -> dict[str, Spot]:
        """Return the sign and the unit that stand once for the targets of the year and of the term."""
        own = {key_of(each) for each in columns.titles}
        shared = {each.key for each in self.cells.layout.table.columns if each.type in PARTS and own.isdisjoint(each.keys)}
        return {key: each for key, each in self.cells.target_parts(row, placed, columns).items() if key in shared}


def _lacks_points(columns: Columns, axes: Sequence[Axis]) -> bool:
    return any(each.type == "number" and each.required and each.key not in columns.windows for each in axes)


def _names_target(spot: Spot, columns: Columns) -> bool:
    """True for a cell under a second column of targets: no other heading stands between it and the first, or it holds a target."""
    left, right = columns.windows.get("target", (0, 0))
    between = range(spot.right + 1, left) if spot.right < left else range(right + 1, spot.column)
    return (left > 0 and all(columns.at(each) is None for each in between)) or is_phrase(spot.text)
