"""Texts of Chinese programs, whose encoding nobody says."""

from __future__ import annotations

import re

_HEAD = 8192
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LEAST_KNOWN = 0.9
_PAIR = rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]"
_BIG5_OFTEN = rb"[\xa1-\xc6]"
_LEAST_SECOND = 0.15


def utf_16(data: bytes) -> str | None:
    """Return the encoding of a text of two bytes a character, with or without its mark; None for any other data.

    Without the mark, in the wrong order of bytes most of its characters would be none that forms are written with.
    """
    if data.startswith(_MARKS):
        return "utf-16"
    head = data[:_HEAD]
    if b"\0" not in head:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = head.decode(encoding, "ignore")
        known = re.findall("[\\t\\r\\n -~\\xb0-\\xd7\\u2010-\\u25ff\\u3000-\\u303f\\u4e00-\\u9fff\\uff00-\\uffe5]", text)
        if text and len(known) >= _LEAST_KNOWN * len(text):
            return encoding
    return None


def decode(data: bytes) -> str:
    """Return the text of a file: UTF-8 by its mark or UTF-16 (``utf_16``), else UTF-8, else Big5 or GB18030.

    Raises:
        UnicodeDecodeError: it is none of these.
    """
    wide = utf_16(data)
    if wide is not None:
        return data.decode(wide)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("big5hkscs" if is_big5(data) else "gb18030")


def is_big5(data: bytes) -> bool:
    """Tell whether a text in bytes of two is Big5, by its head.

    The characters that are often used begin there with bytes up to C6, and two of five end with one below 80, as in GB18030
    only rare ones do.
    """
    pairs = re.findall(_PAIR, data[:_HEAD])
    often = sum(re.match(_BIG5_OFTEN, each) is not None for each in pairs)
    return often > _LEAST_KNOWN * len(pairs) and sum(each[1] < 0x80 for each in pairs) > _LEAST_SECOND * len(pairs)
