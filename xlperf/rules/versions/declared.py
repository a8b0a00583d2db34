"""Which declaration a self-evaluation is of: the counted one of the same year, unit and project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xlperf.data.names import twins_of
from xlperf.data.unit_twins import unit_twins
from xlperf.forms.form import Form, Source
from xlperf.rules.versions.version_groups import codes_of, project_key
from xlperf.rules.versions.versions import Choice, Project


def declarations_of(choice: Choice) -> dict[Source, Form]:
    """Return, by the source of every self-evaluation of a batch, the declaration of its project; superseded ones included.

    Where a unit has none of that name, it is the one whose name has but 项目 or 经费 behind it, or has not; of several
    that are told apart by their codes, the one of its code.  A unit that goes by a short name in one of both (体育中心) is that
    of the full name where this has declared the project and not evaluated it, or the other way round.
    """
    declared: dict[tuple[str, str], dict[str, list[Form]]] = {}
    evaluated: dict[tuple[str, str], dict[str, list[Project]]] = {}
    for project in choice.projects:
        if (key := project_key(project.chosen)) is None:
            continue
        year, kind, unit, name = key
        if kind == "declaration":
            declared.setdefault((year, unit), {}).setdefault(name, []).append(project.chosen)
        else:
            evaluated.setdefault((year, unit), {}).setdefault(name, []).append(project)
    found: dict[Source, Form] = {}
    other_names = _other_names(unit for _, unit in (*declared, *evaluated))
    for place, projects in evaluated.items():
        known = {**_of_others(place, other_names, declared, evaluated), **declared.get(place, {})}
        twins = twins_of(projects, known)
        for name, named in projects.items():
            for project in named if twins.get(name, name) in known else ():
                declaration = _of_code(known[twins.get(name, name)], project.chosen)
                found.update((form.source, declaration) for form in project.forms)
    found.update((copy, found[kept]) for copy, kept in choice.superseded.items() if kept in found)
    return found


def _other_names(units: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the other names, as compared, by which each unit probably goes in the batch."""
    found: dict[str, tuple[str, ...]] = {}
    for short, full in unit_twins(sorted(set(units))).items():
        found[short] = (*found.get(short, ()), full)
        found[full] = (*found.get(full, ()), short)
    return found


def _of_others(
    place: tuple[str, str],
    other_names: Mapping[str, tuple[str, ...]],
    declared: Mapping[tuple[str, str], Mapping[str, list[Form]]],
    evaluated: Mapping[tuple[str, str], Mapping[str, object]],
) -> dict[str, list[Form]]:
    """Return the projects that a unit has declared by another of its names and not evaluated by that."""
    year, unit = place
    others = [(year, other) for other in other_names.get(unit, ())]
    return {
        name: forms
        for other in others
        for name, forms in declared.get(other, {}).items()
        if name not in evaluated.get(other, {})
    }


def _of_code(declarations: Sequence[Form], evaluation: Form) -> Form:
    """Return the declaration of the same codes of unit and project; a form without codes goes with the first."""
    codes = codes_of(evaluation)
    return max(declarations, key=lambda each: sum(map(str.__eq__, codes_of(each), codes)))
