"""A document laid out as one sheet: its tables and the lines between them, one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.limits import Limits
from xlperf.intake.refusals import too_large, too_many_cells, too_many_merges
from xlperf.intake.sheet import Area, Cell, SetAside, Sheet

_NUMBER = lazy_pattern(r"-?(?:0|[1-9]\d{0,14}|[1-9]\d{0,2}(?:,\d{3}){1,4})(?:\.(?P<decimals>\d{1,10}))?(?P<percent>%?)")
_ERROR = lazy_pattern(r"#(?:VALUE!|REF!|DIV/0!|NAME\?|NUM!|NULL!|N/A)|Err:5\d\d")
"""What spreadsheet programs write in place of a result into a page or a text; Err:5… is LibreOffice's."""
_MOST_ROWS = 1 << 20


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a table as its document states it: the text or cell, its span, what stands there and is no value of it.

    ``hidden``: it is not shown though its row is, as cells of a hidden column are written.
    """

    content: str | Cell
    columns: int = 1
    rows: int = 1
    aside: SetAside | None = None
    hidden: bool = False


class DocumentGrid:
    """Rows of cells with spans, put one below the other.

    Args:
        name: of the sheet that comes out.
        limits: upper bounds on cells, columns and merged areas.
    """

    def __init__(self, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merges: list[Area] = []
        self._row = 0
        self._held: dict[int, int] = {}
        self._hidden: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._cut_off = False
        self._set_aside: dict[tuple[int, int], SetAside] = {}

    def line(self, text: str, aside: SetAside | None = None, hidden: bool = False) -> None:
        """Add a line of text that stands outside of tables; blank lines are left out."""
        if text.strip() or aside is not None:
            self.end_table()
            self.row([GridCell(text.strip(), aside=aside)], hidden)

    def row(self, cells: Sequence[GridCell], hidden: bool = False) -> None:
        """Add a row of a table: each cell goes to the next column that no cell from above reaches into."""
        self._row += 1
        if self._row > _MOST_ROWS:
            raise too_large(f"文档里的表格超过 {_MOST_ROWS} 行的上限。")
        if hidden:
            self._hidden.add(self._row)
        column = 1
        for each in cells:
            while self._held.get(column, 0) >= self._row:
                column += 1
            self._put(column, each)
            column += max(1, each.columns)

    def end_table(self) -> None:
        """Let cells that span further rows than their table has end with it."""
        self._held.clear()

    def sheet(self) -> Sheet:
        """Return the sheet; merged areas end where the tables do."""
        merges = []
        for each in self._merges:
            area = Area(each.top, each.left, min(each.bottom, self._row), each.right)
            if area.top != area.bottom or area.left != area.right:
                merges.append(area)
        hidden = frozenset(self._hidden), frozenset(self._hidden_columns)
        return Sheet(self._name, "visible", self._cells, tuple(merges), *hidden, self._cut_off, self._set_aside)

    def _put(self, column: int, cell: GridCell) -> None:
        if column > self._limits.columns:
            self._cut_off = True
            return
        if cell.hidden:
            self._hidden_columns.add(column)
        columns = max(1, min(cell.columns, self._limits.columns - column + 1))
        bottom = self._row + max(1, cell.rows) - 1
        content = stored(cell.content) if isinstance(cell.content, str) else cell.content
        if cell.aside is not None:
            self._set_aside[self._row, column] = cell.aside
        if content is not None:
            if len(self._cells) >= self._limits.cells_per_sheet:
                raise too_many_cells(self._name, self._limits)
            self._cells[self._row, column] = content
        if bottom > self._row:
            self._held.update((each, bottom) for each in range(column, column + columns))
        if columns > 1 or bottom > self._row:
            if len(self._merges) >= self._limits.merges_per_sheet:
                raise too_many_merges(self._name, self._limits)
            self._merges.append(Area(self._row, column, bottom, column + columns - 1))


def stored(text: str) -> Cell | None:
    """Return what a cell of a document holds: a number where it is nothing else and no code, an error of a formula, else text."""
    text = text.strip()
    if not text:
        return None
    found = _NUMBER.fullmatch(text)
    if found is None:
        return Cell(text, "error" if _ERROR.fullmatch(text) else "text")
    decimals = len(found["decimals"] or "")
    number = Decimal(text.replace(",", "").rstrip("%"))
    pattern = ("#,##0" if "," in text else "0") + (f".{'0' * decimals}" if decimals else "")
    if found["percent"]:
        return Cell(number.scaleb(-2), "number", f"{pattern}%")
    return Cell(number, "number", pattern if decimals or "," in text else "General")
