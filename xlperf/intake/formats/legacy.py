"""Binary workbooks (.xls, old .et, .xlsb) through the libraries of the extra ``[legacy]``.

``.xls`` goes to xlrd, which keeps number formats (0.9838 shown as 98.38%),
merges, error values and the 16-bit texts of old Java programs; python-calamine
loses these, but reads some files that xlrd does not, and is the only one for
``.xlsb``, where ``binary_package`` finds what it leaves out.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from importlib import import_module
from io import StringIO
from typing import Any

from xlperf.data.components import component
from xlperf.errors import RefusedFile
from xlperf.intake.formats.binary_package import BinarySheet, binary_sheets
from xlperf.intake.formats.builtin_formats import builtin_format
from xlperf.intake.formats.calamine_sheets import STATES, number_cell, through_calamine
from xlperf.intake.formats.cell_styles import shows_day
from xlperf.intake.formats.formulas.formula import calculate
from xlperf.intake.formats.formulas.legacy_formulas import never_calculated
from xlperf.intake.formats.legacy_boxes import legacy_boxes
from xlperf.intake.formats.merges import useful_merges
from xlperf.intake.formats.package import Package
from xlperf.intake.formats.rich_text import Run, text_and_struck
from xlperf.intake.limits import Limits
from xlperf.intake.refusals import damaged, encrypted, no_sheet, too_many_cells, too_many_merges, too_many_sheets, unreadable_sheet
from xlperf.intake.return_notice import units_own
from xlperf.intake.sheet import Area, Cell, SetAside, Sheet, Workbook
from xlperf.intake.unread_sheets import read_or_unread

INSTALL_HINT = f"请安装{component('legacy')}后再试一次，或用 Excel、WPS 打开文件后“另存为”Excel 工作簿（.xlsx）。"
_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = range(6)
# A code page record is missing in files of old Chinese programs: GB18030 holds all of GBK and GB2312.
_CHINESE = "gb18030"
_UNICODE_VERSION = 80
_PROGRAM_ENDS = (KeyboardInterrupt, SystemExit, GeneratorExit)


def read_xls(data: bytes, limits: Limits) -> Workbook:
    """Return the workbook in an Excel 97–2003 (or older) file.

    Raises:
        RefusedFile: with its reason, a sentence and a next step.
    """
    xlrd, calamine = _library("xlrd"), _library("python_calamine")
    if xlrd is None and calamine is None:
        raise RefusedFile("unsupported", "读取 Excel 97-2003（.xls、.et）格式需要另装一个组件。", INSTALL_HINT)
    readers: list[Callable[[], tuple[Sheet, ...]]] = []
    if xlrd is not None:
        readers.append(lambda: _through_xlrd(xlrd, data, limits))
    if calamine is not None:
        readers.append(lambda: _without_formats(through_calamine(calamine, data, limits)))
    has_macros = "_VBA_PROJECT_CUR".encode("utf-16-le") in data
    return Workbook("xls", calculate(_first_that_reads(readers)), has_macros)


def read_xlsb(data: bytes, package: Package, limits: Limits, has_macros: bool) -> Workbook:
    """Return the workbook in an Excel binary package (.xlsb).

    Args:
        data: the bytes of the file; package: the same, opened and held to its limits.
        limits: upper bounds.
        has_macros: the package carries VBA code.

    Raises:
        RefusedFile: with its reason, a sentence and a next step.
    """
    calamine = _library("python_calamine")
    if calamine is None:
        raise RefusedFile("unsupported", "读取 Excel 二进制（.xlsb）格式需要另装一个组件。", INSTALL_HINT)
    sheets = _first_that_reads([lambda: through_calamine(calamine, data, limits)])
    try:
        beside = binary_sheets(package, limits)
    except (struct.error, IndexError, ValueError):
        return Workbook("xlsb", _without_formats(sheets), has_macros)
    return Workbook("xlsb", tuple(_completed_or_unread(each, beside, limits) for each in sheets), has_macros)


def _completed_or_unread(sheet: Sheet, beside: Mapping[str, BinarySheet], limits: Limits) -> Sheet:
    if sheet.unread is not None:
        return sheet
    return read_or_unread(sheet.name, sheet.state, partial(_completed, sheet, beside.get(sheet.name, BinarySheet()), limits))


def _completed(sheet: Sheet, beside: BinarySheet, limits: Limits) -> Sheet:
    """Return a sheet with the number formats, error values, merges and what is hidden that the library left out."""
    if len(beside.merges) > limits.merges_per_sheet:
        raise too_many_merges(sheet.name, limits)
    cells = {
        at: replace(cell, number_format=beside.codes.get(at, "General"), formula=at in beside.formulas)
        for at, cell in sheet.cells.items()
    }
    cells.update((at, Cell(text, "error", "General", at in beside.formulas)) for at, text in beside.errors.items())
    if len(cells) > limits.cells_per_sheet:
        raise too_many_cells(sheet.name, limits)
    merges = useful_merges(beside.merges, cells)
    return replace(
        sheet,
        cells=cells,
        merges=merges,
        set_aside=beside.boxes,
        hidden_rows=frozenset(beside.hidden_rows),
        hidden_columns=frozenset(beside.hidden_columns),
    )


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        return None


def _first_that_reads(readers: list[Callable[[], tuple[Sheet, ...]]]) -> tuple[Sheet, ...]:
    """Return what the first reader finds that finds a cell; what it throws, a Rust panic included, is a refusal.

    A reader that finds nothing where another failed has not shown that nothing is there.  Of a sheet that is damaged for
    the one another may know more; else what the one has of the others is returned.
    """
    failure: BaseException | None = None
    blank: tuple[Sheet, ...] = ()
    some: tuple[Sheet, ...] = ()
    for read in readers:
        try:
            sheets = read()
        except RefusedFile:
            if some:
                return some
            raise
        except (MemoryError, *_PROGRAM_ENDS):
            raise
        except BaseException as error:  # a panic is no Exception
            failure = error
            continue
        broken = next((each.unread for each in sheets if each.unread is not None and each.unread.reason == "damaged"), None)
        holds_any = any(each.cells for each in sheets)
        if broken is not None:
            failure = broken
            some = some or (sheets if holds_any else ())
        elif holds_any or any(each.unread for each in sheets):
            return sheets
        else:
            blank = blank or sheets
    if some:
        return some
    if blank and failure is None:
        return blank
    raise (damaged("文件已损坏，旧格式的内容读不出来。") if failure else no_sheet()) from failure


def _without_formats(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """Return sheets whose number formats are lost, if no number depends on them: 48.00万元 must not become 48 元.

    Raises:
        RefusedFile: ``damaged``: a number stands in them, and nobody knows what its cell shows.
    """
    if any(cell.kind == "number" for sheet in sheets for cell in sheet.cells.values()):
        raise damaged("文件的格式部分已损坏，单元格里的数字带不带“万元”“%”看不出来，没有猜。")
    return sheets


def _through_xlrd(xlrd: Any, data: bytes, limits: Limits) -> tuple[Sheet, ...]:
    settings = {"file_contents": data, "formatting_info": True, "ragged_rows": True, "logfile": StringIO(), "on_demand": True}
    try:
        book = xlrd.open_workbook(**settings)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise encrypted() from error
        raise
    if book.biff_version < _UNICODE_VERSION and not book.codepage:
        book = xlrd.open_workbook(**settings, encoding_override=_CHINESE)
    if book.nsheets > limits.sheets:
        raise too_many_sheets(limits)
    with book:  # which keeps its records as long as boxes are looked for in them
        listed = zip(book.sheet_names(), book._sheet_visibility, strict=True)
        return tuple(
            read_or_unread(name, STATES[state], partial(_xlrd_sheet, xlrd, book, number, limits))
            for number, (name, state) in enumerate(listed)
        )


def _xlrd_sheet(xlrd: Any, book: Any, number: int, limits: Limits) -> Sheet:
    try:
        sheet = book.sheet_by_index(number)
    except Exception as error:
        raise unreadable_sheet(book.sheet_names()[number]) from error
    codes = [_xlrd_code(book, each.format_key) for each in book.xf_list]
    cells: dict[tuple[int, int], Cell] = {}
    blank: dict[tuple[int, int], str] = {}
    aside: dict[tuple[int, int], SetAside] = {}
    looks = [_look(book, each.font_index) for each in book.xf_list]
    for row in range(sheet.nrows):
        for column, each in enumerate(sheet.row(row)):
            struck = looks[each.xf_index][0] if each.xf_index is not None else False
            runs = sheet.rich_text_runlist_map.get((row, column), ()) if each.ctype == _TEXT else ()
            if struck or runs:
                kept, gone = _parted(book, each, struck, runs)
                if gone.strip():
                    aside[row + 1, column + 1] = SetAside("struck", gone)
                if each.ctype != _TEXT and gone:
                    continue
                each.value = kept if each.ctype == _TEXT else each.value
            cell = _xlrd_cell(xlrd, book, each, codes[each.xf_index] if each.xf_index is not None else "General")
            if cell is not None:
                cells[row + 1, column + 1] = cell
            elif each.ctype == _TEXT and not struck:
                blank[row + 1, column + 1] = codes[each.xf_index] if each.xf_index is not None else "General"
        if len(cells) > limits.cells_per_sheet:
            raise too_many_cells(sheet.name, limits)
    if blank and book.biff_version >= _UNICODE_VERSION and book.mem:
        lost = never_calculated(xlrd, book, book._sh_abs_posn[number])
        cells.update({at: Cell(lost[at], "uncached", code, True) for at, code in blank.items() if at in lost})
    if len(sheet.merged_cells) > limits.merges_per_sheet:
        raise too_many_merges(sheet.name, limits)
    areas = (Area(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells)
    rows = frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden)
    columns = frozenset(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden)
    merges = useful_merges(areas, cells)
    notes = {(row + 1, column + 1): each.text.strip() for (row, column), each in sheet.cell_note_map.items()}
    comments = {at: SetAside("comment", own) for at, text in notes.items() if (own := units_own(text))}
    aside = {**comments, **_xlrd_boxes(book, number), **aside}
    return Sheet(sheet.name, STATES[sheet.visibility], cells, merges, rows, columns, set_aside=aside)


def _xlrd_boxes(book: Any, number: int) -> dict[tuple[int, int], SetAside]:
    """Return the boxes over a sheet; older files than those of Excel 97 draw in another way."""
    return legacy_boxes(book.mem, book._sh_abs_posn[number]) if book.biff_version >= _UNICODE_VERSION and book.mem else {}


def _look(book: Any, font: int) -> tuple[bool, str]:
    """Return whether a font strikes its text out, and how it stands."""
    try:
        found = book.font_list[font]
    except IndexError:  # decoration, and broken
        return False, ""
    return bool(found.struck_out), {1: "superscript", 2: "subscript"}.get(found.escapement, "")


def _parted(book: Any, cell: Any, struck: bool, runs: Sequence[tuple[int, int]]) -> tuple[str, str]:
    """Return what a cell holds and what is struck out of it; digits that stand raised are raised."""
    if cell.ctype != _TEXT:
        value = cell.value
        return ("", str(int(value) if isinstance(value, float) and value.is_integer() else value)) if value != "" else ("", "")
    text = cell.value
    starts = [0, *(min(at, len(text)) for at, _ in runs)]
    ends = [*starts[1:], len(text)]
    looks = [(struck, ""), *(_look(book, font) for _, font in runs)]
    pieces = [Run(text[start:end], *look) for start, end, look in zip(starts, ends, looks, strict=True) if start < end]
    return text_and_struck(tuple(pieces), struck)


def _xlrd_code(book: Any, key: int) -> str:
    known = book.format_map.get(key)
    return (known.format_str if known is not None else "") or builtin_format(key)


def _xlrd_cell(xlrd: Any, book: Any, cell: Any, code: str) -> Cell | None:
    if cell.ctype == _TEXT:
        return Cell(cell.value, "text", code) if cell.value else None
    if cell.ctype in (_DATE, _NUMBER):
        number = replace(number_cell(cell.value, code), from_1904=bool(book.datemode))
        return _day(xlrd, number) if cell.ctype == _DATE and shows_day(code) else number
    if cell.ctype == _BOOLEAN:
        return Cell(bool(cell.value), "boolean", code)
    if cell.ctype == _ERROR:
        return Cell(xlrd.error_text_from_code.get(cell.value, "#N/A"), "error", code)
    return None


def _day(xlrd: Any, number: Cell) -> Cell:
    """Return the day that a number stands for; the number itself where no spreadsheet shows a day for it."""
    if not isinstance(number.value, Decimal):
        return number
    try:
        day = xlrd.xldate.xldate_as_datetime(float(number.value), int(number.from_1904))
    except (ValueError, OverflowError):
        return number
    return Cell(day, "date", number.number_format, stored=number.value)
