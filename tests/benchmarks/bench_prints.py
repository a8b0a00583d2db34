"""申报表 of 2,000 forms against a bare xlsxwriter loop over the same cells, merges and formats.

Usage: python tests/benchmarks/bench_prints.py [--count 2000] [--bar 1.5]

xlperf's side lays the forms out, measures every text and writes the workbook; the
bare side only writes what the first has found.  Each runs in a process of its own,
so that memory can be told apart.  Exits with 1 when the bar is missed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import xlsxwriter  # noqa: E402

from tests.builders import DECLARATION_ROWS, declaration  # noqa: E402
from tests.summary.batches import batch_of  # noqa: E402
from xlperf.book.lean_worksheet import ListWorksheet  # noqa: E402
from xlperf.run.results import Batch  # noqa: E402
from xlperf.summary import SummaryOptions, render_summary, workbook  # noqa: E402

_LOOK = (
    *("font_name", "font_size", "bold", "left", "right", "top", "bottom"),
    *("text_wrap", "num_format", "text_h_align", "text_v_align"),
)
Recorded = list[tuple[Any, ...]]


def many(count: int) -> Batch:
    """Return a batch of declarations with eighteen indicators each and names of their own."""
    rows = [(one, two, f"{three}（第{turn}批）", target) for one, two, three, target in DECLARATION_ROWS for turn in range(1, 4)]
    forms = (declaration(rows=rows, project_name=f"项目{number}", file=f"{number}.xlsx") for number in range(count))
    return batch_of(*forms)


def record(batch: Batch) -> Recorded:
    """Return every row and merged area that the print sheets write."""
    recorded: Recorded = []

    class Recorder(ListWorksheet):
        def write_list_row(self, *row: Any) -> int:
            recorded.append((self.name, *row))
            return 0

        def merge_cells(self, *area: int) -> None:
            recorded.append((self.name, *area))

    workbook.ListWorksheet = Recorder  # type: ignore[misc]
    render_summary(batch, SummaryOptions())
    return recorded


def write_bare(recorded: Recorded) -> None:
    """Write what was recorded with xlsxwriter's own methods."""
    book = xlsxwriter.Workbook(BytesIO(), {"in_memory": True})
    formats: dict[int, Any] = {}
    sheets: dict[str, Any] = {}
    for name, *what in recorded:
        sheet = sheets.get(name) or sheets.setdefault(name, book.add_worksheet(name))
        if isinstance(what[1], int):
            sheet.merge_range(*what, "")
            continue
        row, values, looks, height = what
        sheet.set_row(row, height)
        for column, (value, look) in enumerate(zip(values, looks, strict=True)):
            cell_format = formats.get(id(look))
            if cell_format is None:
                cell_format = formats[id(look)] = book.add_format({key: getattr(look, key) for key in _LOOK})
            if value is None:
                sheet.write_blank(row, column, None, cell_format)
            elif isinstance(value, str):
                sheet.write_string(row, column, value, cell_format)
            else:
                sheet.write_number(row, column, value, cell_format)
    book.close()


def peak_memory() -> float:
    """Return the largest memory of this process in MiB, 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def side(name: str, count: int) -> None:
    """Run one side; print its seconds of processor time and its memory."""
    batch = many(count)
    workbook.SHEETS = tuple(each for each in workbook.SHEETS if each.write is workbook.write_print_sheet)  # type: ignore[misc]
    recorded = record(batch) if name == "bare" else []
    start = time.process_time()
    if name == "bare":
        write_bare(recorded)
    else:
        render_summary(batch, SummaryOptions())
    print(time.process_time() - start, peak_memory())


def main() -> int:
    """Compare both sides."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--bar", type=float, default=1.5)
    parser.add_argument("--side", choices=("xlperf", "bare"))
    given = parser.parse_args()
    if given.side:
        side(given.side, given.count)
        return 0
    told = {}
    for name in ("xlperf", "bare"):
        command = [sys.executable, __file__, "--count", str(given.count), "--side", name]
        seconds, memory = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        told[name] = float(seconds)
        print(f"{name}: {float(seconds):.2f} s, {float(memory):.0f} MiB")
    ratio = told["xlperf"] / told["bare"]
    print(f"ratio {ratio:.2f} (bar {given.bar})")
    return 0 if ratio <= given.bar else 1


if __name__ == "__main__":
    sys.exit(main())
