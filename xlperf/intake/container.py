"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re
from typing import Literal

from xlperf.errors import RefusedFile

Container = Literal["zip", "xls"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RESAVE = "请用 Excel 或 WPS 打开后，“另存为”Excel 工作簿（.xlsx）重新报送。"
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF 文档"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\xff\xd8\xff", "图片"),
    (b"\x89PNG", "图片"),
    (b"{\\rtf", "RTF 文档"),
)


def container_of(data: bytes) -> Container:
    """Return whether the bytes are a zip package or an Excel 97–2003 workbook.

    Raises:
        RefusedFile: ``encrypted``, ``damaged`` or ``not_a_workbook``.
    """
    if not data:
        raise RefusedFile("damaged", "文件是空的（0 字节）。", "请让报送单位重新发送。")
    if data.startswith(b"PK\x03\x04"):
        return "zip"
    if data.startswith(_OLE):
        return _ole(data)
    for mark, kind in _OTHERS:
        if data.startswith(mark):
            raise RefusedFile("not_a_workbook", f"文件不是 Excel 工作簿，实际是{kind}。", _RESAVE)
    raise RefusedFile("not_a_workbook", f"文件不是 Excel 工作簿，实际是{_text_kind(data)}。", _RESAVE)


def _ole(data: bytes) -> Container:
    """Tell an encrypted workbook, an .xls and a Word document apart by the names of their streams."""
    if _stream("EncryptedPackage") in data or _stream("EncryptionInfo") in data:
        raise RefusedFile(
            "encrypted", "文件设有打开密码，无法读取。", "请取消打开密码（文件→信息→保护工作簿→用密码进行加密）后重新报送。"
        )
    if _stream("WordDocument") in data:
        raise RefusedFile("not_a_workbook", "文件不是 Excel 工作簿，实际是 Word 文档。", _RESAVE)
    if _stream("Workbook") in data or _stream("Book") in data:
        return "xls"
    raise RefusedFile("not_a_workbook", "文件不是 Excel 工作簿，是其他 Office 文档。", _RESAVE)


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\0\0"


def _text_kind(data: bytes) -> str:
    head = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta")) or b"<table" in head:
        return "网页（HTML）"
    if head.startswith(b"<"):
        return "XML 文件"
    if re.search(rb"[\x00-\x08\x0e-\x1f]", data[:4096]) is None or head.isascii():
        return "文本（CSV 等）"
    return "无法识别的数据"
