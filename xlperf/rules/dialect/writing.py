"""Conditions of rules written out as one expression of Python, for the subjects that a rule looks at by the dozen.

``compiling`` gives every keyword a function of its own; a rule over thirty rows then calls some hundred of them
to learn that nothing is wrong.  Here the plain keywords become part of one expression and only our own are called.
What is written means what ``compiling`` means; a property test holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlperf.rules.dialect.compiling import CHEAP, OF_OTHERS, compile_condition
from xlperf.rules.dialect.keywords import KEYWORDS

_NUMBERS = frozenset((Decimal, int, float))
_LIMITS = {"minimum": ">=", "maximum": "<=", "exclusiveMinimum": ">", "exclusiveMaximum": "<"}
_SCREENED = frozenset(name for name, face in KEYWORDS.items() if face.screen is not None and face.judges == "text")
_OF_LISTS = frozenset(("contains", "minContains"))
_PLAIN = frozenset(("const", "enum", "pattern", "not", "anyOf", "allOf", *_LIMITS, *_SCREENED))


class Writer:
    """The text of expressions, and the values that they name.

    Attributes:
        names: what the text calls by name: patterns, limits, functions of keywords.
    """

    __slots__ = ("_held", "names")

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"_numbers": _NUMBERS, "_absent": object()}
        self._held = 0

    def name(self, value: Any) -> str:
        """Return a name under which the text may use a value."""
        name = f"_n{len(self.names)}"
        self.names[name] = value
        return name

    def of_facts(self, schema: Any) -> str:
        """Write a condition over the facts of a subject, which the text calls ``facts``."""
        if isinstance(schema, bool):
            return str(schema)
        parts = [key for key in schema if key not in OF_OTHERS]
        return _both(self._of_keyword(key, schema) for key in sorted(parts, key=lambda each: each not in CHEAP))

    def _of_keyword(self, key: str, schema: Mapping[str, Any]) -> str:
        argument = schema[key]
        if key == "required":
            return _both(f"{each!r} in facts" for each in argument)
        if key == "properties":
            return _both(self._property(name, inner) for name, inner in argument.items())
        if key == "not":
            return f"not {self.of_facts(argument)}"
        if key in ("anyOf", "allOf"):
            return _joined((self.of_facts(each) for each in argument), key)
        if key == "if":
            then, otherwise = (self.of_facts(schema.get(each, True)) for each in ("then", "else"))
            return f"({then} if {self.of_facts(argument)} else {otherwise})"
        alone = {name: schema[name] for name in schema if name == key or name in OF_OTHERS}
        return f"{self.name(compile_condition(alone).holds)}(facts)"

    def _property(self, fact: str, schema: Any) -> str:
        if schema is False:
            return f"{fact!r} not in facts"
        self._held += 1
        held = f"_v{self._held}"
        return f"(({held} := facts.get({fact!r}, _absent)) is _absent or {self._of_value(schema, held)})"

    def _of_value(self, schema: Any, held: str) -> str:
        if isinstance(schema, bool):
            return str(schema)
        if _OF_LISTS.issuperset(schema):
            return f"({held}.__class__ is not list or {self._of_list(schema['contains'], schema.get('minContains', 1), held)})"
        if not _PLAIN.issuperset(schema):
            return f"{self.name(compile_condition(schema).holds)}({held})"
        return _both(self._of_plain(key, argument, held) for key, argument in schema.items())

    def _of_list(self, schema: Any, least: int, held: str) -> str:
        """Write that so many values of a list meet a condition, which is mostly one over the facts of a row."""
        plainly = compile_condition(schema).holds
        over_facts = f"{self.of_facts(schema)} if facts.__class__ is dict else {self.name(plainly)}(facts)"
        meets = eval(f"lambda facts: {over_facts}", self.names)
        if least == 1:
            return f"any(map({self.name(meets)}, {held}))"
        return f"sum(map({self.name(meets)}, {held})) >= {least}"

    def _of_plain(self, key: str, argument: Any, held: str) -> str:
        if key in _LIMITS:
            return f"({held}.__class__ not in _numbers or {held} {_LIMITS[key]} {self.name(argument)})"
        if key == "pattern":
            return f"({held}.__class__ is not str or {self.name(re.compile(argument).search)}({held}) is not None)"
        if key == "const" and isinstance(argument, (bool, str)):
            return f"({held} is {argument})" if isinstance(argument, bool) else f"({held} == {argument!r})"
        if key == "const":
            return f"({held}.__class__ in _numbers and {held} == {self.name(argument)})"
        if key == "enum":
            return f"({held}.__class__ is str and {held} in {self.name(frozenset(argument))})"
        if key in _SCREENED:
            screen, holds = KEYWORDS[key].screen, compile_condition({key: argument}).holds
            assert screen is not None
            return f"({held}.__class__ is not str or {self.name(screen(argument))}({held}) or {self.name(holds)}({held}))"
        if key == "not":
            return f"not {self._of_value(argument, held)}"
        return _joined((self._of_value(each, held) for each in argument), key)


def _both(parts: Any) -> str:
    return _joined(parts, "allOf")


def _joined(parts: Any, key: str) -> str:
    written: Sequence[str] = tuple(parts)
    if not written:
        return str(key == "allOf")
    return "(" + (" or " if key == "anyOf" else " and ").join(written) + ")"
