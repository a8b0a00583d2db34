"""What stands of a run: which forms count, which findings are open, which files are missing.

Exit code, last line, verdicts, 校验结果, 分类统计, mail and return copies all read this one value, so that none of
them can see it otherwise.  A form that another version replaces counts for nothing, nor does what was found in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xlperf.data.words import PASSED, RETURN, REVIEW, VERDICTS, Severity, Verdict
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Source
from xlperf.rules.finding import Because, Finding

_Place = tuple[str, str, str]
"""File, sheet and range of a form, as a finding names it; sheet and range are empty for a whole file."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of a run, worked out once.

    Attributes:
        findings: those that stand, in their order.
        aside: how many findings do not stand, by the reason.
        refused: files that could not be read, of identical ones only the first.
    """

    findings: tuple[Finding, ...]
    aside: Mapping[Because, int]
    refused: tuple[FileResult, ...]
    _by_place: Mapping[_Place, Counter[Severity]] = field(repr=False)
    _verdicts: Mapping[_Place, Verdict] = field(repr=False)

    def count(self, severity: Severity) -> int:
        """Return how many findings of a severity stand."""
        return sum(each.severity == severity for each in self.findings)

    @property
    def errors(self) -> int:
        """Errors that stand."""
        return self.count("error")

    @property
    def warnings(self) -> int:
        """Warnings that stand."""
        return self.count("warning")

    @property
    def failed(self) -> bool:
        """True when a run must end with 1: an error stands, or a file could not be read."""
        return bool(self.errors or self.refused)

    def of_form(self, source: Source) -> Counter[Severity]:
        """Return how many findings about a form stand, by severity."""
        return self._by_place.get((source.file, source.sheet, source.range), Counter())

    def verdict(self, source: Source) -> Verdict:
        """Return 退回 for a form with an error that its unit must mend, 需核对 with another error or a warning, else 通过."""
        found = (self._verdicts.get(place, PASSED) for place in ((source.file, "", ""), (source.file, source.sheet, source.range)))
        return max(found, key=VERDICTS.index)


def standing_of(findings: Sequence[Finding], files: Sequence[FileResult], copies: Mapping[str, str]) -> Standing:
    """Return what stands of a run.

    Args:
        findings: all of them, set aside where they do not stand.
        files: every file; copies: those that are identical to another one.
    """
    standing = tuple(each for each in findings if each.stands)
    by_place: dict[_Place, Counter[Severity]] = {}
    verdicts: dict[_Place, Verdict] = {}
    for each in standing:
        place = (each.file, each.sheet, each.form)
        by_place.setdefault(place, Counter())[each.severity] += 1
        verdict: Verdict = PASSED
        if each.severity != "info":
            verdict = RETURN if each.severity == "error" and each.is_for_unit else REVIEW
        verdicts[place] = max(verdicts.get(place, PASSED), verdict, key=VERDICTS.index)
    aside: Counter[Because] = Counter(each.because for each in findings if each.because is not None)
    refused = tuple(each for each in files if each.fate == "refused" and each.file not in copies)
    return Standing(standing, aside, refused, by_place, verdicts)


def with_superseded(
    findings: Iterable[Finding], files: Sequence[FileResult], superseded: Mapping[Source, Source], copies: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Set aside what was found in forms that another version replaces, and in files all of whose forms are replaced."""
    places = {(each.file, each.sheet, each.range) for each in superseded}
    gone = set(copies)
    gone.update(each.file for each in files if each.forms and all(form.source in superseded for form in each.forms))
    return tuple(replace(each, because="superseded") if _is_gone(each, places, gone) else each for each in findings)


def _is_gone(finding: Finding, places: set[_Place], files: set[str]) -> bool:
    return (finding.file, finding.sheet, finding.form) in places if finding.form else finding.file in files
