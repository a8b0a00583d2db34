"""What the department's lists say of a form and of a unit, as plain facts (预算控制数, 应报, 未报, 多报; what is not published)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from string import digits

from xlperf.data.enumeration import named
from xlperf.data.names import bare, body_key, same_project
from xlperf.data.unit_twins import may_be_one
from xlperf.forms.form import Form
from xlperf.lists.roster import Roster
from xlperf.lists.unpublished import Unpublished
from xlperf.rules.dialect.breach import Money
from xlperf.rules.facts.subjects.subject import Facts
from xlperf.rules.judging.submissions import Submission, yearly_amount


def form_facts(roster: Roster, form: Form, submission: Submission) -> Facts:
    """Return whether the roster knows the unit and the project of a form, and which figure it gives the project."""
    unit = form.text("/unit")
    facts: Facts = {"in_roster": submission.listed, "nearest": roster.nearest(unit)}
    written = roster.spelt.get(body_key(unit), "")
    if len(body_key(written)) > len(body_key(unit)):
        facts["roster_name"] = facts["nearest"] = written
    if submission.listed and form.source in submission.expected:
        entry = submission.expected[form.source]
        facts["expected_project"] = entry is not None
        if entry is not None and not same_project(entry.project, form.text("/project_name"), form.text("/year")):
            facts["roster_project"] = entry.project
        if entry is not None and entry.amount is not None and not roster.coarse:
            facts.update(control=entry.amount, control_unit=roster.amount_unit)
            amount = yearly_amount(form)
            if roster.in_wan and amount is not None and _HALF_A_HUNDREDTH < abs(amount - entry.amount) <= roster.slack:
                facts["control_rounded"] = True
    return facts


def unit_facts(submission: Submission, roster: Roster, strangers: Sequence[str]) -> Facts:
    """Return what a unit owes, what came of it, and its money beside its control figure.

    Args:
        submission: of the unit.
        roster: which binds it.
        strangers: names of units that the roster does not list; where nothing came of the unit, it may be one of these.
    """
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
    key = body_key(submission.unit)
    written = roster.spelt.get(key, "")
    if 0 < len(body_key(written)) <= len(key):
        facts["roster_name"] = written
    perhaps = [] if submission.forms else [each for each in strangers if may_be_one(key, body_key(each))]
    if perhaps:
        facts["perhaps"] = "、".join(perhaps)
    elif submission.control is not None and not roster.coarse:
        facts.update(held_against([submission.total], submission.control, submission.lines, roster.slack))
    elif submission.some_control:
        facts["control"] = Money(Decimal(0))  # a line lacks its figure: there is something to compare, but not enough
    return facts


def unpublished_facts(unpublished: Unpublished, unit: str, project: str) -> Facts:
    """Return whether a project must not be published, and under which name the list has it."""
    listed = unpublished.find(unit, project)
    facts: Facts = {"unpublished": listed is not None}
    near = unpublished.near(unit, project) if listed is None else None
    if listed is not None and bare(listed.project) != bare(project):
        facts["listed_as"] = listed.project
    if near is not None:
        facts["nearly_listed_as"] = " ".join(filter(None, (near.unit, near.project)))
    return facts


def strangers_of(roster: Roster, submissions: Iterable[Submission]) -> dict[str, list[str]]:
    """Return the units that the roster does not list, by the one of its units whose name is most like theirs."""
    found: dict[str, list[str]] = {}
    for each in submissions:
        if each.unit and not each.listed:
            found.setdefault(roster.nearest(each.unit), []).append(each.unit)
    return found


def roster_facts(roster: Roster, forms: Sequence[Form], unbound: int, years: Sequence[int]) -> Facts:
    """Return what of a roster could not be used as it was meant.

    Args:
        roster: as such.
        forms: all that count.
        unbound: how many of its lines bind no form of the folder.
        years: of the forms.
    """
    facts: Facts = {"unbound": unbound, "n": len(roster.entries)}
    strange = [] if unbound else _strange_departments(roster, forms)
    if strange:
        facts["departments"] = named(strange, "个")
    if roster.likely_unit:
        facts["likely_unit"] = roster.likely_unit
    if len(years) > 1 and not any(each.year is not None for each in roster.entries):
        facts["years"] = "、".join(map(str, years))
    return facts


def _strange_departments(roster: Roster, forms: Iterable[Form]) -> list[str]:
    """Return the departments of the roster where none is, or may be, that of a form: then its lines bind whatever they say."""
    written = dict.fromkeys(each.department for each in roster.entries if each.department)
    own = {body_key(department) for form in forms if (department := form.text("/department"))}
    keys = [body_key(each).lstrip(digits) for each in written]  # 205某局: a short code without anything behind it
    known = any(key in own or any(may_be_one(key, each) for each in own) for key in keys)
    return [] if known or not own else list(written)


_HALF_A_HUNDREDTH = Decimal(50)
"""In 元, half of the last place of 万元 with two decimals."""


def held_against(totals: Sequence[Decimal | None], control: Decimal, lines: int, slack: Decimal) -> Facts:
    """Return the money of units beside their control figure; without a sum where an amount is blank or unread.

    Args:
        totals: of the units; control: the figure; lines: that it is the sum of; slack: by how much each of them may be off.
    """
    known = [each for each in totals if each is not None]
    if len(known) < len(totals):
        return {"control": Money(control)}
    return _gap(sum(known, Decimal(0)), control, lines, slack)


def _gap(total: Decimal, control: Decimal, lines: int, slack: Decimal) -> Facts:
    """Return a sum beside its control figure: the slack of each line when the figures are rounded to 万元 (handbook 5.0)."""
    slack = slack * lines if slack >= _HALF_A_HUNDREDTH else slack
    gap = abs(total - control)
    return {
        "total": Money(total),
        "control": Money(control),
        "gap": Money(gap),
        "gap_beyond": max(gap - slack, Decimal(0)),
        "lines": lines,
    }
