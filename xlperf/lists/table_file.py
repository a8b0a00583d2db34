"""Reading a list that a department keeps: a table with a heading, in a workbook or in a .csv of any usual encoding."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from xlperf.data.fenced_file import read_fenced
from xlperf.data.money import YUAN
from xlperf.data.names import bare
from xlperf.data.resources import load_json
from xlperf.errors import RefusedFile, SettingsError
from xlperf.forms.form import AmountUnit
from xlperf.forms.values.amounts import read_amount
from xlperf.forms.values.money_unit import NAMED, SAID, UNITS, plain_unit, unit_of, whole_name
from xlperf.intake import read_workbook
from xlperf.intake.limits import intake_settings
from xlperf.intake.sheet import Cell, address
from xlperf.lists.list_usage import ListUsage

Cells = Mapping[tuple[int, int], Cell]

_HEADING_ROWS = 20
"""The heading of the table is looked for in this many rows from the top."""

_UNIT_IN_LABEL = re.compile(rf"\({SAID}\)|[/:,]?(?P<end>{UNITS})$")
"""控制数(单位:万元), 控制数/万元 and 控制数万元 are 控制数."""
_YEAR_BEFORE = re.compile(r"^\(?20\d\d\)?(?:年度?)?")
"""2026年控制数 is 控制数: of which year a list is, its name and title say."""
_SHORTEST_ENDING = 3
"""区财政局核定控制数 ends in 控制数: an ending of so many characters tells a column, where only one has it."""
_MEANT = re.compile("控制数|批复|预算|金额|资金|经费|核定|下达")
"""An unused column of such a name was perhaps meant."""
_MOST_SKIPPED = 5
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_UNIT_ABOVE = re.compile(rf"单位:?\(?(?:人民币)?{NAMED}(?:人民币)?(?![\u4e00-\u9fff])")


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
    """The lines of a list, the unit in which its amounts are given (元, 万元, 亿元 …), and what of it was used."""

    lines: tuple[Line, ...]
    amount_unit: str
    usage: ListUsage


@dataclass(frozen=True, slots=True)
class _Heading:
    row: int
    columns: Mapping[str, int]
    unit: str
    labels: Mapping[int, str]

    @property
    def used(self) -> tuple[str, ...]:
        return tuple(self.labels[column] for column in sorted(self.columns.values()))

    @property
    def unused(self) -> tuple[str, ...]:
        return tuple(label for column, label in sorted(self.labels.items()) if column not in self.columns.values())


def read_table(path: Path, kind: TableKind) -> Table:
    """Read the first visible sheet of a workbook, or a .csv.

    Raises:
        SettingsError: it cannot be read, has no such heading, nothing below it, or an amount that is no number.
    """
    tables = _csv_tables(path, kind) if path.suffix.lower() in (".csv", ".txt", ".tsv") else _workbook_tables(path, kind)
    cells, heading = next(((cells, found) for cells in tables if (found := _heading(cells, kind))), ({}, None))
    if heading is None:
        raise SettingsError(f"在{kind.noun}“{path.name}”中没有找到标题行。", kind.hint)
    lines = []
    skipped = []
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
        else:
            first = next(text for _, text in sorted((at, _text(cell)) for (of, at), cell in cells.items() if of == row))
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


def _heading(cells: Cells, kind: TableKind) -> _Heading | None:
    """Return the first row whose cells are known labels, None when there is none."""
    known = {bare(label): name for name, labels in kind.columns.items() for label in labels}
    above = str(YUAN)
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in cells.items():
        if row <= _HEADING_ROWS and _text(cell):
            rows.setdefault(row, {})[column] = _text(cell)
    for row, held in sorted(rows.items()):
        columns, unit = _columns(held, known, above)
        if columns.keys() >= set(kind.needed) and (len(columns) > 1 or len(held) == 1):
            return _Heading(row, columns, unit, held)
        for text in held.values():
            line = _UNIT_ABOVE.search(plain_unit(bare(text)))
            above = unit_of(line) if line else above
    return None


def _columns(held: Mapping[int, str], known: Mapping[str, str], above: str) -> tuple[dict[str, int], str]:
    """Return the columns of a row by what their labels mean, and the unit of the amounts.

    A label as it stands goes first, then one without its year, then one that ends in a known label: these two only
    where one column alone has it, for of the columns of two years none can be told to be the one that is meant.
    """
    columns: dict[str, int] = {}
    plain = {column: _plain(bare(text), known) for column, text in held.items()}
    for column, label in sorted(plain.items()):
        if label in known:
            columns.setdefault(known[label], column)
    taken = set(columns.values())
    for meaning in (_without_year, _by_ending):
        found: dict[str, list[int]] = {}
        for column, label in sorted(plain.items()):
            name = meaning(label, known)
            if name and name not in columns and column not in taken:
                found.setdefault(name, []).append(column)
        columns.update({name: at[0] for name, at in found.items() if len(at) == 1})
        taken |= {column for at in found.values() for column in at}
    amount = _UNIT_IN_LABEL.search(plain_unit(bare(held[columns["amount"]]))) if "amount" in columns else None
    return columns, whole_name(amount["unit"] or amount["end"]) if amount else above


def _plain(label: str, known: Mapping[str, str]) -> str:
    """Return the label of an amount without its unit; 单位:万元 above a table is no column 单位."""
    plain = _UNIT_IN_LABEL.sub("", plain_unit(label))
    return plain if known.get(plain, "amount") == "amount" and plain else label


def _without_year(label: str, known: Mapping[str, str]) -> str | None:
    return known.get(_YEAR_BEFORE.sub("", label)) if _YEAR_BEFORE.match(label) else None


def _by_ending(label: str, known: Mapping[str, str]) -> str | None:
    # a department is named by too many words, and 说明 ends many a sentence
    endings = [each for each in known if len(each) >= _SHORTEST_ENDING and known[each] in ("unit", "project", "amount")]
    found = {known[each] for each in endings if label.endswith(each)}
    return found.pop() if len(found) == 1 else None


def _year(text: str) -> int | None:
    found = _YEAR.search(bare(text))
    return int(found[0]) if found else None


def _amount(cells: Cells, row: int, heading: _Heading, path: Path, kind: TableKind) -> Decimal | None:
    column = heading.columns.get("amount")
    cell = cells.get((row, column)) if column else None
    if cell is None:
        return None
    reading = read_amount(cell, cast("AmountUnit", heading.unit))  # which knows every unit of ``YUAN_PER``
    if reading.value is None and reading.notes and column:
        at = address(row, column)
        raise SettingsError(f"{kind.noun}“{path.name}”的单元格 {at} 不是数字：“{_text(cell)}”。", "请改为数字后再运行。")
    return reading.value


def _text(cell: Cell | None) -> str:
    return "" if cell is None or cell.value is None else str(cell.value).strip()


def _workbook_tables(path: Path, kind: TableKind) -> Sequence[Cells]:
    try:
        workbook = read_workbook(path)
    except RefusedFile as problem:
        raise SettingsError(f"{kind.noun}“{path.name}”不能读取：{problem.message}", problem.hint) from problem
    return [each.cells for each in workbook.sheets if each.state == "visible" and each.cells]


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
