"""Where the forms stand on a sheet: titles, project names, and what belongs to which.

A form begins at its title or, where it has none, at its project name.  Forms may
stand one below the other or side by side.  A title with nothing of a form's head
below it is a mention in a note, or the repeated title of a form that runs over a
page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import Layout
from xlperf.forms.layouts.other_kinds import kind_by_headings, names_other_kind
from xlperf.forms.reading.evidence import FEWEST_LABELS, Evidence, evidence_in, form_evidence
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.own_layouts import own_layout
from xlperf.forms.reading.parts import LAST_COLUMN, LAST_ROW, HeadsAgain, Start, Starts, part_of, starts_by_column
from xlperf.forms.values.dates import is_year_line
from xlperf.forms.values.form_text import clean_line, without_tail
from xlperf.forms.values.money_unit import without_unit_line

_HEAD_LABELS = 3
_LEVELS, _RESULTS = ("level1", "level2", "level3"), ("actual", "score")
# Tasks, money and goals of a department stand between the title of its form and the indicators.
_ROWS_OF_OTHER_HEAD = 40
_ROWS_OF_FRAGMENT = 60
# A cover page names the unit, its department and the day.
_MOST_OF_COVER, _LABELS_OF_COVER = 16, 2
# A title typed without merging stands up to so many columns right of the labels below it.
_OFF_CENTRE = 5
# Title, year line and a line of notes stand above the project name.
_ROWS_OF_TITLE = 3
# 项目 alone is a column of many tables; a label is no sentence.
_SHORTEST_NAME, _LONGEST_NAME = 4, 20
_YEAR_AT_END = "年度"
_BESIDE_TITLE = lazy_pattern(r"附[件表]?|表[0-9一二三四五六七八九十]|编号|(?:金额)?单位:|第.{1,3}页|共.{1,3}页")
_SENTENCE = lazy_pattern(r"[,。;、]|(?<!申)请|填写|按照|根据|附后|所列|下[列面]|说明|注:|完成|提交|印制")


@dataclass(frozen=True, slots=True)
class Region:
    """A form's part of a sheet: its layout, title (None when it has none) and cells.

    ``sheet`` is the whole sheet, for what stands above the title and holds for
    this form too; ``first_row`` is where the first form of the sheet begins, ``banner`` the
    title of the form above and the lines below it, which hold for one without a title too.
    ``above`` is the form above with the same kind of title: its unit of amounts is meant where this one says none.
    """

    layout: Layout
    title: Spot | None
    window: Window
    top: int
    left: int
    sheet: Window
    first_row: int
    banner: Region | None = None
    above: Region | None = None


@dataclass(frozen=True, slots=True)
class Fragment:
    """Something that looks like a form but lacks most of its labels; a mere mention of its title has next to none (封面, 目录).

    ``other`` is what a form of a kind that is not read calls itself or, where its title says otherwise, the name of the kind;
    ``last_row`` is the last row that is told with it, ``known`` the labels of one that has a table of indicators.
    """

    layout: Layout
    spot: Spot
    missing: tuple[str, ...]
    is_mention: bool
    last_row: int
    other: str = ""
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Marks:
    """What to look for on a sheet: the ends of titles and of headings, the labels that begin a form, and those of its head."""

    endings: tuple[str, ...]
    headings: tuple[str, ...]
    names: frozenset[str]
    by_ending: dict[str, list[Layout]] = field(hash=False)
    last_letters: frozenset[str]
    levels: frozenset[str]
    heads: frozenset[str]
    results: frozenset[str]


class _Passed:
    """The labels below every start, gathered row by row while a sheet is gone through: no row is looked at twice for one."""

    def __init__(self, window: Window, layouts: tuple[Layout, ...]) -> None:
        self._window, self._layouts = window, layouts
        self._seen: dict[tuple[int, int], tuple[int, set[str]]] = {}

    def labels_between(self, start: Start, row: int) -> int:
        """Return how many labels of one layout stand from a start to above a row, in its columns and right of them."""
        first, keys = self._seen.get((id(start), start.left), (start.row, set()))
        for number in self._window.rows_between(first, row - 1):
            keys.update(key for each in self._window.row(number) if each.column >= start.left for key in (each.key, each.bare))
        self._seen[id(start), start.left] = (max(first, row), keys)
        return max(sum(not keys.isdisjoint(known) for _, known in layout.all_labels) for layout in self._layouts)


@lru_cache(maxsize=8)
def _marks(layouts: tuple[Layout, ...]) -> _Marks:
    by_ending: dict[str, list[Layout]] = {}
    for layout in layouts:
        for title in layout.titles:
            by_ending.setdefault(title, []).append(layout)
    names = frozenset(key for layout in layouts for each in layout.labels if each.starts_form for key in each.keys)
    headings = tuple(dict.fromkeys(each for layout in layouts for each in layout.headings))
    last_letters = frozenset((")", "续", "表", "元", "年", *(each[-1] for each in by_ending)))
    levels = frozenset().union(*(each.keys for layout in layouts for each in layout.table.columns if each.key in _LEVELS))
    heads = frozenset().union(*(each.keys for layout in layouts for each in layout.labels if each.field)) - names
    results = frozenset().union(*(each.keys for layout in layouts for each in layout.table.columns if each.key in _RESULTS))
    return _Marks(tuple(sorted(by_ending, key=len, reverse=True)), headings, names, by_ending, last_letters, levels, heads, results)


def find_regions(window: Window, layouts: tuple[Layout, ...]) -> tuple[list[Region], list[Fragment]]:
    """Return the forms of a sheet in reading order, and what only looks like one."""
    starts = _starts(window, layouts)
    columns = starts_by_column(starts)
    regions: list[Region] = []
    fragments: list[Fragment] = []
    others = other_titles(window, layouts)
    titled: list[tuple[Start, Layout | None]] = []
    for start in starts:
        part = part_of(window, start, columns)
        other = _other_kind(start, part)
        if other:
            spot = start.title or start.name or next(part.spots())
            fragments.append(Fragment(start.layouts[0], spot, (), False, part.row_numbers[-1], other))
            titled.append((start, None))
            continue
        fence = next((each for each in others if each > start.row), None)
        if fence is not None:
            part = part.part(start.row, fence - 1, 1, LAST_COLUMN)
        owner, known_as = _owner(start, titled, others)
        evidence, is_form = form_evidence(part, start, _marks(layouts).results, owner)
        if is_form:
            layout = own_layout(part, None if start.captioned else start.title, evidence.layout)
            banner = _banner(window, owner, known_as)
            above = regions[-1] if regions and regions[-1].layout.kind == layout.kind else None
            regions.append(Region(layout, start.title, part, start.row, start.left, window, starts[0].row, banner, above))
            titled += [(start, layout)] if start.title is not None else []
        elif start.title is not None and (not start.captioned or evidence.looks_like_form):
            is_mention = _is_mention(window, start, evidence)
            last_row = start.row + _ROWS_OF_FRAGMENT
            known = tuple(each.label for each in evidence.heads) if evidence.has_table else ()
            fragments.append(Fragment(evidence.layout, start.title, evidence.missing, is_mention, last_row, known=known))
            titled.append((start, None))
    return regions, fragments


def _owner(start: Start, titled: list[tuple[Start, Layout | None]], others: list[int]) -> tuple[Start | None, Layout | None]:
    """Return the form above whose title holds for one that has none, and its layout; two times None where there is no such.

    Args:
        start: of the form.
        titled: the forms with titles above it, without a layout where they are not read.
        others: rows with the titles of forms of another kind.
    """
    above = (each for each in reversed(titled) if each[0].row < start.row and each[0].left <= start.left)
    owner, layout = next(above, (start, None))
    if start.title is not None or layout is None or any(owner.row < each < start.row for each in others):
        return None, None
    return owner, layout


def _banner(window: Window, owner: Start | None, layout: Layout | None) -> Region | None:
    """Return the title and the lines below it of the form whose title holds for another one."""
    if owner is None or owner.name is None or layout is None:
        return None
    lines = window.part(owner.row, owner.name.row - 1, owner.left, LAST_COLUMN)
    return Region(layout, owner.title, lines, owner.row, owner.left, window, owner.row)


def _other_kind(start: Start, part: Window) -> str:
    """Return what a form of a kind that is not read is called, empty for any other form.

    绩效运行监控表 has many labels of a self-evaluation; its title says what it is or, under any title, its headings.
    """
    if start.title is not None and names_other_kind(start.title.key) > (not start.captioned and _named_before_tail(start.title)):
        return clean_line(start.title.text)
    lines = (part.row(row) for row in part.rows_between(start.row + 1, start.name.row - 1 if start.name else 0))
    beneath = next((line[0] for line in lines if len(line) == 1 and names_other_kind(line[0].key)), None)
    if beneath is not None:  # （批复稿） below the title
        return clean_line(f"{start.title.text if start.title else ''}{beneath.text}")
    is_own = start.title is not None and not start.captioned and any(each.folder is not None for each in start.layouts)
    return "" if is_own else kind_by_headings(each.key for each in part.spots())


def _named_before_tail(title: Spot) -> bool:
    """False for a title of ours that only what stands in brackets behind it makes one of another kind: 绩效目标表（批复）."""
    return names_other_kind(without_tail(title.key))


def other_titles(window: Window, layouts: tuple[Layout, ...]) -> list[int]:
    """Return the rows with the title of a form of another kind (部门整体支出绩效目标表) that has a table of its own below it.

    The form above ends there.  A goal or an indicator may speak of such a form too, but not with headings of levels below.
    """
    found = [number for number in window.row_numbers if _names_other(window.row(number))]
    if not found:
        return found
    headings = frozenset().union(*(each.keys for layout in layouts for each in layout.table.columns if each.key in _LEVELS))
    tables = [row for row in window.row_numbers if sum(each.key in headings for each in window.row(row)) > 1]
    return [row for row in found if any(row < each <= row + _ROWS_OF_OTHER_HEAD for each in tables)]


def _names_other(line: list[Spot]) -> bool:
    """True for a row with the title of another kind of form, alone but for what stands beside titles."""
    first = line[0]
    return (
        first.key.endswith(("表", ")"))
        and names_other_kind(first.key)
        and _SENTENCE.search(first.key) is None
        and all(each is first or _BESIDE_TITLE.match(each.key) for each in line)
    )


def is_title(spot: Spot, line: list[Spot], layouts: tuple[Layout, ...]) -> bool:
    """Return True when a cell holds the title of a form.

    It is merged over the width of the form, or alone in its row but for what stands
    beside titles (the year, 附件1, 单位：元, the title of a form beside it).
    """
    marks = _marks(layouts)
    found = _title_layouts(spot, marks)
    if not found or _SENTENCE.search(_beyond_title(spot.key, marks)):
        return False
    if spot.right - spot.column >= found[0].table.width:
        return True
    return all(each is spot or _may_stand_beside(each, spot, layouts) for each in line)


def _beyond_title(key: str, marks: _Marks) -> str:
    """Return what stands in a cell beside the title itself, whose own words make no sentence."""
    ending = next(each for each in marks.endings if each in key)
    return key.replace(ending, "", 1)


def _may_stand_beside(spot: Spot, title: Spot, layouts: tuple[Layout, ...]) -> bool:
    if spot.column > title.right and (title.right > title.column or spot.column - title.column > _OFF_CENTRE):
        return True
    return is_year_line(spot.text) or _BESIDE_TITLE.match(spot.key) is not None or _title_layouts(spot, _marks(layouts)) != ()


def _title_layouts(spot: Spot, marks: _Marks) -> tuple[Layout, ...]:
    """Return the layouts whose title stands in a cell."""
    key = without_unit_line(spot.key)  # 申报表（2028年度）    单位：元, all in one cell
    if key[-1:] not in marks.last_letters and not key.endswith(_YEAR_AT_END):
        return ()
    if not key.endswith(marks.endings):
        key = without_tail(key)
        if not key.endswith(marks.endings):
            return ()
    if key.endswith(marks.headings):
        return ()
    ending = next(each for each in marks.endings if key.endswith(each))
    return tuple(marks.by_ending[ending])


def _starts(window: Window, layouts: tuple[Layout, ...]) -> list[Start]:
    """Return where forms begin: at titles, and at project names that no title claims."""
    marks = _marks(layouts)
    names = _names_in(window, layouts)
    starts: list[Start] = []
    passed = _Passed(window, layouts)
    again = _heads_again(window, layouts)
    for number in window.row_numbers:
        line = window.row(number)
        if starts and again is not None and line[0].key in again.heads and again.begins(starts[-1], number):
            starts.append(Start(_head_row(window, line[0]), line[0].column, None, layouts, line[0]))
            continue
        for index, spot in enumerate(line):
            if not spot.key:
                continue
            if _names_project(spot, names):
                if _heads_table(line, marks.levels):
                    continue  # a column of a table in which each row names the project
                if not any(each.right + 1 == spot.column and _names_project(each, names) for each in line[:index]):
                    _claim(window, starts, spot, layouts, passed)  # else a project that is called 项目名称
            elif (spot.key[-1] in marks.last_letters or spot.key.endswith(_YEAR_AT_END)) and (
                is_title(spot, line, layouts) or _heads_form_beside(window, spot, index, marks)
            ):
                starts.append(Start(spot.row, spot.column, spot, _title_layouts(spot, marks)))
    columns = starts_by_column(starts)
    return [each for each in starts if not _continues(window, each, starts, columns)]


def _heads_form_beside(window: Window, spot: Spot, index: int, marks: _Marks) -> bool:
    """True for a title behind the cells of another form, with the label of a project's name below it in its own column."""
    if not index or not _title_layouts(spot, marks):
        return False
    rows = window.rows_between(spot.bottom + 1, spot.bottom + _ROWS_OF_TITLE)
    below = (each for row in rows for each in window.row(row) if each.column == spot.column)
    return any(_names_project(each, marks.names) for each in below)


