"""Web pages, Word documents, XML 2003 and plain text: the same cells as a workbook, the same form, bounded and told."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.documents import as_docx, as_html, as_text, as_xml_2003, docx, paragraphs
from tests.workbooks import write_declaration
from xlperf.errors import RefusedFile
from xlperf.forms import read_forms
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.record import form_record
from xlperf.intake.documents.document_grid import stored
from xlperf.intake.limits import intake_settings
from xlperf.intake.sheet import Cell, Sheet, Workbook
from xlperf.intake.workbook_reader import parse_workbook, read_workbook
from xlperf.run.batch import run
from xlperf.run.run_settings import RunSettings

LIMITS = intake_settings().limits
KINDS = {"html": as_html, "xml": as_xml_2003, "txt": as_text, "docx": as_docx}


def _record(workbook: Workbook) -> dict[str, Any]:
    (form,) = read_forms(workbook, "a", load_layouts(), load_vocabulary()).forms
    record = form_record(form)
    return {key: value for key, value in record.items() if key not in ("source", "cells")}


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_reads_the_same_from_a_document(kind: str, tmp_path: Path) -> None:
    """Every value of a form is that of the workbook, whatever its unit saved it as."""
    workbook = read_workbook(write_declaration(tmp_path / "a.xlsx"))
    document = parse_workbook(KINDS[kind](workbook.sheets[0]), LIMITS)
    assert document.container == kind
    assert _record(document) == _record(workbook)


@pytest.mark.parametrize("write", [as_html, as_docx, as_xml_2003])
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_cells_and_merges_come_back_where_they_were(write: Callable[[Sheet], bytes], data: st.DataObject) -> None:
    """Whatever areas are merged: every text stands in its cell again, and every area is merged again."""
    from xlperf.intake.sheet import Area

    areas: list[Area] = []
    taken: set[tuple[int, int]] = set()
    for _ in range(data.draw(st.integers(0, 6))):
        top, left = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 5))
        area = Area(top, left, top + data.draw(st.integers(0, 3)), left + data.draw(st.integers(0, 3)))
        inside = {(row, column) for row in range(area.top, area.bottom + 1) for column in range(area.left, area.right + 1)}
        if len(inside) > 1 and not inside & taken:
            taken |= inside
            areas.append(area)
    free = [(row, column) for row in range(1, 10) for column in range(1, 9) if (row, column) not in taken]
    places = [*free, *((area.top, area.left) for area in areas)]
    cells = {at: Cell(f"第{at[0]}行第{at[1]}列", "text") for at in places}
    read = parse_workbook(write(Sheet("表", "visible", cells, tuple(areas))), LIMITS).sheets[0]
    assert dict(read.cells) == cells
    assert set(read.merges) == set(areas)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("12", Cell(Decimal(12), "number")),
        ("1,234.50", Cell(Decimal("1234.50"), "number", "#,##0.00")),
        ("98.5%", Cell(Decimal("0.985"), "number", "0.0%")),
        ("-3.0", Cell(Decimal("-3.0"), "number", "0.0")),
        ("007", Cell("007", "text")),
        ("51010519900101001234", Cell("51010519900101001234", "text")),
        ("1,23", Cell("1,23", "text")),
        ("≥7(人)", Cell("≥7(人)", "text")),
        ("  ", None),
    ],
)
def test_a_number_is_one_where_it_is_nothing_else(text: str, cell: Cell | None) -> None:
    """Codes with leading zeros or more digits than Excel keeps stay text."""
    assert stored(text) == cell


@pytest.mark.parametrize("charset", ["gb18030", "utf-8", "utf-16"])
def test_a_page_says_its_own_encoding(charset: str) -> None:
    """As web servers and Excel write it; without a word, UTF-8 is tried, then GB18030."""
    page = f'<html><meta charset="{charset}"><p>项目名称</p></html>'.encode(charset)
    assert [each.value for each in parse_workbook(page, LIMITS).sheets[0].cells.values()] == ["项目名称"]


def test_a_page_is_read_as_a_person_sees_it() -> None:
    """Rows that are not shown are hidden rows; what a browser does not show is no text; filled fields count."""
    page = (
        "<html><script>var x = '不是';</script><table><tr style='display:none'><td>旧</td></tr><tr><td>名<b>称</b>一"
        '<td><input value="图书&amp;采购"><td><select><option>一<option selected>二</select><td><input type=checkbox checked>是'
        "</table><p>第一行<br>第二行</p></html>"
    )
    sheet = parse_workbook(page.encode(), LIMITS).sheets[0]
    assert {at: cell.value for at, cell in sheet.cells.items()} == {
        (1, 1): "旧",
        (2, 1): "名称一",
        (2, 2): "图书&采购",
        (2, 3): "二",
        (2, 4): "☑是",
        (3, 1): "第一行",
        (4, 1): "第二行",
    }
    assert sheet.hidden_rows == {1}


def test_rows_of_an_xml_workbook_follow_each_other_unless_they_say_where_they_stand() -> None:
    """A row that stands for several takes their places, a row with a number of its own stands there."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    cell = '<Cell><Data ss:Type="String">{}</Data></Cell>'
    rows = (("", "甲"), ("", "乙"), ('ss:Span="2"', "丙"), ("", "丁"), ('ss:Index="9"', "戊"))
    made = "".join(f"<Row {said}>{cell.format(text)}</Row>" for said, text in rows)
    table = f'<Worksheet ss:Name="表"><Table>{made}</Table></Worksheet>'
    book = f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">{table}</Workbook>'
    (sheet,) = parse_workbook(book.encode(), LIMITS).sheets
    assert {at: cell.value for at, cell in sheet.cells.items()} == {
        (1, 1): "甲",
        (2, 1): "乙",
        (3, 1): "丙",
        (6, 1): "丁",
        (9, 1): "戊",
    }


