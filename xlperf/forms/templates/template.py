"""A bureau's blank workbook read as a form: which cell takes which field.

The same labels that find the values of a filled form find the places of the blank
one, so that a template needs no list of addresses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from xlperf.data.resources import data_folder
from xlperf.errors import LayoutError
from xlperf.forms.form import Field, Form
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout import BlankWorkbook, Layout, ValueType
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.head_part.goals import read_goals
from xlperf.forms.reading.head_part.head import head_of
from xlperf.forms.reading.head_part.labelled_values import read_labels
from xlperf.forms.reading.head_part.money_details import read_details
from xlperf.forms.reading.head_part.money_grid import read_grid
from xlperf.forms.reading.head_part.optional import read_optional
from xlperf.forms.reading.head_part.own_pairs import pair_places
from xlperf.forms.reading.head_part.year import read_title_and_year
from xlperf.forms.reading.indicators.blocks import Block, blocks_of
from xlperf.forms.reading.indicators.table import TableReader
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.indicators.table_heading import find_header
from xlperf.forms.reading.labels import window_of
from xlperf.forms.reading.regions import Region, find_regions
from xlperf.forms.templates.blank_tables import BlankTable, blank_tables
from xlperf.intake.known_looks import look_of
from xlperf.intake.sheet import Sheet, Workbook
from xlperf.intake.template_look import TemplateLook, template_workbook


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """A blank form: how it looks and where its values go.

    Attributes:
        layout: what its labels mean.
        look: its cells, widths and page.
        top, bottom: its first and last row, 1-based.
        tables: its indicator tables from top to bottom: one, or one for the whole term and one for the year.
        places: name of the field that a cell takes, by (row, column).
    """

    layout: Layout
    look: TemplateLook
    top: int
    bottom: int
    tables: tuple[BlankTable, ...]
    places: Mapping[tuple[int, int], str]


def template_of(form: Form, folders: tuple[Path, ...] = ()) -> Template:
    """Return the blank workbook that a form belongs to, by its layout and the regime of its year.

    Args:
        form: the form.
        folders: with layouts of a department's own; a layout that names no workbook is
            printed on the built-in one of its kind.

    Raises:
        LayoutError: the workbook cannot be read, or does not fit its layout.
    """
    year = form.value("/year")
    return _template(form.template, form.kind, year if isinstance(year, int) else None, form.amount_unit, folders)


@cache
def _template(layout_id: str, kind: str, year: int | None, unit: str, folders: tuple[Path, ...]) -> Template:
    layouts = [each for each in load_layouts(folders) if each.workbooks]
    own = [each for each in layouts if each.id == layout_id] or [each for each in layouts if each.kind == kind]
    if not own:
        raise LayoutError(f"没有一个版式带有“{layout_id}”的空白表。", "请在版式文件的 workbooks 中写明空白表的文件名。")
    layout = own[0]
    return _read(workbook_path(layout, blank_workbook(layout, year, unit), folders), layout)


def blank_workbook(layout: Layout, year: int | None, unit: str = "") -> BlankWorkbook:
    """Return the workbook of a layout for a year and a unit of amounts; where none suits both, the regime of the year decides.

    Args:
        layout: one that names a workbook.
        year: None for the newest regime.
        unit: 元 or 万元; empty for that of the first workbook.
    """
    wanted = load_vocabulary().regime_of(year).id
    if all(each.regime not in ("", wanted) for each in layout.workbooks):
        wanted = layout.workbooks[-1].regime
    suiting = [each for each in layout.workbooks if each.regime in ("", wanted)]
    return next((each for each in suiting if not unit or each.unit in ("", unit)), suiting[0])


def workbook_path(layout: Layout, workbook: BlankWorkbook, folders: tuple[Path, ...] = ()) -> Path:
    """Return where a workbook of a layout lies: with the layout, in another folder of the department's, with xlperf."""
    own = (layout.folder, *folders) if layout.folder else folders
    places = [each / workbook.file for each in own]
    return next((each for each in places if each.is_file()), data_folder("templates") / workbook.file)


