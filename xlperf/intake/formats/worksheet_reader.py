"""One worksheet part as cells, merges and hidden rows, with openpyxl's own parser.

openpyxl's ``load_workbook`` spends most of its time on styles and on the borders
of merged cells, and its read-only mode trusts the stored dimension and knows no
merges.  Its worksheet parser, used alone, has neither fault: cells are streamed
row by row, and everything but cells, merges and hidden rows is passed over, so
that broken decoration cannot cost the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from math import isfinite
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse

from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet._reader import WorkSheetParser

from xlperf.errors import RefusedFile
from xlperf.intake.formats.merges import useful_merges
from xlperf.intake.formats.spreadsheetml import MAIN, NumberFormats, string_text, unescape
from xlperf.intake.limits import Limits
from xlperf.intake.refusals import damaged, too_many_cells, too_many_merges
from xlperf.intake.sheet import Area, Cell, CellKind, address

_ROOTS = (f"{MAIN}worksheet", "{http://schemas.microsoft.com/office/excel/2006/main}macrosheet")
_WANTED = (f"{MAIN}col", f"{MAIN}row", f"{MAIN}mergeCell")
_LARGE = 1 << 20
# A row or cell that does not say where it stands, or not as its first word.
_UNPLACED = re.compile(rb'<(?:row|c)(?:[/>]|\s+(?!r="))')
_BLANK_CELLS = re.compile(rb'(?:<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,5}")?/>)+')
_BLANK_ROWS = re.compile(rb'(?:<row r="[0-9]{1,7}"(?: [A-Za-z0-9:]+="[^"<>]*")*(?:/>|></row>))+')


@dataclass(frozen=True, slots=True)
class SheetContent:
    """What a worksheet part holds."""

    cells: dict[tuple[int, int], Cell]
    merges: tuple[Area, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    cut_off: bool


class _Parser(WorkSheetParser):
    """openpyxl's parser of cell elements, fed by a loop of our own."""

    def __init__(self, strings: list[str], epoch: datetime, formats: NumberFormats) -> None:
        dates, durations = set(formats.dates), set(formats.durations)
        super().__init__(BytesIO(), strings, data_only=True, epoch=epoch, date_formats=dates, timedelta_formats=durations)
        self.formats = formats

    def cell_of(self, element: Element) -> tuple[int, int, Cell | None]:
        """Return row, column and cell of a ``c`` element; None for a blank one."""
        if not len(element):  # styled but empty: only its place counts
            parsed = self.parse_cell(_bare(element, "r"))
            return parsed["row"], parsed["column"], None
        inline = element.find(f"{MAIN}is") if element.get("t") == "inlineStr" else None
        if element.get("t") == "s" and (element.findtext(f"{MAIN}v") or "0").startswith("-"):
            raise IndexError("negative shared string index")
        # openpyxl reads the fonts of an inline text too, and fails where they are broken.
        parsed = self.parse_cell(element if inline is None else _bare(element, "r", "s"))
        value = parsed["value"] if inline is None else string_text(inline)
        code = self.formats.code(parsed["style_id"])
        formula = element.find(f"{MAIN}f")
        if value is None or value == "":
            if formula is None:
                return parsed["row"], parsed["column"], None
            return parsed["row"], parsed["column"], Cell(str(self.parse_formula(element)), "uncached", code, True)  # type: ignore[no-untyped-call]
        return parsed["row"], parsed["column"], _cell(value, parsed["data_type"], code, formula is not None)


def _bare(element: Element, *kept: str) -> Element:
    """Return an element without its children and with these attributes only."""
    return Element(element.tag, {key: element.attrib[key] for key in kept if key in element.attrib})


