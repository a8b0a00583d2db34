"""What a finding is known by from one round to the next (识别码): its rule, its form and its field, wherever they stand.

Rows move, files and sheets are renamed, amounts change: none of that is part of it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.rules.finding import Finding

_FORM, _FIELD = 8, 6
"""Hexadecimal digits: a batch has thousands of forms, a form tens of fields."""

_ADDRESS_OR_NUMBER = lazy_pattern(r"[A-Z]{0,3}\d+(?:[.,]\d+)*")
_ROW = lazy_pattern(r"^(/(?:term_)?indicators)/(\d+)(/.*)$")
_LEVELS = ("level1", "level2", "level3")

_Place = tuple[str, str, str]


def with_fingerprints(findings: Iterable[Finding], files: Sequence[FileResult]) -> tuple[Finding, ...]:
    """Return findings with their codes, such as ``FUND-002.3f9a07c1.d20b11``; those alike in one file are numbered."""
    forms = {(form.source.file, form.source.sheet, form.source.range): form for file in files for form in file.forms}
    subjects = {place: form_mark(form) for place, form in forms.items()}
    of_file = {each.file: _file_mark(each) for each in files}
    cells: dict[_Place, dict[str, list[tuple[str, str]]]] = {}
    seen: Counter[tuple[str, str]] = Counter()
    marked = []
    for each in findings:
        place = (each.file, each.sheet, each.form)
        form = forms.get(place)
        if form is not None and place not in cells:
            cells[place] = _cells(form)
        subject = subjects[place] if form is not None else of_file.get(each.file) or _digest_of_part(each)
        code = f"{each.rule}.{subject}.{_digest(_FIELD, *_field(each, form, cells.get(place, {})))}"
        seen[each.file, code] += 1
        count = seen[each.file, code]
        marked.append(each.known_by(code if count == 1 else f"{code}-{count}"))
    return tuple(marked)


def form_mark(form: Form) -> str:
    """Return what stands for a form in a code: the same in every version of it."""
    return _digest(_FORM, form.kind, form.text("/unit"), form.text("/project_name"))


def parts_of(code: str) -> tuple[str, str, str]:
    """Return rule, form and field of a code; empty texts where it is none."""
    rule, _, rest = code.partition(".")
    form, _, field = rest.partition(".")
    return (rule, form, field) if form and field else ("", "", "")


def unnumbered(code: str) -> str:
    """Return a code without the number that tells those alike apart."""
    rule, form, field = parts_of(code)
    return f"{rule}.{form}.{field.partition('-')[0]}"


def _digest_of_part(finding: Finding) -> str:
    """Return what stands for a finding of no file: the unit, project and part it is about."""
    return _digest(_FORM, finding.unit, finding.project, str(finding.part or ""))


def _file_mark(file: FileResult) -> str:
    """Return what stands for a whole file: its forms, so that it may be renamed; its name where it has none."""
    return _digest(_FORM, *map(form_mark, file.forms)) if file.forms else _digest(_FORM, file.file)


def _cells(form: Form) -> dict[str, list[tuple[str, str]]]:
    """Return the labels and names of the fields that stand in each cell."""
    found: dict[str, list[tuple[str, str]]] = {}
    for each in form.fields:
        if each.cell:
            found.setdefault(each.cell, []).append((each.label, each.name))
    return found


def _field(finding: Finding, form: Form | None, cells: dict[str, list[tuple[str, str]]]) -> tuple[str, ...]:
    """Return what a finding is about within its form: a field, in a table with the indicator of its row."""
    named = cells.get(finding.cell, ())
    name = next((name for label, name in named if label == finding.label), named[0][1] if named and finding.label else "")
    row = _ROW.match(name)
    if row and form is not None:
        texts = (form.get(f"{row[1]}/{row[2]}/{level}") for level in _LEVELS)
        return (row[1], row[3], *(bare(each.raw) if each else "" for each in texts))
    if name or finding.label:
        return (name or bare(finding.label),)
    return (_ADDRESS_OR_NUMBER.sub("", bare(finding.message)),) if not finding.form or finding.cell else ()


def _digest(length: int, *texts: str) -> str:
    joined = "\x1f".join(map(bare, texts))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:length]
