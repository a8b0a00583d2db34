"""A copy of a bureau's blank workbook to hand out: with the year and the department on it, where it has cells for them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlperf.data.schema_faults import nearest
from xlperf.errors import LayoutError
from xlperf.forms.layouts.layout import BlankWorkbook, Layout
from xlperf.forms.reading.head_part.year import with_year
from xlperf.forms.templates.template import blank_sheet, blank_workbook, workbook_path
from xlperf.intake.formats.cell_texts import with_texts
from xlperf.intake.limits import intake_settings
from xlperf.intake.sheet import place_of
from xlperf.intake.template_look import template_workbook
from xlperf.intake.workbook_reader import read_bytes

_LIST_HINT = "用 xlperf template list 查看全部空白表。"


def named_workbook(name: str, layouts: Sequence[Layout], year: int | None, unit: str) -> tuple[Layout, BlankWorkbook]:
    """Return the blank workbook that a name means, with its layout.

    Args:
        name: of a workbook (its file name), or the id or name of a layout.
        year: for which the workbook must be, when a layout is named; None for the newest regime.
        unit: 元 or 万元, empty when it does not matter.

    Raises:
        LayoutError: nothing, or more than one thing, has this name; or the layout has no such workbook.
    """
    for layout in layouts:
        for each in layout.workbooks:
            if name in (each.file, Path(each.file).stem):
                return layout, each
    found = [each for each in layouts if each.id == name] or [each for each in layouts if each.name == name]
    if not found:
        known = [text for each in layouts for text in (each.id, each.name)]
        raise LayoutError(f"没有空白表“{name}”{nearest(name, known)}。", _LIST_HINT)
    if len(found) > 1:
        raise LayoutError(f"叫“{name}”的版式有几个：{'、'.join(each.id for each in found)}。", "请用编号。")
    if not found[0].workbooks:
        raise LayoutError(f"版式“{found[0].id}”没有自己的空白表。", _LIST_HINT)
    chosen = blank_workbook(found[0], year, unit)
    if unit and chosen.unit not in ("", unit):
        raise LayoutError(f"版式“{found[0].id}”没有金额单位为{unit}的空白表。", _LIST_HINT)
    return found[0], chosen


def blank_copy(layout: Layout, workbook: BlankWorkbook, folders: tuple[Path, ...], year: int | None, department: str) -> bytes:
    """Return a copy of a blank workbook, byte for byte where nothing is filled in.

    Args:
        workbook: one of the layout's.
        folders: of a department's own layouts.
        year: put into its year line; None to leave it.
        department: put beside 主管部门; empty to leave it.

    Raises:
        LayoutError: the workbook does not fit its layout.
        RefusedFile: it cannot be read.
    """
    path = workbook_path(layout, workbook, folders).resolve()
    sheet, blank = blank_sheet(template_workbook(path), layout, path)
    data = read_bytes(path, intake_settings().limits)
    places = {each.name: each.cell for each in blank.fields if each.cell}
    texts: dict[str, str] = {}
    at = places.get(layout.year_field)
    if year is not None and at:
        printed = sheet.cells.get(place_of(at))
        texts[at] = with_year(str(printed.value), year) if printed else f"{year}年度"
    at = places.get("/department")
    if department and at:
        texts[at] = department
    return with_texts(data, sheet.name, texts) if texts else data
