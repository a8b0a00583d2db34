"""The labels of a layout: of its head, of the rows and columns of its tables, of finer rows of money."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

ValueType = Literal[
    "line", "text", "amount", "number", "percent", "start_date", "end_date", "level1", "level2", "target", "operator", "measure"
]
"""How a value is read; ``operator`` and ``measure`` are parts of the target that stand in columns of their own."""

LEVELS = ("level1", "level2")
"""The columns of the names of levels."""
NAMES = (*LEVELS, "level3")
"""Those, and that of the names of indicators."""
PARTS = ("operator", "measure")
"""The types of columns that are parts of the target."""


class _Made:
    """What may be worded otherwise than the layout lists it: known by its make (``like``)."""

    __slots__ = ()
    like: re.Pattern[str] | None

    def is_like(self, key: str) -> bool:
        """Return True for words that are made as it is."""
        return self.like is not None and self.like.fullmatch(key) is not None


@dataclass(frozen=True, slots=True)
class Label(_Made):
    """A label of the head, the money block or the goals.

    ``field`` is empty for a side heading without a value.  ``below`` names the
    label under which this one stands when two labels share their text.
    """

    label: str
    keys: frozenset[str]
    field: str = ""
    value: Literal["right", "below"] = "right"
    type: ValueType = "line"
    required: bool = False
    starts_form: bool = False
    below: str = ""
    rare: bool = False
    """A form without the label has no such field."""
    above: bool = False
    """It labels its field above the table only; in the closing row 总分 heads a weight and a score."""
    alone: str = ""
    """The field that a heading at the side labels where the form has no label of a goal."""
    group: str = ""
    """Labels that a bureau's form has together or not at all."""
    code: str = ""
    """The field of the code that may stand before or behind the name."""
    period: str = ""
    """The period of a goal: a heading of goals that names it, in whatever words, is this label."""
    like: re.Pattern[str] | None = None
    """How the label is worded where it is none that the layout lists."""
    otherwise: frozenset[str] = frozenset()
    """Keys of other labels that are this one where nothing else on the form is."""
    of_one_year: frozenset[str] = frozenset()
    """Keys of other labels that are this one where nothing else is and the form has no money of the whole term."""
    if_value: re.Pattern[str] | None = None
    """What the value is on our own form; another bureau's 项目性质 | 续建 is kept under its own name."""
    otherwise_value: re.Pattern[str] | None = None
    """What is chosen beside ``otherwise`` where it is this label: 项目类型 | 特定目标类, but not 项目类型 | 新增."""
    unless: re.Pattern[str] | None = None
    """A heading of the form with such words takes ``otherwise`` away: with goals of many years 资金总额 is not the year's."""
    instead: str = ""
    """The label that ``otherwise`` is then, where it is nowhere on the form: 项目资金总额."""


@dataclass(frozen=True, slots=True)
class Axis(_Made):
    """A row or column of the money grid, or a column of the indicator table."""

    key: str
    label: str
    keys: frozenset[str]
    type: ValueType
    required: bool
    shared: bool
    like: re.Pattern[str] | None
    rare: bool
    """A row of money that a form need not have."""
    otherwise: frozenset[str] = frozenset()
    deeper: frozenset[str] = frozenset()
    """Headings of a column one level below that takes its place where a table has both: 四级指标 beside 三级指标."""
    parted: frozenset[str] = frozenset()
    """What the column is called in a second row of headings below 指标值, and nowhere else: 数值 between 符号 and 单位."""

    @property
    def is_optional(self) -> bool:
        """True for a column of numbers that only some forms have, such as the weights of a declaration: no field without it."""
        return self.type == "number" and not self.required


@dataclass(frozen=True, slots=True)
class MoneyDetail(_Made):
    """A finer row of money that some forms have: its label, and the role it goes into (fiscal, carryover, other).

    ``within`` is True for a part of that amount (一般公共预算 of 财政拨款), False for money beside it (单位资金 beside 其他资金);
    ``like`` is what rows of it are made of that no layout lists (县级财政资金); ``is_partial`` what may be less than the role and
    leave the rest unsaid: 总额500, 其中中央资金300.  Beside rows of all labels in ``completes`` nothing of the role is left:
    一般公共预算 and 政府性基金 are all of 财政拨款.
    """

    label: str
    keys: frozenset[str]
    into: str
    within: bool
    like: re.Pattern[str] | None = None
    is_partial: bool = False
    completes: frozenset[str] = frozenset()
