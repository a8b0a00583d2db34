"""Texts of Word documents as a person reads them: insertions, no deletions, what is struck out or hidden set aside.

Source: ECMA-376 part 1, 17.3.2 (run properties), 17.7 (styles), 17.16 (fields), 17.18 (symbols).  Elements are known by
their local names, since Strict documents and Word 2003 have other namespaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from xlperf.intake.documents.marked_text import PLAIN, Look, Piece
from xlperf.intake.sheet import AsideKind

DEEPEST = 60
_OFF = ("0", "false", "off", "none")
_GONE: dict[str, AsideKind] = {"strike": "struck", "dstrike": "struck", "vanish": "hidden", "specVanish": "hidden"}
_NO_TEXT = frozenset(("del", "moveFrom", "instrText", "pPr", "rPr", "sdtPr", "pict", "drawing", "object", "rt", "rubyPr"))
"""Deleted text, properties, drawings, and the sounds over characters (拼音指南)."""
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Characters of the font Symbol, and of the fonts Wingdings as what they look like; of these only ticks and boxes matter.
_SIGNS = {"a3": "≤", "b3": "≥", "b9": "≠", "b1": "±", "b4": "×", "b8": "÷", "b0": "°", "bb": "≈", "a5": "∞"}
_MARKS = {"fe": "☑", "52": "☑", "fc": "√", "50": "√", "a8": "□", "6f": "□", "a3": "□"}


class WordText:
    """Reads paragraphs by the styles of their document.

    Args:
        styles: the ``style`` elements of the document.
    """

    def __init__(self, styles: Iterable[Element] = ()) -> None:
        self._looks: dict[str, Look] = {}
        self._bases: dict[str, str] = {}
        for each in styles:
            name = attribute(each, "styleId")
            self._looks[name] = _look(each)
            self._bases[name] = _value(each, "basedOn")

    def paragraph(self, element: Element) -> list[Piece]:
        """Return the text of a paragraph, piece by piece."""
        own = next((each for each in element if local(each) == "pPr"), None)
        style = self._style(_value(own, "pStyle")) if own is not None else PLAIN
        return list(self._pieces(element, style, 0))

    def _style(self, name: str) -> Look:
        """Return how a style looks, with those that it builds on; one may name itself."""
        look, seen = PLAIN, set[str]()
        while name and name not in seen:
            seen.add(name)
            look = self._looks.get(name, PLAIN).over(look)
            name = self._bases.get(name, "")
        return look

    def _pieces(self, element: Element, look: Look, depth: int) -> Iterator[Piece]:
        if depth > DEEPEST:
            return
        for each in element:
            kind = local(each)
            if kind == "t":
                yield Piece(each.text or "", look)
            elif kind in _BREAKS:
                yield Piece(_BREAKS[kind], look)
            elif kind == "sym":
                yield Piece(_symbol(each), look)
            elif kind == "checkBox":
                yield Piece("☑" if _is_ticked(each) else "□", look)
            elif kind == "AlternateContent":
                choice = next((choice for choice in each if local(choice) == "Choice"), None)
                yield from self._pieces(choice, look, depth + 1) if choice is not None else ()
            elif kind not in _NO_TEXT:
                yield from self._pieces(each, self._run_look(each).over(look) if kind == "r" else look, depth + 1)

    def _run_look(self, run: Element) -> Look:
        own = next((each for each in run if local(each) == "rPr"), None)
        return _look(run).over(self._style(_value(own, "rStyle"))) if own is not None else PLAIN


def _look(holder: Element) -> Look:
    """Return what the ``rPr`` of an element says."""
    properties = next((each for each in holder if local(each) == "rPr"), None)
    if properties is None:
        return PLAIN
    said = {local(each): attribute(each, "val") for each in properties}
    gone = next((reason for name, reason in _GONE.items() if name in said and said[name] not in _OFF), None)
    height = said.get("vertAlign", "")
    return Look(gone, height if height in ("superscript", "subscript") else "")


def _symbol(element: Element) -> str:
    code = attribute(element, "char").lower()[-2:]
    return (_SIGNS if attribute(element, "font") == "Symbol" else _MARKS).get(code, "")


def _is_ticked(box: Element) -> bool:
    """Tell whether the box of a form field has a tick, by its own state or else as the field came."""
    said: Mapping[str, str] = {local(each): attribute(each, "val") for each in box}
    state = said.get("checked", said.get("default", "0"))
    return state not in _OFF


def _value(holder: Element, name: str) -> str:
    found = next((each for each in holder if local(each) == name), None)
    return attribute(found, "val") if found is not None else ""


def attribute(element: Element, name: str) -> str:
    """Return an attribute by its local name, empty where there is none."""
    return next((text for key, text in element.attrib.items() if key.rpartition("}")[2] == name), "")


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
