"""A worksheet part: marks on its cells, the way to its comments, its place among the tabs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from openpyxl.utils.cell import column_index_from_string, range_boundaries

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.sheet import address
from xlperf.returns.xml_places import Edits, Element, UnpatchablePart, places

Place = tuple[int, int]
"""Row and column, 1-based."""

_ADDRESS = lazy_pattern(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
# What stands before the link to the comments: ECMA-376 part 1, 18.3.1.99.
_BEFORE_LEGACY_DRAWING = frozenset(
    re.findall(
        r"\w+",
        """sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
        autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations
        hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches
        ignoredErrors smartTags drawing""",
    )
)
_COLUMN_PIXELS, _ROW_POINTS = 72.0, 14.25


def place_of(cell: str) -> Place | None:
    """Return the place of an A1 address, None for a range, an empty text or a cell beyond the sheet."""
    found = _ADDRESS.fullmatch(cell)
    if not found:
        return None
    row, column = int(found[2]), column_index_from_string(found[1])
    return (row, column) if row <= _MOST_ROWS and column <= _MOST_COLUMNS else None


class WorksheetPart:
    """One worksheet part and the edits to it.

    Args:
        data: its bytes in UTF-8.
        marked: the places that findings name.

    Raises:
        UnpatchablePart: it is no worksheet, or not well-formed.
    """

    def __init__(self, data: bytes, marked: Iterable[Place]) -> None:
        self._data, self._edits = data, Edits(data)
        # Two passes, for the merged areas stand behind the cells: a sheet may hold a million styled blanks.
        frame = places(data, _is_cells)
        self._merges = [each for each in map(_area, _children(frame, "mergeCells", "mergeCell")) if each]
        self.anchors: Mapping[Place, Place] = {each: self._anchor(each) for each in marked}
        rows = {row for row, _ in self.anchors.values()}
        self._root = places(data, lambda element: _is_unmarked(element, rows))
        cells = self._root.child("sheetData")
        if self._root.name != "worksheet" or cells is None:
            raise UnpatchablePart("不是普通的工作表。")
        self._cells = cells
        self._rows = _numbered(cells.all("row"), lambda each: _number(each.attribute("r")))
        self._row_at = dict(self._rows)
        self._columns = [
            (_number(each.attribute("min")), _number(each.attribute("max")), each) for each in _children(self._root, "cols", "col")
        ]

    def _anchor(self, place: Place) -> Place:
        """Return the cell that is seen at a place: in a merged area the one at its top left."""
        row, column = place
        for left, top, right, bottom in self._merges:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return place

    def right_of(self, place: Place) -> int:
        """Return the column behind a cell, or behind the merged area that it is the top left of."""
        row, column = place
        return next((right for left, top, right, _ in self._merges if (top, left) == (row, column)), column) + 1

    def mark(self, styles: Mapping[Place, Callable[[int], int]]) -> None:
        """Give cells another style, made from the one that they have; cells and rows that are not there are made."""
        for number, group in groupby(sorted(styles, key=lambda place: place), key=lambda place: place[0]):
            columns = [column for _, column in group]
            row = self._row_at.get(number)
            if row is not None:
                self._mark_row(number, row, {column: styles[number, column] for column in columns})
                continue
            cells = (self._new_cell(number, each, styles[number, each](self._default_style(None, each))) for each in columns)
            markup = self._root.markup(f'<row r="{number}">') + "".join(cells) + self._root.markup("</row>")
            self._put(markup, self._cells, next((each for at, each in self._rows if at > number), None))

    def _mark_row(self, number: int, row: Element, styles: Mapping[int, Callable[[int], int]]) -> None:
        cells = _numbered(row.all("c"), lambda each: _column_of(each.attribute("r")))
        for column, style in styles.items():
            cell = next((each for at, each in cells if at == column), None)
            if cell is not None:
                self._edits.set_attribute(cell, "s", str(style(_number(cell.attribute("s")))))
            else:
                markup = self._new_cell(number, column, style(self._default_style(row, column)))
                self._put(markup, row, next((each for at, each in cells if at > column), None))

    def _put(self, markup: str, parent: Element, behind: Element | None) -> None:
        """Put markup before one of the parent's children, or at its end."""
        if behind is not None:
            self._edits.insert(behind.start, markup)
        else:
            self._edits.append(parent, markup)

    def _new_cell(self, row: int, column: int, style: int) -> str:
        return self._root.markup(f'<c r="{address(row, column)}" s="{style}"/>')

    def _default_style(self, row: Element | None, column: int) -> int:
        if row is not None and row.attribute("customFormat") in ("1", "true"):
            return _number(row.attribute("s"))
        return next((_number(each.attribute("style")) for first, last, each in self._columns if first <= column <= last), 0)

    def legacy_drawing(self) -> str:
        """Return the relationship id of the drawing that holds the boxes of comments, empty when there is none."""
        found = self._root.child("legacyDrawing")
        return "" if found is None else found.attribute("id")

    def link_legacy_drawing(self, relationship: str) -> None:
        """Link a drawing with the boxes of comments, at its place among the other elements."""
        before = [each for each in self._root.children if each.name in _BEFORE_LEGACY_DRAWING]
        reference = reference_attribute(self._data, self._root, relationship)
        self._edits.insert(max(each.end for each in before), f"<{self._root.sibling_tag('legacyDrawing')} {reference}/>")

    def columns_from(self, column: int) -> Iterator[float]:
        """Yield the widths of the columns from one on, in pixels."""
        for number in range(column, _MOST_COLUMNS + 1):
            found = next((each for first, last, each in self._columns if first <= number <= last), None)
            if found is None:
                yield _COLUMN_PIXELS
            else:
                yield 0.0 if _is_set(found, "hidden") else _float(found.attribute("width"), _COLUMN_PIXELS / 8) * 8

    def rows_from(self, row: int) -> Iterator[float]:
        """Yield the heights of the rows from one on, in pixels."""
        for number in range(row, _MOST_ROWS + 1):
            found = self._row_at.get(number)
            if found is not None and _is_set(found, "hidden"):
                yield 0.0
            else:
                yield (_float(found.attribute("ht"), _ROW_POINTS) if found is not None else _ROW_POINTS) * 4 / 3

    def result(self) -> bytes:
        """Return the part with all edits made."""
        return self._edits.result()


