"""Which workbooks go back to their units, and with which findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xlperf.forms.file_result import FileResult
from xlperf.rules.finding import SEVERITIES, Finding, Severity
from xlperf.run.results import Batch
from xlperf.summary.tables.finding_units import FindingUnits


@dataclass(frozen=True, slots=True)
class ReturnRequest:
    """What a department asks for.

    Attributes:
        level: the least severity for which a workbook goes back.
        deadline: until when it must be mended; None when nothing is said.
    """

    level: Severity = "error"
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """One file that goes back, with what its unit is told.

    Attributes:
        result: the file as it was read or refused.
        findings: worst first; hints only where a department returns files for them.
        explained: findings that the unit explained in an earlier round: listed again, so that its words stay in the file.
        known_unit: whose file it is when it names no unit itself, as 校验结果 says it; empty where nobody can tell.
    """

    result: FileResult
    findings: tuple[Finding, ...]
    explained: tuple[Finding, ...] = ()
    known_unit: str = ""

    def count(self, *severities: Severity) -> int:
        """Return how many findings are of one of these severities."""
        return sum(each.severity in severities for each in self.findings)

    @property
    def units(self) -> str:
        """The units that the file names, each once, in its order; of a file that names none, whose it is."""
        named = [form.text("/unit") for form in self.result.forms] or [each.unit for each in self.findings]
        return "、".join(dict.fromkeys(each for each in named if each)) or self.known_unit


def returned_files(batch: Batch, level: Severity = "error") -> tuple[Returned, ...]:
    """Return the files that go back, in the order of the batch.

    What does not stand counts for nothing, nor do those that the department itself must mend.
    Findings of the batch as a whole stand in no file.

    Args:
        level: the least severity for which a file goes back; a copy carries warnings in any case.
    """
    deciding = SEVERITIES[: SEVERITIES.index(level) + 1]
    told = SEVERITIES if level == "info" else SEVERITIES[:2]
    by_file: dict[str, list[Finding]] = {}
    for each in batch.standing.findings:
        if each.severity in told and each.is_for_unit:
            by_file.setdefault(each.file, []).append(each.for_its_unit())
    explained: dict[str, list[Finding]] = {}
    for each in batch.findings:
        if each.because == "explained" and each.is_for_unit:
            explained.setdefault(each.file, []).append(each.for_its_unit())
    units = FindingUnits(batch)
    return tuple(
        Returned(result, tuple(found), tuple(explained.get(result.file, ())), units.of(found[0]))
        for result in batch.files
        for found in [by_file.get(result.file, [])]
        if any(each.severity in deciding for each in found)
    )
