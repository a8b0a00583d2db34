"""Rows below the header of a table: which are indicators, which stand between two pages, which begin something else."""

from __future__ import annotations

from dataclasses import dataclass, field

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import LEVELS, Layout
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.details_of_money import heads_details
from xlperf.forms.reading.indicators.closing_row import is_rate
from xlperf.forms.reading.indicators.levels import without_points
from xlperf.forms.reading.indicators.rows import is_number
from xlperf.forms.reading.indicators.signatures import HEADS_DETAILS, PHONE, Signers, begins_foot
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.places.form_titles import is_title
from xlperf.forms.values.dates import is_year_line, parse_date
from xlperf.forms.values.form_text import is_page_number
from xlperf.forms.values.operators import OPERATORS
from xlperf.forms.values.target import is_phrase
from xlperf.forms.values.target_spelling import clean_phrase

MOST_EMPTY_ROWS = 12
"""Empty rows behind which rows without level names are no part of a table: what a copied workbook still held far below."""
BARE_NUMBER = lazy_pattern(r"\d{1,3}(?:/\d{1,3})?")
"""The number of a page, or of a row."""
_WIDE = 3


def is_target(spot: Spot) -> bool:
    """True for what can be nothing but a target; a day may be that of a signature, and a number that of a telephone."""
    return is_phrase(spot.text) and parse_date(spot.text) is None and not PHONE.fullmatch(spot.text.strip())


