"""The second row of a header in words that no layout knows: 年初设定 | 备注 below 指标值, （必填） below every heading.

Where the merges of a header were lost, nothing but its place tells such a row from an indicator: it stands below the first
headings of a table, names no level, and the next row names them all.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import LEVELS, Table
from xlperf.forms.reading.indicators.rows import is_number
from xlperf.forms.reading.indicators.table_columns import names_place
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.values.target import is_phrase
from xlperf.forms.values.wordings import wording

PART_OF_YEAR = lazy_pattern(wording("parts_of_years"))
WHOLE_YEAR = lazy_pattern(wording("whole_years"))
_BRACKETED = lazy_pattern(r"\s*[(（【\[][^()（）]{1,20}[])）】]\s*")
_YEAR = lazy_pattern(r"(?<!\d)(?:19|20)\d\d年?度?")
# 一、河道管理处 above the projects of a group is no heading of a column.
_NUMBERED = lazy_pattern(r"\s*[(（]?[一二三四五六七八九十]{1,3}(?:[)）、.．].*|\s*$)")
_LONGEST_HEADING = 16


def repeats(spot: Spot, line: Sequence[Spot]) -> bool:
    """True for what repeats the heading above it, as where merged cells were filled down: 一级指标 over 一级指标."""
    return any(each.key and (each.column, each.key) == (spot.column, spot.key) for each in line)


def heading_over(spot: Spot, line: Sequence[Spot]) -> Spot | None:
    """Return the heading of the row above that is divided by one below it: the last that begins no farther right."""
    return next((each for each in reversed(line) if each.column <= spot.column), None)


def explains_headings(window: Window, row: int, line: Sequence[Spot], cells: Sequence[Spot], table: Table) -> bool:
    """True for cells of the next row that can be no indicator: all in brackets, or short words above the first levels.

    Args:
        cells: what stands in the next row and repeats none of them.
    """
    if not cells or any(each.column < line[0].column for each in cells):
        return False
    if all(_BRACKETED.fullmatch(each.text) for each in cells):
        return True
    levels = [each for each in line if each.key in table.level_keys]
    if len(window.row(row + 1)) < len(LEVELS) or len(levels) < len(LEVELS) or not all(map(_may_head, cells)):
        return False
    if _names_levels_above(window, row, levels) or any(each.shares_columns(head) for each in cells for head in levels):
        return False
    following = window.row(row + 2)
    return all(any(each.shares_columns(head) for each in following) for head in levels)


def _may_head(spot: Spot) -> bool:
    """True for short words that are neither a target nor a number; a year in them may be that of a period."""
    text = _YEAR.sub("", spot.text)
    if _NUMBERED.fullmatch(spot.text):
        return False
    return bool(spot.key) and len(spot.key) <= _LONGEST_HEADING and not is_number(spot) and not is_phrase(text)


def _names_levels_above(window: Window, row: int, levels: Sequence[Spot]) -> bool:
    """True below a header that is repeated after a page break: rows there go on with the levels above."""
    return any(each.key == levels[0].key for each in window.spots_above(row))


def named_as_above(
    below: Sequence[Spot], second: Sequence[Spot], line: Sequence[Spot], table: Table, periods: Collection[tuple[int, int]]
) -> list[Spot]:
    """Return the headings of the second row, one in unknown words under the key of the heading that it stands right below.

    So does one that repeats it (指标值 over 指标值 | 计量单位), unless another cell of the row bears the name of its column.
    Of several parts of the year or places below 指标值 none is the target: the only other heading among them is, such as 合计.

    Args:
        below: the second row, less what repeats a heading.
        second: all of it.
        periods: where headings of periods stand.
    """
    known = table.column_keys | table.side_keys
    found = [*below, *(each for each in second if repeats(each, line))]
    named = {key for each in below for key in (each.key, each.bare)}
    result = []
    parts = _of_parts(found, line, table)
    for spot in found:
        above = parts[spot[:2]] if spot[:2] in parts else next((each for each in line if each.column == spot.column), None)
        axis = None if above is None else next((each for each in table.columns if above.is_one_of(each.keys)), None)
        is_own = spot[:2] in periods or spot.is_one_of(known) or (axis is not None and not named.isdisjoint(axis.keys))
        if above is not None and axis is not None and (not is_own or repeats(spot, line)):
            spot = spot._replace(key=above.key, bare=above.bare)
        result.append(spot)
    return result


def _of_parts(found: Sequence[Spot], line: Sequence[Spot], table: Table) -> dict[tuple[int, int], Spot | None]:
    """Return what the headings below one that is divided into parts of the year or places stand for: a part for no column."""
    result: dict[tuple[int, int], Spot | None] = {}
    groups: dict[Spot | None, list[Spot]] = {}
    for spot in found if any(map(_is_part, found)) else ():
        groups.setdefault(heading_over(spot, line), []).append(spot)
    for above, group in groups.items():
        parts = [each for each in group if _is_part(each)]
        others = [each for each in group if each not in parts and not each.bare.endswith(table.beside_names)]
        if len(parts) > 1:
            result |= {each[:2]: None for each in group} | {each[:2]: above for each in others if len(others) == 1}
    return result


def _is_part(spot: Spot) -> bool:
    return PART_OF_YEAR.fullmatch(spot.key) is not None or names_place(spot.key)
