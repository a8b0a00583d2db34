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

from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.datetime import from_excel

from xlperf.intake.formats.package import Package
from xlperf.intake.formats.spreadsheetml import (
    MAIN,
    NumberFormats,
    epoch_of,
    number_formats,
    parse_part,
    shared_strings,
    sheet_parts,
    string_text,
    unescape,
    workbook_part,
)
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
    root = parse_part(package, workbook)
    reader = _Reader(shared_strings(package, workbook), number_formats(package, workbook), epoch_of(root))
    parts = {each.name: each.part for each in sheet_parts(package, root, workbook) if each.name in names}
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

    def __init__(self, strings: list[str], formats: NumberFormats, epoch: datetime) -> None:
        self._strings = strings
        self._dates = {str(style) for style in formats.dates}
        self._epoch = epoch

    def rows(self, data: bytes) -> Iterator[tuple[int, Row]]:
        """Yield the rows of a sheet that hold anything."""
        for _, element in iterparse(BytesIO(data)):
            if element.tag == f"{MAIN}row":
                row = {column: value for column, value in map(self._cell, element) if value is not None}
                number = int(element.get("r", "0"))
                element.clear()
                if row:
                    yield number, row

    def _cell(self, cell: Element) -> tuple[int, Value | None]:
        column = coordinate_to_tuple(cell.get("r", ""))[1] if len(cell) else 0
        return column, self._value(cell) if column else None

    def _value(self, cell: Element) -> Value | None:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(f"{MAIN}is")
            return None if inline is None else string_text(inline) or None
        stored = cell.findtext(f"{MAIN}v")
        if not stored:
            return None
        if kind == "s":
            return self._strings[int(stored)] or None
        if kind != "n":
            return unescape(stored)
        if cell.get("s") in self._dates:
            return _date(from_excel(float(stored), self._epoch))
        # The shortest decimal that stands for the stored double: 0.1 and not 0.1000000000000000055.
        return Decimal(repr(float(stored)))


def _date(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    raise ValueError("no date")
