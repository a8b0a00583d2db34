"""Our own keywords by name: what each judges, its function, and the placeholders it fills.

A keyword is one small generator over its argument and a value; it yields a ``Breach``
for every way in which the value falls short.  As in the standard, a keyword is silent
about values of another type than its own: the guard stands here, once for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from xlperf.rules.dialect import text_keywords, value_keywords
from xlperf.rules.dialect.breach import Breach
from xlperf.rules.dialect.guards import Judged

Keyword = Callable[[Any, Any], Iterable[Breach]]


Screen = Callable[[Any], Callable[[Any], bool]]

CONCERNS: Mapping[Judged, Callable[[object], bool]] = {
    "facts": lambda value: isinstance(value, dict),
    "rows": lambda value: isinstance(value, list) and all(isinstance(each, dict) for each in value),
    "text": lambda value: isinstance(value, str),
}
"""How a value of each type that a keyword may judge is told."""


@dataclass(frozen=True, slots=True)
class KeywordFace:
    """One of our own keywords.

    Attributes:
        check: its function.
        provides: the placeholders its breaches fill.
        judges: the type of value it judges; every other value it lets pass.
        screen: where most values hold and that can be told at a glance: of an argument, the test
            that is true only of values that hold.
    """

    check: Keyword
    provides: tuple[str, ...]
    judges: Judged
    screen: Screen | None = None

    def concerns(self, value: object) -> bool:
        """Tell whether a value is of the type that the keyword judges."""
        return CONCERNS[self.judges](value)


KEYWORDS: Mapping[str, KeywordFace] = {
    name: KeywordFace(check, provides, judges, text_keywords.SCREENS.get(name))
    for registry in (value_keywords.REGISTRY, text_keywords.REGISTRY)
    for name, check, provides, judges in registry
}
"""Our own keywords by name."""
