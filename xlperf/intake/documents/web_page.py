"""Tables of web pages (.html, and the .xls that on-line systems write as a web page)."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.documents.document_grid import DocumentGrid, GridCell
from xlperf.intake.documents.plain_text import decoded_text
from xlperf.intake.form_words import holds_form_words
from xlperf.intake.limits import Limits
from xlperf.intake.refusals import too_large
from xlperf.intake.sheet import Cell, Workbook, can_be_stored

_MOST_BYTES = 16 << 20
_DEEPEST = 50
_WIDEST = 2_000
_CHARSET = lazy_pattern(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9._-]+)""")
_HIDDEN = lazy_pattern(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_BREAKS = frozenset(
    ("p", "div", "li", "tr", "section", "center", "caption", "pre", "blockquote", *(f"h{each}" for each in range(1, 7)))
)
_UNSEEN = frozenset(["script", "style", "title", "template", "select", "noscript"])
_BOXES = {"checkbox": ("☑", "□"), "radio": ("☑", "□")}
_SPACES = lazy_pattern(r"[ \t\r\n\f]+")
_BLANKS = lazy_pattern(r"[^\S\n]+")


def read_web_page(data: bytes, limits: Limits) -> Workbook:
    """Return the tables of a web page and the lines between them as one sheet.

    Raises:
        RefusedFile: it is larger or holds more than is looked at.
    """
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
        self.text: list[str] | None = None
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
        self._line: list[str] = []

    def finished(self) -> DocumentGrid:
        """Return the grid, with what was still open."""
        while self._tables:
            self._end_table()
        self._end_line()
        return self._grid

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, row or cell, or a new line."""
        if tag in _UNSEEN:
            self._unseen += 1
            return
        attributes = {name: value or "" for name, value in attrs}
        self._chosen = tag == "option" and "selected" in attributes
        if tag == "table":
            if len(self._tables) >= _DEEPEST:
                raise too_large(f"网页里的表格一层套一层超过 {_DEEPEST} 层。")
            if not self._tables:
                self._end_line()
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._end_row()
            self._tables[-1].cells = []
            self._tables[-1].hidden = bool(_HIDDEN.search(attributes.get("style", "")))
        elif tag in ("td", "th") and self._tables:
            self._begin_cell(attributes)
        elif tag == "br":
            self._add("\n")
        elif tag == "input":
            self._add(_filled_in(attributes))
        elif tag in _BREAKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        """End a table, row, cell or line."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "table" and self._tables:
            self._end_table()
        elif tag == "tr" and self._tables:
            self._end_row()
        elif tag in ("td", "th") and self._tables:
            self._end_cell()
        elif tag in _BREAKS:
            self._break()

    def handle_data(self, data: str) -> None:
        """Take a text; white space of the source is no line break."""
        if not self._unseen or self._chosen:
            self._add(_SPACES.sub(" ", data))

    def _add(self, text: str) -> None:
        table = self._tables[-1] if self._tables else None
        if table is not None and table.text is not None:
            table.text.append(text)
        elif not self._tables:
            self._line.append(text)

    def _break(self) -> None:
        if self._tables:
            self._add("\n")
        else:
            self._end_line()

    def _end_line(self) -> None:
        for each in "".join(self._line).split("\n"):
            self._grid.line(_tidy(each))
        self._line.clear()

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._end_cell()
        table = self._tables[-1]
        if table.cells is None:
            table.cells = []
        table.text = []
        table.span = _count(attributes.get("colspan")), _count(attributes.get("rowspan"))
        table.number = attributes.get("x:num")

    def _end_cell(self) -> None:
        table = self._tables[-1]
        if table.text is None or table.cells is None:
            return
        text = _tidy("".join(table.text))
        table.cells.append(GridCell(_exact(table.number, text) or text, *table.span))
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
            around.text.append("\n" + "\n".join(lines) + "\n")
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
