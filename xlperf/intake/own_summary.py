"""A summary that xlperf wrote before, read again: only the sheets, the columns and the property that are asked for.

It may have been saved by Excel or WPS since.  The reader of forms would take it, too,
but a summary has a hundred thousand cells, of which nothing but their values counts.
Most of them are written alike, so that a pattern finds them four times as fast as a parser
makes elements; a sheet in which anything is written otherwise is parsed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.formats.cell_reader import BookFacts, CellReader, book_facts
from xlperf.intake.formats.cell_styles import PLAIN
from xlperf.intake.formats.package import Package
from xlperf.intake.formats.spreadsheetml import MAIN, parse_part, relationships, sheet_parts, workbook_part
from xlperf.intake.limits import Limits
from xlperf.intake.refusals import broken_part
from xlperf.intake.sheet import column_number, place_of

_PROPERTIES = "docProps/custom.xml"

Value = str | Decimal | date
Row = Mapping[int, Value]
"""Values by column, 1-based, blank cells left out."""

_TELLING = frozenset(("序号", "项目名称", "规则"))
"""One of these stands in the row of headers of every list."""
_NEAR_THE_TOP = 20

_CELL = lazy_pattern(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")?>(<f(?:/>| [^>]*>|>)(?:[^<]*</f>)?)?<v>([^<]*)</v></c>'
)
"""A cell as xlsxwriter, Excel and WPS write it: letters, row, style, kind, formula, value."""
_OTHERWISE = (b"<!", b"<v ", b"<is>", b"<is ", b"<c  ", b"<c\n", b":c ", b":v>")
NAMED = f'<c xmlns="{MAIN[1:-1]}"'.encode()
_LONGEST = 400
_MAY_BE_A_PICTURE = frozenset("=_dDiI")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which columns of a sheet are read.

    Attributes:
        row: of the headers, 1-based; what stands in it and above is read whole.
        headers: of the columns that are read below it.
    """

    row: int
    headers: frozenset[str]


def read_sheets(
    data: bytes, names: Collection[str], limits: Limits, wanted: Mapping[str, Wanted] | None = None
) -> dict[str, dict[int, Row]]:
    """Return the rows (by number, 1-based) of some sheets of a package; a sheet that it does not have is left out.

    Args:
        data: the package.
        names: of the sheets.
        limits: of what is read.
        wanted: of sheets of which not all columns are wanted, which are.

    Raises:
        RefusedFile: the package cannot be read.
    """
    package = Package(data, limits)
    workbook = workbook_part(package)
    root, relations = parse_part(package, workbook), relationships(package, workbook)
    reader = _Reader(book_facts(package, root, relations))
    parts = {each.name: each.part for each in sheet_parts(package, root, relations) if each.name in names}
    columns = wanted or {}
    try:
        return {name: reader.list_rows(package.part(part), columns.get(name)) for name, part in parts.items()}
    except (ParseError, ValueError, LookupError, OverflowError) as error:
        raise broken_part(", ".join(parts.values())) from error


def header_row(rows: Mapping[int, Row], usual: int, needed: Collection[str] = ()) -> int:
    """Return where the headers of a list stand: somebody may have put rows in above them, or taken some out.

    Args:
        rows: of the sheet.
        usual: where xlperf puts them, which is returned where none stand near the top.
        needed: headers that tell this list from others on its sheet; any list has one of a few.
    """
    return next((each for each in (usual, *sorted(rows)[:_NEAR_THE_TOP]) if _is_header(rows.get(each, {}), needed)), usual)


