"""Judging what only shows between files: copies and versions, likeness, rosters, sums.

Each kind of subject is made by one function from the files, the choice of versions
and the context; the rules look at its plain facts as they look at those of a form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlperf.data.money import WAN
from xlperf.data.names import bare, body_key, project_name_key
from xlperf.data.words import NO_PROJECT, NO_UNIT
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.lists.roster import Roster, total_of
from xlperf.lists.unpublished import Unpublished
from xlperf.rules.context import Context
from xlperf.rules.dialect.breach import Money
from xlperf.rules.facts.scoring_settings import ScoringSettings
from xlperf.rules.facts.similar import goal_likeness, indicator_likeness
from xlperf.rules.facts.view import Facts, Subject, fact_name
from xlperf.rules.facts.words.unit_twins import unit_twins
from xlperf.rules.judging.engine import RunnableRule, money_text
from xlperf.rules.judging.outcome import BatchJudgement
from xlperf.rules.judging.pairs import declarations_of, differences
from xlperf.rules.judging.published_figures import disclosure_facts
from xlperf.rules.judging.rule_run import Run
from xlperf.rules.judging.versions import Choice, Project, choose_versions

_NAMED_VERSIONS = 5
"""Versions of a project that a message names; the rest stands in the list of sources."""


@dataclass(frozen=True, slots=True)
class _BatchView:
    """What the batch rules look at."""

    files: Sequence[FileResult]
    choice: Choice
    counted: tuple[Form, ...]
    context: Context
    scoring: ScoringSettings


def judge_batch(
    rules: Sequence[RunnableRule], files: Sequence[FileResult], context: Context, scoring: ScoringSettings
) -> BatchJudgement:
    """Judge a batch by its rules; see ``RuleBook.judge_batch``."""
    choice = choose_versions(files, context.keep_every_version, context.versions)
    counted = set(choice.counted)
    forms = tuple(form for file in files for form in file.forms if form.source in counted)
    view = _BatchView(files, choice, forms, context, scoring)
    made: dict[str, tuple[Subject, ...]] = {}
    run = Run()
    for runnable in rules:
        each = runnable.rule.each
        if each not in made:
            made[each] = tuple(_SUBJECTS[each](view))
        run.judge(runnable, _of_kinds(runnable, made[each]), len(made[each]))
    return BatchJudgement(run.findings(), run.tally(), choice.counted, choice.superseded, choice.reasons, choice.copies)


def _of_kinds(runnable: RunnableRule, subjects: Iterable[Subject]) -> Iterator[Subject]:
    wanted = runnable.rule.applies.forms
    return (each for each in subjects if not wanted or each.form is None or each.form.kind in wanted)


def _copies(view: _BatchView) -> Iterator[Subject]:
    copies = view.choice.copies
    for file in view.files:
        if file.fate != "passed_over":
            facts: Facts = {"other": copies[file.file]} if file.file in copies else {}
            yield Subject(facts, {}, file.file)


def _projects(view: _BatchView) -> Iterator[Subject]:
    counted = set(view.choice.counted)
    for project in view.choice.projects:
        yield _project(project, sum(form.source in counted for form in project.forms))


def _project(project: Project, counted: int) -> Subject:
    chosen = project.chosen
    apart = len({each.source.file for each in project.forms}) == len(project.forms)
    names = [
        each.source.file if apart else f"{each.source.file}（{each.source.sheet}!{each.source.range}）" for each in project.forms
    ]
    facts: Facts = {
        "n": len(project.forms),
        "counted": counted,
        "unit": chosen.text("/unit"),
        "project": chosen.text("/project_name"),
        "files": "、".join(names[:_NAMED_VERSIONS]) + ("等" if len(names) > _NAMED_VERSIONS else ""),
        "chosen": next(name for name, form in zip(names, project.forms, strict=True) if form is chosen),
        "same_content": project.same_content,
        "why": project.why,
    }
    return _form_subject(chosen, facts)


def _form_subject(form: Form, facts: Facts) -> Subject:
    fields = {fact_name(each.name): each for each in form.fields if not each.name.startswith("/indicators/")}
    if form.rows:
        fields["first_row"] = form.rows[0]["level3"]
    return Subject({"kind": form.kind, "amount_unit": form.amount_unit, **facts}, fields, form.source.file, form)


def _neighbours(view: _BatchView) -> Iterator[Subject]:
    """Yield every counted form with what it shares with the form most like it, kind by kind."""
    for kind in ("declaration", "self_evaluation"):
        forms = [form for form in view.counted if form.kind == kind]
        goals, indicators = goal_likeness(forms), indicator_likeness(forms)
        for position, form in enumerate(forms):
            facts: Facts = {}
            if position in goals:
                goal = goals[position]
                facts.update(goal_other=_name_of(goal.other), goal_shared=goal.shared, goal_percent=goal.percent)
            if position in indicators:
                same = indicators[position]
                facts.update(rows_other=_name_of(same.other), rows_shared=same.shared, rows_percent=same.percent)
            yield _form_subject(form, facts)


def _name_of(form: Form) -> str:
    return f"{form.text('/unit') or NO_UNIT} / {form.text('/project_name') or NO_PROJECT}"


def _counted_forms(view: _BatchView) -> Iterator[Subject]:
    """Yield every counted form with what the roster and the list of what must not be published say about it."""
    roster, unpublished = view.context.roster, view.context.unpublished
    twins = unit_twins(form.text("/unit") for form in view.counted) if roster is None else {}
    for form in view.counted:
        facts: Facts = {}
        twin = twins.get(form.text("/unit"))
        if twin is not None:
            facts["unit_twin"] = twin
        amount = yearly_amount(form)
        if amount is not None:
            facts["yearly_amount"] = amount
        unit, project = form.text("/unit"), form.text("/project_name")
        if roster is not None and unit:
            facts.update(_roster_facts(roster, unit, project, form.value("/year")))
        if unpublished is not None and project:
            facts.update(_unpublished_facts(unpublished, unit, project))
        yield _form_subject(form, facts)


def _roster_facts(roster: Roster, unit: str, project: str, year: object) -> Facts:
    facts: Facts = {"in_roster": roster.lists(unit), "nearest": roster.nearest(unit)}
    if facts["in_roster"] and project and any(each.project for each in roster.of_unit(unit)):
        entry = roster.find(unit, project, year if isinstance(year, int) else None)
        facts["expected_project"] = entry is not None
        if entry is not None and entry.amount is not None:
            facts.update(control=entry.amount, control_unit=roster.amount_unit)
    return facts


def _unpublished_facts(unpublished: Unpublished, unit: str, project: str) -> Facts:
    listed = unpublished.find(unit, project)
    facts: Facts = {"unpublished": listed is not None}
    if listed is not None and bare(listed.project) != bare(project):
        facts["listed_as"] = listed.project
    return facts


def yearly_amount(form: Form) -> Decimal | None:
    """Return the money of the form's year in 元: 年度资金申请总额, or 全年预算数 of a self-evaluation."""
    return form.amount("/funding/annual" if form.kind == "declaration" else "/funding/total/full_year_budget")


