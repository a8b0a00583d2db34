"""Tables one below the other, each below a header of its own: of the term and of the year, or of two years."""

from __future__ import annotations

from dataclasses import replace

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import ANNUAL, EARLIER, LATER, TERM, Layout
from xlperf.forms.reading.indicators.periods.block import Block, role_at_side, role_of_indicators, role_of_targets
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.indicators.table_heading import columns_at, heading
from xlperf.forms.reading.labels import Window
from xlperf.forms.reading.places.parts import LAST_ROW
from xlperf.forms.values.wordings import label_words

_YEAR = lazy_pattern(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_OF_FORM = lazy_pattern(r"(?<!\d)(?:19|20)\d\d(?=\s*年)")


def stacked(window: Window, layout: Layout, header: tuple[int, Columns]) -> list[Block]:
    """Return tables of several periods one below the other; a header that is repeated after a page break begins none.

    A label that names another year than the form tells its table apart only where one of the form's year is left: the
    year at the top may be last year's.
    """
    found = _stacked_tables(window, layout, header, True)
    found = found if any(each.role == ANNUAL for each in found) else _stacked_tables(window, layout, header, False)
    return _below_one_header(found[0], layout) if len(found) == 1 and found[0].role else found


def _below_one_header(block: Block, layout: Layout) -> list[Block]:
    """Return a table as two where its side names a second period further down: 长期绩效指标, then 年度绩效指标, over one header."""
    window, columns = block.window, block.columns
    sides = [each for row in window.rows_below(block.header_row)[1:] for each in window.row(row)[:1] if each.right < columns.left]
    roles = {each: role_at_side(each, layout.table.roles) for each in sides}
    named = [each for each in sides if roles[each] not in ("", block.role)]
    last = heading(window, block.header_row, layout)[1] if named else 0
    label = next((each for each in named if each.row in window.rows_below(last)[1:]), None)
    if label is None:
        return [block]
    head = {row: window.row(row) for row in window.rows_between(block.header_row, last)}
    rows = {row: [each for each in window.row(row) if each != label] for row in window.rows_between(label.row, LAST_ROW)}
    above = window.with_lines({row: window.row(row) for row in window.rows_above(label.row)})
    below = window.with_lines(head | rows)
    marks = frozenset({label[:2]})
    return [replace(block, window=above), Block(roles[label], below, block.header_row, columns, marks, first=label.row)]


def _stacked_tables(window: Window, layout: Layout, header: tuple[int, Columns], by_year: bool) -> list[Block]:
    rows = sorted({each.row for each in window.with_keys(layout.table.name_keys) if each.row >= header[0]})
    starts: list[tuple[int, Columns, str, frozenset[tuple[int, int]], int]] = []
    for row in rows:
        columns = columns_at(window, row, layout)
        if columns is None:
            continue
        named = _named_at(window, layout, row, columns)
        role = named[0] or role_of_targets(heading(window, row, layout)[0], layout)
        marks = named[1]
        if by_year and role == ANNUAL:
            role = _role_of_year(window, header[0], marks) or role
        if starts and role and not named[0] and _is_next_page(window, layout, row, columns, starts[-1][:3]):
            continue
        goes_on = not role and starts and (starts[-1][2] != TERM or not _is_labelled(window, starts[-1][0], row, columns))
        if starts and (role == starts[-1][2] or goes_on):
            continue
        starts.append((row, columns, role, marks, min((at[0] for at in marks), default=row)))
    ends = [first - 1 for *_, first in starts[1:]] + [window.row_numbers[-1]]
    return [
        Block(role, _rows(window, layout, row, end), row, columns, marks)
        for (row, columns, role, marks, _), end in zip(starts, ends, strict=True)
    ]


def _is_next_page(window: Window, layout: Layout, row: int, columns: Columns, above: tuple[int, Columns, str]) -> bool:
    """True for headings again that nothing beside them names: word for word, or 年度指标值 for 目标值 over the same columns.

    年度指标值 below 项目绩效指标, and once more on the next page.  A row of the table stands right above those in other words.
    """
    first, theirs, role = above
    if _headings(window, row, layout) == _headings(window, first, layout):
        return True
    line = window.row(window.rows_above(row)[-1])
    return not role and columns.windows == theirs.windows and len(line) > 1 and line[0].key not in layout.head_keys


def _role_of_year(window: Window, header_row: int, marks: frozenset[tuple[int, int]]) -> str:
    """Return the period of a table whose label names another year than the form: 2027年绩效指标 on a form of 2026."""
    labels = (each for row, column in marks if (each := window.at(row, column)) is not None)
    years = {found[0] for each in labels for found in _YEAR.finditer(each.text)}
    above = window.spots_above(header_row)
    own = next((found[0] for each in above for found in _YEAR_OF_FORM.finditer(each.text)), None)
    if len(years) != 1 or own is None or own in years:
        return ""
    return LATER if years.pop() > own else EARLIER


def _headings(window: Window, row: int, layout: Layout) -> list[str]:
    """Return the headings of the columns in a row, without what stands at the side of the table."""
    line = heading(window, row, layout)[0]
    first = next((at for at, each in enumerate(line) if each.key in layout.table.column_keys), 0)
    return [each.key for each in line[first:]]


def _is_labelled(window: Window, first: int, row: int, columns: Columns) -> bool:
    """True for words left of the headings of a table, which a header that is repeated on the next page has not got.

    Nor do the levels begin again there, as they do below a label that was blanked.
    """
    left = columns.left
    if any(each.column < left for each in window.row(row)):
        return True
    levels = [each for each in window.spots_below(first) if each.column == left]
    above, below = [each.key for each in levels if each.row < row], [each.key for each in levels if each.row > row]
    return bool(below) and below[0] in above and below[0] != above[-1]


def _named_at(window: Window, layout: Layout, row: int, columns: Columns) -> tuple[str, frozenset[tuple[int, int]]]:
    """Return the period of a table by its side label or a heading above it, empty without one, and where they stand."""
    left, roles = columns.left, layout.table.roles
    last = heading(window, row, layout)[1]
    side = window.merged_spot(row, left - 1)
    home = [side] if side is not None else []
    beside = [each for each in (*window.row(row), *window.row(last + 1)) if each.column < left]
    above = [window.row(number) for number in reversed(window.rows_above(row)[-2:])]
    heads = [line[0] for line in above]
    alone = [line[0] for line in above if len(line) == 1 and line[0].bare.endswith(label_words("forms"))]  # 年度绩效目标表
    for spot in (*beside, *home, *heads):
        is_at_side = spot not in heads or spot in alone
        if role := (role_at_side if is_at_side else role_of_indicators)(spot, roles):
            return role, frozenset({spot[:2]} if spot.row >= row or spot in heads else ())
    return "", frozenset()


def _rows(window: Window, layout: Layout, first: int, last: int) -> Window:
    """Return the rows of a block: up to a goal that stands between two tables."""
    goals = frozenset().union(*(each.keys for each in layout.labels if each.type == "text" and each.field))
    rows = {}
    for number in window.rows_between(first, last):
        line = window.row(number)
        if number > first and line[0].key in goals | layout.head_keys:
            break
        rows[number] = line
    return window.with_lines(rows)
