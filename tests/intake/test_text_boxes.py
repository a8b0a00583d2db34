"""The texts of boxes that lie over a sheet."""

from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZipFile

import pytest
import xlsxwriter

from tests.intake.binary_workbooks import xlsb
from xlperf.intake.formats.legacy_boxes import legacy_boxes
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


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _drawn(object_kind: int, row: int, column: int, text: str) -> bytes:
    """Return the records of a shape of an .xls with a text, as Excel 97 to 2003 write them."""
    anchor = struct.pack("<HHI", 0, 0xF010, 18) + struct.pack("<9H", 2, column, 0, row, 0, column + 1, 9, row + 1, 9)
    shape = struct.pack("<HHI", 0xF, 0xF004, len(anchor)) + anchor
    group = struct.pack("<HHI", 0xF, 0xF002, len(shape)) + shape
    described = struct.pack("<HHHHH", 0x15, 18, object_kind, 1, 0) + bytes(12)
    said = bytes([1]) + text.encode("utf-16-le")
    head = struct.pack("<HHHHHHHI", 0, 0, 0, 0, 0, len(text), 16, 0)
    return (
        _record(0xEC, group)
        + _record(0x5D, described)
        + _record(0xEC)
        + _record(0x1B6, head)
        + _record(0x3C, said)
        + _record(0x3C, bytes(16))
    )


def test_boxes_of_an_old_workbook() -> None:
    """A text box and a rectangle say what they say where they stand; a comment and what belongs to the next sheet do not."""
    sheet = (
        _record(0x809, bytes(16))
        + _drawn(6, 4, 2, "以此为准：\n320000")
        + _drawn(25, 1, 1, "批注")
        + _drawn(2, 8, 0, "续表")
        + _record(0x0A)
    )
    stream = b"head" + sheet + _record(0x809, bytes(16)) + _drawn(6, 0, 0, "另一张") + _record(0x0A)
    assert legacy_boxes(stream, 4) == {(5, 3): SetAside("text_box", "以此为准：\n320000"), (9, 1): SetAside("text_box", "续表")}


@pytest.mark.parametrize("cut", range(0, 150, 7))
def test_a_drawing_of_an_old_workbook_that_is_cut_off_costs_nothing(cut: int) -> None:
    """Nothing is raised, and no text is invented."""
    stream = _record(0x809, bytes(16)) + _drawn(6, 4, 2, "以此为准")
    assert all(each.text == "以此为准" for each in legacy_boxes(stream[: len(stream) - cut], 0).values())


def test_boxes_of_a_binary_package() -> None:
    """An .xlsb keeps its drawings in the same part as an .xlsx."""
    with ZipFile(BytesIO(_workbook())) as source:
        drawing = source.read("xl/drawings/drawing1.xml").decode()
    (sheet,) = parse_workbook(xlsb({(1, 1): "标题"}, drawing=drawing), intake_settings().limits).sheets
    assert sheet.set_aside == {(5, 3): SetAside("text_box", "以此为准：\n320000")}
