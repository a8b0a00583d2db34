"""Running the selected rules over the subjects of one form or file: hits, tallies, folding, yielding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import cast

from xlperf.data.enumeration import named
from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.rules.facts.subjects.subject import Subject
from xlperf.rules.finding import Finding
from xlperf.rules.judging.engine import RunnableRule
from xlperf.rules.judging.hit_wording import Hit, broken, hits_of, word
from xlperf.rules.judging.outcome import Counts, Outcome, Tally


@dataclass(slots=True)
class Run:
    """The rules of one judgement while they run: counts per rule, and what they hit."""

    counts: dict[str, Counts] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)
    broken: list[Finding] = field(default_factory=list)

    def judge(self, runnable: RunnableRule, subjects: Iterable[Subject], considered: int | None = None) -> None:
        """Run one rule on its subjects.

        Args:
            runnable: the rule.
            subjects: what it judges.
            considered: how many subjects there were before the rule's own choice;
                those it did not choose count as not applicable.
        """
        every = subjects if subjects.__class__ is tuple else tuple(subjects)
        if not every:
            self.counts[runnable.rule.id] = (0, 0, considered or 1, 0, 0, 0)
            return
        counts, judge = [0, 0, 0, 0, 0, 0], runnable.judge
        try:
            doubtful: Sequence[Subject] = runnable.screen(every, counts)
        except Exception:  # which subject it was, judging one by one tells
            counts, doubtful = [0, 0, 0, 0, 0, 0], every
        for subject in doubtful:
            try:
                outcome, breaches = judge(subject)
                if breaches:
                    self.hits.extend(hits_of(runnable, subject, breaches))
            except Exception as problem:
                outcome = Outcome.BROKE
                self.broken.append(broken(runnable, problem, subject))
            counts[outcome] += 1
        if len(every) < (considered or 1):
            counts[Outcome.NOT_APPLICABLE] += (considered or 1) - len(every)
        passed, failed, not_applicable, not_enough, unread, broke = counts
        self.counts[runnable.rule.id] = passed, failed, not_applicable, not_enough, unread, broke

    def note(self, outcomes: Mapping[str, Counts]) -> None:
        """Count rules that were not run at all (see ``counted_once``)."""
        self.counts.update(outcomes)

    def tally(self) -> Tally:
        """Return the outcomes so far."""
        return Tally(dict(self.counts))

    def findings(self) -> tuple[Finding, ...]:
        """Return what was hit, in words: superfluous hits left out, what repeats itself in one form folded into one line."""
        findings: list[Finding] = []
        folded: dict[tuple[str, int], list[Hit]] = {}
        hits = _without_yielding(self.hits)
        blank = {id(hit): column for column in _blank_columns(hits) for hit in column}
        for hit in hits:
            if hit.runnable.rule.fold:
                folded.setdefault((hit.runnable.rule.id, id(hit.subject.form)), []).append(hit)
            else:
                findings.append(_of_blank_column(blank[id(hit)]) if id(hit) in blank else word(hit))
        for together in folded.values():
            first = together[0]
            details = {**first.details, "n": len(together), "sample": first.field.raw if first.field else ""}
            found = word(Hit(first.runnable, first.subject, first.field, details))
            findings.append(_with_cells(found, [each.field.cell for each in together if each.field and each.field.cell]))
        of_rows = {hit.runnable.rule.id for hit in self.hits if hit.runnable.rule.each == "row"}
        return (*_fold_many(_without_repeats(findings), of_rows), *self.broken)


_MANY = 3
"""Findings of one rule in one form from which they are folded into one that names all cells; errors stand each for itself."""


_OWN = lazy_pattern(r"“[^”]*”|\d[\d.,]*")
"""What a hint says of its own row: names and figures."""


_NAMED = 40
"""Cells that a folded finding names; a sheet full of numbers stored as text has hundreds."""


def _blank_columns(hits: Sequence[Hit]) -> list[list[Hit]]:
    """Return the errors that ask to fill in one and the same column of a form, where it was left blank from top to bottom."""
    columns: dict[tuple[str, int, str], list[Hit]] = {}
    for hit in hits:
        rule, field, form = hit.runnable.rule, hit.field, hit.subject.form
        if rule.each == "row" and rule.severity == "error" and form and field and field.cell and not field.raw:
            columns.setdefault((rule.id, id(form), field.name.rpartition("/")[2]), []).append(hit)
    return [each for (_, _, column), each in columns.items() if _is_blank(each, column)]


def _is_blank(hits: Sequence[Hit], column: str) -> bool:
    form = hits[0].subject.form
    cells = {hit.field.cell for hit in hits if hit.field}
    return form is not None and len(cells) >= _MANY and not any(row[column].raw for row in form.rows if column in row)


def _of_blank_column(hits: Sequence[Hit]) -> Finding:
    """Return the one finding about a column left blank: one cause, told at its first cell with the range."""
    first = word(hits[0])
    cells = list(dict.fromkeys(hit.field.cell for hit in hits if hit.field))
    return replace(first, message=f"“{first.label}”一栏都没有填写：{cells[0]}:{cells[-1]}，共 {len(cells)} 处。")


def _fold_many(findings: Sequence[Finding], of_rows: Set[str]) -> list[Finding]:
    """Fold what one rule says of many rows of one form into the first of them.

    Hints must say the same but for names and numbers: what is expected of another row, or advice that is another, is told there.
    Warnings must say the very same: what its unit answers to one, or its department accepts, settles no other row.
    """
    together: dict[tuple[str, ...], list[Finding]] = {}
    for each in findings:
        if each.rule in of_rows and each.severity != "error" and each.form and each.cell:
            message = _OWN.sub("", each.message) if each.severity == "info" else f"{each.message}\n{each.found}"
            says = (message, each.suggestion, each.expected)
            together.setdefault((each.rule, each.severity, each.file, each.sheet, each.form, *says), []).append(each)
    firsts = {id(group[0]): group for group in together.values() if len(group) >= _MANY}
    rest = {id(each) for group in firsts.values() for each in group[1:]}
    return [
        _with_cells(each, [one.cell for one in firsts[id(each)]], "同样的还有") if id(each) in firsts else each
        for each in findings
        if id(each) not in rest
    ]


def _with_cells(finding: Finding, cells: Sequence[str], say: str = "") -> Finding:
    """Return a folded finding whose message names every cell; with ``say`` only those beside its own."""
    told = list(dict.fromkeys(cells))
    if say:
        told = [each for each in told if each != finding.cell]
    if len(told) < (1 if say else 2):
        return finding
    message = finding.message.removesuffix("。")
    where = named(told, most=_NAMED)
    return replace(finding, message=f"{message}。{say} {len(told)} 处：{where}。" if say else f"{message}：{where}。")


def _without_repeats(findings: Sequence[Finding]) -> list[Finding]:
    """Keep one of several findings that say the same of one cell: a merged cell stands in many rows and is wrong once."""
    seen: set[tuple[str, ...]] = set()
    kept: list[Finding] = []
    for each in findings:
        key = (each.rule, each.file, each.sheet, each.cell, each.message)
        if not each.cell or key not in seen:
            seen.add(key)
            kept.append(each)
    return kept


def counted_once(outcome: Outcome) -> Counts:
    """Return the counts of a rule with one outcome."""
    return cast("Counts", tuple(int(each is outcome) for each in Outcome))


def _without_yielding(hits: Sequence[Hit]) -> list[Hit]:
    """Drop every hit whose rule yields to another that hit the same field, or has told the same cause elsewhere (handbook 5.0).

    What yields itself makes nothing else superfluous, or of two that tell one cause none would be left.
    """
    places = {(hit.runnable.rule.id, _place(hit)) for hit in hits}
    kept = [hit for hit in hits if not any((other, _place(hit)) in places for other in hit.runnable.rule.yields_to)]
    in_form: dict[int, set[str]] = {}
    for hit in kept:
        in_form.setdefault(id(hit.subject.form), set()).add(hit.runnable.rule.id)
    return [hit for hit in kept if not hit.runnable.is_told_by(in_form[id(hit.subject.form)], hit.subject, hit.details)]


def _place(hit: Hit) -> int | None:
    return id(hit.field) if hit.field else None
