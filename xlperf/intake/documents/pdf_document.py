"""PDF, by the extra ``pdf``: tables with lines, page by page, as one sheet; what is no such table is named and refused."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from xlperf.data.components import component
from xlperf.errors import RefusedFile
from xlperf.intake.documents.document_grid import DocumentGrid, GridCell
from xlperf.intake.embedded_forms import is_form
from xlperf.intake.form_words import holds_form_words
from xlperf.intake.limits import Limits
from xlperf.intake.sheet import SetAside, Workbook

if TYPE_CHECKING:
    from xlperf.intake.documents.pdf_page import PageMarks
    from xlperf.intake.documents.pdf_pages import Box

KIND = "PDF 文档"
_MARK = b"%PDF-"
_ORIGINAL = "请让报送单位发 Excel 原件。"
_MOST_PAGES = 300


def is_pdf(data: bytes) -> bool:
    """Tell whether bytes are a PDF."""
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(_MARK)


def read_pdf(data: bytes, limits: Limits) -> Workbook:
    """Return the tables of a PDF and the lines between them as one sheet.

    Raises:
        RefusedFile: pdfminer.six is not installed, or it is encrypted, damaged, a scan, without lines, or too large.
    """
    try:
        import_module("pdfminer.pdfinterp")
    except ImportError as error:
        hint = f"{_ORIGINAL[:-1]}；也可以安装{component('pdf')}后再试，读出来的要核对原件。"
        raise RefusedFile("unsupported", f"文件是 {KIND}，里面的表没有读取。", hint) from error
    from xlperf.intake.documents.pdf_doubts import require_plain
    from xlperf.intake.documents.pdf_pages import joined_pieces
    from xlperf.intake.documents.pdf_small_print import enlarged
    from xlperf.intake.documents.pdf_strikes import struck_out

    pages = enlarged(_guarded_pages(data))
    _require_readable(pages)
    pages = [struck_out(each) for each in pages]
    require_plain(pages, KIND, _ORIGINAL)
    grid = DocumentGrid(KIND, limits)
    for piece in joined_pieces(pages):
        for line in piece.lines:
            grid.line(line)
        for gone in piece.struck:
            grid.line("", SetAside("struck", gone))
        grid.end_table()
        for row in piece.rows():
            grid.row([GridCell(each.text, each.right - each.left, each.bottom - each.top, _aside(each)) for each in row])
        grid.end_table()
    return Workbook("pdf", (grid.sheet(),), embedded=_attached_forms(data, limits))


def _attached_forms(data: bytes, limits: Limits) -> int:
    from xlperf.intake.documents.pdf_attachments import attached_files

    try:
        return sum(is_form(each, limits) for each in attached_files(data))
    except Exception:
        return 1  # something is attached that nobody can open: somebody has to look


def _guarded_pages(data: bytes) -> list[PageMarks]:
    from xlperf.intake.documents.pdf_page import pages_of

    try:
        pages = list(pages_of(data, _MOST_PAGES))
    except (RefusedFile, MemoryError, RecursionError):
        raise
    except Exception as error:
        raise RefusedFile("damaged", f"{KIND}已损坏，无法读取（{type(error).__name__}）。", _ORIGINAL) from error
    if not pages:
        raise RefusedFile("damaged", f"{KIND}已损坏，里面一页也没有。", _ORIGINAL)
    return pages


def _require_readable(pages: Sequence[PageMarks]) -> None:
    """Refuse what holds a form that is not to be read: pictures of one, fields over it, letters without a meaning, no lines.

    Raises:
        RefusedFile: with what it is.
    """
    from xlperf.intake.documents.pdf_table import outlines

    glyphs = [each for page in pages for each in page.glyphs]
    text = "".join(each.text for each in glyphs if not each.text.isspace())
    if not text:
        what = "是扫描件或图片，里面没有文字" if any(page.pictures for page in pages) else "里面没有文字"
        raise RefusedFile("unsupported", f"{KIND}{what}，读不出来。", _ORIGINAL)
    unknown = sum(not each.is_known for each in glyphs)
    if unknown:
        raise RefusedFile("unsupported", f"{KIND}里有 {unknown} 个字，字体没有说明是什么字，读不出来。", _ORIGINAL)
    typed = sum(page.typed_over for page in pages)
    if typed:
        message = f"{KIND}里有 {typed} 处填写域或加在页面上的文字，不在正文里，没有读取。"
        raise RefusedFile("unsupported", message, _ORIGINAL)
    if holds_form_words(text.encode("utf-8", "replace")) and not any(map(outlines, pages)):
        raise RefusedFile("unsupported", f"{KIND}里的表没有框线，分不清哪个字属于哪一格，没有读取。", _ORIGINAL)


def _aside(box: Box) -> SetAside | None:
    """Return what is seen of a text that its cell is too small for, or what is struck out of one."""
    if box.cut:
        return SetAside("cut", box.cut)
    return SetAside("struck", box.struck) if box.struck else None
