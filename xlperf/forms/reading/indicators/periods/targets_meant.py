"""Which of several columns of targets is that of the year: by the period that its heading names, by its year, by what is filled."""

from __future__ import annotations

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import ANNUAL, EARLIER, NAMES, Layout, Table
from xlperf.forms.reading.indicators.likely_headings import (
    with_heading_of_signs,
    with_level2,
    with_level2_beside,
    with_likely_headings,
)
from xlperf.forms.reading.indicators.periods.roles import role_of, without_role
from xlperf.forms.reading.indicators.table_columns import NOT_MEANT, OF_RESULTS, names_place
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.values.dates import is_year_line, year_in
from xlperf.forms.values.wordings import wording

ONLY_YEAR = lazy_pattern(r"(?:19|20)\d\d年度?")
_NAMED_YEAR = lazy_pattern(r"(?<!\d)(?:19|20)\d\d年度")
_WHOLE_OF_PLACES = lazy_pattern(wording("whole_of_places"))
_ADJUSTED = lazy_pattern(wording("adjusted_targets"))


def names_target(spot: Spot, table: Table) -> bool:
    """True for the heading of a column of targets, whatever period it names: 指标值, 实施周期指标值, 指标值（年度）."""
    return not table.keys("target").isdisjoint((spot.key, spot.bare, without_role(spot.key, table.roles)))


def with_targets_meant(line: list[Spot], layout: Layout, parted: set[tuple[int, int]], window: Window) -> list[Spot]:
    """Return headings in which the year's column of targets, and no other, bears a key of that column.

    Args:
        parted: where headings stand that name a period below 指标值.
        window: the cells, in which the year of the form stands above the headings.
    """
    table = layout.table
    line = with_heading_of_signs(with_level2_beside(with_level2(line, table), table, window), table, window)
    names_levels = any(each.is_one_of(table.name_keys) for each in line)
    groups = grouped(_of_own_year(line, table, window), layout) if names_levels else []
    groups = [with_likely_headings(each, layout) for each in groups] or [line]
    found = [each for group in groups for each in group]
    if not table.roles:
        return found
    for group in groups:
        likes = [each for each in group if each[:2] in parted or names_target(each, table)]
        likes = [*likes, *_unnamed_year(likes, group, table)] or _years(group) or _by_place(group, table)
        likes = likes or _by_period(group, table)
        if likes and (len(likes) > 1 or not likes[0].is_one_of(table.keys("target"))):
            found = _with_one_target(found, likes, table, window)
    return found


def _of_own_year(line: list[Spot], table: Table, window: Window) -> list[Spot]:
    """Return headings in which that of results in the form's own year bears the key of its column: 2026年实际完成值."""
    if not any(each.key[:4].isdigit() for each in line):
        return line
    results, year = table.keys("actual"), _year_above(window, line[0].row)
    plain = {each: each.key.removeprefix(f"{year}年").removeprefix("度") for each in line}
    return [each._replace(key=plain[each], bare=plain[each]) if plain[each] in results else each for each in line]


def _years(group: list[Spot]) -> list[Spot]:
    """Return headings that are nothing but a year each, where a table has no other heading of targets: 2026年 | 2027年."""
    found = [each for each in group if ONLY_YEAR.fullmatch(each.key)]
    return found if len(found) > 1 else []


def _unnamed_year(likes: list[Spot], group: list[Spot], table: Table) -> list[Spot]:
    """Return the heading in unknown words right of those of other periods, where one only may be that of the year."""
    results = table.keys("actual")
    if not likes or any(role_of(each.key, table.roles) in (ANNUAL, "") for each in likes):
        return []
    known = table.column_keys | table.side_keys
    behind = [each for each in group if each.key and each.column > likes[-1].column and not each.is_one_of(known)]
    free = [each for each in behind if not each.key.endswith(table.beside_names)]
    is_result = bool(results) and all(not each.is_one_of(results) for each in group)
    return free if len(free) == 1 and not is_result else []


def _by_place(group: list[Spot], table: Table) -> list[Spot]:
    """Return the heading of the whole beside those of places, which have a target each: 合计 | 笏石街道办 | 埭头镇."""
    names = [each.column for each in group if each.is_one_of(table.keys("level3"))]
    behind = [each for each in group if names and each.column > names[0]]
    whole = [each for each in behind if _WHOLE_OF_PLACES.fullmatch(each.key)]
    return whole if len(whole) == 1 and sum(names_place(each.key) for each in behind) > 1 else []


