"""Archives of 7-Zip (.7z), by the extra ``archives``: bounded as a .zip is, nothing unpacked to disk."""

from __future__ import annotations

import struct
from importlib import import_module
from io import BytesIO
from typing import Any

from xlperf.data.components import component
from xlperf.errors import RefusedFile
from xlperf.intake.containers.members import Key, Member, shown_name
from xlperf.intake.limits import Limits
from xlperf.intake.refusals import damaged, too_large, unsafe

SEVEN_ZIP = b"7z\xbc\xaf\x27\x1c"
_HINT = "请解压到文件夹，或改压缩为 .zip 后再运行一次。"
_AGAIN = "请解压后放进文件夹，或让报送单位不加密码重新发送。"
_HEAD_BYTES = 32
_LONGEST_DIRECTORY = 4 << 20


class SevenZipArchive:
    """A .7z.

    Raises:
        RefusedFile: py7zr is not installed, the archive is broken, or its directory is encrypted or too long.
    """

    kind = "压缩包"

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._library: Any = import_module("py7zr")
        except ImportError as error:
            message = "文件是 7z 压缩包，里面的表没有读取。"
            raise RefusedFile("unsupported", message, f"{_HINT[:-1]}；也可以安装{component('archives')}。") from error
        if len(data) < _HEAD_BYTES or struct.unpack_from("<Q", data, 20)[0] > _LONGEST_DIRECTORY:
            raise damaged("压缩包已损坏，里面的表没有读取。")
        self._data, self._limits = data, limits
        self._contents: dict[int, bytes] = {}
        try:
            with self._opened() as archive:
                self._files = [each for each in archive.list() if not each.is_directory]
                self._is_encrypted = bool(archive.needs_password())
        except self._library.exceptions.PasswordRequired as error:
            raise _encrypted("压缩包连目录也设有密码，无法读取。") from error
        self._require_bounded()

    def note(self) -> str:
        """Say nothing: an archive has no sender."""
        return ""

    def members(self) -> list[Member]:
        """Return the files of the archive."""
        return [self._member(index, each) for index, each in enumerate(self._files)]

    def content(self, key: Key) -> bytes:
        """Return the bytes of a file; the archive is one stream, so that all of it is unpacked with the first.

        Raises:
            RefusedFile: it cannot be unpacked.
        """
        if self._is_encrypted:
            raise _encrypted("压缩包设有密码，无法读取。")
        if not self._contents:
            self._unpack()
        info = self._files[key[0]]
        data = self._contents[key[0]]
        if len(data) != info.uncompressed:
            raise RefusedFile("damaged", "压缩包里的这个文件已损坏，解不开。", "请让报送单位重新压缩，或不压缩直接发送。")
        return data

    def _opened(self) -> Any:
        return self._library.SevenZipFile(BytesIO(self._data), "r")

    def _unpack(self) -> None:
        factory = import_module("py7zr.io").BytesIOFactory(self._limits.package_bytes)
        with self._opened() as archive:
            archive.extractall(factory=factory)
        found = {name: product.read() for name, product in factory.products.items()}
        seen: dict[str, int] = {}
        for index, each in enumerate(self._files):  # the library calls the second of one name a.xlsx_0
            count = seen[each.filename] = seen.get(each.filename, -1) + 1
            self._contents[index] = found.get(each.filename if not count else f"{each.filename}_{count - 1}", b"")

    def _require_bounded(self) -> None:
        """Refuse an archive that is small and says itself that it becomes very large: all of it is one stream."""
        total = sum(each.uncompressed for each in self._files)
        if total > self._limits.package_bytes:
            most = self._limits.package_bytes >> 20
            raise too_large(f"压缩包展开后有 {total >> 20} MB，超过 {most} MB 的上限。", "请分成几个压缩包。")
        if total > self._limits.part_ratio_from_bytes and total > len(self._data) * self._limits.part_ratio:
            raise unsafe("压缩包里的文件展开后过大，可能是压缩炸弹。")

    def _member(self, index: int, info: Any) -> Member:
        parts = [each for each in info.filename.replace("\\", "/").split("/") if each not in ("", ".")]
        name = shown_name("/".join(each for each in parts if each != "..")) or "没有名称的文件"
        refusal = None
        if ".." in parts or info.filename[:1] in ("/", "\\") or info.filename[1:2] == ":":
            refusal = unsafe("压缩包里的文件名通向别的文件夹。")
        elif self._is_encrypted:
            refusal = _encrypted("压缩包设有密码，无法读取。")
        elif info.uncompressed > self._limits.file_bytes:
            refusal = too_large(f"文件有 {info.uncompressed >> 20} MB，超过 {self._limits.file_bytes >> 20} MB 的上限。")
        return Member(name, (index, 0), info.uncompressed, _modified(info), refusal)


def _encrypted(message: str) -> RefusedFile:
    return RefusedFile("encrypted", message, _AGAIN)


def _modified(info: Any) -> int:
    made = info.creationtime
    return max(0, int(made.timestamp())) if made is not None else 0
