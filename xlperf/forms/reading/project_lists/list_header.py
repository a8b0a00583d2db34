"""Where a table of many projects stands: 项目名称 and the headings of indicators side by side in one header."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from xlperf.forms.layouts.label_keys import own_name
from xlperf.forms.layouts.layout import LEVELS, NAMES, Label, Layout
from xlperf.forms.layouts.other_kinds import kind_by_headings, names_other_kind
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.head_part.headings import likely_labels
from xlperf.forms.reading.head_part.likely_labels import LOWER_LEVEL
from xlperf.forms.reading.head_part.years_in_labels import headings_of_year
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.indicators.table_heading import columns_at, heading
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.places.parts import LAST_COLUMN, LAST_ROW
from xlperf.forms.reading.project_lists.list_title import first_over, title_of_list
from xlperf.forms.values.choices import chosen

_LABELS_OF_HEAD = 2
_RESULTS = ("actual", "score")


@dataclass(frozen=True, slots=True)
class Group:
    """A level-1 name in the header over 三级指标 and 指标值 of its own: one of the levels that stand side by side."""

    level1: Spot
    name: tuple[int, int]
    target: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ListHeader:
    """The header of a table of many projects.

    Attributes:
        layout: what its headings mean.
        top: the row of its title, or its own first row without one.
        title: None without one.
        row, last: the row of the headings of indicators, and the last one.
        fields: each column of a project with its label, its heading, and its first and last sheet column.
        columns: those of the indicators; None where the levels stand side by side.
        groups: the levels that stand side by side.
        numbers: sheet columns of 序号.
        unknown: headings of a project that mean nothing to xlperf.
    """

    layout: Layout
    top: int
    title: Spot | None
    row: int
    last: int
    fields: tuple[tuple[Label, Spot, tuple[int, int]], ...]
    columns: Columns | None
    groups: tuple[Group, ...] = ()
    numbers: frozenset[int] = frozenset()
    unknown: tuple[Spot, ...] = ()

    @property
    def first(self) -> int:
        """The row of 项目名称, which may stand above those of the indicators."""
        return min((self.row, *(spot.row for _, spot, _ in self.fields)))

    @property
    def amounts(self) -> list[str]:
        """The fields of its columns of amounts."""
        return [label.field for label, _, _ in self.fields if label.type == "amount"]

    def extent_of(self, field: str) -> tuple[int, int] | None:
        """Return the first and last sheet column of a field of the projects, None without a column."""
        return next((extent for label, _, extent in self.fields if label.field == field), None)


def list_header(window: Window, layouts: Sequence[Layout], vocabulary: Vocabulary) -> ListHeader | None:
    """Return the header of the first table of many projects on a sheet, None where there is none.

    Args:
        layouts: all of the run; those of lists are looked for, the others tell which headings belong to another kind of form.
    """
    lists = (each for each in layouts if each.lists_projects)
    found = (next(_headers(window, each, _foreign(each, layouts), vocabulary), None) for each in lists)
    return min((each for each in found if each is not None), key=lambda each: each.first, default=None)


def _foreign(layout: Layout, layouts: Sequence[Layout]) -> frozenset[str]:
    """Return the headings that only a form of another kind has: a list with 实际完成值 and 得分 holds no declarations."""
    others = (each.table for each in layouts if each.kind != layout.kind)
    return frozenset().union(*(each.keys(key) for each in others for key in _RESULTS)) - layout.table.label_keys


def _headers(window: Window, layout: Layout, foreign: frozenset[str], vocabulary: Vocabulary) -> Iterator[ListHeader]:
    starts = frozenset().union(*(each.keys | each.otherwise for each in layout.labels if each.starts_form))
    names = layout.table.keys("level3") | layout.table.keys("level2")  # 一级指标 | 二级指标 | 指标值 has no more
    for spot in sorted(window.with_keys(starts) or _named_alike(window, layout, names)):
        heads = range(spot.row, max(spot.bottom, spot.row + 1) + 1)
        rows = [row for row in heads if any(each.key in names for each in window.row(row))]
        if not rows:
            continue  # as in every form of a single project
        groups = tuple(_groups(window, rows[0] - 1, layout, vocabulary)) if rows[0] > spot.row else ()
        if len(groups) < len(LEVELS):
            groups = ()
        # 项目名称 may be merged down to the row of 一级指标, with 绩效指标 above that.
        at = rows[0] - bool(groups) if rows[0] <= spot.bottom or groups else spot.row
        found = _header_at(window, layout, (spot.row, at), groups, foreign, vocabulary)
        if found is not None and not _is_of_form(found, spot, window, starts) and not _heads_form(spot, window, layout):
            yield found


def _named_alike(window: Window, layout: Layout, names: frozenset[str]) -> Iterator[Spot]:
    """Yield the headings beside those of indicators that name a project in other words: 二级项目名称, 支出项目名称."""
    likes = [each for each in layout.labels if each.starts_form and each.like is not None]
    for row in sorted({each.row for each in window.with_keys(names)}):
        line = (each for each in window.spots_between(row - 1, row) if each.bottom >= row)
        yield from (each for each in line if any(like.is_like(each.bare) for like in likes))


def _heads_form(name: Spot, window: Window, layout: Layout) -> bool:
    """True for 项目名称 of a single form whose table stands at the right of its head: below it follow labels, no names."""
    below = (each for each in window.spots_below(name.bottom) if each.column == name.column)
    labels = [each.is_one_of(layout.label_keys) for each in islice(below, _LABELS_OF_HEAD)]
    return len(labels) == _LABELS_OF_HEAD and all(labels)


def _is_of_form(found: ListHeader, name: Spot, window: Window, starts: frozenset[str]) -> bool:
    """True for the table of a single form below its own 项目名称 in which a column repeats the name of the project in each row."""
    says_more = any(not label.starts_form for label, _, _ in found.fields)
    return not says_more and any(each.row < name.row for each in window.with_keys(starts))


def _header_at(
    window: Window, layout: Layout, rows: tuple[int, int], groups: tuple[Group, ...], foreign: frozenset[str], words: Vocabulary
) -> ListHeader | None:
    """Return the header whose first row and whose row of level headings are given, None where there is none."""
    first, row = rows
    line, last = heading(window, row, layout)
    above = [each for each in window.row(first) if first < row <= each.bottom]
    line = sorted([*line, *above], key=lambda each: each.column)
    columns = None if groups else _columns(window, row, layout)
    if any(each.key in foreign for each in line) or not (columns or groups):
        return None
    if layout.kind == "self_evaluation" and not (columns and columns.windows.keys() & set(_RESULTS)):
        return None  # without results it is a list of declarations
    taken = list(columns.windows.values()) if columns else [(each.name[0], each.target[1]) for each in groups]
    free = [each for each in line if not each.is_within(taken)]
    line, free, last = _divided(window, row, max(last, row + bool(groups)), line, free)
    title = title_of_list(window, first, layout)
    said = title.key if title is not None else ""
    if kind_by_headings((each.key for each in line), said) or names_other_kind(said):
        return None  # 1-7月执行数, 全年预计完成值: a list of monitored projects
    numbers = frozenset(column for each in free if each.key in words.row_numbers for column in range(each.column, each.right + 1))
    top = title.row if title else first_over(window, first, layout)
    above = [*window.spots_between(top, row - 1)]
    meant = headings_of_year(free, above, layout)
    printed = {each[:2]: each for each in free}
    found = _fields(meant, line, layout, window.part(last + 1, LAST_ROW, 1, LAST_COLUMN))
    fields = tuple((label, printed[each[:2]], extent) for label, each, extent in found)
    known = {each[:2] for _, each, _ in fields}
    unknown = tuple(each for each in free if each[:2] not in known and each.column not in numbers)
    columns = _with_others(columns, [each for each in unknown if each.row < row])
    return ListHeader(layout, top, title, row, last, fields, columns, groups, numbers, unknown)


def _with_others(columns: Columns | None, unknown: Sequence[Spot]) -> Columns | None:
    """Return the columns with the headings of projects that mean nothing and stand above those of the indicators: 项目负责人."""
    if columns is None:
        return None
    free = [each for each in unknown if not any(map(columns.by_place.__contains__, range(each.column, each.right + 1)))]
    extents, titles = tuple((each.column, each.right) for each in free), tuple(own_name(each.text) for each in free)
    return replace(columns, others=(*columns.others, *extents), titles=(*columns.titles, *titles))


def _divided(window: Window, row: int, last: int, line: list[Spot], free: list[Spot]) -> tuple[list[Spot], list[Spot], int]:
    """Return all headings and those of a project, wide ones divided by what stands below them: 项目资金 over 财政拨款, 其他资金.

    Where the other headings are not merged down, a row with nothing but words below wide headings is one of the header too.
    """
    wide = [each for each in free if each.right > each.column]
    below = window.row(row + 1)
    if last == row and len(below) > 1 and all(each.cell.kind == "text" and _is_below(each, wide) for each in below):
        last = row + 1
    parts = [each for each in window.spots_between(row + 1, last) if _is_below(each, wide)]
    whole = [each for each in wide if not any(_is_below(part, [each]) for part in parts)]

    def divided(headings: list[Spot]) -> list[Spot]:
        kept = (each for each in headings if each not in wide or each in whole)
        return sorted([*kept, *parts], key=lambda each: each.column)

    return divided(line), divided(free), last


def _is_below(spot: Spot, headings: Sequence[Spot]) -> bool:
    return any(each.column <= spot.column <= each.right for each in headings)


def _columns(window: Window, row: int, layout: Layout) -> Columns | None:
    """Return the columns of the indicators, None without names and targets.

    单位 and 实际完成情况 left of the levels are those of a project, and so hide no heading of the indicators.
    """
    every = columns_at(window, row, layout)
    if every is None:
        return None
    first = min(extent[0] for key, extent in every.windows.items() if key in NAMES)
    columns = columns_at(window, row, layout, left=first)
    if columns is None or "target" not in columns.windows:
        return None
    free = [each for each in zip(every.others, every.titles, strict=True) if each[0][0] < first]
    extents, titles = tuple(each for each, _ in free), tuple(each for _, each in free)
    return replace(columns, others=(*extents, *columns.others), titles=(*titles, *columns.titles))


def _groups(window: Window, row: int, layout: Layout, vocabulary: Vocabulary) -> Iterator[Group]:
    names, targets = layout.table.keys("level3"), layout.table.keys("target")
    below = window.row(row + 1)
    heads = [each for each in window.row(row) if each.key in vocabulary.level1]
    ends = [*(each.column - 1 for each in heads[1:]), LAST_COLUMN]
    for spot, end in zip(heads, ends, strict=False):
        own = [each for each in below if spot.column <= each.column <= end]
        name = next((each for each in own if each.key in names), None)
        target = next((each for each in own if each.key in targets), None)
        if name is not None and target is not None:
            yield Group(spot, (name.column, name.right), (target.column, target.right))


def _fields(
    free: Sequence[Spot], line: Sequence[Spot], layout: Layout, below: Window
) -> Iterator[tuple[Label, Spot, tuple[int, int]]]:
    """Yield the label that each heading of a project means; of two with one text, the one below the total at its left."""
    known: dict[str, Label] = {}
    found: list[tuple[Label, Spot]] = []
    for spot in free:
        label = _meant(spot, layout, known)
        if label is not None and label.field not in {each.field for each in known.values()}:
            known[label.label] = label
            found.append((label, spot))
    for label, spot in _below_own_total(_in_other_words(found, free, layout, below), layout):
        after = min((each.column for each in line if each.column > spot.right), default=spot.right + 1)
        yield label, spot, (spot.column, max(spot.right, after - 1))


def _in_other_words(
    found: Sequence[tuple[Label, Spot]], free: Sequence[Spot], layout: Layout, below: Window
) -> list[tuple[Label, Spot]]:
    """Return the columns with those whose headings mean a label that no heading listed names: 资金总额 is the year's then."""
    fields = {label.field for label, _ in found}
    all_found: list[tuple[Label, Spot]] = []
    meant = {spot: label for label, spot in found}
    for spot in sorted(free, key=lambda each: LOWER_LEVEL.match(each.bare) is None):  # 二级项目名称 is that of the project
        label = meant.get(spot)
        if spot.key:
            keys = (spot.key, spot.bare)
            likely = (each for each in likely_labels(spot, layout) if label is None or not each.otherwise.isdisjoint(keys))
            other = next((each for each in likely if each.field not in fields and _may_hold(each, spot, below)), None)
            if other is not None:
                fields = (fields - {label.field} if label is not None else fields) | {other.field}
                label = other
        if label is not None:
            all_found.append((label, spot))
    return sorted(all_found, key=lambda each: each[1].column)


