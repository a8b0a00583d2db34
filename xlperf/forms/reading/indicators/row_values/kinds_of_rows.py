"""What a row of a table is besides an indicator: a level over its rows, something that is said, a row left as it was printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import Remark
from xlperf.forms.layouts.layout import LEVELS, PARTS, Table
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.indicators.rows import is_number
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.line_remarks import unread_cell
from xlperf.forms.values.amounts import is_blank_mark
from xlperf.forms.values.target import is_phrase
from xlperf.forms.values.wordings import wording

NOTE = "deviation_note"
_SAMPLE = lazy_pattern(f"(?:{wording('samples')})")
_NOT_USED = lazy_pattern(rf"(?:(?:{wording('indicators')})\d{{0,2}}[.．、:：]?)?(?:{wording('rows_not_used')})[。.]?")
_NUMBER_OF_ROW = lazy_pattern(r"(?:[(（]\d{1,2}[)）]|\d{1,2}[.．、)）])[.．、]?")
_COUNTED = lazy_pattern(rf"(?:{wording('goals')}|{wording('indicators')})\d{{1,2}}[.．、:：]?|\d{{1,2}}[.．、]")


def heads_section(line: list[Spot], columns: Columns, words: Vocabulary) -> bool:
    """True for a level-1 name alone in a row and outside its column, over the rows that it governs: 一、产出指标."""
    first = line[0]
    if len(line) > 1 or not first.is_one_of(words.level1):
        return False
    return "level1" not in columns.windows or first.right >= columns.windows.get("level3", (first.right + 1,))[0]


def is_said(line: list[Spot], columns: Columns, words: Vocabulary) -> bool:
    """True for a row between the indicators and their sum in which the unit says something, or nothing: 其他需要说明的事项 | 无."""
    label, *said = line
    if len(said) > 1 or columns.at(label.column) == "level3" or any(is_number(each) or is_phrase(each.text) for each in said):
        return False
    return words.said_below.fullmatch(label.key) is not None


def is_unused(placed: Mapping[str, Spot], table: Table) -> bool:
    """True for a row in which nothing was filled: 指标1, ……, 1. of the blank template, a level that the project has not.

    Its name is blank, as printed, or says that there is none (本项目不涉及); its values are blank or say so as well.  A weight may
    be printed in it, unless it has a score of 0, words or a remark on why it is not used: points beside these are asked about.
    """
    name = placed.get("level3")
    if name is not None and not (_NUMBER_OF_ROW.fullmatch(name.text.strip()) or _says_none(name, table)):
        return False
    values = {key: spot for key, spot in placed.items() if key not in (*LEVELS, *PARTS, "level3", "weight")}
    said = {key: spot for key, spot in values.items() if not spot.is_placeholder(table.placeholders)}
    if said and "weight" in placed and not says_nothing(placed["weight"]):
        return False
    may_say = {*said} if name is not None else {"score"}
    return all(key == NOTE or (key in may_say and _says_none(spot, table)) for key, spot in said.items())


def said_by_unused(placed: Mapping[str, Spot]) -> set[str]:
    """Return the cells of a row that is not used that say so, or nothing; its levels, points and a remark are none of them."""
    others = (*LEVELS, "measure", "weight", NOTE)
    return {spot.address for key, spot in placed.items() if key not in others or says_nothing(spot)}


def _says_none(spot: Spot, table: Table) -> bool:
    return says_nothing(spot) or spot.is_placeholder(table.placeholders) or _NOT_USED.fullmatch(spot.key) is not None


def says_nothing(spot: Spot) -> bool:
    """True for a stroke, 无 or 0, which as the name of an indicator says that there is none: 生态效益指标 | 0 | 0 | 0."""
    return is_blank_mark(spot.text) or spot.text.strip() == "0"


def without_samples(
    rows: Sequence[tuple[int, list[Spot]]], columns: Columns, last_of_header: int
) -> tuple[list[tuple[int, list[Spot]]], set[str], list[Remark]]:
    """Return rows without those that only show how one is filled (例：培训人次), the cells of these, and remarks on them.

    Their levels stay, which the rows below may be of.  Where most rows say so, the unit wrote over them and left the word.
    """
    lines = {row: line for row, line in rows if row > last_of_header}
    shown = _samples(lines, columns)
    if not shown:
        return [*rows], set(), []
    kept = [(row, _levels(line, columns, shown[row]) if row in shown else line) for row, line in rows]
    return kept, {each.address for row in shown for each in lines[row]}, [*map(unread_cell, shown.values())]


def _samples(lines: Mapping[int, Sequence[Spot]], columns: Columns) -> dict[int, Spot]:
    """Return the rows that are samples, each with the cell that says so."""
    first = columns.windows.get("target", (0,))[0]
    names = {row: [each for each in line if each.column < first and each.bottom == row] for row, line in lines.items()}
    found = ((row, next((each for each in line if _SAMPLE.match(each.key)), None)) for row, line in names.items())
    said = {row: spot for row, spot in found if spot is not None}
    return said if 2 * len(said) < len(lines) else {}


def _levels(line: Sequence[Spot], columns: Columns, shows: Spot) -> list[Spot]:
    return [each for each in line if columns.at(each.column) in LEVELS and each[:2] != shows[:2]]


def without_numbers(line: list[Spot], columns: Columns) -> list[Spot]:
    """Return a row without the cells that number it where levels stand: 1., 目标1 between 数量目标 and a name."""
    rest = [each for each in line if columns.at(each.column) not in (None, *LEVELS) or not _COUNTED.fullmatch(each.text.strip())]
    return rest if 1 < len(rest) < len(line) else line


def without_dittos(line: list[Spot], columns: Columns, words: Vocabulary) -> list[Spot]:
    """Return a row without 同上 or a stroke where its level names would stand: the names above go on."""
    for index, spot in enumerate(line):
        at = columns.at(spot.column)
        if spot.key in words.level_names or (not at and is_number(spot)):  # 序号 stands left of the levels
            continue
        if at not in LEVELS:
            break
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
