"""What a person types over in a summary has no place in the next one: it is told, with its cell, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from tests.workbooks import write_declaration
from xlperf.cli.main import cli


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, [*arguments, "--workers", "0"])
    assert result.exit_code in (0, 1), result.output
    return result.output


def _consolidated() -> str:
    return _run("consolidate", "报送", "-o", "汇总.xlsx")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with two projects and its summary."""
    monkeypatch.chdir(tmp_path)
    for file, project in (("甲", "灯塔维护"), ("乙", "渡口修缮")):
        write_declaration(tmp_path / "报送" / f"{file}.xlsx", project_name=project)
    _consolidated()
    return tmp_path


def _cell(sheet: Worksheet, text: object, nth: int = 0) -> str:
    return [str(each.coordinate) for row in sheet.iter_rows() for each in row if each.value == text][nth]


def _kept() -> list[tuple[object, ...]]:
    rows = CalamineWorkbook.from_path("汇总.xlsx").get_sheet_by_name("变动").to_python()[3:]
    return [(row[3], row[5], row[6], row[10], row[11]) for row in rows if row[1] == "手写留存"]


@pytest.mark.parametrize("times", [1, 2])
def test_a_printed_form_that_was_typed_over_is_told(folder: Path, times: int) -> None:
    """A goal, a label and an amount of a printed form: each with its cell, and where forms are mended instead."""
    book = openpyxl.load_workbook("汇总.xlsx")
    sheet = book["申报表"]
    project = _cell(sheet, "渡口修缮")
    label = _cell(sheet, "三级指标")
    sheet[project], sheet[label] = "渡口修缮（二期）", "指标"
    book.save("汇总.xlsx")
    said = [_consolidated() for _ in range(times)]
    assert "印出来的表上有 2 处改过或写上的字" in said[0]
    assert "要改表，请改单位的文件后再运行" in said[0]
    told = {(text, sheet, cell) for _, label, text, sheet, cell in _kept() if label == "改过的字"}
    assert told == {("渡口修缮（二期）", "申报表", project), ("指标", "申报表", label)}
    assert all("印出来的表上" not in each for each in said[1:])


def test_a_column_that_no_comparison_knows_is_told(folder: Path) -> None:
    """A figure of the 指标明细 that xlperf worked out, with its project and column."""
    book = openpyxl.load_workbook("汇总.xlsx")
    sheet = book["指标明细"]
    column = next(each.column for each in sheet[3] if each.value == "类型")
    sheet.cell(4, column).value = "定性的"
    project = sheet.cell(4, next(each.column for each in sheet[3] if each.value == "项目名称")).value
    book.save("汇总.xlsx")
    _consolidated()
    assert [each[:3] for each in _kept()] == [(project, "改过的字：类型", "定性的")]


def test_a_summary_that_was_only_saved_again_tells_nothing(folder: Path) -> None:
    """Another program, a sorted list, a note in 备注: nothing was typed over."""
    book = openpyxl.load_workbook("汇总.xlsx")
    sheet = book["指标明细"]
    first, last = ([each.value for each in sheet[row]] for row in (4, sheet.max_row))
    for column, (one, other) in enumerate(zip(first, last, strict=True), 1):
        sheet.cell(4, column).value, sheet.cell(sheet.max_row, column).value = other, one
    book.save("汇总.xlsx")
    assert "变动" not in _consolidated()


@pytest.mark.parametrize(("sheet", "header", "text"), [("指标明细", "指标值原文", "一百册"), ("汇总表", "项目名称", "渡口大修")])
def test_a_list_of_the_level_below_that_was_typed_over_is_told(folder: Path, sheet: str, header: str, text: str) -> None:
    """Before it was handed up somebody changed a list: the form is read, and the change is told with its cell."""
    (folder / "上级").mkdir()
    book = openpyxl.load_workbook("汇总.xlsx")
    column = next(each.column for each in book[sheet][3] if each.value == header)
    row = next(row for row in range(4, 9) if isinstance(book[sheet].cell(row, 1).value, int))
    cell = book[sheet].cell(row, column)
    cell.value = text
    book.save(folder / "上级" / "甲局汇总.xlsx")
    said = _run("check", "上级")
    assert text in said or "没有列出" in said
    assert "FILE-028" in said or "FILE-019" in said
    Path("汇总.xlsx").rename(folder / "上级" / "甲局汇总.xlsx")
    assert "FILE-028" not in _run("check", "上级")
