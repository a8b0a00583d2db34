"""Blocks: one form's indicator tables for several periods, side by side or one below the other (中期｜年度, 长期/年度).

A block is recognised by its headings alone: the same columns come twice.  Which period it is of, the heading above it,
its side label or its column of targets says; a layout lists the words (``table.periods``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import UNCLEAR_BLOCKS, Remark
from xlperf.forms.layouts.layout import ANNUAL, EARLIER, LATER, TERM, Layout
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.layouts.wordings import wording
from xlperf.forms.reading.indicators.levels import without_points
from xlperf.forms.reading.indicators.roles import role_of
from xlperf.forms.reading.indicators.table_columns import LEVELS, Columns
from xlperf.forms.reading.indicators.table_heading import columns_at, heading
from xlperf.forms.reading.indicators.targets_meant import grouped, names_target
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.places.parts import LAST_COLUMN
from xlperf.forms.values.form_text import key_of

OTHER_YEAR = "other_year"
"""Kind of the remark on a table of another year than the form's, which is kept and is not the year's."""

_OTHER_YEARS = (EARLIER, LATER)
_LONGEST_LABEL = 24
_YEAR = lazy_pattern(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_OF_FORM = lazy_pattern(r"(?<!\d)(?:19|20)\d\d(?=\s*年)")
_SENTENCE = lazy_pattern("[,，。;；、!?]")
_NAMES_INDICATORS = lazy_pattern(wording("indicators"))
_LABEL = lazy_pattern(wording("block_labels"))


@dataclass(frozen=True, slots=True)
class Block:
    """An indicator table of a form.

    Attributes:
        role: ``annual``, ``term`` or another period of the layout.
        window: the cells of the block; those of the other blocks are left out.
        header_row, columns: its header.
        marks: places of the headings that name it, outside its header.
        level: the name of the level over it, where the levels of a form stand side by side.
    """

    role: str
    window: Window
    header_row: int
    columns: Columns
    marks: frozenset[tuple[int, int]] = frozenset()
    level: Spot | None = None


def blocks_of(window: Window, layout: Layout, header: tuple[int, Columns]) -> tuple[list[Block], list[Remark]]:
    """Return the tables of a form, the year's first, and a remark where they do not say which is the year's.

    Nearly every form has one table only, a self-evaluation never more.
    """
    only = [Block(ANNUAL, window, *header)]
    if layout.table.total_fields:  # what was reached is scored in one table
        return only, []
    beside = _tables_beside(heading(window, header[0], layout)[0], layout)
    if len(beside) > 1:
        found = _side_by_side(window, layout, header[0], beside)
    else:
        found = _stacked(window, layout, header)
        if len(found) < 2:
            return only, []
    roles = _complete([each.role for each in found])
    if roles.count(ANNUAL) != 1 or len(set(roles)) < len(roles):
        cell = window.row(header[0])[0].address
        return [], [Remark(UNCLEAR_BLOCKS, cell=cell, detail={"count": str(len(found))})]
    named = [Block(role, each.window, each.header_row, each.columns, each.marks) for role, each in zip(roles, found, strict=True)]
    others = [_of_other_year(each) for each in named if each.role in _OTHER_YEARS]
    return sorted(named, key=lambda each: each.role != ANNUAL), others


def blocks_by_level(window: Window, layout: Layout, header: tuple[int, Columns], words: Vocabulary) -> list[Block]:
    """Return the parts of a table whose levels stand side by side, each over its part: 产出指标 | 效益指标; none of any other."""
    row = header[0]
    beside = [] if layout.table.total_fields else _tables_beside(heading(window, row, layout)[0], layout)
    if len(beside) < 2:
        return []
    above = [without_points(spot, words) for number in window.rows_above(row)[-1:] for spot in window.row(number)]
    names = [spot for spot in above if spot.key in words.level1 or spot.key in words.level2]
    extents = _extents(beside, layout)
    over = [[spot for spot in names if left <= spot.column <= right] for left, right in extents]
    if any(len(each) != 1 for each in over):
        return []
    marks = frozenset(each[:2] for each in names)
    around = [(1, extents[0][0] - 1), *extents]
    parts = [_apart(window, layout, row, around, index) for index in range(1, len(around))]
    found = zip(parts, over, strict=True)
    return [Block(ANNUAL, part, row, columns, marks, level) for (part, columns), (level,) in found if columns is not None]


def _of_other_year(block: Block) -> Remark:
    labels = [spot for row, _ in block.marks for spot in block.window.row(row) if spot[:2] in block.marks]
    first = labels[0] if labels else block.window.row(block.header_row)[0]
    return Remark(OTHER_YEAR, cell=first.address, detail={"label": first.text.strip()})


def _complete(roles: Sequence[str]) -> Sequence[str]:
    """Return the roles with the one of two that is not named: it is the other of year and term."""
    if len(roles) == 2 and roles.count("") == 1:
        other = next(each for each in roles if each)
        return [each or (TERM if other == ANNUAL else ANNUAL) for each in roles]
    return roles


def _tables_beside(line: list[Spot], layout: Layout) -> list[list[Spot]]:
    """Return the headings of each table in a header row: every one has names or levels, and targets, in whatever words."""
    groups = grouped(line, layout)
    named = [any(names_target(spot, layout.table) for spot in each) for each in groups]
    return [each for each, is_named in zip(groups, named, strict=True) if is_named or (any(named) and _unknown(each, layout))]


def _unknown(line: list[Spot], layout: Layout) -> list[Spot]:
    """Return the headings that the layout does not know."""
    return [each for each in line if layout.table.label_keys.isdisjoint((each.key, each.bare))]


def _side_by_side(window: Window, layout: Layout, row: int, tables: list[list[Spot]]) -> list[Block]:
    extents = _extents(tables, layout)
    last = heading(window, row, layout)[1]
    levels = [each.column for each in tables[0] if any(each.key in axis.keys for axis in layout.table.columns)]
    over = [(min(levels), extents[0][1]), *extents[1:]]  # a heading may stand over the shared levels as well
    roles = _roles_beside(window, layout, row, last, [_own_headings(each, tables, layout) for each in tables], over)
    above = [spot for number in window.rows_above(row)[-1:] for spot in window.row(number) if _NAMES_INDICATORS.search(spot.key)]
    banners = frozenset(each[:2] for each in above if _is_heading(each) and role_of(each.key, layout.table.roles))
    found = []
    for index, role in enumerate(roles):
        part, columns = _apart(window, layout, row, extents, index)
        if columns is not None:
            found.append(Block(role, part, row, columns, banners))
    return found


def _extents(tables: list[list[Spot]], layout: Layout) -> list[tuple[int, int]]:
    """Return the first and the last column of each of several tables side by side."""
    firsts = [_own_headings(each, tables, layout)[0].column for each in tables]
    return list(zip(firsts, [*(each - 1 for each in firsts[1:]), LAST_COLUMN], strict=True))


def _apart(
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
    rows = {}
    for number in window.rows_between(first_row, window.row_numbers[-1]):
        line = [each for each in window.row(number) if not any(left <= each.column <= right for left, right in extents)]
        if line:
            rows[number] = line
    return Window(rows, window.merges)


def _roles_beside(
    window: Window, layout: Layout, row: int, last: int, own: list[list[Spot]], extents: list[tuple[int, int]]
) -> list[str]:
    """Return the period of each table: by its targets' heading, or by the nearest headings above that tell the tables apart."""
    roles = [_role_of_targets(each, layout) for each in own]
    if len(set(roles)) == len(roles):
        return roles
    for number in reversed(window.rows_up_to(last)):
        roles = [_role_over(window.row(number), index, extents, layout) for index in range(len(own))]
        if all(roles) and len(set(roles)) == len(roles):
            return roles
    return [""] * len(own)


