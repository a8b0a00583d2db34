"""A run that is killed at any moment leaves the former output whole, or the new one."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from tests.workbooks import write_declaration

_MOMENTS = 12
_FILES = 16
_PATIENCE = 600.0
"""Seconds: a run takes two, on a machine with much else to do half a minute."""


def _run(folder: Path, output: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "xlperf", "consolidate", str(folder), "-o", str(output), "--workers", "2"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _declare(folder: Path, numbers: range) -> None:
    for number in numbers:
        write_declaration(folder / f"{number}.xlsx", project_name=f"古籍修复项目第{number}期")


@pytest.mark.slow
def test_a_run_killed_at_any_moment_leaves_a_whole_output(tmp_path: Path) -> None:
    """What stands under the output's name is the old workbook or the finished new one, and a later run tidies up."""
    folder, output = tmp_path / "报送", tmp_path / "汇总" / "汇总表.xlsx"
    output.parent.mkdir()
    _declare(folder, range(3))
    assert _run(folder, output).wait(_PATIENCE) == 0
    old = output.read_bytes()
    _declare(folder, range(3, _FILES))
    began = time.perf_counter()
    assert _run(folder, tmp_path / "时长.xlsx").wait(_PATIENCE) == 0
    whole = time.perf_counter() - began

    chance = random.Random(20)
    seen: list[bytes] = []
    for moment in range(_MOMENTS):
        output.write_bytes(old)
        began = time.perf_counter()
        process = _run(folder, output)
        try:  # every other time near the end, where the workbook is made and takes its name
            process.wait(whole * chance.uniform(0.0 if moment % 2 else 0.7, 1.0))
            whole = time.perf_counter() - began  # the machine has less to do than when this was measured
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(_PATIENCE)
        seen.append(output.read_bytes())
        assert len(list(output.parent.iterdir())) <= 2, "the output, and at most one unfinished file"

    hours_ago = time.time() - 2 * 3600
    for each in output.parent.glob(".xlperf-*.tmp"):  # killed between two steps a blink apart: cleared once surely nobody's
        os.utime(each, (hours_ago, hours_ago))
    output.write_bytes(old)  # a run that ended before it was killed had the old one to compare with, too
    assert _run(folder, output).wait(_PATIENCE) == 0
    new = output.read_bytes()
    openpyxl.load_workbook(output).close()
    assert new != old
    assert set(seen) <= {old, new}
    assert old in seen
    assert [each.name for each in output.parent.iterdir()] == [output.name]
