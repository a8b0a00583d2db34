"""The columns of an indicator table: where they stand, by their headings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import ends_as_body
from xlperf.forms.layouts.label_keys import own_name
from xlperf.forms.layouts.layout import EARLIER, LATER, LEVELS, Axis, Table
from xlperf.forms.reading.alignment import Slot
from xlperf.forms.reading.indicators.name_with_target import NAME, TARGET, heads_both
from xlperf.forms.reading.indicators.periods.roles import role_of
from xlperf.forms.reading.labels import Spot
from xlperf.forms.reading.places.parts import LAST_COLUMN
from xlperf.forms.values.wordings import label_words, wording

NOT_MEANT = "·"
"""In front of the key of a heading that is not the one of its column: a second column of targets."""
_OTHER = lazy_pattern(rf"(?:{wording('headings_of_others')}).*|.*(?:{wording('ends_of_other_headings')})")
_PLACE = lazy_pattern(wording("ends_of_places"))
OF_RESULTS = lazy_pattern(f"(?:{wording('headings_of_results')})")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a table stand.

    Attributes:
        windows: column key to (first, last) sheet column.
        obligatory: the columns that a complete row fills.
        others: (first, last) of headings that mean nothing to xlperf; what stands under them is no value.
        numbers: the columns that hold plain numbers.
        titles: what the headings of ``others`` say.
        by_place: sheet column to the key of its column, empty under a heading that means nothing.
    """

    windows: Mapping[str, tuple[int, int]]
    obligatory: frozenset[str] = frozenset()
    others: tuple[tuple[int, int], ...] = ()
    numbers: frozenset[str] = frozenset()
    titles: tuple[str, ...] = ()
    by_place: Mapping[int, str] = field(init=False)
    slots: tuple[Slot, ...] = field(init=False)
    at: Callable[[int], str | None] = field(init=False, repr=False, compare=False)
    """Returns the key of the column that a sheet column belongs to, empty under an unknown heading, None under none."""

    def __post_init__(self) -> None:
        places = [(extent, "") for extent in self.others] + [(extent, key) for key, extent in self.windows.items()]
        by_place = {column: key for (left, right), key in places for column in range(left, right + 1)}
        if self.holds_both:
            by_place |= dict.fromkeys(range(self.windows[NAME][0], self.windows[NAME][1] + 1), NAME)
        object.__setattr__(self, "by_place", by_place)
        object.__setattr__(self, "at", by_place.get)
        slots = [Slot(key, *extent, key in self.obligatory) for extent, key in places if key != TARGET or not self.holds_both]
        object.__setattr__(self, "slots", tuple(sorted(slots, key=lambda each: each.left)))

    @property
    def order(self) -> list[str]:
        """The column keys from left to right."""
        return sorted(self.windows, key=self.start)

    @property
    def left(self) -> int:
        """The first sheet column of the table, 1 for a table without any."""
        return min(self.windows.values(), default=(1, 0))[0]

    @property
    def end(self) -> int:
        """The last sheet column of the table; a cell beside its header, with a gap between them, is no heading."""
        end = max(right for _, right in self.windows.values())
        for left, right in sorted(self.others):
            end = right if left == end + 1 else end
        return end

    @property
    def holds_both(self) -> bool:
        """True where names and targets stand in one column, in one cell a row."""
        return NAME in self.windows and self.windows[NAME] == self.windows.get(TARGET)

    @property
    def has_one_level(self) -> bool:
        """True for a table with one column for the names of levels, whichever they are, beside that of the indicators' names."""
        return NAME in self.windows and ("level1" in self.windows) != ("level2" in self.windows)

    def goes_on_with(self, above: Columns) -> bool:
        """True for the headings of a next page that stand where those of the table do, though some (序号) were left out."""
        return all(key in above.windows and above.start(key) == left for key, (left, _) in self.windows.items())

    def start(self, key: str) -> int:
        """Return the first sheet column of a table column."""
        return self.windows[key][0]

    def by_heading(self, line: Iterable[Spot]) -> dict[str | None, Spot]:
        """Return the cells of a row by the column under whose heading they stand, of several under one the last."""
        return {self.at(each.column): each for each in line}

    def title(self, column: int) -> str:
        """Return what a heading that means nothing to xlperf says above a sheet column, empty where there is none."""
        found = zip(self.others, self.titles, strict=False)
        return next((title for (left, right), title in found if left <= column <= right), "")

    def slot_titles(self, labels: Mapping[str, str]) -> list[str]:
        """Return what the slots are called: as the layout says, by key, or as their headings do."""
        return [labels.get(each.key) or self.title(each.left) for each in self.slots]

