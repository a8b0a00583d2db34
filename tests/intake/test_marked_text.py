"""What is struck out, hidden or raised in Word documents, web pages and XML 2003: never a part of a number, and told."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from tests.intake.documents import as_docx, as_html, as_xml_2003, docx, paragraphs
from tests.intake.packages import LIMITS, packed, values
from tests.workbooks import write_declaration
from xlperf.intake.sheet import SetAside, Sheet, Workbook
from xlperf.intake.workbook_reader import parse_workbook, read_workbook
from xlperf.run.batch import run
from xlperf.run.run_settings import RunSettings

_STYLES = (
    '<w:styles xmlns:w="w"><w:style w:styleId="a"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style><w:style w:styleId="c"><w:basedOn w:val="c"/></w:style></w:styles>'
)


def _run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def _word(cell: str, **parts: str) -> Workbook:
    return parse_workbook(docx(f"<w:tbl><w:tr><w:tc><w:p>{cell}</w:p></w:tc></w:tr></w:tbl>", **parts), LIMITS)


def _page(body: str) -> Workbook:
    return parse_workbook(f"<html><body>{body}</body></html>".encode(), LIMITS)


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ("<w:strike/>", "struck"),
        ("<w:dstrike/>", "struck"),
        ("<w:vanish/>", "hidden"),
        ('<w:strike w:val="0"/>', None),
        ('<w:vanish w:val="false"/>', None),
        ("<w:b/>", None),
    ],
)
def test_a_run_of_word_that_is_deleted_or_hidden_is_no_part_of_a_number(properties: str, kind: str | None) -> None:
    """An old amount with a line through it does not run into the new one; a mark that is switched off is none."""
    (sheet,) = _word(_run("300000", properties) + _run("350000")).sheets
    assert [str(each.value) for each in sheet.cells.values()] == ["350000" if kind else "300000350000"]
    assert [(each.kind, each.text) for each in sheet.set_aside.values()] == ([(kind, "300000")] if kind else [])


@pytest.mark.parametrize(("style", "shown"), [("a", "新"), ("b", "新"), ("c", "旧新"), ("unknown", "旧新")])
def test_a_style_of_word_strikes_its_text_out(style: str, shown: str) -> None:
    """By itself or through the style that it builds on; one that builds on itself says nothing."""
    book = _word(_run("旧", f'<w:rStyle w:val="{style}"/>') + _run("新"), styles=_STYLES)
    assert values(book) == {(1, 1): shown}


@pytest.mark.parametrize(
    ("height", "shown"), [("superscript", "≥10³(立方米)"), ("subscript", "≥10₃(立方米)"), ("baseline", "≥103(立方米)")]
)
def test_a_raised_digit_of_word_is_no_digit_of_the_number(height: str, shown: str) -> None:
    """An exponent or the mark of a footnote stays what it is."""
    assert values(_word(_run("≥10") + _run("3", f'<w:vertAlign w:val="{height}"/>') + _run("(立方米)"))) == {(1, 1): shown}


@pytest.mark.parametrize(
    ("xml", "shown"),
    [
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "≥5"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>', "≤5"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑5"),
        ("<w:r><w:fldChar><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>", "☑5"),
        ('<w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar></w:r>', "□5"),
        ('<w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r>', "☑5"),
    ],
)
def test_signs_and_ticks_of_word_are_characters(xml: str, shown: str) -> None:
    """Operators in the font Symbol, and the boxes of form fields with or without a tick."""
    assert values(_word(xml + _run("5"))) == {(1, 1): shown}


@pytest.mark.parametrize(
    ("old", "kind"),
    [
        ("<s>旧</s>", "struck"),
        ("<del>旧</del>", "struck"),
        ("<strike><b>旧</b></strike>", "struck"),
        ('<span style="text-decoration: line-through">旧</span>', "struck"),
        ('<span class="x d">旧</span>', "struck"),
        ('<i id="gone">旧</i>', "struck"),
        ('<span style="display:none">旧</span>', "hidden"),
        ("<span hidden>旧</span>", "hidden"),
        ("<p class=h>旧<p>", "hidden"),
        ('<font style="visibility:hidden">旧</font>', "hidden"),
    ],
)
def test_text_of_a_page_that_is_deleted_or_hidden_is_told(old: str, kind: str) -> None:
    """By its element, its own style, or a class of the style sheet; what stands behind it is read."""
    rules = ".d, #gone {text-decoration:line-through} .h{display:none} p.d {color:red}"
    book = _page(f"<style><!--{rules}--></style><table><tr><td>{old}新<td>后</tr></table>")
    assert values(book) == {(1, 1): "新", (1, 2): "后"}
    (aside,) = book.sheets[0].set_aside.values()
    assert (aside.kind, aside.text) == (kind, "旧")


def test_an_element_that_is_never_closed_ends_with_its_cell() -> None:
    """Pages of web systems are careless; the next cell is not struck out for that, and a raised digit stays raised."""
    book = _page("<table><tr><td>甲<s>乙<td>丙<tr><td>350000<sup>1</sup><td><u>丁</i></u></table>戊")
    assert values(book) == {(1, 1): "甲", (1, 2): "丙", (2, 1): "350000¹", (2, 2): "丁", (3, 1): "戊"}


@pytest.mark.parametrize("attribute", ['style="display:none"', "class=h", "hidden", 'style="visibility: collapse"'])
def test_hidden_rows_and_tables_of_a_page_are_hidden_rows(attribute: str) -> None:
    """They are read as hidden rows of a workbook are, so that they are told; so is a hidden column."""
    book = _page(
        f"<style>.h{{display:none}}</style><table><tr {attribute}><td>甲<tr><td>乙</table><table {attribute}><tr><td>丙</table>"
        f"<table><tr><td>丁<td {attribute}>戊</table>"
    )
    (sheet,) = book.sheets
    assert (values(book), sheet.hidden_rows, sheet.hidden_columns, sheet.set_aside) == (
        {(1, 1): "甲", (2, 1): "乙", (3, 1): "丙", (4, 1): "丁", (4, 2): "戊"},
        {1, 3},
        {2},
        {},
    )


def test_a_caption_stands_above_its_table() -> None:
    """The title and the year of a form stand there."""
    book = _page("<table><caption>自评表<br>（2026年度）</caption><tr><td>甲</table><table><caption>乙<tr><td>丙</table>")
    assert values(book) == {(1, 1): "自评表", (2, 1): "（2026年度）", (3, 1): "甲", (4, 1): "乙", (5, 1): "丙"}


@pytest.mark.parametrize(
    ("cell", "shown", "gone"),
    [
        ('<Cell><ss:Data ss:Type="String" xmlns="h"><S>300000</S><Font>350000</Font></ss:Data></Cell>', "350000", "300000"),
        ('<Cell><ss:Data ss:Type="String" xmlns="h">≥10<Sup>3</Sup></ss:Data></Cell>', "≥10³", ""),
        ('<Cell ss:StyleID="k"><Data ss:Type="Number">300000</Data></Cell>', None, "300000"),
        ('<Cell ss:StyleID="b"><Data ss:Type="Number">300000</Data></Cell>', None, "300000"),
        ('<Cell ss:StyleID="n"><Data ss:Type="String">旧</Data></Cell>', "旧", ""),
        ('<Cell ss:StyleID="t"><Data ss:Type="DateTime">1899-12-31T12:00:00.000</Data></Cell>', "1899-12-31 12:00:00", ""),
        ('<Cell ss:StyleID="t"><Data ss:Type="DateTime">2026-01-31T00:00:00.000</Data></Cell>', "2026-01-31", ""),
    ],
)
def test_marked_texts_of_xml_2003_are_told_apart(cell: str, shown: str | None, gone: str) -> None:
    """Struck out by its run or its style, raised by its run; a time of day keeps its hours."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    styles = (
        '<Style ss:ID="k"><Font ss:StrikeThrough="1"/></Style><Style ss:ID="b" ss:Parent="k"/>'
        '<Style ss:ID="n" ss:Parent="k"><Font ss:StrikeThrough="0"/></Style><Style ss:ID="t"><Font/></Style>'
    )
    table = f'<Worksheet ss:Name="a"><Table><Row>{cell}</Row></Table></Worksheet>'
    book = f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Styles>{styles}</Styles>{table}</Workbook>'
    (sheet,) = parse_workbook(book.encode(), LIMITS).sheets
    assert [str(each.value) for each in sheet.cells.values()] == ([shown] if shown else [])
    assert list(sheet.set_aside.values()) == ([SetAside("struck", gone)] if gone else [])


