"""The aligner: cells go to the slots that want them, together where they slipped together, and none is lost without need."""

from __future__ import annotations

from xlperf.forms.reading.alignment import Alignment, Slot, _best_two, _Path, align
from xlperf.forms.reading.labels import Spot
from xlperf.intake.sheet import Cell

SLOTS = (Slot("word", 2, 2), Slot("number", 3, 3, True), Slot("more", 4, 5))


def aligned(cells: dict[int, str], slots: tuple[Slot, ...] = SLOTS, steady: int = 0) -> Alignment:
    """Return the reading of a line of cells, given by sheet column, in slots that want words or numbers."""
    line = [Spot(1, column, 1, column, Cell(text, "text"), text, text, text) for column, text in cells.items()]

    def fit(cell: int, slot: int) -> int:
        if slots[slot].key == "more":
            return 0
        return 3 if line[cell].text.isdecimal() == (slots[slot].key == "number") else -9

    return align(line, slots, fit, steady)


def test_cells_under_their_headings_stay_there() -> None:
    """Nothing speaks against it: each cell has the slot that it stands under."""
    assert aligned({2: "a", 3: "7", 4: "b"}).slots == (0, 1, 2)


def test_a_line_that_slipped_is_moved_as_one() -> None:
    """A number under words and words left of the block: the whole line is one column too far left."""
    assert aligned({1: "a", 2: "7", 3: "b"}).slots == (0, 1, 2)


def test_a_remark_beside_the_block_has_no_slot() -> None:
    """A cell right of all slots is left over where none is free for it, before anything is moved."""
    assert aligned({2: "a", 3: "7", 4: "b", 6: "c"}).slots == (0, 1, 2, -1)


def test_no_slot_is_filled_twice() -> None:
    """Of two cells under one heading one is left over when no other slot is free."""
    assert sorted(aligned({2: "a", 3: "7", 4: "b", 5: "c"}).slots) == [-1, 0, 1, 2]


def test_the_rival_is_another_reading() -> None:
    """The next best reading differs, and the margin tells by how much it is worse; without cells there is none."""
    found = aligned({2: "a", 3: "7"})
    assert found.rival not in ((), found.slots)
    assert found.margin > 0
    assert aligned({}) == Alignment(())


def test_cells_below_wide_headings_move_together_by_columns() -> None:
    """One column to the right is the next heading for the first cell and the same heading for the second: one slip, not two."""
    slots = (Slot("word", 3, 3), Slot("number", 4, 5), Slot("more", 6, 6))
    found = aligned({4: "a", 5: "7"}, slots)
    assert (found.slots, found.margin) == ((0, 1), 8)


def test_of_equal_readings_the_earlier_is_better() -> None:
    """The order of two readings of one worth is that in which they were found, so that the same line is always read alike."""
    paths = [_Path(worth, 0, place, 0, 0, None) for place, worth in enumerate((5, 3, 5, 5))]
    assert [path.slot for _, path in _best_two(paths, 9, 0, 0)] == [0, 2]
