"""Formulas that a program wrote without calculating them: sums, products, quotients, rounded or the least of some, references.

Workbooks that were never opened in Excel hold formulas without results.  The
formulas people put into these forms are sums, rates (=F6/E6) and references to other
cells; those are calculated, everything else stays unknown and is reported, never 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.sheet import Cell, Sheet, place_of

_AREA = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?"
# All that such a formula is made of.  What is anything else, openpyxl's tokenizer could name, but its
# package takes longer to load than fifty forms to read.
_TOKEN = lazy_pattern(
    rf"""(?P<reference>(?:(?:'[^'!\[\]]+'|[^'!\[\]\s()+,:*/-]+)!)?{_AREA}(?![A-Z0-9(!.]))
    |(?P<number>(?:[0-9]+(?:\.[0-9]*)?(?:E[+-]?[0-9]{{1,3}})?|\.[0-9]+)%?)
    |(?P<function>(?:SUM|SUBTOTAL|ROUND|MIN|MAX)\() |(?P<open>\() |(?P<close>\)) |(?P<comma>,) |(?P<sign>[+-]) |(?P<times>[*/])""",
    re.VERBOSE | re.IGNORECASE,
)
_REFERENCE = lazy_pattern(rf"^(?:'?(?P<sheet>[^'!\[\]]+)'?!)?(?P<range>{_AREA})$", re.IGNORECASE)
_MOST_CELLS = 1000
# Excel takes no longer formula; forms have a handful that refer to a few cells each.
_LONGEST_FORMULA = 8192
_MOST_LOOKUPS = 500_000
_DEEPEST = 100
_DEEPEST_BRACKETS, _MOST_PLACES = 20, 10
_LARGEST_POWER = 100
_MOST_DIGITS = 15
"""No form has a number with more digits before its point."""


class _Unknown(Exception):
    """The formula is more than plain arithmetic or a reference, or a cell it needs is no number."""


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
        tokens = list(_tokens(formula))
        if len(tokens) == 1 and tokens[0][0] == "reference" and ":" not in tokens[0][1]:
            target = next(self._cells(sheet, tokens[0][1]), None)
            if target is None or target.kind in ("uncached", "error"):
                raise _Unknown
            return target
        if len(tokens) == 1 and tokens[0][1].endswith("%"):
            raise _Unknown  # =100% is what somebody wants reached, not a calculation
        # Looked up before anything is calculated: a chain of cells would else be as deep as all their brackets together.
        found = {text: tuple(self._cells(sheet, text)) for kind, text in tokens if kind == "reference"}
        try:
            value = _Expression(tokens, found).value()
        except ArithmeticError as error:
            raise _Unknown from error
        if value.adjusted() > _LARGEST_POWER:
            raise _Unknown
        return value

    def _cells(self, sheet: int, reference: str) -> Iterator[Cell]:
        """Yield the cells of a reference that are not blank, calculated where they are formulas."""
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


class _Expression:
    """The tokens of a formula, gone through once from the left: a product before a sum, what stands in brackets before both."""

    def __init__(self, tokens: Sequence[tuple[str, str]], found: Mapping[str, Sequence[Cell]]) -> None:
        self._tokens, self._found = [*tokens, ("end", "")], found
        self._at, self._depth = 0, 0

    def value(self) -> Decimal:
        """Return what the whole formula comes to."""
        total = self._added()
        self._expect("end")
        return total

    def _is_next(self, kind: str) -> bool:
        return self._tokens[self._at][0] == kind

    def _expect(self, kind: str) -> str:
        if not self._is_next(kind):
            raise _Unknown
        self._at += 1
        return self._tokens[self._at - 1][1]

    def _added(self) -> Decimal:
        total = self._multiplied()
        while self._is_next("sign"):
            sign = self._expect("sign")
            part = self._multiplied()
            total += -part if sign == "-" else part
        return total

    def _multiplied(self) -> Decimal:
        total = self._operand()
        while self._is_next("times"):
            is_product = self._expect("times") == "*"
            factor = self._operand()
            if not is_product and not factor:
                raise _Unknown
            total = total * factor if is_product else total / factor
        return total

    def _operand(self) -> Decimal:
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind == "number":
            return Decimal(text.rstrip("%")) / (100 if text.endswith("%") else 1)
        if kind == "reference" and ":" not in text:
            return sum(self._numbers(text), Decimal(0))
        if kind not in ("sign", "open", "function") or self._depth >= _DEEPEST_BRACKETS:
            raise _Unknown
        self._depth += 1
        if kind == "sign":
            value = self._operand() * (-1 if text == "-" else 1)
        elif kind == "open":
            value = self._added()
            self._expect("close")
        else:
            value = self._called(text.upper().rstrip("("))
        self._depth -= 1
        return value

    def _called(self, name: str) -> Decimal:
        """Return what a function comes to, behind its opening bracket."""
        arguments = [self._argument()]
        while self._is_next("comma"):
            self._at += 1
            arguments.append(self._argument())
        self._expect("close")
        if name == "ROUND":
            if [*map(len, arguments)] != [1, 1] or arguments[1][0] not in range(_MOST_PLACES):
                raise _Unknown
            return _rounded(arguments[0][0], int(arguments[1][0]))
        if name == "SUBTOTAL" and arguments.pop(0) not in ([Decimal(9)], [Decimal(109)]):
            raise _Unknown
        numbers = [each for argument in arguments for each in argument]
        if name in ("MIN", "MAX"):
            return (min if name == "MIN" else max)(numbers, default=Decimal(0))
        return sum(numbers, Decimal(0))

    def _argument(self) -> list[Decimal]:
        """Return the numbers of an argument: those of an area, or the one that an expression comes to."""
        kind, text = self._tokens[self._at]
        if kind == "reference" and self._tokens[self._at + 1][0] in ("comma", "close"):
            self._at += 1
            return list(self._numbers(text))
        return [self._added()]

    def _numbers(self, reference: str) -> Iterator[Decimal]:
        for cell in self._found[reference]:
            if not isinstance(cell.value, Decimal):
                raise _Unknown
            yield cell.value


def _rounded(number: Decimal, places: int) -> Decimal:
    """Return a number as ROUND does: half a digit counts up."""
    if number.adjusted() > _MOST_DIGITS:
        raise _Unknown
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _tokens(formula: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and text of each token of plain arithmetic.

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
