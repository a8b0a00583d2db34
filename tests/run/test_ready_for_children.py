"""What forked children share is made ready once, in the parent."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_EXAMPLES = Path(__file__).parents[2] / "examples"
_COUNT = """
import re, sys
from pathlib import Path
import xlperf.data.lazy_patterns as lazy
from xlperf.intake.folder import scan
from xlperf.intake.limits import intake_settings
from xlperf.run.file_judging import Job, process_file
from xlperf.run.ready_for_children import make_ready
from xlperf.run.run_settings import RunSettings

settings = RunSettings()
if sys.argv[2] == "ready":
    make_ready(settings)
made, ready = [], lazy._Waiting.in_words
lazy._Waiting.in_words = lambda waiting: made.append(waiting) or ready(waiting)
(entry,) = scan([Path(sys.argv[1])], intake_settings(), frozenset())
print(process_file(Job(entry, settings)).result.fate, len(made))
"""


def _patterns_made(form: Path, how: str) -> int:
    run = subprocess.run([sys.executable, "-c", _COUNT, str(form), how], capture_output=True, text=True, check=True)
    fate, count = run.stdout.split()
    assert fate == "read"
    return int(count)


def test_a_child_finds_most_patterns_ready() -> None:
    """Left to the children, each would make them ready anew."""
    form = next(each for each in sorted(_EXAMPLES.rglob("*.xlsx")) if "~$" not in each.name and "申报" in each.name)
    assert _patterns_made(form, "ready") < _patterns_made(form, "not") / 3
