"""Last year's amounts, which this year's are held against for a slip between 元 and 万元 (FUND-009)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from xlperf.data.names import body_key, lasting_name
from xlperf.data.unit_twins import meant_units
from xlperf.forms.form import FormKind
from xlperf.lists.list_usage import ListUsage

Key = tuple[str, str]
"""实施单位, and 项目名称 without its year, as compared."""


@dataclass(frozen=True, slots=True)
class YearlyAmount:
    """What a project was given in a year.

    Attributes:
        unit, project: as written.
        amount: in 元.
        year: the year of the money; None where the list does not say.
        kind: of the form it comes from; None for a list.
        category: 项目类别 as written, empty where the list does not say.
    """

    unit: str
    project: str
    amount: Decimal
    year: int | None = None
    kind: FormKind | None = None
    category: str = ""


@dataclass(frozen=True, slots=True)
class PastRow:
    """An indicator of a project: its names on three levels, its target as written, its 分值 (None where it had none)."""

    levels: tuple[str, str, str]
    target: str
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PastProject:
    """A project of last year, as far as this year's is compared with it.

    Attributes:
        unit, project, department: as written; department empty where the source does not say.
        amount: money of the year in 元; None where it was blank or unread.
        year: 年度; None where the source does not say.
        kind: of the form it comes from; None for a list.
        goal: 年度总体目标; empty where the source has none.
        rows: its indicators.
        parts: money of the year in 元 by the key of its source: fiscal, carryover, other.
    """

    unit: str
    project: str
    amount: Decimal | None = None
    year: int | None = None
    kind: FormKind | None = None
    department: str = ""
    goal: str = ""
    rows: tuple[PastRow, ...] = ()
    parts: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def indicators(self) -> tuple[tuple[str, str], ...]:
        """Name (三级指标) and text of the target of each indicator."""
        return tuple((each.levels[2], each.target) for each in self.rows)

    @property
    def key(self) -> Key:
        """What it is known by from year to year."""
        return past_key(self.unit, self.project)


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's amounts by project, and what of their file was used.

    ``renamed`` are the units that were given another name than their own, that of this year's forms: by the one, the other.
    """

    amounts: Mapping[Key, tuple[YearlyAmount, ...]] = field(default_factory=dict)
    projects: tuple[PastProject, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    usage: ListUsage | None = field(default=None, compare=False)
    _units_of: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    _units: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the units by the projects they were given money for."""
        units: dict[str, list[str]] = {}
        for unit, project in self.amounts:
            units.setdefault(project, []).append(unit)
        object.__setattr__(self, "_units", frozenset(unit for unit, _ in self.amounts))
        object.__setattr__(self, "_units_of", {project: tuple(each) for project, each in units.items()})

    def among(self, units: Iterable[str], departments: Iterable[str] = (), called: Mapping[str, str] | None = None) -> LastYear:
        """Return the same with this year's names for those units that this year's forms call by a fuller or a shorter one.

        Args:
            units, departments: of this year's forms, as written; called: units by other names that a roster gives them.
        """
        reported = {body_key(each): each for each in units}
        written = {body_key(each.unit): each.unit for held in self.amounts.values() for each in held}
        written |= {body_key(each.unit): each.unit for each in self.projects}
        meant = meant_units(written, reported, map(body_key, departments))
        listed = {key: body_key(unit) for key, unit in (called or {}).items() if key not in reported}
        meant |= {key: unit for key, unit in listed.items() if unit in reported}
        amounts: dict[Key, tuple[YearlyAmount, ...]] = {}
        for (unit, project), held in self.amounts.items():
            key = meant.get(unit, unit), project
            amounts[key] = (*amounts.get(key, ()), *held)
        named = {key: reported[other] for key, other in meant.items()}
        projects = tuple(replace(each, unit=named.get(body_key(each.unit), each.unit)) for each in self.projects)
        renamed = {written[key]: named[key] for key in written if key in named}
        return replace(self, amounts=amounts, projects=projects, renamed={**self.renamed, **renamed})

    def amount(self, unit: str, project: str, year: int | None, kind: FormKind) -> Decimal | None:
        """Return what a project was given the year before, in 元.

        Args:
            unit, project: of this year's form.
            year: of this year's form; an amount whose year is known counts only for the next one.
            kind: of this year's form; amounts from the same kind of form come first.

        Returns:
            the amount; None for a new project, and where two lines disagree.
        """
        before = [each for each in self._lines(unit, project) if each.year is None or each.year + 1 == year]
        alike = [each for each in before if each.kind == kind] or before
        found = {each.amount for each in alike}
        return found.pop() if len(found) == 1 else None

    def category(self, unit: str, project: str) -> str:
        """Return the 项目类别 that the list gives a project; empty where it gives none or several."""
        found = {each.category for each in self._lines(unit, project) if each.category}
        return found.pop() if len(found) == 1 else ""

    def _lines(self, unit: str, project: str) -> tuple[YearlyAmount, ...]:
        """Return the lines of a project; where its unit has none at all, those of the one unit with it that is probably meant."""
        key, name = _key(unit, project)
        known = self.amounts.get((key, name))
        if known is not None:
            return known
        others = () if key in self._units else self._units_of.get(name, ())
        meant = [each for each in others if meant_units([each], [key])]
        return self.amounts[meant[0], name] if len(meant) == 1 else ()


def last_year_of(entries: Iterable[YearlyAmount]) -> LastYear:
    """Return the amounts by project; lines without unit or project name are left out."""
    found: dict[Key, tuple[YearlyAmount, ...]] = {}
    for each in entries:
        key = _key(each.unit, each.project)
        if all(key):
            found[key] = (*found.get(key, ()), each)
    return LastYear(found)


def times(amount: Decimal, before: Decimal) -> Decimal | None:
    """Return how many times the greater of two amounts is the smaller, to two decimals; None unless both are above 0."""
    small, great = sorted((amount, before))
    return round(great / small, 2) if small > 0 else None


def past_key(unit: str, project: str) -> Key:
    """Return what a project is known by from year to year: no likeness, so that a renamed project is another one."""
    return _key(unit, project)


def _key(unit: str, project: str) -> Key:
    return body_key(unit), lasting_name(project)
