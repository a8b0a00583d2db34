"""Which findings the waivers (豁免) of a department cover, and the waivers themselves as subjects of rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from xlperf.data.names import same_body, same_file, same_project
from xlperf.lists.waivers import Waiver, Waivers
from xlperf.rules.facts.view import Facts, Subject
from xlperf.rules.finding import Finding


def covers(waiver: Waiver, finding: Finding) -> bool:
    """Tell whether a finding is the one that a waiver was written for."""
    return (
        finding.rule == waiver.rule
        and (not waiver.project or same_project(waiver.project, finding.project))
        and (not waiver.unit or same_body(waiver.unit, finding.unit))
        and (not waiver.file or same_file(waiver.file, finding.file))
        and (not waiver.cell or waiver.cell == finding.cell)
    )


def waive(findings: Sequence[Finding], waivers: Waivers, today: date | None) -> tuple[tuple[Finding, ...], tuple[int, ...]]:
    """Mark the findings that are waived.

    Returns:
        All findings in their order, and how many each waiver covered.
    """
    used = [0] * len(waivers.entries)
    marked = []
    for finding in findings:
        for index, waiver in enumerate(waivers.entries):
            if covers(waiver, finding) and not waiver.expired(today):
                used[index] += 1
                finding = replace(finding, waived=waiver.mark, because=finding.because or "waived")
                break
        marked.append(finding)
    return tuple(marked), tuple(used)


def waiver_subjects(waivers: Waivers, used: Sequence[int], today: date | None) -> Iterator[Subject]:
    """Yield every waiver as a subject of the rules about waivers."""
    for waiver, times in zip(waivers.entries, used, strict=True):
        facts: Facts = {
            "rule": waiver.rule,
            "project": waiver.project or waiver.file or waiver.unit,
            "unit": waiver.unit,
            "reason": waiver.reason,
            "by": waiver.by,
            "expired": waiver.expired(today),
            "used": times,
        }
        if waiver.until:
            facts["until"] = waiver.until
        yield Subject(facts, {}, waivers.file)
