"""What the closing row of an indicator table says: sums under their columns, and the grade beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import Field, Remark
from xlperf.forms.layouts.layout import Layout, TotalField
from xlperf.forms.reading.alignment import Slot, align
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.indicators.closing_row import is_note
from xlperf.forms.reading.indicators.row_values.beside_columns import kept_cell
from xlperf.forms.reading.indicators.row_values.row_cells import RowCells
from xlperf.forms.reading.indicators.rows import is_number
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.labels import Spot
from xlperf.forms.reading.line_remarks import unsure_row
from xlperf.forms.values.amounts import is_grade, read_number
from xlperf.forms.values.form_text import clean_text

_SUM, _NO_SUM = 3, -6
"""What a number in the closing row is worth under weights or scores, and what any other cell is."""
_BRACKETED = lazy_pattern(r"\s*[(（][^()（）]{1,8}[)）]")
"""What may stand before a grade: （自评等级）优."""
_GRADED = lazy_pattern(r"\s*[(（]\s*[^()（）:：]{2,8}[:：]\s*([^()（）:：]{1,4})[)）]\s*")
_ALL_POINTS = 100


@dataclass(slots=True)
class ClosingRow:
    """A closing row as read; ``moved`` are the cells that were read under other headings than they stand under."""

    fields: list[Field] = field(default_factory=list)
    further: list[Field] = field(default_factory=list)
    moved: Mapping[str, Spot] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def closing_row(line: list[Spot], columns: Columns, cells: RowCells) -> ClosingRow:
    """Return what a closing row says: under its columns or, where it slipped with the rest, as it is aligned with them."""
    layout, unit, found = cells.layout, cells.unit, ClosingRow()
    values = list(takewhile(lambda each: _is_no_label(each, layout), line[1:]))
    wanted = [each for each in layout.table.total_fields if each.column in columns.windows]
    meant = _named_sum(line[0], values, wanted, columns) or wanted
    slots = [each for each in columns.slots if each.key in {total.column for total in meant}]
    placed, found.remarks = _sums(values, slots, layout)
    apart = {key: spot for key, spot in placed.items() if spot[:2] != line[0][:2]}  # all but a sum in the cell of its name
    found.moved = {key: spot for key, spot in apart.items() if columns.at(spot.column) != key}
    graded = (each for each in line[len(values) + 1 :] if _GRADED.fullmatch(each.text))
    said = ((each, _grade(each.text)) for each in (*values, *graded))
    found.further = [Field("/自评等级", "自评等级", grade, each.text, each.address) for each, grade in said if is_grade(grade)]
    kept = {each[:2] for each in placed.values()} | {each[:2] for each in line if is_grade(_grade(each.text))}
    notes = (each for each in values if each[:2] not in kept and is_note(each, columns) and not is_number(each))
    found.further += [kept_cell("", clean_text(line[0].text), each) for each in notes]
    sums = ((each, columns.title(each.column)) for each in values if each[:2] not in kept and is_number(each))
    found.further += [kept_cell("", title, each) for each, title in sums if title]  # 复核得分 | 96
    for total in wanted:
        spot = placed.get(total.column)
        where = spot.address if spot else cells.blank(line[0].row, total.column, columns)
        read = read_field(total.field, total.label, total.type, spot.cell if spot else None, where, unit)
        found.fields.append(replace(read, notes=(*read.notes, "moved")) if total.column in found.moved else read)
    return found


def filled_below(fields: Sequence[Field], line: list[Spot], columns: Columns, cells: RowCells) -> list[Field] | None:
    """Return the fields with the sums that the closing row has not and the row below it has; None for any other row.

    So it is where 总分 | 100 stands over 自评总得分 | 99.9.
    """
    table = cells.layout.table
    if not line[0].is_one_of(table.total_keys):
        return None
    found = {each.name: each for each in closing_row(line, columns, cells).fields if not each.blank}
    if not any(each.blank and each.name in found for each in fields):
        return None
    cells.parts.add(line[0].address)
    return [found[each.name] if each.blank and each.name in found else each for each in fields]


def _sums(values: Sequence[Spot], slots: Sequence[Slot], layout: Layout) -> tuple[dict[str, Spot], list[Remark]]:
    """Return the cells of the closing row by column, and what is to be told of an unsure reading."""
    if not slots:
        return {}, []
    found = align(values, slots, lambda cell, slot: _SUM if is_number(values[cell]) or _is_named_sum(values[cell]) else _NO_SUM)
    titles = {axis.key: axis.label for axis in layout.table.columns}
    placed = {slots[slot].key: spot for spot, slot in zip(values, found.slots, strict=True) if slot >= 0}
    return placed, list(unsure_row(values, found, [titles[each.key] for each in slots]))


def _is_named_sum(spot: Spot) -> bool:
    return ":" in spot.key and read_number(spot.cell).value is not None


def _is_no_label(spot: Spot, layout: Layout) -> bool:
    """False for an optional label in the closing row, such as 自评等级: what follows it is no sum; 自评得分：99.8 is one."""
    if _is_named_sum(spot):
        return True
    words = spot.key.partition(":")[0]
    return all(each.keys.isdisjoint((spot.key, spot.bare, words)) for each in layout.optional)


def _named_sum(first: Spot, values: Sequence[Spot], wanted: Sequence[TotalField], columns: Columns) -> list[TotalField]:
    """Return what a closing row names where its only number stands under no sum: 自评得分 | 92; in one cell with 总分 the last.

    Right beside its name, any other number than that of all points is what was reached as well: 总分 | 99.2.
    """
    numbers = list(values) if len(values) == 1 else [each for each in values if is_number(each)]
    if len(numbers) != 1 or columns.at(numbers[0].column) in {each.column for each in wanted}:
        return []
    named = [each for each in wanted if len(values) == 1 and first.is_one_of(each.named)]
    is_beside = numbers[0].column == first.right + 1 and read_number(numbers[0].cell).value not in (None, _ALL_POINTS)
    is_reached = numbers[0][:2] == first[:2] or is_beside
    return named or list(wanted[-1:] if is_reached else ())


def _grade(text: str) -> str:
    """Return what a cell says behind or in its brackets, which may be a grade: （自评等级）优, （自评等级：优）."""
    found = _GRADED.fullmatch(text)
    return found[1].strip() if found is not None else _BRACKETED.sub("", text, count=1).strip()
