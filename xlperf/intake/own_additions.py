"""What a person wrote into a workbook of ours: cells under a list or right of it, blank cells in it, comments.

Every cell that we write has a style, and every program keeps it; what is typed into an empty cell has none, and what is typed
into a cell that we left blank has the style of such cells (``xlperf/book/theme.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, fromstring

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.formats.cell_reader import CellReader, book_facts
from xlperf.intake.formats.comments import cell_comments
from xlperf.intake.formats.package import Package
from xlperf.intake.formats.spreadsheetml import MAIN, parse_part, related, relationships, sheet_parts, workbook_part
from xlperf.intake.formats.worksheet_reader import place_of
from xlperf.intake.limits import Limits
from xlperf.intake.own_output import was_saved_again
from xlperf.intake.own_summary import NAMED, value_of
from xlperf.intake.sheet import address

_FILLED = lazy_pattern(rb"<c (?P<look>[^>]*[^/>])>(?P<inside>(?:(?!</c>).)*<(?:v|is)\b(?:(?!</c>).)*)</c>", re.DOTALL)
_STYLE, _PLACE = lazy_pattern(rb'\bs="([1-9][0-9]*)"'), lazy_pattern(rb'\br="([A-Z]{1,3}[0-9]{1,7})"')
_LEFT_TO_RIGHT = "1"


@dataclass(frozen=True, slots=True)
class Addition:
    """What a person wrote.

    Attributes:
        sheet, cell: where.
        text: what.
        is_comment: it is a comment on the cell, not its value.
        is_within: it stands in a cell that we left blank.
    """

    sheet: str
    cell: str
    text: str
    is_comment: bool = False
    is_within: bool = False


def additions(data: bytes, limits: Limits) -> tuple[Addition, ...]:
    """Return what a person wrote into a workbook of ours where nothing stood, in the order of its sheets.

    No cells of a sheet most of whose cells have no style: a program took them all away.

    Raises:
        RefusedFile: the package cannot be read.
    """
    if not was_saved_again(data):
        return ()
    package = Package(data, limits)
    workbook = workbook_part(package)
    root, relations = parse_part(package, workbook), relationships(package, workbook)
    cells, blank = CellReader(book_facts(package, root, relations)), _blank_styles(package, related(relations, "styles"))
    return tuple(
        each
        for sheet in sheet_parts(package, root, relations)
        for each in (*_typed(sheet.name, package.part(sheet.part), cells, blank), *_comments(sheet.name, package, sheet.part))
    )


def _blank_styles(package: Package, part: str) -> frozenset[bytes]:
    """Return the numbers of the styles that a cell has which we left blank."""
    if part not in package:
        return frozenset()
    found = enumerate(parse_part(package, part).iterfind(f"{MAIN}cellXfs/{MAIN}xf"))
    return frozenset(str(number).encode() for number, each in found if _is_left_to_right(each.find(f"{MAIN}alignment")))


def _is_left_to_right(alignment: Element | None) -> bool:
    return alignment is not None and alignment.get("readingOrder") == _LEFT_TO_RIGHT


def _typed(sheet: str, data: bytes, cells: CellReader, blank: frozenset[bytes]) -> Iterator[Addition]:
    filled = [(each, _STYLE.search(each["look"])) for each in _FILLED.finditer(data)]
    if 2 * sum(style is None for _, style in filled) > len(filled):
        return
    for each, style in filled:
        at = _PLACE.search(each["look"]) if style is None or style[1] in blank else None
        if at is None:
            continue
        row, column = place_of(at[1].decode())
        try:
            value = value_of(cells, fromstring(NAMED + each[0][2:]), row, column)
        except (ParseError, ValueError, LookupError):
            continue
        if value is not None and str(value).strip():
            yield Addition(sheet, at[1].decode(), str(value).strip(), is_within=style is not None)


def _comments(sheet: str, package: Package, part: str) -> Iterator[Addition]:
    for (row, column), aside in sorted(cell_comments(package, part).items()):
        yield Addition(sheet, address(row, column), aside.text, is_comment=True)
