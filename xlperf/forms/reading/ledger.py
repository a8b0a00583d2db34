"""The ledger of a form (台账): what became of every cell with content in its range, so that none is lost in silence.

A cell ends as the value of a field, a label, a level name, decoration (page numbers, strokes, 序号), or unread.  The
ledger is kept after reading and knows nothing of how the readers went about it: whatever they pass over shows here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import FUNDING, Field
from xlperf.forms.layouts.layout import Layout
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.fields import year_of
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.head_part.headings import OF_MONEY, heads_row, is_caption, is_short, may_be_heading
from xlperf.forms.reading.head_part.money.amounts_said import says_money
from xlperf.forms.reading.indicators.levels import without_points
from xlperf.forms.reading.labels import Spot, place
from xlperf.forms.reading.places.form_titles import is_title
from xlperf.forms.reading.places.parts import LINE_OVER_FORMS
from xlperf.forms.reading.places.regions import Region
from xlperf.forms.values.amounts import is_blank_mark, read_number
from xlperf.forms.values.dates import is_year_line
from xlperf.forms.values.form_text import bare_key, is_page_number, key_of
from xlperf.forms.values.money_unit import unit_alone, without_unit_behind
from xlperf.forms.values.operators import SIGNS
from xlperf.forms.values.target import is_phrase
from xlperf.forms.values.wordings import label_words
from xlperf.intake.sheet import Cell

_COUNT = lazy_pattern(r"\d{1,3}")  # the number of a row (序号), or a value that somebody put beside its column
_BODIES = ("/department", "/unit")
_ZERO = "0"
"""What a reference to a blank cell shows: a text of it is a blank."""

_DECORATION = lazy_pattern(r"[\W_]*|[(（]?\d{1,3}[)）.、]?")
_FIGURE = lazy_pattern(r"\s*(?:[≥≤＝=<>＜＞]\s*\d|\d[\d,，]*(?:\.\d+)?\s*[万亿]?元?\s*$)")
_COLON_AT_END = lazy_pattern(r"[:：]\s*$")
BRACKETED = lazy_pattern(r"\s*[(（【〔\[][^()（）]*[])）】〕]\s*")
"""What stands in brackets altogether."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is known of a form once it was read.

    Attributes:
        region, head: the form and its upper part.
        headers: first and last row of each header of an indicator table, the first of them first; none without a table.
        marks: places of headings that name a block; ``parts`` addresses of the signs and units that went into a target.
        vocabulary: the level names.
        fields: everything that was read.
        last_row: the last row of the form.
    """

    region: Region
    head: Head
    headers: tuple[tuple[int, int], ...]
    marks: frozenset[tuple[int, int]]
    parts: frozenset[str]
    vocabulary: Vocabulary
    fields: tuple[Field, ...]
    last_row: int

    def unread(self) -> Iterator[Spot]:
        """Yield the cells that nothing took, in reading order."""
        read = {each.cell for each in self.fields if each.cell is not None and not each.blank}
        cells = self.parts.union(self.head.taken, read)
        blank = {each.cell for each in self.fields if each.cell not in read and not each.name.startswith(FUNDING)}
        for spot in self.region.window.spots_between(self.region.top, self.last_row):
            address = place(spot.row, spot.column)
            if spot.cell.kind == "uncached" and address not in read:
                yield spot  # whatever was made of its place, its result is not known
            elif address not in cells and not (address in blank and spot.text.strip() == _ZERO) and not self._is_known(spot):
                yield spot

    def _is_known(self, spot: Spot) -> bool:
        """True for a label, a level name or decoration."""
        layout = self.region.layout
        if spot[:2] in self.head.written:
            return is_blank_mark(self.head.written[spot[:2]].text)  # 财政拨款：30 that no field took
        if self.head.is_label(spot) or spot.is_one_of(layout.label_keys):
            return True
        if spot[:2] in self.marks:
            return True
        if self.is_in_header(spot) and (spot.key in self.vocabulary.row_numbers or not self._heads_nothing(spot)):
            return True
        if self._says_again(spot) or self._is_at_side(spot) or self._is_caption(spot):
            return True
        if is_blank_mark(spot.text) or (self._is_decoration(spot) and not self.is_in_head(spot)):
            return True
        if (
            LINE_OVER_FORMS.fullmatch(spot.key)
            or spot.key in layout.unit_keys
            or (self.is_in_head(spot) and spot.key in layout.year_keys)
            or (self.is_in_head(spot) and (unit_alone(spot.key) or without_unit_behind(spot.key) in layout.label_keys))
            or (spot.row < min((row for row, _ in self.head.labels), default=self.region.top) and self._is_above(spot))
        ):
            return True
        if self.is_in_head(spot):
            return self._is_left_blank(spot) or self._is_level(spot) or self._is_between_pages(spot, layout)
        return spot.is_placeholder(layout.table.placeholders) or self._is_level(spot) or self._is_between_pages(spot, layout)

    def _is_left_blank(self, spot: Spot) -> bool:
        """True for a label of the head with nothing or a stroke beside it, or the next label: 中央补助, 其他依据, 备注 | —."""
        line = self.region.window.row(spot.row)
        behind = next((each for each in line if each.column > spot.column), None)
        if behind is not None and is_blank_mark(behind.text) and line == [spot, behind] and is_short(spot):
            return True
        is_blank = behind is not None and may_be_heading(self.head, behind) and _COLON_AT_END.search(behind.text)
        if not (behind is None or is_blank or self.head.is_label(behind)):
            return False
        if behind is not None and _COLON_AT_END.search(spot.text) and is_short(spot):
            return True
        layout = self.region.layout
        if self._heads_blank_goal(spot):
            return True
        money = (*layout.details, *(each for each in layout.labels if each.type == "amount"))
        is_of_money = any(each.is_like(spot.bare) for each in money)
        under = (each for each in self.region.window.row(spot.bottom + 1) if not self.head.is_label(each))
        is_alone = behind is None and not any(map(spot.shares_columns, under))
        return is_of_money or (is_alone and may_be_heading(self.head, spot))

    def _heads_blank_goal(self, spot: Spot) -> bool:
        """True for the heading of a further goal beside that of a known one, with nothing below it: 全年（调整）绩效目标."""
        if not (is_short(spot) and spot.bare.endswith(label_words("goals"))):
            return False
        beside = (each for each in self.region.window.row(spot.row) if each.bottom == spot.bottom)
        if not any(self.head.is_label(each) and each.is_one_of(self.region.layout.goal_keys) for each in beside):
            return False
        return not any(map(spot.shares_columns, self.region.window.row(spot.bottom + 1)))

    def _is_at_side(self, spot: Spot) -> bool:
        """True for words at the left edge beside a label that name a block: merged down, or of money (项目预算).

        Both are 预算执行（10分） beside the headings of the money, with a blank corner between.
        """
        is_merged, is_of_money = spot.bottom > spot.row, OF_MONEY.search(spot.text) is not None
        if not self.is_in_head(spot) or not is_short(spot.named(spot.bare)) or not (is_merged or is_of_money):
            return False
        line = self.region.window.row(spot.row)
        is_beside = len(line) > 1 and ((is_merged and is_of_money) or line[1].column == spot.right + 1)
        return line[0][:2] == spot[:2] and is_beside and self.head.is_label(line[1])

    def _is_caption(self, spot: Spot) -> bool:
        """True for words alone in their row right over the header of the table: 四、年度绩效指标完成情况."""
        window = self.region.window
        is_named = is_short(spot) and any(each in spot.key for each in label_words("indicators")) and heads_row(window, spot)
        is_named = is_named or (is_caption(spot) and window.row(spot.row) == [spot])
        return is_named and any(map(self.is_in_header, window.row(spot.bottom + 1)[:1]))

    def _says_again(self, spot: Spot) -> bool:
        """True for what a field has from another cell, and for 合计 before it.

        Such are 合计 beside an amount of the money, 自评得分 | 98 above a table whose closing row says 98 as well, and
        项目名称 | 河堤巡护 between the indicators, where the head of the page was printed again.
        """
        word, colon, text = spot.key.partition(":")
        if colon and text:
            named = self._fields_labelled(spot._replace(key=word, bare=bare_key(word)))
            return self._has_number(named, Cell(text, "text"))
        over = (each for each in self.region.window.row(spot.row - 1) if each.shares_columns(spot))
        if any(self._has_number(self._fields_labelled(each), spot.cell) for each in over):
            return True
        line = self.region.window.row(spot.row)
        at = line.index(spot)
        pair = line[at : at + 2] if spot.key in self.vocabulary.sums else line[max(0, at - 1) : at + 1]
        if len(pair) < 2:
            return False
        named = (FUNDING,) if pair[0].key in self.vocabulary.sums else self._fields_labelled(pair[0])
        if not self.is_in_head(spot) and FUNDING in named:
            return False
        said = {each.raw.strip() for each in self.fields if each.name.startswith(named) and not each.blank}
        return pair[1].text.strip() in said

    def _has_number(self, named: tuple[str, ...], cell: Cell) -> bool:
        """True where one of some fields has the number that a cell says."""
        number = read_number(cell).value if named else None
        return number is not None and any(each.name in named and each.value == number for each in self.fields)

    def _fields_labelled(self, spot: Spot) -> tuple[str, ...]:
        """Return the fields of a label that a form need not have, 自评得分 or a code; below the head those of all but amounts."""
        layout = self.region.layout
        labels = layout.optional if self.is_in_head(spot) else (each for each in layout.labels if each.type != "amount")
        return tuple(each.field for each in labels if each.field and spot.is_one_of(each.keys))

    def _is_decoration(self, spot: Spot) -> bool:
        """True for strokes and page numbers; a bare number in a row is one only at the left, where rows are counted.

        The sign of a target is none.
        """
        text = "".join(spot.text.split())
        if text in SIGNS or not (_DECORATION.fullmatch(text) or is_page_number(text)):
            return False
        return not _COUNT.fullmatch(text) or self.region.window.row(spot.row)[0][:2] == spot[:2]

    def is_in_header(self, spot: Spot) -> bool:
        """True for what stands in the rows of the headings of a table."""
        return any(first <= spot.row <= last for first, last in self.headers)

    def _heads_nothing(self, spot: Spot) -> bool:
        """True for what stands in the row of a header and heads nothing: a figure, left of the form, or with nothing below.

        A word close to the last heading may head a column that nobody filled.  What only may be a value, such as a time or a
        year, is a heading where something stands below it.
        """
        window = self.region.window
        if spot.right < self.region.left or is_figure(spot):
            return True
        if any(each.shares_columns(spot) for each in window.line_above(spot.row) if self.is_in_header(each)):
            return False  # 经费保障 below 偏差原因分析
        before = max((each.right for each in window.row(spot.row) if each.column < spot.column), default=spot.column)
        if spot.column <= before + 1 and not _may_be_value(spot):
            return False
        under = window.spots_between(spot.bottom + 1, self.last_row)
        return not any(spot.column <= each.column <= spot.right for each in under)

    def _is_above(self, spot: Spot) -> bool:
        """True for what stands above the labels and says nothing more: titles, the year, 填报单位：… and other known notes."""
        layout = self.region.layout
        if spot == self.region.title or is_year_line(spot.text) or spot.key.endswith((*layout.headings, *layout.titles)):
            return True
        word, _, said = spot.key.partition(":")
        bodies = (each.value for each in self.fields if each.name in _BODIES and isinstance(each.value, str)) if said else ()
        if bare_key(word) in layout.other_keys | layout.footers or any(said.endswith(key_of(each)) for each in bodies):
            return True
        is_note = BRACKETED.fullmatch(spot.text) and self.vocabulary.under_title.fullmatch(spot.key)
        return is_note is not None and not says_money(spot.key)

    def is_in_head(self, spot: Spot) -> bool:
        """True for what stands above the tables."""
        return spot.row <= self.head.last_row

    def _is_level(self, spot: Spot) -> bool:
        key = without_points(spot, self.vocabulary).key
        table, year = self.region.layout.table, year_of(self.fields, self.region.layout)
        is_side = key.removeprefix(f"{year}年").removeprefix("度") in table.side_keys
        is_known = is_side or key in self.vocabulary.level_names or key in table.total_keys
        return is_known or (spot.text.endswith(label_words("indicators")) and self._is_blank_level(spot))

    def _is_blank_level(self, spot: Spot) -> bool:
        """True for words alone in a row under 一级指标 or 二级指标: a level of the bureau's own without an indicator."""
        window, keys = self.region.window, self.region.layout.table.level_keys
        heads = (each for rows in self.headers for each in window.spots_between(*rows))
        return window.is_alone(spot) and any(each.is_one_of(keys) and spot.shares_columns(each) for each in heads)

    def _is_between_pages(self, spot: Spot, layout: Layout) -> bool:
        line = self.region.window.row(spot.row)
        if len(line) == 1 and (is_year_line(spot.text) or self.vocabulary.between.fullmatch(spot.key)):
            return True
        return spot.key in layout.continuations or is_title(spot, line, (layout,))


def is_figure(spot: Spot) -> bool:
    """True for a number or a target, which is no heading of a column; a year is one."""
    if is_year_line(f"{spot.text.strip().removesuffix('度').removesuffix('年')}年"):
        return False
    return spot.cell.kind == "number" or _FIGURE.match(spot.text) is not None


def _may_be_value(spot: Spot) -> bool:
    """True for what may be a heading or a value: a year alone, a time, words with an amount."""
    return spot.cell.kind != "text" or is_phrase(spot.text) or says_money(spot.text)
