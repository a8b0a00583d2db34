"""What a run over a folder found: the one value that summary and cli are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from xlperf.data.words import Severity, Verdict, verdict_of
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form, Source
from xlperf.lists.roster import Roster
from xlperf.rules.facts.scores import FormScores
from xlperf.rules.facts.scoring_settings import ScoringSettings
from xlperf.rules.finding import Finding
from xlperf.rules.judging.outcome import Tally


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything a run found, in a fixed order.

    Attributes:
        files: every file of the folder, by path.
        findings: all findings, those of the batch included, worst first.
        counted: the forms that enter the totals, by file, sheet and row.
        superseded: forms that are left out of the totals because another version
            of the same project is counted, each with the source that is.
        department, year: of the title; empty and None where the forms give none.
        tally: how many checks were due, ran and could not, rule by rule.
        scores: the recomputed scores of every self-evaluation, superseded ones included.
        scoring: how they were recomputed; None when nothing was judged.
        roster: which units owe which projects, when one was given.
    """

    files: tuple[FileResult, ...]
    findings: tuple[Finding, ...]
    counted: tuple[Form, ...]
    superseded: Mapping[Source, Source] = field(default_factory=dict)
    department: str = ""
    year: int | None = None
    tally: Tally = field(default_factory=Tally)
    scores: Mapping[Source, FormScores] = field(default_factory=dict)
    scoring: ScoringSettings | None = None
    roster: Roster | None = None

    def verdict(self, source: Source) -> Verdict:
        """Return 退回 for a form with an error that is not waived, 需核对 with a warning, else 通过."""
        return self.verdicts((source,))[source]

    def verdicts(self, sources: Iterable[Source]) -> dict[Source, Verdict]:
        """Return the verdict of each source, looking through the findings once."""
        severities: dict[tuple[str, str, str], set[Severity]] = {}
        for each in self.findings:
            if not each.waived:
                severities.setdefault((each.file, each.sheet, each.form), set()).add(each.severity)
        nothing: set[Severity] = set()
        return {
            source: verdict_of(
                severities.get((source.file, "", ""), nothing) | severities.get((source.file, source.sheet, source.range), nothing)
            )
            for source in sources
        }
