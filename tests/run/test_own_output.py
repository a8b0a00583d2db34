"""What xlperf wrote is no input; a form that somebody put into it, or made out of it, is read all the same."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from tests.workbooks import write_declaration
from xlperf.cli.main import cli
from xlperf.intake.folder import scan
from xlperf.intake.limits import intake_settings
from xlperf.intake.return_notice import NOTICE_TITLE
from xlperf.run.file_reading import read_file


def _read(path: Path) -> object:
    (entry,) = scan([path], intake_settings())
    return read_file(entry)


def _summary(folder: Path) -> Path:
    (folder / "报送").mkdir()
    write_declaration(folder / "报送" / "a.xlsx")
    CliRunner().invoke(cli, ["consolidate", str(folder / "报送"), "-o", str(folder / "汇总.xlsx"), "--workers", "0"])
    return folder / "汇总.xlsx"


def _pasted(source: Path, path: Path, sheet: str, top: int = 0, title: str = "") -> Path:
    """Copy the cells of a form into a sheet of another workbook, some rows further down."""
    form = openpyxl.load_workbook(source).active
    book = openpyxl.load_workbook(path)
    target = book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet)
    for row in form.iter_rows():
        for cell in row:
            if cell.value is not None:
                target.cell(cell.row + top, cell.column, cell.value)
    for area in form.merged_cells.ranges:
        target.merge_cells(
            start_row=area.min_row + top, end_row=area.max_row + top, start_column=area.min_col, end_column=area.max_col
        )
    if title:
        target["A1"] = title
    book.save(path)
    return path


def test_a_summary_is_passed_over(tmp_path: Path) -> None:
    """What we wrote comes back as no form of its own; where its files are not here, it is one of the level below."""
    result = _read(_summary(tmp_path))
    assert (result.fate, result.reason) == ("passed_over", "下一级的汇总表，里面 1 张表按原来的文件逐个列出")


def test_a_form_pasted_into_a_summary_is_read(tmp_path: Path) -> None:
    """A sheet that no summary has is somebody's; the sheets of the summary itself are not read again."""
    path = _pasted(write_declaration(tmp_path / "新.xlsx", project_name="补报项目"), _summary(tmp_path), "补报")
    result = _read(path)
    assert [(each.text("/project_name"), each.source.sheet) for each in result.forms] == [("补报项目", "补报")]


def test_a_note_added_to_a_summary_makes_it_no_form(tmp_path: Path) -> None:
    """A sheet with a person's notes in a summary is not told as a damaged form."""
    path = _summary(tmp_path)
    book = openpyxl.load_workbook(path)
    book.create_sheet("备忘")["A1"] = "周三前打电话"
    book.save(path)
    assert _read(path).fate == "passed_over"


def test_a_form_that_still_bears_our_keyword_is_read(tmp_path: Path) -> None:
    """A unit made its form out of a summary: the mark of the package alone hides nothing."""
    path = write_declaration(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book.properties.keywords = "xlperf-summary"
    book.save(path)
    assert [each.text("/project_name") for each in _read(path).forms] == ["古籍修复项目"]


@pytest.mark.parametrize(("row", "column", "fate"), [(60, 24, "passed_over"), (61, 1, "refused"), (1, 25, "refused")])
def test_a_notice_is_known_wherever_it_was_moved_to(tmp_path: Path, row: int, column: int, fate: str) -> None:
    """Rows and columns may have been put in before its title; words far away in a sheet are somebody's."""
    book = openpyxl.Workbook()
    book.active.cell(row, column, f" {NOTICE_TITLE}")
    book.active.cell(row, column + 1, 7)
    book.save(tmp_path / "a.xlsx")
    assert _read(tmp_path / "a.xlsx").fate == fate


@pytest.mark.parametrize("top", [0, 6])
def test_a_form_in_a_sheet_of_notices_is_read(tmp_path: Path, top: int) -> None:
    """Pasted over the list or below it: the notice goes, the form stays."""
    path = write_declaration(tmp_path / "a.xlsx")
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.create_sheet("退回说明")["A1"] = NOTICE_TITLE
    book.save(tmp_path / "b.xlsx")
    result = _read(_pasted(path, tmp_path / "b.xlsx", "退回说明", top, NOTICE_TITLE))
    assert [each.text("/project_name") for each in result.forms] == ["古籍修复项目"]


def test_an_input_of_the_default_name_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The unit's own file stands where the summary would: the summary takes another name, and says so."""
    monkeypatch.chdir(tmp_path)
    write_declaration(tmp_path / "a.xlsx")
    CliRunner().invoke(cli, ["consolidate", "--workers", "0"])
    (summary,) = set(tmp_path.iterdir()) - {tmp_path / "a.xlsx"}
    (tmp_path / "a.xlsx").rename(summary)
    before = summary.read_bytes()
    result = CliRunner().invoke(cli, ["consolidate", "--workers", "0"])
    other = summary.with_name(f"{summary.stem}（2）.xlsx")
    assert f"“{summary.name}”已经有了，不是 xlperf 写出的汇总表，没有动它；这次写成“{other.name}”。" in result.stderr
    assert summary.read_bytes() == before
    assert other.is_file()


def test_an_input_named_as_output_stays(tmp_path: Path) -> None:
    """``-o`` with the name of a unit's file ends with 2 and leaves it."""
    path = write_declaration(tmp_path / "a.xlsx")
    before = path.read_bytes()
    result = CliRunner().invoke(cli, ["consolidate", str(tmp_path), "-o", str(path), "--workers", "0"])
    assert result.exit_code == 2
    assert "“a.xlsx”不是 xlperf 写出的文件" in result.stderr
    assert path.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="names are no bytes on Windows")