def _cell(value: Any, data_type: str, code: str, formula: bool) -> Cell:
    kind: CellKind
    if data_type == "e":
        return Cell(str(value), "error", code, formula)
    if isinstance(value, bool):
        kind = "boolean"
    elif isinstance(value, str):
        kind, value = "text", unescape(value) if formula else value
    elif isinstance(value, (datetime, date)):
        kind = "date"
    elif isinstance(value, (time, timedelta)):
        kind, value = "text", str(value)
    else:
        if not isfinite(value):
            return Cell("#NUM!", "error", code, formula)
        # The shortest decimal that stands for the stored double: 0.1 and not 0.1000000000000000055.
        kind, value = "number", Decimal(repr(value))
    return Cell(value, kind, code, formula)


def read_worksheet(
    data: bytes, name: str, strings: list[str], epoch: datetime, formats: NumberFormats, limits: Limits
) -> SheetContent:
    """Return the content of one worksheet part.

    Args:
        data: the part as clean UTF-8 XML.
        name: the sheet's name, for messages.
        strings: the shared texts.
        epoch: the workbook's date system.
        formats: the number formats by cell style.
        limits: how much is kept.

    Raises:
        RefusedFile: ``damaged`` or ``too_large``.
    """
    reader = _SheetReader(name, _Parser(strings, epoch, formats), limits)
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
    return reader.content()


class _SheetReader:
    """Collects what a worksheet part holds while it is streamed."""

    def __init__(self, name: str, parser: _Parser, limits: Limits) -> None:
        self._name, self._parser, self._limits = name, parser, limits
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merges: list[Area] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._cut_off = False

    def where(self) -> str:
        """Return the cell that was being read, for messages."""
        return f" {address(max(self._parser.row_counter, 1), max(self._parser.col_counter, 1))} 附近"

    def content(self) -> SheetContent:
        """Return what was collected."""
        return SheetContent(
            self._cells,
            useful_merges(self._merges, self._cells),
            frozenset(self._hidden_rows),
            frozenset(self._hidden_columns),
            self._cut_off,
        )

    def read(self, data: bytes) -> None:
        """Stream the part; rows are dropped as soon as they are read."""
        for element in _rows_and_merges(data):
            if element.tag == f"{MAIN}row":
                self._row(element)
            elif element.tag == f"{MAIN}mergeCell":
                self._merge(element.get("ref", ""))
            elif element.get("hidden") in ("1", "true"):
                self._hide(element.get("min", ""), element.get("max", ""))

    def _hide(self, first: str, last: str) -> None:
        if first.isdecimal() and last.isdecimal() and len(first + last) < 20:  # else decoration, and broken
            self._hidden_columns.update(range(int(first), min(int(last), self._limits.columns) + 1))

    def _row(self, row: Element) -> None:
        parser, cells = self._parser, self._cells
        number = row.get("r")
        parser.row_counter = int(float(number)) if number else parser.row_counter + 1
        parser.col_counter = 0
        if row.get("hidden") in ("1", "true"):
            self._hidden_rows.add(parser.row_counter)
        skipped: Element | None = None
        for element in row:
            if not len(element) and element.get("r"):
                skipped = element  # a styled blank: it only counts when the next cell does not say where it stands
                continue
            if skipped is not None and not element.get("r"):
                parser.cell_of(skipped)
            skipped = None
            line, column, cell = parser.cell_of(element)
            if cell is None:
                continue
            if column > self._limits.columns:
                self._cut_off = True
                continue
            cells[line, column] = cell
        if len(cells) > self._limits.cells_per_sheet:
            raise too_many_cells(self._name, self._limits)

    def _merge(self, reference: str) -> None:
        if len(self._merges) >= self._limits.merges_per_sheet:
            raise too_many_merges(self._name, self._limits)
        left, top, right, bottom = (each or 0 for each in range_boundaries(reference))
        area = Area(max(top, 1), max(left, 1), bottom or 1_048_576, min(right or self._limits.columns, self._limits.columns))
        if area.left <= self._limits.columns and (area.top, area.left) != (area.bottom, area.right):
            self._merges.append(area)


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
