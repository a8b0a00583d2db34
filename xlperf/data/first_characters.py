"""With which characters a match of a regular expression can begin, so that a text without them need not be searched.

A pattern that begins with a look behind, or with one of thirty words, is tried at every character of a text in all its
branches; a set of characters is looked for twenty times as fast.  Nearly all texts of a form match none of the patterns of
the rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from xlperf.data.slow_patterns import REPEATS, Node, parsed, within

_AROUND = ("AT", "ASSERT", "ASSERT_NOT")
_CATEGORIES = {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s"}
_First = tuple[frozenset[str], bool]
"""Parts of a set of characters as a pattern writes them, and whether what begins so may be nothing at all."""

Lacks = Callable[[str], bool]


@lru_cache(maxsize=1024)
def quick(pattern: str) -> tuple[Lacks, re.Pattern[str]]:
    """Return what tells that nothing in a text matches, and the pattern made ready for other uses.

    Raises:
        re.error: the pattern is none.
    """
    first = first_characters(pattern)
    if first is None:
        plain = re.compile(pattern)
        return lambda text: plain.search(text) is None, plain
    begins, whole = re.compile(first).search, re.compile(f"(?={first})(?:{pattern})")

    def lacks(text: str) -> bool:
        found = begins(text)
        return found is None or whole.search(text, found.start()) is None

    return lacks, whole


def first_characters(pattern: str) -> str | None:
    """Return the set of characters of which one begins every match, as a pattern; None where that cannot be told.

    Raises:
        re.error: the pattern is none.
    """
    nodes = parsed(pattern)
    if nodes.state.flags & ~re.UNICODE:
        return None
    found = _first(nodes)
    return None if found is None or found[1] else f"[{''.join(sorted(found[0]))}]"


def _first(nodes: Iterable[Node]) -> _First | None:
    """Return how a sequence may begin; a part that may be nothing lets the next begin it."""
    parts: frozenset[str] = frozenset()
    for op, value in nodes:
        if str(op) in _AROUND:
            continue
        found = _of_node(str(op), value)
        if found is None:
            return None
        parts |= found[0]
        if not found[1]:
            return parts, False
    return parts, True


def _of_node(name: str, value: Any) -> _First | None:
    if name == "LITERAL":
        return frozenset((_written(value),)), False
    if name == "IN":
        parts = [_of_set(str(op), each) for op, each in value]
        return None if None in parts else (frozenset(filter(None, parts)), False)
    if name == "SUBPATTERN" and value[1]:  # flags of its own
        return None
    if name not in (*REPEATS, "SUBPATTERN", "BRANCH", "ATOMIC_GROUP", "POSSESSIVE_REPEAT"):
        return None
    found = [_first(each) for each in within(name, value)]
    known = [each for each in found if each is not None]
    if len(known) < len(found):
        return None
    may_be_nothing = any(each[1] for each in known) or (name.endswith("REPEAT") and value[0] == 0)
    return frozenset().union(*(each[0] for each in known)), may_be_nothing


def _of_set(name: str, value: Any) -> str | None:
    if name == "LITERAL":
        return _written(value)
    if name == "RANGE":
        return f"{_written(value[0])}-{_written(value[1])}"
    return _CATEGORIES.get(str(value)) if name == "CATEGORY" else None


def _written(character: int) -> str:
    return f"\\U{character:08x}"
