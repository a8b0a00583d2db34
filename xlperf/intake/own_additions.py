"""What a person wrote into a workbook of ours: cells under a list or right of it, blank cells in it, comments.

Every cell that we write has a style, and every program keeps it; what is typed into an empty cell has none or, saved by a
program that gives each cell one (LibreOffice, WPS), one without fill, border and alignment, which none of ours is; and what is
typed into a cell that we left blank has the style of such cells (``xlperf/book/theme.py``).
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
from xlperf.intake.limits import Limits
from xlperf.intake.own_output import was_saved_again
from xlperf.intake.own_summary import NAMED, value_of
from xlperf.intake.sheet import address, place_of

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
    cells, styles = CellReader(book_facts(package, root, relations)), _styles(package, related(relations, "styles"))
    return tuple(
        each
        for sheet in sheet_parts(package, root, relations)
        for each in (*_typed(sheet.name, package.part(sheet.part), cells, styles), *_comments(sheet.name, package, sheet.part))
    )


@dataclass(frozen=True, slots=True)
class _Styles:
    """The numbers of the styles that a cell has which we left blank, and of those that no cell of ours has."""

    blank: frozenset[bytes] = frozenset()
    plain: frozenset[bytes] = frozenset()


def _styles(package: Package, part: str) -> _Styles:
    if part not in package:
        return _Styles()
    blank, plain = set[bytes](), set[bytes]()
    for number, each in enumerate(parse_part(package, part).iterfind(f"{MAIN}cellXfs/{MAIN}xf")):
        alignment = each.find(f"{MAIN}alignment")
        if _is_left_to_right(alignment):
            blank.add(str(number).encode())
        elif _is_plain(each, alignment):
            plain.add(str(number).encode())
    return _Styles(frozenset(blank), frozenset(plain))


def _is_plain(style: Element, alignment: Element | None) -> bool:
    """Tell whether a style has neither fill nor border nor an alignment of its own."""
    if style.get("fillId", "0") != "0" or style.get("borderId", "0") != "0":
        return False
    own = {} if alignment is None else alignment.attrib
    return own.get("horizontal", "general") == "general" and own.get("vertical", "bottom") == "bottom"


def _is_left_to_right(alignment: Element | None) -> bool:
    return alignment is not None and alignment.get("readingOrder") == _LEFT_TO_RIGHT


def _typed(sheet: str, data: bytes, cells: CellReader, styles: _Styles) -> Iterator[Addition]:
    filled = [(each, _style_of(each["look"], styles)) for each in _FILLED.finditer(data)]
    if 2 * sum(style is None for _, style in filled) > len(filled):
        return
    for each, style in filled:
        at = _PLACE.search(each["look"]) if style is None or style in styles.blank else None
        if at is None:
            continue
        row, column = place_of(at[1].decode())
        try:
            value = value_of(cells, fromstring(NAMED + each[0][2:]), row, column)
        except (ParseError, ValueError, LookupError):
            continue
        if value is not None and str(value).strip():
            yield Addition(sheet, at[1].decode(), str(value).strip(), is_within=style is not None)


def _style_of(look: bytes, styles: _Styles) -> bytes | None:
    """Return the number of the style of a cell; None for a cell without one, or with one that none of ours has."""
    found = _STYLE.search(look)
    return None if found is None or found[1] in styles.plain else found[1]


def _comments(sheet: str, package: Package, part: str) -> Iterator[Addition]:
    for (row, column), aside in sorted(cell_comments(package, part).items()):
        yield Addition(sheet, address(row, column), aside.text, is_comment=True)
