"""A workbook as the readers deliver it: cells that exist, merges, what is hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

CellKind = Literal["text", "number", "date", "boolean", "error", "uncached"]
"""``error`` is an Excel error value such as ``#REF!``; ``uncached`` is a formula
that was never calculated, so that its value is unknown."""


def column_letters(column: int) -> str:
    """Return the letters of a 1-based column number: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """Return the A1 address of a 1-based row and column."""
    return f"{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One stored cell.

    Attributes:
        value: text, an exact decimal, a date, a truth value, or the formula's text for ``uncached``.
        kind: what the value is.
        number_format: the Excel format code, ``General`` when there is none.
        formula: True when the value is the result of a formula.
        computed: True when the file held no result and xlperf calculated it.
    """

    value: str | Decimal | date | bool
    kind: CellKind
    number_format: str = "General"
    formula: bool = False
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, 1-based, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{address(self.top, self.left)}:{address(self.bottom, self.right)}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: only the cells that exist, by (row, column), 1-based.

    ``cells`` never holds blank cells.  ``cut_off`` tells that cells beyond the
    limits were not looked at.
    """

    name: str
    state: Literal["visible", "hidden", "veryHidden"]
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    cut_off: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook in memory.

    Attributes:
        container: what the file is by its content: ``xlsx``, ``xlsm``, ``xls``, ``ods``, ``xlsb``.
        sheets: in the order of the tabs.
        has_macros: the package carries VBA code (never run).
        has_external_links: formulas may point into other workbooks.
    """

    container: str
    sheets: tuple[Sheet, ...]
    has_macros: bool = False
    has_external_links: bool = False
