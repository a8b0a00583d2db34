"""A form whose indicator table stands at the right of its head, on the same rows (A3): it is read as if it stood below."""

from __future__ import annotations

from dataclasses import replace

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import Field, Form, Remark
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.indicators.table_heading import find_header
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.places.regions import Region
from xlperf.forms.reading.region_reader import read_region
from xlperf.intake.sheet import Sheet

_LABELS_OF_HEAD = 2
_CELL = lazy_pattern(r"([A-Z]+)(\d+)")


def read_form(region: Region, sheet: Sheet, position: int, file: str, vocabulary: Vocabulary) -> Form:
    """Return the form of a region, see ``read_region``."""
    corner = _corner(region)
    if corner is None:
        return read_region(region, sheet, position, file, vocabulary)
    by = region.window.row_numbers[-1] + 1 - corner[0]
    form = read_region(replace(region, window=_with_table_below(region.window, corner, by)), sheet, position, file, vocabulary)
    return _moved_back(form, region, by)


def _corner(region: Region) -> tuple[int, int] | None:
    """Return the row and the column where a table begins that stands beside the head; None for every other form."""
    window, layout = region.window, region.layout
    names = window.with_keys(layout.start_keys)
    titles = window.with_keys(layout.table.keys("level3"))
    if not any(title.row <= name.row + 1 and name.column < title.column for name in names for title in titles):
        return None  # as nearly every form
    header = find_header(window, layout)
    left = header[1].left if header is not None else 0
    name = min(names)  # one further down is that of a head printed again on the next page
    is_beside = header is not None and header[0] - 1 <= name.row and name.column < left
    if header is None or not is_beside or any(each.column < left for each in titles):
        return None  # its own table stands below, and that at the right is another's
    sides = [each.column for each in window.row(header[0]) if name.column < each.column and each.key in layout.table.side_keys]
    left = min((left, *sides))
    below = (each for each in window.spots_below(name.row) if each.column == name.column)
    labels = [each for each in below if each.is_one_of(layout.label_keys)]
    is_free = not any(each.column < left <= each.right for each in window.spots_below(header[0] - 1))  # merged over head and table
    return (header[0], left) if len(labels) >= _LABELS_OF_HEAD and is_free else None


def _with_table_below(window: Window, corner: tuple[int, int], by: int) -> Window:
    top, left = corner
    rows: dict[int, list[Spot]] = {}
    for spot in window.spots():
        is_moved = spot.row >= top and spot.column >= left
        placed = spot._replace(row=spot.row + by, bottom=spot.bottom + by) if is_moved else spot
        rows.setdefault(placed.row, []).append(placed)
    areas = [each for each in window.merges.areas() if each.top < top or each.left < left]
    moved = [replace(each, top=each.top + by, bottom=each.bottom + by) for each in window.merges.areas() if each not in areas]
    return Window(rows, type(window.merges)((*areas, *moved)), window.covered)


def _moved_back(form: Form, region: Region, by: int) -> Form:
    """Return a form with the cells of its table where they stand."""
    last = region.window.row_numbers[-1]

    def at(cell: str) -> str:
        found = _CELL.fullmatch(cell)
        return f"{found[1]}{int(found[2]) - by}" if found and int(found[2]) > last else cell

    def of_field(field: Field) -> Field:
        return replace(field, cell=at(field.cell)) if field.cell else field

    def of_remark(remark: Remark) -> Remark:
        row = remark.detail.get("row", "")
        detail = {**remark.detail, "row": str(int(row) - by)} if row.isdigit() and int(row) > last else remark.detail
        return replace(remark, cell=at(remark.cell), detail=detail)

    return replace(
        form,
        source=replace(form.source, range=str(region.window.extent(region.top, last))),
        fields=tuple(map(of_field, form.fields)),
        further=tuple(map(of_field, form.further)),
        remarks=tuple(map(of_remark, form.remarks)),
    )
