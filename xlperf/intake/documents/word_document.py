"""Tables of Word documents (.docx, and one XML file of Word): cells with their spans, the lines between tables, as one sheet.

Source: ECMA-376 part 1, WordprocessingML, 17.4 (tables).  Elements are known by their local names, since Strict
documents and those of Word 2003 have other namespaces.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, ParseError, fromstring

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.documents.document_grid import DocumentGrid, GridCell
from xlperf.intake.documents.marked_text import Piece, is_blank, joined, lines_of, text_of
from xlperf.intake.documents.plain_text import read_plain_text
from xlperf.intake.documents.word_text import DEEPEST, WordText, attribute, local
from xlperf.intake.form_words import holds_form_words
from xlperf.intake.formats.package import Package, harmless_xml
from xlperf.intake.limits import Limits
from xlperf.intake.refusals import broken_part, damaged, too_large
from xlperf.intake.sheet import Workbook

MAIN_PART = "word/document.xml"
_STYLES_PART = "word/styles.xml"
_HEADER_PART = lazy_pattern(r"word/header\d*\.xml")
_MOST_BYTES = 16 << 20
_LEAST_LINES, _LEAST_FIELDS = 3, 3  # of a table without borders: a signature line has tabs, too
_ONE_FILE = lazy_pattern(rb"<(?:\w+:)?wordDocument\s|<pkg:package\s")
_PASSED_THROUGH = frozenset(
    ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "hyperlink", "customXml", "fldSimple", "r", "AlternateContent", "Choice")
)
_SECTIONS = frozenset(("sect", "sub-section"))
"""What holds paragraphs and tables in Word 2003."""


@dataclass(slots=True)
class _Cell:
    """A cell of a row: its text, the columns it spans, and whether it goes on from the row above."""

    pieces: list[Piece]
    columns: int
    continues: bool
    rows: int = 1


def is_word_document(package: Package) -> bool:
    """Tell whether a package is a Word document and no workbook."""
    return MAIN_PART in package and "xl/workbook.xml" not in package


def is_word_xml(head: bytes) -> bool:
    """Tell by the first bytes whether a text is a Word document in one XML file (Word 2003, or 平面 XML)."""
    return _ONE_FILE.search(head) is not None


def read_word_document(package: Package, limits: Limits) -> Workbook:
    """Return the tables of a document as one sheet.

    Raises:
        RefusedFile: the document is broken, carries a DTD, or holds more than is looked at.
    """
    styles = _parsed(package, _STYLES_PART) if _STYLES_PART in package else None
    read = _read(_parsed(package, MAIN_PART), styles, limits)
    return replace(read, sheets=tuple(replace(each, page_header=_page_header(package)) for each in read.sheets))


def _page_header(package: Package) -> str:
    """Return what is printed over the pages: a title with the year may stand there alone."""
    headers = (_parsed(package, each) for each in package.names() if _HEADER_PART.fullmatch(each))
    paragraphs = (each for header in headers for each in header.iter() if local(each) == "p")
    texts = (text_of(WordText().paragraph(each))[0].strip() for each in paragraphs)
    return " ".join(dict.fromkeys(filter(None, texts)))


def read_word_xml(data: bytes, limits: Limits) -> Workbook:
    """Return the tables of a document in one XML file as one sheet.

    Raises:
        RefusedFile: as ``read_word_document``.
    """
    if len(data) > _MOST_BYTES:
        raise too_large(f"文档有 {len(data) >> 20} MB，超过 {_MOST_BYTES >> 20} MB 的上限。")
    try:
        root = fromstring(harmless_xml(data))
    except ParseError as error:
        raise damaged("文件已损坏，不是完整的 XML。") from error
    return _read(root, root, limits)


def _parsed(package: Package, part: str) -> Element:
    try:
        return fromstring(package.text(part))
    except ParseError as error:
        raise broken_part(part) from error


def _read(root: Element, styles: Element | None, limits: Limits) -> Workbook:
    named = () if styles is None else (each for each in styles.iter() if local(each) == "style")
    reader = _DocumentReader(DocumentGrid("Word 文档", limits), WordText(named))
    reader.write(next((each for each in root.iter() if local(each) == "body"), root))
    reader.end_lines()
    text = "\n".join(reader.lines)
    if reader.is_plain and holds_form_words(text.encode("utf-8", "replace")):  # a form of labelled lines, as in a .txt
        return replace(read_plain_text(text.encode("utf-8", "replace"), limits), container="docx")
    return Workbook("docx", (reader.grid.sheet(),))


class _DocumentReader:
    """Lays the paragraphs and tables of a document out, one below the other."""

    def __init__(self, grid: DocumentGrid, texts: WordText) -> None:
        self.grid = grid
        self.lines: list[str] = []
        self.is_plain = True
        self._texts = texts
        self._tabbed: list[str] = []

    def write(self, block: Element, depth: int = 0) -> None:
        """Write paragraphs and tables in their order."""
        if depth > DEEPEST:
            raise too_large(f"文档里的内容一层套一层超过 {DEEPEST} 层。")
        for each in block:
            kind = local(each)
            if kind == "p":
                self._write_paragraph(each, depth)
            elif kind == "tbl":
                self._write_table(each, depth)
            elif kind in _PASSED_THROUGH or kind in _SECTIONS:
                self.write(each, depth + 1)

    def _write_paragraph(self, paragraph: Element, depth: int) -> None:
        for line in lines_of(self._texts.paragraph(paragraph)):
            text, aside = text_of(line)
            self.lines.append(text)
            self.is_plain = self.is_plain and aside is None
            if "\t" not in text.strip() or aside is not None:
                self.end_lines()
                self.grid.line(text, aside)
            else:
                self._tabbed.append(text)
        for box in _boxes(paragraph):
            self.write(box, depth + 1)

    def end_lines(self) -> None:
        """Write lines whose values are set apart by tabs: a table without borders where several follow each other."""
        fields = [each.rstrip().split("\t") for each in self._tabbed]
        if len(fields) < _LEAST_LINES or max(map(len, fields)) < _LEAST_FIELDS:
            for line in self._tabbed:
                self.grid.line(line)
        else:
            self.grid.end_table()
            for each in fields:
                self.grid.row([GridCell(field) for field in each])
            self.grid.end_table()
        self._tabbed.clear()

    def _write_table(self, table: Element, depth: int) -> None:
        self.end_lines()
        self.grid.end_table()
        self.is_plain = False
        rows = [self._row(each) for each in _inside(table, "tr")]
        _join_downwards(rows)
        for row in rows:
            self.grid.row([_grid_cell(each) for each in row if not each.continues])
        self.grid.end_table()
        for nested in _nested(table):
            if _holds_form(nested):  # any other was told with its cell
                self._write_table(nested, depth + 1)

    def _row(self, element: Element) -> list[_Cell]:
        """Return the cells of a row, merged ones of one row joined."""
        cells: list[_Cell] = []
        before = _property(element, "trPr", "gridBefore")
        if before.isdigit() and int(before):
            cells.append(_Cell([], int(before), False))
        for each in _inside(element, "tc"):
            span = _property(each, "tcPr", "gridSpan")
            columns = max(1, min(int(span), 2_000)) if span.isdigit() and len(span) < 6 else 1
            if _property(each, "tcPr", "hMerge") == "continue" and cells:
                cells[-1].columns += columns
                continue
            merged = _property(each, "tcPr", "vMerge")
            cells.append(_Cell(joined(self._lines_in(each, 0), "\n"), columns, merged == "continue"))
        return cells

    def _lines_in(self, block: Element, depth: int) -> Iterator[list[Piece]]:
        """Yield the lines of a cell, with those of a table in it which is no form: it is a part of what the cell says."""
        for each in block:
            name = local(each)
            if name == "p":
                yield self._texts.paragraph(each)
            elif name == "tbl" and depth < DEEPEST and not _holds_form(each):
                for row in _inside(each, "tr"):
                    cells = (joined(self._lines_in(cell, depth + 1), "\n") for cell in _inside(row, "tc"))
                    yield joined((each for each in cells if not is_blank(each)), " ")
            elif name in _PASSED_THROUGH and depth < DEEPEST:
                yield from self._lines_in(each, depth + 1)


def _grid_cell(cell: _Cell) -> GridCell:
    text, aside = text_of(cell.pieces)
    return GridCell(text.strip(), cell.columns, cell.rows, aside)


def _join_downwards(rows: list[list[_Cell]]) -> None:
    """Let each cell that goes on in the rows below span them; one that goes on from nothing is a cell of its own."""
    open_cells: dict[int, _Cell] = {}
    for row in rows:
        column, still_open = 1, {}
        for cell in row:
            above = open_cells.get(column)
            if cell.continues and above is not None and above.columns == cell.columns:
                above.rows += 1
                above.pieces = joined((each for each in (above.pieces, cell.pieces) if not is_blank(each)), "\n")
                still_open[column] = above
            else:
                cell.continues = False
                still_open[column] = cell
            column += cell.columns
        open_cells = still_open


def _inside(parent: Element, kind: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, through content controls and marked insertions."""
    for each in parent:
        name = local(each)
        if name == kind:
            yield each
        elif name in _PASSED_THROUGH:
            yield from _inside(each, kind)


def _boxes(element: Element) -> Iterator[Element]:
    """Yield what stands in text boxes of a paragraph; of two versions of a box the first."""
    for each in element:
        kind = local(each)
        if kind == "txbxContent":
            yield each
        elif kind == "AlternateContent":
            yield from _boxes(each[0]) if len(each) else ()
        elif kind not in ("del", "moveFrom"):
            yield from _boxes(each)


def _nested(table: Element) -> Iterator[Element]:
    """Yield the tables that stand in cells of a table."""
    for row in _inside(table, "tr"):
        for cell in _inside(row, "tc"):
            yield from _inside(cell, "tbl")


def _property(element: Element, holder: str, name: str) -> str:
    """Return the value of a property; ``continue`` for a merge that says nothing, empty where there is none."""
    for each in element:
        if local(each) == holder:
            for found in each:
                if local(found).casefold() == name.casefold():  # vmerge in Word 2003
                    return attribute(found, "val") or ("continue" if name.endswith("Merge") else "")
    return ""


def _holds_form(table: Element) -> bool:
    """Tell whether a table is a form, or holds one."""
    text = "".join(each.text or "" for each in table.iter() if local(each) == "t")
    return holds_form_words("".join(text.split()).encode("utf-8", "replace"))
