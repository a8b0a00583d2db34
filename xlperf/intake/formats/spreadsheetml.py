"""The parts of a workbook package around its sheets: sheet list, texts, number formats.

Styles, themes, names and pictures are not looked at: an error in a form's
decoration must not cost the form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from posixpath import join, normpath
from typing import Literal
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from xlperf.errors import RefusedFile
from xlperf.intake.formats.package import Package
from xlperf.intake.refusals import broken_part, damaged, no_sheet

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SHARED, _TEXT = f"{MAIN}si", f"{MAIN}t"
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_SHEET_TYPES = ("/worksheet", "/macrosheet", "/xlmacrosheet", "/intlmacrosheet")
# Formats whose text changes with the language of Windows, as Chinese Excel shows them
# (ECMA-376 part 1, 18.8.30, table for zh-cn).
_CHINESE_FORMATS = {
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet in the workbook's list: its name, state and the part that holds it."""

    name: str
    state: Literal["visible", "hidden", "veryHidden"]
    part: str


@dataclass(frozen=True, slots=True)
class NumberFormats:
    """The number format of each cell style, and which of them show dates."""

    codes: tuple[str, ...]
    dates: frozenset[int]
    durations: frozenset[int]

    def code(self, style: int) -> str:
        """Return the format code of a style, ``General`` when the style does not exist."""
        return self.codes[style] if 0 <= style < len(self.codes) else "General"


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
    targets = _relationships(package, "")
    target = next((part for kind, part in targets.values() if kind.endswith("/officeDocument")), "")
    names = package.names()
    if any(name.startswith("word/") for name in names):
        raise RefusedFile("not_a_workbook", "文件不是 Excel 工作簿，实际是 Word 文档。", "请用 Excel 模板填报后重新报送。")
    if "content.xml" in names and "mimetype" in names:
        return "content.xml"
    if target.endswith(".bin") or "xl/workbook.bin" in names:
        return "xl/workbook.bin"
    if target and target in package:
        return target
    if any(name.startswith("xl/") for name in names):
        raise damaged("文件已损坏，缺少工作簿的目录部件。")
    raise RefusedFile("not_a_workbook", "文件不是 Excel 工作簿，是普通压缩包或其他文档。", "请解压后把其中的工作簿放入文件夹。")


def sheet_parts(package: Package, workbook: Element, workbook_name: str) -> list[SheetPart]:
    """Return the sheets of a workbook in tab order; chart and dialogue sheets hold no cells and are left out.

    Raises:
        RefusedFile: ``damaged`` when a listed sheet has no part, or no sheet is listed.
    """
    relations = _relationships(package, workbook_name)
    parts: list[SheetPart] = []
    listed = workbook.findall(f"{MAIN}sheets/{MAIN}sheet")
    for each in listed:
        name = unescape(each.get("name", ""))
        kind, part = relations.get(each.get(_REL_ID, ""), ("", ""))
        if kind and not kind.lower().endswith(_SHEET_TYPES):
            continue
        if not part or part not in package:
            raise damaged(f"文件已损坏，缺少工作表“{name}”的内容。")
        state = each.get("state", "visible")
        parts.append(SheetPart(name, "visible" if state not in ("hidden", "veryHidden") else state, part))  # type: ignore[arg-type]
    if not parts:
        raise no_sheet()
    return parts


def epoch_of(workbook: Element) -> datetime:
    """Return the date system of a workbook as openpyxl names it (1900, or 1904 of old Macs)."""
    properties = workbook.find(f"{MAIN}workbookPr")
    is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    return CALENDAR_MAC_1904 if is_1904 else CALENDAR_WINDOWS_1900


def shared_strings(package: Package, workbook_name: str) -> list[str]:
    """Return the shared texts; phonetic guides are no part of them, spaces between runs are."""
    part = next((part for kind, part in _relationships(package, workbook_name).values() if kind.endswith("/sharedStrings")), "")
    if not part or part not in package:
        return []
    texts: list[str] = []
    try:
        for _, element in iterparse(BytesIO(package.part(part))):  # never the whole tree: there may be a million
            if element.tag == _SHARED:
                texts.append(string_text(element))
                element.clear()
    except (ParseError, ValueError, LookupError) as error:
        raise broken_part(part) from error
    if element.tag != f"{MAIN}sst":
        raise broken_part(part)
    return texts


def string_text(element: Element) -> str:
    """Return the text of an ``si`` or ``is`` element, escapes decoded."""
    parts = [each.text or "" for each in element.findall(_TEXT)]
    if len(parts) != len(element):
        parts += [each.text or "" for each in element.findall(f"{MAIN}r/{MAIN}t")]
    return unescape("".join(parts))


def unescape(text: str) -> str:
    """Decode ``_xHHHH_`` as the format means it (ECMA-376 ST_Xstring): ``_x005F_`` is a plain underscore."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # two halves of a character, or one alone


def number_formats(package: Package, workbook_name: str) -> NumberFormats:
    """Return the number formats; a broken style part costs the formats, not the form."""
    part = next((part for kind, part in _relationships(package, workbook_name).values() if kind.endswith("/styles")), "")
    if not part or part not in package:
        return NumberFormats((), frozenset(), frozenset())
    try:
        root = fromstring(package.part(part))
    except (ParseError, ValueError, LookupError):
        return NumberFormats((), frozenset(), frozenset())
    custom = {each.get("numFmtId"): each.get("formatCode", "General") for each in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")}
    codes = tuple(_format_code(each.get("numFmtId", "0"), custom) for each in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf"))
    kinds = {code: (is_date_format(code), is_timedelta_format(code)) for code in set(codes)}
    dates = frozenset(style for style, code in enumerate(codes) if kinds[code][0])
    return NumberFormats(codes, dates, frozenset(style for style in dates if kinds[codes[style]][1]))


def _format_code(number: str, custom: dict[str | None, str]) -> str:
    return custom[number] if number in custom else builtin_format(int(number) if number.isdecimal() and len(number) < 6 else 0)


def builtin_format(number: int) -> str:
    """Return the format code of a built-in number, as Chinese Excel shows it."""
    return _CHINESE_FORMATS.get(number) or BUILTIN_FORMATS.get(number, "General")


def _relationships(package: Package, owner: str) -> dict[str, tuple[str, str]]:
    """Return the relationships of a part (the package itself for ""): id to (type, part name)."""
    folder, _, name = owner.rpartition("/")
    listing = join(folder, "_rels", f"{name}.rels")
    if listing not in package:
        return {}
    found: dict[str, tuple[str, str]] = {}
    for each in parse_part(package, listing):
        target = each.get("Target", "")
        if each.get("TargetMode") == "External":
            continue
        part = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        found[each.get("Id", "")] = (each.get("Type", ""), part)
    return found
