"""One file read and judged.

``process_file`` turns one file into its forms and findings.  It takes and
returns only picklable values, so that it runs in this process, in a child or on
another machine unchanged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from xlperf.data.names import body_key
from xlperf.errors import RefusedFile
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form, Source
from xlperf.intake.folder import Entry
from xlperf.intake.limits import intake_settings
from xlperf.rules import Context, Finding, Judgement, Tally, merge_tallies
from xlperf.run.batch_fence import listed, too_many
from xlperf.run.children.child_process import Died
from xlperf.run.file_reading import read_file
from xlperf.run.run_settings import RunSettings, rule_book

_DIED = {
    "timeout": ("too_large", "程序一直在读，超过时限仍未读完，已中止。", "请删去多余的工作表和格式后另存为 .xlsx 重新报送。"),
    "stalled": (
        "too_large",
        "读取没有进展，已中止；多半是这台电脑太忙，或者存放文件的磁盘、网盘没有响应，不一定是文件的问题。",
        "请等电脑空下来、网盘连上后再运行一次；单独运行仍然这样的，再请报送单位另存为 .xlsx 后重新发送。",
    ),
    "memory": ("too_large", "读取时内存超过上限，已中止。", "请删去多余的工作表和格式后另存为 .xlsx 重新报送。"),
    "crashed": ("damaged", "读取时程序异常中止，文件可能已损坏。", "请让报送单位另存为 .xlsx 后重新发送。"),
}


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be read, with all that reading it takes."""

    entry: Entry
    settings: RunSettings


@dataclass(frozen=True, slots=True)
class Processed:
    """A file read and judged, and how many checks ran on it.

    ``evaluations`` are the judgements of its self-evaluations by source.  They are kept
    apart until it is known which of them have their declaration in the batch.
    ``parts`` are the files that a summary of the level below lists.
    """

    result: FileResult
    tally: Tally
    findings: tuple[Finding, ...] = ()
    evaluations: Mapping[Source, Judgement] = field(default_factory=dict)
    parts: tuple[Processed, ...] = ()


def process_file(job: Job) -> Processed:
    """Return the forms and findings of one file; a file that cannot be used is a refusal."""
    result = read_file(job.entry, job.settings.templates)
    judged = _judged(result, job.settings)
    return replace(judged, parts=tuple(_judged(each, job.settings) for each in result.parts)) if result.parts else judged


def _judged(result: FileResult, settings: RunSettings) -> Processed:
    if not settings.judge or result.fate == "passed_over":
        return Processed(result, Tally())
    book = rule_book(settings)
    result = _with_listed_units(result, settings.context)
    context, most = settings.context, intake_settings().limits.findings_per_file
    judgements = [book.judge_form(form, context) for form in result.forms if form.kind == "declaration"]
    evaluations = {form.source: book.judge_form(form, context) for form in result.forms if form.kind == "self_evaluation"}
    filed = book.judge_file(result, context)
    findings = [finding for each in (*judgements, filed) for finding in each.findings]
    if remark := too_many([*findings, *(finding for each in evaluations.values() for finding in each.findings)], most):
        result = replace(result, remarks=(*result.remarks, remark))
        known, filed = frozenset(filed.findings), book.judge_file(result, context)
        findings = [*listed(findings, most), *(each for each in filed.findings if each not in known)]
        evaluations = {source: replace(each, findings=listed(each.findings, most)) for source, each in evaluations.items()}
    return Processed(result, merge_tallies(each.tally for each in (*judgements, filed)), tuple(findings), evaluations)


def _with_listed_units(result: FileResult, context: Context) -> FileResult:
    """Return a file whose forms bear the unit's name of the roster where they write another that the roster gives it (简称)."""
    called = context.roster.called if context.roster and result.forms else {}
    if called.keys().isdisjoint(body_key(form.text("/unit")) for form in result.forms):
        return result
    return replace(result, forms=tuple(_of_unit(form, called) for form in result.forms))


def _of_unit(form: Form, called: Mapping[str, str]) -> Form:
    unit = form.get("/unit")
    listed = called.get(body_key(form.text("/unit")))
    if unit is None or listed is None:
        return form
    return replace(form, fields=tuple(replace(each, value=listed) if each is unit else each for each in form.fields))


def passed_over(entry: Entry) -> FileResult:
    """Return what becomes of a file that is no input."""
    return FileResult(
        entry.file, "passed_over", "", entry.modified, entry.size, entry.passed_over, via=entry.via, inside=entry.inside
    )


def ended(job: Job, died: Died, settings: RunSettings) -> Processed:
    """Return the refusal of a file whose reader had to be ended."""
    return refused(job, RefusedFile(*_DIED[died.reason]), settings)


def count_findings(outcome: Processed) -> int:
    """Return how many findings a file has, with those of the files that it lists."""
    evaluated = sum(len(each.findings) for each in outcome.evaluations.values())
    return len(outcome.findings) + evaluated + sum(count_findings(each) for each in outcome.parts)


def refused(job: Job, refusal: RefusedFile, settings: RunSettings) -> Processed:
    """Return what becomes of a file that is not taken."""
    result = replace(passed_over(job.entry), fate="refused", reason=refusal.reason, message=refusal.message, hint=refusal.hint)
    if not settings.judge:
        return Processed(result, Tally())
    judgement = rule_book(settings).judge_file(result, settings.context)
    return Processed(result, judgement.tally, judgement.findings)
