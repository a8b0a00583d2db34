"""A workbook as the readers deliver it: cells that exist, merges, what is hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from string import ascii_uppercase
from typing import Literal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.errors import RefusedFile

_PLACE = lazy_pattern(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
SheetState = Literal["visible", "hidden", "veryHidden"]
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


@lru_cache(maxsize=8192)
def place_of(cell: str) -> tuple[int, int]:
    """Return the row and column of an A1 address, 1-based.

    Raises:
        ValueError: it is none.
    """
    found = _PLACE.fullmatch(cell)
    if found is None:
        raise ValueError(cell)
    return int(found[2]), column_number(found[1])


@lru_cache(maxsize=512)
def column_number(letters: str) -> int:
    """Return the 1-based number of a column: A is 1, AA is 27."""
    number = 0
    for each in letters.upper():
        number = number * 26 + ord(each) - 64
    return number


def row_of(cell: str) -> int:
    """Return the row (1-based) of an A1 address."""
    return int(cell.lstrip(ascii_uppercase))


_LARGEST_POWER = 308


def can_be_stored(number: Decimal) -> bool:
    """True for a number that a spreadsheet can hold: 1E+999999 in a page or an .ods would be written out digit by digit."""
    return number.is_finite() and (not number or abs(number.adjusted()) <= _LARGEST_POWER)


@dataclass(frozen=True, slots=True)
class Cell:
    """One stored cell.

    Attributes:
        value: text, an exact decimal, a date, a truth value, or the formula's text for ``uncached``.
        kind: what the value is.
        number_format: the Excel format code, ``General`` when there is none.
        formula: True when the value is the result of a formula.
        computed: True when the file held no result and xlperf calculated it.
        stored: the exact number behind a date, None where the file holds a date as such.
        from_1904: a number of days counts from 1904 and not from 1900, as in workbooks of old Macs.
    """

    value: str | Decimal | date | bool
    kind: CellKind
    number_format: str = "General"
    formula: bool = False
    computed: bool = False
    stored: Decimal | None = None
    from_1904: bool = False


AsideKind = Literal["struck", "hidden", "picture", "lost", "text_box", "cut", "comment"]
"""``struck`` is text with a line through it, which is deleted; ``hidden`` text that is not shown;
``picture`` a picture that stands in the cell itself; ``lost`` a text or number that the file no longer holds;
``text_box`` the text of a box that lies over the cell; ``cut`` what is shown of a text that its cell is too small for;
``comment`` what stands in a comment on the cell."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """Content of a cell that is no value of it, so that it can be told and is neither read nor lost."""

    kind: AsideKind
    text: str


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, 1-based, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Return True for a cell within the area."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def __str__(self) -> str:
        return f"{address(self.top, self.left)}:{address(self.bottom, self.right)}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: only the cells that exist, by (row, column), 1-based.

    ``cells`` never holds blank cells.  ``cut_off`` tells that cells beyond the
    limits were not looked at.  ``set_aside`` holds what was found at a cell and
    is no value, whether or not the cell has one beside it.  ``unread`` is why a sheet
    could not be read beside others that could: it has no cells then.  ``page_header`` is
    what is printed over every page and stands in no cell.
    """

    name: str
    state: SheetState
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    cut_off: bool = False
    set_aside: Mapping[tuple[int, int], SetAside] = field(default_factory=dict)
    unread: RefusedFile | None = None
    page_header: str = ""


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook in memory.

    Attributes:
        container: what the file is by its content: ``xlsx``, ``xlsm``, ``xls``, ``ods``, ``xlsb``.
        sheets: in the order of the tabs.
        has_macros: the package carries VBA code (never run).
        has_external_links: formulas may point into other workbooks.
        embedded: how many files with words of a form are embedded as objects; they are not read.
    """

    container: str
    sheets: tuple[Sheet, ...]
    has_macros: bool = False
    has_external_links: bool = False
    embedded: int = 0
