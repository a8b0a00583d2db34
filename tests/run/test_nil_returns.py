"""Nil returns: a form, a sheet or a line that says 本年无项目 settles what a unit owes, and is no refusal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tests.workbooks import write_declaration
from xlperf.cli.main import cli
from xlperf.forms.reading.nil_return import says_nothing

NIL, OTHER = "云岭区美术馆", "云岭区图书馆"


def run(*words: object) -> Result:
    """Run xlperf without child processes."""
    return CliRunner().invoke(cli, [*map(str, words), "--workers", "0"])


def nil_form(path: Path) -> None:
    """Write the bureau's form with 本年无项目 for a project."""
    write_declaration(path, (("", "", "", ""),), unit=NIL, project_name="本年无项目", annual=0, fiscal=0, goal="")


def nil_sheet(path: Path) -> None:
    """Write a sheet of its own with unit, year and the sentence."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("绩效目标零报告",), ("填报单位", NIL), ("2026年度无项目支出，特此说明。",)):
        sheet.append(row)
    book.save(path)


def nil_line(path: Path) -> None:
    """Write one line that names its unit."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B3"] = f"{NIL}2026年度没有项目。"
    book.save(path)


def named_by_its_file(path: Path) -> None:
    """Write one line; the unit stands in the name of the file alone."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "本年度无项目"
    book.save(path.with_name(f"{NIL}.xlsx"))


@pytest.mark.parametrize("write", [nil_form, nil_sheet, nil_line, named_by_its_file])
def test_a_nil_return_is_a_state_and_no_refusal(tmp_path: Path, write: Callable[[Path], None]) -> None:
    """报送情况 says 零报, nobody is told that the unit is missing, the run ends with 0."""
    write_declaration(tmp_path / "in" / "图书馆.xlsx")
    write(tmp_path / "in" / "回复.xlsx")
    (tmp_path / "名单.csv").write_text(f"实施单位,项目名称\n{OTHER},古籍修复项目\n{NIL},\n", "utf-8")
    out = tmp_path / "out.xlsx"
    result = run("consolidate", tmp_path / "in", "-o", out, "--roster", tmp_path / "名单.csv")
    assert result.exit_code == 0, result.output
    book = openpyxl.load_workbook(out)
    rows = list(book["报送情况"].iter_rows(values_only=True))
    header = next(row for row in rows if "实施单位" in row)
    line = dict(zip(header, next(row for row in rows if NIL in row), strict=True))
    assert (line["零报\n（个）"], line["未报\n（个）"], line["说明"]) == (1, 0, "本年无项目")
    assert any("本年无项目（零报）" in map(str, row) for row in book["来源核对"].iter_rows(values_only=True))
    assert not any(NIL in str(row) and "没有报送" in str(row) for sheet in book for row in sheet.iter_rows(values_only=True))


def test_a_project_of_that_name_with_money_is_read(tmp_path: Path) -> None:
    """Money or indicators say more than the name: the form is read, and nothing is lost."""
    write_declaration(tmp_path / "in" / "a.xlsx", project_name="本年无项目")
    found = run("read", tmp_path / "in").stdout
    assert '"project_name": "本年无项目"' in found


@pytest.mark.parametrize(
    ("text", "nil"),
    [
        ("本年无项目", True),
        ("本单位2026年度无项目支出，特此报告。", True),
        ("零报告", True),
        ("云岭区美术馆：本年度没有项目", False),
        ("本年无项目的单位，请填写“本年无项目”", False),
        ("如无项目，不填", False),
        ("无项目负责人", False),
        ("有无项目", False),
        ("凡本年无项目", False),
    ],
)
def test_an_instruction_is_no_nil_return(text: str, nil: bool) -> None:
    """Only a sentence that states it counts."""
    assert says_nothing(text) is nil
