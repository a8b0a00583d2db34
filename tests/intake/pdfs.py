"""Small PDFs, made by a few lines: a page with lines and Chinese text, as a program prints a sheet."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0"
    b"/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[1 95 500]"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800"
    b"/Descent -200/CapHeight 700/StemV 80>>>>]>>"
)
SIZE, LINE, PADDING = 10.0, 12.0, 3.0
WIDTH, HEIGHT = 595.0, 842.0

Span = tuple[int, int, int, int]
"""Row, column, rows and columns of a merged cell, counted from 0."""


def pdf(pages: Sequence[bytes], annotations: bytes = b"", trailer: bytes = b"", packed: bool = True) -> bytes:
    """Return a PDF with these contents of pages."""
    count = len(pages)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * each) for each in range(count))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count), _FONT]
    for number, content in enumerate(pages):
        box = b"/MediaBox[0 0 %d %d]/Resources<</Font<</F1 3 0 R>>>>" % (WIDTH, HEIGHT)
        objects.append(b"<</Type/Page/Parent 2 0 R%s/Contents %d 0 R%s>>" % (box, 5 + 2 * number, annotations))
        held = zlib.compress(content) if packed else content
        filtered = b"/Filter/FlateDecode" if packed else b""
        objects.append(b"<</Length %d%s>>stream\n%s\nendstream" % (len(held), filtered, held))
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % each for each in places)
    return made + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start)


def text(x: float, y: float, words: str, size: float = SIZE) -> bytes:
    """Return a text that begins at a point."""
    return b"BT /F1 %.1f Tf %.2f %.2f Td <%s> Tj ET\n" % (size, x, y, words.encode("utf-16-be").hex().encode())


def line(x0: float, y0: float, x1: float, y1: float) -> bytes:
    """Return a line."""
    return b"%.2f %.2f m %.2f %.2f l S\n" % (x0, y0, x1, y1)


def table(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    top: float = 780.0,
    merged: Sequence[Span] = (),
    heights: Sequence[float] | None = None,
    left: float = 40.0,
    closed_left: bool = True,
) -> bytes:
    """Return a table as a program prints it: text broken to the width of its cell, and clipped to the cell."""
    across = [left]
    for width in widths:
        across.append(across[-1] + width)
    spans = {(row, column): (high, wide) for row, column, high, wide in merged}
    covered = {
        (row + down, column + right)
        for row, column, high, wide in merged
        for down in range(high)
        for right in range(wide)
        if down or right
    }
    broken = {
        (number, column): _broken(words, sum(widths[column : column + spans.get((number, column), (1, 1))[1]]))
        for number, row in enumerate(rows)
        for column, words in enumerate(row)
        if (number, column) not in covered
    }
    wanted = [
        max([len(lines) for at, lines in broken.items() if at[0] == number and spans.get(at, (1, 1))[0] == 1] or [1]) * LINE
        + PADDING
        for number in range(len(rows))
    ]
    down = [top]
    for each in heights or wanted:
        down.append(down[-1] - each)
    found = b""
    for (row, column), lines in broken.items():
        high, wide = spans.get((row, column), (1, 1))
        x0, x1, y0, y1 = across[column], across[column + wide], down[row + high], down[row]
        found += line(x0, y1, x1, y1) + line(x0, y0, x1, y0) + line(x1, y0, x1, y1)
        found += line(x0, y0, x0, y1) if column or closed_left else b""
        said = b"".join(text(x0 + PADDING, y1 - LINE * (each + 1), words) for each, words in enumerate(lines))
        found += b"q %.2f %.2f %.2f %.2f re W n\n%sQ\n" % (x0, y0, x1 - x0, y1 - y0, said)
    return found


def _broken(words: str, width: float) -> list[str]:
    """Return a text line by line, as it fits: a Chinese character is twice as wide as a letter."""
    lines = []
    for part in words.split("\n"):
        now, taken = "", 0.0
        for letter in part:
            wide = SIZE / 2 if letter.isascii() else SIZE
            if now and taken + wide > width - 2 * PADDING:
                lines.append(now)
                now, taken = "", 0.0
            now, taken = now + letter, taken + wide
        lines.append(now)
    return lines
