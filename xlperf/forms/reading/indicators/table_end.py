"""Which rows below a table's header belong to the table: up to its foot, less what stands between two pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from xlperf.forms.reading.indicators.closing_row import apart, is_rate
from xlperf.forms.reading.indicators.foot_rows import FootRows
from xlperf.forms.reading.indicators.rows import is_number
from xlperf.forms.reading.indicators.table_columns import columns_of
from xlperf.forms.reading.indicators.table_rows import BARE_NUMBER, MOST_EMPTY_ROWS
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.wordings import label_words
from xlperf.intake.sheet import Area

_MOST_SAID_ROWS = 6
"""Rows that are said between the last indicator and the sums, and the sums."""


@dataclass(frozen=True, slots=True)
class TableEnd(FootRows):
    """Knows where a table ends and which lines stand between its pages."""

    def lines(self, header_row: int, first: int = 0) -> Iterator[tuple[int, list[Spot], bool]]:
        """Yield the rows of the table below its header, their cells, and whether they are said among the indicators.

        Titles, year lines, page numbers and 续表 lines between two pages are passed
        over.  A foot (填报人, 注, …) ends the table, unless its header or its side
        label is repeated further down, or indicators follow below it, so that it is only said
        among them; so do many empty rows.
        """
        at_foot, has_begun, above = False, False, max(header_row, first)
        side = self._side_label(header_row)
        for row in self.window.rows_below(header_row):
            line = self.line(row)
            if not line:
                continue
            if len(line) > 1 and BARE_NUMBER.fullmatch(line[0].text.strip()) and self.begins_sum(line[1]):
                line = line[1:]  # the number of the row, left of 总分
            if ":" in line[0].key or line[0].key.endswith(("分", ")")):
                line = apart(line, self.layout.table, self.vocabulary)
            keys = {each.key for each in line}.union([each.bare for each in line])
            if has_begun and not self.heads.isdisjoint(keys) and (self.heads_form(line) or self._heads_body(row, line)):
                return
            is_far, above = row - above > MOST_EMPTY_ROWS, max(above, *(each.bottom for each in line))
            if at_foot or is_far:
                is_below = side is not None and row > side.bottom
                is_total = is_far and not at_foot and self.begins_sum(line[0])  # 合计 below the blank rows of a form
                at_foot = not is_total and (not self._resumes(line) or (is_below and not self._is_of_table(line)))
            elif self._ends_here(side, row, line) and not self.is_inside(row, line):
                is_said = self.has_members(row) or self._is_over_sum(side, row)
                at_foot = not (is_said if has_begun else self.goes_on(row))
                if not at_foot:
                    yield row, line, True
                    continue
            if not at_foot and (not self.is_between_pages(line) or self.is_inside(row, line)):
                has_begun = True
                yield row, line, False

    def _ends_here(self, side: Spot | Area | None, row: int, line: list[Spot]) -> bool:
        """True for a row that is no row of the table and may stand below it."""
        return self._is_beside(side, row, line) or self.is_foot(row, line) or self.heads_other_table(row, line)

    def _is_over_sum(self, side: Spot | Area | None, row: int) -> bool:
        """True where 总分 | 100 | 98, with points in their columns, stands below with nothing but rows of a foot above it.

        Some bureaus print 存在问题, 自评结论 or a note between the last indicator and the sums; further lines of a note,
        alone in their rows, are the end of the table.
        """
        for number in self.window.rows_below(row)[:_MOST_SAID_ROWS]:
            line = self.within(self.window.row(number))
            if line and self.begins_sum(line[0]):
                return any(self.columns.at(each.column) in self.columns.numbers and is_number(each) for each in line[1:])
            if line and (len(line) == 1 or self.heads_form(line) or not self._ends_here(side, number, line)):
                return False
        return False

    def _heads_body(self, row: int, line: list[Spot]) -> bool:
        """True for a label, left of the names, of money or of goals that the form has not above: they stand below the table."""
        names = self.columns.windows.get("level3", (0,))[0]
        if not any(each.column < names and each.is_one_of(self.lacking) for each in line):
            return False
        are_points = (self.columns.at(each.column) in self.columns.numbers and is_number(each) for each in line[1:])
        is_row = is_rate(line, self.columns, self.vocabulary) or self.is_member(line)
        is_row = is_row or (self.begins_sum(line[0]) and len(line) > 1 and all(are_points))  # 合计 | 100 | 98 without money
        return not (is_row or self.has_members(row))

    def _side_label(self, header_row: int) -> Spot | Area | None:
        """Return the label left of the table that is merged down over its rows: 绩效指标, or 项目绩效目标 from above its header."""
        sides = self.layout.table.side_keys
        found = next((each for each in self.window.row(header_row) if each.key in sides and each.bottom > header_row), None)
        above = self.window.merged_at(header_row, self.columns.left - 1) if found is None else None
        return above if above is not None and above.top < header_row < above.bottom else found

    def _is_beside(self, side: Spot | Area | None, row: int, line: list[Spot]) -> bool:
        """True for a row below the end of the table's side label that begins in the place of such a label and is no row of a table.

        Level names, sums and a further side label, over rows of its own, go on with the table.
        """
        first = line[0]
        if side is None or row <= side.bottom or first.column > side.right or first.bottom > row:
            return False
        words, table = self.vocabulary, self.layout.table
        if first.key in words.level_names or first.key in table.side_keys or self.begins_sum(first):
            return False
        if [self.columns.at(each.column) for each in line[1:]] == ["weight", "score"] and all(map(is_number, line[1:])):
            return False  # 综评 | 100 | 98.5
        return not (first.key.endswith(label_words("indicators")) or self.is_between_pages(line))

    def _resumes(self, line: list[Spot]) -> bool:
        """True for a repeated header, or a row that begins with a side label or a level name as only tables do."""
        rest = [each for each in line if each.key not in self.layout.table.side_keys]
        is_level = len(rest) > 1 and (rest[0].key in self.vocabulary.level_names)
        return (is_level and (len(rest), len(line)) != (2, 2)) or columns_of(line, self.layout.table) is not None

    def _is_of_table(self, line: list[Spot]) -> bool:
        """True for the header again, and a row with a level 2 in its column or right of a level 1: no other table has them."""
        words = self.vocabulary
        follows = any(one.key in words.level1 and two.key in words.level2 for one, two in pairwise(line))
        return follows or self.is_indicator(line) or columns_of(line, self.layout.table) is not None

