"""Where forms begin on a sheet: at titles, at project names that no title claims, at heads that come again below a table."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise

from xlperf.forms.layouts.layout import Label, Layout
from xlperf.forms.reading.head_part.codes import is_coded_body
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.places.evidence import FEWEST_LABELS, evidence_in, named_in
from xlperf.forms.reading.places.form_titles import (
    OFF_CENTRE,
    ROWS_OF_TITLE,
    Marks,
    caption_above,
    is_title,
    marks_of,
    rows_of_tables,
    title_layouts,
)
from xlperf.forms.reading.places.parts import LAST_COLUMN, LAST_ROW, HeadsAgain, Start, Starts, part_of, starts_by_column
from xlperf.forms.values.dates import is_year_line
from xlperf.forms.values.form_text import COLON, bare_key

_HEAD_LABELS = 3
# 项目 alone is a column of many tables; a label is no sentence.
_SHORTEST_NAME, _LONGEST_NAME = 4, 20


class _Passed:
    """The labels below every start, gathered row by row while a sheet is gone through: no row is looked at twice for one."""

    def __init__(self, window: Window, layouts: tuple[Layout, ...]) -> None:
        self._window, self._layouts = window, layouts
        self._seen: dict[tuple[int, int], tuple[int, set[str]]] = {}

    def labels_between(self, start: Start, row: int) -> int:
        """Return how many labels of one layout stand from a start to above a row, in its columns and right of them."""
        first, keys = self._seen.get((id(start), start.left), (start.row, set()))
        below = self._window.spots_between(first, row - 1)
        keys.update(key for each in below if each.column >= start.left for key in _names_of(each))
        self._seen[id(start), start.left] = (max(first, row), keys)
        return max(sum(not keys.isdisjoint(known) for _, known in layout.all_labels) for layout in self._layouts)


def _names_of(spot: Spot) -> tuple[str, ...]:
    """Return the keys that a cell may be a label by; 项目名称：河堤巡护 is one with its value."""
    return (spot.key, spot.bare, spot.key.partition(":")[0]) if ":" in spot.key else (spot.key, spot.bare)


def starts_on(window: Window, layouts: tuple[Layout, ...]) -> list[Start]:
    """Return where forms begin: at titles, and at project names that no title claims."""
    names = _names_in(window, layouts)
    starts = _gone_through(window, layouts, names, [])
    if not starts:  # no title that a layout knows, and the name in one cell with its label
        first = next((line[0] for line in window.lines if named_in(line[0], names)), None)
        starts = _gone_through(window, layouts, names, [_begun(window, first, layouts, is_first=True)]) if first else []
    columns = starts_by_column(starts)
    return [each for each in starts if not _continues(window, each, starts, columns)]


def _gone_through(window: Window, layouts: tuple[Layout, ...], names: frozenset[str], starts: list[Start]) -> list[Start]:
    """Return the starts with those that the rows of a sheet hold, one after the other."""
    marks = marks_of(layouts)
    passed = _Passed(window, layouts)
    tables = rows_of_tables(window, layouts)
    again = HeadsAgain(window, marks.heads, tables) if len(tables) > 1 else None
    otherwise = _named_otherwise(window, layouts, names, tables)
    for number, line in zip(window.row_numbers, window.lines, strict=True):
        first = line[0]
        if starts and again is not None and first.key in again.heads and again.begins(starts[-1], number):
            starts.append(Start(_head_row(window, first), first.column, None, layouts, first))
            continue
        for index, spot in enumerate(line):
            if not spot.key and spot[:2] not in otherwise:
                continue
            if spot.key in names or spot.bare in names or spot[:2] in otherwise:
                if marks.head_table(line):
                    continue  # a column of a table in which each row names the project
                if not any(each.right + 1 == spot.column and each.is_one_of(names) for each in line[:index]):
                    _claim(window, starts, spot, layouts, passed)  # else a project that is called 项目名称
            elif marks.may_end_title(spot.key) and (
                is_title(spot, line, layouts) or _heads_form_beside(window, spot, index, marks)
            ):
                starts.append(Start(spot.row, spot.column, spot, title_layouts(spot, marks)))
            elif starts and not index and named_in(spot, names) and _names_another(window, starts, spot, names, passed):
                starts.append(Start(_head_row(window, spot), spot.column, None, layouts, spot))
    return starts


def _heads_form_beside(window: Window, spot: Spot, index: int, marks: Marks) -> bool:
    """True for a title behind the cells of another form, with the label of a project's name below it in its own column."""
    if not index or not title_layouts(spot, marks):
        return False
    below = window.spots_between(spot.bottom + 1, spot.bottom + ROWS_OF_TITLE)
    return any(each.column == spot.column and each.is_one_of(marks.names) for each in below)


