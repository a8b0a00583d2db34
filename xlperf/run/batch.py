"""The way of the data: folder → sheets → forms → findings → one batch.

``process_file`` turns one file into its forms and findings.  It takes and
returns only picklable values, so that it runs in this process, in a child or on
another machine unchanged.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path

from xlperf.data.names import spellings
from xlperf.errors import RefusedFile
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form, Source
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.intake.folder import Entry, scan
from xlperf.intake.limits import intake_settings
from xlperf.rules import SEVERITIES, Context, Finding, Judgement, Tally, Waivers, load_rule_book, merge_tallies
from xlperf.rules.judging.outcome import TallySum
from xlperf.rules.judging.rule_book import RuleBook
from xlperf.rules.ruleset.rule_changes import RuleChanges
from xlperf.run.batch_fence import BatchFence, by_file, listed, too_many
from xlperf.run.children.child_process import Died
from xlperf.run.children.workers import run_all, run_on
from xlperf.run.file_reading import read_file
from xlperf.run.fingerprint import with_fingerprints
from xlperf.run.manifest import manifest_of
from xlperf.run.results import Batch
from xlperf.run.standing import with_superseded
from xlperf.run.unit_answers import answered
from xlperf.run.unpacking import outermost, with_members

_INPUT_FILE = "本次核对用的文件，不是报送的表"
_DIED = {
    "timeout": ("too_large", "读取超过时限，已中止。", "请删去多余的工作表和格式后另存为 .xlsx 重新报送。"),
    "memory": ("too_large", "读取时内存超过上限，已中止。", "请删去多余的工作表和格式后另存为 .xlsx 重新报送。"),
    "crashed": ("damaged", "读取时程序异常中止，文件可能已损坏。", "请让报送单位另存为 .xlsx 后重新发送。"),
}


@dataclass(frozen=True, slots=True)
class RunSettings:
    """How a run reads and judges: picklable, the same for every file.

    Attributes:
        context: what the rules may know beside the form.
        rules: folders with a department's own rule sets.
        changes: what the department's settings change in the rules.
        templates: folders with a department's own layouts.
        waivers: findings that the department accepts.
        input_files: what the context was read from; no forms, where they stand among them.
        judge: False to read only.
        workers: child processes; 0 reads in this process, without fences.
    """

    context: Context = field(default_factory=Context)
    rules: tuple[Path, ...] = ()
    changes: RuleChanges = field(default_factory=RuleChanges)
    templates: tuple[Path, ...] = ()
    waivers: Waivers | None = None
    input_files: tuple[Path, ...] = ()
    judge: bool = True
    workers: int = 1


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come: ``done`` of ``total`` files, the last of them ``file``; none: all are read, and judged now."""

    done: int
    total: int
    file: str


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
    return replace(_judged(result, job.settings), parts=tuple(_judged(each, job.settings) for each in result.parts))


def _judged(result: FileResult, settings: RunSettings) -> Processed:
    if not settings.judge or result.fate == "passed_over":
        return Processed(result, Tally())
    book = _rule_book(settings)
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


def rule_titles(settings: RunSettings) -> dict[str, str]:
    """Return the title of every rule of a run, by id."""
    return {each.id: each.title for each in _rule_book(settings).rule_set.rules}


def rule_families(settings: RunSettings) -> dict[str, str]:
    """Return the family of every rule of a run, by id, in the order of the rule book."""
    return {each.id: each.family for each in _rule_book(settings).rule_set.rules}


def _rule_book(settings: RunSettings) -> RuleBook:
    return load_rule_book(settings.rules, settings.changes, settings.templates)


def default_workers() -> int:
    """Return how many child processes a run uses: one a processor, four at most."""
    return max(1, min(4, os.cpu_count() or 1))


