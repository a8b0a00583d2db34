"""Which findings the waivers (豁免) of a department cover, and the waivers themselves as subjects of rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from xlperf.data.enumeration import named
from xlperf.data.names import body_key, is_slip, lasting_name, same_body, same_file, same_project, without_project_end
from xlperf.data.unit_twins import may_be_one
from xlperf.lists.waivers import Waiver, Waivers
from xlperf.rules.facts.subjects.subject import Facts, Subject
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


def may_be_meant(waiver: Waiver, finding: Finding) -> bool:
    """Tell whether a finding may be the one that a waiver was written for: a name is mistyped or shortened."""
    if finding.rule != waiver.rule or finding.because is not None:
        return False
    likened = replace(
        waiver,
        project=finding.project if _is_near_project(waiver.project, finding.project) else waiver.project,
        unit=finding.unit if waiver.unit and may_be_one(body_key(waiver.unit), body_key(finding.unit)) else waiver.unit,
    )
    return covers(likened, finding)


def _is_near_project(name: str, other: str) -> bool:
    if not name or not other:
        return False
    one, two = (without_project_end(lasting_name(each)) for each in (name, other))
    return one == two or is_slip(one, two)


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


def waiver_subjects(
    waivers: Waivers, used: Sequence[int], today: date | None, findings: Sequence[Finding] = ()
) -> Iterator[Subject]:
    """Yield every waiver as a subject of the rules about waivers.

    Args:
        waivers: of the folder.
        used: how many findings each covers.
        today: the day on which they are looked at.
        findings: all of the run, of which one that covers none may have meant one.
    """
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
        meant = () if times else dict.fromkeys((each.unit, each.project) for each in findings if may_be_meant(waiver, each))
        if meant:
            facts["perhaps"] = named([" / ".join(filter(None, each)) for each in meant], "个")
        yield Subject(facts, {}, waivers.file)
