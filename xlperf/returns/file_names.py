"""Names under which copies may stand in any folder, on Windows too, no two of them alike."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_UNFIT = re.compile(r'[<>:"|?*\\\x00-\x1f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)

_LONGEST_BYTES = 220


class FileNames:
    """Gives out names below one folder, each once.

    Args:
        taken: names that are not given out.
    """

    def __init__(self, *taken: str) -> None:
        self._taken = {each.casefold() for each in taken}

    def unused(self, file: str) -> str:
        """Return a name for a file: its own path with /, changed no more than it must be.

        It never leads out of the folder, and differs from every other by more than
        upper and lower case.
        """
        wanted = PurePosixPath(*(_safe(each) for each in file.split("/") if each not in ("", ".", "..")))
        name, count = wanted, 1
        while str(name).casefold() in self._taken:
            count += 1
            name = wanted.with_name(f"{wanted.stem}（{count}）{wanted.suffix}")
        self._taken.add(str(name).casefold())
        return str(name)


def _safe(part: str) -> str:
    """Return one name of a path as every file system takes it."""
    name = _UNFIT.sub("_", part).rstrip(". ") or "_"
    if _RESERVED.match(name):
        name = f"_{name}"
    path = PurePosixPath(name)
    stem, suffix = path.stem, path.suffix
    while len(f"{stem}{suffix}".encode()) > _LONGEST_BYTES and stem:
        stem = stem[:-1]
    return f"{stem}{suffix}"
