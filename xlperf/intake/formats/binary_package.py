"""What the library of Excel binary packages (.xlsb) leaves out: number formats, error values, merges and what is hidden.

Without its format 48 stands for 48 元 where the cell shows 48.00万元, and 0.98 for what the cell shows as 98%.

Source of records and fields: Microsoft, [MS-XLSB] Excel (.xlsb) Binary File Format, 2.1.4 and 2.4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from xlperf.intake.formats.builtin_formats import builtin_format
from xlperf.intake.formats.package import Package
from xlperf.intake.formats.spreadsheetml import related, relationships
from xlperf.intake.formats.text_boxes import text_boxes
from xlperf.intake.limits import Limits
from xlperf.intake.sheet import Area, SetAside

WORKBOOK_PART = "xl/workbook.bin"
_ROW, _COLUMN, _MERGE, _SHEET = 0, 60, 176, 156
_ERROR, _FORMULA_ERROR, _RICH_TEXT = 3, 11, 62
_CELLS, _FORMULAS = frozenset((*range(1, 12), _RICH_TEXT)), frozenset(range(8, 12))
_FORMAT, _STYLE, _BEGIN_STYLES, _END_STYLES = 44, 47, 617, 618
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x10, 0x1
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


@dataclass(slots=True)
class BinarySheet:
    """What a sheet says of its cells beside their values, by row and column, 1-based.

    Attributes:
        codes: the format codes that are not General.
        errors: the error values, as a cell shows them.
        formulas: the cells whose value is a result.
        merges, hidden_rows, hidden_columns: as the sheet lists them.
        boxes: the texts of boxes that lie over it.
    """

    codes: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    boxes: dict[tuple[int, int], SetAside] = field(default_factory=dict)


def binary_sheets(package: Package, limits: Limits) -> dict[str, BinarySheet]:
    """Return the sheets of an .xlsb by name.

    Raises:
        RefusedFile: a part is missing or broken.
        struct.error, IndexError, ValueError: a record is not what the format says.
    """
    relations = relationships(package, WORKBOOK_PART)
    styles = related(relations, "styles")
    codes = _codes(package.raw(styles)) if styles in package else ["General"]
    found: dict[str, BinarySheet] = {}
    for kind, record in _records(package.raw(WORKBOOK_PART)):
        if kind == _SHEET:
            relation, behind = _text(record, 8)
            name, _ = _text(record, behind)
            part = relations.get(relation, ("", ""))[1]
            if part in package:
                found[name] = replace(_sheet(package.raw(part), codes, limits), boxes=text_boxes(package, part))
    return found


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield kind and content of every record of a part."""
    place, end = 0, len(data)
    while place < end:
        kind = data[place]
        place += 1
        if kind & 0x80:
            kind = kind & 0x7F | data[place] << 7
            place += 1
        length = 0
        for count in range(4):
            byte = data[place]
            place += 1
            length |= (byte & 0x7F) << 7 * count
            if not byte & 0x80:
                break
        if place + length > end:
            raise ValueError("a record ends behind its part")
        yield kind, data[place : place + length]
        place += length


def _text(record: bytes, place: int) -> tuple[str, int]:
    """Return the text of an XLWideString and the place behind it."""
    (length,) = struct.unpack_from("<I", record, place)
    behind = place + 4 + 2 * length
    if length == 0xFFFFFFFF:  # no text at all
        return "", place + 4
    if behind > len(record):
        raise ValueError("a text ends behind its record")
    return record[place + 4 : behind].decode("utf-16-le", "replace"), behind


def _codes(data: bytes) -> list[str]:
    """Return the format codes of the cell styles, by the number that a cell names."""
    custom: dict[int, str] = {}
    codes: list[str] = []
    is_cell_style = False
    for kind, record in _records(data):
        if kind == _FORMAT:
            custom[struct.unpack_from("<H", record)[0]] = _text(record, 2)[0]
        elif kind in (_BEGIN_STYLES, _END_STYLES):
            is_cell_style = kind == _BEGIN_STYLES
        elif kind == _STYLE and is_cell_style:
            (number,) = struct.unpack_from("<H", record, 2)
            codes.append(custom.get(number) or builtin_format(number))
    return codes


def _sheet(data: bytes, codes: list[str], limits: Limits) -> BinarySheet:
    found = BinarySheet()
    row = 0
    for kind, record in _records(data):
        if kind == _ROW:
            row = struct.unpack_from("<I", record)[0] + 1
            if len(record) > 11 and record[11] & _HIDDEN_ROW:
                found.hidden_rows.add(row)
        elif kind in _CELLS:
            column, style = struct.unpack_from("<II", record)
            if column < limits.columns:
                _note_cell(found, (row, column + 1), kind, record, codes[style & 0xFFFFFF])
        elif kind == _MERGE:
            top, bottom, left, right = struct.unpack_from("<4I", record)
            found.merges.append(Area(top + 1, left + 1, bottom + 1, right + 1))
        elif kind == _COLUMN:
            first, last = struct.unpack_from("<II", record)
            if struct.unpack_from("<H", record, 16)[0] & _HIDDEN_COLUMN:
                found.hidden_columns.update(range(first + 1, min(last + 1, limits.columns) + 1))
    return found


def _note_cell(found: BinarySheet, at: tuple[int, int], kind: int, record: bytes, code: str) -> None:
    if code != "General":
        found.codes[at] = code
    if kind in _FORMULAS:
        found.formulas.add(at)
    if kind in (_ERROR, _FORMULA_ERROR):
        found.errors[at] = _ERRORS.get(record[8], "#N/A")