def _names_in(window: Window, layouts: tuple[Layout, ...]) -> frozenset[str]:
    """Return the keys of the labels that begin a form; where no layout's own stands, of those that a layout knows by their make."""
    names = marks_of(layouts).names
    if window.has_any(names):
        return names
    labels = tuple(each for layout in layouts for each in layout.labels if each.starts_form)
    known = frozenset(key for each in labels for key in each.otherwise if len(key) >= _SHORTEST_NAME)
    said = {bare.partition(":")[0] for each in window.spots() if (bare := each.bare)}
    short = (each for each in said if _SHORTEST_NAME <= len(each) <= _LONGEST_NAME)
    return names | known | {key for key in short if any(each.is_like(key) for each in labels)}


def _named_otherwise(
    window: Window, layouts: tuple[Layout, ...], names: frozenset[str], tables: Sequence[int]
) -> frozenset[tuple[int, int]]:
    """Return where the name of a project stands beside other words of its label, above a table that has no known one over it.

    项目（政策）名称 | 渠道清淤 in one of several forms, the others with 项目名称; 项目 | 渠道清淤 at the left of a head.
    """
    found: set[tuple[int, int]] = set()
    named = {each.row for each in window.with_keys(names)}
    for above, table in pairwise((0, *tables)):
        if not named.isdisjoint(range(above + 1, table)):
            continue
        lines = [window.row(row) for row in window.rows_between(above + 1, table - 1)]
        if any(each.bare in names or named_in(each, names) for line in lines for each in line):
            continue
        labels = [each for layout in layouts for each in layout.labels if each.starts_form]
        said = ((line[0], *_said(line, marks_of(layouts).heads)) for line in lines)
        found.update([spot[:2] for spot, key, value in said if value and any(_may_name(each, key, value) for each in labels)][:1])
    return frozenset(found)


def _said(line: list[Spot], heads: Container[str]) -> tuple[str, str]:
    """Return the label at the left of a row and its value, in one cell or beside it; an empty value where there is none."""
    name, colon, value = COLON.sub(":", line[0].text, count=1).partition(":")
    if colon and value.strip():
        return bare_key(name), value.strip()
    beside = line[1] if len(line) > 1 else None
    is_value = beside is not None and beside.cell.kind == "text" and not beside.is_one_of(heads)
    return line[0].bare, beside.text if beside is not None and is_value else ""


def _may_name(label: Label, key: str, value: str) -> bool:
    return (key in label.otherwise or label.is_like(key)) and (label.if_value is None or label.if_value.search(value) is not None)


def _claim(window: Window, starts: list[Start], spot: Spot, layouts: tuple[Layout, ...], passed: _Passed) -> None:
    """Give a project name to the title above it, or begin a form with it."""
    free = [each for each in starts if each.name is None and each.row < spot.row and each.column <= spot.column + OFF_CENTRE]
    mine = [each for each in free if not _has_nearer(window, each, spot, layouts)]
    if mine:
        lowest = max(each.row for each in mine)
        fitting = [each for each in mine if each.row == lowest]
        owner = max((each for each in fitting if each.column <= spot.column), key=lambda each: each.column, default=fitting[0])
        owner.name = spot
        return
    if free:
        starts.append(_begun(window, spot, layouts, is_first=False))
        return
    last = max((each for each in starts if each.left <= spot.column), key=lambda each: (each.row, each.left), default=None)
    if last is None or _begins_form(window, last, spot, layouts, passed):
        begun = _begun(window, spot, layouts, is_first=last is None)
        nameless = next((each for each in starts if each.name is None and each.title is begun.title), None)
        if begun.title is not None and nameless is not None:  # typed over the middle of a wide form
            nameless.name = spot
            return
        starts.append(begun)


