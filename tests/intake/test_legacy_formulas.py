"""Formulas of an .xls that no program calculated: calculated where they are sums, else told, and never taken for blank."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
import xlwt

from tests.intake.packages import LIMITS
from xlperf.intake.formats.formulas import legacy_formulas
from xlperf.intake.sheet import Cell, Sheet
from xlperf.intake.workbook_reader import parse_workbook


def _read(*formulas: str) -> Sheet:
    """Return a sheet with numbers in its first column and formulas in its second, as xlwt writes them: without results."""
    book, held = xlwt.Workbook(), BytesIO()
    sheet = book.add_sheet("申报表")
    for row, number in enumerate((30, 12, 6)):
        sheet.write(row, 0, number)
    sheet.write(3, 0, "甲")
    for row, each in enumerate(formulas):
        sheet.write(row, 1, xlwt.Formula(each))
    book.save(held)
    return parse_workbook(held.getvalue(), LIMITS).sheets[0]


@pytest.mark.parametrize(
    ("formula", "result"),
    [("SUM(A1:A3)", "48"), ("A1+A2", "42"), ("(A1-A3)", "24"), ("ROUND(A1/A2;1)", "2.5"), ("MAX(A1;A3)", "30")],
)
def test_a_sum_that_nobody_calculated_is_calculated(formula: str, result: str) -> None:
    """No sum is the empty text that the file holds for it; the cell was said to be blank."""
    cell = _read(formula).cells[1, 2]
    assert (cell.value, cell.kind, cell.formula, cell.computed) == (Decimal(result), "number", True, True)


def test_what_cannot_be_calculated_is_told_with_its_formula() -> None:
    """A sum beside it shows that nobody calculated the workbook: what is looked up in a table is unknown, not blank."""
    sheet = _read("SUM(A1:A3)", "VLOOKUP(A1;A1:B3;2;0)")
    assert (sheet.cells[1, 2].value, sheet.cells[2, 2].kind) == (Decimal(48), "uncached")
    assert str(sheet.cells[2, 2].value).startswith("=VLOOKUP(")


@pytest.mark.parametrize("formula", ['IF(A1=30;"";A1)', "A4", 'A4&""', "VLOOKUP(A1;A1:B3;2;0)"])
def test_an_empty_text_that_may_be_meant_is_blank(formula: str) -> None:
    """Excel stores the empty text where a formula says so: such a cell is blank, and no formula is at fault."""
    assert (1, 2) not in _read(formula).cells


def test_the_workbook_is_whole_where_its_records_are_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found in the records beside the library costs no cell."""
    monkeypatch.setattr(legacy_formulas, "_PARTS", 1 << 20)
    sheet = _read("SUM(A1:A3)")
    assert sheet.cells[1, 1] == Cell(Decimal(30), "number")
