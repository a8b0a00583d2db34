"""A block: one indicator table of a form that may have several, and the headings that say of which period it is."""

from __future__ import annotations

from dataclasses import dataclass

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import Layout, Roles
from xlperf.forms.reading.indicators.periods.roles import role_of
from xlperf.forms.reading.indicators.periods.targets_meant import names_target
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.values.form_text import key_of
from xlperf.forms.values.wordings import wording

_LONGEST_LABEL = 24
_SENTENCE = lazy_pattern("[,，。;；、!?]")
_NAMES_INDICATORS = lazy_pattern(wording("indicators"))
_LABEL = lazy_pattern(wording("block_labels"))
_NAMES_GOAL = lazy_pattern(rf"(?:{wording('goals_that_name_tables')})$")


@dataclass(frozen=True, slots=True)
class Block:
    """An indicator table of a form.

    Attributes:
        role: ``annual``, ``term`` or another period of the layout.
        window: the cells of the block; those of the other blocks are left out.
        header_row, columns: its header.
        marks: places of the headings that name it, outside its header.
        level: the name of the level over it, where the levels of a form stand side by side.
        first: its first row of indicators where its header stands over another block; else 0.
    """

    role: str
    window: Window
    header_row: int
    columns: Columns
    marks: frozenset[tuple[int, int]] = frozenset()
    level: Spot | None = None
    first: int = 0


def role_of_targets(line: list[Spot], layout: Layout) -> str:
    """Return the period that the heading of a table's targets names: 中期指标值."""
    target = next((each for each in line if names_target(each, layout.table)), None)
    return role_of(key_of(target.text), layout.table.roles) if target is not None else ""


def role_named(spot: Spot, roles: Roles) -> str:
    """Return the period that a heading names, empty for any other text; a goal or a date may speak of periods too."""
    key = spot.key
    is_heading = 0 < len(key) <= _LONGEST_LABEL and _SENTENCE.search(key) is None and _LABEL.search(spot.bare) is not None
    return role_of(key, roles) if is_heading else ""


def role_of_indicators(spot: Spot, roles: Roles) -> str:
    """Return the period that a heading of indicators names: 年度绩效指标; empty for any other text."""
    return role_named(spot, roles) if _NAMES_INDICATORS.search(spot.key) else ""


def role_at_side(spot: Spot, roles: Roles) -> str:
    """Return the period that words at the side of a table's headings name: those of indicators, and 年度绩效目标1."""
    return role_of_indicators(spot, roles) or (role_named(spot, roles) if _NAMES_GOAL.search(spot.bare) else "")