def _may_hold(label: Label, spot: Spot, below: Window) -> bool:
    """False for 项目属性 over 延续项目: it is the category only where one stands below it."""
    if label.otherwise_value is None or not spot.is_one_of(label.otherwise):
        return True
    return any(each.column == spot.column and label.otherwise_value.search(chosen(each.text).strip()) for each in below.spots())


def _below_own_total(found: Sequence[tuple[Label, Spot]], layout: Layout) -> Iterator[tuple[Label, Spot]]:
    """Yield the columns with the parts of a total that is not there as those of the one that is: all money is the year's then."""
    labels, fields = {each.label for each, _ in found}, {each.field for each, _ in found}
    for label, spot in found:
        if label.below and label.below not in labels:
            role = label.field.rpartition("_")[2]
            twins = (each for each in layout.labels if each.below in labels and each.field.endswith(f"_{role}"))
            label = next((each for each in twins if each.field not in fields), label)
        yield label, spot


def _meant(spot: Spot, layout: Layout, known: Mapping[str, Label]) -> Label | None:
    fitting = [each for each in (*layout.labels, *layout.optional) if each.field and spot.is_one_of(each.keys)]
    if not fitting:
        alone = next((each.alone for each in layout.labels if each.alone and spot.is_one_of(each.keys)), "")
        fitting = [each for each in layout.labels if alone and each.field == alone]
    below = [each for each in fitting if each.below in known] or fitting
    return below[-1] if below else None
