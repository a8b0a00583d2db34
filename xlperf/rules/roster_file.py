"""Reading a roster file: a table with a heading, in a workbook or in a .csv of any usual encoding."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from xlperf.errors import RefusedFile, SettingsError
from xlperf.forms.amounts import read_amount
from xlperf.forms.form import AmountUnit
from xlperf.intake import read_workbook
from xlperf.intake.sheet import Cell, address
from xlperf.resources import load_json
from xlperf.rules.roster import Roster, RosterEntry
from xlperf.rules.words import bare

Cells = Mapping[tuple[int, int], Cell]

_HEADING_ROWS = 20
"""The heading of the table is looked for in this many rows from the top."""

_UNIT_IN_BRACKETS = re.compile(r"\((万?元)\)$")
_UNIT_ABOVE = re.compile(r"单位:?\(?(万?元)\)?")
_HINT = "名单应有一行标题（如：实施单位、项目名称、控制数），下面每行一个项目。"


@dataclass(frozen=True, slots=True)
class _Heading:
    row: int
    columns: Mapping[str, int]
    unit: AmountUnit


def read_roster(path: Path) -> Roster:
    """Read a roster; see ``load_roster``."""
    cells = _csv_cells(path) if path.suffix.lower() in (".csv", ".txt", ".tsv") else _workbook_cells(path)
    heading = _heading(cells, path)
    entries = []
    unit = ""
    for row in range(heading.row + 1, max((row for row, _ in cells), default=0) + 1):
        texts = {name: _text(cells.get((row, column))) for name, column in heading.columns.items() if name != "amount"}
        if any(bare(each) in load_json("schemas", "roster.json")["totals"] for each in texts.values()):
            continue
        unit = texts.get("unit", "") or unit
        project = texts.get("project", "")
        if unit and (project or texts.get("unit")):
            amount = _amount(cells, row, heading, path)
            entries.append(RosterEntry(unit, project, texts.get("category", ""), amount))
    if not entries:
        raise SettingsError(f"名单“{path.name}”的标题下面没有内容。", _HINT)
    return Roster(tuple(entries), heading.unit == "万元")


def _heading(cells: Cells, path: Path) -> _Heading:
    labels = {
        bare(label): name for name, known in load_json("schemas", "roster.json").items() if name[0] not in "$t" for label in known
    }
    above: AmountUnit = "元"
    for row in sorted({row for row, _ in cells if row <= _HEADING_ROWS}):
        columns: dict[str, int] = {}
        unit = above
        for (at, column), cell in sorted(cells.items()):
            if at != row:
                continue
            text = bare(_text(cell))
            bracketed, line = _UNIT_IN_BRACKETS.search(text), _UNIT_ABOVE.search(text)
            name = labels.get(_UNIT_IN_BRACKETS.sub("", text))
            if name and name not in columns:
                columns[name] = column
                unit = _amount_unit(bracketed[1]) if bracketed else unit
            elif line:
                above = _amount_unit(line[1])
        if "unit" in columns and (len(columns) > 1 or _only_column(cells, row)):
            return _Heading(row, columns, unit)
    raise SettingsError(f"在名单“{path.name}”中没有找到标题行。", _HINT)


def _only_column(cells: Cells, row: int) -> bool:
    return sum(1 for at, _ in cells if at == row) == 1


def _amount_unit(text: str) -> AmountUnit:
    return "万元" if text == "万元" else "元"


def _amount(cells: Cells, row: int, heading: _Heading, path: Path) -> Decimal | None:
    column = heading.columns.get("amount")
    cell = cells.get((row, column)) if column else None
    reading = read_amount(cell, heading.unit)
    if reading.value is None and reading.notes and column:
        raise SettingsError(f"名单“{path.name}”的单元格 {address(row, column)} 不是数字：“{_text(cell)}”。", "请改为数字后再运行。")
    return reading.value


def _text(cell: Cell | None) -> str:
    return "" if cell is None or cell.value is None else str(cell.value).strip()


def _workbook_cells(path: Path) -> Cells:
    try:
        workbook = read_workbook(path)
    except RefusedFile as problem:
        raise SettingsError(f"名单“{path.name}”不能读取：{problem.message}", problem.hint) from problem
    return next((each.cells for each in workbook.sheets if each.state == "visible" and each.cells), {})


def _csv_cells(path: Path) -> Cells:
    try:
        text = decode(path.read_bytes())
    except (OSError, UnicodeDecodeError) as problem:
        raise SettingsError(f"名单“{path.name}”不能读取：{problem}。", "请用 Excel 另存为 .xlsx 后再试。") from problem
    csv.field_size_limit(min(sys.maxsize, 1 << 24))
    first = text.splitlines()[0] if text else ""
    delimiter = max(",\t;", key=first.count)
    rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    return {
        (row, column): Cell(value.strip(), "text")
        for row, values in enumerate(rows, start=1)
        for column, value in enumerate(values, start=1)
        if value.strip()
    }


def decode(data: bytes) -> str:
    """Return the text of a .csv file: UTF-8 or UTF-16 by its mark, else UTF-8, else GB18030.

    Raises:
        UnicodeDecodeError: it is none of these.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")
