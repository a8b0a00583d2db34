"""The pages of a PDF one behind the other: a table that goes on over the end of a page becomes one table again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.documents.pdf_page import Glyph, PageMarks
from xlperf.intake.documents.pdf_table import NEAR, PageTable, TableCell, fill, merged_places, outlines
from xlperf.intake.documents.pdf_text import CellText, cell_text, goes_on, line_text, lines_of

_OVERFLOWN = lazy_pattern(r"[#＃]{2,}")
_PAGE_NUMBER = lazy_pattern(r"[-—–\s第共页/，,\d]*\d[-—–\s第共页/，,\d]*|page\s*\d+(?:\s*of\s*\d+)?", re.IGNORECASE)
_LEAST_COLUMNS = 3  # lines in common that make two tables parts of one


@dataclass(frozen=True, slots=True)
class Box:
    """A cell as it goes to the sheet: columns and rows counted from 0, the last not included; ``cut`` is what is seen of a text
    that is not seen whole, and of a number nothing but ``###``; ``struck`` is what a line is drawn through; ``whole`` is what
    stands in the file of a text of which only some lines are seen."""

    left: int
    top: int
    right: int
    bottom: int
    said: CellText
    cut: str = ""
    struck: str = ""
    whole: str = ""

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.said.text


@dataclass(slots=True)
class Piece:
    """Lines of text, what is struck out of them, and the table below them."""

    lines: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    height: int = 0
    table: PageTable | None = None

    def rows(self) -> Iterator[list[Box]]:
        """Yield the cells of the table that begin in each of its rows."""
        ordered = sorted(self.boxes, key=lambda each: (each.top, each.left))
        begin = {top: list(boxes) for top, boxes in groupby(ordered, lambda each: each.top)}
        yield from (begin.get(row, []) for row in range(self.height))


def joined_pieces(pages: Sequence[PageMarks]) -> list[Piece]:
    """Return what stands on the pages, in order."""
    tables = [outlines(page) for page in pages]
    _share_columns([each for page in tables for each in page])
    found: list[Piece] = []
    for page, own in zip(pages, tables, strict=True):
        pieces = _pieces(page, own)
        for number, piece in enumerate(pieces):
            last = found[-1] if found else None
            if number == 0 and last is not None and _goes_on(last, piece, found):
                _append(last, piece)
            elif piece.lines or piece.struck or piece.boxes:
                found.append(piece)
    return found


def _share_columns(tables: Sequence[PageTable]) -> None:
    """Let tables that follow each other with the same lines have the same columns: at the end of a page some are not drawn."""
    chain: list[PageTable] = []
    for each in [*tables, None]:
        if chain and (each is None or not _agree(chain[-1].across, each.across)):
            places = merged_places(place for table in chain for place in table.across)
            for table in chain:
                table.across = places
            chain = []
        if each is not None:
            if chain:
                each.across = chain[-1].across = merged_places([*chain[-1].across, *each.across])
            chain.append(each)


def _agree(one: Sequence[float], other: Sequence[float]) -> bool:
    fewer, more = sorted((one, other), key=len)
    return len(fewer) >= _LEAST_COLUMNS and all(any(abs(each - place) <= NEAR for place in more) for each in fewer)


def _pieces(page: PageMarks, tables: Sequence[PageTable]) -> list[Piece]:
    """Return each table of a page with the lines above it, and the lines below the last."""
    glyphs: list[Glyph] = page.glyphs
    found = []
    for table in tables:
        glyphs = fill(table, glyphs)
        above = [each for each in glyphs if each.middle[1] > table.top]
        glyphs = [each for each in glyphs if each.middle[1] <= table.top]
        boxes = [_box(each) for each in table.cells]
        found.append((above, Piece(boxes=boxes, height=table.rows, table=table)))
    found.append((glyphs, Piece()))
    for above, piece in found:
        seen = [each for each in above if each.is_seen]
        piece.lines = [line_text(each) for each in lines_of(each for each in seen if not each.is_struck)]
        piece.struck = [line_text(each) for each in lines_of(each for each in seen if each.is_struck)]
    pieces = [piece for _, piece in found]
    while pieces[-1].lines and _PAGE_NUMBER.fullmatch(pieces[-1].lines[-1].strip()):
        pieces[-1].lines.pop()
    if len(pieces) > 1 and pieces[0].lines and _PAGE_NUMBER.fullmatch(pieces[0].lines[0].strip()):
        pieces[0].lines.pop(0)
    return pieces


def _box(cell: TableCell) -> Box:
    seen = [each for each in cell.glyphs if each.is_seen]
    said = cell_text([each for each in seen if not each.is_struck], cell.width)
    struck = cell_text([each for each in seen if each.is_struck], cell.width).text
    place = cell.left, cell.top, cell.right, cell.bottom
    if _OVERFLOWN.fullmatch(said.text):
        return Box(*place, CellText(), said.text)
    if not cell.is_cut:
        return Box(*place, said, "", struck)
    whole = "" if any(not each.is_whole for each in seen) else cell_text(cell.glyphs, cell.width).text
    return Box(*place, said, said.text or "…", struck, whole)


def _goes_on(last: Piece, piece: Piece, found: Sequence[Piece]) -> bool:
    """Tell whether the first table of a page is the rest of the last one of the page before."""
    if last.table is None or piece.table is None or last.table.across != piece.table.across:
        return False
    if not piece.lines:
        return True
    begins = next((each for each in last.boxes if each.top == 0), None)
    again = next((each for each in piece.boxes if each.top == 0), None)
    is_anew = begins is not None and again is not None and begins.text == again.text
    return not is_anew and set(piece.lines) <= set(last.lines)


def _append(last: Piece, piece: Piece) -> None:
    """Put the rest of a table below its beginning, without the headings that are printed on every page."""
    boxes, height = piece.boxes, piece.height
    last.struck += piece.struck
    while height > 1 and (row := _texts(boxes, 0)) and _is_repeated(row, last):
        boxes = [replace(each, top=max(0, each.top - 1), bottom=each.bottom - 1) for each in boxes if each.bottom > 1]
        height -= 1
    above = {each: _above(each, last) for each in boxes if each.top == 0}
    shift = last.height - 1 if _is_rest(above) else last.height
    for each in boxes:
        moved = replace(each, top=each.top + shift, bottom=each.bottom + shift)
        box = above.get(each)
        if box is None or not (shift < last.height or _goes_on_below(box, each)):
            last.boxes.append(moved)
            continue
        last.boxes.remove(box)
        text = box.text if box.text == each.text else box.text + each.text
        said = replace(each.said if each.text else box.said, text=text)
        struck = box.struck + each.struck
        cut = "" if _is_seen_on_both(text, box, each) else box.cut or each.cut
        last.boxes.append(replace(box, bottom=max(box.bottom, moved.bottom), said=said, cut=cut, struck=struck))
    last.height = height + shift


def _is_seen_on_both(text: str, box: Box, below: Box) -> bool:
    """Tell whether the two pages that a cell stands on show its text whole: each has all of it, and hides what the other shows."""
    return all(each.whole.split() and "".join(each.whole.split()) == "".join(text.split()) for each in (box, below) if each.cut)


def _above(below: Box, last: Piece) -> Box | None:
    """Return the cell at the end of a page that stands over one at the top of the next."""
    ends = (each for each in last.boxes if each.bottom == last.height)
    return next((each for each in ends if (each.left, each.right) == (below.left, below.right)), None)


def _is_rest(above: Mapping[Box, Box | None]) -> bool:
    """Tell whether the first row of a page is the rest of the last row of the page before, whose texts go on in it."""
    said = [(box, each) for each, box in above.items() if each.text and each.bottom == 1]
    whole = all(box is not None for box in above.values())
    return whole and bool(said) and all(box and box.text and goes_on(box.said.free, each.said.first) for box, each in said)


def _texts(boxes: Sequence[Box], row: int) -> list[str]:
    """Return the texts of a row whose cells all end with it; nothing where one goes on."""
    own = [each for each in boxes if each.top == row]
    return [each.text for each in own] if all(each.bottom == row + 1 for each in own) else []


def _is_repeated(texts: Sequence[str], last: Piece) -> bool:
    """Tell whether a row is a heading that is printed again: words without a figure, as in a row of the table above."""
    said = [each for each in texts if each]
    if len(said) < _LEAST_COLUMNS or any(letter.isdigit() for each in said for letter in each):
        return False
    return any(_texts(last.boxes, row) == list(texts) for row in range(last.height - 1))


def _goes_on_below(box: Box, below: Box) -> bool:
    """Tell whether a cell at the end of a page goes on in one at the top of the next: one of the two spans several rows."""
    spans = box.bottom - box.top > 1 or below.bottom - below.top > 1
    return spans and (not box.text or not below.text or box.text == below.text)