def run(
    paths: Sequence[Path],
    settings: RunSettings,
    progress: Callable[[Progress], None] | None = None,
    output: Path | None = None,
    executor: Executor | None = None,
) -> Batch:
    """Read and judge every file below the given folders.

    Args:
        paths: folders and files; names in the result are relative to them.
        settings: how to read and judge.
        progress: told after every file, and once more when all are read.
        output: the file that will be written, which is no input.
        executor: reads the files in place of ``settings.workers`` children of our own: a cluster, whose machines
            see the files under the same paths. Limits of time and memory are its affair. It is not shut down.

    Raises:
        InputError: a path does not exist or cannot be read.
        BrokenExecutor, CancelledError: the executor ended before the files were read.
    """
    entries = _scanned(paths, settings, output)
    done: dict[str, Processed] = {}
    tally = TallySum()
    fence = BatchFence(intake_settings().limits)
    waiting, total = entries, 0
    while waiting:  # what is found inside containers is read in a second round, each member for itself
        done.update((each.file, Processed(_passed_over(each), Tally())) for each in waiting if each.passed_over)
        jobs = [Job(entry, settings) for entry in waiting if not entry.passed_over]
        before, total, waiting = total, total + len(jobs), []
        for count, (job, outcome) in enumerate(zip(jobs, _outcomes(jobs, settings, executor), strict=True), start=1):
            if refusal := fence.refusal(outcome.result, _count(outcome)):
                outcome = _refused(job, refusal, settings)
            done.update((each.result.file, _without_tally(each, tally)) for each in (outcome, *outcome.parts))
            waiting += outcome.result.members
            if progress:
                progress(Progress(before + count, total, job.entry.file))
    outermost.cache_clear()
    if progress:
        progress(Progress(total, total, ""))
    order = with_members({file: each.result for file, each in done.items()}, entries)
    batch = _batch([done[file] for file in order], settings, tally.so_far())
    return replace(batch, manifest=manifest_of(settings, paths)) if settings.judge else batch


def _without_tally(outcome: Processed, sums: TallySum) -> Processed:
    """Add up what became of the checks of a file, and let go of it: of thousands of files it is a quarter of what they hold."""
    sums.add(outcome.tally)
    return replace(outcome, tally=Tally(), parts=())


def _passed_over(entry: Entry) -> FileResult:
    return FileResult(
        entry.file, "passed_over", "", entry.modified, entry.size, entry.passed_over, via=entry.via, inside=entry.inside
    )


def _scanned(paths: Sequence[Path], settings: RunSettings, output: Path | None) -> list[Entry]:
    """Return the files of a run; those that it was given for something else are passed over."""
    entries = scan(list(paths), intake_settings(), frozenset([output]) if output else frozenset())
    given = {each.resolve() for each in settings.input_files}
    if not given:
        return entries
    return [replace(each, passed_over=_INPUT_FILE) if _is_given(each.path.resolve(), given) else each for each in entries]


def _is_given(path: Path, given: set[Path]) -> bool:
    """Tell whether a file was given for something else, by itself or with its folder."""
    return not given.isdisjoint((path, *path.parents))


def _outcomes(jobs: Sequence[Job], settings: RunSettings, executor: Executor | None) -> Iterable[Processed]:
    if settings.judge:
        _rule_book(settings)  # a faulty rule set stops the run before it starts, and forked children share it
    load_layouts(settings.templates)
    load_vocabulary(settings.templates)
    outcomes = run_on(executor, process_file, jobs) if executor else run_all(process_file, jobs, settings.workers)
    for job, outcome in zip(jobs, outcomes, strict=True):
        yield _dead(job, outcome, settings) if isinstance(outcome, Died) else outcome


def _dead(job: Job, died: Died, settings: RunSettings) -> Processed:
    """Return the refusal of a file whose reader had to be ended."""
    return _refused(job, RefusedFile(*_DIED[died.reason]), settings)


def _count(outcome: Processed) -> int:
    evaluated = sum(len(each.findings) for each in outcome.evaluations.values())
    return len(outcome.findings) + evaluated + sum(_count(each) for each in outcome.parts)


