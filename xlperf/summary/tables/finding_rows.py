"""In which order the 校验结果 lists findings, and on which row those of a form begin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xlperf.book.links import internal
from xlperf.book.sheet_writer import HEADER_ROW
from xlperf.data.words import APPROVED
from xlperf.forms.form import Source
from xlperf.rules.finding import SEVERITIES, Finding
from xlperf.run.results import Batch

NAME = "校验结果"
ASIDE_HEADER = "不计的原因"
STATE_HEADER, APPROVAL_HEADER = "状态", APPROVED
"""How far a finding is settled, and the column into which the department writes 核准; the next run reads it."""

HANDLED_HEADER = "处理情况"
"""The column in which the clerk ticks off or notes what was done; it is carried over from summary to summary."""

WHOLE_FILE = "打开"
"""Stands in place of a cell where a finding is about a whole file."""


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return errors first, then warnings, then hints, those set aside behind their like; those of old versions last."""
    return sorted(findings, key=lambda each: (each.because == "superseded", SEVERITIES.index(each.severity), not each.stands))


@dataclass(frozen=True, slots=True)
class FindingRows:
    """First row (1-based) of the findings about a form, or about a file as a whole, by file, sheet and range."""

    first: Mapping[tuple[str, str, str], int]

    def address(self, source: Source) -> str | None:
        """Return the address of the worst finding about a form, or else about its file; None when there is none."""
        rows = (self.first.get(place) for place in ((source.file, source.sheet, source.range), (source.file, "", "")))
        row = min((each for each in rows if each), default=None)
        return internal(NAME, f"A{row}") if row else None


def finding_rows(batch: Batch) -> FindingRows:
    """Return where the findings of each form and file begin on the 校验结果."""
    first: dict[tuple[str, str, str], int] = {}
    for row, each in enumerate(in_order(batch.findings), HEADER_ROW + 2):
        first.setdefault((each.file, each.sheet, each.form), row)
    return FindingRows(first)
