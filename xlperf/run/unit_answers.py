"""What units answered (单位说明): brought to the finding that it is about, never lost and never guessed.

An answer settles a finding of a rule that checks (核实性); one that must be mended (强制性) stands whatever
is written beside it.  An answer whose finding is gone, or that fits none, is told as a finding of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from xlperf.data.names import bare, same_file
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Source
from xlperf.intake.notice_reading import NoticeLine, ReturnedNotice
from xlperf.intake.sheet import row_of
from xlperf.rules.facts.subjects.subject import Facts, Subject
from xlperf.rules.facts.words.reasons import explains
from xlperf.rules.finding import Finding
from xlperf.run.fingerprint import form_mark, parts_of, unnumbered
from xlperf.run.unchanged_copies import folder_of, returned_copies, same_text, with_words_beside

UNREAD_RULE = "FILE-020"
"""A cell of a form that nothing took: what a unit wrote there is no explanation of itself."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A finding of an earlier round that is gone (已改正).

    Attributes:
        code: its fingerprint; file: in which the notice of it came back.
        project, label, found, message: as they were told then.
        answer: what the unit wrote beside it.
    """

    code: str
    file: str
    project: str
    label: str
    found: str
    message: str
    answer: str = ""

    @property
    def rule(self) -> str:
        """Id of the rule."""
        return parts_of(self.code)[0]


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of the notices that were sent back.

    Attributes:
        findings: all, with what the units wrote about them.
        mended: findings of the notices that are gone.
        loose: answers without a finding; returned: files that came back: subjects of the rules about rounds.
    """

    findings: tuple[Finding, ...]
    mended: tuple[Mended, ...] = ()
    loose: tuple[Subject, ...] = ()
    returned: tuple[Subject, ...] = ()


def answered(findings: Sequence[Finding], files: Sequence[FileResult], superseded: Mapping[Source, Source]) -> Answered:
    """Bring the answers of all notices to their findings.

    Args:
        findings: with their fingerprints.
        files: every file of the run.
        superseded: forms that count for nothing, each with the version that is counted.
    """
    notices = with_words_beside([(file, notice) for file in files for notice in file.notices], files)
    if not notices:
        return Answered(tuple(findings))
    matching = _Matching(findings, files)
    gone = {file.file for file in files if file.forms and all(form.source in superseded for form in file.forms)}
    mended: list[Mended] = []
    loose: list[Subject] = []
    for file, notice in notices:
        host = _host(file, notice, files)
        for line in notice.lines:
            if matching.bring(line, file.file, host, notice):
                continue
            is_gone = host is not None and bool(host.forms) and matching.is_gone(line, host.file)
            if is_gone and file.file not in gone:
                mended.append(_mended(line, file.file))
            if line.answer:
                loose.append(_loose(line, file, host, is_gone))
    settled = matching.settled()
    return Answered(settled, tuple(_once(mended)), tuple(loose), tuple(returned_copies(notices, files, settled, superseded)))


def without_repeated(back: Answered, again: Collection[str]) -> tuple[Answered, Mapping[str, str]]:
    """Return what came of the notices without the findings of a round that stand again, and the words about these.

    A workbook that comes back unchanged a second time has not mended that it came back unchanged.

    Args:
        back: what came of the notices.
        again: fingerprints of what is found of this round.
    """
    repeated = [each for each in back.mended if each.code in again]
    words = {(each.file, each.rule, each.answer) for each in repeated}
    loose = tuple(each for each in back.loose if (each.file, each.facts["about"], each.facts["answer"]) not in words)
    mended = tuple(each for each in back.mended if each.code not in again)
    return replace(back, mended=mended, loose=loose), {each.code: each.answer for each in repeated}