def names_place(title: str) -> bool:
    """True for the heading of a column of one place or body among several: 笏石街道办 | 埭头镇."""
    return ends_as_body(title) or _PLACE.search(title) is not None


def columns_of(header: list[Spot], table: Table, without: Collection[str] = ()) -> Columns | None:
    """Return the columns that a header row names, None when it is no header row.

    A heading that was deleted or renamed leaves its place between its neighbours;
    its column is taken to stand there.
    """
    axes = tuple(each for each in table.columns if each.key not in without)
    found, others = named_columns(header, axes, table.side_keys)
    if len(found) < 2 or not found.keys() & {"level1", "level2", "level3"} or _are_grades(found, axes):
        return None
    extents = {key: (spot.column, spot.right) for key, spot in found.items()} | _missing(found, others, axes, table)
    others = [each for each in others if (each.column, each.right) not in extents.values()]
    edges = sorted({left for left, _ in extents.values()} | {each.column for each in others})
    last = max(left for left, _ in extents.values())
    windows = {
        key: (left, right if left == last else next(edge - 1 for edge in edges if edge > left))
        for key, (left, right) in extents.items()
    }
    wanted = [axis for axis in axes if axis.key in windows]
    return Columns(
        windows,
        frozenset(axis.key for axis in wanted if axis.required and (axis.key != TARGET or extents[TARGET] != extents.get(NAME))),
        tuple((each.column, each.right) for each in others),
        frozenset(axis.key for axis in wanted if axis.type == "number"),
        tuple(own_name(each.text) for each in others),
    )


def _are_grades(found: Mapping[str, Spot], axes: tuple[Axis, ...]) -> bool:
    """True for two names of levels without 指标 and no other heading: a target 三级 beside its result 二级 is a grade."""
    keys = {each.key: each.keys for each in axes}
    endings = label_words("indicators")
    return len(found) == len(LEVELS) and all(any(spot.key + each in keys[key] for each in endings) for key, spot in found.items())


def named_columns(header: list[Spot], axes: tuple[Axis, ...], side_keys: frozenset[str]) -> tuple[dict[str, Spot], list[Spot]]:
    """Return the headings of a row by column key, and its cells that are no heading of the layout."""
    found: dict[str, Spot] = {}
    others: list[Spot] = []
    for spot in _without_side(header, axes, side_keys):
        axis = next((each for each in axes if each.key not in found and spot.is_one_of(each.keys)), None)
        if axis is not None:
            found[axis.key] = spot
        elif spot.key not in side_keys:
            others.append(spot)
    both = next((each for each in header if heads_both(each, axes)), None) if TARGET not in found else None
    if both is not None and found.get(NAME, both) is both:
        found |= {NAME: both, TARGET: both}
        others = [each for each in others if each is not both]
    for axis in axes:
        deeper = next((each for each in others if each.key in axis.deeper), None) if axis.key in found else None
        if deeper is not None:  # 四级指标 beside 三级指标 has what is to be reached; the other is kept under its heading
            others[others.index(deeper)] = found[axis.key]
            found[axis.key] = deeper
    for axis in axes:
        own = _of_indicators(axis, found, others)
        if own is not None:
            others[others.index(own)] = found[axis.key]
            found[axis.key] = own
    return found, sorted(others, key=lambda each: each.column)


