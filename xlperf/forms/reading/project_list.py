"""One table for many projects: the columns of a project merged down or repeated, one indicator a row.

Each project becomes a form of its own.  What a heading of the list does not name is none of its fields; what stands
under headings that no layout knows is kept under their names, and a cell that nothing explains is told as unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.money import form_unit
from xlperf.forms.form import FUNDING, UNREAD, Field, Form, Remark, Source
from xlperf.forms.layouts.layout import Layout
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.asides import sheet_remarks
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.head_part.amount_unit import printed_unit, unit_beside
from xlperf.forms.reading.head_part.codes import with_code
from xlperf.forms.reading.head_part.head import head_of
from xlperf.forms.reading.head_part.labelled_values import read_labels
from xlperf.forms.reading.indicators.signatures import begins_foot, is_sealed
from xlperf.forms.reading.indicators.table import TableReader
from xlperf.forms.reading.indicators.table_columns import LEVELS
from xlperf.forms.reading.labels import Spot, Window, place
from xlperf.forms.reading.levels_beside import indicators_beside, of_indicators
from xlperf.forms.reading.list_header import ListHeader, list_header
from xlperf.forms.reading.list_rows import (
    NAME,
    begins_other,
    has_indicator,
    is_between,
    is_unit_line,
    lost_money,
    next_list,
    own_cells,
    repeats,
)
from xlperf.forms.reading.places.parts import LAST_COLUMN, LAST_ROW
from xlperf.forms.reading.places.regions import Region
from xlperf.forms.values.amounts import is_blank_mark
from xlperf.forms.values.dates import year_in
from xlperf.forms.values.form_text import clean_line, key_of
from xlperf.forms.values.money_unit import unit_alone
from xlperf.intake.sheet import Area, Cell, Sheet

_CARRIED = ("/department", "/department_code", "/unit", "/unit_code")
_DIGIT = lazy_pattern(r"\d")
_LONGEST = 200


@dataclass(slots=True)
class _Project:
    """The rows of one project, and the cell of each of its columns (that of a merged cell above included)."""

    rows: list[int] = field(default_factory=list)
    cells: dict[str, list[Spot]] = field(default_factory=dict)


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
        sheet, window: the sheet and its cells.
        position: of the sheet in its workbook.
        file: name for the forms' sources.
        layouts: all of the run.
        vocabulary: the level names.
    """
    header = list_header(window, layouts, vocabulary)
    if header is None:
        return None
    below = next_list(window, header)
    if below:
        parts = (window.without_rows(below, LAST_ROW), window.without_rows(1, below - 1))
        read = [read_list(sheet, each, position, file, layouts, vocabulary) for each in parts]
        return _joined([each for each in read if each is not None])
    projects, stray = _projects(window, header, vocabulary)
    if not projects:
        return None
    last_row = projects[-1].rows[-1]
    region = Region(
        header.layout, header.title, window.part(header.top, last_row, 1, LAST_COLUMN), header.top, 1, window, header.top
    )
    unit, remarks = printed_unit(region, header.last)
    shared = _written_above(region, header)
    forms = tuple(_form(each, header, window, (sheet, file, position), unit, (remarks, shared), vocabulary) for each in projects)
    told = tuple(Remark(UNREAD, sheet.name, each.address, _detail(each, "table", 1)) for each in stray)
    firsts = [each for project in projects for each in window.row(project.rows[0])]
    return ProjectList(forms, (header.top, last_row), (*told, *lost_money(sheet.name, header, firsts)))


def _joined(lists: Sequence[ProjectList]) -> ProjectList | None:
    """Return lists below each other as one, None where there is none."""
    if not lists:
        return None
    rows = (lists[0].rows[0], lists[-1].rows[1])
    return ProjectList(
        tuple(form for each in lists for form in each.forms), rows, tuple(one for each in lists for one in each.remarks)
    )