def _has_nearer(window: Window, title: Start, spot: Spot, layouts: tuple[Layout, ...]) -> bool:
    """True for a title with the label of a project's name in the next rows, left of one that heads a form of its own."""
    below = window.spots_between(spot.row + 1, spot.row + ROWS_OF_TITLE)
    near = (each for each in below if abs(each.column - title.column) < abs(spot.column - title.column))
    names = (each for each in near if title.column <= each.column + OFF_CENTRE and each.is_one_of(marks_of(layouts).names))
    return any(_is_beside(window, each, spot, layouts) for each in names)


def _begun(window: Window, name: Spot, layouts: tuple[Layout, ...], is_first: bool) -> Start:
    """Return the start of a form at the name of its project, with the title above it that no layout knows."""
    caption = caption_above(window, name, is_first=is_first)
    if caption is None:
        return Start(_head_row(window, name), name.column, None, layouts, name)
    return Start(caption.row, min(caption.column, name.column), caption, layouts, name, captioned=True)


def _begins_form(window: Window, last: Start, spot: Spot, layouts: tuple[Layout, ...], passed: _Passed) -> bool:
    """True when a project name below or beside a form belongs to a form of its own and is no repeated label."""
    first = last.name or spot
    if spot.row == first.row:
        return _is_beside(window, first, spot, layouts)
    is_captioned = caption_above(window, spot, is_first=False) is not None
    if is_captioned and _is_beside(window, first, spot, layouts):
        return True
    is_first = window.row(spot.row)[0] is spot or is_captioned
    return is_first and passed.labels_between(last, spot.row) >= FEWEST_LABELS


def _is_beside(window: Window, first: Spot, spot: Spot, layouts: tuple[Layout, ...]) -> bool:
    """True for a project name right of another with a table of its own: 一级项目名称 | … | 二级项目名称 | … have one together."""
    if spot.column - first.column < min(each.table.width for each in layouts):
        return False
    found = evidence_in(window.part(spot.row, LAST_ROW, spot.column, LAST_COLUMN), layouts)
    return found.has_table and len(found.labels) >= FEWEST_LABELS


def _names_another(window: Window, starts: list[Start], spot: Spot, names: frozenset[str], passed: _Passed) -> bool:
    """True for 项目名称：黑土地保护 below the table of a form that has another name, in one cell with its label or beside it."""
    last = max(starts, key=lambda each: each.row)
    if passed.labels_between(last, spot.row) < FEWEST_LABELS:
        return False
    beside = text_beside(window, last.name) if spot.column <= last.left else ""  # right of the edge it may be a guide
    own = {beside, *(named_in(each, names) for each in window.spots_between(last.row, spot.row - 1))} - {""}
    return bool(own) and named_in(spot, names) not in own


def _continues(window: Window, start: Start, starts: list[Start], columns: Starts) -> bool:
    """True for a title that is repeated in the middle of a form: no head follows it, or no more than the same names again."""
    if start.title is None:
        return False
    above = [each for each in starts if each.row < start.row and each.name is not None and each.left <= start.column + OFF_CENTRE]
    if not above:
        return False
    last = max(above, key=lambda each: each.row)
    if start.name is not None and text_beside(window, last.name) != text_beside(window, start.name):
        return False
    evidence = evidence_in(part_of(window, start, columns), start.layouts)
    heads, layout = evidence.heads, evidence.layout
    if start.name is None:
        return len(heads) < _HEAD_LABELS
    return layout in last.layouts and all(key in layout.head_keys for each in heads for key in each.keys)


def text_beside(window: Window, spot: Spot | None) -> str:
    """Return what stands right of a cell."""
    beside = window.right_of(spot) if spot is not None else None
    return beside.text.strip() if beside is not None else ""


def _head_row(window: Window, spot: Spot) -> int:
    """Return the row of the year line above an untitled form, of the line above that names its unit, or of its project name."""
    above = window.rows_above(spot.row)[-ROWS_OF_TITLE:]
    for row in reversed(above):
        line = window.row(row)
        if len(line) == 1 and is_year_line(line[0].text):
            return row
    return next((row for row in above[-1:] if is_coded_body(window.row(row)[0].text)), spot.row)
