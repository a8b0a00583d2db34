"""Forms in documents without a table, in text boxes, or embedded as objects: read, or refused with a way out, never passed over."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.intake.documents import as_docx, as_text, docx, paragraphs
from tests.intake.packages import LIMITS, packed, values
from tests.workbooks import write_declaration
from xlperf.forms.file_result import FileResult
from xlperf.intake.workbook_reader import parse_workbook, read_workbook
from xlperf.run.batch import run
from xlperf.run.run_settings import RunSettings


def _only(folder: Path, name: str, data: bytes) -> FileResult:
    (folder / name).write_bytes(data)
    (found,) = run([folder], RunSettings(workers=0)).files
    return found


def _parts(data: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {each: package.read(each) for each in package.namelist()}


def _with(data: bytes, relation: str, **parts: bytes) -> bytes:
    """Return a document that refers to further parts."""
    relations = f'<Relationships><Relationship Id="r1" {relation}/></Relationships>'
    where = "word/charts/_rels/chart1.xml.rels" if "chart" in relation else "word/_rels/document.xml.rels"
    return packed({**_parts(data), where: relations, **{f"word/{name.replace('__', '/')}": part for name, part in parts.items()}})


def test_a_form_in_a_text_box_is_read(tmp_path: Path) -> None:
    """Once, though Word keeps two versions of the box."""
    sheet = read_workbook(write_declaration(tmp_path / "a.xlsx")).sheets[0]
    body = _parts(as_docx(sheet))["word/document.xml"]
    table = (body if isinstance(body, str) else body.decode()).partition("<w:body>")[2].partition("</w:body>")[0]
    box = f"<w:txbxContent>{table}</w:txbxContent>"
    two = f"<mc:AlternateContent xmlns:mc='m'><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    folder = tmp_path / "in"
    folder.mkdir()
    found = _only(folder, "a.docx", docx(f"<w:p><w:r>{two}</w:r></w:p>"))
    assert [each.text("/project_name") for each in found.forms] == ["古籍修复项目"]


def test_a_word_document_of_labelled_lines_is_read_as_a_text_is(tmp_path: Path) -> None:
    """Without any table; a letter that mentions such words is passed over as ever."""
    lines = as_text(read_workbook(write_declaration(tmp_path / "a.xlsx")).sheets[0]).decode("gb18030")
    folder = tmp_path / "in"
    folder.mkdir()
    found = _only(folder, "a.docx", docx(paragraphs(lines.replace("\r\n", "\n"))))
    assert (found.fate, [each.text("/project_name") for each in found.forms]) == ("read", ["古籍修复项目"])
    other = tmp_path / "b"
    other.mkdir()
    assert _only(other, "a.docx", docx(paragraphs("请各单位填写项目名称和绩效目标。"))).fate == "passed_over"


@pytest.mark.parametrize(
    ("relation", "name", "fate"),
    [
        ('Type="t/package" Target="embeddings/a.xlsx"', "embeddings__a.xlsx", "refused"),
        ('Type="t/chart" Target="../embeddings/a.xlsx"', "embeddings__a.xlsx", "passed_over"),
        ('Type="t/aFChunk" Target="a.html"', "a.html", "refused"),
    ],
)
def test_a_form_embedded_in_a_document_is_named(tmp_path: Path, relation: str, name: str, fate: str) -> None:
    """As an object or as an imported part; the data of a chart are no form that somebody handed in."""
    form = write_declaration(tmp_path / "a.xlsx").read_bytes()
    if name.endswith("html"):
        form = "<table><tr><td>项目名称</td><td>一级指标</td></tr></table>".encode()
    folder = tmp_path / "in"
    folder.mkdir()
    found = _only(folder, "报送.docx", _with(docx(paragraphs("请见附件。")), relation, **{name: form}))
    assert found.fate == fate
    if fate == "refused":
        assert found.message == "Word 文档，里面没有绩效表；嵌在里面的 1 个文件像是绩效表，没有读取。"


def test_an_embedded_workbook_without_words_of_a_form_is_no_matter(tmp_path: Path) -> None:
    """A letter with a list of telephones is a letter."""
    lists = packed({"xl/workbook.xml": "<a/>", "xl/sharedStrings.xml": "<a>电话</a>"})
    relation = 'Type="t/package" Target="embeddings/a.xlsx"'
    data = _with(docx(paragraphs("请见附件。")), relation, **{"embeddings__a.xlsx": lists})
    assert _only(tmp_path, "报送.docx", data).fate == "passed_over"


@pytest.mark.parametrize("head", ['<?xml version="1.0"?><t>', "<t xmlns='urn:uof'>"])
def test_a_form_in_xml_of_another_program_is_refused(tmp_path: Path, head: str) -> None:
    """标文通 and the like: nobody here reads it, and it says so."""
    found = _only(tmp_path, "a.xml", f"{head}<c>项目名称</c><c>一级指标</c></t>".encode())
    assert (found.fate, found.message) == ("refused", "文件是 XML 文件，里面像是有绩效表，没有读取。")


@pytest.mark.parametrize("name", ["iso-8859-1", "windows-1252", "us-ascii"])
def test_a_page_in_chinese_that_claims_a_western_charset_is_read(name: str) -> None:
    """Its bytes tell better than a word of the page's template."""
    page = f'<html><meta charset="{name}"><table><tr><td>项目名称</td></tr></table></html>'
    assert values(parse_workbook(page.encode("gb18030"), LIMITS)) == {(1, 1): "项目名称"}
