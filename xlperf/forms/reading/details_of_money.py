"""A table of what the money goes to, in the head of a form or right of it: 项目 | 数量 | 单价 | 金额, told in one line.

Where the form has no other money the sum of such a table is that of the year.  So is told money of many years in a small table
of its own: 分年度资金安排 | 2025年 | 2026年 | 2027年 over an amount each; and a table of steps (实施内容 | 开始时间 | 完成时间) or
of points for something else than indicators (评价内容 | 分值 | 自评分 | 评价标准).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import FUNDING, Field
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.head_part.headings import is_short
from xlperf.forms.reading.head_part.money.amount_unit import unit_beside
from xlperf.forms.reading.indicators.periods.targets_meant import ONLY_YEAR
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.amounts import parse_amount
from xlperf.forms.values.dates import year_in
from xlperf.forms.values.wordings import wording

_FEWEST_HEADINGS, _FEWEST_NAMED = 3, 2
_ANNUAL = f"{FUNDING}annual"
_OF_MONEY = lazy_pattern(wording("amounts_of_details"))
_OF_STEPS = lazy_pattern(wording("headings_of_steps"))


def heads_details(line: Sequence[Spot], words: Vocabulary) -> bool:
    """True for the headings of a table of another kind: 序号 | 内容 | 单价 | 金额（万元）; 小计 said thrice is one word.

    What stands beside several rows (项目预算) heads none of its columns, and 2024年执行数 may stand in any table.
    """
    return _are_headings(line, {each.text for each in line if each.key in words.other_tables or each.bare in words.other_tables})


def _heads_steps(line: Sequence[Spot]) -> bool:
    """True for the headings of a table of steps or of points: each of them alone may stand in a form."""
    named = {each.text for each in line if _OF_STEPS.fullmatch(each.bare)} if len(line) >= _FEWEST_HEADINGS else set()
    return len(named) >= _FEWEST_HEADINGS and _are_headings(line, named)


def _are_headings(line: Sequence[Spot], named: set[str]) -> bool:
    if len(named) < _FEWEST_NAMED:
        return False
    last = min(each.bottom for each in line)
    said = named.union(each.text for each in line if each.bottom == last and year_in(each.text) is None)
    return len(said) >= _FEWEST_HEADINGS and len(named) * 2 > len(said)


def tables_aside(head: Head, unread: Sequence[Spot], words: Vocabulary) -> Iterator[tuple[range, list[Spot], bool]]:
    """Yield for each such table its rows, down to the next label, the cells of it that nothing took, and if it is of money.

    Args:
        head: the upper part of the form.
        unread: in reading order.
        words: the headings of such tables.
    """
    left = {each.row: [other for other in unread if other.row == each.row] for each in unread if each.row <= head.last_row}
    last = 0
    for row in head.window.rows_up_to(head.last_row) if left else ():
        line = head.window.row(row)
        is_of_money = row in left and heads_details(line, words)
        if row > last and (is_of_money or _heads_steps(line)):
            rows = range(row, max(_rows(head, row)) + 1)
            last = rows[-1]
            if sum(each in left and (is_of_money or each > row) for each in rows) > 1:  # labels over one row of values are no table
                yield rows, [each for number in rows for each in left.get(number, ())], is_of_money


def _rows(head: Head, first: int) -> Iterator[int]:
    """Yield the rows of a table: from its headings down to the next row with a label."""
    for row in head.window.rows_between(first, head.last_row):
        if row > first and any(map(head.is_label, head.window.row(row))):
            return
        yield row


def cells_apart(head: Head, unread: Sequence[Spot]) -> list[Spot]:
    """Return the cells right of a form of a table that has headings of its own there, above those of the indicators.

    A blank column stands between; what begins beside the indicators may be columns of them whose headings are damaged.
    """
    apart = [each for each in unread if each.column > head.edge]
    rows = [[each for each in apart if each.row == row] for row in sorted({each.row for each in apart})]
    first = next((row for row in rows if len(row) > 1), [])
    is_table = bool(first) and first[0].row <= head.last_row and all(map(is_short, first))
    return apart if is_table and all(each.column > head.edge + 1 for each in apart) else []


def has_details(spots: Sequence[Spot], words: Vocabulary) -> bool:
    """True for cells with a row of headings of such a table among them."""
    return any(heads_details([each for each in spots if each.row == row], words) for row in {each.row for each in spots})


def with_sum_of_details(head: Head, fields: list[Field], words: Vocabulary, year: int | None) -> list[Field]:
    """Return the fields of a declaration with the sum of such a table as the money of its year, where it has no other.

    The sum must say so (合计) and be that of the amounts above it.

    Args:
        words: the headings of such tables, and how sums are called.
        year: of the form; a column of another year is none of its amounts.
    """
    label = next((each for each in head.layout.labels if each.field == _ANNUAL), None)
    if label is None or any(each.name.startswith(FUNDING) and not each.blank for each in fields):
        return fields
    for row in head.window.rows_up_to(head.last_row):
        line = head.window.row(row)
        found = list(_sums(head, line, year, words)) if heads_details(line, words) else []
        if len(found) == 1:
            (top, cell), = found
            annual = read_field(_ANNUAL, label.label, "amount", cell.cell, cell.address, unit_beside(top) or head.unit)
            head.not_missing([each.label for each in head.layout.labels if each.type == "amount"])
            return [*(each for each in fields if each.name != _ANNUAL), annual]
    return fields


def _sums(head: Head, line: Sequence[Spot], year: int | None, words: Vocabulary) -> Iterator[tuple[Spot, Spot]]:
    """Yield the headings of amounts of the year, each with the sum of the amounts below it."""
    rows = [head.window.row(each) for each in _rows(head, line[0].row)][1:]
    is_sum = [any(each.key in words.sums for each in row) for row in rows]
    if True not in is_sum:
        return
    last = len(rows) - 1 - is_sum[::-1].index(True)
    parts = [row for row, each in zip(rows[:last], is_sum, strict=False) if not each]
    for top in line:
        if year_in(top.text) not in (None, year) or not (top.bare in words.sums or _OF_MONEY.fullmatch(top.bare)):
            continue
        amounts = [parse_amount(each.text) for row in parts for each in row if each.shares_columns(top)]
        total = next((each for each in rows[last] if each.shares_columns(top)), None)
        said = parse_amount(total.text) if total else None
        if total and said and amounts and said[0] == sum((each[0] for each in amounts if each), Decimal(0)):
            yield top, total


def money_by_year(unread: Sequence[Spot], fields: Sequence[Field]) -> tuple[list[Spot], int]:
    """Return the cells of such a table among those that nothing took, and how many amounts it has; none without money elsewhere."""
    first = next((each.row for each in unread if ONLY_YEAR.fullmatch(each.key)), 0)
    line = [each for each in unread if each.row == first]
    years = [each for each in line if ONLY_YEAR.fullmatch(each.key)]
    below = [each for each in unread if each.row == first + 1 and any(map(each.shares_columns, years))]
    amounts = [each for each in below if each.cell.kind == "number" or parse_amount(each.text) is not None]
    is_read = any(each.name.startswith(FUNDING) and not each.blank for each in fields)
    return ([*line, *amounts], len(amounts)) if is_read and len(years) > 1 and amounts else ([], 0)
