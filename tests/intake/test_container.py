"""What a file is, is told by its bytes; each kind that is no workbook has its own sentence."""

from __future__ import annotations

import struct

import pytest

from tests.intake.compound_files import compound_file
from tests.intake.packages import LIMITS, packed
from xlperf.errors import RefusedFile
from xlperf.intake.container import container_of
from xlperf.intake.workbook_reader import parse_workbook

_RESAVE = "请用 Excel 或 WPS 打开后，“另存为”Excel 工作簿（.xlsx）重新报送。"
_BEGIN = struct.pack("<HH", 0x0809, 16) + bytes(16)
_XML_2003 = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'


@pytest.mark.parametrize(
    ("data", "reason", "message"),
    [
        (b"%PDF-1.7", "not_a_workbook", "文件不是 Excel 工作簿，实际是PDF 文档。"),
        (b"Rar!\x1a\x07", "not_a_workbook", "文件不是 Excel 工作簿，实际是压缩包。"),
        (b"\x89PNG\r\n", "not_a_workbook", "文件不是 Excel 工作簿，实际是图片。"),
        (b"{\\rtf1", "not_a_workbook", "文件不是 Excel 工作簿，实际是RTF 文档。"),
        ("\ufeff<html><table>".encode(), "not_a_workbook", "文件不是 Excel 工作簿，实际是网页（HTML）。"),
        ("<html><body>".encode("utf-16"), "not_a_workbook", "文件不是 Excel 工作簿，实际是网页（HTML）。"),
        (b"MIME-Version: 1.0\r\n", "not_a_workbook", "文件不是 Excel 工作簿，实际是网页（MHTML）。"),
        (_XML_2003.encode(), "unsupported", "文件不是 Excel 工作簿，实际是XML 表格（Excel 2003 XML）。"),
        (b"<?xml version='1.0'?><a/>", "not_a_workbook", "文件不是 Excel 工作簿，实际是XML 文件。"),
        ("项目名称,单位\n".encode("gb18030"), "not_a_workbook", "文件不是 Excel 工作簿，实际是文本（CSV 等）。"),
        (b"\x01\x02\xfe\x99", "not_a_workbook", "文件不是 Excel 工作簿，实际是无法识别的数据。"),
        (compound_file("WordDocument"), "not_a_workbook", "文件不是 Excel 工作簿，实际是Word 文档。"),
        (compound_file("PowerPoint Document"), "not_a_workbook", "文件不是 Excel 工作簿，实际是其他 Office 文档。"),
    ],
)
def test_what_is_no_workbook_is_named(data: bytes, reason: str, message: str) -> None:
    """The sentence says what the file is, the next step how to mend it."""
    with pytest.raises(RefusedFile) as refusal:
        container_of(data)
    assert (refusal.value.reason, refusal.value.message, refusal.value.hint) == (reason, message, _RESAVE)


def test_an_empty_file_is_damaged() -> None:
    """Zero bytes are named as such."""
    with pytest.raises(RefusedFile) as refusal:
        container_of(b"")
    assert (refusal.value.reason, str(refusal.value)) == ("damaged", "文件是空的（0 字节）。请让报送单位重新发送。")


@pytest.mark.parametrize(
    "data",
    [compound_file("EncryptionInfo", "EncryptedPackage"), compound_file("Workbook", content=_BEGIN + struct.pack("<HH", 0x2F, 6))],
    ids=["xlsx", "xls"],
)
def test_both_kinds_of_password_are_told(data: bytes) -> None:
    """An .xlsx in an encrypted package and an .xls with a password record say the same."""
    with pytest.raises(RefusedFile) as refusal:
        container_of(data)
    assert refusal.value.reason == "encrypted"
    assert str(refusal.value) == ("文件设有打开密码，无法读取。请取消打开密码（文件→信息→保护工作簿→用密码进行加密）后重新报送。")


def test_an_encrypted_entry_of_a_package_is_a_password_too() -> None:
    """A zip program can encrypt the parts of a workbook one by one."""
    data = bytearray(packed({"xl/workbook.xml": "<a/>", "_rels/.rels": "<a/>"}, 0))
    for place in range(len(data) - 4):
        for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            if data[place : place + 4] == mark:
                data[place + flags] |= 1
    with pytest.raises(RefusedFile) as refusal:
        parse_workbook(bytes(data), LIMITS)
    assert refusal.value.reason == "encrypted"


def test_a_workbook_that_holds_a_word_document_is_a_workbook() -> None:
    """Only the streams at the top tell what a file is."""
    assert container_of(compound_file("Workbook", nested=("WordDocument", "EncryptedPackage"), content=_BEGIN)) == "xls"
    with pytest.raises(RefusedFile, match="Word"):
        container_of(compound_file("WordDocument", nested=("Workbook",)))


def test_worksheets_of_the_time_before_containers_are_workbooks() -> None:
    """Excel 2 to 4 wrote records without a container, and so do some old programs."""
    assert container_of(b"\x09\x00\x04\x00\x00\x00\x10\x00") == "xls"


@pytest.mark.parametrize("length", [8, 100, 511, 600, 4700])
def test_a_compound_file_that_was_cut_off_is_damaged(length: int) -> None:
    """However little arrived, it is a refusal."""
    with pytest.raises(RefusedFile) as refusal:
        container_of(compound_file("Workbook")[:length])
    assert refusal.value.reason == "damaged"


def test_a_directory_that_leads_back_to_itself_ends() -> None:
    """A loop in the allocation table or among the siblings is no hang."""
    looped = bytearray(compound_file("A", "B"))
    struct.pack_into("<I", looped, len(looped) - 512 + 8 * 4, 8)
    with pytest.raises(RefusedFile, match="结构不完整"):
        container_of(bytes(looped))
    siblings = bytearray(compound_file("A", "B"))
    struct.pack_into("<I", siblings, 512 + 4096 + 2 * 128 + 72, 1)
    with pytest.raises(RefusedFile, match="其他 Office 文档"):
        container_of(bytes(siblings))


def test_zeros_are_no_text() -> None:
    """A copy that was never finished is a file of zeros, and data with zeros in it is no CSV."""
    with pytest.raises(RefusedFile) as refusal:
        container_of(bytes(20_000))
    assert (refusal.value.reason, refusal.value.message) == (
        "damaged",
        "文件里全是空字节，内容已经丢失（多半是复制、下载或同步没有完成）。",
    )
    for data in (b"a,b\0\0c\n" * 100, bytes(500) + b"abc" * 100):
        with pytest.raises(RefusedFile, match="实际是无法识别的数据"):
            container_of(data)
    with pytest.raises(RefusedFile, match="实际是文本"):
        container_of("a,b\n".encode("utf-16-le") * 100)
