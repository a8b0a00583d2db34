"""Names of columns, levels and sides as they are meant: spread over several rows of a column (产 出 指 标), or with something
in brackets behind them: 三级指标（必填）; and labels that were typed into two cells: 年度资 | 金总额."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import PARTS, Layout
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.values.dates import is_year_line

_MOST_BLANK = 2
"""Blank cells between two parts of a name, as where it was spread over the rows that it governs."""
_LONGEST_PART = 8
_SENTENCE = lazy_pattern("[,，。;；、!?]")


@dataclass(frozen=True, slots=True)
class _Names:
    """The names that may be spread, what they may begin with, and those of columns of indicators.

    ``labels`` are those of heads and tables, ``cut`` what they begin with, ``texts`` and ``years`` labels of a head.
    """

    whole: frozenset[str]
    beginnings: frozenset[str]
    columns: frozenset[str]
    labels: frozenset[str]
    cut: frozenset[str]
    texts: frozenset[str]
    years: frozenset[str]


def with_whole_names(window: Window, layouts: Sequence[Layout], words: Vocabulary) -> Window:
    """Return the cells of a sheet with names of levels, sides and columns as they are meant, spread ones in their first cells."""
    names = _names(tuple(layouts), words.level_names)
    joined: dict[tuple[int, int], Spot] = {}
    rests: set[tuple[int, int]] = set()
    for spot in window.spots():
        if spot.key in names.beginnings and spot[:2] not in rests:
            parts = _parts(window, spot, names)
            if len(parts) > 1:
                joined[spot[:2]] = _together(parts)
                rests.update(each[:2] for each in parts[1:])
        if spot.key in names.cut and (label := _beside(window, spot, names)) is not None:
            joined[spot[:2]] = label[0]
            rests.add(label[1][:2])
        elif spot.bare != spot.key and spot.key not in names.whole and _heads(spot, window, names):
            joined[spot[:2]] = spot._replace(key=spot.bare)
    if not joined:
        return window
    lines = {row: [joined.get(each[:2], each) for each in window.row(row) if each[:2] not in rests] for row in window.row_numbers}
    return window.with_lines(lines)


@lru_cache(maxsize=8)
def _names(layouts: tuple[Layout, ...], levels: frozenset[str]) -> _Names:
    columns = [axis for layout in layouts for axis in layout.table.columns if axis.type not in PARTS]  # 指标值 may stand over 符号
    columns += (axis for layout in layouts if layout.grid for axis in layout.grid.columns)
    whole = levels.union(*(each.keys for each in columns), *(each.side_keys for each in layouts))
    of_tables = frozenset().union(*(each.table.column_keys for each in layouts))
    labels = of_tables.union(*(each.label_keys for each in layouts))
    texts = (each for layout in layouts for each in layout.labels if each.value == "right" and each.type != "amount")
    asked = frozenset().union(*(each.keys | each.otherwise for each in texts))
    years = frozenset().union(*(each.year_keys for each in layouts))
    return _Names(whole, _beginnings(whole), of_tables, labels, _beginnings(labels), asked, years)


def _beginnings(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name[:end] for name in names for end in range(1, len(name)))


def _heads(spot: Spot, window: Window, names: _Names) -> bool:
    """True for the heading of a column beside another one; 单位（盖章） signs a form."""
    line = window.row(spot.row) if spot.bare in names.columns else []
    return sum(each.bare in names.columns for each in line) > 1


def _beside(window: Window, first: Spot, names: _Names) -> tuple[Spot, Spot] | None:
    """Return a label that one cell begins and the next one ends, and that next cell; None where they are two labels or none.

    本年度 | 资金总额 may be a period and money of it; they are one label where an amount stands right behind them.
    """
    line = window.row(first.row)
    at = line.index(first) + 1
    rest = line[at] if at < len(line) else None
    if rest is None or not rest.key or rest[1:3] != (first.right + 1, first.bottom) or first.key + rest.key not in names.labels:
        return None
    is_amount = at + 1 < len(line) and line[at + 1].cell.kind == "number" and line[at + 1].column == rest.right + 1
    if not is_amount and not names.labels.isdisjoint((first.key, rest.key)):
        return None
    text = f"{first.text.strip()}{rest.text.strip()}"
    return first.named(text)._replace(text=text, right=rest.right), rest


def _parts(window: Window, first: Spot, names: _Names) -> list[Spot]:
    """Return the cells from one down that together say the longest name; the one alone where they say none."""
    found = [first, *_below(window, first, names)]
    ends = [end for end, text in enumerate(accumulate(each.key for each in found), 1) if text in names.whole]
    return found[: max(ends, default=1)]


def _below(window: Window, first: Spot, names: _Names) -> Iterator[Spot]:
    """Yield the cells right below one in its column that go on with what a name begins with."""
    text, last = first.key, first
    while text in names.beginnings:
        near = window.spots_between(last.bottom + 1, last.bottom + 1 + _MOST_BLANK)
        spot = next(filter(last.shares_columns, near), None)
        if spot is None or (spot.column, spot.right) != (first.column, first.right) or not 0 < len(spot.key) <= _LONGEST_PART:
            return
        if spot.row > last.bottom + 1 and {text, spot.key} <= names.whole:
            return  # 执行率 of the money, and 得分 of the table rows below it
        if window.right_of(spot) is not None and (_is_answered(window, last, names) or _are_two(window, text, spot, last, names)):
            return  # 年度 | 2026年 over 总体目标 | …, 年度总体目标 | … over 完成情况 | …
        text, last = text + spot.key, spot
        yield spot


def _are_two(window: Window, text: str, spot: Spot, last: Spot, names: _Names) -> bool:
    """True for two labels with something that is none beside the upper one: each has its own text."""
    beside = window.right_of(last)
    is_label = beside is None or beside.key in names.labels or beside.key in names.whole
    return not is_label and {text, spot.key} <= names.labels


def _is_answered(window: Window, label: Spot, names: _Names) -> bool:
    """True for a label of a head with its value right beside it: 项目 | 河堤巡护; a sentence may go on in the next row."""
    beside = window.right_of(label) if label.key in names.texts or label.key in names.years else None
    if beside is None or (beside.column, beside.bottom) != (label.right + 1, label.bottom):
        return False
    if label.key in names.years and is_year_line(beside.text):
        return True
    is_heading = beside.key in names.labels or beside.key in names.whole
    return label.key in names.texts and not is_heading and _SENTENCE.search(beside.text) is None


def _together(parts: Sequence[Spot]) -> Spot:
    text = "".join(each.text.strip() for each in parts)
    return parts[0].named(text)._replace(text=text, bottom=parts[-1].bottom)
