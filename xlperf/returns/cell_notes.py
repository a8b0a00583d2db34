"""What the comment on a cell says of its findings."""

from __future__ import annotations

from collections.abc import Iterable

from xlperf.book.cell_text import fit_for_cell
from xlperf.data.words import DEMANDS, SEVERITY_NAMES
from xlperf.returns.comments_part import Paragraph
from xlperf.rules.finding import Finding

_LIMIT = 4_000
"""UTF-16 units of one finding: nobody reads more in a comment, and the sheet of notices has the whole."""


def paragraphs_of(findings: Iterable[Finding]) -> tuple[Paragraph, ...]:
    """Return one paragraph a finding: severity, rule and title; what is wrong; what to type instead."""
    return tuple(
        Paragraph(
            f"{SEVERITY_NAMES[each.severity]}（{DEMANDS[each.severity]}） {each.rule} {each.title}",
            fit_for_cell(each.message + (f"\n建议：{each.suggestion}" if each.suggestion else ""), _LIMIT),
        )
        for each in findings
    )
