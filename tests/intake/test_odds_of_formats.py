"""Small things of single formats: styles that build on others, declared encodings, days of Chinese Excel, names that lead away."""

from __future__ import annotations

import struct
from base64 import b64encode
from email import message_from_bytes
from pathlib import Path
from types import SimpleNamespace
from xml.etree.ElementTree import fromstring

import pytest

from tests.intake.packages import LIMITS
from xlperf.errors import RefusedFile
from xlperf.forms.form import Remark
from xlperf.intake.containers.mail_message import _file_name
from xlperf.intake.containers.seven_zip import SevenZipArchive
from xlperf.intake.documents.spreadsheet_2003 import _declared, _styles
from xlperf.intake.folder import Entry
from xlperf.intake.formats.builtin_formats import builtin_format
from xlperf.intake.formats.legacy_boxes import _corner
from xlperf.intake.workbook_reader import parse_workbook
from xlperf.run.file_reading import _by_extension, _container_remarks

_DAY, _MONTH, _WHOLE = 'm"月"d"日"', 'yyyy"年"m"月"', 'yyyy"年"m"月"d"日"'


def test_the_days_of_chinese_excel() -> None:
    """Numbers 27 to 36 and 50 to 58 are days and times here; 14 and 22 are those of everywhere."""
    days = {
        **dict.fromkeys((28, 29, 51, 53, 54, 58), _DAY),
        **dict.fromkeys((27, 36, 50, 52, 57), _MONTH),
        31: _WHOLE,
        30: "m-d-yy",
    }
    assert {number: builtin_format(number) for number in days} == days
    assert [builtin_format(number) for number in (32, 33)] == ['h"时"mm"分"', 'h"时"mm"分"ss"秒"']
    assert {builtin_format(number) for number in (34, 55)} == {'上午/下午h"时"mm"分"'}
    assert {builtin_format(number) for number in (35, 56)} == {'上午/下午h"时"mm"分"ss"秒"'}
    assert [builtin_format(number) for number in (0, 59, 163)] == ["General", builtin_format(59), "General"]


