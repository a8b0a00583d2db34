"""Reading a department's published text and finding the sentences with figures in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

from xlperf.data.money import WAN, YUAN_PER, in_unit
from xlperf.data.resources import load_json
from xlperf.data.text_encoding import decode
from xlperf.errors import RefusedFile, SettingsError
from xlperf.forms.values.money_unit import UNITS
from xlperf.intake.formats.package import Package
from xlperf.intake.formats.spreadsheetml import parse_part
from xlperf.intake.limits import intake_settings
from xlperf.intake.workbook_reader import read_bytes
from xlperf.lists.published_text import Disclosure, DisclosureSentence, Figure

_NOUN = "公开说明"
_NUMBER = r"(?P<number>\d+(?:[,，]\d{3})*(?:\.\d+)?)"
_CLAUSE = re.compile("[^；;]+[；;]?|[；;]")
_YEAR = re.compile(r"(20\d\d)年")
_SENTENCE = re.compile(r"[^。！？!?]+")
_CLAUSE_END = re.compile(r"[，,；;：:。！？!?\n]")
_HALF_WIDTH = {full: full - 0xFEE0 for full in (*range(0xFF10, 0xFF1A), 0xFF0E)} | {0x3000: 0x20}
"""Digits and the decimal point; punctuation stays as it is, for the quotation."""

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
    return Disclosure(file, tuple(find_sentences(text)), frozenset(_years(_close(text))))


def find_sentences(text: str) -> Iterator[DisclosureSentence]:
    """Yield the sentences with figures, as ``schemas/disclosure-sentences.json`` describes them, each once."""
    seen: set[tuple[str, str]] = set()
    for sentence in (part for each in _SENTENCE.findall(text) for part in _by_year(each)):
        closed = _close(sentence)
        for known in load_json("schemas", "disclosure-sentences.json")["sentences"]:
            matches = {name: match for name, each in known["figures"].items() if (match := _pattern(each).search(closed))}
            if "projects" not in matches:
                continue
            quoted = _quotation(closed, matches, sentence)
            if (known["subject"], quoted) not in seen:
                seen.add((known["subject"], quoted))
                figures = tuple((name, _number(match)) for name, match in matches.items())
                slack = _slack(matches["amount"]) if "amount" in matches else Decimal(0)
                yield DisclosureSentence(known["subject"], known["form"], quoted, _years(closed), figures, slack)


def _by_year(sentence: str) -> Iterator[str]:
    """Yield the parts of a sentence that speak of one year each: from a clause (分句) that names its year to the next."""
    clauses = _CLAUSE.findall(sentence)
    starts = [place for place, each in enumerate(clauses) if _years(_close(each))]
    for start, end in pairwise((0, *starts[1:], len(clauses))):
        yield "".join(clauses[start:end])


def _close(text: str) -> str:
    """Return a text without white space, its digits in half width."""
    return "".join(text.translate(_HALF_WIDTH).split())


def _years(text: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(map(int, _YEAR.findall(text))))


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Return a pattern of the data file; each of its alternatives has a group of its own for the number."""
    pieces = text.split("{number}")
    numbered = (piece + _NUMBER.replace("number", f"number{place}") for place, piece in enumerate(pieces[:-1]))
    return re.compile("".join((*numbered, pieces[-1])).replace("{unit}", f"(?P<unit>{UNITS})"))


def _number(match: re.Match[str]) -> Decimal:
    """Return a figure, an amount in 万元."""
    return _in_wan(_written(match), match)


def _written(match: re.Match[str]) -> Decimal:
    text = next(each for name, each in match.groupdict().items() if name.startswith("number") and each is not None)
    return Decimal(text.replace(",", "").replace("，", ""))


def _in_wan(number: Decimal, match: re.Match[str]) -> Decimal:
    unit = match.groupdict().get("unit", WAN)
    return number if unit == WAN else in_unit(number * YUAN_PER[unit], WAN)


def _slack(match: re.Match[str]) -> Decimal:
    """Return by how much an amount may be off in 万元: half of its last digit where it is 约 or in 亿元, else nothing."""
    number, named = _written(match), match.groupdict()
    is_rough = bool(named.get("about"))
    if not is_rough and YUAN_PER[named.get("unit", WAN)] <= YUAN_PER[WAN]:
        return Decimal(0)
    last = (number.normalize() if is_rough else number).as_tuple().exponent
    return _in_wan(Decimal(5).scaleb(int(last) - 1), match)


def _quotation(closed: str, matches: Mapping[Figure, re.Match[str]], sentence: str) -> str:
    """Return the part of a sentence that holds its figures, from the beginning of a clause."""
    first, last = min(each.start() for each in matches.values()), max(each.end() for each in matches.values())
    # A heading without a full stop stands on a line of its own: a line begins a clause, too.
    lines = [len(_close(sentence[:at])) for at, each in enumerate(sentence) if each == "\n"]
    ends = [each.end() for each in _CLAUSE_END.finditer(closed, 0, first)]
    return closed[max((*ends, *(each for each in lines if each <= first)), default=0) : last]


def _docx_text(package: Package) -> str:
    """Return the paragraphs of a Word document, transitional or strict, by the same fences as a workbook's parts."""
    if _DOCUMENT not in package:
        raise RefusedFile("unsupported", "它不是 Word 文档。", _HINT)
    paragraphs = parse_part(package, _DOCUMENT).findall(".//{*}p")
    return "\n".join("".join(each.text or "" for each in paragraph.findall(".//{*}t")) for paragraph in paragraphs)
