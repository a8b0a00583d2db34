"""Things told by name in a sentence: the first few of them, and that there are more."""

from __future__ import annotations

from collections.abc import Sequence

MOST_NAMED = 5


def named(told: Sequence[str], measure: str = "", most: int = MOST_NAMED) -> str:
    """Return the first of what is told by name, with 等 where these are not all.

    Args:
        told: all of it.
        measure: word behind the number of all; empty where the sentence has told the number already.
        most: how many are named.
    """
    return "、".join(told[:most]) + _rest(told, measure, most)


def first_of(told: Sequence[str], measure: str) -> tuple[str, ...]:
    """Return the first of what is told in clauses, and as a last one how many there are where these are not all."""
    return (*told[:MOST_NAMED], *filter(None, (_rest(told, measure, MOST_NAMED),)))


def _rest(told: Sequence[str], measure: str, most: int) -> str:
    return "" if len(told) <= most else f"等 {len(told)} {measure}" if measure else "等"
