"""What stands between the parts of a table that runs over a page: titles, 续表, page numbers, lines across the whole table."""

from __future__ import annotations

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import Layout
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.labels import Spot
from xlperf.forms.reading.places.form_titles import is_title
from xlperf.forms.values.dates import is_year_line
from xlperf.forms.values.form_text import is_page_number

BARE_NUMBER = lazy_pattern(r"\d{1,3}(?:/\d{1,3})?")
"""The number of a page, or of a row."""
_WIDE = 3


def in_names(columns: Columns, spot: Spot) -> bool:
    """True for a cell that stands in the column of names and not beyond."""
    left, right = columns.windows.get("level3", (0, 0))
    return left <= spot.column <= spot.right <= right


def is_between_pages(line: list[Spot], columns: Columns, layout: Layout, words: Vocabulary, may_slip: bool) -> bool:
    """True for what stands between two pages of a table, and is no row of it.

    Args:
        layout, words: what the labels and the names of levels are.
        may_slip: rows of the table may have slipped when it was pasted.
    """
    first = line[0]
    if _is_continuation(line, columns, layout, words) or is_title(first, line, (layout,)):
        return True
    if len(line) > 1:
        is_label = first.key in layout.head_keys and not in_names(columns, first)
        return is_label or (not may_slip and _is_left_of_names(line, columns, layout, words))
    return _is_alone(first, columns, layout, words)


def _is_continuation(line: list[Spot], columns: Columns, layout: Layout, words: Vocabulary) -> bool:
    if len(line) == 1 and words.between.fullmatch(line[0].key):
        return True
    return line[0].key in layout.continuations and (len(line) == 1 or not in_names(columns, line[0]))


def _is_left_of_names(line: list[Spot], columns: Columns, layout: Layout, words: Vocabulary) -> bool:
    """True for a row that begins beside the table and ends before its names, such as 归口科室 | 教科文科.

    In a table whose rows may have slipped, it may be an indicator.
    """
    names = columns.windows.get("level3")
    if names is None or line[-1].right >= names[0] or columns.at(line[0].column) is not None:
        return False
    known = (words.level_names, layout.table.side_keys, layout.table.total_keys)
    return not any(each.key in keys for each in line for keys in known)


def _is_alone(spot: Spot, columns: Columns, layout: Layout, words: Vocabulary) -> bool:
    """True for a page number, a year line, or any text across the whole table."""
    key = spot.key or spot.text.strip()
    if is_page_number(key) or is_year_line(spot.text):
        return True
    if BARE_NUMBER.fullmatch(key):
        return columns.at(spot.column) in (None, "", "level1", "level2")
    known = key in words.level_names or key in layout.table.total_keys
    return spot.right - spot.column >= _WIDE and not known and not in_names(columns, spot)
