"""One form on paper: how high each row must be, and where a page ends.

Excel fits no row that holds merged cells, so every height is computed from the
text and the width it has.  A row may be 409 points high; what needs more stands in
several merged rows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from xlperf.book.measure import TALLEST_ROW, row_height
from xlperf.forms.form import Field, Form
from xlperf.forms.reading.head_part.money.money_details import OWN_PART
from xlperf.forms.values.amounts import is_blank_mark
from xlperf.summary.print.print_pattern import FormPattern, RowPattern, Slot, needed_height
from xlperf.summary.print.print_rest import rest_of
from xlperf.summary.print.print_rows import Row, table_rows
from xlperf.summary.print.print_values import BLANK, Printed, printed, printed_text, with_unit, words_in, year_line

_PIXEL = 0.75
_LARGEST_RUN = 0.4
"""Rows that share a remark stay together on a page, up to this part of it."""
TITLE, YEAR = "/title", "/year"
SHARED = "deviation_note"
"""The column in which one cell may speak for several rows."""


_NO_CELLS: Row = MappingProxyType({})


class Line(NamedTuple):
    """One printed row.

    Attributes:
        row: the row of the template that it repeats.
        indicator: its index in the table it stands in, -1 elsewhere.
        part: 0, or how many rows stand above it in the same merged cells.
        height: in points.
        opens: a page begins with it (not set for the first line of a form).
        cells: what stands in a row of a table, by column.
    """

    row: RowPattern
    indicator: int
    part: int
    height: float
    opens: bool = False
    cells: Row = _NO_CELLS


class _Part(NamedTuple):
    """A table of a form as lines: what stands above it, its header, its rows by blocks that stay together, what ends it."""

    above: list[Line]
    header: list[Line]
    blocks: list[list[Line]]
    foot: list[Line]


def lay_out(form: Form, pattern: FormPattern, taken: float = 0.0) -> tuple[Line, ...]:
    """Return the printed rows of a form.

    Args:
        form: the form.
        pattern: the template it is printed on.
        taken: points at the top of its first page that something else takes.
    """
    tables = [(each.body, table_rows(form, each.blank)) for each in pattern.tables]
    parts = _parts(form, pattern, tables, pattern.room, None)
    if taken + sum(map(_taken, parts)) > pattern.room:
        low = _parts(form, pattern, tables, 0.0, None)
        around = sum(_taken(each) - _blocks_height(each.blocks) for each in low)
        parts = _parts(form, pattern, tables, 0.0, _on_one_page(pattern, tables, pattern.room - taken - around))
    rest = rest_of(form, pattern.template)
    if rest:
        heading, body = pattern.rest
        parts.append(_Part([], [Line(heading, -1, 0, heading.height)], _blocks(pattern, body, rest, _lowest(body)), []))
    return tuple(_paged(parts, pattern.room, taken))


_Tables = Sequence[tuple[RowPattern, Sequence[Row]]]
"""The row of the template that stands for all rows of a table, and the rows."""


def _parts(form: Form, pattern: FormPattern, tables: _Tables, room: float, least: float | None) -> list[_Part]:
    """Return the tables of a form; none of their rows lower than ``least``, as high as the template's where that is None."""
    last = len(tables) - 1
    return [
        _Part(
            _rows(form, pattern, each.above, room),
            _rows(form, pattern, each.header, room),
            _blocks(pattern, body, rows, body.height if least is None else least),
            _rows(form, pattern, pattern.foot, pattern.room) if index == last else [],
        )
        for index, (each, (body, rows)) in enumerate(zip(pattern.tables, tables, strict=True))
    ]


def _blocks(pattern: FormPattern, body: RowPattern, rows: Sequence[Row], least: float) -> list[list[Line]]:
    """Return the rows of a table, none lower than ``least`` nor than its text."""
    runs = _runs(pattern, body, rows)
    return [_block(body, rows, run, least) for run in runs] or [[Line(body, -1, 0, least)]]


def _on_one_page(pattern: FormPattern, tables: _Tables, room: float) -> float | None:
    """Return the least height of rows that leaves all tables on the page; None when they would be too low to be read."""
    lowest, highest = (most(getter(body) for body, _ in tables) for most, getter in ((max, _lowest), (min, _own_height)))
    if _rows_height(pattern, tables, lowest) > room:
        return None
    fitting = lowest
    while fitting + _PIXEL < highest and _rows_height(pattern, tables, fitting + _PIXEL) <= room:
        fitting += _PIXEL
    return fitting


