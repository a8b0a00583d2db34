"""The rule book: rules compiled once a process, ready to judge forms, files and batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Field, Form, Source
from xlperf.lists.waivers import Waivers
from xlperf.rules.context import Context
from xlperf.rules.facts.form_scores import FormScores
from xlperf.rules.facts.reviewing import add_reviewed_facts
from xlperf.rules.facts.score_facts import add_score_facts
from xlperf.rules.facts.scores import score_form
from xlperf.rules.facts.subjects.field_subjects import noted_subjects
from xlperf.rules.facts.subjects.file_view import file_subject, remark_subjects
from xlperf.rules.facts.subjects.form_view import FormView
from xlperf.rules.facts.subjects.subject import Subject
from xlperf.rules.facts.words.phrases import put_in_force
from xlperf.rules.finding import Finding
from xlperf.rules.judging.batch_rules import judge_batch
from xlperf.rules.judging.engine import RunnableRule
from xlperf.rules.judging.outcome import BatchJudgement, Counts, Judgement, Outcome
from xlperf.rules.judging.pairs import declared_operators
from xlperf.rules.judging.rule_run import Run, counted_once
from xlperf.rules.judging.waiving import waive, waiver_subjects
from xlperf.rules.ruleset.rule import Rule, Stage
from xlperf.rules.ruleset.rule_changes import RuleChanges, with_changes
from xlperf.rules.ruleset.rule_files import RuleSet, read_rule_set
from xlperf.rules.versions.declared import declarations_of
from xlperf.rules.versions.versions import choose_versions


@dataclass(frozen=True, slots=True)
class _Selection:
    """The rules that concern one sort of form.

    ``idle`` are the outcomes of those that do not concern it, and of those that might, were
    the year of the form known.
    """

    rules: tuple[RunnableRule, ...]
    idle: Mapping[str, Counts]


class RuleBook:
    """All rules of a run; build it with ``load_rule_book``.

    Args:
        rule_set: the rules, overlays applied.
    """

    def __init__(self, rule_set: RuleSet) -> None:
        self.rule_set = rule_set
        self._compiled: dict[int, RunnableRule] = {}
        self._selections: dict[tuple[str, str | None, str], _Selection] = {}
        self._by_category = {each: rule_set.for_category(each) for each in ("", *rule_set.changes)}
        self._by_stage: dict[Stage, tuple[RunnableRule, ...]] = {}

    def runnable(self, rule: Rule) -> RunnableRule:
        """Return a rule of the set, compiled; once for all categories that do not change it."""
        found = self._compiled.get(id(rule))
        if found is None:
            found = self._compiled[id(rule)] = RunnableRule(rule, self.rule_set.vocabulary)
        return found

    def rules(self, stage: Stage) -> tuple[RunnableRule, ...]:
        """Return the rules of a stage that are switched on, as they are without a category."""
        if stage not in self._by_stage:
            chosen = (each for each in self.rule_set.rules if each.stage == stage and not each.off)
            self._by_stage[stage] = tuple(self.runnable(each) for each in chosen)
        return self._by_stage[stage]

    def judge_form(self, form: Form, context: Context, declaration: Form | None = None) -> Judgement:
        """Judge one form by all rules that need nothing but the form.

        Args:
            form: a declaration or a self-evaluation.
            context: the circumstances of the run.
            declaration: of a self-evaluation, where it is in the batch: it lends the
                项目类别 and the operators that the self-evaluation leaves out.

        Returns:
            The findings in the order of the rules, the outcome of every rule, and the
            scores of a self-evaluation.
        """
        put_in_force(self.rule_set.vocabulary.phrases, self.rule_set.vocabulary.tables)
        view = FormView(form, context, self.rule_set.vocabulary)
        scores = self._scores(view, declaration) if form.kind == "self_evaluation" else None
        add_reviewed_facts(view, self.rule_set.vocabulary, self.rule_set.scoring)
        facts = view.head.facts
        chosen = self._selection(form.kind, facts.get("regime"), str(facts.get("category", "")))
        run = Run()
        for runnable in chosen.rules:
            each = runnable.rule.each
            if each == "form":
                run.judge(runnable, (view.head,))
            elif each == "row":
                applies = runnable.rule.applies
                rows = view.rows_of(applies.level1, applies.level2, applies.targets, applies.blocks)
                run.judge(runnable, rows, view.count_of(applies.blocks))
            else:
                run.judge(runnable, view.fields(runnable.rule.applies.fields, runnable.rule.applies.notes))
        run.note(chosen.idle)
        return Judgement(run.findings(), run.tally(), scores)

    def _scores(self, view: FormView, declaration: Form | None) -> FormScores:
        """Recompute the scores of a self-evaluation once, for its rules and for the summary."""
        settings = self.rule_set.scoring
        scores = score_form(view.form, settings, declared_operators(declaration) if declaration else None)
        category = self.rule_set.vocabulary.category(declaration.text("/category")) if declaration else ""
        add_score_facts(view, scores, settings, category)
        return scores

    def declarations(self, files: Sequence[FileResult], context: Context) -> Mapping[Source, Form]:
        """Return the declaration of every self-evaluation whose declaration is in the batch, by the source of the former."""
        return declarations_of(choose_versions(files, context.keep_every_version, context.versions))

    def judge_file(self, file: FileResult, _context: Context) -> Judgement:
        """Judge one file: what became of it, what its reader remarked, how its fields were written.

        Args:
            file: the file, read or refused, with its forms.

        Returns:
            The findings, and the outcome of every rule about files; nothing for a file
            that was passed over by rule.
        """
        run = Run()
        if file.fate == "passed_over":
            return Judgement((), run.tally())
        whole, remarks = file_subject(file), tuple(remark_subjects(file))
        noted = [(form, [each for each in form.fields if each.notes]) for form in file.forms]
        for runnable in self.rules("file"):
            applies = runnable.rule.applies
            if runnable.rule.each == "file":
                run.judge(runnable, (whole,))
            elif runnable.rule.each == "remark":
                run.judge(runnable, (each for each in remarks if each.facts["remark"] in applies.remarks), len(remarks))
            else:
                run.judge(runnable, _fields_for(runnable.rule, noted))
        return Judgement(run.findings(), run.tally())

    def judge_batch(self, files: Sequence[FileResult], context: Context) -> BatchJudgement:
        """Judge what only shows between files: versions, copies, rosters, sums.

        Args:
            files: every file of the run, in the order of their paths.
            context: the circumstances of the run.

        Returns:
            The findings, and which forms enter the totals.
        """
        put_in_force(self.rule_set.vocabulary.phrases, self.rule_set.vocabulary.tables)
        return judge_batch(self.rules("batch"), files, context, self.rule_set.scoring)

    def apply_waivers(self, findings: Sequence[Finding], waivers: Waivers, context: Context) -> Judgement:
        """Mark the findings that the department accepts, and judge the waivers themselves.

        Args:
            findings: all findings of the run.
            waivers: the waivers of the folder.
            context: ``today`` decides what has expired.

        Returns:
            The findings in their order, waived ones marked, and behind them those about
            the waivers (expired, unused); the tally counts the rules about waivers.
        """
        marked, used = waive(findings, waivers, context.today)
        run = Run()
        for runnable in self.rules("waiver"):
            run.judge(runnable, waiver_subjects(waivers, used, context.today, marked))
        return Judgement((*marked, *run.findings()), run.tally())

    def judge_round(self, answers: Sequence[Subject], returned: Sequence[Subject]) -> Judgement:
        """Judge what came back from the units: answers that fit no finding, and files that were returned to them."""
        run = Run()
        for runnable in self.rules("round"):
            run.judge(runnable, answers if runnable.rule.each == "answer" else returned)
        return Judgement(run.findings(), run.tally())

    def _selection(self, kind: str, regime: str | None, category: str) -> _Selection:
        known = category if category in self.rule_set.changes else ""
        key = (kind, regime, known)
        if key not in self._selections:
            self._selections[key] = self._select(kind, regime, known)
        return self._selections[key]

    def _select(self, kind: str, regime: str | None, category: str) -> _Selection:
        chosen: list[RunnableRule] = []
        idle: list[str] = []
        undecided: list[str] = []
        for rule in self._by_category[category]:
            if rule.stage != "form":
                continue
            applies = rule.applies
            if (
                rule.off
                or (applies.forms and kind not in applies.forms)
                or (applies.regimes and regime and regime not in applies.regimes)
            ):
                idle.append(rule.id)
            elif applies.regimes and not regime:
                undecided.append(rule.id)
            else:
                chosen.append(self.runnable(rule))
        not_run = {
            **dict.fromkeys(idle, counted_once(Outcome.NOT_APPLICABLE)),
            **dict.fromkeys(undecided, counted_once(Outcome.NOT_ENOUGH_DATA)),
        }
        return _Selection(tuple(chosen), not_run)


def _fields_for(rule: Rule, noted: Iterable[tuple[Form, Sequence[Field]]]) -> Iterator[Subject]:
    for form, fields in noted:
        yield from noted_subjects(form, fields, rule.applies.fields, rule.applies.notes)


@cache
def _load(extra: tuple[Path, ...], changes: RuleChanges, templates: tuple[Path, ...]) -> RuleBook:
    return RuleBook(with_changes(read_rule_set(extra, templates), changes))


def load_rule_book(extra: Sequence[Path] = (), changes: RuleChanges | None = None, templates: Sequence[Path] = ()) -> RuleBook:
    """Return the rule book, read and compiled once a process.

    Args:
        extra: files or folders with a department's overlays (``--rules``).
        changes: what the department's settings change, over all overlays.
        templates: folders that may hold level names of the department's own (``--templates``).

    Raises:
        RuleSetError: an overlay is not sound; the message names file and line.
    """
    return _load(tuple(extra), changes or RuleChanges(), tuple(templates))
