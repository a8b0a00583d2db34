"""The main job against the same job by hand, in one run on one machine, as a ratio.

Usage: python tests/benchmarks/bench_consolidate.py [--count 400] [--by-hand SCRIPT] [--runs 2]

SCRIPT is a program that is called as ``SCRIPT FOLDER openpyxl jsonschema`` and
does the job in its plainest form; without one, the clock to hold xlperf against
is openpyxl's ``load_workbook`` over the same workbooks.  Both take turns, and the
best run of each counts: wall time, for xlperf reads in several processes.  The
processor time beside it is what remains of the comparison where other programs
keep the cores busy.  Exits with 1 when a sum in 汇总表 is not the known one, or the
bar is missed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.benchmarks.make_workbooks import make  # noqa: E402

BAR, MOST_MEMORY = 0.30, 150
DONE = (0, 1)
"""Exit codes of a run that was done, without and with error findings."""
LOAD = """import sys, glob, openpyxl
for path in sorted(glob.glob(sys.argv[1] + '/*.xlsx')):
    openpyxl.load_workbook(path, data_only=True)"""


class Clocked(NamedTuple):
    """Wall time and processor time of a command with its children, in seconds."""

    wall: float
    processor: float


def clock(command: list[str], cwd: Path) -> Clocked:
    """Run a command and return its times; end the benchmark when it fails."""
    wall, processor = time.perf_counter(), processor_time()
    done = subprocess.run(command, cwd=cwd, check=False, stdout=subprocess.DEVNULL)
    if done.returncode not in DONE:
        sys.exit(f"{command[1:]} ended with {done.returncode}")
    return Clocked(time.perf_counter() - wall, processor_time() - processor)


def processor_time() -> float:
    """Return the seconds that ended children took of the processor so far (always 0 on Windows)."""
    times = os.times()
    return times.children_user + times.children_system


def peak_memory() -> float | None:
    """Return the largest memory of any ended child, or child of one, in MiB; None where the system does not tell."""
    try:
        import resource
    except ImportError:
        return None
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def sums_of(summary: Path) -> dict[str, Decimal]:
    """Return the 小计 of 年度资金申请总额 by category and the 合计, as stored in the summary."""
    import openpyxl

    sheet = openpyxl.load_workbook(summary, data_only=True)["汇总表"]
    column = next(cell.column for row in sheet.iter_rows(max_row=6) for cell in row if cell.value == "年度资金申请总额")
    sums = {}
    for row in sheet.iter_rows(min_row=4):
        label = next((str(cell.value) for cell in row if isinstance(cell.value, str)), "")
        if "小计" in label or label.startswith("合计"):
            sums[label.replace("小计", "")] = Decimal(str(row[column - 1].value)).quantize(Decimal("0.01"))
    return sums


def main() -> int:
    """Measure, print the ratio, return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--by-hand", type=Path)
    parser.add_argument("--runs", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        forms, summary = place / "forms", place / "summary.xlsx"
        known = make(forms, options.count)
        script = [str(options.by_hand.resolve())] if options.by_hand else ["-c", LOAD]
        job = [sys.executable, "-m", "xlperf", "consolidate", str(forms), "-o", str(summary)]
        plain = [sys.executable, *script, str(forms), "openpyxl", "jsonschema"]
        ours = [clock(job, ROOT)]
        memory = peak_memory()
        by_hand = [clock(plain, place)]
        for _ in range(options.runs - 1):
            ours.append(clock(job, ROOT))
            by_hand.append(clock(plain, place))
        found = sums_of(summary)
    expected = {**{each: amount for each, amount in known.items() if amount}, "合计": sum(known.values(), Decimal(0))}
    best, plainest = min(ours), min(by_hand)
    ratio = best.wall / plainest.wall
    print(f"{options.count} workbooks: xlperf {best.wall:.2f} s, by hand {plainest.wall:.2f} s, ratio {ratio:.3f} (bar {BAR})")
    print(f"processor time: xlperf {best.processor:.2f} s, by hand {plainest.processor:.2f} s")
    print("memory not measured here" if memory is None else f"largest process {memory:.0f} MiB (bar {MOST_MEMORY})")
    print("sums equal the known ones to the cent" if found == expected else f"sums differ: {found}, known: {expected}")
    return 0 if found == expected and ratio <= BAR and (memory or 0) <= MOST_MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())
