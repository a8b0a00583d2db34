"""What the department wrote and what changes nothing is told: an approval, a file under another name."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tests.workbooks import write_declaration
from xlperf.cli.main import cli


def _run(*words: str) -> Result:
    return CliRunner().invoke(cli, [*words, "--workers", "0"])


@pytest.fixture
def summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a summary of a folder with one form whose total is 10,000 too great."""
    monkeypatch.chdir(tmp_path)
    write_declaration(Path("报送", "图书馆.xlsx"), annual=360000)
    assert _run("consolidate", "报送", "-o", "汇总.xlsx").exit_code == 1
    return Path("汇总.xlsx")


def _approve(summary: Path, text: str, header: str = "核准") -> None:
    """Type a text beside FUND-002, as Excel would leave it."""
    book = openpyxl.load_workbook(summary)
    sheet = book["校验结果"]
    names = {str(cell.value): cell.column for cell in sheet[3]}
    (row,) = (at for at in range(4, sheet.max_row + 1) if sheet.cell(at, names["规则"]).value == "FUND-002")
    sheet.cell(row, names[header]).value = text
    book.save(summary)


def test_waivers_that_are_refused_are_not_told_as_used(summary: Path) -> None:
    """What is wrong with them is the one sentence: nothing of them was used."""
    Path("报送", "xlperf-waivers.json").write_text('{"waivers": [{"rule": "FUND-002", "reason": "尾差", "by": "张三"}]}', "utf-8")
    result = _run("consolidate", "报送", "-o", str(summary))
    assert (result.exit_code, "第一次使用" in result.output) == (2, False)


def _told(result: Result) -> list[str]:
    return [each for each in result.stderr.splitlines() if "核准" in each]


def test_an_approval_lapses_with_its_figure(summary: Path) -> None:
    """Who accepted a difference of 10,000 has not accepted one of 640,000; what was written is kept in 变动, not in its column."""
    _approve(summary, "核准：尾差不计")
    assert _run("consolidate", "报送", "-o", "汇总.xlsx").exit_code == 0
    write_declaration(Path("报送", "图书馆.xlsx"), annual=990000)
    lapsed = (
        "上次汇总表里有 1 处“核准”不起作用：FUND-002 古籍修复项目：核准时是 360000，现在是 990000。请看过以后重新核准。"
    )
    result = _run("check", "报送", "--last-summary", "汇总.xlsx")
    assert (result.exit_code, _told(result)) == (1, [lapsed])
    result = _run("consolidate", "报送", "-o", "汇总.xlsx")
    assert (result.exit_code, _told(result)) == (1, [lapsed])
    book = openpyxl.load_workbook(summary)
    kept = [row for row in book["变动"].iter_rows(values_only=True) if "核准：尾差不计" in row]
    assert [row[1] for row in kept] == ["手写留存"]
    assert "核准：尾差不计" not in [cell for row in book["校验结果"].iter_rows(min_row=4, values_only=True) for cell in row]
    result = _run("consolidate", "报送", "-o", "汇总.xlsx")
    assert (result.exit_code, _told(result)) == (1, [])


@pytest.mark.parametrize(
    ("text", "header", "told"),
    [
        ("核准", "核准", "FUND-002 古籍修复项目：必须修改的要在“核准”后面写理由。请看过以后重新核准。"),
        ("核准：尾差", "处理情况", "有 1 处“核准”写在“处理情况”里，不起作用，请写在“核准”一列。"),
        ("已电话核实", "处理情况", ""),
        ("不核准", "核准", ""),
    ],
)
def test_an_approval_that_changes_nothing_is_told(summary: Path, text: str, header: str, told: str) -> None:
    """A word without a reason, or in another column, settles no error."""
    _approve(summary, text, header)
    result = _run("check", "报送", "--last-summary", "汇总.xlsx")
    assert result.exit_code == 1
    assert [each.endswith(told) for each in _told(result)] == ([True] if told else [])


def test_a_summary_without_its_list_of_findings_or_its_codes_is_told(summary: Path) -> None:
    """Renamed, or the hidden column deleted: no approval can be read."""
    book = openpyxl.load_workbook(summary)
    book["校验结果"].title = "问题清单"
    book.save("改名.xlsx")
    said = "注意：上次的汇总表“改名.xlsx”没有工作表“校验结果”（改了名或删去了），其中的“核准”没有读到。"
    assert _told(_run("check", "报送", "--last-summary", "改名.xlsx")) == [said]
    sheet = openpyxl.load_workbook(summary)
    codes = next(cell for cell in sheet["校验结果"][3] if cell.value == "识别码")
    sheet["校验结果"].delete_cols(codes.column)
    sheet.save("删列.xlsx")
    said = "注意：上次的汇总表“删列.xlsx”工作表“校验结果”没有“识别码”一列，“核准”没有读到。"
    assert _told(_run("check", "报送", "--last-summary", "删列.xlsx")) == [said]
    assert _told(_run("check", "报送", "--last-summary", "汇总.xlsx")) == []


@pytest.mark.parametrize("name", ["xlperf-waivers.json.txt", "xlperf-waiver.json", "二科/xlperf-waivers.json", "二科/xlperf.toml"])
def test_a_file_of_the_department_in_the_wrong_place_is_told(summary: Path, name: str) -> None:
    """Notepad puts .txt behind it, a person leaves a letter out or drops it into a sub-folder."""
    Path("报送", "二科").mkdir()
    Path("报送", name).write_text("{}", encoding="utf-8")
    wanted = "xlperf.toml" if name.endswith("toml") else "xlperf-waivers.json"
    said = f"注意：“{name}”没有用到：它应叫“{wanted}”，放在报送文件夹的最上层。"
    assert said in _run("consolidate", "报送", "-o", str(summary)).stderr.splitlines()
    assert said in _run("check", "报送").stderr.splitlines()
    assert not any("没有用到" in each for each in _run("check", str(Path("报送", "图书馆.xlsx"))).stderr.splitlines())