def _names_in(window: Window, layouts: tuple[Layout, ...]) -> frozenset[str]:
    """Return the keys of the labels that begin a form; where no layout's own stands, of those that a layout knows by their make."""
    names = _marks(layouts).names
    if window.has_any(names):
        return names
    labels = tuple(each for layout in layouts for each in layout.labels if each.starts_form)
    known = frozenset(key for each in labels for key in each.otherwise if len(key) >= _SHORTEST_NAME)
    short = {each.bare for each in window.spots() if _SHORTEST_NAME <= len(each.bare) <= _LONGEST_NAME}
    makes = {each.like for each in labels if each.like is not None}
    return names | known | {key for key in short if any(make.fullmatch(key) for make in makes)}


def _names_project(spot: Spot, names: frozenset[str]) -> bool:
    return spot.key in names or spot.bare in names


def _heads_again(window: Window, layouts: tuple[Layout, ...]) -> HeadsAgain | None:
    """Return what knows heads that come again below a table, None for a sheet with one table or none."""
    marks = _marks(layouts)
    rows = {each.row for each in window.with_keys(marks.levels)}
    tables = sorted(row for row in rows if _heads_table(window.row(row), marks.levels))
    return HeadsAgain(window, marks.heads, tables) if len(tables) > 1 else None


