"""Texts of a workbook package run by run: what is struck out is no part of a text, raised digits stay raised.

A person who strikes out 300000 and types 350000 behind it has deleted the first
number; a footnote mark or an exponent that stands raised is no digit of the number
before it.  Both are known by the font of their run only (ECMA-376 part 1, 18.4.4 and 18.4.7).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse

from xlperf.intake.formats.spreadsheetml import MAIN, unescape

_SHARED, _TEXT, _RUN, _FONT = f"{MAIN}si", f"{MAIN}t", f"{MAIN}r", f"{MAIN}rPr"
_STRIKE, _HEIGHT = f"{MAIN}strike", f"{MAIN}vertAlign"
_OFF = ("0", "false")
_RAISED = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_LARGE = 1 << 20


class Run(NamedTuple):
    """A piece of a text: whether it is struck out, None where the font of the cell decides, and how it stands."""

    text: str
    struck: bool | None
    height: str


@dataclass(frozen=True, slots=True)
class TextTable:
    """The shared texts of a workbook: as they read, and the runs of the few that have any.

    ``is_missing``: the workbook names a part of shared texts that the package does not hold.
    """

    texts: list[str] = field(default_factory=list)
    runs: Mapping[int, tuple[Run, ...]] = field(default_factory=dict)
    is_missing: bool = False


def is_struck(font: Element | None) -> bool:
    """Return True when a font strikes its text out."""
    mark = None if font is None else font.find(_STRIKE)
    return mark is not None and mark.get("val", "1") not in _OFF


def runs_of(element: Element) -> tuple[Run, ...]:
    """Return the runs of an ``si`` or ``is`` element, escapes decoded; phonetic guides are no part of it."""
    return tuple(_runs(element))


def _runs(element: Element) -> Iterator[Run]:
    for each in element:
        if each.tag == _TEXT:
            yield Run(unescape(each.text or ""), None, "")
        elif each.tag == _RUN:
            font = each.find(_FONT)
            height = None if font is None else font.find(_HEIGHT)
            text = "".join([part.text or "" for part in each.findall(_TEXT)])
            yield Run(unescape(text), None if font is None else is_struck(font), "" if height is None else height.get("val", ""))


def simple_text(element: Element) -> str | None:
    """Return the text of an ``si`` or ``is`` element without runs, as good as all are; None for one with runs."""
    if len(element) != 1 or element[0].tag != _TEXT:
        return None
    text = element[0].text or ""
    return unescape(text) if "_x" in text else text


def plain_text(runs: tuple[Run, ...]) -> str:
    """Return a text as it reads where its cell is not struck out: raised and lowered digits as such characters."""
    return text_and_struck(runs, False)[0]


def text_and_struck(runs: tuple[Run, ...], cell_is_struck: bool) -> tuple[str, str]:
    """Return a text without what is struck out of it, and what is struck out."""
    deleted = [cell_is_struck if each.struck is None else each.struck for each in runs]
    kept = [each for each, gone in zip(runs, deleted, strict=True) if not gone]
    # A text that stands raised as a whole is a matter of taste; raised behind other characters it is a mark or an exponent.
    stands_out = any(each.text.strip() and not each.height.startswith(("super", "sub")) for each in kept)
    text = "".join([shifted(each.text, each.height) if stands_out else each.text for each in kept])
    return text, "".join([each.text for each, gone in zip(runs, deleted, strict=True) if gone])


def shifted(text: str, height: str) -> str:
    """Return a text with its digits as raised or lowered characters where its height is superscript or subscript."""
    if height == "superscript":
        return text.translate(_RAISED)
    return text.translate(_LOWERED) if height == "subscript" else text


def text_table(data: bytes) -> TextTable:
    """Return the shared texts in their part; spaces between runs are part of a text.

    Raises:
        ParseError: the part is no well-formed table of texts.
    """
    texts: list[str] = []
    runs: dict[int, tuple[Run, ...]] = {}
    for element in _shared(data):
        text = simple_text(element)
        if text is not None:
            texts.append(text)
            continue
        found = runs_of(element)
        if any(each.struck is not None for each in found):
            runs[len(texts)] = found
        texts.append(plain_text(found))
    return TextTable(texts, runs)


def _shared(data: bytes) -> Iterator[Element]:
    if len(data) < _LARGE:
        root = fromstring(data)
        if root.tag != f"{MAIN}sst":
            raise ParseError("no shared texts")
        yield from root.iter(_SHARED)
        return
    events = iterparse(BytesIO(data), events=("start", "end"))  # never the whole tree: there may be a million
    _, root = next(events)
    if root.tag != f"{MAIN}sst":
        raise ParseError("no shared texts")
    for event, element in events:
        if event == "end" and element.tag == _SHARED:
            yield element
            root.clear()
