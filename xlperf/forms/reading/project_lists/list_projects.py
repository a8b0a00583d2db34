"""Which rows of a table of many projects belong to which project, and where its foot begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import FUNDING
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.indicators.signatures import begins_foot, is_sealed
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.project_lists.levels_beside import of_indicators
from xlperf.forms.reading.project_lists.list_header import ListHeader
from xlperf.forms.reading.project_lists.list_rows import (
    CARRIED,
    NAME,
    begins_form,
    begins_other,
    has_indicator,
    is_below_heading,
    is_between,
    is_page_line,
    is_sum,
    is_unit_line,
    names_heading,
    own_cells,
    repeats,
    rows_printed_again,
    sums_up_unit,
)

_ROWS_OF_HEAD = 6
"""In so many rows from its title on, a form names its project, and a list that goes on has its headings again."""
_ROWS_OF_LEVELS = 3
"""Rows from that of a project to that of its first indicator, with one each for both levels."""
_DIGIT = lazy_pattern(r"\d")


@dataclass(slots=True)
class ListedProject:
    """The rows of one project, and the cell of each of its columns (that of a merged cell above included).

    ``group`` is the name of the unit above it that stands beside the sum of its projects; ``is_more`` is True for a row with more
    than a name and amounts.
    """

    rows: list[int] = field(default_factory=list)
    cells: dict[str, list[Spot]] = field(default_factory=dict)
    group: Spot | None = None
    is_more: bool = False


@dataclass(slots=True)
class _Walk:
    """What the rows of a list have told so far.

    Attributes:
        rows: all below its headings.
        foot: the first of the foot, of the list or of a page of it; at_foot: it was reached.
        was_headed: the headings came again, and no project since.
        again: the last row that names one of them.
        of_unit: what the row above says of the unit of the projects below.
        found: the projects; stray: cells of rows above the first that belong to none.
    """

    window: Window
    header: ListHeader
    words: Vocabulary
    rows: Sequence[int]
    foot: int
    at_foot: bool = False
    was_headed: bool = False
    again: int = 0
    of_unit: dict[str, Spot] = field(default_factory=dict)
    found: list[ListedProject] = field(default_factory=list)
    stray: list[Spot] = field(default_factory=list)


def listed_projects(window: Window, header: ListHeader, words: Vocabulary) -> tuple[list[ListedProject], list[Spot]]:
    """Return the projects, and cells of rows above the first that belong to none."""
    again = rows_printed_again(window, header)
    rows = [each for each in window.rows_below(header.last) if each not in again]
    walk = _Walk(window, header, words, rows, _first_row_of_foot(window, rows, header, words))
    above = [*window.spots_between(header.top, header.row - 1)]
    for index, row in enumerate(rows):
        line = window.row(row)
        is_other = bool(walk.found) and begins_other(line, above, header)
        if is_other or begins_form([window.row(each) for each in rows[index : index + _ROWS_OF_HEAD]], header):
            break
        own = own_cells(line, header)
        is_merged = bool(walk.found) and any(spot.bottom >= row for spot in walk.found[-1].cells.get(NAME, []))
        if _is_of_no_project(walk, index, own, is_merged):
            continue
        if walk.found or NAME in own:
            is_head = bool(own) and _has_them_below(window, rows[index:], header, words)
            _add(walk, row, own, is_merged, is_head)
        else:
            walk.stray += line
    _carry(walk.found, window, header)
    return walk.found, walk.stray


def _is_of_no_project(walk: _Walk, index: int, own: Mapping[str, Spot], is_merged: bool) -> bool:
    """True for headings, sums and the foot; what they tell of the rows below is noted."""
    window, header, row = walk.window, walk.header, walk.rows[index]
    line = window.row(row)
    if repeats(line, header):
        walk.was_headed, walk.at_foot = True, False
        walk.foot = _first_row_of_foot(window, walk.rows[index + 1 :], header, walk.words)
    if names_heading(line, header):
        walk.again = row
    if walk.at_foot or is_unit_line(line) or is_page_line(line):
        return True
    if is_between(line, header, walk.words):
        walk.stray += of_indicators(line, header) if has_indicator(line, header) and not names_heading(line, header) else ()
        return True
    if is_below_heading(window, row, walk.again, header):
        return True
    if sums_up_unit(line, window.row(walk.rows[min(index + 1, len(walk.rows) - 1)]), header):
        walk.of_unit = {name: spot for name, spot in own.items() if name in CARRIED}
        return True
    is_known = has_indicator(line, header) or _is_named_with_amount(own) or _heads_indicators(line, header, walk.words)
    is_last = _is_signed(line, header) or not (is_known or _is_above_indicator(walk, index))
    walk.at_foot = row >= walk.foot and not is_merged and is_last
    return walk.at_foot


def _is_above_indicator(walk: _Walk, index: int) -> bool:
    """True for a row close above an indicator with its target: somebody wrote a note in it, or blanked the name of its project.

    Headings between the two are those of another table.
    """
    header = walk.header
    for row in walk.rows[index + 1 : index + 1 + _ROWS_OF_LEVELS]:
        line = walk.window.row(row)
        is_heading = sum(each.is_one_of(header.layout.table.label_keys) for each in line) > 1
        if is_heading or _is_signed(line, header):
            return False
        if header.columns is not None and {"level3", "target"} <= header.columns.by_heading(line).keys():
            return True
    return False


def _add(walk: _Walk, row: int, own: dict[str, Spot], is_merged: bool, is_head: bool) -> None:
    """Add a row to the project above, or to one that begins with it."""
    found, fields = walk.found, walk.header.fields
    goes_on = walk.was_headed and bool(found) and NAME in own and not any(_differs(own, found[-1], name) for name in own)
    walk.was_headed = False  # the page broke within a project: its cells are printed once more
    identity = [label.field for label, _, _ in fields if label.type == "line"]
    is_nameless = NAME not in own and not is_merged and _is_beside_blank(walk, row, own)
    if not goes_on and (not found or is_head or is_nameless or _begins(own, found[-1], identity, is_merged)):
        found.append(ListedProject())
    found[-1].rows.append(row)
    for label, _, extent in fields:
        spot = own.get(label.field)
        if spot is None or spot.column > extent[0]:  # what stands right of a cell merged down is under a heading that was blanked
            spot = _covering(walk.window, row, extent) or spot
        cells = found[-1].cells.setdefault(label.field, []) if spot is not None else []
        if spot is not None and spot not in cells:
            cells.append(spot)
    for name, spot in walk.of_unit.items():
        found[-1].cells.setdefault(name, [spot])
    walk.of_unit = {}


def _is_beside_blank(walk: _Walk, row: int, own: Mapping[str, Spot]) -> bool:
    """True for values merged over the rows of a project beside a blank name that is, too."""
    names = walk.header.extent_of(NAME)
    area = walk.window.merged_at(row, names[0]) if names is not None else None
    return area is not None and area.top == row < area.bottom and any(each.bottom == area.bottom for each in own.values())


def _is_named_with_amount(own: Mapping[str, Spot]) -> bool:
    """True for a project without indicators; a signature may stand in the column of names as well."""
    amounts = (spot for name, spot in own.items() if name.startswith(FUNDING))
    return NAME in own and any(_DIGIT.search(each.text) for each in amounts)


def _is_signed(line: Sequence[Spot], header: ListHeader) -> bool:
    """True for a row of signatures or notes, at its left or below the first heading."""
    return any(begins_foot(each.key, header.layout.footers) or is_sealed(each.key, header.layout.footers) for each in line[:2])


def _first_row_of_foot(window: Window, rows: Sequence[int], header: ListHeader, words: Vocabulary) -> int:
    """Return the row below the last project that begins before the header comes again; the last of all rows is none of the foot.

    A row between that has nothing under a known heading belongs to the project above: one of the headings may be damaged.
    """
    last = header.last
    for index, row in enumerate(rows):
        line = window.row(row)
        is_named = any(each.key in label.keys for label, _, _ in header.fields for each in line)
        if is_named and is_between(line, header, words) and not is_sum(line, header, words):  # 合计 heads money as well
            break
        own = own_cells(line, header)
        if not own or _is_signed(line, header):
            continue
        if (NAME in own and has_indicator(line, header)) or _has_them_below(window, rows[index:], header, words):
            last = row
    return last + 1


def _has_them_below(window: Window, rows: Sequence[int], header: ListHeader, words: Vocabulary) -> bool:
    """True for a project's first row that holds no indicator, above rows of its levels and rows of its indicators."""
    first, *below = rows
    if not below or has_indicator(window.row(first), header) or not _heads_indicators(window.row(below[0]), header, words):
        return False
    own = takewhile(lambda row: NAME not in own_cells(window.row(row), header), below)
    return any(has_indicator(window.row(row), header) for row in own)


