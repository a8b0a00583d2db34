"""How wide a text is on a terminal, and where its lines break: a Han character takes two columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from xlperf.data.lazy_patterns import lazy_pattern

_WIDE = frozenset("WFA")
"""Characters of ambiguous width (quotes, dashes) are wide on a Chinese console."""
_NOT_FIRST = "，。；：、？！）》”’】…"
_NOT_LAST = "（《“‘【([{"
_PIECE = lazy_pattern(rf"[{re.escape(_NOT_LAST)}]*(?:[!-~]+|\S)(?:\s*[{re.escape(_NOT_FIRST)}])*|\s+")


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(each) in _WIDE else 1 for each in text)


def wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a paragraph, none wider than ``width`` columns unless one word is.

    Words of Latin letters stay whole; no line begins with a closing mark or ends with an opening one.
    """
    lines = [""]
    for piece in _pieces(" ".join(text.split())):
        if columns(lines[-1] + piece.rstrip()) > width and lines[-1].strip():
            lines[-1] = lines[-1].rstrip()
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return lines


def _pieces(text: str) -> Iterator[str]:
    """Yield the parts of a text that no line end may divide."""
    return (found[0] for found in _PIECE.finditer(text))
