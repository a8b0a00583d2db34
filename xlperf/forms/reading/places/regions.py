"""Where the forms stand on a sheet, and what only looks like one.

A form begins at its title or, where it has none, at its project name.  Forms may
stand one below the other or side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from xlperf.forms.layouts.layout import Layout
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.places.beginnings import starts_on, text_beside
from xlperf.forms.reading.places.evidence import Evidence, form_evidence, name_in_one_cell
from xlperf.forms.reading.places.form_titles import YEAR_AT_END, marks_of, name_of_other_kind, other_titles, titles_beside
from xlperf.forms.reading.places.own_layouts import own_layout
from xlperf.forms.reading.places.parts import LAST_COLUMN, LAST_ROW, Start, beside_of, part_of, starts_by_column
from xlperf.forms.values.amounts import parse_amount
from xlperf.forms.values.form_text import clean_line

_ROWS_OF_FRAGMENT = 60
# A cover page names the unit, its department and the day.
_MOST_OF_COVER, _LABELS_OF_COVER = 16, 2


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


def find_regions(window: Window, layouts: tuple[Layout, ...]) -> tuple[list[Region], list[Fragment]]:
    """Return the forms of a sheet in reading order, and what only looks like one."""
    starts = starts_on(window, layouts)
    columns = starts_by_column(starts)
    regions: list[Region] = []
    fragments: list[Fragment] = []
    others, beside = other_titles(window, layouts), titles_beside(window, layouts)
    titled: list[tuple[Start, Layout | None]] = []
    for start in starts:
        part = part_of(window, start, columns)
        other = name_of_other_kind(start, part)
        if other:
            spot = start.title or start.name or next(part.spots())
            fragments.append(Fragment(start.layouts[0], spot, (), False, part.row_numbers[-1], other))
            titled.append((start, None))
            continue
        fence = next((each for each in others if each > start.row), None)
        if fence is not None:
            part = part.part(start.row, fence - 1, 1, LAST_COLUMN)
        neighbour = next((each for each in beside if each.column > start.left and each in part.row(each.row)), None)
        if neighbour is not None:
            fragments.append(Fragment(start.layouts[0], neighbour, (), False, part.row_numbers[-1], clean_line(neighbour.text)))
            part = part.part(start.row, part.row_numbers[-1], 1, neighbour.column - 1)
        owner, known_as = _owner(start, titled, others)
        evidence, is_form = form_evidence(part, start, marks_of(layouts).results, owner)
        if is_form:
            layout = own_layout(part, None if start.captioned else start.title, evidence.layout)
            banner = _banner(window, owner, known_as)
            above = regions[-1] if regions and regions[-1].layout.kind == layout.kind else None
            regions.append(Region(layout, start.title, part, start.row, start.left, window, starts[0].row, banner, above))
            titled += [(start, layout)] if start.title is not None else []
        elif start.title is not None and not start.captioned:
            is_mention = _is_mention(window, start, evidence)
            last_row = start.row + _ROWS_OF_FRAGMENT
            known = tuple(each.label for each in evidence.heads) if evidence.has_table else ()
            fragments.append(Fragment(evidence.layout, start.title, evidence.missing, is_mention, last_row, known=known))
            titled.append((start, None))
        elif start.name is not None and evidence.has_table and beside_of(window, start, columns):
            fragments.append(Fragment(evidence.layout, start.name, evidence.missing, False, part.row_numbers[-1]))
    return regions, fragments


def _owner(start: Start, titled: list[tuple[Start, Layout | None]], others: list[int]) -> tuple[Start | None, Layout | None]:
    """Return the form above whose title holds for one that has none, and its layout; two times None where there is no such.

    Args:
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
    if owner is None or layout is None:
        return None
    name = owner.name or name_in_one_cell(window.part(owner.row, LAST_ROW, owner.left, LAST_COLUMN), owner)
    if name is None:
        return None
    lines = window.part(owner.row, name.row - 1, owner.left, LAST_COLUMN)
    return Region(layout, owner.title, lines, owner.row, owner.left, window, owner.row)


def _is_mention(window: Window, start: Start, evidence: Evidence) -> bool:
    """True for a title on a cover page or in a list of contents: few words below it, no number, hardly a label of a form."""
    if start.name is not None and not text_beside(window, start.name):
        return False  # 项目名称 that was never filled in belongs to no cover
    spots = list(islice(evidence.window.spots(), _MOST_OF_COVER + 1))
    if len(spots) > _MOST_OF_COVER or len(evidence.labels) > _LABELS_OF_COVER or evidence.has_table:
        return False
    return not any(_is_figure(evidence.window, each, evidence.layout) for each in spots)


def _is_figure(window: Window, spot: Spot, layout: Layout) -> bool:
    """True for a number but that of a telephone or of a year, which stand on covers: 联系电话 | 3658012, 申报年度 | 2026."""
    if spot.cell.kind == "date" or parse_amount(spot.text) is None:
        return False
    label = window.left_of(spot)
    return label is None or not (label.is_one_of(layout.footers) or label.key.endswith(YEAR_AT_END))
