"""Mails saved by Outlook (.msg): their attachments.

Source: Microsoft, [MS-OXMSG] Outlook Item (.msg) File Format; the numbers are property tags of [MS-OXPROPS].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from xlperf.intake.containers.mail_body import LONGEST, own_words
from xlperf.intake.containers.members import CHINA, Key, Member, decoded, shown_name
from xlperf.intake.containers.ole_storage import CompoundFile, Storage
from xlperf.intake.formats.compound_file import BrokenCompoundFile
from xlperf.intake.limits import Limits
from xlperf.intake.refusals import damaged, too_large

PROPERTIES = "__properties_version1.0"
"""Stands at the top of every such file and of no other."""

_ATTACHMENT = "__attach_version1.0_#"
_SUBSTREAM = "__substg1.0_"
_CONTENT, _LONG_NAME, _SHORT_NAME, _LABEL = "3701", "3707", "3704", "3001"
_SENDER_NAME, _SENDER_SMTP, _SENDER_ADDRESS, _SUBJECT = "0c1a", "5d01", "0c1f", "0037"
_BODY, _PAGE = "1000", "1013"
_SUBMITTED, _DELIVERED = 0x00390040, 0x0E060040
_TOP_PROPERTIES, _PROPERTY = 32, 16
_EPOCH = datetime(1601, 1, 1, tzinfo=timezone.utc)
_DEEPEST = 4
_LONGEST_TEXT = 4096


class OutlookMessage:
    """One mail of Outlook.

    Raises:
        RefusedFile: the file is broken.
    """

    kind = "Outlook 邮件"

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        try:
            self._root = CompoundFile(data).root()
            self._attachments = list(self._attached(self._root, 0))
        except BrokenCompoundFile as error:
            raise damaged("邮件文件已损坏（文件结构不完整）。") from error

    def note(self) -> str:
        """Return sender, time and subject."""
        address = _text(self._root, _SENDER_SMTP) or _text(self._root, _SENDER_ADDRESS)
        name = _text(self._root, _SENDER_NAME) or address
        sender = f"发件人 {name}" + (f" <{address}>" if "@" in address and address != name else "") if name else ""
        sent = self._sent()
        local = timezone(timedelta(seconds=CHINA))
        time = f"{sent.astimezone(local):%Y-%m-%d %H:%M}" if sent else ""
        subject = _text(self._root, _SUBJECT)
        return "，".join(each for each in (sender, time, f"主题“{subject}”" if subject else "") if each)

    def body(self) -> str:
        """Return what the sender wrote in the mail itself."""
        page = self._root.streams.get(f"{_SUBSTREAM}{_PAGE}0102")
        plain = _wide_or_narrow(self._root, _BODY, 2 * LONGEST)
        return own_words(plain or (decoded(page.read(2 * LONGEST)) if page else ""), is_html=not plain)

    def members(self) -> list[Member]:
        """Return the attachments, those of mails attached to it included."""
        sent = self._sent()
        modified = max(0, int(sent.timestamp())) if sent else 0
        return [Member(_name(each), (index, 0), 0, modified) for index, each in enumerate(self._attachments)]

    def content(self, key: Key) -> bytes:
        """Return the bytes of an attachment.

        Raises:
            RefusedFile: it is larger than a file may be, or broken.
        """
        stream = self._attachments[key[0]].streams.get(f"{_SUBSTREAM}{_CONTENT}0102")
        try:
            data = stream.read(self._limits.file_bytes + 1) if stream else b""
        except BrokenCompoundFile as error:
            raise damaged("附件已损坏，读不出来。") from error
        if stream and len(data) < min(stream.size, self._limits.file_bytes):
            raise damaged("附件已损坏，后面的部分不见了。")
        if len(data) > self._limits.file_bytes:
            raise too_large(f"附件超过 {self._limits.file_bytes >> 20} MB 的上限。")
        return data

    def _attached(self, message: Storage, depth: int) -> Iterator[Storage]:
        for name in sorted(message.storages):
            if not name.startswith(_ATTACHMENT):
                continue
            attachment = message.storages[name]
            embedded = attachment.storages.get(f"{_SUBSTREAM}{_CONTENT}000d")
            if embedded is not None and depth < _DEEPEST:
                yield from self._attached(embedded, depth + 1)
            else:
                yield attachment

    def _sent(self) -> datetime | None:
        data = self._root.streams[PROPERTIES].read(1 << 16)
        for at in range(_TOP_PROPERTIES, len(data) - _PROPERTY + 1, _PROPERTY):
            tag, _, ticks = struct.unpack_from("<IIQ", data, at)
            if tag in (_SUBMITTED, _DELIVERED):
                try:
                    return _EPOCH + timedelta(microseconds=ticks // 10)
                except OverflowError:
                    return None
        return None


def _name(attachment: Storage) -> str:
    found = _text(attachment, _LONG_NAME) or _text(attachment, _SHORT_NAME) or _text(attachment, _LABEL)
    return found.replace("\\", "/").rpartition("/")[2] or "没有名称的附件"


def _text(storage: Storage, tag: str) -> str:
    return shown_name(_wide_or_narrow(storage, tag, _LONGEST_TEXT))


def _wide_or_narrow(storage: Storage, tag: str, most: int) -> str:
    """Return a text property: UTF-16, or eight bits in the code page of its writer."""
    wide = storage.streams.get(f"{_SUBSTREAM}{tag}001f")
    if wide is not None:
        return wide.read(most).decode("utf-16-le", "replace").rstrip("\0")
    narrow = storage.streams.get(f"{_SUBSTREAM}{tag}001e")
    return decoded(narrow.read(most).rstrip(b"\0")) if narrow is not None else ""
