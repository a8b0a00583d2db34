"""The one aligner: the cells of a line, each given to a slot of a block, in order.

Most cells stand under their headings.  Those of a line that was pasted from a text document do not: where a merged cell
ended, what followed slipped.  Which cell belongs where is one question, whatever the block is, so it is answered once: of
all ways to give the cells to slots from left to right the likeliest is taken.  What a cell is against what a slot wants
counts, which the caller knows (``fit``), and how far the cells have moved from their headings.

The two best readings are found by dynamic programming over cells × slots: what a further cell adds depends on nothing
but the cell before it and the slot that this one has.  The second tells how sure the first is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from xlperf.forms.reading.labels import Spot

LEFT_OVER = -8
"""A cell without a slot: the last resort, since what stands in it is lost to the block (the ledger tells it)."""
BESIDE = -2
"""A cell without a slot right of all slots: most are remarks beside a table."""
MISSING = -2
"""A slot that a complete line fills and this one does not: units do leave cells blank."""
SLIPPED = -3
"""The first cell that has a slot stands under another heading: lines slip, most do not."""
CAUGHT_UP = -2
"""A cell has moved less far left than the one before it: a blank cell between them was kept, as where a merged cell ended."""
FELL_BACK = -5
"""A cell has moved farther left than the one before it, which had moved as well: a blank cell between them was lost."""
BROKE_AWAY = -10
"""A cell has moved left, the one before it stands under its own heading: what began in its place hardly slips behind it."""
PUSHED_AWAY = -8
"""A cell has moved right, the one before it stands under its own heading: somebody filled the wrong cell."""
KEEPS_MERGES = 2
"""What a cell under its heading is worth in a block that keeps its merged cells, so that nothing slipped when it was pasted."""
LEAVES_NO_BLANKS = 4
"""The same in a block whose lines leave no blank at their left that could be lost."""

Fit = Callable[[int, int], int]
"""What it is worth that a cell has a slot, both by their index."""


class Slot(NamedTuple):
    """A place for one cell: its key, its first and last sheet column, and whether a complete line fills it."""

    key: str
    left: int
    right: int
    is_wanted: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """The likeliest reading of a line.

    Attributes:
        slots: for each cell the index of its slot, -1 for a cell left over.
        rival: the same of the next best reading; empty where there is no other.
        margin: how much more the reading is worth than its rival; 0 where there is none.
    """

    slots: tuple[int, ...]
    rival: tuple[int, ...] = ()
    margin: int = 0


class _Path(NamedTuple):
    """A reading of the cells up to one, those behind it left over.

    Its worth (against that where no cell has a slot), that cell, its slot, how far it has moved in slots and in columns, and
    the reading without it.
    """

    worth: int
    cell: int
    slot: int
    shift: int
    moved: int
    before: _Path | None


def align(cells: Sequence[Spot], slots: Sequence[Slot], fit: Fit, steady: int = 0) -> Alignment:
    """Return the likeliest reading of the cells of a line.

    Args:
        cells: the cells, left to right.
        slots: the slots, left to right.
        fit: what a cell is worth in a slot.
        steady: what it is worth that a cell stands under its heading: 0, KEEPS_MERGES or LEAVES_NO_BLANKS.
    """
    places = [_place(each.column, slots) for each in cells]
    left_over = [BESIDE if place >= len(slots) else LEFT_OVER for place in places]
    paths = [_Path(0, -1, -1, 0, 0, None)]
    for cell, spot in enumerate(cells):
        reached: list[_Path] = []
        for slot, heading in enumerate(slots):
            shift, moved = places[cell] - slot, spot.column - heading.left
            own = fit(cell, slot) - left_over[cell] - MISSING * heading.is_wanted + (0 if shift else steady)
            reached += [
                _Path(worth + own, cell, slot, shift, moved, before) for worth, before in _best_two(paths, slot, shift, moved)
            ]
        paths += reached
    best, *others = sorted(paths, key=itemgetter(0), reverse=True)
    if not others:
        return Alignment(_slots(best, len(cells)))
    return Alignment(_slots(best, len(cells)), _slots(others[0], len(cells)), best.worth - others[0].worth)


def _best_two(paths: Iterable[_Path], slot: int, shift: int, moved: int) -> list[tuple[int, _Path]]:
    """Return the two best readings before a cell in a slot, of the earlier of equals first, with what they are worth then."""
    found: list[tuple[int, _Path]] = []
    for path in paths:
        if path.slot < slot:
            worth = path.worth + _step(path, shift, moved)
            if len(found) < 2:
                found.append((worth, path))
                if worth > found[0][0]:
                    found.reverse()
            elif worth > found[1][0]:
                found[1] = worth, path
                if worth > found[0][0]:
                    found.reverse()
    return found


def _step(path: _Path, shift: int, moved: int) -> int:
    """Return what it costs that a cell has not moved as far as the cell before it.

    Headings may be wider than cells: two cells have moved together when they stand as many headings from their own, or as
    many columns.
    """
    if shift == path.shift or (path.shift and moved == path.moved):
        return 0
    if path.before is None:
        return SLIPPED
    if not path.shift:
        return BROKE_AWAY if shift < 0 else PUSHED_AWAY
    return CAUGHT_UP if shift > path.shift else FELL_BACK


def _place(column: int, slots: Sequence[Slot]) -> int:
    """Return the index of the slot that a sheet column belongs to: below 0 left of all slots, too high right of them."""
    if column > slots[-1].right:
        return len(slots) - 1 + column - slots[-1].right
    index = sum(each.left <= column for each in slots) - 1
    return index if index >= 0 else column - slots[0].left


def _slots(path: _Path, count: int) -> tuple[int, ...]:
    found = [-1] * count
    while path.before is not None:
        found[path.cell] = path.slot
        path = path.before
    return tuple(found)
