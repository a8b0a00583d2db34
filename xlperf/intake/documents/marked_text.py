"""Texts of documents piece by piece: what is struck out or hidden is no part of a text, raised digits stay raised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xlperf.intake.formats.rich_text import Run, text_and_struck
from xlperf.intake.sheet import AsideKind, SetAside


class Look(NamedTuple):
    """How a text looks: why it is no part of what is read, None where it is; and whether it stands raised or lowered."""

    gone: AsideKind | None = None
    height: str = ""

    def over(self, around: Look) -> Look:
        """Return this look inside of another: what is struck out around is struck out within."""
        return Look(around.gone or self.gone, self.height or around.height)


PLAIN = Look()


class Piece(NamedTuple):
    """A piece of a text, and how it looks."""

    text: str
    look: Look = PLAIN


def text_of(pieces: Sequence[Piece]) -> tuple[str, SetAside | None]:
    """Return a text as a person reads it, and what stands there and is not read."""
    kept, gone = text_and_struck(tuple(Run(each.text, each.look.gone is not None, each.look.height) for each in pieces), False)
    reason = next((each.look.gone for each in pieces if each.look.gone is not None and each.text.strip()), None)
    return kept, SetAside(reason, gone.strip()) if reason is not None else None


def lines_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return pieces line by line."""
    lines: list[list[Piece]] = [[]]
    for text, look in pieces:
        first, *further = text.split("\n")
        lines[-1].append(Piece(first, look))
        lines += [[Piece(each, look)] for each in further]
    return lines


def is_blank(pieces: Iterable[Piece]) -> bool:
    """Tell whether a text shows nothing, not even what is struck out."""
    return not any(each.text.strip() for each in pieces)


def joined(texts: Iterable[Sequence[Piece]], between: str) -> list[Piece]:
    """Return texts as one, with something between them."""
    found: list[Piece] = []
    for number, each in enumerate(texts):
        found += [Piece(between), *each] if number else each
    return found
