"""The upper part of a form: year, unit of amounts, labelled values, goals, money grid."""

from __future__ import annotations

from dataclasses import dataclass, field

from xlperf.forms.dates import is_year_line, year_in
from xlperf.forms.fields import read_field
from xlperf.forms.form import AmountUnit, Field, Remark
from xlperf.forms.labels import Spot, Window
from xlperf.forms.layout import Axis, Grid, Label, Layout
from xlperf.forms.regions import Region
from xlperf.intake.sheet import address

_UNIT_SPLIT = ("(", ":")
_FEWEST_GRID_COLUMNS = 3


@dataclass(slots=True)
class Head:
    """The upper part of a region while it is read."""

    layout: Layout
    window: Window
    last_row: int
    unit: AmountUnit
    spots: list[Spot]
    remarks: list[Remark] = field(default_factory=list)


def head_of(region: Region, header_row: int | None) -> Head:
    """Return the part of a region above its indicator table."""
    last = (header_row or max(region.window.row_numbers)) - (1 if header_row else 0)
    spots = [each for each in region.window.spots() if each.row <= last]
    unit, remarks = amount_unit(region.layout, spots)
    return Head(region.layout, region.window, last, unit, spots, remarks)


def amount_unit(layout: Layout, spots: list[Spot]) -> tuple[AmountUnit, list[Remark]]:
    """Return the unit of amounts that a form prints, such as "项目资金(万元)" or "单位：元".

    Without one, 元 is taken and a remark made: the two differ by ten thousand.
    """
    beside = ""
    for spot in spots:
        key = spot.key or ""
        for label in layout.unit_keys:
            at = key.find(label)
            if at < 0:
                continue
            rest = key[at + len(label) :]
            if rest[:1] in _UNIT_SPLIT and "元" in rest:
                return ("万元" if "万元" in rest else "元"), []
            beside = beside or (spot.address if key == label and label.startswith("项目") else "")
    return "元", [Remark("unit_missing", cell=beside, detail={"label": "项目资金"})]


def read_title_and_year(region: Region, head: Head) -> list[Field]:
    """Return the title and the year; the year line stands between title and project name, or in the title."""
    title = region.title
    fields = [
        Field(
            "/title", "表名", title.text.strip() if title else None, title.text if title else "", title.address if title else None
        )
    ]
    name_row = min(
        (each.row for label in head.layout.labels if label.starts_form for each in _matches(head, label)), default=head.last_row
    )
    lines = [each for each in head.spots if each.row <= name_row and each is not title and is_year_line(each.text)]
    label = next((each for each in head.spots if each.key in head.layout.year_keys), None)
    if label is not None:
        lines += [each for each in head.window.row(label.row) if each.column > label.right][:1]
    spot = next((each for each in (*lines, title) if each is not None and year_in(each.text) is not None), None)
    if spot is not None:
        fields.append(Field(head.layout.year_field, "年度", year_in(spot.text), spot.text, spot.address))
    else:
        row, column = (title.bottom + 1, title.column) if title else (region.top, region.left)
        fields.append(Field(head.layout.year_field, "年度", None, "", address(row, column)))
    return fields


def read_labels(head: Head) -> list[Field]:
    """Return the fields whose values stand beside or below a label, blank ones included."""
    found: list[Field] = []
    for label in head.layout.labels:
        spot = _label_spot(head, label)
        if not label.field:
            continue
        if spot is None:
            if label.required:
                head.remarks.append(_missing(head, label))
            found.append(Field(label.field, label.label, None))
        elif label.value == "below":
            found.append(_below(head, label, spot))
        else:
            found.append(_right(head, label, spot))
    return found


def _matches(head: Head, label: Label) -> list[Spot]:
    exact = [each for each in head.spots if each.key in label.keys]
    return exact or [each for each in head.spots if each.bare in label.keys]


def _label_spot(head: Head, label: Label) -> Spot | None:
    """Return where a label stands; of two with one text, the one under its own column head."""
    spots = _matches(head, label)
    if not label.below:
        if len(spots) > 1 and label.field and not any(each is not label and each.keys & label.keys for each in head.layout.labels):
            head.remarks.append(
                Remark("repeated_label", cell=spots[1].address, detail={"label": label.label, "first": spots[0].address})
            )
        return spots[0] if spots else None
    anchors = {each.label: _label_spot_plain(head, each) for each in head.layout.labels if not each.below}
    anchor = anchors.get(label.below)
    if anchor is None:
        return None
    lower = [each for each in spots if each.row >= anchor.row]
    under = [each for each in lower if each.column == anchor.column]
    if under:
        return under[0]
    # Slipped cells: in one row the labels keep their order.
    twins = [each for each in head.layout.labels if each.below and each.keys & label.keys]
    order = twins.index(label)
    row = [each for each in lower if each.row == lower[0].row] if lower else []
    return row[order] if len(row) == len(twins) else None


def _label_spot_plain(head: Head, label: Label) -> Spot | None:
    spots = _matches(head, label)
    return spots[0] if spots else None


