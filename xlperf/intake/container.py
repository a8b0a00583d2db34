"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re
import struct
from typing import Literal

from xlperf.data.text_encoding import utf_16
from xlperf.errors import RefusedFile
from xlperf.intake.formats.compound_file import SIGNATURE, BrokenCompoundFile, TopStream, top_streams
from xlperf.intake.refusals import damaged, encrypted

Container = Literal["zip", "xls"]

_RESAVE = "请用 Excel 或 WPS 打开后，“另存为”Excel 工作簿（.xlsx）重新报送。"
_ZIP = b"PK\x03\x04"
_DOCUMENTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF 文档"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"{\\rtf", "RTF 文档"),
)
_PICTURES: tuple[tuple[bytes, str], ...] = ((b"\xff\xd8\xff", "图片"), (b"\x89PNG", "图片"))
# Worksheets of Excel 2 to 5 stand in the file without a container: a "beginning of file" record comes first.
_BARE_RECORDS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
_FILE_PASSWORD, _BEGIN_OF_FILE = 0x002F, 0x0809
_RECORDS_LOOKED_AT = 20
_TEXT_HEAD = 4096
_MARKUP: tuple[tuple[bytes, str], ...] = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", "XML 表格（Excel 2003 XML）"),
    (b"opendocument:xmlns:office", "OpenDocument 单文件（XML）"),
    (b"<html", "网页（HTML）"),
    (b"<!doctype html", "网页（HTML）"),
    (b"<table", "网页（HTML）"),
    (b"<meta", "网页（HTML）"),
)


def is_document(head: bytes) -> bool:
    """Return True when the first bytes are those of a workbook, a document or an archive."""
    return head.startswith((_ZIP, SIGNATURE, *(mark for mark, _ in _DOCUMENTS)))


def container_of(data: bytes) -> Container:
    """Return whether the bytes are a zip package or an Excel 97–2003 (or older) workbook.

    Raises:
        RefusedFile: ``encrypted``, ``damaged``, ``not_a_workbook`` or ``unsupported``.
    """
    if not data:
        raise RefusedFile("damaged", "文件是空的（0 字节）。", "请让报送单位重新发送。")
    if data.startswith(_ZIP):
        return "zip"
    if data.startswith(SIGNATURE):
        return _compound(data)
    if data.startswith(_BARE_RECORDS):
        return "xls"
    for mark, kind in (*_DOCUMENTS, *_PICTURES):
        if data.startswith(mark):
            raise RefusedFile("not_a_workbook", f"文件不是 Excel 工作簿，实际是{kind}。", _RESAVE)
    if not data.strip(b"\0"):
        raise RefusedFile("damaged", "文件里全是空字节，内容已经丢失（多半是复制、下载或同步没有完成）。", "请让报送单位重新发送。")
    kind = _text_kind(data)
    reason = "unsupported" if "XML）" in kind else "not_a_workbook"
    raise RefusedFile(reason, f"文件不是 Excel 工作簿，实际是{kind}。", _RESAVE)


def _compound(data: bytes) -> Container:
    """Tell an encrypted workbook, an .xls and other Office documents apart by the streams at the top."""
    try:
        streams = top_streams(data)
    except BrokenCompoundFile as error:
        raise damaged("文件已损坏（文件结构不完整）。") from error
    if "encryptedpackage" in streams:
        raise encrypted()
    for name in ("workbook", "book"):
        if name in streams:
            if _has_file_password(data, streams[name]):
                raise encrypted()
            return "xls"
    kind = "Word 文档" if "worddocument" in streams else "其他 Office 文档"
    raise RefusedFile("not_a_workbook", f"文件不是 Excel 工作簿，实际是{kind}。", _RESAVE)


def _has_file_password(data: bytes, stream: TopStream) -> bool:
    """Return True when a FILEPASS record stands among the first of a workbook stream."""
    place = stream.start
    if place is None:
        return False
    for count in range(_RECORDS_LOOKED_AT):
        if place + 4 > len(data):
            return False
        kind, length = struct.unpack_from("<HH", data, place)
        if kind == _FILE_PASSWORD:
            return True
        if count == 0 and kind != _BEGIN_OF_FILE:
            return False
        place += 4 + length
    return False


def _text_kind(data: bytes) -> str:
    head = data[:_TEXT_HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    for mark, kind in _MARKUP:
        if mark in head:
            return kind
    if head.startswith(b"mime-version:"):
        return "网页（MHTML）"
    if head.startswith(b"<"):
        return "XML 文件"
    if re.search(rb"[\x00-\x08\x0e-\x1f]", data[:_TEXT_HEAD]) is None or utf_16(data) is not None:
        return "文本（CSV 等）"
    return "无法识别的数据"
