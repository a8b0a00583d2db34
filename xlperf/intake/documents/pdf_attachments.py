"""Files attached to a PDF: by the list of the whole, or by a note on a page.

Source: ISO 32000-1, 7.11.4 (embedded file streams) and 12.5.6.15 (file attachment annotations).
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1

_MOST_NODES = 1000


def attached_files(data: bytes) -> Iterator[bytes]:
    """Yield the bytes of each file that is attached.

    Raises:
        Exception: whatever the library brings up over broken bytes.
    """
    document = PDFDocument(PDFParser(BytesIO(data)))
    yield from _listed(dict_value(document.catalog.get("Names") or {}).get("EmbeddedFiles"))
    for page in PDFPage.create_pages(document):
        for note in map(dict_value, list_value(page.annots or [])):
            yield from _contents(note.get("FS"))


def _listed(tree: Any) -> Iterator[bytes]:
    """Yield the files of a tree of names."""
    waiting, seen = [tree] if tree else [], 0
    while waiting and seen < _MOST_NODES:
        node, seen = dict_value(waiting.pop()), seen + 1
        waiting += list_value(node.get("Kids") or [])
        for each in list_value(node.get("Names") or [])[1::2]:
            yield from _contents(each)


def _contents(specification: Any) -> Iterator[bytes]:
    """Yield the bytes of a file by what is said of it; those of a file elsewhere are not there."""
    said = resolve1(specification)
    held = dict_value(said.get("EF") or {}) if isinstance(said, dict) else {}
    streams = [each for each in map(resolve1, held.values()) if isinstance(each, PDFStream)]
    yield from (each.get_data() for each in streams[:1])
