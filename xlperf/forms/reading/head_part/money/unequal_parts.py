"""Parts of a part that do not add up to it: 财政拨款 | 80 over 上级补助 | 50 and 本级安排 | 20.

Whether what a form lists below a part is all of it, only some labels say; of any others a part may be listed, and nothing is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.money import WAN, YUAN_PER, form_unit, money_text, rounding_slack
from xlperf.forms.form import Field, Remark
from xlperf.forms.layouts.label_keys import own_name
from xlperf.forms.layouts.layout import MoneyDetail
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.form_text import bare_key
from xlperf.forms.values.wordings import wording

PARTS_DIFFER = "parts_differ"
"""Kind of the remark on an amount whose parts, all of them listed below it, do not add up to it."""
_FROM_ABOVE = lazy_pattern(wording("money_from_above"))
_OF_OWN_LEVEL = lazy_pattern(wording("money_of_own_level"))
_LEAST, _LEAST_OF_WAN = Decimal("0.005"), Decimal("0.5")
"""Differences in 元 that are no fault: less than a cent, or less than 元 in a form in 万元."""
_MOST_ROWS = 8
_FISCAL = "fiscal"

Row = tuple[Spot, Field, Decimal]
"""The label of a row, what was read beside it, and its amount."""


def is_all(role: str, rows: Sequence[Row], details: Mapping[tuple[int, int], MoneyDetail]) -> bool:
    """True for rows that make up all of a part: 上级 and 本级, or 一般公共预算 and 政府性基金.

    Args:
        role: of the part (fiscal, other); 单位资金 right below 财政拨款 is none of it.
        rows: below the part; where nobody filled in any, nothing is said.
        details: what the labels of finer rows mean, by their places.
    """
    if not 1 < len(rows) <= _MOST_ROWS or not any(amount for *_, amount in rows):
        return False
    named = [details[spot[:2]] for spot, *_ in rows if spot[:2] in details]
    found = [each for each in named if each.into == role]
    if len(found) == len(named) and any(each.completes and each.completes <= {one.label for one in found} for each in found):
        return True
    words = [bare_key(spot.text) for spot, *_ in rows if role == _FISCAL]
    return any(map(_FROM_ABOVE.search, words)) and any(map(_OF_OWN_LEVEL.search, words))


def unequal(own: Field, label: Spot, rows: Sequence[Row], unit: str) -> Remark | None:
    """Return the remark on a part that is the sum of none of the rows below it, not even rounded; None where it is.

    Some rows may be parts of others: 上级 | 50, 其中：中央 | 30, 本级 | 30.

    Args:
        own: the amount of the part, beside its label.
        rows: that are all of it.
    """
    value = own.value
    if not isinstance(value, Decimal):
        return None
    least = _LEAST if YUAN_PER[unit] < YUAN_PER[WAN] else _LEAST_OF_WAN
    for count in range(1, len(rows) + 1):
        for some in combinations([amount for *_, amount in rows], count):
            if abs(sum(some) - value) <= max(least, rounding_slack((value, *some), unit, 1)):
                return None
    shown, together = form_unit(unit), sum((amount for *_, amount in rows), Decimal(0))
    parts = " + ".join(f"{own_name(spot.text)}（{field.cell}）{money_text(amount, shown)}" for spot, field, amount in rows)
    detail = {
        "label": own_name(label.text),
        "text": money_text(value, shown),
        "how": parts,
        "other": money_text(abs(together - value), shown),
    }
    return Remark(PARTS_DIFFER, cell=own.cell or "", detail=detail)
