"""Tables as plain text: values divided by tabs (.txt, text copied from a document) or by commas (.csv)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.text_encoding import decode
from xlperf.errors import RefusedFile
from xlperf.intake.documents.document_grid import DocumentGrid, GridCell
from xlperf.intake.limits import Limits
from xlperf.intake.sheet import Workbook

_DIVIDERS = ("\t", ",", "，", ";", "|")
_STRONG = frozenset("\t,;|")
"""What divides even where sentences hold more of 、 and ，."""

# ="350000", as web systems write what Excel must keep as a text.
_FORMULA_OF_TEXT = lazy_pattern(r'(?m)(^|[\t,，;|])=(?="(?:[^"]|"")*"(?:[\t,，;|]|$))')
_QUOTED = lazy_pattern(r'"(?:[^"]|"")*"')
# An export of a web system puts a tab or ' before what Excel must keep as a text.
_GUARD = lazy_pattern(r"(?m)(?:(?<=[,;|])|^)[\t']+|\t+(?=[,;|]|$)")
_BLANKS = lazy_pattern(r"[^\S\n\u3000]{2,}|[^\S\n\u3000]*\u3000[^\S\n]*")
_LEAST_DIVIDED = 0.34
"""Of the lines of a text: so many at least have what divides its values."""

_COUNTED = 1 << 20
"""Characters of a text by which its divider is told."""

# 项　目　名　称: one wide blank between single characters sets a label wide, and divides nothing.
_SET_WIDE = lazy_pattern(r"(?<!\S)[\u4e00-\u9fff](?:\u3000[\u4e00-\u9fff])+(?!\S)")


def decoded_text(data: bytes) -> str:
    """Return the text of a file, whatever its encoding.

    Raises:
        RefusedFile: it is none of these.
    """
    try:
        return decode(data)
    except UnicodeDecodeError as error:
        raise RefusedFile("damaged", "文件的文字编码有误，读不出来。", "请用记事本另存为 UTF-8 编码后重新发送。") from error


def read_plain_text(data: bytes, limits: Limits) -> Workbook:
    """Return the table of a text as one sheet, each line a row.

    Raises:
        RefusedFile: it has more cells than are kept, or no known encoding.
    """
    text = decoded_text(data).replace("\r\n", "\n").replace("\r", "\n")
    text = _FORMULA_OF_TEXT.sub(r"\1", text)
    divider = _divider(text)
    grid = DocumentGrid("文本", limits)
    for fields in _rows(text, divider):
        grid.row([GridCell(_without_guard(each)) for each in fields[: limits.columns + 1]])
    return Workbook("txt", (grid.sheet(),))


def _divider(text: str) -> str:
    """Return what divides the values: a tab where most such lines have one, else what most have; empty for blanks in a row.

    What stands in quotation marks, and a tab that only guards a value, divides nothing; nor does the comma of a sentence
    where lines say 年度目标：完成改造，开放使用, and few have any.
    """
    lines = [each for each in _GUARD.sub("", _QUOTED.sub("", text[:_COUNTED])).split("\n")[:2000] if each.strip(" ")]
    counts = {each: sum(each in line for line in lines) for each in _DIVIDERS}
    if counts["\t"] and counts["\t"] >= max(counts[each] for each in _STRONG):
        return "\t"
    best = max(_DIVIDERS, key=lambda each: counts[each])
    by_blanks = sum(_BLANKS.search(line.strip()) is not None for line in lines)
    is_of_sentences = 0 < counts[best] < _LEAST_DIVIDED * len(lines)
    return best if by_blanks <= counts[best] and not is_of_sentences else ""


def _without_guard(field: str) -> str:
    """Return a value without the tab or the single ' that keeps a spreadsheet from taking it for a number or a formula."""
    bare = field.strip("\t")
    return bare[1:] if bare.startswith("'") and bare.count("'") == 1 and len(bare) > 1 else bare


def _rows(text: str, divider: str) -> Iterator[list[str]]:
    """Yield the fields of each line; a quotation mark that never closes is a mark like any other."""
    if not divider:  # values set apart by blanks: a blank cell cannot be told
        for line in text.split("\n"):
            yield _BLANKS.split(_SET_WIDE.sub(lambda found: found[0].replace("\u3000", ""), line.strip()))
        return
    if '"' in text:
        csv.field_size_limit(max(csv.field_size_limit(), len(text)))
        try:
            rows = list(csv.reader(StringIO(text, newline=""), delimiter=divider, strict=True))
            if all(field.count("\n") < 200 for row in rows for field in row):
                yield from rows
                return
        except csv.Error:
            pass
    yield from (line.split(divider) for line in text.split("\n"))
