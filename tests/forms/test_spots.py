"""Where cells stand to each other."""

from __future__ import annotations

import pytest

from xlperf.forms.reading.labels import Spot
from xlperf.intake.sheet import Cell

CELL = Cell("字", "text")


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [((2, 2), (2, 2), True), ((2, 2), (3, 3), False), ((2, 4), (4, 6), True), ((2, 4), (5, 6), False), ((2, 6), (3, 4), True)],
)
def test_cells_that_share_columns(first: tuple[int, int], second: tuple[int, int], together: bool) -> None:
    """One stands below the other when both cover a column, and that is so either way round."""
    one, other = (Spot(row, left, row, right, CELL, "字", "字", "字") for row, (left, right) in ((1, first), (2, second)))
    assert (one.shares_columns(other), other.shares_columns(one)) == (together, together)
