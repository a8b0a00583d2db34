"""Which rows below a table's header belong to the table: up to its foot, less what stands between two pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import Layout
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.layouts.wordings import label_words, wording
from xlperf.forms.reading.details_of_money import heads_details
from xlperf.forms.reading.head_part.headings import is_remark
from xlperf.forms.reading.indicators.closing_row import apart, is_rate
from xlperf.forms.reading.indicators.levels import without_points
from xlperf.forms.reading.indicators.page_breaks import BARE_NUMBER, in_names, is_between_pages
from xlperf.forms.reading.indicators.row_values.sure_rows import has_points, is_indicator, is_member, is_target
from xlperf.forms.reading.indicators.rows import is_number, kind_of
from xlperf.forms.reading.indicators.signatures import (
    HEADS_DETAILS,
    Signers,
    begins_foot,
    first_word,
    is_sealed,
    is_signature,
    only_signs,
    signs_as_person,
)
from xlperf.forms.reading.indicators.table_columns import LEVELS, Columns, columns_of
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.values.form_text import key_of
from xlperf.forms.values.target import is_phrase
from xlperf.intake.sheet import Area

_SIGNED = lazy_pattern(r"[\u4e00-\u9fff]{2,10}(?:\([^()]*\))?:")
# （以下为效益指标）, ——以下为效益指标——: none that names what is to be reached.
_SET_APART = lazy_pattern(r"\s*(?:[(（][^()（）]+[)）]|(?P<stroke>[-—–=*＊·…~～])(?P=stroke).*(?P=stroke){2})\s*")
# What begins below a form: 部门整体支出绩效目标申报表, 《…申报表》填报说明.
_HEADING = lazy_pattern(wording("titles_below_forms"))
_COUNT_OF_ROWS = lazy_pattern(r"[共计]+\d+[个项条]?(?:指标)?")
_LONGEST_NAME = 40
_LONGEST_MARK = 3
"""Characters of a remark that could be a name by its place; hardly any indicator is called by fewer without 率, 量, 度."""
_MOST_EMPTY_ROWS = 12
"""Empty rows behind which rows without level names are no part of a table: what a copied workbook still held far below."""


@dataclass(frozen=True, slots=True)
class TableEnd:
    """Knows the foot of a table and the lines between its pages.

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
            line = [without_points(each, self.vocabulary) for each in self._within(self.window.row(row))]
            if not line:
                continue
            if len(line) > 1 and BARE_NUMBER.fullmatch(line[0].text.strip()) and self._begins_sum(line[1]):
                line = line[1:]  # the number of the row, left of 总分
            if ":" in line[0].key or line[0].key.endswith(("分", ")")):
                line = apart(line, self.layout.table, self.vocabulary)
            keys = {each.key for each in line}.union([each.bare for each in line])
            if has_begun and not self.heads.isdisjoint(keys) and (self._heads_form(line) or self._heads_body(row, line)):
                return
            is_far, above = row - above > _MOST_EMPTY_ROWS, max(above, *(each.bottom for each in line))
            if at_foot or is_far:
                is_below = side is not None and row > side.bottom
                is_total = is_far and not at_foot and self._begins_sum(line[0])  # 合计 below the blank rows of a form
                at_foot = not is_total and (not self._resumes(line) or (is_below and not self._is_of_table(line)))
            elif self._ends_here(side, row, line) and not self._is_inside(row, line):
                is_said = self._has_members(row) or (len(line) == 1 and self._is_over_sum(row))
                at_foot = not (is_said if has_begun else self._goes_on(row))
                if not at_foot:
                    yield row, line, True
                    continue
            if not at_foot and (not self._is_between_pages(line) or self._is_inside(row, line)):
                has_begun = True
                yield row, line, False

    def _ends_here(self, side: Spot | Area | None, row: int, line: list[Spot]) -> bool:
        """True for a row that is no row of the table and may stand below it."""
        return self._is_beside(side, row, line) or self._is_foot(row, line) or self._heads_other_table(row, line)

    def _heads_form(self, line: list[Spot]) -> bool:
        """True for labels of money or of goals beside each other: another form begins, though it may lack its title and name."""
        known = self.layout.body_keys
        labels = sum(each.is_one_of(known) for each in line)
        return labels > 1 and not (has_points(line, self.columns, known) or is_rate(line, self.columns, self.vocabulary))

    def _heads_body(self, row: int, line: list[Spot]) -> bool:
        """True for a label, left of the names, of money or of goals that the form has not above: they stand below the table."""
        names = self.columns.windows.get("level3", (0,))[0]
        if not any(each.column < names and each.is_one_of(self.lacking) for each in line):
            return False
        is_row = is_rate(line, self.columns, self.vocabulary) or is_member(line, self.columns, self.layout.footers)
        return not (is_row or self._has_members(row))

    def _side_label(self, header_row: int) -> Spot | Area | None:
        """Return the label left of the table that is merged down over its rows: 绩效指标, or 项目绩效目标 from above its header."""
        sides = self.layout.table.side_keys
        found = next((each for each in self.window.row(header_row) if each.key in sides and each.bottom > header_row), None)
        left = min((first for first, _ in self.columns.windows.values()), default=1) - 1
        above = self.window.merged_at(header_row, left) if found is None and left else None
        return above if above is not None and above.top < header_row < above.bottom else found

    def _is_beside(self, side: Spot | Area | None, row: int, line: list[Spot]) -> bool:
        """True for a row below the end of the table's side label that begins in the place of such a label and is no row of a table.

        Level names, sums and a further side label, over rows of its own, go on with the table.
        """
        first = line[0]
        if side is None or row <= side.bottom or first.column > side.right or first.bottom > row:
            return False
        words, table = self.vocabulary, self.layout.table
        if any(first.key in keys for keys in (words.level1, words.level2, table.side_keys)) or self._begins_sum(first):
            return False
        return not (first.key.endswith(label_words("indicators")) or self._is_between_pages(line))

    def _begins_sum(self, first: Spot) -> bool:
        """True for the words of a row of sums or of rates: 合计, 得分率."""
        words = self.vocabulary
        is_sum = words.sums_of_scores.fullmatch(first.bare) or words.rates_of_scores.fullmatch(first.bare)
        return first.key in self.layout.table.total_keys or is_sum is not None

    def _within(self, line: list[Spot]) -> list[Spot]:
        """Return the cells of a row of the form, with one beyond its edge that a row may have been moved to.

        A heading of the bureau's own stands over its column however many blank ones lie between.
        """
        if line and line[-1].column <= self.edge:
            return line
        last = max((each.right for each in line if each.column <= self.edge), default=0)
        edge = last + 1 if last == self.edge else self.edge
        return [each for each in line if each.column <= edge or self.columns.at(each.column) is not None]

    def _is_inside(self, row: int, line: list[Spot]) -> bool:
        """True for a row with a name beside a target that is merged down to it, or beside a level name that is, and a target.

        It belongs to an indicator whatever it says: a foot or the line between two pages is never inside merged cells.
        """
        columns = {self.columns.at(each.column) for each in line}
        return "level3" in columns and self._comes_down(row, *(LEVELS if "target" in columns else ("target",)))

    def _comes_down(self, row: int, *keys: str) -> bool:
        """True for a row that a cell of one of these columns is merged down to from above."""
        areas = (self.window.merged_at(row, self.columns.start(each)) for each in keys if each in self.columns.windows)
        return any(area is not None and area.top < row for area in areas)

    def _resumes(self, line: list[Spot]) -> bool:
        """True for a repeated header, or a row that begins with a side label or a level name as only tables do."""
        rest = [each for each in line if each.key not in self.layout.table.side_keys]
        is_level = len(rest) > 1 and (rest[0].key in self.vocabulary.level1 or rest[0].key in self.vocabulary.level2)
        return (is_level and (len(rest), len(line)) != (2, 2)) or columns_of(line, self.layout.table) is not None

    def _is_of_table(self, line: list[Spot]) -> bool:
        """True for the header again, and a row with a level 2 in its column or right of a level 1: no other table has them."""
        words = self.vocabulary
        follows = any(one.key in words.level1 and two.key in words.level2 for one, two in pairwise(line))
        return follows or is_indicator(line, self.columns, self.vocabulary) or columns_of(line, self.layout.table) is not None

    def _is_foot(self, row: int, line: list[Spot]) -> bool:
        """True for the first line below a table: a signature, a note, the heading of what follows."""
        is_at_level = self.columns.at(line[0].column) in LEVELS and is_member(line, self.columns, self.layout.footers)
        if is_at_level or is_indicator(line, self.columns, self.vocabulary):
            return False  # 备注 may have been written over the name of a level
        first, is_alone, footers = line[0], len(line) == 1, self.layout.footers
        key = first.key or key_of(first.text[:20])
        is_name = in_names(self.columns, first)
        is_signed = self.signers.sign(line) or (is_name and is_alone and only_signs(first, footers))
        if is_signed and (signs_as_person(key, footers) or not self._goes_on(row)) and not self._comes_down(row, *LEVELS):
            return True
        if first_word(key) in footers and (is_alone or not is_name or self._is_only_note(line)):
            return True
        if is_sealed(key, footers) and not is_name:
            return True
        if is_signature(first, key, footers) and not any(is_target(each) for each in line):
            return not is_name or ":" in key or sum(begins_foot(each.key, footers) for each in line) > 1
        if not is_alone:
            signed = [each for each in line if self._is_signed(each.key)]
            return len(signed) * 2 > len(line)
        if self._is_remark(row, first):
            return True
        if is_name or first.cell.kind != "text":
            return False
        is_heading = key.endswith(self.layout.headings) or (_HEADING.fullmatch(key) and not self._is_between_pages(line))
        return bool(is_heading) or len(first.text.strip()) > _LONGEST_NAME or self._is_signed(key) or self._is_note(row, first)

    def _is_only_note(self, line: list[Spot]) -> bool:
        """True for 备注 | 无 under the headings of names and targets: no indicator is called so."""
        return len(line) == 2 and self.vocabulary.notes.fullmatch(line[0].bare) is not None and not is_target(line[1])

    def _is_signed(self, key: str) -> bool:
        """True for words before a colon that name no level."""
        if ":" not in key:
            return False
        word = key.partition(":")[0]
        is_level = word in self.vocabulary.level1 or word in self.vocabulary.level2 or word in self.layout.table.side_keys
        return _SIGNED.match(key) is not None and not is_level

    def _is_note(self, row: int, spot: Spot) -> bool:
        """True for words alone left of the names with no target below: the table is over there."""
        names, table = self.columns.windows.get("level3"), self.layout.table
        if names is None or spot.right >= names[0] or spot.key in table.side_keys or spot.key in table.total_keys:
            return False
        return not (self._heads_level(spot) or is_target(spot) or self._goes_on(row))

    def _is_remark(self, row: int, spot: Spot) -> bool:
        """True for a cell alone below the last indicator that is neither a name nor a target: √, 改, 已核对, 共7条.

        Right of the names it is no indicator, and under their heading it is none below the merged cells of the levels.
        """
        place = self.columns.at(spot.column)
        if self._is_worded(spot, place):
            return True
        is_left = place in LEVELS or (place is None and spot.column <= self.columns.end)
        if is_left and not _COUNT_OF_ROWS.fullmatch(spot.key):
            return False
        if place in self.columns.numbers or self._begins_sum(spot) or self._comes_down(row, *LEVELS) or self._has_members(row):
            return False
        if _COUNT_OF_ROWS.fullmatch(spot.key) or (is_number(spot) and place != "target"):
            return True
        if is_number(spot) or is_target(spot) or self._heads_level(spot):
            return False
        if place not in (None, "", "level3") and self.may_slip:  # 健全, 6月30日前: of an indicator whose name is lacking
            return not is_phrase(spot.text) and (len(spot.key) < 2 or is_remark(spot))
        is_mark = len(spot.key) <= _LONGEST_MARK and kind_of(spot, self.vocabulary) != "name"
        return place != "level3" or not self.may_slip or is_mark

    def _is_worded(self, spot: Spot, place: str | None) -> bool:
        """True for what says by its words that it is a remark: （以下为效益指标） and, where no target or result stands, 见附件."""
        is_among_names = place in (None, "", *LEVELS, "level3")
        is_worded = is_among_names and is_remark(spot)
        if not is_worded and (place in self.columns.numbers or is_target(spot) or not _SET_APART.fullmatch(spot.text)):
            return False
        return not self._heads_level(spot) and not self._is_between_pages([spot])

    def _heads_level(self, spot: Spot) -> bool:
        """True for the name of a level, and for that of one which the bureau prints for no indicator yet."""
        words = self.vocabulary
        return spot.key in words.level1 or spot.key in words.level2 or spot.is_placeholder(self.layout.table.placeholders)

    def _goes_on(self, row: int) -> bool:
        """True where a target stands in a row below."""
        below = reversed(self.window.rows_below(row))
        return any(is_target(each) for number in below for each in self._within(self.window.row(number)))

    def _has_members(self, row: int) -> bool:
        """True where an indicator stands further down and no other table begins before it: what stands between is no end."""
        above = row
        for number in self.window.rows_below(row):
            line = [without_points(each, self.vocabulary) for each in self._within(self.window.row(number))]
            if line and (number - above > _MOST_EMPTY_ROWS or self._heads_form(line) or self._heads_other_table(number, line)):
                return False
            if line and is_member(line, self.columns, self.layout.footers):
                return True
            above = max(above, *(each.bottom for each in line)) if line else above
        return False

    def _is_over_sum(self, row: int) -> bool:
        """True where the next row is that of the sums, with points in their columns: 注：… right above 总分 | 100 | 98."""
        below = self.window.rows_below(row)[:1]
        line = self._within(self.window.row(below[0])) if below else []
        points = (each for each in line[1:] if self.columns.at(each.column) in self.columns.numbers)
        return bool(line) and self._begins_sum(line[0]) and any(map(is_number, points))

    def _heads_other_table(self, row: int, line: list[Spot]) -> bool:
        """True for the headings of a table of another kind (序号, 内容, 单价, 金额), and for its title alone above them.

        支出明细 is such a title with anything beside it; an indicator called so has a target.
        """
        is_title = line[0].key in self.layout.other_keys and HEADS_DETAILS.search(line[0].key) is not None
        if is_title and not is_member(line, self.columns, self.layout.footers):
            return True
        headings = line if len(line) > 1 else self.window.row(min(self.window.rows_below(row), default=row))
        return heads_details(headings, self.vocabulary)

    def _is_between_pages(self, line: list[Spot]) -> bool:
        return is_between_pages(line, self.columns, self.layout, self.vocabulary, self.may_slip)
