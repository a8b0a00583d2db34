"""Which of several versions of a project counts (handbook 7.2).

Identical bytes: the file that comes first by path is kept, the others are ignored.
Same year, kind, unit and project but other bytes: the newest counts, by what its
name says (最终, 修改后, v-number), then by modification time, then by path.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from xlperf.data.names import bare, body_code, body_key, project_code, project_name_key
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form, Source, Target

ProjectKey = tuple[str, str, str, str]
"""Year, kind, 实施单位 and 项目名称 of a form, normalised."""


@dataclass(frozen=True, slots=True)
class Project:
    """All versions of one project, in the order of the files, and the one that counts."""

    forms: tuple[Form, ...]
    chosen: Form

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
    """

    copies: dict[str, str]
    projects: tuple[Project, ...]
    counted: tuple[Source, ...]
    superseded: dict[Source, Source]


def project_key(form: Form) -> ProjectKey | None:
    """Return what identifies a project, or None when unit, project name or year is blank."""
    year, unit = form.text("/year"), body_key(form.text("/unit"))
    project = project_name_key(form.text("/project_name"), year)
    return (year, form.kind, unit, project) if year and unit and project else None


_FINAL = re.compile(r"最终|定稿|终稿|final", re.IGNORECASE)
_REVISED = re.compile(r"修改|修订|更新|改后|revised", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:(?<![a-z])(?:v|ver)\.?|版本|(?:最终|修改|修订|更新)[后稿版]?|定稿|终稿)[._-]?(\d{1,3}(?:\.\d{1,3})*)|第(\d{1,3})[版稿]",
    re.IGNORECASE,
)

VersionMark = tuple[bool, bool, tuple[int, ...]]


def version_mark(file: str) -> VersionMark:
    """Return what a file name says about its version: final, revised, number (v1.2 is 1, 2)."""
    stem = bare(PurePosixPath(file).stem)
    numbers = [tuple(map(int, (one or other).split("."))) for one, other in _NUMBER.findall(stem)]
    return bool(_FINAL.search(stem)), bool(_REVISED.search(stem)), max(numbers, default=())


def choose_versions(files: Sequence[FileResult], keep_every_version: bool = False) -> Choice:
    """Decide which forms of a batch count.

    Args:
        files: every file of the run, by path.
        keep_every_version: count all of them; the projects are grouped all the same.
    """
    copies = identical_files(files)
    kept = {each.file: each for each in files}
    superseded: dict[Source, Source] = {}
    groups: dict[object, list[tuple[Form, FileResult]]] = {}
    for file in files:
        if file.file in copies:
            originals = kept[copies[file.file]].forms
            superseded.update(zip((each.source for each in file.forms), (each.source for each in originals), strict=False))
            continue
        for form in file.forms:
            groups.setdefault(project_key(form) or form.source, []).append((form, file))
    whole = (each for group in groups.values() for each in _by_code(group))
    projects = tuple(Project(tuple(form for form, _ in group), _newest(group)) for group in whole)
    if not keep_every_version:
        pairs = ((form.source, each.chosen.source) for each in projects for form in each.forms)
        superseded.update({source: chosen for source, chosen in pairs if source != chosen})
    _follow(superseded)
    counted = tuple(form.source for file in files for form in file.forms if form.source not in superseded)
    return Choice(copies, projects, counted, superseded)


def identical_files(files: Sequence[FileResult]) -> dict[str, str]:
    """Return every readable file whose bytes an earlier one has too -> that earlier file."""
    first: dict[str, str] = {}
    copies: dict[str, str] = {}
    for file in files:
        if file.fate != "read" or not file.sha256:
            continue
        if first.setdefault(file.sha256, file.file) != file.file:
            copies[file.file] = first[file.sha256]
    return copies


def _by_code(group: list[tuple[Form, FileResult]]) -> list[list[tuple[Form, FileResult]]]:
    """Part forms of one name where two codes tell two projects or units apart; a form without code goes with the first."""
    parts = [group]
    for code, name in ((body_code, "/unit"), (project_code, "/project_name")):
        known = tuple(dict.fromkeys(found for form, _ in group if (found := code(form.text(name)))))
        if len(known) > 1:
            split: list[list[tuple[Form, FileResult]]] = []
            for part in parts:
                sorted_out: dict[str, list[tuple[Form, FileResult]]] = {}
                for each in part:
                    sorted_out.setdefault(code(each[0].text(name)) or known[0], []).append(each)
                split.extend(sorted_out.values())
            parts = split
    return parts


def _newest(group: list[tuple[Form, FileResult]]) -> Form:
    return max(group, key=lambda each: (version_mark(each[1].file), each[1].modified, each[1].file, each[0].source.position))[0]


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
