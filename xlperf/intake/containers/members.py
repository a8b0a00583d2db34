"""Files inside a file (压缩包、邮件): what a container says it holds, before anything of it is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from xlperf.data.names import MEMBER_MARK
from xlperf.errors import RefusedFile

Key = tuple[int, int]
"""Where a member is found again in the same bytes; what the two numbers mean is the container's own affair."""

Inside = tuple[Key, ...]
"""The way to a member through containers that hold containers; empty for a file of the folder itself."""

CHINA = 8 * 3600
"""Archives note the local time of the clock on the wall, without zone; forms come from one zone (seconds east of UTC)."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside a container.

    Attributes:
        name: as it is shown, with /; never leads out of the container.
        key: where it is found again.
        size: bytes as the container claims; modified: whole seconds since 1970, 0 where it does not say.
        refusal: why it cannot be read, None when it may be.
    """

    name: str
    key: Key
    size: int = 0
    modified: int = 0
    refusal: RefusedFile | None = None


class Container(Protocol):
    """An opened container: reading its list may raise ``RefusedFile``, and so may reading a member."""

    kind: str

    def members(self) -> list[Member]:
        """Return what it holds, folders left out, in its own order."""

    def content(self, key: Key) -> bytes:
        """Return the bytes of a member."""

    def note(self) -> str:
        """Return what is worth telling of the container itself, such as the sender of a mail; may be empty."""


def each_once(members: Iterable[Member]) -> list[Member]:
    """Return the members with a name of its own each: two of one name are two files."""
    taken: set[str] = set()
    found = []
    for member in members:
        name, count = member.name, 1
        while name.casefold() in taken:
            count += 1
            stem, dot, extension = member.name.rpartition(".")
            name = f"{stem} ({count}).{extension}" if dot and "/" not in extension else f"{member.name} ({count})"
        taken.add(name.casefold())
        found.append(replace(member, name=name) if name != member.name else member)
    return found


def shown_name(name: str) -> str:
    """Return a member's name as it can be printed on one line and holds no mark of ours."""
    plain = "".join(each if each.isprintable() else " " for each in name.replace(MEMBER_MARK.strip(), ">"))
    return " ".join(plain.encode("utf-8", "replace").decode("utf-8").split())


def decoded(name: bytes) -> str:
    """Return a name of unknown encoding: UTF-8 where its bytes allow it, else GB18030, else its bytes one by one."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("latin-1")
