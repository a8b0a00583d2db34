"""Formulas that a program wrote without calculating them: sums, products, quotients, conditions, rounding, references.

Workbooks that were never opened in Excel hold formulas without results.  The formulas people and budget systems put
into these forms are sums, rates (=IF(E6=0,0,F6/E6)) and references to other cells; those are calculated, everything
else stays unknown and is reported with its formula, never 0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.formats.formulas.formula_functions import Result, UnknownResult
from xlperf.intake.formats.formulas.formula_grammar import AREA, Expression, tokens_of
from xlperf.intake.sheet import Cell, Sheet, place_of

_REFERENCE = lazy_pattern(rf"^(?:'?(?P<sheet>[^'!\[\]]+)'?!)?(?P<range>{AREA})$", re.IGNORECASE)
_MOST_CELLS = 1000
# Excel takes no longer formula; forms have a handful that refer to a few cells each.
_LONGEST_FORMULA = 8192
_MOST_LOOKUPS = 500_000
_DEEPEST = 100
_LARGEST_POWER = 100


def calculate(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """Return the sheets with every plain formula that has no stored result calculated.

    A calculated cell keeps ``formula`` and gets ``computed``; a formula that
    cannot be calculated keeps the kind ``uncached``.
    """
    if not any(cell.kind == "uncached" for sheet in sheets for cell in sheet.cells.values()):
        return sheets
    tables = [dict(sheet.cells) for sheet in sheets]
    # Of two sheets of one name, which no program of offices writes but some files have, a reference means the first.
    numbers = {sheet.name: number for number, sheet in reversed(tuple(enumerate(sheets))) if sheet.unread is None}
    calculator = _Calculator(tables, numbers)
    for number, cells in enumerate(tables):
        for place in [each for each, cell in cells.items() if cell.kind == "uncached"]:
            calculator.settle(number, place)
    tables = [{place: cell for place, cell in cells.items() if not cell.computed or cell.value != ""} for cells in tables]
    return tuple(replace(sheet, cells=cells) for sheet, cells in zip(sheets, tables, strict=True))


class _Calculator:
    def __init__(self, tables: Sequence[dict[tuple[int, int], Cell]], numbers: Mapping[str, int]) -> None:
        self._tables = tables
        self._numbers = numbers
        self._under_way: set[tuple[int, tuple[int, int]]] = set()
        self._unknown: set[tuple[int, tuple[int, int]]] = set()
        self._lookups = 0

    def settle(self, sheet: int, place: tuple[int, int]) -> Cell | None:
        """Return a cell, calculated when it is a formula without a result."""
        cells = self._tables[sheet]
        cell = cells.get(place)
        self._lookups += 1
        key = (sheet, place)
        if cell is None or cell.kind != "uncached" or key in self._unknown or key in self._under_way:
            return cell
        if len(self._under_way) >= _DEEPEST:
            return cell
        self._under_way.add(key)
        try:
            value = self._value(sheet, str(cell.value))
        except UnknownResult:
            self._unknown.add(key)
            return cell
        finally:
            self._under_way.discard(key)
        kind = value.kind if isinstance(value, Cell) else "text" if isinstance(value, str) else "number"
        settled = Cell(value.value if isinstance(value, Cell) else value, kind, cell.number_format, True, True)
        cells[place] = settled
        return settled

    def _value(self, sheet: int, formula: str) -> Cell | Decimal | str:
        if len(formula) > _LONGEST_FORMULA or self._lookups > _MOST_LOOKUPS:
            raise UnknownResult
        tokens = list(tokens_of(formula))
        if len(tokens) == 1 and tokens[0][0] == "reference" and ":" not in tokens[0][1]:
            target = self._cells(sheet, tokens[0][1])[0][0]
            if target is None or target.kind in ("uncached", "error"):
                raise UnknownResult
            return target
        if len(tokens) == 1 and tokens[0][1].endswith("%"):
            raise UnknownResult  # =100% is what somebody wants reached, not a calculation
        # Looked up before anything is calculated: a chain of cells would else be as deep as all their brackets together.
        found = {text: self._cells(sheet, text) for kind, text in tokens if kind == "reference"}
        try:
            value: Result = Expression(tokens, found).result()
        except ArithmeticError as error:
            raise UnknownResult from error
        if not isinstance(value, Decimal | str) or (isinstance(value, Decimal) and value.adjusted() > _LARGEST_POWER):
            raise UnknownResult
        return value

    def _cells(self, sheet: int, reference: str) -> tuple[list[Cell | None], int]:
        """Return the cells of a reference row by row, calculated where they are formulas, and how many are in a row."""
        found = _REFERENCE.match(reference)
        number = self._numbers.get(found["sheet"]) if found and found["sheet"] else sheet
        if found is None or number is None:
            raise UnknownResult
        (top, left), (bottom, right) = _corners(found["range"])
        width = right - left + 1
        if width * (bottom - top + 1) > _MOST_CELLS:
            raise UnknownResult
        places = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        return [self.settle(number, place) for place in places], width


def _corners(area: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the first and last row and column of an area written as ``$A$1:B2``."""
    ends = [place_of(each) for each in area.replace("$", "").upper().split(":")]
    down, across = sorted(each[0] for each in ends), sorted(each[1] for each in ends)
    return (down[0], across[0]), (down[-1], across[-1])
