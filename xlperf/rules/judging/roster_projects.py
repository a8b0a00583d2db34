"""Projects of one unit, in its forms and on the roster: when two names are of one project, and which line is whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from xlperf.data.names import lasting_name, project_code, project_name_key, twins_of
from xlperf.forms.form import Form, Source
from xlperf.lists.roster import RosterEntry

ProjectName = tuple[str, str]
"""A project of a unit as compared: its name, and its code where two projects of one name are told apart by it."""


def projects_of(names: ProjectNames, forms: Sequence[Form]) -> dict[ProjectName | Source, list[Form]]:
    """Return the forms by project; one without a name stands for itself."""
    found: dict[ProjectName | Source, list[Form]] = {}
    for form in forms:
        name = form.text("/project_name")
        found.setdefault(names.of(name) if name else form.source, []).append(form)
    return found


def as_listed(
    projects: Mapping[ProjectName | Source, list[Form]], named: Iterable[ProjectName]
) -> dict[ProjectName | Source, list[Form]]:
    """Return the forms by project, one that the roster lists with or without 项目 or 经费 behind its name under that name.

    Projects that only their codes tell apart stay as they are.
    """
    (ours, listed) = (_alone(keys) for keys in ((key for key in projects if isinstance(key, tuple)), named))
    twins = {ours[name]: listed[twin] for name, twin in twins_of(ours, listed).items()}
    return {twins.get(key, key) if isinstance(key, tuple) else key: forms for key, forms in projects.items()}


def _alone(keys: Iterable[ProjectName]) -> dict[str, ProjectName]:
    """Return the projects by name, without those that share one."""
    found = list(keys)
    counts = Counter(name for name, _ in found)
    return {key[0]: key for key in found if counts[key[0]] == 1}


class ProjectNames:
    """When two project names of one unit are the same: by name, and by code where a name stands with several codes."""

    def __init__(self, year: int | None, names: Iterable[str]) -> None:
        self._year = year
        self._codes: dict[str, list[str]] = {}
        for name in names:
            if name and (code := project_code(name)):
                known = self._codes.setdefault(project_name_key(name, year), [])
                if code not in known:
                    known.append(code)

    def of(self, name: str) -> ProjectName:
        """Return a name as compared; one without a code goes with the first of several."""
        key = project_name_key(name, self._year)
        codes = self._codes.get(key, ())
        return key, (project_code(name) or codes[0]) if len(codes) > 1 else ""


def by_project(
    names: ProjectNames, lines: Iterable[RosterEntry], declared: Mapping[ProjectName | Source, Decimal | None]
) -> dict[ProjectName, RosterEntry]:
    """Return the lines by project: one that stands twice is one project, with both figures where they differ.

    Where as many projects came that differ in nothing but the year in their names, each line is one of them.

    Args:
        names: of the unit.
        lines: that name projects.
        declared: the money of the projects that came.
    """
    of: dict[ProjectName, list[RosterEntry]] = {}
    for each in lines:
        of.setdefault(names.of(each.project), []).append(each)
    found: dict[ProjectName, RosterEntry] = {}
    for key, same in of.items():
        yearly = [each for each in declared if _is_but_for_the_year(each, key) and (each == key or each not in of)]
        if len(yearly) == len(same) > 1:
            found.update(_by_amount(same, [(each, declared[each]) for each in yearly if isinstance(each, tuple)]))
        else:
            found[key] = _as_one(same)
    return found


def _is_but_for_the_year(name: ProjectName | Source, other: ProjectName) -> bool:
    return isinstance(name, tuple) and name[1] == other[1] and lasting_name(name[0]) == lasting_name(other[0])


def _by_amount(
    lines: Sequence[RosterEntry], declared: Sequence[tuple[ProjectName, Decimal | None]]
) -> Iterator[tuple[ProjectName, RosterEntry]]:
    """Yield each project with a line: that of its own amount, then what is left in the order of both."""
    left, unmatched = list(lines), []
    for name, amount in declared:
        own = next((each for each in left if each.amount == amount), None)
        if own is None:
            unmatched.append(name)
            continue
        left.remove(own)
        yield name, own
    yield from zip(unmatched, left, strict=True)


def _as_one(lines: Sequence[RosterEntry]) -> RosterEntry:
    """Return several lines of a project as one, with the sum of the figures that follow another one."""
    made = lines[0]
    for each in lines[1:]:
        if each.amount is not None and each.amount != made.amount:
            made = replace(made, amount=each.amount + (made.amount or 0))
    return made
