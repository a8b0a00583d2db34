"""The forms of other bureaux: a filled one is known by its printing, printed on its own blank, and reads the same there."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from xlperf.data.resources import data_folder
from xlperf.forms.form import Field, Form, Source
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout import BlankWorkbook, Layout
from xlperf.forms.layouts.layout_loading import all_layouts, load_layouts
from xlperf.forms.money_fields import MONEY_FIELDS
from xlperf.forms.reading.form_reader import read_forms
from xlperf.forms.record import form_record
from xlperf.forms.templates.blank_tables import OF_TERM, BlankTable
from xlperf.forms.templates.template import Template, template_of
from xlperf.intake.limits import intake_settings
from xlperf.intake.sheet import Workbook
from xlperf.intake.workbook_reader import parse_workbook, read_workbook
from xlperf.run.batch import run
from xlperf.run.results import Batch
from xlperf.run.run_settings import RunSettings
from xlperf.summary import SummaryOptions, render_summary
from xlperf.summary.print import print_plan
from xlperf.summary.print.print_pattern import REST_HEADING
from xlperf.summary.print.printed_amounts import printed_amounts
from xlperf.summary.tables.projects import project_table

BLANKS = [(layout, each) for layout in all_layouts() if layout.of_bureau for each in layout.workbooks]
FILES = [each.file for _, each in BLANKS]
TEXTS = {
    "/department": "青石镇人民政府",
    "/unit": "青石镇村镇建设所",
    "/overall_goal": "三年修缮村道三十六公里。\n沿线装齐路灯。",
    "/annual_goal": "本年修缮村道十二公里，装灯八十五盏。",
    "/budget_goal": "修缮村道十二公里。",
    "/actual_completion": "修缮村道十一公里，余一公里年底完工。",
    "/project_code": "QS-0261",
    "/department_code": "806001",
    "/total_weight": 100,
    "/total_score": 96.5,
}
SCORES: dict[str, Any] = {"execution_rate": "98.50%", "weight": 10, "score": 9.5}
ROWS = (
    ("产出指标", "数量指标", "修缮村道里程", "≥", "12", "公里"),
    ("产出指标", "数量指标", "新装路灯盏数", "≥", "85", "盏"),
    ("产出指标", "质量指标", "验收合格率", "=", "100", "%"),
    ("效益指标", "社会效益指标", "村容村貌", "", "明显改善", ""),
    ("满意度指标", "服务对象满意度指标", "村民满意度", "≥", "92", "%"),
)
TERM_ROWS = (*ROWS[:2], ("产出指标", "时效指标", "完工年份", "", "2028年底前", ""), *ROWS[2:])


def _blank_of(layout: Layout, workbook: BlankWorkbook) -> Template:
    """Return a blank as the printing of a form finds it."""
    year = 2020 if workbook.regime == "A" else 2026
    form = Form(layout.kind, layout.id, Source("", "", ""), (), "万元")
    return template_of(replace(form, fields=(Field("/year", "", year, str(year)),)))


def _fill(layout: Layout, workbook: BlankWorkbook, path: Path) -> None:
    """Write a filled copy of a blank: a text in every place, different amounts, rows whose levels stand once."""
    blank = _blank_of(layout, workbook)
    book = openpyxl.load_workbook(data_folder("templates") / workbook.file)
    sheet = book.worksheets[0]
    for number, (place, name) in enumerate(blank.places.items()):
        content = _content(name, number, path.stem, "2020" if workbook.regime == "A" else "2026")
        if content is not None:
            sheet.cell(*place).value = content
    for table in blank.tables:
        _fill_table(sheet, table)
    book.save(path)


def _content(name: str, number: int, project: str, year: str) -> Any:
    if name == "/title":
        return None
    if name in ("/year", "/project_name"):
        return f"({year}年度)" if name == "/year" else f"{project}项目"
    if name.startswith("/funding/"):
        _, _, *role, column = name.split("/")
        return 30 + number if column not in SCORES else SCORES[column] if role == ["total"] else None
    return TEXTS.get(name, f"{name[1:]}所填")


def _fill_table(sheet: Worksheet, table: BlankTable) -> None:
    first, last = table.body
    left = min(table.columns.values())
    for area in list(sheet.merged_cells.ranges):
        if area.min_row >= first and area.max_row <= last and area.min_col >= left and area.max_row > area.min_row:
            sheet.unmerge_cells(str(area))
    for row in range(first, last + 1):
        for column in table.columns.values():
            sheet.cell(row, column).value = None
    both = "level3" in table.columns and f"{OF_TERM}level3" in table.columns
    of_year = [*ROWS[:2], None, *ROWS[2:]] if both else list(ROWS)
    for name, column in table.columns.items():
        is_term = name.startswith(OF_TERM) and not (name == f"{OF_TERM}target" and "level3" in table.columns and not both)
        above = None
        for offset, row in enumerate(TERM_ROWS if is_term else of_year):
            if row is None:
                continue
            content = _cell(name, row, offset, table)
            if name.endswith(("level1", "level2")) and not table.repeats_levels and content == above:
                continue
            above = content
            cell = sheet.cell(first + offset, column)
            cell.value = content
            cell.data_type = "s" if isinstance(content, str) else cell.data_type


def _cell(name: str, row: tuple[str, ...], number: int, table: BlankTable) -> Any:
    one, two, three, sign, value, unit = row
    is_split = "operator" in table.columns
    target = value if is_split or not sign else f"{sign}{value}({unit})"
    known = {"level1": one, "level2": two, "target": target, "operator": sign or "定性", "measure": unit, "actual": value,
             "weight": 18, "score": 17, "deviation_note": "雨天多，工期顺延。" if number == 1 else None}  # fmt: skip
    key = name.removeprefix(OF_TERM)
    if key == "level3":
        return f"三年{three}" if name != key else three
    return known.get(key, f"{key}第{number + 1}行")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a filled copy of each blank."""
    found = tmp_path_factory.mktemp("bureaux")
    for layout, workbook in BLANKS:
        _fill(layout, workbook, found / workbook.file)
    return found