def _role_of_targets(line: list[Spot], layout: Layout) -> str:
    """Return the period that the heading of a table's targets names: 中期指标值."""
    target = next((each for each in line if names_target(each, layout.table)), None)
    return role_of(key_of(target.text), layout.table.roles) if target is not None else ""


def _role_over(line: list[Spot], index: int, extents: list[tuple[int, int]], layout: Layout) -> str:
    """Return the period that a heading over one table and over no other names in a row."""
    for spot in line:
        over = [min(right, spot.right) - max(left, spot.column) + 1 for left, right in extents]
        others = max((each for number, each in enumerate(over) if number != index), default=0)
        if over[index] > max(0, 2 * others) and _is_heading(spot):
            role = role_of(spot.key, layout.table.roles)
            if role:
                return role
    return ""


def _is_heading(spot: Spot) -> bool:
    """True for a short text that may be a heading; a goal or a date may speak of periods too."""
    key = spot.key
    return 0 < len(key) <= _LONGEST_LABEL and _SENTENCE.search(key) is None and _LABEL.search(spot.bare) is not None


def _stacked(window: Window, layout: Layout, header: tuple[int, Columns]) -> list[Block]:
    """Return tables of several periods one below the other; a header that is repeated after a page break begins none.

    A label that names another year than the form tells its table apart only where one of the form's year is left: the
    year at the top may be last year's.
    """
    found = _stacked_tables(window, layout, header, True)
    return found if any(each.role == ANNUAL for each in found) else _stacked_tables(window, layout, header, False)


