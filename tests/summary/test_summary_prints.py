"""申报表 and 自评表: what went in stands there again, in the bureau's look, and every page is fit to print."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.builders import DECLARATION_ROWS, SELF_EVALUATION_ROWS, declaration, entry, self_evaluation
from tests.summary.batches import batch_of, eventful
from tests.summary.office import convert, needs_libreoffice
from tests.summary.reading import opened, opened_once
from xlperf.book.cell_text import CELL_LIMIT
from xlperf.book.measure import TALLEST_ROW, capacity, line_count, row_height
from xlperf.data.resources import data_folder
from xlperf.forms import read_forms
from xlperf.forms.form import Form
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.intake.limits import intake_settings
from xlperf.intake.workbook_reader import parse_workbook
from xlperf.run.batch import run
from xlperf.run.results import Batch
from xlperf.run.run_settings import RunSettings
from xlperf.summary import SummaryOptions, render_summary, workbook
from xlperf.summary.print import print_plan
from xlperf.summary.tables import projects

EXAMPLES = Path(__file__).parents[2] / "examples" / "2026申报"
PRACTICE = Path(__file__).parents[3] / "shared" / "practice"
NAMES = {"declaration": "申报表", "self_evaluation": "自评表"}
MANY = tuple(("产出指标", "数量指标", f"举办第{number}类活动的场次", f"≥{number}(场)") for number in range(1, 41))
LONG_GOAL = "围绕年度重点工作，分批开展各项服务，做到有计划、有检查、有总结。" * 80


def read_back(batch: Batch, kind: str) -> list[Form]:
    """Return the forms of a kind as xlperf reads them from its own print sheets."""
    content, _ = render_summary(batch, SummaryOptions(order="input"))
    book = parse_workbook(content, intake_settings().limits)
    prints = tuple(sheet for sheet in book.sheets if sheet.name.partition("（")[0] == NAMES[kind])
    return list(read_forms(replace(book, sheets=prints), "汇总表.xlsx", load_layouts(), load_vocabulary()).forms)


def differences(batch: Batch) -> list[str]:
    """Return every field that reads otherwise than it went in.

    A form without a title gets that of the template, one without a year that of the
    heading; a text that no cell holds cannot come back whole.
    """
    found = []
    for kind in NAMES:
        went_in = [form for form in batch.counted if form.kind == kind]
        came_back = read_back(batch, kind) if went_in else []
        assert len(came_back) == len(went_in)
        for before, after in zip(went_in, came_back, strict=True):
            if (before.amount_unit, len(before.rows)) != (after.amount_unit, len(after.rows)):
                found.append(f"{before.source.file}: unit or number of indicators")
            for field in before.fields:
                known = field.value is not None or field.name not in ("/title", "/year")
                if known and len(str(field.value)) < CELL_LIMIT and after.value(field.name) != field.value:
                    found.append(f"{before.source.file} {field.name}: {field.value!r} became {after.value(field.name)!r}")
    return found


def test_the_examples_come_back_field_by_field() -> None:
    """What xlperf reads from 申报表 is what it read from the units' files."""
    batch = run([EXAMPLES], RunSettings(workers=0))
    assert len(batch.counted) > 20
    assert differences(batch) == []


@pytest.mark.skipif(not PRACTICE.is_dir(), reason="the practice folder is not part of the repository")
def test_the_practice_forms_come_back_field_by_field() -> None:
    """Declarations and self-evaluations of every shape, once read, stand on the print sheets unchanged."""
    batch = run([PRACTICE], RunSettings(workers=0, judge=False))
    assert {form.kind for form in batch.counted} == set(NAMES)
    assert differences(batch) == []


def test_forms_of_every_kind_come_back() -> None:
    """Blanks, several units of money, long goals, tables over several pages, a remark for several rows."""
    note = entry("三项活动因天气改期。", "三项活动因天气改期。")
    shared = replace(self_evaluation(rows=[(*row[:7], note) for row in SELF_EVALUATION_ROWS]), template="self-evaluation")
    shared = replace(
        shared, fields=tuple(replace(each, cell="I13") if "deviation" in each.name else each for each in shared.fields)
    )
    forms = (
        declaration(file="a.xlsx", annual_goal=LONG_GOAL, overall_goal="第一段。\n第二段。"),
        declaration(file="b.xlsx", rows=MANY, amount_unit="万元", annual=Decimal("480001.23")),
        declaration(file="c.xlsx", rows=[("产出指标", "数量指标", "活动场次" * 300, "≥1(场)")], year=2023),
        declaration(file="d.xlsx", rows=(), nature=None, unit=None),
        self_evaluation(file="e.xlsx", amount_unit="万元", execution_rate=entry(Decimal("98.3845"), "98.3845%")),
        shared,
    )
    batch = batch_of(*forms)
    assert differences(batch) == []
    sheet = opened(batch)["自评表"]
    assert [str(area) for area in sheet.merged_cells.ranges if area.min_col == 9 and area.max_row - area.min_row == 4] != []


