"""What a keyword yields: an error that carries data instead of a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in 元 that a keyword computed; printed in the unit of the form."""

    amount: Decimal


@dataclass(frozen=True, slots=True)
class Labels:
    """Facts to be named in a message by the labels of their fields."""

    facts: tuple[str, ...]


Detail = str | int | Decimal | bool | Money | Labels


class Breach:
    """A condition that does not hold, with the details that fill the rule's message.

    Args:
        path: from the subject to the value at fault: a fact, or ``rows``, index, fact.
        details: by placeholder name.
    """

    __slots__ = ("details", "path")

    def __init__(self, path: Iterable[str | int] = (), **details: Detail) -> None:
        self.path = tuple(path)
        self.details = details

    def below(self, key: str) -> Breach:
        """Return the same breach as seen from the object that holds the value under a key."""
        return Breach((key, *self.path), **self.details)
