"""Tables of Word documents (.docx): cells with their spans, the lines between tables, as one sheet.

Source: ECMA-376 part 1, WordprocessingML, 17.4 (tables).  Elements are known by their local names, since Strict
documents have other namespaces.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, fromstring

from xlperf.intake.documents.document_grid import DocumentGrid, GridCell
from xlperf.intake.form_words import holds_form_words
from xlperf.intake.formats.package import Package
from xlperf.intake.limits import Limits
from xlperf.intake.refusals import broken_part, too_large
from xlperf.intake.sheet import Workbook

MAIN_PART = "word/document.xml"
_PASSED_THROUGH = frozenset(
    ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "hyperlink", "customXml", "fldSimple", "r", "AlternateContent", "Choice")
)
_DEEPEST = 60


@dataclass(slots=True)
class _Cell:
    """A cell of a row: its text, the columns it spans, and whether it goes on from the row above."""

    text: str
    columns: int
    continues: bool
    rows: int = 1


def is_word_document(package: Package) -> bool:
    """Tell whether a package is a Word document and no workbook."""
    return MAIN_PART in package and "xl/workbook.xml" not in package


def read_word_document(package: Package, limits: Limits) -> Workbook:
    """Return the tables of a document as one sheet.

    Raises:
        RefusedFile: the document is broken, carries a DTD, or holds more than is looked at.
    """
    try:
        root = fromstring(package.text(MAIN_PART))
    except ParseError as error:
        raise broken_part(MAIN_PART) from error
    grid = DocumentGrid("Word 文档", limits)
    body = next((each for each in root if _local(each) == "body"), root)
    _write_block(body, grid, 0)
    return Workbook("docx", (grid.sheet(),))


def _write_block(block: Element, grid: DocumentGrid, depth: int) -> None:
    """Write paragraphs and tables in their order."""
    if depth > _DEEPEST:
        raise too_large(f"文档里的内容一层套一层超过 {_DEEPEST} 层。")
    for each in block:
        kind = _local(each)
        if kind == "p":
            for line in _text(each, 0).split("\n"):
                grid.line(line)
        elif kind == "tbl":
            _write_table(each, grid, depth)
        elif kind in _PASSED_THROUGH:
            _write_block(each, grid, depth + 1)


def _write_table(table: Element, grid: DocumentGrid, depth: int) -> None:
    grid.end_table()
    rows = [_row(each) for each in _inside(table, "tr")]
    _join_downwards(rows)
    for row in rows:
        grid.row([GridCell(each.text, each.columns, each.rows) for each in row if not each.continues])
    grid.end_table()
    for nested in _nested(table):
        if _holds_form(nested):  # any other was told with its cell
            _write_table(nested, grid, depth + 1)


def _row(element: Element) -> list[_Cell]:
    """Return the cells of a row, merged ones of one row joined."""
    cells: list[_Cell] = []
    before = _property(element, "trPr", "gridBefore")
    if before.isdigit() and int(before):
        cells.append(_Cell("", int(before), False))
    for each in _inside(element, "tc"):
        span = _property(each, "tcPr", "gridSpan")
        columns = max(1, min(int(span), 2_000)) if span.isdigit() and len(span) < 6 else 1
        if _property(each, "tcPr", "hMerge") == "continue" and cells:
            cells[-1].columns += columns
            continue
        merged = _property(each, "tcPr", "vMerge")
        cells.append(_Cell(_cell_text(each), columns, merged == "continue"))
    return cells


def _join_downwards(rows: list[list[_Cell]]) -> None:
    """Let each cell that goes on in the rows below span them; one that goes on from nothing is a cell of its own."""
    open_cells: dict[int, _Cell] = {}
    for row in rows:
        column, still_open = 1, {}
        for cell in row:
            above = open_cells.get(column)
            if cell.continues and above is not None and above.columns == cell.columns:
                above.rows += 1
                above.text = "\n".join(filter(None, (above.text, cell.text)))
                still_open[column] = above
            else:
                cell.continues = False
                still_open[column] = cell
            column += cell.columns
        open_cells = still_open


def _inside(parent: Element, kind: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, through content controls and marked insertions."""
    for each in parent:
        name = _local(each)
        if name == kind:
            yield each
        elif name in _PASSED_THROUGH:
            yield from _inside(each, kind)


def _nested(table: Element) -> Iterator[Element]:
    """Yield the tables that stand in cells of a table."""
    for row in _inside(table, "tr"):
        for cell in _inside(row, "tc"):
            yield from _inside(cell, "tbl")


def _property(element: Element, holder: str, name: str) -> str:
    """Return the value of a property; ``continue`` for a merge that says nothing, empty where there is none."""
    for each in element:
        if _local(each) == holder:
            for found in each:
                if _local(found) == name:
                    value = next((text for key, text in found.attrib.items() if key.rpartition("}")[2] == "val"), "")
                    return value or ("continue" if name.endswith("Merge") else "")
    return ""


def _cell_text(cell: Element) -> str:
    """Return the text of a cell, with that of a table in it which is no form: it is a part of what the cell says."""
    return "\n".join(_lines_in(cell, 0)).strip()


def _lines_in(block: Element, depth: int) -> Iterator[str]:
    for each in block:
        name = _local(each)
        if name == "p":
            yield _text(each, 0)
        elif name == "tbl" and depth < _DEEPEST and not _holds_form(each):
            for row in _inside(each, "tr"):
                yield " ".join(filter(None, ("\n".join(_lines_in(cell, depth + 1)).strip() for cell in _inside(row, "tc"))))
        elif name in _PASSED_THROUGH and depth < _DEEPEST:
            yield from _lines_in(each, depth + 1)


def _holds_form(table: Element) -> bool:
    """Tell whether a table is a form, or holds one."""
    text = "".join(each.text or "" for each in table.iter() if _local(each) == "t")
    return holds_form_words("".join(text.split()).encode("utf-8", "replace"))


def _text(element: Element, depth: int) -> str:
    """Return the text of a paragraph as a person reads it: insertions, no deletions, no codes of fields."""
    if depth > _DEEPEST:
        return ""
    pieces = []
    for each in element:
        kind = _local(each)
        if kind == "t":
            pieces.append(each.text or "")
        elif kind == "tab":
            pieces.append("\t")
        elif kind in ("br", "cr"):
            pieces.append("\n")
        elif kind == "noBreakHyphen":
            pieces.append("-")
        elif kind == "sym":
            pieces.append(_symbol(each))
        elif kind == "AlternateContent":
            pieces += [_text(choice, depth + 1) for choice in each if _local(choice) == "Choice"][:1]
        elif kind not in ("del", "moveFrom", "instrText", "pPr", "rPr", "sdtPr", "pict", "drawing", "object"):
            pieces.append(_text(each, depth + 1))
    return "".join(pieces)


def _symbol(element: Element) -> str:
    """Return a mark of the fonts Wingdings as the character it looks like; only ticks and boxes matter."""
    code = next((text for key, text in element.attrib.items() if key.rpartition("}")[2] == "char"), "").lower()
    return {"f0fe": "☑", "f052": "☑", "f0fc": "√", "f050": "√", "f0a8": "□", "f06f": "□", "f0a3": "□"}.get(code, "")


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
