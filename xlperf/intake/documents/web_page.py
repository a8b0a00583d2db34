"""Tables of web pages (.html, and the .xls that on-line systems write as a web page)."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser
from urllib.parse import unquote

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.errors import RefusedFile
from xlperf.intake.documents.document_grid import DocumentGrid, GridCell
from xlperf.intake.documents.marked_text import Look, Piece, lines_of, text_of
from xlperf.intake.documents.page_looks import PageLooks
from xlperf.intake.documents.plain_text import decoded_text
from xlperf.intake.form_words import holds_form_words
from xlperf.intake.limits import Limits
from xlperf.intake.refusals import too_large
from xlperf.intake.sheet import Cell, Workbook, can_be_stored

_MOST_BYTES = 16 << 20
_FRAME = lazy_pattern(r"""<frame\s[^>]*?\bsrc\s*=\s*["']?([^"'>\s]+)""", re.IGNORECASE)
_FRAME_HINT = "请把那个文件夹一起放进来，或让报送单位在 Excel 里打开后“另存为”.xlsx 重新报送。"
_HEAD = 1 << 16
_DEEPEST = 50
_WIDEST = 2_000
_CHARSET = lazy_pattern(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9._-]+)""")
_BREAKS = frozenset(
    ("p", "div", "li", "tr", "section", "center", "caption", "pre", "blockquote", *(f"h{each}" for each in range(1, 7)))
)
_WESTERN = ("iso-8859-", "windows-125", "latin", "us-ascii", "ascii")
_UNSEEN = frozenset(["script", "style", "title", "template", "select", "noscript"])
_BOXES = {"checkbox": ("☑", "□"), "radio": ("☑", "□")}
_SPACES = lazy_pattern(r"[ \t\r\n\f]+")
_BLANKS = lazy_pattern(r"[^\S\n]+")


def frames_of(data: bytes) -> tuple[str, ...]:
    """Return the files in which the content of a web page stands that is only a frame around others (Excel: save as a page)."""
    if b"<frameset" not in data[:_HEAD].lower():
        return ()
    return tuple(unquote(found[1]).replace("\\", "/") for found in _FRAME.finditer(_text(data)))


def read_web_page(data: bytes, limits: Limits) -> Workbook:
    """Return the tables of a web page and the lines between them as one sheet.

    Raises:
        RefusedFile: it is larger or holds more than is looked at, or its content stands in other files.
    """
    if frames := frames_of(data):
        raise RefusedFile("unsupported", f"文件只是网页的框架，内容在另外的文件里（{frames[0]}）。", _FRAME_HINT)
    if len(data) > _MOST_BYTES:
        raise too_large(f"网页有 {len(data) >> 20} MB，超过 {_MOST_BYTES >> 20} MB 的上限。")
    reader = _PageReader(DocumentGrid("网页", limits))
    reader.feed(_text(data))
    reader.close()
    return Workbook("html", (reader.finished().sheet(),))


def _text(data: bytes) -> str:
    """Return the page as text, by its mark, by what it says of itself, or by trying."""
    found = _CHARSET.search(data[:4096])
    if found and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = found[1].decode("ascii").lower()
        if name.startswith(_WESTERN):  # a template's own word; such a page has no Chinese
            return decoded_text(data)
        try:
            return data.decode("gb18030" if name.startswith("gb") else name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded_text(data)


class _Table:
    """A table being read: its open row, and the open cell of that."""

    def __init__(self) -> None:
        self.cells: list[GridCell] | None = None
        self.hidden = False
        self.text: list[Piece] | None = None
        self.cell_hidden = False
        self.span = (1, 1)
        self.number: str | None = None
        self.rows: list[tuple[list[GridCell], bool]] = []


class _PageReader(HTMLParser):
    """Takes what a person sees: text, cells, spans, hidden rows."""

    def __init__(self, grid: DocumentGrid) -> None:
        super().__init__(convert_charrefs=True)
        self._grid = grid
        self._tables: list[_Table] = []
        self._unseen = 0
        self._chosen = False
        self._in_sheet = False
        self._in_caption = False
        self._looks = PageLooks()
        self._line: list[Piece] = []

    def finished(self) -> DocumentGrid:
        """Return the grid, with what was still open."""
        while self._tables:
            self._end_table()
        self._end_line()
        return self._grid

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, row or cell, or a new line."""
        self._in_sheet = tag == "style"
        if tag in _UNSEEN:
            self._unseen += 1
            return
        attributes = {name: value or "" for name, value in attrs}
        look = self._looks.begin(tag, attributes)
        self._chosen = tag == "option" and "selected" in attributes
        if tag == "table":
            if len(self._tables) >= _DEEPEST:
                raise too_large(f"网页里的表格一层套一层超过 {_DEEPEST} 层。")
            self._end_caption()
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._end_caption()
            self._end_row()
            self._tables[-1].cells = []
            self._tables[-1].hidden = look.gone == "hidden"
        elif tag in ("td", "th") and self._tables:
            self._begin_cell(attributes, look)
        elif tag == "caption" and len(self._tables) == 1 and self._tables[0].cells is None:
            self._in_caption = True  # the title, as a line above the table
        elif tag == "br":
            self._add("\n")
        elif tag == "input":
            self._add(_filled_in(attributes))
        elif tag in _BREAKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        """End a table, row, cell or line."""
        self._in_sheet = False
        if tag == "caption" and self._in_caption:
            self._end_caption()
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
            return
        self._end_element(tag)
        self._looks.end(tag)

    def _end_caption(self) -> None:
        self._in_caption = False
        self._end_line()

    def _end_element(self, tag: str) -> None:
        if tag == "table" and self._tables:
            self._end_table()
        elif tag == "tr" and self._tables:
            self._end_row()
        elif tag in ("td", "th") and self._tables:
            self._end_cell()
        elif tag in _BREAKS:
            self._break()

    def handle_data(self, data: str) -> None:
        """Take a text; white space of the source is no line break."""
        if self._in_sheet:
            self._looks.take_sheet(data)
        elif not self._unseen or self._chosen:
            self._add(_SPACES.sub(" ", data))

    def _add(self, text: str) -> None:
        table = self._tables[-1] if self._tables else None
        piece = Piece(text, self._looks.look)
        if table is not None and table.text is not None:
            # What a hidden row or column holds is read and told, as that of a workbook is.
            is_read = piece.look.gone == "hidden" and (table.hidden or table.cell_hidden)
            table.text.append(piece._replace(look=piece.look._replace(gone=None)) if is_read else piece)
        elif not self._tables or self._in_caption:
            self._line.append(piece)

    def _break(self) -> None:
        if self._tables:
            self._add("\n")
        else:
            self._end_line()

    def _end_line(self) -> None:
        for each in lines_of(self._line):
            text, aside = text_of(each)
            self._grid.line(_tidy(text), aside)
        self._line.clear()

    def _begin_cell(self, attributes: dict[str, str], look: Look) -> None:
        self._end_cell()
        table = self._tables[-1]
        if table.cells is None:
            table.cells = []
        table.text, table.cell_hidden = [], look.gone == "hidden"
        table.span = _count(attributes.get("colspan")), _count(attributes.get("rowspan"))
        table.number = attributes.get("x:num")

    def _end_cell(self) -> None:
        table = self._tables[-1]
        if table.text is None or table.cells is None:
            return
        text, aside = text_of(table.text)
        text, hides_column = _tidy(text), table.cell_hidden and not table.hidden
        content = (_exact(table.number, text) if text else None) or text
        table.cells.append(GridCell(content, *table.span, aside, hides_column))
        table.text = None

    def _end_row(self) -> None:
        self._end_cell()
        table = self._tables[-1]
        if table.cells is not None:  # a row that cells from above cover is a row all the same
            if len(self._tables) == 1:
                self._grid.row(table.cells, table.hidden)
            else:
                table.rows.append((table.cells, table.hidden))
        table.cells = None

    def _end_table(self) -> None:
        self._end_row()
        table = self._tables.pop()
        if table.rows:
            self._end_nested(table)
        if not self._tables:
            self._grid.end_table()

    def _end_nested(self, table: _Table) -> None:
        """Write a table that stands in a cell: a form for itself, any other as a part of what the cell says."""
        lines = [" ".join(str(each.content) for each in cells if isinstance(each.content, str)) for cells, _ in table.rows]
        around = self._tables[-1]
        if around.text is not None and not holds_form_words("".join("".join(lines).split()).encode("utf-8", "replace")):
            around.text.append(Piece("\n" + "\n".join(lines) + "\n"))
            asides = (each.aside for cells, _ in table.rows for each in cells)
            around.text += [Piece(each.text, Look(each.kind)) for each in asides if each is not None]
            return
        self._grid.end_table()
        for cells, hidden in table.rows:
            self._grid.row(cells, hidden)
        self._grid.end_table()


def _filled_in(attributes: dict[str, str]) -> str:
    """Return what a person sees in a field of a saved page: its value, or its tick."""
    kind = attributes.get("type", "text").lower()
    if kind in _BOXES:
        return _BOXES[kind]["checked" not in attributes]
    return attributes.get("value", "") if kind in ("text", "number", "date") else ""


def _count(text: str | None) -> int:
    digits = (text or "").strip()
    return max(1, min(int(digits), _WIDEST)) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 1


def _exact(number: str | None, text: str) -> Cell | None:
    """Return the number behind what is shown, where Excel wrote it into the page."""
    if not number:
        return None
    try:
        value = Decimal(number)
    except InvalidOperation:
        return None
    return Cell(value, "number", "0%" if text.endswith("%") else "General") if can_be_stored(value) else None


def _tidy(text: str) -> str:
    return "\n".join(_BLANKS.sub(" ", line.replace("\xa0", " ")).strip() for line in text.split("\n")).strip()