def _lowest(body: RowPattern) -> float:
    return row_height(1, body.looks[0].size)


def _own_height(body: RowPattern) -> float:
    return body.height


def _rows_height(pattern: FormPattern, tables: _Tables, least: float) -> float:
    return sum(_blocks_height(_blocks(pattern, body, rows, least)) for body, rows in tables)


def _blocks_height(blocks: Sequence[Sequence[Line]]) -> float:
    return sum(map(_height, blocks))


def _taken(part: _Part) -> float:
    return _height(part.above) + _height(part.header) + _blocks_height(part.blocks) + _height(part.foot)


def shown(form: Form, slot: Slot, cells: Row = _NO_CELLS) -> Printed:
    """Return what a filled slot shows: the value of its field, or what the template prints there.

    Args:
        form: the form.
        slot: of a row of the template.
        cells: of the row, in a table.
    """
    if slot.name and slot.name[0] != "/":
        return printed(cells.get(slot.name), slot.kind, form.amount_unit)
    if slot.name == YEAR:
        return printed_text(year_line(slot.text, form.get(YEAR)))
    if slot.name.startswith("/"):
        own = field_of(form, f"{slot.name}{OWN_PART}") if slot.is_part else None
        value = printed(own or field_of(form, slot.name), slot.kind, form.amount_unit)
        return printed_text(slot.text) if value.value is None and (slot.name == TITLE or is_blank_mark(slot.text)) else value
    return printed_text(with_unit(slot.text, form.amount_unit)) if slot.names_unit else BLANK


def field_of(form: Form, name: str) -> Field | None:
    """Return a field outside the tables, or what was read under the bureau's own name for it (/项目属性)."""
    return form.get(name) or next((each for each in form.further if each.name == name), None)


def shared_runs(rows: Sequence[Row]) -> list[list[int]]:
    """Return the rows of a table by index, those together that one remark cell speaks for."""
    runs: list[list[int]] = []
    last = None
    for index, row in enumerate(rows):
        field = row.get(SHARED)
        cell = field.cell if field is not None and field.value is not None else None
        if runs and cell is not None and cell == last:
            runs[-1].append(index)
        else:
            runs.append([index])
        last = cell
    return runs


def _runs(pattern: FormPattern, body: RowPattern, rows: Sequence[Row]) -> list[list[int]]:
    runs: list[list[int]] = []
    for run in shared_runs(rows):
        if len(run) == 1:  # as nearly all
            runs.append(run)
            continue
        whole = _height(_block(body, rows, run, body.height)) <= pattern.room * _LARGEST_RUN
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


def _block(body: RowPattern, rows: Sequence[Row], run: Sequence[int], least: float) -> list[Line]:
    """Return the rows of the indicators that one remark speaks for (mostly one), none lower than ``least``."""
    lines: list[Line] = []
    shared = 0.0
    for index in run:
        needed = least
        row = rows[index]
        for slot in body.filled:
            text = words_in(row.get(slot.name))
            if len(text) * 2 > slot.units or "\n" in text:
                height = needed_height(text, slot)
                if slot.name == SHARED:
                    shared = height
                elif height > needed:
                    needed = height
        lines += _split(body, index, needed, row)
    lacking = shared - _height(lines)
    if lacking > 0:
        lines[-1:] = _split(body, run[-1], lines[-1].height + lacking, rows[run[-1]])
    return lines


def _split(row: RowPattern, index: int, height: float, cells: Row = _NO_CELLS) -> list[Line]:
    if height <= TALLEST_ROW:
        return [Line(row, index, 0, _pixels(height), cells=cells)]
    parts = math.ceil(height / TALLEST_ROW)
    each = min(TALLEST_ROW, _pixels(height / parts))
    return [Line(row, index, part, each, cells=cells) for part in range(parts)]


@lru_cache(maxsize=4096)
def _pixels(points: float) -> float:
    return math.ceil(points / _PIXEL) * _PIXEL


def _height(lines: Sequence[Line]) -> float:
    return sum([line.height for line in lines])


def _paged(parts: Sequence[_Part], room: float, taken: float) -> list[Line]:
    """Put the rows one below the other; where a page is full, the header of the table is repeated on the next.

    The header is never alone at the end of a page, nor the closing line at the beginning of one.
    """
    lines: list[Line] = []
    used = taken
    for above, header, blocks, foot in parts:
        if lines and above and used + _height([*above, *header, *blocks[0]]) > room:
            above[0] = above[0]._replace(opens=True)
            used = 0.0
        lines += above
        used = (used + _height(above)) % room
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
        lines += foot
    return lines
