"""What the 来源核对 accounts for, worked out before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form, FormKind, Source
from xlperf.forms.money_fields import MONEY_FIELDS
from xlperf.run.results import Batch, Elsewhere
from xlperf.summary.tables.figures import amount_in
from xlperf.summary.tables.projects import AMOUNTS, ANNUAL

_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class FileLine:
    """What one file brought.

    Attributes:
        file: the file and its fate.
        declarations, evaluations: forms of each kind found in it.
        counted: forms that enter the totals; left_out: forms that another version replaces.
        annual: sum of 年度资金申请总额 of all its declarations, in 元, rounded to 分 each;
            None when none could be read, which is not the same as 0.
        annual_left_out: the part of it that is not in the totals.
        amounts: for each kind the sums of its ``MONEY_FIELDS`` fields over its forms that no other version replaces.
        indicators: for each kind the indicators of these forms.
        unread: amounts of its declarations that could not be read.
    """

    file: FileResult
    declarations: int
    evaluations: int
    counted: int
    left_out: int
    annual: Decimal | None
    annual_left_out: Decimal | None
    amounts: Mapping[FormKind, tuple[Decimal | None, ...]]
    indicators: Mapping[FormKind, int]
    unread: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A form that is in no total because another version of it is counted."""

    form: Form
    chosen: Source
    why: str
    annual: Decimal | str | None


@dataclass(frozen=True, slots=True)
class SourceTable:
    """Every file and every form that is left out, in the order of input; and the files that other summaries list."""

    files: tuple[FileLine, ...]
    left_out: tuple[LeftOut, ...]
    elsewhere: Elsewhere = field(default_factory=Elsewhere)

    @property
    def in_folder(self) -> int:
        """How many files the folder holds, those that only other summaries list among them."""
        return len(self.files) + self.elsewhere.files

    def fates(self, fate: str) -> int:
        """Return how many files ended so."""
        return sum(each.file.fate == fate for each in self.files)

    def forms(self, kind: str) -> int:
        """Return how many forms of a kind were read."""
        return sum(each.declarations if kind == "declaration" else each.evaluations for each in self.files)

    def forms_left_out(self, kind: str) -> int:
        """Return how many forms of a kind are left out of the totals."""
        return sum(each.form.kind == kind for each in self.left_out)

    @property
    def annual(self) -> Decimal:
        """Sum of every 年度资金申请总额 that was read, in 元."""
        return _sum(each.annual for each in self.files) or _NOTHING

    def amount(self, kind: FormKind, index: int) -> Decimal:
        """Return the sum of a ``MONEY_FIELDS`` field over every form that is not left out, in 元."""
        return _sum(each.amounts[kind][index] for each in self.files) or _NOTHING

    def indicators(self, kind: FormKind) -> int:
        """Return the indicators of every form that is not left out."""
        return sum(each.indicators[kind] for each in self.files)

    @property
    def annual_left_out(self) -> Decimal:
        """The part of it that stands in forms which are left out."""
        return _sum(each.annual for each in self.left_out) or _NOTHING


def source_table(batch: Batch) -> SourceTable:
    """Work out the 来源核对 of a batch, from the files and not from what the totals list."""
    counted = frozenset(form.source for form in batch.counted)
    files = tuple(_file_line(file, counted, batch) for file in batch.files)
    left_out = tuple(
        LeftOut(form, batch.superseded[form.source], batch.reasons.get(form.source, ""), annual_amount(form))
        for file in batch.files
        for form in file.forms
        if form.source in batch.superseded
    )
    return SourceTable(files, left_out, batch.elsewhere)


def annual_amount(form: Form) -> Decimal | str | None:
    """Return 年度资金申请总额 of a declaration as the summary lists it; None for another form."""
    return amount_in(form.get(AMOUNTS[ANNUAL][0])) if form.kind == "declaration" else None


def _file_line(file: FileResult, counted: frozenset[Source], batch: Batch) -> FileLine:
    declared = [form for form in file.forms if form.kind == "declaration"]
    standing = [form for form in file.forms if form.source not in batch.superseded]
    kept = {kind: [form for form in standing if form.kind == kind] for kind in MONEY_FIELDS}
    replaced = [form for form in file.forms if form.source in batch.superseded]
    return FileLine(
        file=file,
        declarations=len(declared),
        evaluations=len(file.forms) - len(declared),
        counted=sum(form.source in counted for form in file.forms),
        left_out=len(replaced),
        annual=_sum(annual_amount(form) for form in declared),
        annual_left_out=_sum(annual_amount(form) for form in replaced),
        amounts={kind: _sums(kept[kind], fields) for kind, fields in MONEY_FIELDS.items()},
        indicators={kind: sum(len(form.rows) for form in kept[kind]) for kind in MONEY_FIELDS},
        unread=sum(_unread(form) for form in declared),
    )


def _sums(forms: Sequence[Form], fields: Iterable[tuple[str, str]]) -> tuple[Decimal | None, ...]:
    return tuple(_sum(amount_in(form.get(name)) for form in forms) for name, _ in fields)


def _unread(form: Form) -> int:
    return sum(isinstance(amount_in(form.get(name)), str) for name, _ in AMOUNTS)


def _sum(amounts: Iterable[Decimal | str | None]) -> Decimal | None:
    """Return the sum of the amounts that are some, None when there is none."""
    read = [amount for amount in amounts if isinstance(amount, Decimal)]
    return sum(read, _NOTHING) if read else None
