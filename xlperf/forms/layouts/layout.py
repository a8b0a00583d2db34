"""Layouts: which label means which field, and where its value stands.

A layout is a JSON file in templates/ (``declaration.json``), so that a new
bureau form needs a file and no code.  The level names stand in
``vocabulary.json``.  Both are checked by JSON Schemas in schemas/.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from xlperf.forms.form import FormKind
from xlperf.forms.layouts.layout_labels import LEVELS as LEVELS
from xlperf.forms.layouts.layout_labels import NAMES as NAMES
from xlperf.forms.layouts.layout_labels import PARTS as PARTS
from xlperf.forms.layouts.layout_labels import Axis as Axis
from xlperf.forms.layouts.layout_labels import Label as Label
from xlperf.forms.layouts.layout_labels import MoneyDetail as MoneyDetail
from xlperf.forms.layouts.layout_labels import ValueType as ValueType
from xlperf.forms.values.wordings import VOCABULARY

_NO_KEYS = frozenset[str]()
EVERY_FORM = "every-form.json"
"""File with what any form may have beside its fields, whichever its layout."""
BUILT_IN_ONLY = (EVERY_FORM, "other-kinds.json")
"""Files that come with xlperf and that no department can have of its own."""
NO_LAYOUT = frozenset({VOCABULARY, *BUILT_IN_ONLY})
"""Files in a folder of templates that are no layouts."""
END_TYPES: tuple[ValueType, ...] = ("start_date", "end_date")
"""Types of the labels of a project's first and last day."""

ANNUAL, TERM, EARLIER, LATER = "annual", "term", "earlier", "later"
"""Roles of a block or a column of targets: this year's, and that of the whole term (中期, 实施期)."""


class Roles(tuple[tuple[str, re.Pattern[str]], ...]):
    """Each role with the words by which a heading names it.

    Equal to itself only: the hash of a pattern goes through all that it was made into, and roles are asked for by their hash.
    """

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


@dataclass(frozen=True, slots=True)
class Grid:
    """A money table read by row label and column label (self-evaluation)."""

    field: str
    rows: tuple[Axis, ...]
    columns: tuple[Axis, ...]


@dataclass(frozen=True, slots=True)
class Cross:
    """A money table of a declaration: sources (fiscal, carryover, other; empty for their sum) crossing periods (total, annual)."""

    field: str
    sources: tuple[Axis, ...]
    periods: tuple[Axis, ...]
    period_keys: frozenset[str] = frozenset()
    """The keys of all periods: a form without any of them, and without a year as a heading, has no such table."""
    source_keys: frozenset[str] = frozenset()
    """The keys of all sources, with those of the layout's finer rows of money."""
    sum_keys: frozenset[str] = frozenset()
    """The keys of the sum of all sources."""


@dataclass(frozen=True, slots=True)
class TotalField:
    """A field of the closing row (总分) and the table column it stands in."""

    field: str
    label: str
    column: str
    type: ValueType
    named: frozenset[str] = frozenset()
    """Keys of a closing row whose only number, where it stands under no column of sums, is this field: 自评得分 | 92."""


@dataclass(frozen=True, slots=True)
class Table:
    """The indicator table."""

    side_keys: frozenset[str]
    columns: tuple[Axis, ...]
    total_keys: frozenset[str]
    total_fields: tuple[TotalField, ...]
    placeholders: tuple[re.Pattern[str], ...]
    label_keys: frozenset[str]
    """Every key that is a label of the table."""
    beside_names: tuple[str, ...]
    """How headings end of columns beside the names of indicators: 评价标准 is no other word for 三级指标."""
    width: int
    """How many sheet columns the table takes at least."""
    numbering: re.Pattern[str] | None
    """What stands before the name of an indicator and is no part of it: 指标1：."""
    roles: Roles
    """How headings name the periods of blocks and of columns of targets; empty where the table has but one."""
    values: tuple[Axis, ...]
    """The columns that become fields of their own, level names left out."""
    repeats_levels: bool
    """Each row of the bureau's form names its levels, as systems export it; elsewhere they are merged."""
    blocks: str
    """How the tables of the whole term and of the year stand: ``beside`` or ``stacked``; empty for one table."""
    further: tuple[str, ...]
    """Keys of the headings of columns that are the bureau's own."""
    column_keys: frozenset[str] = field(init=False, repr=False, compare=False)
    """The keys of all headings of columns."""
    level_keys: frozenset[str] = field(init=False, repr=False, compare=False)
    """Those of the columns of levels."""
    name_keys: frozenset[str] = field(init=False, repr=False, compare=False)
    """Those of the columns of levels and of names."""
    _columns: Mapping[str, Axis] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_columns", {each.key: each for each in reversed(self.columns)})
        for name, columns in (("column_keys", self.columns), ("level_keys", LEVELS), ("name_keys", NAMES)):
            keys = (each.keys if isinstance(each, Axis) else self.keys(each) for each in columns)
            object.__setattr__(self, name, frozenset().union(*keys))

    def column(self, key: str) -> Axis | None:
        """Return a column by its key, None where the table has it not."""
        return self._columns.get(key)

    def keys(self, column: str) -> frozenset[str]:
        """Return what the heading of a column may say, nothing for a column that the table has not."""
        return self._columns[column].keys if column in self._columns else _NO_KEYS