def _heads_table(line: list[Spot], keys: frozenset[str]) -> bool:
    return sum(each.key in keys for each in line) > 1


def _claim(window: Window, starts: list[Start], spot: Spot, layouts: tuple[Layout, ...], passed: _Passed) -> None:
    """Give a project name to the title above it, or begin a form with it."""
    free = [each for each in starts if each.name is None and each.column <= spot.column + _OFF_CENTRE]
    if free:
        lowest = max(each.row for each in free)
        fitting = [each for each in free if each.row == lowest]
        owner = max((each for each in fitting if each.column <= spot.column), key=lambda each: each.column, default=fitting[0])
        owner.name = spot
        return
    last = max((each for each in starts if each.left <= spot.column), key=lambda each: (each.row, each.left), default=None)
    if last is None or _begins_form(window, last, spot, layouts, passed):
        caption = _caption(window, spot, is_first=last is None)
        row = caption.row if caption else _head_row(window, spot)
        starts.append(Start(row, spot.column, caption, layouts, spot, caption is not None))


def _begins_form(window: Window, last: Start, spot: Spot, layouts: tuple[Layout, ...], passed: _Passed) -> bool:
    """True when a project name below or beside a form belongs to a form of its own and is no repeated label."""
    first = last.name or spot
    if spot.row == first.row:
        beside = window.part(spot.row, LAST_ROW, spot.column, LAST_COLUMN)
        wide = min(each.table.width for each in layouts)
        return spot.column - first.column >= wide and len(evidence_in(beside, layouts).labels) >= FEWEST_LABELS
    return window.row(spot.row)[0] is spot and passed.labels_between(last, spot.row) >= FEWEST_LABELS


