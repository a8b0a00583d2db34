"""Reading a list that a department keeps: tables with a heading, in a workbook or in a .csv of any usual encoding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from xlperf.data.enumeration import first_of, named
from xlperf.data.money import YUAN, YUAN_PER
from xlperf.data.names import bare
from xlperf.errors import SettingsError
from xlperf.forms.values.amounts import read_amount
from xlperf.forms.values.dates import year_in
from xlperf.forms.values.money_unit import unit_somewhere
from xlperf.intake.sheet import address
from xlperf.lists.heading_rows import ListSheet, text_of
from xlperf.lists.list_heading import ListHeading, heading_of, nearest_heading, side_by_side
from xlperf.lists.list_lines import Row, Rows, amount_columns, carried, rows_of
from xlperf.lists.list_source import sheets_of
from xlperf.lists.list_usage import ListUsage
from xlperf.lists.list_words import TableKind

_SHOWN = 12
"""So many characters of a text that was not used are enough to find it."""
_TEXTS = ("unit", "project", "category", "department", "note", "contact", "email", "public", "alias")
_WHOSE = ("unit", "project", "amount")
"""Sheets with the same ones of these columns are parts of one list."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line below the heading, lines of sums left out.

    Attributes:
        unit: 单位, that of the lines above where its own cell is blank.
        alias, project, category, note, contact, email, public: as written, empty where blank or without a column.
        department, year: those of the lines above where their own cells are blank; empty and None without a column.
        amount: in 元; None where blank, no number or without a column.
        row: where it stands on its sheet.
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
    public: str = ""
    row: int = 0
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of a list, the unit in which its amounts are given (元, 万元, 亿元 …), and what of it was used."""

    lines: tuple[Line, ...]
    amount_unit: str
    usage: ListUsage


@dataclass(frozen=True, slots=True)
class _Part:
    """One sheet of a list."""

    sheet: ListSheet
    heading: ListHeading
    rows: Rows

    @property
    def kind(self) -> frozenset[str]:
        """Which columns decide whether two sheets are parts of one list."""
        return frozenset({*self.heading.columns, *(("amount",) if self.heading.yearly else ())} & set(_WHOSE))

    def unit(self, path: Path) -> str:
        """Return the unit of the amounts: as the heading, a line above or below it, the name of the sheet or of the file says."""
        said = (unit_somewhere(bare(each)) for each in (self.sheet.name, path.stem))
        return self.heading.unit or self.rows.unit or next(filter(None, said), str(YUAN))

    @property
    def year(self) -> int | None:
        """The year in the sheet's name, else in what stands above its table."""
        above = (text_of(cell) for (row, _), cell in sorted(self.sheet.cells.items()) if row < self.heading.row)
        return next((year for text in (self.sheet.name, *above) if (year := year_in(text))), None)


def read_table(path: Path, kind: TableKind) -> Table:
    """Read a .csv, or of a workbook every visible sheet of the same columns.

    Raises:
        SettingsError: it cannot be read, has no such heading, or nothing below it.
    """
    sheets = sheets_of(path, kind)
    parts = _parts(sheets, kind)
    if not parts:
        raise SettingsError(*_no_heading(path, sheets, kind))
    years = [each.year for each in parts] if len({each.year for each in parts}) > 1 else [None] * len(parts)
    lines: list[Line] = []
    unclear: list[str] = []
    for part, year in zip(parts, years, strict=True):
        for row, own in carried(part.rows.lines, year):
            lines += _lines(row, own, part.unit(path), unclear)
    if not lines:
        raise SettingsError(f"{kind.noun}“{path.name}”的标题下面没有内容。", kind.hint)
    unit = max((each.unit(path) for each in parts), key=YUAN_PER.__getitem__)
    further = (*_unclear(unclear), *_unread(sheets, parts, kind))
    return Table(tuple(lines), unit, _usage(path, kind, parts, len(lines), further))


