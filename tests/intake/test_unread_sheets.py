"""A sheet that is damaged or too large costs itself: what stands on the others is read, and it is named with its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
import xlwt

from tests.forms import odd_workbook
from tests.forms.reading import read as read_sheets
from tests.intake.binary_workbooks import xlsb
from tests.intake.opendocuments import document, row, table
from tests.intake.opendocuments import text_cell as ods_cell
from tests.intake.packages import LIMITS, packed, parts, sheet_xml, text_cell
from xlperf.errors import RefusedFile
from xlperf.forms.form import Remark
from xlperf.intake.formats import legacy
from xlperf.intake.formats.calamine_sheets import through_calamine
from xlperf.intake.sheet import Cell, Sheet
from xlperf.intake.workbook_reader import parse_every_sheet, parse_workbook

_SMALL = replace(LIMITS, cells_per_sheet=3, merges_per_sheet=2)
_FEW = f"<row>{text_cell('A1', '甲')}</row>"
_MANY = f"<row>{''.join(text_cell(f'{each}1', '甲') for each in 'ABCD')}</row>"
_MERGES = "<mergeCells>" + "".join(f'<mergeCell ref="A{each}:B{each}"/>' for each in (1, 2, 3)) + "</mergeCells>"
_TOO_MANY = "工作表“表2”中有内容的单元格超过 3 个的上限。"


def _package(second: str | None) -> bytes:
    made = parts(sheet_xml(_FEW), second or "", sheet_xml(_FEW))
    if second is None:
        del made["xl/worksheets/sheet2.xml"]
    return packed(made)


def _ods(second: str) -> bytes:
    tables = (table(row(ods_cell("甲"))), table(second), table(row(ods_cell("甲"))))
    body = "".join(each.replace('table:name="表1"', f'table:name="表{number}"') for number, each in enumerate(tables, 1))
    return packed(document(body))


def _xls() -> bytes:
    made, out = xlwt.Workbook(), BytesIO()
    for number, count in enumerate((1, 4, 1), 1):
        page = made.add_sheet(f"表{number}")
        for column in range(count):
            page.write(0, column, "甲")
    made.save(out)
    return out.getvalue()


def _xml() -> bytes:
    cell = '<Cell><Data ss:Type="String">甲</Data></Cell>'
    sheets = "".join(
        f'<Worksheet ss:Name="表{n}"><Table><Row>{cell * count}</Row></Table></Worksheet>' for n, count in enumerate((1, 4, 1), 1)
    )
    spreadsheet = "urn:schemas-microsoft-com:office:spreadsheet"
    return f'<?xml version="1.0"?><Workbook xmlns="{spreadsheet}" xmlns:ss="{spreadsheet}">{sheets}</Workbook>'.encode()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: _package(sheet_xml(_FEW)[:-9]), "文件已损坏，工作表“表2”的内容不完整。"),
        (lambda: _package(None), "文件已损坏，缺少工作表“表2”的内容。"),
        (lambda: _package(sheet_xml(_MANY)), _TOO_MANY),
        (lambda: _package(sheet_xml(_FEW, _MERGES)), "工作表“表2”的合并单元格超过 2 个的上限。"),
        (lambda: _ods(row(ods_cell("甲") * 2) * 2 + row(ods_cell("乙"))), _TOO_MANY),
        (_xls, _TOO_MANY),
        (_xml, _TOO_MANY),
    ],
    ids=["broken", "missing", "cells", "merges", "ods", "xls", "xml"],
)
def test_the_sheets_beside_it_are_read(make: Callable[[], bytes], message: str) -> None:
    """Whatever is wrong with the second of three sheets, the first and the third keep what they hold."""
    first, second, third = parse_every_sheet(make(), _SMALL).sheets
    assert [each.cells for each in (first, second, third)] == [{(1, 1): Cell("甲", "text")}, {}, {(1, 1): Cell("甲", "text")}]
    assert (first.unread, second.name, str(second.unread).partition("请")[0], third.unread) == (None, "表2", message, None)
    with pytest.raises(RefusedFile, match=message):
        parse_workbook(make(), _SMALL)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (xlsb({(1, each): "甲" for each in range(1, 5)}), "中有内容的单元格超过 3 个的上限。"),
        (xlsb({(1, each): None for each in range(1, 5)}), "中有内容的单元格超过 3 个的上限。"),
    ],
    ids=["by the library", "by what it leaves out"],
)
def test_a_sheet_of_a_binary_package_is_told_too(data: bytes, message: str) -> None:
    """Its cells are counted by the library, its errors by what is read beside it."""
    (sheet,) = parse_every_sheet(data, _SMALL).sheets
    assert (sheet.cells, str(sheet.unread).partition("请")[0]) == ({}, f"工作表“表1”{message}")


def test_a_sheet_that_the_library_cannot_read_is_told() -> None:
    """Of an .xlsb too: what the library throws at a sheet is that sheet's."""

    def fail(_: str) -> None:
        raise OSError

    listed = SimpleNamespace(name="图", visible="SheetVisibleEnum.Visible", typ=1)
    held = SimpleNamespace(sheets_metadata=[listed], get_sheet_by_name=fail)
    fake = SimpleNamespace(
        CalamineWorkbook=SimpleNamespace(from_filelike=lambda _: held),
        PasswordError=KeyError,
        SheetTypeEnum=SimpleNamespace(WorkSheet=1),
    )
    (sheet,) = through_calamine(fake, b"", LIMITS)
    assert str(sheet.unread).startswith("文件已损坏，工作表“图”的内容读不出来。")


