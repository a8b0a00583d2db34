"""The cells of one table row, each given to its column.

Most rows stand under their headings.  Rows pasted from a text document do not:
where a merged cell of the document ended, the rest of the row slipped to the left
(or to the right).  So a row is read in each way it may be read, and the likeliest
reading is taken: level names where level names belong, a name before a target,
numbers for weights and scores, and cells under their own headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from xlperf.forms.layouts.layout import Regime, Vocabulary
from xlperf.forms.reading.indicators.table_columns import LEVELS, Columns
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.amounts import is_blank_mark
from xlperf.forms.values.target import is_phrase

Placed = dict[str, Spot]

_KNOWN_LEVEL, _UNKNOWN_LEVEL, _MAYBE_LEVEL = 3, -4, -1
_CELL_THERE, _PHRASE_AS_TARGET, _WRONG_KIND = 2, 2, -4
_NAME_AS_TARGET, _LEVEL_AS_CELL = -3, -3
_MISSING, _LEFT_OVER, _HALF_A_PAIR = -2, -4, -1
_IN_PLACE, _NAME_IN_PLACE, _ONE_SHIFT = 3, 2, 1
# What an indicator is called; a target is not.
_NAMELIKE = re.compile(
    r"(?:[率数量]|(?<![季年月])度|(?<![0-9一二三四五六七八九十两百千万余])[班场人频批]次|及时性|情况|比例|覆盖面)$"
)
_BEGINS_WITH_NUMBER = re.compile(r"[≥≤=><0-9]")


@dataclass(frozen=True, slots=True)
class LevelNames:
    """The level names by key, and the regime of the form's year."""

    level1: Mapping[str, str]
    level2: Mapping[str, str]
    regime: Regime

    def leads(self, first: Spot, second: Spot | None) -> bool:
        """True when a level-1 name that is also a level-2 name leads a row as level 1.

        成本指标 is level 2 in one regime and level 1 in the other, so the year
        decides, unless a level-2 name of it follows.
        """
        name = self.level1.get(first.key)
        return name in self.regime.levels or (second is not None and second.key in self.level2)


def level_names(vocabulary: Vocabulary, year: int | None) -> LevelNames:
    """Return the level names as they lead the rows of a form of a year."""
    return LevelNames(vocabulary.level1, vocabulary.level2, vocabulary.regime_of(year))


def assign(line: list[Spot], columns: Columns, names: LevelNames, may_slip: bool) -> Placed:
    """Return the cells of a row by column key.

    Args:
        line: the cells with content, left to right, side labels left out.
        columns: where the columns stand.
        names: the level names.
        may_slip: the table has no merged level cells, so that rows may have
            slipped when it was pasted.
    """
    placed, left_over = _by_place(line, columns)
    if _levels_in_place(line, placed, columns, names, left_over):
        return placed
    if placed and not left_over and (not may_slip or _is_regular(placed, columns, names)):
        return placed
    best, most = placed, _plausibility(placed, left_over, columns, names) + _IN_PLACE
    if placed.get("level3") is line[0] and _name_score(line[0], names) == 0:
        most += _NAME_IN_PLACE  # the row begins with a name that has not slipped
    for other, rest, bonus in _in_order([each for each in line if columns.at(each.column) != ""], columns, names):
        score = _plausibility(other, rest, columns, names) + bonus
        if score > most:
            best, most = other, score
    return best


def _by_place(line: list[Spot], columns: Columns) -> tuple[Placed, int]:
    """Give each cell to the column it stands under; return also how many stand under none, or second under one."""
    placed: Placed = {}
    left_over = 0
    for spot in line:
        key = columns.at(spot.column)
        if key is None or key in placed:
            left_over += 1
        elif key:
            placed[key] = spot
    return placed, left_over


def _levels_in_place(line: list[Spot], placed: Placed, columns: Columns, names: LevelNames, left_over: int) -> bool:
    """True for a row that has not slipped, since known level names lead it under their own headings.

    Such a row stands under its headings whatever its other cells look like: its target may be blank, its name may
    read like a time.  With nothing else in it, it is a level that the unit does not use.
    """
    one, two = placed.get("level1"), placed.get("level2")
    if two is None or two.key not in names.level2 or (one is not None and one.key not in names.level1):
        return False
    if placed.keys() <= {*LEVELS}:
        return not left_over
    if one is None or "level3" not in placed or (one.key in names.level2 and not two.key.endswith("指标")):
        return False  # 成本指标 may lead as level 2, before a name that is called 满意度
    note = placed.get("deviation_note")
    if not all(is_number(placed[key]) for key in columns.numbers & placed.keys()) or (note is not None and is_number(note)):
        return False  # results and scores that slipped behind a target
    astray = [each for each in line if columns.at(each.column) is None]
    return len(astray) == left_over and not any(_is_target_phrase(each) for each in astray)


def _is_regular(placed: Placed, columns: Columns, names: LevelNames) -> bool:
    """True for a complete row with known level names where they belong: no second look is needed."""
    one, two = placed.get("level1"), placed.get("level2")
    if one is not None and (two is None or one.key not in names.level1):
        return False
    if two is not None and (two.key not in names.level2 or not (one or two.key.endswith("指标"))):
        return False
    name = placed.get("level3")  # no column of its own where the heading was cut off
    return all(key in placed for key in columns.obligatory) and (name is None or name.key not in names.level2)


