"""OLE compound files: which streams stand at the top, and how one begins.

An embedded document has streams of its own further down, so names found
anywhere in the bytes do not tell what a file is.

Source: Microsoft, [MS-CFB] Compound File Binary File Format.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_FAT = 76
_HEADER_FAT_ENTRIES = 109
_ENTRY = 128
_LAST_SECTOR = 0xFFFFFFFA
_NO_ENTRY = 0xFFFFFFFF
_MOST_ENTRIES = 100_000
_MINI_STREAM_BELOW = 4096


class BrokenCompoundFile(ValueError):
    """The directory cannot be followed."""


@dataclass(frozen=True, slots=True)
class TopStream:
    """A stream or storage at the top: where it begins and its size; ``start`` is None when it is small or a storage."""

    start: int | None
    size: int


def top_streams(data: bytes) -> dict[str, TopStream]:
    """Return the streams and storages at the top of a compound file, by name in lower case.

    Raises:
        BrokenCompoundFile: the directory cannot be followed.
    """
    try:
        shift, first = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<I", data, 48)[0]
        if shift not in (9, 12):
            raise BrokenCompoundFile("sector size")
        directory = _directory(data, 1 << shift, first)
        return _children(directory, 1 << shift)
    except (struct.error, IndexError) as error:
        raise BrokenCompoundFile("cut off") from error


def _directory(data: bytes, sector_size: int, sector: int) -> bytes:
    """Return the directory, following its chain through the allocation table."""
    table = struct.unpack_from(f"<{_HEADER_FAT_ENTRIES}I", data, _HEADER_FAT)
    per_sector = sector_size // 4
    pieces: list[bytes] = []
    while sector < _LAST_SECTOR:
        start = (sector + 1) * sector_size
        pieces.append(data[start : start + sector_size])
        if not pieces[-1] or len(pieces) * sector_size > _MOST_ENTRIES * _ENTRY:
            raise BrokenCompoundFile("directory chain")
        if sector // per_sector >= _HEADER_FAT_ENTRIES:
            break  # far behind what the header lists (over 6 MB): the first entries do
        (sector,) = struct.unpack_from("<I", data, (table[sector // per_sector] + 1) * sector_size + sector % per_sector * 4)
    return b"".join(pieces)


def _children(directory: bytes, sector_size: int) -> dict[str, TopStream]:
    """Return the entries of the tree below the root."""
    found: dict[str, TopStream] = {}
    waiting = [struct.unpack_from("<I", directory, 76)[0]]
    seen: set[int] = set()
    while waiting:
        number = waiting.pop()
        place = number * _ENTRY
        if number == _NO_ENTRY or number in seen or place + _ENTRY > len(directory):
            continue
        seen.add(number)
        length, kind = struct.unpack_from("<HB", directory, place + 64)
        left, right = struct.unpack_from("<II", directory, place + 68)
        start, size = struct.unpack_from("<II", directory, place + 116)
        name = directory[place : place + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        is_large = kind == 2 and size >= _MINI_STREAM_BELOW and start < _LAST_SECTOR
        found[name.lower()] = TopStream((start + 1) * sector_size if is_large else None, size)
        waiting += [left, right]
    return found
