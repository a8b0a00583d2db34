"""What every sheet of a summary is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xlperf.book.book_report import SummaryOptions
from xlperf.book.cell_writer import Link
from xlperf.book.links import SourceLinks
from xlperf.forms.form import Form, FormKind
from xlperf.forms.money_fields import MONEY_FIELDS
from xlperf.history.changes import Change
from xlperf.history.handwritten import Carried
from xlperf.history.round_ledger import Rounds
from xlperf.run.results import Batch
from xlperf.summary.print.print_plan import PrintPlan, print_plan
from xlperf.summary.print.printed_amounts import PrintedAmount, printed_amounts
from xlperf.summary.tables.finding_rows import FindingTable, finding_table
from xlperf.summary.tables.projects import ProjectTable, project_table
from xlperf.summary.tables.self_evaluations import EvaluationTable, evaluation_table
from xlperf.summary.tables.sources import SourceTable, source_table
from xlperf.summary.tables.statistics import Statistics, statistics


@dataclass(frozen=True, slots=True)
class SummaryContext:
    """The batch, worked out as far as more than one sheet needs it.

    Attributes:
        batch: what the run found.
        options: how the summary is written.
        links: addresses of source cells.
        projects: rows and sums of the 汇总表, which other sheets refer to.
        evaluations: rows and sums of the 自评汇总表.
        prints: where each form stands on the print sheets.
        statistics: rows and sums of the 分类统计.
        changes: what is not as it was when the summary was last written.
        carried: what the clerk wrote into the last summary and stands in this one, too.
        rounds: what went back to the units before, and when.
        findings: rows of the 校验结果.
        sources: what every file brought, counted from the files.
        printed: the money on the print sheets, by the kind of form.
    """

    batch: Batch
    options: SummaryOptions
    links: SourceLinks
    projects: ProjectTable
    evaluations: EvaluationTable
    prints: PrintPlan
    statistics: Statistics
    changes: tuple[Change, ...] = ()
    rounds: Rounds = field(default_factory=Rounds)
    carried: Carried = field(default_factory=Carried)
    findings: FindingTable = field(init=False, repr=False, compare=False)
    sources: SourceTable = field(init=False, repr=False, compare=False)
    printed: Mapping[FormKind, tuple[PrintedAmount, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        printed = {kind: printed_amounts(self.prints, kind, [name for name, _ in fields]) for kind, fields in MONEY_FIELDS.items()}
        object.__setattr__(self, "findings", finding_table(self.batch))
        object.__setattr__(self, "sources", source_table(self.batch))
        object.__setattr__(self, "printed", printed)

    def form_link(self, form: Form) -> Link:
        """Return the link to the first cell of a form in the file that was sent."""
        source = form.source
        cell = source.cell
        return Link(self.links.to(source.file, source.sheet, cell), cell)


def summary_context(
    batch: Batch,
    options: SummaryOptions,
    changes: tuple[Change, ...] = (),
    rounds: Rounds | None = None,
    carried: Carried | None = None,
) -> SummaryContext:
    """Work out a batch as far as more than one sheet needs it.

    Raises:
        LayoutError: a template workbook cannot be read.
    """
    projects, evaluations = project_table(batch), evaluation_table(batch)
    return SummaryContext(
        batch,
        options,
        SourceLinks(options.link_base),
        projects,
        evaluations,
        print_plan(batch, options, projects),
        statistics(batch, projects, evaluations),
        changes,
        rounds or Rounds(),
        carried or Carried(),
    )
