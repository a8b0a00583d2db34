"""Reading a list that a department keeps: a table with a heading, in a workbook or in a .csv of any usual encoding."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlperf.data.fenced_file import read_fenced
from xlperf.data.money import WAN, YUAN
from xlperf.data.names import bare
from xlperf.data.resources import load_json
from xlperf.errors import RefusedFile, SettingsError
from xlperf.forms.form import AmountUnit
from xlperf.forms.values.amounts import read_amount
from xlperf.intake import read_workbook
from xlperf.intake.limits import intake_settings
from xlperf.intake.sheet import Cell, address

Cells = Mapping[tuple[int, int], Cell]

_HEADING_ROWS = 20
"""The heading of the table is looked for in this many rows from the top."""

_UNIT_IN_BRACKETS = re.compile(r"\((?:单位:?)?(万?元)\)$")
_YEAR_BEFORE = re.compile(r"^20\d\d年度?")
"""2026年控制数 is 控制数: of which year a list is, its name and title say."""
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_UNIT_ABOVE = re.compile(r"单位:?\(?(万?元)\)?")


@dataclass(frozen=True, slots=True)
class TableKind:
    """What a list is for, and by which labels its columns are known.

    Attributes:
        noun: what it is called in messages, such as 名单.
        labels: its file in ``schemas/``, of ``column-labels.schema.json``.
        needed: columns without which a row is no heading.
        hint: what it should look like.
    """

    noun: str
    labels: str
    needed: tuple[str, ...]
    hint: str

    @property
    def columns(self) -> Mapping[str, tuple[str, ...]]:
        """The labels of every column."""
        return {name: tuple(labels) for name, labels in self._data["columns"].items()}

    @property
    def totals(self) -> frozenset[str]:
        """What a line of sums is called."""
        return frozenset(self._data["totals"])

    @property
    def nothing(self) -> tuple[str, ...]:
        """What a line says of a unit that has no project."""
        return tuple(self._data.get("nothing", ()))

    @property
    def _data(self) -> Mapping[str, Any]:
        data: Mapping[str, Any] = load_json("schemas", self.labels)
        return data


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
    """The lines of a list, and the unit in which its amounts are given."""

    lines: tuple[Line, ...]
    amount_unit: AmountUnit


@dataclass(frozen=True, slots=True)
class _Heading:
    row: int
    columns: Mapping[str, int]
    unit: AmountUnit


def read_table(path: Path, kind: TableKind) -> Table:
    """Read the first visible sheet of a workbook, or a .csv.

    Raises:
        SettingsError: it cannot be read, has no such heading, nothing below it, or an amount that is no number.
    """
    cells = _csv_cells(path, kind) if path.suffix.lower() in (".csv", ".txt", ".tsv") else _workbook_cells(path, kind)
    heading = _heading(cells, path, kind)
    lines = []
    unit = department = ""
    year: int | None = None
    for row in sorted({row for row, _ in cells if row > heading.row}):
        texts = {name: _text(cells.get((row, column))) for name, column in heading.columns.items() if name != "amount"}
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
    if not lines:
        raise SettingsError(f"{kind.noun}“{path.name}”的标题下面没有内容。", kind.hint)
    return Table(tuple(lines), heading.unit)


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


def _heading(cells: Cells, path: Path, kind: TableKind) -> _Heading:
    labels = {bare(label): name for name, known in kind.columns.items() for label in known}
    above = YUAN
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in cells.items():
        if row <= _HEADING_ROWS:
            rows.setdefault(row, {})[column] = cell
    for row, held in sorted(rows.items()):
        columns: dict[str, int] = {}
        unit = above
        # Of two years' columns none can be told to be the one that is meant.
        dated = sum(1 for cell in held.values() if _YEAR_BEFORE.match(bare(_text(cell))))
        for column, cell in sorted(held.items()):
            text = bare(_text(cell))
            bracketed, line = _UNIT_IN_BRACKETS.search(text), _UNIT_ABOVE.search(text)
            label = _UNIT_IN_BRACKETS.sub("", text)
            name = labels.get(label if label in labels or dated != 1 else _YEAR_BEFORE.sub("", label))
            if name and name not in columns:
                columns[name] = column
                unit = _amount_unit(bracketed[1]) if bracketed else unit
            elif line:
                above = _amount_unit(line[1])
        if columns.keys() >= set(kind.needed) and (len(columns) > 1 or len(held) == 1):
            return _Heading(row, columns, unit)
    raise SettingsError(f"在{kind.noun}“{path.name}”中没有找到标题行。", kind.hint)


def _year(text: str) -> int | None:
    found = _YEAR.search(bare(text))
    return int(found[0]) if found else None


def _amount_unit(text: str) -> AmountUnit:
    return WAN if text == WAN else YUAN


def _amount(cells: Cells, row: int, heading: _Heading, path: Path, kind: TableKind) -> Decimal | None:
    column = heading.columns.get("amount")
    cell = cells.get((row, column)) if column else None
    reading = read_amount(cell, heading.unit)
    if reading.value is None and reading.notes and column:
        at = address(row, column)
        raise SettingsError(f"{kind.noun}“{path.name}”的单元格 {at} 不是数字：“{_text(cell)}”。", "请改为数字后再运行。")
    return reading.value


def _text(cell: Cell | None) -> str:
    return "" if cell is None or cell.value is None else str(cell.value).strip()


def _workbook_cells(path: Path, kind: TableKind) -> Cells:
    try:
        workbook = read_workbook(path)
    except RefusedFile as problem:
        raise SettingsError(f"{kind.noun}“{path.name}”不能读取：{problem.message}", problem.hint) from problem
    return next((each.cells for each in workbook.sheets if each.state == "visible" and each.cells), {})


def _csv_cells(path: Path, kind: TableKind) -> Cells:
    text = read_text(path, kind.noun)
    csv.field_size_limit(min(sys.maxsize, 1 << 24))
    first = text.partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
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


def decode(data: bytes) -> str:
    """Return the text of a file: UTF-8 or UTF-16 by its mark, else UTF-8, else GB18030.

    Raises:
        UnicodeDecodeError: it is none of these.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")
