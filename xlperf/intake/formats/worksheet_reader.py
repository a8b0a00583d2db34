"""One worksheet part as cells, merges and hidden rows.

openpyxl's ``load_workbook`` spends most of its time on styles and on the borders
of merged cells, and its read-only mode trusts the stored dimension and knows no
merges.  Here everything but cells, merges and hidden rows is passed over, so that
broken decoration cannot cost the form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.errors import RefusedFile
from xlperf.intake.formats.cell_reader import BookFacts, CellReader
from xlperf.intake.formats.merges import useful_merges
from xlperf.intake.formats.spreadsheetml import MAIN
from xlperf.intake.limits import Limits
from xlperf.intake.refusals import damaged, too_many_cells, too_many_merges
from xlperf.intake.sheet import Area, Cell, SetAside, address, column_number, place_of

_ROOTS = (f"{MAIN}worksheet", "{http://schemas.microsoft.com/office/excel/2006/main}macrosheet")
_ROW, _MERGE = f"{MAIN}row", f"{MAIN}mergeCell"
_WANTED = (f"{MAIN}col", _ROW, _MERGE)
_CORNER = r"\$?([A-Za-z]{1,3})?\$?([0-9]{1,7})?"
_RANGE = lazy_pattern(rf"{_CORNER}:{_CORNER}")
_ON = ("1", "true")
# Of a row of one point (it is drawn as one pixel or two) or a column of half a character nothing is to be seen.
_UNSEEN = {"ht": 1, "width": 0.5}
_MOST_ROWS = 1_048_576
_LARGE = 1 << 20
# A row or cell that does not say where it stands, or not as its first word.
_UNPLACED = lazy_pattern(rb'<(?:row|c)(?:[/>]|\s+(?!r="))')
_HEADER = lazy_pattern(rb"<oddHeader>([^<]{1,300})</oddHeader>")
_HEADER_CODES = lazy_pattern(r'&(?:"[^"]*"|\d+|K[0-9A-Fa-f]{6}|[A-Za-z])')
_BLANK_CELLS = lazy_pattern(rb'(?:<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,5}")?/>)+')
_BLANK_ROWS = lazy_pattern(rb'(?:<row r="[0-9]{1,7}"(?: [A-Za-z0-9:]+="[^"<>]*")*(?:/>|></row>))+')


@dataclass(frozen=True, slots=True)
class SheetContent:
    """What a worksheet part holds."""

    cells: dict[tuple[int, int], Cell]
    merges: tuple[Area, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    cut_off: bool
    set_aside: dict[tuple[int, int], SetAside]
    page_header: str = ""


def read_worksheet(data: bytes, name: str, book: BookFacts, limits: Limits) -> SheetContent:
    """Return the content of one worksheet part.

    Args:
        data: the part as clean UTF-8 XML.
        name: the sheet's name, for messages.
        book: what the cells of the workbook have in common.
        limits: how much is kept.

    Raises:
        RefusedFile: ``damaged`` or ``too_large``.
    """
    reader = _SheetReader(name, CellReader(book), limits)
    try:
        reader.read(data)
    except RefusedFile:
        raise
    except ParseError as error:
        raise damaged(f"文件已损坏，工作表“{name}”的内容不完整。") from error
    except IndexError as error:
        raise damaged(f"文件已损坏，工作表“{name}”中{reader.where()}的文字找不到。") from error
    except (ValueError, KeyError, TypeError, OverflowError, AttributeError, LookupError) as error:
        raise damaged(f"文件已损坏，工作表“{name}”中{reader.where()}读不出来。") from error
    return replace(reader.content(), page_header=_page_header(data))


def _page_header(data: bytes) -> str:
    """Return what is printed over every page, without its codes for place and font."""
    found = _HEADER.search(data, max(data.rfind(b"</sheetData>"), 0))
    return _HEADER_CODES.sub(" ", unescape(found[1].decode("utf-8", "replace"))).strip() if found else ""


class _SheetReader:
    """Collects what a worksheet part holds while it is streamed."""

    def __init__(self, name: str, reader: CellReader, limits: Limits) -> None:
        self._name, self._reader, self._limits = name, reader, limits
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merges: list[Area] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._cut_off = False
        self._line, self._column = 0, 1

    def where(self) -> str:
        """Return the cell that was being read, for messages."""
        return f" {address(max(self._line, 1), self._column)} 附近"

    def content(self) -> SheetContent:
        """Return what was collected."""
        return SheetContent(
            self._cells,
            useful_merges(self._merges, self._cells),
            frozenset(self._hidden_rows),
            frozenset(self._hidden_columns),
            self._cut_off,
            self._reader.set_aside,
        )

    def read(self, data: bytes) -> None:
        """Stream the part; rows are dropped as soon as they are read.

        Raises:
            IndexError: most texts are not to be found.
        """
        for element in _rows_and_merges(data):
            if element.tag == _ROW:
                self._row(element)
            elif element.tag == _MERGE:
                self._merge(element.get("ref", ""))
            elif _is_hidden(element, "width"):
                self._hide(element.get("min", ""), element.get("max", ""))
        lost = sum(each.kind == "lost" for each in self._reader.set_aside.values())
        if lost * 2 > self._reader.texts and lost > 1:  # the table of texts is another workbook's
            raise IndexError("most texts are lost")

    def _hide(self, first: str, last: str) -> None:
        if first.isdecimal() and last.isdecimal():  # else decoration, and broken
            self._hidden_columns.update(range(int(first), min(int(last), self._limits.columns) + 1))

    def _row(self, row: Element) -> None:
        number = row.get("r")
        line = int(float(number)) if number else self._line + 1
        self._line, self._column = line, 1
        column, most, cells, read = 0, self._limits.columns, self._cells, self._reader.read
        if _is_hidden(row, "ht"):
            self._hidden_rows.add(line)
        for element in row:
            place = element.get("r")
            if place is None:
                row_of_cell, column = line, column + 1
            else:
                row_of_cell, column = place_of(place)
            if not len(element):  # styled but empty: only its place counts
                continue
            if column > most:
                self._cut_off = True
                continue
            self._column = column
            cell = read(element, row_of_cell, column)
            if cell is not None:
                cells[row_of_cell, column] = cell
        if len(cells) > self._limits.cells_per_sheet:
            raise too_many_cells(self._name, self._limits)

    def _merge(self, reference: str) -> None:
        if len(self._merges) >= self._limits.merges_per_sheet:
            raise too_many_merges(self._name, self._limits)
        area = _area(reference, self._limits.columns)
        if area is not None:
            self._merges.append(area)


@lru_cache(maxsize=4096)
def _area(reference: str, columns: int) -> Area | None:
    """Return a merged area within the columns that are looked at, None for one cell and for what is no area."""
    found = _RANGE.fullmatch(reference)
    if found is None:  # decoration, and broken
        return None
    first, top, last, bottom = found.groups()
    across = sorted((column_number(first) if first else 1, column_number(last) if last else columns))
    down = sorted((max(int(top or 1), 1), int(bottom or _MOST_ROWS)))
    area = Area(down[0], across[0], down[1], min(across[1], columns))
    return area if area.left <= columns and (area.top, area.left) != (area.bottom, area.right) else None


def _is_hidden(element: Element, size: str) -> bool:
    """Return True for a row or column that is hidden, or so thin that nothing of it is seen."""
    if element.get("hidden") in _ON:
        return True
    written = element.get(size)
    try:
        return written is not None and float(written) <= _UNSEEN[size]
    except ValueError:  # decoration, and broken
        return False


def _rows_and_merges(data: bytes) -> Iterator[Element]:
    """Yield column settings, rows and merged areas: of a part of usual size from its tree, which is faster."""
    data = without_blanks(data)
    if len(data) >= _LARGE:
        yield from _streamed(data)
        return
    root = fromstring(data)
    if root.tag not in _ROOTS:
        raise ParseError("no worksheet")
    for tag in _WANTED:
        yield from root.iter(tag)


def _streamed(data: bytes) -> Iterator[Element]:
    """Yield the same of a large part; what was yielded is dropped from the tree."""
    holders = {f"{MAIN}sheetData", f"{MAIN}mergeCells"}
    holder: Element | None = None
    events = iterparse(BytesIO(data), events=("start", "end"))
    _, root = next(events)
    if root.tag not in _ROOTS:
        raise ParseError("no worksheet")
    for event, element in events:
        if event == "start":
            if element.tag in holders:
                holder = element
        elif element.tag in _WANTED:
            yield element
            if holder is not None and element.tag != f"{MAIN}col":
                holder.clear()
        elif element.tag in holders:
            holder = None


def without_blanks(data: bytes) -> bytes:
    """Return a large worksheet part without its styled but empty cells and rows, left behind by the hundred thousand.

    A blank counts only for the place of what follows it.  So this is done only
    where every row and cell says where it stands, and where no text can look
    like markup (CDATA, comments); any other part is returned as it is.
    """
    if len(data) < _LARGE or b"<!" in data or _UNPLACED.search(data):
        return data
    return _BLANK_ROWS.sub(b"", _BLANK_CELLS.sub(b"", data))
