"""What every sheet of a summary is made from."""

from __future__ import annotations

from dataclasses import dataclass

from xlperf.book.book_report import SummaryOptions
from xlperf.book.links import SourceLinks
from xlperf.book.sheet_writer import Link
from xlperf.forms.form import Form
from xlperf.history.changes import Change
from xlperf.run.results import Batch
from xlperf.summary.print.print_plan import PrintPlan, print_plan
from xlperf.summary.tables.projects import ProjectTable, project_table
from xlperf.summary.tables.self_evaluations import EvaluationTable, evaluation_table
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
    """

    batch: Batch
    options: SummaryOptions
    links: SourceLinks
    projects: ProjectTable
    evaluations: EvaluationTable
    prints: PrintPlan
    statistics: Statistics
    changes: tuple[Change, ...] = ()

    def form_link(self, form: Form) -> Link:
        """Return the link to the first cell of a form in the file that was sent."""
        source = form.source
        cell = source.range.partition(":")[0]
        return Link(self.links.to(source.file, source.sheet, cell), cell)


def summary_context(batch: Batch, options: SummaryOptions, changes: tuple[Change, ...] = ()) -> SummaryContext:
    """Work out a batch as far as more than one sheet needs it.

    Raises:
        LayoutError: a template workbook cannot be read.
    """
    projects = project_table(batch)
    return SummaryContext(
        batch,
        options,
        SourceLinks(options.link_base),
        projects,
        evaluation_table(batch),
        print_plan(batch, options, projects),
        statistics(batch, projects),
        changes,
    )
