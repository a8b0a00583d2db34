"""Headings of an indicator table in words that no layout lists: 绩效标准, 单位自评得分, 偏离原因及整改措施 are known by their make.

A layout gives a column patterns (``like``), and words that are its heading where it has no other (``else``).  Only a column
without a heading is looked for, and only one cell may be meant, of several one right of the names: 年度绩效指标完成情况 left of
them is none.  Nor is what names an earlier year: 上年完成值.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.resources import load_json
from xlperf.forms.layouts.layout import EARLIER, LEVELS, NAMES, Axis, Layout, Table
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.indicators.periods.roles import role_of
from xlperf.forms.reading.labels import Spot, Window, blank_spot
from xlperf.forms.values.operators import OPERATORS
from xlperf.forms.values.target_spelling import clean_phrase

_MOST_ROWS = 3
_POINTS = lazy_pattern(r"\s*\d{1,3}(?:\.\d+)?\s*[分%]?\s*")
"""Weights, scores and their shares; 2026 may head a column."""
_ROWS_OF_SIGNS = 8
_SIGNS = "operator"
_NATURES: Mapping[str, str] = load_json("templates", "vocabulary.json")["natures"]
_SAYING_SIGN = OPERATORS.keys() | {word for word, sign in _NATURES.items() if sign}
"""≥, 大于等于, 正向; 定性 says none."""


def with_likely_headings(line: list[Spot], layout: Layout) -> list[Spot]:
    """Return the headings of one table in which those that are like the heading of a column bear its key."""
    table = layout.table
    loose = [each for each in table.columns if each.like is not None or each.otherwise]
    keys = {key for each in line for key in (each.key, each.bare)}
    lacking = [each for each in loose if keys.isdisjoint(each.keys)]
    if not lacking:
        return line
    known = table.column_keys.union(table.side_keys, table.further)
    known = known.difference(*(each.otherwise for each in lacking))
    free = [each for each in line if not each.is_one_of(known) and role_of(each.key, table.roles) != EARLIER]
    named = [each.column for each in line if each.is_one_of(table.name_keys)]
    first, names = min(named, default=0), max(named, default=0)
    meant: dict[tuple[int, int], Spot] = {}
    for axis in lacking:
        is_level = axis.key in NAMES  # left of the levels stands the side label: 年度绩效指标完成情况
        rest = [each for each in free if each[:2] not in meant and (is_level or each.column > first)]
        found = [each for each in rest if is_like(each, axis)]
        if not found:  # 分数 alone is that of scores; beside 得分 it is that of weights
            others = [each for each in rest if each.key in axis.otherwise and each.column > names]
            found = [each for each in others if not any(is_like(each, other) for other in lacking)]
        if len(found) > 1:
            found = [each for each in found if each.column > names]
            beside = [each for each in found if each.bare.endswith(table.beside_names)]
            plain = [each for each in found if each not in beside]  # 计划完成值 beside 绩效标准
            bare = [each for each in beside if each.bare in table.beside_names]  # 备注 beside 指标说明
            found = next((each for each in (plain, bare) if len(each) == 1), found)
        if len(found) == 1:
            meant[found[0][:2]] = found[0].named(axis.label)
    return [meant.get(each[:2], each) for each in line]


def with_level2(line: list[Spot], table: Table) -> list[Spot]:
    """Return the headings with that of level 2 where it is called as level 1 may be: 一级指标 | 指标类别 | 三级指标."""
    firsts = table.keys(LEVELS[0])
    firsts_at = [index for index, each in enumerate(line) if each.is_one_of(firsts)]
    if len(firsts_at) != len(LEVELS) or any(each.is_one_of(table.keys(LEVELS[1])) for each in line):
        return line
    first, second = firsts_at
    if second != first + 1 or line[first].key == line[second].key:  # 等级 | 一级 | 一级 is a target and its result
        return line
    level2 = table.column(LEVELS[1])
    return [*line[:second], line[second].named(level2.label), *line[second + 1 :]] if level2 is not None else line


def with_level2_beside(line: list[Spot], table: Table, window: Window) -> list[Spot]:
    """Return the headings of two tables side by side with that of level 2 that was blanked in one: the same names stand below."""
    seconds, names = ([each for each in line if each.is_one_of(table.keys(key))] for key in (LEVELS[1], "level3"))
    lacking = [each for each in names if not any(other.right + 1 == each.column for other in seconds)]
    if (len(seconds), len(names), len(lacking)) != (1, 2, 1) or any(each.right + 1 == lacking[0].column for each in line):
        return line
    rows = [window.row(row) for row in window.rows_below(lacking[0].bottom)]
    known = {each.key for cells in rows for each in cells if each.key and each.column == seconds[0].column}
    below = [each for cells in rows for each in cells if each.right + 1 == lacking[0].column]
    if known.isdisjoint(each.key for each in below):
        return line
    blank = blank_spot(seconds[0].row, min(each.column for each in below), seconds[0].bottom, lacking[0].column - 1)
    return sorted([*line, blank.named(seconds[0].key)], key=lambda each: each.column)


def with_heading_of_signs(line: list[Spot], table: Table, window: Window) -> list[Spot]:
    """Return the headings with that of the signs, whatever it is called, where nothing but signs stands below it: 性质, ≥/≤/=.

    So it is where it is blank.
    """
    axis = table.column(_SIGNS)
    if axis is None:
        return line
    named = [each for each in line if each.is_one_of(axis.keys)]
    blank = _blank_over_signs(line, window)
    over = [each for each in named if _heads_signs(window, each)] if blank or len(named) > 1 else named
    if len(named) > 1 and over and named[0] not in over:
        line = [each._replace(key="", bare="") if each is named[0] else each for each in line]  # 指标性质 | 指标方向: 定量 | ≥
    if not named:
        known = table.column_keys | table.side_keys
        over = [each for each in line if each.key and not each.is_one_of(known) and _heads_signs(window, each)][:1]
        line = [each.named(axis.label) if each in over else each for each in line]
    is_one = not blank or sum(each.is_one_of(table.keys("level3")) for each in line) < 2
    if not blank or (over and is_one):
        return line
    if is_one:  # 指标性质 | (blank): 定量 | ≥
        line = [each._replace(key="", bare="") if each in named else each for each in line]
    return sorted([*line, *(each.named(axis.label) for each in blank)], key=lambda each: each.column)


def _blank_over_signs(line: Sequence[Spot], window: Window) -> list[Spot]:
    """Return the places without a heading over nothing but signs, behind the first heading."""
    bottom, left = min([each.bottom for each in line]), line[0].column
    rows = window.rows_below(bottom)[:_ROWS_OF_SIGNS]
    signs = [each for row in rows for each in window.row(row) if each.text in _SAYING_SIGN and each.column > left]
    if not signs:
        return []
    places = sorted({(each.column, each.right) for each in signs})
    blanks = [blank_spot(line[0].row, column, bottom, right) for column, right in places]
    return [each for each in blanks if not any(map(each.shares_columns, line)) and _heads_signs(window, each, 1)]


def _heads_signs(window: Window, head: Spot, fewest: int = 2) -> bool:
    rows = window.rows_below(head.bottom)[:_ROWS_OF_SIGNS]
    below = [clean_phrase(each.text) for row in rows if (each := window.at(row, head.column)) is not None]
    signs = _SAYING_SIGN | _NATURES.keys()
    is_row = clean_phrase(head.text) in signs  # a row of the table
    return not is_row and len(below) >= fewest and not _SAYING_SIGN.isdisjoint(below) and signs.issuperset(below)


def is_like(spot: Spot, axis: Axis) -> bool:
    """True for a heading that has the make of that of a column."""
    return any(axis.is_like(each) for each in (spot.key, spot.bare) if each)


def with_level_headings(window: Window, layouts: Sequence[Layout], words: Vocabulary) -> Window:
    """Return the cells of a sheet in which the headings of levels, in whatever words, bear the keys of their columns.

    维度 | 子维度 | 指标 over 产出指标 | 数量指标 | … are known by the names of levels below and by the other headings beside them;
    指标 | 指标内容 | 指标值 by two names of level 1 below each other, where nobody asks for a level 2.  So is that of
    the names of a table without levels.
    """
    named = window.with_keys(words.level1)
    levels: dict[int, set[str]] = {}
    for spot in named:
        levels.setdefault(spot.column, set()).add(spot.key)
    firsts = [spot for spot in named if len(levels[spot.column]) > 1 or _stands_beside_level2(window, spot, words)]
    meant: dict[tuple[int, int], Spot] = {}
    for first in firsts:
        above = [each for each in window.spots_between(first.row - _MOST_ROWS, first.row - 1) if each.bottom == first.row - 1]
        if above:
            meant |= {head[:2]: head.named(label) for head, label in _level_heads(window, first, above, layouts, words)}
    meant |= {spot[:2]: spot.named(label) for spot, label in _names_at_side(window, layouts[0].table)}
    return window.with_spots(meant) if meant else window


def _names_at_side(window: Window, table: Table) -> Iterator[tuple[Spot, str]]:
    """Yield the heading of the names that says what the label left of it does: 绩效指标 | 绩效指标 | 指标值, with no level."""
    axis = table.column("level3")
    if axis is None:
        return
    for one, two in pairwise(window.with_keys(axis.otherwise)):
        if one.row != two.row or one.key != two.key or one.right + 1 != two.column:
            continue
        keys = {each.key for each in window.spots_between(two.row, two.row + 1)}  # below may stand the levels
        if keys.isdisjoint(table.name_keys) and not keys.isdisjoint(table.keys("target")):
            yield two, axis.label


def _stands_beside_level2(window: Window, first: Spot, words: Vocabulary) -> bool:
    return any(each.column == first.right + 1 and each.key in words.level2 for each in window.row(first.row))


def _level_heads(
    window: Window, first: Spot, above: list[Spot], layouts: Sequence[Layout], words: Vocabulary
) -> Iterator[tuple[Spot, str]]:
    """Yield the headings that nobody knows above the first row of a table, each with the label of its column.

    Where one of both levels has its heading, the place of the other is told by that, and that it is missing.  A row with
    points is one of the table: 小计 | 40 | 40 | 满分 heads nothing, whatever is said of it.
    """
    said = {key for each in above for key in (each.key, each.bare)}
    columns = _columns_of(tuple(layouts))
    is_row = not said.isdisjoint(words.level_names) or first.column not in {each.column for each in above}
    there = {key for each in said if each in columns for key in columns[each]}
    if is_row or not there or not there.isdisjoint(LEVELS) or any(_POINTS.fullmatch(each.text) for each in above):
        return
    labels = {axis.key: axis.label for axis in layouts[0].table.columns if axis.key not in there}
    below = {each.column: each.key for each in window.row(first.row)}
    before = ""
    for head in above:
        level = "level1" if head.column == first.column else "level2" if below.get(head.column) in words.level2 else ""
        level, before = level or ("level3" if before == "level2" else ""), level
        if level in labels and head.key and head.key not in columns:
            yield head, labels[level]


@lru_cache(maxsize=8)
def _columns_of(layouts: tuple[Layout, ...]) -> Mapping[str, frozenset[str]]:
    """Return by what a heading may say the keys of the columns that it may be of."""
    found: dict[str, set[str]] = {}
    for axis in (axis for layout in layouts for axis in layout.table.columns):
        for key in axis.keys:
            found.setdefault(key, set()).add(axis.key)
    return {key: frozenset(axes) for key, axes in found.items()}
