"""The way of the data: folder → sheets → forms → findings → one batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.intake.folder import Entry, scan
from xlperf.intake.limits import intake_settings
from xlperf.rules import Tally
from xlperf.rules.judging.outcome import TallySum
from xlperf.run.batch_fence import BatchFence
from xlperf.run.children.child_process import Died
from xlperf.run.children.workers import children_share_memory, run_all, run_on
from xlperf.run.file_judging import Job, Processed, count_findings, ended, passed_over, process_file, refused
from xlperf.run.judged_batch import judged_batch
from xlperf.run.manifest import manifest_of
from xlperf.run.ready_for_children import make_ready
from xlperf.run.results import Batch
from xlperf.run.run_settings import RunSettings, rule_book
from xlperf.run.unpacking import outermost, with_members

_FEWEST_TO_PREPARE = 16
"""Files from which on it pays to make ready what children share: below, the first file of a child does as well."""
_INPUT_FILE = "本次核对用的文件，不是报送的表"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come: ``done`` of ``total`` files, the last of them ``file``; none: all are read, and judged now."""

    done: int
    total: int
    file: str


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
        done.update((each.file, Processed(passed_over(each), Tally())) for each in waiting if each.passed_over)
        jobs = [Job(entry, settings) for entry in waiting if not entry.passed_over]
        before, total, waiting = total, total + len(jobs), []
        for count, (job, outcome) in enumerate(zip(jobs, _outcomes(jobs, settings, executor), strict=True), start=1):
            if refusal := fence.refusal(outcome.result, count_findings(outcome)):
                outcome = refused(job, refusal, settings)
            done.update((each.result.file, _without_tally(each, tally)) for each in (outcome, *outcome.parts))
            waiting += outcome.result.members
            if progress:
                progress(Progress(before + count, total, job.entry.file))
    outermost.cache_clear()
    if progress:
        progress(Progress(total, total, ""))
    order = with_members({file: each.result for file, each in done.items()}, entries)
    batch = judged_batch([done[file] for file in order], settings, tally.so_far())
    return replace(batch, manifest=manifest_of(settings, paths)) if settings.judge else batch


def _without_tally(outcome: Processed, sums: TallySum) -> Processed:
    """Add up what became of the checks of a file, and let go of it: of thousands of files it is a quarter of what they hold."""
    sums.add(outcome.tally)
    return replace(outcome, tally=Tally(), parts=())


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
        rule_book(settings)  # a faulty rule set stops the run before it starts, and forked children share it
    load_layouts(settings.templates)
    load_vocabulary(settings.templates)
    if executor is None and settings.workers and len(jobs) >= _FEWEST_TO_PREPARE and children_share_memory():
        make_ready(settings)
    outcomes = run_on(executor, process_file, jobs) if executor else run_all(process_file, jobs, settings.workers)
    for job, outcome in zip(jobs, outcomes, strict=True):
        yield ended(job, outcome, settings) if isinstance(outcome, Died) else outcome
