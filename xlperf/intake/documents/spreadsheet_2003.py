"""XML Spreadsheet 2003 (.xml, often named .xls): what many systems write because it is plain text.

Source: Microsoft, XML Spreadsheet Reference (Office 2003), urn:schemas-microsoft-com:office:spreadsheet.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal
from xml.etree.ElementTree import Element, ParseError, fromstring

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.limits import Limits
from xlperf.intake.refusals import damaged, too_large, too_many_cells, too_many_merges, too_many_sheets, unsafe
from xlperf.intake.sheet import Area, Cell, Sheet, Workbook

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
    formats = _formats(root)
    sheets = root.findall(f"{_SS}Worksheet")
    if len(sheets) > limits.sheets:
        raise too_many_sheets(limits)
    return Workbook("xml", tuple(_SheetReader(each, formats, limits).read() for each in sheets))


def _declared(data: bytes) -> bytes | str:
    """Return the bytes, or their text where the declared encoding is one that the parser does not know."""
    if _IN_GB.search(data[:200]):
        text = data.decode("gb18030")
        return text[text.index("?>") + 2 :] if "?>" in text[:300] else text
    return data


def _formats(root: Element) -> dict[str, str]:
    """Return the number formats by the id of their style; a style takes that of its parent where it has none."""
    own: dict[str, str] = {}
    parents: dict[str, str] = {}
    for style in root.iter(f"{_SS}Style"):
        key = style.get(f"{_SS}ID", "")
        parents[key] = style.get(f"{_SS}Parent", "")
        number = style.find(f"{_SS}NumberFormat")
        name = number.get(f"{_SS}Format", "") if number is not None else ""
        if name:
            own[key] = _FORMATS.get(name, name)
    return {key: own.get(key) or own.get(parents[key], "General") for key in parents}


class _SheetReader:
    """One sheet: cells by their own index or one behind the other."""

    def __init__(self, sheet: Element, formats: dict[str, str], limits: Limits) -> None:
        self._sheet, self._formats, self._limits = sheet, formats, limits
        self._name = sheet.get(f"{_SS}Name") or "Sheet"
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merges: list[Area] = []
        self._cut_off = False

    def read(self) -> Sheet:
        """Return the sheet."""
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
        return Sheet(self._name, self._state(), self._cells, merges, frozenset(hidden_rows), columns, self._cut_off)

    def _read_row(self, element: Element, row: int) -> None:
        column = 0
        for each in element.findall(f"{_SS}Cell"):
            column = _number(each.get(f"{_SS}Index"), column + 1)
            across, down = (_number(each.get(f"{_SS}Merge{way}"), 0) for way in ("Across", "Down"))
            if column > self._limits.columns:
                self._cut_off = True
                return
            cell = self._cell(each)
            if cell is not None:
                if len(self._cells) >= self._limits.cells_per_sheet:
                    raise too_many_cells(self._name, self._limits)
                self._cells[row, column] = cell
            if across or down:
                if len(self._merges) >= self._limits.merges_per_sheet:
                    raise too_many_merges(self._name, self._limits)
                self._merges.append(Area(row, column, row + down, min(column + across, self._limits.columns)))
            column += across

    def _cell(self, element: Element) -> Cell | None:
        formula = element.get(f"{_SS}Formula") or ""
        data = element.find(f"{_SS}Data")
        text = "" if data is None else "".join(data.itertext())
        if not text.strip():
            return Cell(formula, "uncached", formula=True) if formula else None
        kind = "" if data is None else data.get(f"{_SS}Type", "String")
        code = self._formats.get(element.get(f"{_SS}StyleID", "Default"), "General")
        return _typed(text, kind, code, bool(formula))

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
            return Cell(date.fromisoformat(text.strip()[:10]), "date", code, formula)
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
