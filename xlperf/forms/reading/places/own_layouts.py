"""The published forms of single bureaux (``templates/``): which of them a form is, by all that is printed on it.

A form of many bureaux is read by a layout that lets the fields vary.  It is the form of one of them where everything that
this one prints is there and nothing that it has not got; a form that was changed is known by the rest of its printing, word
for word.  Then what is missing is told, as it is of the templates of the own bureau.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from xlperf.data.names import ends_as_body
from xlperf.forms.form import Remark
from xlperf.forms.layouts.built_in import bureau_layout, bureau_overlays
from xlperf.forms.layouts.layout import PARTS, Axis, Label, Layout
from xlperf.forms.reading.head_part.goal_labels import stands
from xlperf.forms.reading.indicators.periods.block import Block
from xlperf.forms.reading.indicators.periods.blocks import blocks_of
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.indicators.table_heading import find_header, heading
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.places.parts import LAST_ROW
from xlperf.forms.values.form_text import key_of
from xlperf.forms.values.wordings import label_words

_MOST_MISSING = 2
"""A changed form lacks no more of what its bureau prints; one that lacks more is another bureau's."""
_MOST_REWORDED = 2
"""A form of our own that was typed anew has no more labels worded otherwise; one that has more is another bureau's."""
_LEAST_MARKS = 0.75
_LEVEL, _NAME, _BODIES = "level1", "level3", ("/department", "/unit")
_LONGEST_LABEL = 14


@dataclass(frozen=True, slots=True)
class _Printed:
    """What a layout prints: key and all keys of each label; and the keys of what other forms have and this one has not."""

    labels: tuple[tuple[str, frozenset[str]], ...]
    foreign: frozenset[str]
    goals: tuple[Label, ...]
    """Goals that the form has not got; 总体目标 at the side of 年度目标 is the label of none."""


def own_layout(window: Window, title: Spot | None, layout: Layout) -> Layout:
    """Return the layout of the bureau whose published form a form is, or the one that was found for it.

    Args:
        layout: by which it would be read.
    """
    general = _printed(layout, layout)
    exact = _exact(window, general)
    if layout.folder is not None or exact == len(general.labels):
        return layout
    least, best = (-_MOST_MISSING - 1 if layout.varies else -_missing(window, general), exact, False), layout
    for overlay in bureau_overlays():
        if not _may_be(window, title, layout, overlay):
            continue
        own = bureau_layout(overlay["id"])
        printed = _printed(own, layout)
        worth = (-_missing(window, printed), _exact(window, printed), own.table.repeats_levels)
        if worth > least and _fits(window, own, layout):
            least, best = worth, own
    return best


def not_printed(window: Window, layout: Layout, lost: Sequence[Remark]) -> frozenset[str]:
    """Return the labels that nobody can have taken off a form: its bureau prints none of them.

    Those of the money and the goals of a self-evaluation, 主管部门 or 实施单位 where no body is left over that may be one, and
    points where no heading of theirs stands anywhere, not in the money either; of a declaration those of a choice (项目类别),
    where nothing is left over in its head that may be the answer: 受益人数 | 3200 is none.

    Where many labels are worded otherwise than those of a layout for all, the form was not changed, unless something was
    left over that may be the amount or the text.

    Args:
        layout: by which it was read.
    """
    if layout.folder is not None or layout.of_bureau or not is_worded_otherwise(window, layout):
        return frozenset()
    parts = {each.detail["part"] for each in lost}
    if layout.grid is None:
        ends = label_words("ends_of_choices")
        answers = [each for each in lost if each.detail["part"] != "head" or each.detail["text"].endswith(ends)]
        return frozenset(each.label for each in layout.labels if each.if_value and not each.starts_form and not answers)
    money = () if parts - {"head", "beside", "table"} else (each for each in layout.grid.columns if each.required)
    is_said = any(len(each.detail["text"]) > _LONGEST_LABEL for each in lost if each.detail["part"] == "head")
    goals = () if is_said or "layout" in parts else (each for each in layout.labels if each.value == "below")
    bodies = () if any(ends_as_body(each.detail["text"]) for each in lost) else layout.labels
    of_bodies = (each for each in bodies if each.field in _BODIES)
    points = (each for each in layout.table.columns if each.type == "number" and not window.has_any(each.keys))
    return frozenset(each.label for each in (*money, *goals, *of_bodies, *points))


