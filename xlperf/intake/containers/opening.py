"""What kind of container bytes are, and the way to a member through containers in containers."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from xlperf.errors import RefusedFile
from xlperf.intake.containers.mail_message import MailMessage, is_mail, without_length
from xlperf.intake.containers.mailbox_file import MailboxFile, is_mailbox
from xlperf.intake.containers.members import Container, Inside, Key, Member, each_once
from xlperf.intake.containers.outlook_message import PROPERTIES, OutlookMessage
from xlperf.intake.containers.outlook_package import TNEF, OutlookPackage
from xlperf.intake.containers.seven_zip import SEVEN_ZIP, SevenZipArchive
from xlperf.intake.containers.unopened import unopened
from xlperf.intake.containers.zip_archive import ZipArchive
from xlperf.intake.formats.compound_file import SIGNATURE, BrokenCompoundFile, top_streams
from xlperf.intake.limits import Limits
from xlperf.intake.refusals import damaged, too_large

T = TypeVar("T")

_ZIP, _EMPTY_ZIP = b"PK\x03\x04", b"PK\x05\x06"


def opened(data: bytes, limits: Limits) -> Container | None:
    """Return the container that bytes are, None for a workbook, a document or anything else.

    Raises:
        RefusedFile: it is a container that cannot be read: broken, too large, of a kind that nobody here can open.
    """
    return _guarded(lambda: _opened(data, limits))


def _opened(data: bytes, limits: Limits) -> Container | None:
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        try:
            archive = ZipArchive(data, limits)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error, zlib.error, EOFError, LookupError):
            return None  # said by the reader of workbooks, which it may be a piece of
        return None if archive.is_package else archive
    if data.startswith(SIGNATURE):
        return OutlookMessage(data, limits) if _is_outlook(data) else None
    if refusal := unopened(data):
        raise refusal
    if data.startswith(TNEF):
        return OutlookPackage(data, limits)
    if data.startswith(SEVEN_ZIP):
        return SevenZipArchive(data, limits)
    if is_mailbox(data):
        return MailboxFile(data, limits)
    data = without_length(data)
    return MailMessage(data, limits) if is_mail(data) else None


def _is_outlook(data: bytes) -> bool:
    try:
        return PROPERTIES in top_streams(data)
    except BrokenCompoundFile:
        return False


def listed(container: Container, inside: Inside, limits: Limits) -> list[Member]:
    """Return the members of a container that stands itself so deep inside others.

    Raises:
        RefusedFile: containers stand in one another deeper than is looked, or hold more than is read.
    """
    if len(inside) >= limits.container_depth:
        message = f"压缩包或邮件一层套一层超过 {limits.container_depth} 层，里面的表没有读取。"
        raise too_large(message, "请解压到文件夹后再运行一次。")
    members = each_once(_guarded(container.members))
    if len(members) > limits.container_members:
        raise too_large(f"{container.kind}里有 {len(members)} 个文件，超过 {limits.container_members} 个的上限。", "请分成几个。")
    return members


def member_bytes(data: bytes, inside: Inside, limits: Limits) -> bytes:
    """Return the bytes of a member by its way from the outermost container.

    Raises:
        RefusedFile: it cannot be taken out.
        LookupError: the bytes are no such container any more.
    """
    for key in inside:
        container = opened(data, limits)
        if container is None:
            raise LookupError("no container")
        data = content_of(container, key)
    return data


def content_of(container: Container, key: Key) -> bytes:
    """Return the bytes of a member of an opened container.

    Raises:
        RefusedFile: it cannot be taken out.
    """
    return _guarded(partial(container.content, key))


def bytes_inside(container: Container, inside: Inside, limits: Limits) -> bytes:
    """Return the bytes of a member by its way from an opened container.

    Raises:
        RefusedFile, LookupError: as ``member_bytes``.
    """
    return member_bytes(content_of(container, inside[0]), inside[1:], limits)


def noted(container: Container) -> str:
    """Return what a container tells of itself; nothing where that is broken."""
    try:
        return _guarded(container.note)
    except RefusedFile:
        return ""


def body_of(container: Container) -> str | None:
    """Return what is written in a mail itself, None for what is no mail; nothing where that is broken."""
    if not isinstance(container, (MailMessage, OutlookMessage)):
        return None
    try:
        return _guarded(container.body)
    except RefusedFile:
        return ""


def _guarded(read: Callable[[], T]) -> T:
    """Return what a reader returns; whatever a broken container brings up in a library becomes a refusal."""
    try:
        return read()
    except (RefusedFile, MemoryError):
        raise
    except RecursionError as error:
        raise damaged("文件内部的嵌套过深，无法读取。") from error
    except Exception as error:
        raise damaged(f"压缩包或邮件已损坏，无法读取（{type(error).__name__}）。") from error
