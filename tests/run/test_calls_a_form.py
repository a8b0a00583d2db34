"""What reading and judging a form costs, counted in calls: time varies with the machine, calls do not."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from xlperf.intake.folder import scan
from xlperf.intake.limits import intake_settings
from xlperf.run.file_judging import Job, process_file
from xlperf.run.run_settings import RunSettings

_FORM = Path(__file__).parents[2] / "examples" / "2026申报"
_MOST_CALLS_A_ROW = 3_150
"""A twentieth above the 2,979 of 2026-11-30, 21:35, the head of a form among its rows: a dearer step of every form shows here."""


def _calls(work: Callable[[], object]) -> int:
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def test_a_form_is_read_and_judged_with_no_more_calls_than_it_takes() -> None:
    """One more form of a batch: patterns are ready and words are known."""
    settings = RunSettings()
    entries = scan([_FORM], intake_settings(), frozenset())
    jobs = [Job(each, settings) for each in entries if not each.passed_over]
    rows = sum(len(form.rows) for job in jobs for form in process_file(job).result.forms)
    calls = _calls(lambda: [process_file(job) for job in jobs])
    assert rows and calls / rows < _MOST_CALLS_A_ROW, calls / rows
