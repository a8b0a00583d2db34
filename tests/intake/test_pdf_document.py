"""PDF: tables with lines read as the sheet they were printed from, everything else named and refused."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.intake import pdfs
from tests.workbooks import write_declaration
from xlperf.errors import RefusedFile
from xlperf.forms.values.display import display_text
from xlperf.intake.limits import intake_settings
from xlperf.intake.sheet import SetAside, Sheet, Workbook
from xlperf.intake.workbook_reader import parse_workbook, read_workbook
from xlperf.run.batch import run
from xlperf.run.run_settings import RunSettings

LIMITS = intake_settings().limits
WIDTHS = (70.0, 90.0, 90.0, 120.0, 60.0, 60.0)


def _needed() -> None:
    pytest.importorskip("pdfminer.pdfinterp")


@pytest.fixture(autouse=True)
def _with_the_library(request: pytest.FixtureRequest) -> None:
    if "without_the_extra" not in request.node.name:
        _needed()


def _printed(sheet: Sheet, first: int, last: int) -> tuple[list[list[str]], list[pdfs.Span]]:
    """Return rows of a sheet and what is merged in them, as a page shows them."""
    rows = [[""] * len(WIDTHS) for _ in range(first, last + 1)]
    for (row, column), cell in sheet.cells.items():
        if first <= row <= last:
            rows[row - first][column - 1] = display_text(cell)
    merged = []
    for area in sheet.merges:
        top, bottom = max(area.top, first), min(area.bottom, last)
        if top <= bottom:
            merged.append((top - first, area.left - 1, bottom - top + 1, area.right - area.left + 1))
    return rows, merged


def _pdf_of(sheet: Sheet, *ends: int, closed_left: bool = True) -> bytes:
    """Return a sheet printed to pages that end with these rows; its first two rows are lines above the table."""
    head = [display_text(sheet.cells[row, 1]) for row in (1, 2) if (row, 1) in sheet.cells]
    pages, first = [], 3
    for number, last in enumerate(ends):
        rows, merged = _printed(sheet, first, last)
        content = pdfs.table(rows, WIDTHS, merged=merged, closed_left=closed_left or number == 0)
        if number == 0:
            content += b"".join(pdfs.text(200, 815 - 16 * each, words) for each, words in enumerate(head))
        pages.append(content + pdfs.text(280, 30, f"第 {number + 1} 页，共 {len(ends)} 页"))
        first = last + 1
    return pdfs.pdf(pages)


def _record(workbook: Workbook) -> dict[str, Any]:
    from xlperf.forms import read_forms
    from xlperf.forms.layouts.built_in import load_vocabulary
    from xlperf.forms.layouts.layout_loading import load_layouts
    from xlperf.forms.record import form_record

    (form,) = read_forms(workbook, "a", load_layouts(), load_vocabulary()).forms
    return {key: value for key, value in form_record(form).items() if key not in ("source", "cells")}


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """Return a workbook with one declaration."""
    return read_workbook(write_declaration(tmp_path_factory.mktemp("pdf") / "a.xlsx"))


def _last(sheet: Sheet) -> int:
    return max(row for row, _ in sheet.cells)


def test_a_printed_form_reads_as_its_workbook(workbook: Workbook) -> None:
    """Every value is that of the workbook: what was broken to fit a cell is one text again, merged cells are merged."""
    sheet = workbook.sheets[0]
    read = parse_workbook(_pdf_of(sheet, _last(sheet)), LIMITS)
    assert read.container == "pdf"
    assert _record(read) == _record(workbook)
    assert not read.sheets[0].set_aside


@pytest.mark.parametrize("closed_left", [True, False])
def test_a_table_goes_on_over_the_end_of_a_page(workbook: Workbook, closed_left: bool) -> None:
    """Wherever a page ends among the indicators, the rows below belong to the same form, also without the line at its side."""
    sheet = workbook.sheets[0]
    whole = _record(workbook)
    for last in range(_last(sheet) - 3, _last(sheet)):
        assert _record(parse_workbook(_pdf_of(sheet, last, _last(sheet), closed_left=closed_left), LIMITS)) == whole, last


def _cells(*pages: bytes) -> dict[tuple[int, int], str]:
    sheet = parse_workbook(pdfs.pdf(pages), LIMITS).sheets[0]
    return {at: str(cell.value) for at, cell in sheet.cells.items()}


def test_a_row_that_a_page_breaks_is_one_row() -> None:
    """A word processor breaks a row in the middle of a text: the rest on the next page is no row of its own."""
    first = pdfs.table([["项目名称", "说明", "金额"], ["甲", "一二三四五六七八", "3"]], (80, 86, 60))
    second = pdfs.table([["", "九十", ""], ["乙", "短", "4"]], (80, 86, 60))
    found = _cells(first, second)
    assert found[2, 2] == "一二三四五六七八九十"
    assert (found[3, 1], found[3, 2], found[3, 3]) == ("乙", "短", "4")


def test_a_heading_that_every_page_repeats_stands_once() -> None:
    """Titles and headings printed again, and the numbers of pages, are no rows of the table."""
    head, foot = pdfs.text(200, 810, "绩效表"), pdfs.text(290, 20, "- 1 -")
    rows = [["项目名称", "单位", "说明"], ["名称", "指标", "目标"], ["甲", "乙", "5"]]
    found = _cells(
        pdfs.table(rows, (80, 80, 80)) + head + foot, pdfs.table([rows[1], ["丙", "丁", "6"]], (80, 80, 80)) + head + foot
    )
    assert list(found.values()) == ["绩效表", *(each for row in rows for each in row), "丙", "丁", "6"]


def test_a_text_that_is_not_printed_whole_is_told() -> None:
    """What a cell hides never gets into the cells below, a number that did not fit is no text, and both are named."""
    rows = [["说明", "一二三四五六七八九十一二三四五六"], ["金额", "###"], ["完", "了"]]
    sheet = parse_workbook(pdfs.pdf([pdfs.table(rows, (60, 66), heights=(16, 16, 16))]), LIMITS).sheets[0]
    assert {at: str(cell.value) for at, cell in sheet.cells.items()} == {
        (1, 1): "说明",
        (1, 2): "一二三四五六",
        (2, 1): "金额",
        (3, 1): "完",
        (3, 2): "了",
    }
    assert sheet.set_aside == {(1, 2): SetAside("cut", "一二三四五六"), (2, 2): SetAside("cut", "###")}


def test_a_text_that_goes_on_over_the_next_cell_is_one_text() -> None:
    """Text without a break that is longer than its cell is printed over the blank cell beside it."""
    page = pdfs.table([["", "", "7"]], (40, 60, 40)) + pdfs.text(43, 768, "公共阅读推广")
    assert _cells(page) == {(1, 1): "公共阅读推广", (1, 3): "7"}


def test_radicals_become_the_characters_that_were_typed() -> None:
    """A browser notes for 人 the radical ⼈ of the same shape."""
    assert _cells(pdfs.table([["⼈员", "⻔户", "5"]], (60, 60, 60)))[1, 1] == "人员"


def _file(folder: Path, data: bytes, name: str = "表.pdf") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    return folder


def test_every_form_out_of_a_pdf_bears_its_mark(workbook: Workbook, tmp_path: Path) -> None:
    """A form from a PDF counts, and a warning on the form itself says 请核对原件."""
    sheet = workbook.sheets[0]
    batch = run([_file(tmp_path / "in", _pdf_of(sheet, _last(sheet)))], RunSettings(workers=0))
    assert [each.fate for each in batch.files] == ["read"]
    (mark,) = [each for each in batch.findings if each.rule == "FILE-018"]
    assert (mark.severity, mark.message) == ("warning", "这张表是从 PDF 文档里按框线读出来的，请核对原件。")
    assert mark.project


def test_a_form_that_was_taken_apart_wrongly_is_refused(workbook: Workbook, tmp_path: Path) -> None:
    """Where more than a few cells belong to nothing, the lines did not say what stands where."""
    sheet = workbook.sheets[0]
    rows, merged = _printed(sheet, 3, _last(sheet))
    for number in (1, 2, 3, 4):
        rows[number] = [each + "旁注" if each else "又一处旁注" for each in rows[number]]
    title = pdfs.text(200, 815, "财政项目支出绩效目标申报表") + pdfs.text(200, 800, display_text(sheet.cells[2, 1]))
    data = pdfs.pdf([pdfs.table(rows, WIDTHS, merged=merged) + title])
    (file,) = run([_file(tmp_path / "in", data)], RunSettings(workers=0)).files
    assert (file.fate, file.reason) == ("refused", "unsupported")
    assert "格认不出是哪一栏的" in file.message
    assert file.message.endswith("整个文件没有读取。")
    assert file.hint == "请让报送单位发 Excel 原件。"


WORDS = pdfs.text(50, 700, "项目名称") + pdfs.text(150, 700, "绩效指标")
SCAN = b"q 500 0 0 700 40 40 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q\n"
REFUSED = {
    "扫描件": (pdfs.pdf([SCAN]), "unsupported", "PDF 文档是扫描件或图片，里面没有文字，读不出来。"),
    "空白": (pdfs.pdf([b""]), "unsupported", "PDF 文档里面没有文字，读不出来。"),
    "没有框线": (pdfs.pdf([WORDS]), "unsupported", "PDF 文档里的表没有框线，分不清哪个字属于哪一格，没有读取。"),
    "看不见的字": (pdfs.pdf([SCAN + b"BT 3 Tr ET\n" + WORDS]), "unsupported", "PDF 文档是扫描件或图片，里面没有文字，读不出来。"),
    "填写域": (
        pdfs.pdf([pdfs.table([["项目名称", "", "绩效指标"]], (60, 60, 60))], b"/Annots[<</Subtype/Widget/FT/Tx/V(abc)>>]"),
        "unsupported",
        "PDF 文档里有 1 处填写域或加在页面上的文字，不在正文里，没有读取。",
    ),
    "加上的文字": (
        pdfs.pdf([pdfs.table([["项目名称", "", "绩效指标"]], (60, 60, 60))], b"/Annots[<</Subtype/FreeText/Contents(abc)>>]"),
        "unsupported",
        "PDF 文档里有 1 处填写域或加在页面上的文字，不在正文里，没有读取。",
    ),
    "密码": (
        pdfs.pdf(
            [WORDS],
            trailer=b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"41" * 32, b"42" * 32),
        ),
        "encrypted",
        "PDF 文档设有打开密码，无法读取。",
    ),
    "断掉": (pdfs.pdf([WORDS])[:200], "damaged", "PDF 文档已损坏"),
    "一页也没有": (pdfs.pdf([]), "damaged", "PDF 文档已损坏，里面一页也没有。"),
    "页太多": (pdfs.pdf([WORDS] * 301), "too_large", "PDF 超过 300 页的上限。"),
}


@pytest.mark.parametrize(("data", "reason", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_as_what_it_is(data: bytes, reason: str, message: str, tmp_path: Path) -> None:
    """Scans, forms without lines, texts typed over a page, passwords, damage and too much: each has its sentence."""
    (file,) = run([_file(tmp_path / "in", data)], RunSettings(workers=0, judge=False)).files
    assert (file.fate, file.reason) == ("refused", reason), file.message
    assert message in file.message
    assert file.hint


def test_a_page_full_of_lines_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A drawing of millions of lines is given up at a limit."""
    monkeypatch.setattr("xlperf.intake.documents.pdf_page._MOST_MARKS", 100)
    with pytest.raises(RefusedFile) as raised:
        parse_workbook(pdfs.pdf([pdfs.line(0, 0, 0, 9) * 101]), LIMITS)
    assert (raised.value.reason, raised.value.message) == ("too_large", "PDF 的一页上有超过 100 个字和线条。")


