"""What xlperf wrote itself, known by a mark inside: only such a file may be replaced, and it is no input.

A mark in the keywords alone proves nothing: a unit that made its form out of a summary, or pasted one into it,
hands in a workbook that still carries them.  A summary is one while it has its 来源核对, and what stands on
sheets that are not its own is read.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from xml.etree.ElementTree import ParseError, fromstring

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.words import SOURCES_SHEET
from xlperf.intake.formats.zip_directory import zip_of

SUMMARY_MARK = b"xlperf-summary"
"""Stands among the keywords of every workbook and page that xlperf itself wrote."""

_AS_WRITTEN = b"<AppVersion>12.0000</AppVersion>"
"""The version that XlsxWriter gives itself: that of Excel 2007, which no program in use writes."""

COPY_MARK = b"xlperf-return"
"""The comment of the package of a marked copy: it goes with the first program that saves the copy."""

MAIL_MARK = b"@xlperf.invalid>"
"""The end of the id of every draft."""

_LISTS = frozenset([SOURCES_SHEET, "退回清单", "退回说明"])
"""One of these sheets is in every workbook of our own: a summary, a list of returned files, a notice."""
_OWN_SHEET = lazy_pattern(
    r"(?:总览|汇总表|分类统计|指标明细|申报表|自评汇总表|自评表|校验结果|上下年对比|分级汇总|报送情况|报送质量|变动"
    r"|来源核对|退回清单|退回说明)(?:[ _（(]?\d+[)）]?)?"
)
_PACKAGE = b"PK\x03\x04"
_PART_BYTES = 4 << 20
_HEAD_BYTES = 1 << 16
_FAULTS = (zipfile.BadZipFile, zlib.error, OSError, ParseError, ValueError, LookupError, RuntimeError, EOFError, MemoryError)
_HEADS = {".html": SUMMARY_MARK, ".htm": SUMMARY_MARK, ".eml": MAIL_MARK}


def own_sheets(data: bytes) -> tuple[str, ...] | None:
    """Return the names of the sheets of a workbook that xlperf wrote, None for any other."""
    if not data.startswith(_PACKAGE):
        return None
    try:
        return _sheets_of(zip_of(data))
    except _FAULTS:
        return None


def is_own_workbook(data: bytes) -> bool:
    """Tell whether bytes are a workbook that xlperf wrote, which is no input."""
    return own_sheets(data) is not None


def was_saved_again(data: bytes) -> bool:
    """Tell whether another program saved a workbook of our own since: a person may have typed over what it lists."""
    try:
        return _AS_WRITTEN not in _part(zip_of(data), "docProps/app.xml")
    except _FAULTS:
        return True


def strange_sheets(names: Iterable[str]) -> frozenset[str]:
    """Return those of the sheets that no output of xlperf has: somebody put them in."""
    return frozenset(each for each in names if not _OWN_SHEET.fullmatch(each))


def is_own_output(path: Path) -> bool:
    """Tell whether a file is an earlier output of xlperf, as far as its mark tells; what cannot be read is none."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
            mark = _HEADS.get(path.suffix.lower())
            if mark is not None and not head.startswith(b"PK"):
                return mark in head
            if not head.startswith(_PACKAGE):
                return False
            stream.seek(0)
            with zipfile.ZipFile(stream) as package:
                names = _sheets_of(package)
                return package.comment == COPY_MARK if names is None else not strange_sheets(names)
    except _FAULTS:
        return False


def added_sheets(path: Path) -> tuple[str, ...]:
    """Return the sheets that somebody put into a workbook of ours, or renamed, in their order."""
    try:
        with zipfile.ZipFile(path) as package:
            names = _sheets_of(package) or ()
    except _FAULTS:
        return ()
    strange = strange_sheets(names)
    return tuple(each for each in names if each in strange)


def _sheets_of(package: zipfile.ZipFile) -> tuple[str, ...] | None:
    """Return the names of the sheets of a workbook of our own, None for any other and for one that is broken."""
    names = _marked_sheets(package)
    return names if names is not None and _LISTS & set(names) else None


def _marked_sheets(package: zipfile.ZipFile) -> tuple[str, ...] | None:
    """Return the names of the sheets of a workbook with our mark, None for any other and for one that is broken."""
    try:
        if SUMMARY_MARK not in _part(package, "docProps/core.xml"):
            return None
        book = fromstring(_part(package, "xl/workbook.xml"))
    except _FAULTS:
        return None
    return tuple(each.get("name", "") for each in book.iter() if each.tag.endswith("}sheet"))


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    """Return the beginning of a part, which is all of one that we wrote."""
    with package.open(name) as part:
        return part.read(_PART_BYTES)
