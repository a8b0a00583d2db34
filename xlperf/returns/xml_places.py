"""Where the elements of an XML part stand in its bytes, and edits at exactly these places.

A library that parses a part into a tree and writes it out again renames prefixes,
drops what ``mc:Ignorable`` points at and rewrites every line.  Here the parser
(expat) only tells the places; all bytes between the edits stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

from xlperf.book.cell_text import fit_for_xml
from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.errors import XlperfError

_START_TAG = lazy_pattern(rb"""<([^\s/>"']+)(?:[^>"']|"[^"]*"|'[^']*')*>""")
_SEPARATOR = "\n"
# A text that looks like an escape of the format (ECMA-376 ST_Xstring) would be read as one.
_ESCAPE_LIKE = lazy_pattern("_(?=x[0-9A-Fa-f]{4}_)")


class UnpatchablePart(XlperfError):
    """A part, or a whole package, that cannot be edited without risk."""


@dataclass(slots=True)
class Element:
    """One element and its places, in bytes from the beginning of the part.

    Attributes:
        name: local name; namespace: its namespace.
        tag: as written, with its prefix.
        attributes: by their names without prefix; values without their escapes.
        start: of its start tag; inside: behind its start tag.
        close: of its end tag, as ``inside`` for an element without content; end: behind it.
        is_empty: written as ``<x/>``.
        is_opaque: what it holds was not looked at.
    """

    name: str
    namespace: str
    tag: str
    attributes: Mapping[str, str]
    start: int
    inside: int
    close: int = -1
    end: int = -1
    is_empty: bool = False
    is_opaque: bool = False
    children: list[Element] = field(default_factory=list)

    def child(self, name: str) -> Element | None:
        """Return the first child of this name in the element's own namespace."""
        return next(self.all(name), None)

    def all(self, name: str) -> Iterator[Element]:
        """Yield the children of this name in the element's own namespace."""
        return (each for each in self.children if each.name == name and each.namespace == self.namespace)

    def attribute(self, name: str) -> str:
        """Return an attribute, named without its prefix, empty when there is none."""
        return self.attributes.get(name, "")

    def markup(self, plain: str) -> str:
        """Return markup without prefixes as it is written in the element's namespace here."""
        prefix, colon, _ = self.tag.rpartition(":")
        return re.sub("<(/?)", rf"<\g<1>{prefix}{colon}", plain) if colon else plain

    def sibling_tag(self, name: str) -> str:
        """Return how an element of the same namespace is written."""
        prefix, colon, _ = self.tag.rpartition(":")
        return f"{prefix}{colon}{name}"


Opaque = Callable[[Element], bool]
"""Tells of an element that nothing it holds is looked at."""


def places(data: bytes, opaque: Opaque | None = None) -> Element:
    """Return the root element of a UTF-8 part, with all that is looked at below it.

    Raises:
        UnpatchablePart: the part is not well-formed.
    """
    scan = _Scan(data, opaque or (lambda element: False))
    try:
        return scan.run()
    except (expat.ExpatError, ValueError) as error:
        raise UnpatchablePart("文件内部的部件不是完整的 XML。") from error


class _Scan:
    """One pass of the parser over a part."""

    def __init__(self, data: bytes, opaque: Opaque) -> None:
        self._data, self._opaque = data, opaque
        self._open: list[Element] = []
        self._skipping = 0
        self._root: Element | None = None
        self._parser = expat.ParserCreate("UTF-8", _SEPARATOR)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._finish

    def run(self) -> Element:
        self._parser.Parse(self._data, True)
        if self._root is None:
            raise ValueError("no element")
        return self._root

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._skipping or (self._open and self._open[-1].is_opaque):
            self._skipping += 1
            return
        namespace, _, local = name.rpartition(_SEPARATOR)
        start = self._parser.CurrentByteIndex
        written = _START_TAG.match(self._data, start)
        if written is None:
            raise ValueError("no start tag")
        plain = {key.rpartition(_SEPARATOR)[2]: value for key, value in attributes.items()}
        empty = written[0].endswith(b"/>")
        element = Element(local, namespace, written[1].decode(), plain, start, written.end(), is_empty=empty)
        element.is_opaque = self._opaque(element)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._root = element
        self._open.append(element)

    def _finish(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        element = self._open.pop()
        if element.is_empty:
            element.close = element.end = element.inside
        else:
            element.close = self._parser.CurrentByteIndex
            element.end = self._data.index(b">", element.close) + 1


class Edits:
    """Edits of one part, collected and then made at once."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._edits: list[tuple[int, int, int, bytes]] = []
        self._appended: dict[int, tuple[Element, list[str]]] = {}

    def insert(self, at: int, new: str) -> None:
        """Put text at a place; several at one place stand in the order in which they came."""
        self.replace(at, at, new)

    def replace(self, start: int, end: int, new: str) -> None:
        """Put text in place of what stands between two places."""
        self._edits.append((start, end, len(self._edits), as_ascii(new)))

    def append(self, element: Element, new: str) -> None:
        """Put text at the end of an element's content, behind what was put there before."""
        self._appended.setdefault(element.start, (element, []))[1].append(new)

    def set_attribute(self, element: Element, name: str, value: str) -> None:
        """Give an attribute, written without prefix, another value, or add it."""
        written = re.compile(rb"(\s" + name.encode() + rb"\s*=\s*)(\"[^\"]*\"|'[^']*')")
        found = written.search(self._data, element.start, element.inside)
        if found:
            self.replace(found.start(2), found.end(2), f'"{value}"')
        else:
            self.insert(element.start + 1 + len(element.tag.encode()), f' {name}="{value}"')

    def result(self) -> bytes:
        """Return the part with all edits made."""
        for element, added in self._appended.values():
            if element.is_empty:
                self.replace(element.inside - 2, element.inside, f">{''.join(added)}</{element.tag}>")
            else:
                self.insert(element.close, "".join(added))
        self._appended.clear()
        parts: list[bytes] = []
        place = 0
        for start, end, _, new in sorted(self._edits, key=lambda each: each[:3]):
            if start < place:
                raise UnpatchablePart("两处改动重叠。")
            parts += [self._data[place:start], new]
            place = end
        return b"".join((*parts, self._data[place:]))


def as_ascii(text: str) -> bytes:
    """Return markup in ASCII, other characters by their numbers: a part may declare any encoding that holds ASCII."""
    return text.encode("ascii", "xmlcharrefreplace")


def escaped(text: str) -> str:
    """Return a text as content of an element or as a value in double quotes; control characters go, line ends stay."""
    return escape(_ESCAPE_LIKE.sub("_x005F_", fit_for_xml(text)), {'"': "&quot;", "\n": "&#10;"})
