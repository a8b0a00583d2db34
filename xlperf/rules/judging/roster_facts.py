"""What a roster says of a form and of a unit, as plain facts (预算控制数, 应报, 未报, 多报)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlperf.data.names import same_project
from xlperf.forms.form import Form
from xlperf.lists.roster import Roster
from xlperf.rules.dialect.breach import Money
from xlperf.rules.facts.view import Facts
from xlperf.rules.judging.submissions import Submission


def form_facts(roster: Roster, form: Form, submission: Submission) -> Facts:
    """Return whether the roster knows the unit and the project of a form, and which figure it gives the project."""
    facts: Facts = {"in_roster": submission.listed, "nearest": roster.nearest(form.text("/unit"))}
    if submission.listed and form.source in submission.expected:
        entry = submission.expected[form.source]
        facts["expected_project"] = entry is not None
        if entry is not None and not same_project(entry.project, form.text("/project_name"), form.text("/year")):
            facts["roster_project"] = entry.project
        if entry is not None and entry.amount is not None and not roster.coarse:
            facts.update(control=entry.amount, control_unit=roster.amount_unit)
    return facts


def unit_facts(submission: Submission, roster: Roster) -> Facts:
    """Return what a unit owes, what came of it, and its money beside its control figure."""
    facts: Facts = {
        "unit": submission.unit,
        "expected_n": 1 if submission.due is None else submission.due,
        "received": submission.received,
        "named": submission.named,
        "missing": "、".join(submission.missing),
        "missing_n": submission.missing_n,
        "surplus_n": submission.surplus_projects,
        "control_unit": roster.amount_unit,
    }
    if submission.control is not None and not roster.coarse:
        facts.update(held_against([submission.total], submission.control, submission.lines, roster.in_wan))
    elif submission.some_control:
        facts["control"] = Money(Decimal(0))  # a line lacks its figure: there is something to compare, but not enough
    return facts


def held_against(totals: Sequence[Decimal | None], control: Decimal, lines: int, in_wan: bool) -> Facts:
    """Return the money of units beside their control figure; without a sum where an amount is blank or unread."""
    known = [each for each in totals if each is not None]
    if len(known) < len(totals):
        return {"control": Money(control)}
    return _gap(sum(known, Decimal(0)), control, lines, in_wan)


def _gap(total: Decimal, control: Decimal, lines: int, in_wan: bool) -> Facts:
    """Return a sum beside its control figure: 50 元 of slack a line when the figures are rounded to 万元 (handbook 5.0)."""
    slack = Decimal(50) * lines if in_wan else Decimal("0.005")
    gap = abs(total - control)
    return {
        "total": Money(total),
        "control": Money(control),
        "gap": Money(gap),
        "gap_beyond": max(gap - slack, Decimal(0)),
        "lines": lines,
    }
