"""Which values the record of a form has, by ``schemas/record.schema.json``: the promise to other programs.

A department's own layout may lack a field, or have one more; its records keep the shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from xlperf.data.resources import load_json
from xlperf.forms.form import Field, Form, FormKind

_NO_VALUES = frozenset({"source", "form", "amount_unit", "indicators", "cells"})


def lacking(form: Form) -> list[str]:
    """Return the pointers outside the indicators for which the form has no field: its layout has none."""
    return [each for each in _pointers(form.kind)[1] if form.get(each) is None]


def columns_of_record(kind: FormKind) -> tuple[str, ...]:
    """Return the columns of an indicator in the record of a kind of form."""
    return _pointers(kind)[0]


def record_fields(form: Form) -> Iterator[Field]:
    """Yield the fields of a form that its record has, then a blank one for each that the form lacks."""
    yield from (each for each in form.fields if _is_in_record(form.kind, each.name))
    yield from (Field(name, "", None) for name in lacking(form))
    for index, row in enumerate(form.rows):
        yield from (Field(f"/indicators/{index}/{each}", "", None) for each in columns_of_record(form.kind) if each not in row)


@cache
def _is_in_record(kind: FormKind, name: str) -> bool:
    """Return True for a field that the record of a kind of form has."""
    pattern = _definitions()[kind]["properties"]["cells"]["propertyNames"]["pattern"]
    return re.search(pattern, name) is not None


def _definitions() -> Mapping[str, Any]:
    found: Mapping[str, Any] = load_json("schemas", "record.schema.json")["$defs"]
    return found


@cache
def _pointers(kind: FormKind) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the columns of an indicator, and the pointers of all other values of a record."""
    schema = _definitions()[kind]
    columns = _resolved(schema["properties"]["indicators"]["items"])["required"]
    return tuple(columns), tuple(_leaves(schema, _NO_VALUES))


def _resolved(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = _definitions()[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    return found


def _leaves(schema: Mapping[str, Any], passed_over: frozenset[str] = frozenset(), at: str = "") -> Iterator[str]:
    for key in schema["required"]:
        if key in passed_over:
            continue
        value = _resolved(schema["properties"][key])
        if value.get("type") == "object":
            yield from _leaves(value, at=f"{at}/{key}")
        else:
            yield f"{at}/{key}"
