"""No text of a cell makes the reading or the judging of a form take long, whatever it repeats."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.workbooks import ROWS, write_declaration
from xlperf.intake.folder import scan
from xlperf.intake.limits import intake_settings
from xlperf.run.file_judging import Job, process_file
from xlperf.run.run_settings import RunSettings

SECONDS = 5.0
"""Such a text took from 20 s to 90 s; an honest one takes a hundredth of a second."""

_LONG = {
    "blanks": "a" + " " * 31000 + "a",
    "lines": "a" + "\n" * 31000 + "a",
    "blank lines": " \n" * 15000,
    "a sentence repeated": "提高质量" * 7500,
}


@pytest.mark.parametrize("field", ["annual_goal", "start_date", "level3"])
@pytest.mark.parametrize("kind", _LONG)
def test_a_text_that_repeats_itself_is_read_and_judged_at_once(tmp_path: Path, kind: str, field: str) -> None:
    """Every field with every such text: the whole file within the time."""
    text = _LONG[kind]
    rows = tuple((one, two, text, target) for one, two, _, target in ROWS) if field == "level3" else ROWS
    changes = {"goal": text} if field == "annual_goal" else {"start_date": text} if field == "start_date" else {}
    (entry,) = scan([write_declaration(tmp_path / "a.xlsx", rows=rows, **changes)], intake_settings())
    began = time.process_time()
    process_file(Job(entry, RunSettings(workers=0)))
    assert time.process_time() - began < SECONDS
