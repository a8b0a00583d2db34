"""XML Spreadsheet 2003 (.xml, often named .xls): what many systems write because it is plain text.

Source: Microsoft, XML Spreadsheet Reference (Office 2003), urn:schemas-microsoft-com:office:spreadsheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.documents.marked_text import PLAIN, Look, Piece, text_of
from xlperf.intake.limits import Limits
from xlperf.intake.refusals import damaged, too_large, too_many_cells, too_many_merges, too_many_sheets, unsafe
from xlperf.intake.sheet import Area, Cell, SetAside, Sheet, Workbook
from xlperf.intake.unread_sheets import read_or_unread

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_SS = f"{{{NAMESPACE}}}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_MOST_BYTES = 16 << 20
_IN_GB = lazy_pattern(rb"<\?xml[^>]*\bencoding\s*=\s*[\"'](?:gb2312|gbk|gb18030)[\"']", re.IGNORECASE)
_FORMATS = {
    "General Number": "General",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Currency": "#,##0.00",
    "Scientific": "0.00E+00",
    "Short Date": "yyyy/m/d",
    "Medium Date": "yyyy/m/d",
    "Long Date": 'yyyy"年"m"月"d"日"',
    "General Date": "yyyy/m/d",
}
_STRUCK = Look("struck")
_MARKS = {"s": _STRUCK, "del": _STRUCK, "sup": Look(None, "superscript"), "sub": Look(None, "subscript")}
_STATES: dict[str, Literal["hidden", "veryHidden"]] = {"SheetHidden": "hidden", "SheetVeryHidden": "veryHidden"}


def read_spreadsheet_2003(data: bytes, limits: Limits) -> Workbook:
    """Return the sheets of a workbook written as one XML file.

    Raises:
        RefusedFile: it is broken, carries a DTD, or holds more than is looked at.
    """
    if len(data) > _MOST_BYTES:
        raise too_large(f"XML 表格有 {len(data) >> 20} MB，超过 {_MOST_BYTES >> 20} MB 的上限。")
    flat = data.replace(b"\0", b"")
    if b"<!DOCTYPE" in flat or b"<!ENTITY" in flat:
        raise unsafe("文件内部含有外部实体声明（DTD），这是常见的攻击手段，正常的工作簿不会有。")
    try:
        root = fromstring(_declared(data))
    except (ParseError, ValueError, LookupError) as error:
        raise damaged("文件已损坏，不是完整的 XML。") from error
    styles = _styles(root)
    sheets = root.findall(f"{_SS}Worksheet")
    if len(sheets) > limits.sheets:
        raise too_many_sheets(limits)
    return Workbook("xml", tuple(_SheetReader(each, styles, limits).read_or_unread() for each in sheets))


def _declared(data: bytes) -> bytes | str:
    """Return the bytes, or their text where the declared encoding is one that the parser does not know."""
    if _IN_GB.search(data[:200]):
        text = data.decode("gb18030")
        return text[text.index("?>") + 2 :] if "?>" in text[:300] else text
    return data


class _Style(NamedTuple):
    """What a style says of cells: the code of their number format, and whether they are struck out."""

    code: str = "General"
    look: Look = PLAIN


_NO_STYLE = _Style()


def _styles(root: Element) -> dict[str, _Style]:
    """Return the styles by their id; one takes what it does not say from its parent."""
    codes: dict[str, str] = {}
    struck: dict[str, bool] = {}
    parents: dict[str, str] = {}
    for style in root.iter(f"{_SS}Style"):
        key = style.get(f"{_SS}ID", "")
        parents[key] = style.get(f"{_SS}Parent", "")
        number, font = style.find(f"{_SS}NumberFormat"), style.find(f"{_SS}Font")
        name = number.get(f"{_SS}Format", "") if number is not None else ""
        if name:
            codes[key] = _FORMATS.get(name, name)
        if font is not None and (said := font.get(f"{_SS}StrikeThrough")) is not None:
            struck[key] = said == "1"
    return {
        key: _Style(
            codes.get(key) or codes.get(parents[key], "General"), _STRUCK if struck.get(key, struck.get(parents[key])) else PLAIN
        )
        for key in parents
    }


def _pieces(data: Element, look: Look) -> Iterator[Piece]:
    """Yield a text by its marks (``<S>``, ``<Sup>``, ``<Sub>``, of HTML)."""
    if data.text:
        yield Piece(data.text, look)
    for each in data:
        yield from _pieces(each, _MARKS.get(each.tag.rpartition("}")[2].casefold(), PLAIN).over(look))
        if each.tail:
            yield Piece(each.tail, look)


class _SheetReader:
    """One sheet: cells by their own index or one behind the other."""

    def __init__(self, sheet: Element, styles: dict[str, _Style], limits: Limits) -> None:
        self._sheet, self._styles, self._limits = sheet, styles, limits
        self._name = sheet.get(f"{_SS}Name") or "Sheet"
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merges: list[Area] = []
        self._set_aside: dict[tuple[int, int], SetAside] = {}
        self._cut_off = False

    def read_or_unread(self) -> Sheet:
        """Return the sheet, one without cells where there is more on it than is kept."""
        return read_or_unread(self._name, self._state(), self._read)

    def _read(self) -> Sheet:
        hidden_rows: set[int] = set()
        row = 0
        table = self._sheet.find(f"{_SS}Table")
        elements = table.findall(f"{_SS}Row") if table is not None else []
        for element in elements:
            row = _number(element.get(f"{_SS}Index"), row + 1)
            if element.get(f"{_SS}Hidden") == "1":
                hidden_rows.add(row)
            self._read_row(element, row)
            row += _number(element.get(f"{_SS}Span"), 0)
        columns = self._hidden_columns(table)
        merges = tuple(self._merges)
        hidden = frozenset(hidden_rows), columns
        return Sheet(self._name, self._state(), self._cells, merges, *hidden, self._cut_off, self._set_aside)

    def _read_row(self, element: Element, row: int) -> None:
        column = 0
        for each in element.findall(f"{_SS}Cell"):
            column = _number(each.get(f"{_SS}Index"), column + 1)
            across, down = (_number(each.get(f"{_SS}Merge{way}"), 0) for way in ("Across", "Down"))
            if column > self._limits.columns:
                self._cut_off = True
                return
            cell, aside = self._cell(each)
            if aside is not None:
                self._set_aside[row, column] = aside
            if cell is not None:
                if len(self._cells) >= self._limits.cells_per_sheet:
                    raise too_many_cells(self._name, self._limits)
                self._cells[row, column] = cell
            if across or down:
                if len(self._merges) >= self._limits.merges_per_sheet:
                    raise too_many_merges(self._name, self._limits)
                self._merges.append(Area(row, column, row + down, min(column + across, self._limits.columns)))
            column += across

    def _cell(self, element: Element) -> tuple[Cell | None, SetAside | None]:
        formula = element.get(f"{_SS}Formula") or ""
        style = self._styles.get(element.get(f"{_SS}StyleID", "Default"), _NO_STYLE)
        data = element.find(f"{_SS}Data")
        text, aside = ("", None) if data is None else text_of(tuple(_pieces(data, style.look)))
        if not text.strip():
            return Cell(formula, "uncached", formula=True) if formula and aside is None else None, aside
        kind = "" if data is None else data.get(f"{_SS}Type", "String")
        return _typed(text, kind, style.code, bool(formula)), aside

    def _hidden_columns(self, table: Element | None) -> frozenset[int]:
        hidden: set[int] = set()
        column = 0
        for each in table.findall(f"{_SS}Column") if table is not None else []:
            column = _number(each.get(f"{_SS}Index"), column + 1)
            span = min(_number(each.get(f"{_SS}Span"), 0), self._limits.columns)
            if each.get(f"{_SS}Hidden") == "1":
                hidden.update(range(column, column + span + 1))
            column += span
        return frozenset(hidden)

    def _state(self) -> Literal["visible", "hidden", "veryHidden"]:
        visible = self._sheet.find(f"{_EXCEL}WorksheetOptions/{_EXCEL}Visible")
        return _STATES.get((visible.text or "").strip(), "visible") if visible is not None else "visible"


def _typed(text: str, kind: str, code: str, formula: bool) -> Cell:
    if kind == "Number":
        try:
            number = Decimal(text.strip())
            if number.is_finite():
                return Cell(Decimal(f"{float(number):.15g}"), "number", code, formula)
        except (InvalidOperation, OverflowError):
            pass
    elif kind == "DateTime":
        try:
            point = datetime.fromisoformat(text.strip()[:19])
            return Cell(point if point.time() != time() else point.date(), "date", code, formula)
        except ValueError:
            pass
    elif kind == "Boolean":
        return Cell(text.strip() == "1", "boolean", code, formula)
    elif kind == "Error":
        return Cell(text.strip(), "error", code, formula)
    return Cell(text, "text", code, formula)


def _number(text: str | None, otherwise: int) -> int:
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 8 else otherwise
