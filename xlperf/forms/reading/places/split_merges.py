"""Merged cells that were split and filled: 拆分并填充内容 of WPS, exports of systems; each cell of the former area says the same.

A label beside itself shows that a sheet is such a one.  There equal neighbours are one cell again, as far as they can be told
from two columns that say the same: 10 and 10 under 分值 and 得分 stay two.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from xlperf.forms.layouts.layout import Layout
from xlperf.forms.reading.labels import Merges, Spot, Window
from xlperf.forms.reading.places.blank_columns import without_blank_columns
from xlperf.forms.reading.places.filled_headings import Above, under_headings
from xlperf.forms.reading.places.filled_labels import FEWEST_LABELS, Known, Run, has_equal, known_labels, runs_of
from xlperf.forms.reading.places.forms_apart import forms_apart
from xlperf.forms.values.amounts import parse_amount
from xlperf.forms.values.form_text import HAN
from xlperf.intake.sheet import Area

# A heading over two columns is hardly a proof, but with equal neighbours in so many rows below it is.
_ROWS_BELOW = 3
# A text that is repeated over so many columns was written once: 总分 over the levels, what is said below the table.
_COLUMNS_OF_TEXT = 3
# 不涉及 may stand under every heading of a row; a title, alone in its row, is longer.
_LONGEST_WORD = 5


def with_split_merges(window: Window, layouts: Sequence[Layout]) -> Window:
    """Return a sheet with the merged cells that were split and filled, merged again; of several forms each is looked at alone."""
    known = known_labels(tuple(layouts))
    if not any(map(has_equal, window.lines)) and not any(each.is_one_of(known.sides) for each in _first_below(window)):
        return window
    parts = forms_apart(window, known.titles, known.names)
    again = [_merged_again(each, known) for each in parts]
    if again == parts:
        return window
    rows: dict[int, list[Spot]] = {}
    for each in again:
        for row in each.row_numbers:
            rows.setdefault(row, []).extend(each.row(row))
    spots = [each for line in rows.values() for each in line]
    kept = {each[:2] for each in spots}
    copies = [each[:2] for each in window.spots() if each[:2] not in kept]
    areas = (Area(*each[:4]) for each in spots if each[:2] != each[2:4])
    return Window(rows, Merges(areas, window.merges), [*window.covered, *copies])


def _merged_again(window: Window, known: Known) -> Window:
    """Return a sheet, or a part of it, with its cells again as they were before they were split."""
    doubled = [row for row, line in zip(window.row_numbers, window.lines, strict=True) if has_equal(line)]
    is_wide = _is_filled(window, doubled, known)
    if not is_wide and not any(each.is_one_of(known.sides) for each in _first_below(window)):
        return window
    columns = without_blank_columns(window, known.names) if is_wide else []
    near = window
    if columns:
        near = Window({line[0].row: [_nearer(each, columns) for each in line] for line in window.lines}, Merges(()))
    lines = ((above, list(_cells_again(line, above, known)) if is_wide else line) for above, line in under_headings(near, known))
    rows = _joined_down(lines, known)
    if columns:
        rows = {row: [_back(each, columns) for each in line] for row, line in rows.items()}
    return window.with_lines(rows)


def _first_below(window: Window) -> list[Spot]:
    """Return the first cells of rows that say the same as that of the row above."""
    return [line[0] for upper, line in pairwise(window.lines) if _is_first_below(upper[0], line[0])]


def _nearer(spot: Spot, columns: Sequence[int]) -> Spot:
    """Return a cell where it would stand if its sheet had no other columns than these."""
    return spot._replace(column=bisect_right(columns, spot.column), right=bisect_right(columns, spot.right))


def _back(spot: Spot, columns: Sequence[int]) -> Spot:
    return spot._replace(column=columns[spot.column - 1], right=columns[spot.right - 1])


def _is_first_below(upper: Spot, first: Spot) -> bool:
    """True for the first cell of a row with a label that the row above begins with, too."""
    below = first.key, first.column, first.row - 1
    return bool(first.key) and upper.row == first.row - 1 and (upper.key, upper.column, upper.bottom) == below


def _is_filled(window: Window, rows: Iterable[int], known: Known) -> bool:
    """True for a sheet with a title or two labels beside themselves, or with a heading that is beside itself as all below it are.

    What stands behind a label of the head twice is as good as a label.
    """
    labels: set[str] = set()
    for row in rows:
        before = None
        for run in runs_of(window.row(row)):
            first = run[0]
            is_first = row == window.row_numbers[0] and _is_alone(run, window.row(row))
            if len(run) >= _COLUMNS_OF_TEXT and first.key and (is_first or first.bare.endswith(known.titles)):
                return True
            if len(run) > 1 and first.is_one_of(known.table) and _goes_on_below(window, run):
                return True
            if len(run) > 1 and (first.is_one_of(known.labels) or (before is not None and before.is_one_of(known.heads))):
                labels.add(first.bare or first.text)
            before = first
    return len(labels) >= FEWEST_LABELS


def _goes_on_below(window: Window, run: Run) -> bool:
    """True when what stands in the columns of a run is equal in all of the next rows, too."""
    left, right = run[0].column, run[-1].column
    below = ([each for each in window.row(row) if left <= each.column <= right] for row in window.rows_below(run[0].row))
    lines = [line for _, line in zip(range(_ROWS_BELOW), filter(None, below), strict=False)]
    return len(lines) == _ROWS_BELOW and all(len(line) == len(run) and len(list(runs_of(line))) == 1 for line in lines)


def _cells_again(line: Sequence[Spot], above: Above, known: Known) -> Iterator[Spot]:
    """Yield the former cells of a row: equal neighbours, unless they stand under headings of their own."""
    for run in runs_of(line):
        first, *rest = run
        covered = 1 + sum(each.column in above.columns for each in rest)
        if covered == 1 or _is_alone(run, line) or (above.of != "goals" and _stands_once(first, covered, known)):
            yield first._replace(right=run[-1].right)
            continue
        starts = [index for index, each in enumerate(run) if not index or each.column in above.columns]
        for start, end in pairwise((*starts, len(run))):
            yield run[start]._replace(right=run[end - 1].right)


def _is_alone(run: Run, line: Sequence[Spot]) -> bool:
    """True for words over several columns with nothing beside them in their row, such as a title."""
    return len(run) == len(line) >= _COLUMNS_OF_TEXT and len(run[0].text) > _LONGEST_WORD and _is_worded(run[0])


def _stands_once(spot: Spot, covered: int, known: Known) -> bool:
    """True for a label, and for a text over several columns."""
    return spot.key in known.labels or spot.key in known.sums or (covered >= _COLUMNS_OF_TEXT and _is_worded(spot))


def _is_worded(spot: Spot) -> bool:
    """True for words; an amount with its unit (449.8万) may well be the same in two cells."""
    return HAN.search(spot.text) is not None and parse_amount(spot.text) is None


def _joined_down(lines: Iterable[tuple[Above, list[Spot]]], known: Known) -> dict[int, list[Spot]]:
    """Return the cells of a sheet by row, one that says the same as the cell above it as a part of this.

    Two units of one name below each other stay two: what is left of such cells is one cell, too.  So do two lines of one amount.
    """
    rows: dict[int, list[Spot]] = {}
    last: dict[int, Spot] = {}
    for above, line in lines:
        kept, joined, here = [], True, {}
        for spot in line:
            upper = last.get(spot.column)
            is_own = spot.is_one_of(known.amounts) and not _is_at_side(spot, line, known)
            joined = upper is not None and not is_own and _goes_on(upper, spot, above, joined)
            if upper is not None and joined:
                at = next(index for index, each in enumerate(rows[upper.row]) if each.column == upper.column)
                spot = upper._replace(bottom=spot.bottom)
                rows[upper.row][at] = spot
            else:
                kept.append(spot)
            here[spot.column] = spot
        rows[line[0].row], last = kept, here
    return rows


def _is_at_side(spot: Spot, line: Sequence[Spot], known: Known) -> bool:
    """True for 项目资金 at the side of the rows of amounts, which heads an amount only where this is the next cell."""
    return spot is line[0] and spot.is_one_of(known.sides) and (len(line) == 1 or parse_amount(line[1].text) is None)


def _goes_on(upper: Spot, spot: Spot, above: Above, is_left_joined: bool) -> bool:
    """True for a cell that says the same as the one above it and was one with it."""
    if (upper.right, upper.text, spot.row) != (spot.right, spot.text, spot.bottom) or not _is_worded(spot):
        return False
    if spot.column < above.first or not above.first:
        return is_left_joined
    return above.of != "table"  # what is said of several amounts
