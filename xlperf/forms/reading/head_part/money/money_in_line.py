"""The money of a self-evaluation without a table: 年初预算数 | 443 | 全年预算数 | 445 | 全年执行数 | 426 | 执行率 | 95.7%."""

from __future__ import annotations

from collections.abc import Iterator

from xlperf.forms.form import Field
from xlperf.forms.layouts.layout import Axis, Grid
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.head_part.money.amount_unit import unit_beside
from xlperf.forms.reading.head_part.money.amounts_said import amounts_said, names_said
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.amounts import is_blank_mark, parse_amount
from xlperf.intake.sheet import Cell

_FEWEST_AMOUNTS = 2


def read_pairs(head: Head, grid: Grid) -> list[Field]:
    """Return the amounts that stand right beside their labels, the fields of the whole table; empty without two of them.

    What names a part of the money behind an amount is that part of it: 全年预算数 | 445 | 其中：财政拨款 | 400.  So is what
    stands below the label of an amount: 预算数 | 15 | 执行数 | 10.5 over 其中：财政拨款 | 15 | 其中：财政拨款 | 10.5.
    """
    found: dict[tuple[str, str], Field] = {}
    above: dict[int, Axis] = {}
    for line in head.lines():
        column: Axis | None = None
        for label, value in _pairs(head, line):
            own = _named(grid.columns, label)
            if own:
                above[label.column] = own
            column = own or above.get(label.column) or column
            role = grid.rows[0] if own else _named(grid.rows[1:], label)
            if column is not None and role is not None and (own or column.type == "amount"):
                found.setdefault((role.key, column.key), _read(head, grid, role, column, label, value))
    amounts = [each for each in grid.columns if each.type == "amount" and (grid.rows[0].key, each.key) in found]
    if len(amounts) < _FEWEST_AMOUNTS:
        return []
    pairs = ((role, column) for role in grid.rows for column in grid.columns)
    return [found.get((role.key, column.key)) or _blank(grid, role, column) for role, column in pairs]


def _pairs(head: Head, line: list[Spot]) -> Iterator[tuple[Spot, Spot]]:
    """Yield the labels of a row with the number right beside each, and nothing more behind that but the next label.

    Or, of a cell that says several amounts, each with its name: 全年预算数500万元，全年执行数480万元.
    """
    for index, spot in enumerate(line[:-1]):
        value, behind = line[index + 1], line[index + 2 : index + 3]
        is_pair = head.is_label(spot) and _is_number(value) and value.column == spot.right + 1
        if is_pair and not any(map(_is_number, behind)):
            yield spot, value
    for spot in line:
        for name, amount in amounts_said(spot.text):
            key, bare = names_said(name)
            yield spot._replace(key=key, bare=bare), spot._replace(cell=Cell(amount, "text"), text=amount)


def _is_number(spot: Spot) -> bool:
    return spot.cell.kind == "number" or is_blank_mark(spot.text) or parse_amount(spot.text.strip().rstrip("%％")) is not None


def _named(axes: tuple[Axis, ...], label: Spot) -> Axis | None:
    return next((each for each in axes if not each.keys.isdisjoint((label.key, label.bare))), None)


def _read(head: Head, grid: Grid, role: Axis, column: Axis, label: Spot, value: Spot) -> Field:
    blank = _blank(grid, role, column)
    return read_field(blank.name, blank.label, column.type, value.cell, value.address, unit_beside(label) or head.unit)


def _blank(grid: Grid, role: Axis, column: Axis) -> Field:
    return Field(f"{grid.field}/{role.key}/{column.key}", f"{role.label}·{column.label}", None)
