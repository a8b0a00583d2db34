"""Intake: files become sheets.  Knows formats and limits, not what a form is."""

from xlperf.intake.workbook_reader import read_workbook

__all__ = ["read_workbook"]