def test_a_page_of_excel_keeps_the_exact_number() -> None:
    """What is shown is rounded; the number behind it counts."""
    page = b'<html><table><tr><td x:num="1234.5678">1,234.57</td></tr></table></html>'
    assert parse_workbook(page, LIMITS).sheets[0].cells[1, 1].value == Decimal("1234.5678")


@pytest.mark.parametrize("number", ["1E+9999999", "1E-9999999", "NaN"])
def test_a_page_with_a_number_that_no_sheet_can_hold_is_read_as_it_is_shown(number: str) -> None:
    """It would be written out digit by digit, or end the reading."""
    page = f'<html><table><tr><td x:num="{number}">1.5</td></tr></table></html>'.encode()
    assert parse_workbook(page, LIMITS).sheets[0].cells[1, 1].value == Decimal("1.5")


def test_word_text_is_what_a_person_reads() -> None:
    """Insertions count, deletions and codes of fields do not; content controls and ticks are text."""
    cell = (
        "<w:tc><w:p><w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        '<w:r><w:instrText>FIELD</w:instrText><w:sym w:char="F0FE"/></w:r>'
        "<w:sdt><w:sdtContent><w:r><w:t>选</w:t></w:r></w:sdtContent></w:sdt></w:p></w:tc>"
    )
    sheet = parse_workbook(docx(f"{paragraphs('标题')}<w:tbl><w:tr>{cell}</w:tr></w:tbl>"), LIMITS).sheets[0]
    assert {at: each.value for at, each in sheet.cells.items()} == {(1, 1): "标题", (2, 1): "增☑选"}


def test_the_sounds_over_characters_are_no_text() -> None:
    """拼音指南: a unit was read as qing青禾区."""
    ruby = "<w:ruby><w:rubyPr/><w:rt><w:r><w:t>qing</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>青</w:t></w:r></w:rubyBase></w:ruby>"
    sheet = parse_workbook(docx(f"<w:p><w:r>{ruby}</w:r><w:r><w:t>禾区</w:t></w:r></w:p>"), LIMITS).sheets[0]
    assert [each.value for each in sheet.cells.values()] == ["青禾区"]


