"""Text of the forms does no harm to the workbook, and loses nothing in it."""

from __future__ import annotations

import zipfile
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import declaration
from tests.summary.batches import batch_of
from tests.summary.reading import opened, projects
from xlperf.book.cell_text import CELL_LIMIT, CUT_MARK, fit_for_cell, fit_for_xml
from xlperf.intake.limits import intake_settings
from xlperf.intake.workbook_reader import parse_every_sheet
from xlperf.summary import CutText, SummaryOptions, render_summary


def _name(text: str, **options: int) -> object:
    return opened(batch_of(declaration(project_name=text)), **options)["汇总表"]["B5"].value


@pytest.mark.parametrize(
    "text",
    ["=1+1", '=HYPERLINK("http://x","点我")', "+86 21", "-5(个)", "@SUM(A1)", "{=1}", "＝全角", "http://example.org", "007", "1E5"],
)
def test_text_stays_text(text: str) -> None:
    """Nothing a unit wrote becomes a formula, a number or a link: the only one leads to the form in this workbook."""
    content, _ = render_summary(batch_of(declaration(project_name=text)), SummaryOptions(link_base=None))
    cell = openpyxl.load_workbook(BytesIO(content))["汇总表"]["B5"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


@pytest.mark.parametrize(("text", "quoted"), [("=1+1", True), ("＋1", True), ("阅读推广", False)])
def test_what_looks_like_a_formula_is_marked_as_text(text: str, quoted: bool) -> None:
    """Such a cell carries Excel's quote prefix, so that editing it does not make it a formula."""
    cell = opened(batch_of(declaration(project_name=text)))["汇总表"]["B5"]
    assert bool(cell.quotePrefix) is quoted


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("铃\x07声\x0b制\x00表", "铃声制表"),
        ("半\ud800个", "半\ufffd个"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("非\uffff字", "非字"),
        ("制\t表", "制\t表"),
        ("𠮷野家", "𠮷野家"),
    ],
)
def test_what_xml_forbids_is_mended(text: str, kept: str) -> None:
    """A control character or half a character costs itself, never the workbook."""
    assert _name(text) == kept


@pytest.mark.parametrize("text", ["<r>假的富文本</r>", "<r><t>&</t></r>", "<b>粗</b> & 细", "]]>", "&#65;"])
def test_markup_is_text(text: str) -> None:
    """Markup in a text stands in the cell as it was written, even if it looks like xlsxwriter's own."""
    assert _name(text) == text


def test_an_escape_of_the_format_is_text() -> None:
    """A text that looks like the format's own escape is written so that it is read back as text."""
    content, _ = render_summary(batch_of(declaration(project_name="_x000D_")), SummaryOptions())
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert "<t>_x005F_x000D_</t>" in package.read("xl/sharedStrings.xml").decode("utf-8")


@pytest.mark.parametrize("text", ["_x005F_x0041_", "_x000D_x000A_x0041_", "<r>_x0041_</r>", "a_x005f_x0041_&b"])
def test_escapes_that_share_a_stroke_are_text(text: str) -> None:
    """A name of two such escapes is read back as it was written: it stopped the whole summary once."""
    content, _ = render_summary(batch_of(declaration(project_name=text)), SummaryOptions())
    sheet = next(each for each in parse_every_sheet(content, intake_settings().limits).sheets if each.name == "汇总表")
    assert text in [cell.value for cell in sheet.cells.values()]


@settings(max_examples=6, deadline=None)
@given(st.lists(st.text(st.characters(codec=None), max_size=60).filter(lambda text: "_x" not in text), min_size=10, max_size=15))
def test_no_text_breaks_the_workbook(texts: list[str]) -> None:
    """Whatever stands in a field, the workbook opens and holds the mended text (openpyxl leaves escapes as they are)."""
    forms = [declaration(file=f"{index:02}.xlsx", project_name=text, rows=[]) for index, text in enumerate(texts)]
    names = [row[1] or "" for row in projects(opened(batch_of(*forms)))[: len(texts)]]
    assert sorted(names) == sorted(map(fit_for_xml, texts))


def test_a_long_text_is_cut_with_a_mark_and_reported() -> None:
    """What a cell cannot hold is cut where it says so, and sheet, cell and length are reported."""
    text = "字" * 40_000
    batch = batch_of(declaration(annual_goal=text))
    content, report = render_summary(batch, SummaryOptions())
    sheet = openpyxl.load_workbook(BytesIO(content))["汇总表"]
    value = sheet["V5"].value
    assert len(value) == CELL_LIMIT
    assert value.endswith(CUT_MARK)
    assert report.cut == (CutText("汇总表", "V5", 40_000), CutText("申报表", "D12", 40_000))
    assert sheet["A2"].value.startswith("共 1 个项目。")
    assert sheet["A2"].value.endswith("1 处文字超过单元格上限，已截断（V5），全文见报送文件。")


@pytest.mark.parametrize(("forms", "cells"), [(5, "V5、V6、V7、V8、V9"), (6, "V5、V6、V7、V8、V9等")])
def test_five_cells_that_were_cut_are_named(forms: int, cells: str) -> None:
    """Of more it is said that there are more."""
    batch = batch_of(
        *(declaration(file=f"{each}.xlsx", project_name=f"项目{each}", annual_goal="字" * 40_000) for each in range(forms))
    )
    sheet = openpyxl.load_workbook(BytesIO(render_summary(batch, SummaryOptions())[0]))["汇总表"]
    assert sheet["A2"].value.endswith(f"{forms} 处文字超过单元格上限，已截断（{cells}），全文见报送文件。")


def test_the_limit_counts_as_excel_counts() -> None:
    """A character outside the basic plane counts twice, and none is cut in half."""
    assert fit_for_cell("𠮷" * 50, 100) == "𠮷" * 50
    cut = fit_for_cell("𠮷" * 51, 100)
    assert cut == "𠮷" * ((100 - len(CUT_MARK)) // 2) + CUT_MARK
