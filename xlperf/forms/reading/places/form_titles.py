"""Titles of forms: what is one, which layouts it may belong to, and titles of forms of another kind.

A title with nothing of a form's head below it is a mention in a note, or the repeated title of a form that runs over a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import Layout
from xlperf.forms.layouts.other_kinds import kind_by_headings, names_other_kind
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.places.parts import Start
from xlperf.forms.values.dates import is_year_line
from xlperf.forms.values.form_text import clean_line, key_of, without_tail
from xlperf.forms.values.money_unit import without_unit_line
from xlperf.forms.values.wordings import label_words, wording

_RESULTS = ("actual", "score")
# Tasks, money and goals of a department stand between the title of its form and the indicators.
_ROWS_OF_OTHER_HEAD = 40
# A title typed without merging stands up to so many columns right of the labels below it.
OFF_CENTRE = 5
# Title, year line and a line of notes stand above the project name.
ROWS_OF_TITLE = 3
YEAR_AT_END = "年度"
_BESIDE_TITLE = lazy_pattern(wording("beside_titles"))
_SENTENCE = lazy_pattern(rf"[,。;、]|{wording('instructions')}")


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """What to look for on a sheet: the ends of titles and of headings, the labels that begin a form, and those of its head."""

    endings: tuple[str, ...]
    headings: tuple[str, ...]
    names: frozenset[str]
    by_ending: dict[str, list[Layout]]
    last_letters: frozenset[str]
    levels: frozenset[str]
    heads: frozenset[str]
    results: frozenset[str]

    def head_table(self, line: Sequence[Spot]) -> bool:
        """Return True for the headings of a table of indicators: two of levels or names."""
        return sum(each.key in self.levels for each in line) > 1

    def may_end_title(self, key: str) -> bool:
        """Return False for what no title ends with, as nearly every cell."""
        return key[-1:] in self.last_letters or key.endswith(YEAR_AT_END)


@lru_cache(maxsize=8)
def marks_of(layouts: tuple[Layout, ...]) -> Marks:
    """Return what the titles and labels of these layouts are made of, once for all sheets."""
    by_ending: dict[str, list[Layout]] = {}
    for layout in layouts:
        for title in layout.titles:
            by_ending.setdefault(title, []).append(layout)
    names = frozenset().union(*(layout.start_keys for layout in layouts))
    headings = tuple(dict.fromkeys(each for layout in layouts for each in layout.headings))
    last_letters = frozenset((")", "续", "元", "年", *(each[-1] for each in (*label_words("forms"), *by_ending))))
    levels = frozenset().union(*(layout.table.name_keys for layout in layouts))
    heads = frozenset().union(*(each.keys for layout in layouts for each in layout.labels if each.field)) - names
    results = frozenset().union(*(layout.table.keys(each) for layout in layouts for each in _RESULTS))
    return Marks(tuple(sorted(by_ending, key=len, reverse=True)), headings, names, by_ending, last_letters, levels, heads, results)


def rows_of_tables(window: Window, layouts: tuple[Layout, ...]) -> list[int]:
    """Return the rows of a sheet with the headings of a table of indicators."""
    marks = marks_of(layouts)
    rows = {each.row for each in window.with_keys(marks.levels)}
    return sorted(row for row in rows if marks.head_table(window.row(row)))


def name_of_other_kind(start: Start, part: Window) -> str:
    """Return what a form of a kind that is not read is called, empty for any other form.

    绩效运行监控表 has many labels of a self-evaluation; its title says what it is or, under any title, its headings.
    """
    title = start.title
    is_named = title is not None and names_other_kind(title.key) > (not start.captioned and _named_before_tail(title))
    if title is not None and is_named and not _begins_with_project(title, start, part):
        return clean_line(title.text)
    lines = (part.row(row) for row in part.rows_between(start.row + 1, start.name.row - 1 if start.name else 0))
    beneath = next((line[0] for line in lines if len(line) == 1 and names_other_kind(line[0].key)), None)
    if beneath is not None:  # （批复稿） below the title
        return clean_line(f"{start.title.text if start.title else ''}{beneath.text}")
    is_own = start.title is not None and not start.captioned and any(each.folder is not None for each in start.layouts)
    return "" if is_own else kind_by_headings({each.key for each in part.spots()}, start.title.key if start.title else "")


def _begins_with_project(title: Spot, start: Start, part: Window) -> bool:
    """True for a title of ours that only the project's name makes one of another kind: 绩效运行监控系统运维 绩效目标表."""
    project = part.right_of(start.name) if start.name is not None else None
    name = key_of(project.text) if project is not None else ""
    return len(name) > 1 and title.key.startswith(name) and not names_other_kind(title.key[len(name) :])


def _named_before_tail(title: Spot) -> bool:
    """False for a title of ours that only what stands in brackets behind it makes one of another kind: 绩效目标表（批复）."""
    return names_other_kind(without_tail(title.key))


def other_titles(window: Window, layouts: tuple[Layout, ...]) -> list[int]:
    """Return the rows with the title of a form of another kind (部门整体支出绩效目标表) that has a table of its own below it.

    The form above ends there.  A goal or an indicator may speak of such a form too, but not with headings of levels below.
    """
    lines = (line for line in window.lines if line[0].key.endswith((*label_words("forms"), ")")))
    found = [line[0].row for line in lines if _names_other(line) or _heads_other(window, line, layouts)]
    return [row for row in found if _has_table_below(window, row, 1, layouts)]


