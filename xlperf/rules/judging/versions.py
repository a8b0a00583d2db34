"""Which of several versions of a project counts (handbook 7.2), and why.

Identical bytes: the plainest name is kept (副本 and (1) are not), and it has the marks of all of them.
Same kind, unit, project and year (or no year) but other bytes: the one that the settings name counts, else the
one that was returned to its unit and came back mended, else the newest by what its path says (最终, 修改后,
v-number, date), then by modification time, then by path.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xlperf.data.names import bare, body_code, body_key, project_code, project_name_key
from xlperf.forms.content_digest import content_digest
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form, Source, Target
from xlperf.rules.judging.version_marks import VersionMark, is_copy_name, names_of, version_mark

ProjectKey = tuple[str, str, str, str]
"""Year (empty where blank), kind, 实施单位 and 项目名称 of a form, normalised."""

SAME_BYTES = "内容完全相同"
BY_SETTINGS = "设置文件指定"
BY_RETURN = "是退回后改过交回的"


@dataclass(frozen=True, slots=True)
class Project:
    """All versions of one project, in the order of the files, the one that counts, and why it does."""

    forms: tuple[Form, ...]
    chosen: Form
    why: str = ""

    @property
    def same_content(self) -> bool:
        """True when the versions differ in their bytes or shape but in no value."""
        return len({_values(each) for each in self.forms}) == 1


@dataclass(frozen=True, slots=True)
class Choice:
    """What counts in a batch.

    Attributes:
        copies: path of an ignored file -> path of the identical file that is kept.
        projects: every project with its versions; a form without unit or project name stands alone.
        counted: sources of the forms that count, in the order of the files.
        superseded: source of a form that does not -> source that counts instead.
        reasons: why that one counts instead, by the source of the form that does not.
    """

    copies: dict[str, str]
    projects: tuple[Project, ...]
    counted: tuple[Source, ...]
    superseded: dict[Source, Source]
    reasons: dict[Source, str]


def project_key(form: Form) -> ProjectKey | None:
    """Return what identifies a project, or None when unit or project name is blank."""
    year, unit = form.text("/year"), body_key(form.text("/unit"))
    project = project_name_key(form.text("/project_name"), year)
    return (year, form.kind, unit, project) if unit and project else None


@dataclass(frozen=True, slots=True)
class _Version:
    """One form among others of its project: what decides, in this order."""

    form: Form
    fixed: bool
    rounds: int
    mark: VersionMark
    modified: int

    @property
    def rank(self) -> tuple[object, ...]:
        return self.fixed, self.rounds, *self.mark.rank, self.modified, self.form.source.file, self.form.source.position


_Group = list[tuple[Form, FileResult]]


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
    forms: _Group = []
    for file in files:
        if file.file in copies:
            originals = kept[copies[file.file]].forms
            superseded.update(zip((each.source for each in file.forms), (each.source for each in originals), strict=False))
        else:
            forms.extend((form, file) for form in file.forms)
    reasons = dict.fromkeys(superseded, SAME_BYTES)
    alike = _alike(copies)
    projects = []
    for group in _grouped(forms):
        project, why = _chosen(group, alike, wanted)
        projects.append(project)
        if not keep_every_version:
            reasons.update(why)
            superseded.update(dict.fromkeys(why, project.chosen.source))
    _follow(superseded)
    counted = tuple(form.source for file in files for form in file.forms if form.source not in superseded)
    return Choice(copies, tuple(projects), counted, superseded, reasons)


def identical_files(files: Sequence[FileResult], fixed: frozenset[str] = frozenset()) -> dict[str, str]:
    """Return every file whose bytes another one has too -> the one of them with the plainest name, the first by path."""
    same: dict[str, list[FileResult]] = {}
    for file in files:
        if file.fate != "passed_over" and file.sha256:
            same.setdefault(file.sha256, []).append(file)
    copies: dict[str, str] = {}
    for group in same.values():
        if len(group) > 1:
            plainest = min(group, key=lambda each: (not _is_fixed(each, fixed), is_copy_name(each.file)))
            copies.update({each.file: plainest.file for each in group if each is not plainest})
    return copies


def _is_fixed(file: FileResult, fixed: frozenset[str]) -> bool:
    return file.file in fixed or any(f"{file.file} / {form.source.sheet}" in fixed for form in file.forms)


def _alike(copies: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the paths under which the bytes of each kept file came, its own first."""
    found: dict[str, list[str]] = {}
    for copy, kept in copies.items():
        found.setdefault(kept, [kept]).append(copy)
    return found


def _grouped(forms: _Group) -> list[_Group]:
    """Return the forms by project; a blank year is the year of the only project of that name, or one of its own."""
    groups: dict[object, _Group] = {}
    undated: _Group = []
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
    return [part for group in groups.values() for part in _by_code(group)]


