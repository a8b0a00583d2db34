"""The money table of a self-evaluation: rows with roles (total, fiscal money, carry-over, other) crossing columns of amounts.

The parts of a total may be indented below it or stand in its column; the table may lie on its side, with the roles in
its header.  Finer rows of a bureau's own (单位资金, 一般公共预算) go into the role that they belong to (``money_details.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache, partial

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import Field, Remark
from xlperf.forms.layouts.layout import Axis, Grid, ValueType
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.head_part.money.amount_unit import unit_beside
from xlperf.forms.reading.head_part.money.amounts_said import says_amounts
from xlperf.forms.reading.head_part.money.finer_amounts import Detail, with_details, with_rates
from xlperf.forms.reading.head_part.money.grid_places import GridPlaces, grid_places, is_whole, keys_of
from xlperf.forms.reading.head_part.money.money_details import Part, inner_rows, is_inner, labelled_details, with_own_parts
from xlperf.forms.reading.head_part.money.money_in_line import read_pairs
from xlperf.forms.reading.head_part.money.money_lines import Heading, Money, MoneyLines, with_others
from xlperf.forms.reading.labels import Spot
from xlperf.forms.reading.line_remarks import own_columns
from xlperf.forms.values.amounts import parse_amount
from xlperf.forms.values.form_text import clean_line
from xlperf.forms.values.wordings import wording

_OF_AMOUNTS = lazy_pattern(wording("headings_of_amounts"))
_OF_OTHERS = lazy_pattern(wording("headings_of_others"))
_RATE = lazy_pattern(rf"(?:{wording('ends_of_other_headings')})$")
_LONGEST_CORNER = 4
_SURELY_PER_CENT, _AS_ROUNDED = 2, Decimal("0.006")
"""A rate of 2 and more is no share; a share may be rounded to two places."""


_Cells = Callable[[Spot], Mapping[str, Spot]]
_Rows = Mapping[tuple[int, int], Mapping[str, Spot]]
"""The cells of the rows, by the place of their label and the key of their heading."""


def read_grid(head: Head, grid: Grid) -> Money:
    """Return the amounts of a money table, blank ones included."""
    lines = grid_places(head, grid)
    if (not is_whole(grid, lines) or _alternates(head, grid, lines)) and (pairs := read_pairs(head, grid)):
        return Money(tuple(pairs))
    rows = _rows(head, grid, lines)
    labels = _labels(grid, lines)
    cells = {spot[:2]: rows.cells(spot, kind) for spot, kind in labels} if rows else {}
    found = [_field(head, grid, (row, column), lines, cells) for row in grid.rows for column in grid.columns]
    cells_of = partial(_across_rows, lines, cells) if lines.lies else rows.cells if rows else None
    finer = lru_cache(maxsize=None)(cells_of) if rows and cells_of else None  # it tells of what slipped once
    inner = _inner_rows(head, grid, lines, finer, found) if finer and not lines.lies else []
    details, more = _details(head, grid, lines, finer, inner) if finer else ([], [])
    own = [each for spot, _ in labels for each in rows.own(spot, cells[spot[:2]], grid.field)] if rows else []
    own += [each for spot in more for each in rows.own(spot, finer(spot), grid.field)] if rows and finer and not lines.lies else []
    noted = [rows.noted(each) for each in found] if rows else found
    sums = [[f"{grid.field}/{row.key}/{column.key}" for row in grid.rows] for column in grid.columns if column.type == "amount"]
    amounts = [each for each in details if any(each.into in names for names in sums)]
    return Money(
        tuple(_rates(grid, with_rates(grid, noted, details, with_own_parts(head, noted, with_details(noted, amounts, sums))))),
        tuple(each for _, each in own),
        frozenset(each[:2] for each in (*lines.columns.values(), *(heading for heading, _ in own), *_corners(head, lines))),
        (*_missing(head, grid, lines), *(rows.told() if rows else ()), *_unknown(head, grid, lines, own)),
    )


def _alternates(head: Head, grid: Grid, lines: GridPlaces) -> bool:
    """True for labels of amounts in a row, each with its number right beside it: 年初预算数 | 86.4 | 全年预算数 | 86.4."""
    spots = [lines.columns[each.key] for each in grid.columns if each.type == "amount" and each.key in lines.columns]
    beside = [head.window.right_of(each) for each in spots]
    is_row = len(spots) > 1 and len({each.row for each in spots}) == 1
    return is_row and all(each is not None and parse_amount(each.text) is not None for each in beside)


def _corners(head: Head, lines: GridPlaces) -> Iterator[Spot]:
    """Yield what stands in the header over the labels of the rows and says what they are: 项目, 资金来源."""
    roles = [each for each in lines.roles.values() if each]
    labels, headings = (list(lines.columns.values()), roles) if lines.lies else (roles, list(lines.columns.values()))
    for spot in head.window.row(headings[0].row) if labels and headings else ():
        is_over = any(map(spot.shares_columns, labels)) and spot.column < min(each.column for each in headings)
        if is_over and spot not in labels and 0 < len(spot.key) <= _LONGEST_CORNER:
            yield spot


def _rates(grid: Grid, fields: Sequence[Field]) -> list[Field]:
    """Return the fields of a table, a rate that was written as a share (0.98) in per cent: what was spent of the budget decides."""
    amounts = {each.name: each.value for each in fields if isinstance(each.value, Decimal)}
    kinds = {each.key: each.type for each in grid.columns}
    money = [key for key, kind in kinds.items() if kind == "amount"]

    def per_cent(field: Field) -> Field:
        role, _, column = field.name.rpartition("/")
        value = field.value
        if kinds[column] != "percent" or not isinstance(value, Decimal) or not 0 < value < _SURELY_PER_CENT:
            return field
        *budgets, spent = (amounts.get(f"{role}/{key}") for key in money)
        is_share = any(spent and each and abs(spent / each - value) < _AS_ROUNDED for each in budgets)
        return replace(field, value=value * 100) if is_share else field

    return [per_cent(each) for each in fields]


def _rows(head: Head, grid: Grid, lines: GridPlaces) -> MoneyLines | None:
    """Return the rows of the table: of roles below columns or, where it lies on its side, of columns below roles."""
    roles = {key: spot for key, spot in lines.roles.items() if spot}
    labels, headings = (lines.columns, roles) if lines.lies else (roles, lines.columns)
    if not labels or not headings:
        return None
    axes = {axis.key: axis for axis in grid.columns}
    known = [
        Heading(key, spot, None if lines.lies else axes[key].type, not lines.lies and axes[key].required)
        for key, spot in headings.items()
    ]
    known += (Heading(key, spot, axes[key].type) for key, spot in lines.across.items())
    finer = (each for each, _ in labelled_details(head) if each not in headings.values()) if lines.lies else ()
    known += (Heading(each.address, each, None) for each in finer if each.row == known[0].spot.row)
    return MoneyLines(head, tuple(labels.values()), with_others(head, known))


def _across_rows(lines: GridPlaces, cells: _Rows, heading: Spot) -> Mapping[str, Spot]:
    """Return the cells below a heading of a table that lies, by the keys of the labels of its rows."""
    below = ((key, cells[label[:2]].get(heading.address)) for key, label in lines.columns.items())
    return {key: spot for key, spot in below if spot is not None}


def _labels(grid: Grid, lines: GridPlaces) -> list[tuple[Spot, ValueType]]:
    """Return the labels of the rows, and what each row holds where its headings do not tell."""
    if lines.lies:
        return [(lines.columns[each.key], each.type) for each in grid.columns if each.key in lines.columns]
    return [(spot, "amount") for spot in lines.roles.values() if spot]


def _inner_rows(head: Head, grid: Grid, lines: GridPlaces, cells_of: _Cells, fields: Sequence[Field]) -> list[Spot]:
    """Return the labels of the rows that are parts of the part above them; the first column with a total decides."""
    columns = (each for each in grid.columns if each.type == "amount" and each.key in lines.columns)
    found = [_inner_of_column(head, grid, lines, cells_of, fields, each) for each in columns]
    return next((each for each in found if each is not None), [])


def _inner_of_column(
    head: Head, grid: Grid, lines: GridPlaces, cells_of: _Cells, fields: Sequence[Field], column: Axis
) -> list[Spot] | None:
    """Return the labels of the rows that are parts of the part above them by one column, None where it has no total."""
    values = {each.name: each.value for each in fields if isinstance(each.value, Decimal)}
    top, *parts = grid.rows
    total = values.get(f"{grid.field}/{top.key}/{column.key}")
    if total is None:
        return None

    def read(label: Spot) -> Field:
        return _amount("", "", column, cells_of(label).get(column.key), (label, lines.columns[column.key]), head)

    named = ((each, lines.roles[each.key], values.get(f"{grid.field}/{each.key}/{column.key}")) for each in parts)
    places = [Part(each.key, spot, each.keys, value, read) for each, spot, value in named if spot is not None]
    return [spot for spot, _ in inner_rows(head, total, places)]


def _details(
    head: Head, grid: Grid, lines: GridPlaces, cells_of: _Cells, inner: Sequence[Spot]
) -> tuple[list[Detail], list[Spot]]:
    """Return the amounts of the finer rows of the table, and the labels of these; those in ``inner`` are only kept."""
    top = min(each.row for each in lines.columns.values())
    heads = next((each.row for each in lines.roles.values() if each), 0)
    found, labels = list[Detail](), list[Spot]()
    roles = {row.key: row for row in grid.rows}
    goals = [spot.row for label, spot in zip(head.layout.labels, head.places, strict=True) if spot and label.value == "below"]
    for spot in inner:
        cells = cells_of(spot)
        head.details += _under_own_name(head, grid, lines, spot, cells)
        head.taken.update((spot.address, *(cells[key].address for key in lines.columns.keys() & cells.keys())))
    for spot, detail in labelled_details(head):
        role = roles.get(detail.into) if spot not in inner else None
        is_elsewhere = spot.row != heads if lines.lies else spot.row <= top or any(top < row < spot.row for row in goals)
        if role is None or is_elsewhere:
            continue  # 资金性质 | 一般公共预算 below the goals is no row of the table
        cells = cells_of(spot)
        is_within = is_inner(head, spot, [each for each in (lines.roles[grid.rows[0].key],) if each])
        for column in grid.columns:
            if column.key in lines.columns:
                amount = _amount("", detail.label, column, cells.get(column.key), (spot, lines.columns[column.key]), head)
                found.append(Detail(f"{grid.field}/{role.key}/{column.key}", amount, detail, is_within))
        head.details += _under_own_name(head, grid, lines, spot, cells)
        head.taken.update(cells[key].address for key in lines.columns.keys() & cells.keys())
        labels.append(spot)
    return found, labels


def _under_own_name(head: Head, grid: Grid, lines: GridPlaces, spot: Spot, cells: Mapping[str, Spot]) -> list[Field]:
    """Return the amounts of a finer row under the bureau's own name for it."""
    title = clean_line(spot.text).rstrip(":：")
    known = ((each, lines.columns[each.key]) for each in grid.columns if each.key in lines.columns)
    return [
        _amount(f"{grid.field}/{title}/{each.key}", f"{title}·{each.label}", each, cells.get(each.key), (spot, top), head)
        for each, top in known
    ]