def _parts(sheets: Sequence[ListSheet], kind: TableKind) -> list[_Part]:
    """Return the visible sheets that are read: of the most telling columns, and with something below them."""
    blocks = [block for each in sheets if not each.hidden for block in side_by_side(each, kind)]
    found = [_Part(block, heading, rows_of(block, heading)) for block in blocks if (heading := heading_of(block, kind))]
    best = max(found, key=lambda each: (bool(each.rows.lines), len(each.kind)), default=None)
    return [each for each in found if best is not None and each.kind == best.kind]


def _lines(row: Row, year: int | None, unit: str, unclear: list[str]) -> list[Line]:
    """Return the line of a row, or one a year; texts in place of amounts are added to what is unclear."""
    amounts: dict[int | None, Decimal | None] = {}
    for of_year, (column, cell) in row.amounts.items():
        reading = read_amount(cell, unit)
        amounts[of_year] = None if reading.value is None else round(reading.value, 2)  # sums of doubles end in dust
        if reading.value is None and reading.notes:
            unclear.append(f"{address(row.at, column)}“{text_of(cell)[:_SHOWN]}”")
    texts = row.texts
    own = {each: texts.get(each, "") for each in _TEXTS}
    return [Line(**own, amount=amount, year=of_year or year, row=row.at) for of_year, amount in (amounts or {None: None}).items()]


def _usage(path: Path, kind: TableKind, parts: Sequence[_Part], lines: int, further: Iterable[str]) -> ListUsage:
    where = {id(each): f"“{each.sheet.name}”" if len(parts) > 1 else "" for each in parts}
    skipped = [f"{where[id(each)]}第 {at} 行“{text[:_SHOWN]}”" for each in parts for at, text in each.rows.skipped]
    unused = [label for each in parts for label in each.heading.unused.values()]
    meant = [label for each in parts if "amount" in kind.columns for label in amount_columns(each.sheet, each.heading, each.rows)]
    columns = [label for each in parts for label in each.heading.used]
    used, unused, meant = (list(dict.fromkeys(each)) for each in (columns, unused, meant))
    return ListUsage(kind.noun, path.name, lines, tuple(used), tuple(unused), tuple(meant), first_of(skipped, "行"), tuple(further))


def _unclear(cells: Sequence[str]) -> Iterator[str]:
    if cells:
        yield f"不是数字的金额没有用上：{named(cells, '个')}"


def _unread(sheets: Iterable[ListSheet], parts: Sequence[_Part], kind: TableKind) -> Iterator[str]:
    """Yield which sheets were not read: visible ones that hold more than a text, hidden ones that hold such a list."""
    read = {each.sheet.name for each in parts}
    left = [each for each in sheets if each.name not in read and (heading_of(each, kind) if each.hidden else _has_columns(each))]
    if left:
        yield f"没有读的工作表：{'、'.join(f'“{each.name}”' + ('（隐藏）' if each.hidden else '') for each in left)}"


def _has_columns(sheet: ListSheet) -> bool:
    rows = Counter(row for row, _ in sheet.cells)
    return any(count > 1 for count in rows.values())


def _no_heading(path: Path, sheets: Iterable[ListSheet], kind: TableKind) -> tuple[str, str]:
    """Return message and hint for a list without a heading: where a row is like one, what it lacks."""
    likely = [found for each in sheets if not each.hidden and (found := nearest_heading(each, kind))]
    if not likely:
        return f"在{kind.noun}“{path.name}”中没有找到标题行。", kind.hint
    best = min(likely, key=lambda each: len(each.lacks(kind)))
    lacking = "、".join(f"“{kind.columns[name][0]}”" for name in best.lacks(kind))
    unused = "、".join(best.unused.values())
    rest = f"，没有用上的列：{unused}" if unused else ""
    return f"{kind.noun}“{path.name}”第 {best.row} 行的标题里没有{lacking}一列{rest}。", kind.hint
