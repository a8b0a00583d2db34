"""A summary of the level below among the forms is a report like any other: never replaced, and no former summary of this folder."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.comments import Comment

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


def _found(*rules: str) -> list[tuple[str, str, str, str]]:
    result = CliRunner().invoke(cli, ["check", ".", "--workers", "0", "--format", "jsonl"])
    lines = map(json.loads, result.stdout.splitlines())
    return [tuple(each[key] for key in ("rule", "sheet", "cell", "message")) for each in lines if each["rule"] in rules]


def test_what_a_unit_wrote_into_its_summary_is_told(reported: Path) -> None:
    """Below a list, into a blank cell and as a comment, a sheet at a time; what it wrote beside its findings is its own."""
    book = openpyxl.load_workbook(reported)
    book["汇总表"]["A30"] = "补充：另加一个项目 30万元"
    book["汇总表"]["AD5"] = "金额待核"
    book["来源核对"]["B4"].comment = Comment("这一份晚到", "王")
    added = book.create_sheet("补充说明")
    added["B2"], added["B3"] = "水文站另有项目1个", 300000
    book.create_sheet("空白")
    book.save(reported)
    told = "下一级的汇总表里，工作表“{}”上有 {} 处手写的内容没有读取，第一处是“{}”。"
    assert sorted(_found("FILE-028")) == [
        ("FILE-028", "来源核对", "B4", told.format("来源核对", 1, "这一份晚到")),
        ("FILE-028", "汇总表", "AD5", told.format("汇总表", 2, "金额待核")),
        ("FILE-028", "补充说明", "B2", told.format("补充说明", 2, "水文站另有项目1个")),
    ]


def test_a_form_on_a_sheet_that_a_unit_added_to_its_summary_is_told(reported: Path, tmp_path: Path) -> None:
    """It counts, and no list of the summary has it."""
    form = openpyxl.load_workbook(write_declaration(tmp_path / "另.xlsx", unit="一馆", project_name="职工竞赛"))["申报表"]
    book = openpyxl.load_workbook(reported)
    added = book.create_sheet("另加")
    for row in form.iter_rows():
        for cell in row:
            if cell.value is not None:
                added[cell.coordinate] = cell.value
    for area in form.merged_cells.ranges:
        added.merge_cells(str(area))
    book.save(reported)
    said = "下一级的汇总表里，工作表“另加”是另加的，上面的项目“职工竞赛”没有列在汇总表里。"
    assert _found("FILE-019", "FILE-028") == [("FILE-019", "另加", "A1", said)]
    assert "读出 3 张表" in _consolidate()[1]


@pytest.mark.parametrize("is_sheet", [False, True])
def test_a_line_that_is_gone_is_told_as_such(reported: Path, is_sheet: bool) -> None:
    """Its form is printed as it was summed up: nobody says that it is not."""
    book = openpyxl.load_workbook(reported)
    if is_sheet:
        del book["汇总表"]
    else:
        book["汇总表"].delete_rows(5)
    book.save(reported)
    told = [message for *_, message in _found("FILE-019")]
    assert told[-1] == "下一级的汇总表里，项目“灯塔维护”在汇总表里没有列出。"
    assert not [each for each in told if "印出来" in each]


def test_a_form_whose_line_is_gone_is_held_against_its_codes(reported: Path) -> None:
    """A word changed in it is told beside the line that is gone."""
    book = openpyxl.load_workbook(reported)
    book["汇总表"].delete_rows(5)
    (goal,) = (cell for row in book["申报表"] for cell in row if str(cell.value).startswith("全年修复古籍三百册"))
    goal.value = "全年修复古籍三十册。"
    book.save(reported)
    assert "下一级的汇总表里，项目“灯塔维护”的“年度总体目标”在汇总以后改过。" in [message for *_, message in _found("FILE-019")]


def test_a_summary_without_its_printed_forms_is_refused_as_such(reported: Path) -> None:
    """Nothing can be read in it, though a sheet of the unit's own stands beside its lists."""
    book = openpyxl.load_workbook(reported)
    del book["申报表"]
    book.create_sheet("补充说明")["A1"] = "见原表"
    book.save(reported)
    ((_, _, _, message),) = _found("FILE-001")
    assert "这是下一级的汇总表，印出来的表（申报表、自评表）已删去，没有读取。" in message
