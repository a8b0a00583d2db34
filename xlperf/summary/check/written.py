"""The summary as it was written, opened again: just enough to see whether it holds what was meant."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, fromstring
from xml.parsers.expat import ParserCreate

from xlsxwriter.utility import xl_rowcol_to_cell

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_NUMBERED = re.compile(rb'<c r="A[0-9]+" s="[0-9]+"><v>([0-9]+)</v>')
_STRING = re.compile(rb"<si>")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")

Content = str | float | None


class WrittenWorkbook:
    """A package that xlperf made a moment ago, each part checked to be there whole and well-formed.

    Args:
        content: the bytes of the workbook.

    Raises:
        zipfile.BadZipFile, zlib.error: the package or a part of it is damaged.
        xml.parsers.expat.ExpatError, xml.etree.ElementTree.ParseError: a part is not well-formed.
        KeyError: a part that another names is missing.
    """

    def __init__(self, content: bytes) -> None:
        self._package = zipfile.ZipFile(BytesIO(content))
        for name in self._package.namelist():
            with self._package.open(name) as part:  # to whose end reading checks its sum, too
                ParserCreate().ParseFile(part)
        targets = {each.get("Id"): each.get("Target", "") for each in fromstring(self._part("xl/_rels/workbook.xml.rels"))}
        listed = fromstring(self._part("xl/workbook.xml")).iterfind(f"{_MAIN}sheets/{_MAIN}sheet")
        self._sheets = {each.get("name", ""): f"xl/{targets[each.get(_ID)]}" for each in listed}
        for name in self._sheets.values():
            self._package.getinfo(name)
        self._strings = self._part("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in self._package.namelist() else b""
        self._starts = [found.start() for found in _STRING.finditer(self._strings)]
        self._at_hand: tuple[str, bytes] = "", b""

    def _part(self, name: str) -> bytes:
        return self._package.read(name)

    def _sheet(self, sheet: str) -> bytes:
        """Return the XML of a sheet; only that of the last one is held, all together are many times the package."""
        if self._at_hand[0] != sheet:
            self._at_hand = sheet, self._part(self._sheets[sheet])
        return self._at_hand[1]

    @property
    def sheet_names(self) -> list[str]:
        """The sheets in the order of their tabs."""
        return list(self._sheets)

    def numbers(self, sheet: str) -> list[int]:
        """Return the whole numbers in the first column, from top to bottom: the 序号 of a list."""
        return [int(each) for each in _NUMBERED.findall(self._sheet(sheet))]

    def page_breaks(self, sheet: str) -> int:
        """Return how many rows begin a new page by order."""
        return self._sheet(sheet).count(b"<brk ")

    def rows(self, sheet: str, wanted: Iterable[int]) -> Iterator[tuple[int, dict[str, Content]]]:
        """Yield rows (0-based) in ascending order, each with the contents of its cells by address; blank cells have none."""
        data, position = self._sheet(sheet), 0
        for row in sorted(set(wanted)):
            start = data.find(b'<row r="%d"' % (row + 1), position)
            if start < 0:
                yield row, {}
                continue
            position = data.index(b">", start) + 1
            if data[position - 2 : position] == b"/>":
                yield row, {}
                continue
            end = data.index(b"</row>", position) + len(b"</row>")
            yield row, {each.get("r", ""): self._content(each) for each in fromstring(data[start:end])}
            position = end

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
