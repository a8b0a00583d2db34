"""OpenDocument spreadsheets (.ods, and .fods in one file): cells with their formats, merges, what is hidden.

Read from ``content.xml`` itself, since python-calamine, which reads this format
too, drops merges, percentages, error values and hidden rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Literal
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.errors import RefusedFile
from xlperf.intake.formats.formulas.formula import calculate
from xlperf.intake.formats.merges import useful_merges
from xlperf.intake.formats.opendocument.opendocument_cells import MOST_ROWS, box_text, content_of, count_of
from xlperf.intake.formats.opendocument.opendocument_formats import OFFICE, TABLE, CellStyles
from xlperf.intake.formats.package import Package, harmless_xml
from xlperf.intake.limits import Limits
from xlperf.intake.refusals import (
    broken_part,
    damaged,
    encrypted,
    no_sheet,
    too_large,
    too_many_cells,
    too_many_merges,
    too_many_sheets,
)
from xlperf.intake.sheet import Area, Cell, SetAside, Sheet, Workbook

_STYLES = (f"{OFFICE}automatic-styles", f"{OFFICE}styles")
_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
_NO_ROWS_IN = (f"{TABLE}table-row", f"{TABLE}shapes")
"""Tables in a cell, and those that charts and documents on the page carry with them, have rows of their own."""

_HIDDEN = ("collapse", "filter")

_OTHER_DOCUMENT = "请用 WPS、Word 或 LibreOffice 打开，另存为 .docx 后重新报送（.docx 里的表读得出来），或者用 Excel 模板填报。"

_BASIC_MODULE = lazy_pattern(r"basic/(?!.*script-l[bc]\.xml$).*[^/]$")
"""A part of the library of macros that is more than its table of contents, which LibreOffice writes of an empty one, too."""


def read_opendocument(package: Package, limits: Limits) -> Workbook:
    """Return the workbook in an OpenDocument package.

    Raises:
        RefusedFile: with its reason, a sentence and a next step.
    """
    if "meta-inf/manifest.xml" in package and b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise encrypted()
    styles = CellStyles()
    _add_named_styles(package, styles)
    try:
        sheets = _sheets(package.part("content.xml"), styles, limits)
    except ParseError as error:
        raise broken_part("content.xml") from error
    return Workbook("ods", sheets, any(_BASIC_MODULE.match(name) for name in package.names()))


def read_flat_opendocument(data: bytes, limits: Limits) -> Workbook:
    """Return the workbook that is written as one XML file (.fods), its styles before its tables.

    Raises:
        RefusedFile: with its reason, a sentence and a next step.
    """
    if len(data) > limits.part_bytes:
        raise too_large(f"OpenDocument 单文件有 {len(data) >> 20} MB，超过 {limits.part_bytes >> 20} MB 的上限。")
    try:
        sheets = _sheets(harmless_xml(data), CellStyles(), limits)
    except ParseError as error:
        raise damaged("文件已损坏，不是完整的 XML。") from error
    return Workbook("fods", sheets, b"<ooo:module" in data)


def _sheets(content: bytes, styles: CellStyles, limits: Limits) -> tuple[Sheet, ...]:
    """Return the sheets of a document.

    Raises:
        ParseError: it is broken.
    """
    reader = _ContentReader(styles, limits)
    reader.read(content)
    if not reader.is_spreadsheet:
        raise RefusedFile("not_a_workbook", "文件不是电子表格，是其他 OpenDocument 文档。", _OTHER_DOCUMENT)
    if not reader.sheets:
        raise no_sheet()
    return calculate(tuple(reader.sheets))


def _add_named_styles(package: Package, styles: CellStyles) -> None:
    """Take in styles.xml; a broken one costs the formats, not the form."""
    if "styles.xml" not in package:
        return
    try:
        root = fromstring(package.part("styles.xml"))
    except ParseError:
        return
    for each in _STYLES:
        styles.add(root.iterfind(f"{each}/*"))


class _ContentReader:
    """Streams content.xml; rows are dropped as soon as they are read."""

    def __init__(self, styles: CellStyles, limits: Limits) -> None:
        self.sheets: list[Sheet] = []
        self.is_spreadsheet = False
        self._styles, self._limits = styles, limits
        self._table: _TableReader | None = None

    def read(self, data: bytes) -> None:
        """Read all tables of the document."""
        stack: list[Element] = []
        for event, element in iterparse(BytesIO(data), events=("start", "end")):
            if event == "start":
                self._begin(element, stack)
                stack.append(element)
                continue
            stack.pop()
            if element.tag in _STYLES:
                self._styles.add(element)
            elif self._table is not None and len(stack) >= self._table.depth:
                self._end(element, stack)

    def _begin(self, element: Element, stack: list[Element]) -> None:
        if element.tag == f"{OFFICE}spreadsheet":
            self.is_spreadsheet = True
        if element.tag != f"{TABLE}table" or self._table is not None or not stack or stack[-1].tag != f"{OFFICE}spreadsheet":
            return  # a table in a cell, or among the tracked changes
        if len(self.sheets) >= self._limits.sheets:
            raise too_many_sheets(self._limits)
        self._table = _TableReader(element, len(stack), self._styles, self._limits)

    def _end(self, element: Element, stack: list[Element]) -> None:
        table = self._table
        if table is None:
            return
        if len(stack) == table.depth:
            self.sheets.append(table.sheet())
            self._table = None
        elif not any(each.tag in _NO_ROWS_IN for each in stack):
            if element.tag == f"{TABLE}table-column":
                table.add_column(element)
            elif element.tag == f"{TABLE}table-row":
                table.add_row(element)
                del stack[-1][:]
            elif element.tag == f"{TABLE}shapes":
                table.add_shapes(element)


class _TableReader:
    """Collects the cells of one table."""

    def __init__(self, table: Element, depth: int, styles: CellStyles, limits: Limits) -> None:
        self.depth = depth
        self._name = table.get(f"{TABLE}name", "")
        self._hidden = table.get(f"{TABLE}style-name", "") in styles.hidden_tables
        self._styles, self._limits = styles, limits
        self._column_styles: list[str] = []
        self._row = 1
        self._cells: dict[tuple[int, int], Cell] = {}
        self._aside: dict[tuple[int, int], SetAside] = {}
        self._merges: list[Area] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._cut_off = False
        self._unread: RefusedFile | None = None

    def sheet(self) -> Sheet:
        """Return what was collected."""
        state: Literal["visible", "hidden"] = "hidden" if self._hidden else "visible"
        if self._unread is not None:
            return Sheet(self._name, state, {}, unread=self._unread)
        hidden = frozenset(self._hidden_rows), frozenset(self._hidden_columns)
        merges = useful_merges(self._merges, self._cells)
        return Sheet(self._name, state, self._cells, merges, *hidden, self._cut_off, self._aside)

    def add_column(self, column: Element) -> None:
        """Note the style of a column, or of as many equal columns as it stands for."""
        room = self._limits.columns - len(self._column_styles)
        count = min(_repeated(column, "columns"), room)
        if column.get(f"{TABLE}visibility") in _HIDDEN:
            first = len(self._column_styles) + 1
            self._hidden_columns.update(range(first, first + count))
        self._column_styles += [column.get(f"{TABLE}default-cell-style-name", "")] * count

    def add_shapes(self, shapes: Element) -> None:
        """Note the texts of boxes that are placed on the page, wherever that is on the sheet: at its first cell."""
        if text := box_text(shapes):
            self._aside[1, 1] = SetAside("text_box", text)

    def add_row(self, row: Element) -> None:
        """Read a row, or as many equal rows as it stands for; none behind one that is too much for its sheet."""
        if self._unread is not None:
            return
        try:
            self._add(row)
        except RefusedFile as refusal:
            self._unread = refusal

    def _add(self, row: Element) -> None:
        count = _repeated(row, "rows")
        found = list(self._cells_of(row))
        if found:
            self._keep(found, count)
            if row.get(f"{TABLE}visibility") in _HIDDEN:
                self._hidden_rows.update(range(self._row, self._row + count))
        self._row += count

    def _keep(self, found: list[tuple[int, Cell | SetAside]], count: int) -> None:
        if len(self._cells) + len(found) * count > self._limits.cells_per_sheet:
            raise too_many_cells(self._name, self._limits)
        for row in range(self._row, min(self._row + count, MOST_ROWS + 1)):
            for column, each in found:
                if isinstance(each, Cell):
                    self._cells[row, column] = each
                elif each.kind != "comment" or (row, column) not in self._aside:
                    self._aside[row, column] = each

    def _cells_of(self, row: Element) -> Iterator[tuple[int, Cell | SetAside]]:
        column = 1
        default = row.get(f"{TABLE}default-cell-style-name", "")
        for element in row:
            if element.tag not in _CELLS:
                continue
            count = _repeated(element, "columns")
            if len(element) or element.get(f"{OFFICE}value-type") or element.get(f"{TABLE}formula"):
                style = element.get(f"{TABLE}style-name") or default or self._column_style(column)
                content = content_of(element, self._styles, style)
                for each in range(column, min(column + count, self._limits.columns + 1)) if content else ():
                    yield from ((each, one) for one in content)
                self._cut_off = self._cut_off or (bool(content) and column > self._limits.columns)
            self._note_merge(element, column)
            column += count

    def _column_style(self, column: int) -> str:
        return self._column_styles[column - 1] if column <= len(self._column_styles) else ""

    def _note_merge(self, element: Element, column: int) -> None:
        width, height = _count(element, "number-columns-spanned"), _count(element, "number-rows-spanned")
        if width * height == 1 or column > self._limits.columns:
            return
        if len(self._merges) >= self._limits.merges_per_sheet:
            raise too_many_merges(self._name, self._limits)
        bottom, right = min(self._row + height - 1, MOST_ROWS), min(column + width - 1, self._limits.columns)
        self._merges.append(Area(self._row, column, bottom, right))


def _repeated(element: Element, what: str) -> int:
    return _count(element, f"number-{what}-repeated")


def _count(element: Element, name: str) -> int:
    return count_of(element.get(f"{TABLE}{name}"))