def _heads_indicators(line: Sequence[Spot], header: ListHeader, words: Vocabulary) -> bool:
    """True for names of levels without an indicator, over rows with these: 产出指标 in one row, 数量指标 in the next."""
    columns = header.columns
    known = {"level1": words.level1, "level2": words.level2}
    return columns is not None and all(each.key in known.get(columns.at(each.column) or "", ()) for each in line)


def _begins(own: dict[str, Spot], project: ListedProject, identity: Sequence[str], is_merged: bool) -> bool:
    """True for a row whose name, unit or code is written anew: it differs from that of the project above, or stands alone.

    Alone is the name that is merged over rows of its own, or, where the name is blank and not merged down from above
    (``is_merged``), a unit that is, or another amount with something beside it.  The name that a project lacks may be
    written in its next row.
    """
    written = [name for name in identity if name in own and own[name].text.strip()]
    if NAME in own and NAME not in project.cells:
        written = [name for name in own if name in project.cells]
    if any(_differs(own, project, name) for name in written):
        return True
    if NAME in own or is_merged:
        return NAME in own and own[NAME].bottom > own[NAME].row
    others = [name for name in own if _differs(own, project, name)]
    is_told = bool(written) or len(others) > 1
    return any(own[name].bottom > own[name].row for name in written) or (
        is_told and any(each.startswith(FUNDING) for each in others)
    )


def _differs(own: Mapping[str, Spot], project: ListedProject, name: str) -> bool:
    above = project.cells.get(name)
    return above is None or above[0].text.strip() != own[name].text.strip()


def _covering(window: Window, row: int, extent: tuple[int, int]) -> Spot | None:
    """Return the cell that is merged down to a row from above."""
    above = window.merged_spot(row, extent[0])
    return above if above is not None and above.row < row else None


def _carry(projects: Sequence[ListedProject], window: Window, header: ListHeader) -> None:
    """Give projects without a unit or department of their own the one above: it is written once for several projects.

    A blank cell that is merged over the rows of a project is its own.
    """
    places = {label.field: extent[0] for label, _, extent in header.fields if label.field in CARRIED}
    for above, project in pairwise(projects):
        for name, column in places.items():
            merged = window.merged_at(project.rows[0], column)
            is_own = merged is not None and merged.top == project.rows[0] < merged.bottom
            if name in above.cells and name not in project.cells and not is_own:
                project.cells[name] = above.cells[name]
