"""Running the selected rules over the subjects of one form or file: hits, tallies, folding, yielding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from xlperf.rules.facts.view import Subject
from xlperf.rules.finding import Finding
from xlperf.rules.judging.engine import Hit, RunnableRule, broken, hits_of, word
from xlperf.rules.judging.outcome import Outcome, Tally


@dataclass(slots=True)
class Run:
    """The rules of one judgement while they run: counts per rule, and what they hit."""

    counts: dict[str, list[int]] = field(default_factory=dict)
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
        counts = [0] * len(Outcome)
        for subject in subjects:
            try:
                outcome, breaches = runnable.judge(subject)
                if breaches:
                    self.hits.extend(hits_of(runnable, subject, breaches))
            except Exception as problem:
                outcome = Outcome.BROKE
                self.broken.append(broken(runnable, problem, subject))
            counts[outcome] += 1
        counts[Outcome.NOT_APPLICABLE] += max((considered or 1) - sum(counts), 0)
        self.counts[runnable.rule.id] = counts

    def note(self, rule: str, outcome: Outcome) -> None:
        """Count a rule that was not run at all."""
        counts = [0] * len(Outcome)
        counts[outcome] = 1
        self.counts[rule] = counts

    def tally(self) -> Tally:
        """Return the outcomes so far."""
        return Tally({rule: (each[0], each[1], each[2], each[3], each[4], each[5]) for rule, each in self.counts.items()})

    def findings(self) -> tuple[Finding, ...]:
        """Return what was hit, in words: superfluous hits left out, folded rules in one line."""
        findings: list[Finding] = []
        folded: dict[tuple[str, int], list[Hit]] = {}
        for hit in _without_yielding(self.hits):
            if hit.runnable.rule.fold:
                folded.setdefault((hit.runnable.rule.id, id(hit.subject.form)), []).append(hit)
            else:
                findings.append(word(hit))
        for together in folded.values():
            first = together[0]
            details = {**first.details, "n": len(together), "sample": first.field.raw if first.field else ""}
            findings.append(word(Hit(first.runnable, first.subject, first.field, details)))
        return (*findings, *self.broken)


def _without_yielding(hits: Sequence[Hit]) -> list[Hit]:
    """Drop every hit whose rule yields to another that hit the same field (handbook 5.0: one finding per cell and cause)."""
    places = {(hit.runnable.rule.id, _place(hit)) for hit in hits}
    return [hit for hit in hits if not any((other, _place(hit)) in places for other in hit.runnable.rule.yields_to)]


def _place(hit: Hit) -> int | None:
    return id(hit.field) if hit.field else None
