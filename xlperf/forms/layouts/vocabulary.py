"""The level names of all regimes, and the words that tell rows of sums, notes and signatures (``vocabulary.json``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from xlperf.data.lazy_patterns import lazy_pattern

_NOTHING = lazy_pattern(r"(?!)")


@dataclass(frozen=True, slots=True)
class Regime:
    """A set of level names in force from a year on (成本指标 as level 2 or as level 1)."""

    id: str
    first_year: int
    levels: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The level-1 and level-2 names of all regimes, by key."""

    regimes: tuple[Regime, ...]
    level1: Mapping[str, str]
    level2: Mapping[str, str]
    guesses: Mapping[str, str]
    dittos: frozenset[str]
    """What stands for the name above, such as 同上."""
    own: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Level-2 names that only some forms have, by the level 1 above them and their key."""
    natures: Mapping[str, str] = field(default_factory=dict)
    """What a column 指标性质 says, by key: the sign in whose direction a number is better, such as ≥ for 正向; empty for none."""
    other_tables: frozenset[str] = frozenset()
    """Keys of headings of tables of another kind, such as 单价 and 金额 of a calculation below a form."""
    sums: frozenset[str] = frozenset()
    """Keys of rows of sums in a table of many projects."""
    sums_of_scores: re.Pattern[str] = _NOTHING
    """What the words of a row of sums in an indicator table are made of: words for a sum, for scores, and no others."""
    rates_of_scores: re.Pattern[str] = _NOTHING
    """What a row in an indicator table is called that holds what was reckoned from sums, such as 得分率."""
    row_numbers: frozenset[str] = frozenset()
    """Keys of headings of columns that number the rows of a table of many projects."""
    notes: re.Pattern[str] = _NOTHING
    """How notes beside a form begin."""
    guides: re.Pattern[str] = _NOTHING
    """What a text that tells people how to fill in a form says."""
    under_title: re.Pattern[str] = _NOTHING
    """What stands in brackets below a title and says how the form is used: （由项目单位填报）, （试行）."""
    heads: re.Pattern[str] = _NOTHING
    """How the words over the rows of a level name it (以下为效益指标), the name as a group."""
    between: re.Pattern[str] = _NOTHING
    """What stands alone between rows of a table and is none: 绩效指标（续）, 以下空白."""
    said_below: re.Pattern[str] = _NOTHING
    """Labels of rows below a table beside which a unit writes text of its own: 备注, 存在问题, 项目立项依据."""
    said_beside: re.Pattern[str] = _NOTHING
    """Such labels that head a note of the form where the text stands in their own cell: 说明：定量指标的得分…."""
    says_nothing: re.Pattern[str] = _NOTHING
    """What is written there for nothing: 无其他需要说明的问题."""
    surnames: frozenset[str] = frozenset()
    """By which the name of a person who signed below a table is known."""
    level_names: frozenset[str] = field(init=False)
    """The keys of the names of both levels."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "level_names", frozenset((*self.level1, *self.level2)))

    def regime_of(self, year: int | None) -> Regime:
        """Return the regime in force in a year; the newest when the year is unknown."""
        fitting = [each for each in self.regimes if year is None or each.first_year <= year]
        return max(fitting or self.regimes, key=lambda each: each.first_year)

    def parents(self, level2: str) -> frozenset[str]:
        """Return the level-1 names under which a level-2 name may stand in any regime."""
        printed = frozenset(one for regime in self.regimes for one, below in regime.levels.items() if level2 in below)
        return printed.union(one for (one, _), two in self.own.items() if two == level2)

    @property
    def allowed(self) -> tuple[Regime, ...]:
        """The regimes with the level-2 names that only some forms have: what is right in a form, though no template prints it."""
        more = [(one, two) for (one, _), two in self.own.items()]
        return tuple(
            replace(
                each, levels={one: (*below, *(two for above, two in more if above == one)) for one, below in each.levels.items()}
            )
            for each in self.regimes
        )
