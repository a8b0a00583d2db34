"""What a last summary says that still holds: what the department accepts by writing 核准, what units explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.money import figure_of
from xlperf.data.names import bare
from xlperf.data.words import APPROVED
from xlperf.forms.file_result import FileResult
from xlperf.rules.facts.words.phrases import phrases
from xlperf.rules.finding import Finding
from xlperf.rules.judging.told_then import says_another
from xlperf.run.results import Batch
from xlperf.run.unit_answers import explained

# The word alone or with a reason set off from it: 同意退回修改 and 核准？ accept nothing.
_ACCEPTED = f"(?:{phrases('before_accepted')})?(?:{phrases('accepted')})"
_YES = lazy_pattern(rf"^\W*{_ACCEPTED}(?:$|[^\w?？])")
_SPREAD = lazy_pattern(r"(核|同|认)\s+(准|意|可)")
_NO = lazy_pattern(r"\s*$|\W*[不未待暂请尚没]")
"""How a text begins that is meant to accept nothing."""
_WORDS = lazy_pattern(rf"{_ACCEPTED}|\W+")


@dataclass(frozen=True, slots=True)
class Approval:
    """What the department wrote into the column 核准, and what stood beside it then.

    Attributes:
        text: as written.
        found, expected, message: 原值, 应为 and 问题 of the finding, as the summary listed them; None where it has no such
            column.
    """

    text: str
    found: str | None = None
    expected: str | None = None
    message: str | None = None

    def holds_for(self, finding: Finding) -> bool:
        """Tell whether what is told is what was accepted: who accepts 0.01 has not accepted 640,000."""
        return self.lapsed(finding) == ""

    def lapsed(self, finding: Finding) -> str:
        """Return what is another now, in words; empty where nothing is."""
        for how, before, now in (("是", self.found, finding.found), ("应为", self.expected, finding.expected)):
            if before is not None and _differ(before, now):
                return f"核准时{how} {before}，现在{how} {now}"
        if says_another(self.message or "", finding):
            return f"核准的是：{self.message}"
        return ""


def with_approvals(batch: Batch, approvals: Mapping[str, Approval]) -> Batch:
    """Return a batch with what the department wrote about its findings; those that it accepts are set aside.

    What must be mended (强制性) is accepted only with a reason behind the word, as in a list of waivers.  What was
    accepted of other figures is not accepted any more, and stands in its column no longer.

    Args:
        batch: what a run found.
        approvals: by fingerprint.
    """
    if not approvals:
        return batch
    return replace(batch, findings=tuple(_decided(each, approvals.get(each.fingerprint)) for each in batch.findings))


def unheard(batch: Batch, approvals: Mapping[str, Approval]) -> Iterator[tuple[Finding, str]]:
    """Yield the findings whose 核准 changes nothing, each with the reason in words."""
    for each in batch.findings:
        approval = approvals.get(each.fingerprint)
        if approval is None or each.because in ("superseded", "waived"):
            continue
        if lapsed := approval.lapsed(each):
            yield each, lapsed
        elif not _NO.match(approval.text) and not accepts(approval.text, each.explainable):
            lacks_reason = accepts(approval.text, True)
            yield each, "必须修改的要在“核准”后面写理由" if lacks_reason else f"“{approval.text}”不是“核准”或“核准：理由”"


def accepts(text: str, is_explainable: bool) -> bool:
    """Tell whether a text in the column 核准 accepts a finding."""
    written = _SPREAD.sub(r"\1\2", text)
    return bool(_YES.match(written)) and (is_explainable or bool(_WORDS.sub("", written)))


def _decided(finding: Finding, approval: Approval | None) -> Finding:
    if approval is None or not approval.holds_for(finding):
        return finding
    text = approval.text
    if finding.because in (None, "explained") and accepts(text, finding.explainable):
        said = f"{APPROVED}：{finding.explanation}" if text == APPROVED and finding.explanation else text
        return replace(finding, approval=text, waived=said, because="waived")
    return replace(finding, approval=text)


def _differ(before: str, now: str) -> bool:
    """Tell whether two texts are two numbers that differ; words may be written anew."""
    one, other = figure_of(before), figure_of(now)
    return one is not None and other is not None and one != other


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """What a unit wrote about a finding, as the last summary lists it, and what stood beside it.

    Attributes:
        text: as written.
        found, message: 原值 and 问题 of the finding; is_open: its 状态 asked for more; place: its rule, file, sheet and cell.
    """

    text: str
    found: str = ""
    message: str = ""
    is_open: bool = False
    place: tuple[str, ...] = ()

    def is_about(self, finding: Finding) -> bool:
        """Tell whether a finding still says what the unit explained."""
        then, now = figure_of(self.found), figure_of(finding.found)
        is_same = then == now if None not in (then, now) else bare(self.found) == bare(finding.found)
        return is_same and not says_another(self.message, finding)


def with_earlier_answers(
    findings: Sequence[Finding], files: Sequence[FileResult], answers: Mapping[str, EarlierAnswer]
) -> tuple[Finding, ...]:
    """Return the findings with what units wrote about them in an earlier round, where their notice did not come back.

    The unit may have deleted it or sent a file of its own, its project by another name; its words hold as long as the finding
    says the same, and are shown as long as it is there.  Where it did come back, old words settle nothing that was open.

    Args:
        findings: of a run.
        files: of that run.
        answers: of the last summary, by fingerprint.
    """
    came_back, known = {file.file for file in files if file.notices}, {each.fingerprint for each in findings}
    by_place = {each.place: each for code, each in answers.items() if each.place and code not in known}

    def now(finding: Finding) -> Finding:
        answer = answers.get(finding.fingerprint) or by_place.get((finding.rule, finding.file, finding.sheet, finding.cell or ""))
        if answer is None:
            return finding
        is_kept = finding.because == "explained" and bare(finding.explanation) == bare(answer.text)
        if is_kept and (answer.is_open or not answer.is_about(finding)):
            return replace(finding, because=None)
        if finding.explanation or finding.file in came_back:
            return finding
        if not answer.is_about(finding):  # beside the same value it is shown all the same
            return replace(finding, explanation=answer.text) if bare(answer.found) == bare(finding.found) else finding
        told = explained(finding, (answer.text,))
        return replace(told, because=finding.because) if answer.is_open else told

    return tuple(map(now, findings))
