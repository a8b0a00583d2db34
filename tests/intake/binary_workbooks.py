"""A writer of tiny .xlsb packages, for tests: no library writes them.

Source of the records: Microsoft, [MS-XLSB] Excel Binary File Format.
"""

from __future__ import annotations

import struct

from tests.intake.packages import packed

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def xlsb(
    cells: dict[tuple[int, int], str | float | bool | None],
    state: int = 0,
    codes: dict[tuple[int, int], str] | None = None,
    merge: tuple[int, int, int, int] | None = None,
    hidden_row: int = 0,
    hidden_column: int = 0,
    drawing: str = "",
) -> bytes:
    """Return a workbook of one sheet with these cells by row and column, 1-based; None is the error #REF!.

    ``codes`` are number formats, ``merge`` is top, left, bottom and right, ``drawing`` the part of what lies over the cells.
    """
    codes = codes or {}
    known = sorted(set(codes.values()))
    sheet = _record(129) + _record(148, struct.pack("<4I", 0, 100, 0, 100))
    if hidden_column:
        place = hidden_column - 1
        sheet += _record(390) + _record(60, struct.pack("<4IH", place, place, 2048, 0, 1)) + _record(391)
    sheet += _record(145)
    for row in sorted({row for row, _ in cells}):
        sheet += _record(0, struct.pack("<II", row - 1, 0) + bytes(3) + bytes([0x10 if row == hidden_row else 0]) + bytes(5))
        for (line, column), value in sorted(cells.items()):
            if line == row:
                style = known.index(codes[line, column]) + 1 if (line, column) in codes else 0
                sheet += _cell(column - 1, value, style)
    sheet += _record(146)
    if merge:
        top, left, bottom, right = merge
        sheet += _record(177, struct.pack("<I", 1)) + _record(176, struct.pack("<4I", top - 1, bottom - 1, left - 1, right - 1))
        sheet += _record(178)
    sheet += _record(130)
    sheets = _record(156, struct.pack("<II", state, 1) + _text("rId1") + _text("表1"))
    book = _record(131) + _record(143) + sheets + _record(144) + _record(132)
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": _relations(("officeDocument", "xl/workbook.bin")),
            "xl/_rels/workbook.bin.rels": _relations(("worksheet", "worksheets/sheet1.bin"), ("styles", "styles.bin")),
            "xl/workbook.bin": book,
            "xl/styles.bin": _styles(known),
            "xl/worksheets/sheet1.bin": sheet,
            "xl/worksheets/_rels/sheet1.bin.rels": _relations(("drawing", "../drawings/drawing1.xml")),
            "xl/drawings/drawing1.xml": drawing or "<x/>",
        }
    )


def _styles(codes: list[str]) -> bytes:
    """Return a styles part whose cell style 0 is plain, style n the nth code."""
    formats = b"".join(_record(44, struct.pack("<H", 200 + place) + _text(code)) for place, code in enumerate(codes))
    numbers = [0, *(200 + place for place in range(len(codes)))]
    styles = b"".join(_record(47, struct.pack("<8H", 0, number, 0, 0, 0, 0, 0, 0)) for number in numbers)
    cell_styles = _record(617, struct.pack("<I", len(numbers))) + styles + _record(618)
    return _record(278) + _record(615, struct.pack("<I", len(codes))) + formats + _record(616) + cell_styles + _record(279)


def _cell(column: int, value: str | float | bool | None, style: int) -> bytes:
    place = struct.pack("<II", column, style)
    if value is None:
        return _record(3, place + b"\x17")
    if isinstance(value, bool):
        return _record(4, place + bytes([value]))
    if isinstance(value, str):
        return _record(6, place + _text(value))
    return _record(5, place + struct.pack("<d", value))


def _relations(*listed: tuple[str, str]) -> str:
    lines = (
        f'<Relationship Id="rId{count}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for count, (kind, target) in enumerate(listed, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{"".join(lines)}</Relationships>'


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
