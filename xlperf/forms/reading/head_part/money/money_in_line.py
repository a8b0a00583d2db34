"""The money of a self-evaluation without a table: 年初预算数 | 443 | 全年预算数 | 445 | 全年执行数 | 426 | 执行率 | 95.7%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from xlperf.forms.form import Field
from xlperf.forms.layouts.layout import Axis, Grid, MoneyDetail
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.head_part.headings import is_short
from xlperf.forms.reading.head_part.money.amount_unit import unit_beside
from xlperf.forms.reading.head_part.money.amounts_said import amounts_said, names_said
from xlperf.forms.reading.head_part.money.finer_amounts import Detail, with_details, with_rates
from xlperf.forms.reading.head_part.money.money_details import with_own_parts
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.amounts import is_blank_mark, parse_amount, read_number
from xlperf.forms.values.form_text import clean_line
from xlperf.intake.sheet import Cell

_FEWEST_AMOUNTS = 2
_CARRYOVER = "carryover"


def read_pairs(head: Head, grid: Grid) -> list[Field]:
    """Return the amounts that stand right beside their labels, the fields of the whole table; empty without two of them.

    What names a part of the money behind an amount, below its label or before those of its row is that part of it:
    全年预算数 | 445 | 其中：财政拨款 | 400, or 其中：财政拨款 | 预算数 | 400.  What is no column is kept by its name: 结余 | 10.
    """
    read = _Pairs(head, grid, [each for line in head.lines() for each, _ in _pairs(head, grid, line)])
    for line in head.lines():
        read.take(line)
    total = f"{grid.field}/{grid.rows[0].key}"
    amounts = [each for each in grid.columns if each.type == "amount" and f"{total}/{each.key}" in read.found]
    if len(amounts) < _FEWEST_AMOUNTS:
        return []
    head.details += read.others
    head.taken.update(read.named)
    pairs = [_blank(grid, role, column) for role in grid.rows for column in grid.columns]
    fields = [read.found.get(each.name, each) for each in pairs]
    sums = [[f"{grid.field}/{row.key}/{column.key}" for row in grid.rows] for column in amounts]
    details = [each for each in read.details if any(each.into in names for names in sums)]
    return with_rates(grid, fields, read.details, with_own_parts(head, fields, with_details(fields, details, sums)))


@dataclass(slots=True)
class _Pairs:
    """Gathers the amounts beside their labels: those of the table, finer ones, and what is kept under the form's own words."""

    head: Head
    grid: Grid
    labels: Sequence[Spot]
    found: dict[str, Field] = field(default_factory=dict)
    details: list[Detail] = field(default_factory=list)
    others: list[Field] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    above: dict[int, tuple[Axis | None, str]] = field(default_factory=dict)

    def take(self, line: Sequence[Spot]) -> None:
        """Read the pairs of a row."""
        column, behind = None, ""
        of_line = self._part(line[0]) if line and len(line) > 1 and self._column(line[1]) else None
        for label, value in _pairs(self.head, self.grid, line):
            own = self._column(label)
            part = of_line if own else None if self._is_left_over(column, label) else self._part(label)
            self.named.append(label.address)
            if own or part is None:
                column, behind = own, clean_line(label.text).rstrip(":：")
                self.above[label.column] = column, behind
            under, title = self.above.get(label.column, (column, behind)) if part and not own else (own, "")
            role = part or (self.grid.rows[0] if own else None)
            if under is not None and role is not None and (own or under.type == "amount"):
                self._keep(role, under, label, value, title)
            elif own is None and (part is None or title):
                self.others.append(_under_own_name(self.head, self.grid, label, value, title))

    def _keep(self, role: Axis | MoneyDetail, column: Axis, label: Spot, value: Spot, title: str) -> None:
        """Read an amount of the table, or a finer one that belongs to a part of it."""
        if isinstance(role, Axis):
            read = _read(self.head, _blank(self.grid, role, column), column, label, value)
            self.found.setdefault(read.name, read)
            return
        into = next((each for each in self.grid.rows if each.key == role.into), self.grid.rows[0])
        amount = _read(self.head, _blank(self.grid, into, column), column, label, value)
        self.others.append(_under_own_name(self.head, self.grid, label, value, title))
        self.details.append(Detail(amount.name, amount, role))

    def _column(self, label: Spot) -> Axis | None:
        """Return the column that a label is of, or that it is of where no other label of the form is: 实际到位资金."""
        columns = self.grid.columns
        loose = (each for each in columns if label.is_one_of(each.otherwise))
        free = (each for each in loose if not any(one.is_one_of(each.keys) for one in self.labels))
        return _named(columns, label) or next(free, None)

    def _is_left_over(self, column: Axis | None, label: Spot) -> bool:
        """True for 结转结余 behind what was spent: it is what is left of that, and no part of it."""
        left = (each for each in self.grid.rows if each.key == _CARRYOVER)
        last = [each for each in self.grid.columns if each.type == "amount"][-1]
        return column is last and any(label.is_one_of(each.keys) for each in left)

    def _part(self, label: Spot) -> Axis | MoneyDetail | None:
        details = (each for each in self.head.layout.details if label.is_one_of(each.keys))
        return _named(self.grid.rows[1:], label) or next(details, None)


def _under_own_name(head: Head, grid: Grid, label: Spot, value: Spot, column: str) -> Field:
    """Return an amount that is none of the table's under the form's words for it: 到位数, 到位数·其中：财政资金."""
    title = "·".join(each for each in (column, clean_line(label.text).rstrip(":：")) if each)
    unit = unit_beside(label) or head.unit
    return read_field(f"{grid.field}/{title}", title, "amount", value.cell, value.address, unit)


def _pairs(head: Head, grid: Grid, line: Sequence[Spot]) -> Iterator[tuple[Spot, Spot]]:
    """Yield the labels of a row with the number right beside each, and nothing more behind that but the next label.

    Or, of a cell that says several amounts, each with its name: 全年预算数500万元，全年执行数480万元.
    """
    loose = frozenset().union(*(each.otherwise for each in grid.columns if each.type == "amount"))
    beside = [
        (spot, value)
        for spot, value, behind in zip_longest(line, line[1:], line[2:])
        if value is not None and value.column == spot.right + 1 and _is_number(value) and not (behind and _is_number(behind))
    ]
    known = [pair for pair in beside if head.is_label(pair[0]) or pair[0].is_one_of(loose)]
    yield from beside if len(known) >= _FEWEST_AMOUNTS and all(is_short(each.named(each.bare)) for each, _ in beside) else known
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


def _read(head: Head, blank: Field, column: Axis, label: Spot, value: Spot) -> Field:
    return read_field(blank.name, blank.label, column.type, value.cell, value.address, unit_beside(label) or head.unit)


def _blank(grid: Grid, role: Axis, column: Axis) -> Field:
    return Field(f"{grid.field}/{role.key}/{column.key}", f"{role.label}·{column.label}", None)
