"""Blank columns that were inserted through a sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from xlperf.forms.reading.labels import Spot, Window


def without_blank_columns(window: Window, names: frozenset[str]) -> list[int]:
    """Return the columns of a sheet without blank ones that were inserted through it; none where there are no such.

    One that nothing but merged cells go across is blank, too.  Between two forms beside each other a blank column stands for
    itself: the label of a name comes again behind it.
    """
    used = {each.column for each in window.spots()}
    gaps = {column for column in range(min(used), max(used)) if column not in used}
    if not gaps:
        return []
    found = [each.column for line in window.lines for each in _names(line, gaps, names)]
    between = {gap for gap in gaps if min(found, default=gap) < gap < max(found, default=gap)}
    return sorted(used | between) if between != gaps else []


def _names(line: Sequence[Spot], gaps: Collection[int], names: frozenset[str]) -> Iterator[Spot]:
    """Yield the labels of names in a row; one that goes on behind blank columns is one."""
    before: Spot | None = None
    for spot in line:
        is_new = before is None or before.text != spot.text or any(at not in gaps for at in range(before.right + 1, spot.column))
        if is_new and spot.is_one_of(names):
            yield spot
        before = spot
