"""Old binary workbooks: read with formats and merges, refused with the command that helps where a library is missing."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
import xlwt

from tests.intake.binary_workbooks import xlsb
from tests.intake.packages import LIMITS, packed, values
from xlperf.errors import RefusedFile
from xlperf.intake.formats import calamine_sheets, legacy
from xlperf.intake.sheet import Area, Cell, Sheet
from xlperf.intake.workbook_reader import parse_workbook


def _xls(fill: Callable[[Any], None], sheets: int = 1) -> bytes:
    book = xlwt.Workbook()
    for number in range(sheets):
        fill(book.add_sheet(f"表{number + 1}"))
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def _form(sheet: Any) -> None:
    sheet.write_merge(0, 0, 0, 5, "财政项目支出绩效目标申报表")
    sheet.write(1, 0, 0.9838, xlwt.easyxf(num_format_str="0.00%"))
    sheet.write(1, 1, 350000)
    sheet.write(1, 2, datetime(2026, 1, 31), xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"'))
    sheet.write(1, 3, True)
    sheet.write(1, 4, "")
    sheet.row(2).set_cell_error(0, "#REF!")
    sheet.row(3).hidden = True
    sheet.write(3, 0, "藏")
    sheet.col(2).hidden = True


def _read(data: bytes) -> Sheet:
    (sheet,) = parse_workbook(data, LIMITS).sheets
    return sheet


def _without(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Take libraries away."""
    real = legacy.import_module

    def without(name: str) -> Any:
        if name in names:
            raise ImportError(name)
        return real(name)

    monkeypatch.setattr(legacy, "import_module", without)


def test_an_xls_keeps_formats_merges_errors_and_what_is_hidden() -> None:
    """0.9838 shown as 98.38% stays known as that, which the faster library forgets."""
    sheet = _read(_xls(_form))
    assert sheet.cells == {
        (1, 1): Cell("财政项目支出绩效目标申报表", "text"),
        (2, 1): Cell(Decimal("0.9838"), "number", "0.00%"),
        (2, 2): Cell(Decimal(350000), "number"),
        (2, 3): Cell(datetime(2026, 1, 31), "date", 'yyyy"年"m"月"d"日"', stored=Decimal(46053)),
        (2, 4): Cell(True, "boolean"),
        (3, 1): Cell("#REF!", "error"),
        (4, 1): Cell("藏", "text"),
    }
    assert sheet.merges == (Area(1, 1, 1, 6),)
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({4}, {3})


def test_hidden_sheets_of_an_xls_are_told() -> None:
    """A very hidden sheet is one too."""
    sheet = _read(_xls(lambda page: setattr(page, "visibility", 2)))
    assert sheet.state == "veryHidden"