def test_a_style_of_an_xml_2003_workbook_takes_the_format_of_its_parent() -> None:
    """Where it has none; its own goes before it, and without either it is General."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    number = "<s:NumberFormat s:Format='{}'/>".format
    styles = (
        f"<s:Style s:ID='a'>{number('0.00')}</s:Style><s:Style s:ID='b' s:Parent='a'/><s:Style s:ID='c' s:Parent='a'>{number('0')}"
        f"</s:Style><s:Style s:ID='d'/><s:Style s:ID='e' s:Parent='x'/><s:Style s:ID='f' s:Parent='a'>{number('')}</s:Style>"
    )
    found = _styles(fromstring(f"<x xmlns:s='{space}'>{styles}</x>"))
    codes = {"a": "0.00", "b": "0.00", "c": "0", "d": "General", "e": "General", "f": "0.00"}
    assert {name: style.code for name, style in found.items()} == codes


@pytest.mark.parametrize("name", ["gb2312", "GBK", "gb18030"])
def test_an_encoding_that_the_parser_does_not_know_is_decoded_here(name: str) -> None:
    """And its declaration is taken off; any other is left to the parser."""
    text = f'<?xml version="1.0" encoding="{name}"?><a>河</a>'
    assert _declared(text.encode("gb18030")) == "<a>河</a>"
    other = b'<?xml version="1.0" encoding="utf-8"?><a>gbk</a>'
    assert _declared(other) is other
    unsaid = b"<a>gbk</a>"
    assert _declared(unsaid) is unsaid


@pytest.mark.parametrize(
    ("name", "shown", "leads_away"),
    [
        ("夹/表.xlsx", "夹/表.xlsx", False),
        ("./夹//表.xlsx", "夹/表.xlsx", False),
        ("夹/../表.xlsx", "夹/表.xlsx", True),
        ("/etc/表.xlsx", "etc/表.xlsx", True),
        ("\\\\srv\\表.xlsx", "srv/表.xlsx", True),
        ("C:表.xlsx", "C:表.xlsx", True),
        ("a.b.xlsx", "a.b.xlsx", False),
        ("..", "没有名称的文件", True),
    ],
)
def test_a_name_that_leads_out_of_its_archive_is_unsafe(name: str, shown: str, leads_away: bool) -> None:
    """By a step up, from the top, or from a drive; it is listed all the same."""
    archive = SimpleNamespace(_is_encrypted=False, _limits=LIMITS)
    info = SimpleNamespace(filename=name, uncompressed=LIMITS.file_bytes, creationtime=None)
    member = SevenZipArchive._member(archive, 3, info)  # type: ignore[arg-type]
    assert (member.name, member.key, member.size) == (shown, (3, 0), LIMITS.file_bytes)
    assert (member.refusal.reason if member.refusal else "") == ("unsafe" if leads_away else "")
    info.filename, info.uncompressed = "a.xlsx", LIMITS.file_bytes + 1
    refusals = []
    for archive._is_encrypted in (False, True):
        refusal = SevenZipArchive._member(archive, 3, info).refusal  # type: ignore[arg-type]
        refusals.append(refusal.reason if refusal else "")
    assert refusals == ["too_large", "encrypted"]


def _record(kind: int, content: bytes, size: int | None = None) -> bytes:
    return struct.pack("<HHI", 0, kind, len(content) if size is None else size) + content


def test_the_corner_of_an_old_drawing_is_that_of_its_last_anchor() -> None:
    """Containers are looked into, other records passed over; an anchor that is too short is none."""
    anchor = _record(0xF010, struct.pack("<HHHHH", 0, 2, 0, 5, 0) + bytes(8))
    later = _record(0xF010, struct.pack("<HHHHH", 0, 3, 0, 9, 0) + bytes(8))
    inside = _record(0xF004, anchor)
    for drawing, corner in (
        (anchor, (6, 3)),
        (_record(0xF00B, bytes(12)) + anchor, (6, 3)),
        (inside + later, (10, 4)),
        (_record(0xF010, bytes(17)), None),
        (b"", None),
        (anchor[:7], None),
    ):
        data = b"head" + drawing
        assert _corner(data, 4, len(data)) == corner


_SENT = [("C:\\夹\\表.xlsx", "表.xlsx"), (" a/b/c.xlsx ", "c.xlsx"), ('"表.xlsx"', "表.xlsx"), ("表\r\n.xlsx", "表 .xlsx")]


@pytest.mark.parametrize(("sent", "name"), _SENT)
def test_the_name_of_an_attachment_is_its_last_part(sent: str, name: str) -> None:
    """Without folders, quotation marks and ends of lines."""
    word = f"=?utf-8?b?{b64encode(sent.encode()).decode()}?="
    part = message_from_bytes(f'Content-Disposition: attachment; filename="{word}"\n\nx'.encode())
    assert _file_name(part) == name
    assert _file_name(message_from_bytes(b"Content-Disposition: inline\n\nx")) == ""


def test_the_end_of_a_cell_outside_of_a_table_is_no_more_than_a_word() -> None:
    """Pages are broken in every way; the table that follows is read."""
    page = "<html><body></td></tr></table>前<table><tr><td>甲</td></th><td>乙</td></tr></table></td>后</body></html>"
    (sheet,) = parse_workbook(page.encode(), LIMITS).sheets
    assert {"甲", "乙"} <= {str(each.value) for each in sheet.cells.values()}


@pytest.mark.parametrize(
    ("file", "container", "kinds"),
    [
        ("a.xlsx", "xlsx", []),
        ("a.xlsm", "xlsx", []),
        ("a.xltx", "xlsx", []),
        ("a.xls", "xlsx", ["wrong_extension"]),
        ("a.xls", "xls", ["old_format"]),
        ("a.et", "xls", ["old_format"]),
        ("a.xlsb", "xlsb", ["old_format"]),
        ("a.ods", "ods", ["old_format"]),
        ("a.xlsx", "xls", ["wrong_extension", "old_format"]),
        ("a.pdf", "pdf", []),
        ("a.htm", "html", ["document"]),
        ("a.csv", "txt", ["document"]),
        ("a.xls", "html", ["document", "wrong_extension"]),
        ("a.wps", "doc", ["document"]),
        ("a.rtf", "doc", ["document"]),
        ("a.docx", "docx", ["document"]),
    ],
)
def test_what_a_name_says_of_a_format(file: str, container: str, kinds: list[str]) -> None:
    """A name that does not tell what the file is, a document, and an old format are each told."""
    told = _container_remarks(Entry(file, Path(file)), container)
    assert [each.kind for each in told] == kinds
    if "old_format" in kinds:
        assert told[-1] == Remark("old_format", detail={"format": ".et" if file == "a.et" else f".{container}"})
    if "wrong_extension" in kinds:
        assert Remark("wrong_extension", detail={"actual": f".{container}"}) in told


@pytest.mark.parametrize(
    ("file", "reason", "message", "told"),
    [
        ("a.xlsx", "not_a_workbook", "文件不是 Excel 工作簿。", "文件不是 Excel 工作簿。"),
        ("a.zip", "not_a_workbook", "文件不是 Excel 工作簿。", "压缩包已损坏，里面的表没有读取。"),
        ("a.zip", "damaged", "压缩包设有密码。", "压缩包设有密码。"),
        ("a.zip", "too_large", "太大。", "太大。"),
        ("a.pdf", "unsupported", "没有字。", "没有字。"),
    ],
)
def test_a_refusal_says_what_was_sent(file: str, reason: str, message: str, told: str) -> None:
    """A kind of file that people send instead of a workbook is called by its name."""
    found = _by_extension(RefusedFile(reason, message, ""), Entry(file, Path(file)))  # type: ignore[arg-type]
    assert found.message == told
