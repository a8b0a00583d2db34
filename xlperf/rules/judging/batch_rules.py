"""Judging what only shows between files: copies and versions, likeness, rosters, sums.

The rules look at the plain facts of ``batch_subjects.py`` as they look at those of a form, some of them in the whole
folder, the others department by department and year by year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from xlperf.data.names import body_key
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form, Source
from xlperf.rules.context import Context
from xlperf.rules.facts.scoring_settings import ScoringSettings
from xlperf.rules.facts.similar import goal_holders
from xlperf.rules.facts.subjects.subject import Subject
from xlperf.rules.finding import Finding
from xlperf.rules.judging.batch_parts import Part, nil_returns, part_names, parts_of, usual_years, years_beside
from xlperf.rules.judging.batch_subjects import SUBJECTS, BatchView
from xlperf.rules.judging.engine import RunnableRule
from xlperf.rules.judging.missing_evaluations import evaluations_wanted
from xlperf.rules.judging.outcome import BatchJudgement, Tally, merge_tallies
from xlperf.rules.judging.roster_scale import in_its_unit
from xlperf.rules.judging.rule_run import Run
from xlperf.rules.judging.submissions import Reckoning, Submission, reckon
from xlperf.rules.judging.year_on_year import year_changes
from xlperf.rules.versions.versions import choose_versions

_OF_PARTS = frozenset(("neighbour", "counted_form", "roster_unit", "batch"))
"""Kinds of subjects that are made department by department and year by year; the others look at the whole folder."""


def judge_batch(
    rules: Sequence[RunnableRule], files: Sequence[FileResult], context: Context, scoring: ScoringSettings
) -> BatchJudgement:
    """Judge a batch by its rules; see ``RuleBook.judge_batch``."""
    every = [form for file in files for form in file.forms]
    context = context.among(every)
    choice = choose_versions(files, context.keep_every_version, context.versions)
    counted = set(choice.counted)
    forms = tuple(form for form in every if form.source in counted)
    parts = parts_of(every, choice.superseded)
    strays = usual_years(forms, parts)
    beside = years_beside({form.source: parts[form.source] for form in forms}, strays, context.batch_year)
    withdrawn = [each.form for each in choice.withdrawn if each.is_out]
    reckoning = _reckoned(forms, parts, beside, context, files, withdrawn)
    years = tuple(sorted({part[1] for part in parts.values() if part[1] is not None} - beside))
    last = context.last_year
    changes = () if last is None else year_changes(last, forms, parts, context.unpublished)
    submissions = None if context.roster is None else reckoning.submissions
    if context.roster is not None:
        context = replace(context, roster=in_its_unit(context.roster, reckoning.submissions))
    unbound, goals = len(reckoning.unbound), goal_holders(forms)
    whole = BatchView(files, choice, forms, context, scoring, unbound=unbound, years=years, goals=goals, year_changes=changes)
    whole = replace(whole, usual_years=strays, evaluations=evaluations_wanted(choice, forms, parts))
    findings, tally = _told(rules, whole, _views(whole, parts, reckoning), parts)
    of_choice = choice.counted, choice.superseded, choice.reasons, choice.copies
    return BatchJudgement(findings, tally, *of_choice, parts, submissions, changes)


def _told(
    rules: Sequence[RunnableRule], whole: BatchView, views: Sequence[BatchView], parts: Mapping[Source, Part]
) -> tuple[tuple[Finding, ...], Tally]:
    """Return what the rules find in the whole folder and then part by part, and how often each looked, in their order."""
    names = part_names((view.part for view in views), whole.counted, parts)
    of_whole = _run(rules, whole, lambda each: each not in _OF_PARTS)
    of_parts = [_run(rules, view, _OF_PARTS.__contains__) for view in views]
    findings = list(of_whole.findings())
    for view, run in zip(views, of_parts, strict=True):
        findings += [_of_part(each, view.part, names[view.part]) for each in run.findings()]
    counts = merge_tallies(each.tally() for each in (of_whole, *of_parts)).counts
    return tuple(findings), Tally({runnable.rule.id: counts[runnable.rule.id] for runnable in rules})


def _run(rules: Sequence[RunnableRule], view: BatchView, is_meant: Callable[[str], bool]) -> Run:
    """Run the rules about some kinds of subjects."""
    made: dict[str, tuple[Subject, ...]] = {}
    run = Run()
    for runnable in rules:
        each = runnable.rule.each
        if is_meant(each):
            if each not in made:
                made[each] = tuple(SUBJECTS[each](view))
            run.judge(runnable, _of_kinds(runnable, made[each]), len(made[each]))
    return run


def _reckoned(
    forms: Sequence[Form],
    parts: Mapping[Source, Part],
    beside: frozenset[int],
    context: Context,
    files: Sequence[FileResult],
    withdrawn: Sequence[Form],
) -> Reckoning:
    if context.roster is None:
        return Reckoning(())
    otherwise = body_key(context.department or ""), context.batch_year
    nil = tuple(nil_returns(files, context.roster, [parts[form.source] for form in forms] or [otherwise]))
    return reckon(context.roster, forms, parts, otherwise, nil, beside, withdrawn)


def _views(whole: BatchView, parts: Mapping[Source, Part], reckoning: Reckoning) -> list[BatchView]:
    """Return the view of every part, in the order in which they first come up; of one that is empty when nothing came."""
    forms: dict[Part, list[Form]] = {}
    for form in whole.counted:
        forms.setdefault(parts[form.source], []).append(form)
    owed: dict[Part, list[Submission]] = {}
    for each in reckoning.submissions:
        owed.setdefault(each.part, []).append(each)
        forms.setdefault(each.part, [])
    forms = forms or {whole.part: []}
    return [
        replace(whole, counted=tuple(members), part=part, submissions=tuple(owed.get(part, ()))) for part, members in forms.items()
    ]


def _of_part(finding: Finding, part: Part, name: str) -> Finding:
    """Return a finding about no file with its part, and the part's name in front where there are several."""
    if finding.file:
        return finding
    return replace(finding, part=part, message=f"{name}：{finding.message}" if name else finding.message)


def _of_kinds(runnable: RunnableRule, subjects: Iterable[Subject]) -> Iterator[Subject]:
    wanted = runnable.rule.applies.forms
    return (each for each in subjects if not wanted or each.form is None or each.form.kind in wanted)
