"""The aligner: cells go to the slots that want them, together where they slipped together, and none is lost without need."""

from __future__ import annotations

from xlperf.forms.reading.alignment import Alignment, Slot, align
from xlperf.forms.reading.labels import Spot
from xlperf.intake.sheet import Cell

SLOTS = (Slot("word", 2, 2), Slot("number", 3, 3, True), Slot("more", 4, 5))


def aligned(cells: dict[int, str], slots: tuple[Slot, ...] = SLOTS, steady: bool = False) -> Alignment:
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