def _chosen(group: _Group, alike: Mapping[str, list[str]], fixed: frozenset[str]) -> tuple[Project, dict[Source, str]]:
    """Return a project with the version that counts, and for each of the others why it does not."""
    if len(group) == 1:
        return Project((group[0][0],), group[0][0]), {}
    rounds = _rounds([file for _, file in group])
    versions = [_version(form, file, alike, fixed, rounds.get(file.file, 0)) for form, file in group]
    best = max(versions, key=lambda each: each.rank)
    why = {each.form.source: _reason(best, each) for each in versions if each is not best}
    return Project(tuple(each.form for each in versions), best.form, "；".join(dict.fromkeys(why.values()))), why


def _rounds(files: Sequence[FileResult]) -> dict[str, int]:
    """Return how often each file was returned to its unit and mended, as far as what it was before stands beside it.

    The 退回说明 in it tells what its forms said when it went back: whatever the names say, it is the later one.
    """
    if not any(each.notices for each in files):
        return {}
    contents = {each.file: content_digest(each.forms) for each in files}
    before = {
        each.file: origins
        for each in files
        if (origins := {notice.content for notice in each.notices} - {contents[each.file], ""}) & set(contents.values())
    }
    by_content = {content: file for file, content in contents.items()}

    def depth(file: str, seen: frozenset[str]) -> int:
        earlier = (by_content[each] for each in before.get(file, ()) if each in by_content)
        return max((1 + depth(each, seen | {file}) for each in earlier if each not in seen), default=0)

    return {file: depth(file, frozenset([file])) for file in before}


def _version(form: Form, file: FileResult, alike: Mapping[str, list[str]], fixed: frozenset[str], rounds: int) -> _Version:
    names = names_of(form)
    marks = [version_mark(each, names) for each in alike.get(file.file, [file.file])]
    is_fixed = file.file in fixed or f"{file.file} / {form.source.sheet}" in fixed
    return _Version(form, is_fixed, rounds, max(marks, key=lambda each: each.rank), file.modified)


def _reason(best: _Version, other: _Version) -> str:
    """Say what made one version count before another."""
    mark, beaten = best.mark, other.mark
    said = (
        (best.fixed != other.fixed, f"{BY_SETTINGS}（versions）"),
        (best.rounds != other.rounds, BY_RETURN),
        (not mark.void and bool(beaten.void), f"另一份的名称里有“{beaten.void}”"),
        (bool(mark.final) != bool(beaten.final), f"名称里有“{mark.final}”"),
        (bool(mark.revised) != bool(beaten.revised), f"名称里有“{mark.revised}”"),
        (mark.number != beaten.number, f"名称里的版本号较大（{'.'.join(map(str, mark.number))}）"),
        (mark.date != beaten.date, f"名称里的日期较晚（{_shown(mark.date)}）"),
        (best.modified != other.modified, "文件的修改时间较晚"),
        (best.form.source.file != other.form.source.file, "名称和时间分不出先后，取路径排在后面的"),
    )
    return next((reason for decides, reason in said if decides), "同一文件里排在后面")


def _shown(date: tuple[int, ...]) -> str:
    return "-".join(f"{each:02}" for each in date[:3] if each)


_CODES = {"/unit": ("/unit_code", body_code), "/project_name": ("/project_code", project_code)}
"""The field of the code that stands in a cell beside a name, and how it is found within the name."""


def _code_of(form: Form, name: str) -> str:
    field, within = _CODES[name]
    return form.text(field) or within(form.text(name))


def _by_code(group: _Group) -> list[_Group]:
    """Part forms of one name where two codes tell two projects or units apart; a form without code goes with the first."""
    parts = [group]
    for name in _CODES:
        known = tuple(dict.fromkeys(found for form, _ in group if (found := _code_of(form, name))))
        if len(known) > 1:
            split: list[_Group] = []
            for part in parts:
                sorted_out: dict[str, _Group] = {}
                for each in part:
                    sorted_out.setdefault(_code_of(each[0], name) or known[0], []).append(each)
                split.extend(sorted_out.values())
            parts = split
    return parts


def _follow(superseded: dict[Source, Source]) -> None:
    """Let every form point at one that counts, not at another superseded one."""
    for source, other in superseded.items():
        while other in superseded:
            other = superseded[other]
        superseded[source] = other


def _values(form: Form) -> tuple[tuple[str, str], ...]:
    """Return the values of a form as compared between versions."""
    pairs = ((each.name, each.value.text if isinstance(each.value, Target) else each.value) for each in form.fields)
    return tuple((name, bare(str(value))) for name, value in pairs if value is not None)
