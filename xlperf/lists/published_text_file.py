"""Reading a department's published text and finding the sentences with figures in it."""

from __future__ import annotations

from pathlib import Path

from xlperf.data.text_encoding import decode
from xlperf.errors import RefusedFile, SettingsError
from xlperf.intake.formats.package import Package
from xlperf.intake.formats.spreadsheetml import parse_part
from xlperf.intake.limits import intake_settings
from xlperf.intake.workbook_reader import read_bytes
from xlperf.lists.published_sentences import closed, find_sentences, years_named
from xlperf.lists.published_text import Disclosure

_NOUN = "公开说明"
_DOCUMENT = "word/document.xml"
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
    paragraphs = parse_part(package, _DOCUMENT).findall(".//{*}p")
    return "\n".join("".join(each.text or "" for each in paragraph.findall(".//{*}t")) for paragraph in paragraphs)
