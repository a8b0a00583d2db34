"""Fields as subjects: one field with its notes, its text as read, and what can be said of that alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from xlperf.forms.form import Field, Form, Target
from xlperf.forms.values.display import plain_number
from xlperf.rules.facts.goal_facts import says_none, says_nothing
from xlperf.rules.facts.money_facts import lacks_divisor
from xlperf.rules.facts.subjects.subject import Facts, Subject, fact_name
from xlperf.rules.facts.words.personal_numbers import holds_personal_number

_GOALS = frozenset(("/overall_goal", "/annual_goal", "/budget_goal", "/actual_completion"))


def noted_subjects(form: Form, fields: Iterable[Field], names: Sequence[str], notes: Sequence[str]) -> Iterator[Subject]:
    """Yield those of some fields of a form that carry one of the notes; of the given facts, or of all when there are none."""
    for each in fields:
        if any(note in notes for note in each.notes) and (not names or fact_name(each.name) in names):
            yield field_subject(form, each)


def _needs_none(form: Form, goal: Field) -> bool:
    """True for 无 as the goal of the whole project of one year: left blank it would be as right."""
    if goal.name != "/overall_goal" or not says_none(str(goal.value)):
        return False
    start, end = (form.value(each) for each in ("/start_date", "/end_date"))
    return isinstance(start, date) and isinstance(end, date) and start.year == end.year


def field_subject(form: Form, each: Field) -> Subject:
    """Return one field as a subject."""
    facts: Facts = {
        "kind": form.kind,
        "amount_unit": form.amount_unit,
        "name": each.name,
        "field": fact_name(each.name),
        "raw": each.raw,
        "notes": list(each.notes),
    }
    if each.value is not None:
        facts["value"] = each.value.text if isinstance(each.value, Target) else each.value
        if isinstance(facts["value"], str):
            if holds_personal_number(facts["value"]):
                facts["personal"] = True
            if each.name in _GOALS and (how := says_nothing(facts["value"])) and not _needs_none(form, each):
                facts["says_nothing"] = how
        facts["read_value"] = plain_number(each.value) if isinstance(each.value, Decimal) else str(facts["value"])
    elif lacks_divisor(form, each):
        facts["no_divisor"] = True
    return Subject(facts, {"value": each}, form.source.file, form)
