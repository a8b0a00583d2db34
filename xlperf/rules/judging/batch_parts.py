"""Of which department and year every form of a folder is: each such part is summed, reckoned and judged by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from xlperf.data.names import body_key, project_name_key, spellings
from xlperf.data.words import NO_DEPARTMENT, NO_YEAR
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form, Source
from xlperf.lists.roster import Roster

Part = tuple[str, int | None]
"""Department as compared, and year; empty and None where the forms leave them blank."""

_FEW, _FEW_AGAIN = 10, 2
"""How many times as many forms make a year the usual one; where the same project came for that year too, fewer do."""


_FAR_FEWER = 5
"""How many times as many forms of another year there are where a year is not what the folder is about."""


def parts_of(forms: Sequence[Form], superseded: Mapping[Source, Source]) -> dict[Source, Part]:
    """Return the part of every form.

    A form whose department or year is blank goes with the most forms that agree with it in what it does say; a
    version that is replaced goes with the one that is counted.

    Args:
        forms: of the whole folder, replaced versions among them.
        superseded: source of a form that another version replaces -> source that is counted.
    """
    own = {form.source: _own_part(form) for form in forms}
    sizes = Counter(part for part in own.values() if part[0] and part[1] is not None)
    parts = {source: _whole(part, sizes) for source, part in own.items()}
    return {source: parts.get(superseded.get(source, source), part) for source, part in parts.items()}


def usual_years(forms: Sequence[Form], parts: Mapping[Source, Part]) -> dict[Source, int]:
    """Return the year of nearly all forms of a department and kind for those few that are of another year.

    A folder that holds two years on purpose has about as many of each; a form that its unit sent for the usual year as well
    needs only half as few beside it.

    Args:
        forms: those that count, of the whole folder.
        parts: of each.
    """
    sizes = Counter((parts[each.source][0], each.kind, parts[each.source][1]) for each in forms)
    if len({year for *_, year in sizes}) < 2:
        return {}
    most: dict[tuple[str, str], tuple[int, int]] = {}
    for (department, kind, year), size in sizes.items():
        if year is not None:
            most[department, kind] = max(most.get((department, kind), (0, 0)), (size, year))
    known = {(parts[each.source], each.kind, *_project(each)) for each in forms}
    found = {}
    for form in forms:
        department, year = parts[form.source]
        size, usual = most.get((department, form.kind), (0, 0))
        if year is None or year == usual:
            continue
        is_there = ((department, usual), form.kind, *_project(form)) in known
        if sizes[department, form.kind, year] * (_FEW_AGAIN if is_there else _FEW) <= size:
            found[form.source] = usual
    return found


def years_beside(parts: Mapping[Source, Part], strays: Container[Source], batch_year: int | None) -> frozenset[int]:
    """Return the years that the folder is not about: other than the one that it is said to be of, else of a few strays only.

    Args:
        parts: of the forms that count.
        strays: those of ``usual_years``.
        batch_year: what the folder is said to be of.
    """
    sizes = Counter(year for _, year in parts.values() if year is not None)
    if batch_year is not None:
        return frozenset(sizes.keys() - {batch_year})
    meant = {year for source, (_, year) in parts.items() if source not in strays}
    most = max(sizes.values(), default=0)
    return frozenset(year for year, size in sizes.items() if year not in meant and size * _FAR_FEWER <= most)


def _project(form: Form) -> tuple[str, str]:
    return body_key(form.text("/unit")), project_name_key(form.text("/project_name"), form.text("/year"))


def nil_returns(files: Iterable[FileResult], roster: Roster, parts: Sequence[Part]) -> Iterator[tuple[Part, str]]:
    """Yield part and unit of every nil return (零报); one whose unit nobody can tell settles nothing.

    Args:
        files: every file of the run.
        roster: whose units a path or a sentence may name.
        parts: of every form that counts, the most frequent of which holds what says neither department nor year.
    """
    sizes = Counter(parts)
    for file in files:
        for each in file.nil:
            named = [each.unit] if each.unit else [unit for text in (each.text, file.file) if (unit := roster.named_in(text))]
            if named:
                own = body_key(each.department), each.year
                yield own if own in sizes else _whole(own, sizes) if None in own or not own[0] else _nearest(own, sizes), named[0]


def _nearest(part: Part, sizes: Counter[Part]) -> Part:
    """Return the part of the same year, else the part itself: a department may be written another way."""
    return max((each for each in sizes if each[1] == part[1]), key=lambda each: sizes[each], default=part)


def part_names(parts: Iterable[Part], forms: Iterable[Form], of: Mapping[Source, Part]) -> dict[Part, str]:
    """Return what each of several parts is called where it must be told from the others, such as 甲局2025年度."""
    wanted = tuple(dict.fromkeys(parts))
    members: dict[Part, list[Form]] = {part: [] for part in wanted}
    for form in forms:
        members.setdefault(of[form.source], []).append(form)
    departments, years = ({part[at] for part in wanted} for at in (0, 1))
    return {part: _name(part, members[part], len(departments) > 1, len(years) > 1) for part in wanted}


def _name(part: Part, forms: Sequence[Form], with_department: bool, with_year: bool) -> str:
    names = spellings(form.text("/department") for form in forms)
    department = max(names, key=lambda each: names[each], default="") or NO_DEPARTMENT
    year = f"{part[1]}年度" if part[1] is not None else NO_YEAR
    return f"{department if with_department else ''}{year if with_year else ''}"


def _own_part(form: Form) -> Part:
    return body_key(form.text("/department")), form.year


def _whole(part: Part, sizes: Mapping[Part, int]) -> Part:
    """Return the part itself, or for one with a blank the most frequent that agrees with it; ties go to the first."""
    department, year = part
    if department and year is not None:
        return part
    agreeing = [each for each in sizes if department in ("", each[0]) and year in (None, each[1])]
    return max(agreeing, key=lambda each: sizes[each], default=part)
