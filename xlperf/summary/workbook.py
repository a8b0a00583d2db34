"""The summary workbook: its sheets in the order of the contract, made whole, then delivered."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from xlperf.book.book_report import (
    DIGEST_PROPERTY,
    MANIFEST_PROPERTIES,
    MARK,
    SHEETS_PROPERTY,
    SummaryOptions,
    SummaryReport,
)
from xlperf.book.cell_text import fit_for_xml
from xlperf.book.delivery import deliver
from xlperf.book.lean_workbook import LeanWorkbook
from xlperf.book.lean_worksheet import ListWorksheet
from xlperf.book.sheet_writer import SheetWriter
from xlperf.book.theme import Theme
from xlperf.history.changes import Change
from xlperf.history.handwritten import Carried
from xlperf.history.round_ledger import Rounds
from xlperf.run.results import Batch
from xlperf.run.titles import summary_title
from xlperf.summary.check.summary_check import verify
from xlperf.summary.earlier.snapshot import snapshot_of
from xlperf.summary.print.print_plan import DECLARATIONS, EVALUATIONS
from xlperf.summary.sheets import (
    change_sheet,
    finding_sheet,
    indicator_sheet,
    level_sheet,
    overview_sheet,
    project_sheet,
    quality_sheet,
    self_evaluation_sheet,
    source_sheet,
    statistics_sheet,
    submission_sheet,
    year_sheet,
)
from xlperf.summary.sheets.print_sheet import write_print_sheet
from xlperf.summary.summary_context import SummaryContext, summary_context

WRITER_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
CREATED = datetime(2000, 1, 1)
"""The same for every summary: the same input gives the same bytes."""


@dataclass(frozen=True, slots=True)
class SummarySheet:
    """One sheet of the summary.

    Attributes:
        name: on its tab.
        write: writes it and returns how many rows it lists.
        wanted: tells whether this batch has such a sheet.
        names: of the sheets where one may not hold everything; they are written one by one.
    """

    name: str
    write: Callable[[SheetWriter, SummaryContext], int]
    wanted: Callable[[SummaryContext], bool] = lambda context: True
    names: Callable[[SummaryContext], Sequence[str]] | None = None

    def sheets(self, context: SummaryContext) -> Sequence[str]:
        """Return the names of the sheets that this batch has of it."""
        if not self.wanted(context):
            return ()
        return self.names(context) if self.names else (self.name,)


SHEETS: tuple[SummarySheet, ...] = (
    SummarySheet(overview_sheet.NAME, overview_sheet.write_overview),
    SummarySheet(project_sheet.NAME, project_sheet.write_projects, project_sheet.is_wanted),
    SummarySheet(statistics_sheet.NAME, statistics_sheet.write_statistics, statistics_sheet.is_wanted),
    SummarySheet(indicator_sheet.NAME, indicator_sheet.write_indicators, indicator_sheet.is_wanted),
    SummarySheet(DECLARATIONS, write_print_sheet, names=lambda context: context.prints.names("declaration")),
    SummarySheet(self_evaluation_sheet.NAME, self_evaluation_sheet.write_evaluations, self_evaluation_sheet.is_wanted),
    SummarySheet(EVALUATIONS, write_print_sheet, names=lambda context: context.prints.names("self_evaluation")),
    SummarySheet(finding_sheet.NAME, finding_sheet.write_findings, finding_sheet.is_wanted),
    SummarySheet(source_sheet.NAME, source_sheet.write_sources),
    SummarySheet(year_sheet.NAME, year_sheet.write_year_changes, lambda context: bool(context.batch.year_changes)),
    SummarySheet(level_sheet.NAME, level_sheet.write_levels, level_sheet.is_wanted),
    SummarySheet(submission_sheet.NAME, submission_sheet.write_submissions, lambda context: context.batch.submissions is not None),
    SummarySheet(quality_sheet.NAME, quality_sheet.write_quality, quality_sheet.is_wanted),
    SummarySheet(change_sheet.NAME, change_sheet.write_changes, lambda context: bool(context.changes)),
)
"""Every sheet in the order of its tab, which is that of the public contract; 报送情况 and 变动 stand last."""


def write_summary(
    batch: Batch,
    path: Path,
    options: SummaryOptions | None = None,
    changes: tuple[Change, ...] = (),
    rounds: Rounds | None = None,
    carried: Carried | None = None,
    phase: Callable[[str], None] = lambda name: None,
) -> SummaryReport:
    """Write the 汇总表 workbook of a batch.

    The workbook is made whole in memory, opened again and held against what was meant,
    written beside the target and renamed: an existing output is replaced in one step
    or left as it was.

    Args:
        batch: what the run found.
        path: where the workbook goes; its folder must exist.
        options: how it is written.
        changes: what is not as it was when the workbook was last written, for the 变动.
        rounds: what went back to the units before, for the 报送质量.
        carried: what the clerk wrote into the last summary, for 备注 and 处理情况.
        phase: told when writing (写出) and checking (核对) begin.

    Returns:
        what was written, and whether the totals account for everything that came in.

    Raises:
        OutputError: the workbook cannot be written there, or is not what it should be.
    """
    context = summary_context(batch, options or SummaryOptions(), changes, rounds, carried)
    phase("写出")
    content, report = render(context)
    phase("核对")
    verify(content, context, report.sheets)
    deliver(content, path)
    return report


def render_summary(
    batch: Batch,
    options: SummaryOptions,
    changes: tuple[Change, ...] = (),
    rounds: Rounds | None = None,
    carried: Carried | None = None,
) -> tuple[bytes, SummaryReport]:
    """Return the bytes of the workbook, the same for the same arguments (see ``write_summary``), and what is in it."""
    return render(summary_context(batch, options, changes, rounds, carried))


def render(context: SummaryContext) -> tuple[bytes, SummaryReport]:
    """Return the bytes of the workbook and what is in it, not yet verified."""
    title = summary_title(context.batch)
    stream = BytesIO()
    workbook = LeanWorkbook(stream, WRITER_OPTIONS)
    workbook.set_properties({"title": fit_for_xml(title), "keywords": MARK, "created": CREATED})
    workbook.set_custom_property(DIGEST_PROPERTY, snapshot_of(context.batch).digest)
    if (manifest := context.batch.manifest) is not None:
        for name, what in MANIFEST_PROPERTIES.items():
            if digest := manifest.digest(what):
                workbook.set_custom_property(name, digest)
    theme = Theme(workbook)
    reports = []
    for sheet in SHEETS:
        for name in sheet.sheets(context):
            worksheet = workbook.add_worksheet(name, ListWorksheet)
            writer = SheetWriter(worksheet, name, theme, context.options)
            reports.append(writer.report(sheet.write(writer, context)))
            worksheet.finish()
    workbook.set_custom_property(SHEETS_PROPERTY, "/".join(each.name for each in reports))
    workbook.close()
    content = stream.getvalue()
    return content, SummaryReport(
        title,
        tuple(reports),
        source_sheet.balanced(context),
        context.projects.unread_amounts,
        len(content),
        hashlib.sha256(content).hexdigest(),
    )