def _field(head: Head, grid: Grid, axes: tuple[Axis, Axis], lines: GridPlaces, cells: _Rows) -> Field:
    row, column = axes
    name, title = f"{grid.field}/{row.key}/{column.key}", f"{row.label}·{column.label}"
    if column.key in lines.across:
        return _across(head, name, title, column, lines, cells) if row is grid.rows[0] else Field(name, title, None)
    role, top = lines.roles[row.key], lines.columns.get(column.key)
    if role is None or top is None:
        return Field(name, title, None)
    if lines.lies:
        return _amount(name, title, column, cells[top[:2]].get(row.key), (top, role), head)
    return _amount(name, title, column, cells[role[:2]].get(column.key), (role, top), head)


def _across(head: Head, name: str, title: str, column: Axis, lines: GridPlaces, cells: _Rows) -> Field:
    """Read the one value below a heading of the total in a table that lies."""
    labels = list(lines.columns.values())
    label = next((each for each in labels if column.key in cells[each[:2]]), labels[0])
    return _amount(name, title, column, cells[label[:2]].get(column.key), (label, lines.across[column.key]), head)


def _amount(name: str, title: str, column: Axis, cell: Spot | None, places: tuple[Spot, Spot], head: Head) -> Field:
    """Read an amount, or say where it should stand: in the row of the first of two labels, in the column of the second."""
    row, across = places
    if cell is None:
        at = across.right if across.column <= row.right else across.column
        return Field(name, title, None, "", head.window.home(row.row, at))
    return read_field(name, title, column.type, cell.cell, cell.address, unit_beside(across) or unit_beside(row) or head.unit)


