"""What the department accepts by writing 核准 beside a finding of its last summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.money import figure_of
from xlperf.data.words import APPROVED
from xlperf.rules.facts.words.phrases import phrases
from xlperf.rules.finding import Finding
from xlperf.rules.judging.told_then import says_another
from xlperf.run.results import Batch

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

