"""What the clerk wrote into the last summary (备注, 处理情况, 核准), laid beside the forms and findings of this run."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xlperf.data.names import bare
from xlperf.forms.form import Form, Source
from xlperf.history.changes import KEPT, Change, match
from xlperf.history.listed import FormPlace
from xlperf.rules.finding import Finding
from xlperf.run.approvals import Approval, EarlierAnswer, with_approvals, with_earlier_answers
from xlperf.run.results import Batch
from xlperf.run.unchanged_copies import without_settled_copies

_UNIT, _PROJECT = 2, 3


@dataclass(frozen=True, slots=True)
class Remark:
    """A text in the column 备注 beside a form.

    Attributes:
        place: which form; for a line that is none (小计) with its label in place of the project.
        cell: first cell of the form.
        text: what the clerk wrote, without what xlperf itself says there.
    """

    place: FormPlace
    cell: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Handled:
    """What the clerk wrote beside a finding.

    Attributes:
        code: fingerprint of the finding.
        rule, title, unit, project, file, sheet, cell: as the last summary listed it.
        text: of the column 处理情况; approval: of the column 核准.
        found, expected, message: 原值, 应为 and 问题, as the last summary listed them; None where it has no such column.
    """

    code: str
    rule: str
    title: str
    unit: str
    project: str
    file: str
    sheet: str
    cell: str
    text: str = ""
    approval: str = ""
    found: str | None = None
    expected: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Handwritten:
    """Everything that the clerk wrote into a summary.

    Attributes:
        remarks, handled: beside forms and findings.
        answers: what units wrote about findings, as the summary listed it, by fingerprint.
        unread: what of the summary could not be used, a sentence each.
        is_lost: what was written there, or may have been, would be lost with the summary.
        kept: what the summary itself listed as having no place any more.
    """

    remarks: tuple[Remark, ...] = ()
    handled: tuple[Handled, ...] = ()
    unread: tuple[str, ...] = ()
    answers: Mapping[str, EarlierAnswer] = field(default_factory=dict)
    is_lost: bool = False
    kept: tuple[Change, ...] = ()

    @property
    def is_blank(self) -> bool:
        """True where the clerk wrote nothing, as far as it can be read."""
        return not (self.remarks or self.handled or self.kept)

    @property
    def approvals(self) -> Mapping[str, Approval]:
        """What stands in the column 核准 by fingerprint."""
        written = (each for each in self.handled if each.code and each.approval)
        return {each.code: Approval(each.approval, each.found, each.expected, each.message) for each in written}


@dataclass(frozen=True, slots=True)
class Carried:
    """What of it stands in the next summary.

    Attributes:
        remarks: by the form beside which each stands now.
        handled: by the finding's file and fingerprint.
        left: what belongs to nothing any more, each as a line of the 变动.
    """

    remarks: Mapping[Source, str] = field(default_factory=dict)
    handled: Mapping[tuple[str, str], str] = field(default_factory=dict)
    left: tuple[Change, ...] = ()

    def remark(self, form: Form, own: str) -> str:
        """Return the 备注 of a form: what xlperf says itself, then what the clerk wrote."""
        return "；".join(filter(None, (own, self.remarks.get(form.source, ""))))

    def handling(self, finding: Finding) -> str:
        """Return the 处理情况 of a finding, empty when nobody wrote any."""
        return self.handled.get((finding.file, finding.fingerprint), "")


def decided_by(written: Sequence[Handwritten], batch: Batch) -> Batch:
    """Return a batch with what units explained in an earlier round and what the department accepts.

    Args:
        written: into the last summaries.
        batch: what a run found.
    """
    answers = {code: answer for found in written for code, answer in found.answers.items()}
    if answers:
        batch = replace(batch, findings=with_earlier_answers(batch.findings, batch.files, answers))
    approvals = {code: approval for found in written for code, approval in found.approvals.items()}
    return without_settled_copies(with_approvals(batch, approvals))


def carry_over(written: Handwritten, batch: Batch) -> Carried:
    """Lay what the clerk wrote beside the forms and findings of a batch.

    A form is the same as for the 变动.  A finding is the same by its fingerprint, first in the same file; or else when
    its rule stands in the same cell.  What belongs to two versions of a form is shown beside the one that counts, too.
    """
    remarks, lost_remarks = _remarks(written, batch)
    handled, lost_handled = _handled(written, batch)
    lost = (*written.kept, *map(_of_remark, lost_remarks), *(change for each in lost_handled for change in _of_handled(each)))
    return Carried(remarks, handled, tuple(dict.fromkeys(lost)))


def with_replaced(carried: Carried, last: Handwritten, replaced: Handwritten, batch: Batch) -> Carried:
    """Add what the clerk wrote into a summary that is replaced, where another one was named as the last.

    Notes stand where the last summary has none.  A note that it words otherwise is left, and so is each 核准: only what the
    last summary approves is approved.

    Args:
        carried: what of the last summary stands in the next one.
        last: what the clerk wrote into the last summary; replaced: into the one that goes.
        batch: what a run found.
    """
    notes = tuple(replace(each, approval="") for each in replaced.handled if each.text)
    more = carry_over(replace(replaced, handled=notes), batch)
    forms = {form.source: form for form in batch.counted}
    findings = {(each.file, each.fingerprint): each for each in batch.findings}
    left = [
        *(_of_remark(_listed(forms[at], text)) for at, text in more.remarks.items() if carried.remarks.get(at, text) != text),
        *(
            change
            for at, text in more.handled.items()
            if carried.handled.get(at, text) != text
            for change in _of_handled(_found(findings[at], text))
        ),
        *(
            change
            for each in replaced.handled
            if each.approval and each.approval != (last.approvals[each.code].text if each.code in last.approvals else "")
            for change in _of_handled(replace(each, text=""))
        ),
    ]
    remarks, handled = {**more.remarks, **carried.remarks}, {**more.handled, **carried.handled}
    return Carried(remarks, handled, tuple(dict.fromkeys((*carried.left, *more.left, *left))))


def carried_over(written: Sequence[Handwritten], parts: Sequence[Batch]) -> tuple[Carried, ...]:
    """Lay what the clerk wrote beside each of several batches.

    Where one summary was the last of all of them, only what none of them has is left, and the first tells it.
    """
    carried = [carry_over(each, part) for each, part in zip(written, parts, strict=True)]
    if len(set(map(id, written))) != 1:
        return tuple(carried)
    first, *others = carried
    left = tuple(each for each in first.left if all(each in other.left for other in others))
    return replace(first, left=left), *(replace(each, left=()) for each in others)


def _remarks(written: Handwritten, batch: Batch) -> tuple[dict[Source, str], list[Remark]]:
    listed = [_listed(form) for form in batch.counted]
    forms = {id(each): form for each, form in zip(listed, batch.counted, strict=True)}
    pairs, lost, _ = match(written.remarks, listed, (_place, _subject, _unit_here, _project_here))
    return {forms[id(after)].source: before.text for before, after in pairs}, lost


def _listed(form: Form, text: str = "") -> Remark:
    source = form.source
    texts = (form.text("/unit"), form.text("/project_name"))
    place = FormPlace(form.kind, "" if form.year is None else str(form.year), *texts, source.file, source.sheet)
    return Remark(place, source.cell, text)


def _place(each: Remark) -> Hashable:
    return (*_names(each), each.place.file, each.place.sheet, each.cell)


def _subject(each: Remark) -> Hashable | None:
    names = _names(each)
    return names if names[_PROJECT] else None


def _unit_here(each: Remark) -> Hashable | None:
    names = _names(each)
    return (names[0], names[_UNIT], each.place.file, each.place.sheet, each.cell) if names[_UNIT] else None


def _project_here(each: Remark) -> Hashable | None:
    names = _names(each)
    return (names[0], names[_PROJECT], each.place.file, each.place.sheet, each.cell) if names[_PROJECT] else None


def _names(each: Remark) -> tuple[str, str, str, str]:
    place = each.place
    return place.kind, place.year, bare(place.unit), bare(place.project)


def _handled(written: Handwritten, batch: Batch) -> tuple[dict[tuple[str, str], str], list[Handled]]:
    """Return the texts by file and fingerprint, and what was written beside a finding that is gone or has other figures now."""
    approvals = written.approvals
    lapsed = {
        each.fingerprint
        for each in batch.findings
        if each.fingerprint in approvals and not approvals[each.fingerprint].holds_for(each)
    }
    pairs, lost, rest = match(written.handled, list(map(_found, batch.findings)), (_code_and_file, _code, _rule_and_cell))
    unheard = (before for before, after in pairs if before.approval and (after.code in lapsed or before.code != after.code))
    lost += [replace(each, text="") for each in unheard]
    found = {(after.file, after.code): before.text for before, after in pairs if before.text}
    texts = {after.code: before.text for before, after in pairs if before.text and before.code == after.code}
    for each in rest:
        if each.code in texts:
            found.setdefault((each.file, each.code), texts[each.code])
    return found, lost


def _found(each: Finding, text: str = "") -> Handled:
    return Handled(each.fingerprint, each.rule, each.title, each.unit, each.project, each.file, each.sheet, each.cell, text)


def _code_and_file(each: Handled) -> Hashable | None:
    return (each.code, each.file) if each.code else None


def _code(each: Handled) -> Hashable | None:
    return each.code or None


def _rule_and_cell(each: Handled) -> Hashable | None:
    return (each.rule, each.file, each.sheet, each.cell) if each.cell else None


def _of_remark(each: Remark) -> Change:
    place = each.place
    return Change(KEPT, place.unit, place.project, "", "备注", each.text, "", place.file, place.sheet, each.cell)


def _of_handled(each: Handled) -> Iterable[Change]:
    name = f"{each.rule} {each.title}".strip()
    for header, text in (("处理情况", each.text), ("核准", each.approval)):
        if text:
            label = f"{header}：{name}"
            yield Change(KEPT, each.unit, each.project, "", label, text, "", each.file, each.sheet, each.cell)
