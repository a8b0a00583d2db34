"""The upper part of a form: its labels, and the values that stand beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import Field, Remark
from xlperf.forms.layouts.layout import Label, Layout
from xlperf.forms.reading.fields import kept_pair, read_field
from xlperf.forms.reading.head_part.frame import edge_of
from xlperf.forms.reading.head_part.goal_labels import with_goal_labels, written_goals
from xlperf.forms.reading.head_part.headings import may_be_heading, side_headings
from xlperf.forms.reading.head_part.likely_labels import with_likely_labels
from xlperf.forms.reading.head_part.money.amount_unit import names_unit, printed_unit
from xlperf.forms.reading.head_part.money.part_places import part_place
from xlperf.forms.reading.head_part.one_cell import pairs_in, split_amounts, split_labels, value_in
from xlperf.forms.reading.head_part.rows_of_labels import rows_over_values
from xlperf.forms.reading.head_part.years_in_labels import with_years_meant
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.labels import Spot, Window, position_of
from xlperf.forms.reading.places.parts import LAST_COLUMN
from xlperf.forms.reading.places.regions import Region
from xlperf.forms.values.form_text import key_of, names_one_of
from xlperf.forms.values.money_unit import unit_alone, unit_line
from xlperf.intake.sheet import Cell

_UNIT = "/unit"
_BLANK = lazy_pattern(r"\s+")


@dataclass(slots=True)
class Head:
    """The upper part of a region while it is read.

    Attributes:
        layout: what the labels mean.
        window: the cells of the whole region.
        last_row: the last row above the indicator table.
        edge: the last column of the form's frame; remarks beside the form stand beyond it.
        unit: the unit of amounts printed in the form.
        places: where each label of the layout stands, in their order; None for one that does not.
        labels: every cell that is a label, by row and column.
        over_values: the rows of labels whose values stand below them, each with the row of these.
        sides: where labels of goals are headings at the side of other goals.
        absent: groups of labels that this bureau's form has not got, so that nobody is asked for them.
        remarks: what else was seen.
        taken: cells that were read and are no field by themselves.
        written: amounts in one cell with their label, by row and column.
        details: finer amounts (单位资金) under the bureau's own names, beside the fields that they went into.
    """

    layout: Layout
    window: Window
    last_row: int
    edge: int = LAST_COLUMN
    unit: str = "元"
    places: tuple[Spot | None, ...] = ()
    labels: Mapping[tuple[int, int], Spot] = field(default_factory=dict)
    over_values: Mapping[int, int] = field(default_factory=dict)
    sides: frozenset[tuple[int, int]] = frozenset()
    absent: frozenset[str] = frozenset()
    remarks: list[Remark] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    written: Mapping[tuple[int, int], Spot] = field(default_factory=dict)
    details: list[Field] = field(default_factory=list)

    @property
    def left(self) -> int:
        """The first column with a label, 0 without labels."""
        return min((column for _, column in self.labels), default=0)

    def spots(self, keys: Collection[str]) -> list[Spot]:
        """Return the labels with one of these keys, in reading order."""
        found = [spot for spot in self.window.with_keys(keys) if spot[:2] in self.labels]
        return sorted({spot[:2]: spot for spot in found}.values(), key=position_of) if len(found) > 1 else found

    def is_label(self, spot: Spot) -> bool:
        """Return True for a cell that is a label."""
        return spot[:2] in self.labels

    def not_missing(self, labels: Collection[str]) -> None:
        """Drop the remarks that some labels are missing: what they stand for was found without them."""
        self.remarks = [each for each in self.remarks if each.kind != "missing_label" or each.detail["label"] not in labels]

    def lines(self) -> Iterable[list[Spot]]:
        """Yield the rows of the head, the frame only."""
        for row in self.window.rows_up_to(self.last_row):
            yield [each for each in self.window.row(row) if each.column <= self.edge]


def head_of(region: Region, header: tuple[int, Columns] | None, last_row: int | None = None) -> Head:
    """Return the part of a region above its indicator table, its labels found.

    Args:
        header: row and columns of the table's header, None when it has none.
        last_row: of the part where it ends above a table without a header; by default that above the header.
    """
    layout = region.layout
    last_row = last_row or (header[0] - 1 if header else region.window.row_numbers[-1])
    window, joint = split_labels(region.window, layout, last_row)
    window = with_goal_labels(with_years_meant(window, layout, last_row), layout, last_row)
    window, written = split_amounts(window, layout, last_row)
    window = with_likely_labels(window, layout, last_row, written)
    head = Head(layout, window, last_row, written=written, taken={*joint})
    head.labels = {each[:2]: each for each in _labels(head)}
    head.over_values = rows_over_values(window, layout, last_row)
    head.sides = frozenset(side_headings(head))
    head.places = tuple(_place(head, label) for label in layout.labels)
    head.edge = edge_of(region, head, header)
    head.absent = _absent(head)
    # Labels in other words say a unit too, and so does 年度资金总额（万元）：480.
    head.unit, remarks = printed_unit(replace(region, window=window), head.last_row)
    head.remarks += remarks
    return head


def _absent(head: Head) -> frozenset[str]:
    """Return the groups of labels of which a form has none: its bureau's layout has not got them.

    A department's own layout, and that of one bureau, has what it lists.  Some money there must be.
    """
    layout = head.layout
    if layout.folder is not None or layout.of_bureau:
        return frozenset()
    present = {label.group for label, spot in zip(layout.labels, head.places, strict=True) if spot is not None}
    absent = {label.group for label in layout.labels if label.group} - present
    lacking = [label for label in layout.labels if label.group in absent and label.value == "right"]
    absent -= {label.group for label in lacking if in_one_cell(head, label) is not None}
    absent -= written_goals(head.window, layout, head.last_row)
    return frozenset(absent - {"annual"} if {"annual", "total"} <= absent else absent)


def in_one_cell(head: Head, label: Label) -> Field | None:
    """Read a value that stands in one cell with its label: 主管部门：云溪市教育局, or with nothing but a blank between."""
    for spot in head.window.spots_up_to(head.last_row):  # beyond the edge as well: such a row has no label to widen it
        rest = _behind(spot, label, head)
        if rest is not None:
            beside = None if rest else _value_behind(head, spot)
            cell, where = (beside.cell, beside.address) if beside else (Cell(rest, "text"), spot.address)
            return read_field(label.field, label.label, label.type, cell, where, head.unit)
    return None


def _value_behind(head: Head, spot: Spot) -> Spot | None:
    """Return the cell behind one that ends with a label: 项目名称：河堤巡护  项目性质： | 经常性项目."""
    beside = head.window.right_of(spot)
    if beside is None or head.is_label(beside) or unit_line(beside.key):  # 填报单位（盖章）： |  | 单位：元
        return None
    return None if pairs_in(beside, head.layout) else beside


def _behind(spot: Spot, label: Label, head: Head) -> str | None:
    """Return what stands behind a label in its own cell, None for any other cell; another label is no value."""
    if pairs := pairs_in(spot, head.layout):
        return value_in(pairs, label, head.layout)
    for blank in _BLANK.finditer("" if ":" in spot.key or not spot.key or label.below else spot.text):
        if names_one_of(spot.text[: blank.start()], label.keys):
            rest = spot.text[blank.end() :].strip()
            says = rest and key_of(rest) not in head.layout.label_keys and unit_alone(key_of(rest)) is None
            return rest if says else None
    return None


def missing_label(head: Head, label: str, index: int) -> Remark:
    """Return the remark on a label that is not there, at a neighbour that is."""
    printed = (at for at, each in enumerate(head.places) if each is not None and each.text)
    near = min(
        (each for each in printed if head.layout.labels[each].field),
        key=lambda each: abs(each - index),
        default=None,
    )
    spot = None if near is None else head.places[near]
    detail = {"label": label, "near": head.layout.labels[near].label if near is not None else head.layout.name}
    return Remark("missing_label", cell=spot.address if spot else "", detail=detail)


def _labels(head: Head) -> list[Spot]:
    """Return the cells of the head that are labels; a value that reads like a label is none."""
    known = head.layout.label_keys
    found = [
        spot
        for spot in head.window.spots_up_to(head.last_row)
        if spot.key in known or spot.bare in known
    ]
    found = [each for each in found if not names_unit(each, head.window.row(each.row), head.layout)]
    money = _finer_keys(head.layout)
    own = {each[:2]: label for each in found if each.bare in money and (label := _own_label(head, each)) is not None}
    unknown = [(own[each[:2]], each) for each in found if each[:2] in own and not own[each[:2]].is_one_of(known)]
    head.details += (kept_pair(*pair) for pair in unknown)
    head.taken.update(label.address for label, _ in unknown)
    return [each for each in found if each[:2] not in own and not _is_value(head, each, found)]


def _is_value(head: Head, spot: Spot, found: list[Spot]) -> bool:
    """True for a value that reads like a label: a project called 其他资金.

    It stands between the label of a text and another label (or the end of the row),
    and the form has more of such cells than the layout has labels for.
    """
    if spot.is_one_of(head.layout.other_keys):
        return False
    line = head.window.row(spot.row)
    index = line.index(spot)
    if index == 0 or {line[index - 1].key, line[index - 1].bare}.isdisjoint(head.layout.text_keys):
        return False
    if index + 1 < len(line) and {line[index + 1].key, line[index + 1].bare}.isdisjoint(head.layout.label_keys):
        return False
    label, times = head.layout.foreseen(spot.bare)
    return sum(head.layout.foreseen(each.bare)[0] == label for each in found) > times


@lru_cache(maxsize=64)
def _finer_keys(layout: Layout) -> frozenset[str]:
    return frozenset().union(*(each.keys for each in layout.details))


def _own_label(head: Head, spot: Spot) -> Spot | None:
    """Return the label of words of money before another pair: 资金类别 | 体育彩票公益金 | 年度 | 2022; None for a label."""
    line, keys = head.window.row(spot.row), head.layout.label_keys | head.layout.year_keys
    at = line.index(spot)
    if not 0 < at < len(line) - 2:
        return None
    left, _, label, value = line[at - 1 : at + 3]
    is_beside = left.right + 1 == spot.column and value.column == label.right + 1
    is_pair = label.is_one_of(keys) and not value.is_one_of(keys)
    return left if is_beside and is_pair and may_be_heading(head, left) else None


def _place(head: Head, label: Label) -> Spot | None:
    """Return where a label stands; of two with one text, the one under its own column head."""
    spots = head.spots(label.keys)
    if label.value == "below" and head.sides:
        spots = [each for each in spots if each[:2] not in head.sides]
    if label.below:
        return part_place(head, label, spots)
    if len(spots) > 1:
        exact = [each for each in spots if each.key in label.keys]
        spots = exact or spots
        spots = _in_own_word(label, spots) if label.field == _UNIT else spots
        if len(spots) > 1 and label.field:
            head.remarks.append(
                Remark("repeated_label", cell=spots[1].address, detail={"label": label.label, "first": spots[0].address})
            )
    return spots[0] if spots else None


def _in_own_word(label: Label, spots: list[Spot]) -> list[Spot]:
    """Return those of several labels of the unit that say it in its own word: of 单位名称 and 项目实施单位 the second."""
    own = key_of(label.label)
    named = [each for each in spots if each.bare == own] or [each for each in spots if own in each.bare]
    words = {each.bare for each in named}
    return named if named and all(each.bare not in words for each in spots if each not in named) else spots
