"""Formulas that a program wrote without calculating them: plain sums, also rounded, and references.

Workbooks that were never opened in Excel hold formulas without results.  The
formulas people put into these forms are sums and references to other cells;
those are calculated, everything else stays unknown and is reported, never 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.formats.worksheet_reader import place_of
from xlperf.intake.sheet import Cell, Sheet

_AREA = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?"
# All that a plain sum or a reference is made of.  What is anything else, openpyxl's tokenizer could name, but its
# package takes longer to load than fifty forms to read.
_TOKEN = lazy_pattern(
    rf"""(?P<reference>(?:(?:'[^'!\[\]]+'|[^'!\[\]\s()+,:-]+)!)?{_AREA}(?![A-Z0-9(!.]))
    |(?P<number>[0-9]+(?:\.[0-9]*)?(?:E[+-]?[0-9]{{1,3}})?|\.[0-9]+)
    |(?P<open>SUM\() |(?P<close>\)) |(?P<comma>,) |(?P<sign>[+-])""",
    re.VERBOSE | re.IGNORECASE,
)
_ROUNDED = lazy_pattern(r"=?\s*ROUND\((?P<inner>.+),\s*(?P<places>\d)\s*\)\s*", re.IGNORECASE | re.DOTALL)
_REFERENCE = lazy_pattern(rf"^(?:'?(?P<sheet>[^'!\[\]]+)'?!)?(?P<range>{_AREA})$", re.IGNORECASE)
# What may stand before a token of a sum: "sign" is also the beginning.
_MAY_FOLLOW = {
    "reference": ("sign", "open", "comma"),
    "number": ("sign", "open", "comma"),
    "open": ("sign",),
    "comma": ("reference", "number"),
    "close": ("reference", "number"),
    "sign": ("sign", "reference", "number", "close"),
}
_MOST_CELLS = 1000
# Excel takes no longer formula; forms have a handful that refer to a few cells each.
_LONGEST_FORMULA = 8192
_MOST_LOOKUPS = 500_000
_DEEPEST = 100
_MOST_DIGITS = 15
"""No form has a number with more digits before its point."""


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
        rounded = _ROUNDED.fullmatch(formula)
        if rounded is not None:
            return _rounded(self._sum(sheet, list(_tokens(rounded["inner"]))), int(rounded["places"]))
        tokens = list(_tokens(formula))
        if len(tokens) == 1 and tokens[0][0] == "reference" and ":" not in tokens[0][1]:
            target = next(self._cells(sheet, tokens[0][1]), None)
            if target is None or target.kind in ("uncached", "error"):
                raise _Unknown
            return target
        return self._sum(sheet, tokens)

    def _sum(self, sheet: int, tokens: Sequence[tuple[str, str]]) -> Decimal:
        """Return a sum of numbers, references and SUM(…); a sign before SUM holds for all that stands in it."""
        total, sign, depth = Decimal(0), 1, 0
        before = "sign"
        for kind, text in tokens:
            if before not in _MAY_FOLLOW[kind] or (kind == "comma" and not depth) or (kind == "open" and depth):
                raise _Unknown
            if kind in ("reference", "number"):
                total += sign * self._operand(sheet, kind, text)
                sign = sign if depth else 1
            elif kind == "sign":
                if depth:
                    raise _Unknown
                sign = -1 if text == "-" else 1
            else:
                depth += {"open": 1, "close": -1, "comma": 0}[kind]
                sign = 1 if kind == "close" else sign
            before = kind
        if depth or before in ("sign", "comma"):
            raise _Unknown
        return total

    def _operand(self, sheet: int, kind: str, text: str) -> Decimal:
        if kind == "number":
            return Decimal(text)
        total = Decimal(0)
        for cell in self._cells(sheet, text):
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
        (top, left), (bottom, right) = _corners(found["range"])
        if (right - left + 1) * (bottom - top + 1) > _MOST_CELLS:
            raise _Unknown
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                cell = self.settle(number, (row, column))
                if cell is not None:
                    yield cell


def _rounded(number: Decimal, places: int) -> Decimal:
    """Return a number as ROUND does: half a digit counts up."""
    if number.adjusted() > _MOST_DIGITS:
        raise _Unknown
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _tokens(formula: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and text of each token of a plain sum or reference.

    Raises:
        _Unknown: the formula holds anything else, or nothing.
    """
    text = formula.removeprefix("=").strip()
    place = 0
    while place < len(text) or not text:
        found = _TOKEN.match(text, place)
        if found is None or found.lastgroup is None:
            raise _Unknown
        yield found.lastgroup, found[0]
        place = found.end()
        while text[place : place + 1].isspace():
            place += 1


def _corners(area: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the first and last row and column of an area written as ``$A$1:B2``."""
    ends = [place_of(each) for each in area.replace("$", "").upper().split(":")]
    down, across = sorted(each[0] for each in ends), sorted(each[1] for each in ends)
    return (down[0], across[0]), (down[-1], across[-1])