@pytest.fixture(scope="module")
def batch(folder: Path) -> Batch:
    """Return the folder as a run reads it."""
    return run([folder], RunSettings(workers=0, judge=False))


@pytest.fixture(scope="module")
def printed(batch: Batch) -> dict[str, Form]:
    """Return the forms of one summary of the folder as they read from its print sheets, by the file that they came from."""
    content, _ = render_summary(batch, SummaryOptions(order="input"))
    book = parse_workbook(content, intake_settings().limits)
    sheets = tuple(each for each in book.sheets if each.name.startswith(("申报表", "自评表")))
    assert not any(cell.value == REST_HEADING for sheet in sheets for cell in sheet.cells.values())
    forms = read_forms(replace(book, sheets=sheets), "汇总表.xlsx", load_layouts(), load_vocabulary()).forms
    return {f"{form.text('/project_name').removesuffix('项目')}.xlsx": form for form in forms}


@pytest.fixture(scope="module")
def filled(folder: Path) -> dict[str, Workbook]:
    """Return the filled workbooks of the folder, opened once."""
    return {each.name: read_workbook(each) for each in sorted(folder.glob("*.xlsx"))}


@pytest.fixture(scope="module")
def forms(filled: dict[str, Workbook]) -> dict[str, Form]:
    """Return the form of each."""
    return {name: _read(book) for name, book in filled.items()}


def _read(book: Workbook) -> Form:
    (form,) = read_forms(book, "表.xlsx", load_layouts(), load_vocabulary()).forms
    return form


def _said(form: Form) -> dict[str, Any]:
    record = form_record(form)
    return {key: value for key, value in record.items() if key not in ("source", "cells")}


@pytest.mark.parametrize(("layout", "workbook"), BLANKS, ids=FILES)
def test_a_filled_form_is_known_and_every_cell_of_it_is_read(
    forms: dict[str, Form], layout: Layout, workbook: BlankWorkbook
) -> None:
    """The form has the layout of its bureau, nothing is missing in it, and no cell is left over."""
    form = forms[workbook.file]
    assert (form.template, form.remarks) == (layout.id, ())
    columns = [name for table in _blank_of(layout, workbook).tables for name in table.columns]
    terms = {each.name.split("/")[2] for each in form.further if each.name.startswith("/term_indicators/")}
    rows_of_term = len(TERM_ROWS if f"{OF_TERM}level3" in columns else ROWS) if f"{OF_TERM}target" in columns else 0
    assert (len(form.rows), len(terms)) == (len(ROWS), rows_of_term)


@pytest.mark.parametrize(("layout", "workbook"), BLANKS, ids=FILES)
def test_its_print_reads_as_the_form_did(
    forms: dict[str, Form], printed: dict[str, Form], layout: Layout, workbook: BlankWorkbook
) -> None:
    """Printed on its bureau's own blank the form has the same values, and nothing stands below it for want of a place."""
    form, again = forms[workbook.file], printed[workbook.file]
    assert again.template == layout.id
    assert _said(again) == _said(form)
    assert {(each.name, each.value) for each in again.further} == {(each.name, each.value) for each in form.further}


def test_every_amount_is_counted_where_it_is_printed(batch: Batch) -> None:
    """The proof finds on the print sheets what the forms say, also where a form prints an amount in parts only."""
    plan = print_plan.print_plan(batch, SummaryOptions(order="input"), project_table(batch))
    for kind, fields in MONEY_FIELDS.items():
        counted = printed_amounts(plan, kind, [name for name, _ in fields])
        for name, _ in fields:
            amounts = [form.amount(name) or Decimal(0) for form in batch.counted if form.kind == kind]
            assert sum(each.amount for each in counted if each.name == name) == sum(amounts), name


@pytest.mark.parametrize(("layout", "workbook"), BLANKS, ids=FILES)
def test_an_obligatory_label_that_was_taken_out_is_told(
    filled: dict[str, Workbook], layout: Layout, workbook: BlankWorkbook
) -> None:
    """A form that prints all the rest word for word is still its bureau's own, and what it should have and lacks is told."""
    (sheet,) = filled[workbook.file].sheets
    entries = layout.grid.columns if layout.grid else [each for each in layout.labels if not each.starts_form]
    wanted = [each.label for each in entries if each.required]
    place, label = next((at, text) for at, each in sheet.cells.items() if (text := str(each.value)) in wanted)
    without = replace(sheet, cells={at: each for at, each in sheet.cells.items() if at != place})
    form = _read(replace(filled[workbook.file], sheets=(without,)))
    assert form.template == layout.id
    assert [each.detail["label"] for each in form.remarks if each.kind == "missing_label"] == [label]