def _roster_units(view: _BatchView) -> Iterator[Subject]:
    """Yield every unit of the roster with what it owes and what came, and last all units together."""
    roster = view.context.roster
    if roster is None:
        return
    forms = _main_kind(view.counted)
    of_unit: dict[str, list[Form]] = {}
    for form in forms:
        of_unit.setdefault(body_key(form.text("/unit")), []).append(form)
    totals: list[Facts] = []
    for unit in roster.units:
        facts = _unit_facts(roster, unit, of_unit.get(body_key(unit), []))
        totals.append(facts)
        yield Subject(facts, {}, "")
    if len(totals) > 1:
        whole: Facts = {"unit": "合计", "whole": True, "control_unit": totals[0]["control_unit"]}
        controls = [each["control"].amount for each in totals if "control" in each]
        if len(controls) == len(totals):
            whole.update(_held_against(forms, sum(controls, Decimal(0)), len(roster.entries), roster.in_wan))
        yield Subject(whole, {}, "")


def _main_kind(forms: Sequence[Form]) -> list[Form]:
    """Return the declarations of a batch or, when it has none, its self-evaluations: a project counts once."""
    declarations = [form for form in forms if form.kind == "declaration"]
    return declarations or list(forms)


def _unit_facts(roster: Roster, unit: str, forms: Sequence[Form]) -> Facts:
    entries = roster.of_unit(unit)
    named = [each.project for each in entries if each.project]
    years = {year for form in forms if isinstance(year := form.value("/year"), int)}
    arrived = {project_name_key(form.text("/project_name"), each) for form in forms for each in (form.text("/year"), None)}
    missing = [project for project in named if arrived.isdisjoint(project_name_key(project, each) for each in (*years, None))]
    received = len(named) - len(missing) if named else len(forms)
    facts: Facts = {"unit": unit, "expected_n": len(named) or 1, "received": received, "named": bool(named)}
    facts["missing"], facts["missing_n"] = "、".join(missing), len(missing) if named else int(not forms)
    facts["control_unit"] = roster.amount_unit
    control = total_of(entries)
    if control is not None:
        facts.update(_held_against(forms, control, len(entries), roster.in_wan))
    return facts


def _held_against(forms: Sequence[Form], control: Decimal, lines: int, in_wan: bool) -> Facts:
    """Return the money of forms beside its control figure; without a sum where an amount is blank or unread."""
    amounts = [amount for form in forms if (amount := yearly_amount(form)) is not None]
    if len(amounts) < len(forms):
        return {"control": Money(control)}
    return _gap(sum(amounts, Decimal(0)), control, lines, in_wan)


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


def _pairs(view: _BatchView) -> Iterator[Subject]:
    """Yield every difference between a counted self-evaluation and its declaration; a pair without one as itself."""
    declarations = declarations_of(view.choice)
    for form in view.counted:
        if form.source not in declarations:
            continue
        found = tuple(differences(form, declarations[form.source], view.scoring))
        if not found:
            yield _form_subject(form, {})
        for each in found:
            facts: Facts = {"change": each.change, "name": each.name, "declared": each.declared, "evaluated": each.evaluated}
            subject = _form_subject(form, facts)
            subject.fields = {} if each.field is None else {"name": each.field}
            yield subject


def _disclosure(view: _BatchView) -> Iterator[Subject]:
    """Yield every figure of the published text with what the batch gives instead."""
    for facts in disclosure_facts(view.counted, view.context):
        yield Subject(facts, {}, "")


def _batch(view: _BatchView) -> Iterator[Subject]:
    facts: Facts = {"mixed_units": len({form.amount_unit for form in view.counted}) > 1}
    ceiling = view.context.project_expenditure
    if ceiling is not None:
        fiscal = sum((form.amount("/funding/annual_fiscal") or Decimal(0) for form in view.counted), Decimal(0))
        facts.update(fiscal_total=fiscal, expenditure=ceiling, x=money_text(fiscal, WAN), y=money_text(ceiling, WAN))
    yield Subject(facts, {}, "")


_SUBJECTS: Mapping[str, Callable[[_BatchView], Iterable[Subject]]] = {
    "copy": _copies,
    "project": _projects,
    "neighbour": _neighbours,
    "counted_form": _counted_forms,
    "roster_unit": _roster_units,
    "disclosure": _disclosure,
    "pair": _pairs,
    "batch": _batch,
}
