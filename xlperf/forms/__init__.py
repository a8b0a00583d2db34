"""Forms: sheets become declarations and self-evaluations.  Knows labels and layouts, not openpyxl and not rules."""

from xlperf.forms.reading.form_reader import WorkbookForms, read_forms

__all__ = ["WorkbookForms", "read_forms"]
