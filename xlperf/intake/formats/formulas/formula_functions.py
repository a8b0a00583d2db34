"""What the functions of plain formulas come to: sums, products of areas, conditions, comparisons, rounding.

Spreadsheets know hundreds, budget systems print a dozen.  What one comes to follows from numbers alone: a text among the
cells of a sum, which Excel passes over, may be the amount that somebody typed as 48万元.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import Any, NamedTuple, TypeAlias

from xlperf.intake.sheet import Cell

_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {"=": eq, "<>": ne, "<": lt, ">": gt, "<=": le, ">=": ge}
_ROUNDINGS = {"ROUND": ROUND_HALF_UP, "ROUNDUP": ROUND_UP, "ROUNDDOWN": ROUND_DOWN, "TRUNC": ROUND_DOWN, "INT": ROUND_FLOOR}
_ARGUMENTS = {"IF": 3, "IFERROR": 2}
_SUMS = ([Decimal(9)], [Decimal(109)])
"""What SUBTOTAL calls a sum."""
_MOST_PLACES = 10
_MOST_DIGITS = 15
"""No form has a number with more digits before its point."""

Result: TypeAlias = Decimal | str | bool | None
"""What a part of a formula comes to; None for a blank cell."""
Part: TypeAlias = Callable[[], Result]


class Factor(NamedTuple):
    """An argument: what is in it, and how many cells are in a row of its area; 0 for what is no area."""

    values: Callable[[], list[Result]]
    width: int


class UnknownResult(Exception):
    """The formula is more than what is understood here, or a cell it needs is no number."""


class _Fault(UnknownResult):
    """The part is certainly an error in Excel too: a division by nought, a cell that holds an error."""


def called(name: str, arguments: Sequence[Factor]) -> Result:
    """Return what a function comes to.

    Raises:
        UnknownResult: nobody knows it here, or it takes other arguments.
    """
    if name in _ARGUMENTS:
        return _chosen(name, [each.values for each in arguments])
    values = [each.values() for each in arguments]
    if name in _ROUNDINGS:
        return _rounded(name, values)
    if name in ("AND", "OR", "NOT"):
        truths = [_truth(each) for value in values for each in value]
        return all(truths) if name == "AND" else any(truths) if name == "OR" else not _only(truths)
    if name == "SUBTOTAL" and values.pop(0) not in _SUMS:
        raise UnknownResult
    return _of_numbers(name, [number_of(each) for value in values for each in value if each not in (None, "")])


def _of_numbers(name: str, numbers: Sequence[Decimal]) -> Decimal:
    if name in ("SUM", "SUBTOTAL"):
        return sum(numbers, Decimal(0))
    if name in ("MIN", "MAX"):
        return (min if name == "MIN" else max)(numbers, default=Decimal(0))
    if name == "AVERAGE":
        return quotient(sum(numbers, Decimal(0)), Decimal(len(numbers)))
    if name == "ABS" and len(numbers) == 1:
        return abs(numbers[0])
    raise UnknownResult


def _chosen(name: str, arguments: Sequence[Callable[[], list[Result]]]) -> Result:
    """Return the branch that a condition chooses, or what is to stand in place of an error."""
    if len(arguments) != _ARGUMENTS[name]:
        raise UnknownResult
    if name == "IF":
        return _only(arguments[1 if _truth(_only(arguments[0]())) else 2]())
    try:
        return _only(arguments[0]())
    except _Fault:
        return _only(arguments[1]())


def _rounded(name: str, values: list[list[Result]]) -> Decimal:
    """Return a number as ROUND and its like do: half a digit counts up, or each, or none."""
    if name == "INT" and len(values) == 1:
        values = [*values, [Decimal(0)]]
    if [*map(len, values)] != [1, 1]:
        raise UnknownResult
    number, places = number_of(values[0][0]), number_of(values[1][0])
    if places not in range(_MOST_PLACES) or number.adjusted() > _MOST_DIGITS:
        raise UnknownResult
    return number.quantize(Decimal(1).scaleb(-int(places)), _ROUNDINGS[name])


def sum_of_products(factors: Sequence[Factor]) -> Decimal:
    """Return what SUMPRODUCT comes to: the products of the cells at the same place of areas of one shape."""
    values = [[number_of(each) for each in factor.values()] for factor in factors]
    shapes = {(len(each), factor.width) for each, factor in zip(values, factors, strict=True) if factor.width}
    if len(shapes) != 1:
        raise UnknownResult
    ((count, _),) = shapes
    total = Decimal(0)
    for at in range(count):
        product = Decimal(1)
        for each, factor in zip(values, factors, strict=True):
            product *= each[at if factor.width else 0]
        total += product
    return total


def quotient(one: Decimal, two: Decimal) -> Decimal:
    """Return how often one number is in another; a division by nought is an error, in whose place IFERROR puts something."""
    if not two:
        raise _Fault
    return one / two


def compared(sign: str, one: Result, two: Result) -> bool:
    """Return how two parts compare; of texts only whether they are the same, in small letters or capital ones."""
    if not isinstance(one, str) and not isinstance(two, str):
        return _COMPARISONS[sign](number_of(one), number_of(two))
    if sign not in ("=", "<>"):
        raise UnknownResult
    pair = ("" if each is None else each.lower() if isinstance(each, str) else each for each in (one, two))
    return _COMPARISONS[sign](*pair)


def content_of(cell: Cell | None) -> Result:
    """Return the number or the text in a cell, None for a blank one."""
    if cell is None:
        return None
    if cell.kind == "error":
        raise _Fault
    if not isinstance(cell.value, Decimal | str) or cell.kind == "uncached":
        raise UnknownResult
    return cell.value


def number_of(value: Result) -> Decimal:
    """Return a part as the number that it is reckoned with: nought for a blank, one for what is true."""
    if isinstance(value, str):
        raise UnknownResult
    return Decimal(value or 0)


def written(value: Result) -> str:
    """Return a part as & joins it; how the decimals of a number look depends on how it is stored."""
    if isinstance(value, bool) or (isinstance(value, Decimal) and value != value.to_integral_value()):
        raise UnknownResult
    return value if isinstance(value, str) else "" if value is None else format(value.to_integral_value(), "f")


def _truth(value: Result) -> bool:
    return value if isinstance(value, bool) else bool(number_of(value))


def _only(values: Sequence[Result]) -> Result:
    if len(values) != 1:
        raise UnknownResult
    return values[0]
