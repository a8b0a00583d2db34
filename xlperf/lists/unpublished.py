"""The projects that must not be published (涉密、不公开项目), for SUM-006 and SUM-016.

A secret that slips through is worse than a look too many: a line means a project whatever stands around its name
(1. …, …（涉密）, 单位——项目), with or without 项目 or 经费 behind it, and a name that is one slip away is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from xlperf.data.names import body_key, lasting_name, without_project_end
from xlperf.lists.list_usage import ListUsage

_BETWEEN = re.compile(r"[\s、，,；;。．.：:|/\\()（）\[\]【】<>《》“”\"'·*★●◆-]+|[—–－‐]+")
_NUMBER = re.compile(r"^\d{1,3}(?=[\u4e00-\u9fff]{4})")
_FEWEST = 4
"""Characters of a piece of a line that may be a project's name; what is shorter only counts as a whole line."""
_LONG = 9
"""Characters of a name from which on two of them may be mistaken; in a shorter one it is one."""
_TELLS_APART = re.compile("[0-9a-z〇一二三四五六七八九十甲乙丙丁东南西北上下前后]")
"""What makes two projects of a name that is else the same: 一期 and 二期."""


@dataclass(frozen=True, slots=True)
class UnpublishedProject:
    """One line of the list: a project, and perhaps the only unit it is meant of."""

    project: str
    unit: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The names that the line may mean, as compared: the line as a whole, and its pieces."""
        pieces = [key for each in _BETWEEN.split(self.project) if len(key := _key(each)) >= _FEWEST]
        unnumbered = (_NUMBER.sub("", each) for each in pieces)
        return tuple(dict.fromkeys(filter(None, (_key(self.project), *pieces, *unnumbered))))


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

    def find(self, unit: str, project: str) -> UnpublishedProject | None:
        """Return the line that a project stands on, or None.

        Years, punctuation, white space, character width and a 项目 or 经费 at the end aside.  A line that names a
        unit is meant of that unit only; a form that leaves its unit blank is meant by every line.
        """
        owner = body_key(unit)
        named = self._by_name.get(_key(project), ())
        return next((each for each in named if not each.unit or not owner or body_key(each.unit) == owner), None)

    def near(self, unit: str, project: str) -> UnpublishedProject | None:
        """Return the line that may mean a project that no line names: its name, or its unit's, is a slip away; or None."""
        name, whole, owner = _key(project), lasting_name(project), body_key(unit)
        for key, named in self._by_name.items():
            if key != name and not _is_slip(key, name) and not _is_slip(key, whole):
                continue
            for each in named:
                other = body_key(each.unit)
                if not other or not owner or other == owner or (key == name and _is_slip(other, owner)):
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


def _key(project: str) -> str:
    return without_project_end(lasting_name(project))


def _is_slip(one: str, other: str) -> bool:
    """Tell whether two names differ in so little that one may be the other mistyped."""
    if min(len(one), len(other)) < _FEWEST or len(set(one) ^ set(other)) > 4:
        return False
    changes = [each for each in SequenceMatcher(None, one, other, autojunk=False).get_opcodes() if each[0] != "equal"]
    allowed = 1 if min(len(one), len(other)) < _LONG else 2
    changed = "".join(one[first:last] + other[start:end] for _, first, last, start, end in changes)
    return sum(max(each[2] - each[1], each[4] - each[3]) for each in changes) <= allowed and not _TELLS_APART.search(changed)
