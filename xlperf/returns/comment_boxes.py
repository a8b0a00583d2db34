"""The boxes of comments: VML shapes, without which Excel shows no comment.

Shape numbers are the workbook's: each drawing part reserves blocks of 1,024 of them
(ISO/IEC 29500-1, 14.2.2.14 ``idmap``).  Two parts with the same block are a workbook
that Excel wants to repair.  VML written by Excel is not always well-formed, so that
it is never parsed here: ours goes in before its last end tag.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.returns.xml_places import UnpatchablePart

EXTENSION, CONTENT_TYPE = "vml", "application/vnd.openxmlformats-officedocument.vmlDrawing"

_BLOCK = 1024
_USED = lazy_pattern(rb"_x0000_s(\d{1,9})\b")
_RESERVED = lazy_pattern(rb"""<o:idmap\b[^>]*?\bdata\s*=\s*["']([\d, ]+)["']""")
_SHAPE = lazy_pattern(rb"<v:shape\b.*?</v:shape>", re.DOTALL)
_ROW, _COLUMN = lazy_pattern(rb"<x:Row>\s*(\d+)"), lazy_pattern(rb"<x:Column>\s*(\d+)")
_NAMESPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_END = b"</xml>"
_WIDTH, _LINE, _PADDING = 320.0, 17.0, 14.0
_UNITS_PER_LINE = 50
"""Half-width units on a line of a box of that width, in a font of nine points."""


@dataclass(frozen=True, slots=True)
class Box:
    """The box of one comment: its cell (0-based) and how far it reaches.

    ``anchor`` is as VML writes it: column and pixels in it, row and pixels in it, of the
    left top and of the right bottom corner.
    """

    row: int
    column: int
    anchor: tuple[int, int, int, int, int, int, int, int]


def box_at(row: int, column: int, first: int, lines: int, widths: Iterable[float], heights: Iterable[float]) -> Box:
    """Return the box beside a cell (1-based) that shows so many lines.

    Args:
        first: the column in which it begins, 1-based.
        widths: of the columns from that one on, in pixels.
        heights: of the rows from that of the cell on, in pixels.
    """
    right, right_rest = _reach(first - 1, 15, _WIDTH, widths)
    bottom, bottom_rest = _reach(row - 1, 4, lines * _LINE + _PADDING, heights)
    return Box(row - 1, column - 1, (first - 1, 15, row - 1, 4, right, right_rest, bottom, bottom_rest))


def _reach(first: int, offset: int, length: float, sizes: Iterable[float]) -> tuple[int, int]:
    """Return in which column or row something ends, and how many pixels in it."""
    rest, number = offset + length, first
    for size in sizes:
        if rest <= size:
            break
        rest -= size
        number += 1
    return number, int(rest)


def lines_of(text: str) -> int:
    """Return how many lines a text takes in a box."""
    return sum(-(-max(1, len(line.encode("gbk", "replace"))) // (_UNITS_PER_LINE - 2)) for line in text.split("\n"))


def next_block(drawings: Iterable[bytes]) -> int:
    """Return the first block of shape numbers that no drawing of the workbook uses or reserves."""
    used = [0]
    for data in drawings:
        used += [int(each) // _BLOCK for each in _USED.findall(data)]
        used += [int(each) for listed in _RESERVED.findall(data) for each in listed.replace(b",", b" ").split()]
    return max(used) + 1


def new_drawing(boxes: Sequence[Box], block: int) -> str:
    """Return a drawing part with these boxes."""
    names = " ".join(f'xmlns:{prefix}="{namespace}"' for prefix, namespace in _NAMESPACES.items())
    return f"<xml {names}>{_layout(_blocks(boxes, block))}{_TYPE}{''.join(_shapes(boxes, block))}</xml>"


def extended_drawing(data: bytes, boxes: Sequence[Box], block: int) -> bytes:
    """Return a drawing part with these boxes added.

    Raises:
        UnpatchablePart: it is no VML as Excel, WPS or LibreOffice write it.
    """
    end = data.rfind(_END)
    start = re.search(rb"<xml\b[^>]*>", data)
    declared = start is not None and all(f'xmlns:{key}="{name}"'.encode() in start[0] for key, name in _NAMESPACES.items())
    if end < 0 or start is None or not declared:
        raise UnpatchablePart("批注的图形部件不是通常的写法。")
    blocks = _blocks(boxes, block)
    markup = ("" if b'id="_x0000_t202"' in data else _TYPE) + "".join(_shapes(boxes, block))
    reserved = _RESERVED.search(data)
    if reserved is None:
        head = data[: start.end()] + _layout(blocks).encode()
        return head + data[start.end() : end] + markup.encode() + data[end:]
    place = reserved.end(1)
    more = "".join(f",{each}" for each in blocks).encode()
    return data[:place] + more + data[place:end] + markup.encode() + data[end:]


def without_boxes(data: bytes, places: Collection[tuple[int, int]]) -> bytes:
    """Return a drawing part without the boxes of the comments at these places (row and column, 1-based)."""

    def kept(shape: re.Match[bytes]) -> bytes:
        row, column = (found.search(shape[0]) for found in (_ROW, _COLUMN))
        is_note = b'"Note"' in shape[0] and row is not None and column is not None
        return b"" if is_note and (int(row[1]) + 1, int(column[1]) + 1) in places else shape[0]  # type: ignore[index]

    return _SHAPE.sub(kept, data) if places else data


def _blocks(boxes: Sequence[Box], block: int) -> range:
    return range(block, block + 1 + len(boxes) // _BLOCK)


def _layout(blocks: range) -> str:
    listed = ",".join(map(str, blocks))
    return f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{listed}"/></o:shapelayout>'


def _shapes(boxes: Sequence[Box], block: int) -> Iterator[str]:
    for number, box in enumerate(boxes, block * _BLOCK + 1):
        yield (
            f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
            'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
            '<v:path o:connecttype="none"/>'
            '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
            f'<x:ClientData ObjectType="Note"><x:Anchor>{", ".join(map(str, box.anchor))}</x:Anchor>'
            f"<x:AutoFill>False</x:AutoFill><x:Row>{box.row}</x:Row><x:Column>{box.column}</x:Column></x:ClientData></v:shape>"
        )
