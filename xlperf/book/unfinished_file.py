"""A file on its way to its name: without a name for as long as the system allows, read back before it is believed."""

from __future__ import annotations

import contextlib
import os
import secrets
import zlib
from pathlib import Path

from xlperf.data.lazy_patterns import lazy_pattern

_LEFT_OVER = lazy_pattern(r"\.xlperf-[0-9a-f]{8}-[0-9a-f]{16}\.tmp")
_STALE_SECONDS = 3600.0
_MOST_LEFT_OVER = 1000
_READ_AT_ONCE = 1 << 20


def temporary_name(path: Path) -> Path:
    """Return a name that nobody can foresee, under which an output is written before it takes its own.

    It stands in the same folder, for only there can it take the name in one step.
    """
    mark = zlib.crc32(path.name.encode("utf-8", "surrogatepass"))
    return path.with_name(f".xlperf-{mark:08x}-{secrets.token_hex(8)}.tmp")


class Unfinished:
    """A file on its way, without a name for as long as the system allows, else under its temporary one.

    Attributes:
        name: the temporary name.
        moment: when it was written, by the clock of the file system.
    """

    def __init__(self, name: Path, content: bytes) -> None:
        self.name, self.moment = name, 0.0
        self._content, self._number, self._is_named = content, -1, False

    def write(self) -> bytes:
        """Write it, and return what can be read of it.

        Raises:
            OSError: the system does not allow it.
        """
        self._number = _opened_nameless(self.name.parent)
        if self._number < 0:
            self._open_named()
        _put(self._content, self._number)
        self.moment = os.fstat(self._number).st_mtime
        return _read_back(self._number)

    def take_name(self) -> None:
        """Give it its temporary name, and close it: Windows renames no file that is open.

        Raises:
            OSError: the system does not allow it.
        """
        if not self._is_named:
            try:
                os.link(f"/proc/self/fd/{self._number}", self.name, follow_symlinks=True)
                self._is_named = True
            except OSError:
                self._close()
                self._open_named()
                _put(self._content, self._number)
        self._close()

    def leave(self) -> None:
        """Close it, and take it away where it still has its temporary name."""
        self._close()
        if self._is_named:
            with contextlib.suppress(OSError):
                self.name.unlink()

    def _open_named(self) -> None:
        self._number = os.open(self.name, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        self._is_named = True

    def _close(self) -> None:
        if self._number >= 0:
            os.close(self._number)
            self._number = -1


def _opened_nameless(folder: Path) -> int:
    """Open a file without a name in a folder; -1 where the system or the file system knows no such files."""
    nameless = getattr(os, "O_TMPFILE", 0)
    if not nameless:
        return -1
    try:
        return os.open(folder, nameless | os.O_RDWR | os.O_CLOEXEC, 0o666)
    except OSError:
        return -1  # the other way says what is wrong


def _read_back(number: int) -> bytes:
    os.lseek(number, 0, os.SEEK_SET)
    parts = []
    while part := os.read(number, _READ_AT_ONCE):
        parts.append(part)
    return b"".join(parts)


def _put(content: bytes, number: int) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(number, left) :]
    os.fsync(number)


def clear_left_over(folder: Path, moment: float) -> None:
    """Take away what runs that were killed left in a folder more than an hour before a moment."""
    with contextlib.suppress(OSError), os.scandir(folder) as listing:
        names = (each for each in listing if _LEFT_OVER.fullmatch(each.name))
        for each, _ in zip(names, range(_MOST_LEFT_OVER), strict=False):
            if each.is_file(follow_symlinks=False) and moment - each.stat(follow_symlinks=False).st_mtime > _STALE_SECONDS:
                Path(each.path).unlink()
