"""Reading a department's published text and finding the sentences with figures in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from xlperf.data.text_encoding import decode
from xlperf.errors import RefusedFile, SettingsError
from xlperf.intake.formats.package import Package
from xlperf.intake.formats.spreadsheetml import parse_part
from xlperf.intake.limits import intake_settings
from xlperf.intake.workbook_reader import read_bytes
from xlperf.lists.published_sentences import closed, find_sentences, years_named
from xlperf.lists.published_tables import table_sentence
from xlperf.lists.published_text import Disclosure

_NOUN = "公开说明"
_DOCUMENT = "word/document.xml"
_MOST_COLUMNS = 63
"""Word itself makes no table with more."""
_OTHER_KINDS = {b"\xd0\xcf\x11\xe0": "旧格式的 Word 或 WPS 文档", b"%PDF": " PDF 文件", b"{\\rtf": " RTF 文档"}
_HINT = "请用 Word 或 WPS 另存为 .docx 或 .txt 后再试。"


def load_disclosure(path: Path) -> Disclosure:
    """Read a published text from a .txt (UTF-8, UTF-16 or GB18030) or a .docx, told apart by their bytes.

    Raises:
        SettingsError: the file cannot be read.
    """
    limits = intake_settings().limits
    try:
        data = read_bytes(path, limits)
        kind = next((kind for mark, kind in _OTHER_KINDS.items() if data.startswith(mark)), "")
        if kind:
            raise RefusedFile("unsupported", f"它是{kind}。", _HINT)
        text = _docx_text(Package(data, limits)) if data.startswith(b"PK\x03\x04") else decode(data)
    except RefusedFile as problem:
        raise SettingsError(f"{_NOUN}“{path.name}”不能读取：{problem.message}", _HINT) from problem
    except UnicodeDecodeError as problem:
        raise SettingsError(f"{_NOUN}“{path.name}”不能读取：它不是文字文件。", _HINT) from problem
    return disclosure_of(path.name, text)


def disclosure_of(file: str, text: str) -> Disclosure:
    """Return what a text says."""
    return Disclosure(file, tuple(find_sentences(text)), frozenset(years_named(closed(text))))


def _docx_text(package: Package) -> str:
    """Return the paragraphs of a Word document, transitional or strict, by the same fences as a workbook's parts."""
    if _DOCUMENT not in package:
        raise RefusedFile("unsupported", "它不是 Word 文档。", _HINT)
    document = parse_part(package, _DOCUMENT)
    said = (f"。{each}。" for parent in document.iter() for each in _said_in_tables(parent) if each)
    return "\n".join((*map(_text, document.findall(".//{*}p")), *said))


def _said_in_tables(parent: Element) -> Iterator[str]:
    """Yield for every table of a body or a cell what its figures say; what stands above it is the paragraph before."""
    title = ""
    for each in parent:
        kind = each.tag.rpartition("}")[2]
        if kind == "p":
            title = _text(each) or title
        elif kind == "tbl":
            yield table_sentence(title, [list(_cells(row)) for row in each.findall("{*}tr")])


def _cells(row: Element) -> Iterator[str]:
    """Yield the texts of a row by its columns: of merged cells, the first has it."""
    for cell in row.findall("{*}tc"):
        yield "".join(map(_text, cell.findall(".//{*}p")))
        span = cell.find("{*}tcPr/{*}gridSpan")
        columns = next(iter(span.attrib.values()), "1") if span is not None else "1"
        yield from [""] * (min(int(columns), _MOST_COLUMNS) - 1 if columns.isdecimal() else 0)


def _text(paragraph: Element) -> str:
    return "".join(each.text or "" for each in paragraph.findall(".//{*}t"))
