"""The title above the header of a table of many projects."""

from __future__ import annotations

from itertools import takewhile

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import LEVELS, Layout
from xlperf.forms.reading.indicators.signatures import begins_foot
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.places.parts import LINE_OVER_FORMS
from xlperf.forms.values.dates import is_year_line
from xlperf.forms.values.form_text import bare_key, without_tail
from xlperf.forms.values.wordings import wording

_ROWS_OF_TITLE = 6
_SENTENCE = lazy_pattern("[,。;!?]")
_WITHOUT_END = lazy_pattern(f".{{4,}}(?:{wording('titles_without_ends')})")
"""云水县教育局2024年预算项目绩效目标, alone in its row."""
_END_OF_TITLE = lazy_pattern(f"(?:{wording('forms')})(?:{wording('summaries')})?$")


def title_of_list(window: Window, row: int, layout: Layout) -> Spot | None:
    """Return the title above a header, the nearest first: a text that ends as one, alone in its row but for the unit and the like.

    However many notes stand between, it is looked for up to where another table stands.
    """
    labels = layout.table.label_keys - layout.table.side_keys
    rows = [window.row(number) for number in window.rows_above(row)]
    above = list(takewhile(lambda line: sum(each.key in labels for each in line) < len(LEVELS), reversed(rows)))
    for spot in (each for line in above for each in line):
        if any(each in spot.key for each in layout.titles) and not _is_note(spot, layout):
            return spot
    near = [line for line in reversed(above[:_ROWS_OF_TITLE]) if not _is_note(line[0], layout)]
    ended = (line[0] for line in near if _END_OF_TITLE.search(without_tail(line[0].key)))
    bare = (line[0] for line in near if len(line) == 1 and _WITHOUT_END.fullmatch(without_tail(line[0].key)))
    return next(ended, None) or next(bare, None)


def first_over(window: Window, row: int, layout: Layout) -> int:
    """Return the row of the first of the lines right above a header without a title: the year, 单位：万元, 部门：云溪市水务局.

    The row of the header where there is none.
    """
    for number in reversed(window.rows_above(row)):
        first = window.row(number)[0]
        words = bare_key(first.text.partition(":")[0].partition("：")[0])
        if not (is_year_line(first.text) or LINE_OVER_FORMS.fullmatch(first.key) or words in layout.text_keys):
            return row
        row = number
    return row


def _is_note(spot: Spot, layout: Layout) -> bool:
    """True for a sentence, or what begins as a note does: it may speak of the form."""
    return _SENTENCE.search(spot.key) is not None or begins_foot(spot.key, layout.footers)
