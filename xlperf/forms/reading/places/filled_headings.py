"""The headings over each row of a sheet whose merged cells were split and filled: under two of them equal cells stay two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.places.filled_labels import FEWEST_LABELS, Known, Run, runs_of
from xlperf.forms.values.amounts import parse_amount
from xlperf.forms.values.form_text import HAN

_Kind = Literal["", "goals", "table", "money"]
_KINDS: tuple[_Kind, ...] = ("goals", "table", "money")


@dataclass(frozen=True, slots=True)
class Above:
    """The headings that hold for a row: the columns that they begin with, the first of them, and of what they are."""

    columns: frozenset[int] = frozenset()
    first: int = 0
    of: _Kind = ""

    def below(self, upper: Above) -> Above:
        """Return these headings with those of the row above them, of the same kind."""
        if upper.of != self.of:
            return self
        return Above(self.columns | upper.columns, min(self.first, upper.first), self.of)


def under_headings(window: Window, known: Known) -> Iterator[tuple[Above, list[Spot]]]:
    """Yield the rows of a sheet with the headings that hold for them, down to the next label of the head.

    Headings in two rows hold together; columns below one heading that say two things in the next row stand apart.
    """
    above, upper, before = Above(), list[Run](), list[Spot]()
    for line, below in zip(window.lines, (*window.lines[1:], []), strict=True):
        runs = list(runs_of(line))
        headings = _headings(runs[_is_at_side(line, below) :], known)
        if not headings.of and _head_amounts(runs, below, known):
            headings = Above(frozenset(run[0].column for run in runs), runs[1][0].column, "money")
        if headings.of:
            yield Above(), line
            above = headings.below(above) if upper else headings
            upper, before = runs, line
            continue
        if _goes_on_below(upper, runs):
            yield Above(), line
            above, upper = replace(above, columns=above.columns.union(run[0].column for run in runs)), runs
            continue
        if _ends(above, line, before, known):
            above = Above()
        elif upper:
            above = replace(above, columns=above.columns.union(_apart(upper, line)))
        yield above, line
        upper, before = [], line


def _goes_on_below(upper: Sequence[Run], runs: Sequence[Run]) -> bool:
    """True for the second row of the headings of a list: what was merged downwards, and several below what goes to the right."""
    above = {column: run for run in upper for column in range(run[0].column, run[-1].right + 1)}
    pairs = [(run[0], above[run[0].column]) for run in runs if run[0].column in above]
    parted = [over for (_, over), (_, behind) in pairwise(pairs) if over is behind]
    same = [over[0].text == spot.text for spot, over in pairs]
    worded = all(HAN.search(run[0].text) and parse_amount(run[0].text) is None for run in runs)
    is_headed = all(is_same or over in parted for (_, over), is_same in zip(pairs, same, strict=True))
    return worded and len(pairs) == len(runs) and any(same) and bool(parted) and is_headed


def _ends(above: Above, line: Sequence[Spot], before: Sequence[Spot], known: Known) -> bool:
    """True for a row below which headings hold no more: a label of the head or, below goals, the next one at the side."""
    own = line[_is_at_side(before, line) :]
    if above.of == "goals":
        return any(each.is_one_of(known.heads) for each in own) or (own == line and line[0].column < above.first)
    return any(each.is_one_of(known.heads) or each.is_one_of(known.goals) for each in own)


def _is_at_side(line: Sequence[Spot], below: Sequence[Spot]) -> bool:
    """True for two rows that begin alike: what they begin with stood at their side, and heads no column."""
    return bool(line and below) and (line[0].text, line[0].column) == (below[0].text, below[0].column)


def _apart(headings: Sequence[Run], line: Sequence[Spot]) -> Iterator[int]:
    """Yield the columns below a heading that say something else than the cell left of them."""
    texts = {each.column: each.text for each in line}
    for run in headings:
        for left, right in pairwise(range(run[0].column, run[-1].right + 1)):
            if left in texts and right in texts and texts[left] != texts[right]:
                yield right


def _headings(runs: Sequence[Run], known: Known) -> Above:
    """Return the headings in a row, none where it has fewer than two of one kind."""
    found = {of: [run[0] for run in runs if run[0].is_one_of(getattr(known, of))] for of in _KINDS}
    of = max(_KINDS, key=lambda each: len({spot.bare for spot in found[each]}))
    if len({spot.bare for spot in found[of]}) < FEWEST_LABELS:
        return Above()
    first = found[of][0].column
    if of == "money" and not all(HAN.search(run[0].text) for run in runs):
        return Above()  # 项目资金 | 年度资金总额 | 2310000
    is_list = of == "table" and any(run[0].is_one_of(known.names) for run in runs)  # what stands left of the table are columns, too
    return Above(frozenset(run[0].column for run in runs if is_list or run[0].column >= first), first, of)


def _head_amounts(runs: Sequence[Run], below: Sequence[Spot], known: Known) -> bool:
    """True for headings in a bureau's own words over equal amounts: 资金来源 | 项目总额 | 以前年度安排 | 本年度安排."""
    first, *others = (run[0] for run in runs)
    if len(others) < FEWEST_LABELS or not all(each.key and HAN.search(each.text) for each in (first, *others)):
        return False
    if first.is_one_of(known.heads) or any(each.is_one_of(known.heads | known.goals | known.pairs) for each in others):
        return False
    columns = {each.column for each in others}
    amounts = [each.column in columns for each in below if parse_amount(each.text) is not None]
    return len(amounts) >= FEWEST_LABELS and all(amounts)
