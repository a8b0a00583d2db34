"""What a person wrote into a workbook of ours beside what its lists have columns for: cells under a list or right of it, comments.

Every cell that we write has a style, and every program keeps it; what is typed into an empty cell has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError, fromstring

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.formats.cell_reader import CellReader, book_facts
from xlperf.intake.formats.comments import cell_comments
from xlperf.intake.formats.package import Package
from xlperf.intake.formats.spreadsheetml import parse_part, relationships, sheet_parts, workbook_part
from xlperf.intake.formats.worksheet_reader import place_of
from xlperf.intake.limits import Limits
from xlperf.intake.own_output import was_saved_again
from xlperf.intake.own_summary import NAMED, value_of
from xlperf.intake.sheet import address

_FILLED = lazy_pattern(rb"<c (?P<look>[^>]*[^/>])>(?P<inside>(?:(?!</c>).)*<(?:v|is)\b(?:(?!</c>).)*)</c>", re.DOTALL)
_STYLE, _PLACE = lazy_pattern(rb'\bs="(?!0")'), lazy_pattern(rb'\br="([A-Z]{1,3}[0-9]{1,7})"')


@dataclass(frozen=True, slots=True)
class Addition:
    """What a person wrote.

    Attributes:
        sheet, cell: where.
        text: what.
        is_comment: it is a comment on the cell, not its value.
    """

    sheet: str
    cell: str
    text: str
    is_comment: bool = False


def additions(data: bytes, limits: Limits) -> tuple[Addition, ...]:
    """Return what a person wrote into a workbook of ours beside its lists, in the order of its sheets.

    Nothing of a sheet most of whose cells have no style: a program took them all away.

    Raises:
        RefusedFile: the package cannot be read.
    """
    if not was_saved_again(data):
        return ()
    package = Package(data, limits)
    workbook = workbook_part(package)
    root, relations = parse_part(package, workbook), relationships(package, workbook)
    cells = CellReader(book_facts(package, root, relations))
    return tuple(
        each
        for sheet in sheet_parts(package, root, relations)
        for each in (*_typed(sheet.name, package.part(sheet.part), cells), *_comments(sheet.name, package, sheet.part))
    )


def _typed(sheet: str, data: bytes, cells: CellReader) -> Iterator[Addition]:
    filled = list(_FILLED.finditer(data))
    plain = [each for each in filled if not _STYLE.search(each["look"])]
    if 2 * len(plain) > len(filled):
        return
    for each in plain:
        at = _PLACE.search(each["look"])
        if at is None:
            continue
        row, column = place_of(at[1].decode())
        try:
            value = value_of(cells, fromstring(NAMED + each[0][2:]), row, column)
        except (ParseError, ValueError, LookupError):
            continue
        if value is not None and str(value).strip():
            yield Addition(sheet, at[1].decode(), str(value).strip())


def _comments(sheet: str, package: Package, part: str) -> Iterator[Addition]:
    for (row, column), aside in sorted(cell_comments(package, part).items()):
        yield Addition(sheet, address(row, column), aside.text, is_comment=True)
