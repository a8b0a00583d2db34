"""Where the forms stand on a sheet: from each title to the next."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xlperf.forms.labels import Spot, Window
from xlperf.forms.layout import Layout

_TITLE_TAIL = re.compile(r"[(][^()]*[)]$")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
# With fewer labels than this, a title is a mention in some note and no form.
_FEWEST_LABELS = 5


@dataclass(frozen=True, slots=True)
class Region:
    """A form's part of a sheet: its layout, title (None when it has none) and cells."""

    layout: Layout
    title: Spot | None
    window: Window
    top: int
    left: int


@dataclass(frozen=True, slots=True)
class Fragment:
    """Something that looks like a form but lacks most of its labels."""

    layout: Layout
    spot: Spot
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Start:
    row: int
    column: int
    title: Spot | None
    layout: Layout | None


def title_layout(spot: Spot, layouts: tuple[Layout, ...]) -> Layout | None:
    """Return the layout whose title stands in a cell, None when it is no title."""
    key = _TITLE_TAIL.sub("", spot.key)
    if not key or any(key.endswith(each) for layout in layouts for each in layout.headings):
        return None
    return next((layout for layout in layouts for each in layout.titles if key.endswith(each)), None)


def find_regions(window: Window, layouts: tuple[Layout, ...]) -> tuple[list[Region], list[Fragment]]:
    """Return the forms of a sheet in reading order, and what only looks like one."""
    starts = _starts(window, layouts)
    regions: list[Region] = []
    fragments: list[Fragment] = []
    for start in starts:
        part = _part(window, start, starts)
        layout = start.layout or _best_layout(part, layouts)
        found = _labels_in(part, layout)
        if len(found) >= _FEWEST_LABELS and _has_name(part, layout):
            regions.append(Region(layout, start.title, part, start.row, start.column))
        elif start.title is not None and (found or _is_centred_title(start.title)):
            missing = tuple(each.label for each in layout.labels if each.required and each.label not in found)
            fragments.append(Fragment(layout, start.title, missing))
    return regions, fragments


def _starts(window: Window, layouts: tuple[Layout, ...]) -> list[_Start]:
    """Return where forms begin: at titles, and at project names that no title claims."""
    name_keys = frozenset().union(*(each.keys for layout in layouts for each in layout.labels if each.starts_form))
    starts: list[_Start] = []
    named: set[int] = set()
    for spot in window.spots():
        if not spot.key:
            continue
        layout = title_layout(spot, layouts)
        if layout is not None:
            starts.append(_Start(spot.row, spot.column, spot, layout))
        elif spot.key in name_keys:
            index = next((i for i in range(len(starts) - 1, -1, -1) if _claims(starts[i], spot, starts)), None)
            if index is None or index in named and _is_new_form(window, spot):
                starts.append(_Start(_head_row(window, spot), spot.column, None, None))
                named.add(len(starts) - 1)
            else:
                named.add(index)
    return starts


def _columns(start: _Start, starts: list[_Start]) -> tuple[int, int]:
    """Return the first and last column of a form: forms that begin in one row stand side by side."""
    beside = sorted(each.column for each in starts if each.row == start.row)
    index = beside.index(start.column)
    return (1 if index == 0 else start.column, beside[index + 1] - 1 if index + 1 < len(beside) else _LAST_COLUMN)


def _claims(start: _Start, spot: Spot, starts: list[_Start]) -> bool:
    """True when a project name belongs to the form that began at a start above it."""
    left, right = _columns(start, starts)
    return start.row <= spot.row and left <= spot.column <= right


def _is_new_form(window: Window, spot: Spot) -> bool:
    """True when a second project name begins a row of its own, as an untitled form does."""
    return window.row(spot.row)[0] is spot


def _head_row(window: Window, spot: Spot) -> int:
    """Return the row of the year line above an untitled form, or the row of its project name."""
    above = [row for row in window.row_numbers if spot.row - 3 <= row < spot.row]
    lines = [
        row for row in above if len(window.row(row)) == 1 and "年度" in window.row(row)[0].key and len(window.row(row)[0].key) < 12
    ]
    return lines[0] if lines else spot.row


def _part(window: Window, start: _Start, starts: list[_Start]) -> Window:
    """Return the cells from a start to the next one below it, left of the next one beside it."""
    left, right = _columns(start, starts)
    below = [each.row for each in starts if each.row > start.row]
    return window.part(start.row, min(below) - 1 if below else _LAST_ROW, left, right)


def _labels_in(window: Window, layout: Layout) -> set[str]:
    """Return which labels of a layout stand in a window."""
    keys = {key for spot in window.spots() if spot.key for key in (spot.key, spot.bare)}
    entries = [*layout.labels, *layout.table.columns, *((*layout.grid.rows, *layout.grid.columns) if layout.grid else ())]
    return {each.label for each in entries if not keys.isdisjoint(each.keys)}


def _best_layout(window: Window, layouts: tuple[Layout, ...]) -> Layout:
    return max(layouts, key=lambda each: len(_labels_in(window, each)))


def _has_name(window: Window, layout: Layout) -> bool:
    keys = {spot.key for spot in window.spots()}
    return any(not keys.isdisjoint(each.keys) for each in layout.labels if each.starts_form)


def _is_centred_title(spot: Spot) -> bool:
    return spot.right > spot.column