@dataclass(frozen=True, slots=True)
class TableRows:
    """Knows what stands in a row below the header of a table, around it and further down.

    ``edge`` is the last column of the form; what stands beyond is no part of it.
    ``may_slip`` is true for a table without merged level cells, whose rows may have slipped when it was pasted.
    ``signers`` knows who may have signed below; ``lacking`` are labels that the form has not above the table.
    """

    window: Window
    layout: Layout
    vocabulary: Vocabulary
    columns: Columns
    edge: int
    may_slip: bool
    signers: Signers
    lacking: frozenset[str]
    heads: frozenset[str] = field(init=False)
    """The keys of labels with one of which another form, or what this one lacks, can begin."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "heads", self.layout.body_keys | self.lacking)

    def within(self, line: list[Spot]) -> list[Spot]:
        """Return the cells of a row of the form, with one beyond its edge that a row may have been moved to.

        Behind a sign at the edge stand a number and its unit: ≥ | 86 | 公里 below 指标值.  A heading of the bureau's own
        stands over its column however many blank ones lie between.
        """
        if line and line[-1].column <= self.edge:
            return line
        last = max((each for each in line if each.column <= self.edge), default=None, key=lambda each: each.right)
        is_sign = last is not None and clean_phrase(last.text) in OPERATORS
        edge = self.edge + 1 + is_sign if last is not None and last.right == self.edge else self.edge
        return [each for each in line if each.column <= edge or self.columns.at(each.column) is not None]

    def line(self, row: int) -> list[Spot]:
        """Return these cells of a row, names of levels without their points."""
        return [without_points(each, self.vocabulary) for each in self.within(self.window.row(row))]

    def begins_sum(self, first: Spot) -> bool:
        """True for the words of a row of sums or of rates: 合计, 得分率."""
        words = self.vocabulary
        is_sum = words.sums_of_scores.fullmatch(first.bare) or words.rates_of_scores.fullmatch(first.bare)
        return first.key in self.layout.table.total_keys or is_sum is not None

    def heads_level(self, spot: Spot) -> bool:
        """True for the name of a level, and for that of one which the bureau prints for no indicator yet."""
        return spot.key in self.vocabulary.level_names or spot.is_placeholder(self.layout.table.placeholders)

    def in_names(self, spot: Spot) -> bool:
        """True for a cell that stands in the column of names and not beyond."""
        left, right = self.columns.windows.get("level3", (0, 0))
        return left <= spot.column <= spot.right <= right

    def is_member(self, line: list[Spot]) -> bool:
        """True for a row with a name in its column and a target or points in theirs, whatever stands around it."""
        name, target, points = map(self.columns.by_heading(line).get, ("level3", "target", "weight"))
        if name is None or is_number(name) or begins_foot(name.key, self.layout.footers):
            return False
        return (target is not None and is_target(target)) or (points is not None and is_number(points))

    def is_indicator(self, line: list[Spot]) -> bool:
        """True for a row with a level name, a name and a target, each in its column."""
        if not any(each.key in self.vocabulary.level2 for each in line):
            return False
        found = self.columns.by_heading(line)
        return {"level2", "level3", "target"} <= found.keys() and found["level2"].key in self.vocabulary.level2

    def is_inside(self, row: int, line: list[Spot]) -> bool:
        """True for a row with a name beside a target that is merged down to it, or beside a level name that is, and a target.

        It belongs to an indicator whatever it says: a foot or the line between two pages is never inside merged cells.
        """
        columns = {self.columns.at(each.column) for each in line}
        return "level3" in columns and self.comes_down(row, *(LEVELS if "target" in columns else ("target",)))

    def comes_down(self, row: int, *keys: str) -> bool:
        """True for a row that a cell of one of these columns is merged down to from above."""
        areas = (self.window.merged_at(row, self.columns.start(each)) for each in keys if each in self.columns.windows)
        return any(area is not None and area.top < row for area in areas)

    def goes_on(self, row: int) -> bool:
        """True where a target stands in a row below."""
        below = reversed(self.window.rows_below(row))
        return any(is_target(each) for number in below for each in self.within(self.window.row(number)))

    def has_members(self, row: int) -> bool:
        """True where an indicator stands further down and no other table begins before it: what stands between is no end."""
        above = row
        for number in self.window.rows_below(row):
            line = self.line(number)
            if line and (number - above > MOST_EMPTY_ROWS or self.heads_form(line) or self.heads_other_table(number, line)):
                return False
            if line and self.is_member(line):
                return True
            above = max(above, *(each.bottom for each in line)) if line else above
        return False

    def heads_form(self, line: list[Spot]) -> bool:
        """True for labels of money or of goals beside each other: another form begins, though it may lack its title and name."""
        known = self.layout.body_keys
        labels = sum(each.is_one_of(known) for each in line)
        return labels > 1 and not (self._has_points(line) or is_rate(line, self.columns, self.vocabulary))

    def _has_points(self, line: list[Spot]) -> bool:
        """True for a name, a target, a result and points: what the money above is called (预算数, 执行数) stands in a row."""
        found = self.columns.by_heading(line)
        is_named = "level3" in found and found["level3"].key not in self.layout.body_keys
        return is_named and {"target", "actual", "weight", "score"} <= found.keys()

    def heads_other_table(self, row: int, line: list[Spot]) -> bool:
        """True for the headings of a table of another kind (序号, 内容, 单价, 金额), and for its title alone above them.

        支出明细 is such a title with anything beside it; an indicator called so has a target.
        """
        is_heading = line[0].key in self.layout.other_keys and HEADS_DETAILS.search(line[0].key) is not None
        if is_heading and not self.is_member(line):
            return True
        headings = line if len(line) > 1 else self.window.row(min(self.window.rows_below(row), default=row))
        return heads_details(headings, self.vocabulary)

    def is_between_pages(self, line: list[Spot]) -> bool:
        """True for what stands between two pages of a table: its title again, a page number, 续表; it is no row of it."""
        first = line[0]
        if self._is_continuation(line) or is_title(first, line, (self.layout,)):
            return True
        if len(line) > 1:
            is_label = first.key in self.layout.head_keys and not self.in_names(first)
            return is_label or (not self.may_slip and self._is_left_of_names(line))
        return self._is_apart(first)

    def _is_continuation(self, line: list[Spot]) -> bool:
        if len(line) == 1 and self.vocabulary.between.fullmatch(line[0].key):
            return True
        return line[0].key in self.layout.continuations and (len(line) == 1 or not self.in_names(line[0]))

    def _is_left_of_names(self, line: list[Spot]) -> bool:
        """True for a row that begins beside the table and ends before its names, such as 归口科室 | 教科文科.

        In a table whose rows may have slipped, it may be an indicator.
        """
        names, table = self.columns.windows.get("level3"), self.layout.table
        if names is None or line[-1].right >= names[0] or self.columns.at(line[0].column) is not None:
            return False
        known = (self.vocabulary.level_names, table.side_keys, table.total_keys)
        return not any(each.key in keys for each in line for keys in known)

    def _is_apart(self, spot: Spot) -> bool:
        """True for a page number, a year line, or any text across the whole table, alone in its row."""
        key = spot.key or spot.text.strip()
        if is_page_number(key) or is_year_line(spot.text):
            return True
        if BARE_NUMBER.fullmatch(key):
            return self.columns.at(spot.column) in (None, "", *LEVELS)
        known = key in self.vocabulary.level_names or key in self.layout.table.total_keys
        return spot.right - spot.column >= _WIDE and not known and not self.in_names(spot)