def unselected(data: bytes) -> bytes:
    """Return a sheet part that is not the one in front: two of them would be edited as one."""
    if b"tabSelected" not in data:
        return data
    edits = Edits(data)
    root = places(data, _is_cells)
    for view in _children(root, "sheetViews", "sheetView"):
        if _is_set(view, "tabSelected"):
            edits.set_attribute(view, "tabSelected", "0")
    return edits.result()


def reference_attribute(data: bytes, root: Element, relationship: str, prefix: str = "r") -> str:
    """Return the attribute that names a relationship, with the prefix of the part, or one declared on the spot.

    Args:
        prefix: to be declared where the root element declares none.
    """
    namespace = relationships_namespace(root.namespace)
    declared = re.search(rf"""xmlns:([\w.-]+)\s*=\s*["']{re.escape(namespace)}["']""".encode(), data[root.start : root.inside])
    if declared:
        return f'{declared[1].decode()}:id="{relationship}"'
    return f'xmlns:{prefix}="{namespace}" {prefix}:id="{relationship}"'


def relationships_namespace(main: str) -> str:
    """Return the namespace of relationships that goes with a main namespace: Strict with Strict."""
    if main.startswith("http://purl.oclc.org/"):
        return "http://purl.oclc.org/ooxml/officeDocument/relationships"
    return "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _is_cells(element: Element) -> bool:
    return element.name == "sheetData"


def _is_unmarked(element: Element, rows: set[int]) -> bool:
    """Tell that what stands in an element is not looked at: the content of cells, and the cells of rows without a mark."""
    if element.name == "c":
        return True
    number = element.attribute("r") if element.name == "row" else ""
    return bool(number) and _number(number) not in rows


def _children(root: Element, holder: str, name: str) -> list[Element]:
    found = root.child(holder)
    return [] if found is None else list(found.all(name))


def _numbered(elements: Iterable[Element], number_of: Callable[[Element], int]) -> list[tuple[int, Element]]:
    """Return rows or cells with their numbers; one that does not tell its number follows the one before."""
    numbered: list[tuple[int, Element]] = []
    last = 0
    for each in elements:
        last = number_of(each) or last + 1
        numbered.append((last, each))
    return numbered


def _area(merge: Element) -> tuple[int, int, int, int] | None:
    try:
        left, top, right, bottom = range_boundaries(merge.attribute("ref"))
    except (ValueError, TypeError):
        return None
    return (left, top, right, bottom) if left and top and right and bottom else None


def _column_of(cell: str) -> int:
    place = place_of(cell)
    return place[1] if place else 0


def _number(text: str) -> int:
    return int(_float(text, 0.0))


def _float(text: str, otherwise: float) -> float:
    try:
        return float(text)
    except ValueError:
        return otherwise


def _is_set(element: Element, name: str) -> bool:
    return element.attribute(name) in ("1", "true")
