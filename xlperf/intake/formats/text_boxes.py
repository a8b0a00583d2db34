"""The texts of boxes that lie over a sheet, at the cell under their upper left corner; pictures and stamps say nothing."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError, fromstring

from xlperf.errors import RefusedFile
from xlperf.intake.formats.package import Package
from xlperf.intake.formats.spreadsheetml import related, relationships
from xlperf.intake.sheet import SetAside

_PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def text_boxes(package: Package, part: str) -> dict[tuple[int, int], SetAside]:
    """Return the texts of boxes over a sheet by row and column; a broken drawing is decoration and costs nothing.

    Args:
        package: the workbook.
        part: that of the sheet.
    """
    try:
        drawing = related(relationships(package, part), "drawing")
        if not drawing or drawing not in package:
            return {}
        return _boxes(fromstring(package.part(drawing)))
    except (RefusedFile, ParseError, ValueError, LookupError):
        return {}


def _boxes(drawing: Element) -> dict[tuple[int, int], SetAside]:
    found: dict[tuple[int, int], str] = {}
    for anchor in drawing:
        corner = anchor.find(f"{_PLACED}from")
        texts = dict.fromkeys(text for body in anchor.iter(f"{_PLACED}txBody") if (text := _text(body)))
        if corner is None or not texts:
            continue
        at = _number(corner, "row") + 1, _number(corner, "col") + 1
        found[at] = "\n".join(filter(None, (found.get(at, ""), *texts)))
    return {at: SetAside("text_box", text) for at, text in found.items()}


def _text(body: Element) -> str:
    lines = ("".join(each.text or "" for each in line.iter(f"{_DRAWN}t")) for line in body.iter(f"{_DRAWN}p"))
    return "\n".join(each for each in lines if each.strip()).strip()


def _number(corner: Element, name: str) -> int:
    return int(corner.findtext(f"{_PLACED}{name}", "0"))
