"""The projects that must not be published (涉密、不公开项目), for SUM-006 and SUM-016.

A secret that slips through is worse than a look too many: a line means a project whatever stands around its name
(1. …, …（涉密）, 单位——项目), with or without 项目 or 经费 behind it, and a name that is one slip away is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare, body_key, is_slip, lasting_name, without_project_end
from xlperf.data.unit_twins import may_be_one
from xlperf.forms.values.dates import year_in
from xlperf.lists.list_usage import ListUsage

_BETWEEN = lazy_pattern(r"[\s、，,；;。．.：:|/\\()（）\[\]【】<>《》“”\"'·*★●◆-]+|[—–－‐]+")
_NUMBER = lazy_pattern(r"^\d{1,3}(?=[\u4e00-\u9fff]{4})")
_FEWEST = 4
"""Characters of a piece of a line that may be a project's name; what is shorter only counts as a whole line."""

_LONGEST_WORD = 2
"""Characters of a word that a line may leave out within a name."""


@dataclass(frozen=True, slots=True)
class UnpublishedProject:
    """One line of the list: a project, and perhaps the only unit it is meant of.

    Attributes:
        settled: a form bears this very name, so that no other year's project is meant.
    """

    project: str
    unit: str = ""
    settled: bool = field(default=False, compare=False)

    @property
    def keys(self) -> tuple[str, ...]:
        """The names that the line may mean, as compared: the line as a whole, and its pieces."""
        pieces = [key for each in _BETWEEN.split(self.project) if len(key := _key(each)) >= _FEWEST]
        unnumbered = (_NUMBER.sub("", each) for each in pieces)
        return tuple(dict.fromkeys(filter(None, (_key(self.project), *pieces, *unnumbered))))

    def owner(self, owners: Mapping[str, Mapping[str, str]]) -> str:
        """Return the one unit that the line names beside its project, empty where it names none, or several.

        Args:
            owners: for every project, as compared, the units that have a form of it, by their name as compared.
        """
        pieces = {body_key(each) for each in _BETWEEN.split(self.project)}
        found = {key: unit for name in self.keys for key, unit in owners.get(name, {}).items() if key and key in pieces}
        return next(iter(found.values())) if len(found) == 1 else ""

    def is_of_another_year(self, project: str) -> bool:
        """Tell whether a project bears another year in its name than the one whose form stands on this line."""
        own, other = year_in(self.project), year_in(project)
        return self.settled and None not in (own, other) and own != other


@dataclass(frozen=True, slots=True)
class Unpublished:
    """The lines of the list, in its own order, and what of its file was used."""

    entries: tuple[UnpublishedProject, ...]
    usage: ListUsage | None = field(default=None, compare=False)
    _by_name: dict[str, tuple[UnpublishedProject, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_name: dict[str, tuple[UnpublishedProject, ...]] = {}
        for each in self.entries:
            for key in each.keys:
                by_name[key] = (*by_name.get(key, ()), each)
        object.__setattr__(self, "_by_name", by_name)

    def among(self, forms: Iterable[tuple[str, str]]) -> Unpublished:
        """Return the list as it is to be asked about these forms.

        Args:
            forms: unit and project of each.
        """
        named: dict[str, set[str]] = {}
        owners: dict[str, dict[str, str]] = {}
        for unit, project in forms:
            named.setdefault(bare(project), set()).add(body_key(unit))
            owners.setdefault(_key(project), {})[body_key(unit)] = unit
        entries = []
        for each in self.entries:
            units = named.get(bare(each.project), set())
            settled = bool(units) if not each.unit else body_key(each.unit) in units
            entries.append(replace(each, settled=settled, unit=each.unit or each.owner(owners)))
        return replace(self, entries=tuple(entries))

    def find(self, unit: str, project: str) -> UnpublishedProject | None:
        """Return the line that a project stands on, or None.

        Years, punctuation, white space, character width and a 项目 or 经费 at the end aside.  A line that names a
        unit is meant of that unit only; a form that leaves its unit blank is meant by every line.
        """
        owner = body_key(unit)
        named = (each for each in self._by_name.get(_key(project), ()) if not each.is_of_another_year(project))
        return next((each for each in named if not each.unit or not owner or body_key(each.unit) == owner), None)

    def near(self, unit: str, project: str) -> UnpublishedProject | None:
        """Return the line that may mean a project that no line names, or None.

        Its name, or its unit's, is a slip away, or the line writes it shorter: 反恐装备 for 反恐装备采购.
        """
        name, whole, owner = _key(project), lasting_name(project), body_key(unit)
        for key, named in self._by_name.items():
            if key != name and not is_slip(key, name) and not is_slip(key, whole) and not _is_shorter(key, name):
                continue
            for each in named:
                other = body_key(each.unit)
                is_owner = not other or not owner or other == owner or (key == name and may_be_one(other, owner))
                if is_owner and not each.is_of_another_year(project):
                    return each
        return None

    def means(self, unit: str, project: str) -> bool:
        """Tell whether a project stands on the list, or may."""
        return (self.find(unit, project) or self.near(unit, project)) is not None

    def without_form(self, forms: Iterable[tuple[str, str]]) -> tuple[UnpublishedProject, ...]:
        """Return the lines that no form stands on or may stand on.

        Args:
            forms: unit and project of each.
        """
        found = {id(each) for form in forms if (each := self.find(*form) or self.near(*form)) is not None}
        return tuple(each for each in self.entries if id(each) not in found)

    def names(self, text: str, unit: str = "") -> bool:
        """Tell whether a text names one of the projects, of whatever unit.

        Args:
            unit: whom the text is about; its name on a line with a project's says nothing of the text.
        """
        compared, own = lasting_name(text), _key(unit)
        return any(name in compared for name in self._by_name if name != own)


def _is_shorter(key: str, name: str) -> bool:
    """True for a name that another begins with, or that lacks no more than a word of it: 情报采集 for 情报信息采集."""
    if len(key) < _FEWEST or len(name) <= len(key):
        return False
    letters = iter(name)
    return name.startswith(key) or (len(name) - len(key) <= _LONGEST_WORD and all(each in letters for each in key))


def _key(project: str) -> str:
    return without_project_end(lasting_name(project))
