"""What the mail says, worked out before anything is worded: totals, verdicts, refused files, open faults by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlperf.book.book_report import SummaryReport
from xlperf.data.names import shown_body
from xlperf.data.words import NO_PROJECT, NO_UNIT, PASSED, Verdict
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form, FormKind
from xlperf.rules.finding import SEVERITIES, Finding
from xlperf.run.results import Batch
from xlperf.run.titles import summary_title
from xlperf.summary.tables.projects import ANNUAL, amount_sum, project_table

NOT_PUBLIC = "（不公开项目）"
"""Stands for the name of a project that must not be published: a mail is read by many."""


@dataclass(frozen=True, slots=True)
class Part:
    """One summary workbook that goes with the mail.

    Attributes:
        batch: what it lists; report: what was written.
        name: of the attachment; workbook: its bytes.
        said: a digest of what the workbook says, whatever files lie beside the forms.
    """

    batch: Batch
    report: SummaryReport
    name: str
    workbook: bytes
    said: str = ""


@dataclass(frozen=True, slots=True)
class CategoryTotal:
    """The projects of one category and their 年度资金申请总额 in 元."""

    category: str
    projects: int
    annual: Decimal


@dataclass(frozen=True, slots=True)
class Totals:
    """What one summary adds up to.

    Attributes:
        title: of the summary.
        categories: in the order of the 汇总表.
        verdicts: how many forms of each kind have which verdict.
        balanced: everything that came in is in the totals or named as left out.
        unread_amounts: amounts that could not be read and are in no total.
    """

    title: str
    categories: tuple[CategoryTotal, ...]
    verdicts: tuple[tuple[FormKind, Counter[Verdict]], ...]
    balanced: bool
    unread_amounts: int

    @property
    def projects(self) -> int:
        """Declared projects."""
        return sum(each.projects for each in self.categories)

    @property
    def annual(self) -> Decimal:
        """年度资金申请总额 of all, in 元."""
        return sum((each.annual for each in self.categories), Decimal("0.00"))


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form that must go back or be looked at, with what was found in it, worst first."""

    project: str
    kind: FormKind
    verdict: Verdict
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class OpenUnit:
    """What one unit still has to do: forms, and findings that concern no single form."""

    unit: str
    forms: tuple[OpenForm, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class MailContent:
    """All that the body of the mail is worded from.

    Attributes:
        totals: one entry an attached summary.
        errors, warnings: findings of the run that stand.
        settled: how many do not, by what settled them in a word.
        refused: files that could not be read.
        units: what is open, in the order in which the units come up in the input.
        others: open findings that belong to no unit.
        explained: findings that the words of their unit, or these and the department, have settled.
    """

    totals: tuple[Totals, ...]
    errors: int
    warnings: int
    settled: Mapping[str, int]
    refused: tuple[FileResult, ...]
    units: tuple[OpenUnit, ...]
    others: tuple[Finding, ...]
    explained: tuple[Finding, ...] = ()

    @property
    def verdicts(self) -> Counter[Verdict]:
        """How many forms have which verdict, of both kinds and all summaries."""
        return sum((count for each in self.totals for _, count in each.verdicts), Counter[Verdict]())


def mail_content(batch: Batch, parts: Sequence[Part]) -> MailContent:
    """Work out what the mail says.

    Args:
        batch: the whole run.
        parts: the summaries made from it; usually one.
    """
    shown = [each for each in batch.standing.findings if each.severity != "info" and not each.reveals]
    units, others = _open(batch, shown)
    return MailContent(
        totals=tuple(map(_totals, parts)),
        errors=batch.standing.errors,
        warnings=batch.standing.warnings,
        settled=Counter(each.set_aside for each in batch.findings if each.because in ("waived", "explained")),
        refused=batch.standing.refused,
        units=units,
        others=others,
        explained=tuple(
            each.for_its_unit()
            for each in batch.findings
            if each.explanation and each.because in ("explained", "waived") and not each.reveals
        ),
    )


def subject_names(batch: Batch) -> dict[str, str]:
    """Return what the placeholders of the subject stand for."""
    return {
        "title": summary_title(batch),
        "department": shown_body(batch.department),
        "year": str(batch.year or ""),
        "projects": str(sum(form.kind == "declaration" for form in batch.counted)),
    }


def _totals(part: Part) -> Totals:
    table = project_table(part.batch)
    categories = tuple(
        CategoryTotal(group.category, len(group.projects), amount_sum(group.projects, ANNUAL)) for group in table.groups
    )
    given = part.batch.verdicts(form.source for form in part.batch.counted)
    kinds: tuple[FormKind, ...] = ("declaration", "self_evaluation")
    verdicts = tuple((kind, Counter(given[form.source] for form in part.batch.counted if form.kind == kind)) for kind in kinds)
    present = tuple((kind, count) for kind, count in verdicts if count)
    return Totals(table.title, categories, present, part.report.balanced, part.report.unread_amounts)


def _open(batch: Batch, findings: Sequence[Finding]) -> tuple[tuple[OpenUnit, ...], tuple[Finding, ...]]:
    """Sort the findings by unit and form; those of refused files are listed elsewhere."""
    refused = {file.file for file in batch.files if file.fate == "refused"}
    units = _units_of_files(batch.counted)
    of_form: dict[tuple[str, str, str], list[Finding]] = {}
    of_unit: dict[str, list[Finding]] = {}
    others: list[Finding] = []
    for each in findings:
        place = (each.file, each.sheet, each.form)
        owners = units.get(each.file, ())
        if each.file in refused:
            continue
        if each.form:
            of_form.setdefault(place, []).append(each)
        elif each.unit or len(owners) == 1:
            of_unit.setdefault(each.unit or owners[0], []).append(each.for_its_unit())
        else:
            others.append(each)
    forms = _open_forms(batch, of_form)
    names = dict.fromkeys((*forms, *of_unit))
    return tuple(OpenUnit(name, forms.get(name, ()), _worst_first(of_unit.get(name, ()))) for name in names), tuple(others)


def _units_of_files(forms: Iterable[Form]) -> dict[str, tuple[str, ...]]:
    """Return the units that each file has forms of."""
    units: dict[str, dict[str, None]] = {}
    for form in forms:
        units.setdefault(form.source.file, {})[form.text("/unit") or NO_UNIT] = None
    return {file: tuple(names) for file, names in units.items()}


def _open_forms(batch: Batch, of_form: dict[tuple[str, str, str], list[Finding]]) -> dict[str, tuple[OpenForm, ...]]:
    verdicts = batch.verdicts(form.source for form in batch.counted)
    secret = {(each.file, each.sheet, each.form) for each in batch.standing.findings if each.reveals}
    found: dict[str, list[OpenForm]] = {}
    for form in batch.counted:
        source = form.source
        if verdicts[source] != PASSED:
            place = (source.file, source.sheet, source.range)
            findings = () if place in secret else _worst_first(each.for_its_unit() for each in of_form.get(place, ()))
            name = NOT_PUBLIC if place in secret else form.text("/project_name") or NO_PROJECT
            found.setdefault(form.text("/unit") or NO_UNIT, []).append(OpenForm(name, form.kind, verdicts[source], findings))
    return {unit: tuple(forms) for unit, forms in found.items()}


def _worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda each: SEVERITIES.index(each.severity)))