def is_worded_otherwise(window: Window, layout: Layout) -> bool:
    """True for a form with many labels in other words than those of a layout for all: nobody took a label off it."""
    printed = _printed(layout, layout)
    return len(printed.labels) - _exact(window, printed) - _missing(window, printed) > _MOST_REWORDED


def _may_be(window: Window, title: Spot | None, layout: Layout, overlay: Mapping[str, Any]) -> bool:
    """True where the title and most words of a bureau's own are there: looked at before its layout is made."""
    if not layout.id.startswith(overlay["extends"]):
        return False
    marks = _marks(overlay["id"])
    if sum(window.has_any(frozenset((each,))) for each in marks) < _LEAST_MARKS * len(marks):
        return False
    return title is None or any(each in title.key for each in map(key_of, overlay["titles"]))


@cache
def _marks(name: str) -> tuple[str, ...]:
    overlay = next(each for each in bureau_overlays() if each["id"] == name)
    return tuple(dict.fromkeys(key_of(each["label"]) for each in overlay["changes"] if "label" in each))


@cache
def _printed(own: Layout, general: Layout) -> _Printed:
    """Return what a layout prints, and what the general one of its kind knows beside it."""
    listed = [each for each in _entries(own) if not each.rare or each.required]
    names = {_name(each) for each in _entries(own) if not each.rare}
    known = own.label_keys | own.pair_keys
    others = [each for each in _entries(general) if _name(each) not in names and not each.rare]
    goals = tuple(each for each in others if isinstance(each, Label) and each.period)
    foreign = frozenset().union(*(each.keys for each in others if each not in goals)) - known
    return _Printed(tuple((key_of(each.label), each.keys) for each in listed), foreign, goals)


def _entries(layout: Layout) -> list[Label | Axis]:
    grid = (*layout.grid.rows, *layout.grid.columns) if layout.grid else ()
    columns = (each for each in layout.table.columns if each.required or (each.type not in PARTS and not each.is_optional))
    return [*(each for each in layout.labels if each.field), *grid, *columns]


def _name(entry: Label | Axis) -> str:
    return entry.field if isinstance(entry, Label) else entry.key


def _exact(window: Window, printed: _Printed) -> int:
    keys = window.keys()
    return sum(key in keys for key, _ in printed.labels)


def _missing(window: Window, printed: _Printed) -> int:
    return sum(not window.has_any(keys) for _, keys in printed.labels)


def _fits(window: Window, own: Layout, general: Layout) -> bool:
    printed = _printed(own, general)
    if window.has_any(printed.foreign) or any(stands(window, LAST_ROW, each) for each in printed.goals):
        return False
    missing = _missing(window, printed)
    if missing > _MOST_MISSING or (missing and _exact(window, printed) + missing < len(printed.labels)):
        return False
    header = find_header(window, own)
    return header is not None and _has_its_tables(window, own, general, header)


def _has_its_tables(window: Window, own: Layout, general: Layout, header: tuple[int, Columns]) -> bool:
    """True where tables and columns are those of a layout: none more, and where they stand."""
    kept = {axis.key for axis in own.table.columns}
    foreign = frozenset().union(*(axis.keys for axis in general.table.columns if axis.key not in kept))
    foreign -= own.table.label_keys.union(own.table.further)
    if any(each.key in foreign for each in heading(window, header[0], general)[0]):
        return False
    blocks, unclear = blocks_of(window, own, header)
    if unclear or _arrangement(blocks) != own.table.blocks:
        return False
    if any({*map(key_of, block.columns.titles)} != {*own.table.further} for block in blocks):
        return False
    return not own.table.repeats_levels or _repeats_levels(own, blocks[0])


def _arrangement(blocks: list[Block]) -> str:
    if len(blocks) < 2:
        return ""
    return "beside" if len({each.header_row for each in blocks}) == 1 else "stacked"


def _repeats_levels(own: Layout, block: Block) -> bool:
    """True where every row names its level 1 in a cell of its own, and neighbours the same."""
    if not {_LEVEL, _NAME} <= block.columns.windows.keys():
        return False
    at, name = block.columns.start(_LEVEL), block.columns.start(_NAME)
    last = heading(block.window, block.header_row, own)[1]
    named = [row for row in block.window.rows_below(last) if block.window.at(row, name) is not None]
    ones = [block.window.at(row, at) for row in named]
    keys = [each.key for each in ones if each is not None and each.bottom == each.row]
    return len(keys) == len(named) and any(one == two for one, two in pairwise(keys))
