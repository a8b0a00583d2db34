"""Formulas that a program wrote without calculating them: plain sums and references.

Workbooks that were never opened in Excel hold formulas without results.  The
formulas people put into these forms are sums and references to other cells;
those are calculated, everything else stays unknown and is reported, never 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.utils.cell import range_boundaries

from xlperf.intake.sheet import Cell, Sheet

_REFERENCE = re.compile(r"^(?:'?(?P<sheet>[^'!\[\]]+)'?!)?(?P<range>\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?)$")
_MOST_CELLS = 1000
# Excel takes no longer formula; forms have a handful that refer to a few cells each.
_LONGEST_FORMULA = 8192
_MOST_LOOKUPS = 500_000
_DEEPEST = 100


class _Unknown(Exception):
    """The formula is more than a sum or a reference, or a cell it needs is no number."""


def calculate(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """Return the sheets with every plain formula that has no stored result calculated.

    A calculated cell keeps ``formula`` and gets ``computed``; a formula that
    cannot be calculated keeps the kind ``uncached``.
    """
    if not any(cell.kind == "uncached" for sheet in sheets for cell in sheet.cells.values()):
        return sheets
    tables = [dict(sheet.cells) for sheet in sheets]
    # Of two sheets of one name, which no program of offices writes but some files have, a reference means the first.
    numbers = {sheet.name: number for number, sheet in reversed(tuple(enumerate(sheets)))}
    calculator = _Calculator(tables, numbers)
    for number, cells in enumerate(tables):
        for place in [each for each, cell in cells.items() if cell.kind == "uncached"]:
            calculator.settle(number, place)
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
        except _Unknown:
            self._unknown.add(key)
            return cell
        finally:
            self._under_way.discard(key)
        kind = value.kind if isinstance(value, Cell) else "number"
        settled = Cell(value.value if isinstance(value, Cell) else value, kind, cell.number_format, True, True)
        cells[place] = settled
        return settled

    def _value(self, sheet: int, formula: str) -> Cell | Decimal:
        if len(formula) > _LONGEST_FORMULA or self._lookups > _MOST_LOOKUPS:
            raise _Unknown
        try:
            tokens = [each for each in Tokenizer(formula).items if each.type != Token.WSPACE]
        except (TokenizerError, IndexError) as error:  # no formula that openpyxl can take apart
            raise _Unknown from error
        if not tokens:
            raise _Unknown
        if len(tokens) == 1 and tokens[0].subtype == Token.RANGE and ":" not in tokens[0].value:
            target = next(self._cells(sheet, tokens[0].value), None)
            if target is None or target.kind in ("uncached", "error"):
                raise _Unknown
            return target
        total, sign, depth = Decimal(0), 1, 0
        for token in tokens:
            if token.type == Token.FUNC:
                depth += 1 if token.subtype == Token.OPEN else -1
                if (token.subtype == Token.OPEN and token.value.upper() != "SUM(") or depth > 1:
                    raise _Unknown
            elif token.type == Token.OPERAND:
                total += sign * self._operand(sheet, token)
                sign = sign if depth else 1
            elif token.type in (Token.OP_IN, Token.OP_PRE) and token.value in "+-" and not depth:
                sign = -1 if token.value == "-" else 1
            elif token.type != Token.SEP:
                raise _Unknown
        if depth or tokens[-1].type in (Token.OP_IN, Token.OP_PRE):
            raise _Unknown
        return total

    def _operand(self, sheet: int, token: Token) -> Decimal:
        if token.subtype == Token.NUMBER:
            return Decimal(token.value)
        if token.subtype != Token.RANGE:
            raise _Unknown
        total = Decimal(0)
        for cell in self._cells(sheet, token.value):
            if not isinstance(cell.value, Decimal):
                raise _Unknown
            total += cell.value
        return total

    def _cells(self, sheet: int, reference: str) -> Iterator[Cell]:
        """Yield the cells of a reference that are not blank."""
        found = _REFERENCE.match(reference)
        number = self._numbers.get(found["sheet"]) if found and found["sheet"] else sheet
        if found is None or number is None:
            raise _Unknown
        left, top, right, bottom = (each or 1 for each in range_boundaries(found["range"]))
        if (right - left + 1) * (bottom - top + 1) > _MOST_CELLS:
            raise _Unknown
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                cell = self.settle(number, (row, column))
                if cell is not None:
                    yield cell
