"""Draws for tests that put inputs together by lot: the same on every machine and in every release of Python."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any


class Lot(Random):
    """Draws from a seed; ``random`` alone is promised to stay what it is, so that all else is made of it."""

    def of(self, among: Sequence[Any]) -> Any:
        """Return one of several."""
        return among[int(self.random() * len(among))]

    def some(self, among: Sequence[Any], most: int) -> list[Any]:
        """Return so many of several, or fewer, or none."""
        return [self.of(among) for _ in range(self.of(range(most + 1)))]

    def is_one_in(self, many: int) -> bool:
        """Return True once in so many times."""
        return self.random() * many < 1
