"""The sheets of a binary workbook as python-calamine reads them: values without number formats."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from io import BytesIO
from math import isfinite
from typing import Any

from xlperf.intake.formats.day_numbers import number_of
from xlperf.intake.formats.merges import useful_merges
from xlperf.intake.limits import Limits
from xlperf.intake.refusals import damaged, encrypted, too_many_cells, too_many_merges, too_many_sheets, unreadable_sheet
from xlperf.intake.sheet import Area, Cell, Sheet, SheetState
from xlperf.intake.unread_sheets import read_or_unread

STATES: tuple[SheetState, ...] = ("visible", "hidden", "veryHidden")


def number_cell(value: float, code: str = "General") -> Cell:
    """Return a number as the shortest decimal that stands for it."""
    if not isfinite(value):
        return Cell("#NUM!", "error", code)
    return Cell(Decimal(int(value)) if value == int(value) else Decimal(repr(value)), "number", code)


def through_calamine(calamine: Any, data: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """Return the worksheets that the library finds in the bytes of a file.

    Raises:
        RefusedFile: there is a password, more than is kept, or two sheets of one name.
    """
    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    except calamine.PasswordError as error:
        raise encrypted() from error
    shown = [each for each in book.sheets_metadata if each.typ == calamine.SheetTypeEnum.WorkSheet]
    if len(shown) > limits.sheets:
        raise too_many_sheets(limits)
    names = [each.name for each in shown]
    if len(set(names)) < len(names):  # this library finds sheets by their names: the second would be the first again
        raise damaged("工作簿里有两张同名的工作表，这种格式分不开。")
    states = dict(zip(("Visible", "Hidden", "VeryHidden"), STATES, strict=True))
    listed = [(each.name, states[str(each.visible).rpartition(".")[2]]) for each in shown]
    return tuple(read_or_unread(name, state, partial(_sheet_of, book, name, state, limits)) for name, state in listed)


def _sheet_of(book: Any, name: str, state: SheetState, limits: Limits) -> Sheet:
    try:
        sheet = book.get_sheet_by_name(name)
    except Exception as error:
        raise unreadable_sheet(name) from error
    return _calamine_sheet(sheet, state, limits)


def _calamine_sheet(sheet: Any, state: SheetState, limits: Limits) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    cut_off = False
    for row, column, value in _calamine_values(sheet):
        cell = _calamine_cell(value)
        if cell is None:
            continue
        cut_off = cut_off or column > limits.columns
        if column <= limits.columns:
            cells[row, column] = cell
        if len(cells) > limits.cells_per_sheet:
            raise too_many_cells(sheet.name, limits)
    ranges = sheet.merged_cell_ranges or []
    if len(ranges) > limits.merges_per_sheet:
        raise too_many_merges(sheet.name, limits)
    areas = (Area(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges)
    return Sheet(sheet.name, state, cells, useful_merges(areas, cells), cut_off=cut_off)


def _calamine_values(sheet: Any) -> Iterator[tuple[int, int, Any]]:
    """Yield row, column (1-based) and value of every cell that is not blank."""
    if sheet.start is None:
        return
    top, left = sheet.start
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), start=top + 1):
        for column, value in enumerate(values, start=left + 1):
            if value != "":
                yield row, column, value


def _calamine_cell(value: Any) -> Cell | None:
    if isinstance(value, str):
        if "\0" in value:  # 16-bit texts taken for 8-bit ones
            raise damaged("文件中的文字编码无法识别，读出来是乱码。")
        return Cell(value, "text")
    if isinstance(value, bool):
        return Cell(value, "boolean")
    if isinstance(value, datetime):
        return Cell(value, "date", stored=number_of(value))
    if isinstance(value, date):
        return Cell(value, "date", stored=number_of(datetime(value.year, value.month, value.day)))
    if isinstance(value, time | timedelta):
        return Cell(str(value), "text")
    return number_cell(value)