def test_files_of_any_name_go_back(tmp_path: Path) -> None:
    """A name in GBK, and two names that are one after NFC: three copies, none over another."""
    folder, target = tmp_path / "报送", tmp_path / "退回"
    folder.mkdir()
    names = ["申报.xlsx".encode("gbk"), "caf\u00e9.xlsx".encode(), "cafe\u0301.xlsx".encode()]
    for number, name in enumerate(names):  # another project each: of identical files one is returned
        made = write_declaration(tmp_path / f"{number}.xlsx", annual=-5, project_name=f"河堤巡护{number}期")
        (folder / os.fsdecode(name)).write_bytes(made.read_bytes())
    result = CliRunner().invoke(cli, ["return", str(folder), "-o", str(target), "--workers", "0"])
    assert result.exit_code in (0, 1), result.output
    assert sorted(each.name for each in target.iterdir()) == sorted(
        ["退回清单.xlsx", "申报.xlsx", "cafe\u0301.xlsx", "caf\u00e9（2）.xlsx"]
    )


def test_a_strange_file_in_the_folder_of_returns_stays(tmp_path: Path) -> None:
    """A copy takes another name where a file of somebody stands; the copy of the last return gives way."""
    folder, target = tmp_path / "报送", tmp_path / "退回"
    write_declaration(folder / "a.xlsx", annual=-5)
    target.mkdir()
    (target / "a.xlsx").write_bytes(b"precious")
    for _ in range(2):
        CliRunner().invoke(cli, ["return", str(folder), "-o", str(target), "--workers", "0"])
    assert (target / "a.xlsx").read_bytes() == b"precious"
    assert sorted(each.name for each in target.iterdir()) == sorted(["a.xlsx", "a（2）.xlsx", "退回清单.xlsx"])


def test_settings_that_came_in_lead_nowhere_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An output elsewhere is written only when a person says so; one beside the folder is."""
    folder, here, elsewhere = tmp_path / "部门" / "报送", tmp_path / "这里", tmp_path / "别处"
    write_declaration(folder / "a.xlsx")
    here.mkdir()
    elsewhere.mkdir()
    monkeypatch.chdir(here)
    (folder / "xlperf.toml").write_text('output = "../../别处/x.xlsx"\n', "utf-8")
    result = CliRunner().invoke(cli, ["consolidate", str(folder), "--workers", "0"])
    assert result.exit_code == 2
    assert "要把汇总表写到报送文件夹之外的" in result.stderr
    assert list(elsewhere.iterdir()) == []
    assert CliRunner().invoke(cli, ["consolidate", str(folder), "-o", str(elsewhere / "x.xlsx"), "--workers", "0"]).exit_code == 0
    (folder / "xlperf.toml").write_text('output = "../x.xlsx"\n', "utf-8")
    assert CliRunner().invoke(cli, ["consolidate", str(folder), "--workers", "0"]).exit_code == 0
    assert (tmp_path / "部门" / "x.xlsx").is_file()


def _without_sheets(summary: Path, path: Path, *names: str) -> Path:
    book = openpyxl.load_workbook(summary)
    for each in names:
        del book[each]
    path.parent.mkdir(exist_ok=True)
    book.save(path)
    return path


@pytest.mark.parametrize("more", [(), ("汇总表",), ("汇总表", "总览", "分类统计")])
def test_lists_of_a_summary_are_no_forms_without_its_sources(tmp_path: Path, more: tuple[str, ...]) -> None:
    """Somebody took out the 来源核对, and more: the printed form is read once, its lists are not, and it is told."""
    summary = _summary(tmp_path)
    result = _read(_without_sheets(summary, tmp_path / "上级" / "甲局.xlsx", "来源核对", *more))
    assert [each.source.sheet for each in result.forms] == ["申报表"]
    assert [each.detail["detail"] for each in result.remarks if each.kind == "node_mismatch"] == [
        "“来源核对”被删掉了，里面的表是不是汇总时的样子核对不了"
    ]


def test_a_summary_without_sources_and_prints_says_so(tmp_path: Path) -> None:
    """Nothing of it is a form: it is refused with what to do, not read from its lists."""
    summary = _summary(tmp_path)
    result = _read(_without_sheets(summary, tmp_path / "上级" / "甲局.xlsx", "来源核对", "申报表"))
    assert result.fate == "refused"
    assert result.message.startswith("这是下一级的汇总表，印出来的表")


def test_a_summary_of_this_folder_without_sources_is_passed_over(tmp_path: Path) -> None:
    """Its files stand beside it: nothing counts twice."""
    summary = _summary(tmp_path)
    result = _read(_without_sheets(summary, tmp_path / "报送" / "改过.xlsx", "来源核对"))
    assert (result.fate, result.forms) == ("passed_over", ())


def test_a_list_of_a_unit_with_the_name_of_ours_is_read(tmp_path: Path) -> None:
    """A sheet 汇总表 beside a form is somebody's own: only the headers of ours make it ours."""
    path = write_declaration(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book.create_sheet("汇总表").append(["序号", "项目名称", "实施单位", "金额"])
    book["汇总表"].append([1, "古籍修复项目", "云岭区图书馆", 350000])
    book.save(path)
    assert [each.text("/project_name") for each in _read(path).forms] == ["古籍修复项目"]