def _without_side(header: list[Spot], axes: tuple[Axis, ...], side_keys: frozenset[str]) -> list[Spot]:
    """Return the headings without one of results left of the levels that stands at the side of the rows: 指标完成情况.

    It is merged down beyond the others or, where merges were lost, another heading of the row is that of the column.
    """
    first = header[0] if header else None
    if first is None or first.key in side_keys:
        return header
    axis = next((each for each in axes if each.key not in LEVELS and first.is_one_of(each.keys)), None)
    if axis is None:
        return header
    keys = frozenset().union(*(each.keys for each in axes if each.key in LEVELS))
    levels = [each for each in header[1:] if each.is_one_of(keys)]
    if not levels:
        return header
    is_beyond = first.bottom > max(each.bottom for each in levels)
    return header[1:] if is_beyond or any(each.is_one_of(axis.keys) for each in header[1:]) else header


def _of_indicators(axis: Axis, found: Mapping[str, Spot], others: list[Spot]) -> Spot | None:
    """Return the heading of numbers that is the indicators' own where each level has one: 一级指标 | 分值 | 二级指标 | 分值.

    It is the first behind the names of the indicators or, where the numbers stand left of what they belong to, the last
    before them.
    """
    if axis.type != "number" or axis.key not in found or not {"level2", "level3"} <= found.keys():
        return None
    name = found["level3"].column
    again = [each for each in others if each.is_one_of(axis.keys)]
    if not again or found[axis.key].column > name:
        return None
    behind = [each for each in again if each.column > name]
    return behind[0] if behind else max(again, key=lambda each: each.column)


def _missing(
    found: Mapping[str, Spot], others: list[Spot], axes: tuple[Axis, ...], table: Table
) -> dict[str, tuple[int, int]]:
    """Return the extent of columns whose heading was renamed or deleted, where they must stand between their neighbours.

    A heading that says something else (完成率, 上年完成值, 财政复核得分) is no other word for the one that is missing.
    """
    keys = [axis.key for axis in axes if axis.required or axis.key in (*LEVELS, "level3")]
    extents = {}
    for before, missing, after in zip(keys[:-1], keys[1:], [*keys[2:], None], strict=True):
        if missing in found or before not in found or not (after is None or after in found):
            continue
        left = found[before].right + 1
        right = found[after].column - 1 if after else LAST_COLUMN
        renamed = [each for each in others if left <= each.column <= right]
        if not after:  # 预期完成 | 权重 | 备注: what stands before the next heading that is known, where anything does
            known = min((each.column for each in found.values() if each.column >= left), default=right)
            renamed = [each for each in renamed if each.column < known] or renamed
        if any(_says_otherwise(each, missing, table) for each in renamed):
            continue
        if len(renamed) == 1:
            extents[missing] = (renamed[0].column, renamed[0].right)
        elif after and not renamed and (room := _room(left, right, found)):
            extents[missing] = room
    return extents


def lacking_at_end(columns: Columns, table: Table) -> Axis | None:
    """Return the last column that a table must have, where it is the only one that no heading names."""
    wanted = [axis for axis in table.columns if axis.required]
    lacking = [axis for axis in wanted if axis.key not in columns.windows]
    return lacking[0] if lacking == wanted[-1:] and columns.obligatory else None


def _says_otherwise(spot: Spot, missing: str, table: Table) -> bool:
    """True for a heading of an earlier year, a rate, somebody else's column, or of results where a target is missing.

    In the place of a level or of the names only what is said beside names is something else, and a further column of targets.
    """
    if spot.bare.endswith(table.beside_names) or spot.key.startswith(NOT_MEANT):
        return True
    if missing in (*LEVELS, NAME):
        return spot.key.endswith(tuple(table.keys(TARGET)))
    is_other = _OTHER.fullmatch(spot.key) is not None or role_of(spot.key, table.roles) in (EARLIER, LATER)
    return is_other or (missing == TARGET and OF_RESULTS.search(spot.key) is not None)


def _room(left: int, right: int, found: Mapping[str, Spot]) -> tuple[int, int] | None:
    """Return the columns where one without a heading may stand: between 指标性质 and 度量单位 or behind 分值, never theirs."""
    taken = {column for each in found.values() for column in range(each.column, each.right + 1)}
    free = [column for column in range(left, right + 1) if column not in taken]
    return (free[0], free[-1]) if free and free[-1] - free[0] < len(free) else None