def test_what_could_not_be_read_is_printed_as_it_was_written() -> None:
    """An amount in words, a stroke and an error value are seen on paper, and nothing stands there as 0."""
    form = declaration(
        annual=entry(None, "约十万元", "not_a_number"),
        annual_other=entry(None, "—"),
        total=entry(None, "#REF!", "error_value"),
        total_other=None,
    )
    sheet = opened(batch_of(form))["申报表"]
    assert [sheet[cell].value for cell in ("C7", "C10", "E7", "E10")] == ["#REF!", None, "约十万元", "—"]


def test_amounts_stand_in_the_unit_of_the_form() -> None:
    """A form in 万元 keeps its label and its figures, all their decimals shown; the template's own label is changed."""
    batch = batch_of(
        declaration(amount_unit="万元", annual=Decimal("2882482.00")),
        self_evaluation(execution_weight=None, execution_rate=entry(Decimal("98.00"), "98.00%")),
    )
    one, two = (opened(batch)[name] for name in ("申报表", "自评表"))
    assert (one["A7"].value, one["E7"].value, one["E7"].number_format) == ("项目资金\n（万元）", 288.2482, "#,##0.0000")
    assert (two["A6"].value, two["D7"].value, two["D7"].number_format) == ("项目资金\n（元）", 480000, "#,##0.00")
    assert (two["G7"].value, two["H7"].value, two["H7"].number_format) == (None, 0.98, "0.00%")


def test_targets_keep_their_spelling_and_get_the_operator_of_another_column() -> None:
    """=100(%) stays a text; 95 beside columns with ≥ and % is printed as one phrase."""
    apart = replace(declaration(rows=[("产出指标", "数量指标", "到场率", "95")]).rows[0]["target"].value, operator="≥", unit="%")
    sheet = opened(batch_of(declaration(rows=[(*DECLARATION_ROWS[1][:3], "=100(%)"), ("产出指标", "数量指标", "到场率", apart)])))
    cells = [sheet["申报表"][cell] for cell in ("E14", "E15")]
    assert [(cell.value, cell.data_type) for cell in cells] == [("=100(%)", "s"), ("≥95(%)", "s")]
    assert cells[0].quotePrefix


