"""What one rule judges at a time: a form, one indicator row, one field, a file.

Its facts are a flat dictionary of plain values that a JSON Schema can be held against; a blank field has no fact, so
``required`` reads as "filled".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from xlperf.forms.form import Field, Form, Note
from xlperf.rules.facts.catalogue import DECLARATION_FUNDING, EXECUTION_FACTS, MONEY_COLUMNS

Facts = dict[str, Any]

UNREADABLE: frozenset[Note] = frozenset(("not_a_number", "not_a_date", "error_value", "uncached"))
"""Notes of a field whose value is unknown although something stands in its cell."""

_KEYS = {
    **{f"/funding/{name}": name for name in DECLARATION_FUNDING},
    **{
        f"/funding/{part}/{column}": f"{part}_{column}"
        for part in ("total", "fiscal", "carryover", "other")
        for column in MONEY_COLUMNS
    },
    **{f"/funding/total/{column}": key for column, key in EXECUTION_FACTS.items()},
    # The parts carry no execution of their own; without a name of theirs they would pass for that of the total.
    **{f"/funding/{part}/{column}": f"{part}_{column}" for part in ("fiscal", "carryover", "other") for column in EXECUTION_FACTS},
    "/budget_goal": "annual_goal",
}


@lru_cache(maxsize=4096)
def fact_name(pointer: str) -> str:
    """Return the fact that holds a field: the last part of its pointer, but for money."""
    known = _KEYS.get(pointer)
    return known if known is not None else pointer.rpartition("/")[2]


NOTHING_UNREADABLE: Mapping[str, tuple[Note, ...]] = MappingProxyType({})


@dataclass(slots=True)
class Subject:
    """What one rule judges at a time.

    Attributes:
        facts: plain values, blank ones left out.
        fields: the fields behind the facts, blank ones included.
        file: the file it stands in, relative.
        form: the form it belongs to, None for a file or a batch.
        unreadable: notes of the fields whose value is unknown, by fact.
        absent: facts of fields that the form's layout does not have, so that nobody could fill them.
        columnless: facts of money for which this form has no column or row, although its layout has.
    """

    facts: Facts
    fields: Mapping[str, Field]
    file: str
    form: Form | None = None
    unreadable: Mapping[str, tuple[Note, ...]] = field(default_factory=lambda: NOTHING_UNREADABLE)
    absent: frozenset[str] = frozenset()
    columnless: frozenset[str] = frozenset()


def unreadable_among(fields: Iterable[Field]) -> Mapping[str, tuple[Note, ...]]:
    """Return the notes of the fields whose value is unknown, by fact."""
    found = {
        fact_name(each.name): each.notes
        for each in fields
        if each.notes and each.value is None and UNREADABLE.intersection(each.notes)
    }
    return found or NOTHING_UNREADABLE