def _stacked_tables(window: Window, layout: Layout, header: tuple[int, Columns], by_year: bool) -> list[Block]:
    axes = [each for each in layout.table.columns if each.key in (*LEVELS, "level3")]
    rows = sorted({each.row for axis in axes for each in window.with_keys(axis.keys) if each.row >= header[0]})
    starts: list[tuple[int, Columns, str, frozenset[tuple[int, int]], int]] = []
    for row in rows:
        columns = columns_at(window, row, layout)
        if columns is None:
            continue
        named = _named_at(window, layout, row, columns)
        role = named[0] or _role_of_targets(heading(window, row, layout)[0], layout)
        marks = named[1]
        if by_year and role == ANNUAL:
            role = _role_of_year(window, header[0], marks) or role
        if starts and role and not named[0] and _headings(window, row, layout) == _headings(window, starts[-1][0], layout):
            continue  # 年度指标值 below 项目绩效指标, and once more on the next page
        goes_on = not role and starts and (starts[-1][2] != TERM or not _has_side_label(window, row, columns))
        if starts and (role == starts[-1][2] or goes_on):
            continue
        starts.append((row, columns, role, marks, min((at[0] for at in marks), default=row)))
    ends = [first - 1 for *_, first in starts[1:]] + [window.row_numbers[-1]]
    return [
        Block(role, _rows(window, layout, row, end), row, columns, marks)
        for (row, columns, role, marks, _), end in zip(starts, ends, strict=True)
    ]


def _role_of_year(window: Window, header_row: int, marks: frozenset[tuple[int, int]]) -> str:
    """Return the period of a table whose label names another year than the form: 2027年绩效指标 on a form of 2026."""
    labels = (each.text for row, column in marks for each in window.row(row) if each.column == column)
    years = {found[0] for text in labels for found in _YEAR.finditer(text)}
    above = (each.text for row in window.rows_above(header_row) for each in window.row(row))
    own = next((found[0] for text in above for found in _YEAR_OF_FORM.finditer(text)), None)
    if len(years) != 1 or own is None or own in years:
        return ""
    return LATER if years.pop() > own else EARLIER


def _headings(window: Window, row: int, layout: Layout) -> list[str]:
    """Return the headings of the columns in a row, without what stands at the side of the table."""
    axes = layout.table.columns
    line = heading(window, row, layout)[0]
    first = next((at for at, each in enumerate(line) if any(each.key in axis.keys for axis in axes)), 0)
    return [each.key for each in line[first:]]


def _has_side_label(window: Window, row: int, columns: Columns) -> bool:
    """True for words left of the headings of a table, which a header that is repeated on the next page has not got."""
    left = min(columns.start(key) for key in columns.windows)
    return any(each.column < left for each in window.row(row))


def _named_at(window: Window, layout: Layout, row: int, columns: Columns) -> tuple[str, frozenset[tuple[int, int]]]:
    """Return the period of a table by its side label or a heading above it, empty without one, and where they stand."""
    left = min(columns.start(key) for key in columns.windows)
    roles = layout.table.roles
    last = heading(window, row, layout)[1]
    side = window.merged_spot(row, left - 1)
    home = [side] if side is not None else []
    after = window.rows_between(last + 1, last + 1)
    beside = [each for number in (row, *after) for each in window.row(number) if each.column < left]
    above = [window.row(number)[0] for number in reversed(window.rows_above(row)[-2:])]
    for spot in (*beside, *home, *above):
        if _is_heading(spot) and _NAMES_INDICATORS.search(spot.key) and (role := role_of(spot.key, roles)):
            return role, frozenset({spot[:2]} if spot.row >= row or spot in above else ())
    return "", frozenset()


def _rows(window: Window, layout: Layout, first: int, last: int) -> Window:
    """Return the rows of a block: up to a goal that stands between two tables."""
    goals = frozenset().union(*(each.keys for each in layout.labels if each.type == "text" and each.field))
    rows = {}
    for number in window.rows_between(first, last):
        line = window.row(number)
        if number > first and line[0].key in goals | layout.head_keys:
            break
        rows[number] = line
    return Window(rows, window.merges)
