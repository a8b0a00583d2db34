"""What kind of document bytes are, and reading it as a workbook of one sheet or more."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import PurePath

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.errors import RefusedFile
from xlperf.intake.documents.pdf_document import KIND as PDF_KIND
from xlperf.intake.documents.pdf_document import is_pdf, read_pdf
from xlperf.intake.documents.plain_text import read_plain_text
from xlperf.intake.documents.spreadsheet_2003 import NAMESPACE, read_spreadsheet_2003
from xlperf.intake.documents.web_page import read_web_page
from xlperf.intake.documents.word_document import is_word_xml, read_word_xml
from xlperf.intake.form_words import are_headings, holds_form_words, is_text, says_answers, squeezed
from xlperf.intake.formats.compound_file import SIGNATURE
from xlperf.intake.formats.opendocument.opendocument_reader import read_flat_opendocument
from xlperf.intake.limits import IntakeSettings, Limits
from xlperf.intake.sheet import Workbook

Reader = Callable[[bytes, Limits], Workbook]

_HEAD = 8192
_FLAT = lazy_pattern(rb"<office:document\s")
_PAGE = lazy_pattern(rb"<(?:!doctype html|html|head|meta|body|table|div|style)\b", re.IGNORECASE)
DOCUMENT_NAMES = {
    **dict.fromkeys(("docx", "doc"), "Word 文档"),
    "odt": ".odt 文档", "html": "网页", "xml": "XML 表格", "txt": "文本", "pdf": PDF_KIND,
}
"""What each kind of document (``Workbook.container``) is called; a form from one is marked."""

_XML = lazy_pattern(rb"<\?xml\b|<[^<>]*\bxmlns\b")
_LABEL = "项目名称"
_LONGEST_LABEL = 16


def document_reader(data: bytes) -> Reader | None:
    """Return the reader of a document that is plain text, None for a package or a workbook and for what nobody here can read."""
    if data.startswith((b"PK\x03\x04", SIGNATURE)):
        return None
    if is_pdf(data):
        return read_pdf
    head = data[:_HEAD].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").lstrip()
    if NAMESPACE.encode() in head:
        return read_spreadsheet_2003
    if is_word_xml(head):
        return read_word_xml
    if _FLAT.search(head):
        return read_flat_opendocument
    if head.startswith(b"<") and (_PAGE.search(head) or b"<table" in data.lower()):
        return read_web_page
    if not is_text(data) or not (holds_form_words(data) or says_answers(data)):
        return None
    return _refuse_xml if _XML.match(head) else read_plain_text


def _refuse_xml(data: bytes, limits: Limits) -> Workbook:
    """Refuse a form in XML of a kind that nobody here reads, such as 标文通 (UOF): it is no text between marks.

    Raises:
        RefusedFile: always.
    """
    message = "文件是 XML 文件，里面像是有绩效表，没有读取。"
    raise RefusedFile("unsupported", message, "请用写出它的程序（WPS、Excel 等）打开，“另存为”.xlsx，或改填 Excel 模板后重新报送。")


def formless(name: str, workbook: Workbook, error: RefusedFile, settings: IntakeSettings) -> str:
    """Return why a document without a form is passed over; empty where it may be a form that was not recognised.

    Among the forms lie letters and notes.  A file in which the label 项目名称 stands by itself was meant to be a form,
    and so was one with the headings of an indicator table beside each other.

    Raises:
        RefusedFile: the file is named like a workbook, and is a document without a form.
    """
    kind = DOCUMENT_NAMES.get(workbook.container)
    if workbook.embedded and error.reason == "no_form":
        message = f"{kind or '工作簿'}，里面没有绩效表；嵌在里面的 {workbook.embedded} 个文件像是绩效表，没有读取。"
        raise RefusedFile("no_form", message, "请双击嵌着的文件打开，“另存为”.xlsx，把另存的文件重新报送。")
    if kind is None or error.reason != "no_form":
        return ""
    if PurePath(name).suffix.lower() in settings.workbook_extensions:
        message = f"文件不是 Excel 工作簿，实际是{kind}，里面也没有完整的绩效表。"
        raise RefusedFile("not_a_workbook", message, "请让报送单位用 Excel 或 WPS 打开、另存为 .xlsx 后重新发送。")
    rows: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for sheet in workbook.sheets:
        for (row, _), cell in sheet.cells.items():
            if isinstance(cell.value, str) and len(cell.value) <= _LONGEST_LABEL:
                rows[sheet.name, row].add(squeezed(cell.value))
    if any(each.startswith(_LABEL) for labels in rows.values() for each in labels) or any(map(are_headings, rows.values())):
        return ""
    if any(map(are_headings, _headings_in_lines(workbook))):  # a table that lost its cells: told, not read
        return ""
    return f"{kind}，里面没有绩效表"


def _headings_in_lines(workbook: Workbook) -> Iterator[frozenset[str]]:
    """Yield the words of every line of several, apart by blanks, as the headings of a table stand in a text."""
    for sheet in workbook.sheets:
        for cell in sheet.cells.values():
            for line in cell.value.splitlines() if isinstance(cell.value, str) else ():
                if len(words := line.split()) > 1:
                    yield frozenset(map(squeezed, words))
