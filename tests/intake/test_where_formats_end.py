"""What each format may hold at most, and what of it is left out: at the limit and one beyond."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from tests.intake.compound_files import compound_file
from tests.intake.documents import docx, paragraphs
from tests.intake.mails import mail, mailbox, zipped
from xlperf.data.resources import data_folder
from xlperf.errors import RefusedFile
from xlperf.intake import known_looks
from xlperf.intake.containers.mailbox_file import MailboxFile
from xlperf.intake.containers.opening import opened
from xlperf.intake.containers.unopened import unopened
from xlperf.intake.documents.office_document import office_kind
from xlperf.intake.documents.spreadsheet_2003 import _typed
from xlperf.intake.formats import legacy
from xlperf.intake.formats.calamine_sheets import _calamine_sheet, number_cell
from xlperf.intake.limits import intake_settings
from xlperf.intake.sheet import Area, Cell, Sheet, Workbook
from xlperf.intake.trimmed_package import _within
from xlperf.intake.workbook_reader import _guarded, _told_apart, parse_workbook

_LIMITS = intake_settings().limits
_PLIST = b'<?xml version="1.0"?><plist><dict><key>URL</key></dict></plist>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Rar!\x1a\x07\x01", "文件是 RAR 压缩包，里面的表没有读取。"),
        (b"Rar!\x1a\x06\x01", None),
        (b"\x1f\x8b\x08\x00", "文件是 gzip 压缩包，里面的表没有读取。"),
        (bytes(257) + b"ustar", "文件是 tar 压缩包，里面的表没有读取。"),
        (bytes(256) + b"ustar", None),
        (bytes(258) + b"ustar", None),
        (b"ab-lh5-", "文件是 LZH 压缩包，里面的表没有读取。"),
        (bytes(7) + b"**ACE**", "文件是 ACE 压缩包，里面的表没有读取。"),
        (bytes(32769) + b"CD001", "文件是光盘映像，里面的表没有读取。"),
        (b"!BDN", "文件是 Outlook 的邮箱数据文件，里面的邮件没有读取。"),
        (b"L\0\0\0\x01\x14\x02\0", "文件是快捷方式，不是表本身，它指向的文件没有读取。"),
        (b"[InternetShortcut]\r\nURL=x", "文件是网址链接，网上的表没有读取。"),
        (b"\xef\xbb\xbf[InternetShortcut]", "文件是网址链接，网上的表没有读取。"),
        (b"\xef\xbb\xbe[InternetShortcut]", None),
        (b"abc[InternetShortcut]", None),
        (_PLIST, "文件是网址链接，网上的表没有读取。"),
        (b"\n " + _PLIST, "文件是网址链接，网上的表没有读取。"),
        (_PLIST.replace(b"<key>URL", b"<key>Url"), None),
        (_PLIST.replace(b"<plist", b"<list"), None),
        (_PLIST.replace(b"<?xml", b"<xml"), None),
        (b"<?xml?>" + b" " * 1024 + _PLIST, None),
        (b"MZ" + bytes(62) + b"PK\x03\x04", "文件是程序，多半是自解压的压缩包，没有打开。"),
        (b"MZ" + bytes(62) + b"7z\xbc\xaf\x27\x1c", "文件是程序，多半是自解压的压缩包，没有打开。"),
        (b"MZ" + bytes(62), None),
        (b"MZ" + b"x" * 62 + b"\0PK\x03\x04", None),
        (b"ZM" + bytes(62) + b"PK\x03\x04", None),
        (b"", None),
    ],
)
def test_what_is_not_opened_is_known_by_its_first_bytes(data: bytes, said: str | None) -> None:
    """Each mark stands at its own place; a text that only mentions one is none."""
    found = unopened(data)
    assert (found and found.message) == said


@pytest.mark.parametrize(("count", "is_read"), [(2, True), (3, False)])
def test_a_mailbox_holds_so_many_mails(count: int, is_read: bool) -> None:
    """As many as a container may hold members."""
    box = MailboxFile(mailbox(*(mail({}, day=day) for day in range(1, count + 1))), replace(_LIMITS, container_members=2))
    if is_read:
        assert [each.name for each in box.members()] == ["第 1 封.eml", "第 2 封.eml"]
    else:
        with pytest.raises(RefusedFile) as refused:
            box.members()
        assert refused.value.message == "邮箱文件里有 3 封邮件，超过 2 封的上限。"


@pytest.mark.parametrize(
    ("streams", "kind"),
    [
        (("WordDocument",), "Word 文档"),
        (("WpsDocument",), "Word 文档"),
        (("WordDocument", "EncryptedPackage"), ""),
        (("Workbook",), ""),
    ],
)
def test_an_old_document_is_known_by_its_streams(streams: Sequence[str], kind: str) -> None:
    """One with a password is said to have one, by whoever opens it."""
    assert office_kind(compound_file(*streams)) == kind


def test_rtf_is_known_and_anything_else_is_not() -> None:
    """By its first bytes."""
    assert office_kind(b"{\\rtf1 x}") == "RTF 文档"
    assert office_kind(b"x{\\rtf1 x}") == ""
    assert office_kind(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken") == ""


@pytest.mark.parametrize(
    ("part", "kept"),
    [
        ('<row r="2000"/>', True),
        ('<row r="2001"/>', False),
        ('<x:row r="2001"></x:row>', False),
        ('<mergeCell ref="A2000:B2000"/>', True),
        ('<mergeCell ref="A2001:B2001"/>', False),
        ('<mergeCell ref="$J$1:$J$2"/>', True),
        ('<mergeCell ref="K1:K2"/>', False),
        ('<dimension ref="A1:XFD1048576"/>', False),
    ],
)
def test_a_template_ends_where_forms_end(part: str, kept: bool) -> None:
    """At row 2,000 and at the last column that is read: ten here; the size that the sheet gives itself goes."""
    assert _within(f"<sheet>{part}</sheet>".encode(), 10) == f"<sheet>{part if kept else ''}</sheet>".encode()


@pytest.mark.parametrize(
    ("area", "left"),
    [
        ("A1:A1048576", None),
        ("A1:B1048576", "A1:B1"),
        ("A5:XFD5", None),
        ("A5:XFD6", "A5:A6"),
        ("B3:XFD1048576", None),
        ("A1:J2000", "A1:J2000"),
        ("A1:K2", "A1:A2"),
        ("A1:B2001", "A1:B1"),
    ],
)
def test_an_area_that_reaches_out_is_laid_over_its_first_cells(area: str, left: str | None) -> None:
    """A merged column or row goes on to the end of the sheet; one of a single cell is no area."""
    whole = '<mergeCell ref="{}"/>'
    assert _within(whole.format(area).encode(), 10) == (whole.format(left).encode() if left else b"")


def test_cells_beyond_the_last_column_go() -> None:
    """The others of their row stay."""
    row = '<row r="1"><c r="J1"><v>1</v></c>{}</row>'
    assert _within(row.format('<c r="K1"><v>2</v></c><c r="XFD1"/>').encode(), 10) == row.format("").encode()


def test_sheets_of_one_name_are_told_apart() -> None:
    """A form is known by its sheet; a number that another sheet has already is not taken."""
    names = ("表", "表", "表 (2)", "附")
    sheets = tuple(Sheet(name, "visible", {}, ()) for name in names)
    assert [each.name for each in _told_apart(Workbook("xlsx", sheets)).sheets] == ["表", "表 (2)", "表 (2) (2)", "附"]
    apart = Workbook("xlsx", sheets[2:])
    assert _told_apart(apart) is apart


@pytest.mark.parametrize(
    ("error", "reason", "message"),
    [
        (RecursionError(), "damaged", "文件内部的嵌套过深，无法读取。"),
        (MemoryError(), "too_large", "读取文件时内存不足。"),
        (KeyError("x"), "damaged", "文件已损坏，无法读取（KeyError）。"),
        (RefusedFile("encrypted", "文件有密码。", ""), "encrypted", "文件有密码。"),
    ],
)
def test_whatever_a_library_raises_is_a_refusal(error: Exception, reason: str, message: str) -> None:
    """With a sentence; a refusal of our own is passed on."""

    def fail() -> Workbook:
        raise error

    with pytest.raises(RefusedFile) as refused:
        _guarded(fail)
    assert (refused.value.reason, refused.value.message) == (reason, message)


class _Old:
    """A sheet as the library for .xlsb and old .xls gives it."""

    name = "表"

    def __init__(self, rows: list[list[Any]], merges: int = 0, start: tuple[int, int] | None = (0, 0)) -> None:
        self._rows, self.start = rows, start
        self.merged_cell_ranges = [((at, 0), (at, 1)) for at in range(merges)]

    def to_python(self, skip_empty_area: bool) -> list[list[Any]]:
        """Return the rows from the first cell that holds something."""
        assert skip_empty_area
        return self._rows


@pytest.mark.parametrize(("merges", "cells", "is_read"), [(2, 3, True), (3, 3, False), (2, 4, False)])
def test_an_old_sheet_holds_so_many_cells_and_merged_areas(merges: int, cells: int, is_read: bool) -> None:
    """Three cells and two areas here."""
    limits = replace(_LIMITS, cells_per_sheet=3, merges_per_sheet=2)
    sheet = _Old([["字", ""]] * cells, merges)
    if is_read:
        found = _calamine_sheet(sheet, "hidden", limits)
        assert (found.state, sorted(found.cells)) == ("hidden", [(1, 1), (2, 1), (3, 1)])
        assert found.merges == (Area(1, 1, 1, 2), Area(2, 1, 2, 2))
    else:
        with pytest.raises(RefusedFile):
            _calamine_sheet(sheet, "hidden", limits)


def test_an_old_sheet_is_cut_off_at_the_last_column() -> None:
    """And says so; its cells stand where its first one does, and a sheet without any holds none."""
    limits = replace(_LIMITS, columns=4)
    found = _calamine_sheet(_Old([["一", "二"]], start=(4, 2)), "visible", limits)
    assert ({at: each.value for at, each in found.cells.items()}, found.cut_off) == ({(5, 3): "一", (5, 4): "二"}, False)
    beyond = _calamine_sheet(_Old([["一", "二"]], start=(4, 3)), "visible", limits)
    assert (list(beyond.cells), beyond.cut_off) == ([(5, 4)], True)
    assert _calamine_sheet(_Old([], start=None), "visible", limits).cells == {}


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (5.0, Cell(Decimal(5), "number", "0.00")),
        (0.1, Cell(Decimal("0.1"), "number", "0.00")),
        (-2.5, Cell(Decimal("-2.5"), "number", "0.00")),
        (float("inf"), Cell("#NUM!", "error", "0.00")),
        (float("nan"), Cell("#NUM!", "error", "0.00")),
    ],
)
def test_a_stored_number_is_the_shortest_decimal(value: float, cell: Cell) -> None:
    """What is no number is an error value, as Excel shows it."""
    assert number_cell(value, "0.00") == cell


@pytest.mark.parametrize(
    ("text", "kind", "cell"),
    [
        (" 12.50 ", "Number", Cell(Decimal("12.5"), "number", "0")),
        ("0.1000000000000000055", "Number", Cell(Decimal("0.1"), "number", "0")),
        ("2026-03-02T00:00:00.000", "DateTime", Cell(date(2026, 3, 2), "date", "0")),
    ],
)
def test_a_value_of_an_xml_2003_workbook(text: str, kind: str, cell: Cell) -> None:
    """Numbers to fifteen digits, as Excel keeps them, and days without their time."""
    assert _typed(text, kind, "0", False) == cell
    assert _typed(text, kind, "0", True) == replace(cell, formula=True)


def _table(*rows: str) -> bytes:
    return docx(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>")


def _tc(text: str, *properties: str) -> str:
    return f"<w:tc><w:tcPr>{''.join(properties)}</w:tcPr>{paragraphs(text)}</w:tc>"


def test_a_cell_of_word_that_goes_on_from_nothing_is_its_own() -> None:
    """A first row that says that it goes on, one of another width, and one below a cell that ended."""
    on = "<w:vMerge/>"
    rows = (
        _tc("甲", on) + _tc("乙", '<w:vMerge w:val="restart"/>'),
        _tc("丙") + _tc("", on),
        _tc("丁", on) + _tc("", '<w:gridSpan w:val="2"/>', on),
    )
    (sheet,) = parse_workbook(_table(*rows), _LIMITS).sheets
    assert {at: each.value for at, each in sheet.cells.items()} == {(1, 1): "甲", (1, 2): "乙", (2, 1): "丙\n丁"}


@pytest.mark.parametrize(("size", "is_read"), [(10, True), (11, False)])
def test_a_file_of_an_archive_is_no_larger_than_a_file_may_be(size: int, is_read: bool) -> None:
    """Ten bytes here, whatever the directory of the archive says."""
    container = opened(zipped({"a.xlsx": bytes(size)}), replace(_LIMITS, file_bytes=10))
    assert container is not None
    if is_read:
        assert container.content((0, 0)) == bytes(size)
    else:
        with pytest.raises(RefusedFile, match="与目录写的大小不符"):
            container.content((0, 0))


@pytest.mark.parametrize(("version", "memory", "boxes"), [(80, b"x", {(1, 1): "box"}), (70, b"x", {}), (80, None, {})])
def test_boxes_are_looked_for_in_workbooks_of_excel_97(
    version: int, memory: bytes | None, boxes: dict[tuple[int, int], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Older ones draw in another way."""
    monkeypatch.setattr(legacy, "legacy_boxes", lambda data, place: {(1, 1): "box"} if (data, place) == (b"x", 7) else {})
    book = SimpleNamespace(mem=memory, biff_version=version, _sh_abs_posn=[0, 7])
    assert legacy._xlrd_boxes(book, 1) == boxes


