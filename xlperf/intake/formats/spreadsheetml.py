"""The parts of a workbook package: which there are, how they are named, how their texts are escaped.

Themes, names and pictures are not looked at: an error in a form's decoration must
not cost the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from posixpath import join, normpath
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError, fromstring

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.errors import RefusedFile
from xlperf.intake.formats.package import Package
from xlperf.intake.refusals import broken_part, damaged, no_sheet
from xlperf.intake.sheet import SheetState

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ESCAPE = lazy_pattern("_x([0-9A-Fa-f]{4})_")
_ON = ("1", "true")
_USUAL_PART = "xl/workbook.xml"
_SHEET_TYPES = ("/worksheet", "/macrosheet", "/xlmacrosheet", "/intlmacrosheet")

_WORKSHEET_PART = lazy_pattern(r"xl/worksheets/[^/]+\.xml")

Relations = Mapping[str, tuple[str, str]]
"""The relationships of a part: id to (type, part name)."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet in the workbook's list: its name, state and the part that holds it."""

    name: str
    state: SheetState
    part: str


def parse_part(package: Package, name: str) -> Element:
    """Return a part as an element tree.

    Raises:
        RefusedFile: ``damaged`` when the part is missing or not well-formed.
    """
    try:
        return fromstring(package.part(name))
    except (ParseError, ValueError, LookupError) as error:
        raise broken_part(name) from error


def workbook_part(package: Package) -> str:
    """Return the name of the workbook part.

    Raises:
        RefusedFile: ``not_a_workbook`` for a package of another kind, ``damaged`` without one.
    """
    target = related(relationships(package, ""), "officeDocument")
    names = package.names()
    if not target and _USUAL_PART in names:  # the list of the package is lost, not the workbook
        return _USUAL_PART
    if target.startswith("word/") or (not target and any(name.startswith("word/") for name in names)):
        raise RefusedFile("not_a_workbook", "文件不是 Excel 工作簿，实际是 Word 文档。", "请用 Excel 模板填报后重新报送。")
    if "content.xml" in names and target not in names:
        return "content.xml"
    if target.endswith(".bin") or "xl/workbook.bin" in names:
        return "xl/workbook.bin"
    if target and target in package:
        return target
    if any(name.startswith("xl/") for name in names):
        raise damaged("文件已损坏，缺少工作簿的目录部件。")
    if any(name.endswith(".iwa") or name == "index.zip" for name in names):
        hint = "请在 Numbers 里选“文件→导出为→Excel”，重新报送导出的 .xlsx。"
        raise RefusedFile("not_a_workbook", "文件不是 Excel 工作簿，实际是苹果电脑的 Numbers 表格。", hint)
    raise RefusedFile("not_a_workbook", "文件不是 Excel 工作簿，是普通压缩包或其他文档。", "请解压后把其中的工作簿放入文件夹。")


def sheet_parts(package: Package, workbook: Element, relations: Relations) -> list[SheetPart]:
    """Return the sheets of a workbook in tab order; chart, dialogue and module sheets hold no cells and are left out.

    A module of old macros is listed without any part.  So is a sheet whose mention of its part is lost: then there is a
    part more than sheets that name one.  Whether there is the part of a sheet is for its reader to see.

    Raises:
        RefusedFile: ``damaged`` when no sheet is listed.
    """
    parts: list[SheetPart] = []
    listed = workbook.findall(f"{MAIN}sheets/{MAIN}sheet")
    named = {relations.get(each.get(_REL_ID, ""), ("", ""))[1].casefold() for each in listed}
    is_complete = all(each in named for each in package.names() if _WORKSHEET_PART.fullmatch(each))
    for each in listed:
        name = unescape(each.get("name", ""))
        if not each.get(_REL_ID) and is_complete:
            continue
        kind, part = relations.get(each.get(_REL_ID, ""), ("", ""))
        if kind and not kind.lower().endswith(_SHEET_TYPES):
            continue
        state = each.get("state", "visible")
        parts.append(SheetPart(name, "visible" if state not in ("hidden", "veryHidden") else state, part))  # type: ignore[arg-type]
    if not parts:
        raise no_sheet()
    return parts


def counts_from_1904(workbook: Element) -> bool:
    """Return True when a workbook counts its days from 1904, as old Macs did, and not from 1900."""
    properties = workbook.find(f"{MAIN}workbookPr")
    return properties is not None and properties.get("date1904") in _ON


def awaits_calculation(workbook: Element) -> bool:
    """Return True when the program that wrote a workbook leaves its formulas to be calculated when it is opened."""
    properties = workbook.find(f"{MAIN}calcPr")
    return properties is not None and properties.get("fullCalcOnLoad") in _ON


def unescape(text: str) -> str:
    """Decode ``_xHHHH_`` as the format means it (ECMA-376 ST_Xstring): ``_x005F_`` is a plain underscore."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # two halves of a character, or one alone


def related(relations: Relations, kind: str) -> str:
    """Return the part that stands in a relationship of some kind, empty when there is none."""
    ending = f"/{kind}"
    return next((part for each, part in relations.values() if each.endswith(ending)), "")


def relationships(package: Package, owner: str) -> Relations:
    """Return the relationships of a part (the package itself for ""): id to (type, part name)."""
    folder, _, name = owner.rpartition("/")
    listing = join(folder, "_rels", f"{name}.rels")
    if listing not in package:
        return {}
    try:
        found = _relations(package.part(listing), folder)
    except (ParseError, ValueError, LookupError) as error:
        raise broken_part(listing) from error
    if not any("%" in part for _, part in found.values()):
        return found
    return {each: (kind, part if part in package else unquote(part)) for each, (kind, part) in found.items()}


@lru_cache(maxsize=32)
def _relations(data: bytes, folder: str) -> Relations:
    """Return the relationships in a part, which is often the same in the next workbook."""
    found: dict[str, tuple[str, str]] = {}
    for each in fromstring(data):
        target = each.get("Target", "").replace("\\", "/")  # as older .NET programs write it, in names of parts too
        if each.get("TargetMode") == "External":
            continue
        part = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        found[each.get("Id", "")] = (each.get("Type", ""), part)
    return found
