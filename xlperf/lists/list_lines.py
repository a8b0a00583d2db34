"""The rows below the heading of a list: its lines, and what is none of them (sums, notes, signatures)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from xlperf.data.names import bare, body_key
from xlperf.forms.values.amounts import read_amount
from xlperf.forms.values.dates import year_in
from xlperf.forms.values.money_unit import unit_line, unit_somewhere
from xlperf.intake.sheet import Cell, column_letters
from xlperf.lists.heading_rows import ListSheet, text_of
from xlperf.lists.list_heading import ListHeading
from xlperf.lists.list_words import before_total, is_foot, is_group, is_no_amount, is_total, looks_like_amount, without_number


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list as written: its row, the texts of its columns and the cells of its amounts by year (None: no year)."""

    at: int
    texts: Mapping[str, str]
    amounts: Mapping[int | None, tuple[int, Cell]]


@dataclass(frozen=True, slots=True)
class Rows:
    """What stands below a heading: its lines, the rows that are none (sums aside), and the unit of money that these say."""

    lines: tuple[Row, ...]
    skipped: tuple[tuple[int, str], ...]
    unit: str | None


def rows_of(sheet: ListSheet, heading: ListHeading) -> Rows:
    """Return what stands below the heading of a list."""
    below: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if row > heading.row and text_of(cell):
            below.setdefault(row, {})[column] = cell
    repeated = _repeated(sheet, heading, below)
    made = [_row(at, cells, heading) for at, cells in below.items() if at not in repeated]
    units = {body_key(each.texts["unit"]) for each in made if each.texts.get("unit")}
    lines, skipped, unit = [], [], None
    for each in made:
        cells = [text_of(cell) for cell in below[each.at].values()]
        sum_of = _sum_of(each)
        if sum_of is not None and (not sum_of or sum_of in units):
            continue
        if sum_of is None and _is_line(each, cells[0]) and not (len(cells) == 1 and each.at + 1 in repeated):
            lines.append(each)
            continue
        unit = unit or next(filter(None, (unit_somewhere(bare(text)) for text in cells)), None)
        if len(cells) > 1 or unit_line(bare(cells[0])) is None:
            skipped.append((each.at, cells[0]))
    return Rows(tuple(lines), tuple(skipped), unit)


def _sum_of(row: Row) -> str | None:
    """Return of which unit a row is the sum, empty for one that does not say; None for a row that is none."""
    if any(is_total(bare(each)) for each in row.texts.values()):
        return ""
    names = (before_total(row.texts[each]) for each in ("unit", "project") if row.texts.get(each))
    return next((each for each in names if each is not None), None)


def _is_line(row: Row, first: str) -> bool:
    project, unit = row.texts.get("project"), row.texts.get("unit")
    return bool(project or (unit and not is_group(unit))) and not is_foot(first, bool(project))


def _repeated(sheet: ListSheet, heading: ListHeading, below: Mapping[int, Mapping[int, Cell]]) -> set[int]:
    """Return the rows that say the heading again, as on every page of a printed list."""
    labels = {text_of(cell) for (row, _), cell in sheet.cells.items() if heading.row - 1 <= row <= heading.row}
    return {at for at, cells in below.items() if len(cells) > 1 and {text_of(cell) for cell in cells.values()} <= labels}


def carried(rows: tuple[Row, ...], year: int | None) -> Iterator[tuple[Row, int | None]]:
    """Yield every line with unit and department of the lines above where its own cells are blank, and with its year."""
    unit = department = ""
    for each in rows:
        unit = each.texts.get("unit") or unit
        department = each.texts.get("department") or department
        year = year_in(each.texts.get("year", "")) or year
        yield replace(each, texts={**each.texts, "unit": unit, "department": department}), year


def amount_columns(sheet: ListSheet, heading: ListHeading, rows: Rows) -> tuple[str, ...]:
    """Return the columns that look like amounts and were not used: by their label, or by what stands below it."""
    if "amount" in heading.columns and before_total(heading.labels[heading.columns["amount"]]) is not None:
        return ()  # the others are parts of this sum
    free = {column: "" for _, column in sheet.cells if column not in heading.labels}
    lines = [each.at for each in rows.lines]
    found = {}
    for column, label in {**heading.unused, **free}.items():
        cells = [cell for at in lines if (cell := sheet.cells.get((at, column))) is not None]
        if looks_like_amount(bare(label)) or (not is_no_amount(bare(label)) and _are_amounts(cells)):
            found[column] = label or f"{column_letters(column)} 列"
    return tuple(label for _, label in sorted(found.items()))


def _row(at: int, cells: Mapping[int, Cell], heading: ListHeading) -> Row:
    texts = {name: text_of(cells.get(column)) for name, column in heading.columns.items() if name != "amount"}
    texts |= {name: without_number(texts[name]) for name in ("unit", "project") if name in texts}
    columns: dict[int | None, int] = dict(heading.yearly.items())
    if "amount" in heading.columns:
        columns[None] = heading.columns["amount"]
    return Row(at, texts, {year: (column, cells[column]) for year, column in columns.items() if column in cells})


def _are_amounts(cells: list[Cell]) -> bool:
    """Tell whether most cells of a column are numbers, and not those that count its lines."""
    numbers = [value for each in cells if (value := read_amount(each, "元").value) is not None]
    counting = [number == at for at, number in enumerate(numbers, 1)]
    return len(numbers) * 2 > len(cells) and not all(counting)
