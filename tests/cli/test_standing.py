"""What stands is one answer: a mended version settles the old one on the screen, in the exit code, the sheets and the returns."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
from click.testing import CliRunner, Result

from tests.workbooks import write_declaration
from xlperf.cli.main import cli


def run(*words: str) -> Result:
    """Run xlperf without child processes."""
    return CliRunner().invoke(cli, [*words, "--workers", "0"])


def folder_with_a_mended_version(place: Path) -> Path:
    """Return a folder with a faulty old version, the mended one, and a copy of the old one."""
    old = write_declaration(place / "古籍修复项目.xlsx", fiscal=300_000)
    write_declaration(place / "古籍修复项目-修改后.xlsx")
    (place / "古籍修复项目 - 副本.xlsx").write_bytes(old.read_bytes())
    return place


def test_a_mended_version_ends_with_0_and_nothing_goes_back(tmp_path: Path) -> None:
    """The old version and its copy may stay in the folder: screen, exit code and return say what they say of the new one alone."""
    folder = folder_with_a_mended_version(tmp_path / "in")
    result = run("consolidate", str(folder), "-o", str(tmp_path / "out.xlsx"))
    assert result.exit_code == 0
    assert "3 个文件，读出 3 张表（其中 1 张是旧版本、1 张是重复的，不计入），0 个文件未能读取。\n问题：0 个错误" in result.stdout
    assert "须退回单位" not in result.stderr
    returned = run("return", str(folder), "-o", str(tmp_path / "退回"))
    assert (returned.exit_code, "没有要退回的文件" in returned.stdout) == (0, True)


def test_an_example_of_the_same_project_is_called_an_example(tmp_path: Path) -> None:
    """A form on a path called 样表 is left out of the totals, and the screen does not call it an old version."""
    write_declaration(tmp_path / "in" / "古籍修复项目.xlsx")
    write_declaration(tmp_path / "in" / "样表.xlsx", fiscal=300_000)
    result = run("check", str(tmp_path / "in"))
    assert "读出 2 张表（其中 1 张是填报示例，不计入）" in result.stderr + result.stdout


def test_the_files_of_the_last_line_add_up_with_copies_of_a_refused_one(tmp_path: Path) -> None:
    """Of two identical files that cannot be read one counts; the other is told, so that the numbers make the whole."""
    write_declaration(tmp_path / "in" / "古籍修复项目.xlsx")
    for name in ("坏.xlsx", "坏 - 副本.xlsx"):
        (tmp_path / "in" / name).write_bytes(b"PK\x03\x04broken")
    result = run("check", str(tmp_path / "in"))
    assert "3 个文件，读出 1 张表，1 个文件未能读取，另有 1 个未能读取的与别的文件完全相同。" in result.stderr + result.stdout


def test_what_was_found_in_an_old_version_is_marked(tmp_path: Path) -> None:
    """The JSON lines keep it with ``stands`` and ``because``; what stands has neither, and each says whom it is for."""
    result = run("check", str(folder_with_a_mended_version(tmp_path / "in")), "--format", "jsonl")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    errors = [each for each in found if each["severity"] == "error"]
    assert {each["file"] for each in errors} == {"古籍修复项目.xlsx", "古籍修复项目 - 副本.xlsx"}
    assert {(each["stands"], each["because"], each["for"]) for each in errors} == {(False, "superseded", "unit")}
    assert not any("stands" in each for each in found if each["rule"] in ("FILE-006", "FILE-007"))
    assert result.exit_code == 0


def test_the_summary_counts_the_new_version_and_says_why(tmp_path: Path) -> None:
    """校验结果 lists the old findings last and counts none of them; 来源核对 names version and reason; 分类统计 agrees."""
    target = tmp_path / "out.xlsx"
    run("consolidate", str(folder_with_a_mended_version(tmp_path / "in")), "-o", str(target))
    book = openpyxl.load_workbook(target, data_only=True)
    assert book["校验结果"]["A2"].value.count("错误 0 条") == 1
    assert "条出自旧版本，列在最后，不计。" in book["校验结果"]["A2"].value
    texts = [cell for row in book["来源核对"].iter_rows(values_only=True) for cell in row if isinstance(cell, str)]
    assert {"名称里有“修改”", "内容完全相同"} <= set(texts)
    total = next(row for row in book["分类统计"].iter_rows(values_only=True) if row[0] == "合计")
    assert total[10] == 0


def test_the_settings_fix_which_version_counts(tmp_path: Path) -> None:
    """A department that wants the old version after all says so, and is told what is wrong in it."""
    folder = folder_with_a_mended_version(tmp_path / "in")
    (folder / "xlperf.toml").write_text('versions = ["古籍修复项目.xlsx"]\n', encoding="utf-8")
    assert run("check", str(folder)).exit_code == 1
    (folder / "xlperf.toml").write_text('versions = ["没有.xlsx"]\n', encoding="utf-8")
    result = run("check", str(folder))
    assert result.exit_code == 2
    assert "设置文件 xlperf.toml 第 1 行：找不到要采用的文件“没有.xlsx”" in result.stderr


def test_no_unit_reads_the_name_of_another_ones_project(tmp_path: Path) -> None:
    """A goal that two units share is told to each without the other's name; the department's list has both."""
    folder, out = tmp_path / "in", tmp_path / "退回"
    write_declaration(folder / "a.xlsx", fiscal=300_000)
    write_declaration(folder / "b.xlsx", unit="云岭区文化馆", project_name="文艺汇演项目", fiscal=1)
    assert "文艺汇演项目" in run("check", str(folder / "a.xlsx"), str(folder / "b.xlsx")).stdout
    run("return", str(folder), "-o", str(out))
    texts = [str(c.value) for s in openpyxl.load_workbook(out / "a.xlsx") for row in s.iter_rows() for c in row if c.value]
    assert any("年度总体目标与其他项目相同" in each for each in texts)
    assert not any("文艺汇演" in each or "文化馆" in each for each in texts)


def test_a_unit_in_two_kinds_of_brackets_is_one(tmp_path: Path) -> None:
    """Its control figures are added once, and it is not said to be silent."""
    write_declaration(tmp_path / "in" / "a.xlsx", unit="云岭区图书馆（总馆）")
    lines = "单位,项目,控制数\n云岭区图书馆（总馆）,古籍修复项目,200000\n云岭区图书馆(总馆),古籍修复项目,150000\n"
    (tmp_path / "名单.csv").write_text(lines, encoding="utf-8")
    result = run("check", str(tmp_path / "in"), "--roster", str(tmp_path / "名单.csv"), "--format", "jsonl")
    assert not {json.loads(each)["rule"] for each in result.stdout.splitlines()} & {"SUM-001", "SUM-003"}
