"""Facts as the keywords take them: of the type they judge, or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal, overload

from xlperf.data.money import WAN, YUAN, AmountUnit

Facts = Mapping[str, Any]
Rows = Sequence[Facts]
Judged = Literal["facts", "rows", "text"]
"""What a keyword judges: the facts of a subject, its rows, or a text."""


def is_number(value: object) -> bool:
    """Tell whether a value is a number; a truth value is none."""
    return isinstance(value, (Decimal, int, float)) and not isinstance(value, bool)


def number_of(facts: Facts, name: str) -> Decimal | None:
    """Return a fact that is a number, exact; None for any other and for an absent one."""
    value = facts.get(name)
    if isinstance(value, Decimal):
        return value
    return Decimal(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def text_of(facts: Facts, name: str) -> str:
    """Return a fact that is a text; empty for any other and for an absent one."""
    value = facts.get(name)
    return value if isinstance(value, str) else ""


def unit_of(facts: Facts) -> AmountUnit:
    """Return the unit that the form's amounts are in, 元 where nothing is said."""
    return WAN if facts.get("amount_unit") == WAN else YUAN


def date_of(facts: Facts, name: str) -> date | None:
    """Return a fact that is a day; None for any other and for an absent one."""
    value = facts.get(name)
    return value if isinstance(value, date) else None


@overload
def year_of(facts: Facts, name: str, otherwise: int) -> int: ...
@overload
def year_of(facts: Facts, name: str) -> int | None: ...
def year_of(facts: Facts, name: str, otherwise: int | None = None) -> int | None:
    """Return a fact that is a whole number, such as a year; the stand-in for any other and for an absent one."""
    value = facts.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else otherwise
