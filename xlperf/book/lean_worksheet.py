"""xlsxwriter's worksheet with a quick way for the rows and links of long lists."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from io import StringIO
from sys import intern
from typing import TextIO
from zlib import compress, decompress

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from xlperf.intake.cell_codes import codes_of, packed

_INTERNALS = (
    *("_write_rows", "_write_merge_cells", "_write_hyperlinks", "_check_dimensions", "_escape_attributes"),
    *("table", "str_table", "fh", "constant_memory", "dim_rowmin", "dim_rowmax"),
    *("merge", "hyperlinks", "external_hyper_links", "rel_count"),
)


_MOST_HELD = 1 << 23
"""Characters of list rows that a sheet holds as they are: those of some five hundred forms."""
_PIECE = 1 << 20
"""Characters of list rows of a sheet larger than that, which are packed as they come."""
_MOST_KEPT = 6 << 20
"""The same of a sheet that is whole, while the others are written: to pack and unpack them is a thirtieth of writing a summary."""
_COLUMN_BITS = 14
_LAST_COLUMN = (1 << _COLUMN_BITS) - 1
"""The last column of a sheet, 0-based."""


def _runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of every unbroken run of row numbers, in order."""
    first = last = -2
    for row in sorted(rows):
        if row > last + 1:
            if last >= 0:
                yield first, last
            first = row
        last = row
    if last >= 0:
        yield first, last


@cache
def _letters_of(column: int) -> str:
    return str(xl_col_to_name(column))


