"""What a run over a folder found: the one value that summary and cli are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from xlperf.data.words import Verdict
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form, Source
from xlperf.rules.facts.form_scores import FormScores
from xlperf.rules.facts.scoring_settings import ScoringSettings
from xlperf.rules.finding import Finding
from xlperf.rules.judging.batch_parts import Part
from xlperf.rules.judging.outcome import Tally
from xlperf.rules.judging.submissions import Submission
from xlperf.rules.judging.year_on_year import YearChange
from xlperf.run.manifest import Manifest
from xlperf.run.standing import Standing, standing_of
from xlperf.run.unit_answers import Mended


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Files of the folder that a batch does not list, since all their forms are in other summaries, which list them.

    Attributes:
        files: how many; forms: how many stand in them.
        titles: of those summaries, in the order in which they first come up.
    """

    files: int = 0
    forms: int = 0
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything a run found, in a fixed order.

    Attributes:
        files: every file of the folder, by path; those of ``elsewhere`` left out.
        findings: what people are told, what the batch as a whole showed included, worst first.
        counted: the forms that enter the totals, by file, sheet and row.
        superseded: forms that are left out of the totals because another version
            of the same project is counted, each with the source that is.
        department, year: of the title; empty and None where the forms give none.
        tally: how many checks were due, ran and could not, rule by rule.
        scores: the recomputed scores of every self-evaluation, superseded ones included.
        scoring: how they were recomputed; None when nothing was judged.
        submissions: what every unit owes and has handed in, part by part; None without a roster.
        parts: the department and year of every form, as the rules saw them; empty when nothing was judged.
        reasons: why another version is counted, by the form that is left out.
        copies: files that are identical to another one -> that one, which is kept.
        recorded: findings about which nobody has to do anything: they go into the JSON record only.
        mended: findings of an earlier round that are gone (已改正).
        year_changes: this year's projects beside last year's; empty without last year's.
        manifest: what it was made with; None when nothing was judged.
        elsewhere: the files that only other summaries of the same folder list.
        standing: what of all this stands: the one value that is asked for verdicts, counts and exit codes.
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
    submissions: tuple[Submission, ...] | None = None
    reasons: Mapping[Source, str] = field(default_factory=dict)
    copies: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[Source, Part] = field(default_factory=dict)
    year_changes: tuple[YearChange, ...] = ()
    mended: tuple[Mended, ...] = ()
    recorded: tuple[Finding, ...] = ()
    manifest: Manifest | None = None
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    standing: Standing = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "standing", standing_of(self.findings, self.files, self.copies))

    def verdicts(self, sources: Iterable[Source]) -> dict[Source, Verdict]:
        """Return the verdict of each source."""
        return {each: self.standing.verdict(each) for each in sources}