def _continues(window: Window, start: Start, starts: list[Start], columns: Starts) -> bool:
    """True for a title that is repeated in the middle of a form: no head follows it, or no more than the same names again."""
    if start.title is None:
        return False
    above = [each for each in starts if each.row < start.row and each.name is not None and each.left <= start.column + _OFF_CENTRE]
    if not above:
        return False
    last = max(above, key=lambda each: each.row)
    if start.name is not None and _text_beside(window, last.name) != _text_beside(window, start.name):
        return False
    evidence = evidence_in(part_of(window, start, columns), start.layouts)
    heads, layout = evidence.heads, evidence.layout
    if start.name is None:
        return len(heads) < _HEAD_LABELS
    return layout in last.layouts and all(key in layout.head_keys for each in heads for key in each.keys)


def _text_beside(window: Window, spot: Spot | None) -> str:
    line = window.row(spot.row) if spot else []
    return next((each.text.strip() for each in line if spot and each.column > spot.right), "")


def _caption(window: Window, spot: Spot, is_first: bool) -> Spot | None:
    """Return the title above a project name that no layout knows, such as 项目绩效情况表（2026年）; None when there is none."""
    for row in reversed(window.rows_above(spot.row)[-_ROWS_OF_TITLE:]):
        line = window.row(row)
        first = line[0]
        is_wide = first.right - first.column >= _OFF_CENTRE
        names_form = without_tail(first.key).endswith("表") or names_other_kind(first.key)
        if len(line) == 1 and names_form and (is_first or is_wide) and not _SENTENCE.search(first.key):
            return first
    return None


def _head_row(window: Window, spot: Spot) -> int:
    """Return the row of the year line above an untitled form, or the row of its project name."""
    for row in reversed(window.rows_above(spot.row)[-_ROWS_OF_TITLE:]):
        line = window.row(row)
        if len(line) == 1 and is_year_line(line[0].text):
            return row
    return spot.row


def _is_mention(window: Window, start: Start, evidence: Evidence) -> bool:
    """True for a title on a cover page or in a list of contents: few words below it, no number, hardly a label of a form."""
    if start.name is not None and not _text_beside(window, start.name):
        return False  # 项目名称 that was never filled in belongs to no cover
    spots = list(islice(evidence.window.spots(), _MOST_OF_COVER + 1))
    return (
        len(spots) <= _MOST_OF_COVER
        and len(evidence.labels) <= _LABELS_OF_COVER
        and not evidence.has_table
        and all(each.cell.kind in ("text", "date") for each in spots)
    )
