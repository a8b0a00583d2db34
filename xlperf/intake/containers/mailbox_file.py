"""Mailboxes (.mbox): mails one behind the other, each begun by a line ``From …`` (RFC 4155)."""

from __future__ import annotations

import re

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.containers.mail_message import is_mail
from xlperf.intake.containers.members import Key, Member
from xlperf.intake.limits import Limits
from xlperf.intake.refusals import too_large

_BEGINS = lazy_pattern(rb"(?:\A|\n\r?\n)From [^\r\n]*\r?\n(?=[A-Za-z][A-Za-z0-9-]*:|>From )")
_QUOTED = lazy_pattern(rb"^>(>*From )", re.MULTILINE)


def is_mailbox(data: bytes) -> bool:
    """Tell whether bytes begin with a line ``From …`` and the headers of a mail."""
    return data.startswith(b"From ") and is_mail(data[data.find(b"\n") + 1 :][:65536])


class MailboxFile:
    """A mailbox; a member is one mail, a container itself."""

    kind = "邮箱文件"

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        self._limits = limits

    def note(self) -> str:
        """Say nothing: each mail has a sender of its own."""
        return ""

    def members(self) -> list[Member]:
        """Return the mails; keys are the places of their bytes.

        Raises:
            RefusedFile: there are more than are looked at.
        """
        starts = [found.end() for found in _BEGINS.finditer(self._data)]
        begins = [found.start() for found in _BEGINS.finditer(self._data)]
        if not starts:  # one mail behind its line, with a blank one between
            starts, begins = [self._data.find(b"\n") + 1], [0]
        if len(starts) > self._limits.container_members:
            message = f"邮箱文件里有 {len(starts)} 封邮件，超过 {self._limits.container_members} 封的上限。"
            raise too_large(message, "请分成几个文件导出。")
        ends = [*begins[1:], len(self._data)]
        spans = zip(starts, ends, strict=True)
        return [Member(f"第 {count} 封.eml", span, span[1] - span[0]) for count, span in enumerate(spans, start=1)]

    def content(self, key: Key) -> bytes:
        """Return one mail as it was sent: the strokes before ``From `` at the beginning of lines are taken off again."""
        return _QUOTED.sub(rb"\1", self._data[key[0] : key[1]])
