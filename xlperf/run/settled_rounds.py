"""Workbooks that came back unchanged, of which all is settled by now: waived, approved, or explained in an earlier round."""

from __future__ import annotations

from dataclasses import replace

from xlperf.rules.judging.outcome import without_failed
from xlperf.run.results import Batch
from xlperf.run.unit_answers import counted_of

UNCHANGED_RULE = "ROUND-003"
"""A workbook came back unchanged, and something in it is still open."""


def without_settled_rounds(batch: Batch) -> Batch:
    """Return a batch that calls no workbook unchanged of which nothing is open any more.

    The rule saw it before the department and earlier answers had settled anything.
    """
    unchanged = [each for each in batch.findings if each.rule == UNCHANGED_RULE and each.stands]
    if not unchanged:
        return batch
    open_files = {each.file for each in batch.findings if each.awaits_unit and each.rule != UNCHANGED_RULE}
    back = (counted_of(each, batch.superseded) for each in batch.files if each.notices)
    together = {counted[0].file: {each.file for each in counted} for counted in back if counted}
    settled = [each for each in unchanged if open_files.isdisjoint(together.get(each.file, {each.file}))]
    findings = tuple(each for each in batch.findings if each not in settled)
    return replace(batch, findings=findings, tally=without_failed(batch.tally, UNCHANGED_RULE, len(settled)))
