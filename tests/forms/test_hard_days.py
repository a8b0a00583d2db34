"""Odd cells in faultless forms, read from a package and judged: nothing is lost in silence, nobody is accused of nothing."""

from __future__ import annotations

import unicodedata

import pytest

from tests.forms.hard_days import Odd, all_odd
from tests.forms.odd_workbook import declaration, evaluation
from tests.intake.packages import LIMITS
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import read_forms
from xlperf.forms.record import form_record
from xlperf.intake.workbook_reader import parse_workbook
from xlperf.rules import Context, Finding, load_rule_book

_BOOK = load_rule_book()


def _read(odd: Odd) -> tuple[Form, list[Finding]]:
    """Return the form of a workbook, and what the rules find in it and in its file."""
    data = declaration(odd.cells, odd.rows) if odd.form == "d" else evaluation(odd.cells, odd.rows)
    read = read_forms(parse_workbook(data, LIMITS), "表.xlsx", load_layouts(), load_vocabulary())
    (form,) = read.forms
    file = FileResult("表.xlsx", "read", forms=read.forms, remarks=read.remarks)
    return form, [*_BOOK.judge_form(form, Context()).findings, *_BOOK.judge_file(file, Context()).findings]


def _at(record: object, pointer: str) -> object:
    for part in pointer.split("/")[1:]:
        if isinstance(record, list):
            record = record[int(part)] if int(part) < len(record) else None
        else:
            record = record.get(part) if isinstance(record, dict) else None
    return record


def _folded(value: object) -> object:
    """Return a value as it compares: radicals of KangXi stay as the unit wrote them."""
    return unicodedata.normalize("NFKC", value) if isinstance(value, str) and any("⺀" <= each <= "⿕" for each in value) else value


def _is_told(finding: Finding, pattern: str) -> bool:
    return pattern in (finding.rule, f"@{finding.cell}")


def test_the_forms_are_faultless_before_anything_is_odd() -> None:
    """What the table finds is the oddness and nothing else."""
    for kind in ("d", "s"):
        _, found = _read(Odd("plain", kind, {}))
        assert [each for each in found if each.severity == "error"] == []


@pytest.mark.parametrize("odd", all_odd(), ids=lambda odd: f"{odd.kind}-{odd.form}")
def test_odd_cells(odd: Odd) -> None:
    """Each value is read as a person sees it, or is no value and told; what is right is no error."""
    form, found = _read(odd)
    record = form_record(form)
    for pointer, wanted in odd.values.items():
        assert _folded(_at(record, pointer)) in (wanted if isinstance(wanted, tuple) else (wanted,)), pointer
    assert not [each.message for each in found if each.rule in odd.quiet]
    if odd.told:
        assert any(_is_told(each, pattern) for each in found for pattern in odd.told), [each.message for each in found]
    else:
        assert [each.message for each in found if each.severity == "error"] == []
