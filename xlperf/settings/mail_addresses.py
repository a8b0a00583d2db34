"""Mail addresses as people write them, with or without a name, several on one line."""

from __future__ import annotations

from collections.abc import Iterable
from email.headerregistry import Address
from email.utils import getaddresses

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.errors import InputError

_HINT = "写法如：wang@example.com，或 王芳 <wang@example.com>。"
_BETWEEN = lazy_pattern(r"[;；、，\n]")
_ADDRESS = lazy_pattern(r"[^@\s<>,;:\"'\[\]()\\]+@[^@\s<>,;:\"'\[\]()\\]+\.[^@\s<>,;:\"'\[\]()\\.]+")
_SERVER = lazy_pattern(r"(?P<host>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>[0-9]{1,5}))?")
_SUBMISSION = 587
"""Port of message submission (RFC 6409)."""


def parse_addresses(texts: Iterable[str]) -> tuple[Address, ...]:
    """Return the addresses in the texts, each text one or several, the same address once.

    Raises:
        InputError: one of them is no mail address.
    """
    found: dict[str, Address] = {}
    for text in texts:
        for part in _BETWEEN.split(text.replace("＠", "@")):
            if ":" in part or "：" in part:  # a line of a mail's head that was copied along names nobody
                raise InputError(f"“{part.strip()}”不是邮箱地址。", _HINT)
            for name, address in getaddresses([part]) if part.strip() else ():
                found.setdefault(address.casefold(), _address(name, address, part))
    return tuple(found.values())


def _address(name: str, address: str, written: str) -> Address:
    local, _, domain = address.rpartition("@")
    try:
        plain = f"{local}@{domain.encode('idna').decode('ascii')}"
        if not _ADDRESS.fullmatch(plain):
            raise ValueError(plain)
        return Address(" ".join(name.split()), addr_spec=plain)
    except (ValueError, IndexError) as problem:
        raise InputError(f"“{written.strip()}”不是邮箱地址。", _HINT) from problem


def parse_server(text: str) -> tuple[str, int]:
    """Return host and port of a mail server written as HOST or HOST:PORT; without a port it is 587.

    Raises:
        InputError: it is neither.
    """
    found = _SERVER.fullmatch(text.strip().replace("：", ":"))
    port = int(found["port"] or _SUBMISSION) if found else 0
    if found is None or not 0 < port < 65536:
        raise InputError(f"“{text}”不是邮件服务器的地址。", "写法如：smtp.example.com:587。")
    return found["host"].strip("[]"), port