def test_the_header_of_the_pages_is_no_cell_and_not_lost() -> None:
    """A title with its year may stand there alone."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    header = f'<w:hdr xmlns:w="{space}">{paragraphs("申报表（2026年度）")}</w:hdr>'
    document = BytesIO(docx(paragraphs("项目名称")))
    with zipfile.ZipFile(document, "a") as archive:
        archive.writestr("word/header1.xml", header)
    sheet = parse_workbook(document.getvalue(), LIMITS).sheets[0]
    assert ([each.value for each in sheet.cells.values()], sheet.page_header) == (["项目名称"], "申报表（2026年度）")


def test_a_quotation_mark_that_never_closes_swallows_nothing() -> None:
    """In text that somebody typed a mark is a mark like any other."""
    text = '项目名称\t"甲\n一级指标\t乙\n备注\t"丙"'.encode()
    sheet = parse_workbook(text, LIMITS).sheets[0]
    assert [each.value for each in sheet.cells.values()] == ["项目名称", '"甲', "一级指标", "乙", "备注", '"丙"']


HOSTILE: dict[str, tuple[bytes, str, str]] = {
    "dtd in docx": (docx("", '<!DOCTYPE x [<!ENTITY a "b">]>'), "unsafe", "文件内部含有外部实体声明（DTD）"),
    "dtd in xml": (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "unsafe",
        "文件内部含有外部实体声明（DTD）",
    ),
    "docx that is no xml": (docx("<w:p>"), "damaged", "文件已损坏，内部部件 word/document.xml 不是完整的 XML"),
    "xml cut off": (b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet>', "damaged", "不是完整的 XML"),
    "page of 17 MB": (b"<html>" + b" " * (17 << 20), "too_large", "网页有 17 MB，超过 16 MB 的上限"),
    "xml of 17 MB": (
        b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">' + b" " * (17 << 20),
        "too_large",
        "XML 表格有 17 MB，超过 16 MB 的上限",
    ),
    "docx bomb": (docx("<w:p/>" * 4_000_000), "too_large", "倍的上限"),
    "nested tables": (b"<html>" + b"<table><tr><td>" * 60, "too_large", "网页里的表格一层套一层超过 50 层"),
    "nested docx": (docx("<w:sdt>" * 80 + "</w:sdt>" * 80), "too_large", "文档里的内容一层套一层超过 60 层"),
    "many cells": (b"<html><table><tr><td>1" + b"<tr><td>1" * 20_001, "too_large", "有内容的单元格超过 20000 个的上限"),
    "many merges": (b"<html><table>" + b"<tr><td colspan=2>" * 20_002, "too_large", "的合并单元格超过 20000 个的上限"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_refused_with_a_true_sentence(name: str) -> None:
    """Bombs, entities, endless nesting and sheer size each have their own words."""
    data, reason, message = HOSTILE[name]
    with pytest.raises(RefusedFile) as caught:
        parse_workbook(data, replace(LIMITS, cells_per_sheet=20_000))
    assert caught.value.reason == reason
    assert message in caught.value.message


def test_a_span_of_a_million_columns_ends_where_the_sheet_does() -> None:
    """Claimed spans cost nothing."""
    sheet = parse_workbook(b"<html><table><tr><td colspan=99999 rowspan=99999>a<td>b</table>", LIMITS).sheets[0]
    assert list(sheet.cells) == [(1, 1)]
    assert sheet.cut_off


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_no_bytes_bring_anything_but_a_refusal(data: st.DataObject) -> None:
    """Whatever is cut off or changed in a document: a workbook or a refusal."""
    sheet = Sheet(
        "表", "visible", {(1, 1): Cell("项目名称", "text"), (1, 2): Cell("绩效指标", "text"), (2, 1): Cell(Decimal(3), "number")}
    )
    whole = KINDS[data.draw(st.sampled_from(sorted(KINDS)))](sheet)
    changed = bytearray(whole[: data.draw(st.integers(1, len(whole)))])
    for place in data.draw(st.lists(st.integers(0, len(changed) - 1), max_size=6)):
        changed[place] = data.draw(st.integers(0, 255))
    try:
        parse_workbook(bytes(changed), LIMITS)
    except RefusedFile:
        return


def test_a_form_from_a_document_says_so_and_a_letter_is_passed_over(tmp_path: Path) -> None:
    """A form in Word counts, with a hint; a letter, a note and a page without a form do not stop the run."""
    folder = tmp_path / "in"
    folder.mkdir()
    sheet = read_workbook(write_declaration(tmp_path / "a.xlsx")).sheets[0]
    (folder / "表.docx").write_bytes(as_docx(sheet))
    (folder / "表.xls").write_bytes(as_html(sheet))
    (folder / "通知.docx").write_bytes(docx(paragraphs("请各单位填写项目名称和绩效目标。")))
    (folder / "通知.txt").write_text("请各单位填写项目名称和绩效目标。", "utf-8")
    (folder / "残表.docx").write_bytes(docx(f"<w:tbl><w:tr><w:tc>{paragraphs('项目名称')}</w:tc></w:tr></w:tbl>"))
    batch = run([folder], RunSettings(workers=0))
    assert [(each.file, each.fate, each.reason, len(each.forms)) for each in batch.files] == [
        ("残表.docx", "refused", "no_form", 0),
        ("表.docx", "read", "", 1),
        ("表.xls", "read", "", 1),
        ("通知.docx", "passed_over", "Word 文档，里面没有绩效表", 0),
        ("通知.txt", "passed_over", "文本，里面没有绩效表", 0),
    ]
    told = [(each.rule, each.message) for each in batch.findings if each.rule in ("FILE-003", "FILE-018")]
    assert told == [
        ("FILE-003", "文件“表.xls”的扩展名与实际内容不一致（实际为 .html）。"),
        ("FILE-018", "文件“表.docx”是Word 文档，不是 Excel 工作簿，里面的表已照样读取。"),
        ("FILE-018", "文件“表.xls”是网页，不是 Excel 工作簿，里面的表已照样读取。"),
    ]


@pytest.mark.parametrize("label", ["项 目 名 称", "项　目　名　称", "项目\u200b名称", "項目名稱", "项目（单位）名称"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_form_is_known_however_its_label_is_spaced(tmp_path: Path, kind: str, label: str) -> None:
    """Whether a text may be a form does not hang on how one label is written."""
    sheet = read_workbook(write_declaration(tmp_path / "a.xlsx")).sheets[0]
    written = {at: replace(each, value=label) if each.value == "项目名称" else each for at, each in sheet.cells.items()}
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / f"表.{kind}").write_bytes(KINDS[kind](replace(sheet, cells=written)))
    batch = run([folder], RunSettings(workers=0))
    assert [[form.text("/project_name") for form in each.forms] for each in batch.files] == [["古籍修复项目"]]


def test_a_form_in_plain_lines_of_a_page_is_not_passed_over(tmp_path: Path) -> None:
    """Its table was lost, the labels of a line stand apart by blanks: it is told; words in a sentence are no headings."""
    head = "项目名称　古籍修复项目　项目性质　经常性项目　项目类别　特定目标类　主管部门　云溪市文化局"
    lines = (head, "一级指标　二级指标　三级指标　指标值", "产出指标　数量指标　修复册数　≥60册")
    (tmp_path / "a.html").write_text(f"<html><body>{''.join(f'<p>{each}</p>' for each in lines)}</body></html>", "utf-8")
    (tmp_path / "b.html").write_text("<html><body><p>请核对 一级指标、二级指标和三级指标。</p></body></html>", "utf-8")
    found = [(each.file, each.fate) for each in run([tmp_path], RunSettings(workers=0)).files]
    assert found == [("a.html", "refused"), ("b.html", "passed_over")]


def test_a_table_of_indicators_in_a_text_is_not_passed_over(tmp_path: Path) -> None:
    """Without any label of a head; words of a table in a letter or a log are no table."""
    table = "一 级 指 标,二级指标,三级指标,指标值\n产出指标,数量指标,修复册数,≥60册\n"
    (tmp_path / "a.csv").write_text(table, "utf-8")
    (tmp_path / "b.txt").write_text("一级指标、二级指标不要改。\n数量指标、质量指标要量化。", "utf-8")
    (tmp_path / "c.txt").write_text("值班表\t电话\n甲馆\t110\n", "utf-8")
    found = [(each.file, each.fate, each.reason) for each in run([tmp_path], RunSettings(workers=0)).files]
    assert found == [
        ("a.csv", "refused", "no_form"),
        ("b.txt", "passed_over", "文本，里面没有绩效表"),
        ("c.txt", "passed_over", "不是工作簿（.txt）"),
    ]


def test_a_page_that_is_only_a_frame_names_where_its_content_stands() -> None:
    """Somebody sent one of several files: nobody says that there is no form."""
    page = '<html><frameset rows="*,39"><frame src="表.files/sheet001.htm"><frame src="b.htm"></frameset></html>'
    with pytest.raises(RefusedFile) as refusal:
        parse_workbook(page.encode(), LIMITS)
    assert (refusal.value.reason, refusal.value.message) == (
        "unsupported",
        "文件只是网页的框架，内容在另外的文件里（表.files/sheet001.htm）。",
    )
    assert refusal.value.hint == "请把那个文件夹一起放进来，或让报送单位在 Excel 里打开后“另存为”.xlsx 重新报送。"
