"""One form on paper: how high each row must be, and where a page ends.

Excel fits no row that holds merged cells, so every height is computed from the
text and the width it has.  A row may be 409 points high; what needs more stands in
several merged rows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from xlperf.book.measure import TALLEST_ROW, row_height
from xlperf.forms.form import Form
from xlperf.forms.values.amounts import is_blank_mark
from xlperf.summary.print.print_pattern import FormPattern, RowPattern, Slot, needed_height
from xlperf.summary.print.print_values import BLANK, Printed, printed, printed_text, with_unit, words_in, year_line

_PIXEL = 0.75
_LARGEST_RUN = 0.4
"""Rows that share a remark stay together on a page, up to this part of it."""
TITLE, YEAR = "/title", "/year"
SHARED = "deviation_note"
"""The column in which one cell may speak for several rows."""


class Line(NamedTuple):
    """One printed row.

    Attributes:
        row: the row of the template that it repeats.
        indicator: its index, -1 elsewhere.
        part: 0, or how many rows stand above it in the same merged cells.
        height: in points.
        opens: a page begins with it (not set for the first line of a form).
    """

    row: RowPattern
    indicator: int
    part: int
    height: float
    opens: bool = False


def lay_out(form: Form, pattern: FormPattern, taken: float = 0.0) -> tuple[Line, ...]:
    """Return the printed rows of a form.

    Args:
        form: the form.
        pattern: the template it is printed on.
        taken: points at the top of its first page that something else takes.
    """
    head = _rows(form, pattern, pattern.head, pattern.room)
    foot = _rows(form, pattern, pattern.foot, pattern.room)
    header = _rows(form, pattern, (pattern.header,), pattern.room)
    blocks = _blocks(form, pattern, pattern.body.height)
    around = _height(header) + _height(foot)
    if taken + _height(head) + around + sum(map(_height, blocks)) > pattern.room:
        head = _rows(form, pattern, pattern.head, 0.0)
        blocks = _on_one_page(form, pattern, pattern.room - taken - _height(head) - around) or blocks
    return tuple(_paged(head, header, blocks, foot, pattern.room, taken))


def _blocks(form: Form, pattern: FormPattern, least: float) -> list[list[Line]]:
    """Return the rows of the table, none lower than ``least`` nor than its text."""
    return [_block(form, pattern, run, least) for run in _runs(form, pattern)] or [[Line(pattern.body, -1, 0, least)]]


def _on_one_page(form: Form, pattern: FormPattern, room: float) -> list[list[Line]] | None:
    """Return the rows of the table as high as the rest of the page allows; None when they would be too low to be read."""
    lowest = row_height(1, pattern.body.looks[0].size)
    if _taken(form, pattern, lowest) > room:
        return None
    fitting = lowest
    while fitting + _PIXEL < pattern.body.height and _taken(form, pattern, fitting + _PIXEL) <= room:
        fitting += _PIXEL
    return _blocks(form, pattern, fitting)


def _taken(form: Form, pattern: FormPattern, least: float) -> float:
    return sum(map(_height, _blocks(form, pattern, least)))


def shown(form: Form, slot: Slot, index: int = -1) -> Printed:
    """Return what a filled slot shows: the value of its field, or what the template prints there.

    Args:
        form: the form.
        slot: of a row of the template.
        index: of the indicator, in a row of the table.
    """
    if index >= 0:
        return printed(form.rows[index].get(slot.name), slot.kind, form.amount_unit)
    if slot.name == YEAR:
        return printed_text(year_line(slot.text, form.get(YEAR)))
    if slot.name.startswith("/"):
        value = printed(form.get(slot.name), slot.kind, form.amount_unit)
        return printed_text(slot.text) if value.value is None and (slot.name == TITLE or is_blank_mark(slot.text)) else value
    return printed_text(with_unit(slot.text, form.amount_unit)) if slot.names_unit else BLANK


def shared_runs(form: Form) -> list[list[int]]:
    """Return the indicators, those together that one remark cell speaks for."""
    runs: list[list[int]] = []
    last = None
    for index, row in enumerate(form.rows):
        field = row.get(SHARED)
        cell = field.cell if field is not None and field.value is not None else None
        if runs and cell is not None and cell == last:
            runs[-1].append(index)
        else:
            runs.append([index])
        last = cell
    return runs


def _runs(form: Form, pattern: FormPattern) -> list[list[int]]:
    runs = []
    for run in shared_runs(form):
        whole = len(run) > 1 and _height(_block(form, pattern, run, pattern.body.height)) <= pattern.room * _LARGEST_RUN
        runs += [run] if whole else [[index] for index in run]
    return runs


def _rows(form: Form, pattern: FormPattern, rows: Sequence[RowPattern], room: float) -> list[Line]:
    """Return rows outside the table; with no room to spare, a goal takes what its text needs."""
    lines: list[Line] = []
    for row in rows:
        flat = [each for each in row.filled if each.area.top == each.area.bottom]
        needed = max((needed_height(shown(form, each).text, each) for each in flat), default=0.0)
        least = row.height if room or not row.stretches else row_height(2, row.looks[0].size)
        lines += _split(row, -1, max(least, needed))
    return _with_tall_cells(form, lines)


def _with_tall_cells(form: Form, lines: list[Line]) -> list[Line]:
    """Give the last row under a cell merged downwards what its text still lacks."""
    for slot in [each for line in lines if line.part == 0 for each in line.row.filled if each.area.bottom > each.area.top]:
        under = [index for index, line in enumerate(lines) if slot.area.top <= line.row.number <= slot.area.bottom]
        lacking = needed_height(shown(form, slot).text, slot) - sum(lines[index].height for index in under)
        if lacking > 0:
            last = lines[under[-1]]
            lines[under[-1]] = last._replace(height=min(TALLEST_ROW, _pixels(last.height + lacking)))
    return lines


def _block(form: Form, pattern: FormPattern, run: Sequence[int], least: float) -> list[Line]:
    """Return the rows of the indicators that one remark speaks for (mostly one), none lower than ``least``."""
    lines: list[Line] = []
    shared = 0.0
    for index in run:
        needed = least
        row = form.rows[index]
        for slot in pattern.body.filled:
            text = words_in(row.get(slot.name))
            if len(text) * 2 > slot.units or "\n" in text:
                height = needed_height(text, slot)
                if slot.name == SHARED and len(run) > 1:
                    shared = height
                elif height > needed:
                    needed = height
        lines += _split(pattern.body, index, needed)
    lacking = shared - _height(lines)
    if lacking > 0:
        lines[-1:] = _split(pattern.body, run[-1], lines[-1].height + lacking)
    return lines


def _split(row: RowPattern, index: int, height: float) -> list[Line]:
    parts = math.ceil(height / TALLEST_ROW)
    each = min(TALLEST_ROW, _pixels(height / parts))
    return [Line(row, index, part, each) for part in range(parts)]


def _pixels(points: float) -> float:
    return math.ceil(points / _PIXEL) * _PIXEL


def _height(lines: Sequence[Line]) -> float:
    return sum(line.height for line in lines)


def _paged(
    head: list[Line], header: list[Line], blocks: list[list[Line]], foot: list[Line], room: float, taken: float
) -> list[Line]:
    """Put the rows one below the other; where a page is full, the table's header is repeated on the next.

    The header is never alone at the end of a page, nor the closing line at the
    beginning of one.
    """
    lines = list(head)
    used = (taken + _height(head)) % room
    for number, block in enumerate(blocks):
        is_first, is_last = number == 0, number == len(blocks) - 1
        height = _height(block) + (_height(header) if is_first else 0.0) + (_height(foot) if is_last else 0.0)
        full = used + height > room
        if full:
            used = 0.0 if is_first else _height(header)
        if full or is_first:
            lines += [header[0]._replace(opens=full), *header[1:]]
        lines += block
        used += height
    return lines + foot
