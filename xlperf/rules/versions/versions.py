"""Which of several versions of a project counts (handbook 7.2), and why.

Identical bytes: the plainest name is kept (副本 and (1) are not), and it has the marks of all of them.
Same kind, unit, project and year (or no year) but other bytes: the one that the settings name counts, else the
one that was returned to its unit and came back mended, else one whose sheet is not hidden or cast off (place_marks.py),
else the newest by what its path says (最终, 修改后, v-number, date), then one that is no unmended returned copy,
then by modification time, then by what its sheet is called, then one that tells its year, then by path.  Where
another says the same and its file can be marked and sent back, that one is taken (version_rank.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xlperf.forms.content_digest import content_digest
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form, Source
from xlperf.rules.versions.mended_copies import came_from, returned_rounds
from xlperf.rules.versions.place_marks import NO_MARK, PlaceMark, is_set_aside, path_mark, sheet_mark
from xlperf.rules.versions.version_groups import VersionGroup, grouped_versions, project_key
from xlperf.rules.versions.version_marks import is_copy_name, name_mark, names_of, version_mark
from xlperf.rules.versions.version_rank import (
    EXAMPLE,
    LEFT_OUT,
    SAME_BYTES,
    SAME_CONTENT,
    Version,
    held_against_each_other,
    most_convenient,
    reason_of,
    values_of,
)
from xlperf.rules.versions.withdrawn import Withdrawn, withdrawn_forms


@dataclass(frozen=True, slots=True)
class Project:
    """All versions of one project, in the order of the files, the one that counts, and why it does.

    ``marked`` says why the place of the one that counts speaks against it, empty when it does not; ``settled``, that nobody
    needs to be asked: each of the others says the same, or is what went back before that one came, mended.
    """

    forms: tuple[Form, ...]
    chosen: Form
    why: str = ""
    marked: str = ""
    settled: bool = False

    @property
    def same_content(self) -> bool:
        """True when the versions differ in their bytes or shape but in no value."""
        return len({values_of(each) for each in self.forms}) == 1


@dataclass(frozen=True, slots=True)
class Choice:
    """What counts in a batch.

    Attributes:
        copies: path of an ignored file -> path of the identical file that is kept.
        projects: every project with its versions; a form without unit or project name stands alone.
        counted: sources of the forms that count, in the order of the files.
        superseded: source of a form that does not -> source that counts instead.
        reasons: why that one counts instead, by the source of the form that does not.
        examples: forms that show how to fill in a form, on a sheet called 样表 beside the unit's own: they do not count.
        withdrawn: forms that the newer workbook of their unit has left out.
    """

    copies: dict[str, str]
    projects: tuple[Project, ...]
    counted: tuple[Source, ...]
    superseded: dict[Source, Source]
    reasons: dict[Source, str]
    examples: tuple[Form, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()


def choose_versions(files: Sequence[FileResult], keep_every_version: bool = False, fixed: Iterable[str] = ()) -> Choice:
    """Decide which forms of a batch count.

    Args:
        files: every file of the run, by path.
        keep_every_version: count all of them; the projects are grouped all the same.
        fixed: files, or forms as ``file / sheet``, that count before all other versions, whatever their names say.
    """
    wanted = frozenset(fixed)
    copies = identical_files(files, wanted)
    kept = {each.file: each for each in files}
    superseded: dict[Source, Source] = {}
    forms: VersionGroup = []
    for file in files:
        if file.file in copies:
            originals = kept[copies[file.file]].forms
            superseded.update(zip((each.source for each in file.forms), (each.source for each in originals), strict=False))
        else:
            forms.extend((form, file) for form in file.forms)
    reasons = dict.fromkeys(superseded, SAME_BYTES)
    alike = _alike(copies)
    places = _places(forms, alike, wanted)
    examples = {} if keep_every_version else _examples(forms, places)
    superseded.update(examples)
    reasons.update(dict.fromkeys(examples, EXAMPLE))
    projects = []
    for group in grouped_versions([each for each in forms if each[0].source not in examples]):
        project, why = _chosen(group, alike, wanted, places)
        projects.append(project)
        if not keep_every_version:
            reasons.update(why)
            superseded.update(dict.fromkeys(why, project.chosen.source))
    withdrawn = () if keep_every_version else _withdrawn(forms, projects, wanted)
    out = {each.form.source: each for each in withdrawn if each.is_out}
    superseded.update({source: each.newer.source for source, each in out.items()})
    reasons.update({source: LEFT_OUT.format(file=each.newer_file) for source, each in out.items()})
    projects = [each for each in projects if each.chosen.source not in out]
    _follow(superseded)
    counted = tuple(form.source for file in files for form in file.forms if form.source not in superseded)
    shown = tuple(form for form, _ in forms if form.source in examples)
    return Choice(copies, tuple(projects), counted, superseded, reasons, shown, withdrawn)


def _withdrawn(forms: VersionGroup, projects: Sequence[Project], fixed: frozenset[str]) -> tuple[Withdrawn, ...]:
    """Return what newer workbooks have left out, but for what the settings name."""
    named = {form.source for form, file in forms if _is_named(form, file, fixed)}
    found = withdrawn_forms([(each.forms, each.chosen) for each in projects])
    return tuple(each for each in found if each.form.source not in named)


def _places(forms: VersionGroup, alike: Mapping[str, list[str]], fixed: frozenset[str]) -> dict[Source, PlaceMark]:
    """Return what speaks against forms by their place; not against those that the settings name.

    What the paths of all files say, says nothing: the whole folder is called so.
    """
    marks = {form.source: path_mark(form, alike.get(file.file, [file.file])) for form, file in forms}
    if all(marks.values()):
        marks = dict.fromkeys(marks, NO_MARK)
    named = {form.source for form, file in forms if _is_named(form, file, fixed)}
    found = {form.source: sheet_mark(form) or marks[form.source] for form, _ in forms}
    return {source: NO_MARK if source in named else mark for source, mark in found.items()}


def _examples(forms: VersionGroup, places: Mapping[Source, PlaceMark]) -> dict[Source, Source]:
    """Return the forms on sheets called 样表 that stand beside other forms of the file, each with the first of these.

    One of a project that stands in the file otherwise, too, is a version of it.
    """
    others: dict[str, list[Form]] = {}
    for form, file in forms:
        if not places[form.source].example:
            others.setdefault(file.file, []).append(form)
    found = {}
    for form, file in forms:
        beside = others.get(file.file, [])
        if places[form.source].example and beside and project_key(form) not in map(project_key, beside):
            found[form.source] = min(beside, key=lambda each: each.kind != form.kind).source
    return found


def _is_named(form: Form, file: FileResult, fixed: frozenset[str]) -> bool:
    return file.file in fixed or f"{file.file} / {form.source.sheet}" in fixed


def identical_files(files: Sequence[FileResult], fixed: frozenset[str] = frozenset()) -> dict[str, str]:
    """Return every file whose bytes another one has too -> the one with the plainest name (none in 备份/), the first by path."""
    same: dict[str, list[FileResult]] = {}
    for file in files:
        if file.fate != "passed_over" and file.sha256:
            same.setdefault(file.sha256, []).append(file)
    copies: dict[str, str] = {}
    for group in (each for each in same.values() if len(each) > 1):
        plainest = min(group, key=lambda each: (not _is_fixed(each, fixed), is_set_aside(each.file), is_copy_name(each.file)))
        copies.update({each.file: plainest.file for each in group if each is not plainest})
    return copies


def _is_fixed(file: FileResult, fixed: frozenset[str]) -> bool:
    return file.file in fixed or any(_is_named(form, file, fixed) for form in file.forms)


def _alike(copies: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the paths under which the bytes of each kept file came, its own first."""
    found: dict[str, list[str]] = {}
    for copy, kept in copies.items():
        found.setdefault(kept, [kept]).append(copy)
    return found


