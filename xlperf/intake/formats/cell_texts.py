"""Texts put into a blank workbook: only its cells change, every other part stays byte for byte."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.errors import LayoutError
from xlperf.intake.formats.package import Package
from xlperf.intake.formats.spreadsheetml import parse_part, relationships, sheet_parts, workbook_part
from xlperf.intake.limits import intake_settings

_TYPE = lazy_pattern(rb"""\s+t\s*=\s*(?:"[^"]*"|'[^']*')""")
_DAY_ONE = (1980, 1, 1, 0, 0, 0)
"""The earliest day that a zip entry can have: the same input gives the same bytes."""


def with_texts(data: bytes, sheet: str, texts: Mapping[str, str]) -> bytes:
    """Return a workbook (.xlsx) with some cells of one sheet set to texts; their formats stay.

    Saving it with a library instead would lose what the library does not know.

    Args:
        data: the workbook.
        sheet: the name of the sheet, which it must have.
        texts: what to write, by A1 address.

    Raises:
        LayoutError: a cell has no format of its own, so that it is not in the file.
        RefusedFile: the workbook cannot be read.
    """
    package = Package(data, intake_settings().limits)
    name = workbook_part(package)
    part = next(
        each.part for each in sheet_parts(package, parse_part(package, name), relationships(package, name)) if each.name == sheet
    )
    wanted = part.lstrip("/").casefold()
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(written, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename.replace("\\", "/").lstrip("/").casefold() == wanted:
                for address, text in texts.items():
                    content = _with_text(content, address, text)
            entry = zipfile.ZipInfo(info.filename, _DAY_ONE)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, info.external_attr, 0
            target.writestr(entry, content)
    return written.getvalue()


def _with_text(content: bytes, address: str, text: str) -> bytes:
    """Return the part of a sheet with a text in a cell, written in place (``inlineStr``)."""
    at = address.encode("ascii")
    pattern = re.compile(rb"<((?:\w+:)?)c(\s(?:[^>]*?\s)?r=[\"']" + at + rb"[\"'][^>]*?)(?:/>|>.*?</\1c>)", re.DOTALL)
    found = pattern.search(content)
    if found is None:
        raise LayoutError(f"空白表的单元格 {address} 没有设过格式，填不进去。", "请打开写好的空白表，自己填写这一格。")
    prefix, attributes = found[1].decode(), _TYPE.sub(b"", found[2]).rstrip().decode()
    inner = f'<{prefix}is><{prefix}t xml:space="preserve">{escape(text)}</{prefix}t></{prefix}is>'
    cell = f'<{prefix}c{attributes} t="inlineStr">{inner}</{prefix}c>'.encode()
    return content[: found.start()] + cell + content[found.end() :]
