"""A keyword on a fact of another type: it would never find anything, so the rule is refused."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

from xlperf.rules.dialect.keywords import KEYWORDS
from xlperf.rules.facts.fact_types import FACT_TYPE_NAMES, FACT_TYPES, FactType

_WANTED: Mapping[str, tuple[FactType, ...]] = {
    "pattern": ("text",),
    "enum": ("text",),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), ("number",)),
    "contains": ("names", "rows"),
    **dict.fromkeys((name for name, face in KEYWORDS.items() if face.judges == "text"), ("text",)),
    **dict.fromkeys((name for name, face in KEYWORDS.items() if face.judges == "rows"), ("rows",)),
}
"""The types of facts that a keyword over one value judges."""

_OF_FACTS = frozenset(("properties", "required", *(name for name, face in KEYWORDS.items() if face.judges == "facts")))
"""Keywords that judge several facts and therefore stand outside a single one."""

_ONLY_NUMBERS: tuple[FactType, ...] = ("number",)
_SAME = ("not", "if", "then", "else")
_EACH = ("allOf", "anyOf")

_ARGUMENTS: Mapping[str, Mapping[str, FactType]] = {
    "sums": {"total": "number", "parts": "number", "may_lack": "number"},
    "wholeYears": {"first": "date", "last": "date"},
    "sameText": {"": "text"},
    "among": {"fact": "text"},
    "decimals": {"of": "number"},
    "nameYear": {"text": "text", "year": "number"},
    "yearsWithin": {"text": "text", "year": "number", "first": "number", "last": "number"},
    "dueWithin": {"text": "text", "year": "number", "until": "date"},
    "listInOrder": {"": "text"},
}
"""The types of the facts that a keyword's argument names; under an empty key: of the argument itself."""


def type_fault(condition: Any, fact: str | None = None) -> str:
    """Return what is wrong with the types in a condition, in Chinese without a full stop; empty when nothing is.

    Args:
        condition: a condition, over the facts of a subject.
        fact: the fact whose value it judges; None for the facts themselves.
    """
    return next(_faults(condition, fact), "")


def _faults(condition: Any, fact: str | None) -> Iterator[str]:
    if not isinstance(condition, Mapping):
        return
    held = FACT_TYPES.get(fact) if fact else None
    for key, argument in condition.items():
        if fact is not None and key in _OF_FACTS:
            yield f"关键字“{key}”不能写在栏目“{fact}”里面"
        elif held is not None and held not in _WANTED.get(key, (held,)):
            yield _wrong(key, _WANTED[key], fact or "", held)
        elif held is not None and key == "const" and _type_of(argument) != held:
            yield f"栏目“{fact}”是{FACT_TYPE_NAMES[held]}，不会等于 {_shown(argument)}"
        elif key == "properties":
            for name, inner in argument.items():
                yield from _faults(inner, name)
        elif key in _SAME:
            yield from _faults(argument, fact)
        elif key in _EACH:
            for each in argument:
                yield from _faults(each, fact)
        elif key == "contains":
            yield from _faults(argument, None)
        yield from _argument_faults(key, argument)


def _argument_faults(key: str, argument: Any) -> Iterator[str]:
    if key == "compare":
        yield from _compare_faults(argument)
    for part, wanted in _ARGUMENTS.get(key, {}).items():
        named = argument if not part else argument.get(part)
        for fact in named if isinstance(named, list) else [named]:
            held = FACT_TYPES.get(fact)
            if held is not None and held != wanted:
                yield _wrong(key, (wanted,), fact, held)


def _compare_faults(argument: Mapping[str, Any]) -> Iterator[str]:
    left = argument["left"]
    for fact in left if isinstance(left, list) else ():
        held = FACT_TYPES.get(fact)
        if held is not None and held != "number":
            yield _wrong("compare", _ONLY_NUMBERS, fact, held)
    one = "number" if isinstance(left, list) else FACT_TYPES.get(left)
    other = FACT_TYPES.get(argument["right"]) if "right" in argument else "number"
    if one in ("truth", "names", "rows"):
        yield _wrong("compare", ("number", "date", "text"), left, one)
    elif one is not None and other is not None and one != other:
        named = f"“{argument['right']}”（{FACT_TYPE_NAMES[other]}）" if "right" in argument else "一个数"
        first = "、".join(left) if isinstance(left, list) else left
        yield f"关键字“compare”不能把“{first}”（{FACT_TYPE_NAMES[one]}）与{named}相比"


def _wrong(key: str, wanted: Collection[FactType], fact: str, held: FactType) -> str:
    names = "或".join(FACT_TYPE_NAMES[each] for each in wanted)
    return f"关键字“{key}”只能用于{names}，栏目“{fact}”是{FACT_TYPE_NAMES[held]}"


def _type_of(value: object) -> FactType:
    return "truth" if isinstance(value, bool) else "number" if isinstance(value, (int, float, Decimal)) else "text"


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f"“{value}”" if isinstance(value, str) else str(value)
