"""Walk a folder: which files are read, which are passed over, and why."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.system_faults import said_of
from xlperf.errors import InputError, RefusedFile
from xlperf.intake.container import is_document
from xlperf.intake.containers.mail_message import is_mail, without_length
from xlperf.intake.containers.mailbox_file import is_mailbox
from xlperf.intake.containers.members import Inside
from xlperf.intake.containers.outlook_package import TNEF
from xlperf.intake.containers.unopened import unopened
from xlperf.intake.documents.web_page import frames_of
from xlperf.intake.form_words import holds_form_words, says_answers
from xlperf.intake.limits import IntakeSettings
from xlperf.intake.long_path import reachable

_LINK = "链接，不跟随"
_SPECIAL = "不是普通文件"
_MOUNT_POINT = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT: a folder on Windows that leads to another one
_LOOKED_THROUGH = 4 << 20
_BEGINNING = 16
_SURROGATE = lazy_pattern("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the folder, or a folder in it that cannot be listed.

    Attributes:
        file: path relative to the folder, with /, fit to be printed.
        path: where it is.
        size: bytes; modified: whole seconds since 1970.
        passed_over: why it is not opened; empty when it is.
        left_behind: why it is passed over all the same where no form is in it: by its name a program left it behind.
        via: the container that it came in, as it is shown; inside: the way to it from the bytes of ``path``.
        refusal: why it cannot be taken out of its container.
    """

    file: str
    path: Path
    size: int = 0
    modified: int = 0
    passed_over: str = ""
    via: str = ""
    inside: Inside = ()
    refusal: RefusedFile | None = None
    left_behind: str = ""


def printable(name: str) -> str:
    """Return a file name as it can be printed and written.

    A name that is not UTF-8 comes from an archive of Chinese Windows unpacked elsewhere: its bytes are read as
    GB18030.  What is left of lone surrogates becomes U+FFFD, never a backslash, which would look like a folder.
    """
    try:
        name.encode("utf-8")
        return name
    except UnicodeEncodeError:
        pass
    try:
        return name.encode("utf-8", "surrogateescape").decode("gb18030")
    except UnicodeError:
        return _SURROGATE.sub("\ufffd", name)


def scan(paths: list[Path], settings: IntakeSettings, without: frozenset[Path] = frozenset()) -> list[Entry]:
    """Return every file below the given folders (and the files given), by name.

    Links inside a folder are not followed, and pipes and devices are never
    opened.  A folder inside that cannot be listed is an entry of its own, so
    that it is reported and the rest is read.  ``without`` names files that are
    no input, such as the output of this run.

    Raises:
        InputError: a given path does not exist or cannot be listed.
    """
    entries: dict[str, Entry] = {}
    seen = {each.resolve() for each in without}
    for root in paths:
        real_root = root.resolve()
        for file, path in _below(root):
            real = real_root / path.relative_to(root)
            if real not in seen:
                seen.add(real)
                name = _unused(file, root, entries)
                entries[name] = _entry(name, path, settings, given=path == root)
    return [entries[file] for file in sorted(entries)]


def _unused(file: str, root: Path, taken: dict[str, Entry]) -> str:
    """Return a name that no other file has: two folders may hold files of one name, and two names may print alike."""
    if file in taken:
        file = f"{printable(root.resolve().name)}/{file}"
    name, count = file, 1
    while name in taken:
        count += 1
        name = f"{file} ({count})"
    return name


def _below(root: Path) -> Iterator[tuple[str, Path]]:
    if not root.exists():
        raise InputError(f"找不到“{printable(str(root))}”。", "请检查文件夹的位置和名称。")
    if not root.is_dir():
        yield printable(root.name), root
        return
    try:
        listing = _listed(root)
    except OSError as error:
        raise InputError(f"文件夹“{printable(root.name)}”打不开：{said_of(error)}。", "请检查是否有权限读取。") from error
    waiting = [(printable(name), root / name, is_folder) for name, is_folder in reversed(listing)]
    while waiting:
        file, path, is_folder = waiting.pop()
        if not is_folder:
            yield file, path
            continue
        try:
            listing = _listed(path)
        except OSError:
            yield file, path
            continue
        waiting += [(f"{file}/{printable(name)}", path / name, inside) for name, inside in reversed(listing)]


def _listed(folder: Path) -> list[tuple[str, bool]]:
    """Return the names in a folder, each with whether it is a folder to go into, in an order that no disk decides."""
    with os.scandir(reachable(folder)) as listing:
        return sorted((each.name, each.is_dir(follow_symlinks=False) and not _leads_elsewhere(each)) for each in listing)


def _leads_elsewhere(folder: os.DirEntry[str]) -> bool:
    try:
        return _is_link(folder.stat(follow_symlinks=False))
    except OSError:  # vanished: listing it will tell
        return False


def _is_link(status: os.stat_result) -> bool:
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _MOUNT_POINT


def _entry(file: str, path: Path, settings: IntakeSettings, given: bool) -> Entry:
    """Return the entry of a file; a link that was itself given is followed."""
    try:
        status = reachable(path).stat(follow_symlinks=given)
    except OSError:  # vanished while we looked: the reader says so
        return Entry(file, path)
    reason = ""
    if _is_link(status):
        reason = _LINK
    elif stat.S_ISDIR(status.st_mode):
        pass  # cannot be listed: the reader says so
    elif not stat.S_ISREG(status.st_mode):
        reason = _SPECIAL
    else:
        below = "" if given else file.rpartition("/")[0]
        reason = settings.passed_over_reason(f"{below}/{path.name}") or _not_a_workbook(path, settings)
    left_behind = reason if reason in settings.left_behind and _begins_as_document(path) else ""
    return Entry(file, path, status.st_size, int(status.st_mtime), "" if left_behind else reason, left_behind=left_behind)


FRAME = "网页的框架，内容在旁边的文件里"
"""Why the frame of a web page is passed over whose pages are there."""

_TEXTS = frozenset((".txt", ".text"))

PICTURE = "图片，里面的表读不出来"
"""How the reason begins for which a picture is passed over."""


def _begins_as_document(path: Path) -> bool:
    try:
        with reachable(path).open("rb") as source:
            return is_document(source.read(_BEGINNING))
    except OSError:
        return False


def _not_a_workbook(path: Path, settings: IntakeSettings) -> str:
    """Return why a file with a foreign extension is passed over: only when its bytes are no document and no form either."""
    extension = path.suffix.lower()
    if extension in settings.workbook_extensions | settings.refused_extensions.keys() | settings.container_extensions:
        return ""  # not even looked into: it is read anyway
    try:
        with reachable(path).open("rb") as source:
            data = source.read(_LOOKED_THROUGH)
        if any((path.parent / each).is_file() for each in frames_of(data)):
            return FRAME
    except OSError:
        return ""
    return foreign(path.name, data, settings)


def foreign(name: str, head: bytes, settings: IntakeSettings) -> str:
    """Return why a file is passed over by its name and first bytes: only what is no document, no mail and no form either."""
    extension = PurePath(name).suffix.lower()
    known = settings.workbook_extensions | settings.refused_extensions.keys() | settings.container_extensions
    if extension in known or is_document(head) or is_mail(without_length(head)) or is_mailbox(head) or holds_form_words(head):
        return ""
    if extension in _TEXTS and says_answers(head):
        return ""
    if head.startswith(TNEF) or unopened(head) is not None or settings.unfinished(name) or frames_of(head):
        return ""
    if extension in settings.pictures:
        return f"{PICTURE}（{extension}）"
    return f"不是工作簿（{extension or '没有扩展名'}）"
