"""A folder of several departments or years, and the settings of a folder, as a person runs them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click
import openpyxl
import pytest
from click.testing import CliRunner, Result

from tests.workbooks import write_declaration
from xlperf.cli.main import cli
from xlperf.data.resources import load_json

NAME = "示例市云岭区文化和旅游局{}年度项目绩效目标汇总表.xlsx"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with two declarations of 2026 and a stray one of 2025; the current folder is beside it."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    place = tmp_path / "报送"
    write_declaration(place / "a.xlsx", project_name="甲项目")
    write_declaration(place / "b.xlsx", project_name="乙项目", annual=250000, fiscal=250000)
    write_declaration(place / "c.xlsx", project_name="丙项目", year="（2025年度）", start_date="2025-01-01", end_date="2025-12-31")
    return place


@pytest.fixture
def xlperf() -> Callable[..., Result]:
    """Return a function that runs xlperf without child processes."""
    return lambda command, *words: CliRunner().invoke(cli, [command, *map(str, words), "--workers", "0"])


def texts(path: Path | str, sheet: str) -> list[str]:
    """Return every text of a sheet."""
    rows = openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows()
    return [str(cell.value) for row in rows for cell in row if cell.value is not None]


def test_each_year_has_a_workbook_and_the_person_is_told(folder: Path, xlperf: Callable[..., Result]) -> None:
    """The stray form is in no total of the other year, and both workbooks account for all three files."""
    result = xlperf("consolidate", folder)
    assert result.exit_code == 0, result.output
    assert sorted(each.name for each in Path().iterdir()) == [NAME.format(2025), NAME.format(2026)]
    assert {f"汇总表：{NAME.format(2026)}", f"汇总表：{NAME.format(2025)}"} <= set(result.stdout.splitlines())
    assert result.stderr == "文件夹里有 2 个部门或年度，各写了一个汇总表。填错了的请改正后重新运行；要合成一个，请加 --single。\n"
    assert "丙项目" not in texts(NAME.format(2026), "汇总表")
    listed = texts(NAME.format(2026), "来源核对")
    assert {"a.xlsx", "b.xlsx", "c.xlsx"} <= set(listed)
    assert "1 张表计入《示例市云岭区文化和旅游局2025年度项目绩效目标汇总表》。" in listed
    assert "核对结果：已平" in listed


def test_single_puts_all_into_one(folder: Path, xlperf: Callable[..., Result]) -> None:
    """--single makes the mix that was asked for, and the title does not claim one year for all."""
    result = xlperf("consolidate", folder, "--single", "-o", "all.xlsx")
    assert (result.exit_code, result.stderr) == (0, "")
    assert {"甲项目", "乙项目", "丙项目"} <= set(texts("all.xlsx", "汇总表"))


def test_one_file_takes_all_and_the_person_is_told(folder: Path, xlperf: Callable[..., Result]) -> None:
    """Who names one file gets one workbook with everything in it, and reads that it is a mix."""
    result = xlperf("consolidate", folder, "-o", "all.xlsx")
    assert result.exit_code == 0
    assert result.stderr == "注意：文件夹里有 2 个部门或年度，都写进了这一个汇总表。要各写一个，请用 -o 给出一个文件夹。\n"
    assert {"甲项目", "乙项目", "丙项目"} <= set(texts("all.xlsx", "汇总表"))


def test_a_folder_takes_several_summaries(folder: Path, xlperf: Callable[..., Result]) -> None:
    """-o may name an existing folder, whether it gets one workbook or several."""
    Path("汇总").mkdir()
    assert xlperf("consolidate", folder, "-o", "汇总").exit_code == 0
    assert sorted(each.name for each in Path("汇总").iterdir()) == [NAME.format(2025), NAME.format(2026)]
    (folder / "c.xlsx").unlink()
    Path("单").mkdir()
    result = xlperf("consolidate", folder, "-o", "单")
    assert [each.name for each in Path("单").iterdir()] == [NAME.format(2026)]
    lines = result.stdout.splitlines()
    assert f"汇总表：{NAME.format(2026)}" in lines
    assert f"所在文件夹：{Path('单').resolve()}" in lines


def test_the_mail_takes_every_summary(folder: Path, xlperf: Callable[..., Result]) -> None:
    """One mail, both workbooks; --single attaches one."""
    assert xlperf("mail", folder, "-o", "x.eml").stdout.count("项目绩效目标汇总表.xlsx") == 2
    assert xlperf("mail", folder, "-o", "x.eml", "--single").stdout.count("项目绩效目标汇总表.xlsx") == 1
    xlperf("consolidate", folder)
    xlperf("consolidate", folder, "-o", "all.xlsx")
    for written in (NAME.format(2025), "all.xlsx"):
        result = xlperf("mail", folder, "-o", "x.eml", "--summary", written)
        assert (result.exit_code, result.stderr) == (0, ""), written
    (folder / "b.xlsx").unlink()
    result = xlperf("mail", folder, "-o", "x.eml", "--summary", "all.xlsx")
    assert (result.exit_code, result.stderr) == (
        2,
        "文件夹里有几个部门或年度，不能确定“all.xlsx”是哪一个的汇总表。请去掉 --summary，或加上 --single。\n",
    )


def test_settings_say_where_and_how(folder: Path, xlperf: Callable[..., Result]) -> None:
    """output, single and order of xlperf.toml count when nothing is typed; typed options win."""
    (folder / "xlperf.toml").write_text('output = "汇总.xlsx"\nsingle = true\norder = "category"\n', encoding="utf-8")
    write_declaration(folder / "z.xlsx", project_name="丁项目", category="特定目标类")
    write_declaration(folder / "a.xlsx", project_name="甲项目", category="其他人员类")
    assert xlperf("consolidate", folder).exit_code in (0, 1)
    projects = [each for each in texts(folder / "汇总.xlsx", "指标明细") if each in ("甲项目", "乙项目", "丁项目")]
    assert list(dict.fromkeys(projects)) == ["乙项目", "丁项目", "甲项目"]
    assert xlperf("consolidate", folder, "--order", "input", "-o", "typed.xlsx").exit_code in (0, 1)
    projects = [each for each in texts("typed.xlsx", "指标明细") if each in ("甲项目", "乙项目", "丁项目")]
    assert list(dict.fromkeys(projects)) == ["甲项目", "乙项目", "丁项目"]


def test_settings_may_ask_for_one_summary_of_all(folder: Path, xlperf: Callable[..., Result]) -> None:
    """As --single does, under the name of the department."""
    (folder / "xlperf.toml").write_text("single = true\n", encoding="utf-8")
    assert xlperf("consolidate", folder).exit_code in (0, 1)
    assert len(list(Path().glob("*汇总表.xlsx"))) == 1


def test_settings_judge_and_read_alike(folder: Path, xlperf: Callable[..., Result]) -> None:
    """The year of the settings is that of the batch in check too; a mistake in the file stops every command."""
    (folder / "xlperf.toml").write_text("year = 2026\n", encoding="utf-8")
    lines = [json.loads(each) for each in xlperf("check", folder, "--format", "jsonl").stdout.splitlines()]
    assert [each["file"] for each in lines if each["rule"] == "HEAD-003"] == ["c.xlsx"]
    lines = [json.loads(each) for each in xlperf("check", folder, "--year", "2025", "--format", "jsonl").stdout.splitlines()]
    assert [each["file"] for each in lines if each["rule"] == "HEAD-003"] == ["a.xlsx", "b.xlsx"]
    (folder / "xlperf.toml").write_text("yaer = 2026\n", encoding="utf-8")
    for command in ("check", "read", "consolidate", "mail"):
        result = xlperf(command, folder)
        assert (result.exit_code, result.stderr) == (
            2,
            "设置文件 xlperf.toml 第 1 行：不认识“yaer”，是否应为“year”。请修改后再运行一次。\n",
        )


def test_a_threshold_of_the_settings_changes_what_is_found(folder: Path, xlperf: Callable[..., Result]) -> None:
    """A department that wants longer goals says so once."""
    rules = [json.loads(each)["rule"] for each in xlperf("check", folder, "--format", "jsonl").stdout.splitlines()]
    assert "GOAL-005" not in rules
    (folder / "xlperf.toml").write_text("[thresholds.GOAL-005]\nfewest = 200\n", encoding="utf-8")
    lines = [json.loads(each) for each in xlperf("check", folder, "--format", "jsonl").stdout.splitlines()]
    assert len([each for each in lines if each["rule"] == "GOAL-005"]) == 3


def test_the_orders_of_the_command_are_those_of_the_settings() -> None:
    """The command line knows them without reading the schema."""
    for command in ("consolidate", "mail"):
        (kind,) = [each.type for each in cli.commands[command].params if each.name == "order"]
        assert isinstance(kind, click.Choice)
        assert list(kind.choices) == load_json("schemas", "settings.schema.json")["properties"]["order"]["enum"]


@pytest.mark.parametrize(
    "command",
    [
        ("export", "-o", "库.sqlite"),
        ("publish", "-o", "公开.docx"),
        ("return", "-o", "退回"),
        ("mail", "-o", "信.eml", "--to", "a@b.cn"),
    ],
)
@pytest.mark.parametrize("setting", ["", 'output = "总.xlsx"'])
def test_what_is_no_summary_takes_several_departments_and_years(
    folder: Path, xlperf: Callable[..., Result], command: tuple[str, ...], setting: str
) -> None:
    """Notes of last summaries are looked for at as many places as there are summaries, or at the one place of all."""
    if setting:
        (folder / "xlperf.toml").write_text(setting, "utf-8")
    result = xlperf(command[0], folder, *command[1:])
    assert result.exit_code in (0, 1), result.output
    assert "程序内部出错" not in result.output