def _is_header(row: Row, needed: Collection[str]) -> bool:
    texts = {str(value).strip() for value in row.values()}
    return texts.issuperset(needed) if needed else not texts.isdisjoint(_TELLING)


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
        self._cells = CellReader(book)

    def list_rows(self, data: bytes, wanted: Wanted | None) -> dict[int, Row]:
        """Return the rows of a sheet; of one whose headers are not where they should be all columns."""
        rows = self.rows(data, wanted)
        if wanted is None or not wanted.headers.isdisjoint(str(value).strip() for value in rows.get(wanted.row, {}).values()):
            return rows
        return self.rows(data, None)

    def rows(self, data: bytes, wanted: Wanted | None) -> dict[int, Row]:
        """Return the rows of a sheet that hold anything."""
        found = self._matched_rows(data, wanted) if _is_plain(data) else None
        return dict(self._parsed_rows(data)) if found is None else found

    def _matched_rows(self, data: bytes, wanted: Wanted | None) -> dict[int, Row] | None:
        """Return the rows as the pattern finds them; None when it does not find every value."""
        rows: dict[int, Row] = {}
        row: dict[int, Value] = {}
        columns = _Columns()
        last = count = 0
        for count, cell in enumerate(_CELL.finditer(data), start=1):  # noqa: B007
            letters, line, style, kind, formula, stored = cell.groups()
            number = int(line)
            if number != last:
                if wanted is not None and last <= wanted.row < number:
                    columns = _Columns(rows.get(wanted.row, {}), wanted.headers)
                row, last = {}, number
            column = columns[letters]
            if column:
                value = self._plain(style, kind, stored) if formula is None else None
                if value is None:
                    value = self._any(cell[0], number, column)
                if value is not None:
                    row[column] = value
                    rows[number] = row
        return rows if count == data.count(b"<v>") else None

    def _plain(self, style: bytes | None, kind: bytes | None, stored: bytes) -> Value | None:
        """Return a shared text or a whole number without a look at what a cell may hold besides; None for anything else."""
        if style is not None:
            look = self._book.styles.get(style.decode(), PLAIN)
            if look.struck or (kind != b"s" and look.is_date):
                return None
        if not stored.isdigit():
            return None
        if kind in (None, b"n"):
            return Decimal(stored.decode()) if len(stored) < _LONGEST else None
        texts, index = self._book.texts, int(stored)
        if kind != b"s" or index in texts.runs or index >= len(texts.texts):
            return None
        text = texts.texts[index]
        return text if text and not (text[0] in _MAY_BE_A_PICTURE and "(" in text) else None

    def _any(self, cell: bytes, number: int, column: int) -> Value | None:
        """Return the value of a cell of any kind; None for a blank one."""
        return value_of(self._cells, fromstring(NAMED + cell[2:]), number, column)

    def _parsed_rows(self, data: bytes) -> Iterator[tuple[int, Row]]:
        """Yield the rows of a sheet, whatever way its XML is written."""
        cells = CellReader(self._book)
        for _, element in iterparse(BytesIO(data)):
            if element.tag == f"{MAIN}row":
                row = dict(_values(element, cells))
                number = int(element.get("r", "0"))
                element.clear()
                if row:
                    yield number, row


class _Columns(dict[bytes, int]):
    """The number of a column by its letters; 0 for one that is not read."""

    def __init__(self, header: Row | None = None, wanted: Collection[str] = ()) -> None:
        super().__init__()
        self._read = None if header is None else {column for column, value in header.items() if str(value).strip() in wanted}

    def __missing__(self, letters: bytes) -> int:
        number = column_number(letters.decode())
        self[letters] = number if self._read is None or number in self._read else 0
        return self[letters]


def _is_plain(data: bytes) -> bool:
    """Tell whether the cells of a sheet can be told by a pattern: nothing is written in a way that it does not know."""
    return data.rstrip().endswith(b"</worksheet>") and not any(each in data for each in _OTHERWISE)


def _values(row: Element, cells: CellReader) -> Iterator[tuple[int, Value]]:
    for element in row:
        if len(element):
            line, column = place_of(element.get("r", ""))
            value = value_of(cells, element, line, column)
            if value is not None:
                yield column, value


def value_of(cells: CellReader, element: Element, line: int, column: int) -> Value | None:
    """Return the value of a cell, None for a blank one, a truth value, or a formula without a result."""
    cell = cells.read(element, line, column)
    if cell is None or cell.kind == "uncached" or isinstance(cell.value, bool):
        return None
    return cell.value.date() if isinstance(cell.value, datetime) else cell.value