def _by_period(group: list[Spot], table: Table) -> list[Spot]:
    """Return headings that can only be of targets where no other is: 上年实际 | 本年目标, 基准 | 目标, 数值 beside 符号.

    Where results are to be told and no heading of theirs is known, any of these may be theirs.
    """
    results = table.keys("actual")
    if results and all(not each.is_one_of(results) for each in group):
        return []
    known = table.column_keys | table.side_keys
    names = [each.column for each in group if each.is_one_of(table.keys("level3"))]
    free = [each for each in group if each.key and names and each.column > names[0] and not each.is_one_of(known)]
    axis = table.column("target")
    parted = [each for each in free if axis is not None and each.key in axis.parted]
    periods = [each for each in free if role_of(each.key, table.roles)]
    if not periods:
        return parted
    others = [each for each in free if each not in periods]
    is_told = any(role_of(each.key, table.roles) == ANNUAL for each in periods)
    return periods if is_told or len(others) != 1 else [*periods, *others]


def _with_one_target(line: list[Spot], likes: list[Spot], table: Table, window: Window) -> list[Spot]:
    """Return headings with the year's target under the key of its column, and others of its kind under none."""
    plain = [each for each in likes if not role_of(each.key, table.roles)] if len(likes) > 1 else []
    is_told = any(_is_filled(window, each) for each in plain)
    annual = _annual([each for each in likes if not is_told or _is_filled(window, each)], table, window)
    if annual is None and len({each.key for each in likes}) == 1:
        return line  # twice the same heading: the first is read, as ever
    key = min(table.keys("target"), default="")
    renamed = {
        each[:2]: each._replace(key=key, bare=key) if each is annual else each._replace(key=NOT_MEANT + each.key, bare="")
        for each in likes
    }
    return [renamed.get(each[:2], each) for each in line]


def _annual(likes: list[Spot], table: Table, window: Window) -> Spot | None:
    """Return the year's column of targets: the one that says so, or the only one that names no other period; never last year's.

    Of 2026年指标值 | 2027年指标值 it is that of the form's own year, of 年初指标值 | 调整指标值 the adjusted one where every row
    has one.
    """
    if len(likes) == 1:
        is_earlier = role_of(likes[0].key, table.roles) == EARLIER
        is_result = OF_RESULTS.search(likes[0].key) is not None and not names_target(likes[0], table)  # 2025年完成值
        return None if is_earlier or is_result else likes[0]
    adjusted = [each for each in likes if _ADJUSTED.search(each.key)]
    if len(adjusted) == 1:
        if _filled(window, adjusted[0]) == max(_filled(window, each) for each in likes):
            return adjusted[0]
        likes = [each for each in likes if each is not adjusted[0]]
    for role in (ANNUAL, ""):
        named = [each for each in likes if role_of(each.key, table.roles) == role]
        year = str(_year_above(window, likes[0].row))
        named = [each for each in named if year in each.key] or named
        if named:
            return named[0] if len(named) == 1 else None
    return None


def _is_filled(window: Window, head: Spot) -> bool:
    """True for a heading with something below it: nothing is approved yet under 核定指标值 when a form is handed in."""
    return _filled(window, head) > 0


def _filled(window: Window, head: Spot) -> int:
    """Return how many cells stand below a heading; where only what was changed is adjusted, fewer than below the first."""
    return sum(head.column <= each.column <= head.right for each in window.spots_below(head.bottom))


def _year_above(window: Window, row: int) -> int | None:
    """Return the year that a line above a table gives, the nearest first; a title names one that is called 年度."""
    above = [spot for number in reversed(window.rows_above(row)) for spot in window.row(number)]
    lines = [each for each in above if is_year_line(each.text)] or [each for each in above if _NAMED_YEAR.search(each.key)]
    return year_in(lines[0].text) if lines else None


def grouped(line: list[Spot], layout: Layout) -> list[list[Spot]]:
    """Return headings by blocks: where a level or the name comes again, another table stands beside the first."""
    groups: list[list[Spot]] = [[]]
    seen: set[str] = set()
    for spot in line:
        axis = next((each for each in layout.table.columns if each.key in NAMES and spot.key in each.keys), None)
        if axis is not None:
            if axis.key in seen:
                groups.append([])
                seen.clear()
            seen.add(axis.key)
        groups[-1].append(spot)
    return groups
