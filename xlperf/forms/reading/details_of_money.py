"""A table of what the money goes to in the head of a form: 支出明细 over 项目 | 数量 | 单价 | 金额, told in one line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.labels import Spot

_FEWEST_HEADINGS = 3


def heads_details(line: Sequence[Spot], words: Vocabulary) -> bool:
    """True for the headings of a table of another kind: 序号 | 内容 | 单价 | 金额（万元）; 小计 said thrice is one word."""
    said, known = {each.text: each for each in line}, words.other_tables
    named = sum(each.key in known or each.bare in known for each in said.values())
    return len(said) >= _FEWEST_HEADINGS and named * 2 > len(said)


def details_of_money(head: Head, unread: Sequence[Spot], words: Vocabulary) -> Iterator[list[Spot]]:
    """Yield for each such table the cells of it that nothing took: from its headings down to the next label of the form.

    Args:
        head: the upper part of the form.
        unread: in reading order.
        words: the headings of such tables.
    """
    left = {each.row: [other for other in unread if other.row == each.row] for each in unread if each.row <= head.last_row}
    last = 0
    for row in left:
        if row > last and heads_details(head.window.row(row), words):
            rows = list(_rows(head, row, left))
            last = rows[-1]
            if len(rows) > 1:
                yield [each for number in rows for each in left[number]]


def _rows(head: Head, first: int, left: Collection[int]) -> Iterator[int]:
    """Yield the rows of a table: those with cells that nothing took, none of them a label but in its headings."""
    for row in head.window.rows_between(first, head.last_row):
        if row not in left or (row > first and any(map(head.is_label, head.window.row(row)))):
            return
        yield row
