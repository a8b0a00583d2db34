"""The number formats of an OpenDocument spreadsheet, as Excel format codes.

Only what forms use is followed: digits, thousands, per cent, currency and unit
texts, fractions, dates, parts that hold under a condition (OpenDocument 1.3 part 3,
section 16.29, Data Styles), and which text is struck out or stands raised (20.353, 20.379).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from xlperf.data.lazy_patterns import lazy_pattern

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DATA_STYLES = frozenset(f"{NUMBER}{kind}-style" for kind in ("number", "percentage", "currency", "date", "text"))
_DATE_PARTS = {f"{NUMBER}year": "yy", f"{NUMBER}month": "m", f"{NUMBER}day": "d"}
# The first numeral of each script: 一, 壹 and the wide 1.
_SCRIPTS = {"一": 1, "壹": 2, "１": 3}
_MOST_DIGITS = 20
_TEXT_LOOK = f"{STYLE}text-properties"
_MAP = f"{STYLE}map"
_CONDITION = lazy_pattern(r"value\(\)([<>=]=?|!=)(-?[0-9]+(?:\.[0-9]+)?(?:E\+?[0-9]+)?)")


@dataclass(slots=True)
class CellStyles:
    """Which format code a cell style stands for, which table styles hide their sheet, and how text looks.

    Attributes:
        looks: of each style that says so, whether its text is struck out (None where it does not say) and how it stands.
    """

    codes: dict[str, str] = field(default_factory=dict)
    hidden_tables: set[str] = field(default_factory=set)
    looks: dict[str, tuple[bool | None, str]] = field(default_factory=dict)
    _data: dict[str, str] = field(default_factory=dict)
    _cells: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, styles: Iterable[Element]) -> None:
        """Take in the children of a styles element."""
        for each in styles:
            name = each.get(f"{STYLE}name", "")
            self._note_look(name, each)
            if each.tag in _DATA_STYLES:
                self._data[name] = self._format_code(each)
            elif each.get(f"{STYLE}family") == "table-cell":
                self._cells[name] = (each.get(f"{STYLE}data-style-name", ""), each.get(f"{STYLE}parent-style-name", ""))
            elif each.get(f"{STYLE}family") == "table":
                shown = each.find(f"{STYLE}table-properties")
                if shown is not None and shown.get(f"{TABLE}display") == "false":
                    self.hidden_tables.add(name)

    def code(self, style: str) -> str:
        """Return the format code of a cell style, ``General`` when it has none."""
        if style not in self.codes:
            self.codes[style] = self._data.get(self._data_style(style), "General")
        return self.codes[style]

    def is_struck(self, style: str) -> bool:
        """Return True when a cell style strikes its text out, by itself or through a style that it builds on."""
        looks = (self.looks.get(each, (None, ""))[0] for each in self._with_bases(style))
        return next((struck for struck in looks if struck is not None), None) is True

    def _note_look(self, name: str, style: Element) -> None:
        found = style.find(_TEXT_LOOK)
        if found is None:
            return
        lines = [found.get(f"{STYLE}text-line-through-{what}") for what in ("type", "style")]
        said = [each for each in lines if each is not None]
        position = [*found.get(f"{STYLE}text-position", "").split(), "0%"][0]
        lowered = position == "sub" or position.startswith("-")
        height = "" if position in ("0%", "0") else "subscript" if lowered else "superscript"
        struck = all(each != "none" for each in said) if said else None
        if struck is not None or height:
            self.looks[name] = struck, height

    def _format_code(self, style: Element) -> str:
        """Return a data style as an Excel format code, with the sections that hold under a condition before the rest."""
        names_places = style.get(f"{NUMBER}transliteration-style") == "long"  # 一千二百; a short one shows each digit: 一二〇〇
        scaled = style.tag == f"{NUMBER}percentage-style"
        parts = "".join(_part(each, names_places, scaled) for each in style)
        rest = parts or ("@" if style.tag == f"{NUMBER}text-style" else "General")
        rest = _numerals(style) + rest
        sections = []
        for each in style.iterfind(_MAP):
            found = _CONDITION.fullmatch("".join(each.get(f"{STYLE}condition", "").split()))
            code = self._data.get(each.get(f"{STYLE}apply-style-name", ""))
            if found is None or code is None:
                return rest
            sections.append((f"[{found[1].replace('!=', '<>')}{found[2]}]", code))
        if rest == "@":  # m月d日;@ shows every number by its first section; of three they are above, below and nought
            codes = [code for _, code in sections]
            return ";".join(codes[:3]) if len(codes) > 2 else codes[0] if codes else "General"
        return ";".join([*(f"{condition}{code}" for condition, code in sections[:2]), rest])

    def _data_style(self, style: str) -> str:
        named = (self._cells.get(each, ("", ""))[0] for each in self._with_bases(style))
        return next((data for data in named if data), "")

    def _with_bases(self, style: str) -> Iterator[str]:
        """Yield a cell style and those that it builds on, the last without a name; one may name itself."""
        seen: set[str] = set()
        while style not in seen:
            seen.add(style)
            yield style
            style = self._cells.get(style, ("", ""))[1]


def _part(part: Element, names_places: bool, scaled: bool) -> str:
    """Return a part of a data style; % is a text like any other but in a style of percentages, where it multiplies by 100."""
    if part.tag in (f"{NUMBER}text", f"{NUMBER}currency-symbol"):
        before, mark, behind = (part.text or "").partition("%") if scaled else (part.text or "", "", "")
        return _quoted(before) + mark + _quoted(behind)
    if part.tag == f"{NUMBER}text-content":
        return "@"
    if part.tag == f"{NUMBER}number":
        return (
            "General"
            if names_places and not part.get(f"{NUMBER}decimal-places", "0").strip("0")
            else _with_texts(_digits(part.attrib), part)
        )
    if part.tag == f"{NUMBER}fraction":
        return _fraction(part.attrib)
    if part.tag in _DATE_PARTS:
        letters = _DATE_PARTS[part.tag]
        return letters * 2 if part.get(f"{NUMBER}style") == "long" else letters
    return ""


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "") + '"' if text.strip() else text


def _numerals(style: Element) -> str:
    """Return how Excel marks Chinese numerals; a style whose digits are of another script shows ours."""
    script = _SCRIPTS.get(style.get(f"{NUMBER}transliteration-format", ""))
    return f"[DBNum{script}]" if script else ""


def _digits(attributes: Mapping[str, str]) -> str:
    """Return the digits of a format: 0, #,##0.00, 0.0#."""
    places = _count(attributes.get(f"{NUMBER}decimal-places"))
    if places is None:
        return "General"
    least = _count(attributes.get(f"{NUMBER}min-decimal-places"))
    kept = places if least is None else min(least, places)
    digits = _count(attributes.get(f"{NUMBER}min-integer-digits"))
    whole = "0" * (1 if digits is None else digits) or "#"
    if attributes.get(f"{NUMBER}grouping") == "true":
        whole = "#,##0" if digits != 0 else "#,###"
    decimals = "0" * kept + "#" * (places - kept)
    return (f"{whole}.{decimals}" if decimals else whole) + _scale(attributes.get(f"{NUMBER}display-factor"))


