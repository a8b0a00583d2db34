"""What the styles of a workbook package say about the value of a cell: its number format, and whether it is struck out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import ParseError, fromstring

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.formats.builtin_formats import builtin_format
from xlperf.intake.formats.rich_text import is_struck
from xlperf.intake.formats.spreadsheetml import MAIN

_LARGE = 1 << 16
_RUNS_ON = lazy_pattern(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_LITERAL = lazy_pattern(r'"[^"]*"?|\\.|\[[^\]]*\]|_.|\*.|general', re.IGNORECASE)


class CellStyle(NamedTuple):
    """The number format of a cell, whether it shows a day, and whether the cell is struck out."""

    code: str = "General"
    is_date: bool = False
    struck: bool = False


PLAIN = CellStyle()
"""A cell without a style of its own."""


def shows_day(code: str) -> bool:
    """Return True for a number format that shows a date; one that shows hours and minutes alone is none."""
    if code == "General":
        return False
    bare = _LITERAL.sub("", code.partition(";")[0]).lower()
    if not bare or "0" in bare or "#" in bare or "?" in bare:
        return False
    bare = bare.replace("am/pm", "").replace("a/p", "")
    if any(each in bare for each in "yde") or "aaa" in bare:
        return True
    return "m" in bare and "h" not in bare and "s" not in bare and not _RUNS_ON.search(code)


def cell_styles(data: bytes) -> Mapping[str, CellStyle]:
    """Return the styles that are not plain, by the number that a cell names; a broken part costs the formats, not the form.

    The forms of a department come from one template, so that the part is often the same.
    """
    return _known_styles(data) if len(data) < _LARGE else _styles(data)


def _styles(data: bytes) -> Mapping[str, CellStyle]:
    try:
        root = fromstring(data)
    except (ParseError, ValueError, LookupError):
        return {}
    custom = {each.get("numFmtId"): each.get("formatCode", "General") for each in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")}
    fonts = [is_struck(each) for each in root.iterfind(f"{MAIN}fonts/{MAIN}font")]
    known: dict[tuple[str, str], CellStyle] = {}
    styles: dict[str, CellStyle] = {}
    for place, each in enumerate(root.iterfind(f"{MAIN}cellXfs/{MAIN}xf")):
        key = each.get("numFmtId", "0"), each.get("fontId", "0")
        style = known.get(key)
        if style is None:
            style = known[key] = _style(*key, custom, fonts)
        if style != PLAIN:
            styles[str(place)] = style
    return styles


_known_styles = lru_cache(maxsize=8)(_styles)


def _style(number: str, font: str, custom: Mapping[str | None, str], fonts: list[bool]) -> CellStyle:
    code = custom[number] if number in custom else builtin_format(_index(number) or 0)
    place = _index(font)
    return CellStyle(code, shows_day(code), place is not None and place < len(fonts) and fonts[place])


def _index(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 6 else None
