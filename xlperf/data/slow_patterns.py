"""Regular expressions that may never end: a repetition in a repetition that can part one text in many ways.

``(a+)+`` tries every way to part a row of a's before it says no: thirty characters cost minutes, and the one who
waits is not the one who wrote the pattern.  Such a pattern is refused when it is read; ``(\\d+,)+``, whose comma
says where each part ends, is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from itertools import combinations, islice
from typing import Any

# The parser of the standard library, which has no public name (sre_parse until Python 3.10).
try:
    _parser: Any = import_module("re._parser")
except ImportError:  # pragma: no cover
    _parser = import_module("sre_parse")

REPEATS = ("MAX_REPEAT", "MIN_REPEAT")
# What may be repeated this often and more has as many ways as it likes.
_OFTEN = 12
_MOST_WAYS = 64
_SAMPLES = "09azAZ_ \n\t\u3000，。、；：（）()%≥-.甲乙一年月"
_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "CATEGORY_DIGIT": str.isdecimal,
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_WORD": lambda each: each.isalnum() or each == "_",
}
Node = tuple[Any, Any]
HOW_TO_END = "请去掉里层或外层的 +、*，或在每一段后面写上分隔的字"
"""What to do about such a pattern, without a full stop."""


@cache
def may_never_end(pattern: str) -> bool:
    """Return True for a pattern with a repetition whose parts can be parted in many ways.

    Raises:
        re.error: the pattern is none.
    """
    universe = frozenset(_SAMPLES + pattern)
    return any(_parts_freely(body, universe) for body in _repeated(parsed(pattern)))


def parsed(pattern: str) -> Any:
    """Return a pattern as the standard library's parser takes it apart: nodes, and ``state`` with its flags.

    Raises:
        re.error: the pattern is none.
    """
    return _parser.parse(pattern)


def _repeated(nodes: Sequence[Node]) -> Iterator[Sequence[Node]]:
    """Yield what is repeated often, at any depth."""
    for op, value in nodes:
        if str(op) in REPEATS and value[1] > _OFTEN:
            yield value[2]
        for inner in within(op, value):
            yield from _repeated(inner)


def within(op: Any, value: Any) -> list[Sequence[Node]]:
    """Return the sequences that a node is made of."""
    name = str(op)
    if name in (*REPEATS, "POSSESSIVE_REPEAT"):
        return [value[2]]
    if name == "BRANCH":
        return list(value[1])
    if name == "SUBPATTERN":
        return [value[-1]]
    if name in ("ASSERT", "ASSERT_NOT"):
        return [value[1]]
    if name == "ATOMIC_GROUP":
        return [value]
    return [each for each in value[1:] if each is not None] if name == "GROUPREF_EXISTS" else []


def _parts_freely(body: Sequence[Node], universe: frozenset[str]) -> bool:
    """Return True when one text can be parted into repetitions of this in many ways."""
    ways = list(islice(_ways(list(body)), _MOST_WAYS))
    if any(_swallows(way, universe) for way in ways):
        return True
    single = [_characters(way[0], universe) for way in ways if len(way) == 1 and str(way[0][0]) not in REPEATS]
    return any(one & other for one, other in combinations(single, 2))


def _ways(nodes: list[Node]) -> Iterator[list[Node]]:
    """Yield the sequences that a sequence stands for, without groups and branches."""
    for index, (op, value) in enumerate(nodes):
        name = str(op)
        if name in ("SUBPATTERN", "BRANCH"):
            for inner in within(op, value):
                yield from _ways([*nodes[:index], *inner, *nodes[index + 1 :]])
            return
        if name in ("ASSERT", "ASSERT_NOT", "AT"):
            yield from _ways([*nodes[:index], *nodes[index + 1 :]])
            return
    yield nodes


def _swallows(way: list[Node], universe: frozenset[str]) -> bool:
    """Return True when a repetition in a sequence can take what stands around it, so that nothing says where it ends."""
    for index, (op, value) in enumerate(way):
        if str(op) not in REPEATS or value[1] < 2 or value[0] == value[1]:
            continue
        taken = _characters((op, value), universe)
        others = (*way[:index], *way[index + 1 :])
        if all(_may_be_empty(each) or _characters(each, universe) & taken for each in others):
            return True
    return False


def _may_be_empty(node: Node) -> bool:
    return str(node[0]) in REPEATS and node[1][0] == 0


def _characters(node: Node, universe: frozenset[str]) -> frozenset[str]:
    """Return the characters that may stand in what a node matches, out of a choice of them."""
    op, value = str(node[0]), node[1]
    if op == "LITERAL":
        return frozenset((chr(value),))
    if op == "NOT_LITERAL":
        return universe - {chr(value)}
    if op == "ANY":
        return universe
    if op == "IN":
        found = frozenset(each for each in universe if any(_is_in(each, part) for part in value))
        return universe - found if str(value[0][0]) == "NEGATE" else found
    inner = [_characters(each, universe) for part in within(*node) for each in part]
    return frozenset().union(*inner)


def _is_in(character: str, part: Node) -> bool:
    op, value = str(part[0]), part[1]
    if op == "LITERAL":
        return bool(ord(character) == value)
    if op == "RANGE":
        return bool(value[0] <= ord(character) <= value[1])
    if op != "CATEGORY":
        return False
    name = str(value)
    negated = "_NOT_" in name
    return _CATEGORIES[name.replace("_NOT_", "_")](character) != negated