def _broken_xlrd(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let xlrd fail as it does at a damaged style."""

    def broken(**_: Any) -> None:
        raise AssertionError

    fake = SimpleNamespace(open_workbook=broken, XLRDError=KeyError)
    monkeypatch.setattr(legacy, "_library", lambda name: fake if name == "xlrd" else legacy.import_module(name))


def test_what_xlrd_cannot_read_goes_to_calamine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the first library throws, the second has its turn; its merges are kept."""

    def texts(sheet: Any) -> None:
        sheet.write_merge(0, 0, 0, 5, "财政项目支出绩效目标申报表")
        sheet.write(1, 0, "48.00万元")

    _broken_xlrd(monkeypatch)
    sheet = _read(_xls(texts))
    assert sheet.cells == {(1, 1): Cell("财政项目支出绩效目标申报表", "text"), (2, 1): Cell("48.00万元", "text")}
    assert sheet.merges == (Area(1, 1, 1, 6),)


def test_a_number_whose_format_is_lost_is_told_and_never_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    """48 that is shown as 48.00万元 is not 48 元: where the second library loses the format, the file is refused in true words."""

    def amount(sheet: Any) -> None:
        sheet.write(0, 0, 48, xlwt.easyxf(num_format_str='0.00"万元"'))

    assert _read(_xls(amount)).cells[1, 1].number_format == '0.00"万元"'
    _broken_xlrd(monkeypatch)
    with pytest.raises(RefusedFile) as refusal:
        _read(_xls(amount))
    assert refusal.value.reason == "damaged"
    assert refusal.value.message == "文件的格式部分已损坏，单元格里的数字带不带“万元”“%”看不出来，没有猜。"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (_xls(_form), "读取 Excel 97-2003（.xls、.et）格式需要另装一个组件。"),
        (xlsb({(1, 1): "甲"}), "读取 Excel 二进制（.xlsb）格式需要另装一个组件。"),
    ],
    ids=["xls", "xlsb"],
)
def test_without_the_libraries_the_refusal_names_the_component(monkeypatch: pytest.MonkeyPatch, data: bytes, message: str) -> None:
    """The next step is the component, whose command the screen says, or saving as .xlsx."""
    _without(monkeypatch, "xlrd", "python_calamine")
    with pytest.raises(RefusedFile) as refusal:
        parse_workbook(data, LIMITS)
    assert (refusal.value.reason, refusal.value.message) == ("unsupported", message)
    assert refusal.value.hint == ("请安装组件“legacy”后再试一次，或用 Excel、WPS 打开文件后“另存为”Excel 工作簿（.xlsx）。")


class Panic(BaseException):
    """What a Rust library raises: no Exception."""


