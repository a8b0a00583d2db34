"""Merged areas as far as they can matter: whole columns end where the sheet does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from xlperf.intake.sheet import Area, Cell

# A form's last cell may be merged with blank rows below it.
_ROWS_BELOW = 100


def useful_merges(merges: Iterable[Area], cells: Mapping[tuple[int, int], Cell]) -> tuple[Area, ...]:
    """Return each area once, clipped to a little below the last cell, so that no merge costs a million rows."""
    last = max((row for row, _ in cells), default=0) + _ROWS_BELOW
    clipped = (each if each.bottom <= last else replace(each, bottom=last) for each in merges if each.top <= last)
    return tuple(dict.fromkeys(clipped))