def _refused(job: Job, refusal: RefusedFile, settings: RunSettings) -> Processed:
    """Return what becomes of a file that is not taken."""
    result = replace(_passed_over(job.entry), fate="refused", reason=refusal.reason, message=refusal.message, hint=refusal.hint)
    if not settings.judge:
        return Processed(result, Tally())
    judgement = _rule_book(settings).judge_file(result, settings.context)
    return Processed(result, judgement.tally, judgement.findings)


def _batch(processed: Sequence[Processed], settings: RunSettings, filed: Tally) -> Batch:
    files = tuple(each.result for each in processed)
    forms = {form.source: form for result in files for form in result.forms}
    if not settings.judge:
        department, year = _heading(forms.values())
        return Batch(files, (), tuple(forms.values()), {}, department, year)
    book = _rule_book(settings)
    evaluations = _evaluations(processed, forms, book, settings)
    judged = book.judge_batch(files, settings.context)
    single = by_file(_findings(processed, evaluations), intake_settings().limits.findings_per_file + 1)
    found = (*with_superseded(single, files, judged.superseded, judged.copies), *judged.findings)
    back = answered(with_fingerprints(found, files), files, judged.superseded)
    found = back.findings
    tallies = [filed, *(each.tally for each in evaluations.values()), judged.tally]
    if back.loose or back.returned:
        round_judged = book.judge_round(back.loose, back.returned)
        found = (*found, *with_fingerprints(round_judged.findings, files))
        tallies.append(round_judged.tally)
    if settings.waivers:
        waived = book.apply_waivers(found, settings.waivers, settings.context)
        found = waived.findings
        tallies.append(waived.tally)
    order = {result.file: place for place, result in enumerate(files)}
    findings = tuple(sorted(found, key=lambda each: _finding_order(each, order)))
    counted = tuple(forms[each] for each in judged.counted)
    department, year = _heading(counted)
    scores = {source: each.scores for source, each in evaluations.items() if each.scores is not None}
    tally = merge_tallies(tallies)
    return Batch(
        files,
        tuple(each for each in findings if not each.record_only),
        counted,
        judged.superseded,
        department,
        year,
        tally,
        scores,
        book.rule_set.scoring,
        judged.submissions,
        judged.reasons,
        judged.copies,
        judged.parts,
        judged.year_changes,
        back.mended,
        tuple(each for each in findings if each.record_only),
    )


def _findings(processed: Sequence[Processed], evaluations: Mapping[Source, Judgement]) -> Iterator[Finding]:
    """Yield what was found in single files and forms, by file."""
    for each in processed:
        yield from each.findings
        for source in each.evaluations:
            yield from evaluations[source].findings


def _evaluations(
    processed: Sequence[Processed], forms: Mapping[Source, Form], book: RuleBook, settings: RunSettings
) -> dict[Source, Judgement]:
    """Return the judgement of every self-evaluation, made anew with its declaration where that is in the batch."""
    judged = {source: judgement for each in processed for source, judgement in each.evaluations.items()}
    declarations = book.declarations([each.result for each in processed], settings.context) if judged else {}
    for source, declaration in declarations.items():
        judged[source] = book.judge_form(forms[source], settings.context, declaration)
    return judged


def _finding_order(finding: Finding, files: dict[str, int]) -> tuple[int, int, str, tuple[int, str], str, str]:
    """Worst first, then by file, sheet and cell."""
    letters = finding.cell.rstrip("0123456789")
    row = finding.cell[len(letters) :]
    place = (int(row or 0), letters.rjust(3))
    return SEVERITIES.index(finding.severity), files.get(finding.file, -1), finding.sheet, place, finding.rule, finding.message


def _heading(forms: Iterable[Form]) -> tuple[str, int | None]:
    """Return the department and the year that most forms name; ties go to the first."""
    counted = tuple(forms)
    departments = spellings(form.text("/department") for form in counted)
    years: dict[int, int] = {}
    for form in counted:
        if (year := form.year) is not None:
            years[year] = years.get(year, 0) + 1
    return max(departments, key=lambda each: departments[each], default=""), max(years, key=lambda each: years[each], default=None)