def with_words(findings: Sequence[Finding], words: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return the findings with what units wrote about them, by fingerprint."""
    return tuple(explained(each, (words.get(each.fingerprint, ""),)) for each in findings)


class _Matching:
    """The findings of a run by what a notice knows them by, and the answers that were brought to them."""

    def __init__(self, findings: Sequence[Finding], files: Sequence[FileResult]) -> None:
        self._findings = findings
        self._by_code: dict[str, list[int]] = {}
        self._alike: dict[tuple[str, str], list[int]] = {}
        self._by_file: dict[str, list[int]] = {}
        for number, each in enumerate(findings):
            self._by_code.setdefault(each.fingerprint, []).append(number)
            self._alike.setdefault((each.file, unnumbered(each.fingerprint)), []).append(number)
            self._by_file.setdefault(each.file, []).append(number)
        self._forms = {file.file: {form_mark(form) for form in file.forms} for file in files}
        self._answers: dict[int, list[str]] = {}

    def bring(self, line: NoticeLine, file: str, host: FileResult | None, notice: ReturnedNotice) -> bool:
        """Bring the answer of a line to its findings; False when there is none, or only in a version that is replaced."""
        numbers = self._found(line, host.file if host else file, notice)
        own = [each for each in numbers if self._findings[each].file == file]
        for number in numbers:
            answers = self._answers.setdefault(number, [])
            if line.answer and line.answer not in answers:
                answers.insert(0 if number in own else len(answers), line.answer)
        return any(self._findings[each].because != "superseded" or each in own for each in numbers)

    def is_gone(self, line: NoticeLine, host: str) -> bool:
        """Tell whether nothing of what a line says is left in a file: no finding of its rule about what stood there."""
        rule = parts_of(line.code)[0]
        there = (each for _, each in self._of(host) if each.rule == rule)
        return bool(rule) and not any(line.found and bare(each.found) == bare(line.found) for each in there)

    def _found(self, line: NoticeLine, host: str, notice: ReturnedNotice) -> list[int]:
        if line.place or not line.code:
            meant = self._by_place(line.place, host) if line.place else self._by_words(line, host)
            return self._by_code[self._findings[meant[0]].fingerprint] if len(meant) == 1 else []
        plain = unnumbered(line.code)
        then = [each for each in notice.lines if each.code and unnumbered(each.code) == plain]
        now = self._alike.get((host, plain), [])
        if len(then) > 1 or len(now) > 1:
            return self._told_apart(line, then, now)
        found = self._by_code.get(line.code, [])
        is_here = any(self._findings[each].file == host for each in found)
        return found if is_here else [*found, *self._written_anew(line, host, notice)]

    def _told_apart(self, line: NoticeLine, then: list[NoticeLine], now: list[int]) -> list[int]:
        """Return which of several findings alike a line is about: by what stood there, by their order while none is gone."""
        found = [each for each in now if bare(self._findings[each].found) == bare(line.found)]
        if len(found) == 1 and sum(bare(each.found) == bare(line.found) for each in then) == 1:
            return found
        return [now[next(index for index, each in enumerate(then) if each is line)]] if len(then) == len(now) else []

    def _written_anew(self, line: NoticeLine, host: str, notice: ReturnedNotice) -> list[int]:
        """Return the finding that a line is about in a form whose unit or project, or whose row, was written anew.

        Where only one can be meant: by its rule and field in a form of another name, else by what stands there.
        """
        rule, form, field = parts_of(line.code)
        codes = {each.code: parts_of(each.code) for each in notice.lines if each.code}
        is_here, known = form in self._forms.get(host, ()), {then for _, then, _ in codes.values()}
        near = [(number, each, parts_of(each.fingerprint)) for number, each in self._of(host) if each.fingerprint not in codes]
        near = [each for each in near if each[2][0] == rule and (each[2][1] == form if is_here else each[2][1] not in known)]
        alike = [number for number, _, now in near if now[2] == field]
        if alike:
            return alike if len(alike) == 1 and sum(each[::2] == (rule, field) for each in codes.values()) == 1 else []
        same = [number for number, each, _ in near if line.found and bare(each.found) == bare(line.found)]
        asked = [each for each in notice.lines if parts_of(each.code)[0] == rule and bare(each.found) == bare(line.found)]
        return same if len(same) == 1 and len(asked) == 1 else []

    def _of(self, file: str) -> Iterator[tuple[int, Finding]]:
        return ((number, self._findings[number]) for number in self._by_file.get(file, ()))

    def _by_words(self, line: NoticeLine, host: str) -> list[int]:
        """Return the findings that a line without code is about, by its very words."""
        wanted = bare(line.message)
        return [number for number, each in self._of(host) if wanted and bare(each.told or each.message) == wanted]

    def _by_place(self, place: tuple[str, int], host: str) -> list[int]:
        """Return the findings on the row of the form beside which a unit wrote that may wait for it, were it an older version."""
        there = [(number, each) for number, each in self._of(host) if each.cell and (each.sheet, row_of(each.cell)) == place]
        counting = ((number, replace(each, because=None) if each.because == "superseded" else each) for number, each in there)
        return [number for number, each in counting if each.awaits_unit and each.rule != UNREAD_RULE]

    def settled(self) -> tuple[Finding, ...]:
        """Return all findings with their answers; those that an answer settles are set aside."""
        return tuple(explained(each, self._answers.get(number, ())) for number, each in enumerate(self._findings))


def explained(finding: Finding, answers: Sequence[str]) -> Finding:
    """Return a finding with what units wrote about it, set aside where that settles it."""
    text = "\n".join(answers)
    if not text:
        return finding
    settles = finding.explainable and finding.because is None and explains(text)
    return replace(finding, explanation=text, because="explained" if settles else finding.because)


def _host(file: FileResult, notice: ReturnedNotice, files: Sequence[FileResult]) -> FileResult | None:
    """Return the file whose findings a notice is about: the one that it came in, or for a notice sent alone the one it names."""
    if file.forms:
        return file
    found = [each for each in files if each.fate != "passed_over" and each.file != file.file and same_file(notice.file, each.file)]
    if not notice.file:  # a list in a document: by the projects that it names, where its unit's files lie
        named = {bare(each.project) for each in notice.lines if each.project}
        beside = (each for each in files if each.forms and folder_of(each.file) == folder_of(file.file))
        found = [each for each in beside if any(bare(form.text("/project_name")) in named for form in each.forms)]
    exact = [each for each in found if each.file == notice.file]
    return exact[0] if exact else found[0] if len(found) == 1 else None


def _mended(line: NoticeLine, file: str) -> Mended:
    return Mended(line.code, file, line.project, line.label, line.found, line.message, line.answer)


def _once(mended: Iterable[Mended]) -> Iterator[Mended]:
    """Yield each once: an old notice may have come back twice."""
    known: dict[str, Mended] = {}
    for each in mended:
        kept = known.get(each.code)
        known[each.code] = each if kept is None or (each.answer and not kept.answer) else kept
    return iter(known.values())


def _loose(line: NoticeLine, file: FileResult, host: FileResult | None, is_gone: bool) -> Subject:
    facts: Facts = {
        "fate": "mended" if is_gone else "unmatched",
        "answer": line.answer,
        "problem": line.message,
        "about": parts_of(line.code)[0],
        "project": line.project,
        "unit": same_text(host.forms if host else file.forms, "/unit"),
    }
    return Subject(facts, {}, file.file)
