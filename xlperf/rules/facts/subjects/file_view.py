"""What the FILE rules look at: one file and what became of it, and what its reader remarked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.named_units import UnitsByName
from xlperf.data.names import bare, body_key
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form, Remark
from xlperf.rules.facts.subjects.subject import Facts, Subject

_NO_LETTER = lazy_pattern(r"[\W\d_]+")


def file_subject(file: FileResult) -> Subject:
    """Return the file itself as a subject."""
    facts: Facts = {"fate": file.fate, "n": len(file.forms)}
    if file.reason:
        facts["reason"] = file.reason
    if file.message:
        facts["refusal"] = file.message if file.message.endswith(("。", "！", "？")) else f"{file.message}。"
    if file.hint:
        facts["hint"] = file.hint
    if len(file.forms) == 1:
        unit, project = file.forms[0].text("/unit"), file.forms[0].text("/project_name")
        written = found.raw if (found := file.forms[0].get("/unit")) else unit  # the roster may give the unit another name
        matches = any(name_matches(file.file, each, project) for each in dict.fromkeys((unit, written)))
        facts.update({"unit": unit, "project": project, "name_matches": matches})
    return Subject(facts, {}, file.file)


def name_matches(path: str, unit: str, project: str) -> bool:
    """Tell whether the path of a file (its folders count) holds its unit or project, shortened as people do.

    Four characters in a row of one are enough, or a short name of the unit (档案馆).
    """
    where = _NO_LETTER.sub("", bare(PurePosixPath(path).with_suffix("").as_posix()))
    for text in (unit, project):
        wanted = _NO_LETTER.sub("", bare(text))
        length = min(4, len(wanted))
        if any(wanted[start : start + length] in where for start in range(len(wanted) - length + 1)):
            return True
    return bool(UnitsByName([body_key(unit)]).in_path(path))


def remark_subjects(file: FileResult) -> Iterator[Subject]:
    """Yield every remark on the file and on its forms as a subject."""
    for remark in file.remarks:
        yield _remark_subject(remark, file.file, None)
    for form in file.forms:
        for remark in form.remarks:
            yield _remark_subject(remark, file.file, form)


def _remark_subject(remark: Remark, file: str, form: Form | None) -> Subject:
    facts: Facts = {"remark": remark.kind, "sheet": remark.sheet, "cell": remark.cell, **remark.detail}
    return Subject(facts, {}, file, form)
