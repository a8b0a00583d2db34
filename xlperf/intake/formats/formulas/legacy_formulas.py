"""Formulas of an .xls whose results were never stored: programs write the empty text in their place, and leave them to Excel.

Excel stores that text, too, where a formula says so (=IF(E6="","",E6)).  But no sum is a text: where one has the empty text
for its result, nobody calculated the workbook.

Source: Microsoft, [MS-XLS] 2.4.127 (Formula), 2.5.133 (FormulaValue), 2.5.198 (the parts of a formula).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any, NamedTuple

_FORMULA, _END = 0x0006, 0x000A
_RESULT, _LENGTH, _PARTS = 6, 20, 22
_EMPTY_TEXT = b"\x03\x00\x00\x00\x00\x00\xff\xff"
_OF_CELL = 0
# The last part of a formula whose result is a number: + - * / ^, signs and %; no other part ends with such a byte.
_NUMERIC = frozenset((0x03, 0x04, 0x05, 0x06, 0x07, 0x12, 0x13, 0x14))
_BRACKETS = 0x15
_ATTRIBUTES, _SUM = 0x19, 0x10
_ATTRIBUTE_BYTES = 4
# SUM, MIN, MAX, AVERAGE, ROUND, ABS, SUBTOTAL as a function of a fixed or a variable number of values.
_NUMBERS_ONLY = frozenset((4, 5, 6, 7, 24, 27, 344))
_OF_SOME = (0x22, 0x42, 0x62)
_OF_FIXED = (0x21, 0x41, 0x61)


class Formula(NamedTuple):
    """A formula without a result: its cell, and its text where it can be told."""

    place: tuple[int, int]
    text: str
    is_numeric: bool


def never_calculated(library: Any, book: Any, start: int) -> dict[tuple[int, int], str]:
    """Return the formulas of a sheet whose results are missing, by row and column; none where their empty texts may be meant.

    Args:
        library: xlrd.
        book: its workbook, whose records are kept.
        start: where those of the sheet begin.
    """
    try:
        found = list(_formulas(library, book, start))
    except (struct.error, IndexError):
        return {}
    return {each.place: each.text for each in found} if any(each.is_numeric for each in found) else {}


def _formulas(library: Any, book: Any, start: int) -> Iterator[Formula]:
    """Yield the formulas whose result is the empty text."""
    place = start
    while True:
        kind, size = struct.unpack_from("<HH", book.mem, place)
        if kind == _END:
            return
        record = book.mem[place + 4 : place + 4 + size]
        if kind == _FORMULA and record[_RESULT : _RESULT + 8] == _EMPTY_TEXT:
            row, column = struct.unpack_from("<HH", record)
            (length,) = struct.unpack_from("<H", record, _LENGTH)
            parts = bytes(record[_PARTS : _PARTS + length])
            yield Formula((row + 1, column + 1), _text(library, book, parts, row, column), _is_numeric(parts))
        place += 4 + size


def _text(library: Any, book: Any, parts: bytes, row: int, column: int) -> str:
    try:
        text = library.formula.decompile_formula(book, parts, len(parts), _OF_CELL, row, column)
    except Exception:  # of a kind that the library does not know: it stays unknown
        text = ""
    return f"={text or '?'}"


def _is_numeric(parts: bytes) -> bool:
    """Tell by the last part of a formula whether its result is a number; where it cannot be told, not."""
    parts = parts.rstrip(bytes((_BRACKETS,)))
    if parts and parts[-1] in _NUMERIC:
        return True
    if len(parts) >= _ATTRIBUTE_BYTES and parts[-4:-2] == bytes((_ATTRIBUTES, _SUM)):
        return True
    if len(parts) >= _ATTRIBUTE_BYTES and parts[-4] in _OF_SOME:
        return struct.unpack_from("<H", parts, len(parts) - 2)[0] in _NUMBERS_ONLY
    if len(parts) >= 3 and parts[-3] in _OF_FIXED:
        return struct.unpack_from("<H", parts, len(parts) - 2)[0] in _NUMBERS_ONLY
    return False
