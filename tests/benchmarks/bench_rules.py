"""How long all rules of one form take, and of a batch.

    python tests/benchmarks/bench_rules.py [FORMS] [ROUNDS]

Prints the median and the slowest form in milliseconds, and the batch rules over all
forms; ends with 1 when the median is above the limit of 1.2 ms.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.builders import DECLARATION_ROWS, declaration
from xlperf.forms.file_result import FileResult
from xlperf.rules import Context, load_rule_book

LIMIT_MS = 1.2


def _forms(count: int) -> list[FileResult]:
    """Return invented files whose forms have six to fifteen indicators and goals of their own."""
    files = []
    for number in range(count):
        extra = [("产出指标", "数量指标", f"第{each}街道送书册数", f"≥{200 + each + number}.00(册)") for each in range(number % 10)]
        form = declaration(
            file=f"{number}.xlsx",
            project_name=f"公共阅读推广项目（第{number}期）",
            annual_goal=f"第{number}期举办阅读推广活动{24 + number}场，送书进{number}个社区和校园，使读者参与面稳步扩大。",
            rows=[*DECLARATION_ROWS, *extra],
        )
        files.append(FileResult(f"{number}.xlsx", "read", sha256=str(number), forms=(form,)))
    return files


def _milliseconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def main() -> int:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    loading = _milliseconds(load_rule_book)
    book, context, files = load_rule_book(), Context(), _forms(count)
    times = [_milliseconds(lambda form=file.forms[0]: book.judge_form(form, context)) for _ in range(rounds) for file in files]
    whole = [_milliseconds(lambda file=file: book.judge_file(file, context)) for file in files]
    batch = _milliseconds(lambda: book.judge_batch(files, context))
    median = statistics.median(times)
    print(f"load the rule book      {loading:8.1f} ms")
    print(f"all rules of one form   {median:8.2f} ms median, {max(times):.2f} ms slowest ({count} forms, {rounds} rounds)")
    print(f"rules of one file       {statistics.median(whole):8.2f} ms median")
    print(f"rules of the batch      {batch:8.1f} ms for {count} forms")
    return 1 if median > LIMIT_MS else 0


if __name__ == "__main__":
    sys.exit(main())
