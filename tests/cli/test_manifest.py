"""How a summary was made stands in it: a second person can make the same bytes."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
from click.testing import CliRunner

from tests.workbooks import write_declaration
from xlperf.cli.main import cli


def consolidated(folder: Path, output: Path, *words: object) -> Path:
    """Return the summary of a folder."""
    result = CliRunner().invoke(cli, ["consolidate", str(folder), "-o", str(output), *map(str, words), "--workers", "0"])
    assert result.exit_code in (0, 1), result.output
    return output


def section(path: Path, title: str) -> list[tuple[object, ...]]:
    """Return the rows of a section of 来源核对, its header left out."""
    rows = list(openpyxl.load_workbook(path, data_only=True)["来源核对"].iter_rows(values_only=True))
    start = next(index for index, row in enumerate(rows) if str(row[0] or "").startswith(title)) + 2
    end = next((index for index in range(start, len(rows)) if rows[index][0] is None and rows[index][1] is None), len(rows))
    return rows[start:end]


def properties(path: Path) -> dict[str, str]:
    """Return the custom properties of a workbook."""
    return {each.name: str(each.value) for each in openpyxl.load_workbook(path).custom_doc_props.props}


def given(tmp_path: Path) -> Path:
    """Return a folder with a form, settings and waivers, and lists beside it."""
    folder = tmp_path / "报送"
    write_declaration(folder / "a.xlsx")
    (folder / "xlperf.toml").write_text("year = 2026\n", "utf-8")
    (folder / "xlperf-waivers.json").write_text(
        '{"waivers": [{"rule": "GOAL-001", "project": "无此项目", "reason": "已核实", "by": "张三"}]}', "utf-8"
    )
    (tmp_path / "名单.csv").write_text("单位,项目,电话\n云岭区图书馆,古籍修复项目,110\n", "utf-8")
    return folder


def test_the_manifest_says_what_the_summary_was_made_with(tmp_path: Path) -> None:
    """Program, rules, layouts, lists with their columns, settings, waivers and options; no folder of this machine."""
    folder = given(tmp_path)
    words = ("--roster", tmp_path / "名单.csv", "--today", "2026-03-01")
    path = consolidated(folder, tmp_path / "甲.xlsx", *words)
    rows = section(path, "制作清单")
    assert [row[1] for row in rows] == ["程序", "规则", "版式", "名单", "设置", "豁免", "选项", "选项", "选项", "选项"]
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    said = [row[2] for row in rows]
    assert said[3] == "名单“名单.csv”：用了 2 列（单位、项目），共 1 行；没有用的列：电话。"
    assert said[6:] == ["batch_year = 2026", "today = 2026-03-01", "order = input", "single = 是"]
    assert all(row[14] for row in rows[1:6])
    assert not [text for text in said if str(tmp_path) in str(text)]
    names = {"program", "rules", "layouts", "lists", "settings", "waivers", "options", "manifest"}
    assert {f"xlperf-{name}" for name in names} <= properties(path).keys()


def test_the_same_things_make_the_same_bytes_elsewhere(tmp_path: Path) -> None:
    """On another day and in another folder; another list, rule or option makes another manifest."""
    folder = given(tmp_path)
    other = tmp_path / "别处"
    shutil.copytree(folder, other / "报送")
    shutil.copy(tmp_path / "名单.csv", other / "名单.csv")
    words = ("--today", "2026-03-01")
    first = consolidated(folder, tmp_path / "汇总.xlsx", "--roster", tmp_path / "名单.csv", *words)
    second = consolidated(other / "报送", other / "汇总.xlsx", "--roster", other / "名单.csv", *words)
    assert first.read_bytes() == second.read_bytes()
    before = properties(first)
    (tmp_path / "名单.csv").write_text("单位,项目\n云岭区图书馆,古籍修复项目\n", "utf-8")
    after = properties(consolidated(folder, tmp_path / "再.xlsx", "--roster", tmp_path / "名单.csv", *words))
    assert {name for name in before if before[name] != after[name]} == {"xlperf-lists", "xlperf-manifest"}


def test_every_rule_says_what_became_of_it(tmp_path: Path) -> None:
    """规则执行情况 has a line for every rule of the run: run, found, not applicable, could not, waived."""
    from xlperf.rules import load_rule_book

    path = consolidated(given(tmp_path), tmp_path / "甲.xlsx", "--today", "2026-03-01")
    rows = section(path, "规则执行情况")
    named = [str(row[1]).split(" ")[0] for row in rows[1:]]
    assert set(named) == {each.id for each in load_rule_book().rule_set.rules}
    assert len(named) == len(set(named))
    for row in rows[1:]:
        due, done, undone, found = row[3], row[4], row[6], row[7]
        assert due == done + undone
        assert found <= done
