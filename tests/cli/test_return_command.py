"""``xlperf return`` as a person runs it: outputs, sentences and exit codes."""

from __future__ import annotations

import os
import shlex
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tests.workbooks import write_declaration
from xlperf.cli.main import cli
from xlperf.cli.next_step import quoted
from xlperf.history.round_ledger import LEDGER_FILE, read_rounds
from xlperf.run.batch import RunSettings, run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an input folder with one faulty file."""
    write_declaration(tmp_path / "报送" / "剧团.xlsx", unit="云岭区剧团", fiscal=349999)
    return tmp_path / "报送"


def xlperf(*words: object) -> Result:
    """Run ``xlperf return`` without child processes."""
    return CliRunner().invoke(cli, ["return", *map(str, words), "--workers", "0"])


def test_what_goes_back_is_told_and_ends_with_1(folder: Path, tmp_path: Path) -> None:
    """One line a file, then where they stand."""
    result = xlperf(folder, "-o", tmp_path / "退回", "--deadline", "2026-03-15")
    assert result.exit_code == 1, result.output
    assert result.stdout.splitlines() == [
        "剧团.xlsx  必须修改 1 处，建议修改 0 处",
        "",
        f"退回 1 个文件，写在：{tmp_path / '退回'}（清单见“退回清单.xlsx”）。",
        "1 个文件，读出 1 张表，0 个文件未能读取。",
        "问题：1 个错误，0 个警告。",
    ]
    notice = openpyxl.load_workbook(tmp_path / "退回" / "剧团.xlsx")["退回说明"]
    assert notice["A3"].value == "必须修改 1 处，建议修改 0 处。请于 2026年3月15日 前改正并寄回。"
    assert notice["D6"].hyperlink.location == f"'申报表'!{notice['D6'].value}"


def test_nothing_to_return_ends_with_0(tmp_path: Path) -> None:
    """Nothing is written then."""
    write_declaration(tmp_path / "报送" / "图书馆.xlsx")
    result = xlperf(tmp_path / "报送", "-o", tmp_path / "退回")
    assert result.exit_code == 0
    assert result.stdout == "没有要退回的文件。\n1 个文件，读出 1 张表，0 个文件未能读取。\n问题：0 个错误，0 个警告。\n"
    assert not (tmp_path / "退回").exists()


def test_a_waived_finding_returns_no_file(folder: Path, tmp_path: Path) -> None:
    """Waivers of the folder hold here, too."""
    import json

    errors = [each["rule"] for each in _findings(folder) if each["severity"] == "error"]
    waivers = [
        {"rule": rule, "project": "古籍修复项目", "reason": "已核实", "by": "张三", "until": "2026-12-31"} for rule in errors
    ]
    (folder / "xlperf-waivers.json").write_text(json.dumps({"waivers": waivers}), "utf-8")
    assert xlperf(folder, "-o", tmp_path / "退回", "--today", "2026-03-01").exit_code == 0
    assert xlperf(folder, "-o", tmp_path / "退回", "--today", "2027-03-01").exit_code == 1


def _findings(folder: Path) -> list[dict[str, str]]:
    import json

    output = CliRunner().invoke(cli, ["check", str(folder), "--format", "jsonl", "--workers", "0"]).stdout
    return [json.loads(line) for line in output.splitlines()]


def test_the_level_decides(tmp_path: Path) -> None:
    """A file with a hint goes back only when asked for."""
    write_declaration(tmp_path / "报送" / "图书馆.xlsx", department="", unit="云岭区图书馆")
    severities = {each["severity"] for each in _findings(tmp_path / "报送")}
    for level, deciding in (("error", {"error"}), ("warning", {"error", "warning"}), ("info", {"error", "warning", "info"})):
        result = xlperf(tmp_path / "报送", "-o", tmp_path / level, "--level", level)
        assert result.exit_code == (1 if severities & deciding else 0)


def test_a_file_that_goes_back_for_advice_alone_is_kept_in_the_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its forms, beside the summary in the current folder, although that one had no need of a ledger."""
    monkeypatch.chdir(tmp_path)
    write_declaration(tmp_path / "报送" / "a.xlsx")
    Path("名单.csv").write_text("实施单位\n云岭区剧团\n", "utf-8")
    words = ("报送", "--roster", "名单.csv", "--workers", "0")
    CliRunner().invoke(cli, ["consolidate", *words])
    assert not Path(LEDGER_FILE).exists()
    result = xlperf(*words[:3], "-o", "退回", "--level", "warning", "--today", "2026-03-05")
    assert "a.xlsx  必须修改 0 处，建议修改 1 处" in result.stdout.splitlines()
    assert "没有找到上次的汇总表" not in result.stderr
    ((form,),) = (each.forms for each in run([Path("报送")], RunSettings(workers=0)).files)
    assert [each.day for each in read_rounds(Path(LEDGER_FILE)).of_form(form)] == [date(2026, 3, 5)]


def test_copies_of_an_earlier_return_are_pointed_out(folder: Path, tmp_path: Path) -> None:
    """They might be sent by mistake."""
    target = tmp_path / "退回"
    xlperf(folder, "-o", target)
    write_declaration(folder / "剧团.xlsx", unit="云岭区剧团")
    write_declaration(folder / "馆.xlsx", unit="云岭区图书馆", project_name="另一项目", fiscal=1)
    (target / "旧.xlsx").mkdir()  # a folder is no workbook
    (target / "说明.txt").write_text("旧", "utf-8")
    result = xlperf(folder, "-o", target)
    assert result.stderr.startswith("注意：“退回”里还有 1 个工作簿不是这次写的（剧团.xlsx），可能是上次退回的，请不要误发。\n")


def test_wrong_usage_ends_with_2(folder: Path, tmp_path: Path) -> None:
    """No folder to write to, one inside the input folder, no input folder, nothing to read."""
    assert xlperf(folder).exit_code == 2
    assert "缺少选项 -o / --output。" in xlperf(folder).stderr
    inside = xlperf(folder, "-o", folder / "退回")
    assert inside.exit_code == 2
    assert inside.stderr.startswith("退回的文件不能放在报送文件夹里")
    assert xlperf(tmp_path / "没有", "-o", tmp_path / "退回").exit_code == 2
    (tmp_path / "空").mkdir()
    assert xlperf(tmp_path / "空", "-o", tmp_path / "退回").exit_code == 2
    assert not (tmp_path / "退回").exists()


@pytest.mark.parametrize("name", ["报送", "申报 2026"])
def test_consolidate_says_how_files_go_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """After a run with errors the next step is told, and works when copied as it stands; without errors it is not."""
    monkeypatch.chdir(tmp_path)
    write_declaration(tmp_path / name / "剧团.xlsx", fiscal=349999)
    words = ["consolidate", name, "-o", "汇总 表.xlsx", "--workers", "0", "--department", "示例市云岭区文化和旅游局"]
    *_, told, line = CliRunner().invoke(cli, words).stdout.splitlines()
    assert told == "有 1 个文件须退回单位。要标好错处的副本，请运行："
    shown, summary, returns = map(quoted, (name, "汇总 表.xlsx", f"{name}-退回"))
    assert line == (
        f"  xlperf return {shown} -o {returns} --workers 0 --department 示例市云岭区文化和旅游局 --last-summary {summary}"
    )
    if os.name != "nt":
        assert CliRunner().invoke(cli, shlex.split(line)[1:]).exit_code == 1
        assert (tmp_path / f"{name}-退回" / "剧团.xlsx").is_file()
    write_declaration(tmp_path / name / "剧团.xlsx")
    assert "退回" not in CliRunner().invoke(cli, words).stdout
