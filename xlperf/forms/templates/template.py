"""A bureau's blank workbook read as a form: which cell takes which field.

The same labels that find the values of a filled form find the places of the blank
one, so that a template needs no list of addresses.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from xlperf.data.resources import data_folder
from xlperf.errors import LayoutError
from xlperf.forms.form import TERM_INDICATORS, Field, Form
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout import BlankWorkbook, Layout, ValueType
from xlperf.forms.layouts.layout_loading import all_layouts, load_layouts
from xlperf.forms.reading.head_part.goals import read_goals
from xlperf.forms.reading.head_part.head import Head, head_of
from xlperf.forms.reading.head_part.labelled_values import read_labels
from xlperf.forms.reading.head_part.money.money_details import OWN_PART, read_details
from xlperf.forms.reading.head_part.money.money_grid import read_grid
from xlperf.forms.reading.head_part.optional import read_optional
from xlperf.forms.reading.head_part.own_pairs import pair_places
from xlperf.forms.reading.head_part.year import read_title_and_year
from xlperf.forms.reading.indicators.periods.block import Block
from xlperf.forms.reading.indicators.periods.blocks import blocks_of
from xlperf.forms.reading.indicators.table import TableReader
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.indicators.table_heading import find_header
from xlperf.forms.reading.places.regions import Region, find_regions
from xlperf.forms.reading.sheet_windows import window_of
from xlperf.forms.templates.blank_tables import OF_TERM, BlankTable, blank_tables
from xlperf.intake.known_looks import look_of
from xlperf.intake.sheet import Sheet, Workbook, place_of
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
        parted: names of the amounts beside which the blank has places for finer ones (单位资金): each takes what is its own.
    """

    layout: Layout
    look: TemplateLook
    top: int
    bottom: int
    tables: tuple[BlankTable, ...]
    places: Mapping[tuple[int, int], str]
    parted: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """The names of everything outside the tables that has a place."""
        return frozenset(self.places.values()).union(f"{each}{OWN_PART}" for each in self.parted)

    @property
    def columns(self) -> frozenset[str]:
        """The columns of all tables by name; a level of the whole term that is shared with the year's has a place too."""
        found = frozenset().union(*(each.columns for each in self.tables))
        return found.union(OF_TERM + each for each in ("level1", "level2") if f"{OF_TERM}level3" in found and each in found)


def template_of(form: Form, folders: tuple[Path, ...] = ()) -> Template:
    """Return the blank workbook that a form belongs to, by its layout and the regime of its year.

    Args:
        folders: with layouts of a department's own; a form whose layout names no workbook is printed on the one of
            its kind that has a place for all that it says and the fewest for what it does not, else on the first.

    Raises:
        LayoutError: the workbook cannot be read, or does not fit its layout.
    """
    names = _with_blank(form.template, form.kind, folders)
    found = [_template(name, form.year, form.amount_unit, folders) for name in names]
    if len(found) == 1:
        return found[0]
    lacking = [_lack(form, each) for each in found]
    whole = [index for index, (homeless, _) in enumerate(lacking) if not homeless]
    return found[min(whole, key=lambda index: lacking[index][1], default=0)]


@cache
def _with_blank(layout_id: str, kind: str, folders: tuple[Path, ...]) -> tuple[str, ...]:
    """Return the ids of the layouts on whose blank a form of a layout may be printed: its own alone where it has one."""
    for load in (load_layouts, all_layouts):  # few runs need the published forms of single bureaux
        layouts = load(folders)
        if any(each.id == layout_id and each.workbooks for each in layouts):
            return (layout_id,)
    of_kind = tuple(each.id for each in layouts if each.workbooks and each.kind == kind)
    if not of_kind:
        raise LayoutError(f"没有一个版式带有“{layout_id}”的空白表。", "请在版式文件的 workbooks 中写明空白表的文件名。")
    varies = any(each.id == layout_id and each.varies for each in layouts)
    return of_kind if varies else of_kind[:1]


