"""Conditions of rules compiled into plain closures: JSON Schema draft 2020-12 cut to size, with our own keywords.

A hundred conditions a form are looked at in the normal course of things and most of
them only have to be answered with yes or no; so each condition becomes two functions,
one that tells whether it holds and one that says, where it does not, what is wrong.
They mean what a walk of the schema by jsonschema means; a property test holds the
two against each other.  A keyword is silent about values of another type than its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Any

from xlperf.rules.dialect.breach import Breach
from xlperf.rules.dialect.guards import is_number
from xlperf.rules.dialect.keywords import CONCERNS, KEYWORDS, KeywordFace

Holds = Callable[[Any], bool]
Finds = Callable[[Any], Sequence[Breach]]

_ABSENT = object()
CHEAP = frozenset(("required", "const", "enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"))
"""Looked at first where only yes or no is asked."""
OF_OTHERS = frozenset(("$comment", "then", "else", "minContains"))
"""Keywords that another one reads."""


class Condition:
    """A condition of a rule, compiled.

    Attributes:
        holds: tells whether a value meets it.
        breaches: what is wrong with a value, nothing when it meets it.
    """

    __slots__ = ("breaches", "holds")

    def __init__(self, holds: Holds, breaches: Finds) -> None:
        self.holds = holds
        self.breaches = breaches


def compile_condition(schema: Any) -> Condition:
    """Compile a condition whose limits and word lists have been put in.

    Raises:
        KeyError: a keyword that does not exist.
    """
    if isinstance(schema, bool):
        return _plain((lambda _value: True) if schema else (lambda _value: False))
    parts = {key: _compile_keyword(key, value, schema) for key, value in schema.items() if key not in OF_OTHERS}
    if len(parts) == 1:
        return next(iter(parts.values()))
    finds = tuple(each.breaches for each in parts.values())

    def breaches(value: Any) -> Sequence[Breach]:
        return [breach for find in finds for breach in find(value)]

    return Condition(_all(tuple(parts[key].holds for key in sorted(parts, key=lambda each: each not in CHEAP))), breaches)


def _compile_keyword(key: str, argument: Any, schema: Mapping[str, Any]) -> Condition:
    if key in _ASSERTIONS:
        return _plain(_ASSERTIONS[key](argument))
    if key in _APPLICATORS:
        return _APPLICATORS[key](argument, schema)
    return _own(KEYWORDS[key], argument)


def _plain(holds: Holds) -> Condition:
    """Return a condition whose breach has nothing to tell."""
    return Condition(holds, lambda value: () if holds(value) else (Breach(),))


def _own(face: KeywordFace, argument: Any) -> Condition:
    check, concerns = face.check, CONCERNS[face.judges]

    def breaches(value: Any) -> Sequence[Breach]:
        return list(check(argument, value)) if concerns(value) else ()

    if face.screen is not None:
        surely = face.screen(argument)  # of a text, as is all that has a screen
        return Condition(lambda value: not isinstance(value, str) or surely(value) or not list(check(argument, value)), breaches)

    def holds(value: Any) -> bool:
        if concerns(value):
            for _breach in check(argument, value):
                return False
        return True

    return Condition(holds, breaches)


def _all(checks: tuple[Holds, ...]) -> Holds:
    """Return the conjunction; written out, for a generator would cost half of the time, and a loop over two a third."""
    if len(checks) == 2:
        one, two = checks
        return lambda value: one(value) and two(value)
    if len(checks) == 3:
        one, two, three = checks
        return lambda value: one(value) and two(value) and three(value)

    def holds(value: Any) -> bool:
        for check in checks:  # noqa: SIM110
            if not check(value):
                return False
        return True

    return holds


def _const(wanted: Any) -> Holds:
    if isinstance(wanted, bool):
        return lambda value: value is wanted
    if isinstance(wanted, str):
        return lambda value: bool(value == wanted)
    return lambda value: value == wanted and is_number(value)


def _enum(words: Sequence[Any]) -> Holds:
    wanted = frozenset(words)
    return lambda value: isinstance(value, str) and value in wanted


def _required(keys: Sequence[str]) -> Holds:
    if len(keys) == 1:
        (only,) = keys
        return lambda value: not isinstance(value, dict) or only in value
    wanted = tuple(keys)

    def holds(value: Any) -> bool:
        if isinstance(value, dict):
            for key in wanted:
                if key not in value:
                    return False
        return True

    return holds


def _pattern(pattern: str) -> Holds:
    search = re.compile(pattern).search
    return lambda value: not isinstance(value, str) or search(value) is not None


_ASSERTIONS: Mapping[str, Callable[[Any], Holds]] = {
    "const": _const,
    "enum": _enum,
    "required": _required,
    "pattern": _pattern,
    "minimum": lambda least: lambda value: not is_number(value) or value >= least,
    "maximum": lambda most: lambda value: not is_number(value) or value <= most,
    "exclusiveMinimum": lambda least: lambda value: not is_number(value) or value > least,
    "exclusiveMaximum": lambda most: lambda value: not is_number(value) or value < most,
}


def _properties(argument: Mapping[str, Any], _schema: Any) -> Condition:
    inner = {key: compile_condition(each) for key, each in argument.items()}
    checks = tuple((key, each.holds) for key, each in inner.items())

    def breaches(value: Any) -> Sequence[Breach]:
        if not isinstance(value, dict):
            return ()
        return [breach.below(key) for key, each in inner.items() if key in value for breach in each.breaches(value[key])]

    def holds(value: Any) -> bool:
        if isinstance(value, dict):
            for key, check in checks:
                held = value.get(key, _ABSENT)
                if held is not _ABSENT and not check(held):
                    return False
        return True

    if len(checks) != 1:
        return Condition(holds, breaches)
    ((only, check_only),) = checks

    def holds_one(value: Any) -> bool:
        if not isinstance(value, dict):
            return True
        held = value.get(only, _ABSENT)
        return held is _ABSENT or check_only(held)

    return Condition(holds_one, breaches)


def _contains(argument: Any, schema: Mapping[str, Any]) -> Condition:
    least, inner = schema.get("minContains", 1), compile_condition(argument).holds

    def holds(value: Any) -> bool:
        return not isinstance(value, list) or len(tuple(islice(filter(inner, value), least))) == least

    return _plain(holds)


def _not(argument: Any, _schema: Any) -> Condition:
    inner = compile_condition(argument).holds
    return _plain(lambda value: not inner(value))


def _all_of(argument: Sequence[Any], _schema: Any) -> Condition:
    inner = [compile_condition(each) for each in argument]

    def breaches(value: Any) -> Sequence[Breach]:
        return [breach for each in inner for breach in each.breaches(value)]

    return Condition(_all(tuple(each.holds for each in inner)), breaches)


def _any_of(argument: Sequence[Any], _schema: Any) -> Condition:
    inner = [compile_condition(each) for each in argument]
    checks = tuple(each.holds for each in inner)

    def holds(value: Any) -> bool:
        for check in checks:  # noqa: SIM110
            if check(value):
                return True
        return False

    def breaches(value: Any) -> Sequence[Breach]:
        return () if holds(value) else inner[0].breaches(value)[:1]

    return Condition(holds, breaches)


def _if(argument: Any, schema: Mapping[str, Any]) -> Condition:
    test = compile_condition(argument).holds
    then, otherwise = compile_condition(schema.get("then", True)), compile_condition(schema.get("else", True))
    return Condition(
        lambda value: then.holds(value) if test(value) else otherwise.holds(value),
        lambda value: then.breaches(value) if test(value) else otherwise.breaches(value),
    )


_APPLICATORS: Mapping[str, Callable[[Any, Any], Condition]] = {
    "properties": _properties,
    "contains": _contains,
    "not": _not,
    "allOf": _all_of,
    "anyOf": _any_of,
    "if": _if,
}
