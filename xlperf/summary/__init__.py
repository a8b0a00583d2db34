"""The summary workbook (汇总表): one module a sheet, one theme."""

from xlperf.book.book_report import MARK, CutText, SheetReport, SummaryOptions, SummaryReport
from xlperf.book.delivery import ensure_writable
from xlperf.run.titles import summary_title
from xlperf.summary.workbook import SHEETS, render_summary, write_summary

__all__ = [
    "MARK",
    "SHEETS",
    "CutText",
    "SheetReport",
    "SummaryOptions",
    "SummaryReport",
    "ensure_writable",
    "render_summary",
    "summary_title",
    "write_summary",
]
