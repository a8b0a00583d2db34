"""Tables that go on on a sheet of their own: rows of indicators, with or without the headings again, of a form on a sheet before.

They are told and not read: what a form holds stands on one sheet, by whose addresses every value is found again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlperf.forms.form import ROWS_ELSEWHERE, Form, Remark
from xlperf.forms.layouts.layout import Layout
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.labels import Window
from xlperf.forms.reading.uncovered import uncovered_tables
from xlperf.forms.values.form_text import key_of, without_tail
from xlperf.intake.sheet import Sheet, row_of


def continued(
    forms: Sequence[Form], sheet: Sheet, window: Window, layouts: Sequence[Layout], words: Vocabulary
) -> tuple[Form, Remark] | None:
    """Return the last form with a mark that its table goes on elsewhere, and the remark that says so.

    None where a sheet has no table of indicators, or one with a title of its own or a heading that the form's layout does not
    know: it may be of another kind.
    """
    told = uncovered_tables(sheet, window, (), layouts, words)
    layout = next((each for each in layouts if each.id == forms[-1].template), None)
    if layout is None or len(told) != 1 or told[0].detail["part"] != "table":
        return None
    title = key_of(told[0].detail["label"])
    if forms[-1].rows and title != key_of(sheet.name) and not without_tail(title).endswith((*layout.titles, *layout.continuations)):
        return None  # a table of its own
    known = layout.label_keys | layout.table.side_keys
    line = window.row(row_of(told[0].cell))
    heads = [each for each in line if each.is_one_of(known)]
    if heads and len(heads) < len(line):
        return None
    form, columns = forms[-1], {each.label for each in layout.table.columns}
    kept = [each for each in form.remarks if form.rows or each.kind != "missing_label" or each.detail["label"] not in columns]
    totals = {each.field for each in layout.table.total_fields}  # the closing row stands elsewhere, too
    fields = tuple(each for each in form.fields if each.name not in totals or not each.blank or each.cell is not None)
    marked = replace(form, fields=fields, remarks=(*kept, Remark(ROWS_ELSEWHERE, sheet.name, told[0].cell)))
    return marked, replace(told[0], detail={**told[0].detail, "part": "continued", "label": form.source.sheet})
