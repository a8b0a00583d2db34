"""A table with two levels: 一级指标 (指标类别) holds level-2 names such as 数量指标, 二级指标 (指标名称) those of indicators."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.indicators.levels import without_points
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.labels import Spot, Window


def with_names(window: Window, last_of_header: int, columns: Columns, vocabulary: Vocabulary) -> Columns:
    """Return the columns of a table with one heading of levels too few as its cells show them to be.

    Where most cells under 二级指标 are no level names, these are the names of indicators, one of which may well be called
    服务对象满意度; where the cells under 一级指标 are level-2 names, level 1 follows from them.
    """
    if ("level3" in columns.windows) == ("level2" in columns.windows):
        return columns
    rows = window.rows_below(last_of_header)
    below = [without_points(each, vocabulary) for row in rows for each in window.row(row)]
    if "level1" not in columns.windows and "level3" in columns.windows:
        return _with_names_at_side(columns, below, vocabulary)
    moved: dict[str, str] = {}
    if "level2" in columns.windows:
        names = _under("level2", below, columns)
        if sum(each.key in vocabulary.level2 for each in names) * 2 >= len(names):
            return columns
        moved["level2"] = "level3"
    first = [each.key for each in _under("level1", below, columns)]
    are_named = not moved and any(key in vocabulary.level1 and key not in vocabulary.level2 for key in first)
    if not are_named and sum(key in vocabulary.level2 for key in first) * 2 > len(first):
        moved["level1"] = "level2"
    windows = {moved.get(key, key): extent for key, extent in columns.windows.items()}
    return replace(columns, windows=windows, order=tuple(moved.get(key, key) for key in columns.order))


def _with_names_at_side(columns: Columns, below: list[Spot], vocabulary: Vocabulary) -> Columns:
    """Return the columns with what stands left of the names as their levels, where most of it is: 绩效指标 over 数量指标."""
    start = columns.start("level3")
    left = [each for each in below if each.right < start]
    found = Counter(each.column for each in left if each.key in vocabulary.level2)
    if not found or sum(found.values()) * 2 <= len(left):
        return columns
    first = max(found, key=lambda each: (found[each], each))
    windows = {"level2": (first, start - 1)}
    before = [each.column for each in left if each.column < first and each.key in vocabulary.level1]
    if before:
        windows = {"level1": (min(before), first - 1), **windows}
    return replace(columns, windows={**windows, **columns.windows}, order=(*windows, *columns.order))


def _under(key: str, below: list[Spot], columns: Columns) -> list[Spot]:
    return [each for each in below if columns.at(each.column) == key]
