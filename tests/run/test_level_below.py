"""Summaries of the level below: their printed forms come in as if their files were here; what was changed by hand is told."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.builders import declaration
from tests.workbooks import write_declaration
from xlperf.book.cell_text import fit_for_cell
from xlperf.book.links import SourceLinks
from xlperf.forms.money_fields import MONEY_FIELDS
from xlperf.forms.record import form_record
from xlperf.run.batch import run
from xlperf.run.levels.form_codes import altered, form_codes
from xlperf.run.levels.level_below import _table
from xlperf.run.results import Batch
from xlperf.run.run_settings import RunSettings
from xlperf.summary import SummaryOptions, render_summary
from xlperf.summary.tables import source_columns


def _department(folder: Path, *units: str) -> Path:
    """Fill a folder with one form a unit; return it."""
    folder.mkdir(parents=True)
    for number, unit in enumerate(units, start=1):
        amount = 100_000 * number
        path = folder / f"{unit}.xlsx"
        write_declaration(path, unit=unit, project_name=f"{unit}修缮项目", department=folder.name, annual=amount, fiscal=amount)
    return folder


def _run(folder: Path) -> Batch:
    return run([folder], RunSettings(workers=0))


def _summarise(folder: Path, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render_summary(_run(folder), SummaryOptions())[0])
    return path


def _records(batch: Batch) -> list[dict[str, Any]]:
    records = [form_record(form) for form in batch.counted]
    return sorted(({k: v for k, v in each.items() if k not in ("source", "cells")} for each in records), key=str)


@pytest.fixture
def two_levels(tmp_path: Path) -> tuple[Path, Path]:
    """All forms of two departments in one folder, and their two summaries in another."""
    departments = [_department(tmp_path / "all" / "甲局", "一馆", "二馆"), _department(tmp_path / "all" / "乙局", "三馆")]
    for each in departments:
        _summarise(each, tmp_path / "up" / f"{each.name}汇总表.xlsx")
    return tmp_path / "all", tmp_path / "up"


def test_summaries_consolidated_are_their_workbooks_consolidated(two_levels: tuple[Path, Path]) -> None:
    """Every field and every finding about a form is that of the forms themselves."""
    whole, above = map(_run, two_levels)
    assert _records(above) == _records(whole)
    about_forms = [[(each.rule, each.project, each.message) for each in batch.findings if each.form] for batch in (above, whole)]
    assert sorted(about_forms[0]) == sorted(about_forms[1])


def test_each_form_comes_under_its_own_file(two_levels: tuple[Path, Path]) -> None:
    """The summary is told, its files stand behind it, with the cells of its printed forms."""
    batch = _run(two_levels[1])
    assert [(each.file, each.fate, len(each.forms), each.via) for each in batch.files] == [
        ("乙局汇总表.xlsx", "passed_over", 0, ""),
        ("乙局汇总表.xlsx › 三馆.xlsx", "read", 1, "乙局汇总表.xlsx"),
        ("甲局汇总表.xlsx", "passed_over", 0, ""),
        ("甲局汇总表.xlsx › 一馆.xlsx", "read", 1, "甲局汇总表.xlsx"),
        ("甲局汇总表.xlsx › 二馆.xlsx", "read", 1, "甲局汇总表.xlsx"),
    ]
    assert batch.files[2].reason == "下一级的汇总表，里面 2 张表按原来的文件逐个列出"
    assert {each.notable for each in batch.files} == {""}
    assert {each.source.sheet for each in batch.counted} == {"申报表"}


def test_the_summary_of_this_folder_is_no_input(tmp_path: Path) -> None:
    """Beside the files it was made from, or above them, a summary is this folder's own."""
    folder = _department(tmp_path / "甲局", "一馆", "二馆")
    _summarise(folder, folder / "汇总表.xlsx")
    assert [(each.file, each.reason, each.notable) for each in _run(folder).files if each.fate == "passed_over"] == [
        ("汇总表.xlsx", "xlperf 写出的汇总表", "own_output")
    ]
    assert len(_run(tmp_path).counted) == 2


def test_a_form_that_is_also_here_counts_once(two_levels: tuple[Path, Path]) -> None:
    """A unit's own workbook beside the summary of its department is the same file, and is told as a copy."""
    whole, above = two_levels
    (above / "补报.xlsx").write_bytes((whole / "甲局" / "一馆.xlsx").read_bytes())
    batch = _run(above)
    assert len(batch.counted) == 3
    assert [each.file for each in batch.recorded if each.rule == "FILE-006"] == ["补报.xlsx"]