@dataclass(frozen=True, slots=True)
class BlankWorkbook:
    """A bureau's blank workbook: its file name; the regime and the unit of amounts printed in it, empty where it suits any."""

    file: str
    regime: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Everything that recognises and reads one kind of form."""

    id: str
    kind: FormKind
    name: str
    workbooks: tuple[BlankWorkbook, ...]
    titles: tuple[str, ...]
    headings: tuple[str, ...]
    year_field: str
    year_keys: frozenset[str]
    unit_keys: frozenset[str]
    labels: tuple[Label, ...]
    optional: tuple[Label, ...]
    """Labels of fields that only some forms have; they tell no form from another."""
    table: Table
    grid: Grid | None
    details: tuple[MoneyDetail, ...]
    footers: frozenset[str]
    continuations: frozenset[str]
    period_keys: frozenset[str]
    """Those of ``pair_keys`` beside which both ends of the project's period may stand: 项目起止时间."""
    heading_endings: tuple[str, ...]
    """How labels end that no layout knows: …依据, …情况."""
    folder: Path | None
    """Where a department's own layout and its workbooks lie; None for one that comes with xlperf."""
    varies: bool
    """The forms of several places: a field whose label is not on a form is none of that form, and nothing demands it."""
    cross: Cross | None
    """How some bureaux cross the sources of money with periods, where labels with values beside them are not used."""
    lists_projects: bool
    """One table for many projects: its labels are headings of columns, and each project is a form."""
    of_bureau: bool
    """Comes with xlperf for the published form of one bureau or of several: it has what it lists and nothing else."""
    # What follows is worked out of the above when a layout is parsed.
    label_keys: frozenset[str] = frozenset()
    """Every key that is a label of this layout: no value of a field."""
    all_labels: tuple[tuple[str, frozenset[str]], ...] = ()
    """Every label that tells this form from others, with its keys."""
    head_keys: frozenset[str] = frozenset()
    """The keys of the labels of the head whose value is a line of text or a date."""
    body_keys: frozenset[str] = frozenset()
    """The keys of labels of money and of goals, and of what stands at their side; none that heads a column of the table."""
    total_keys: frozenset[str] = frozenset()
    """The keys of labels of totals, and of the columns of amounts of a table."""
    other_keys: frozenset[str] = frozenset()
    """The keys of labels that never are the value of another: those whose own values are not read, and optional ones."""
    pair_keys: frozenset[str] = frozenset()
    """The keys of labels that are no fields: what stands beside them is kept under their names."""
    written_keys: frozenset[str] = frozenset()
    """The keys of labels whose values may stand in one cell with them, several of them in one cell."""
    side_keys: frozenset[str] = frozenset()
    """The keys of headings at the side, which have no value."""
    start_keys: frozenset[str] = frozenset()
    """The keys of the label that begins a form: 项目名称."""
    goals: tuple[Label, ...] = ()
    """The labels of goals: those whose value stands below them."""
    goal_keys: frozenset[str] = frozenset()
    """Their keys."""
    goal_heading_keys: frozenset[str] = frozenset()
    """Those, and the keys of headings at the side that label a goal where nothing else does."""
    worded_keys: frozenset[str] = frozenset()
    """The keys of the labels with a value that is no amount."""
    text_keys: frozenset[str] = frozenset()
    """The keys of the labels whose value is a line of text."""
    head_labels: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """Key to the label of the head that it belongs to, and how often that label stands in a form."""
    loose: tuple[Label | Axis | MoneyDetail, ...] = ()
    """The labels that are known by their make where the form has none that is listed."""
    shared_keys: frozenset[str] = frozenset()
    """Keys that are another label where the form has no other for it: 资金总额."""

    def foreseen(self, key: str) -> tuple[str, int]:
        """Return the label of the head that a key belongs to, and how often it stands there; 0 for any other key."""
        return self.head_labels.get(key, (key, 0))


