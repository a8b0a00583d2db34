"""Nil returns (零报): a form, a sheet or a line that says 本年无项目 in place of a project."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.data.resources import load_json
from xlperf.forms.file_result import NilReturn
from xlperf.forms.form import Form
from xlperf.forms.values.wordings import label_words, wording
from xlperf.intake.sheet import Sheet, Workbook

_YEAR = lazy_pattern(r"20\d\d(?=年)")
# 如无项目, 无项目的单位请…: an instruction, and no unit's word.
_CONDITION = lazy_pattern(wording("nil_conditions"))
_INDICATOR = ("level3", "target")
_TEXTS = ("/overall_goal", "/annual_goal", "/budget_goal", "/actual_completion")


def without_nil_forms(forms: Iterable[Form]) -> tuple[tuple[Form, ...], tuple[NilReturn, ...]]:
    """Return the forms that state a project, and what the others say: no project, no money, no indicator."""
    kept: list[Form] = []
    nil: list[NilReturn] = []
    for form in forms:
        if _is_nil(form):
            nil.append(NilReturn(form.text("/unit"), form.text("/department"), form.year, form.text("/project_name")))
        else:
            kept.append(form)
    return tuple(kept), tuple(nil)


def nil_statement(workbook: Workbook) -> NilReturn | None:
    """Return what a workbook without a filled form says, None where it says no such thing."""
    for sheet in workbook.sheets:
        texts = [cell.value for _, cell in sorted(sheet.cells.items()) if isinstance(cell.value, str)]
        if said := nil_words(texts):
            unit, department = (_labelled(sheet, label_words(f"{kind}_of_nil_returns")) for kind in ("units", "departments"))
            return NilReturn(unit, department, said[1], said[0])
    return None


def nil_words(texts: Sequence[str]) -> tuple[str, int | None] | None:
    """Return the first of some texts that says 本年无项目, and the year that it or another one names; None for none."""
    said = next((text for text in texts if says_nothing(text)), None)
    if said is None:
        return None
    year = next((found[0] for text in (said, *texts) if (found := _YEAR.search(bare(text)))), None)
    return said.strip(), int(year) if year else None


def says_nothing(text: str) -> bool:
    """Tell whether a text says 本年无项目, and is no instruction about it."""
    said = bare(text)
    return _pattern().fullmatch(said) is not None and not _CONDITION.search(said)


def _is_nil(form: Form) -> bool:
    if not says_nothing(form.text("/project_name")):
        return False
    amounts = (each.value for each in form.fields if each.name.startswith("/funding/"))
    written = any(not says_nothing(form.text(name)) and len(form.text(name)) > 2 for name in _TEXTS)
    rows = any(each.raw.strip(" 　无-—/") for row in form.rows for column, each in row.items() if column in _INDICATOR)
    return not written and not rows and not any(amounts)


def _labelled(sheet: Sheet, labels: tuple[str, ...]) -> str:
    """Return what stands right of one of the labels, or behind it in its own cell."""
    for (row, column), cell in sorted(sheet.cells.items()):
        label, _, rest = bare(str(cell.value)).partition(":")
        if label not in labels:
            continue
        if rest:
            return rest
        right = [place for place in sheet.cells if place[0] == row and place[1] > column]
        if right:
            return str(sheet.cells[min(right)].value).strip()
    return ""


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(each) for each in load_json("schemas", "roster.json")["nothing"] if len(each) > 1)
    end = f"(?:{wording('behind_nil')})?(?:[,。;]?(?:{wording('ends_of_nil')}))?"
    return lazy_pattern(rf"[^,。;:!?]{{0,30}}?(?:{words}){end}[。!.]?")
