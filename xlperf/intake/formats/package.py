"""The zip package of an .xlsx: bounded, free of tricks, its parts as clean XML.

The limits come from ``schemas/intake.json``.  ``zipfile`` stops at the declared
size of an entry, so summing declared sizes before reading is a sound bound.
"""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.errors import RefusedFile
from xlperf.intake.formats.zip_directory import zip_of
from xlperf.intake.limits import Limits
from xlperf.intake.refusals import damaged, encrypted, too_large, unsafe

_SOURCE_HINT = "请让报送单位用 Excel 或 WPS 打开、删去多余的内容后另存为 .xlsx 重新发送。"
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1
_HEAD_OF_PART = 4096
_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_DECLARATION = lazy_pattern(rb"""^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["'][^>]*\?>""")
_READ_AS_IT_IS = ("utf-8", "utf8", "us-ascii", "ascii")
# How UTF-16 begins, with or without a byte order mark.
_UTF_16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_HARMLESS = 8
"""A part of an eighth of what one may have is read however well it was packed: a table of equal rows is no bomb."""

_COUNTED = (".xml", ".rels", ".vml", ".bin")
_NEVER_READ = ("vbaproject.bin", "printersettings", "/embeddings/", "/media/")


class Package:
    """An opened package; ``part`` gives the bytes of one XML part, made safe.

    Args:
        data: the bytes of the file.
        limits: upper bounds.

    Raises:
        RefusedFile: ``damaged``, ``encrypted``, ``unsafe`` or ``too_large``.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        try:
            self._archive = zip_of(data)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise damaged("文件已损坏（压缩结构不完整）。") from error
        self._entries = self._check_entries(self._archive.infolist())

    def _check_entries(self, infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        limits = self._limits
        if len(infos) > limits.package_entries:
            raise too_large(f"工作簿内部有 {len(infos)} 个部件，超过 {limits.package_entries} 个的上限。", _SOURCE_HINT)
        entries: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            name = info.filename.replace("\\", "/").lstrip("/").casefold()
            if name in entries:
                raise damaged(f"工作簿内部有两个同名的部件（{info.filename}），无法确定以哪个为准。")
            entries[name] = info
        _refuse_overlaps(infos)
        total = sum(info.file_size for name, info in entries.items() if _is_counted(name))
        if total > limits.package_bytes:
            raise too_large(f"文件展开后有 {total >> 20} MB，超过 {limits.package_bytes >> 20} MB 的上限。", _SOURCE_HINT)
        return entries

    def __contains__(self, name: str) -> bool:
        return name.lstrip("/").casefold() in self._entries

    def names(self) -> list[str]:
        """Return the names of all parts, folded to lower case, in package order."""
        return list(self._entries)

    def part(self, name: str) -> bytes:
        """Return an XML part as UTF-8 with transitional namespaces.

        Other encodings are decoded first, since a parser set-up can miss both
        their text and a hidden DOCTYPE; Strict workbooks are brought to the
        namespaces that openpyxl knows.

        Raises:
            RefusedFile: the part is missing, broken, too large or declares a DTD.
        """
        data = self.text(name)
        for strict, transitional in _STRICT:
            if strict in data[:_HEAD_OF_PART]:
                data = data.replace(strict, transitional)
        return data

    def text(self, name: str) -> bytes:
        """Return an XML part as UTF-8 in its own namespaces, otherwise as it stands.

        Raises:
            RefusedFile: as ``part``.
        """
        return harmless_xml(self.raw(name))

    def raw(self, name: str) -> bytes:
        """Return the bytes of a part as stored, within the limits."""
        info = self._entries.get(name.lstrip("/").casefold())
        if info is None:
            raise damaged(f"工作簿缺少内部部件（{name}）。")
        self._check_size(info)
        if info.flag_bits & _ENCRYPTED:
            raise encrypted()
        try:
            return self._archive.read(info)
        except NotImplementedError as error:
            hint = "请让报送单位用 Excel 或 WPS 打开、另存为 .xlsx 后重新发送。"
            raise RefusedFile("unsupported", "工作簿用了少见的压缩方式，解不开。", hint) from error
        except (RuntimeError, struct.error, lzma.LZMAError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise damaged("文件已损坏，内容读不出来（校验不符）。") from error

    def check_sizes(self) -> None:
        """Hold every part against its limits, for a reader that opens the package by itself.

        Raises:
            RefusedFile: ``too_large``.
        """
        for name, info in self._entries.items():
            if _is_counted(name):
                self._check_size(info)

    def _check_size(self, info: zipfile.ZipInfo) -> None:
        limits, name = self._limits, info.filename
        is_styles = name.lower().endswith("styles.xml")
        most = limits.styles_bytes if is_styles else limits.part_bytes
        if info.file_size > most:
            what = "样式部件" if is_styles else "内部部件"
            raise too_large(f"{what} {name} 展开后有 {info.file_size >> 20} MB，超过 {most >> 20} MB 的上限。", _SOURCE_HINT)
        ratio = info.file_size // max(info.compress_size, 1)
        large = info.file_size > max(limits.part_ratio_from_bytes, limits.part_bytes // _HARMLESS)
        if large and ratio > limits.part_ratio:
            raise too_large(f"内部部件 {name} 的压缩倍数为 {ratio}，超过 {limits.part_ratio} 倍的上限。", _SOURCE_HINT)


def _is_counted(name: str) -> bool:
    return name.endswith(_COUNTED) and not any(each in name for each in _NEVER_READ)


def _refuse_overlaps(infos: list[zipfile.ZipInfo]) -> None:
    """Refuse entries that share bytes (CVE-2024-0450), which older Pythons expand."""
    end = 0
    for info in sorted(infos, key=lambda each: each.header_offset):
        if info.header_offset < 0:
            raise damaged("文件已损坏（压缩结构不完整）。")
        if info.header_offset < end:
            raise unsafe("文件内部的压缩结构互相重叠，这是压缩炸弹的做法。")
        end = info.header_offset + _LOCAL_HEADER + len(info.filename) + info.compress_size


def harmless_xml(data: bytes) -> bytes:
    """Return XML as UTF-8.

    Raises:
        RefusedFile: ``unsafe``, it declares a DTD.
    """
    data = _as_utf8(data)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise unsafe("文件内部含有外部实体声明（DTD），这是常见的攻击手段，正常的工作簿不会有。")
    return data


def _as_utf8(data: bytes) -> bytes:
    """Return XML as UTF-8 without a declaration of another encoding."""
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    encoding = _UTF_16.get(data[:2], "")
    if not encoding:
        declared = _DECLARATION.match(data[:_HEAD_OF_PART])
        encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
        if encoding in _READ_AS_IT_IS:
            return data
    try:
        text = data.decode(encoding)
        data = text.encode("utf-8")
    except (UnicodeError, LookupError) as error:
        raise damaged("文件内部的文字编码有误，读不出来。") from error
    return re.sub(rb"^<\?xml[^>]*\?>", b"", data, count=1)
