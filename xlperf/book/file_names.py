"""Names under which copies may stand in any folder, on Windows too, no two of them alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import PurePosixPath

from xlperf.data.lazy_patterns import lazy_pattern

_UNFIT = lazy_pattern(r'[<>:"|?*\\\x00-\x1f]')
_SURROGATE = lazy_pattern("[\ud800-\udfff]")
_RESERVED = lazy_pattern(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)

_LONGEST_BYTES = 220


class FileNames:
    """Gives out names below one folder, each once.

    Args:
        taken: names that are not given out.
    """

    def __init__(self, *taken: str) -> None:
        self._taken = {_folded(each) for each in taken}

    def unused(self, file: str, is_free: Callable[[str], bool] = lambda name: True) -> str:
        """Return a name for a file: its own path with /, changed no more than it must be.

        It never leads out of the folder, and differs from every other by more than
        upper and lower case.

        Args:
            file: its path.
            is_free: tells whether a name may be written over in the folder.
        """
        wanted = PurePosixPath(*(_safe(each) for each in file.split("/") if each not in ("", ".", "..")))
        name, count = wanted, 1
        while _folded(name) in self._taken or not is_free(str(name)):
            count += 1
            name = wanted.with_name(f"{wanted.stem}（{count}）{wanted.suffix}")
        self._taken.add(_folded(name))
        return str(name)


def _folded(name: object) -> str:
    """Return what two names share that some file system takes for one."""
    return unicodedata.normalize("NFC", str(name)).casefold()


def _safe(part: str) -> str:
    """Return one name of a path as every file system takes it."""
    name = _UNFIT.sub("_", _SURROGATE.sub("_", part)).rstrip(". ") or "_"
    if _RESERVED.match(name):
        name = f"_{name}"
    path = PurePosixPath(name)
    stem, suffix = path.stem, path.suffix
    while len(f"{stem}{suffix}".encode()) > _LONGEST_BYTES and stem:
        stem = stem[:-1]
    return f"{stem}{suffix}"