@cache
def _read(path: Path, layout: Layout) -> Template:
    sheet, blank = blank_sheet(template_workbook(path), layout, path)
    look = look_of(path, sheet.name)
    bottom = max(row for row, _ in look.cells)
    places = {place_of(each.cell): each.name for each in (*blank.kept, *blank.fields) if each.cell}
    tables = blank_tables(blank.region.window, layout, blank.blocks, look, blank.total_row)
    return Template(layout, look, blank.region.top, bottom, tables, places)


@dataclass(frozen=True, slots=True, eq=False)
class BlankForm:
    """The first form of a blank sheet.

    Attributes:
        region: where it stands.
        header_row, columns: of its indicator table, the year's where it has two.
        fields: those outside the indicator table; ``cell`` is where the value of each goes.
        total_row: the row of the closing line (总分), 0 without one.
        blocks: its indicator tables, the year's first.
        kept: what is read under the bureau's own names (项目属性, 单位资金), as ``fields``.
    """

    region: Region
    header_row: int
    columns: Columns
    fields: tuple[Field, ...]
    total_row: int
    blocks: tuple[Block, ...] = ()
    kept: tuple[Field, ...] = ()


def blank_sheet(workbook: Workbook, layout: Layout, path: Path) -> tuple[Sheet, BlankForm]:
    """Return the first sheet of a blank workbook that holds a form of a layout, and the form.

    Raises:
        LayoutError: there is none.
    """
    for sheet in workbook.sheets:
        blank = blank_form(sheet, layout)
        if blank is not None:
            return sheet, blank
    said = f"空白表“{path.name}”与版式“{layout.id}”不符：找不到表名、项目名称或指标表头。"
    raise LayoutError(said, "请核对版式文件与空白表。")


def blank_form(sheet: Sheet, layout: Layout) -> BlankForm | None:
    """Return the blank form on a sheet, None when the layout finds none with an indicator table."""
    regions, _ = find_regions(window_of(sheet), (layout,))
    header = find_header(regions[0].window, layout) if regions else None
    if header is None:
        return None
    fields, kept, total_row = _fields(regions[0], *header)
    blocks, _ = blocks_of(regions[0].window, layout, header)
    year = next(((each.header_row, each.columns) for each in blocks), header)
    return BlankForm(regions[0], *year, tuple(fields), total_row, tuple(blocks), tuple(kept))


def value_types(layout: Layout) -> dict[str, ValueType]:
    """Return how the value of each field outside the indicator table is written, by field name."""
    types: dict[str, ValueType] = {each.field: each.type for each in (*layout.labels, *layout.optional) if each.field}
    if layout.grid:
        grid = layout.grid
        types |= {f"{grid.field}/{row.key}/{column.key}": column.type for row in grid.rows for column in grid.columns}
    return types | {each.field: each.type for each in layout.table.total_fields}


def _fields(region: Region, header_row: int, columns: Columns) -> tuple[list[Field], list[Field], int]:
    """Return the fields outside the indicator table, what is kept under other names, and the closing line's row (0 without one)."""
    layout, head = region.layout, head_of(region, (header_row, columns))
    first = [each if _is_place(region, each, layout) else replace(each, cell=None) for each in read_title_and_year(region, head)]
    fields = [*first, *read_details(head, read_labels(head)), *read_goals(head)]
    if layout.grid:
        fields += read_grid(head, layout.grid).fields
    table = TableReader(region.window, layout, load_vocabulary(), head.unit, head.edge)
    names = {each.field for each in layout.table.total_fields}
    totals = [each for each in table.read(header_row, columns) if each.name in names and each.cell]
    fields += read_optional(head, table.last_row if table.is_closed else table.last_row + 1)
    fields += totals
    kept = [*head.details, *pair_places(head, {each.cell for each in (*fields, *head.details)})]
    return fields, kept, min((place_of(each.cell)[0] for each in totals if each.cell), default=0)


def _is_place(region: Region, each: Field, layout: Layout) -> bool:
    """False for a year that would stand where the blank form prints something else."""
    if each.name != layout.year_field or each.cell is None:
        return True
    row, column = place_of(each.cell)
    return all(spot.column != column or "年" in spot.text for spot in region.window.row(row))


def place_of(address: str) -> tuple[int, int]:
    """Return the 1-based row and column of an A1 address."""
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(address[len(letters) :]), column
