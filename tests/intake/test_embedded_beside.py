"""A form that is embedded in a file, or attached to it, beside one that is read: it is told how many there are."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
import xlwt

from tests.forms import odd_workbook
from tests.forms.reading import read as read_sheets
from tests.intake import pdfs
from tests.intake.binary_workbooks import xlsb
from tests.intake.documents import docx, paragraphs
from tests.intake.mails import compound
from tests.intake.opendocuments import document, row, table, text_cell
from tests.intake.packages import LIMITS, packed, parts, sheet_xml
from xlperf.forms.form import Remark
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import read_forms
from xlperf.intake.containers.ole_storage import CompoundFile
from xlperf.intake.embedded_forms import embedded_in_old, is_form
from xlperf.intake.workbook_reader import parse_workbook

FORM = odd_workbook.declaration({})
LETTER = packed({"xl/workbook.xml": "<a/>", "xl/sharedStrings.xml": "<a>电话</a>"})


def _xls(**storages: Any) -> bytes:
    made, out = xlwt.Workbook(), BytesIO()
    made.add_sheet("表").write(0, 0, "甲")
    made.save(out)
    return compound({"Workbook": CompoundFile(out.getvalue()).root().streams["workbook"].read(1 << 20), **storages})


def _package(data: bytes, **others: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as held:
        return packed({each: held.read(each) for each in held.namelist()} | others)


_ATTACHED = b"<</Type/Filespec/F(a.xlsx)/EF<</F 90 0 R/UF 90 0 R>>>>"


def _pdf(content: bytes, filespec: bytes = _ATTACHED, by_note: bool = False) -> bytes:
    """Return a PDF to which a file is attached, listed in its names or by a note on its page."""
    pytest.importorskip("pdfminer.pdfinterp")
    note = b"/Annots[<</Type/Annot/Subtype/FileAttachment/Rect[0 0 1 1]/FS %s>>]" % filespec if by_note else b""
    made = pdfs.pdf([pdfs.table([["甲", "乙"], ["丙", "丁"]], (80, 80))], annotations=note)
    held = zlib.compress(content)
    stream = b"90 0 obj\n<</Type/EmbeddedFile/Length %d/Filter/FlateDecode>>stream\n%s\nendstream\nendobj\n" % (len(held), held)
    start = made.rpartition(b"xref\n0 ")[0]
    names = b"" if by_note else b"/Names<</EmbeddedFiles<</Kids[<</Names[(a) %s]>>]>>>>" % filespec
    return start.replace(b"/Type/Catalog", b"/Type/Catalog" + names) + stream + b"trailer<</Root 1 0 R>>\n%%EOF"


_MAKERS: dict[str, Callable[[bytes], bytes]] = {
    "xlsx": lambda held: packed({**parts(sheet_xml("")), "xl/embeddings/Microsoft_Excel_Sheet1.xlsx": held}),
    "an icon in an xlsx": lambda held: packed(
        {**parts(sheet_xml("")), "xl/embeddings/oleObject1.bin": compound({"\x01Ole10Native": b"\0" * 300 + held})}
    ),
    "an object of WPS in an xlsx": lambda held: packed(
        {**parts(sheet_xml("")), "xl/embeddings/oleObject1.bin": compound({"Package": held})}
    ),
    "xlsb": lambda held: _package(xlsb({(1, 1): "甲"}), **{"xl/embeddings/a.xlsx": held}),
    "docx": lambda held: _package(docx(paragraphs("甲")), **{"word/embeddings/a.xlsx": held}),
    "ods": lambda held: packed(document(table(row(text_cell("甲"))), **{"Object 1": compound({"Package": held})})),
    "xls": lambda held: _xls(MBD0012={"Package": held}),
    "an object pool": lambda held: _xls(ObjectPool={"_1": {"Package": held}}),
    "pdf": _pdf,
    "a note in a pdf": lambda held: _pdf(held, by_note=True),
}


@pytest.mark.parametrize("kind", _MAKERS)
def test_an_embedded_form_is_counted_and_another_file_is_not(kind: str) -> None:
    """Whatever keeps it: the words of a form in it decide."""
    assert [parse_workbook(_MAKERS[kind](held), LIMITS).embedded for held in (FORM, LETTER)] == [1, 0]


def test_a_sheet_embedded_in_an_ods_is_counted() -> None:
    """LibreOffice keeps it unpacked, in a folder of its own."""
    inner = "<a>项目名称</a><a>绩效指标</a>"
    made = document(table(row(text_cell("甲"))))
    assert parse_workbook(packed({**made, "Object 1/content.xml": inner}), LIMITS).embedded == 1
    assert parse_workbook(packed({**made, "Object 1/styles.xml": inner}), LIMITS).embedded == 0


def test_the_embedded_old_workbook_is_known_by_its_words() -> None:
    """An .xls in an .xls: its texts stand in its stream, two bytes a character."""
    stream = "项目名称…绩效指标".encode("utf-16-le")
    assert embedded_in_old(_xls(MBD0012={"Workbook": stream}, MBD0013={"Workbook": b"x"}), LIMITS) == 1
    assert embedded_in_old(_xls(_VBA_PROJECT_CUR={"dir": stream}), LIMITS) == 0


def test_what_nobody_can_open_is_counted() -> None:
    """Broken, or larger than is opened: somebody has to look."""
    assert is_form(FORM[:400], LIMITS)
    assert is_form(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), LIMITS)
    assert is_form(LETTER, replace(LIMITS, package_entries=1))
    assert parse_workbook(packed({**parts(sheet_xml("")), "xl/embeddings/a.bin": FORM}), replace(LIMITS, part_bytes=2000)).embedded
    assert embedded_in_old(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), LIMITS) == 0


def test_an_attachment_that_the_library_cannot_open_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it brings up."""
    made = _pdf(LETTER)
    from xlperf.intake.documents import pdf_attachments

    monkeypatch.setattr(pdf_attachments, "PDFDocument", lambda _: 1 // 0)
    assert parse_workbook(made, LIMITS).embedded == 1


@pytest.mark.parametrize("filespec", [b"null", b"<</F(a.xlsx)>>", b"<</EF<</F 1 0 R>>>>", b"(a.xlsx)"])
def test_an_attachment_that_is_elsewhere_counts_nothing(filespec: bytes) -> None:
    """A path to a file is no file."""
    assert parse_workbook(_pdf(FORM, filespec), LIMITS).embedded == 0


def test_it_is_told_beside_the_form_that_is_read() -> None:
    """One remark with their number; without any there is none."""
    workbook = replace(parse_workbook(FORM, LIMITS), embedded=2)
    found = read_forms(workbook, "表.xlsx", load_layouts(), load_vocabulary())
    assert len(found.forms) == 1
    assert found.remarks == (Remark("uncovered_table", detail={"label": "", "part": "embedded", "count": "2"}),)
    assert read_sheets(*workbook.sheets).remarks == ()