def _chosen(
    group: VersionGroup, alike: Mapping[str, list[str]], fixed: frozenset[str], places: Mapping[Source, PlaceMark]
) -> tuple[Project, dict[Source, str]]:
    """Return a project with the version that counts, and for each of the others why it does not."""
    if len(group) == 1:
        only = group[0][0]
        return Project((only,), only, marked=places[only.source].said), {}
    rounds = returned_rounds([file for _, file in group])
    versions = held_against_each_other(
        [_version(form, file, alike, fixed, rounds.get(file.file, 0), places[form.source]) for form, file in group]
    )
    newest = max(versions, key=lambda each: each.rank)
    best = most_convenient(newest, versions)
    said = values_of(best.form) if best is not newest else ()
    why = {
        each.form.source: SAME_CONTENT if said == values_of(each.form) else reason_of(newest, each)
        for each in versions
        if each is not best
    }
    reasons = "；".join(dict.fromkeys(why.values()))
    older, values = came_from(best.form.source.file, [file for _, file in group]), values_of(best.form)
    is_settled = all(each.form.source.file in older or values_of(each.form) == values for each in versions)
    return Project(tuple(each.form for each in versions), best.form, reasons, best.place.said, is_settled), why


def _version(
    form: Form, file: FileResult, alike: Mapping[str, list[str]], fixed: frozenset[str], rounds: int, place: PlaceMark
) -> Version:
    names = names_of(form)
    marks = [version_mark(each, names) for each in alike.get(file.file, [file.file])]
    mark = max(marks, key=lambda each: each.rank)
    sheet, said = name_mark(form.source.sheet, names), content_digest(file.forms) if file.notices else ""
    unmended = any(each.content == said for each in file.notices)
    return Version(form, _is_named(form, file, fixed), rounds, place, mark, file.modified, sheet, len(file.forms), unmended)


def _follow(superseded: dict[Source, Source]) -> None:
    """Let every form point at one that counts, not at another superseded one."""
    for source, other in superseded.items():
        while other in superseded:
            other = superseded[other]
        superseded[source] = other
