"""The small text files that a department keeps (settings, rules, layouts, waivers), read within fences.

Such a file is a few kilobytes; one that is a pipe, an endless device, a thousand levels deep or holds a number of
ten thousand digits is told in one sentence, before any library chokes on it.
"""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

from xlperf.data.lazy_patterns import lazy_pattern

MOST_BYTES = 8 << 20
"""The largest rule set of a province that we know has 0.2 MB."""
_DEEPEST = 60
_MOST_DIGITS = 40
_GREATEST_EXPONENT = 30
_TOKEN = lazy_pattern(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[\[{]|[\]}]|[-+]?\d[\d_]*(?:\.[\d_]+)?(?:[eE]([-+]?\d+))?')


class UnfitFile(OSError):
    """A file that is not read, because it is none or far too large; ``strerror`` is a Chinese sentence without a full stop."""

    def __init__(self, sentence: str) -> None:
        super().__init__(0, sentence)

    def __str__(self) -> str:
        return str(self.strerror)


def read_fenced(path: Path, most: int = MOST_BYTES) -> bytes:
    """Return the bytes of a plain file that is not too large; a pipe or a device is not opened.

    Raises:
        UnfitFile: it is no plain file, or larger than ``most`` bytes.
        OSError: it cannot be opened.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise UnfitFile("不是普通文件，没有打开")
    # What changed into a pipe since is not waited for.
    number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(number, "rb") as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise UnfitFile(f"超过 {most >> 20} MB，没有读取")
    return data


def require_plain(text: str) -> None:
    """Refuse a JSON or TOML text nested deeper, or with a longer number, than any file of a person.

    Raises:
        json.JSONDecodeError: with the place, worded in Chinese.
    """
    depth = 0
    for token in _TOKEN.finditer(text):
        first = token[0][0]
        if first in "\"'#":
            continue
        if first in "[{":
            depth += 1
            if depth > _DEEPEST:
                raise json.JSONDecodeError(f"括号套了 {_DEEPEST} 层以上", text, token.start())
        elif first in "]}":
            depth -= 1
        elif len(token[0]) > _MOST_DIGITS or len(token[1] or "") > 4 or abs(int(token[1] or 0)) > _GREATEST_EXPONENT:
            raise json.JSONDecodeError("数字太长或太大", text, token.start())
