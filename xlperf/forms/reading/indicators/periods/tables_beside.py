"""Tables side by side below one row of headings: 中期目标 | 年度目标, which may share the columns of levels."""

from __future__ import annotations

from xlperf.forms.layouts.layout import LEVELS, Layout
from xlperf.forms.reading.indicators.periods.block import Block, role_named, role_of_indicators, role_of_targets
from xlperf.forms.reading.indicators.periods.targets_meant import grouped, names_target
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.indicators.table_heading import columns_at, heading
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.places.parts import LAST_COLUMN


def tables_beside(line: list[Spot], layout: Layout) -> list[list[Spot]]:
    """Return the headings of each table in a header row: every one has names or levels, and targets, in whatever words.

    That of the targets may have been blanked, where the names have one in each and a column without any stands behind.
    """
    groups = grouped(line, layout)
    named = [any(names_target(spot, layout.table) for spot in each) for each in groups]
    names = layout.table.keys("level3")
    is_twice = all(any(spot.key in names for spot in each) for each in groups)
    ends = [*(each[0].column for each in groups[1:]), LAST_COLUMN]
    blanked = [each for each, end in zip(groups, ends, strict=True) if is_twice and each[-1].right + 1 < end]
    known = layout.table.label_keys
    strange = [each for each in groups if not all(spot.is_one_of(known) for spot in each)]
    alike = [each for each in groups if each in blanked or each in strange] if any(named) else []
    return [each for each, is_named in zip(groups, named, strict=True) if is_named or each in alike]


def side_by_side(window: Window, layout: Layout, row: int, tables: list[list[Spot]]) -> list[Block]:
    """Return tables beside each other, each with its period and without the cells of the others."""
    extents = extents_of(tables, layout)
    last = heading(window, row, layout)[1]
    levels = [each.column for each in tables[0] if each.key in layout.table.column_keys]
    over = [(min(levels), extents[0][1]), *extents[1:]]  # a heading may stand over the shared levels as well
    roles = _roles_beside(window, layout, row, last, [_own_headings(each, tables, layout) for each in tables], over)
    above = window.line_above(row)
    banners = frozenset(each[:2] for each in above if role_of_indicators(each, layout.table.roles))
    apart = ((role, *one_apart(window, layout, row, extents, index)) for index, role in enumerate(roles))
    return [Block(role, part, row, columns, banners) for role, part, columns in apart if columns is not None]


def extents_of(tables: list[list[Spot]], layout: Layout) -> list[tuple[int, int]]:
    """Return the first and the last column of each of several tables side by side."""
    firsts = [_own_headings(each, tables, layout)[0].column for each in tables]
    return list(zip(firsts, [*(each - 1 for each in firsts[1:]), LAST_COLUMN], strict=True))


def one_apart(
    window: Window, layout: Layout, row: int, extents: list[tuple[int, int]], index: int
) -> tuple[Window, Columns | None]:
    """Return one of several tables side by side without the cells of the others, and its columns."""
    part = _without(window, row, [extent for number, extent in enumerate(extents) if number != index])
    return part, columns_at(part, row, layout)


def _own_headings(table: list[Spot], tables: list[list[Spot]], layout: Layout) -> list[Spot]:
    """Return the headings of a table less those of levels that it shares with another: 一级指标 may stand once for both."""
    levels = {axis.key: axis.keys for axis in layout.table.columns if axis.key in LEVELS}
    shared = {key for key, keys in levels.items() if sum(any(spot.key in keys for spot in each) for each in tables) < len(tables)}
    first = next(
        index
        for index, spot in enumerate(table)
        if any(spot.key in axis.keys for axis in layout.table.columns if axis.key not in shared) or names_target(spot, layout.table)
    )
    return table[first:]


def _without(window: Window, first_row: int, extents: list[tuple[int, int]]) -> Window:
    """Return the rows from a row on without the columns of other tables."""
    return window.with_lines(
        {
            number: [each for each in window.row(number) if not each.is_within(extents)]
            for number in window.rows_between(first_row, window.row_numbers[-1])
        }
    )


def _roles_beside(
    window: Window, layout: Layout, row: int, last: int, own: list[list[Spot]], extents: list[tuple[int, int]]
) -> list[str]:
    """Return the period of each table: by its targets' heading, or by the nearest headings above that tell the tables apart."""
    roles = [role_of_targets(each, layout) for each in own]
    if len(set(roles)) == len(roles):
        return roles
    for number in reversed(window.rows_up_to(last)):
        roles = [_role_over(window.row(number), index, extents, layout) for index in range(len(own))]
        if all(roles) and len(set(roles)) == len(roles):
            return roles
    for number in reversed(window.rows_up_to(row)):
        roles = _roles_in_order(window.row(number), extents, layout)
        if len(roles) == len(own) == len(set(roles)):
            return roles
    return _roles_by_one(window, layout, last, extents)


def _roles_by_one(window: Window, layout: Layout, last: int, extents: list[tuple[int, int]]) -> list[str]:
    """Return the period of the table over which a label of a goal stands alone in its row: that over the other was blanked."""
    for number in reversed(window.rows_up_to(last)):
        over = [each for each in window.row(number) if each.right >= extents[0][0]]
        is_named = len(over) == 1 and (over[0].is_one_of(layout.goal_keys) or role_of_indicators(over[0], layout.table.roles))
        roles = [_role_over(over if is_named else [], index, extents, layout) for index in range(len(extents))]
        if any(roles):
            return roles
    return [""] * len(extents)


def _roles_in_order(line: list[Spot], extents: list[tuple[int, int]], layout: Layout) -> list[str]:
    """Return the periods that a row of nothing but their names has over several tables, where its merges were lost."""
    over = [each for each in line if each.column >= extents[0][0]]
    roles = [role_named(each, layout.table.roles) for each in over if each.column == each.right]
    return roles if len(roles) == len(over) and all(roles) else []


def _role_over(line: list[Spot], index: int, extents: list[tuple[int, int]], layout: Layout) -> str:
    """Return the period that a heading over one table and over no other names in a row."""
    for spot in line:
        over = [min(right, spot.right) - max(left, spot.column) + 1 for left, right in extents]
        others = max((each for number, each in enumerate(over) if number != index), default=0)
        if over[index] > max(0, 2 * others) and (role := role_named(spot, layout.table.roles)):
            return role
    return ""
