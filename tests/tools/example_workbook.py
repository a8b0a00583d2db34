"""Writes grids into workbooks that look as a unit's do: 宋体, borders, rows high enough, A4 portrait, one page wide."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tests.tools.example_grids import HEADING, TITLE, Grid, Percent, Place

WIDTHS = (12, 24, 19, 30, 14, 14)
_LINE, _LEAST = 14.25, 19.5
"""Height in points of a line of 宋体 10.5, and of a row with one line."""


class Workbook:
    """A workbook with fixed properties, so that the bytes never change."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._book = xlsxwriter.Workbook(
            str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        )
        self._book.set_properties({"created": datetime.datetime(2026, 1, 1)})
        base = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter", "text_wrap": True, "border": 1}
        self._left = self._book.add_format({**base, "align": "left"})
        self._centre = self._book.add_format({**base, "align": "center"})
        self._money = self._book.add_format({**base, "align": "right", "num_format": "#,##0.00"})
        self._number = self._book.add_format({**base, "align": "center", "num_format": "0.##"})
        self._percent = self._book.add_format({**base, "align": "center", "num_format": "0.00%"})
        self._date = self._book.add_format({**base, "align": "center", "num_format": "yyyy-mm-dd"})
        title = {"font_name": "宋体", "font_size": 18, "bold": True, "valign": "vcenter"}
        self._title = self._book.add_format({**title, "align": "center"})
        self._pasted_title = self._book.add_format(title)
        self._plain = self._book.add_format({"font_name": "宋体", "font_size": 10.5, "valign": "vcenter"})
        self._year = self._book.add_format({"font_name": "宋体", "font_size": 12, "align": "center", "valign": "vcenter"})

    def sheet(self, name: str, *grids: Grid, hidden: bool = False, widths: Sequence[float] = WIDTHS) -> None:
        """Add a sheet with forms at their places; ``widths`` are those of the columns of a form."""
        sheet = self._book.add_worksheet(name)
        first = min((left for grid in grids for _, left, _, _ in grid.frames), default=1)
        for column, width in enumerate(widths, start=first):
            sheet.set_column(column - 1, column - 1, width)
        for grid in grids:
            self._write(sheet, grid, first, widths)
        sheet.set_paper(9)
        sheet.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        if hidden:
            sheet.hide()

    def close(self) -> None:
        """Finish the file."""
        self._book.close()

    def _write(self, sheet: Worksheet, grid: Grid, first: int, widths: Sequence[float]) -> None:
        merged = {area[:2]: area for area in grid.merges}
        covered = {place for area in grid.merges for place in _places(area)}
        for frame in grid.frames:
            for row, column in sorted(set(_places(frame)) - covered):
                sheet.write_blank(row - 1, column - 1, None, self._centre)
        heights: dict[int, float] = {}
        for (row, column), value in sorted(grid.cells.items()):
            top, left, bottom, right = merged.get((row, column), (row, column, row, column))
            form = self._format(value, _within(grid, (row, column)), (row, column) in merged)
            if (top, left) != (bottom, right):
                sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", form)
            _put(sheet, row - 1, column - 1, value, form)
            if top == bottom:
                units = sum(widths[left - first : right - first + 1])
                heights[row] = max(heights.get(row, _LEAST), _height(value, units))
        for row, height in heights.items():
            sheet.set_row(row - 1, height)

    def _format(self, value: Any, framed: bool, merged: bool) -> Format:
        if _is_title(value):
            return self._title if merged else self._pasted_title
        if not framed:
            return self._year if isinstance(value, str) and value.startswith("（") else self._plain
        if isinstance(value, datetime.date):
            return self._date
        if isinstance(value, Decimal):
            return self._percent if isinstance(value, Percent) else self._number
        if isinstance(value, (int, float)):
            return self._money
        return self._left if isinstance(value, str) and len(value) > 20 else self._centre


def one_sheet(path: Path, *grids: Grid, name: str = "申报表", widths: Sequence[float] = WIDTHS) -> None:
    """Write a workbook with one sheet."""
    book = Workbook(path)
    book.sheet(name, *grids, widths=widths)
    book.close()


def _places(area: tuple[int, int, int, int]) -> Iterable[Place]:
    top, left, bottom, right = area
    return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def _is_title(value: Any) -> bool:
    return value in (TITLE, HEADING) or (isinstance(value, str) and value.endswith(("绩效自评表", "绩效自评汇总表")))


def _within(grid: Grid, place: Place) -> bool:
    return any(top <= place[0] <= bottom and left <= place[1] <= right for top, left, bottom, right in grid.frames)


def _height(value: Any, units: float) -> float:
    """Return the points that a value takes in a cell of so many half-width characters."""
    if _is_title(value):
        return 30.0
    if not isinstance(value, str) or not units:
        return _LEAST
    lines = sum(max(1, math.ceil(sum(1 if each.isascii() else 2 for each in part) / units)) for part in value.split("\n"))
    return max(_LEAST, lines * _LINE + 3)


def _put(sheet: Worksheet, row: int, column: int, value: Any, form: Format) -> None:
    if value is None:
        sheet.write_blank(row, column, None, form)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, column, datetime.datetime.combine(value, datetime.time()), form)
    elif isinstance(value, Percent):
        sheet.write_number(row, column, float(value / 100), form)
    elif isinstance(value, (int, float, Decimal)):
        sheet.write_number(row, column, value, form)
    else:
        sheet.write_string(row, column, value, form)
