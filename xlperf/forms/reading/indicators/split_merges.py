"""Merged cells that were split and filled: 拆分并填充内容 of WPS, exports of systems; each cell of the former area says the same.

A label beside itself shows that a sheet is such a one.  There equal neighbours are one cell again, as far as they can be told
from two columns that say the same: 10 and 10 under 分值 and 得分 stay two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from xlperf.forms.layouts.layout import Layout
from xlperf.forms.reading.labels import Merges, Spot, Window
from xlperf.forms.reading.places.blank_columns import without_blank_columns
from xlperf.forms.reading.places.forms_apart import forms_apart
from xlperf.forms.values.amounts import parse_amount
from xlperf.forms.values.form_text import HAN
from xlperf.intake.sheet import Area

_FEWEST_LABELS = 2
# A heading over two columns is hardly a proof, but with equal neighbours in so many rows below it is.
_ROWS_BELOW = 3
# A text that is repeated over so many columns was written once: 总分 over the levels, what is said below the table.
_COLUMNS_OF_TEXT = 3
_Kind = Literal["", "goals", "table", "money"]
_KINDS: tuple[_Kind, ...] = ("goals", "table", "money")


@dataclass(frozen=True, slots=True)
class _Known:
    """Labels that no one writes twice: at the side of rows, of amounts, of columns of tables, of money and of goals, of the head,
    of names; words of sums and ends of titles."""

    labels: frozenset[str]
    sides: frozenset[str]
    amounts: frozenset[str]
    table: frozenset[str]
    money: frozenset[str]
    goals: frozenset[str]
    heads: frozenset[str]
    names: frozenset[str]
    sums: frozenset[str]
    titles: tuple[str, ...]


_Run = list[Spot]


def with_split_merges(window: Window, layouts: Sequence[Layout]) -> Window:
    """Return a sheet with the merged cells that were split and filled, merged again; of several forms each is looked at alone."""
    known = _known(tuple(layouts))
    if not any(map(_has_equal, window.lines)) and not any(each.is_one_of(known.sides) for each in _first_below(window)):
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


def _merged_again(window: Window, known: _Known) -> Window:
    """Return a sheet, or a part of it, with its cells again as they were before they were split."""
    doubled = [row for row, line in zip(window.row_numbers, window.lines, strict=True) if _has_equal(line)]
    is_wide = _is_filled(window, doubled, known)
    if not is_wide and not any(each.is_one_of(known.sides) for each in _first_below(window)):
        return window
    columns = without_blank_columns(window, known.names) if is_wide else []
    places = {column: at for at, column in enumerate(columns, 1)}
    near = Window({line[0].row: [_at(each, places) for each in line] for line in window.lines}, Merges(())) if columns else window
    lines = ((above, list(_cells_again(line, above, known)) if is_wide else line) for above, line in _under_headings(near, known))
    rows = _joined_down(lines, known)
    if columns:
        back = dict(enumerate(columns, 1))
        rows = {row: [_at(each, back) for each in line] for row, line in rows.items()}
    return window.with_lines(rows)


def _first_below(window: Window) -> list[Spot]:
    """Return the first cells of rows that say the same as that of the row above."""
    return [line[0] for upper, line in pairwise(window.lines) if _is_first_below(upper[0], line[0])]


def _at(spot: Spot, places: Mapping[int, int]) -> Spot:
    return spot._replace(column=places[spot.column], right=places[spot.right])


def _has_equal(line: Sequence[Spot]) -> bool:
    texts = {each.text for each in line}
    return len(texts) < len(line) and any(_equal(one, two) for one, two in pairwise(line))


def _is_first_below(upper: Spot, first: Spot) -> bool:
    """True for the first cell of a row with a label that the row above begins with, too."""
    below = first.key, first.column, first.row - 1
    return bool(first.key) and upper.row == first.row - 1 and (upper.key, upper.column, upper.bottom) == below


def _equal(one: Spot, two: Spot) -> bool:
    """True for two cells side by side that say the same and are not merged."""
    is_single = two.column == two.right and one.row == one.bottom and two.row == two.bottom
    return one.text == two.text and one.column + 1 == two.column and is_single


@lru_cache(maxsize=8)
def _known(layouts: tuple[Layout, ...]) -> _Known:
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
    return _Known(labels | axes | money | sides, sides, amounts, axes, money, goals, heads, names, sums, titles)


def _runs(line: Sequence[Spot]) -> Iterator[_Run]:
    """Yield the cells of a row, equal neighbours together."""
    run: _Run = []
    for spot in line:
        if run and not _equal(run[-1], spot):
            yield run
            run = []
        run.append(spot)
    yield run


def _is_filled(window: Window, rows: Iterable[int], known: _Known) -> bool:
    """True for a sheet with a title or two labels beside themselves, or with a heading that is beside itself as all below it are.

    What stands behind a label of the head twice is as good as a label.
    """
    labels: set[str] = set()
    for row in rows:
        before = None
        for run in _runs(window.row(row)):
            first = run[0]
            if len(run) >= _COLUMNS_OF_TEXT and first.key and first.bare.endswith(known.titles):
                return True
            if len(run) > 1 and first.is_one_of(known.table) and _goes_on_below(window, run):
                return True
            if len(run) > 1 and (first.is_one_of(known.labels) or (before is not None and before.is_one_of(known.heads))):
                labels.add(first.bare or first.text)
            before = first
    return len(labels) >= _FEWEST_LABELS


def _goes_on_below(window: Window, run: _Run) -> bool:
    """True when what stands in the columns of a run is equal in all of the next rows, too."""
    left, right = run[0].column, run[-1].column
    below = ([each for each in window.row(row) if left <= each.column <= right] for row in window.rows_below(run[0].row))
    lines = [line for _, line in zip(range(_ROWS_BELOW), filter(None, below), strict=False)]
    return len(lines) == _ROWS_BELOW and all(len(line) == len(run) and len(list(_runs(line))) == 1 for line in lines)


@dataclass(frozen=True, slots=True)
class _Above:
    """The headings that hold for a row: the columns that they begin with, the first of them, and of what they are."""

    columns: frozenset[int] = frozenset()
    first: int = 0
    of: _Kind = ""

    def below(self, upper: _Above) -> _Above:
        """Return these headings with those of the row above them, of the same kind."""
        if upper.of != self.of:
            return self
        return _Above(self.columns | upper.columns, min(self.first, upper.first), self.of)


def _under_headings(window: Window, known: _Known) -> Iterator[tuple[_Above, list[Spot]]]:
    """Yield the rows of a sheet with the headings that hold for them, down to the next label of the head.

    Headings in two rows hold together; columns below one heading that say two things in the next row stand apart.
    """
    above, upper, before = _Above(), list[_Run](), list[Spot]()
    for line, below in zip(window.lines, (*window.lines[1:], []), strict=True):
        runs = list(_runs(line))
        headings = _headings(runs[_is_at_side(line, below) :], known)
        if headings.of:
            yield _Above(), line
            above = headings.below(above) if upper else headings
            upper, before = runs, line
            continue
        if _ends(above, line, before, known):
            above = _Above()
        elif upper:
            above = replace(above, columns=above.columns.union(_apart(upper, line)))
        yield above, line
        upper, before = [], line


def _ends(above: _Above, line: Sequence[Spot], before: Sequence[Spot], known: _Known) -> bool:
    """True for a row below which headings hold no more: a label of the head or, below goals, the next one at the side."""
    own = line[_is_at_side(before, line) :]
    if above.of == "goals":
        return any(each.is_one_of(known.heads) for each in own) or (own == line and line[0].column < above.first)
    return any(each.is_one_of(known.heads) or each.is_one_of(known.goals) for each in own)


def _is_at_side(line: Sequence[Spot], below: Sequence[Spot]) -> bool:
    """True for two rows that begin alike: what they begin with stood at their side, and heads no column."""
    return bool(line and below) and (line[0].text, line[0].column) == (below[0].text, below[0].column)


def _apart(headings: Sequence[_Run], line: Sequence[Spot]) -> Iterator[int]:
    """Yield the columns below a heading that say something else than the cell left of them."""
    texts = {each.column: each.text for each in line}
    for run in headings:
        for left, right in pairwise(run):
            if left.column in texts and right.column in texts and texts[left.column] != texts[right.column]:
                yield right.column


def _headings(runs: Sequence[_Run], known: _Known) -> _Above:
    """Return the headings in a row, none where it has fewer than two of one kind."""
    found = {of: [run[0] for run in runs if run[0].is_one_of(getattr(known, of))] for of in _KINDS}
    of = max(_KINDS, key=lambda each: len({spot.bare for spot in found[each]}))
    if len({spot.bare for spot in found[of]}) < _FEWEST_LABELS:
        return _Above()
    first = found[of][0].column
    if of == "money" and not all(HAN.search(run[0].text) for run in runs):
        return _Above()  # 项目资金 | 年度资金总额 | 2310000
    return _Above(frozenset(run[0].column for run in runs if run[0].column >= first), first, of)


def _cells_again(line: Sequence[Spot], above: _Above, known: _Known) -> Iterator[Spot]:
    """Yield the former cells of a row: equal neighbours, unless they stand under headings of their own."""
    for run in _runs(line):
        first, *rest = run
        covered = 1 + sum(each.column in above.columns for each in rest)
        if covered == 1 or (above.of != "goals" and _stands_once(first, covered, known)):
            yield first._replace(right=run[-1].right)
            continue
        starts = [index for index, each in enumerate(run) if not index or each.column in above.columns]
        for start, end in pairwise((*starts, len(run))):
            yield run[start]._replace(right=run[end - 1].right)


def _stands_once(spot: Spot, covered: int, known: _Known) -> bool:
    """True for a label, and for a text over several columns."""
    return spot.key in known.labels or spot.key in known.sums or (covered >= _COLUMNS_OF_TEXT and _is_worded(spot))


def _is_worded(spot: Spot) -> bool:
    """True for words; an amount with its unit (449.8万) may well be the same in two cells."""
    return HAN.search(spot.text) is not None and parse_amount(spot.text) is None


def _joined_down(lines: Iterable[tuple[_Above, list[Spot]]], known: _Known) -> dict[int, list[Spot]]:
    """Return the cells of a sheet by row, one that says the same as the cell above it as a part of this.

    Two units of one name below each other stay two: what is left of such cells is one cell, too.  So do two lines of one amount.
    """
    rows: dict[int, list[Spot]] = {}
    last: dict[int, Spot] = {}
    for above, line in lines:
        kept, joined, here = [], True, {}
        for spot in line:
            upper = last.get(spot.column)
            joined = upper is not None and not spot.is_one_of(known.amounts) and _goes_on(upper, spot, above, joined)
            if upper is not None and joined:
                at = next(index for index, each in enumerate(rows[upper.row]) if each.column == upper.column)
                spot = upper._replace(bottom=spot.bottom)
                rows[upper.row][at] = spot
            else:
                kept.append(spot)
            here[spot.column] = spot
        rows[line[0].row], last = kept, here
    return rows


def _goes_on(upper: Spot, spot: Spot, above: _Above, is_left_joined: bool) -> bool:
    """True for a cell that says the same as the one above it and was one with it."""
    if (upper.bottom + 1, upper.right, upper.text) != (spot.row, spot.right, spot.text) or not _is_worded(spot):
        return False
    if spot.column < above.first or not above.first:
        return is_left_joined
    return above.of != "table"  # what is said of several amounts
