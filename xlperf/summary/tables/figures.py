"""Numbers on their way into cells: a cell holds a double, so exactness is checked."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from xlperf.data.money import is_summed
from xlperf.forms.form import Field

_CENT = Decimal("0.01")

UNREAD_FORMULA = "（公式未计算）"


def cents(amount: Decimal) -> Decimal:
    """Return an amount in 元 rounded half up to 分, as money is rounded (handbook 6.3)."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


def cell_number(number: Decimal) -> float | None:
    """Return the double that a cell shows as exactly this number, None when there is none."""
    if not number.is_finite():
        return None
    double = float(number)
    return double if Decimal(f"{double:.15g}") == number else None


def amount_in(field: Field | None) -> Decimal | str | None:
    """Return an amount as the summary lists it.

    Returns:
        the amount in 元 rounded to 分; the text as it stands when it is no amount or
        too large for a cell, so that it is shown and never taken for 0; None when blank.
    """
    if field is None or (field.blank and not field.notes):
        return None
    if isinstance(field.value, Decimal) and is_summed(field.value):
        return cents(field.value)
    return field.raw.strip() or (UNREAD_FORMULA if "uncached" in field.notes else None)