def _unknown(head: Head, grid: Grid, lines: GridPlaces, own: Sequence[tuple[Spot, Field]]) -> Iterator[Remark]:
    """Yield remarks on what stands under headings that no column has; a column without a heading may be meant."""
    columns: dict[str, list[Field]] = {}
    loose = frozenset().union(*(each.otherwise for each in grid.columns if each.key in lines.columns))
    for top, each in own:
        if head.layout.label_keys.isdisjoint(keys_of(top)):  # 备注
            columns.setdefault(clean_line(top.text), []).append(each)
    known = {clean_line(top.text) for top, _ in own if not loose.isdisjoint(keys_of(top))}  # 到位数 beside 预算数 is no 年初预算数
    lacking = [each for each in grid.columns if each.key not in lines.columns]
    for title, fields in columns.items():
        meant = [each for each in lacking if each.type == "amount" or not _OF_AMOUNTS.search(title)]  # 年末结余 is no 分值
        meant = [] if _OF_OTHERS.match(title) else meant  # 1-6月执行数
        meant = [each for each in meant if each.type == "percent" or not _RATE.search(title)]  # 到位率 is no 年初预算数
        yield from own_columns({title: fields}, () if title in known else meant, "money")


def _missing(head: Head, grid: Grid, lines: GridPlaces) -> Iterator[Remark]:
    """Yield remarks on the labels that a table must have and has not got; where one cell says all money, that is told alone."""
    first = next(iter(lines.columns.values()), None)
    if first is None and any(says_amounts(each.text) for line in head.lines() for each in line):
        return
    for row in grid.rows:
        if row.required and lines.roles[row.key] is None:
            detail = {"label": row.label, "near": grid.columns[0].label}
            yield Remark("missing_label", cell=first.address if first else "", detail=detail)
    label = next((each for each in lines.roles.values() if each), None)
    for column in grid.columns:
        if column.required and (column.key not in lines.columns or not lines.columns[column.key].text):
            detail = {"label": column.label, "near": grid.rows[0].label}
            yield Remark("missing_label", cell=label.address if label else "", detail=detail)
