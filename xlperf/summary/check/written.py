"""The summary as it was written, opened again: just enough to see whether it holds what was meant."""

from __future__ import annotations

import zipfile
from array import array
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element, fromstring
from xml.parsers.expat import ParserCreate

from xlsxwriter.utility import xl_rowcol_to_cell

from xlperf.data.lazy_patterns import lazy_pattern

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRINGS = "xl/sharedStrings.xml"
_NUMBERED = lazy_pattern(rb'<c r="A[0-9]+" s="[0-9]+"><v>([0-9]+)</v>')
_ROW = lazy_pattern(rb'<row r="([0-9]+)"[^>]*?(/?)>')
_STRING = lazy_pattern(rb"<si>")
_ESCAPE = lazy_pattern("_x([0-9A-Fa-f]{4})_")
_CHUNK = 1 << 20
"""Bytes of a part that are looked at in one go; the XML of all indicators of 4,000 forms is 57 MB."""

Content = str | float | None


@dataclass(frozen=True, slots=True)
class WrittenSheet:
    """What was looked at on one sheet.

    Attributes:
        numbers: the whole numbers in the first column, from top to bottom: the 序号 of a list.
        page_breaks: how many rows begin a new page by order.
        rows: of the rows (0-based) that were asked for, the contents of their cells by address; blank cells have none.
    """

    numbers: array[int]
    page_breaks: int
    rows: dict[int, dict[str, Content]]


class WrittenWorkbook:
    """A package that xlperf made a moment ago; every part but its sheets is checked to be there whole and well-formed.

    Args:
        content: the bytes of the workbook.

    Raises:
        zipfile.BadZipFile, zlib.error: the package or a part of it is damaged.
        xml.parsers.expat.ExpatError, xml.etree.ElementTree.ParseError: a part is not well-formed.
        KeyError: a part that another names is missing.
    """

    def __init__(self, content: bytes) -> None:
        self._package = zipfile.ZipFile(BytesIO(content))
        targets = {each.get("Id"): each.get("Target", "") for each in fromstring(self._part("xl/_rels/workbook.xml.rels"))}
        listed = fromstring(self._part("xl/workbook.xml")).iterfind(f"{_MAIN}sheets/{_MAIN}sheet")
        self._sheets = {each.get("name", ""): f"xl/{targets[each.get(_ID)]}" for each in listed}
        for name in self._sheets.values():
            self._package.getinfo(name)
        for name in set(self._package.namelist()) - set(self._sheets.values()):
            with self._package.open(name) as part:  # to whose end reading checks its sum, too
                ParserCreate().ParseFile(part)
        self._strings = self._part(_STRINGS) if _STRINGS in self._package.namelist() else b""
        self._starts = array("Q", (found.start() for found in _STRING.finditer(self._strings)))

    def _part(self, name: str) -> bytes:
        return self._package.read(name)

    @property
    def sheet_names(self) -> list[str]:
        """The sheets in the order of their tabs."""
        return list(self._sheets)

    def sheet(self, name: str, wanted: Collection[int]) -> WrittenSheet:
        """Read a sheet to its end, which checks that it is whole and well-formed, and keep these rows (0-based) of it.

        Raises: as the workbook does.
        """
        numbers, page_breaks = array("Q"), 0
        rows: dict[int, dict[str, Content]] = {row: {} for row in wanted}
        for piece in self._pieces(self._sheets[name]):
            numbers.extend(map(int, _NUMBERED.findall(piece)))
            page_breaks += piece.count(b"<brk ")
            for found in _ROW.finditer(piece):
                if (row := int(found[1]) - 1) in rows and not found[2]:
                    rows[row] = self._contents(piece[found.end() : piece.index(b"</row>", found.end()) + len(b"</row>")])
        return WrittenSheet(numbers, page_breaks, rows)

    def _pieces(self, part: str) -> Iterator[bytes]:
        """Yield the XML of a sheet in pieces that end with a tag of their own, no row cut in two."""
        parser, rest = ParserCreate(), b""
        with self._package.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk)
                rest += chunk
                if end := rest.rfind(b"</row>") + 1:
                    end += len(b"</row>") - 1
                    yield rest[:end]
                    rest = rest[end:]
        parser.Parse(b"", True)
        yield rest

    def _contents(self, row: bytes) -> dict[str, Content]:
        return {each.get("r", ""): self._content(each) for each in fromstring(b"<row>" + row)}

    def _content(self, cell: Element) -> Content:
        stored = cell.findtext("v")
        if not stored:  # a formula may come to an empty text
            return None
        kind = cell.get("t", "n")
        if kind == "s":
            return self._string(int(stored))
        return float(stored) if kind == "n" else stored

    def _string(self, index: int) -> str:
        start = self._starts[index]
        end = self._strings.index(b"</si>", start) + len(b"</si>")
        text = "".join(each.text or "" for each in fromstring(self._strings[start:end]).iter("t"))
        return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def address(row: int, column: int) -> str:
    """Return the address of a 0-based row and column."""
    return str(xl_rowcol_to_cell(row, column))
