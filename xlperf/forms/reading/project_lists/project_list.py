"""One table for many projects: the columns of a project merged down or repeated, one indicator a row.

Each project becomes a form of its own.  What a heading of the list does not name is none of its fields; what stands
under headings that no layout knows is kept under their names, and a cell that nothing explains is told as unread.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from xlperf.data.money import coarse_unit, form_unit
from xlperf.forms.form import Field, Form, Remark, Source
from xlperf.forms.layouts.layout import LEVELS, Layout
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.asides import sheet_remarks
from xlperf.forms.reading.fields import read_field, year_of
from xlperf.forms.reading.head_part.codes import with_code
from xlperf.forms.reading.head_part.head import head_of
from xlperf.forms.reading.head_part.labelled_values import read_labels
from xlperf.forms.reading.head_part.money.amount_unit import printed_unit, unit_beside
from xlperf.forms.reading.head_part.own_pairs import without_own_choices
from xlperf.forms.reading.head_part.year import is_over_form
from xlperf.forms.reading.indicators.rows import is_number
from xlperf.forms.reading.indicators.table import TableReader
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.labels import Spot, Window, place
from xlperf.forms.reading.line_remarks import unread_cell
from xlperf.forms.reading.places.evidence import named_in
from xlperf.forms.reading.places.parts import LAST_COLUMN, LAST_ROW
from xlperf.forms.reading.places.regions import Region
from xlperf.forms.reading.project_lists.group_units import unit_above, without_sums
from xlperf.forms.reading.project_lists.levels_beside import indicators_beside, of_indicators
from xlperf.forms.reading.project_lists.list_header import ListHeader, list_header
from xlperf.forms.reading.project_lists.list_money import lost_money, with_finer_columns
from xlperf.forms.reading.project_lists.list_projects import ListedProject, listed_projects
from xlperf.forms.reading.project_lists.list_rows import NAME, is_sum, next_list, repeats
from xlperf.forms.values.amounts import is_blank_mark
from xlperf.forms.values.dates import year_in
from xlperf.forms.values.form_text import clean_line, key_of
from xlperf.forms.values.money_unit import unit_alone
from xlperf.forms.values.target import is_phrase
from xlperf.intake.sheet import Area, Cell, Sheet


@dataclass(frozen=True, slots=True)
class ProjectList:
    """What a table of many projects held: its forms, its first and last row, remarks on cells of no project."""

    forms: tuple[Form, ...]
    rows: tuple[int, int]
    remarks: tuple[Remark, ...]


def read_list(
    sheet: Sheet, window: Window, position: int, file: str, layouts: Sequence[Layout], vocabulary: Vocabulary
) -> ProjectList | None:
    """Return what the table of many projects on a sheet holds, None where it has none.

    Args:
        position: of the sheet in its workbook.
    """
    header = list_header(window, layouts, vocabulary)
    if header is None:
        return None
    below = next_list(window, header) or _other_list(window, header, layouts, vocabulary)
    if below:
        parts = (window.without_rows(below, LAST_ROW), window.without_rows(1, below - 1))
        read = [read_list(sheet, each, position, file, layouts, vocabulary) for each in parts]
        return _joined([each for each in read if each is not None])
    listed, stray = listed_projects(window, header, vocabulary)
    projects, sums = without_sums(listed, window, header)
    if not projects:
        return None
    last_row = projects[-1].rows[-1]
    region = Region(
        header.layout, header.title, window.part(header.top, last_row, 1, LAST_COLUMN), header.top, 1, window, header.top
    )
    unit, remarks = printed_unit(region, header.last)
    shared = _written_above(region, header)
    rows = frozenset(row for each in projects for row in each.rows)
    of_list = (remarks, shared, rows)
    forms = tuple(_form(each, header, window, (sheet, file, position), unit, of_list, vocabulary) for each in projects)
    units = {field.cell for form in forms for field in form.fields if field.name == "/unit"}
    lost = [unread_cell(each, "table") for each in stray if each.address not in units]
    told = tuple(replace(each, sheet=sheet.name) for each in (*lost, *sums))
    firsts = [each for project in projects for each in window.row(project.rows[0])]
    sums_below = takewhile(lambda row: is_sum(window.row(row), header, vocabulary), window.rows_below(last_row))
    return ProjectList(forms, (header.top, max(sums_below, default=last_row)), (*told, *lost_money(sheet.name, header, firsts)))


def _other_list(window: Window, header: ListHeader, layouts: Sequence[Layout], vocabulary: Vocabulary) -> int:
    """Return the row of the title of a list with other headings below one, 0 where there is none."""
    below = list_header(window.without_rows(1, header.last), layouts, vocabulary)
    if below is None or below.title is None or repeats(window.row(below.first), header):
        return 0
    return below.top


def _joined(lists: Sequence[ProjectList]) -> ProjectList | None:
    """Return lists below each other as one, None where there is none."""
    if not lists:
        return None
    rows = (lists[0].rows[0], lists[-1].rows[1])
    return ProjectList(
        tuple(form for each in lists for form in each.forms), rows, tuple(one for each in lists for one in each.remarks)
    )


def _form(
    project: ListedProject,
    header: ListHeader,
    window: Window,
    source: tuple[Sheet, str, int],
    unit: str,
    of_list: tuple[Sequence[Remark], Sequence[Field], Collection[int]],
    vocabulary: Vocabulary,
) -> Form:
    sheet, file, position = source
    remarks, shared, rows = of_list
    head = [*_head_fields(header, window, project, unit, vocabulary)]
    head = with_finer_columns(head, header, window.row(project.rows[0]), unit)
    head += unit_above(project, rows, window, header)
    head += _said_in_rows(project, header, window, unit)
    head += (each for each in shared if all(each.name != own.name for own in head))
    values, further, parts, told = _indicators(project, header, window, unit, vocabulary, year_of(head, header.layout))
    # 自评总分 is a column of the project, which has no closing row.
    own = {each.name for each in head if not each.blank}
    head, chosen = without_own_choices(header.layout, head, (NAME,))
    fields = (*head, *(each for each in values if each.name not in own))
    area = _area(project, header, window)
    unread = _unread(project, header, window, {*(each.cell for each in (*fields, *further) if not each.blank), *parts}, vocabulary)
    lost = ((each, "beside" if _is_beside(each, area) else "table") for each in unread)
    found = (*remarks, *told, *(unread_cell(each, part, len(unread)) for each, part in lost))
    placed = tuple(replace(each, sheet=sheet.name) for each in (*found, *sheet_remarks(sheet, window, area)))
    return Form(
        header.layout.kind, header.layout.id, Source(file, sheet.name, str(area), (position, area.top, area.left)),
        fields, form_unit(unit), placed, (*chosen, *further), sheet.state != "visible", coarse_unit(unit),
    )  # fmt: skip


def _written_above(region: Region, header: ListHeader) -> list[Field]:
    """Return what the lines between title and header say of all projects: 部门：云溪市水务局, but not 单位：万元."""
    rows = region.window.rows_between(header.top, header.row - 1)
    if not rows:
        return []
    above = head_of(replace(region, window=region.window.part(header.top, header.row - 1, 1, LAST_COLUMN)), None)
    named = {label.field for label, _, _ in header.fields}
    lines = {label.field for label in header.layout.labels if label.type == "line"} - named - {NAME}
    said = [each for each in read_labels(above) if each.name in lines and not each.blank and unit_alone(key_of(each.raw)) is None]
    return [*said, *_written_otherwise(above.window, header, lines - {each.name for each in said})]


def _written_otherwise(above: Window, header: ListHeader, fields: Collection[str]) -> Iterator[Field]:
    """Yield what such a line says in a word that may mean one of these fields where nothing else does: 填报单位：云溪市河道所."""
    for label in header.layout.labels:
        if label.field in fields:
            said = ((spot, text) for spot in above.spots() if (text := named_in(spot, label.otherwise)))
            yield from (Field(label.field, label.label, text, spot.text, spot.address) for spot, text in islice(said, 1))


def _head_fields(
    header: ListHeader, window: Window, project: ListedProject, unit: str, words: Vocabulary
) -> Iterator[Field]:
    title = header.title
    if title is not None:
        yield Field("/title", "表名", clean_line(title.text), title.text, title.address)
    else:
        yield Field("/title", "表名", None)
    above = [*window.spots_between(header.top, header.row - 1)]
    line = window.row(header.top - 1) if title is not None else []
    above += [each for each in line if is_over_form(each, line, title)]
    year = next((each for each in above if year_in(each.text) is not None), None)
    name = header.layout.year_field
    where = place(header.top, title.column if title else 1)
    yield Field(name, "年度", year_in(year.text), year.text, year.address) if year else Field(name, "年度", None, "", where)
    for label, spot, extent in header.fields:
        cells = [each for each in project.cells.get(label.field, []) if not _is_level(each, header, words)]
        own = unit_beside(spot) or unit
        if not cells:
            yield Field(label.field, label.label, None, "", window.home(project.rows[0], extent[0]))
            continue
        if label.type == "text":
            cells = list({each.text.strip(): each for each in reversed(cells)}.values())[::-1]
            text = "\n".join(each.text.strip() for each in cells)
            cell = cells[0].cell if len(cells) == 1 else Cell(text, "text")
        else:
            cell = cells[0].cell
        yield from with_code(read_field(label.field, label.label, label.type, cell, cells[0].address, own), label)


def _said_in_rows(project: ListedProject, header: ListHeader, window: Window, unit: str) -> Iterator[Field]:
    """Yield the goals that a row of a project says in one cell with their label: 绩效目标：抢救档案万卷 over its indicators."""
    columns = {label.field for label, _, _ in header.fields}
    for label in header.layout.labels:
        if label.type != "text" or label.field in columns:
            continue
        cells = (each for row in project.rows for each in window.row(row))
        said = next(((spot, text) for spot in cells if (text := named_in(spot, label.keys))), None)
        if said is not None:
            yield read_field(label.field, label.label, label.type, Cell(said[1], "text"), said[0].address, unit)


def _indicators(
    project: ListedProject, header: ListHeader, window: Window, unit: str, vocabulary: Vocabulary, year: int | None
) -> tuple[list[Field], list[Field], set[str], list[Remark]]:
    """Return the fields of the indicators of a project, what is kept beside them, parts of targets, and remarks."""
    if header.columns is None:
        beside = indicators_beside(window, project.rows, header, unit, vocabulary)
        return beside.fields, [], set(), beside.remarks
    rows = {row: window.row(row) for row in window.rows_between(header.row, header.last)}
    rows |= {row: of_indicators(window.row(row), header) for row in project.rows}
    reader = TableReader(window.with_lines(rows), header.layout, vocabulary, unit, header.columns.end, year)
    reader.read(header.row, header.columns, project.rows[0])
    return reader.fields, reader.further, reader.parts, reader.told()


def _area(project: ListedProject, header: ListHeader, window: Window) -> Area:
    line = [*window.spots_between(header.first, header.last)]
    left = min(*(each.column for each in line), *(extent[0] for _, _, extent in header.fields))
    right = max((*(each.right for each in line), *(each.target[1] for each in header.groups)))
    return Area(project.rows[0], left, project.rows[-1], right)


def _unread(project: ListedProject, header: ListHeader, window: Window, used: set[str | None], words: Vocabulary) -> list[Spot]:
    """Return the cells of a project's rows that nothing took: neither a value, nor the same value again, nor 序号."""
    texts = {label: {each.text.strip() for each in project.cells.get(label.field, [])[: 1 if label.type != "text" else None]}
             for label, _, _ in header.fields}  # fmt: skip
    again = [(extent, texts[label]) for label, _, extent in header.fields]
    cells = (each for row in project.rows for each in window.row(row))
    free = (each for each in cells if not (each.address in used or each.column in header.numbers or is_blank_mark(each.text)))
    return [
        each
        for each in free
        if not any(left <= each.column <= right and each.text.strip() in known for (left, right), known in again)
        and not _is_level(each, header, words)
    ]


def _is_beside(spot: Spot, area: Area) -> bool:
    """True for words right of the list: a remark on the row, unless they may be a value."""
    return spot.column > area.right and not is_number(spot) and not is_phrase(spot.text)


def _is_level(spot: Spot, header: ListHeader, words: Vocabulary) -> bool:
    """True for a level name in the column of levels, its heading blanked or not: none of the goal left of it."""
    is_name = spot.key in words.level_names or spot.text.strip() in words.dittos  # a name is carried down, or goes on (同上)
    return is_name and header.columns is not None and _is_under_levels(spot, header.columns)


def _is_under_levels(spot: Spot, columns: Columns) -> bool:
    """True for a cell under the heading of a level, or left of that of level 2 where that of level 1 was blanked."""
    is_left = "level1" not in columns.windows and "level2" in columns.windows and spot.right + 1 == columns.start("level2")
    return columns.at(spot.column) in LEVELS or is_left
