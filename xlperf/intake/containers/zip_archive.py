"""Archives (.zip): listed by their central directory, each member bounded, nothing unpacked to disk."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from calendar import timegm
from collections.abc import Sequence
from functools import cached_property

from xlperf.errors import RefusedFile
from xlperf.intake.containers.members import CHINA, Key, Member, decoded, shown_name
from xlperf.intake.containers.unpacked_packages import package_folders, packed_again
from xlperf.intake.formats.zip_directory import zip_of
from xlperf.intake.limits import Limits
from xlperf.intake.refusals import encrypted, too_large, unsafe

_ENCRYPTED, _NAMES_ARE_UTF_8 = 0x1, 0x800
_UNICODE_PATH = 0x7075
_PACKAGE_PARTS = frozenset(
    ("[content_types].xml", "mimetype", "content.xml", "word/document.xml", "xl/workbook.xml", "_rels/.rels", "ofd.xml")
)
_BROKEN = "压缩包里的这个文件已损坏，解不开。"
_AGAIN = "请让报送单位重新压缩，或不压缩直接发送。"


class ZipArchive:
    """A .zip that is no workbook and no document itself."""

    kind = "压缩包"

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._zip = zip_of(data)
        self._limits = limits
        self._size = len(data)

    @property
    def is_package(self) -> bool:
        """True for a workbook or document: those are zips, too."""
        names = [each.filename.lower().lstrip("/") for each in self._zip.infolist()]
        # index/… are the parts of a document of Apple's programs, which the reader of workbooks names.
        return any(each in _PACKAGE_PARTS or (each.startswith("index/") and each.endswith(".iwa")) for each in names)

    def note(self) -> str:
        """Say nothing: an archive has no sender."""
        return ""

    def members(self) -> list[Member]:
        """Return the files of the archive.

        Raises:
            RefusedFile: more of them than are looked at, or entries that lie over each other.
        """
        files = [(index, each) for index, each in enumerate(self._zip.infolist()) if not each.is_dir()]
        if len(files) > self._limits.container_members:
            message = f"压缩包里有 {len(files)} 个文件，超过 {self._limits.container_members} 个的上限。"
            raise too_large(message, "请分成几个压缩包。")
        self._require_apart([each for _, each in files])
        parts = {each for _, own in self._packages.values() for each in own}
        alone = [self._member(index, each) for index, each in files if index not in parts]
        return alone + [self._package(index, *each) for index, each in self._packages.items()]

    def content(self, key: Key) -> bytes:
        """Return the bytes of a file of the archive, of a package from its parts.

        Raises:
            RefusedFile: it cannot be unpacked, or is not what the directory says.
        """
        index, is_package = key
        if not is_package:
            return self._content(index)
        above = self._names[index].rpartition("/")[0]
        return packed_again((self._names[each].removeprefix(f"{above}/"), self._content(each)) for each in self._packages[index][1])

    @cached_property
    def _packages(self) -> dict[int, tuple[str, tuple[int, ...]]]:
        return package_folders(self._names)

    @cached_property
    def _names(self) -> list[str]:
        """Return the names of all entries, of folders nothing."""
        return ["" if each.is_dir() else _name(each).replace("\\", "/") for each in self._zip.infolist()]

    def _package(self, index: int, ending: str, parts: Sequence[int]) -> Member:
        """Return a package as one file: what is wrong with one of its parts is wrong with it."""
        infos = self._zip.infolist()
        members = [self._member(each, infos[each]) for each in parts]
        size = sum(each.size for each in members)
        refusal = next((each.refusal for each in members if each.refusal is not None), None)
        if size > self._limits.package_bytes:
            refusal = refusal or too_large(f"文件有 {size >> 20} MB，超过 {self._limits.package_bytes >> 20} MB 的上限。")
        folder = self._member(index, infos[index]).name.rpartition("/")[0].removesuffix(ending)
        return Member(folder + ending, (index, 1), size, max(each.modified for each in members), refusal)

    def _content(self, index: int) -> bytes:
        info = self._zip.infolist()[index]
        try:
            with self._zip.open(info) as source:
                data = source.read(self._limits.file_bytes + 1)
        except NotImplementedError as error:
            raise RefusedFile("unsupported", "压缩包里的这个文件用了少见的压缩方式，解不开。", _AGAIN) from error
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError, struct.error) as error:
            raise RefusedFile("damaged", _BROKEN, _AGAIN) from error
        if len(data) > self._limits.file_bytes or len(data) != info.file_size:
            raise RefusedFile("damaged", "压缩包里的这个文件与目录写的大小不符。", _AGAIN)
        return data

    def _require_apart(self, files: list[zipfile.ZipInfo]) -> None:
        """Refuse an archive whose files share their bytes: a small file that expands without end."""
        end = 0
        for each in sorted(files, key=lambda info: info.header_offset):
            if each.header_offset < 0:  # the directory itself stands elsewhere than the archive says
                raise RefusedFile("damaged", "压缩包已损坏，里面的表没有读取。", _AGAIN)
            if each.header_offset < end or each.compress_size > self._size:
                raise unsafe("压缩包里的文件互相重叠，可能是压缩炸弹。")
            end = each.header_offset + each.compress_size

    def _member(self, index: int, info: zipfile.ZipInfo) -> Member:
        name = _name(info)
        parts = [each for each in name.replace("\\", "/").split("/") if each not in ("", ".")]
        shown = shown_name("/".join(each for each in parts if each != "..")) or "没有名称的文件"
        return Member(shown, (index, 0), info.file_size, _modified(info), self._refusal(info, parts, name))

    def _refusal(self, info: zipfile.ZipInfo, parts: list[str], name: str) -> RefusedFile | None:
        if ".." in parts or name[:1] in ("/", "\\") or name[1:2] == ":":
            return unsafe("压缩包里的文件名通向别的文件夹。")
        if info.flag_bits & _ENCRYPTED:
            found = encrypted()
            return RefusedFile(found.reason, "压缩包设有密码，无法读取。", "请解压后放进文件夹，或让报送单位不加密码重新发送。")
        if info.file_size > self._limits.file_bytes:
            return too_large(f"文件有 {info.file_size >> 20} MB，超过 {self._limits.file_bytes >> 20} MB 的上限。")
        large = info.file_size > self._limits.part_ratio_from_bytes
        if large and info.file_size > info.compress_size * self._limits.part_ratio:
            return unsafe("压缩包里的文件展开后过大，可能是压缩炸弹。")
        return None


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name as it was meant: programs of Chinese Windows write GBK where the format says code page 437."""
    if info.flag_bits & _NAMES_ARE_UTF_8:
        return info.orig_filename
    unicode_path = _extra_name(info.extra)
    if unicode_path:
        return unicode_path
    try:
        return decoded(info.orig_filename.encode("cp437"))
    except UnicodeEncodeError:
        return info.orig_filename


def _extra_name(extra: bytes) -> str:
    """Return the name of the Info-ZIP Unicode Path field, empty when there is none."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == _UNICODE_PATH and size > 5:
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    return ""


def _modified(info: zipfile.ZipInfo) -> int:
    try:
        return max(0, timegm((*info.date_time, 0, 0, 0)) - CHINA)
    except (ValueError, OverflowError):
        return 0
