"""Forms embedded in a document or workbook as an object: not read, and never passed over without a word."""

from __future__ import annotations

from collections.abc import Iterable

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.errors import RefusedFile
from xlperf.intake.form_words import holds_form_words
from xlperf.intake.formats.package import Package
from xlperf.intake.limits import Limits

_TARGET = lazy_pattern(rb'\bTarget\s*=\s*"([^"]+)"')
_CHUNK = b"/aFChunk"
_CHUNKS = (".html", ".htm", ".mht", ".docx", ".rtf")
_TEXTS = (".xml", ".html", ".htm", ".mht")


def embedded_forms(package: Package, limits: Limits) -> int:
    """Return how many embedded files hold the words of a form; data of charts are embedded, too, and are none."""
    if not any("/embeddings/" in each or each.endswith(_CHUNKS) for each in package.names()):
        return 0  # as in nearly every file: its relationships need not be read
    relations = {each: package.raw(each) for each in package.names() if each.endswith(".rels")}
    of_charts = _named(data for part, data in relations.items() if "/charts/" in part)
    chunks = _named(data for data in relations.values() if _CHUNK in data)
    found = [each for each in package.names() if "/embeddings/" in each and _end(each) not in of_charts]
    found += [each for each in package.names() if each.endswith(_CHUNKS) and each not in found and _end(each) in chunks]
    return sum(_holds_form(package, each, limits) for each in found)


def _named(relations: Iterable[bytes]) -> set[str]:
    """Return the last names of the parts that these relationships lead to, in lower case."""
    return {_end(each.decode("utf-8", "replace").casefold()) for data in relations for each in _TARGET.findall(data)}


def _end(part: str) -> str:
    return part.rsplit("/", 1)[-1]


def _holds_form(package: Package, part: str, limits: Limits) -> bool:
    try:
        data = package.raw(part)
        if not data.startswith(b"PK"):
            return holds_form_words(data)
        inner = Package(data, limits)
        return holds_form_words(b"".join(inner.raw(each) for each in inner.names() if each.endswith(_TEXTS)))
    except RefusedFile:
        return True  # nobody can tell: somebody has to look