def _changed(path: Path, sheet: str, header: str, value: object) -> None:
    """Change the first value below a header, as a hand in Excel would."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    cell = next(cell for row in page.iter_rows(max_row=8) for cell in row if cell.value == header)
    row = next(row for row in range(cell.row + 1, 20) if isinstance(page.cell(row, 1).value, (int, float)))
    page.cell(row, cell.column).value = value
    book.save(path)


def test_a_number_changed_by_hand_is_told(two_levels: tuple[Path, Path]) -> None:
    """The list of a summary says something else than its forms."""
    _changed(two_levels[1] / "甲局汇总表.xlsx", "汇总表", "年度资金申请总额", 999_999)
    told = [(each.severity, each.file, each.message) for each in _run(two_levels[1]).findings if each.rule == "FILE-019"]
    assert told == [
        (
            "error",
            "甲局汇总表.xlsx › 一馆.xlsx",
            "下一级的汇总表里，项目“一馆修缮项目”在汇总表里列为 999,999.00 元，表里是 100,000.00 元。",
        )
    ]


def test_a_project_renamed_by_hand_is_told_on_both_sides(two_levels: tuple[Path, Path]) -> None:
    """The list names a project of which there is no form, and a form stands there that the list does not name."""
    _changed(two_levels[1] / "乙局汇总表.xlsx", "汇总表", "项目名称", "别的项目")
    messages = {each.message for each in _run(two_levels[1]).findings if each.rule == "FILE-019"}
    assert messages == {
        "下一级的汇总表里，项目“三馆修缮项目”在汇总表里没有列出。",
        "下一级的汇总表里，项目“别的项目”列在汇总表里，却没有它的表。",
    }


def test_a_form_put_into_a_summary_of_the_level_below_is_read_beside_it(two_levels: tuple[Path, Path], tmp_path: Path) -> None:
    """A sheet that somebody added is read for itself, and costs none of the forms of the summary."""
    path = two_levels[1] / "乙局汇总表.xlsx"
    book = openpyxl.load_workbook(path)
    form = openpyxl.load_workbook(write_declaration(tmp_path / "新.xlsx", project_name="补报项目")).worksheets[0]
    page = book.create_sheet("补报")
    for row in form.iter_rows():
        for cell in row:
            page.cell(cell.row, cell.column, cell.value)
    for area in form.merged_cells.ranges:
        page.merge_cells(str(area))
    book.save(path)
    names = [(each.text("/project_name"), each.source.file) for each in _run(two_levels[1]).counted]
    assert sorted(names)[:2] == [("一馆修缮项目", "甲局汇总表.xlsx › 一馆.xlsx"), ("三馆修缮项目", "乙局汇总表.xlsx › 三馆.xlsx")]
    assert ("补报项目", "乙局汇总表.xlsx") in names


def test_a_summary_below_whose_forms_were_emptied_is_refused_though_a_note_was_added(two_levels: tuple[Path, Path]) -> None:
    """It was passed over as a summary of this folder, and its forms were lost without a word."""
    path = two_levels[1] / "乙局汇总表.xlsx"
    book = openpyxl.load_workbook(path)
    printed = next(each for each in book if each.title.startswith("申报表"))
    printed.delete_rows(1, printed.max_row)
    book.create_sheet("备忘")["A1"] = "周三前打电话"
    book.save(path)
    file = next(each for each in _run(two_levels[1]).files if each.file == path.name)
    assert (file.fate, file.reason) == ("refused", "no_form")


def test_the_summary_above_links_into_the_summary_below(two_levels: tuple[Path, Path]) -> None:
    """The cells of a form stand in the summary that printed it: that is where a link leads."""
    links = SourceLinks("up")
    form = next(each for each in _run(two_levels[1]).counted if each.source.file.startswith("乙局"))
    assert links.to(form.source.file, form.source.sheet, "B5") == "external:up/乙局汇总表.xlsx#'申报表'!B5"
    assert links.to("报送.eml › 表.xlsx", "申报表", "B5") == "external:up/报送.eml"


def test_three_departments_are_listed_level_by_level(two_levels: tuple[Path, Path]) -> None:
    """分级汇总 sums every category of every unit of every department; a folder without summaries has no such sheet."""
    rest = _department(two_levels[0] / "丙局", "四馆", "五馆")
    _summarise(rest, two_levels[1] / "丙局汇总表.xlsx")
    whole, above = map(_run, two_levels)
    assert _records(above) == _records(whole)
    assert not [each.message for each in above.findings if each.rule == "FILE-019"]
    content = BytesIO(render_summary(above, SummaryOptions())[0])
    rows = list(openpyxl.load_workbook(content, data_only=True)["分级汇总"].iter_rows(min_row=4, values_only=True))
    assert [row[:7] for row in rows] == [
        (1, "丙局", "五馆", "特定目标类", 1, 0, 200_000),
        (2, "丙局", "四馆", "特定目标类", 1, 0, 100_000),
        ("丙局小计", None, None, None, 2, 0, 300_000),
        (3, "乙局", "三馆", "特定目标类", 1, 0, 100_000),
        ("乙局小计", None, None, None, 1, 0, 100_000),
        (4, "甲局", "一馆", "特定目标类", 1, 0, 100_000),
        (5, "甲局", "二馆", "特定目标类", 1, 0, 200_000),
        ("甲局小计", None, None, None, 2, 0, 300_000),
        ("合计", None, None, None, 5, 0, 700_000),
    ]
    content.seek(0)
    sheet = openpyxl.load_workbook(content)["分级汇总"]
    assert [sheet.cell(row, 5).value for row in (6, 8, 12)] == [
        "=ROUND(SUM(E4:E5),2)", "=ROUND(SUM(E7:E7),2)", '=ROUND(SUMIF(A4:A11,">0",E4:E11),2)'
    ]  # fmt: skip
    errors = sum(each.severity == "error" for each in above.findings if each.form)
    assert rows[-1][10] == errors
    assert "分级汇总" not in openpyxl.load_workbook(BytesIO(render_summary(whole, SummaryOptions())[0])).sheetnames


def test_an_amount_changed_in_a_printed_form_and_in_the_list_is_told(two_levels: tuple[Path, Path]) -> None:
    """A hand that changes the form and its line alike still disagrees with the 来源核对."""
    path = two_levels[1] / "乙局汇总表.xlsx"
    _changed(path, "汇总表", "年度资金申请总额", 150_000)
    book = openpyxl.load_workbook(path)
    for row in book["申报表"].iter_rows():
        for cell in row:
            if isinstance(cell.value, (int, float)) and cell.value in (100_000, 10):
                cell.value = cell.value * 1.5
    book.save(path)
    told = [each.message for each in _run(two_levels[1]).findings if each.rule == "FILE-019"]
    assert "下一级的汇总表里，文件“三馆.xlsx”的年度资金申请总额在来源核对里是 100,000.00 元，印出来的表里是 150,000.00 元。" in told


def test_what_the_level_below_could_not_read_is_told(tmp_path: Path) -> None:
    """A file that the department could not read is missing one level up, too."""
    folder = _department(tmp_path / "甲局", "一馆")
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04" + b"0" * 50)
    _summarise(folder, tmp_path / "up" / "甲局汇总表.xlsx")
    told = [each.message for each in _run(tmp_path / "up").findings if each.rule == "FILE-019"]
    assert told == ["下一级的汇总表里，“坏.xlsx”没有读出来，里面的表不在其中。"]


def test_the_node_check_knows_every_sum_of_the_sources() -> None:
    """The labels that are compared are those that a summary writes."""
    written = {"".join(each.header.split()) for each in source_columns.PROVEN_COLUMNS}
    assert {f"计入汇总：{label}" for fields in MONEY_FIELDS.values() for _, label in fields} <= written


def _typed_over(path: Path, sheet: str, old: str, new: str) -> str:
    """Change a text in a cell of a printed form, as a hand in Excel would; return the cell."""
    book = openpyxl.load_workbook(path)
    cell = next(cell for row in book[sheet].iter_rows() for cell in row if cell.value == old)
    cell.value = new
    book.save(path)
    return str(cell.coordinate)


@pytest.mark.parametrize(
    ("field", "what"),
    [
        ("/annual_goal", "“年度总体目标”"),
        ("/department", "“主管部门”"),
        ("/indicators/0/level3", "指标“{}”这一行"),
        ("/indicators/1/target", "指标“{}”这一行"),
    ],
)
def test_a_word_changed_by_hand_in_a_printed_form_is_told(two_levels: tuple[Path, Path], field: str, what: str) -> None:
    """Sums and counts stay the same; what each field said is noted, and the cell is named."""
    path = two_levels[1] / "乙局汇总表.xlsx"
    form = next(each for each in _run(two_levels[1]).counted if each.source.file.startswith("乙局"))
    old = form.text(field)
    cell = _typed_over(path, "申报表", old, f"另{old}")
    row = field.split("/")[2] if "indicators" in field else "0"
    name = form.text(f"/indicators/{row}/level3")
    named = what.format(f"另{name}" if field.endswith("level3") else name)
    told = [(each.sheet, each.cell, each.message) for each in _run(two_levels[1]).findings if each.rule == "FILE-019"]
    assert [message for _, _, message in told] == [f"下一级的汇总表里，项目“三馆修缮项目”的{named}在汇总以后改过。"]
    assert told[0][0] == "申报表"
    assert cell[1:] == told[0][1][1:]


def test_a_form_renamed_in_every_place_is_told(two_levels: tuple[Path, Path]) -> None:
    """A project that has another name in its form and in the list is neither the one that was summed up."""
    path = two_levels[1] / "乙局汇总表.xlsx"
    _changed(path, "汇总表", "项目名称", "改名项目")
    _typed_over(path, "申报表", "三馆修缮项目", "改名项目")
    messages = {each.message for each in _run(two_levels[1]).findings if each.rule == "FILE-019"}
    assert any("项目“改名项目”的表不在汇总时的清单里" in each for each in messages), messages
    assert any("三馆修缮项目”的表，汇总的时候有，现在没有印出来" in each for each in messages), messages


def test_a_summary_without_codes_is_read_as_before(two_levels: tuple[Path, Path]) -> None:
    """A summary of an earlier version notes nothing, and nobody is accused for it."""
    path = two_levels[1] / "乙局汇总表.xlsx"
    book = openpyxl.load_workbook(path)
    page = book["来源核对"]
    first = next(cell.row for cell in page["A"] if str(cell.value).startswith("印出来的表的校验码"))
    page.delete_rows(first, page.max_row - first + 1)
    book.save(path)
    batch = _run(two_levels[1])
    assert not [each.message for each in batch.findings if each.rule == "FILE-019"]
    assert batch.files[0].reason == "下一级的汇总表，里面 1 张表按原来的文件逐个列出；里面没有校验码，文字有没有改过核对不了"


def test_a_text_longer_than_a_cell_is_not_accused_of_a_change() -> None:
    """What is printed of 40,000 characters is cut, and nobody changed it."""
    whole = declaration(annual_goal="保障阅览，" * 8000)
    printed = declaration(annual_goal=fit_for_cell("保障阅览，" * 8000))
    assert list(altered(printed, form_codes(whole))) == []
    assert [each.what for each in altered(declaration(annual_goal="不保障。"), form_codes(whole))] == ["“年度总体目标”"]


def test_the_rows_of_a_list_are_read_in_the_order_of_the_sheet() -> None:
    """Another program may write them in any; a row without a number is none, a column without a header says nothing."""
    rows: dict[int, dict[int, object]] = {
        6: {1: Decimal(2), 2: "乙", 3: "多余"},
        5: {1: Decimal(1), 2: "甲"},
        9: {1: "合计", 2: "二"},
        4: {2: "（全称）"},
        3: {1: "序号", 2: "项目名称"},
        7: {2: "小计"},
        1: {1: "标题"},
    }
    assert list(_table(rows, "项目名称")) == [{"序号": Decimal(1), "（全称）": "甲"}, {"序号": Decimal(2), "（全称）": "乙"}]
    assert list(_table(rows, "项目名称", last="合计")) == [{"序号": "合计", "（全称）": "二"}]
    assert list(_table(rows, "实施单位")) == []
    far = {number + 19: row for number, row in rows.items()} | {number: {1: "说明"} for number in range(1, 20)}
    assert [row["（全称）"] for row in _table(far, "项目名称")] == []
    near = {number: row for number, row in far.items() if number != 19}
    assert [row["（全称）"] for row in _table(near, "项目名称")] == ["甲", "乙"]


def _without_mark(path: Path) -> None:
    """Save a summary again as a program does that keeps no keywords, as most do in another format."""
    book = openpyxl.load_workbook(path)
    book.properties.keywords = None
    book.save(path)


def test_a_summary_of_this_folder_without_its_mark_is_no_input(tmp_path: Path) -> None:
    """Saved as .xls or by a program that drops the mark, it adds nothing to the files beside it: no form of it is counted."""
    folder = _department(tmp_path / "甲局", "一馆", "二馆")
    _without_mark(_summarise(folder, folder / "汇总表.xlsx"))
    batch = _run(folder)
    assert [(each.file, each.fate, len(each.forms)) for each in batch.files] == [
        ("一馆.xlsx", "read", 1),
        ("二馆.xlsx", "read", 1),
        ("汇总表.xlsx", "passed_over", 0),
    ]
    assert [each.rule for each in batch.findings if each.file == "汇总表.xlsx"] == []


def test_a_summary_of_another_folder_without_its_mark_is_read(tmp_path: Path) -> None:
    """Nothing of it stands here: its printed forms are read, and not lost."""
    folder = _department(tmp_path / "甲局", "一馆", "二馆")
    _without_mark(_summarise(folder, tmp_path / "up" / "甲局汇总表.xlsx"))
    assert len(_run(tmp_path / "up").counted) == 2
