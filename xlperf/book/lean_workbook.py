"""xlsxwriter's workbook, its parts packed while they are written."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter.packager import Packager
from xlsxwriter.workbook import Workbook

_PIECE = 1 << 16
_LEVEL = 5
"""Of packing: the usual 6 takes nearly twice the time (a seventh of writing a summary) for a file 3.5 % smaller."""


class LeanWorkbook(Workbook):  # type: ignore[misc] # xlsxwriter carries no type marker
    """A workbook made in memory of which no part is ever held as a whole.

    xlsxwriter writes every part into a ``StringIO`` of its own, keeps them all, and packs them at the end: for a large
    summary that is three times the memory of its rows.  Here a part goes into the package as it comes.
    """

    filename: Any

    def _store_workbook(self) -> None:
        target, self.filename = self.filename, BytesIO()  # xlsxwriter's own package stays empty
        with (
            ThreadPoolExecutor(1) as packer,
            ZipFile(target, "w", ZIP_DEFLATED, allowZip64=self.allow_zip64, compresslevel=_LEVEL) as package,
        ):
            self._package, self._packer = package, packer
            super()._store_workbook()

    def _get_packager(self) -> Packager:
        return _StreamingPackager(self._package, self._packer)


class _StreamingPackager(Packager):  # type: ignore[misc] # xlsxwriter carries no type marker
    """Hands out the parts of a package one after the other; xlsxwriter has done with one when it asks for the next."""

    def __init__(self, package: ZipFile, packer: Executor) -> None:
        super().__init__()
        self._package, self._packer = package, packer
        self._part: _Part | None = None

    def _filename(self, xml_filename: str) -> StringIO:
        self._finish()
        self._part = _Part(self._package, xml_filename, self._packer)
        return self._part

    def _create_package(self) -> list[Any]:
        pictures = super()._create_package()
        self._finish()
        for content, name, _ in pictures:
            self._package.writestr(ZipInfo(name), content.getvalue(), ZIP_DEFLATED, _LEVEL)
        return []

    def _finish(self) -> None:
        if self._part is not None:
            self._part.finish()
            self._part = None


class _Part(StringIO):
    """A part of a package that is written from its beginning to its end.

    Its pieces are packed by a thread of their own, one after the other: zlib lets go of the interpreter meanwhile.
    """

    def __init__(self, package: ZipFile, name: str, packer: Executor) -> None:
        super().__init__()
        self._packer = packer
        self._packing: Future[int] | None = None
        self._entry = package.open(name, "w")  # bears zipfile's own first date, 1980, not that of the clock
        self._pieces: list[str] = []
        self._held = 0

    def write(self, text: str, /) -> int:
        """Take a piece of the text."""
        self._pieces.append(text)
        self._held += len(text)
        if self._held > _PIECE:
            self._pack()
        return len(text)

    def writelines(self, texts: Iterable[str], /) -> None:  # type: ignore[override] # typeshed has bytes there
        """Take many pieces of the text."""
        for each in texts:
            self._pieces.append(each)
            self._held += len(each)
            if self._held > _PIECE:
                self._pack()

    def finish(self) -> None:
        """End the part: what follows is another."""
        self._pack()
        self._await()
        self._entry.close()

    def _pack(self) -> None:
        """Hand what is held to the thread that packs; only the piece before it may still be with that."""
        piece = "".join(self._pieces).encode()
        self._await()
        self._packing = self._packer.submit(self._entry.write, piece)
        self._pieces.clear()
        self._held = 0

    def _await(self) -> None:
        """Wait until what was handed over is packed; what went wrong there is raised here."""
        if self._packing is not None:
            self._packing.result()
            self._packing = None