def _projects(window: Window, header: ListHeader, words: Vocabulary) -> tuple[list[_Project], list[Spot]]:
    """Return the projects, and cells of rows above the first that belong to none."""
    found: list[_Project] = []
    stray: list[Spot] = []
    identity = [label.field for label, _, _ in header.fields if label.type == "line"]
    rows = window.rows_below(header.last)
    foot = _first_row_of_foot(window, rows, header, words)
    above = [each for row in window.rows_between(header.top, header.row - 1) for each in window.row(row)]
    at_foot = False
    for index, row in enumerate(rows):
        line = window.row(row)
        if begins_other(line, above):
            break
        if repeats(line, header):
            at_foot, foot = False, _first_row_of_foot(window, rows[index + 1 :], header, words)
        own = own_cells(line, header)
        if at_foot or is_unit_line(line) or is_between(line, header, words):
            continue
        is_merged = bool(found) and any(spot.bottom >= row for spot in found[-1].cells.get(NAME, []))
        is_known = has_indicator(line, header) or _is_named_with_amount(own)
        if row >= foot and not is_merged and (_is_signed(line, header) or not is_known):
            at_foot = True  # of the list, or of a page of it
            continue
        if not found and NAME not in own:
            stray += line
            continue
        if not found or _begins(own, found[-1], identity, is_merged):
            found.append(_Project())
        found[-1].rows.append(row)
        for label, _, extent in header.fields:
            spot = own.get(label.field) or _covering(window, row, extent)
            cells = found[-1].cells.setdefault(label.field, []) if spot is not None else []
            if spot is not None and spot not in cells:
                cells.append(spot)
    _carry(found)
    return found, stray


def _is_named_with_amount(own: Mapping[str, Spot]) -> bool:
    """True for a project without indicators; a signature may stand in the column of names as well."""
    amounts = (spot for name, spot in own.items() if name.startswith(FUNDING))
    return NAME in own and any(_DIGIT.search(each.text) for each in amounts)


def _is_signed(line: Sequence[Spot], header: ListHeader) -> bool:
    """True for a row of signatures or notes, at its left or below the first heading."""
    return any(begins_foot(each.key, header.layout.footers) or is_sealed(each.key, header.layout.footers) for each in line[:2])


def _first_row_of_foot(window: Window, rows: Sequence[int], header: ListHeader, words: Vocabulary) -> int:
    """Return the row below the last project that begins before the header comes again; the last of all rows is none of the foot.

    A row between that has nothing under a known heading belongs to the project above: one of the headings may be damaged.
    """
    last = header.last
    for row in rows:
        line = window.row(row)
        if is_between(line, header, words) and any(each.key in label.keys for label, _, _ in header.fields for each in line):
            break
        if NAME in own_cells(line, header) and has_indicator(line, header) and not _is_signed(line, header):
            last = row
    return last + 1


def _begins(own: dict[str, Spot], project: _Project, identity: Sequence[str], is_merged: bool) -> bool:
    """True for a row whose name, unit or code is written anew: it differs from that of the project above, or stands alone.

    Alone is the name that is merged over rows of its own, or, where the name is blank and not merged down from above
    (``is_merged``), a unit that is, or another amount with something beside it.  The name that a project lacks may be
    written in its next row.
    """
    written = [name for name in identity if name in own and own[name].text.strip()]
    if NAME in own and NAME not in project.cells and project.cells:
        written = [name for name in own if name in project.cells]
    if any(_differs(own, project, name) for name in written):
        return True
    if NAME in own or is_merged:
        return NAME in own and own[NAME].bottom > own[NAME].row
    others = [name for name in own if _differs(own, project, name)]
    is_told = bool(written) or len(others) > 1
    return any(own[name].bottom > own[name].row for name in written) or (
        is_told and any(each.startswith(FUNDING) for each in others)
    )


def _differs(own: Mapping[str, Spot], project: _Project, name: str) -> bool:
    above = project.cells.get(name)
    return above is None or above[0].text.strip() != own[name].text.strip()


def _covering(window: Window, row: int, extent: tuple[int, int]) -> Spot | None:
    """Return the cell that is merged down to a row from above."""
    above = window.merged_spot(row, extent[0])
    return above if above is not None and above.row < row else None


def _carry(projects: Sequence[_Project]) -> None:
    """Give projects without a unit or department of their own the one above: it is written once for several projects."""
    for above, project in pairwise(projects):
        for name in _CARRIED:
            if name in above.cells and name not in project.cells:
                project.cells[name] = above.cells[name][:1]


def _form(
    project: _Project,
    header: ListHeader,
    window: Window,
    source: tuple[Sheet, str, int],
    unit: str,
    of_list: tuple[Sequence[Remark], Sequence[Field]],
    vocabulary: Vocabulary,
) -> Form:
    sheet, file, position = source
    remarks, shared = of_list
    head = [*_head_fields(header, window, project, unit), *shared]
    year = next((each.value for each in head if each.name == header.layout.year_field and isinstance(each.value, int)), None)
    rows, further, parts, told = _indicators(project, header, window, unit, vocabulary, year)
    # 自评总分 is a column of the project, which has no closing row.
    own = {each.name for each in head if not each.blank}
    fields = (*head, *(each for each in rows if each.name not in own))
    area = _area(project, header, window)
    unread = _unread(project, header, window, {*(each.cell for each in (*fields, *further) if not each.blank), *parts}, vocabulary)
    found = (*remarks, *told, *(Remark(UNREAD, cell=each.address, detail=_detail(each, "table", len(unread))) for each in unread))
    placed = tuple(replace(each, sheet=sheet.name) for each in (*found, *sheet_remarks(sheet, window, area)))
    return Form(
        header.layout.kind, header.layout.id, Source(file, sheet.name, str(area), (position, area.top, area.left)),
        fields, form_unit(unit), placed, tuple(further), sheet.state != "visible",
    )  # fmt: skip


