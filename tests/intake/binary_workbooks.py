"""A writer of tiny .xlsb packages, for tests: no library writes them.

Source of the records: Microsoft, [MS-XLSB] Excel Binary File Format.
"""

from __future__ import annotations

import struct

from tests.intake.packages import packed

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def xlsb(cells: dict[tuple[int, int], str | float | bool], state: int = 0) -> bytes:
    """Return a workbook of one sheet with these cells by row and column, 1-based."""
    sheet = _record(129) + _record(148, struct.pack("<4I", 0, 100, 0, 100)) + _record(145)
    for row in sorted({row for row, _ in cells}):
        sheet += _record(0, struct.pack("<II", row - 1, 0) + bytes(9))
        for (line, column), value in sorted(cells.items()):
            if line == row:
                sheet += _cell(column - 1, value)
    sheet += _record(146) + _record(130)
    sheets = _record(156, struct.pack("<II", state, 1) + _text("rId1") + _text("表1"))
    book = _record(131) + _record(143) + sheets + _record(144) + _record(132)
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": _relation("officeDocument", "xl/workbook.bin"),
            "xl/_rels/workbook.bin.rels": _relation("worksheet", "worksheets/sheet1.bin"),
            "xl/workbook.bin": book,
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def _cell(column: int, value: str | float | bool) -> bytes:
    place = struct.pack("<II", column, 0)
    if isinstance(value, bool):
        return _record(4, place + bytes([value]))
    if isinstance(value, str):
        return _record(6, place + _text(value))
    return _record(5, place + struct.pack("<d", value))


def _relation(kind: str, target: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return (
        head
        + bytes([len(content) & 0x7F | (0x80 if len(content) > 127 else 0)])
        + (bytes([len(content) >> 7]) if len(content) > 127 else b"")
        + content
    )
