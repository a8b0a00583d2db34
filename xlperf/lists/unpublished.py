"""The projects that must not be published (涉密、不公开项目), for SUM-006."""

from __future__ import annotations

from dataclasses import dataclass, field

from xlperf.data.names import body_key, lasting_name
from xlperf.lists.list_usage import ListUsage


@dataclass(frozen=True, slots=True)
class UnpublishedProject:
    """One line of the list: a project, and perhaps the only unit it is meant of."""

    project: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Unpublished:
    """The lines of the list, in its own order, and what of its file was used."""

    entries: tuple[UnpublishedProject, ...]
    usage: ListUsage | None = field(default=None, compare=False)
    _by_name: dict[str, tuple[UnpublishedProject, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_name: dict[str, tuple[UnpublishedProject, ...]] = {}
        for each in self.entries:
            if name := lasting_name(each.project):
                by_name[name] = (*by_name.get(name, ()), each)
        object.__setattr__(self, "_by_name", by_name)

    def find(self, unit: str, project: str) -> UnpublishedProject | None:
        """Return the line that a project stands on, or None.

        Years, punctuation, white space and character width aside: a secret that slips
        through is worse than a look too many.  A line that names a unit is meant of that
        unit only; a form that leaves its unit blank is meant by every line.
        """
        name, owner = lasting_name(project), body_key(unit)
        named = self._by_name.get(name, ())
        return next((each for each in named if not each.unit or not owner or body_key(each.unit) == owner), None)

    def names(self, text: str) -> bool:
        """Tell whether a text names one of the projects, of whatever unit."""
        compared = lasting_name(text)
        return any(name in compared for name in self._by_name)
