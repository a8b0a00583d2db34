"""The indicator tables of a blank form: where their rows begin and end, and what stands under each heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlperf.forms.layouts.layout import ANNUAL, TERM, Layout
from xlperf.forms.reading.indicators.periods.block import Block
from xlperf.forms.reading.indicators.periods.roles import role_of
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.indicators.table_heading import heading
from xlperf.forms.reading.labels import Window
from xlperf.forms.values.form_text import key_of
from xlperf.intake.template_look import TemplateLook

OF_TERM = "term/"
"""Stands before the key of a column that belongs to the indicators of the whole term."""


@dataclass(frozen=True, slots=True, eq=False)
class BlankTable:
    """An indicator table of a blank form.

    Attributes:
        header: first and last row of its headings.
        body: first and last row of its blank rows.
        columns: first sheet column of each column by its name: ``level3``, ``term/level3`` for the whole term's, the heading
            of a column of the bureau's own.
        repeats_levels: every row names its levels; they are not merged.
    """

    header: tuple[int, int]
    body: tuple[int, int]
    columns: Mapping[str, int]
    repeats_levels: bool = False


def blank_tables(
    window: Window, layout: Layout, blocks: Sequence[Block], look: TemplateLook, total_row: int
) -> tuple[BlankTable, ...]:
    """Return the indicator tables of a blank form from top to bottom.

    Args:
        blocks: its tables; two that stand side by side are one table to print.
        total_row: the row of the closing line, 0 without one.
    """
    found = []
    for row in sorted({each.header_row for each in blocks}):
        here = sorted((each for each in blocks if each.header_row == row), key=lambda each: each.role != ANNUAL)
        last_of_header = heading(window, row, layout)[1]
        is_last = not any(each.header_row > row for each in blocks)
        end = total_row - 1 if total_row and is_last else _end(look, here, row, is_last)
        body = last_of_header + 1, end
        found.append(BlankTable((row, last_of_header), body, _columns(here, layout), layout.table.repeats_levels))
    return tuple(found)


def _columns(blocks: Sequence[Block], layout: Layout) -> dict[str, int]:
    """Return where the columns of tables that stand side by side begin, by name; a level that both share is the year's."""
    found: dict[str, int] = {}
    for block in blocks:
        prefix = "" if block.role == ANNUAL else OF_TERM
        columns = block.columns
        for key in columns.order:
            if columns.start(key) not in found.values():
                found[prefix + key] = columns.start(key)
        for (left, _), title in zip(columns.others, columns.titles, strict=False):
            if title:
                found.setdefault(_own_name(prefix, title, left, columns, layout), left)
    return found


def _own_name(prefix: str, title: str, left: int, columns: Columns, layout: Layout) -> str:
    """Return the name of a column under a heading of the bureau's own: a second column of targets is the whole term's."""
    target = columns.windows.get("target", (0, 0))
    beside = left - 1 == target[1] or any(right + 1 == target[0] for first, right in columns.others if first == left)
    is_term = not prefix and beside and role_of(key_of(title), layout.table.roles) == TERM
    return f"{OF_TERM}target" if is_term else prefix + title


def _end(look: TemplateLook, blocks: Sequence[Block], header_row: int, is_last: bool) -> int:
    """Return the last row of a table without a closing line: where its merged levels or its side label end."""
    first = min(each.columns.left for each in blocks)
    lowest = max(row for row, _ in look.cells) if is_last else max(each.window.row_numbers[-1] for each in blocks)
    ends = [
        area.bottom
        for area in look.sheet.merges
        if area.bottom > area.top >= header_row and area.left <= first + 1 and (is_last or area.top <= lowest)
    ]
    return max(ends, default=lowest)