@pytest.mark.parametrize("error", [Panic(), AssertionError(), struct.error(), UnicodeDecodeError("gbk", b"", 0, 1, "")])
def test_whatever_the_libraries_throw_is_a_refusal(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """A panic, which no except Exception catches, is survived in this process too."""

    def fail(*_: Any, **__: Any) -> None:
        raise error

    fake = SimpleNamespace(
        open_workbook=fail, XLRDError=KeyError, CalamineWorkbook=SimpleNamespace(from_filelike=fail), PasswordError=KeyError
    )
    monkeypatch.setattr(legacy, "_library", lambda _: fake)
    with pytest.raises(RefusedFile) as refusal:
        parse_workbook(_xls(_form), LIMITS)
    assert (refusal.value.reason, refusal.value.message) == ("damaged", "文件已损坏，旧格式的内容读不出来。")


def test_ctrl_c_is_not_taken_for_a_broken_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who ends the program ends it."""

    def interrupt(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(legacy, "_library", lambda _: SimpleNamespace(open_workbook=interrupt, XLRDError=KeyError))
    with pytest.raises(KeyboardInterrupt):
        parse_workbook(_xls(_form), LIMITS)


@pytest.mark.parametrize("library", ["xlrd", "python_calamine"])
@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("cells_per_sheet", "工作表“表1”中有内容的单元格超过 1 个的上限。"),
        ("sheets", "工作簿的工作表超过 1 张的上限。"),
    ],
)
def test_limits_hold_for_old_files_too(monkeypatch: pytest.MonkeyPatch, library: str, limit: str, message: str) -> None:
    """Each with the same sentence as in an .xlsx."""
    _without(monkeypatch, "python_calamine" if library == "xlrd" else "xlrd")
    with pytest.raises(RefusedFile) as refusal:
        parse_workbook(_xls(_form, sheets=2), replace(LIMITS, **{limit: 1}))
    assert (refusal.value.reason, refusal.value.message) == ("too_large", message)


def test_a_password_is_told_by_its_record() -> None:
    """Also when the library is the one to find it."""
    data = bytearray(_xls(_form))
    place = data.index(struct.pack("<HHH", 0x0809, 16, 0x0600))
    struct.pack_into("<H", data, place + 20, 0x2F)
    with pytest.raises(RefusedFile) as refusal:
        parse_workbook(bytes(data), LIMITS)
    assert refusal.value.reason == "encrypted"


def test_sixteen_bit_texts_read_as_eight_bit_are_refused() -> None:
    """Text with a NUL is mojibake: it is never handed on as the unit's words."""
    with pytest.raises(RefusedFile, match="文字编码无法识别"):
        calamine_sheets._calamine_cell("\x7f\x00\x2a")


def test_an_xlsb_is_read_with_its_places_and_state() -> None:
    """The binary package gives texts, numbers and truth values."""
    workbook = parse_workbook(xlsb({(3, 2): "项目名称", (3, 3): 0.1, (5, 2): True, (5, 4): 350000.0}, state=1), LIMITS)
    assert (workbook.container, workbook.sheets[0].state) == ("xlsb", "hidden")
    assert values(workbook) == {(3, 2): "项目名称", (3, 3): Decimal("0.1"), (5, 2): True, (5, 4): Decimal(350000)}


def test_an_xlsb_is_held_to_the_limits_of_its_parts() -> None:
    """Its reader opens the package by itself, so sizes are looked at before."""
    with pytest.raises(RefusedFile) as refusal:
        parse_workbook(xlsb({(1, 1): "字" * 8000}), replace(LIMITS, part_bytes=10_000))
    assert refusal.value.reason == "too_large"
    assert "xl/worksheets/sheet1.bin" in refusal.value.message


def test_an_xlsb_keeps_formats_errors_merges_and_what_is_hidden() -> None:
    """48 shown as 48.00万元 is no 48 元: what the library leaves out is read from the package itself."""
    data = xlsb(
        {(1, 1): "题", (2, 1): 48.0, (2, 2): 0.9838, (2, 3): None, (3, 1): "藏", (4, 4): 46053.0},
        codes={(2, 1): '0.00"万元"', (2, 2): "0.00%", (4, 4): 'yyyy"年"m"月"d"日"'},
        merge=(1, 1, 1, 4),
        hidden_row=3,
        hidden_column=2,
    )
    sheet = _read(data)
    assert sheet.cells[2, 1] == Cell(Decimal(48), "number", '0.00"万元"')
    assert sheet.cells[2, 2] == Cell(Decimal("0.9838"), "number", "0.00%")
    assert sheet.cells[2, 3] == Cell("#REF!", "error")
    assert (sheet.cells[4, 4].value, sheet.cells[4, 4].number_format) == (date(2026, 1, 31), 'yyyy"年"m"月"d"日"')
    assert (sheet.merges, sheet.hidden_rows, sheet.hidden_columns) == ((Area(1, 1, 1, 4),), frozenset({3}), frozenset({2}))


def test_the_cells_behind_a_long_text_of_an_xlsb_keep_their_formats() -> None:
    """The length of a record takes a second byte from 128 bytes on."""
    sheet = _read(xlsb({(1, 1): "全年巡护河堤六十次。" * 20, (1, 2): 0.98}, codes={(1, 2): "0%"}))
    assert sheet.cells[1, 2] == Cell(Decimal("0.98"), "number", "0%")


def test_an_xlsb_whose_formats_are_lost_is_told_and_never_guessed() -> None:
    """Where the styles that its cells name are gone, a file with numbers is told; one with texts alone is read."""
    cells: dict[tuple[int, int], Any] = {(1, 1): "金额", (1, 2): 48.0}
    whole = xlsb(cells, codes={(1, 2): '0.00"万元"'})
    with zipfile.ZipFile(BytesIO(whole)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    del parts["xl/styles.bin"]
    with pytest.raises(RefusedFile, match="带不带“万元”“%”看不出来，没有猜"):
        parse_workbook(packed(parts), LIMITS)
    texts = xlsb({(1, 1): "金额"}, codes={(1, 1): "@"})
    with zipfile.ZipFile(BytesIO(texts)) as package:
        parts = {name: package.read(name) for name in package.namelist() if name != "xl/styles.bin"}
    assert values(parse_workbook(packed(parts), LIMITS)) == {(1, 1): "金额"}


def test_a_reader_that_finds_nothing_overrules_none_that_finds_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    """One library sees an empty sheet, the other the texts: they are read; where one failed, an empty sheet proves nothing."""
    filled, blank = (Sheet("表", "visible", {(1, 1): Cell("项目名称", "text")}),), (Sheet("表", "visible", {}),)
    data = _xls(_form)
    monkeypatch.setattr(legacy, "_through_xlrd", lambda *_: blank)
    monkeypatch.setattr(legacy, "through_calamine", lambda *_: filled)
    assert values(parse_workbook(data, LIMITS)) == {(1, 1): "项目名称"}
    monkeypatch.setattr(legacy, "through_calamine", lambda *_: blank)
    assert values(parse_workbook(data, LIMITS)) == {}

    def fails(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(legacy, "_through_xlrd", fails)
    with pytest.raises(RefusedFile, match="旧格式的内容读不出来"):
        parse_workbook(data, LIMITS)


def _record(number: int, body: bytes) -> bytes:
    return struct.pack("<HH", number, len(body)) + body


def _excel_5(texts: tuple[str, ...], code_page: int | None) -> bytes:
    """Return an Excel 5 stream with texts in GBK down the first column, as old Chinese programs wrote them."""
    style = _record(0x31, struct.pack("<HHHHHBBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0x86, 0, 0))
    style += _record(0xE0, struct.pack("<HHHHHHHH", 0, 0, 0xFFF5, 0x20, 0x20C0, 0, 0, 0))
    page = b"" if code_page is None else _record(0x42, struct.pack("<H", code_page))
    begin = _record(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0)) + page
    name = "申报表".encode("gbk")
    length = len(begin) + len(style) + 4 + 7 + len(name) + 4
    listed = _record(0x85, struct.pack("<IBBB", length, 0, 0, len(name)) + name)
    written = [text.encode("gbk") for text in texts]
    labels = b"".join(_record(0x204, struct.pack("<HHHH", row, 0, 0, len(text)) + text) for row, text in enumerate(written))
    sheet = _record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0)) + labels + _record(0x0A, b"")
    return begin + style + listed + _record(0x0A, b"") + sheet


@pytest.mark.parametrize("code_page", [None, 936], ids=["no code page", "GBK"])
def test_texts_of_old_chinese_programs_are_read_with_or_without_a_code_page(code_page: int | None) -> None:
    """A file that does not say how its texts are written is read as Chinese, and not as Western gibberish."""
    (sheet,) = legacy.read_xls(_excel_5(("项目名称", "古籍修复项目"), code_page), LIMITS).sheets
    assert (sheet.name, [cell.value for cell in sheet.cells.values()]) == ("申报表", ["项目名称", "古籍修复项目"])


def test_struck_out_text_of_an_xls_is_deleted_text() -> None:
    """A number or a text with a line through it is told and not read; a raised digit is none of the number before it."""
    plain, struck, raised = xlwt.Font(), xlwt.Font(), xlwt.Font()
    struck.struck_out = True
    raised.escapement = xlwt.Font.ESCAPEMENT_SUPERSCRIPT
    style = xlwt.XFStyle()
    style.font = struck

    def fill(sheet: Any) -> None:
        sheet.write_rich_text(0, 0, [("300000", struck), ("350000", plain)])
        sheet.write(1, 0, 300000, style)
        sheet.write(2, 0, "旧名称", style)
        sheet.write_rich_text(3, 0, [("300", plain), ("2", raised)])

    sheet = _read(_xls(fill))
    assert {at: cell.value for at, cell in sheet.cells.items()} == {(1, 1): "350000", (4, 1): "300²"}
    assert {at: (each.kind, each.text) for at, each in sheet.set_aside.items()} == {
        (1, 1): ("struck", "300000"),
        (2, 1): ("struck", "300000"),
        (3, 1): ("struck", "旧名称"),
    }
