"""The words that betray a form in any text, whatever its encoding (``form_words`` of ``schemas/intake.json``)."""

from __future__ import annotations

from functools import cache

from xlperf.intake.limits import intake_settings

_ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")


def holds_form_words(data: bytes) -> bool:
    """Return True when all words of a set stand in a text, in one of the encodings that forms come in or as HTML writes them."""
    return any(all(word in data for word in words) for words in _written())


@cache
def _written() -> tuple[tuple[bytes, ...], ...]:
    sets = intake_settings().form_words
    encoded = [tuple(word.encode(encoding) for word in words) for words in sets for encoding in _ENCODINGS]
    entities = [tuple("".join(f"&#{ord(each)};" for each in word).encode() for word in words) for words in sets]
    hexadecimal = [tuple("".join(f"&#x{ord(each):X};" for each in word).encode() for word in words) for words in sets]
    return (*encoded, *entities, *hexadecimal)
