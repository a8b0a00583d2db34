"""Labels of goals that no layout lists, known by the period that they name: 实施周期总目标, 本年度绩效目标（2026年）."""

from __future__ import annotations

from collections.abc import Iterator

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import Label, Layout
from xlperf.forms.reading.head_part.goal_rows import is_named
from xlperf.forms.reading.head_part.headings import likely_labels
from xlperf.forms.reading.indicators.periods.roles import role_of
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.values.wordings import label_words

_LONGEST = 20
_LABEL_IN_TEXT = lazy_pattern(r"(?:[^:：\n(（]|[(（][^()（）\n]*[)）]){2,24}[:：]")
"""What a line of a goal begins with where its label is written into its text: 年度总体目标：…, with a hint in brackets or none."""


def with_goal_labels(window: Window, layout: Layout, last_row: int) -> Window:
    """Return the cells of a form in which headings of goals bear the key of the label whose period they name.

    Only a label that is nowhere on the form is looked for, and only beside another heading of goals.
    """
    lacking = [each for each in layout.labels if each.period and not stands(window, last_row, each)]
    found = ((spot, label) for label in lacking for spot in _named(window, layout, last_row, label)[:1])
    return window.with_spots({spot[:2]: spot.named(label.label) for spot, label in found})


def stands(window: Window, last_row: int, label: Label) -> bool:
    """True where a label is on the form, and not merely at the side of other headings: 总体目标 | 实施周期总目标 | 本年度目标."""
    return any(each.row <= last_row and not _is_side(window, each) for each in window.with_keys(label.keys))


def _is_side(window: Window, spot: Spot) -> bool:
    """True for a heading left of a goal's, unless both stand right of another heading and over a text each."""
    line = window.row(spot.row)
    goals = [each for each in line if each.column == spot.right + 1 and each.bare.endswith(label_words("goals"))]
    below = window.row(spot.bottom + 1)
    is_beside = line[0].column < spot.column or window.merged_spot(spot.row, spot.column - 1) is not None
    return bool(goals) and not (is_beside and all(any(map(each.shares_columns, below)) for each in (spot, *goals)))


def _named(window: Window, layout: Layout, last_row: int, label: Label) -> list[Spot]:
    ends = label_words("goals")
    return [
        spot
        for spot in window.spots_up_to(last_row)
        if spot.bare.endswith(ends)
        and len(spot.key) <= _LONGEST
        and spot.key not in layout.label_keys
        and role_of(spot.key, layout.table.roles) == label.period
        and any(each.key in layout.goal_heading_keys or each.bare.endswith(ends) for each in _neighbours(window, spot))
        and _has_text(window, layout, spot)
    ]


def _has_text(window: Window, layout: Layout, spot: Spot) -> bool:
    """False for what is itself the text of a goal, such as 建成中期目标 right of 年度总体目标 over the next label of the form."""

    def is_label(other: Spot) -> bool:
        return other.is_one_of(layout.label_keys) or any(likely_labels(other, layout))

    if any(each.column > spot.right and not is_label(each) for each in window.row(spot.row)):
        return True
    below = window.row(spot.bottom + 1)
    return any(map(spot.shares_columns, below)) and not is_label(below[0])


def parted_line(line: str) -> tuple[str, str]:
    """Return what may be the label that a line begins with, and what stands behind its colon; a line may be one alone."""
    found = _LABEL_IN_TEXT.match(line)
    return (found[0], line[found.end() :]) if found else (line, "")


def written_goals(window: Window, layout: Layout, last_row: int) -> frozenset[str]:
    """Return the groups of goals of which a form says two or more with the label in or over the text: 项目总目标：…"""
    texts = (spot.text for spot in window.spots_up_to(last_row) if spot.cell.kind == "text")
    longer = (text for text in texts if "\n" in text or ":" in text or "：" in text)
    lines = ((text, *parted_line(line)) for text in longer for line in text.split("\n"))
    begun = [begins for text, begins, rest in lines if rest or "\n" in text]  # a label alone in its cell is none
    said = [each for each in layout.goals if any(is_named(each, begins) for begins in begun)]
    return frozenset(each.group for each in said if each.group) if len(said) > 1 else frozenset()


def _neighbours(window: Window, spot: Spot) -> Iterator[Spot]:
    """Yield the cells left and right of a cell; the one at its left may be merged over several rows."""
    yield from (each for each in window.row(spot.row) if each.column == spot.right + 1 or each.right == spot.column - 1)
    left = window.merged_spot(spot.row, spot.column - 1)
    if left is not None:
        yield left
