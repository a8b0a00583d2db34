"""The merged areas of a printed form, page by page.

A merged area never runs over a page's end: what it says is said again on the next
page, so that no reader turns back to see which level a row belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from xlperf.forms.templates.blank_tables import OF_TERM
from xlperf.summary.print.print_layout import SHARED, Line, shared_runs
from xlperf.summary.print.print_pattern import FormPattern, RowPattern, Slot
from xlperf.summary.print.print_rows import Row

_LEVELS = {
    prefix + name: tuple(prefix + each for each in above)
    for prefix in ("", OF_TERM)
    for name, above in (("level1", ("level1",)), ("level2", ("level1", "level2")))
}
"""Columns merged over neighbouring rows, with the columns that must agree."""

Rectangle = tuple[int, int, int, int]
"""First row, first column, last row, last column, 0-based."""


@dataclass(frozen=True, slots=True)
class Areas:
    """The merged areas of a form, and the cells of its table that lie under one (line, name of the slot)."""

    merged: tuple[Rectangle, ...]
    covered: frozenset[tuple[int, str]]


def areas_of(pattern: FormPattern, lines: Sequence[Line], row: int) -> Areas:
    """Return the areas of a form that begins in a row (0-based) of the sheet, by the pattern that it is printed on."""
    repeated = frozenset(_LEVELS if any(each.blank.repeats_levels for each in pattern.tables) else ())
    merged: list[Rectangle] = []
    covered: set[tuple[int, str]] = set()
    for page in _pages(lines):
        merged += _outside_table(lines, page, row)
        for body, table in _tables(lines, page):
            cells = {index: lines[offsets[0]].cells for index, offsets in table.items()}
            for slot in body.slots:
                for group in [[index] for index in cells] if slot.name in repeated else _groups(slot.name, cells):
                    first, last = table[group[0]][0], table[group[-1]][-1]
                    covered.update([(table[index][0], slot.name) for index in group[1:]])
                    if last > first or slot.area.right > slot.area.left:
                        merged.append((row + first, slot.area.left - 1, row + last, slot.area.right - 1))
    return Areas(tuple(merged), frozenset(covered))


def _pages(lines: Sequence[Line]) -> Iterator[range]:
    starts = [0, *(offset for offset, line in enumerate(lines) if line.opens), len(lines)]
    for first, after in pairwise(starts):
        yield range(first, after)


def _outside_table(lines: Sequence[Line], page: range, row: int) -> Iterator[Rectangle]:
    last_line = {lines[offset].row.number: offset for offset in page}
    for offset in page:
        line = lines[offset]
        if line.indicator >= 0 or line.part:
            continue
        for slot in line.row.slots:
            bottom = _bottom(slot, last_line, offset)
            if bottom > offset or slot.area.right > slot.area.left:
                yield row + offset, slot.area.left - 1, row + bottom, slot.area.right - 1


def _bottom(slot: Slot, last_line: Mapping[int, int], offset: int) -> int:
    """Return the last printed line, on this page, of the rows of the template that a slot covers."""
    if slot.area.bottom == slot.area.top:
        return last_line[slot.area.top]
    return max((line for number, line in last_line.items() if slot.area.top <= number <= slot.area.bottom), default=offset)


def _tables(lines: Sequence[Line], page: range) -> Iterator[tuple[RowPattern, dict[int, list[int]]]]:
    """Yield the tables of a page: the row of the template that they repeat, and the lines of each of their rows."""
    found: dict[int, tuple[RowPattern, dict[int, list[int]]]] = {}
    for offset in page:
        line = lines[offset]
        if line.indicator >= 0:
            found.setdefault(line.row.number, (line.row, {}))[1].setdefault(line.indicator, []).append(offset)
    yield from found.values()


def _groups(name: str, rows: Mapping[int, Row]) -> list[list[int]]:
    """Return which neighbouring indicators share a cell of a column."""
    indices = list(rows)
    if name == SHARED:
        return [[indices[at] for at in run] for run in shared_runs([*rows.values()])]
    agreeing = _LEVELS.get(name)
    if agreeing is None:
        return [[index] for index in indices]

    def names(index: int) -> tuple[object, ...]:
        found = tuple([rows[index][each].value if each in rows[index] else None for each in agreeing])
        return found if any(found) else (index,)  # rows that name no level have none in common

    return [list(group) for _, group in groupby(indices, key=names)]
