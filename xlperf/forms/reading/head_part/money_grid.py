"""The money table of a self-evaluation: rows with roles (total, fiscal money, carry-over, other) crossing columns of amounts.

The parts of a total may be indented below it or stand in its column; the table may lie on its side, with the roles in
its header.  Finer rows of a bureau's own (单位资金, 一般公共预算) go into the role that they belong to (``money_details.py``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlperf.forms.form import Field, Remark
from xlperf.forms.layouts.layout import Axis, Grid
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.head_part.amount_unit import unit_beside
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.head_part.money_details import Detail, labelled_details, with_details
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.amounts import parse_amount
from xlperf.forms.values.form_text import clean_line
from xlperf.intake.sheet import Cell

_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class _Lines:
    """Where the labels of a grid stand: its roles, and its columns; ``lies`` when the roles stand in the header."""

    roles: Mapping[str, Spot | None]
    columns: Mapping[str, Spot]
    lies: bool = False


def read_grid(head: Head, grid: Grid) -> list[Field]:
    """Return the fields of a money table, blank ones included."""
    lines = _lines(head, grid)
    _remark_missing(head, grid, lines)
    cells = {key: _cells(head, lines, spot) for key, spot in lines.roles.items() if spot}
    found = [
        _field(head, f"{grid.field}/{row.key}/{column.key}", f"{row.label}·{column.label}", column,
               (lines.roles[row.key], lines.columns.get(column.key)), cells.get(row.key, {}).get(column.key), lines)
        for row in grid.rows
        for column in grid.columns
    ]  # fmt: skip
    return with_details(
        found,
        _details(head, grid, lines),
        [[f"{grid.field}/{row.key}/{column.key}" for row in grid.rows] for column in grid.columns],
    )


def grid_labels(head: Head, grid: Grid) -> tuple[Mapping[str, Spot | None], Mapping[str, Spot]]:
    """Return where the labels of the roles stand, by key and None for one that does not, and the column labels that are there."""
    lines = _lines(head, grid)
    return lines.roles, lines.columns


def _lines(head: Head, grid: Grid) -> _Lines:
    header = _header(head, grid.columns, _FEWEST_COLUMNS)
    if not header:
        on_side = _lying(head, grid)
        if on_side is not None:
            return on_side
    top = min((each.row for spots in header.values() for each in spots), default=0)
    roles = {row.key: next((each for each in head.spots(row.keys) if each.row > top), None) for row in grid.rows}
    if header and not any(roles.values()):
        roles |= {grid.rows[0].key: _unnamed(head, header)}
    taken = [(each.column, each.right) for each in roles.values() if each]
    # 年度预算数（万元） over the names of the roles is their heading, and no column of amounts where another has that label.
    columns = {key: next((each for each in spots if not _overlaps(each, taken)), spots[0]) for key, spots in header.items()}
    return _Lines(roles, columns)


def _unnamed(head: Head, header: Mapping[str, Sequence[Spot]]) -> Spot | None:
    """Return the place of the name of the total where the amounts stand right below their headings, without any name."""
    first = min((each for spots in header.values() for each in spots), key=lambda each: each.column)
    below = head.window.row(max(each.bottom for spots in header.values() for each in spots) + 1)
    if first.column == 1 or not below or not any(each.cell.kind == "number" or parse_amount(each.text) for each in below):
        return None
    return Spot(below[0].row, first.column - 1, below[0].row, first.column - 1, Cell("", "text"), "", "", "")


def _overlaps(spot: Spot, extents: Sequence[tuple[int, int]]) -> bool:
    return any(spot.column <= right and left <= spot.right for left, right in extents)


def _header(head: Head, axes: Sequence[Axis], fewest: int) -> dict[str, list[Spot]]:
    """Return the first row that has the labels of enough axes, with the cells of each."""
    for line in head.lines():
        found: dict[str, list[Spot]] = {}
        for spot in line:
            axis = next((each for each in axes if spot.key in each.keys or spot.bare in each.keys), None)
            if axis is not None:
                found.setdefault(axis.key, []).append(spot)
        if len(found) >= fewest:
            return found
    return {}


def _lying(head: Head, grid: Grid) -> _Lines | None:
    """Return the labels of a grid that lies on its side: roles in one row, amounts below each other."""
    header = _header(head, grid.rows, _FEWEST_ROWS)
    if not header:
        return None
    top = min(each.row for spots in header.values() for each in spots)
    left = min(each.column for spots in header.values() for each in spots)
    found = {axis.key: [each for each in head.spots(axis.keys) if each.row > top and each.right < left] for axis in grid.columns}
    columns = {key: spots[0] for key, spots in found.items() if spots}
    if len(columns) < _FEWEST_ROWS:
        return None
    return _Lines({row.key: header.get(row.key, [None])[0] for row in grid.rows}, columns, lies=True)


def _details(head: Head, grid: Grid, lines: _Lines) -> list[Detail]:
    """Return the finer rows of the table, each with its amounts."""
    top = min((each.row for each in lines.columns.values()), default=0)
    found: list[Detail] = []
    roles = {row.key: row for row in grid.rows}
    for spot, detail in () if lines.lies else labelled_details(head):
        role = roles.get(detail.into)
        if role is None or spot.row <= top:
            continue
        cells = _cells(head, lines, spot)
        for column in grid.columns:
            if column.type == "amount" and column.key in lines.columns:
                places = (spot, lines.columns[column.key])
                amount = _field(head, "", detail.label, column, places, cells.get(column.key), lines)
                found.append(Detail(f"{grid.field}/{role.key}/{column.key}", amount, detail.within))
        head.details += _under_own_name(head, grid, lines, spot, cells)
        head.taken.update(each.address for each in cells.values())
    return found


def _under_own_name(head: Head, grid: Grid, lines: _Lines, spot: Spot, cells: Mapping[str, Spot]) -> list[Field]:
    """Return the amounts of a finer row under the bureau's own name for it."""
    title = clean_line(spot.text).rstrip(":：")
    return [
        _field(head, f"{grid.field}/{title}/{each.key}", f"{title}·{each.label}", each, (spot, lines.columns[each.key]),
               cells.get(each.key), lines)
        for each in grid.columns
        if each.key in lines.columns
    ]  # fmt: skip


