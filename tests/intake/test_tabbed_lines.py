"""Word documents: lines below a table whose values are set apart by tabs, and lines that only use a tab."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from tests.intake.documents import as_docx, docx, paragraphs
from tests.workbooks import write_declaration
from xlperf.forms import read_forms
from xlperf.forms.form import Target
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.intake.limits import intake_settings
from xlperf.intake.sheet import Sheet
from xlperf.intake.workbook_reader import parse_workbook, read_workbook
from xlperf.run.batch import run
from xlperf.run.run_settings import RunSettings

LIMITS = intake_settings().limits
_TABLE = "<w:tbl><w:tr><w:tc>" + paragraphs("项目名称") + "</w:tc><w:tc>" + paragraphs("藏书修补") + "</w:tc></w:tr></w:tbl>"
_LINES = ["一级指标\t二级指标\t三级指标\t指标值", "产出指标\t数量指标\t修补册数\t≥300(册)", "\t质量指标\t合格率\t≥95(%)"]


def _sheet(*lines: str) -> Sheet:
    return parse_workbook(docx(_TABLE + "".join(map(paragraphs, lines))), LIMITS).sheets[0]


def _row(sheet: Sheet, number: int) -> dict[int, object]:
    return {column: cell.value for (row, column), cell in sheet.cells.items() if row == number}


def test_lines_with_tabs_are_a_table_without_borders() -> None:
    """Three and more that follow each other, one of them with three values: each value is a cell, a blank one too."""
    sheet = _sheet("绩效指标", *_LINES, "注：以上")
    assert _row(sheet, 3) == {1: "一级指标", 2: "二级指标", 3: "三级指标", 4: "指标值"}
    assert _row(sheet, 5) == {2: "质量指标", 3: "合格率", 4: "≥95(%)"}
    assert (_row(sheet, 2), _row(sheet, 6)) == ({1: "绩效指标"}, {1: "注：以上"})


@pytest.mark.parametrize(
    "lines",
    [_LINES[:2], ["填报人：甲\t电话：5550100", "审核人：乙\t电话：5550101", "日期：\t3月"], [_LINES[0], "说明", *_LINES[1:]]],
    ids=["two", "pairs", "parted"],
)
def test_a_line_that_only_uses_a_tab_stays_one(lines: list[str]) -> None:
    """Two lines, pairs of a label and its value, lines with others between them: nobody laid out a table."""
    sheet = _sheet(*lines)
    assert [_row(sheet, 2 + number) for number in range(len(lines))] == [{1: each.strip()} for each in lines]


def test_a_form_whose_indicators_stand_below_it_as_lines_is_read_whole(tmp_path: Path) -> None:
    """The head is a table, the indicators were typed with tabs: each has its target."""
    workbook = read_workbook(write_declaration(tmp_path / "a.xlsx"))
    (whole,) = read_forms(workbook, "a", load_layouts(), load_vocabulary()).forms
    lines = [_LINES[0]]
    for row in whole.rows:
        said = (row["level1"].value, row["level2"].value, row["level3"].value, row["target"].value)
        lines.append("\t".join(each.text if isinstance(each, Target) else str(each) for each in said))
    document = parse_workbook(_below(as_docx(_head(workbook.sheets[0])), lines), LIMITS)
    (form,) = read_forms(document, "a", load_layouts(), load_vocabulary()).forms
    assert [each["target"].value for each in form.rows] == [each["target"].value for each in whole.rows]


def _head(sheet: Sheet) -> Sheet:
    """Return what stands above the indicators."""
    begin = next(row for (row, _), cell in sheet.cells.items() if cell.value == "三级指标")
    cells = {at: cell for at, cell in sheet.cells.items() if at[0] < begin}
    return replace(sheet, cells=cells, merges=tuple(each for each in sheet.merges if each.bottom < begin))


def _below(document: bytes, lines: list[str]) -> bytes:
    """Return a document with lines below what it holds."""
    with zipfile.ZipFile(BytesIO(document)) as archive:
        body = archive.read("word/document.xml").decode("utf-8")
    return docx(body.partition("<w:body>")[2].partition("</w:body>")[0] + "".join(map(paragraphs, lines)))


def test_indicators_written_as_sentences_are_not_said_to_be_missing(tmp_path: Path) -> None:
    """Each sentence is told as unread; that there is no indicator at all would be false."""
    workbook = read_workbook(write_declaration(tmp_path / "a.xlsx"))
    (tmp_path / "a.xlsx").unlink()
    said = ["绩效指标：", "1.举办讲座场次：≥24(场)", "2.听众满意度：≥90(%)"]
    (tmp_path / "a.docx").write_bytes(_below(as_docx(_head(workbook.sheets[0])), said))
    found = run([tmp_path], RunSettings(workers=0)).findings
    assert "IND-001" not in {each.rule for each in found}
    assert sum(each.rule == "FILE-020" for each in found) >= 2
