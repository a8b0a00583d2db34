"""Which forms are versions of one project: the same unit and project by name or by code, or an answer to a copy sent back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xlperf.data.names import bare, body_code, body_key, project_code, project_name_key, without_project_end
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.rules.versions.mended_copies import answered_forms

ProjectKey = tuple[str, str, str, str]
"""Year (empty where blank), kind, 实施单位 and 项目名称 of a form, normalised."""


def project_key(form: Form) -> ProjectKey | None:
    """Return what identifies a project, or None when unit or project name is blank."""
    year, unit = form.text("/year"), body_key(form.text("/unit"))
    project = project_name_key(form.text("/project_name"), year)
    return (year, form.kind, unit, project) if unit and project else None


VersionGroup = list[tuple[Form, FileResult]]


def grouped_versions(forms: VersionGroup) -> list[VersionGroup]:
    """Return the forms by project; a blank year is the year of the only project of that name, or one of its own."""
    groups: dict[object, VersionGroup] = {}
    undated: VersionGroup = []
    for form, file in forms:
        key = project_key(form)
        if key is None or key[0]:
            groups.setdefault(key or form.source, []).append((form, file))
        else:
            undated.append((form, file))
    years = tuple(dict.fromkeys(key[0] for key in groups if isinstance(key, tuple)))
    for form, file in undated:
        unit, project = body_key(form.text("/unit")), form.text("/project_name")
        dated = [key for year in years if (key := (year, form.kind, unit, project_name_key(project, year))) in groups]
        groups.setdefault(dated[0] if len(dated) == 1 else project_key(form), []).append((form, file))
    return _with_answers([part for group in _joined(groups) for part in _by_code(group)])


def _with_answers(groups: Sequence[VersionGroup]) -> list[VersionGroup]:
    """Return the groups, a mended copy with the form that it answers: its unit, project or year may be what was mended."""
    answers = answered_forms(list({file.file: file for group in groups for _, file in group}.values()))
    if not answers:
        return list(groups)
    at = {form.source: number for number, group in enumerate(groups) for form, _ in group}
    found: dict[int, VersionGroup] = dict(enumerate(groups))
    for source, origin in answers.items():
        here, there = at.get(source), at.get(origin)  # none of a form on a sheet of examples
        if here is not None and there is not None and here != there:
            at.update((form.source, there) for form, _ in found[here])
            found[there] = sorted(found[there] + found.pop(here), key=lambda each: (each[0].source.file, each[0].source.position))
    return list(found.values())


def _joined(groups: Mapping[object, VersionGroup]) -> Iterable[VersionGroup]:
    """Return the groups, one whose name has but 项目 or 经费 behind that of another with the same substance joined with this.

    Where only a row or two are the same (满意度 ≥90%) they may be two projects: both count, and GOAL-007 asks.
    """
    found = dict(groups)
    for key in groups:
        plain = (*key[:3], without_project_end(key[3])) if isinstance(key, tuple) else key
        if plain != key and plain in found and _has_same_substance(groups[key], groups[plain]):
            joined = found.pop(key) + found[plain]
            found[plain] = sorted(joined, key=lambda each: (each[0].source.file, each[0].source.position))
    return found.values()


_TELLING_ROWS = 3
"""Rows from which on two forms that have the same ones are hardly alike by chance."""


def _has_same_substance(ones: VersionGroup, others: VersionGroup) -> bool:
    """Tell whether a form of either group has the rows of one of the other and, where those are few, its goal or its money."""
    shared = _rows(ones) & _rows(others)
    if any(len(each) >= _TELLING_ROWS for each in shared):
        return True
    return bool(shared) and any(_said(ones, each) & _said(others, each) for each in _SUBSTANCE)


_SUBSTANCE = ("/annual_goal", "/budget_goal", "/funding/annual", "/funding/total/full_year_budget")


def _said(group: VersionGroup, name: str) -> set[str]:
    return {said for form, _ in group if (said := bare(form.text(name)))}


def end_twins(forms: Sequence[Form]) -> Mapping[int, Form]:
    """Return, by position, another form of the unit whose project has the same name with 项目, 经费 or 工作 added or left out.

    It is of the same kind and year.  Two codes tell two projects apart.
    """
    alike: dict[tuple[str, ...], list[int]] = {}
    for position, form in enumerate(forms):
        if (key := project_key(form)) is not None:
            alike.setdefault((*key[:3], _without_ends(key[3])), []).append(position)
    found: dict[int, Form] = {}
    for same in alike.values():
        for one in same:
            twin = next((forms[two] for two in same if _is_end_twin(forms[one], forms[two])), None)
            found.update({} if twin is None else {one: twin})
    return found


def _without_ends(name: str) -> str:
    while (plain := without_project_end(name)) != name:
        name = plain
    return name


def _is_end_twin(form: Form, other: Form) -> bool:
    one, two = (project_name_key(each.text("/project_name"), form.text("/year")) for each in (form, other))
    codes = zip(codes_of(form), codes_of(other), strict=True)
    return one != two and (one.startswith(two) or two.startswith(one)) and all(not a or not b or a == b for a, b in codes)


def _rows(group: VersionGroup) -> set[tuple[tuple[str, ...], ...]]:
    """Return the names and targets of the indicators that the forms of a group have."""
    rows = (
        tuple(tuple(bare(form.text(row[each].name)) for each in ("level3", "target") if each in row) for row in form.rows)
        for form, _ in group
    )
    return {each for each in rows if each}


_CODES = {"/unit": ("/unit_code", body_code), "/project_name": ("/project_code", project_code)}
"""The field of the code that stands in a cell beside a name, and how it is found within the name."""


def _code_of(form: Form, name: str) -> str:
    field, within = _CODES[name]
    return form.text(field) or within(form.text(name))


def codes_of(form: Form) -> tuple[str, ...]:
    """Return the codes that stand beside the unit's and the project's name, empty where there is none."""
    return tuple(_code_of(form, name) for name in _CODES)


def _by_code(group: VersionGroup) -> list[VersionGroup]:
    """Part forms of one name where two codes tell two projects or units apart; a form without code goes with the first."""
    parts = [group]
    for name in _CODES:
        known = tuple(dict.fromkeys(found for form, _ in group if (found := _code_of(form, name))))
        if len(known) > 1:
            split: list[VersionGroup] = []
            for part in parts:
                sorted_out: dict[str, VersionGroup] = {}
                for each in part:
                    sorted_out.setdefault(_code_of(each[0], name) or known[0], []).append(each)
                split.extend(sorted_out.values())
            parts = split
    return parts