def test_a_kept_look_is_taken_for_the_workbook_it_was_read_from_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A template that somebody changed is read anew."""
    path = next(each for each in sorted(data_folder("templates").glob("*.xlsx")) if known_looks.look_file(each).is_file())
    assert known_looks._known(path)
    monkeypatch.setattr(known_looks, "_digest", lambda _: "another")
    assert known_looks._known(path) == {}


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("<Cell/>", None),
        ("<Cell><Data ss:Type='String'> </Data></Cell>", None),
        ("<Cell ss:Formula='=RC[-1]'/>", Cell("=RC[-1]", "uncached", formula=True)),
        ("<Cell ss:Formula='=RC[-1]'><Data ss:Type='String'></Data></Cell>", Cell("=RC[-1]", "uncached", formula=True)),
        ("<Cell><Data>字</Data></Cell>", Cell("字", "text")),
    ],
)
def test_a_blank_cell_of_an_xml_2003_workbook(cell: str, value: Cell | None) -> None:
    """Is none; with a formula its result is not known."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    row = f"<Row><Cell><Data ss:Type='String'>头</Data></Cell>{cell}</Row>"
    sheet_xml = f"<Worksheet ss:Name='表'><Table>{row}</Table></Worksheet>"
    data = f"<?xml version='1.0'?><Workbook xmlns='{space}' xmlns:ss='{space}'>{sheet_xml}</Workbook>"
    (sheet,) = parse_workbook(data.encode(), _LIMITS).sheets
    assert sheet.cells.get((1, 2)) == value
