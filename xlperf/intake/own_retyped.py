"""Cells of a workbook of ours that a person typed over: what stands there now is not what xlperf wrote."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from xlperf.data.words import SOURCES_SHEET
from xlperf.intake.cell_codes import CELL_CODES_HEADERS, CELL_CODES_TITLE, typed_over, unpacked
from xlperf.intake.limits import Limits
from xlperf.intake.own_output import was_saved_again
from xlperf.intake.own_summary import Row, header_row, read_sheets
from xlperf.intake.sheet import address


@dataclass(frozen=True, slots=True)
class Retyped:
    """What a person typed over.

    Attributes:
        sheet: where; row, column: of the cell, 1-based.
        text: what stands there now; empty where it was taken out.
        rows: of the sheet, as they are now.
    """

    sheet: str
    row: int
    column: int
    text: str
    rows: Mapping[int, Row]

    @property
    def cell(self) -> str:
        """The address of the cell."""
        return address(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the cells of a workbook of ours.

    Attributes:
        retyped: each that a person typed over, in the order of the sheets.
        unlike: sheets that are so different that their cells cannot be told apart.
    """

    retyped: tuple[Retyped, ...] = ()
    unlike: tuple[str, ...] = ()


def retyped(data: bytes, limits: Limits, usual_header: int, free: Mapping[str, Collection[str]]) -> Comparison:
    """Return what a person typed over in a workbook of ours; nothing where it does not note what it said.

    Args:
        data: the workbook; limits: of what is read.
        usual_header: the row of the headers of its lists.
        free: by sheet the headers of the columns that anybody may write into.

    Raises:
        RefusedFile: the package cannot be read.
    """
    if not was_saved_again(data):
        return Comparison()
    noted = _noted(read_sheets(data, (SOURCES_SHEET,), limits).get(SOURCES_SHEET, {}))
    sheets = read_sheets(data, noted, limits)
    found, unlike = list[Retyped](), list[str]()
    for name, text in noted.items():
        rows = sheets.get(name, {})
        header = rows.get(header_row(rows, usual_header), {})
        columns = [at for at, value in header.items() if str(value).strip() in free.get(name, ())]
        cells = typed_over(rows, unpacked(text), columns)
        if cells is None:
            unlike += [name] if name in sheets else []
            continue
        found += (Retyped(name, row, column, _text(rows, row, column), rows) for row, column in cells)
    return Comparison(tuple(found), tuple(unlike))


def _text(rows: Mapping[int, Row], row: int, column: int) -> str:
    return str(rows.get(row, {}).get(column, "")).strip()


def _noted(sources: Mapping[int, Row]) -> dict[str, str]:
    """Return the codes by sheet that a 来源核对 notes."""
    noted: dict[str, str] = {}
    for name, chunk in _lines(sources):
        noted[name] = noted.get(name, "") + chunk
    return noted


def _lines(sources: Mapping[int, Row]) -> Iterator[tuple[str, str]]:
    begin = next((number for number, row in sorted(sources.items()) if CELL_CODES_TITLE in row.values()), None)
    if begin is None:
        return
    columns = {header: column for column, header in sources.get(begin + 1, {}).items()}
    name, first = (columns.get(each, 0) for each in CELL_CODES_HEADERS[1:])
    number = begin + 2
    while isinstance(sheet := sources.get(number, {}).get(name), str):
        row = sources[number]
        yield sheet, "".join(str(row[at]) for at in sorted(row) if at >= first)
        number += 1
