"""The workbook as a whole: sheets, set-up, sameness, and what must not be in it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from tests.builders import declaration
from tests.package_faults import package_faults
from tests.summary.batches import batch_of, eventful, finding, three_categories
from tests.summary.reading import opened, opened_once
from xlperf.book import lean_worksheet
from xlperf.book.list_columns import Column
from xlperf.book.sheet_writer import SheetWriter
from xlperf.book.theme import Theme
from xlperf.errors import OutputError
from xlperf.run.results import Batch
from xlperf.summary import MARK, SHEETS, SummaryOptions, render_summary, write_summary

CONTRACT = ["总览", "汇总表", "分类统计", "指标明细", "申报表", "自评汇总表", "自评表", "校验结果", "来源核对"]


def test_sheets_stand_in_the_order_of_the_contract() -> None:
    """The tabs follow the order that is promised to other programs."""
    names = opened_once(eventful).sheetnames
    assert [name for name in CONTRACT if name in names] == names
    assert {"汇总表", "指标明细", "校验结果", "来源核对"} <= set(names)
    assert [sheet.name for sheet in SHEETS if sheet.name in names] == names


def test_the_report_tells_what_was_written(tmp_path: Path) -> None:
    """Title, rows a sheet, size and hash are reported as they are on disk."""
    path = tmp_path / "汇总表.xlsx"
    report = write_summary(eventful(), path)
    rows = {sheet.name: sheet.rows for sheet in report.sheets}
    assert rows.items() >= {"汇总表": 4, "指标明细": 29, "校验结果": 5, "来源核对": 8}.items()
    assert report.size == path.stat().st_size
    assert report.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (report.title, report.balanced, report.unread_amounts, report.cut) == ("项目绩效目标汇总表", True, 2, ())


def _four_lists() -> Batch:
    forms = [declaration(file=f"{index}.xlsx") for index in range(25)]
    return batch_of(*forms, findings=(finding(forms[0]),))


@pytest.mark.parametrize("name", ["汇总表", "指标明细", "校验结果", "来源核对"])
def test_every_list_is_ready_to_print(name: str) -> None:
    """A4 landscape, one page wide, header repeated and frozen, pages numbered."""
    sheet = opened_once(_four_lists)[name]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    first_body_row = 5 if name == "汇总表" else 4
    assert sheet.print_title_rows == f"$3:${first_body_row - 1}"
    assert sheet.freeze_panes.endswith(str(first_body_row))
    assert (sheet.oddFooter.center.text, sheet.page_setup.useFirstPageNumber) == (f"{name}第 &P 页", True)


def test_a_department_with_a3_paper_reads_the_wide_lists_with_ease() -> None:
    """The setting paper = "A3" takes the lists that A4 makes small, and leaves the others on A4."""
    form = declaration()
    book = opened(batch_of(form, findings=(finding(form),)), paper="A3")
    wide = {name for name in book.sheetnames if book[name].page_setup.paperSize == 8}
    assert wide == {"汇总表"}
    others = {name for name in book.sheetnames if book[name].page_setup.paperSize == 9}
    assert others == {"总览", "分类统计", "指标明细", "申报表", "校验结果", "来源核对"}


def test_what_is_printed_of_a_list_of_projects_fits_one_page() -> None:
    """Whatever the names and goals, the printed columns stand on one page of A4; the number leads to the form, for no program
    breaks a name that is a link."""
    goal = "举办阅读活动，" * 40
    sheet = opened(batch_of(declaration(project_name="长" * 60, unit="馆" * 30, annual_goal=goal)))["汇总表"]
    assert sheet.print_area == "'汇总表'!$A$1:$N$7"
    pixels = sum(sheet.column_dimensions[letter].width * 7 for letter in "ABCDEFGHIJKLMN")
    assert pixels <= 1045 * 9 / 8
    assert sheet["A5"].hyperlink.location == "'申报表'!A2"
    assert sheet["L5"].value == f"{goal[:26]}…（见申报表第 1 页）"


def test_a_long_list_of_files_has_its_header_on_each_page_and_its_proof_on_a_new_one() -> None:
    """The proof is not parted from its header, and the last page of the list has more than a few rows."""
    short = opened(batch_of(*(declaration(file=f"{index}.xlsx") for index in range(24))))["来源核对"]
    long = opened_once(_four_lists)["来源核对"]
    assert (short.print_title_rows, [each.id for each in short.row_breaks.brk]) == (None, [24, 29])
    assert (long.print_title_rows, [each.id for each in long.row_breaks.brk]) == ("$3:$3", [25, 30])


def test_a_sheet_that_is_full_is_said() -> None:
    """Beyond the last row of a sheet nothing is lost in silence: the run ends with a sentence."""
    workbook = Workbook(BytesIO(), {"in_memory": True})
    theme = Theme(workbook)
    writer = SheetWriter(workbook.add_worksheet("校验结果", lean_worksheet.ListWorksheet), "校验结果", theme, SummaryOptions())
    writer.columns([Column("问题", 10)])
    for write in (
        lambda: writer.row(1_048_576, ["甲"], [theme.style("text")]),
        lambda: writer.put(1_048_576, 0, 1, theme.style("count")),
    ):
        with pytest.raises(
            OutputError, match=r"^“校验结果”写不下：超过了工作表的行数上限。请按单位或年度分成几个文件夹，分别汇总。$"
        ):
            write()


def test_filters_stand_where_they_do_no_harm() -> None:
    """Lists can be filtered; the 汇总表 cannot, for sorting would tear its sums apart, but its groups fold."""
    book = opened_once(eventful)
    assert book["指标明细"].auto_filter.ref == "A3:V32"
    assert book["校验结果"].auto_filter.ref == "A3:U8"
    assert book["来源核对"].auto_filter.ref == "A3:O11"
    assert book["汇总表"].auto_filter.ref is None
    assert [book["汇总表"].row_dimensions[row].outlineLevel for row in (5, 6, 7, 8)] == [1, 0, 1, 0]


def test_money_and_dates_are_numbers_in_chinese_formats() -> None:
    """Amounts carry thousands separators and two decimals, dates are dates."""
    sheet = opened_once(three_categories)["汇总表"]
    assert (sheet["H5"].number_format, sheet["H5"].data_type) == ("#,##0.00_ ", "n")
    assert sheet["Q5"].number_format == "yyyy-mm-dd"
    assert sheet["Q5"].is_date


def test_fonts_are_those_of_official_tables() -> None:
    """宋体 for the body, 黑体 for titles, headers and sums; everything in a list has its border."""
    sheet = opened_once(three_categories)["汇总表"]
    fonts = [sheet[cell].font.name for cell in ("A1", "A3", "D5", "M7")]
    assert fonts == ["黑体", "黑体", "宋体", "黑体"]
    assert all(cell.border.left.style and cell.border.bottom.style for row in sheet["A5:AA6"] for cell in row)


def test_long_goals_have_rows_high_enough() -> None:
    """A row grows with its longest text: 120 characters in the column of the goal need a dozen lines' height."""
    sheet = opened(batch_of(declaration(annual_goal="目标" * 60)))["汇总表"]
    width, height = sheet.column_dimensions["V"].width, sheet.row_dimensions[5].height
    lines = -(-120 * 12 // (width * 7))
    assert height >= lines * 9 * 1.2


def test_a_column_of_goals_is_as_wide_as_they_need() -> None:
    """Narrow where no project has an overall goal, wide where one is so long that a row could not hold it."""
    widths = [
        round(opened(batch_of(declaration(overall_goal=goal)))["汇总表"].column_dimensions["U"].width)
        for goal in (None, "三年建成阅读之城。", "目标" * 600)
    ]
    assert widths == sorted(set(widths))
    assert opened(batch_of(declaration(overall_goal="目标" * 600)))["汇总表"].row_dimensions[5].height < 409


def test_the_same_batch_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two runs give one file, whatever clock and time zone say."""
    first, _ = render_summary(eventful(), SummaryOptions())
    if hasattr(time, "tzset"):
        monkeypatch.setenv("TZ", "Asia/Shanghai")
        time.tzset()
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    second, _ = render_summary(eventful(), SummaryOptions())
    assert first == second


def test_other_runs_of_python_give_the_same_bytes(tmp_path: Path) -> None:
    """The order of hashes does not show: another process with another seed writes the same file."""
    code = (
        "import sys; from tests.summary.batches import eventful; from xlperf.summary import SummaryOptions, render_summary;"
        "sys.stdout.buffer.write(render_summary(eventful(), SummaryOptions())[0])"
    )
    root = Path(__file__).resolve().parents[2]
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=root, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1] == render_summary(eventful(), SummaryOptions())[0]


def test_the_summary_bears_its_mark_and_no_trace_of_the_machine(tmp_path: Path) -> None:
    """The keywords say who wrote it; no part names a user, a time of writing or an absolute path."""
    path = tmp_path / "汇总表.xlsx"
    write_summary(eventful(), path)
    with zipfile.ZipFile(path) as package:
        core = package.read("docProps/core.xml").decode("utf-8")
        everything = b"".join(package.read(name) for name in package.namelist())
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert f"<cp:keywords>{MARK}</cp:keywords>" in core
    assert "2000-01-01T00:00:00Z" in core
    assert "<dc:creator></dc:creator>" in core
    assert str(tmp_path).encode() not in everything


def test_both_ways_of_writing_lists_give_the_same_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a release of xlsxwriter whose internals are unknown the workbook comes out the same."""
    quick = opened_once(eventful, False)
    monkeypatch.setattr(lean_worksheet, "_INTERNALS", ("nothing like it",))
    slow = opened(eventful(), values=False)
    for name in quick.sheetnames:
        assert _looks(quick, name) == _looks(slow, name)
        heights = [{row: each.height for row, each in book[name].row_dimensions.items()} for book in (quick, slow)]
        assert heights[0] == heights[1]


def _looks(book: openpyxl.Workbook, name: str) -> list[tuple[object, ...]]:
    return [
        (
            cell.coordinate,
            cell.value,
            cell.data_type,
            cell.number_format,
            cell.font.name,
            cell.fill.fgColor.rgb,
            cell.hyperlink and (cell.hyperlink.target, cell.hyperlink.location),
        )
        for row in book[name].iter_rows()
        for cell in row
    ]


def _swapped(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as package, zipfile.ZipFile(made, "w") as target:
        for name in package.namelist():
            data = package.read(name)
            if name == part:
                assert old in data
                data = data.replace(old, new, 1)
            target.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize("batch", [eventful(), three_categories(), Batch((), (), ())], ids=["eventful", "plain", "empty"])
def test_the_package_needs_no_repair(batch: Batch) -> None:
    """Parts, content types, relationships, order and references are as the format wants them; openpyxl and calamine open it."""
    content, report = render_summary(batch, SummaryOptions())
    assert package_faults(content) == []
    assert openpyxl.load_workbook(BytesIO(content)).sheetnames == [each.name for each in report.sheets]
    assert CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names == [each.name for each in report.sheets]


@pytest.mark.parametrize(
    ("part", "old", "new", "fault"),
    [
        (
            "[Content_Types].xml",
            b"/xl/worksheets/sheet2.xml",
            b"/xl/worksheets/sheet99.xml",
            "content type of xl/worksheets/sheet99.xml",
        ),
        ("[Content_Types].xml", b'Extension="rels"', b'Extension="relx"', "has no content type"),
        ("xl/_rels/workbook.xml.rels", b"worksheets/sheet1.xml", b"worksheets/sheet98.xml", "which is not there"),
        ("xl/worksheets/sheet1.xml", b'<c r="A3"', b'<c r="B3"', "B3 is out of order"),
        ("xl/worksheets/sheet2.xml", b'<mergeCell ref="A3:A4"/>', b'<mergeCell ref="A3:B4"/>', "overlaps another"),
        ("xl/worksheets/sheet1.xml", b'<c r="A3" s="', b'<c r="A3" s="99', "a style that is not there"),
        ("xl/workbook.xml", 'name="指标明细"'.encode(), 'name="指标[明细"'.encode(), "is not allowed"),
    ],
)
def test_the_check_of_the_package_can_find_something(part: str, old: bytes, new: bytes, fault: str) -> None:
    """A fault put into a sound package is named."""
    content, _ = render_summary(eventful(), SummaryOptions())
    faults = package_faults(_swapped(content, part, old, new))
    assert any(fault in each for each in faults), faults


def test_rows_of_a_large_batch_are_packed_and_come_out_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many rows are held as they are is a matter of memory alone: the workbook is the same to the byte."""
    batch = eventful()
    whole = render_summary(batch, SummaryOptions())[0]
    packed: list[int] = []
    pack = lean_worksheet.ListWorksheet._pack_rows
    monkeypatch.setattr(lean_worksheet, "_MOST_HELD", 300)
    monkeypatch.setattr(lean_worksheet, "_PIECE", 300)
    monkeypatch.setattr(lean_worksheet.ListWorksheet, "_pack_rows", lambda self: (packed.append(1), pack(self))[1])
    assert render_summary(batch, SummaryOptions())[0] == whole
    assert len(packed) > 20
    monkeypatch.undo()
    monkeypatch.setattr(lean_worksheet, "_MOST_KEPT", 0)
    finished: list[str] = []
    monkeypatch.setattr(lean_worksheet.ListWorksheet, "_pack_rows", lambda self: (finished.append(self.name), pack(self))[1])
    assert render_summary(batch, SummaryOptions())[0] == whole, "a sheet that is whole is packed while the others are written"
    assert {"指标明细", "校验结果"} <= set(finished)
