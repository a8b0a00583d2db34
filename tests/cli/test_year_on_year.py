"""上下年对比: this year's projects beside last year's, from a summary, a folder or a list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from tests.workbooks import ROWS, write_declaration
from xlperf.cli.main import cli

LAST: dict[str, Any] = {"year": "（2025年度）", "start_date": "2025-01-01", "end_date": "2025-12-31"}
FEWER = (*ROWS[:1], ("产出指标", "数量指标", "修复古籍数量", "≥200(册)"), *ROWS[2:5])


def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Return last year's folder and this year's: one project continued, one ended, one new, one renamed."""
    last, now = tmp_path / "去年", tmp_path / "今年"
    write_declaration(last / "a.xlsx", **LAST, project_name="2025年古籍修复项目")
    write_declaration(last / "b.xlsx", **LAST, project_name="讲座项目", annual=80_000, fiscal=80_000)
    write_declaration(last / "c.xlsx", **LAST, project_name="展览项目（一期）", annual=50_000, fiscal=50_000)
    write_declaration(now / "a.xlsx", FEWER, project_name="2026年古籍修复项目", annual=500_000, fiscal=500_000)
    write_declaration(now / "c.xlsx", project_name="展览项目（二期）", annual=50_000, fiscal=50_000)
    return last, now


def run(*words: object) -> str:
    """Run xlperf in this process; return what it prints."""
    result = CliRunner().invoke(cli, [*map(str, words), "--workers", "0"])
    assert result.exit_code in (0, 1), result.output
    return result.output


@pytest.mark.parametrize("source", ["summary", "folder"])
def test_a_project_is_continued_new_or_ended(tmp_path: Path, source: str) -> None:
    """From last year's summary and from its folder alike; a renamed project is no match."""
    last, now = folders(tmp_path)
    given = last
    if source == "summary":
        given = tmp_path / "2025.xlsx"
        run("consolidate", last, "-o", given)
    output = tmp_path / "2026.xlsx"
    run("consolidate", now, "-o", output, "--last-year", given)
    rows = list(openpyxl.load_workbook(output)["上下年对比"].iter_rows(min_row=4, values_only=True))
    assert [(row[1], *row[3:9]) for row in rows] == [
        ("延续", "云岭区图书馆", "2026年古籍修复项目", 350000, 500000, 150000, "+42.9"),
        ("新增", "云岭区图书馆", "展览项目（二期）", None, 50000, None, None),
        ("结束", "云岭区图书馆", "讲座项目", 80000, None, None, None),
        ("结束", "云岭区图书馆", "展览项目（一期）", 50000, None, None, None),
    ]
    assert rows[0][9:15] == (6, 5, 4, "读者满意度", "修复古籍数量：≥300(册) → ≥200(册)", "是")
    first = output.read_bytes()
    run("consolidate", now, "-o", tmp_path / "再次.xlsx", "--last-year", given)
    assert openpyxl.load_workbook(tmp_path / "再次.xlsx").sheetnames == openpyxl.load_workbook(output).sheetnames
    assert (tmp_path / "再次.xlsx").read_bytes() == first


def test_the_rule_goes_by_limits_that_a_department_can_set(tmp_path: Path) -> None:
    """30 % and at least 10 万元 by default."""
    last, now = folders(tmp_path)
    assert "年度金额 500,000.00 比上年 350,000.00 增加 42.9%。" in run("check", now, "--last-year", last)
    (now / "xlperf.toml").write_text("[thresholds.SUM-013]\npercent = 50\n", "utf-8")
    assert "比上年" not in run("check", now, "--last-year", last)


def test_what_must_not_be_published_does_not_come_back(tmp_path: Path) -> None:
    """A project of last year whose form was taken away for that reason is not listed as ended."""
    last, now = folders(tmp_path)
    (tmp_path / "不公开.txt").write_text("讲座项目\n", "utf-8")
    output = tmp_path / "2026.xlsx"
    run("consolidate", now, "-o", output, "--last-year", last, "--unpublished", tmp_path / "不公开.txt")
    names = [row[4] for row in openpyxl.load_workbook(output)["上下年对比"].iter_rows(min_row=4, values_only=True)]
    assert "讲座项目" not in names


def test_of_another_year_nothing_is_compared(tmp_path: Path) -> None:
    """Projects of two years ago neither end nor make this year's new."""
    last, now = folders(tmp_path)
    output = tmp_path / "再早.xlsx"
    run("consolidate", last, "-o", output, "--last-year", now)
    assert "上下年对比" not in openpyxl.load_workbook(output).sheetnames


def test_the_sheet_says_which_ended_project_a_new_one_may_be(tmp_path: Path) -> None:
    """The clerk need not find the pair among hundreds of lines."""
    write_declaration(tmp_path / "去年" / "a.xlsx", **LAST, project_name="展览")
    write_declaration(tmp_path / "今年" / "a.xlsx", project_name="展览经费")
    output = tmp_path / "2026.xlsx"
    run("consolidate", tmp_path / "今年", "-o", output, "--last-year", tmp_path / "去年")
    rows = list(openpyxl.load_workbook(output)["上下年对比"].iter_rows(min_row=4, values_only=True))
    assert [(row[1], row[4], row[15]) for row in rows] == [
        ("新增", "展览经费", "上年有“展览”，可能是同一个项目，请核对名称"),
        ("结束", "展览", "今年有“展览经费”，可能是同一个项目，请核对名称"),
    ]
