"""How much of a batch is kept: a file with findings without end costs their list, a batch without end the files behind its limit.

Nothing is lost in silence: what is not listed is counted in a finding of the file, and what is not read is refused by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xlperf.errors import RefusedFile
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import MANY_FINDINGS, Remark
from xlperf.intake.limits import Limits
from xlperf.rules import SEVERITIES, Finding


def listed(findings: Sequence[Finding], most: int) -> tuple[Finding, ...]:
    """Return at most so many findings of a file in their order: the worst of every form, then the worst of the rest."""
    if len(findings) <= most:
        return tuple(findings)
    by_weight = sorted(range(len(findings)), key=lambda each: SEVERITIES.index(findings[each].severity))
    seen: set[tuple[str, str]] = set()
    first: list[int] = []
    rest: list[int] = []
    for each in by_weight:
        found = findings[each]
        form = (found.sheet, found.form) if found.sheet else ("", found.rule)
        (rest if form in seen else first).append(each)
        seen.add(form)
    kept = sorted([*first, *rest[: max(0, most - len(first))]])
    return tuple(findings[each] for each in kept)


def too_many(findings: Sequence[Finding], most: int) -> Remark | None:
    """Return the remark on a file whose findings are not all listed, None where they are."""
    kept = listed(findings, most)
    if len(kept) == len(findings):
        return None
    return Remark(MANY_FINDINGS, detail={"count": str(len(findings)), "n": str(len(findings) - len(kept))})


def by_file(findings: Iterable[Finding], most: int) -> Iterable[Finding]:
    """Yield findings in their order, of every file at most as many as are listed."""
    found = tuple(findings)
    counts = Counter(each.file for each in found)
    if all(count <= most for count in counts.values()):
        return found
    of_file: dict[str, list[Finding]] = {}
    for each in found:
        of_file.setdefault(each.file, []).append(each)
    return tuple(finding for each in of_file.values() for finding in listed(each, most))


@dataclass(slots=True)
class BatchFence:
    """What a batch has taken so far, held against what it may take."""

    limits: Limits
    forms: int = 0
    findings: int = 0
    members: int = 0
    characters: int = 0

    def refusal(self, result: FileResult, findings: int) -> RefusedFile | None:
        """Take in what a file brought; return why it is not taken where the batch is full, None where it is."""
        limits = self.limits
        taken = BatchFence(
            limits,
            self.forms + len(result.forms),
            self.findings + findings,
            self.members + len(result.members),
            self.characters + sum(len(field.raw) for form in result.forms for field in form.fields),
        )
        full = [
            f"{what}超过 {most} {counted}"
            for what, counted, count, most in (
                ("表", "张", taken.forms, limits.batch_forms),
                ("问题", "条", taken.findings, limits.batch_findings),
                ("压缩包和邮件里的文件", "个", taken.members, limits.batch_members),
                ("表里的文字", "字", taken.characters, limits.batch_characters),
            )
            if count > most
        ]
        if full:
            return RefusedFile(
                "too_large",
                f"加上这个文件，这一批的{'、'.join(full)}的上限，它没有读入。",
                "请把报送文件分到几个文件夹，分别汇总后再把各汇总表放在一起汇总。",
            )
        self.forms, self.findings, self.members, self.characters = taken.forms, taken.findings, taken.members, taken.characters
        return None