def _is_label(head: Head, spot: Spot) -> bool:
    return bool(spot.key) and (
        spot.key in head.layout.label_keys or (spot.bare != spot.key and spot.bare in head.layout.label_keys)
    )


def _right(head: Head, label: Label, spot: Spot) -> Field:
    """Read the first cell with content to the right of a label, up to the next label."""
    value: Spot | None = None
    for each in head.window.row(spot.row):
        if each.column <= spot.right:
            continue
        if _is_label(head, each):
            break
        value = each
        break
    if value is None:
        return Field(label.field, label.label, None, "", _blank_cell(head, spot.row, spot.right + 1))
    return read_field(label.field, label.label, label.type, value.cell, value.address, head.unit)


def _blank_cell(head: Head, row: int, column: int) -> str:
    area = head.window.merged_at(row, column)
    return address(area.top, area.left) if area else address(row, column)


def _below(head: Head, label: Label, spot: Spot) -> Field:
    """Read the cells below a label, each given to the nearest label at its left; paragraphs are joined."""
    rivals = sorted(
        (
            each
            for other in head.layout.labels
            if other.value == "below" and other.field
            for each in _matches(head, other)
            if each.row == spot.row
        ),
        key=lambda each: each.column,
    )
    index = next(i for i, each in enumerate(rivals) if each.column == spot.column)
    parts = []
    for row in head.window.rows_from(spot.bottom + 1):
        line = [each for each in head.window.row(row) if not _is_label(head, each)]
        if row > head.last_row or (not line and parts):
            break
        if len(line) < len(head.window.row(row)) and any(
            each.column > spot.column for each in head.window.row(row) if each not in line
        ):
            break
        parts += _own_spots(line, rivals, index)
    if not parts:
        return Field(label.field, label.label, None, "", _blank_cell(head, spot.bottom + 1, spot.column))
    fields = [read_field(label.field, label.label, label.type, each.cell, each.address, head.unit) for each in parts]
    if len(fields) == 1:
        return fields[0]
    notes = tuple(dict.fromkeys(note for each in fields for note in each.notes))
    value = "\n".join(str(each.value) for each in fields if each.value)
    return Field(label.field, label.label, value or None, "\n".join(each.raw for each in fields), fields[0].cell, notes)


def _own_spots(line: list[Spot], rivals: list[Spot], index: int) -> list[Spot]:
    """Return the cells of a row that belong to one of the labels above it."""
    if len(line) == len(rivals) and line and line[0].column < rivals[0].column:  # slipped left as a whole
        return [line[index]]
    left = rivals[index].column if index else 0
    right = rivals[index + 1].column if index + 1 < len(rivals) else 1 << 20
    return [each for each in line if left <= each.column < right]


def _missing(head: Head, label: Label) -> Remark:
    """Return the remark on a label that is not there, with a neighbour that is."""
    index = head.layout.labels.index(label)
    around = [*reversed(head.layout.labels[:index]), *head.layout.labels[index + 1 :]]
    near = next((each.label for each in around if each.field and _matches(head, each)), "")
    return Remark("missing_label", detail={"label": label.label, "near": near})


def read_grid(head: Head, grid: Grid) -> list[Field]:
    """Return the fields of a money table: one a row label and column label, blank ones included."""
    header = _grid_header(head, grid)
    top = min((each.row for each in header.values()), default=0)
    found: list[Field] = []
    for row in grid.rows:
        spot = next((each for each in head.spots if each.key in row.keys and each.row > top), None)
        if spot is None and row.required:
            head.remarks.append(Remark("missing_label", detail={"label": row.label, "near": grid.columns[0].label}))
        for column in grid.columns:
            found.append(_grid_field(head, grid, row, column, spot, header))
    for column in grid.columns:
        if column.required and column.key not in header:
            head.remarks.append(Remark("missing_label", detail={"label": column.label, "near": grid.rows[0].label}))
    return found


def _grid_header(head: Head, grid: Grid) -> dict[str, Spot]:
    for number in head.window.row_numbers:
        if number > head.last_row:
            break
        line = {column.key: each for column in grid.columns for each in head.window.row(number) if each.key in column.keys}
        if len(line) >= _FEWEST_GRID_COLUMNS:
            return line
    return {}


def _grid_field(head: Head, grid: Grid, row: Axis, column: Axis, spot: Spot | None, header: dict[str, Spot]) -> Field:
    name, label = f"{grid.field}/{row.key}/{column.key}", f"{row.label}·{column.label}"
    top = header.get(column.key)
    if spot is None or top is None:
        return Field(name, label, None)
    edges = sorted(each.column for each in header.values() if each.column > top.column)
    value = next((each for each in head.window.row(spot.row) if top.column <= each.column < (edges[0] if edges else 1 << 20)), None)
    if value is None:
        return Field(name, label, None, "", _blank_cell(head, spot.row, top.column))
    return read_field(name, label, column.type, value.cell, value.address, head.unit)
