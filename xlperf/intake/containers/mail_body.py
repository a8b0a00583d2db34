"""What a mail says in its own words: its text without markup, and without the letter that it answers."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.limits import intake_settings

LONGEST = 1 << 14
"""Characters of a text that are looked at."""

_UNSEEN = lazy_pattern(r"(?is)<(style|script|head|title)\b.*?</\1>")
_BREAK = lazy_pattern(r"(?i)<(?:br|/p|/div|/tr|/li|/h\d)\b[^<>]*>")
_TAG = lazy_pattern(r"</?[A-Za-z!][^<>]*>")


def own_words(text: str, is_html: bool) -> str:
    """Return the lines that the sender wrote, and the letter behind them only where they wrote none."""
    text = text[:LONGEST]
    if is_html:
        plain = _BREAK.sub("\n", _UNSEEN.sub("", text.replace("\r", "").replace("\n", " ")))
        text = html.unescape(_TAG.sub("", plain))
    lines = [line for each in text.splitlines() if (line := " ".join(each.split()))]
    return "\n".join(tuple(_before_answered(lines)) or (each.lstrip("> ") for each in lines))


def _before_answered(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if _answered().match(line):
            return
        if not line.startswith(">"):
            yield line


@cache
def _answered() -> re.Pattern[str]:
    return re.compile("|".join(intake_settings().mail_answered), re.IGNORECASE)
