"""Goals and indicator sets that two projects of a batch share (GOAL-007, IND-018).

Both searches avoid comparing every form with every other: what may be alike is
found through an index, then compared in full.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlperf.data.names import bare, body_key, lasting_name
from xlperf.forms.form import Form

_GRAM = 4
"""Characters of the index; the middle fifth of a goal of 20 characters is that long."""

SHORTEST_GOAL = 20
"""Goals below this length are alike by chance."""

LEAST_SHARE = 0.6
"""Share of the shorter goal or smaller set below which nothing is looked for; the limits of the rules lie at or above it."""

FEWEST_INDICATORS = 5
"""Smaller sets of indicators are alike by chance."""

_ENOUGH = 8
"""Likenesses after which a form is alike enough: a department that copies one
sentence into two thousand forms must not cost two million comparisons."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a form shares with the form most like it.

    Attributes:
        other: that form.
        shared: characters or indicators in common.
        size: characters or indicators of the smaller of the two.
    """

    other: Form
    shared: int
    size: int

    @property
    def percent(self) -> int:
        """The share of the smaller one, in per cent, rounded down."""
        return 100 * self.shared // self.size


def same_project(one: Form, two: Form) -> bool:
    """Tell whether two forms are of one project, whatever year or kind."""
    units = [body_key(form.text("/unit")) for form in (one, two)]
    projects = [lasting_name(form.text("/project_name")) for form in (one, two)]
    return units[0] == units[1] and projects[0] == projects[1]


def goal_likeness(forms: Sequence[Form]) -> Mapping[int, Likeness]:
    """Return, by position, the other form whose goal has the longest run of text in common.

    Only runs of at least 60 % of the shorter goal are found.  Such a run must cover
    the middle fifth of the shorter goal, so only goals that hold it are looked at.
    """
    goals = [bare(form.text("/annual_goal") or form.text("/budget_goal")) for form in forms]
    index = _gram_index(goals)
    best: dict[int, Likeness] = {}
    for one, goal in enumerate(goals):
        if len(goal) < SHORTEST_GOAL:
            continue
        start, end = int(len(goal) * 0.4), -(-len(goal) * 6 // 10)
        middle = goal[start:end]
        found = 0
        for two in index.get(middle[:_GRAM], ()):
            if two == one or len(goals[two]) < len(goal) or middle not in goals[two] or same_project(forms[one], forms[two]):
                continue
            shared = len(goal) if goal == goals[two] else _longest_run(goal, start, end, goals[two])
            if shared >= LEAST_SHARE * len(goal):
                _keep(best, one, Likeness(forms[two], shared, len(goal)))
                _keep(best, two, Likeness(forms[one], shared, len(goal)))
                found += 1
                if found == _ENOUGH:
                    break
    return best


def _gram_index(goals: Sequence[str]) -> dict[str, list[int]]:
    """Return which goals hold each run of characters; of equal goals only the first three, which is enough to find a twin."""
    index: dict[str, list[int]] = {}
    seen: Counter[str] = Counter()
    for position, goal in enumerate(goals):
        seen[goal] += 1
        if len(goal) >= SHORTEST_GOAL and seen[goal] <= 3:
            for gram in {goal[at : at + _GRAM] for at in range(len(goal) - _GRAM + 1)}:
                index.setdefault(gram, []).append(position)
    return index


def _longest_run(goal: str, start: int, end: int, other: str) -> int:
    """Return the length of the longest common run that covers ``goal[start:end]``."""
    longest, at = 0, other.find(goal[start:end])
    while at >= 0:
        left = _common_prefix(goal[:start][::-1], other[:at][::-1])
        right = _common_prefix(goal[end:], other[at + end - start :])
        longest = max(longest, left + end - start + right)
        at = other.find(goal[start:end], at + 1)
    return longest


def _common_prefix(one: str, two: str) -> int:
    """Return the length of the common beginning of two texts, by halving."""
    low, high = 0, min(len(one), len(two))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == two[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def indicator_likeness(forms: Sequence[Form]) -> Mapping[int, Likeness]:
    """Return, by position, the other form with which the most (name, value) pairs of the smaller set are shared.

    Only shares of at least 60 % are found.  Of a set that shares so many, any 40 %
    and one pair more hold a shared one, so only forms that hold one of its rarest
    pairs are looked at: 满意度 ≥90(%) stands in every form.
    """
    sets = [
        frozenset((bare(row["level3"].raw), bare(row["target"].raw)) for row in form.rows if "level3" in row and "target" in row)
        for form in forms
    ]
    holders: dict[tuple[str, str], list[int]] = {}
    for position, pairs in enumerate(sets):
        for pair in pairs:
            holders.setdefault(pair, []).append(position)
    best: dict[int, Likeness] = {}
    for one, pairs in enumerate(sets):
        if len(pairs) < FEWEST_INDICATORS:
            continue
        rarest = sorted(pairs, key=lambda pair: (len(holders[pair]), pair))[: int((1 - LEAST_SHARE) * len(pairs)) + 1]
        found = 0
        for two in dict.fromkeys(position for pair in rarest for position in holders[pair]):
            shared = len(pairs & sets[two]) if two != one and len(sets[two]) >= len(pairs) else 0
            if shared >= LEAST_SHARE * len(pairs) and not same_project(forms[one], forms[two]):
                _keep(best, one, Likeness(forms[two], shared, len(pairs)))
                _keep(best, two, Likeness(forms[one], shared, len(pairs)))
                found += 1
                if found == _ENOUGH:
                    break
    return best


def _keep(best: dict[int, Likeness], position: int, found: Likeness) -> None:
    """Keep the greater likeness; of equal ones the first found."""
    held = best.get(position)
    if held is None or (found.percent, found.shared) > (held.percent, held.shared):
        best[position] = found
