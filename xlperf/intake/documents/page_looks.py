"""How the texts of a web page look: struck out, hidden or raised, by the element, by its own style, by a class of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.documents.marked_text import PLAIN, Look

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "frame")
)
_CELLS = ("td", "th")
_ENDS_BEFORE = {
    **dict.fromkeys(_CELLS, ("tr", "table")),
    "tr": ("table",),
    "p": (*_CELLS, "table", "div"),
    "li": (*_CELLS, "table", "ul", "ol"),
}
"""Where an element that nobody closed ends at the latest: a cell with the next cell of its row, a paragraph with the next."""

_MOST_OPEN = 1_000

_STRUCK, _HIDDEN = Look("struck"), Look("hidden")
_BY_TAG = {
    **dict.fromkeys(("s", "del", "strike"), _STRUCK),
    "sup": Look(None, "superscript"),
    "sub": Look(None, "subscript"),
}
_BY_STYLE = (
    (lazy_pattern(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE), _HIDDEN),
    (lazy_pattern(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE), _STRUCK),
    (lazy_pattern(r"vertical-align\s*:\s*super", re.IGNORECASE), Look(None, "superscript")),
    (lazy_pattern(r"vertical-align\s*:\s*sub", re.IGNORECASE), Look(None, "subscript")),
)
_RULE = lazy_pattern(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = lazy_pattern(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_SELECTOR = lazy_pattern(r"[A-Za-z0-9]*[.#][\w-]+")


class PageLooks:
    """The open elements of a page, each with how its text looks."""

    def __init__(self) -> None:
        self._open: list[tuple[str, Look]] = []
        self._by_name: dict[str, Look] = {}

    @property
    def look(self) -> Look:
        """How the text looks that comes next."""
        return self._open[-1][1] if self._open else PLAIN

    def take_sheet(self, text: str) -> None:
        """Take in a style sheet: of its rules those for a class or an element with an id, alone or of one kind (``tr.old``)."""
        for found in _RULE.finditer(_COMMENT.sub("", text)):
            look = _of_style(found[2])
            if look == PLAIN:
                continue
            for each in found[1].split(","):
                if _SELECTOR.fullmatch(each.strip()):
                    self._by_name[each.strip().casefold()] = look

    def begin(self, tag: str, attributes: Mapping[str, str]) -> Look:
        """Open an element, and return how it looks."""
        bounds = _ENDS_BEFORE.get(tag)
        if bounds:
            at = next((place for place in range(len(self._open) - 1, -1, -1) if self._open[place][0] in bounds), -1)
            if tag in (*_CELLS, "tr") or any(name == tag for name, _ in self._open[at + 1 :]):
                del self._open[at + 1 :]
        look = self._own(tag, attributes).over(self.look)
        if tag not in _VOID and len(self._open) < _MOST_OPEN:
            self._open.append((tag, look))
        return look

    def end(self, tag: str) -> None:
        """Close the last open element of a name, and those in it; one of another cell stays open."""
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == tag:
                del self._open[place:]
                return
            if self._open[place][0] in (*_CELLS, "table") and tag not in (*_CELLS, "tr", "table", "tbody", "thead", "tfoot"):
                return

    def _own(self, tag: str, attributes: Mapping[str, str]) -> Look:
        look = _BY_TAG.get(tag, PLAIN)
        if "hidden" in attributes:
            look = _HIDDEN.over(look)
        names = [f".{each}" for each in attributes.get("class", "").split()]
        names += [f"#{attributes['id']}"] if attributes.get("id") else []
        for each in names:
            for name in (each, tag + each):
                look = self._by_name.get(name.casefold(), PLAIN).over(look)
        return _of_style(attributes.get("style", "")).over(look)


def _of_style(text: str) -> Look:
    look = PLAIN
    for pattern, found in _BY_STYLE:
        if pattern.search(text):
            look = found.over(look)
    return look
