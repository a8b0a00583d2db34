"""Outlook's own wrapping of attachments (winmail.dat), which it sends to those whose Outlook it takes them for.

Source: Microsoft, [MS-OXTNEF] Transport Neutral Encapsulation Format; [MS-OXCMAIL] for the properties of an attachment.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from xlperf.intake.containers.members import Key, Member, decoded, shown_name
from xlperf.intake.limits import Limits
from xlperf.intake.refusals import damaged, too_large

TNEF = b"\x78\x9f\x3e\x22"
_HEAD, _ATTRIBUTE, _SUM = 6, 9, 2
_BEGINS, _TITLE, _DATA, _PROPERTIES = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
_OF_ATTACHMENT = 2
_LONG_NAME, _CONTENT = 0x3707, 0x3701
_NARROW, _WIDE, _BINARY, _OBJECT = 0x001E, 0x001F, 0x0102, 0x000D
_FIXED = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x000B: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x0014: 8, 0x0040: 8, 0x0048: 16}
_MANY = 0x1000
_MOST_PROPERTIES = 2_000


@dataclass(slots=True)
class _Attachment:
    """An attachment: the bytes of its name, whether they are two a character, and where its content lies."""

    name: str = ""
    start: int = 0
    size: int = 0


class OutlookPackage:
    """A winmail.dat.

    Raises:
        RefusedFile: it is broken.
    """

    kind = "Outlook 打包的附件"

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data, self._limits = data, limits
        try:
            self._attachments = self._found()
        except (struct.error, IndexError, ValueError) as error:
            raise damaged("Outlook 打包的附件（winmail.dat）已损坏。") from error

    def note(self) -> str:
        """Say nothing: the mail around it has a sender."""
        return ""

    def members(self) -> list[Member]:
        """Return the attachments."""
        names = [shown_name(each.name.replace("\\", "/").rpartition("/")[2]) or "没有名称的附件" for each in self._attachments]
        sizes = [each.size for each in self._attachments]
        return [Member(name, (index, 0), size) for index, (name, size) in enumerate(zip(names, sizes, strict=True))]

    def content(self, key: Key) -> bytes:
        """Return the bytes of an attachment.

        Raises:
            RefusedFile: it is larger than a file may be.
        """
        found = self._attachments[key[0]]
        if found.size > self._limits.file_bytes:
            raise too_large(f"附件有 {found.size >> 20} MB，超过 {self._limits.file_bytes >> 20} MB 的上限。")
        return self._data[found.start : found.start + found.size]

    def _found(self) -> list[_Attachment]:
        found: list[_Attachment] = []
        for level, kind, start, size in self._attributes():
            if level != _OF_ATTACHMENT:
                continue
            if kind == _BEGINS or not found:
                found.append(_Attachment())
            now = found[-1]
            if kind == _TITLE and not now.name:
                now.name = decoded(self._data[start : start + size].split(b"\0")[0])
            elif kind == _DATA:
                now.start, now.size = start, size
            elif kind == _PROPERTIES:
                self._take_properties(now, start, start + size)
        return [each for each in found if each.size or each.name]

    def _attributes(self) -> Iterator[tuple[int, int, int, int]]:
        """Yield level, kind, start and size of each attribute."""
        at = _HEAD
        while at < len(self._data):
            level, kind, size = struct.unpack_from("<BII", self._data, at)
            start = at + _ATTRIBUTE
            if start + size > len(self._data):
                raise ValueError("an attribute ends behind the file")
            yield level, kind, start, size
            at = start + size + _SUM

    def _take_properties(self, attachment: _Attachment, at: int, end: int) -> None:
        """Take the long name, and the content where only a property holds it."""
        (count,) = struct.unpack_from("<I", self._data, at)
        at += 4
        for _ in range(min(count, _MOST_PROPERTIES)):
            kind, tag = struct.unpack_from("<HH", self._data, at)
            at += 4
            if tag >= 0x8000:
                at = self._behind_name(at)
            values, is_many = 1, bool(kind & _MANY)
            base = kind & ~_MANY
            if is_many or base not in _FIXED:
                (values,) = struct.unpack_from("<I", self._data, at)
                at += 4
            for _ in range(min(values, _MOST_PROPERTIES)):
                size = _FIXED.get(base)
                if size is None:
                    (size,) = struct.unpack_from("<I", self._data, at)
                    at += 4
                if at + size > end:
                    raise ValueError("a property ends behind its attribute")
                self._take(attachment, tag, base, at, size)
                at += (size + 3) // 4 * 4

    def _take(self, attachment: _Attachment, tag: int, kind: int, at: int, size: int) -> None:
        if tag == _LONG_NAME and kind in (_NARROW, _WIDE):
            held = self._data[at : at + size]
            attachment.name = (held.decode("utf-16-le", "replace") if kind == _WIDE else decoded(held)).rstrip("\0")
        elif tag == _CONTENT and kind == _BINARY and not attachment.size:
            attachment.start, attachment.size = at, size

    def _behind_name(self, at: int) -> int:
        """Return where the value of a named property begins."""
        at += 16
        (kind,) = struct.unpack_from("<I", self._data, at)
        at += 4
        if kind == 0:
            return at + 4
        (length,) = struct.unpack_from("<I", self._data, at)
        return int(at + 4 + (length + 3) // 4 * 4)
