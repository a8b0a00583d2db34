"""Copies that came back from their units: whether anything was mended, and what of the notice is still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from xlperf.data.names import MEMBER_MARK
from xlperf.forms.content_digest import content_digest
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form, Source
from xlperf.intake.notice_reading import NoticeLine, ReturnedNotice
from xlperf.rules.facts.subjects.subject import Facts, Subject
from xlperf.rules.facts.words.reasons import explains, says_same
from xlperf.rules.finding import Finding
from xlperf.rules.judging.outcome import without_failed
from xlperf.run.fingerprint import unnumbered

if TYPE_CHECKING:
    from xlperf.run.results import Batch

UNCHANGED_RULE = "ROUND-003"
"""A workbook came back unchanged, and something of its notice is still open."""


def returned_copies(
    notices: Iterable[tuple[FileResult, ReturnedNotice]],
    files: Iterable[FileResult],
    findings: Iterable[Finding],
    superseded: Mapping[Source, Source],
) -> Iterator[Subject]:
    """Yield each workbook that came back, told whether what counts of it now is what it said when it went back."""
    forms = {form.source: form for file in files for form in file.forms}
    waiting = _waiting(findings)
    told: set[tuple[Source, ...]] = set()
    for file, notice in notices:
        counted = _counted(file, superseded)
        if counted and notice.content and counted not in told:
            told.add(counted)
            facts: Facts = {
                "unchanged": content_digest(forms[each] for each in counted) == notice.content,
                "left": 0 if _explains_elsewhere(notice) else _left(notice, counted, waiting),
                "answers": sum(bool(each.answer) for each in notice.lines),
                "unit": same_text(file.forms, "/unit"),
                "project": same_text(file.forms, "/project_name"),
            }
            yield Subject(facts, {}, counted[0].file)


def folder_of(file: str) -> str:
    """Return the folder of a file, or the container that it came in."""
    return max(file.rpartition("/")[0], file.rpartition(MEMBER_MARK)[0], key=len)


def with_words_beside(
    notices: Sequence[tuple[FileResult, ReturnedNotice]], files: Iterable[FileResult]
) -> list[tuple[FileResult, ReturnedNotice]]:
    """Return the notices of copies that came back, each with what a document or a mail beside it answers.

    Such a document lies in the folder of one unit, or the mail brought the copy; among copies of many units nobody knows
    whose words they are, and they are those of the document alone.
    """
    found = [(file, replace(notice, lines=tuple(_as_above(notice.lines)))) for file, notice in notices]
    for each in files:
        hosts = [at for at, (file, _) in enumerate(found) if file.forms and _came_with(each, file)] if each.answering else []
        if not hosts:
            continue
        line = NoticeLine("", "", "", "", "", f"（写在“{each.file}”）{each.answering}")
        if len({form.text("/unit") for at in hosts for form in found[at][0].forms}) > 1:
            found.append((each, ReturnedNotice("", "", (line,))))
            continue
        for at in hosts:
            file, notice = found[at]
            found[at] = file, replace(notice, lines=(*notice.lines, line))
    return found


def _as_above(lines: Iterable[NoticeLine]) -> Iterator[NoticeLine]:
    """Yield the lines of a notice, 同上 with what stands above it."""
    above = ""
    for line in lines:
        above = above if says_same(line.answer) else line.answer
        yield replace(line, answer=above) if above and line.answer else line


def _came_with(document: FileResult, copy: FileResult) -> bool:
    return copy.file.startswith(f"{document.file}{MEMBER_MARK}") or folder_of(copy.file) == folder_of(document.file)


def without_settled_copies(batch: Batch) -> Batch:
    """Return a batch that calls no workbook unchanged of which nothing is open any more.

    The rule saw it before what was waived, approved, or explained in an earlier round was settled.
    """
    unchanged = [each for each in batch.findings if each.rule == UNCHANGED_RULE and each.stands]
    if not unchanged:
        return batch
    waiting = _waiting(batch.findings)
    back = ((notice, _counted(file, batch.superseded)) for file in batch.files for notice in file.notices)
    still = {counted[0].file for notice, counted in back if counted and _left(notice, counted, waiting)}
    settled = [each for each in unchanged if each.file not in still]
    findings = tuple(each for each in batch.findings if each not in settled)
    return replace(batch, findings=findings, tally=without_failed(batch.tally, UNCHANGED_RULE, len(settled)))


def same_text(forms: Iterable[Form], name: str) -> str:
    """Return what all forms say in a field, empty where they differ."""
    found = {form.text(name) for form in forms}
    return found.pop() if len(found) == 1 else ""


def _counted(file: FileResult, superseded: Mapping[Source, Source]) -> tuple[Source, ...]:
    """Return the forms that count of those in a file, or in place of them."""
    return tuple(superseded.get(form.source, form.source) for form in file.forms)


def _waiting(findings: Iterable[Finding]) -> Mapping[str, Sequence[str]]:
    """Return what waits for its unit, by file: the fingerprints."""
    found: dict[str, list[str]] = {}
    for each in findings:
        if _awaits_unit(each) and each.rule != UNCHANGED_RULE:
            found.setdefault(each.file, []).append(unnumbered(each.fingerprint))
    return found


def _awaits_unit(finding: Finding) -> bool:
    """Tell whether a finding waits for its unit, which may have written what explains nothing (已改, 收到)."""
    return finding.awaits_unit or (replace(finding, explanation="").awaits_unit and not explains(finding.explanation))


def _explains_elsewhere(notice: ReturnedNotice) -> bool:
    """Tell whether a unit explained something without saying which finding: it is told, and nobody is said to be silent."""
    return any(not each.code and explains(each.answer) for each in notice.lines)


def _left(notice: ReturnedNotice, counted: Iterable[Source], waiting: Mapping[str, Sequence[str]]) -> int:
    """Return how much of what a notice told waits for the unit; of one without codes, all that does.

    What was found since, say by a roster that was not at hand then, the unit has never been told.
    """
    told = {unnumbered(each.code) for each in notice.lines if each.code}
    files = dict.fromkeys(source.file for source in counted)
    return sum(not told or each in told for file in files for each in waiting.get(file, ()))