_MARKED: dict[str, tuple[Callable[[Sheet], bytes], str, str]] = {
    "docx": (as_docx, "<w:t>古籍修复项目</w:t>", "<w:rPr><w:strike/></w:rPr><w:t>旧</w:t></w:r><w:r><w:t>古籍修复项目</w:t>"),
    "html": (as_html, ">古籍修复项目<", "><s>旧</s>古籍修复项目<"),
    "xml": (as_xml_2003, ">古籍修复项目<", "><S>旧</S>古籍修复项目<"),
}


@pytest.mark.parametrize("kind", _MARKED)
def test_struck_text_in_a_form_is_told_and_not_read(tmp_path: Path, kind: str) -> None:
    """The name stands as it is meant, and a finding quotes what was left out."""
    write, plain, marked = _MARKED[kind]
    sheet = read_workbook(write_declaration(tmp_path / "a.xlsx")).sheets[0]
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / f"表.{kind}").write_bytes(_replaced(write(sheet), plain, marked))
    batch = run([folder], RunSettings(workers=0))
    assert [form.text("/project_name") for each in batch.files for form in each.forms] == ["古籍修复项目"]
    assert [each.message for each in batch.findings if each.rule == "FILE-022"] == ["“旧”画了删除线，视为已删除，没有读取。"]


def _replaced(data: bytes, plain: str, marked: str) -> bytes:
    if not data.startswith(b"PK"):
        encoding = "gb18030" if b"gb18030" in data[:200] else "utf-8"
        return data.decode(encoding).replace(plain, marked, 1).encode(encoding)
    with zipfile.ZipFile(BytesIO(data)) as package:
        return packed({name: package.read(name).decode().replace(plain, marked, 1) for name in package.namelist()})


def test_a_word_document_in_one_xml_file_is_read() -> None:
    """Of Word 2003, and as 平面 XML of later ones."""
    body = f"<w:body><s:sect xmlns:s='s'><w:tbl><w:tr><w:tc>{paragraphs('甲')}</w:tc></w:tr></w:tbl></s:sect></w:body>"
    old = f'<?xml version="1.0"?><w:wordDocument xmlns:w="w">{body}</w:wordDocument>'
    new = f'<pkg:package xmlns:pkg="p"><pkg:part><w:document xmlns:w="w">{body}</w:document></pkg:part></pkg:package>'
    assert [(each.container, values(each)) for each in (parse_workbook(text.encode(), LIMITS) for text in (old, new))] == [
        ("docx", {(1, 1): "甲"}),
        ("docx", {(1, 1): "甲"}),
    ]
