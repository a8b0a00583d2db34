"""Goals and indicator sets that two projects of a batch share (GOAL-007, IND-018).

Both searches are exact and avoid comparing every form with every other: equal
texts and sets are found by hashing, the rest through an index.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlperf.forms.form import Form
from xlperf.rules.words import bare

_GRAM = 4
"""Characters of the index; the middle fifth of a goal of 20 characters is that long."""

SHORTEST_GOAL = 20
"""Goals below this length are alike by chance."""

LEAST_SHARE = 0.6
"""Share of the shorter goal below which nothing is looked for; the rule's limit lies at or above it."""

FEWEST_INDICATORS = 5
"""Smaller sets of indicators are alike by chance."""


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
    return all(bare(one.text(name)) == bare(two.text(name)) for name in ("/unit", "/project_name"))


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
        for two in index.get(middle[:_GRAM], ()):
            if two == one or len(goals[two]) < len(goal) or middle not in goals[two] or same_project(forms[one], forms[two]):
                continue
            shared = len(goal) if goal == goals[two] else _longest_run(goal, start, end, goals[two])
            if shared >= LEAST_SHARE * len(goal):
                _keep(best, one, Likeness(forms[two], shared, len(goal)))
                _keep(best, two, Likeness(forms[one], shared, len(goal)))
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
        left = 0
        while start - left > 0 and at - left > 0 and goal[start - left - 1] == other[at - left - 1]:
            left += 1
        right, behind = 0, at + end - start
        while end + right < len(goal) and behind + right < len(other) and goal[end + right] == other[behind + right]:
            right += 1
        longest = max(longest, left + end - start + right)
        at = other.find(goal[start:end], at + 1)
    return longest


def indicator_likeness(forms: Sequence[Form]) -> Mapping[int, Likeness]:
    """Return, by position, the other form with which the most (name, value) pairs of the smaller set are shared."""
    sets = [
        frozenset((bare(row["level3"].raw), bare(row["target"].raw)) for row in form.rows if "level3" in row and "target" in row)
        for form in forms
    ]
    holders: dict[tuple[str, str], list[int]] = {}
    alike: Counter[frozenset[tuple[str, str]]] = Counter()
    for position, pairs in enumerate(sets):
        alike[pairs] += 1
        if alike[pairs] <= 3:
            for pair in pairs:
                holders.setdefault(pair, []).append(position)
    best: dict[int, Likeness] = {}
    for one, pairs in enumerate(sets):
        common = Counter(two for pair in pairs for two in holders[pair] if two != one)
        for two, shared in common.items():
            size = min(len(pairs), len(sets[two]))
            if size >= FEWEST_INDICATORS and not same_project(forms[one], forms[two]):
                _keep(best, one, Likeness(forms[two], shared, size))
                _keep(best, two, Likeness(forms[one], shared, size))
    return best


def _keep(best: dict[int, Likeness], position: int, found: Likeness) -> None:
    """Keep the greater likeness; of equal ones the first found."""
    held = best.get(position)
    if held is None or (found.percent, found.shared) > (held.percent, held.shared):
        best[position] = found
