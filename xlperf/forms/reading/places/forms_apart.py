"""Forms of one sheet told apart by their titles alone, for what has to be done before any of them is found."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.places.filled_labels import equal
from xlperf.forms.values.form_text import COLON, HAN, names_one_of

# A title is written over so many columns, merged or filled.
_COLUMNS_OF_TITLE = 3
# Of a form that was filled, most rows go across each of its columns.
_ROWS_ACROSS = 2


def forms_apart(window: Window, titles: tuple[str, ...], names: frozenset[str]) -> list[Window]:
    """Return the parts of a sheet with a form each, below and beside each other: the sheet itself where it has but one title.

    Args:
        window: the sheet.
        titles: how titles of forms end.
        names: labels of which every form has one; below a title that comes again on a next page there is none.
    """
    last_column = max(each.right for each in window.spots())
    first_row, last_row = window.row_numbers[0], window.row_numbers[-1]
    columns = _columns_of_titles(window, titles) or _behind_blanks(window)
    column = next((each for each in columns if _is_apart(window, each, last_column, names)), 0)
    if column:
        parts = [window.part(first_row, last_row, 1, column - 1), window.part(first_row, last_row, column, last_column)]
    else:
        rows = [row for row in window.row_numbers if _is_title(window.row(row), titles)]
        ends = pairwise((*rows, last_row + 1))
        rows = [row for row, end in ends if _has_name(window.part(row, end - 1, 1, last_column), names)]
        starts = (first_row, *rows[1:], last_row + 1)  # what stands above the first title goes with its form
        parts = [window.part(row, end - 1, 1, last_column) for row, end in pairwise(starts)]
    return [each for part in parts for each in forms_apart(part, titles, names)] if len(parts) > 1 else [window]


def _is_title(line: Sequence[Spot], titles: tuple[str, ...]) -> bool:
    """True for a row that holds nothing but a title, over several columns, merged or filled, or alone."""
    is_wide = line[-1].right - line[0].column + 1 >= _COLUMNS_OF_TITLE
    return (is_wide or len(line) == 1) and len({each.text for each in line}) == 1 and line[0].bare.endswith(titles)


def _columns_of_titles(window: Window, titles: tuple[str, ...]) -> list[int]:
    """Return the columns in which titles begin, that of the sheet left out; one that was filled goes on, save behind a blank."""
    pairs = (pair for line in window.lines for pair in zip((None, *line), line, strict=False) if pair[1].bare.endswith(titles))
    found = {spot.column for before, spot in pairs if before is None or not equal(before, spot)}
    return sorted(found - {min(line[0].column for line in window.lines)})


def _behind_blanks(window: Window) -> list[int]:
    """Return the columns right of blank ones, where a form may begin whose title nobody knows."""
    used = {column for each in window.spots() for column in range(each.column, each.right + 1)}
    return sorted(each for each in used if each - 1 not in used and each > min(used))


def _has_name(window: Window, names: frozenset[str]) -> bool:
    return window.has_any(names) or any(_is_name(each, names) for each in window.spots())


def _is_name(spot: Spot, names: frozenset[str]) -> bool:
    """True for the label of a name, in a cell of its own or before a colon."""
    return spot.is_one_of(names) or (":" in spot.key and names_one_of(COLON.split(spot.text)[0], names))


def _is_apart(window: Window, column: int, last: int, names: frozenset[str]) -> bool:
    """True where a form begins in a column: each side has the label of a name, that on the right first, and nothing goes across.

    Behind a blank column the name may come later: 项目编码 | 1001 | 项目名称 | 河道清淤.  No form is as narrow as the margin by
    which one begins left of another below it.
    Of what is filled, words go across where they stand on both sides; one heading may end a form and begin the next.
    """
    rows = window.row_numbers[0], window.row_numbers[-1]
    left, right = window.part(*rows, 1, column - 1), window.part(*rows, column, last)
    named = next((line for line in right.lines if any(_is_name(each, names) for each in line)), None)
    is_margin = column - min(line[0].column for line in window.lines) < _COLUMNS_OF_TITLE
    if is_margin or named is None or not _has_name(left, names):
        return False
    is_first = _is_name(named[0], names) or _goes_down(right, named[0])
    reach = column - 1 if is_first else max(each.right for each in left.spots())
    if not is_first and reach == column - 1:
        return False
    before = window.left_of(named[0])
    goes_on = before is not None and before.text == named[0].text  # behind a blank column that was inserted through a form
    if goes_on or any(each.column < column <= each.right for each in window.spots()):
        return False
    beside = (pair for line in window.lines for pair in pairwise(line) if (pair[0].right, pair[1].column) == (reach, column))
    return sum(one.text == two.text and HAN.search(one.text) is not None for one, two in beside) < _ROWS_ACROSS


def _goes_down(window: Window, spot: Spot) -> bool:
    """True for a heading at the side of several rows, merged or filled: 项目基本情况."""
    return spot.bottom > spot.row or any(each.column == spot.column and each.text == spot.text for each in window.row(spot.row + 1))
