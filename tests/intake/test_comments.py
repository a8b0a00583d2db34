"""The comments on the cells of a sheet."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
import xlsxwriter

from tests.intake.opendocuments import read, row, table
from tests.intake.packages import LIMITS
from xlperf.intake.sheet import SetAside
from xlperf.intake.workbook_reader import parse_workbook


def _workbook() -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("申报表")
        sheet.write("A1", "标题")
        sheet.write_comment("AB12", "周岚：\n实为40万元")
        sheet.write_comment("D9", "")
    return out.getvalue()


def test_a_comment_stands_at_its_cell() -> None:
    """Its lines are kept apart; an empty one says nothing; no cell gets the text."""
    (sheet,) = parse_workbook(_workbook(), LIMITS).sheets
    assert sheet.set_aside == {(12, 28): SetAside("comment", "周岚：\n实为40万元")}
    assert list(sheet.cells) == [(1, 1)]


@pytest.mark.parametrize("broken", [b"<a", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", b"\x00\xff", b"<comments/>"])
def test_broken_comments_cost_nothing(broken: bytes) -> None:
    """The sheet is read all the same."""
    out = BytesIO()
    with ZipFile(BytesIO(_workbook())) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, broken if "comments" in name else source.read(name))
    (sheet,) = parse_workbook(out.getvalue(), LIMITS).sheets
    assert (sheet.set_aside, list(sheet.cells)) == ({}, [(1, 1)])


def test_a_comment_of_an_opendocument_spreadsheet() -> None:
    """It stands in its cell there, blank cells included."""
    note = "<office:annotation><text:p>周岚：</text:p><text:p>实为40万元</text:p></office:annotation>"
    (sheet,) = read(table(row(f"<table:table-cell>{note}</table:table-cell>"))).sheets
    assert sheet.set_aside == {(1, 1): SetAside("comment", "周岚：\n实为40万元")}
    assert sheet.cells == {}