def _written_above(region: Region, header: ListHeader) -> list[Field]:
    """Return what the lines between title and header say of all projects: 部门：云溪市水务局, but not 单位：万元."""
    rows = region.window.rows_between(header.top, header.row - 1)
    if not rows:
        return []
    above = head_of(replace(region, window=region.window.part(header.top, header.row - 1, 1, LAST_COLUMN)), None)
    named = {label.field for label, _, _ in header.fields}
    lines = {label.field for label in header.layout.labels if label.type == "line"} - named - {NAME}
    return [each for each in read_labels(above) if each.name in lines and not each.blank and unit_alone(key_of(each.raw)) is None]


def _head_fields(header: ListHeader, window: Window, project: _Project, unit: str) -> Iterator[Field]:
    title = header.title
    if title is not None:
        yield Field("/title", "表名", clean_line(title.text), title.text, title.address)
    else:
        yield Field("/title", "表名", None)
    above = [each for row in window.rows_between(header.top, header.row - 1) for each in window.row(row)]
    year = next((each for each in above if year_in(each.text) is not None), None)
    name = header.layout.year_field
    where = place(header.top, title.column if title else 1)
    yield Field(name, "年度", year_in(year.text), year.text, year.address) if year else Field(name, "年度", None, "", where)
    for label, spot, extent in header.fields:
        cells = project.cells.get(label.field, [])
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


def _indicators(
    project: _Project, header: ListHeader, window: Window, unit: str, vocabulary: Vocabulary, year: int | None
) -> tuple[list[Field], list[Field], set[str], list[Remark]]:
    """Return the fields of the indicators of a project, what is kept beside them, parts of targets, and remarks."""
    if header.columns is None:
        beside = indicators_beside(window, project.rows, header, unit, vocabulary)
        return beside.fields, [], set(), beside.remarks
    rows = {}
    for number in (*window.rows_between(header.row, header.last), *project.rows):
        line = window.row(number) if number <= header.last else of_indicators(window.row(number), header)
        if line:
            rows[number] = line
    reader = TableReader(Window(rows, window.merges), header.layout, vocabulary, unit, header.columns.end, year)
    reader.read(header.row, header.columns)
    return reader.fields, reader.further, reader.parts, reader.told()


def _area(project: _Project, header: ListHeader, window: Window) -> Area:
    line = window.row(header.row)
    left = min(line[0].column, *(extent[0] for _, _, extent in header.fields))
    right = max((*(each.right for each in line), *(each.target[1] for each in header.groups)))
    return Area(project.rows[0], left, project.rows[-1], right)


def _unread(project: _Project, header: ListHeader, window: Window, used: set[str | None], vocabulary: Vocabulary) -> list[Spot]:
    """Return the cells of a project's rows that nothing took: neither a value, nor the same value again, nor 序号."""
    texts = {label: {each.text.strip() for each in project.cells.get(label.field, [])[: 1 if label.type != "text" else None]}
             for label, _, _ in header.fields}  # fmt: skip
    again = [(extent, texts[label]) for label, _, extent in header.fields]
    found = []
    for row in project.rows:
        for spot in window.row(row):
            if spot.address in used or spot.column in header.numbers or is_blank_mark(spot.text):
                continue
            if any(left <= spot.column <= right and spot.text.strip() in known for (left, right), known in again):
                continue
            if header.columns is not None and header.columns.at(spot.column) in LEVELS and _names_level(spot, vocabulary):
                continue
            found.append(spot)
    return found


def _names_level(spot: Spot, words: Vocabulary) -> bool:
    """True for a level name, which is carried down, or for one that goes on (同上)."""
    return spot.key in words.level1 or spot.key in words.level2 or spot.text.strip() in words.dittos


def _detail(spot: Spot, part: str, count: int) -> dict[str, str]:
    return {"text": spot.text.strip()[:_LONGEST], "part": part, "count": str(count)}
