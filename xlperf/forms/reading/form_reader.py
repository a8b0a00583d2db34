"""Read every form of a workbook: found by its labels, on any sheet, wherever it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xlperf.data.money import form_unit
from xlperf.errors import RefusedFile
from xlperf.forms.form import Field, Form, Remark, Source
from xlperf.forms.layouts.layout import Layout, Vocabulary
from xlperf.forms.reading.asides import aside_remarks, covered_remarks, lost_elsewhere
from xlperf.forms.reading.beside_forms import beside_forms
from xlperf.forms.reading.covers import cover_sheets, without_covers
from xlperf.forms.reading.head_part.goals import read_goals
from xlperf.forms.reading.head_part.head import Head, head_of, read_labels
from xlperf.forms.reading.head_part.money_cross import read_cross, with_cross
from xlperf.forms.reading.head_part.money_details import read_details
from xlperf.forms.reading.head_part.money_grid import read_grid
from xlperf.forms.reading.head_part.money_lines import Money
from xlperf.forms.reading.head_part.optional import read_optional
from xlperf.forms.reading.head_part.own_pairs import read_own_pairs
from xlperf.forms.reading.head_part.plan_period import with_period
from xlperf.forms.reading.head_part.year import read_title_and_year
from xlperf.forms.reading.indicators.between import goals_between
from xlperf.forms.reading.indicators.blocks import Block, blocks_of
from xlperf.forms.reading.indicators.table import TableReader
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.indicators.table_heading import find_header, heading, missing_columns
from xlperf.forms.reading.labels import Window, place, window_of
from xlperf.forms.reading.ledger import Ledger, unread_remarks
from xlperf.forms.reading.project_list import read_list
from xlperf.forms.reading.regions import Fragment, Region, find_regions
from xlperf.forms.reading.uncovered import other_kind, uncovered_tables
from xlperf.intake.sheet import Area, Sheet, Workbook, column_letters

_ROWS_OF_FRAGMENT = 60
_FEWEST_WORDS, _LONGEST_WORD = 2, 16
_NO_WORD = re.compile(r"[。，；！？,;!?]|\d{3}|\d\s*[万亿]?元|[≥≤=]\d")
_TEMPLATE_HINT = "请使用下发的模板填报，不要改动表名和左侧标题。"
# A form in which none of these says anything was not filled in: a template often comes
# with the department, the year, level names, weights and sums of nothing.
_TELLING = ("/project_name", "/overall_goal", "/annual_goal", "/budget_goal", "/actual_completion")
_TELLING_COLUMNS = ("level3", "target", "actual", "deviation_note")
_FUNDING = "/funding/"
_ALWAYS = ("/title", "/year", "/project_name")
_PRINTED = ("weight", "execution_rate", "score")


@dataclass(frozen=True, slots=True)
class WorkbookForms:
    """The forms of a workbook, and what else the reader saw in it."""

    forms: tuple[Form, ...]
    remarks: tuple[Remark, ...]


def read_forms(workbook: Workbook, file: str, layouts: Sequence[Layout], vocabulary: Vocabulary) -> WorkbookForms:
    """Return the forms of a workbook in the order of sheets and rows.

    Args:
        workbook: the sheets.
        file: name for the forms' sources, relative to the folder.
        layouts: the forms to look for.
        vocabulary: the level names.

    Raises:
        RefusedFile: ``no_form`` when there is none, ``blank_form`` when all are blank.
    """
    forms: list[Form] = []
    blank: list[Form] = []
    fragments: list[tuple[Sheet, Fragment]] = []
    uncovered: list[Remark] = []
    single = tuple(each for each in layouts if not each.lists_projects)
    beside: list[Remark] = []
    for position, sheet in enumerate(workbook.sheets):
        window = window_of(sheet)
        listed = read_list(sheet, window, position, file, layouts, vocabulary)
        rest = window if listed is None else window.without_rows(*listed.rows)
        regions, pieces = find_regions(rest, single)
        fragments += [(sheet, each) for each in pieces]
        covered = [(each.spot.row, each.spot.row + _ROWS_OF_FRAGMENT) for each in pieces]
        for region in regions:
            form = _read_region(region, sheet, position, file, vocabulary)
            covered.append(_rows_of(form))
            (forms if is_filled(form) else blank).append(form)
        if listed is not None:
            covered.append(listed.rows)
            forms += (each for each in listed.forms if is_filled(each))
            blank += (each for each in listed.forms if not is_filled(each))
            uncovered += listed.remarks
        told = uncovered_tables(sheet, window, covered, layouts)
        uncovered += told
        if not told and not pieces:  # else what stands beside is a part of what was told
            beside += beside_forms(sheet, window, covered, layouts, vocabulary)
    covers = cover_sheets(workbook.sheets, forms)
    forms = without_covers(forms, covers)
    if not forms:
        raise _refusal(blank, fragments, uncovered, workbook)
    remarks = [
        *_workbook_remarks(workbook),
        *(_fragment_remark(sheet, each) for sheet, each in fragments if not each.is_mention and sheet.name not in covers),
        *map(_blank_remark, blank),
        *uncovered,
        *(each for each in beside if each.sheet not in covers),
        *(each for sheet in workbook.sheets for each in lost_elsewhere(sheet, forms)),
    ]
    return WorkbookForms(tuple(forms), tuple(remarks))


def _rows_of(form: Form) -> tuple[int, int]:
    """Return the first and the last row of a form."""
    first, _, last = form.source.range.partition(":")
    return tuple(int("".join(filter(str.isdigit, each))) for each in (first, last or first))  # type: ignore[return-value]


def is_filled(form: Form) -> bool:
    """Return True when the unit wrote anything of its own into a form.

    That is a project name, a goal, a name or a target or a result of an indicator,
    or an amount other than the 0 of an empty sum.
    """
    return any(_is_telling(each) for each in form.fields if each.cell is not None and not each.blank)


def _is_telling(each: Field) -> bool:
    column = each.name.rpartition("/")[2]
    if each.name.startswith(_FUNDING) and column not in _PRINTED:
        return bool(each.value) if isinstance(each.value, Decimal) else "not_a_number" in each.notes
    return each.name in _TELLING or column in _TELLING_COLUMNS


def _read_region(region: Region, sheet: Sheet, position: int, file: str, vocabulary: Vocabulary) -> Form:
    layout, window = region.layout, region.window
    header = find_header(window, layout)
    blocks, unclear = blocks_of(window, layout, header) if header else ([], [])
    widest = max((header[1], *(each.columns for each in blocks)), key=lambda each: each.end) if header else None
    head = head_of(region, (_first_row_of_tables(header[0], blocks), widest) if header and widest else None)
    labelled = with_period(head, read_labels(head))
    fields, money = _read_money([*read_title_and_year(region, head), *read_details(head, labelled)], head)
    fields += read_goals(head)
    remarks = head.remarks
    tables = _Tables()
    if header:
        tables = _read_tables(head, header, blocks, vocabulary, _year(fields, layout))
        fields = [*goals_between(head, fields, blocks), *tables.fields]
        optional = read_optional(head, tables.last_row if tables.is_closed else tables.last_row + 1, fields)
        beside = {each.name for each in optional}
        fields = [*(each for each in fields if each.name not in beside), *optional]
        remarks = [*head.remarks, *unclear, *tables.remarks]
    else:
        remarks = [*head.remarks, _no_table(region, head)]
    if layout.varies:
        fields = [each for each in fields if _is_on_form(each)]
        remarks = [each for each in remarks if each.kind != "missing_label"]
    last_row = tables.last_row or head.last_row
    further = (*tables.further, *money.further, *(each for each in head.details if not each.blank))
    further += tuple(read_own_pairs(head, head.taken.union(each.cell for each in (*fields, *further) if each.cell is not None)))
    read = (*fields, *further)
    marks = tables.marks | money.marks
    remarks += unread_remarks(Ledger(region, head, tables.headers, marks, tables.parts, vocabulary, read, last_row))
    area = _extent(window, region.top, last_row)
    remarks += _hidden_remarks(sheet, area)
    remarks += aside_remarks(sheet, area)
    remarks += covered_remarks(region.sheet, sheet, area)
    source = Source(file, sheet.name, str(area), (position, area.top, area.left))
    placed = tuple(replace(each, sheet=sheet.name) for each in remarks)
    hidden = sheet.state != "visible"
    return Form(layout.kind, layout.id, source, tuple(fields), form_unit(head.unit), placed, further, hidden)


def _read_money(fields: list[Field], head: Head) -> tuple[list[Field], Money]:
    """Return the fields of the head with those of its money table, and the table."""
    layout = head.layout
    if layout.grid:
        money = read_grid(head, layout.grid)
        head.remarks += money.remarks
        return [*fields, *money.fields], money
    crossing = read_cross(head, layout.cross, fields, _year(fields, layout)) if layout.cross else None
    if crossing is None or layout.cross is None:
        return fields, Money(())
    amounts = {each.label for each in layout.labels if each.type == "amount"}
    head.remarks = [each for each in head.remarks if each.kind != "missing_label" or each.detail["label"] not in amounts]
    head.remarks += crossing.remarks
    return with_cross(fields, crossing, layout.cross), crossing


@dataclass(frozen=True, slots=True)
class _Tables:
    """What the indicator tables of a form held: of the year, and of other periods as ``further``."""

    fields: tuple[Field, ...] = ()
    further: tuple[Field, ...] = ()
    remarks: tuple[Remark, ...] = ()
    headers: tuple[tuple[int, int], ...] = ()
    marks: frozenset[tuple[int, int]] = frozenset()
    parts: frozenset[str] = frozenset()
    last_row: int = 0
    is_closed: bool = False


def _first_row_of_tables(header_row: int, blocks: Sequence[Block]) -> int:
    """Return the row of the header, or of a heading alone above it that names the period of the table."""
    return min(header_row, *(row for each in blocks for row, _ in each.marks), header_row)


def _read_tables(
    head: Head, header: tuple[int, Columns], blocks: Sequence[Block], vocabulary: Vocabulary, year: int | None
) -> _Tables:
    layout = head.layout
    if not blocks:
        last = heading(head.window, header[0], layout)[1]
        return _Tables(headers=((header[0], last),), last_row=head.window.row_numbers[-1])
    remarks: list[Remark] = []
    readers = [TableReader(each.window, layout, vocabulary, head.unit, head.edge, year, each.role) for each in blocks]
    for block, reader in zip(blocks, readers, strict=True):
        reader.read(block.header_row, block.columns)
        remarks += reader.told()
    annual = blocks[0]
    remarks += missing_columns(layout, heading(annual.window, annual.header_row, layout)[0], annual.columns)
    return _Tables(
        tuple(readers[0].fields),
        tuple(each for reader in readers for each in reader.further),
        tuple(remarks),
        tuple(sorted(each for reader in readers for each in reader.headers)),
        frozenset().union(*(each.marks for each in blocks)),
        frozenset().union(*(each.parts for each in readers)),
        max(each.last_row for each in readers),
        any(each.is_closed for each in readers),
    )


def _is_on_form(field: Field) -> bool:
    """False for a field whose label stands nowhere on a form, those that every form has aside."""
    return field.cell is not None or not field.blank or field.name in _ALWAYS


def _year(fields: list[Field], layout: Layout) -> int | None:
    value = next((each.value for each in fields if each.name == layout.year_field), None)
    return value if isinstance(value, int) else None


def _no_table(region: Region, head: Head) -> Remark:
    """Return the remark on a form without the header of an indicator table, at its last label."""
    columns = region.layout.table.columns
    label = next((each.label for each in columns if each.key == "level3"), columns[0].label)
    last = max(head.labels, default=(region.top, region.left))
    near = head.labels[last].text.strip() if last in head.labels else region.layout.name
    return Remark("missing_label", cell=place(*last), detail={"label": label, "near": near})


def _extent(window: Window, top: int, last_row: int) -> Area:
    """Return the rectangle that a form covers, its merged cells included."""
    spots = [each for row in window.rows_between(top, last_row) for each in window.row(row)]
    return Area(
        top,
        min(each.column for each in spots),
        max(max(each.bottom for each in spots), last_row),
        max(each.right for each in spots),
    )


def _hidden_remarks(sheet: Sheet, area: Area) -> list[Remark]:
    """Return remarks on hidden rows and columns with content inside a form."""
    if not sheet.hidden_rows and not sheet.hidden_columns:
        return []
    places = [(row, column) for row, column in sheet.cells if area.top <= row <= area.bottom and area.left <= column <= area.right]
    rows = sorted({row for row, _ in places if row in sheet.hidden_rows})
    columns = sorted({column for _, column in places if column in sheet.hidden_columns})
    found = []
    if rows:
        which = "、".join(map(str, rows[:10]))
        found.append(Remark("hidden_rows", cell=place(rows[0], area.left), detail={"kind": "行", "which": which}))
    if columns:
        which = "、".join(map(column_letters, columns[:10]))
        found.append(Remark("hidden_columns", cell=place(area.top, columns[0]), detail={"kind": "列", "which": which}))
    return found


def _workbook_remarks(workbook: Workbook) -> list[Remark]:
    found = []
    if workbook.has_macros:
        found.append(Remark("macros"))
    if workbook.has_external_links:
        found.append(Remark("external_links"))
    for sheet in workbook.sheets:
        if sheet.state != "visible" and sheet.cells and not _is_word_list(sheet):
            found.append(Remark("hidden_sheet", sheet.name, detail={"kind": "工作表"}))
        if sheet.cut_off:
            found.append(Remark("cut_off", sheet.name))
    return found


def _is_word_list(sheet: Sheet) -> bool:
    """True for the words behind a drop-down list (数据字典): short ones below each other, no sentence and no number."""
    columns = Counter(column for _, column in sheet.cells)
    return min(columns.values()) >= _FEWEST_WORDS and all(
        each.kind == "text" and len(str(each.value)) <= _LONGEST_WORD and not _NO_WORD.search(str(each.value))
        for each in sheet.cells.values()
    )


def _fragment_remark(sheet: Sheet, fragment: Fragment) -> Remark:
    """Return the remark on a place that looks like a form but could not be read as one."""
    detail = {"label": "、".join(fragment.missing) or "项目名称", "near": fragment.layout.name}
    return Remark("incomplete_form", sheet.name, fragment.spot.address, detail)


def _blank_remark(form: Form) -> Remark:
    """Return the remark on a blank form that stands beside filled ones and is left out."""
    return Remark("blank_form", form.source.sheet, form.source.range.partition(":")[0], {"near": form.text("/title")})


def _refusal(
    blank: list[Form], fragments: list[tuple[Sheet, Fragment]], uncovered: list[Remark], workbook: Workbook
) -> RefusedFile:
    if blank:
        return RefusedFile("blank_form", "表格是空白模板，没有填写内容。", "如是误发，请向报送单位索取填好的表。")
    if fragments:
        sheet, piece = fragments[0]
        missing = "、".join(f"“{each}”" for each in piece.missing[:6])
        return RefusedFile(
            "no_form",
            f"工作表“{sheet.name}”中只有表名“{piece.spot.text.strip()}”，缺少{missing or '表格内容'}，不是完整的表。",
            _TEMPLATE_HINT,
        )
    if not any(sheet.cells for sheet in workbook.sheets):
        return RefusedFile("no_form", "工作簿是空的，没有任何内容。", _TEMPLATE_HINT)
    other = next(((each.name, title) for each in workbook.sheets if (title := other_kind(each))), None)
    if other:
        return RefusedFile(
            "no_form",
            f"工作表“{other[0]}”中是“{other[1]}”，这种表不在汇总范围内，没有读取。",
            "如果还应报送项目支出绩效目标申报表或绩效自评表，请另行报送。",
        )
    if uncovered:
        found = uncovered[0]
        return RefusedFile(
            "no_form",
            f"工作表“{found.sheet}”的 {found.cell} 起有一张指标表（{found.detail['label']}），版式不认识，没有读取。",
            "请信息技术人员用 xlperf template register 登记这种空白表，再运行一次。",
        )
    return RefusedFile("no_form", "没有找到绩效目标申报表或绩效自评表。", _TEMPLATE_HINT)
