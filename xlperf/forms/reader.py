"""Read every form of a workbook: found by its labels, on any sheet, wherever it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from xlperf.errors import RefusedFile
from xlperf.forms.form import Field, Form, Remark, Source
from xlperf.forms.head import head_of, read_grid, read_labels, read_title_and_year
from xlperf.forms.labels import Window, window_of
from xlperf.forms.layout import Layout, Vocabulary
from xlperf.forms.regions import Fragment, Region, find_regions
from xlperf.forms.table import TableReader, find_header, missing_columns
from xlperf.intake.sheet import Area, Sheet, Workbook, column_letters

_TEMPLATE_HINT = "请使用下发的模板填报，不要改动表名和左侧标题。"
# What a template prints of its own accord: no sign that a form was filled in.
_NOT_FILLED = ("/title", "/year", "/total_weight")


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
    for position, sheet in enumerate(workbook.sheets):
        regions, pieces = find_regions(window_of(sheet), tuple(layouts))
        fragments += [(sheet, each) for each in pieces]
        for region in regions:
            form = _read_region(region, sheet, position, file, vocabulary)
            (forms if is_filled(form) else blank).append(form)
    if not forms:
        raise _refusal(blank, fragments, workbook)
    remarks = [*_workbook_remarks(workbook), *(_fragment_remark(sheet, each) for sheet, each in fragments)]
    return WorkbookForms(tuple(forms), tuple(remarks))


def is_filled(form: Form) -> bool:
    """Return True when the unit wrote anything into a form."""
    return any(
        not each.blank and each.name not in _NOT_FILLED and not each.name.endswith(("/level1", "/level2", "/weight"))
        for each in form.fields
        if each.cell is not None
    )


def _read_region(region: Region, sheet: Sheet, position: int, file: str, vocabulary: Vocabulary) -> Form:
    layout, window = region.layout, region.window
    header = find_header(window, layout)
    head = head_of(region, header[0] if header else None)
    fields: list[Field] = [*read_title_and_year(region, head), *read_labels(head)]
    if layout.grid:
        fields += read_grid(head, layout.grid)
    remarks = head.remarks
    last_row = head.last_row
    if header:
        reader = TableReader(window, layout, vocabulary, head.unit, _year(fields, layout))
        fields += reader.read(*header)
        last_row = reader.last_row
        remarks += missing_columns(layout, window.row(header[0]))
    else:
        missing = layout.table.columns[2].label if len(layout.table.columns) > 2 else layout.table.columns[0].label
        remarks.append(Remark("missing_label", detail={"label": missing, "near": layout.labels[-1].label}))
    area = _extent(window, region.top, last_row)
    remarks += _hidden_remarks(sheet, area)
    source = Source(file, sheet.name, str(area), (position, area.top, area.left))
    placed = tuple(replace(each, sheet=sheet.name) for each in remarks)
    return Form(layout.kind, layout.id, source, tuple(fields), head.unit, placed)


def _year(fields: list[Field], layout: Layout) -> int | None:
    value = next((each.value for each in fields if each.name == layout.year_field), None)
    return value if isinstance(value, int) else None


def _extent(window: Window, top: int, last_row: int) -> Area:
    """Return the rectangle that a form covers, its merged cells included."""
    spots = [each for each in window.spots() if top <= each.row <= last_row]
    return Area(
        top,
        min(each.column for each in spots),
        max(max(each.bottom for each in spots), last_row),
        max(each.right for each in spots),
    )


def _hidden_remarks(sheet: Sheet, area: Area) -> list[Remark]:
    """Return remarks on hidden rows and columns with content inside a form."""
    places = [(row, column) for row, column in sheet.cells if area.top <= row <= area.bottom and area.left <= column <= area.right]
    rows = sorted({row for row, _ in places if row in sheet.hidden_rows})
    columns = sorted({column for _, column in places if column in sheet.hidden_columns})
    found = []
    if rows:
        found.append(Remark("hidden_rows", detail={"kind": "行", "which": "、".join(map(str, rows[:10]))}))
    if columns:
        found.append(Remark("hidden_columns", detail={"kind": "列", "which": "、".join(map(column_letters, columns[:10]))}))
    return found


def _workbook_remarks(workbook: Workbook) -> list[Remark]:
    found = []
    if workbook.has_macros:
        found.append(Remark("macros"))
    if workbook.has_external_links:
        found.append(Remark("external_links"))
    for sheet in workbook.sheets:
        if sheet.state != "visible" and sheet.cells:
            found.append(Remark("hidden_sheet", sheet.name, detail={"kind": "工作表"}))
        if sheet.cut_off:
            found.append(Remark("cut_off", sheet.name))
    return found


def _fragment_remark(sheet: Sheet, fragment: Fragment) -> Remark:
    """Return the remark on a place that looks like a form but could not be read as one."""
    detail = {"label": "、".join(fragment.missing) or "项目名称", "near": fragment.layout.name}
    return Remark("incomplete_form", sheet.name, fragment.spot.address, detail)


def _refusal(blank: list[Form], fragments: list[tuple[Sheet, Fragment]], workbook: Workbook) -> RefusedFile:
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
    return RefusedFile("no_form", "没有找到绩效目标申报表或绩效自评表。", _TEMPLATE_HINT)
