"""Files inside files: what a container of the folder holds becomes entries of their own, each read for itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path, PurePosixPath

from xlperf.data.names import MEMBER_MARK
from xlperf.errors import RefusedFile
from xlperf.forms.file_result import FileResult
from xlperf.intake.container import is_document
from xlperf.intake.containers.members import Container, Inside, Member
from xlperf.intake.containers.opening import body_of, bytes_inside, content_of, listed, member_bytes, noted, opened
from xlperf.intake.documents.web_page import frames_of
from xlperf.intake.folder import FRAME, Entry, foreign
from xlperf.intake.limits import IntakeSettings, Limits
from xlperf.intake.long_path import reachable
from xlperf.intake.workbook_reader import read_bytes, require_size
from xlperf.run.mail_words import with_mail_words


def entry_bytes(entry: Entry, settings: IntakeSettings) -> bytes:
    """Return the bytes of a file of the folder or of a member of a container.

    Raises:
        RefusedFile: they cannot be had.
    """
    if entry.refusal is not None:
        raise entry.refusal
    limits = settings.limits
    is_workbook = not entry.inside and entry.path.suffix.lower() in settings.workbook_extensions
    if entry.inside:
        return _taken_from(entry.path, entry.inside, limits)
    return read_bytes(entry.path, limits, limits.file_bytes if is_workbook else limits.container_bytes)


def _taken_from(path: Path, inside: Inside, limits: Limits) -> bytes:
    """Return the bytes of a member of the container in a file, which is opened once for all members that follow each other."""
    try:
        status = reachable(path).stat()
        container = outermost(path, status.st_size, status.st_mtime_ns, limits)
        return bytes_inside(container, inside, limits)
    except OSError:
        return taken_out(read_bytes(path, limits, limits.container_bytes), inside, limits)
    except LookupError as error:
        raise _changed_meanwhile() from error


@lru_cache(maxsize=1)
def outermost(path: Path, size: int, modified: int, limits: Limits) -> Container:
    """Return the container in a file; the last one stays open, for a mailbox of 200 MB may hold two thousand mails.

    Args:
        path: the file.
        size, modified: its size and time: another file of the name is opened anew.
        limits: of the file and of what is in it.

    Raises:
        RefusedFile: it cannot be read.
        LookupError: it is no container any more.
    """
    container = opened(read_bytes(path, limits, limits.container_bytes), limits)
    if container is None:
        raise LookupError("no container")
    return container


def _changed_meanwhile() -> RefusedFile:
    return RefusedFile("damaged", "文件在读取时被改动。", "请等文件复制或保存完毕后再运行一次。")


def taken_out(data: bytes, inside: Inside, limits: Limits) -> bytes:
    """Return the bytes of a member.

    Raises:
        RefusedFile: it cannot be taken out, or the container is not what it was.
    """
    try:
        return member_bytes(data, inside, limits)
    except LookupError as error:
        raise _changed_meanwhile() from error


def unpacked(entry: Entry, data: bytes, blank: FileResult, settings: IntakeSettings) -> FileResult | None:
    """Return what stands in a container, None for a file that is none.

    Raises:
        RefusedFile: it is a container that cannot be read.
    """
    container = opened(data, settings.limits)
    if container is None:
        require_size(len(data), settings.limits.file_bytes)
        if entry.inside and (reason := foreign(entry.file, data, settings)):
            return replace(blank, fate="passed_over", reason=reason)
        return None
    found = listed(container, entry.inside, settings.limits)
    frames = _frames(container, found)
    entries = (_entry(container, each, entry, settings, each in frames) for each in found)
    members = tuple(sorted(entries, key=lambda each: each.file))
    passed = replace(blank, fate="passed_over", reason=_told(container, members), members=members)
    body = body_of(container)
    return passed if body is None else with_mail_words(passed, noted(container), body)


def with_members(results: Mapping[str, FileResult], entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the names of files in their order, what a container holds behind it."""
    for entry in entries:
        yield entry.file
        yield from (each.file for each in results[entry.file].parts)
        yield from with_members(results, results[entry.file].members)


def original_bytes(folder: Path, result: FileResult, limits: Limits) -> bytes | None:
    """Return the bytes of a file as it came, out of its container where it came in one; None when they cannot be had."""
    name = result.file.split(MEMBER_MARK)[0] if result.inside else result.file
    try:
        data = read_bytes(folder / name, limits, limits.container_bytes)
        return taken_out(data, result.inside, limits)
    except RefusedFile:
        return None


def _frames(container: Container, members: Sequence[Member]) -> list[Member]:
    """Return the frames of web pages whose pages came with them, as in a page that Excel writes into one file (.mht)."""
    pages = [each for each in members if each.refusal is None and each.name.casefold().endswith((".htm", ".html"))]
    names = {PurePosixPath(each.name).name for each in pages}
    return [each for each in pages if len(pages) > 1 and _framed(container, each) & names]


def _framed(container: Container, page: Member) -> set[str]:
    """Return the names of the files that a page is a frame around; none where it cannot be taken out, which its reader tells."""
    try:
        return {PurePosixPath(each).name for each in frames_of(content_of(container, page.key))}
    except RefusedFile:
        return set()


def _entry(container: Container, member: Member, holder: Entry, settings: IntakeSettings, is_frame: bool) -> Entry:
    name = f"{holder.file}{MEMBER_MARK}{member.name}"
    passed_over = settings.passed_over_reason(PurePosixPath(member.name).name) or (FRAME if is_frame else "")
    left_behind = passed_over if passed_over in settings.left_behind and _begins_as_document(container, member) else ""
    modified, inside = member.modified or holder.modified, (*holder.inside, member.key)
    reason = "" if left_behind else passed_over
    return Entry(name, holder.path, member.size, modified, reason, holder.file, inside, member.refusal, left_behind)


def _begins_as_document(container: Container, member: Member) -> bool:
    try:
        return member.refusal is None and is_document(content_of(container, member.key))
    except RefusedFile:
        return False


def _told(container: Container, members: tuple[Entry, ...]) -> str:
    """Return what a container is, what came with it, and that its members are listed one by one."""
    count = f"里面 {len(members)} 个文件逐个读取" if members else "里面没有附件或文件"
    note = noted(container)
    return f"{container.kind}，{count}" + (f"（{note}）" if note else "")