class ListWorksheet(Worksheet):  # type: ignore[misc] # xlsxwriter carries no type marker
    """A worksheet that turns a row of a list into XML at once, as one string.

    xlsxwriter keeps an object for every cell and link until the end and then builds
    each from a list of attributes: for a large summary that is most of the time and
    memory of the run.  What is written in the usual way is still what xlsxwriter
    makes of it.  Where another release has other internals, lists go the usual way
    too; a test holds both ways against each other.
    """

    dim_rowmin: int
    dim_rowmax: int
    fh: TextIO

    def __init__(self) -> None:
        super().__init__()
        self.direct = all(hasattr(self, name) for name in _INTERNALS)
        self._list_rows: dict[int, str] = {}
        self._packed_rows: list[tuple[int, int, bytes]] = []
        self._held = 0
        self._linked_cells = array("Q")
        self._link_targets: list[str] = []
        """File and place in it of every link, one behind the other; each is held once for all links that lead there."""
        self._list_merges = array("I")
        self._letters: list[str] = []
        self._row_codes: dict[int, str] = {}
        self._noted_cells: dict[int, dict[int, str | float]] = {}
        self._cell_codes = ""

    def write_list_row(
        self, row: int, values: Sequence[str | float | None], formats: Sequence[Format], height: float, level: int = 0
    ) -> int:
        """Write a whole row of text, numbers and blanks.

        Args:
            row: 0-based.
            values: text, a finite number or None from the first column on; text is
                fit for XML and for a cell.
            formats: one for each value.
            height: in points.
            level: of the outline.

        Returns:
            0, or -1 when the sheet has no such row: xlsxwriter's own convention.
        """
        self._row_codes[row + 1] = codes_of(values)
        if not self.direct:
            return self._write_row_by_cells(row, values, formats, height, level)
        if self._check_dimensions(row, len(values) - 1):
            return -1
        if len(self._letters) < len(values):
            self._check_dimensions(row, 0)
            self._letters = [xl_col_to_name(column) for column in range(len(values))]
        number = row + 1
        outline = f' outlineLevel="{level}"' if level else ""
        index_of, known = self.str_table._get_shared_string_index, self.str_table.string_table
        parts = [f'<row r="{number}" ht="{height:.16g}" customHeight="1"{outline}>']
        repeated = 0
        for letter, value, cell_format in zip(self._letters, values, formats, strict=False):
            look = cell_format.xf_index or cell_format._get_xf_index()
            if value is None:
                parts.append(f'<c r="{letter}{number}" s="{look}"/>')
            elif value.__class__ is str:
                if (index := known.get(value)) is None:
                    index = index_of(value)
                else:
                    repeated += 1
                parts.append(f'<c r="{letter}{number}" s="{look}" t="s"><v>{index}</v></c>')
            else:
                parts.append(f'<c r="{letter}{number}" s="{look}"><v>{value:.16G}</v></c>')
        self.str_table.count += repeated
        parts.append("</row>")
        self._list_rows[row] = text = "".join(parts)
        self._held += len(text)
        if self._held > (_PIECE if self._packed_rows else _MOST_HELD):
            self._pack_rows()
        return 0

    def note_cell(self, row: int, column: int, value: str | float) -> None:
        """Remember what one cell of a table says that is not written in a whole row."""
        self._noted_cells.setdefault(row + 1, {})[column] = value

    def cell_codes(self) -> str:
        """Return what the cells of the tables say, in one text (``xlperf/intake/cell_codes.py``); empty where there is no table."""
        single = {row: codes_of(map(cells.get, range(max(cells) + 1))) for row, cells in self._noted_cells.items()}
        return self._cell_codes or packed({**single, **self._row_codes})

    def finish(self) -> None:
        """Keep what was written in less memory: all its tables are written, and other sheets follow."""
        self._cell_codes = self.cell_codes()
        self._row_codes.clear()
        self._noted_cells.clear()
        if self._held > _MOST_KEPT:
            self._pack_rows()

    def link_cell(self, row: int, column: int, address: str, text: str | float, cell_format: Format) -> int:
        """Lay a link over a cell that holds this text or number already.

        Args:
            address: ``external:…`` or ``internal:…``, as ``write_url`` takes it.

        Returns:
            0, or a negative number when xlsxwriter refuses the link.
        """
        if not self.direct:
            status = int(self.write_url(row, column, address, cell_format, str(text)))
            return status if isinstance(text, str) else status | int(self.write_number(row, column, text, cell_format))
        kind, _, path = address.partition(":")
        target, _, location = ("", "", path) if kind == "internal" else path.partition("#")
        self._linked_cells.append(row << _COLUMN_BITS | column)
        self._link_targets += intern(target.replace("/", "\\")), intern(location)
        return 0

    def merge_cells(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """Merge cells (0-based) whose values and formats are written afterwards; areas must not overlap."""
        if not self.direct:
            self.merge_range(first_row, first_column, last_row, last_column, "")
            return
        self._list_merges.extend((first_row, first_column, last_row, last_column))

    def _write_row_by_cells(
        self, row: int, values: Sequence[str | float | None], formats: Sequence[Format], height: float, level: int
    ) -> int:
        status: int = self.set_row(row, height, None, {"level": level} if level else {})
        for column, (value, cell_format) in enumerate(zip(values, formats, strict=True)):
            if value is None:
                status |= self.write_blank(row, column, None, cell_format)
            elif isinstance(value, str):
                status |= self.write_string(row, column, value, cell_format)
            else:
                status |= self.write_number(row, column, value, cell_format)
        return status

    def _pack_rows(self) -> None:
        """Keep the rows that are held as packed text: those of a large batch are twenty times smaller so."""
        for first, last in _runs(self._list_rows):
            text = "".join(self._list_rows.pop(row) for row in range(first, last + 1))
            self._packed_rows.append((first, last, compress(text.encode(), 1)))
        self._held = 0

    def _write_rows(self) -> None:
        """Write the sheet's rows: xlsxwriter those that it holds, block by block, and the list rows between them."""
        first, end = self.dim_rowmin, self.dim_rowmax
        runs = [*self._packed_rows, *((*run, b"") for run in _runs(self._list_rows))]
        if not runs:
            super()._write_rows()
            return
        for top, last, held in sorted(runs):
            self._write_block(first, top - 1)
            if held:
                self.fh.write(decompress(held).decode())
            else:
                self.fh.writelines(self._list_rows.pop(row) for row in range(top, last + 1))
            first = last + 1
        self._write_block(first, end)

    def _write_block(self, first: int, last: int) -> None:
        """Let xlsxwriter write the rows that it holds from ``first`` to ``last``, if there are such."""
        whole = self.dim_rowmin, self.dim_rowmax
        if first <= last:
            self.dim_rowmin, self.dim_rowmax = first, last
            super()._write_rows()
            self.dim_rowmin, self.dim_rowmax = whole

    def _write_merge_cells(self) -> None:
        """Write the merged areas, xlsxwriter's own first."""
        if not self._list_merges:
            super()._write_merge_cells()
            return
        own = [xl_range(*area) for area in self.merge]
        self.fh.write(f'<mergeCells count="{len(own) + len(self._list_merges) // 4}">')
        self.fh.writelines(f'<mergeCell ref="{area}"/>' for area in (*own, *self._merged_areas()))
        self.fh.write("</mergeCells>")

    def _merged_areas(self) -> Iterator[str]:
        numbers = iter(self._list_merges)
        for top, left, bottom, right in zip(numbers, numbers, numbers, numbers, strict=True):
            yield f"{_letters_of(left)}{top + 1}:{_letters_of(right)}{bottom + 1}"

    def _write_hyperlinks(self) -> None:
        """Write xlsxwriter's own links, then those of the lists; cells that lead into one file share its relationship."""
        if not self._linked_cells:
            super()._write_hyperlinks()
            return
        sheet, own = self.fh, StringIO()
        self.fh = own
        super()._write_hyperlinks()
        self.fh = sheet
        self.fh.write(own.getvalue().removesuffix("</hyperlinks>") or "<hyperlinks>")
        self.fh.writelines(self._links_of_lists())
        self.fh.write("</hyperlinks>")

    def _links_of_lists(self) -> Iterator[str]:
        relationships: dict[str, str] = {}
        targets = iter(self._link_targets)
        for cell, target, location in zip(self._linked_cells, targets, targets, strict=True):
            if target and target not in relationships:
                self.rel_count += 1
                self.external_hyper_links.append(["/hyperlink", target, "External"])
                relationships[target] = f' r:id="rId{self.rel_count}"'
            place = f' location="{escape(location)}"' if location else ""
            where = f"{_letters_of(cell & _LAST_COLUMN)}{(cell >> _COLUMN_BITS) + 1}"
            yield f'<hyperlink ref="{where}"{relationships.get(target, "")}{place}/>'


class CellWorksheet(ListWorksheet):
    """A worksheet that keeps its rows cell by cell, so that a formula can be put into one afterwards."""

    def __init__(self) -> None:
        super().__init__()
        self.direct = False
