"""The JSON Schema dialect of the rules: draft 2020-12, cut to size, with our own keywords.

Each keyword is one small generator registered by name.  It yields a ``Breach``
whose details fill the placeholders of the rule's message; the text is made later.
The standard applicators (``properties``, ``not``, ``contains`` …) mean what they mean
in the standard but compile each subschema once instead of at every look, which is
what keeps a hundred rules within two milliseconds a form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from xlperf.data.checked_file import is_number
from xlperf.rules.dialect import text_keywords, value_keywords
from xlperf.rules.dialect.breach import Breach

Keyword = Callable[[Any, Any, Any, Any], Iterable[ValidationError]]


@dataclass(frozen=True, slots=True)
class KeywordFace:
    """One of our own keywords: its function and the placeholders its breaches fill."""

    check: Keyword
    provides: tuple[str, ...]


KEYWORDS: Mapping[str, KeywordFace] = {
    name: KeywordFace(check, provides) for name, check, provides in (*value_keywords.REGISTRY, *text_keywords.REGISTRY)
}
"""Our own keywords by name."""


def _is_date(_checker: object, instance: object) -> bool:
    return isinstance(instance, date)


def rule_validator() -> type[Draft202012Validator]:
    """Return a validator class of the dialect; one class a rule book, for it remembers compiled subschemas."""
    compiled: dict[int, Any] = {}
    dialect: Any = None

    def within(schema: Any) -> Any:
        found = compiled.get(id(schema))
        if found is None:
            found = compiled[id(schema)] = dialect(schema)
        return found

    types = Draft202012Validator.TYPE_CHECKER.redefine("number", is_number).redefine("date", _is_date)
    keywords = {name: face.check for name, face in KEYWORDS.items()} | _applicators(within) | _ASSERTIONS
    dialect = extend(Draft202012Validator, validators=keywords, type_checker=types)  # type: ignore[no-untyped-call]
    return dialect  # type: ignore[no-any-return]


def _applicators(within: Callable[[Any], Any]) -> dict[str, Keyword]:
    """Return the standard applicators over compiled subschemas."""

    def properties(_validator: Any, value: Mapping[str, Any], instance: Any, _schema: Any) -> Iterator[ValidationError]:
        for key, subschema in value.items():
            if key in instance:
                for error in within(subschema).iter_errors(instance[key]):
                    error.path.appendleft(key)
                    yield error

    def contains(_validator: Any, value: Any, instance: Any, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
        wanted = schema.get("minContains", 1)
        inner = within(value)
        for each in instance:
            if wanted <= 0:
                return
            if next(inner.iter_errors(each), None) is None:
                wanted -= 1
        if wanted > 0:
            yield Breach()

    def not_(_validator: Any, value: Any, instance: Any, _schema: Any) -> Iterator[ValidationError]:
        if next(within(value).iter_errors(instance), None) is None:
            yield Breach()

    def all_of(_validator: Any, value: Iterable[Any], instance: Any, _schema: Any) -> Iterator[ValidationError]:
        for subschema in value:
            yield from within(subschema).iter_errors(instance)

    def any_of(_validator: Any, value: Iterable[Any], instance: Any, _schema: Any) -> Iterator[ValidationError]:
        first = None
        for subschema in value:
            error = next(within(subschema).iter_errors(instance), None)
            if error is None:
                return
            first = first or error
        if first is not None:
            yield first

    def if_(_validator: Any, value: Any, instance: Any, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
        holds = next(within(value).iter_errors(instance), None) is None
        branch = schema.get("then" if holds else "else", True)
        yield from within(branch).iter_errors(instance)

    return {"properties": properties, "contains": contains, "not": not_, "allOf": all_of, "anyOf": any_of, "if": if_}


def _const(_validator: Any, value: Any, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    if instance != value or isinstance(instance, bool) is not isinstance(value, bool):
        yield Breach()


def _enum(_validator: Any, value: Any, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    if instance not in value:
        yield Breach()


def _required(_validator: Any, value: Iterable[str], instance: Any, _schema: Any) -> Iterator[ValidationError]:
    for key in value:
        if key not in instance:
            yield Breach()


def _pattern(_validator: Any, value: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not re.search(value, instance):
        yield Breach()


_ASSERTIONS: dict[str, Keyword] = {"const": _const, "enum": _enum, "required": _required, "pattern": _pattern}
