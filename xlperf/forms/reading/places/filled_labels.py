"""Labels that nobody writes twice, by which a sheet with split and filled cells is known; equal neighbours in a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from xlperf.forms.layouts.layout import Layout
from xlperf.forms.reading.labels import Spot

FEWEST_LABELS = 2
"""Of fewer labels of one kind nothing is concluded."""
Run = list[Spot]
"""Equal neighbours of a row."""


@dataclass(frozen=True, slots=True)
class Known:
    """Labels that no one writes twice: at the side of rows, of amounts, of columns of tables, of money and of goals, of the head,
    of names, of what is no field; words of sums and ends of titles."""

    labels: frozenset[str]
    sides: frozenset[str]
    amounts: frozenset[str]
    table: frozenset[str]
    money: frozenset[str]
    goals: frozenset[str]
    heads: frozenset[str]
    names: frozenset[str]
    pairs: frozenset[str]
    sums: frozenset[str]
    titles: tuple[str, ...]


@lru_cache(maxsize=8)
def known_labels(layouts: tuple[Layout, ...]) -> Known:
    """Return the labels of some layouts by what they stand over or beside."""
    labels = frozenset(key for layout in layouts for _, keys in layout.all_labels for key in keys)
    axes = frozenset().union(*(layout.table.column_keys for layout in layouts))
    money = frozenset(key for layout in layouts if layout.grid for each in layout.grid.columns for key in each.keys)
    money |= frozenset(key for layout in layouts if layout.cross for each in layout.cross.periods for key in each.keys)
    goals = frozenset().union(*(layout.goal_keys for layout in layouts))
    forms = [layout for layout in layouts if not layout.lists_projects]
    beside = (each for layout in forms for each in layout.labels if each.field and each.value == "right")
    heads = frozenset(key for each in beside if each.type != "amount" for key in each.keys)
    names = frozenset().union(*(layout.start_keys for layout in forms))
    sums = frozenset().union(*(layout.table.total_keys for layout in layouts))
    titles = tuple(dict.fromkeys(each for layout in layouts for each in layout.titles))
    sides = frozenset().union(*(layout.side_keys for layout in layouts))
    amounts = frozenset(key for layout in layouts for each in layout.labels if each.type == "amount" for key in each.keys)
    heads -= axes | money | goals
    pairs = frozenset().union(*(layout.pair_keys for layout in layouts))
    return Known(labels | axes | money | sides, sides, amounts, axes, money, goals, heads, names, pairs, sums, titles)


def has_equal(line: Sequence[Spot]) -> bool:
    """True for a row with equal neighbours."""
    texts = {each.text for each in line}
    return len(texts) < len(line) and any(equal(one, two) for one, two in pairwise(line))


def runs_of(line: Sequence[Spot]) -> Iterator[Run]:
    """Yield the cells of a row, equal neighbours together."""
    run: Run = []
    for spot in line:
        if run and not equal(run[-1], spot):
            yield run
            run = []
        run.append(spot)
    yield run


def equal(one: Spot, two: Spot) -> bool:
    """True for two cells side by side that say the same and are not merged."""
    is_single = two.column == two.right and one.row == one.bottom and two.row == two.bottom
    return one.text == two.text and one.column + 1 == two.column and is_single
