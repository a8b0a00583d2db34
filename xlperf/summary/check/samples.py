"""What must stand in a finished summary: a sample of cells and every sum, straight from the batch.

Taken from the forms and not from what the sheets were given, so that a row or a
column out of place shows.  The sample is spread evenly and always the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from xlperf.book.sheet_writer import HEADER_ROW
from xlperf.summary.sheets import (
    finding_sheet,
    indicator_sheet,
    overview_sheet,
    project_sheet,
    self_evaluation_sheet,
    source_sheet,
    statistics_sheet,
)
from xlperf.summary.summary_context import SummaryContext
from xlperf.summary.tables import source_columns
from xlperf.summary.tables.finding_rows import NAME as FINDINGS
from xlperf.summary.tables.overview import overview
from xlperf.summary.tables.projects import ANNUAL, amount_sum
from xlperf.summary.tables.source_columns import At

SAMPLE = 20
"""Rows looked at on each sheet, its first and last among them."""

_FIRST = HEADER_ROW + 1
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Meant:
    """A cell (row and column 0-based) and what must stand in it."""

    sheet: str
    row: int
    column: int
    value: str | float | None


def samples(context: SummaryContext) -> Iterator[Meant]:
    """Yield the cells of all lists that are looked at again."""
    yield from _overview(context)
    if context.projects.groups:
        yield from _projects(context)
        yield from _statistics(context)
    yield from _indicators(context)
    yield from _evaluations(context)
    yield from _findings(context)
    yield from _sources(context)


def spread(items: Sequence[_Item]) -> Iterator[tuple[int, _Item]]:
    """Yield up to ``SAMPLE`` items with their places, the first, the last and some between."""
    last = len(items) - 1
    for index in sorted({last * step // (SAMPLE - 1) for step in range(SAMPLE)} if items else ()):
        yield index, items[index]


def _overview(context: SummaryContext) -> Iterator[Meant]:
    found = overview(context.batch, context.projects, context.evaluations)
    line = overview_sheet.verdict_line(found, source_sheet.balanced(context))
    yield Meant(overview_sheet.NAME, overview_sheet.VERDICT_ROW, 0, line)


def _projects(context: SummaryContext) -> Iterator[Meant]:
    name, table = project_sheet.NAME, context.projects
    annual = project_sheet.MONEY_AT[ANNUAL]
    for _, each in spread(table.projects):
        amount = each.amounts[ANNUAL]
        yield Meant(name, each.row, 0, each.number)
        yield Meant(name, each.row, project_sheet.At.PROJECT, each.form.text("/project_name"))
        yield Meant(name, each.row, annual, float(amount) if isinstance(amount, Decimal) else amount)
        yield Meant(name, each.row, project_sheet.At.VERDICT, each.verdict)
    yield Meant(name, table.total_row, project_sheet.COUNTED, len(table.projects))
    yield Meant(name, table.total_row, annual, float(amount_sum(table.projects, ANNUAL)))


def _statistics(context: SummaryContext) -> Iterator[Meant]:
    name, table = statistics_sheet.NAME, context.projects
    row = statistics_sheet.total_row(context.statistics)
    yield Meant(name, row, statistics_sheet.At.PROJECTS, len(table.projects))
    yield Meant(name, row, statistics_sheet.At.ANNUAL, float(amount_sum(table.projects, ANNUAL)))


def _indicators(context: SummaryContext) -> Iterator[Meant]:
    wanted = {index for index, _ in spread(range(sum(len(form.rows) for form in context.batch.counted)))}
    columns = indicator_sheet.places(context)
    lines = ((form, fields) for form in context.batch.counted for fields in form.rows)
    for row, (form, fields) in ((_FIRST + index, line) for index, line in enumerate(lines) if index in wanted):
        yield Meant(indicator_sheet.NAME, row, columns[indicator_sheet.PROJECT], form.text("/project_name"))
        for header, field in ((indicator_sheet.LEVEL3, "level3"), (indicator_sheet.TARGET_TEXT, "target")):
            yield Meant(indicator_sheet.NAME, row, columns[header], indicator_sheet.field_text(fields, field))


def _evaluations(context: SummaryContext) -> Iterator[Meant]:
    name = self_evaluation_sheet.NAME
    for _, each in spread(context.evaluations.evaluations):
        yield Meant(name, each.row, 0, each.number)
        yield Meant(name, each.row, self_evaluation_sheet.PROJECT_NAME, each.form.text("/project_name"))


def _findings(context: SummaryContext) -> Iterator[Meant]:
    columns = finding_sheet.places(context)
    for _, each in spread(context.findings.findings):
        yield Meant(FINDINGS, each.row, columns["规则"], each.finding.rule)
        yield Meant(FINDINGS, each.row, columns["文件"], each.finding.file)
        yield Meant(FINDINGS, each.row, columns["问题"], each.finding.message)


def _sources(context: SummaryContext) -> Iterator[Meant]:
    for index, each in spread(context.batch.files):
        yield Meant(source_columns.NAME, _FIRST + index, At.FILE, each.file)
        yield Meant(source_columns.NAME, _FIRST + index, At.SHA256, "" if each.notable == "own_output" else each.sha256)
