"""Where the labels of the money table of a self-evaluation stand, upright or lying on its side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import Axis, Grid
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.labels import Spot, blank_spot
from xlperf.forms.values.amounts import is_blank_mark, parse_amount
from xlperf.forms.values.form_text import key_of
from xlperf.forms.values.wordings import wording

_FEWEST_COLUMNS, _FEWEST_AMOUNTS = 3, 2
_FEWEST_ROWS = 2
_OF_CHANGE = lazy_pattern(wording("headings_of_changes"))
"""What is the changed budget where it stands alone, and the change beside that: 调整预算数 | 调整后预算数."""


@dataclass(frozen=True, slots=True)
class GridPlaces:
    """Where the labels of a grid stand: its roles, and its columns; ``lies`` when the roles stand in the header."""

    roles: Mapping[str, Spot | None]
    columns: Mapping[str, Spot]
    lies: bool = False
    across: Mapping[str, Spot] = field(default_factory=dict)
    """Headings behind the roles of a table that lies, over one value of the total: 合计 | 财政拨款 | 其他资金 | 执行率 | 分值."""


def grid_places(head: Head, grid: Grid) -> GridPlaces:
    """Return where the labels of rows and columns stand."""
    header = _header(head, grid.columns, _FEWEST_COLUMNS)
    if not header:
        on_side = _lying(head, grid)
        if on_side is not None:
            return on_side
    top = max((each.row for spots in header.values() for each in spots), default=0)
    roles = {row.key: next((each for each in head.spots(row.keys) if each.row > top), None) for row in grid.rows}
    if header and roles[grid.rows[0].key] is None:
        roles |= {grid.rows[0].key: _total_above(head, roles, header) or (None if any(roles.values()) else _unnamed(head, header))}
    taken = [each for each in roles.values() if each]
    # 年度预算数（万元） over the names of the roles is their heading, and no column of amounts where another has that label.
    clear = {key: [each for each in spots if not any(map(each.shares_columns, taken))] for key, spots in header.items()}
    left = min((each.column for each in taken), default=0)
    first = min((each.row for spots in header.values() for each in spots), default=0)
    line = next((_with_row_below(head, grid.columns, each) for each in head.lines() if each and each[0].row == first), [])
    free = [each for each in line if each.column > left and not any(map(each.shares_columns, taken))]
    columns = _columns(grid, {key: spots for key, spots in clear.items() if spots}, free)
    columns |= _without_heading(head, grid, taken, columns, [each for each in line if each.column > left])
    over = {key: spots for key, spots in header.items() if key not in columns}
    return GridPlaces(roles, columns | _columns(grid, over, ()))


def _without_heading(
    head: Head, grid: Grid, roles: Sequence[Spot], columns: Mapping[str, Spot], line: Sequence[Spot]
) -> dict[str, Spot]:
    """Return the places of headings that were blanked: amounts under none, between the neighbours of one label."""
    keys = [each.key for each in grid.columns]
    cells = [each for role in roles for each in head.window.row(role.row) if role.right < each.column <= head.edge]
    bare = [each for each in cells if not any(map(each.shares_columns, line))] if line and len(columns) < len(keys) else []
    amounts = {each.column: each for each in bare if parse_amount(each.text) is not None}
    found: dict[str, Spot] = {}
    for before, key, after in zip(["", *keys], keys, [*keys[1:], ""], strict=False):
        if key in columns or before not in columns or (after and after not in columns):
            continue
        end = columns[after].column if after else head.edge + 1
        places = [each for column, each in amounts.items() if columns[before].right < column < end]
        if len(places) == 1:
            found[key] = blank_spot(line[0].row, places[0].column, line[0].bottom, places[0].right)
    return found


def _columns(grid: Grid, found: Mapping[str, Sequence[Spot]], free: Sequence[Spot]) -> dict[str, Spot]:
    """Return the label of each column; what may be another's is that of one that has none: 预算数 | 调整预算数.

    Args:
        found: the cells with a label of each column.
        free: the cells among which the labels stand.
    """
    lacking = [axis for axis in grid.columns if axis.otherwise and axis.key not in found]
    loose = frozenset().union(*(each.otherwise for each in grid.columns))
    columns: dict[str, Spot] = {}
    for axis in grid.columns:
        spots = found.get(axis.key, ())
        alike = (each for each in free if lacking and axis.is_like(each.bare))
        own = [each for each in (*spots, *alike) if loose.isdisjoint(keys_of(each))]
        best = next((each for each in own if not _OF_CHANGE.fullmatch(each.bare)), next(iter(own), None))
        named = next((each for each in spots if key_of(axis.label) in keys_of(each)), None)
        columns |= {axis.key: best or named or spots[0]} if spots else {}
    for axis in lacking:
        rest = [each for each in free if each not in columns.values() and not axis.otherwise.isdisjoint(keys_of(each))]
        if rest:
            columns[axis.key] = rest[0]
    return columns


def keys_of(spot: Spot) -> tuple[str, str]:
    """Return the two keys by which a cell may be a label."""
    return spot.key, spot.bare


def is_whole(grid: Grid, lines: GridPlaces) -> bool:
    """True where a table has a row of amounts and every column that it must have."""
    return any(lines.roles.values()) and all(each.key in lines.columns for each in grid.columns if each.required)


def _total_above(head: Head, roles: Mapping[str, Spot | None], header: Mapping[str, Sequence[Spot]]) -> Spot | None:
    """Return the label of the total in words that no layout knows: in the row of amounts right above its parts."""
    parts = sorted((each for each in roles.values() if each), key=lambda each: each.row)
    bottom = max(each.bottom for spots in header.values() for each in spots)
    line = head.window.row(parts[0].row - 1) if parts and parts[0].row - 1 > bottom else []
    at = [index for index, each in enumerate(line) if each.column <= parts[0].column and parse_amount(each.text) is None]
    return line[at[-1]] if at and any(parse_amount(each.text) is not None for each in line[at[-1] + 1 :]) else None


def _unnamed(head: Head, header: Mapping[str, Sequence[Spot]]) -> Spot | None:
    """Return the place of the name of the total where the amounts stand right below their headings, without any name."""
    first = min((each for spots in header.values() for each in spots), key=lambda each: each.column)
    below = head.window.row(max(each.bottom for spots in header.values() for each in spots) + 1)
    if first.column == 1 or not any(each.cell.kind == "number" or parse_amount(each.text) for each in below):
        return None
    return blank_spot(below[0].row, first.column - 1, below[0].row, first.column - 1)


def _header(head: Head, axes: Sequence[Axis], fewest: int) -> dict[str, list[Spot]]:
    """Return the first row that has the labels of enough axes, with the cells of each."""
    for row in head.lines():
        line = _with_row_below(head, axes, row)
        found: dict[str, list[Spot]] = {}
        for spot in line:
            axis = _named(axes, spot)
            if axis is not None:
                found.setdefault(axis.key, []).append(spot)
        lacking = [each for each in axes if each.otherwise and each.key not in found]
        rest = [each for each in line if not any(each in spots for spots in found.values())] if lacking and found else []
        also = sum(any(not axis.otherwise.isdisjoint(keys_of(each)) for each in rest) for axis in lacking)
        amounts = sum(each.type == "amount" for each in axes if each.key in found)
        if amounts and len(found) + also >= (fewest if amounts < _FEWEST_AMOUNTS else _FEWEST_AMOUNTS):
            return found
    return {}


def _with_row_below(head: Head, axes: Sequence[Axis], line: Sequence[Spot]) -> list[Spot]:
    """Return the headings of a row, those that stand over headings in the next row replaced by these.

    预算数 over 年初预算数 | 全年预算数, or over 年初 | 调整后, which says only together with it what is meant.
    """
    below = head.window.row(line[0].row + 1) if line and line[0].row < head.last_row else []
    tops = [next((top for top in reversed(line) if top.column <= each.column), None) for each in below]
    named = [_under(axes, each, top) for each, top in zip(below, tops, strict=True) if top is not None]
    finer = [each for each in named if each is not None]
    if len(finer) < _FEWEST_ROWS or len(finer) < len(below) or not any(_named(axes, each) for each in line if each not in tops):
        return list(line)
    return sorted((*(each for each in line if each not in tops), *finer), key=lambda each: each.column)


def _under(axes: Sequence[Axis], spot: Spot, top: Spot) -> Spot | None:
    """Return a heading below another one, with the key of both where it is none of a column by itself."""
    if _named(axes, spot) is not None:
        return spot
    both = spot.named(f"{spot.bare}{top.bare}")
    if spot.cell.kind == "text" and _named(axes, both) is not None:
        return both
    alike = next((each for each in axes if each.is_like(spot.bare)), None)
    return spot.named(alike.label) if alike is not None else None


def _named(axes: Sequence[Axis], spot: Spot) -> Axis | None:
    return next((each for each in axes if not each.keys.isdisjoint(keys_of(spot))), None)


def _lying(head: Head, grid: Grid) -> GridPlaces | None:
    """Return the labels of a grid that lies on its side: roles in one row, amounts below each other or in one row without a label.

    Labels of two columns in one row are headings of another table.
    """
    header = _header(head, grid.rows, _FEWEST_ROWS)
    if not header:
        return None
    top = min(each.row for spots in header.values() for each in spots)
    left = min(each.column for spots in header.values() for each in spots)
    found = {axis.key: [each for each in head.spots(axis.keys) if each.row > top and each.right <= left] for axis in grid.columns}
    below = [each for each in head.window.spots() if top < each.row <= head.last_row and each.right <= left]
    columns = _columns(grid, {key: spots for key, spots in found.items() if spots}, below)
    rows = Counter(each.row for each in columns.values())
    columns = {key: each for key, each in columns.items() if rows[each.row] == 1}
    line = head.window.row(top)
    across = {axis.key: each for axis in grid.columns for each in line if each.column > left and each.is_one_of(axis.keys)}
    if len(columns) < _FEWEST_ROWS:
        columns = _only_row(head, grid, line, across)
    across = {key: each for key, each in across.items() if key not in columns}
    return GridPlaces({row.key: header.get(row.key, [None])[0] for row in grid.rows}, columns, True, across) if columns else None


def _only_row(head: Head, grid: Grid, line: Sequence[Spot], across: Mapping[str, Spot]) -> dict[str, Spot]:
    """Return where the label of the only row of amounts would stand, the budget by source beside what was spent; else nothing.

    资金来源 | 中央 | 本级 | 其他 | 合计 | 执行数 | 执行率 over one number each.
    """
    amounts = [each.key for each in grid.columns if each.type == "amount" and each.key not in across]
    budget = next((each.key for each in reversed(grid.columns) if each.key in amounts), None)
    rows = head.window.rows_between(line[0].row + 1, head.last_row)
    below = head.window.row(rows[0]) if rows else []
    is_row = bool(below) and all(_is_amount(each) and any(map(each.shares_columns, line)) for each in below)
    if budget is None or len(amounts) == len([each for each in grid.columns if each.type == "amount"]) or not is_row:
        return {}
    column = min(each.column for each in line)
    return {budget: blank_spot(rows[0], column, rows[0], column)}


def _is_amount(spot: Spot) -> bool:
    return parse_amount(spot.text.strip().rstrip("%％")) is not None or is_blank_mark(spot.text)
