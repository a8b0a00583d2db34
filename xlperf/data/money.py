"""Units of money (金额单位): how many 元 each is, and up to where a sum can be trusted in a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Literal

from xlperf.data.names import bare

AmountUnit = Literal["元", "万元"]
"""The units that a form is printed in."""

YUAN: AmountUnit = "元"
WAN: AmountUnit = "万元"

YUAN_PER: Mapping[str, Decimal] = {
    "元": Decimal(1),
    "百元": Decimal(100),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "十万元": Decimal(100_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}
"""How many 元 each unit is that an amount may be written in."""


def form_unit(printed: str) -> AmountUnit:
    """Return the unit that a form is shown and printed in, of the unit that its amounts are written in: 千元 is shown in 元."""
    return YUAN if YUAN_PER[printed] < YUAN_PER[WAN] else WAN


def coarse_unit(printed: str) -> str:
    """Return the unit that amounts are written in where it is coarser than 万元 (亿元): they are rounded in it; else nothing."""
    return printed if YUAN_PER[printed] > YUAN_PER[WAN] else ""


LARGEST_AMOUNT = Decimal(10) ** 13
"""From here on Excel's sums, which are doubles, do not hold two decimals; such an amount (元) is listed as text and not summed."""

_CENT = Decimal("0.01")


def in_unit(amount: Decimal, unit: str) -> Decimal:
    """Return an amount of 元 in another unit."""
    return amount if unit == YUAN else amount / YUAN_PER[unit]


def money_text(amount: Decimal, unit: str = YUAN) -> str:
    """Return an amount of 元 with thousands commas, in 元, 万元 or another unit, at least two decimals."""
    whole, _, decimals = f"{in_unit(amount, unit).normalize():,f}".partition(".")
    return f"{whole}.{decimals.ljust(2, '0')}"


_PLACES = 2
"""Decimals below which a 万元 amount is not taken for a rounded one: such tables print two, and 48 = 32 + 17 is no rounding."""


def rounding_slack(amounts: Sequence[Decimal], unit: str, fewest: int = _PLACES) -> Decimal:
    """Return in 元 how far a sum of printed numbers may be off: half of the last printed digit of each that is not 0.

    Only a form in 万元, or in 亿元, prints rounded numbers; 元 are written to the cent.

    Args:
        amounts: in 元; unit: of the form; fewest: decimals that are taken to be printed though all numbers end before.
    """
    if YUAN_PER[unit] < YUAN_PER[WAN]:
        return Decimal(0)
    printed = [in_unit(each, unit).normalize() for each in amounts if each]
    places = max((-exponent for each in printed if isinstance(exponent := each.as_tuple().exponent, int)), default=0)
    return Decimal(len(printed)) * YUAN_PER[unit] * Decimal(5).scaleb(-max(places, fewest) - 1)


def in_wan(amount: Decimal) -> Decimal:
    """Return an amount of 元 in 万元, as published: two decimals, half up."""
    return in_unit(amount, WAN).quantize(_CENT, ROUND_HALF_UP)


def is_summed(amount: Decimal) -> bool:
    """Tell whether an amount of 元 enters the sums of a workbook."""
    return amount.is_finite() and abs(amount) < LARGEST_AMOUNT


def figure_of(text: str) -> Decimal | None:
    """Return the number that a text is, thousands set off or not; None for any other text."""
    try:
        number = Decimal(bare(text).replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
