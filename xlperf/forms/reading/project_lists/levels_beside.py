"""Indicators of a table of many projects whose levels stand side by side: 三级指标 and 指标值 once below each level-1 name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from xlperf.forms.form import INDICATORS, Field, Remark
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.alignment import Slot, align
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.indicators.rows import kind_of, worth_in
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.line_remarks import slipped_rows
from xlperf.forms.reading.project_lists.list_header import Group, ListHeader

_PAIR = ("level3", "target")


class Beside(NamedTuple):
    """The fields of the indicators of a project, and remarks on cells that are read under other headings than their own."""

    fields: list[Field]
    remarks: list[Remark]


def of_indicators(line: Sequence[Spot], header: ListHeader) -> list[Spot]:
    """Return the cells of a row without those of the project's columns and of 序号."""
    taken = [extent for _, _, extent in header.fields]
    return [each for each in line if not (each.is_within(taken) or each.column in header.numbers)]


def indicators_beside(window: Window, rows: Sequence[int], header: ListHeader, unit: str, vocabulary: Vocabulary) -> Beside:
    """Return the indicators in the rows of a project, level by level; they have no second level."""
    slots = [Slot(f"{key}/{index}", *_extent(each, key)) for index, each in enumerate(header.groups) for key in _PAIR]
    placed = {row: _placed(of_indicators(window.row(row), header), slots, vocabulary) for row in rows}
    extents = {each.key: (each.left, each.right) for each in slots}
    moved = [{key: spot for key, spot in placed[row].items() if not spot.is_within([extents[key]])} for row in rows]
    titles = {axis.key: axis.label for axis in header.layout.table.columns}
    told = slipped_rows([each for each in moved if each], {key: titles[key.partition("/")[0]] for key in extents})
    return Beside(list(_fields(window, header, placed, unit, vocabulary)), list(told))


def _placed(cells: Sequence[Spot], slots: Sequence[Slot], words: Vocabulary) -> dict[str, Spot]:
    """Return the cells of a row by their slot: ``level3/0`` and ``target/0`` are those of the first level in the header.

    All levels want the same, so the nearest is meant: each column that a cell has moved counts.
    """
    if not cells:
        return {}
    keys, kinds = [each.key.partition("/")[0] for each in slots], [kind_of(each, words) for each in cells]

    def fit(cell: int, slot: int) -> int:
        return worth_in(keys[slot], kinds[cell]) - abs(cells[cell].column - slots[slot].left)

    found = align(cells, slots, fit)
    return {slots[slot].key: spot for spot, slot in zip(cells, found.slots, strict=True) if slot >= 0}


def _fields(
    window: Window, header: ListHeader, placed: Mapping[int, Mapping[str, Spot]], unit: str, vocabulary: Vocabulary
) -> Iterator[Field]:
    axes = {each.key: each for each in header.layout.table.columns}
    count = 0
    for index, group in enumerate(header.groups):
        for row, cells in placed.items():
            pair = {key: cells.get(f"{key}/{index}") for key in _PAIR}
            if not any(pair.values()):
                continue
            prefix = f"{INDICATORS}{count}"
            count += 1
            level = group.level1
            yield Field(f"{prefix}/level1", axes["level1"].label, vocabulary.level1[level.key], level.text, level.address)
            for key, spot in pair.items():
                where = spot.address if spot else window.home(row, _extent(group, key)[0])
                axis = axes[key]
                yield read_field(f"{prefix}/{key}", axis.label, axis.type, spot.cell if spot else None, where, unit)


def _extent(group: Group, key: str) -> tuple[int, int]:
    return group.name if key == _PAIR[0] else group.target
