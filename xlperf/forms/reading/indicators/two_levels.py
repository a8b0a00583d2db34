"""A table with two levels: 一级指标 (指标类别) holds level-2 names such as 数量指标, 二级指标 (指标名称) those of indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace

from xlperf.forms.form import Field
from xlperf.forms.layouts.layout import LEVELS, Table
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.indicators.levels import without_points
from xlperf.forms.reading.indicators.name_with_target import NAME
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.values.form_text import key_of


def with_names(
    window: Window, headings: Sequence[Spot], last_of_header: int, columns: Columns, vocabulary: Vocabulary
) -> Columns:
    """Return the columns of a table with one heading of levels too few as its cells show them to be.

    Where most cells under 二级指标 are no level names, these are the names of indicators, one of which may well be called
    服务对象满意度; where the cells under 一级指标 are level-2 names, level 1 follows from them.  A column without a heading behind
    these that hardly any row fills is not that of the names.
    """
    has_names, has_first = "level3" in columns.windows, "level1" in columns.windows
    may_be_blank = has_names and "level2" in columns.windows and not _under("level3", headings, columns)
    is_one = has_first and not has_names and "level2" not in columns.windows
    if not (may_be_blank or is_one) and has_names == ("level2" in columns.windows) and (has_first or not has_names):
        return columns
    below = [without_points(each, vocabulary) for each in window.spots_below(last_of_header)]
    if is_one:
        return _of_level2(_with_names_behind(columns, below, vocabulary), below, vocabulary)
    if has_names and has_first and "level2" not in columns.windows:
        columns = _divided(columns, below, vocabulary)
    is_blank = may_be_blank and _is_no_column_of_names(below, columns, vocabulary)
    if may_be_blank and has_first and not is_blank:
        return columns
    if has_names and not has_first:
        return _with_names_at_side(columns, below, vocabulary)
    is_moved = "level2" in columns.windows
    if is_moved:
        names = _under("level2", below, columns)
        if sum(each.key in vocabulary.level2 for each in names) * 2 >= len(names):
            return columns
        windows = {key: extent for key, extent in columns.windows.items() if key != NAME or not is_blank}
        rest = columns.obligatory - ({NAME} if is_blank else set())
        columns = replace(columns, windows={NAME if key == "level2" else key: windows[key] for key in windows}, obligatory=rest)
    return _of_level2(columns, below, vocabulary, is_moved) if has_first else _with_names_at_side(columns, below, vocabulary)


def _of_level2(columns: Columns, below: list[Spot], vocabulary: Vocabulary, is_sure: bool = False) -> Columns:
    """Return the columns with those of level 1 as level 2, where they hold such names: 数量指标 under 一级指标."""
    first = [each.key for each in _under("level1", below, columns)]
    if not is_sure and any(key in vocabulary.level1 and key not in vocabulary.level2 for key in first):
        return columns
    if NAME not in columns.windows or sum(key in vocabulary.level2 for key in first) * 2 <= len(first):
        return columns
    return replace(columns, windows={"level2" if key == "level1" else key: extent for key, extent in columns.windows.items()})


def _is_no_column_of_names(below: list[Spot], columns: Columns, vocabulary: Vocabulary) -> bool:
    """True for a column without a heading that hardly any row fills, or behind names that stand behind level-2 names.

    A foot of pairs (填报人 | 孙某 | 审核人 | 李某) fills it, too.
    """
    twos = _under("level2", below, columns)
    first = [each.key for each in _under("level1", below, columns)]
    if 2 * len(_under("level3", below, columns)) < len(twos):
        return True
    are_names = 2 * sum(each.key in vocabulary.level2 for each in twos) < len(twos)
    return are_names and 2 * sum(key in vocabulary.level2 and key not in vocabulary.level1 for key in first) > len(first)


def _with_names_behind(columns: Columns, below: list[Spot], vocabulary: Vocabulary) -> Columns:
    """Return the columns with what stands behind the names of levels, under the same heading, as the names of indicators."""
    left, right = columns.windows["level1"]
    levels = vocabulary.level_names
    ones = [each.key for each in below if each.column == left]
    rest = Counter(each.column for each in below if left < each.column <= right and each.key not in levels)
    if not rest or 2 * sum(key in levels for key in ones) <= len(ones):
        return columns
    start = max(rest, key=lambda each: (rest[each], -each))
    windows = {**columns.windows, "level1": (left, start - 1), NAME: (start, right)}
    return replace(columns, windows=windows, obligatory=columns.obligatory | {NAME})


def has_types_alone(headings: Sequence[Spot], table: Table, fields: Sequence[Field], vocabulary: Vocabulary) -> bool:
    """True for a table of types and names, neither of which its headings number: 指标类型 | 指标名称 over 产出指标 | 巡护次数."""
    numbers = tuple(axis.label[:2] for axis in table.columns if axis.key in (*LEVELS, NAME))
    if any(each.key.startswith(numbers) for each in headings):
        return False
    ones, twos = ({key_of(each.raw) for each in fields if each.name.endswith(f"/{level}")} for level in LEVELS)
    is_mixed = any(each in vocabulary.level2 and each not in vocabulary.level1 for each in ones)
    return bool(ones) and "" not in ones and twos <= {""} and not is_mixed


def _divided(columns: Columns, below: list[Spot], vocabulary: Vocabulary) -> Columns:
    """Return the columns with one heading over both levels parted where the second begins: 评价内容 over 产出 | 数量目标."""
    left, right = columns.windows["level1"]
    level2 = _extent([each for each in below if each.column > left], right + 1, vocabulary.level2)
    if level2 is None:
        return columns
    return replace(columns, windows={**columns.windows, "level1": (left, level2[0] - 1), "level2": level2})


def _with_names_at_side(columns: Columns, below: list[Spot], vocabulary: Vocabulary) -> Columns:
    """Return the columns with what stands left of the names as their levels, where most of it is: 绩效指标 over 数量指标.

    So is level 1 left of level 2 under a heading that is blank, or that says something else.
    """
    level2 = columns.windows.get("level2")
    if level2 is None:
        level2 = _extent(below, columns.start("level3"), vocabulary.level2)
    if level2 is None:
        return columns
    level1 = _extent(below, level2[0], vocabulary.level1)
    windows = {key: extent for key, extent in (("level1", level1), ("level2", level2)) if extent is not None}
    headed = [(extent, title) for extent, title in zip(columns.others, columns.titles, strict=True) if extent != level1]
    return replace(
        columns,
        windows={**windows, **columns.windows},
        others=tuple(extent for extent, _ in headed),
        titles=tuple(title for _, title in headed),
    )


def _extent(below: list[Spot], end: int, names: Container[str]) -> tuple[int, int] | None:
    """Return the columns left of another that most names of a level begin, where they are most of what stands there."""
    left = [each for each in below if each.right < end]
    found = Counter(each.column for each in left if each.key in names)
    first = max(found, key=lambda each: (found[each], each), default=end)
    there = [each for each in left if each.column >= first]
    return (first, end - 1) if found[first] * 2 > len(there) else None


def _under(key: str, below: Sequence[Spot], columns: Columns) -> list[Spot]:
    return [each for each in below if columns.at(each.column) == key]
