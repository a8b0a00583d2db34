"""What nobody has to do anything about stands in the JSON record and is shown to nobody."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
from click.testing import CliRunner, Result

from tests.workbooks import write_declaration
from xlperf.cli.main import cli

_ADVICE = "无需处理"


def _run(*words: str) -> Result:
    return CliRunner().invoke(cli, [*words, "--workers", "0"])


def test_a_copy_is_in_the_record_and_on_no_list(tmp_path: Path) -> None:
    """An identical copy (FILE-006) needs nobody: the record has it, the screen and 校验结果 have not."""
    folder = tmp_path / "报送"
    folder.mkdir()
    write_declaration(folder / "甲.xlsx")
    shutil.copyfile(folder / "甲.xlsx", folder / "甲 - 副本.xlsx")

    lines = [json.loads(each) for each in _run("check", str(folder), "--format", "jsonl").stdout.splitlines()]
    assert [each["record_only"] for each in lines if each["rule"] == "FILE-006"] == [True]

    assert "FILE-006" not in _run("check", str(folder)).stdout
    _run("consolidate", str(folder), "-o", str(tmp_path / "汇总表.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "汇总表.xlsx")
    lists = [sheet for sheet in book if sheet.title != "来源核对"]  # which names every rule that ran
    shown = [str(cell) for sheet in lists for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert not [each for each in shown if "FILE-006" in each or _ADVICE in each]
