"""Minimal OLE compound files, made for tests: a header, one allocation sector, one directory."""

from __future__ import annotations

import struct

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound_file(*top: str, nested: tuple[str, ...] = (), content: bytes = b"") -> bytes:
    """Return a file with streams of these names at the top, and others inside a storage.

    Args:
        top: names of streams at the top; the first holds ``content``.
        nested: names of streams in a storage named Embedded.
        content: what the first stream holds, padded to 4,096 bytes.
    """
    content = content.ljust(4096, b"\0")
    names = [*top, *(("Embedded",) if nested else ()), *nested]
    directory = _entry("Root Entry", 5, child=1)
    for number, name in enumerate(names, start=1):
        last_at_top = number == len(top) + bool(nested)
        right = _FREE if last_at_top or number == len(names) else number + 1
        child = number + 1 if name == "Embedded" else _FREE
        start, size = (0, len(content)) if number == 1 else (_END, 0)
        directory += _entry(name, 1 if name == "Embedded" else 2, right=right, child=child, start=start, size=size)
    directory += bytes(-len(directory) % _SECTOR)
    content_sectors, directory_sectors = len(content) // _SECTOR, len(directory) // _SECTOR
    table = [*range(1, content_sectors), _END]
    first = len(table)
    table += [*range(first + 1, first + directory_sectors), _END, _FAT]
    fat = struct.pack("<128I", *table, *[_FREE] * (128 - len(table)))
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)).ljust(76, b"\0")
    struct.pack_into("<II", header, 44, 1, first)
    struct.pack_into("<IIIII", header, 56, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", len(table) - 1, *[_FREE] * 108)
    return bytes(header) + content + directory + fat


def _entry(name: str, kind: int, right: int = _FREE, child: int = _FREE, start: int = _END, size: int = 0) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    entry = bytearray(128)
    entry[: len(encoded)] = encoded
    struct.pack_into("<HBBIII", entry, 64, len(encoded), kind, 1, _FREE, right, child)
    struct.pack_into("<II", entry, 116, start, size)
    return bytes(entry)
