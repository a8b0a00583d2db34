"""The sheets of a list: of a workbook, or of a .csv of any usual encoding."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from xlperf.data.fenced_file import read_fenced
from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.text_encoding import decode
from xlperf.errors import RefusedFile, SettingsError
from xlperf.intake import read_workbook
from xlperf.intake.limits import intake_settings
from xlperf.intake.sheet import Cell
from xlperf.lists.heading_rows import Cells, ListSheet, text_of
from xlperf.lists.list_heading import ListHeading, heading_of
from xlperf.lists.list_words import TableKind

_FORMULA = lazy_pattern(r'^="(.*)"$')
"""So that Excel takes no number for one, programs write ="0012"."""
_GROUP, _BEFORE_GROUP = lazy_pattern(r"\d{3}(?:\.\d+)?"), lazy_pattern(r"-?\d{1,3}(?:\d{3})*")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_TEXTS = (".csv", ".txt", ".tsv")


def sheets_of(path: Path, kind: TableKind) -> Sequence[ListSheet]:
    """Return the sheets of a workbook in the order of their tabs, or of a text the one that its best delimiter makes.

    Raises:
        SettingsError: it cannot be read.
    """
    if path.suffix.lower() not in _TEXTS or _first_bytes(path).startswith(_WORKBOOKS):
        return _workbook_sheets(path, kind)
    tables = [ListSheet("", cells) for cells in _csv_tables(path, kind)]
    found = next(((each, heading) for each in tables if (heading := heading_of(each, kind))), None)
    return tables[:1] if found is None else [_with_whole_amounts(*found)]


def _with_whole_amounts(table: ListSheet, heading: ListHeading) -> ListSheet:
    """Return a text with the amounts put together that their own commas took apart: 1,300,000 without quotation marks.

    A row is so mended where that leaves it as many fields as the heading has.
    """
    width, cells = max(heading.labels), dict(table.cells)
    for row in {at for at, column in cells if column > width}:
        fields = [text_of(cells.pop((row, column), None)) for column in range(1, max(of for at, of in cells if at == row) + 1)]
        whole = _joined(fields, len(fields) - width)
        cells |= {(row, at): Cell(text, "text") for at, text in enumerate(whole, 1) if text}
    return replace(table, cells=cells)


def _joined(fields: Sequence[str], surplus: int) -> list[str]:
    whole: list[str] = []
    for each in fields:
        if surplus and whole and _GROUP.fullmatch(each) and _BEFORE_GROUP.fullmatch(whole[-1]):
            whole[-1] += each
            surplus -= 1
        else:
            whole.append(each)
    return list(fields) if surplus else whole


def read_text(path: Path, noun: str) -> str:
    """Return the text of a file, whatever its encoding.

    Raises:
        SettingsError: it cannot be read, or is none of these.
    """
    hint = "请用记事本另存为 UTF-8 编码的文字文件后再试。"
    try:
        data = read_fenced(path, intake_settings().limits.file_bytes)
        return decode(data)
    except UnicodeDecodeError as problem:
        raise SettingsError(f"{noun}“{path.name}”不能读取：不是文字文件，或编码认不出。", hint) from problem
    except OSError as problem:
        raise SettingsError(f"{noun}“{path.name}”不能读取：{problem}。", hint) from problem


def _first_bytes(path: Path) -> bytes:
    try:
        return read_fenced(path, intake_settings().limits.file_bytes)[:4]
    except OSError:
        return b""  # said by who reads it


def _workbook_sheets(path: Path, kind: TableKind) -> Sequence[ListSheet]:
    try:
        workbook = read_workbook(path)
    except RefusedFile as problem:
        raise SettingsError(f"{kind.noun}“{path.name}”不能读取：{problem.message}", problem.hint) from problem
    return [ListSheet(each.name, each.cells, each.merges, each.state != "visible") for each in workbook.sheets]


def _csv_tables(path: Path, kind: TableKind) -> Iterator[Cells]:
    """Yield the cells of a text by each delimiter, the one that stands in it most often first."""
    text = read_text(path, kind.noun)
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    for delimiter in sorted(",\t;，；|", key=text.count, reverse=True):
        if delimiter in text or delimiter == ",":
            yield _csv_cells(text, delimiter, path, kind)


def _csv_cells(text: str, delimiter: str, path: Path, kind: TableKind) -> Cells:
    most = intake_settings().limits.cells_per_sheet
    cells: dict[tuple[int, int], Cell] = {}
    try:
        for row, values in enumerate(csv.reader(io.StringIO(text, newline=None), delimiter=delimiter), start=1):
            for column, value in enumerate(values, start=1):
                if text := _FORMULA.sub(r"\1", value.strip()):
                    cells[row, column] = Cell(text, "text")
            if len(cells) > most:
                raise SettingsError(f"{kind.noun}“{path.name}”中有内容的单元格超过 {most} 个的上限。", kind.hint)
    except csv.Error as problem:
        raise SettingsError(f"{kind.noun}“{path.name}”不能读取：不是表格文字。", kind.hint) from problem
    return cells
