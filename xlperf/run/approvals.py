"""What the department accepts by writing 核准 beside a finding of its last summary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from xlperf.data.words import APPROVED
from xlperf.rules.finding import Finding
from xlperf.run.results import Batch

# The word alone or with a reason set off from it: 同意退回修改 and 核准？ accept nothing.
_YES = re.compile(r"^\W*(?:已|予以)?(?:核准|同意|认可)(?:$|[^\w?？])")
_WORDS = re.compile(r"(?:已|予以)?(?:核准|同意|认可)|\W+")


def with_approvals(batch: Batch, approvals: Mapping[str, str]) -> Batch:
    """Return a batch with what the department wrote about its findings; those that it accepts are set aside.

    What must be mended (强制性) is accepted only with a reason behind the word, as in a list of waivers.

    Args:
        batch: what a run found.
        approvals: the texts of the column 核准 by fingerprint.
    """
    if not approvals:
        return batch
    findings = tuple(_decided(each, approvals.get(each.fingerprint, "")) for each in batch.findings)
    return replace(batch, findings=findings)


def accepts(text: str, is_explainable: bool) -> bool:
    """Tell whether a text in the column 核准 accepts a finding."""
    return bool(_YES.match(text)) and (is_explainable or bool(_WORDS.sub("", text)))


def _decided(finding: Finding, text: str) -> Finding:
    if finding.because in (None, "explained") and accepts(text, finding.explainable):
        said = f"{APPROVED}：{finding.explanation}" if text == APPROVED and finding.explanation else text
        return replace(finding, approval=text, waived=said, because="waived")
    return replace(finding, approval=text)
