"""Reading a list that a department keeps: a table with a heading, in a workbook or in a .csv of any usual encoding."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import cast

from xlperf.data.fenced_file import read_fenced
from xlperf.data.names import bare
from xlperf.data.text_encoding import decode
from xlperf.errors import RefusedFile, SettingsError
from xlperf.forms.form import AmountUnit
from xlperf.forms.values.amounts import read_amount
from xlperf.intake import read_workbook
from xlperf.intake.limits import intake_settings
from xlperf.intake.sheet import Cell, address
from xlperf.lists.list_heading import Cells, ListHeading, TableKind, heading_of, text_of
from xlperf.lists.list_usage import ListUsage

_MEANT = re.compile("控制数|批复|预算|金额|资金|经费|核定|下达")
"""An unused column of such a name was perhaps meant."""
_MOST_SKIPPED = 5
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line below the heading, lines of sums left out.

    Attributes:
        unit: 单位, that of the lines above where its own cell is blank.
        project, category, note, contact, email: as written, empty where blank or without a column.
        department, year: those of the lines above where their own cells are blank; empty and None without a column.
        amount: in 元; None where blank or without a column.
    """

    unit: str
    project: str
    category: str
    amount: Decimal | None
    department: str = ""
    year: int | None = None
    note: str = ""
    contact: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of a list, the unit in which its amounts are given (元, 万元, 亿元 …), and what of it was used."""

    lines: tuple[Line, ...]
    amount_unit: str
    usage: ListUsage


def read_table(path: Path, kind: TableKind) -> Table:
    """Read the first visible sheet of a workbook, or a .csv.

    Raises:
        SettingsError: it cannot be read, has no such heading, nothing below it, or an amount that is no number.
    """
    tables = _csv_tables(path, kind) if path.suffix.lower() in (".csv", ".txt", ".tsv") else _workbook_tables(path, kind)
    cells, heading = next(((cells, found) for cells in tables if (found := heading_of(cells, kind))), ({}, None))
    if heading is None:
        raise SettingsError(f"在{kind.noun}“{path.name}”中没有找到标题行。", kind.hint)
    lines = []
    skipped = []
    unit = department = ""
    year: int | None = None
    for row in sorted({row for row, _ in cells if row > heading.row}):
        texts = {name: text_of(cells.get((row, column))) for name, column in heading.columns.items()}
        if any(bare(each) in kind.totals for each in texts.values()):
            continue
        unit = texts.get("unit") or unit
        department = texts.get("department") or department
        year = _year(texts.get("year", "")) or year
        project = texts.get("project", "")
        if project or texts.get("unit"):
            amount = _amount(cells, row, heading, path, kind)
            more = (texts.get(each, "") for each in ("note", "contact", "email"))
            lines.append(Line(unit, project, texts.get("category", ""), amount, department, year, *more))
        else:
            first = next(text for _, text in sorted((at, text_of(cell)) for (of, at), cell in cells.items() if of == row))
            skipped.append(f"第 {row} 行“{first[:12]}”")
    if not lines:
        raise SettingsError(f"{kind.noun}“{path.name}”的标题下面没有内容。", kind.hint)
    more_skipped = (f"等 {len(skipped)} 行",) if len(skipped) > _MOST_SKIPPED else ()
    meant = tuple(each for each in heading.unused if "amount" in kind.columns and _MEANT.search(each))
    usage = ListUsage(
        kind.noun, path.name, len(lines), heading.used, heading.unused, meant, (*skipped[:_MOST_SKIPPED], *more_skipped)
    )
    return Table(tuple(lines), heading.unit, usage)


def read_text(path: Path, noun: str) -> str:
    """Return the text of a file: UTF-8 or UTF-16 by its mark, else UTF-8, else GB18030.

    Raises:
        SettingsError: it cannot be read, or is none of these.
    """
    try:
        return decode(read_fenced(path, intake_settings().limits.file_bytes))
    except (OSError, UnicodeDecodeError) as problem:
        hint = "请用记事本另存为 UTF-8 编码的文字文件后再试。"
        raise SettingsError(f"{noun}“{path.name}”不能读取：{problem}。", hint) from problem


def _year(text: str) -> int | None:
    found = _YEAR.search(bare(text))
    return int(found[0]) if found else None


def _amount(cells: Cells, row: int, heading: ListHeading, path: Path, kind: TableKind) -> Decimal | None:
    column = heading.columns.get("amount", 0)
    cell = cells.get((row, column))
    if cell is None:
        return None
    reading = read_amount(cell, cast("AmountUnit", heading.unit))  # which knows every unit of ``YUAN_PER``
    if reading.value is None and reading.notes:
        at = address(row, column)
        raise SettingsError(f"{kind.noun}“{path.name}”的单元格 {at} 不是数字：“{text_of(cell)}”。", "请改为数字后再运行。")
    return reading.value


def _workbook_tables(path: Path, kind: TableKind) -> Sequence[Cells]:
    try:
        workbook = read_workbook(path)
    except RefusedFile as problem:
        raise SettingsError(f"{kind.noun}“{path.name}”不能读取：{problem.message}", problem.hint) from problem
    return [each.cells for each in workbook.sheets if each.state == "visible"]


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
        for row, values in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1):
            for column, value in enumerate(values, start=1):
                if value.strip():
                    cells[row, column] = Cell(value.strip(), "text")
            if len(cells) > most:
                raise SettingsError(f"{kind.noun}“{path.name}”中有内容的单元格超过 {most} 个的上限。", kind.hint)
    except csv.Error as problem:
        raise SettingsError(f"{kind.noun}“{path.name}”不能读取：不是表格文字。", kind.hint) from problem
    return cells
