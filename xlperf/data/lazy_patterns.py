"""Regular expressions that are made ready when the first text is held against them.

The program knows some nine hundred patterns; to make all of them ready takes a third of a second in each process, and a
run needs a quarter of them.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_METHODS = ("search", "match", "fullmatch", "sub", "finditer", "findall", "split", "subn")


class _Waiting:
    """Stands in for a pattern; the first use of any of its methods makes it ready, later ones find the method here."""

    __slots__ = ("__dict__", "_flags", "pattern")

    def __init__(self, text: str | bytes, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        ready = re.compile(self.pattern, self._flags)
        self.__dict__.update((each, getattr(ready, each)) for each in _METHODS)
        return self.__dict__[name]

    def __reduce__(self) -> tuple[Any, ...]:
        return lazy_pattern, (self.pattern, self._flags)


def lazy_pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern that is made ready when it is first used; of its attributes it has the methods and ``pattern``.

    A mistake in it is thus found by the first text: ``tests/data/test_lazy_patterns.py`` makes every pattern ready.
    """
    return cast("re.Pattern[AnyStr]", _Waiting(text, flags))
