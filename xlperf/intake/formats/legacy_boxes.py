"""The texts of boxes that lie over a sheet of an .xls, at the cell under their upper left corner.

Source of records and fields: Microsoft, [MS-XLS] 2.4.170 (MsoDrawing), 2.4.181 (Obj), 2.4.329 (TxO), and
[MS-ODRAW] 2.2.14 (containers); 2.5.193 (OfficeArtClientAnchorSheet).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from xlperf.intake.sheet import SetAside

_END, _CONTINUE, _OBJECT, _DRAWING, _TEXT = 0x0A, 0x3C, 0x5D, 0xEC, 0x1B6
_ANCHOR, _CONTAINERS = 0xF010, frozenset(range(0xF000, 0xF006))
# Groups, lines, rectangles, ovals, arcs, text boxes, polygons and shapes; no comment (25), button, list or chart.
_DRAWN = frozenset((0, 1, 2, 3, 4, 6, 9, 30))
_MOST_TEXT = 32_767


def legacy_boxes(stream: bytes, start: int) -> dict[tuple[int, int], SetAside]:
    """Return the texts of boxes over a sheet by row and column; a broken drawing is decoration and costs nothing.

    Args:
        stream: the records of the workbook.
        start: where those of the sheet begin.
    """
    found: dict[tuple[int, int], str] = {}
    try:
        for at, text in _boxes(stream, start):
            found[at] = "\n".join(filter(None, (found.get(at, ""), text)))
    except (struct.error, IndexError):
        pass
    return {at: SetAside("text_box", text) for at, text in found.items()}


def _boxes(stream: bytes, start: int) -> Iterator[tuple[tuple[int, int], str]]:
    corner: tuple[int, int] | None = None
    is_drawn = False
    wanted, pieces = 0, ""
    for kind, place, size in _records(stream, start):
        if kind == _DRAWING:
            corner = _corner(stream, place, place + size) or corner
        elif kind == _OBJECT:
            is_drawn = struct.unpack_from("<H", stream, place + 4)[0] in _DRAWN
        elif kind == _TEXT:
            wanted = min(struct.unpack_from("<H", stream, place + 10)[0], _MOST_TEXT) if is_drawn else 0
            pieces = ""
        elif kind == _CONTINUE and wanted > len(pieces) and size:
            encoding = "utf-16-le" if stream[place] & 1 else "latin-1"
            pieces += bytes(stream[place + 1 : place + size]).decode(encoding, "replace")
            if len(pieces) >= wanted and corner is not None and pieces[:wanted].strip():
                yield corner, "\n".join(line for line in pieces[:wanted].splitlines() if line.strip()).strip()


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Yield kind, place and size of the records of one sheet, charts within it left out."""
    place, deep = start, 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        place += 4
        if place + size > len(stream):
            return  # cut off
        if kind == 0x809:
            deep += 1
        elif kind == _END:
            deep -= 1
            if deep <= 0:
                return
        elif deep == 1:
            yield kind, place, size
        place += size


def _corner(stream: bytes, place: int, end: int) -> tuple[int, int] | None:
    """Return row and column of the last anchor in a drawing, None when it holds none."""
    found = None
    while place + 8 <= end:
        kind, size = struct.unpack_from("<HI", stream, place + 2)
        place += 8
        if kind in _CONTAINERS:
            continue
        if kind == _ANCHOR and size >= 18:
            column, row = struct.unpack_from("<H2xH", stream, place + 2)
            found = row + 1, column + 1
        place += size
    return found
