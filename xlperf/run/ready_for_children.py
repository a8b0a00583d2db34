"""What forked children share: patterns, templates and rules made ready once, in the parent, before there are children.

A pattern is made ready by its first text (``data/lazy_patterns.py``).  Left to the children, each of them spends a sixth of a
second on the same two hundred and fifty patterns, and the parent once more when it reads the blank form to print on.
"""

from __future__ import annotations

from dataclasses import replace

from xlperf.data.money import YUAN
from xlperf.forms import read_forms
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.templates.template import blank_sheet, blank_workbook, workbook_path
from xlperf.forms.templates.trial import trial_entries
from xlperf.intake.sheet import Workbook
from xlperf.intake.template_look import template_workbook
from xlperf.run.run_settings import RunSettings, rule_book


def make_ready(settings: RunSettings) -> None:
    """Read and judge a form filled in on trial, so that what reading and judging need is there when children are forked.

    The form is one of ours and what comes of it is thrown away: no file of a unit is opened here, outside the fences.
    """
    forms = _trial_forms()
    if settings.judge:
        book = rule_book(settings)
        for form in forms:
            book.judge_form(form, settings.context)
        book.judge_file(FileResult(forms[0].source.file, "read", forms=forms), settings.context)


def _trial_forms() -> tuple[Form, ...]:
    """Return the first form that comes with xlperf, filled in on trial and read by the layouts that do."""
    layout = next(each for each in load_layouts() if each.workbooks)
    path = workbook_path(layout, blank_workbook(layout, None))
    sheet, blank = blank_sheet(template_workbook(path), layout, path)
    cells = {**sheet.cells, **{each.at: each.content for each in trial_entries(sheet, blank, YUAN)}}
    return read_forms(Workbook("xlsx", (replace(sheet, cells=cells),)), path.name, load_layouts(), load_vocabulary()).forms
