"""A roster shows who owes what: the sheet 报送情况 and the findings about gaps."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from click.testing import CliRunner

from tests.workbooks import write_declaration
from xlperf.cli.main import cli


def test_the_sheet_lists_what_is_due_came_in_and_is_missing(tmp_path: Path) -> None:
    """A unit of the roster without a form is said to be silent, a unit off the roster is said to be so.

    Both forms need a look, since they share their goal and their indicators.
    """
    write_declaration(tmp_path / "in" / "a.xlsx")
    write_declaration(tmp_path / "in" / "b.xlsx", unit="云岭区文化馆", project_name="文艺汇演项目", annual=80_000, fiscal=80_000)
    roster = tmp_path / "名单.csv"
    lines = ("单位,项目,类别,控制数（元）", "云岭区图书馆,古籍修复项目,特定目标类,350000", "云岭区美术馆,展览项目,特定目标类,90000")
    roster.write_text("\n".join(lines), "utf-8")
    target = tmp_path / "out.xlsx"
    words = ["consolidate", str(tmp_path / "in"), "--roster", str(roster), "-o", str(target), "--workers", "0"]
    assert CliRunner().invoke(cli, words).exit_code == 0
    rows = list(openpyxl.load_workbook(target, data_only=True)["报送情况"].iter_rows(min_row=4, values_only=True))
    assert [row[1:] for row in rows[:3]] == [
        ("云岭区图书馆", 1, 1, 0, 0, 0, 1, 0, 0, 1, 0, None, 350000, 350000, None),
        ("云岭区美术馆", 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, "展览项目", 90000, 0, "没有报送"),
        ("云岭区文化馆", None, 0, 0, 0, 1, 1, 0, 0, 1, 0, None, None, 80000, "不在名单上"),
    ]
    assert rows[3][2:12] == (2, 1, 0, 1, 1, 2, 0, 0, 2, 0)
    assert rows[3][13:15] == (440000, 430000)


def test_there_is_no_such_sheet_without_a_roster(tmp_path: Path) -> None:
    """Nothing is claimed about units that nobody listed."""
    write_declaration(tmp_path / "in" / "a.xlsx")
    CliRunner().invoke(cli, ["consolidate", str(tmp_path / "in"), "-o", str(tmp_path / "out.xlsx"), "--workers", "0"])
    assert "报送情况" not in openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames
