"""Forms embedded in a document or workbook as an object or attachment: not read, and never passed over without a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.errors import RefusedFile
from xlperf.intake.containers.ole_storage import CompoundFile, Storage
from xlperf.intake.form_words import holds_form_words
from xlperf.intake.formats.compound_file import SIGNATURE, BrokenCompoundFile
from xlperf.intake.formats.package import Package
from xlperf.intake.limits import Limits

_TARGET = lazy_pattern(rb'\bTarget\s*=\s*"([^"]+)"')
_CHUNK = b"/aFChunk"
_CHUNKS = (".html", ".htm", ".mht", ".docx", ".rtf")
_TEXTS = (".xml", ".html", ".htm", ".mht")
_ZIP = b"PK\x03\x04"
_NAMES = 4096
"""How many bytes the names of a file take at most that was drawn into a workbook as an icon; it begins behind them."""

_POOLS = ("mbd", "objectpool")
"""How the storages are called in which an .xls or .doc keeps its objects."""

_OBJECT = lazy_pattern(r"object \d+(?:/content\.xml)?")


def embedded_forms(package: Package, limits: Limits) -> int:
    """Return how many embedded files hold the words of a form; data of charts are embedded, too, and are none."""
    objects = [each for each in package.names() if _OBJECT.fullmatch(each)]
    if not any("/embeddings/" in each or each.endswith(_CHUNKS) for each in package.names()):
        # As in nearly every file: its relationships need not be read.
        return sum(_holds_form(package, each, limits) for each in objects)
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


def embedded_in_old(data: bytes, limits: Limits) -> int:
    """Return how many objects of an .xls or .doc hold the words of a form."""
    try:
        storages = CompoundFile(data).root().storages
        pools = [each for name, each in storages.items() if name.startswith(_POOLS)]
        return sum(any(is_form(stream, limits) for stream in _streams(each, limits)) for each in pools)
    except BrokenCompoundFile:
        return 0  # its own sheets are read by a library that follows it all the same


def is_form(data: bytes, limits: Limits) -> bool:
    """Return True when the bytes of an embedded file hold the words of a form, or nobody can tell."""
    try:
        if data.startswith(SIGNATURE):
            return any(is_form(stream, limits) for stream in _streams(CompoundFile(data).root(), limits))
        start = data.find(_ZIP, 0, _NAMES)
        if start < 0:
            return holds_form_words(data)
        inner = Package(data[start:], limits)
        return holds_form_words(b"".join(inner.raw(each) for each in inner.names() if each.endswith(_TEXTS)))
    except (RefusedFile, BrokenCompoundFile):
        return True  # somebody has to look


def _streams(storage: Storage, limits: Limits) -> Iterator[bytes]:
    for stream in storage.streams.values():
        yield stream.read(limits.file_bytes)
    for each in storage.storages.values():
        yield from _streams(each, limits)


def _holds_form(package: Package, part: str, limits: Limits) -> bool:
    try:
        return is_form(package.raw(part), limits)
    except RefusedFile:
        return True
