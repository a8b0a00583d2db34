"""Characters for consoles that have few: a GBK console is given its own mark, not the number of one it has not."""

from __future__ import annotations

import codecs
import sys
import unicodedata

HANDLER = "xlperf-console"
"""Name of the error handler of standard output and standard error."""

_LIKE = {"›": ">", "✓": "√", "¥": "￥", "•": "·", "–": "-", "‑": "-", "−": "-", "░": "·", "\u00a0": " ", "²": "^2", "³": "^3"}


def use_console_text() -> None:
    """Let what is printed show the nearest mark that the console has, and the number of a character only where there is none."""
    codecs.register_error(HANDLER, _nearest)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors=HANDLER)


def can_show(text: str, stream: object) -> bool:
    """Tell whether a stream has every character of a text."""
    try:
        text.encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_shown(each, error.encoding) for each in error.object[error.start : error.end]), error.end


def _shown(character: str, encoding: str) -> str:
    for like in (_LIKE.get(character, ""), unicodedata.normalize("NFKC", character)):
        try:
            if like and like != character:
                like.encode(encoding)
                return like
        except UnicodeEncodeError:
            continue
    return character.encode("ascii", "backslashreplace").decode("ascii")
