"""What a form shares with the form of the batch that is most like it: words of its goal, rows, or all but a word of its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from xlperf.data.names import lasting_name
from xlperf.data.words import NO_PROJECT, NO_UNIT
from xlperf.forms.form import Form
from xlperf.rules.facts.project_twins import is_same_item, reworded_by, twin_by
from xlperf.rules.facts.similar import GoalKey, goal_likeness, indicator_likeness, same_goals
from xlperf.rules.facts.subjects.subject import Facts
from xlperf.rules.judging.submissions import yearly_amount
from xlperf.rules.versions.version_groups import end_twins

_PAIR = 2


def neighbour_facts(counted: Sequence[Form], goals: Mapping[GoalKey, Sequence[Form]]) -> Iterator[tuple[Form, Facts]]:
    """Yield every counted form with what it shares with the form most like it, kind by kind.

    What the declarations of two projects show is not asked again of their self-evaluations.

    Args:
        counted: forms of one department and year.
        goals: what the goals in the folder say, and who says it.
    """
    asked: set[frozenset[str]] = set()
    for kind in ("declaration", "self_evaluation"):
        for form, facts in _alike([form for form in counted if form.kind == kind], goals):
            pair = frozenset((_name_of(form), str(facts.get("goal_other"))))
            if kind == "declaration" and "goal_twin" in facts:
                asked.add(pair)
            elif pair in asked:
                facts.pop("goal_twin", None)
            yield form, facts


def _alike(forms: Sequence[Form], told: Mapping[GoalKey, Sequence[Form]]) -> Iterator[tuple[Form, Facts]]:
    """Yield forms of one kind with what they share."""
    goals, indicators = {**same_goals(forms, told), **goal_likeness(forms)}, indicator_likeness(forms)
    ends = end_twins(forms)
    names = Counter(lasting_name(each.text("/project_name")) for each in forms)
    for position, form in enumerate(forms):
        facts: Facts = {}
        if position in goals:
            goal = goals[position]
            facts.update(goal_other=_name_of(goal.other), goal_shared=goal.shared, goal_percent=goal.percent)
            if is_same_item(form, goal.other):
                facts["goal_item"] = True
            twin = twin_by(form, goal, indicators.get(position), yearly_amount(form) == yearly_amount(goal.other))
            if twin == "units" and names[lasting_name(form.text("/project_name"))] > _PAIR:
                twin = None  # what each of many units has to do by rule costs each of them the same
            facts.update(_twin_facts(form, goal.other, twin))
        if position in indicators:
            same = indicators[position]
            if "goal_twin" not in facts:
                is_same_money = yearly_amount(form) == yearly_amount(same.other)
                facts.update(_twin_facts(form, same.other, reworded_by(form, same, is_same_money)))
            facts.update(rows_other=_name_of(same.other), rows_shared=same.shared, rows_percent=same.percent)
        if position in ends:
            facts.update(_twin_facts(form, ends[position], "end"))
        yield form, facts


def _twin_facts(form: Form, other: Form, twin: str | None) -> Facts:
    """Return the facts of a form that is probably another one again: nothing is counted twice of one without money."""
    amount = yearly_amount(form)
    return {} if twin is None or amount is None else {"goal_twin": twin, "goal_other": _name_of(other), "yearly_amount": amount}


def _name_of(form: Form) -> str:
    return f"{form.text('/unit') or NO_UNIT} / {form.text('/project_name') or NO_PROJECT}"
