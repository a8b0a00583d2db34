"""Walk a folder: which files are read, which are passed over, and why."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xlperf.errors import InputError
from xlperf.intake.limits import IntakeSettings

_LINK = "链接，不跟随"
_SPECIAL = "不是普通文件"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the folder.

    Attributes:
        file: path relative to the folder, with /, fit to be printed.
        path: where it is.
        size: bytes; modified: whole seconds since 1970.
        passed_over: why it is not opened; empty when it is.
    """

    file: str
    path: Path
    size: int = 0
    modified: int = 0
    passed_over: str = ""


def printable(name: str) -> str:
    """Return a file name without lone surrogates, as it can be printed and written."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def scan(paths: list[Path], settings: IntakeSettings, without: frozenset[Path] = frozenset()) -> list[Entry]:
    """Return every file below the given folders (and the files given), by path.

    Links are not followed, and pipes and devices are never opened.  ``without``
    names files that are no input, such as the output of this run.

    Raises:
        InputError: a path does not exist or cannot be listed.
    """
    entries: dict[str, Entry] = {}
    for root in paths:
        for file, path in _below(root):
            if path not in without:
                entries.setdefault(file, _entry(file, path, settings))
    return [entries[file] for file in sorted(entries)]


def _below(root: Path) -> Iterator[tuple[str, Path]]:
    if not root.exists():
        raise InputError(f"找不到“{printable(str(root))}”。", "请检查文件夹的位置和名称。")
    if not root.is_dir():
        yield printable(root.name), root
        return
    yield from _walk(root, "")


def _walk(folder: Path, prefix: str) -> Iterator[tuple[str, Path]]:
    try:
        with os.scandir(folder) as listing:
            found = sorted(listing, key=lambda each: each.name)
    except OSError as error:
        raise InputError(
            f"文件夹“{printable(prefix or folder.name)}”打不开：{error.strerror}。", "请检查是否有权限读取。"
        ) from error
    for each in found:
        file = prefix + printable(each.name)
        if each.is_dir(follow_symlinks=False):
            yield from _walk(Path(each.path), file + "/")
        else:
            yield file, Path(each.path)


def _entry(file: str, path: Path, settings: IntakeSettings) -> Entry:
    try:
        status = path.lstat()
    except OSError:  # vanished while we looked: the reader says so
        return Entry(file, path)
    reason = ""
    if stat.S_ISLNK(status.st_mode):
        reason = _LINK
    elif not stat.S_ISREG(status.st_mode):
        reason = _SPECIAL
    else:
        reason = settings.passed_over_reason(path.name) or _not_a_workbook(path, settings)
    return Entry(file, path, status.st_size, int(status.st_mtime), reason)


def _not_a_workbook(path: Path, settings: IntakeSettings) -> str:
    """Return why a file with a foreign extension is passed over: only when its bytes are no workbook either."""
    extension = path.suffix.lower()
    if extension in settings.workbook_extensions or extension in settings.refused_extensions:
        return ""
    try:
        with path.open("rb") as source:
            head = source.read(8)
    except OSError:
        return ""
    is_container = head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    return "" if is_container else f"不是工作簿（{extension or '没有扩展名'}）"
