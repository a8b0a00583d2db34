"""Regular expressions that are made ready when the first text is held against them.

The program knows some nine hundred patterns; to make all of them ready takes a third of a second in each process, and a
run needs a quarter of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, AnyStr, cast

_MARK = "\0\ue000\0"
"""Stands before and behind the name of words that a pattern has a place for."""
_WORDS_OF: dict[str, Callable[[], str]] = {}
_HOLDING_WORDS: list[_Waiting] = []
_METHODS = ("search", "match", "fullmatch", "sub", "finditer", "findall", "split", "subn")
_MOST_REMEMBERED = 8192


class _Waiting:
    """Stands in for a pattern; the first use of any of its methods makes it ready, later ones find the method here."""

    __slots__ = ("__dict__", "_flags", "pattern")

    def __init__(self, text: str | bytes, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        ready = re.compile(self.in_words(), self._flags)
        self.__dict__.update((each, getattr(ready, each)) for each in _METHODS)
        return self.__dict__[name]

    def in_words(self) -> str | bytes:
        """Return the pattern with the words that are in force in its places."""
        if isinstance(self.pattern, bytes) or _MARK not in self.pattern:
            return self.pattern
        _HOLDING_WORDS.append(self)
        parts = self.pattern.split(_MARK)
        return "".join(_WORDS_OF[part]() if at % 2 else part for at, part in enumerate(parts))

    def wait_again(self) -> None:
        """Forget what was made ready."""
        self.__dict__.clear()

    def __reduce__(self) -> tuple[Any, ...]:
        return lazy_pattern, (self.pattern, self._flags)


def place_of(file: str, name: str, words: Callable[[], str]) -> str:
    """Return what stands in a pattern for words that are asked for when it is made ready.

    Args:
        file: that holds the words; name: of the words in it.
        words: gives them as a part of a pattern.
    """
    _WORDS_OF[f"{file}/{name}"] = words
    return f"{_MARK}{file}/{name}{_MARK}"


def places(file: str) -> tuple[str, ...]:
    """Return the names of the words of a file that some pattern has a place for."""
    return tuple(each.removeprefix(f"{file}/") for each in _WORDS_OF if each.startswith(f"{file}/"))


def use_other_words() -> None:
    """Let all patterns with places for words wait again: other words are in force now."""
    while _HOLDING_WORDS:
        _HOLDING_WORDS.pop().wait_again()


def lazy_pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern that is made ready when it is first used; of its attributes it has the methods and ``pattern``.

    A mistake in it is thus found by the first text: ``tests/data/test_lazy_patterns.py`` makes every pattern ready.
    """
    return cast("re.Pattern[AnyStr]", _Waiting(text, flags))


class _Remembering:
    """A pattern that remembers of each text what it found in it."""

    __slots__ = ("fullmatch", "match", "pattern", "search")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern.pattern
        remember = lru_cache(maxsize=_MOST_REMEMBERED)
        self.fullmatch, self.match, self.search = map(remember, (pattern.fullmatch, pattern.match, pattern.search))

    def __reduce__(self) -> tuple[Any, ...]:
        return remembering, (re.compile(self.pattern),)


def remembering(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """Return a pattern for texts that come again and again, as labels do: what it found in one is not looked for twice.

    Of its attributes it has ``fullmatch``, ``match``, ``search`` and ``pattern``.  To remember by the pattern and the text
    would take longer than most patterns take: for its hash a pattern goes through all that it was made into.
    """
    return cast("re.Pattern[str]", _Remembering(pattern))
