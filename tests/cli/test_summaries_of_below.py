"""A summary of the level below among the forms is a report like any other: never replaced, and no former summary of this folder."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from tests.workbooks import write_declaration
from xlperf.cli.main import cli


def _consolidate(*more: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["consolidate", ".", "--workers", "0", *more])
    return result.exit_code, result.output + result.stderr


@pytest.fixture
def reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a unit's summary under its default name, among the forms of the same department, with an error that it approved."""
    unit, folder = tmp_path / "unit", tmp_path / "all"
    write_declaration(unit / "一馆.xlsx", unit="一馆", project_name="灯塔维护", annual=360000)
    write_declaration(folder / "二馆.xlsx", unit="二馆", project_name="渡口修缮")
    monkeypatch.chdir(unit)
    assert _consolidate()[0] == 1
    [summary] = unit.glob("*汇总表.xlsx")
    book = openpyxl.load_workbook(summary)
    sheet = book["校验结果"]
    at = next(cell.column for cell in sheet[3] if cell.value == "核准")
    for row in range(4, sheet.max_row + 1):
        if isinstance(sheet.cell(row, 1).value, int):
            sheet.cell(row, at).value = "核准：我馆自己核准"
    book.save(folder / summary.name)
    monkeypatch.chdir(folder)
    return folder / summary.name


def test_it_is_not_replaced_and_its_forms_stay(reported: Path) -> None:
    """The department's summary bears the same name: it is written beside it, with all forms, run after run."""
    content = reported.read_bytes()
    for _ in range(2):
        code, said = _consolidate()
        assert reported.read_bytes() == content
        moved = f"里面的表已经计入，没有动它；这次写成“{reported.stem}（2）.xlsx”。"
        assert f"注意：“{reported.name}”是下一级报来的汇总表，{moved}" in said
        assert "读出 2 张表" in said
        assert "变动" not in said
        assert code == 1
    assert {each.name for each in reported.parent.glob("*汇总表*")} == {reported.name, f"{reported.stem}（2）.xlsx"}


def test_what_a_unit_approved_itself_settles_nothing(reported: Path) -> None:
    """Its 核准 stands in a report, not in the last summary of this folder: the error stays one, for check as for consolidate."""
    result = CliRunner().invoke(cli, ["check", ".", "--workers", "0", "--format", "jsonl"])
    assert result.exit_code == 1
    assert "核准" not in result.output


def test_it_is_not_replaced_by_name_either(reported: Path) -> None:
    """-o with its name is refused before anything is read."""
    content = reported.read_bytes()
    code, said = _consolidate("-o", reported.name)
    assert code == 2
    assert f"“{reported.name}”是下一级报来的汇总表，里面的表来自别的文件夹，没有替换它。" in said
    assert reported.read_bytes() == content
