"""Makes xlperf.ico: a green sheet with a ticked row, in the sizes that Windows shows. Standard library only."""

from __future__ import annotations

import struct
from pathlib import Path

SIZES = (16, 32, 48, 64)
_SHEET, _LINE, _TICK, _CLEAR = (0x5B, 0x8F, 0x21, 0xFF), (0xFF, 0xFF, 0xFF, 0xFF), (0x2A, 0xB8, 0xF5, 0xFF), (0, 0, 0, 0)


def _pixel(x: float, y: float) -> tuple[int, int, int, int]:
    """Return blue, green, red, alpha at a place of the unit square, y downwards."""
    if not (0.08 <= x <= 0.92 and 0.04 <= y <= 0.96):
        return _CLEAR
    if abs((y - 0.62) - (x - 0.30)) < 0.09 and 0.26 <= x <= 0.46:
        return _TICK
    if abs((y - 0.78) + (x - 0.46) * 1.2) < 0.11 and 0.44 <= x <= 0.80:
        return _TICK
    if any(abs(y - row) < 0.035 for row in (0.2, 0.36)) and 0.2 <= x <= 0.8:
        return _LINE
    return _SHEET


def _image(size: int) -> bytes:
    rows = [[_pixel((x + 0.5) / size, (y + 0.5) / size) for x in range(size)] for y in reversed(range(size))]
    pixels = b"".join(bytes(each) for row in rows for each in row)
    mask = b"\0" * (((size + 31) // 32) * 4 * size)
    return struct.pack("<IiiHHIIiiII", 40, size, size * 2, 1, 32, 0, len(pixels), 0, 0, 0, 0) + pixels + mask


def icon() -> bytes:
    """Return the bytes of the icon."""
    images = [_image(size) for size in SIZES]
    at = 6 + 16 * len(images)
    head = struct.pack("<HHH", 0, 1, len(images))
    for size, image in zip(SIZES, images, strict=True):
        head += struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(image), at)
        at += len(image)
    return head + b"".join(images)


if __name__ == "__main__":
    Path(__file__).with_name("xlperf.ico").write_bytes(icon())
