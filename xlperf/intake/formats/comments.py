"""The comments on the cells of a sheet: what people wrote beside a value, and what a template says of a cell."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError, fromstring

from xlperf.errors import RefusedFile
from xlperf.intake.formats.package import Package
from xlperf.intake.formats.spreadsheetml import related, relationships
from xlperf.intake.return_notice import units_own
from xlperf.intake.sheet import SetAside, place_of

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cell_comments(package: Package, part: str) -> Mapping[tuple[int, int], SetAside]:
    """Return the comments on a sheet by row and column; broken ones are decoration and cost nothing.

    Args:
        package: the workbook.
        part: that of the sheet.
    """
    try:
        name = related(relationships(package, part), "comments")
        if not name or name not in package:
            return {}
        found = ((_place(each.get("ref", "")), _text(each)) for each in fromstring(package.part(name)).iter(f"{_MAIN}comment"))
        return {at: SetAside("comment", own) for at, text in found if at is not None and (own := units_own(text))}
    except (RefusedFile, ParseError, ValueError, LookupError):
        return {}


def _place(reference: str) -> tuple[int, int] | None:
    """Return row and column of a reference such as E13, None for anything else."""
    try:
        return place_of(reference)
    except ValueError:
        return None


def _text(comment: Element) -> str:
    return "".join(each.text or "" for each in comment.iter(f"{_MAIN}t")).strip()
