"""What a plain formula is made of: arithmetic, comparisons, references, functions; it is understood whole or not at all.

Own code: the packages that calculate workbooks (formulas, pycel) load numpy and the whole workbook, reckon in binary
fractions and pass over what they do not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.formats.formulas.formula_functions import (
    Factor,
    Part,
    Result,
    UnknownResult,
    called,
    compared,
    content_of,
    number_of,
    quotient,
    sum_of_products,
    written,
)
from xlperf.intake.sheet import Cell

AREA = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?"
# All that such a formula is made of.  What is anything else, openpyxl's tokenizer could name, but its
# package takes longer to load than fifty forms to read.
_TOKEN = lazy_pattern(
    rf"""(?P<reference>(?:(?:'[^'!\[\]]+'|[^'"!\[\]\s()+,;:*/=<>&-]+)!)?{AREA}(?![A-Z0-9(!.]))
    |(?P<number>(?:[0-9]+(?:\.[0-9]*)?(?:E[+-]?[0-9]{{1,3}})?|\.[0-9]+)%?) |(?P<text>"(?:[^"]|"")*")
    |(?P<function>[A-Z]{{2,10}}\() |(?P<open>\() |(?P<close>\)) |(?P<comma>[,;])
    |(?P<sign>[+-]) |(?P<times>[*/]) |(?P<join>&) |(?P<compare><>|<=|>=|[=<>])""",
    re.VERBOSE | re.IGNORECASE,
)
_DEEPEST_BRACKETS = 20


def tokens_of(formula: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and text of each token of a formula.

    Raises:
        UnknownResult: the formula holds anything else, or nothing.
    """
    text = formula.removeprefix("=").strip()
    place = 0
    while place < len(text) or not text:
        found = _TOKEN.match(text, place)
        if found is None or found.lastgroup is None:
            raise UnknownResult
        yield found.lastgroup, found[0]
        place = found.end()
        while text[place : place + 1].isspace():
            place += 1


class Expression:
    """The tokens of a formula, gone through once from the left, a product before a sum, what stands in brackets before both.

    What is gone through is reckoned afterwards, so that the branch which a condition does not take is never looked at.
    """

    def __init__(self, tokens: Sequence[tuple[str, str]], found: Mapping[str, tuple[Sequence[Cell | None], int]]) -> None:
        """Take the tokens, and the cells of each reference row by row (None for a blank one) with how many are in a row."""
        self._tokens, self._found = [*tokens, ("end", "")], found
        self._at, self._depth = 0, 0

    def result(self) -> Result:
        """Return what the whole formula comes to."""
        whole = self._compared()
        self._expect("end")
        return whole()

    def _is_next(self, kind: str) -> bool:
        return self._tokens[self._at][0] == kind

    def _expect(self, kind: str) -> str:
        if not self._is_next(kind):
            raise UnknownResult
        self._at += 1
        return self._tokens[self._at - 1][1]

    def _compared(self) -> Part:
        left = self._joined()
        if not self._is_next("compare"):
            return left
        sign, right = self._expect("compare"), self._joined()
        return lambda: compared(sign, left(), right())

    def _joined(self) -> Part:
        parts = [self._added()]
        while self._is_next("join"):
            self._at += 1
            parts.append(self._added())
        return parts[0] if len(parts) == 1 else lambda: "".join(written(each()) for each in parts)

    def _added(self) -> Part:
        parts = [(1, self._multiplied())]
        while self._is_next("sign"):
            parts.append((-1 if self._expect("sign") == "-" else 1, self._multiplied()))
        if len(parts) == 1:
            return parts[0][1]
        return lambda: sum((sign * number_of(each()) for sign, each in parts), Decimal(0))

    def _multiplied(self) -> Part:
        first, parts = self._operand(), list[tuple[str, Part]]()
        while self._is_next("times"):
            parts.append((self._expect("times"), self._operand()))
        if not parts:
            return first

        def total() -> Decimal:
            found = number_of(first())
            for sign, each in parts:
                found = found * number_of(each()) if sign == "*" else quotient(found, number_of(each()))
            return found

        return total

    def _operand(self) -> Part:
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind == "number":
            number = Decimal(text.rstrip("%")) / (100 if text.endswith("%") else 1)
            return lambda: number
        if kind == "text":
            return lambda: text[1:-1].replace('""', '"')
        if kind == "reference" and ":" not in text:
            return lambda: content_of(self._found[text][0][0])
        if kind not in ("sign", "open", "function") or self._depth >= _DEEPEST_BRACKETS:
            raise UnknownResult
        self._depth += 1
        if kind == "sign":
            part = self._signed(text)
        elif kind == "open":
            part = self._compared()
            self._expect("close")
        else:
            part = self._called(text.upper().rstrip("("))
        self._depth -= 1
        return part

    def _signed(self, sign: str) -> Part:
        inner = self._operand()
        return lambda: number_of(inner()) * (-1 if sign == "-" else 1)

    def _called(self, name: str) -> Part:
        """Return a function behind its opening bracket."""
        if name == "SUMPRODUCT":
            return self._product_of_areas()
        arguments = [self._argument()]
        while self._is_next("comma"):
            self._at += 1
            arguments.append(self._argument())
        self._expect("close")
        return lambda: called(name, arguments)

    def _argument(self) -> Factor:
        """Return what is in an argument: all that is in an area, or the one thing that an expression comes to."""
        kind, text = self._tokens[self._at]
        if kind == "reference" and self._tokens[self._at + 1][0] in ("comma", "close"):
            self._at += 1
            cells, width = self._found[text]
            return Factor(lambda: [content_of(each) for each in cells], width)
        part = self._compared()
        return Factor(lambda: [part()], 0)

    def _product_of_areas(self) -> Part:
        """Return the sum of the products of areas: SUMPRODUCT(E7:E9*1), SUMPRODUCT(E7:E9,F7:F9)."""
        factors = [self._factor()]
        while not self._is_next("close"):
            if not self._is_next("comma") and self._expect("times") != "*":
                raise UnknownResult
            self._at += self._is_next("comma")
            factors.append(self._factor())
        self._expect("close")
        return lambda: sum_of_products(factors)

    def _factor(self) -> Factor:
        in_brackets = self._is_next("open")
        self._at += in_brackets
        if self._is_next("number"):
            number = self._operand()
            found = Factor(lambda: [number()], 0)
        else:
            cells, width = self._found[self._expect("reference")]
            found = Factor(lambda: [content_of(each) for each in cells], width)
        if in_brackets:
            self._expect("close")
        return found
