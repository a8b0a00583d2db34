"""The texts of boxes that lie over a sheet."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
import xlsxwriter

from xlperf.intake.limits import intake_settings
from xlperf.intake.sheet import SetAside
from xlperf.intake.workbook_reader import parse_workbook


def _workbook() -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("申报表")
        sheet.write("A1", "标题")
        sheet.insert_textbox("C5", "以此为准：\n320000")
        sheet.insert_textbox("D9", "")
    return out.getvalue()


def test_the_text_of_a_box_stands_at_the_cell_under_it() -> None:
    """Its lines are kept apart; a box without a text, such as a frame, says nothing; no cell gets the text."""
    sheet = parse_workbook(_workbook(), intake_settings().limits).sheets[0]
    assert sheet.set_aside == {(5, 3): SetAside("text_box", "以此为准：\n320000")}
    assert list(sheet.cells) == [(1, 1)]


@pytest.mark.parametrize("broken", [b"<a", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", b"\x00\xff"])
def test_a_broken_drawing_costs_nothing(broken: bytes) -> None:
    """The sheet is read all the same."""
    out = BytesIO()
    with ZipFile(BytesIO(_workbook())) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, broken if name == "xl/drawings/drawing1.xml" else source.read(name))
    sheet = parse_workbook(out.getvalue(), intake_settings().limits).sheets[0]
    assert (sheet.set_aside, list(sheet.cells)) == ({}, [(1, 1)])
