"""The money table of a self-evaluation: one amount a row label and column label."""

from __future__ import annotations

from collections.abc import Mapping

from xlperf.forms.form import Field, Remark
from xlperf.forms.layouts.layout import Axis, Grid
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.head_part.amount_unit import unit_beside
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.labels import Spot

_FEWEST_COLUMNS = 3


def read_grid(head: Head, grid: Grid) -> list[Field]:
    """Return the fields of a money table, blank ones included."""
    rows, header = grid_labels(head, grid)
    _remark_missing(head, grid, rows, header)
    edge = max((each.column for each in rows.values() if each), default=0)
    found: list[Field] = []
    for row in grid.rows:
        cells = _cells(head, rows[row.key], header, edge)
        for column in grid.columns:
            found.append(_field(head, grid, row, column, rows[row.key], header.get(column.key), cells.get(column.key)))
    return found


def grid_labels(head: Head, grid: Grid) -> tuple[dict[str, Spot | None], dict[str, Spot]]:
    """Return where the row labels stand, by key and None for one that does not, and the column labels that are there."""
    header = _header(head, grid)
    top = min((each.row for each in header.values()), default=0)
    return {row.key: next((each for each in head.spots(row.keys) if each.row > top), None) for row in grid.rows}, header


def _header(head: Head, grid: Grid) -> dict[str, Spot]:
    """Return the row of column labels; of two cells with one label the first."""
    for line in head.lines():
        found: dict[str, Spot] = {}
        for spot in line:
            for column in grid.columns:
                if column.key not in found and (spot.key in column.keys or spot.bare in column.keys):
                    found[column.key] = spot
                    break
        if len(found) >= _FEWEST_COLUMNS:
            return found
    return {}


def _cells(head: Head, label: Spot | None, header: Mapping[str, Spot], edge: int) -> dict[str, Spot]:
    """Return the cells of a row by column key; a row whose label slipped left has slipped as a whole."""
    if label is None or not header:
        return {}
    shift = label.column - edge
    columns = sorted((spot.column + shift, key) for key, spot in header.items())
    ends = [column for column, _ in columns[1:]] + [head.edge + shift + 1]
    found: dict[str, Spot] = {}
    for spot in head.window.row(label.row):
        for (start, key), end in zip(columns, ends, strict=True):
            if start <= spot.column < end and spot.column > label.right:
                found.setdefault(key, spot)
    return found


def _field(head: Head, grid: Grid, row: Axis, column: Axis, label: Spot | None, top: Spot | None, cell: Spot | None) -> Field:
    name, title = f"{grid.field}/{row.key}/{column.key}", f"{row.label}·{column.label}"
    if label is None or top is None:
        return Field(name, title, None)
    if cell is None:
        return Field(name, title, None, "", head.window.home(label.row, top.column))
    return read_field(name, title, column.type, cell.cell, cell.address, unit_beside(top) or head.unit)


def _remark_missing(head: Head, grid: Grid, rows: Mapping[str, Spot | None], header: Mapping[str, Spot]) -> None:
    first = next(iter(header.values()), None)
    for row in grid.rows:
        if row.required and rows[row.key] is None:
            detail = {"label": row.label, "near": grid.columns[0].label}
            head.remarks.append(Remark("missing_label", cell=first.address if first else "", detail=detail))
    label = next((each for each in rows.values() if each), None)
    for column in grid.columns:
        if column.required and column.key not in header:
            detail = {"label": column.label, "near": grid.rows[0].label}
            head.remarks.append(Remark("missing_label", cell=label.address if label else "", detail=detail))
