"""A template workbook without what lies far from its form, for a library that would lay out every cell in between.

A whole column that was merged, or one stray cell in the last row, is common in blanks that offices pass on; openpyxl
makes a million cells of it.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.formats.package import Package
from xlperf.intake.limits import Limits
from xlperf.intake.sheet import column_letters, column_number

_MOST_ROWS = 2000
_SHEET = lazy_pattern(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_ROW = lazy_pattern(rb'<((?:\w+:)?)row\b[^>]*?\br="(\d+)"[^>]*?(?:/>|>.*?</\1row>)', re.DOTALL)
_CELL = lazy_pattern(rb'<((?:\w+:)?)c\b[^>]*?\br="([A-Za-z]+)\d+"[^>]*?(?:/>|>.*?</\1c>)', re.DOTALL)
_AREA = lazy_pattern(rb'(<(?:\w+:)?mergeCell\b[^>]*?\bref=")\$?([A-Za-z]+)\$?(\d+):\$?([A-Za-z]+)\$?(\d+)("[^>]*>)')
_DIMENSION = lazy_pattern(rb"<(?:\w+:)?dimension\b[^>]*/>")


def trimmed(data: bytes, limits: Limits) -> BytesIO:
    """Return a package whose worksheets end at row 2000 and at the last column that is read.

    Raises:
        RefusedFile: it cannot be opened, or is beyond a limit.
    """
    package = Package(data, limits)
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            if name in package:
                is_sheet = _SHEET.fullmatch(name.lstrip("/"))
                target.writestr(name, _within(package.text(name), limits.columns) if is_sheet else package.raw(name))
    stream.seek(0)
    return stream


def _within(sheet: bytes, columns: int) -> bytes:
    """Return a worksheet part without rows, cells and merged areas outside; areas that reach out are cut."""

    def cell(found: re.Match[bytes]) -> bytes:
        return found[0] if column_number(found[2].decode("ascii")) <= columns else b""

    def row(found: re.Match[bytes]) -> bytes:
        return _CELL.sub(cell, found[0]) if int(found[2]) <= _MOST_ROWS else b""

    def area(found: re.Match[bytes]) -> bytes:
        left, right = (column_number(found[each].decode("ascii")) for each in (2, 4))
        top, bottom = int(found[3]), int(found[5])
        if left > columns or top > _MOST_ROWS:
            return b""
        if (right, bottom) == (min(right, columns), min(bottom, _MOST_ROWS)):
            return found[0]
        # An area that goes on to the end of the sheet is laid over what the sheet holds, and that is its first cell.
        bottom, right = min(bottom, top if bottom > _MOST_ROWS else bottom), min(right, left if right > columns else right)
        if (left, top) == (right, bottom):
            return b""
        return found[1] + f"{column_letters(left)}{top}:{column_letters(right)}{bottom}".encode() + found[6]

    return _AREA.sub(area, _ROW.sub(row, _DIMENSION.sub(b"", sheet, count=1)))
