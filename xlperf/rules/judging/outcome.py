"""What became of every check: six outcomes, counted per rule, added up over a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType

from xlperf.data.words import PASSED
from xlperf.forms.form import Source
from xlperf.rules.facts.form_scores import FormScores
from xlperf.rules.finding import Finding
from xlperf.rules.judging.batch_parts import Part
from xlperf.rules.judging.submissions import Submission
from xlperf.rules.judging.year_on_year import YearChange


class Outcome(IntEnum):
    """What became of one rule on one subject (a form, a row, a field, a file …)."""

    PASSED = 0
    FAILED = 1
    NOT_APPLICABLE = 2
    """The rule does not concern this subject."""
    NOT_ENOUGH_DATA = 3
    """A field the rule needs is blank."""
    COULD_NOT_READ = 4
    """A field the rule needs holds something that could not be read."""
    BROKE = 5
    """The rule itself raised an error."""


OUTCOME_NAMES = MappingProxyType(
    {
        Outcome.PASSED: PASSED,
        Outcome.FAILED: "不通过",
        Outcome.NOT_APPLICABLE: "不适用",
        Outcome.NOT_ENOUGH_DATA: "数据不足",
        Outcome.COULD_NOT_READ: "无法读取",
        Outcome.BROKE: "规则出错",
    }
)

Counts = tuple[int, int, int, int, int, int]
"""How often each outcome occurred, in the order of ``Outcome``."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Outcomes per rule id, in the order of the rule files.

    A rule that never ran never counts as passed: what was due is the sum of all
    outcomes but 不适用, what was done is passed + failed.
    """

    counts: Mapping[str, Counts] = field(default_factory=dict)

    @property
    def due(self) -> int:
        """应查: checks that concerned something."""
        return sum(sum(each) - each[Outcome.NOT_APPLICABLE] for each in self.counts.values())

    @property
    def done(self) -> int:
        """已查: checks that came to an answer."""
        return sum(each[Outcome.PASSED] + each[Outcome.FAILED] for each in self.counts.values())

    @property
    def undone(self) -> int:
        """未能查: checks that were due but came to no answer."""
        return self.due - self.done


class TallySum:
    """Tallies added up rule by rule, in the order in which the rules first appear."""

    def __init__(self) -> None:
        self._counts: dict[str, Counts] = {}

    def add(self, tally: Tally) -> None:
        """Add one."""
        sums = self._counts
        for rule, counts in tally.counts.items():
            held = sums.get(rule)
            if held is None:
                sums[rule] = counts
                continue
            a, b, c, d, e, f = held  # written out: a file has a hundred rules, a batch thousands of files
            u, v, w, x, y, z = counts
            sums[rule] = a + u, b + v, c + w, d + x, e + y, f + z

    def so_far(self) -> Tally:
        """Return the sum."""
        return Tally(dict(self._counts))


def merge_tallies(tallies: Iterable[Tally]) -> Tally:
    """Add tallies up, rule by rule; rules keep the order in which they first appear."""
    sums = TallySum()
    for tally in tallies:
        sums.add(tally)
    return sums.so_far()


def without_failed(tally: Tally, rule: str, count: int) -> Tally:
    """Return a tally in which some failures of a rule turned out to concern nothing."""
    counts = list(tally.counts.get(rule, (0,) * len(Outcome)))
    moved = min(count, counts[Outcome.FAILED])
    if not moved:
        return tally
    counts[Outcome.FAILED] -= moved
    counts[Outcome.NOT_APPLICABLE] += moved
    return Tally({**tally.counts, rule: (counts[0], counts[1], counts[2], counts[3], counts[4], counts[5])})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules found in one form or one file, and how many checks ran.

    ``scores`` are the recomputed scores of a self-evaluation, None for anything else.
    """

    findings: tuple[Finding, ...]
    tally: Tally
    scores: FormScores | None = None


@dataclass(frozen=True, slots=True)
class BatchJudgement:
    """What the rules found between the files, and which forms count.

    Attributes:
        findings: faults and hints of the batch.
        tally: outcomes of the rules of the batch.
        counted: sources of the forms that enter the totals, by file, sheet and row.
        superseded: forms that do not, each with the source that is counted instead.
        reasons: why that one is counted instead.
        copies: files that are left aside, each with the identical one that is kept.
        parts: the department and year of every form.
        submissions: what every unit owes and has handed in, part by part; None without a roster.
        year_changes: this year's projects beside last year's; empty without last year's.
    """

    findings: tuple[Finding, ...]
    tally: Tally
    counted: tuple[Source, ...]
    superseded: Mapping[Source, Source]
    reasons: Mapping[Source, str] = field(default_factory=dict)
    copies: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[Source, Part] = field(default_factory=dict)
    submissions: tuple[Submission, ...] | None = None
    year_changes: tuple[YearChange, ...] = ()
