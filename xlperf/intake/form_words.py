"""The words that betray a form in any text, whatever its encoding and spacing (``form_words`` of ``schemas/intake.json``)."""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from functools import cache

from xlperf.data.characters import in_short_characters
from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.data.text_encoding import is_big5, utf_16
from xlperf.intake.limits import intake_settings

_ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
_HEAD = 8192
_CONTROL = lazy_pattern(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")
_TAG = lazy_pattern(r"</?[A-Za-z][^<>]*>")
_NO_CHARACTER = lazy_pattern(r"[^\u2e80-\u2fdf\u4e00-\u9fff]+")


def is_text(data: bytes) -> bool:
    """Return True for bytes that are plain text by their look."""
    return _CONTROL.search(data[:_HEAD]) is None or utf_16(data) is not None


def holds_form_words(data: bytes) -> bool:
    """Return True when all words of a set stand in bytes, in one of the encodings that forms come in.

    In a text they may be written as people and web pages write labels: 项 目 名 称, on two lines, in long forms, as entities.
    """
    if any(all(word in data for word in words) for words in _written()):
        return True
    if not is_text(data):
        return False
    wide = utf_16(data)
    encodings = (wide,) if wide is not None else ("utf-8", "big5hkscs" if is_big5(data) else "gb18030")
    texts = (squeezed(_TAG.sub("", html.unescape(data.decode(each, "ignore")))) for each in encodings)
    return any(all(word in text for word in words) for text in texts for words in intake_settings().form_words)


def says_answers(data: bytes) -> bool:
    """Return True for a text that says something as a unit answers (经核实属实)."""
    if not is_text(data):
        return False
    wide = utf_16(data)
    texts = (data[:_HEAD].decode(each, "ignore") for each in ((wide,) if wide is not None else ("utf-8", "gb18030")))
    return any(each.search(text) for text in texts for each in _answering())


@cache
def _answering() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(each, re.MULTILINE) for each in intake_settings().answering)


def are_headings(labels: Collection[str]) -> bool:
    """Return True when all words of a set are labels of their own (``squeezed``), as in the head of a table."""
    return any(all(word in labels for word in words) for words in intake_settings().form_words)


def squeezed(text: str) -> str:
    """Return the Chinese characters of a text, in their short forms, and nothing else."""
    return in_short_characters(bare(_NO_CHARACTER.sub("", text)))


@cache
def _written() -> tuple[tuple[bytes, ...], ...]:
    sets = intake_settings().form_words
    return tuple(tuple(word.encode(encoding) for word in words) for words in sets for encoding in _ENCODINGS)
