"""The net under the readers: a filled indicator table that no form covers is told, and forms of other kinds are named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import Remark
from xlperf.forms.layouts.layout import Layout
from xlperf.forms.layouts.other_kinds import kind_by_headings, names_other_kind
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.places.form_titles import names_form
from xlperf.forms.values.form_text import clean_line
from xlperf.forms.values.target import is_phrase
from xlperf.forms.values.wordings import wording
from xlperf.intake.sheet import Sheet

UNCOVERED = "uncovered_table"
"""Kind of the remark on a filled table with headings of level names that no form covers."""

_DIGIT = lazy_pattern(r"\d")
_SIGN_AND_NUMBER = lazy_pattern(r"[≥≤≧≦⩾⩽＞＜><=＝]\s*\d.*", re.S)
_WORDS = lazy_pattern(r"[\u4e00-\u9fff]{2}")
_SCORING = lazy_pattern(wording("scoring_rules"))
_FEWEST_HEADINGS, _FEWEST_ROWS = 2, 2
_ROWS_OF_TITLE, _LONGEST_TITLE, _ROWS_ABOVE = 5, 40, 40


def other_kind(sheet: Sheet) -> str:
    """Return the title of a form of another kind (monitoring, department, transfer, approval) on a sheet, else nothing."""
    for (row, _), cell in sorted(sheet.cells.items()):
        if row > _ROWS_OF_TITLE:
            break
        text = clean_line(str(cell.value)) if cell.kind == "text" else ""
        if names_other_kind(text) and len(text) <= _LONGEST_TITLE:
            return text
    return ""


def uncovered_tables(
    sheet: Sheet, window: Window, covered: Iterable[tuple[int, int]], layouts: Sequence[Layout], words: Vocabulary
) -> list[Remark]:
    """Return a remark on each filled table of a sheet that stands in no form.

    Args:
        covered: first and last row of what was read or told already.
        layouts: whose headings tell a table of indicators.
        words: the level names, which tell rows of indicators on a sheet without headings.
    """
    taken = {row for first, last in covered for row in range(first, last + 1)}
    free = [row for row in window.row_numbers if row not in taken]
    headings = frozenset().union(*(layout.table.name_keys for layout in layouts))
    found: list[Remark] = []
    last_told = 0
    for index, row in enumerate(free):
        named = {each.key for each in window.row(row)} & headings
        if len(named) < _FEWEST_HEADINGS or (last_told and row - last_told < _ROWS_ABOVE):
            continue
        near = free[index + 1 : index + 1 + _ROWS_ABOVE]
        below = [each for each in near if sum(spot.key not in headings for spot in window.row(each)) > 1]  # a name and a value
        # A list of words to choose from has such headings too, but nothing that is to be reached.
        if any(_is_target(spot) for each in below for spot in window.row(each)):
            last_told = row
            above = _title_above(window, free[:index])
            title = above or sheet.name
            kind = names_other_kind(title) or (not taken and _explains(title, sheet.name, words))
            around = free[max(0, index - _ROWS_ABOVE) : index + _ROWS_ABOVE]
            keys = (each.key for number in around for each in window.row(number))
            if not kind and (by_headings := kind_by_headings(keys, title)):
                title, kind = by_headings, True
            first = window.row(row)[0]
            detail = {"label": title, "part": "other" if kind else "table", "count": str(len(below))}
            found.append(Remark(UNCOVERED, sheet.name, first.address, detail))
    return found if found or taken else _rows_without_headings(sheet, window, words)


def _explains(title: str, name: str, words: Vocabulary) -> bool:
    """True for a sheet of its own, named or headed as one that says how a form is filled in or scored: 评分标准, 填报说明."""
    return any(words.guides.search(each) or _SCORING.search(each) for each in (title, name))


def _rows_without_headings(sheet: Sheet, window: Window, words: Vocabulary) -> list[Remark]:
    """Return a remark on a visible sheet with rows of indicators and no headings: the second page of a form.

    A list under headings of its own, such as that of last year's indicators in a handout, is no page of a form.
    """
    lines = [line for line in window.lines if len(line) > 1]
    rows = [line for line in lines if _is_indicator(line, words)]
    if lines[:1] != rows[:1]:
        return []
    if sheet.state != "visible" or (len(rows) < _FEWEST_ROWS and not any(_is_whole(line, words) for line in rows)):
        return []
    if not any(_is_target(spot) for line in rows for spot in line):
        return []
    part = "other" if _explains(sheet.name, sheet.name, words) else "table"
    detail = {"label": sheet.name, "part": part, "count": str(len(rows))}
    return [Remark(UNCOVERED, sheet.name, rows[0][0].address, detail)]


def _is_indicator(line: Sequence[Spot], words: Vocabulary) -> bool:
    """True for a name with a sign and a number beside it, or for a level name with a name and a value."""
    named = [each for each in line if _WORDS.search(each.text)]
    if _is_whole(line, words):
        return True
    return bool(named) and any(_SIGN_AND_NUMBER.fullmatch(each.text.strip()) for each in line)


def _is_whole(line: Sequence[Spot], words: Vocabulary) -> bool:
    """True for a level name with a name and a value beside it."""
    levels = sum(each.key in words.level_names for each in line)
    return bool(levels) and len(line) - levels > 1


def _is_target(spot: Spot) -> bool:
    """True for a phrase with a number in it; a list of signs and units to choose from has none."""
    return _DIGIT.search(spot.text) is not None and is_phrase(spot.text)


def _title_above(window: Window, rows: Sequence[int]) -> str:
    """Return the nearest text above that stands alone in its row, the title of a table."""
    for row in reversed(rows[-_ROWS_ABOVE:]):
        first = window.row(row)[0]
        if window.is_alone(first) and names_form(first):
            return clean_line(first.text)[:_LONGEST_TITLE]
    return ""
