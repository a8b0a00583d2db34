"""The streams and storages of an OLE compound file, read whole: what a mail of Outlook (.msg) is made of.

Source: Microsoft, [MS-CFB] Compound File Binary File Format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from xlperf.intake.formats.compound_file import BrokenCompoundFile

_HEADER_FAT, _HEADER_FAT_ENTRIES = 76, 109
_ENTRY = 128
_LAST_SECTOR = 0xFFFFFFFA
_MOST_ENTRIES = 100_000
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_DEEPEST = 16


@dataclass(slots=True)
class Storage:
    """A storage: its streams and the storages in it, by name in lower case."""

    streams: dict[str, _Stream] = field(default_factory=dict)
    storages: dict[str, Storage] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Stream:
    file: CompoundFile
    start: int
    size: int

    def read(self, most: int) -> bytes:
        """Return the bytes, at most so many.

        Raises:
            BrokenCompoundFile: the chain of its sectors ends early or runs in a circle.
        """
        return self.file.stream(self.start, min(self.size, most))


class CompoundFile:
    """A compound file in memory, whose directory ``top_streams`` could follow.

    Raises:
        BrokenCompoundFile: its tables cannot be followed.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._data = data
            shift, mini_shift = struct.unpack_from("<HH", data, 30)
            if mini_shift != 6:
                raise BrokenCompoundFile("size of small sectors")
            self._sector = 1 << shift
            first_directory, self._mini_below, first_mini_table = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
            self._table = self._allocation()
            self._directory = self._chained(first_directory)
            start, size = struct.unpack_from("<II", self._directory, 116)
            self._mini_table = self._numbers(self._chained(first_mini_table))
            self._mini_stream = self._chained(start)[:size]
        except struct.error as error:
            raise BrokenCompoundFile("cut off") from error

    def root(self) -> Storage:
        """Return the storage at the top, with all below it."""
        return self._storage(struct.unpack_from("<I", self._directory, 76)[0], 0, set())

    def stream(self, start: int, size: int) -> bytes:
        """Return the bytes of a stream by its first sector and its size."""
        if size >= self._mini_below:
            return self._chained(start, size)[:size]
        pieces = []
        for sector in _chain(self._mini_table, start, -(-size // 64)):
            pieces.append(self._mini_stream[sector * 64 : sector * 64 + 64])
        return b"".join(pieces)[:size]

    def _allocation(self) -> tuple[int, ...]:
        """Return the allocation table, by the sectors that the header and its continuation list."""
        listed = list(struct.unpack_from(f"<{_HEADER_FAT_ENTRIES}I", self._data, _HEADER_FAT))
        further, count = struct.unpack_from("<II", self._data, 68)
        seen: set[int] = set()
        while further < _LAST_SECTOR and count and further not in seen:
            seen.add(further)
            numbers = self._numbers(self._at(further))
            listed += numbers[:-1]
            further = numbers[-1]
        return tuple(number for each in listed if each < _LAST_SECTOR for number in self._numbers(self._at(each)))

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        return self._data[start : start + self._sector]

    def _chained(self, start: int, size: int | None = None) -> bytes:
        most = len(self._table) if size is None else -(-size // self._sector)
        return b"".join(map(self._at, _chain(self._table, start, most)))

    @staticmethod
    def _numbers(piece: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(piece) // 4}I", piece)

    def _storage(self, first: int, depth: int, seen: set[int]) -> Storage:
        found = Storage()
        if depth > _DEEPEST:
            raise BrokenCompoundFile("too deep")
        for number in self._siblings(first, seen):
            at = number * _ENTRY
            length, kind = struct.unpack_from("<HB", self._directory, at + 64)
            name = self._directory[at : at + length - 2].decode("utf-16-le", "replace").lower()
            child, start, size = (struct.unpack_from("<I", self._directory, at + place)[0] for place in (76, 116, 120))
            if kind == _STORAGE:
                found.storages[name] = self._storage(child, depth + 1, seen)
            elif kind == _STREAM:
                found.streams[name] = _Stream(self, start, size)
        return found

    def _siblings(self, first: int, seen: set[int]) -> Iterator[int]:
        """Yield the entries of a tree once each, whatever circles it holds."""
        waiting = [first]
        while waiting:
            number = waiting.pop()
            at = number * _ENTRY
            if number >= _LAST_SECTOR or number in seen:
                continue
            if at + _ENTRY > len(self._directory):
                raise BrokenCompoundFile("entry beyond the end")
            if len(seen) > _MOST_ENTRIES:
                raise BrokenCompoundFile("too many entries")
            seen.add(number)
            yield number
            waiting += struct.unpack_from("<II", self._directory, at + 68)


def _chain(table: tuple[int, ...], sector: int, most: int) -> Iterator[int]:
    """Yield the sectors of a chain, at most so many."""
    for _ in range(most):
        if sector >= _LAST_SECTOR:
            return
        if sector >= len(table):
            raise BrokenCompoundFile("sector chain")
        yield sector
        sector = table[sector]
