"""Control figures in another unit of money than the roster says: one question instead of an accusation a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from xlperf.data.money import WAN, YUAN, YUAN_PER
from xlperf.lists.roster import Roster
from xlperf.rules.judging.submissions import Submission, yearly_amount

_FEWEST = 2
"""One project alone may be off by a slip of its own."""
_NEAR = 10
"""A figure may be another one than was declared, but hardly ten times as much."""


def in_its_unit(roster: Roster, submissions: Iterable[Submission]) -> Roster:
    """Return the roster; where all figures are off by ten thousand, one not to be compared, with the unit that is probable."""
    pairs = list(_pairs(submissions))
    off = YUAN_PER[WAN]
    for unit, ratios in (
        (WAN, [declared / control for declared, control in pairs]),
        (YUAN, [control / declared for declared, control in pairs]),
    ):
        if len(ratios) >= _FEWEST and all(off / _NEAR < each < off * _NEAR for each in ratios):
            return replace(roster, coarse=True, likely_unit=unit)
    return roster


def _pairs(submissions: Iterable[Submission]) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield the money of every declaration and the control figure of its project, where both are above nothing."""
    for each in submissions:
        for form in each.declarations:
            entry, declared = each.expected.get(form.source), yearly_amount(form)
            if entry is not None and entry.amount is not None and declared is not None and min(entry.amount, declared) > 0:
                yield declared, entry.amount