def titles_beside(window: Window, layouts: tuple[Layout, ...]) -> list[Spot]:
    """Return the titles of forms of another kind right of a form, a blank column between, with a table below in their columns."""
    forms = label_words("forms")
    found = (each for line in window.lines if len(line) > 1 for each in line[1:] if each.key.endswith(forms))
    named = [each for each in found if names_other_kind(each.key) and not _SENTENCE.search(each.key)]
    return [each for each in named if _has_table_below(window, each.row, each.column, layouts) and _stands_apart(window, each)]


def _has_table_below(window: Window, above: int, left: int, layouts: tuple[Layout, ...]) -> bool:
    """True where a row with headings of levels follows, from a column on."""
    marks = marks_of(layouts)
    rows = window.rows_between(above + 1, above + _ROWS_OF_OTHER_HEAD)
    return any(marks.head_table([each for each in window.row(row) if each.column >= left]) for row in rows)


def _stands_apart(window: Window, title: Spot) -> bool:
    below = window.spots_between(title.row + 1, title.row + _ROWS_OF_OTHER_HEAD)
    return not any(each.column < title.column <= each.right + 1 for each in below)


def _names_other(line: list[Spot]) -> bool:
    """True for a row with the title of another kind of form, alone but for what stands beside titles."""
    first = line[0]
    return (
        names_other_kind(first.key)
        and _SENTENCE.search(first.key) is None
        and all(each is first or _BESIDE_TITLE.match(each.key) for each in line)
    )


def _heads_other(window: Window, line: list[Spot], layouts: tuple[Layout, ...]) -> bool:
    """True for a title that no layout knows (部门整体预算绩效目标表) with nothing beside it, and a line of the year below."""
    title = line[0]
    is_named = title.key.endswith(label_words("forms")) and not _SENTENCE.search(title.key)
    if len(line) > 1 or not is_named or title_layouts(title, marks_of(layouts)):
        return False
    below = window.row(title.bottom + 1)
    return len(below) == 1 and is_year_line(below[0].text)


def is_title(spot: Spot, line: list[Spot], layouts: tuple[Layout, ...]) -> bool:
    """Return True when a cell holds the title of a form.

    It is merged over the width of the form, or alone in its row but for what stands beside titles (the year, 附件1, 单位：元,
    the title of a form beside it, anything far right of it).
    """
    found = title_layouts(spot, marks_of(layouts))
    if not found:
        return False
    return spot.right - spot.column >= found[0].table.width or all(_may_stand_beside(each, spot, layouts) for each in line)


def _may_stand_beside(spot: Spot, title: Spot, layouts: tuple[Layout, ...]) -> bool:
    """True for what is far right of a title, right of a merged one, and for words that stand beside titles, itself included."""
    if spot.column - title.right > (0 if title.right > title.column else OFF_CENTRE):
        return True
    return is_year_line(spot.text) or _BESIDE_TITLE.match(spot.key) is not None or title_layouts(spot, marks_of(layouts)) != ()


def title_layouts(spot: Spot, marks: Marks) -> tuple[Layout, ...]:
    """Return the layouts whose title stands in a cell."""
    return _titled(spot.key, marks)


@lru_cache(maxsize=8192)
def _titled(said: str, marks: Marks) -> tuple[Layout, ...]:
    key = without_unit_line(said)  # 申报表（2028年度）    单位：元, all in one cell
    if not marks.may_end_title(key):
        return ()
    if not key.endswith(marks.endings):
        key = without_tail(key)
        if not key.endswith(marks.endings):
            return ()
    if key.endswith(marks.headings):
        return ()
    ending = next(each for each in marks.endings if key.endswith(each))
    return tuple(marks.by_ending[ending])


def names_form(spot: Spot) -> bool:
    """Return True for words that end as the title of a form does, or name a form of another kind."""
    return without_tail(spot.key).endswith(label_words("forms")) or names_other_kind(spot.key)


def caption_above(window: Window, spot: Spot, is_first: bool) -> Spot | None:
    """Return the title above a project name that no layout knows, such as 项目绩效情况表（2026年）; None when there is none."""
    for row in reversed(window.rows_above(spot.row)[-ROWS_OF_TITLE:]):
        line = _without_neighbours(window.row(row), spot)
        first = line[0]
        is_wide = first.right - first.column >= OFF_CENTRE
        if len(line) == 1 and names_form(first) and (is_first or is_wide) and not _SENTENCE.search(first.key):
            return first
        own = next((each for each in line[1:] if each.column == spot.column), None)  # in one cell, or in each that was merged
        if own is not None and names_form(own) and not _SENTENCE.search(own.key):
            return own
    return None


def _without_neighbours(line: list[Spot], spot: Spot) -> list[Spot]:
    """Return what stands in a row above a project name, alone where its cells are merged over that column and more.

    The title of a form beside it, or 附件2, stands behind it.
    """
    over = [each for each in line if each.column <= spot.column <= each.right and each.right - each.column >= OFF_CENTRE]
    return over or line