@cache
def _template(layout_id: str, year: int | None, unit: str, folders: tuple[Path, ...]) -> Template:
    layout = next(each for load in (load_layouts, all_layouts) for each in load(folders) if each.id == layout_id)
    return _read(workbook_path(layout, blank_workbook(layout, year, unit), folders), layout)


def _lack(form: Form, template: Template) -> tuple[int, int]:
    """Return for how many values of a form a blank has no place, and how many of its places the form has nothing for."""
    places, columns = template.names, template.columns
    homes = {each.cell for each in (*form.fields, *form.further) if each.name in places and each.cell}
    years = {row["level3"].cell for row in form.rows if "level3" in row}
    said, rows = set(), {column for row in form.rows for column, each in row.items() if not each.blank}
    homeless = len(form.rows) * len(rows - columns)
    for each in (*form.fields, *form.further):
        column = _column_of(each.name)
        if each.blank or (column and not each.name.startswith(TERM_INDICATORS) and column in rows):
            continue
        if not column and (each.name in places or each.cell not in homes):
            said.add(each.name)
        elif column and column not in columns and not (f"{OF_TERM}target" in columns and _is_of(each, form, years)):
            homeless += 1
        elif column:
            rows.add(column)
    return len(said - places) + homeless, len(places - said) + len(columns - rows)


def _is_of(each: Field, form: Form, years: Collection[str | None]) -> bool:
    """True for a name of the whole term's indicator that is a year's too, whose target alone stands in a column of its own."""
    name = next((other for other in form.further if other.name == f"{each.name.rpartition('/')[0]}/level3"), None)
    return name is not None and name.cell in years


def _column_of(name: str) -> str:
    """Return the name of the column that an indicator's value stands in, empty for what stands outside the tables."""
    _, table, *path = name.split("/")
    prefix = {"indicators": "", "term_indicators": OF_TERM}.get(table)
    return "" if prefix is None or len(path) < 2 else prefix + "/".join(path[1:])


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
    amounts = frozenset(each.name for each in blank.fields if each.name.startswith("/funding/"))
    is_parted = any(each.name.startswith("/funding/") for each in blank.kept)
    return Template(layout, look, blank.region.top, bottom, tables, places, amounts if is_parted else frozenset())


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
    goals = _goal_places(head)
    fields = [*first, *read_details(head, read_labels(head))]
    fields += (replace(each, cell=goals.get(each.name, each.cell)) for each in read_goals(head))
    if layout.grid:
        fields += read_grid(head, layout.grid).fields
    table = TableReader(region.window, layout, load_vocabulary(), head.unit, head.edge)
    names = {each.field for each in layout.table.total_fields}
    totals = [each for each in table.read(header_row, columns) if each.name in names and each.cell]
    fields += read_optional(head, table.last_row if table.is_closed else table.last_row + 1)
    fields += totals
    kept = [*head.details, *pair_places(head, {each.cell for each in (*fields, *head.details)})]
    return fields, kept, min((place_of(each.cell)[0] for each in totals if each.cell), default=0)


def _goal_places(head: Head) -> dict[str, str]:
    """Return the cells of goals below whose labels something else stands: they go right of them."""
    found = {}
    for label, spot in zip(head.layout.labels, head.places, strict=True):
        if spot is None or label.value != "below":
            continue
        below = spot.bottom + 1
        if below > head.last_row or any(map(spot.shares_columns, head.window.row(below))):
            found[label.field] = head.window.home(spot.row, spot.right + 1)
    return found


def _is_place(region: Region, each: Field, layout: Layout) -> bool:
    """False for a year that would stand where the blank form prints something else."""
    if each.name != layout.year_field or each.cell is None:
        return True
    row, column = place_of(each.cell)
    there = region.window.at(row, column)
    return there is None or "年" in there.text
