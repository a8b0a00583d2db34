"""The header of an indicator table: where it stands, over one row or two, and which of several columns of targets is meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import Remark
from xlperf.forms.layouts.layout import ANNUAL, LEVELS, Axis, Layout, Table
from xlperf.forms.reading.indicators.likely_headings import is_like
from xlperf.forms.reading.indicators.name_with_target import NAME, TARGET
from xlperf.forms.reading.indicators.periods.roles import role_of
from xlperf.forms.reading.indicators.periods.targets_meant import ONLY_YEAR, names_target, with_targets_meant
from xlperf.forms.reading.indicators.rows import is_number
from xlperf.forms.reading.indicators.second_headings import (
    PART_OF_YEAR,
    WHOLE_YEAR,
    explains_headings,
    heading_over,
    named_as_above,
    repeats,
)
from xlperf.forms.reading.indicators.table_columns import Columns, columns_of, lacking_at_end, named_columns, names_place
from xlperf.forms.reading.labels import Spot, Window, place

_NOTE, _OPERATOR = "deviation_note", "operator"
_SIGNS = lazy_pattern(r"[≥≤=><]{1,2}(?:[/、,，]?[≥≤=><]{1,2}){1,4}")
"""≥/≤/= over the column of the signs."""
_FEWEST_LEVELS = 2
_MOST_ROWS = 3
"""A header has no more rows: a heading merged farther down was moved under the merge of a level name."""


def find_header(window: Window, layout: Layout) -> tuple[int, Columns] | None:
    """Return the row and the columns of the table's header, None when there is none.

    A list of codes that stands right of the form, and higher, names levels as well: a whole header left of it is the form's.
    """
    rows = sorted({spot.row for spot in window.with_keys(layout.table.column_keys)})
    first: tuple[int, Columns] | None = None
    for row in rows:
        columns = columns_at(window, row, layout)
        if columns is None:
            continue
        is_whole = _is_whole(window, row, layout)
        if first is None:
            first = (row, columns)
            if is_whole:
                break
        elif columns.start(columns.order[-1]) < first[1].left:  # its last heading begins left of them
            return row, columns
    return first


def _is_whole(window: Window, row: int, layout: Layout) -> bool:
    """True for a header that names indicators and their targets in words of the layout."""
    named = named_columns(heading(window, row, layout)[0], layout.table.columns, layout.table.side_keys)[0]
    return {"level3", "target"} <= named.keys()


def columns_at(window: Window, row: int, layout: Layout, edge: int | None = None, left: int = 0) -> Columns | None:
    """Return the columns of a header in a row, from one sheet column to another, None when it is no header row.

    A heading that nobody knows is not taken for that of a missing column of numbers when words stand below it: the
    column 评价标准 is no 得分.
    """
    asked = row, layout, edge, left
    if asked not in window.columns:
        window.columns[asked] = _columns_at(window, row, layout, edge, left)
    found: Columns | None = window.columns[asked]
    return found


def _columns_at(window: Window, row: int, layout: Layout, edge: int | None, left: int) -> Columns | None:
    line, last = heading(window, row, layout)
    headings = [each for each in line if left <= each.column and (edge is None or each.column <= edge)]
    columns = columns_of(headings, layout.table)
    if columns is None:
        return None
    known = named_columns(headings, layout.table.columns, layout.table.side_keys)[0]
    wordy = {key for key in columns.numbers - known.keys() if _has_words(window, last, columns.windows[key])}
    if wordy:
        return columns_of(headings, layout.table, wordy)
    lacking = lacking_at_end(columns, layout.table)
    blank = _under_none(window, last, columns, headings, known, edge) if lacking is not None else None
    return columns if blank is None or lacking is None else columns_of([*headings, blank.named(lacking.label)], layout.table)


def _under_none(
    window: Window, last_of_header: int, columns: Columns, headings: Sequence[Spot], known: Mapping[str, Spot], edge: int | None
) -> Spot | None:
    """Return where a heading was blanked: behind those known, over the only columns that most rows with a name fill."""
    first = max(known[key].right for key in columns.obligatory if key in known)
    lines = [window.row(row) for row in window.rows_below(last_of_header)]
    named = [line for line in lines if any(columns.at(each.column) == NAME for each in line)]
    bare = [each for line in named for each in line if not any(map(each.shares_columns, headings))]
    beyond = [each for each in bare if each.column > first and (edge is None or each.column <= edge)]
    filled = Counter((each.column, each.right) for each in beyond)
    if len(filled) != 1 or filled.total() * 2 <= len(named) or len(named) < 2:
        return None
    return beyond[0]._replace(row=headings[0].row, bottom=headings[0].bottom)


def _has_words(window: Window, last_of_header: int, extent: tuple[int, int]) -> bool:
    """True when most cells below a heading hold words and no numbers."""
    below = [each for each in window.spots_below(last_of_header) if extent[0] <= each.column <= extent[1]]
    return sum(not is_number(each) for each in below) * 2 > len(below)


def heading(window: Window, row: int, layout: Layout) -> tuple[list[Spot], int]:
    """Return the headings of a table in a row and the last row of its header.

    Where the names of the levels are merged over several rows, 指标值 may be divided
    below into 指标性质, 指标值, 度量单位, or into periods; these stand in its place.  Where
    the merges were lost, a next row of nothing but such headings is the second row of the header.
    Of several columns of targets only that of the year bears a key of the column.
    """
    known = window.headings.get((row, layout))
    if known is None:
        known = window.headings[row, layout] = _heading(window, row, layout)
    return known


def _heading(window: Window, row: int, layout: Layout) -> tuple[list[Spot], int]:
    table = layout.table
    levels = table.name_keys
    line = _with_headings_above(window, row, table, levels)
    bottoms = [each.bottom for each in line if each.key in levels]
    last = max((each for each in bottoms if each < row + _MOST_ROWS), default=row)
    if last == row and levels & {each.key for each in line} and _has_second_row(window, row, line, layout, levels):
        last = row + 1
    rows = window.rows_between(row + 1, last) if last > row else []
    below = [spot for number in rows for spot in _below(window, number, line, table)]
    parted = {each[:2] for each in below if _is_period(each, line, table)}
    below = named_as_above(below, [*window.spots_between(row + 1, last)], line, table, parted)
    undivided = [each for each in line if not any(each.column <= other.column <= each.right for other in below)]
    return with_targets_meant(sorted([*undivided, *below], key=lambda each: each.column), layout, parted, window), last


def _has_second_row(window: Window, row: int, line: list[Spot], layout: Layout, levels: frozenset[str]) -> bool:
    """True where the merges of a header of two rows were lost and the next row is the second of it.

    So it is with the levels below one heading that is merged over them, in whatever words: 指标名称 over 二级指标 | 三级指标.
    """
    table = layout.table
    wide = [each for each in line if each.right > each.column]
    named = [each for each in window.row(row + 1) if any(map(each.shares_columns, wide))]
    if len(named) >= _FEWEST_LEVELS and all(each.key in levels for each in named):
        return True
    second = _below(window, row + 1, line, table)
    if layout.lists_projects and len(window.row(row + 1)) == 1 and all(map(window.row(row + 1)[0].shares_columns, line)):
        return False  # （云溪市河道所） over the projects of a unit
    rest = [each for each in second if not _is_part_of_reason(each, line, table)]
    if _is_second_row(rest, layout, levels):
        return True
    return (len(second) > 1 and not rest) or explains_headings(window, row, line, rest, table)


def _with_headings_above(window: Window, row: int, table: Table, levels: frozenset[str]) -> list[Spot]:
    """Return a row that names levels with the headings right of them that stand in the row above.

    The names of the levels stand in the second row, below 绩效指标, and 实际完成值 is merged down beside them.  Where the merges
    were lost, the row above must have nothing but headings of the table.
    """
    line = window.row(row)
    if len({each.key for each in line} & levels) < _FEWEST_LEVELS:
        return line
    above = [each for each in window.row(row - 1) if each.key and not any(map(each.shares_columns, line))]
    merged = [each for each in above if each.bottom == row]
    known = table.column_keys - levels
    named = [each for each in above if each.is_one_of(known)]
    if not merged and all(each.is_one_of(known | table.side_keys) or names_target(each, table) for each in window.row(row - 1)):
        merged = named
    return sorted([*line, *merged], key=lambda each: each.column) if named and merged else line


def _below(window: Window, row: int, line: list[Spot], table: Table) -> list[Spot]:
    """Return a row less what repeats the heading above it, as where merged cells were filled down: 一级指标 over 一级指标."""
    rest = [each for each in window.row(row) if not repeats(each, line)]
    return [_part_of_target(each, line, table) for each in rest]


def _part_of_target(spot: Spot, line: list[Spot], table: Table) -> Spot:
    """Return a heading of the second row under the name of its column, where 指标值 is divided into 符号, 数值, 单位 in any words.

    Below 实际完成值 the column of the numbers is that of the results.
    """
    above = heading_over(spot, line)
    names_signs = _SIGNS.fullmatch(spot.key) is not None
    axis = next((each for each in table.columns if spot.key in each.parted or (names_signs and each.key == _OPERATOR)), None)
    if above is None or axis is None:
        return spot
    if axis.key == _NOTE:
        return spot.named(axis.label) if _names_reason(above, axis) else spot
    results = table.column("actual")
    if axis.key == "target" and results is not None and above.is_one_of(results.keys):
        return spot.named(results.label)
    return spot.named(axis.label) if names_target(above, table) else spot


def _names_reason(spot: Spot, axis: Axis) -> bool:
    return spot.is_one_of(axis.keys) or is_like(spot, axis)


def _is_part_of_reason(spot: Spot, line: list[Spot], table: Table) -> bool:
    """True for words below a heading of reasons, where nothing else does: 经费保障, 人员保障, 原因说明 below 偏差原因分析."""
    above, axis = heading_over(spot, line), table.column(_NOTE)
    return axis is not None and above is not None and bool(spot.key) and _names_reason(above, axis)


def _is_second_row(line: list[Spot], layout: Layout, levels: frozenset[str]) -> bool:
    """True for a row of two headings or more of columns other than the levels and names, or of times, and of nothing else."""
    if len(line) < 2 or any(not each.key for each in line):
        return False
    table = layout.table
    keys = table.column_keys - levels
    if all(each.is_one_of(keys) or names_target(each, table) for each in line):
        return True
    times = {each.key for each in line if ONLY_YEAR.fullmatch(each.key) or PART_OF_YEAR.fullmatch(each.key)}
    years = [each for each in line if WHOLE_YEAR.fullmatch(each.key)] if len(times) > 1 else []
    if len(times) + len(years) == len(line):  # 一季度 beside 一季度 are a target and its result
        return True
    periods = {role_of(each.key, table.roles) for each in line}
    return ANNUAL in periods and "" not in periods and len(periods) > 1


def _is_period(spot: Spot, line: list[Spot], table: Table) -> bool:
    """True for a heading that divides 指标值 in the row above into periods: 前年, 上年, 预计当年实现."""
    above = heading_over(spot, line)
    return above is not None and names_target(above, table) and role_of(spot.key, table.roles) != ""


def _parts_targets(columns: Columns) -> bool:
    """True for columns under the names of several places or bodies: 笏石街道办 | 埭头镇."""
    return sum(map(names_place, columns.titles)) > 1


def missing_columns(layout: Layout, header: list[Spot], columns: Columns, read: Container[str]) -> list[Remark]:
    """Return a remark for every obligatory column heading that is not in the header row; ``read`` are the columns that were read.

    A form with headings of its bureau's own in place of a column of numbers (评价标准, no 得分) has not got that column; one with
    a target for each town, under the names of these, has not got that of targets.
    """
    keys = {key for each in header for key in (each.key, each.bare)}
    both = (NAME, TARGET) if columns.holds_both else ()
    remarks = []
    for index, axis in enumerate(layout.table.columns):
        if axis.type == "number" and axis.key not in columns.windows and columns.others:
            continue
        if axis.key == TARGET and axis.key not in columns.windows and _parts_targets(columns):
            continue
        if axis.key not in both and keys.isdisjoint(axis.keys) and (axis.required or axis.key in LEVELS):
            before = (each for each in reversed(layout.table.columns[:index]) if each.key in columns.windows)
            near = next(before, layout.table.columns[max(index - 1, 0) if index else 1])
            column = columns.start(axis.key) if axis.key in columns.windows else header[0].column
            detail = {"label": axis.label, "near": near.label}
            if axis.key in LEVELS and near.key in LEVELS and axis.key not in read and NAME in read and not columns.others:
                detail |= {"required": "no", "part": "level"}  # the table has no such column, and all that it has is read
            remarks.append(Remark("missing_label", cell=place(header[0].row, column), detail=detail))
    return remarks
