"""Texts put into a blank workbook: only its cells change."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from xlperf.errors import LayoutError
from xlperf.intake.formats.cell_texts import with_texts
from xlperf.intake.limits import intake_settings
from xlperf.intake.workbook_reader import parse_workbook


def blank() -> bytes:
    """Return a workbook of two sheets with formatted blanks, a number, a text and a drop-down list."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet("说明").write("A1", "填表说明")
    sheet, bold = book.add_worksheet("表"), book.add_format({"bold": True})
    sheet.write("A1", "（    年度）", bold)
    sheet.write_blank("B2", None, bold)
    sheet.write_number("C3", 10, bold)
    sheet.write("AB2", "远处", bold)
    sheet.data_validation("B2", {"validate": "list", "source": ["甲", "乙"]})
    book.close()
    return stream.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """Return every part of a workbook."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {each: package.read(each) for each in package.namelist()}


def test_cells_take_their_texts_and_nothing_else_changes() -> None:
    """Blank, text and number cells alike; every other part is the same, and of this one all but the cells."""
    before = blank()
    after = with_texts(before, "表", {"A1": "（2026年度）", "B2": "云岭区<文化>&旅游局", "C3": "=1+1"})
    sheet = parse_workbook(after, intake_settings().limits).sheets[1]
    assert {place: cell.value for place, cell in sheet.cells.items()} == {
        (1, 1): "（2026年度）",
        (2, 2): "云岭区<文化>&旅游局",
        (3, 3): "=1+1",
        (2, 28): "远处",
    }
    assert all(cell.kind == "text" and not cell.formula for cell in sheet.cells.values())
    changed = [name for name, content in parts(after).items() if parts(before)[name] != content]
    assert changed == ["xl/worksheets/sheet2.xml"]
    assert b'<c r="B2" s="1" t="inlineStr">' in parts(after)[changed[0]]
    assert b"dataValidation" in parts(after)[changed[0]]


def test_the_same_bytes_each_time(tmp_path: Path) -> None:
    """No clock in the package."""
    data = blank()
    assert with_texts(data, "表", {"A1": "甲"}) == with_texts(data, "表", {"A1": "甲"})
    with zipfile.ZipFile(BytesIO(with_texts(data, "表", {"A1": "甲"}))) as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_elements_with_a_prefix_keep_it() -> None:
    """Some programs name every element x:c."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(blank())) as source, zipfile.ZipFile(stream, "w") as target:
        for name, content in parts(blank()).items():
            if name == "xl/worksheets/sheet2.xml":
                content = content.replace(
                    b'<c r="B2" s="1"/>', b'<x:c xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="B2" s="1"/>'
                )
            target.writestr(source.getinfo(name), content)
    after = with_texts(stream.getvalue(), "表", {"B2": "甲"})
    assert b"<x:is><x:t xml:space=" in parts(after)["xl/worksheets/sheet2.xml"]
    assert parse_workbook(after, intake_settings().limits).sheets[1].cells[2, 2].value == "甲"


def test_a_cell_that_is_not_in_the_file_is_named() -> None:
    """A blank cell without a format does not exist in the package."""
    with pytest.raises(LayoutError) as error:
        with_texts(blank(), "表", {"B1": "甲"})
    assert str(error.value) == "空白表的单元格 B1 没有设过格式，填不进去。请打开写好的空白表，自己填写这一格。"
