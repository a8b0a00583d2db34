"""The cells of one table row, each given to its column.

Most rows stand under their headings.  Rows pasted from a text document do not:
where a merged cell of the document ended, the rest of the row slips to the left
(or to the right), so such rows are read in order, led by the level names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlperf.forms.labels import Spot
from xlperf.forms.layout import Axis, Regime, Vocabulary

_FAR = 1 << 20


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a table stand: key to (first, last) sheet column."""

    windows: Mapping[str, tuple[int, int]]
    order: tuple[str, ...]
    obligatory: frozenset[str] = frozenset()

    @property
    def first(self) -> int:
        """The leftmost column of the table."""
        return min(left for left, _ in self.windows.values())

    def start(self, key: str) -> int:
        """Return the first sheet column of a table column."""
        return self.windows[key][0]


@dataclass(frozen=True, slots=True)
class LevelNames:
    """The level names by key, and the regime of the form's year."""

    level1: Mapping[str, str]
    level2: Mapping[str, str]
    regime: Regime

    def leads(self, first: Spot, second: Spot) -> bool:
        """True when a cell is the level-1 name of a row.

        成本指标 is level 2 in one regime and level 1 in the other, so the year
        decides, unless a level-2 name of it follows.
        """
        name = self.level1.get(first.key)
        if name is None:
            return False
        return name in self.regime.levels or first.key not in self.level2 or second.key in self.level2


def level_names(vocabulary: Vocabulary, year: int | None) -> LevelNames:
    """Return the level names as they lead the rows of a form of a year."""
    return LevelNames(vocabulary.level1, vocabulary.level2, vocabulary.regime_of(year))


def columns_of(header: list[Spot], axes: tuple[Axis, ...]) -> Columns | None:
    """Return the columns that a header row names, None when it is no header row.

    A header that was deleted leaves a gap between its neighbours; its column is
    taken to stand there.
    """
    found: dict[str, int] = {}
    at = 0
    for axis in axes:
        spot = next((each for each in header[at:] if each.key in axis.keys or each.bare in axis.keys), None)
        if spot is not None:
            found[axis.key] = spot.column
            at = header.index(spot) + 1
    if len(found) < 2 or not found.keys() & {"level1", "level2", "level3"}:
        return None
    _fill_gap(found, header, axes)
    edges = sorted(found.values())
    windows = {key: (column, next((edge - 1 for edge in edges if edge > column), _FAR)) for key, column in found.items()}
    return Columns(
        windows, tuple(axis.key for axis in axes if axis.key in windows), frozenset(axis.key for axis in axes if axis.required)
    )


def _fill_gap(found: dict[str, int], header: list[Spot], axes: tuple[Axis, ...]) -> None:
    keys = [axis.key for axis in axes]
    for before, missing, after in zip(keys, keys[1:], keys[2:], strict=False):
        if missing not in found and before in found and after in found:
            left = next(each.right for each in header if each.column == found[before]) + 1
            if left < found[after]:
                found[missing] = left


def assign(line: list[Spot], columns: Columns, names: LevelNames, may_slip: bool) -> dict[str, Spot]:
    """Return the cells of a row by column key.

    Args:
        line: the cells with content, left to right, side labels left out.
        columns: where the columns stand.
        names: the level names.
        may_slip: the table has no merged level cells, so that rows may have
            slipped when it was pasted.
    """
    placed = _by_place(line, columns)
    if placed is not None and (not may_slip or _fits(placed, columns, names)):
        return placed
    return _by_order(line, columns, names)


def _by_place(line: list[Spot], columns: Columns) -> dict[str, Spot] | None:
    """Give each cell to the column it stands under; None when one stands under none, or two under one."""
    placed: dict[str, Spot] = {}
    for spot in line:
        key = next((key for key, (left, right) in columns.windows.items() if left <= spot.column <= right), None)
        if key is None or key in placed:
            return None
        placed[key] = spot
    return placed


def _fits(placed: Mapping[str, Spot], columns: Columns, names: LevelNames) -> bool:
    """True when what stands under the headings can be what they say.

    A level name nobody knows is believed only in a row whose obligatory cells
    are all there: in a slipped row the last of them is missing.
    """
    whole = all(key in placed for key in columns.obligatory)
    one, two = placed.get("level1"), placed.get("level2")
    if one is not None and one.key not in names.level1 and (not whole or one.key in names.level2):
        return False
    return two is None or two.key in names.level2 or (whole and two.key not in names.level1)


def _by_order(line: list[Spot], columns: Columns, names: LevelNames) -> dict[str, Spot]:
    """Read a slipped row from left to right: level names first, then name, target and the rest."""
    rest = list(line)
    placed: dict[str, Spot] = {}
    if len(rest) > 1 and names.leads(rest[0], rest[1]):
        placed["level1"] = rest.pop(0)
    if len(rest) > 1 and rest[0].key in names.level2:
        placed["level2"] = rest.pop(0)
    tail = [key for key in columns.order if key not in ("level1", "level2")]
    return placed | dict(zip(tail, rest, strict=False))
