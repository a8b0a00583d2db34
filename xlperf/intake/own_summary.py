"""A summary that xlperf wrote before, read again: only the sheets and the property that are asked for.

It may have been saved by Excel or WPS since.  The reader of forms would take it, too,
but a summary has a hundred thousand cells, of which nothing but their values counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, iterparse

from xlperf.intake.formats.cell_reader import BookFacts, CellReader, book_facts
from xlperf.intake.formats.package import Package
from xlperf.intake.formats.spreadsheetml import MAIN, parse_part, relationships, sheet_parts, workbook_part
from xlperf.intake.formats.worksheet_reader import place_of
from xlperf.intake.limits import Limits
from xlperf.intake.refusals import broken_part

_PROPERTIES = "docProps/custom.xml"

Value = str | Decimal | date
Row = Mapping[int, Value]
"""Values by column, 1-based, blank cells left out."""


def read_sheets(data: bytes, names: Collection[str], limits: Limits) -> dict[str, dict[int, Row]]:
    """Return the rows (by number, 1-based) of some sheets of a package; a sheet that it does not have is left out.

    Raises:
        RefusedFile: the package cannot be read.
    """
    package = Package(data, limits)
    workbook = workbook_part(package)
    root, relations = parse_part(package, workbook), relationships(package, workbook)
    reader = _Reader(book_facts(package, root, relations))
    parts = {each.name: each.part for each in sheet_parts(package, root, relations) if each.name in names}
    try:
        return {name: dict(reader.rows(package.part(part))) for name, part in parts.items()}
    except (ParseError, ValueError, LookupError, OverflowError) as error:
        raise broken_part(", ".join(parts.values())) from error


def custom_property(data: bytes, name: str, limits: Limits) -> str:
    """Return a text among the custom properties of a package, empty when there is none of that name.

    Raises:
        RefusedFile: the package cannot be read.
    """
    package = Package(data, limits)
    if _PROPERTIES not in package:
        return ""
    found = (each for each in parse_part(package, _PROPERTIES) if each.get("name") == name)
    return next(("".join(each.itertext()) for each in found), "")


class _Reader:
    """Reads the cells of one package."""

    def __init__(self, book: BookFacts) -> None:
        self._book = book

    def rows(self, data: bytes) -> Iterator[tuple[int, Row]]:
        """Yield the rows of a sheet that hold anything."""
        cells = CellReader(self._book)
        for _, element in iterparse(BytesIO(data)):
            if element.tag == f"{MAIN}row":
                row = dict(_values(element, cells))
                number = int(element.get("r", "0"))
                element.clear()
                if row:
                    yield number, row


def _values(row: Element, cells: CellReader) -> Iterator[tuple[int, Value]]:
    for element in row:
        if len(element):
            line, column = place_of(element.get("r", ""))
            cell = cells.read(element, line, column)
            if cell is not None and cell.kind != "uncached" and not isinstance(cell.value, bool):
                yield column, cell.value.date() if isinstance(cell.value, datetime) else cell.value