def _cells(head: Head, lines: _Lines, label: Spot) -> dict[str, Spot]:
    """Return the cells of a role by column key."""
    if not lines.columns:
        return {}
    if lines.lies:
        return {
            key: each
            for key, spot in lines.columns.items()
            for each in head.window.row(spot.row)
            if each.column <= label.right and label.column <= each.right and not head.is_label(each)
        }
    line = [each for each in head.window.row(label.row) if each.column > label.right and each.column <= head.edge]
    shift = _shift(head, lines, label, line)
    columns = sorted((spot.column + shift, key) for key, spot in lines.columns.items())
    ends = [column for column, _ in columns[1:]] + [head.edge + shift + 1]
    found: dict[str, Spot] = {}
    for spot in line:
        for (start, key), end in zip(columns, ends, strict=True):
            if start <= spot.column < end:
                found.setdefault(key, spot)
    return found


def _shift(head: Head, lines: _Lines, label: Spot, line: Sequence[Spot]) -> int:
    """Return by how many columns a row without merged cells slipped left when it was pasted: with its label, 0 for most.

    A label left of the others is no slip where cells are merged, where the row fills the
    last column, or where it is that of the total and all its parts are indented below it.
    """
    labels = [each for each in lines.roles.values() if each]
    edge = max(each.column for each in labels)
    if label.column == edge or not line:
        return 0
    first = min(each.column for each in lines.columns.values())
    last = max(each.column for each in lines.columns.values())
    if any(each.right > each.column or each.bottom > each.row for each in (*labels, *line)):
        return 0
    if line[0].column < first:
        return label.column - edge
    indented = [each.column for each in labels if each != label]
    is_total = label == labels[0] and bool(indented) and min(indented) == edge
    return 0 if line[-1].column >= last or is_total else label.column - edge


def _field(
    head: Head, name: str, title: str, column: Axis, places: tuple[Spot | None, Spot | None], cell: Spot | None, lines: _Lines
) -> Field:
    role, top = places
    if role is None or top is None:
        return Field(name, title, None)
    if cell is None:
        row, across = (top.row, role.column) if lines.lies else (role.row, top.column)
        return Field(name, title, None, "", head.window.home(row, across))
    return read_field(name, title, column.type, cell.cell, cell.address, unit_beside(top) or unit_beside(role) or head.unit)


def _remark_missing(head: Head, grid: Grid, lines: _Lines) -> None:
    first = next(iter(lines.columns.values()), None)
    for row in grid.rows:
        if row.required and lines.roles[row.key] is None:
            detail = {"label": row.label, "near": grid.columns[0].label}
            head.remarks.append(Remark("missing_label", cell=first.address if first else "", detail=detail))
    label = next((each for each in lines.roles.values() if each), None)
    for column in grid.columns:
        if column.required and column.key not in lines.columns:
            detail = {"label": column.label, "near": grid.rows[0].label}
            head.remarks.append(Remark("missing_label", cell=label.address if label else "", detail=detail))