def test_a_letter_among_the_forms_is_passed_over(tmp_path: Path) -> None:
    """A PDF without the words of a form is no form, and is told as that."""
    (file,) = run([_file(tmp_path / "in", pdfs.pdf([pdfs.text(50, 700, "关于报送材料的通知")]))], RunSettings(workers=0)).files
    assert (file.fate, file.reason) == ("passed_over", "PDF 文档，里面没有绩效表")


def test_without_the_extra_the_refusal_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pdfminer.six nothing is guessed: the original, or the command that installs it."""
    monkeypatch.setitem(sys.modules, "pdfminer.pdfinterp", None)
    with pytest.raises(RefusedFile) as raised:
        parse_workbook(pdfs.pdf([WORDS]), LIMITS)
    assert raised.value.message == "文件是 PDF 文档，里面的表没有读取。"
    assert raised.value.hint == "请让报送单位发 Excel 原件；也可以安装组件“pdf”后再试，读出来的要核对原件。"


def test_what_an_outer_box_hides_no_inner_one_shows() -> None:
    """A page is cut off where its area of print ends; what stood beyond it is not printed, and none of the table."""
    rows = (("实施单位", "云岭区图书馆", "项目", "借阅"), ("旧", "旧的单位", "旧", "旧的项目"))
    shown = pdfs.table(rows, (70.0, 120.0, 70.0, 120.0))
    (sheet,) = parse_workbook(pdfs.pdf([b"q 0 764 595 100 re W n\n" + shown + b"Q\n"]), LIMITS).sheets
    assert [display_text(each) for each in sheet.cells.values()] == ["实施单位", "云岭区图书馆", "项目", "借阅"]
