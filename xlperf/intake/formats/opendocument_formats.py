"""The number formats of an OpenDocument spreadsheet, as Excel format codes.

Only what forms use is followed: digits, thousands, per cent, currency and unit
texts, dates (OpenDocument 1.3 part 3, section 16.29, Data Styles).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DATA_STYLES = frozenset(f"{NUMBER}{kind}-style" for kind in ("number", "percentage", "currency", "date"))
_DATE_PARTS = {f"{NUMBER}year": "yy", f"{NUMBER}month": "m", f"{NUMBER}day": "d"}
_DEEPEST = 20


@dataclass(slots=True)
class CellStyles:
    """Which format code a cell style stands for, and which table styles hide their sheet."""

    codes: dict[str, str] = field(default_factory=dict)
    hidden_tables: set[str] = field(default_factory=set)
    _data: dict[str, str] = field(default_factory=dict)
    _cells: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, styles: Iterable[Element]) -> None:
        """Take in the children of a styles element."""
        for each in styles:
            name = each.get(f"{STYLE}name", "")
            if each.tag in _DATA_STYLES:
                self._data[name] = _format_code(each)
            elif each.tag == f"{STYLE}style" and each.get(f"{STYLE}family") == "table-cell":
                self._cells[name] = (each.get(f"{STYLE}data-style-name", ""), each.get(f"{STYLE}parent-style-name", ""))
            elif each.tag == f"{STYLE}style" and each.get(f"{STYLE}family") == "table":
                shown = each.find(f"{STYLE}table-properties")
                if shown is not None and shown.get(f"{TABLE}display") == "false":
                    self.hidden_tables.add(name)

    def code(self, style: str) -> str:
        """Return the format code of a cell style, ``General`` when it has none."""
        if style not in self.codes:
            self.codes[style] = self._data.get(self._data_style(style), "General")
        return self.codes[style]

    def _data_style(self, style: str) -> str:
        for _ in range(_DEEPEST):  # a style may name itself as its parent
            data, style = self._cells.get(style, ("", ""))
            if data or not style:
                return data
        return ""


def _format_code(style: Element) -> str:
    """Return a data style as an Excel format code."""
    return "".join(_part(each) for each in style) or "General"


def _part(part: Element) -> str:
    if part.tag == f"{NUMBER}text":
        text = part.text or ""
        return text if text == "%" or not text.strip() else '"' + text.replace('"', "") + '"'
    if part.tag == f"{NUMBER}currency-symbol":
        return f'"{part.text or ""}"'
    if part.tag == f"{NUMBER}number":
        return _digits(part.attrib)
    if part.tag in _DATE_PARTS:
        letters = _DATE_PARTS[part.tag]
        return letters * 2 if part.get(f"{NUMBER}style") == "long" else letters
    return ""


def _digits(attributes: Mapping[str, str]) -> str:
    """Return the digits of a format: 0, #,##0.00, 0.0#."""
    places = _count(attributes.get(f"{NUMBER}decimal-places"))
    if places is None:
        return "General"
    least = _count(attributes.get(f"{NUMBER}min-decimal-places"))
    kept = places if least is None else min(least, places)
    whole = "#,##0" if attributes.get(f"{NUMBER}grouping") == "true" else "0"
    decimals = "0" * kept + "#" * (places - kept)
    return f"{whole}.{decimals}" if decimals else whole


def _count(text: str | None) -> int | None:
    return min(int(text), _DEEPEST) if text is not None and text.isdecimal() else None
