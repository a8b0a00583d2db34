"""Which rows below the text of a goal go on with it: a remark, a note or a label of something else does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import Label
from xlperf.forms.reading.head_part.headings import is_short
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.form_text import bare_key, names_one_of
from xlperf.forms.values.wordings import wording

if TYPE_CHECKING:
    from xlperf.forms.reading.head_part.head import Head

_LABEL = lazy_pattern(r"\s*([^:：\n]{1,14})[:：]\s*(\S?)")
_ITEM = lazy_pattern(rf"\s*(?:{wording('goals')})?[(（]?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[)）.．、:：是]|\s*[①-⒇]")
_GOES_ON = ("，", "、", "；", "：", ",", ";", ":")


def numbers_item(spot: Spot) -> bool:
    """True for 目标1：, 1. and ① in a cell of their own beside the text that they number."""
    return _ITEM.fullmatch(spot.text.strip()) is not None


def is_named(label: Label, begins: str) -> bool:
    """True where what stands before a colon is a label of a goal, 中期目标（2026年—2028年）：."""
    return names_one_of(begins.strip().rstrip(":："), label.keys)


@dataclass(frozen=True, slots=True)
class GoalRows:
    """The rows of a goal whose label stands at ``spot``; down to the row ``last`` its label, or that at its side, is merged."""

    head: Head
    spot: Spot
    last: int

    def split(self, parts: Sequence[Spot]) -> tuple[list[Spot], list[Spot]]:
        """Return those of some cells that belong to the goal, and those of them that may as well say something else.

        What stands beside or right below the label belongs to it.  A row below the end of the label goes on with
        the goal only where it stands in the columns of its text and begins nothing else.
        """
        kept: list[Spot] = []
        doubtful: list[Spot] = []
        for row, cells in groupby(parts, key=lambda each: each.row):
            line = list(cells)
            if row <= self.last or (not kept and self.last == self.spot.row):
                kept += line
                continue
            if any(map(numbers_item, self.head.window.row(row))):
                kept += line  # 目标2：| text | result
                continue
            own = [each for each in line if each.column in self._columns(kept)]
            if not own or self._begins_other(own[0], is_alone=len(self.head.window.row(row)) == 1):
                break
            doubtful += own if not self.goes_on(kept, own[0]) and not self._begins_goal(own[0]) else ()
            kept += own
        return kept, doubtful

    def _columns(self, kept: Sequence[Spot]) -> frozenset[int]:
        return frozenset(each.column for each in kept if each.row == kept[0].row) if kept else frozenset((self.spot.column,))

    def _begins_other(self, spot: Spot, is_alone: bool) -> bool:
        """True for a label with its text in the same cell or beside it: 注：…, 资金来源： | …."""
        layout = self.head.layout
        if self._begins_goal(spot):
            return False
        label = _LABEL.match(spot.text)
        if label is None or _ITEM.match(spot.text):
            return not is_alone and is_short(spot)
        key = bare_key(label[1])
        known = layout.footers | layout.other_keys | layout.label_keys
        return not label[2] or key in known or key.endswith(layout.heading_endings)

    def _begins_goal(self, spot: Spot) -> bool:
        """True for a goal with its label in its text and none elsewhere: 年度总体目标：… below 项目总目标：…"""
        begins, _, text = spot.text.replace("：", ":").partition(":")
        labels = zip(self.head.layout.labels, self.head.places, strict=True)
        lacking = [label for label, place in labels if label.field and label.value == "below" and place is None]
        return bool(text.strip()) and any(is_named(each, begins) for each in lacking)

    @staticmethod
    def goes_on(kept: Sequence[Spot], spot: Spot) -> bool:
        """True for a row that plainly goes on with the text above: its next item, or the rest of its sentence."""
        if not kept:
            return False
        is_item = any(_ITEM.match(each.text) for each in kept) and _ITEM.match(spot.text)
        return bool(is_item) or kept[-1].text.rstrip().endswith(_GOES_ON)
