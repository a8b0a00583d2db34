"""What Excel would repair in a workbook package: parts, content types, relationships, order and references of cells."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, fromstring

from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_MOST_LINKS = 65_530
_ORDER = re.findall(
    r"\w+",
    """sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
    autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations
    hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors
    smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems tableParts extLst""",
)
"""Order of the elements of a sheet: ECMA-376 part 1, 18.3.1.99."""


def package_faults(content: bytes) -> list[str]:
    """Return every fault found, as a sentence; empty for a sound package."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        names = package.namelist()
        parts = {name: package.read(name) for name in names}
    faults = [f"{name} is there {count} times" for name, count in Counter(names).items() if count > 1]
    faults += _content_types(parts)
    faults += _relationships(parts)
    faults += _workbook(parts)
    return faults


def _content_types(parts: dict[str, bytes]) -> Iterator[str]:
    root = fromstring(parts["[Content_Types].xml"])
    defaults = {each.get("Extension", "").lower() for each in root.iter(f"{_TYPES}Default")}
    overrides = [each.get("PartName", "").lstrip("/") for each in root.iter(f"{_TYPES}Override")]
    yield from (f"content type of {name}, which is not there" for name in overrides if name not in parts)
    yield from (f"two content types of {name}" for name, count in Counter(overrides).items() if count > 1)
    for name in parts:
        if name != "[Content_Types].xml" and name not in overrides and name.rpartition(".")[2].lower() not in defaults:
            yield f"{name} has no content type"


def _relationships(parts: dict[str, bytes]) -> Iterator[str]:
    for name, data in parts.items():
        if not name.endswith(".rels"):
            continue
        folder, _, file = name.partition("_rels/")
        source = folder + file.removesuffix(".rels")
        if source and source not in parts:
            yield f"{name} belongs to no part"
            continue
        found = list(fromstring(data).iter(_PACKAGE_REL))
        ids = Counter(each.get("Id", "") for each in found)
        yield from (f"{name}: {key} is there twice" for key, count in ids.items() if count > 1)
        for each in found:
            target = _target(folder, each)
            if target is not None and target not in parts:
                yield f"{name}: {each.get('Id')} leads to {target}, which is not there"
        if source:
            used = set(re.findall(rb'\br:(?:id|embed|link)="([^"]+)"', parts[source]))
            yield from (f"{source} uses {key.decode()}, which {name} does not have" for key in used if key.decode() not in ids)


def _target(folder: str, relationship: Element) -> str | None:
    """Return the part that a relationship leads to, None outside the package."""
    if relationship.get("TargetMode") == "External":
        return None
    target = relationship.get("Target", "")
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _workbook(parts: dict[str, bytes]) -> Iterator[str]:
    root = fromstring(parts["xl/workbook.xml"])
    rels = {each.get("Id"): _target("xl/", each) for each in fromstring(parts["xl/_rels/workbook.xml.rels"]).iter(_PACKAGE_REL)}
    sheets = list(root.iter(f"{_MAIN}sheet"))
    names = [each.get("name", "") for each in sheets]
    if len({name.lower() for name in names}) < len(names) or len({each.get("sheetId") for each in sheets}) < len(sheets):
        yield "two sheets have one name or number"
    yield from (
        f"the name of the sheet {name} is not allowed" for name in names if len(name) > 31 or re.search(r"[\[\]:*?/\\]", name)
    )
    for each in root.iter(f"{_MAIN}definedName"):
        if int(each.get("localSheetId", "0")) >= len(sheets):
            yield f"the name {each.get('name')} belongs to no sheet"
    strings = len(list(fromstring(parts.get("xl/sharedStrings.xml", b"<sst/>")).iter(f"{_MAIN}si")))
    cell_formats = fromstring(parts["xl/styles.xml"]).find(f"{_MAIN}cellXfs")
    styles = 0 if cell_formats is None else len(cell_formats)
    for name, each in zip(names, sheets, strict=True):
        part = rels.get(each.get(f"{_REL}id"))
        if part is None or part not in parts:
            yield f"the sheet {name} has no part"
        else:
            yield from (f"{name}: {fault}" for fault in _sheet(fromstring(parts[part]), strings, styles, set(names)))


def _sheet(root: Element, strings: int, styles: int, names: set[str]) -> Iterator[str]:
    order = [_ORDER.index(each.tag.removeprefix(_MAIN)) for each in root if each.tag.startswith(_MAIN)]
    if order != sorted(order):
        yield "its elements are out of order"
    yield from _cells(root, strings, styles)
    taken: set[tuple[int, int]] = set()
    for each in root.iter(f"{_MAIN}mergeCell"):
        left, top, right, bottom = range_boundaries(each.get("ref", ""))
        area = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if area & taken:
            yield f"the merge {each.get('ref')} overlaps another"
        taken |= area
    links = list(root.iter(f"{_MAIN}hyperlink"))
    if len(links) > _MOST_LINKS:
        yield f"{len(links)} links"
    for each in links:
        location = each.get("location", "")
        if each.get(f"{_REL}id") is None and location.rpartition("!")[0].strip("'").replace("''", "'") not in names:
            yield f"the link of {each.get('ref')} leads to {location}"


def _cells(root: Element, strings: int, styles: int) -> Iterator[str]:
    last_row = 0
    for row in root.iter(f"{_MAIN}row"):
        number = int(row.get("r", "0"))
        if number <= last_row:
            yield f"row {number} is out of order"
        last_row, last_column = number, 0
        for cell in row.iter(f"{_MAIN}c"):
            at = cell.get("r", "")
            place = coordinate_to_tuple(at)
            if place[0] != number or place[1] <= last_column:
                yield f"{at} is out of order"
            last_column = place[1]
            if int(cell.get("s", "0")) >= styles:
                yield f"{at} has a style that is not there"
            if cell.get("t") == "s" and int(cell.findtext(f"{_MAIN}v", "0")) >= strings:
                yield f"{at} has a text that is not there"
