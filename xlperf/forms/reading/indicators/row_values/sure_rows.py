"""Rows that are those of an indicator whatever stands around them: by a name, a target, points, each in its column."""

from __future__ import annotations

from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.indicators.rows import is_number
from xlperf.forms.reading.indicators.signatures import PHONE, begins_foot
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.dates import parse_date
from xlperf.forms.values.target import is_phrase


def is_target(spot: Spot) -> bool:
    """True for what can be nothing but a target; a day may be that of a signature, and a number that of a telephone."""
    return is_phrase(spot.text) and parse_date(spot.text) is None and not PHONE.fullmatch(spot.text.strip())


def is_member(line: list[Spot], columns: Columns, footers: frozenset[str]) -> bool:
    """True for a row with a name in its column and a target or points in theirs."""
    by_column = columns.by_heading(line)
    name, target, points = (by_column.get(each) for each in ("level3", "target", "weight"))
    if name is None or is_number(name) or begins_foot(name.key, footers):
        return False
    return (target is not None and is_target(target)) or (points is not None and is_number(points))


def is_indicator(line: list[Spot], columns: Columns, words: Vocabulary) -> bool:
    """True for a row with a level name, a name and a target, each in its column."""
    if not any(each.key in words.level2 for each in line):
        return False
    by_column = columns.by_heading(line)
    second = by_column.get("level2")
    return second is not None and second.key in words.level2 and {"level3", "target"} <= by_column.keys()


def has_points(line: list[Spot], columns: Columns, body_keys: frozenset[str]) -> bool:
    """True for a name, a target, a result and points: what the money above is called (预算数, 执行数) stands in a row."""
    by_column = columns.by_heading(line)
    name, points = by_column.get("level3"), by_column.get("weight")
    if name is None or points is None or name.key in body_keys:
        return False
    return {"target", "actual", "score"} <= by_column.keys()
