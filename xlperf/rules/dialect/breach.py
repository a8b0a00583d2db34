"""What a keyword of ours yields: an error that carries data instead of a sentence."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from jsonschema import ValidationError


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in 元 that a keyword computed; printed in the unit of the form."""

    amount: Decimal


@dataclass(frozen=True, slots=True)
class Labels:
    """Facts to be named in a message by the labels of their fields."""

    facts: tuple[str, ...]


Detail = str | int | Decimal | bool | Money | Labels


class Breach(ValidationError):
    """A schema that does not hold, with the details that fill the rule's message.

    It keeps only what the engine reads, path and details: a hundred conditions a form
    fail in the normal course of things, and jsonschema's own bookkeeping for messages
    nobody will see took a third of the time.

    Args:
        path: from the subject to the value at fault: a fact, or ``rows``, index, fact.
        details: by placeholder name.
    """

    def __init__(self, path: Iterable[str | int] = (), **details: Detail) -> None:
        Exception.__init__(self)
        self.path = self.relative_path = deque(path)
        self.schema_path = self.relative_schema_path = deque()
        self.details = details

    def _set(self, type_checker: object = None, **kwargs: object) -> None:
        """Leave out what jsonschema would note for its messages."""