def _in_order(line: list[Spot], columns: Columns, names: LevelNames) -> Iterator[tuple[Placed, int, int]]:
    """Yield the readings of a row from left to right: level names first, then name, target and the rest.

    With each the number of cells left over, and how much better than others it is.
    """
    tail = [key for key in columns.order if key not in LEVELS]
    place_of_names = columns.windows.get("level3", (0, 0))[0]
    for levels, bonus in _leading_levels(line, names):
        rest = line[len(levels) :]
        yield levels | dict(zip(tail, rest, strict=False)), max(0, len(rest) - len(tail)), bonus
        if rest and _is_target_phrase(rest[0]):  # the name was left blank
            unnamed = [key for key in tail if key != "level3"]
            yield levels | dict(zip(unnamed, rest, strict=False)), max(0, len(rest) - len(unnamed)), bonus
        if len(tail) > 2 and len(rest) > 1:
            for shift in {columns.start(key) - rest[1].column for key in tail[1:4]}:
                moved = _shifted(rest, shift, columns)
                if moved is not None:
                    yield levels | moved, 0, bonus + _ONE_SHIFT + (rest[0].column + shift == place_of_names)


def _leading_levels(line: list[Spot], names: LevelNames) -> Iterator[tuple[Placed, int]]:
    """Yield the level names that the first cells of a row may be."""
    yield {}, 0
    first = line[0] if line else None
    second = line[1] if len(line) > 1 else None
    if first is None:
        return
    is_one, is_two = first.key in names.level1, first.key in names.level2
    leads = is_one and is_two and names.leads(first, second)
    if is_one:
        yield {"level1": first}, int(leads)
        if second is not None and second.key in names.level2:
            yield {"level1": first, "level2": second}, 0
    if is_two:
        yield {"level2": first}, int(not leads)


def _shifted(rest: list[Spot], shift: int, columns: Columns) -> Placed | None:
    """Return a name and the cells behind it, all moved by one number of columns; None when they do not fit."""
    placed: Placed = {"level3": rest[0]}
    for spot in rest[1:]:
        key = columns.at(spot.column + shift)
        if not key or key in placed or key in LEVELS:
            return None
        placed[key] = spot
    return placed


def _plausibility(placed: Placed, left_over: int, columns: Columns, names: LevelNames) -> int:
    """Return how likely a reading of a row is; only comparisons within one row mean anything."""
    score = left_over * _LEFT_OVER + sum(_MISSING for key in columns.obligatory if key not in placed)
    if 0 < len(columns.numbers & placed.keys()) < len(columns.numbers):
        score += _HALF_A_PAIR
    for key, spot in placed.items():
        if key == "level1":
            score += _level_score(spot, names.level1, names.level2)
            if spot.key in names.level2 and not names.leads(spot, placed.get("level2")):
                score += _WRONG_KIND
        elif key == "level2":
            score += _level_score(spot, names.level2, names.level1)
        elif key == "level3":
            score += _CELL_THERE + _name_score(spot, names)
        elif key == "target":
            score += _CELL_THERE + _target_score(spot, names)
        elif key in columns.numbers:
            score += 1 if is_number(spot) else _WRONG_KIND
        elif key == "deviation_note":
            score += _WRONG_KIND if is_number(spot) and not is_blank_mark(spot.text) else 1  # a score that slipped is no reason
        else:
            score += 1
    return score


def _level_score(spot: Spot, known: Mapping[str, str], others: Mapping[str, str]) -> int:
    """Return how well a cell is a level name; 满意度 and 成本 without 指标 are as well names of indicators."""
    if spot.key in known:
        return _KNOWN_LEVEL if spot.key.endswith("指标") else 0
    return _MAYBE_LEVEL if spot.key.endswith("指标") and spot.key not in others else _UNKNOWN_LEVEL


def _is_target_phrase(spot: Spot) -> bool:
    """True for a number or a time; 每年慰问次数 and 全年培训班次 begin like a time, but are names."""
    return is_phrase(spot.text) and (_BEGINS_WITH_NUMBER.match(spot.key) is not None or _NAMELIKE.search(spot.key) is None)


def _name_score(spot: Spot, names: LevelNames) -> int:
    return (_WRONG_KIND if _is_target_phrase(spot) else 0) + (_LEVEL_AS_CELL if _is_level(spot, names) else 0)


def _target_score(spot: Spot, names: LevelNames) -> int:
    if _is_target_phrase(spot):
        return _PHRASE_AS_TARGET
    if _is_level(spot, names):
        return _WRONG_KIND
    return _NAME_AS_TARGET if _NAMELIKE.search(spot.key) else 0


def _is_level(spot: Spot, names: LevelNames) -> bool:
    """True for the full name of a level, such as 数量指标; 满意度 alone may well be an indicator."""
    return spot.key.endswith("指标") and (spot.key in names.level1 or spot.key in names.level2)


def is_repeated(lines: Iterable[list[Spot]], columns: Columns, names: LevelNames) -> bool:
    """True for a table in which every row has its level 1 under its own heading, and none a target under that of the names.

    No merged cell was lost there, so that no row has slipped.
    """
    count = 0
    for line in lines:
        first = line[0]
        if columns.at(first.column) != "level1" or first.key not in names.level1:
            return False
        if first.key in names.level2 and not names.leads(first, line[1] if len(line) > 1 else None):
            return False
        if any(columns.at(each.column) == "level3" and _BEGINS_WITH_NUMBER.match(each.key) for each in line):
            return False
        count += 1
    return count > 1


def is_number(spot: Spot) -> bool:
    """Return True for a cell that holds a number, or a stroke for none, as weights and scores do."""
    return spot.cell.kind in ("number", "error", "uncached") or bool(_NUMERIC.fullmatch(spot.text.strip()))


_NUMERIC = re.compile(r"[-+]?\d+(?:\.\d+)?\s*[分%]?|[-—–/]+")
