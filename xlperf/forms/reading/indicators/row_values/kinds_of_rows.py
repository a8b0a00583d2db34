"""What a row of a table is besides an indicator: a level over its rows, something that is said, a row left as it was printed."""

from __future__ import annotations

from collections.abc import Mapping

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import PARTS, Table
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.layouts.wordings import wording
from xlperf.forms.reading.indicators.rows import is_number
from xlperf.forms.reading.indicators.table_columns import LEVELS, Columns
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.values.amounts import is_blank_mark
from xlperf.forms.values.target import is_phrase

_NUMBER_OF_ROW = lazy_pattern(r"(?:[(（]\d{1,2}[)）]|\d{1,2}[.．、)）])[.．、]?")
_COUNTED = lazy_pattern(rf"(?:{wording('goals')}|{wording('indicators')})\d{{1,2}}[.．、:：]?|\d{{1,2}}[.．、]")


def heads_section(line: list[Spot], columns: Columns, words: Vocabulary) -> bool:
    """True for a level-1 name alone in a row and outside its column, over the rows that it governs: 一、产出指标."""
    first = line[0]
    is_level = first.is_one_of(words.level1)
    is_outside = "level1" not in columns.windows or first.right >= columns.windows.get("level3", (first.right + 1,))[0]
    return len(line) == 1 and is_level and is_outside


def is_said(line: list[Spot], columns: Columns, words: Vocabulary) -> bool:
    """True for a row between the indicators and their sum in which the unit says something, or nothing: 其他需要说明的事项 | 无."""
    label, *said = line
    if len(said) > 1 or columns.at(label.column) == "level3" or any(is_number(each) or is_phrase(each.text) for each in said):
        return False
    return words.said_below.fullmatch(label.key) is not None


def is_placeholder(placed: Mapping[str, Spot], table: Table) -> bool:
    """True for a row of the blank template such as 指标1, …… or 1. in which nothing was filled."""
    cells = [spot for key, spot in placed.items() if key not in (*LEVELS, "weight", *PARTS)]
    if len(cells) == 1 and "level3" in placed and _NUMBER_OF_ROW.fullmatch(cells[0].text.strip()):
        return True
    return all(each.is_placeholder(table.placeholders) for each in cells)


def without_numbers(line: list[Spot], columns: Columns) -> list[Spot]:
    """Return a row without the cells that number it where levels stand: 1., 目标1 between 数量目标 and a name."""
    rest = [each for each in line if columns.at(each.column) not in (None, *LEVELS) or not _COUNTED.fullmatch(each.text.strip())]
    return rest if 1 < len(rest) < len(line) else line


def without_dittos(line: list[Spot], columns: Columns, words: Vocabulary) -> list[Spot]:
    """Return a row without 同上 or a stroke where its level names would stand: the names above go on."""
    for index, spot in enumerate(line):
        if columns.at(spot.column) not in LEVELS:
            break
        if spot.key in words.level1 or spot.key in words.level2:
            continue
        if spot.text.strip() not in words.dittos and not is_blank_mark(spot.text):
            break
        return [*line[:index], *without_dittos(line[index + 1 :], columns, words)]
    return line


def level_is_merged(window: Window, row: int, columns: Columns, second: Spot | None) -> bool:
    """True when a merged area with a name in it covers the level-1 cell of a row: not that of the level 2, merged over both."""
    over = window.merged_spot(row, columns.start("level1")) if "level1" in columns.windows else None
    return over is not None and (second is None or over[:2] != second[:2])


def has_merged_levels(window: Window, header_row: int, columns: Columns) -> bool:
    """True when level-1 names are merged over several rows, as in a table that was not pasted from a document."""
    if "level1" not in columns.windows:
        return False
    column = columns.start("level1")
    areas = (window.merged_at(row, column) for row in window.rows_below(header_row))
    return any(area is not None and area.bottom > area.top for area in areas)
