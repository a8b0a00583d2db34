"""Goals and indicator sets that two projects of a batch share (GOAL-007, IND-018).

Both searches avoid comparing every form with every other: what may be alike is
found through an index, then compared in full.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare, body_key, lasting_name
from xlperf.forms.form import Form
from xlperf.forms.values.number_in_words import with_long_counts
from xlperf.rules.facts.words.phrases import phrases

# 根据《……法》和《……条例》有关规定，: what two goals cite is nothing that one copied from the other.
_CITATION = lazy_pattern(rf"(?:{phrases('by_a_plan')})[^，,。；;《\n]{{0,20}}《[^，,。；;\n]{{1,60}}》[^，,。；;》\n]{{0,12}}[，,]")

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

_MOST_CHARACTERS = 400_000
"""Characters of other goals with which one goal is compared: its time must not grow with the batch."""

_TOIL = 10
"""How much longer a character takes of a text that repeats itself."""

_MOST_PAIRS = 20_000
"""The same of indicators."""

_MOST_GRAMS = 8
"""Runs of the middle of which the rarest is looked up."""

_MOST_PLACES = 16
"""Places of a text that are looked at one by one."""


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
    return _project_key(one) == _project_key(two)


def _project_key(form: Form) -> tuple[str, str]:
    return body_key(form.text("/unit")), lasting_name(form.text("/project_name"))


def goal_likeness(forms: Sequence[Form]) -> Mapping[int, Likeness]:
    """Return, by position, the other form whose goal has the longest run of text in common.

    Only runs of at least 60 % of the shorter goal are found.  Such a run must cover
    the middle fifth of the shorter goal, so only goals that hold it are looked at,
    and of these no more than ``_MOST_CHARACTERS`` a goal.
    """
    goals = [without_numbers(_CITATION.sub("", form.text("/annual_goal") or form.text("/budget_goal"))) for form in forms]
    projects = [_project_key(form) for form in forms]
    holders = _holders(goals)
    best: dict[int, Likeness] = {}
    for one, goal in enumerate(goals):
        grams = _middle_grams(goal)
        start, end = _middle(goal)
        found, characters = 0, 0
        for two in min((holders[each] for each in grams), key=len, default=()):
            other = goals[two]
            if len(other) < len(goal) or projects[one] == projects[two] or goal[start:end] not in other:
                continue
            characters += len(other) * (_TOIL if other.count(goal[start:end]) > _MOST_PLACES else 1)
            shared = len(goal) if other == goal else _longest_run(goal, start, end, other)  # most are copied whole
            if shared >= LEAST_SHARE * len(goal):
                _keep(best, one, Likeness(forms[two], shared, len(goal)))
                _keep(best, two, Likeness(forms[one], shared, len(goal)))
                found += 1
            if found == _ENOUGH or characters > _MOST_CHARACTERS:
                break
    return best


GoalKey = tuple[str, int | None, str]
"""A kind of form, its year, and a goal without its numbers."""


def goal_holders(forms: Iterable[Form]) -> Mapping[GoalKey, Sequence[Form]]:
    """Return the forms of a folder, whatever department they are of, by what their goals say; for all departments at once."""
    holders: dict[GoalKey, list[Form]] = {}
    for each in forms:
        same = holders.setdefault(_goal_key(each), [])
        if len(same) < _ENOUGH:
            same.append(each)
    return holders


def same_goals(forms: Sequence[Form], holders: Mapping[GoalKey, Sequence[Form]]) -> Mapping[int, Likeness]:
    """Return, by position, another project's form of the same kind and year whose goal is the same but for its numbers.

    Args:
        forms: of one department and year.
        holders: the forms of the whole folder by their goals.
    """
    best: dict[int, Likeness] = {}
    for position, form in enumerate(forms):
        key = _goal_key(form)
        twin = next((each for each in holders.get(key, ()) if not same_project(each, form)), None)
        if twin is not None and len(key[2]) >= SHORTEST_GOAL:
            best[position] = Likeness(twin, len(key[2]), len(key[2]))
    return best


def _goal_key(form: Form) -> GoalKey:
    goal = with_long_counts(bare(form.text("/annual_goal") or form.text("/budget_goal")))  # 三百公里 is a number too
    return form.kind, form.year, without_numbers(goal)


_NUMBERS = lazy_pattern(rf"(?:{phrases('counts_in_goals')})|\d+(?:[.,]\d+)*")  # 三百册 is 300册 with another number
_STOPS = str.maketrans(";、。.", ",,,,")


def without_numbers(goal: str) -> str:
    """Return a goal as compared: one mark for every number and one for every stop; a copy with others is a copy."""
    return _NUMBERS.sub("#", bare(goal)).translate(_STOPS)


def _middle(goal: str) -> tuple[int, int]:
    """Return where the middle fifth of a goal begins and ends."""
    return int(len(goal) * 0.4), -(-len(goal) * 6 // 10)


def _middle_grams(goal: str) -> tuple[str, ...]:
    """Return some runs of characters that every goal holds which holds the middle of this one; none of a short goal."""
    if len(goal) < SHORTEST_GOAL:
        return ()
    start, end = _middle(goal)
    return tuple(dict.fromkeys(goal[at : at + _GRAM] for at in range(start, end - _GRAM + 1)[:_MOST_GRAMS]))


def _holders(goals: Sequence[str]) -> dict[str, list[int]]:
    """Return which goals hold each of these runs; of equal goals only the first three, which is enough to find a twin."""
    holders: dict[str, list[int]] = {gram: [] for goal in goals for gram in _middle_grams(goal)}
    seen: Counter[str] = Counter()
    for position, goal in enumerate(goals):
        seen[goal] += 1
        if len(goal) >= SHORTEST_GOAL and seen[goal] <= 3:
            for gram in {goal[at : at + _GRAM] for at in range(len(goal))} & holders.keys():
                holders[gram].append(position)
    return holders


def _longest_run(goal: str, start: int, end: int, other: str) -> int:
    """Return the length of the longest common run that covers ``goal[start:end]``."""
    middle = goal[start:end]
    longest, at = 0, other.find(middle)
    for _ in range(_MOST_PLACES):
        if at < 0:
            return longest
        left = _common_prefix(goal[:start][::-1], other[:at][::-1])
        right = _common_prefix(goal[end:], other[at + len(middle) :])
        longest = max(longest, left + len(middle) + right)
        at = other.find(middle, at + 1)
    return _longest_periodic_run(goal, start, end, other)


def _longest_periodic_run(goal: str, start: int, end: int, other: str) -> int:
    """Return the same for a text that holds the middle again and again, in a time that grows with its length alone."""
    size = end - start
    # How far the goal goes on behind its middle, and before it, from every place of the other text.
    ahead = _matches(goal[start:], other)
    behind = _matches(goal[:start][::-1], other[::-1])
    places = (at for at in range(len(other)) if ahead[at] >= size)
    return max((ahead[at] + (behind[len(other) - at] if at else 0) for at in places), default=0)


def _matches(pattern: str, text: str) -> list[int]:
    """Return for every place of a text how many characters from there are the beginning of a pattern (Z algorithm)."""
    joined = f"{pattern}\0{text}"
    length = len(joined)
    counts = [0] * (length + 1)
    left = right = 0
    for at in range(1, length):
        count = min(right - at, counts[at - left]) if at < right else 0
        while at + count < length and count < len(pattern) and joined[count] == joined[at + count]:
            count += 1
        counts[at] = count
        if at + count > right:
            left, right = at, at + count
    return counts[len(pattern) + 1 :]


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
        found, compared = 0, 0
        for two in dict.fromkeys(position for pair in rarest for position in holders[pair]):
            compared += len(pairs)
            shared = len(pairs & sets[two]) if len(sets[two]) >= len(pairs) else 0
            if shared >= LEAST_SHARE * len(pairs) and not same_project(forms[one], forms[two]):
                _keep(best, one, Likeness(forms[two], shared, len(pairs)))
                _keep(best, two, Likeness(forms[one], shared, len(pairs)))
                found += 1
            if found == _ENOUGH or compared > _MOST_PAIRS:
                break
    return best


def _keep(best: dict[int, Likeness], position: int, found: Likeness) -> None:
    """Keep the greater likeness; of equal ones the first found."""
    held = best.get(position)
    if held is None or (found.percent, found.shared) > (held.percent, held.shared):
        best[position] = found
