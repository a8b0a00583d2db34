"""The label 项目名称 where somebody blanked it: the name stands where it did, right above or below 主管部门 or 实施单位.

A form begins with that label, so that without it a whole form was refused, or taken for the rest of the one above.
"""

from __future__ import annotations

from functools import lru_cache

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import ends_as_body
from xlperf.forms.layouts.layout import Layout
from xlperf.forms.reading.labels import Spot, Window, blank_spot
from xlperf.forms.reading.places.evidence import named_in
from xlperf.forms.reading.places.form_titles import is_title, marks_of, rows_of_tables
from xlperf.forms.reading.places.parts import LINE_OVER_FORMS
from xlperf.forms.values.amounts import parse_amount
from xlperf.forms.values.choices import is_choice
from xlperf.forms.values.dates import is_year_line
from xlperf.forms.values.form_text import HAN
from xlperf.forms.values.target import is_phrase
from xlperf.forms.values.wordings import label_words

_BODIES = ("/department", "/unit")
_LONGEST_NAME = 60
_SENTENCE = lazy_pattern("[。；：:;!！?？]")


def with_blanked_names(window: Window, layouts: tuple[Layout, ...]) -> Window:
    """Return the cells of a sheet with the label of each project's name that was blanked, over a table that has no other.

    It has no text, so that the form can tell that it is missing.
    """
    marks = marks_of(layouts)
    tables = rows_of_tables(window, layouts)
    if not tables or len(window.with_keys(marks.names)) >= len(tables):
        return window
    label = next(each.label for layout in layouts for each in layout.labels if each.starts_form)
    found: dict[int, Spot] = {}
    for body in window.with_keys(_keys_of_bodies(layouts)):
        end = next((row for row in tables if row > body.bottom), 0)
        begin = max((row for row in tables if row < body.row), default=0)
        between = window.spots_between(begin + 1, end) if end and end not in found else ()
        is_named = any(each.is_one_of(marks.names) or named_in(each, marks.names) for each in between)
        blank = _blanked_beside(window, body, layouts) if end and end not in found and not is_named else None
        if blank is not None:
            found[end] = blank.named(label)
    return window.with_more(found.values()) if found else window


@lru_cache(maxsize=8)
def _keys_of_bodies(layouts: tuple[Layout, ...]) -> frozenset[str]:
    return frozenset().union(*(each.keys for layout in layouts for each in layout.labels if each.field in _BODIES))


def _blanked_beside(window: Window, body: Spot, layouts: tuple[Layout, ...]) -> Spot | None:
    """Return the blank cell in the column of 主管部门, in the row above or below it, with a name where that has its value."""
    value = window.right_of(body)
    if value is None or value.is_one_of(layouts[0].label_keys):
        return None
    for row in (body.row - 1, body.bottom + 1):
        line = window.row(row)
        at = next((index for index, each in enumerate(line) if each.column == value.column), None)
        if at is None or window.merged_spot(row, body.column) is not None or not _may_be_name(line[at], line, layouts):
            continue
        before = line[at - 1] if at else None
        if before is None or (before.right < body.column and not before.is_one_of(layouts[0].label_keys)):
            return blank_spot(row, body.column, line[at].bottom, body.right)
    return None


def _may_be_name(spot: Spot, line: list[Spot], layouts: tuple[Layout, ...]) -> bool:
    """True for words that are no label, no body, no choice, in none of the lines that stand over forms and in no row of a table."""
    text = spot.text.strip()
    if spot.cell.kind != "text" or len(text) > _LONGEST_NAME or HAN.search(text) is None or _SENTENCE.search(text):
        return False
    if text.endswith(label_words("indicators")) or any(is_phrase(each.text) and parse_amount(each.text) is None for each in line):
        return False
    if spot.is_one_of(layouts[0].label_keys) or is_choice(text) or ends_as_body(text):
        return False
    return not (is_year_line(text) or LINE_OVER_FORMS.fullmatch(spot.key) or is_title(spot, line, layouts))