def _scale(factor: str | None) -> str:
    """Return a comma for every thousand that a number is divided by before it is shown."""
    return "," * ((len(factor) - 1) // 3) if factor and factor.strip("0") == "1" and factor.startswith("1") else ""


def _with_texts(digits: str, number: Element) -> str:
    """Return the digits of a format with the texts between them, which stand so many digits from their end: 000-0000."""
    whole, point, decimals = digits.partition(".")
    texts = {_count(each.get(f"{NUMBER}position")): each.text or "" for each in number.iterfind(f"{NUMBER}embedded-text")}
    shown = ""
    for place, digit in enumerate(reversed(whole)):
        text = texts.get(place, "").replace('"', "") if place else ""
        shown = f'{digit}"{text}"{shown}' if text else digit + shown
    return shown + point + decimals


def _fraction(attributes: Mapping[str, str]) -> str:
    """Return the code of a fraction: # ?/?, ?/8."""
    whole = "# " if f"{NUMBER}min-integer-digits" in attributes else ""
    above = "?" * (_count(attributes.get(f"{NUMBER}min-numerator-digits")) or 1)
    fixed = attributes.get(f"{NUMBER}denominator-value")
    largest = attributes.get(f"{NUMBER}max-denominator-value", "")
    below = len(largest) if largest.isdecimal() else _count(attributes.get(f"{NUMBER}min-denominator-digits")) or 1
    return f"{whole}{above}/{fixed if fixed and fixed.isdecimal() else '?' * below}"


def _count(text: str | None) -> int | None:
    return min(int(text), _MOST_DIGITS) if text is not None and text.isdecimal() else None