def test_the_look_is_that_of_the_template() -> None:
    """Fonts, borders, alignments, widths, merged cells and page come from the blank workbook of the form's regime."""
    for year, file in ((2024, "declaration-2015.xlsx"), (2025, "declaration-2025.xlsx")):
        template = openpyxl.load_workbook(data_folder("templates") / file).worksheets[0]
        sheet = opened(batch_of(declaration(year=year)))["申报表"]
        for row in range(1, 14):
            for column in "ABCDEF":
                mine, theirs = sheet[f"{column}{row + 1}"], template[f"{column}{row}"]
                if not isinstance(theirs, openpyxl.cell.cell.MergedCell):
                    fonts = [(each.font.name, each.font.sz, each.font.b, each.alignment.horizontal) for each in (mine, theirs)]
                    assert fonts[0] == fonts[1]
                assert mine.border.left.style == theirs.border.left.style
        assert {str(area) for area in template.merged_cells.ranges if area.max_row < 12} == {
            re.sub(r"\d+", lambda found: str(int(found[0]) - 1), str(area))
            for area in sheet.merged_cells.ranges
            if area.min_row > 1 and area.max_row < 13
        }
        assert sheet.column_dimensions["D"].width == template.column_dimensions["D"].width
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == (9, "portrait", 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_margins.left == template.page_margins.left
        assert sheet.oddFooter.center.text == "申报表第 &P 页"
    assert opened(batch_of(self_evaluation()))["自评表"].page_setup.orientation == "landscape"


def test_levels_are_merged_in_the_order_of_the_form() -> None:
    """Neighbouring rows share their level cells; the same level-2 name under another level 1 does not."""
    rows = [
        ("成本指标", "经济成本指标", "单场费用", "≤1(元)"),
        ("产出指标", "数量指标", "甲", "≥1(场)"),
        ("产出指标", "数量指标", "乙", "≥1(场)"),
        ("产出指标", "质量指标", "丙", "≥1(场)"),
        ("效益指标", "质量指标", "丁", "≥1(场)"),
    ]
    sheet = opened(batch_of(declaration(rows=rows)))["申报表"]
    levels = {str(area) for area in sheet.merged_cells.ranges if area.min_row >= 13 and area.min_col < 4}
    assert levels == {"A13:A18", "B15:B17", "C15:C16"}
    assert [sheet.cell(row, 2).value for row in range(14, 19)] == ["成本指标", "产出指标", None, None, "效益指标"]


def breaks(sheet: Worksheet) -> list[int]:
    """Return the rows (1-based) with which a page begins."""
    return [each.id + 1 for each in sheet.row_breaks.brk]


def test_every_form_begins_a_page_and_tables_carry_their_header_over() -> None:
    """One break before each form but the first; where a table runs over, the header stands again above its rows."""
    forms = [declaration(file=f"{index}.xlsx", rows=MANY if index == 1 else DECLARATION_ROWS) for index in range(4)]
    sheet = opened(batch_of(*forms))["申报表"]
    begun = [sheet.cell(row, 1).value or sheet.cell(row, 2).value for row in breaks(sheet)]
    assert begun == ["财政项目支出绩效目标申报表", "绩效\n指标", "财政项目支出绩效目标申报表", "财政项目支出绩效目标申报表"]
    again = breaks(sheet)[1]
    assert [sheet.cell(again, column).value for column in (2, 4)] == ["一级指标", "三级指标"]
    assert [sheet.cell(again + 1, column).value for column in (2, 3)] == ["产出指标", "数量指标"]
    assert sheet.print_title_rows is None


def test_no_area_of_one_cell_is_merged() -> None:
    """Excel repairs a workbook with such an area."""
    book = opened_once(eventful)
    areas = [each for name in ("申报表", "自评表") for each in book[name].merged_cells.ranges]
    assert len(areas) > 100
    assert [str(each) for each in areas if each.size["rows"] * each.size["columns"] == 1] == []


def pages(sheet: Worksheet) -> list[float]:
    """Return how much of its height each page of a sheet takes, 1 for all, at the scale that makes it one page wide."""
    width, height = (841.89, 595.28) if sheet.page_setup.orientation == "landscape" else (595.28, 841.89)
    margins = sheet.page_margins
    pixels = sum(round(each.width * 7) * (each.max - each.min + 1) for each in sheet.column_dimensions.values())
    scale = min(100, (width - (margins.left + margins.right) * 72) / (pixels * 0.75) * 100 // 1) / 100
    room = (height - (margins.top + margins.bottom) * 72) / scale
    ends = [1, *breaks(sheet), sheet.max_row + 1]
    heights = {row: each.height for row, each in sheet.row_dimensions.items()}
    return [sum(heights[row] for row in range(top, after)) / room for top, after in pairwise(ends)]


def test_every_planned_page_fits_its_paper() -> None:
    """Neither a table nor its closing line runs over the end of a page, and pages are not left half empty."""
    lengths = range(1, 60, 2)
    tables = [[SELF_EVALUATION_ROWS[index % 5] for index in range(rows)] for rows in lengths]
    evaluated = [self_evaluation(file=f"{len(table):02}自评.xlsx", rows=table) for table in tables]
    book = opened(batch_of(*evaluated, *(declaration(file=f"{rows:02}.xlsx", rows=MANY[:rows]) for rows in lengths)))
    for name in ("申报表", "自评表"):
        sheet = book[name]
        forms: list[list[float]] = []
        for top, taken in zip([1, *breaks(sheet)], pages(sheet), strict=True):
            assert taken <= 0.9701  # the rest is left to printers that call less a page
            if str(sheet.cell(top, 1).value).startswith("财政") or str(sheet.cell(top, 1).value).endswith("表"):
                forms.append([])
            forms[-1].append(taken)
        assert len(forms) == len(lengths)
        assert all(each > 0.75 for form in forms for each in form[1:-1]), forms


def test_a_form_that_hardly_runs_over_is_kept_on_its_page() -> None:
    """Its rows are lower, never lower than their text; one far longer than a page keeps its rows as high as the bureau's."""
    heights: dict[int, set[float]] = {}
    for rows in (20, 23, 28, 60):
        sheet = opened(batch_of(declaration(rows=MANY[:1] * rows)))["申报表"]
        heights[rows] = {sheet.row_dimensions[row].height for row in range(15, sheet.max_row + 1)}
        assert len(breaks(sheet)) == (rows == 60)
    assert [max(heights[rows]) for rows in (20, 60)] == [24.0, 24.0]
    assert 18.0 <= max(heights[28]) < 24.0


def test_no_header_stands_alone_at_the_end_of_a_page() -> None:
    """Whatever the length of the goal, the header of a table has a row below it, the closing line one above it."""
    forms = [
        self_evaluation(file=f"{length:04}.xlsx", budget_goal="目标" * (length + 1), rows=SELF_EVALUATION_ROWS * 2)
        for length in range(0, 1400, 70)
    ]
    sheet = opened(batch_of(*forms))["自评表"]
    assert len(breaks(sheet)) >= len(forms)
    for row in (*breaks(sheet), sheet.max_row + 1):
        assert sheet.cell(row - 1, 2).value != "一级指标"
        assert sheet.cell(row, 1).value != "总分"


@pytest.mark.parametrize("batch", [eventful(), batch_of(declaration(annual_goal=LONG_GOAL, rows=MANY), self_evaluation())])
def test_every_text_has_the_height_it_needs(batch: Batch) -> None:
    """Measured on the written sheet: lines of each text in its merged width, against the height of its merged rows."""
    book = opened(batch)
    for name in set(book.sheetnames) & set(NAMES.values()):
        sheet = book[name]
        areas = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
        widths = {}
        for each in sheet.column_dimensions.values():
            widths |= dict.fromkeys(range(each.min, each.max + 1), each.width)
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    area = areas.get((cell.row, cell.column))
                    columns = range(cell.column, (area.max_col if area else cell.column) + 1)
                    rows = range(cell.row, (area.max_row if area else cell.row) + 1)
                    units = capacity((sum(round(widths[column] * 7) for column in columns) - 5) / 7, cell.font.sz)
                    lines = line_count(cell.value, units)
                    needed = row_height(1, cell.font.sz) + (lines - 1) * cell.font.sz * 1.4
                    assert sum(sheet.row_dimensions[each].height for each in rows) >= needed - 1, cell.coordinate
        assert max(each.height for each in sheet.row_dimensions.values()) <= TALLEST_ROW


def test_forms_stand_in_the_order_that_is_asked_for() -> None:
    """By category as on 汇总表, by unit, or as they came in; the published title stands above the first."""
    forms = [
        declaration(file=f"{name}.xlsx", project_name=name, category=category, unit=unit)
        for name, category, unit in (
            ("甲", "其他运转类", "一馆"),
            ("乙", "特定目标类", "二馆"),
            ("丙", "特定目标类", "一馆"),
        )
    ]
    orders = {}
    for order in ("input", "unit", "category"):
        sheet = opened(batch_of(*forms), order=order)["申报表"]
        assert sheet["A1"].value == "云溪市文化和旅游局2025年度项目绩效目标汇总表"
        orders[order] = "".join(row[1].value for row in sheet.iter_rows(max_col=2) if row[0].value == "项目名称")
    assert orders == {"input": "甲乙丙", "unit": "甲丙乙", "category": "乙丙甲"}


def test_the_title_of_self_evaluations_is_their_own() -> None:
    """自评表 stands under …项目绩效自评汇总表, and is there only when there is one."""
    assert opened(batch_of(self_evaluation()))["自评表"]["A1"].value == "云溪市文化和旅游局2025年度项目绩效自评汇总表"
    assert "自评表" not in opened(batch_of(declaration())).sheetnames


def test_a_batch_without_declarations_has_no_such_sheet() -> None:
    """What has nothing in it is not written, and the next sheet says so by being there."""
    assert "申报表" not in opened(batch_of(self_evaluation())).sheetnames


def test_the_pages_of_a_print_sheet_are_counted_by_themselves() -> None:
    """The list says on which page of the sheet a form stands: each print sheet begins with page 1 and says its name."""
    sheet = opened(batch_of(declaration(), declaration(file="二.xlsx", project_name="第二个项目")))["申报表"]
    assert sheet.page_setup.useFirstPageNumber  # which is 1 where no other is given
    assert sheet.oddFooter.center.text == "申报表第 &P 页"


def test_forms_beyond_the_page_breaks_of_a_sheet_go_on_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel keeps 1,023 breaks a sheet: what follows stands on 申报表（2）, and the plan knows where."""
    monkeypatch.setattr(print_plan, "MOST_BREAKS", 2)
    batch = batch_of(*(declaration(file=f"{index}.xlsx") for index in range(5)))
    book = opened(batch)
    assert [name for name in book.sheetnames if "申报表" in name] == ["申报表", "申报表（2）"]
    assert book["申报表（2）"]["A1"].value == book["申报表"]["A1"].value
    plan = print_plan.print_plan(batch, SummaryOptions(), projects.project_table(batch))
    assert plan.address(batch.counted[3].source) == "internal:'申报表（2）'!A2"
    assert plan.address(self_evaluation().source) is None
    assert differences(batch) == []


def test_a_department_s_own_template_gives_the_look(tmp_path: Path) -> None:
    """A layout with a workbook of its own is printed on that; other widths stand on a sheet of their own."""
    layout = json.loads((data_folder("templates") / "declaration.json").read_text("utf-8"))
    layout |= {"id": "own", "workbooks": [{"file": "own.xlsx", "regime": "B"}]}
    layout.pop("$schema")
    (tmp_path / "own.json").write_text(json.dumps(layout, ensure_ascii=False), "utf-8")
    book = openpyxl.load_workbook(data_folder("templates") / "declaration-2025.xlsx")
    book.worksheets[0].column_dimensions["D"].width = 40
    book.worksheets[0]["A3"].font = openpyxl.styles.Font(name="楷体", sz=12)
    book.save(tmp_path / "own.xlsx")
    own = replace(declaration(file="own.xlsx"), template="own")
    sheets = opened(batch_of(replace(declaration(), template="declaration"), own), templates=(tmp_path,))
    assert [name for name in sheets.sheetnames if "申报表" in name] == ["申报表", "申报表（2）"]
    sheet = sheets["申报表（2）"]
    assert (sheet.column_dimensions["D"].width, sheet["A4"].font.name, sheet["A4"].font.sz) == (40, "楷体", 12)


@needs_libreoffice
def test_libreoffice_prints_as_many_pages_as_were_planned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No form runs over its page's width, no page ends before it should."""
    monkeypatch.setattr(workbook, "SHEETS", tuple(each for each in workbook.SHEETS if each.name in NAMES.values()))
    batch = batch_of(
        declaration(annual_goal="全年开展文化惠民活动。" * 20),
        declaration(file="b.xlsx", rows=MANY),
        self_evaluation(rows=SELF_EVALUATION_ROWS * 5),
    )
    content, _ = render_summary(batch, SummaryOptions())
    path = tmp_path / "prints.xlsx"
    path.write_bytes(content)
    convert([path], "pdf", tmp_path, tmp_path / "profile")
    pages = len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "prints.pdf").read_bytes()))
    book = openpyxl.load_workbook(BytesIO(content))
    assert pages == sum(len(breaks(sheet)) + 1 for sheet in book)


@pytest.mark.parametrize(("number", "pages"), [(5, 1), (40, 3)], ids=["a part of a page", "over pages"])
def test_a_remark_for_rows_of_several_pages_is_printed_on_each(number: int, pages: int) -> None:
    """Rows that share a remark stay together on a part of a page; more of them are parted, and every page says it once."""
    note = entry("各项活动因天气改期。", "各项活动因天气改期。")
    rows = [("产出指标", "数量指标", f"第{each}类活动场次", "≥2(场)", "1(场)", "1", "0.5", note) for each in range(number)]
    form = self_evaluation(rows=rows)
    form = replace(form, fields=tuple(replace(each, cell="I13") if "deviation" in each.name else each for each in form.fields))
    sheet = opened(batch_of(form))["自评表"]
    said = [cell.row for cell in sheet["I"] if cell.value == "各项活动因天气改期。"]
    tall = [area for area in sheet.merged_cells.ranges if area.min_col == 9 and area.max_row - area.min_row == number - 1]
    assert (len(said), len(tall)) == (pages, 1 if pages == 1 else 0)
