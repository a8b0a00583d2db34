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
from xlperf.forms.values.amounts import is_blank_mark, parse_amount, read_number
from xlperf.forms.values.form_text import clean_line
from xlperf.intake.sheet import Cell

_FEWEST_AMOUNTS = 2


def read_pairs(head: Head, grid: Grid) -> list[Field]:
    """Return the amounts that stand right beside their labels, the fields of the whole table; empty without two of them.

    What names a part of the money behind an amount or below its label is that part of it: 全年预算数 | 445 | 其中：财政拨款 | 400.
    What may be another column than the one that the form has is kept by its name: 到位数 | 445.
    """
    found: dict[tuple[str, str], Field] = {}
    others: list[tuple[Field, Spot]] = []
    above: dict[int, tuple[Axis | None, str]] = {}
    for line in head.lines():
        column: Axis | None = None
        for label, value in _pairs(head, grid, line):
            own = _named(grid.columns, label)
            column = own or column
            part = None if own else _named(grid.rows[1:], label)
            under, title = above.get(label.column, (column, "")) if part else (column, "")
            if part is None:
                above[label.column] = own, clean_line(label.text).rstrip(":：")
            role = grid.rows[0] if own else part
            if under is not None and role is not None and (own or under.type == "amount"):
                found.setdefault((role.key, under.key), _read(head, grid, role, under, label, value))
            elif own is None and (part is None or title):
                others.append((_under_own_name(head, grid, label, value, title), label))
    amounts = [each for each in grid.columns if each.type == "amount" and (grid.rows[0].key, each.key) in found]
    if len(amounts) < _FEWEST_AMOUNTS:
        return []
    head.details += (each for each, _ in others)
    head.taken.update(label.address for _, label in others)
    pairs = ((role, column) for role in grid.rows for column in grid.columns)
    return [found.get((role.key, column.key)) or _blank(grid, role, column) for role, column in pairs]


def _under_own_name(head: Head, grid: Grid, label: Spot, value: Spot, column: str) -> Field:
    """Return an amount that is none of the table's under the form's words for it: 到位数, 到位数·其中：财政资金."""
    title = "·".join(each for each in (column, clean_line(label.text).rstrip(":：")) if each)
    unit = unit_beside(label) or head.unit
    return read_field(f"{grid.field}/{title}", title, "amount", value.cell, value.address, unit)


def _pairs(head: Head, grid: Grid, line: list[Spot]) -> Iterator[tuple[Spot, Spot]]:
    """Yield the labels of a row with the number right beside each, and nothing more behind that but the next label.

    Or, of a cell that says several amounts, each with its name: 全年预算数500万元，全年执行数480万元.
    """
    loose = frozenset().union(*(each.otherwise for each in grid.columns if each.type == "amount"))
    for index, spot in enumerate(line[:-1]):
        value, behind = line[index + 1], line[index + 2 : index + 3]
        is_label = head.is_label(spot) or spot.is_one_of(loose)
        is_pair = is_label and _is_number(value) and value.column == spot.right + 1
        if is_pair and not any(map(_is_number, behind)):
            yield spot, value
    for spot in line:
        for name, amount in amounts_said(spot.text):
            key, bare = names_said(name)
            yield spot._replace(key=key, bare=bare), spot._replace(cell=Cell(amount, "text"), text=amount)


def _is_number(spot: Spot) -> bool:
    if spot.cell.kind == "number" or is_blank_mark(spot.text) or parse_amount(spot.text.strip().rstrip("%％")) is not None:
        return True
    return read_number(spot.cell).value is not None


def _named(axes: tuple[Axis, ...], label: Spot) -> Axis | None:
    return next((each for each in axes if label.is_one_of(each.keys)), None)


def _read(head: Head, grid: Grid, role: Axis, column: Axis, label: Spot, value: Spot) -> Field:
    blank = _blank(grid, role, column)
    return read_field(blank.name, blank.label, column.type, value.cell, value.address, unit_beside(label) or head.unit)


def _blank(grid: Grid, role: Axis, column: Axis) -> Field:
    return Field(f"{grid.field}/{role.key}/{column.key}", f"{role.label}·{column.label}", None)
