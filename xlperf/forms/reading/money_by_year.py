"""Money of many years in a small table of its own: 分年度资金安排 | 2025年 | 2026年 | 2027年 over an amount each."""

from __future__ import annotations

from collections.abc import Sequence

from xlperf.forms.form import FUNDING, Field
from xlperf.forms.reading.indicators.periods.targets_meant import ONLY_YEAR
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.amounts import parse_amount


def money_by_year(unread: Sequence[Spot], fields: Sequence[Field]) -> tuple[list[Spot], int]:
    """Return the cells of such a table among those that nothing took, and how many amounts it has; none without money elsewhere.

    Args:
        unread: in reading order.
        fields: of the form.
    """
    first = next((each.row for each in unread if ONLY_YEAR.fullmatch(each.key)), 0)
    line = [each for each in unread if each.row == first]
    years = [each for each in line if ONLY_YEAR.fullmatch(each.key)]
    below = [each for each in unread if each.row == first + 1 and any(map(each.shares_columns, years))]
    amounts = [each for each in below if each.cell.kind == "number" or parse_amount(each.text) is not None]
    is_read = any(each.name.startswith(FUNDING) and not each.blank for each in fields)
    return ([*line, *amounts], len(amounts)) if is_read and len(years) > 1 and amounts else ([], 0)
