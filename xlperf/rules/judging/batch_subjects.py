"""What the rules about a batch look at: copies, projects, neighbours, units, rosters, pairs and sums as plain facts.

Each kind of subject is made by one function from the files, the choice of versions and the context.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xlperf.data.enumeration import named
from xlperf.data.money import WAN, is_summed, money_text
from xlperf.data.names import body_key, same_body
from xlperf.data.unit_twins import other_spellings, unit_twins
from xlperf.data.words import NO_PROJECT, NO_UNIT
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import INDICATORS, Form, Source
from xlperf.lists.last_year import times
from xlperf.rules.context import Context
from xlperf.rules.facts.scoring_settings import ScoringSettings
from xlperf.rules.facts.similar import GoalKey
from xlperf.rules.facts.subjects.subject import Facts, Subject, fact_name
from xlperf.rules.judging.batch_parts import Part
from xlperf.rules.judging.list_facts import form_facts, held_against, roster_facts, strangers_of, unit_facts, unpublished_facts
from xlperf.rules.judging.missing_evaluations import of_renamed_units
from xlperf.rules.judging.neighbours import neighbour_facts
from xlperf.rules.judging.pairs import differences
from xlperf.rules.judging.published_figures import disclosure_facts
from xlperf.rules.judging.submissions import Submission, yearly_amount
from xlperf.rules.judging.year_on_year import YearChange
from xlperf.rules.versions.declared import declarations_of
from xlperf.rules.versions.version_groups import project_key
from xlperf.rules.versions.versions import Choice, Project


@dataclass(frozen=True, slots=True)
class BatchView:
    """What the batch rules look at: the whole folder, or one department and year of it.

    ``submissions`` are those of its units, ``unbound`` the lines of the roster that bind no part of the folder;
    ``years`` are those that the folder is about, ``goals`` what the goals in it say, ``usual_years`` that of
    nearly all other forms for one of another year, ``evaluations`` whether a declared project's self-evaluation has come.
    """

    files: Sequence[FileResult]
    choice: Choice
    counted: tuple[Form, ...]
    context: Context
    scoring: ScoringSettings
    part: Part = ("", None)
    submissions: tuple[Submission, ...] = ()
    unbound: int = 0
    years: tuple[int, ...] = ()
    goals: Mapping[GoalKey, Sequence[Form]] = field(default_factory=dict)
    year_changes: tuple[YearChange, ...] = ()
    usual_years: Mapping[Source, int] = field(default_factory=dict)
    evaluations: Mapping[Source, Facts] = field(default_factory=dict)


def _copies(view: BatchView) -> Iterator[Subject]:
    copies = view.choice.copies
    for file in view.files:
        if file.fate != "passed_over":
            facts: Facts = {"other": copies[file.file]} if file.file in copies else {}
            yield Subject(facts, {}, file.file)


def _projects(view: BatchView) -> Iterator[Subject]:
    counted = set(view.choice.counted)
    for project in view.choice.projects:
        yield _project(project, sum(form.source in counted for form in project.forms))
    for each in view.choice.withdrawn:
        yield _form_subject(each.form, {**_named(each.form), "newer": each.newer_file, "withdrawn": "out" if each.is_out else "in"})
    for form in view.choice.examples:
        unit = form.text("/unit")
        own = any(each.source.file == form.source.file and same_body(each.text("/unit"), unit) for each in view.counted)
        yield _form_subject(form, {**_named(form), "sheet": form.source.sheet, "example": "own" if own else "other"})


def _named(form: Form) -> Facts:
    """Return the facts of a form that does not count, or that is told for another reason than its versions."""
    return {"n": 1, "counted": 0, "unit": form.text("/unit") or NO_UNIT, "project": form.text("/project_name") or NO_PROJECT}


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
        "files": named(names),
        "chosen": next(name for name, form in zip(names, project.forms, strict=True) if form is chosen),
        "same_content": project.same_content,
        "why": project.why,
    }
    if project.settled:
        facts["settled"] = True
    if project.marked:
        facts["marked"] = project.marked
    return _form_subject(chosen, facts)


def _form_subject(form: Form, facts: Facts) -> Subject:
    fields = {fact_name(each.name): each for each in form.fields if not each.name.startswith(INDICATORS)}
    if form.rows:  # a form whose names stand under no heading that anybody knows has none
        fields["first_row"] = form.rows[0].get("level3") or next(iter(form.rows[0].values()))
    return Subject({"kind": form.kind, "amount_unit": form.amount_unit, **facts}, fields, form.source.file, form)


def _neighbours(view: BatchView) -> Iterator[Subject]:
    """Yield every counted form with what it shares with the form most like it."""
    return (_form_subject(form, facts) for form, facts in neighbour_facts(view.counted, view.goals))


def _counted_forms(view: BatchView) -> Iterator[Subject]:
    """Yield every counted form with what the roster and the list of what must not be published say about it."""
    roster, unpublished = view.context.roster, view.context.unpublished
    twins = _unit_twins([] if roster is not None else view.counted)
    owed = {form.source: each for each in view.submissions for form in each.forms}
    for form in view.counted:
        facts: Facts = {**twins.get(form.source, {})}
        amount = yearly_amount(form)
        if amount is not None:
            facts["yearly_amount"] = amount
        if form.source in view.usual_years and view.context.batch_year is None:
            facts.update(year=form.year, usual_year=view.usual_years[form.source])
        facts.update(view.evaluations.get(form.source, {}))
        unit, project = form.text("/unit"), form.text("/project_name")
        if roster is not None and unit:
            facts.update(form_facts(roster, form, owed[form.source]))
        if unpublished is not None and project:
            facts.update(unpublished_facts(unpublished, unit, project))
        yield _form_subject(form, facts)


def _unit_twins(forms: Sequence[Form]) -> dict[Source, Facts]:
    """Return of the forms whose unit is probably another one, or another spelling of it, which one that is."""
    units = [form.text("/unit") for form in forms]
    twins, spelt = unit_twins(units), other_spellings(units)
    known = set(map(project_key, forms)) if twins else set()
    found: dict[Source, Facts] = {}
    for form, unit in zip(forms, units, strict=True):
        if unit in twins:
            found[form.source] = {"unit_twin": twins[unit]}
            key = project_key(form)
            if key is not None and (*key[:2], body_key(twins[unit]), key[3]) in known:
                found[form.source]["twin_counted"] = True
        elif unit in spelt:
            found[form.source] = {"unit_twin": spelt[unit], "unit_same": True}
    return found


def _roster_units(view: BatchView) -> Iterator[Subject]:
    """Yield every unit that the roster binds with what it owes and what came, and last all units together."""
    roster = view.context.roster
    if roster is None:
        return
    bound = [each for each in view.submissions if each.bound]
    strangers = strangers_of(roster, view.submissions)
    for each in bound:
        yield Subject(unit_facts(each, roster, strangers.get(each.unit, ())), {}, "")
    if len(bound) > 1:
        whole: Facts = {"unit": "合计", "whole": True, "control_unit": roster.amount_unit}
        controls = [each.control for each in bound if each.control is not None]
        if len(controls) == len(bound) and not roster.coarse:
            totals = [each.total for each in view.submissions]
            whole.update(held_against(totals, sum(controls, Decimal(0)), sum(each.lines for each in bound), roster.slack))
        yield Subject(whole, {}, "")


def _pairs(view: BatchView) -> Iterator[Subject]:
    """Yield every difference between a counted self-evaluation and its declaration; a pair without one as itself."""
    declarations = declarations_of(view.choice)
    declarations.update(of_renamed_units(view.counted, view.evaluations, declarations.keys()))
    versions = {project.chosen.source: project.forms for project in view.choice.projects}
    for form in view.counted:
        if form.source not in declarations:
            continue
        declaration = declarations[form.source]
        found = tuple(differences(form, declaration, view.scoring, versions.get(declaration.source, ())))
        if not found:
            yield _form_subject(form, {})
        for each in found:
            facts: Facts = {"change": each.change, "name": each.name, "declared": each.declared, "evaluated": each.evaluated}
            subject = _form_subject(form, facts)
            subject.fields = {} if each.field is None else {"name": each.field}
            yield subject


def _disclosure(view: BatchView) -> Iterator[Subject]:
    """Yield every figure of the published text with what the batch gives instead."""
    for facts in disclosure_facts(view.counted, view.context):
        yield Subject(facts, {}, "")


def _batch(view: BatchView) -> Iterator[Subject]:
    facts: Facts = {"mixed_units": len({form.amount_unit for form in view.counted}) > 1}
    if yearless := sum(form.get("/year") is None for form in view.counted):
        years = {"part_year": view.part[1], "batch_year": view.context.batch_year}
        facts.update({"yearless_n": yearless} | {name: year for name, year in years.items() if year is not None})
    ceiling, department = view.context.project_expenditure, view.context.department
    is_bound = not department or view.part[0] in ("", body_key(department))
    if ceiling is not None and is_bound:  # 项目支出合计 is a figure of one department
        facts["expenditure"] = ceiling
        amounts = [form.amount("/funding/annual_fiscal") for form in view.counted if form.kind == "declaration"]
        known = [each for each in amounts if each is not None and is_summed(each)]
        if len(known) == len(amounts):
            fiscal = sum(known, Decimal(0))
            facts.update(fiscal_total=fiscal, x=money_text(fiscal, WAN), y=money_text(ceiling, WAN))
    yield Subject(facts, {}, "")


def _year_on_year(view: BatchView) -> Iterator[Subject]:
    """Yield every project that continues one of last year with what became of its money, indicators and goal."""
    for each in view.year_changes:
        if each.form is None or each.past is None:
            continue
        facts: Facts = {"dropped": "、".join(each.dropped), "lowered": "；".join(each.lowered), "copied": each.copied}
        facts["redated"] = each.redated
        if each.change is not None:
            facts.update(yearly_amount=each.after, last_year_amount=each.before, change_yuan=abs(each.change))
            facts["way"] = "增加" if each.change > 0 else "减少"
        if each.percent is not None:
            facts["change_percent"] = abs(each.percent)
        if each.before is not None and each.after is not None and (factor := times(each.after, each.before)) is not None:
            facts["last_year_factor"] = factor
        yield _form_subject(each.form, facts)


def _last_year(view: BatchView) -> Iterator[Subject]:
    """Yield what was given as last year's as such: whether it could be compared with anything."""
    last = view.context.last_year
    if last is None or not last.projects or not view.counted:
        return
    facts: Facts = {"n": len(last.projects), "continued": sum(each.state == "延续" for each in view.year_changes)}
    if last.renamed:
        facts["renamed"] = named([f"“{one}”按“{other}”" for one, other in last.renamed.items()], "个单位")
    if not view.year_changes:
        facts["years"] = "、".join(map(str, sorted({each.year for each in last.projects if each.year is not None})))
    yield Subject(facts, {}, "")


def _lists(view: BatchView) -> Iterator[Subject]:
    """Yield every list that the department gave, with what of it was not used."""
    for each in view.context.lists:
        columns = "、".join(each.columns)
        yield Subject({"noun": each.noun, "text_file": each.file, "n": each.lines, "columns": columns, "aside": each.left}, {}, "")


def _roster(view: BatchView) -> Iterator[Subject]:
    """Yield the roster as such: what of it could not be used as it was meant."""
    roster = view.context.roster
    if roster is None:
        return
    yield Subject(roster_facts(roster, view.counted, view.unbound, view.years), {}, "")


SUBJECTS: Mapping[str, Callable[[BatchView], Iterable[Subject]]] = {
    "copy": _copies,
    "project": _projects,
    "neighbour": _neighbours,
    "counted_form": _counted_forms,
    "roster_unit": _roster_units,
    "roster": _roster,
    "disclosure": _disclosure,
    "pair": _pairs,
    "batch": _batch,
    "last_year": _last_year,
    "year_on_year": _year_on_year,
    "list": _lists,
}
"""Yields the subjects of a kind of the batch, by what a rule names in ``each``."""