def _breaking(monkeypatch: pytest.MonkeyPatch, numbers: tuple[int, ...], *missing: str) -> None:
    """Let xlrd fail at the sheets of these numbers."""
    real = legacy._library

    def library(name: str) -> Any:
        if name in missing:
            return None
        found = real(name)
        if name == "xlrd":
            open_workbook = found.open_workbook

            def opened(**settings: Any) -> Any:
                held = open_workbook(**settings)
                get = held.sheet_by_index
                monkeypatch.setattr(held, "sheet_by_index", lambda number: 1 // 0 if number in numbers else get(number))
                return held

            found = SimpleNamespace(**{**vars(found), "open_workbook": opened})
        return found

    monkeypatch.setattr(legacy, "_library", library)


def test_a_damaged_sheet_of_an_xls_is_asked_of_the_other_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """What xlrd fails at, calamine may read: then all of the workbook is its."""
    _breaking(monkeypatch, (1,))
    assert [len(each.cells) for each in parse_every_sheet(_xls(), LIMITS).sheets] == [1, 4, 1]


@pytest.mark.parametrize("missing", ["", "python_calamine"])
def test_what_one_library_has_of_an_xls_is_kept(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """Where the other refuses the numbers whose formats it loses, or is not there."""
    made, out = xlwt.Workbook(), BytesIO()
    for each in "甲乙":
        made.add_sheet(each).write(0, 0, 48)
    made.save(out)
    _breaking(monkeypatch, (1,), missing)
    first, second = parse_every_sheet(out.getvalue(), LIMITS).sheets
    assert (len(first.cells), str(second.unread).partition("请")[0]) == (1, "文件已损坏，工作表“乙”的内容读不出来。")


def test_an_xls_no_sheet_of_which_can_be_read_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    """No sheet is no workbook."""
    _breaking(monkeypatch, (0, 1, 2), "python_calamine")
    with pytest.raises(RefusedFile, match="旧格式的内容读不出来"):
        parse_every_sheet(_xls(), LIMITS)


def test_a_password_of_a_part_is_the_whole_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only damage and size are a sheet's own."""
    attack = sheet_xml(_FEW).replace("<worksheet", "<!DOCTYPE a><worksheet")
    with pytest.raises(RefusedFile) as refusal:
        parse_every_sheet(_package(attack), LIMITS)
    assert refusal.value.reason == "unsafe"


def test_a_part_that_several_sheets_name_is_refused_once() -> None:
    """However many sheets name a part that is too large, it is looked at once, and each of them is told."""
    made = parts(sheet_xml(_MANY), sheet_xml(_FEW))
    relations = str(made["xl/_rels/workbook.xml.rels"])
    made["xl/_rels/workbook.xml.rels"] = relations.replace("sheet2.xml", "sheet1.xml")
    first, second = parse_every_sheet(packed(made), _SMALL).sheets
    assert (first.name, second.name) == ("表1", "表2")
    assert first.unread is second.unread is not None


def test_a_formula_that_needs_it_stays_unknown() -> None:
    """=SUM(表2!A1:A9) is not 0 because the sheet could not be read."""
    rows = "<row><c r=\"A1\"><f>SUM('表2'!A1:A9)</f></c></row>"
    first = parse_every_sheet(packed(parts(sheet_xml(rows), "<x")), LIMITS).sheets[0]
    assert first.cells[1, 1].kind == "uncached"


_UNREAD = Sheet("附表", "visible", {}, unread=RefusedFile("too_large", "工作表“附表”太大。", "请分开。"))


def test_a_form_beside_it_is_read_and_it_is_told() -> None:
    """One remark names the sheet and says why."""
    form = parse_workbook(odd_workbook.declaration({}), LIMITS).sheets[0]
    found = read_sheets(form, _UNREAD)
    assert len(found.forms) == 1
    detail = {"label": "工作表“附表”太大。", "part": "unread", "count": "1"}
    assert found.remarks == (Remark("uncovered_table", "附表", detail=detail),)


def test_without_a_form_the_file_is_refused_for_its_reason() -> None:
    """The form may stand on it: nobody says that there is none."""
    with pytest.raises(RefusedFile) as refusal:
        read_sheets(Sheet("说明", "visible", {(1, 1): Cell("填报说明", "text")}), _UNREAD)
    assert (refusal.value.reason, refusal.value.message) == ("too_large", "工作表“附表”太大。")
