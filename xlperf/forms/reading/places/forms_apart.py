"""Forms of one sheet told apart by their titles alone, for what has to be done before any of them is found."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from xlperf.forms.reading.labels import Spot, Window

# A title is written over so many columns, merged or filled.
_COLUMNS_OF_TITLE = 3


def forms_apart(window: Window, titles: tuple[str, ...], names: frozenset[str]) -> list[Window]:
    """Return the parts of a sheet with a form each, below and beside each other: the sheet itself where it has but one title.

    Args:
        window: the sheet.
        titles: how titles of forms end.
        names: labels of which every form has one; below a title that comes again on a next page there is none.
    """
    last_row, last_column = window.row_numbers[-1], max(each.right for each in window.spots())
    starts = {row: found for row in window.row_numbers if (found := _titles_in(window.row(row), titles))}
    rows = [row for row, end in pairwise((*starts, last_row + 1)) if window.part(row, end - 1, 1, last_column).has_any(names)]
    parts: list[Window] = []
    for row, end in pairwise((*rows, last_row + 1)):
        top = row if parts else 1  # what stands above the first title goes with its form
        columns = [1, *starts[row][1:], last_column + 1]
        beside = [window.part(top, end - 1, left, right - 1) for left, right in pairwise(columns)]
        parts += beside if all(each.has_any(names) for each in beside) else [window.part(top, end - 1, 1, last_column)]
    return parts if len(parts) > 1 else [window]


def _titles_in(line: Sequence[Spot], titles: tuple[str, ...]) -> list[int]:
    """Return the columns at which titles of forms begin in a row that holds nothing else."""
    runs = [list(each) for _, each in groupby(line, key=lambda spot: (spot.text, spot.right > spot.column and spot.column))]
    wide = [run[-1].right - run[0].column + 1 >= _COLUMNS_OF_TITLE or len(line) == 1 for run in runs]
    return [run[0].column for run in runs] if all(wide) and all(run[0].bare.endswith(titles) for run in runs) else []
