"""examples/一年 is what its README says: the commands run as they stand there, and each step shows what stands below it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from tests.summary.summary_dump import FOLDER, lines_of
from tests.tools.make_year import make
from xlperf.cli.main import cli

YEAR = Path(__file__).parents[1] / "examples" / "一年"
_HANDED_IN = 1_795_867_200
"""Noon of 2026-11-28 (UTC): 报送质量 shows when a workbook came."""
_STEP = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.S | re.M)
_ROW = re.compile(r"^\| (报送情况|报送质量|校验结果) \| (\S+) \| (\S+) \| (\S+) \|$", re.M)


def _shown(sheet: str, unit: str, header: str) -> list[str]:
    """Return what the summary shows of a unit under a header of a list."""
    rows = list(openpyxl.load_workbook("汇总.xlsx")[sheet].iter_rows(values_only=True))
    top = next(number for number, row in enumerate(rows) if "实施单位" in row)
    headers = [str(each).replace("\n", "") for each in rows[top]]
    at, own = headers.index(header), headers.index("实施单位")
    return [str(row[at]) for row in rows[top + 1 :] if row[own] == unit]


def test_each_step_shows_what_the_readme_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hand-out, first summary, returns and reminders, second round, letter: every state in the place that is named.

    What units and the clerk get is held whole, too (``XLPERF_WRITE_DUMPS=1`` writes ``tests/data/year-*.txt`` anew).
    """
    shutil.copytree(YEAR, tmp_path / "一年")
    for each in (tmp_path / "一年").rglob("*"):
        os.utime(each, (_HANDED_IN, _HANDED_IN))  # the day of a workbook is that of its file; here, that of the clone
    monkeypatch.chdir(tmp_path / "一年")
    told = 0
    for title, text in _STEP.findall(Path("README.md").read_text("utf-8")):
        if title.startswith("第四步"):
            shutil.copytree("第二轮", "报送/第二轮")
        for line in re.findall(r"^xlperf (.+)$", text, re.M):
            words = shlex.split(line) + (["--workers", "0"] if "template" not in line else [])
            result = CliRunner().invoke(cli, words)
            assert result.exit_code in (0, 1), (title, result.output)
        for sheet, unit, header, content in _ROW.findall(text):
            assert content in _shown(sheet, unit, header), (title, sheet, unit, header)
            told += 1
        for name in re.findall(r"(?:退回|催报)-云岭区\w+?(?=[、。])", text):
            assert Path("信", f"{name}.eml").is_file(), name
    assert told == 11
    assert Path("报送.eml").is_file()
    for name, lines in _written():
        if os.environ.get("XLPERF_WRITE_DUMPS"):  # as ``tests.summary.summary_dump`` says: read the difference
            (FOLDER / name).write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
        assert lines == (FOLDER / name).read_text("utf-8").splitlines(), name


def _written() -> Iterator[tuple[str, list[str]]]:
    """Yield what the commands wrote that is held whole: of the summary four sheets, of a returned copy all that was put in."""
    yield "year-summary.txt", lines_of(Path("汇总.xlsx").read_bytes(), ("校验结果", "报送情况", "报送质量", "变动"))
    yield "year-handed-out.txt", lines_of(Path("下发", "云岭区剧团_2026年度绩效目标申报表.xlsx").read_bytes())
    yield "year-returned.txt", lines_of(Path("退回", "第一轮", "剧团.xlsx").read_bytes(), ("退回说明",))
    yield "year-returns.txt", lines_of(Path("退回", "退回清单.xlsx").read_bytes())


def test_the_files_are_those_that_the_tool_writes(tmp_path: Path) -> None:
    """The same workbooks with the same cells, so that the example follows the program."""
    make(tmp_path / "一年")
    names = sorted(each.relative_to(YEAR).as_posix() for each in YEAR.rglob("*") if each.is_file() and each.suffix != ".md")
    assert names == sorted(
        each.relative_to(tmp_path / "一年").as_posix() for each in (tmp_path / "一年").rglob("*") if each.is_file()
    )
