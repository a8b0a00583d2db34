"""One cell of an OpenDocument spreadsheet: its value and format, its text with what is struck out, what lies over it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.formats.day_numbers import days_since_1899
from xlperf.intake.formats.opendocument.opendocument_formats import OFFICE, TABLE, CellStyles
from xlperf.intake.formats.rich_text import Run, text_and_struck
from xlperf.intake.return_notice import units_own
from xlperf.intake.sheet import Cell, SetAside, can_be_stored

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_NUMBERS = ("float", "currency", "percentage")
_NOT_SHOWN = (f"{OFFICE}annotation", f"{_TEXT}ruby-text", f"{_TEXT}note")
MOST_ROWS = 1_048_576
_REFERENCE = lazy_pattern(r"\[([^\[\]]+)\]")


def content_of(element: Element, styles: CellStyles, style: str) -> tuple[Cell | SetAside, ...]:
    """Return what an element holds: its cell, if it is not blank, and what is struck out of it or lies over it."""
    box = box_text(element)
    content = _own_content(element, styles, style)
    note = element.find(f"{OFFICE}annotation")
    said = "\n".join(_text(line) for line in note.iterfind(f"{_TEXT}p")).strip() if note is not None else ""
    said = units_own(said)
    content = (SetAside("comment", said), *content) if said else content
    return (*content, SetAside("text_box", box)) if box else content


def box_text(element: Element) -> str:
    """Return the texts of boxes and shapes that lie over a cell, empty when there are none; charts say nothing."""
    boxes = (each for each in element if each.tag.startswith(_DRAW) and each.find(f".//{_DRAW}object") is None)
    lines = (_text(line).strip() for each in boxes for line in each.iter(f"{_TEXT}p"))
    return "\n".join(dict.fromkeys(filter(None, lines)))


def _own_content(element: Element, styles: CellStyles, style: str) -> tuple[Cell | SetAside, ...]:
    code = styles.code(style)
    cell = _cell(element, code)
    whole = (cell,) if cell else ()
    if not styles.looks:
        return whole
    runs: list[Run] = []
    for number, paragraph in enumerate(element.iterfind(f"{_TEXT}p")):
        runs += [Run("\n", None, "")] if number else []
        runs += _runs(paragraph, styles, None, "")
    kept, gone = text_and_struck(tuple(runs), styles.is_struck(style))
    aside = (SetAside("struck", gone),) if gone.strip() else ()
    if element.get(f"{OFFICE}value-type") not in ("string", None):
        return aside or whole
    if aside or any(each.height for each in runs):
        return (Cell(kept, "text", code), *aside) if kept.strip() else aside
    return whole


def _runs(element: Element, styles: CellStyles, struck: bool | None, height: str) -> Iterator[Run]:
    """Yield the pieces of a paragraph with how they look; a span in a span looks as the inner one says."""
    for each, text in _own_pieces(element):
        if each is None:
            yield Run(text, struck, height)
            continue
        look = styles.looks.get(each.get(f"{_TEXT}style-name", ""), (None, ""))
        yield from _runs(each, styles, struck if look[0] is None else look[0], look[1] or height)


def _cell(element: Element, code: str) -> Cell | None:
    """Return the cell of an element, None for a blank one."""
    kind = element.get(f"{OFFICE}value-type") or ""
    formula = element.get(f"{TABLE}formula")
    shown = "\n".join(_text(each) for each in element.iterfind(f"{_TEXT}p"))
    if element.get(f"{_CALC}value-type") == "error" or (formula and shown.startswith(("#", "Err:")) and kind in ("", "string")):
        return Cell(shown, "error", code, formula is not None)
    if not kind and formula and element.find(f"{_TEXT}p") is not None and not shown:
        return None  # ="" as LibreOffice saves its result; one that was never calculated has no paragraph
    if not kind and formula:
        return Cell("=" + _REFERENCE.sub(_excel_reference, formula.partition("=")[2]), "uncached", code, True)
    if kind in _NUMBERS:
        try:
            value = Decimal(element.get(f"{OFFICE}value", ""))
        except InvalidOperation:
            value = Decimal("NaN")
        if not can_be_stored(value):
            return Cell(shown, "error", code, formula is not None) if shown else None
        return Cell(value, "number", _percent(code, shown) if kind == "percentage" else code, formula is not None)
    if kind == "date":
        return _date_cell(element.get(f"{OFFICE}date-value", ""), shown, code, formula is not None)
    if kind == "boolean":
        return Cell(element.get(f"{OFFICE}boolean-value") == "true", "boolean", code, formula is not None)
    text = element.get(f"{OFFICE}string-value") or shown
    return Cell(text, "text", code, formula is not None) if text else None


def _excel_reference(found: re.Match[str]) -> str:
    """Return [.B7:.B8] as B7:B8, and [$表2.A1] as '表2'!A1."""
    sheet = found[1].partition(":")[0].rpartition(".")[0].strip("$'")
    cells = ":".join(each.rpartition(".")[2] for each in found[1].split(":"))
    return f"'{sheet}'!{cells}" if sheet else cells


def _date_cell(written: str, shown: str, code: str, formula: bool) -> Cell | None:
    try:
        day = datetime.fromisoformat(written[:19])
        return Cell(day, "date", code, formula, stored=days_since_1899(day))
    except ValueError:
        return Cell(shown or written, "text", code, formula) if shown or written else None


def _percent(code: str, shown: str) -> str:
    """Return the format of a percentage, from its decimals on the sheet when its style does not tell."""
    if "%" in code:
        return code
    decimals = shown.rstrip("%").partition(".")[2]
    return f"0.{'0' * len(decimals)}%" if decimals else "0%"


def _text(paragraph: Element) -> str:
    """Return the text of a paragraph: runs of white space are one blank, blanks and breaks have elements of their own."""
    return "".join(_pieces(paragraph))


def _pieces(element: Element) -> Iterator[str]:
    for each, text in _own_pieces(element):
        if each is None:
            yield text
        else:
            yield from _pieces(each)


def _own_pieces(element: Element) -> Iterator[tuple[Element | None, str]]:
    """Yield the texts of an element in their order, and the elements within it that have some of their own."""
    if element.text:
        yield None, re.sub(r"[ \t\r\n]+", " ", element.text)
    for each in element:
        if each.tag == f"{_TEXT}s":
            yield None, " " * min(count_of(each.get(f"{_TEXT}c")), 1000)
        elif each.tag == f"{_TEXT}tab":
            yield None, "\t"
        elif each.tag == f"{_TEXT}line-break":
            yield None, "\n"
        elif each.tag not in _NOT_SHOWN:
            yield each, ""
        if each.tail:
            yield None, re.sub(r"[ \t\r\n]+", " ", each.tail)


def count_of(text: str | None) -> int:
    """Return a count as written, at least 1, at most what a sheet has rows."""
    if text is None or not text.isdecimal():
        return 1
    return MOST_ROWS if len(text) > 9 else min(max(int(text), 1), MOST_ROWS)
