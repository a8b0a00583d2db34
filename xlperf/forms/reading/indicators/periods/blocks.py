"""Blocks: one form's indicator tables for several periods, side by side or one below the other (中期｜年度, 长期/年度).

A block is recognised by its headings alone: the same columns come twice.  Which period it is of, the heading above it,
its side label or its column of targets says; a layout lists the words (``table.periods``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlperf.forms.form import UNCLEAR_BLOCKS, Remark
from xlperf.forms.layouts.layout import ANNUAL, EARLIER, LATER, TERM, Layout
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.indicators.levels import without_points
from xlperf.forms.reading.indicators.periods.block import Block
from xlperf.forms.reading.indicators.periods.tables_beside import extents_of, one_apart, side_by_side, tables_beside
from xlperf.forms.reading.indicators.periods.tables_stacked import stacked
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.indicators.table_heading import heading
from xlperf.forms.reading.labels import Window

OTHER_YEAR = "other_year"
"""Kind of the remark on a table of another year than the form's, which is kept and is not the year's."""

_OTHER_YEARS = (EARLIER, LATER)


def blocks_of(window: Window, layout: Layout, header: tuple[int, Columns]) -> tuple[list[Block], list[Remark]]:
    """Return the tables of a form, the year's first, and a remark where they do not say which is the year's.

    Nearly every form has one table only, a self-evaluation never more.
    """
    only = [Block(ANNUAL, window, *header)]
    if layout.table.total_fields:  # what was reached is scored in one table
        return only, []
    beside = tables_beside(heading(window, header[0], layout)[0], layout)
    if len(beside) > 1:
        found = side_by_side(window, layout, header[0], beside)
    else:
        found = stacked(window, layout, header)
        if len(found) < 2:
            return only, []
    roles = _complete([each.role for each in found])
    if roles.count(ANNUAL) != 1 or len(set(roles)) < len(roles):
        cell = window.row(header[0])[0].address
        return [], [Remark(UNCLEAR_BLOCKS, cell=cell, detail={"count": str(len(found))})]
    named = [replace(each, role=role) for role, each in zip(roles, found, strict=True)]
    others = [_of_other_year(each) for each in named if each.role in _OTHER_YEARS]
    return sorted(named, key=lambda each: each.role != ANNUAL), others


def blocks_by_level(window: Window, layout: Layout, header: tuple[int, Columns], words: Vocabulary) -> list[Block]:
    """Return the parts of a table whose levels stand side by side, each over its part: 产出指标 | 效益指标; none of any other."""
    row = header[0]
    beside = [] if layout.table.total_fields else tables_beside(heading(window, row, layout)[0], layout)
    if len(beside) < 2:
        return []
    above = [without_points(spot, words) for spot in window.line_above(row)]
    names = [spot for spot in above if spot.key in words.level_names]
    extents = extents_of(beside, layout)
    over = [[spot for spot in names if left <= spot.column <= right] for left, right in extents]
    if any(len(each) != 1 for each in over):
        return []
    marks = frozenset(each[:2] for each in names)
    around = [(1, extents[0][0] - 1), *extents]
    parts = [one_apart(window, layout, row, around, index) for index in range(1, len(around))]
    found = zip(parts, over, strict=True)
    return [Block(ANNUAL, part, row, columns, marks, level) for (part, columns), (level,) in found if columns is not None]


def _of_other_year(block: Block) -> Remark:
    labels = [spot for row, _ in block.marks for spot in block.window.row(row) if spot[:2] in block.marks]
    first = labels[0] if labels else block.window.row(block.header_row)[0]
    return Remark(OTHER_YEAR, cell=first.address, detail={"label": first.text.strip()})


def _complete(roles: Sequence[str]) -> Sequence[str]:
    """Return the roles with the one of two that is not named: it is the other of year and term."""
    if len(roles) == 2 and roles.count("") == 1:
        other = next(each for each in roles if each)
        return [each or (TERM if other == ANNUAL else ANNUAL) for each in roles]
    return roles
