"""What the reader says beside the values: remarks, levels that were inferred, files that hold no form."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.forms.reading import faults, read
from tests.forms.shapes import (
    Canvas,
    Frame,
    Indicator,
    Item,
    Project,
    Row,
    Style,
    declaration_rows,
    evaluation,
    expect,
    project,
    self_evaluation_rows,
    settle_levels,
)
from tests.forms.test_shapes_evaluation import plain as plain_evaluation
from xlperf.errors import RefusedFile
from xlperf.forms.form import OWN_COLUMN, Form, Remark, Target
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import is_filled, read_forms
from xlperf.intake.sheet import Cell, Sheet, Workbook

LINES = (
    Indicator("成本指标", "经济成本指标", "单册修复成本", "≤1000(元/册)"),
    Indicator("产出指标", "数量指标", "修复古籍数量", "≥300(册)"),
    Indicator("产出指标", "数量指标", "培训修复人员数量", "≥12(人)"),
    Indicator("产出指标", "质量指标", "修复验收合格率", "≥98(%)"),
    Indicator("效益指标", "社会效益指标", "年度阅览人次", "≥5000(人次)"),
    Indicator("满意度指标", "服务对象满意度指标", "读者满意度", "≥90(%)"),
)


def form_of(lines: tuple[Indicator, ...] = LINES, year: int = 2026) -> Project:
    """Return a declaration without blanks."""
    form = replace(project(random.Random(0)), year=year, name="古籍修复项目", nature="经常性项目", category="特定目标类")
    money = {name: Decimal("350000.00") for name in form.money} | {"total_other": Decimal(0), "annual_other": Decimal(0)}
    return replace(
        form, department="云溪市教育局", unit="云溪市图书馆", money=money, overall=None, annual="全年修复三百册。", indicators=lines
    )


def rows_of(form: Project) -> list[Row]:
    """Return the rows of an untouched form."""
    return declaration_rows(form, Style(year=f"({form.year}年度)"))


def one(rows: list[Row], frame: Frame | None = None) -> Form:
    """Draw rows as a declaration and read the one form of the sheet."""
    canvas = Canvas()
    canvas.draw(rows, frame or Frame(), expect("declaration", rows))
    (form,) = read(canvas.sheet()).forms
    return form


def levels(form: Form) -> list[tuple[object, object]]:
    """Return the level names of every indicator."""
    return [(row["level1"].value, row["level2"].value) for row in form.rows]


def relabelled(rows: list[Row], label: str, value: str | None) -> list[Row]:
    """Return the rows with a label changed, or left out."""
    changed = [[replace(each, value=value) if each.value == label else each for each in row] for row in rows]
    return [[each for each in row if each.value is not None or each.field] for row in changed]


def test_a_faultless_form_leaves_no_remark() -> None:
    """Nothing is said where nothing is wrong, and the source names file, sheet, range and position."""
    form = one(rows_of(form_of()), Frame(2, 2))
    assert form.remarks == ()
    assert (form.source.file, form.source.sheet, form.source.range, form.source.position) == (
        "表.xlsx",
        "Sheet1",
        "B2:G19",
        (0, 2, 2),
    )
    assert form.template == "declaration"


@pytest.mark.parametrize(
    ("label", "near", "cell"),
    [
        ("项目类别", "项目性质", "C3"),
        ("实施单位", "主管部门", "A4"),
        ("年度资金申请总额", "其他资金", "B9"),
    ],
)
def test_a_missing_label_is_remarked_at_its_neighbour(label: str, near: str, cell: str) -> None:
    """FILE-008 can name what is missing, beside what, and a cell to look at; the rest of the form is read."""
    form = one(relabelled(rows_of(form_of()), label, None))
    assert [each for each in form.remarks if each.kind == "missing_label"] == [
        Remark("missing_label", "Sheet1", cell, {"label": label, "near": near})
    ]
    assert len(form.rows) == len(LINES)
    assert form.value("/project_name") == "古籍修复项目"


def test_a_missing_table_heading_is_remarked_where_it_should_stand() -> None:
    """The column is read all the same, from the gap between its neighbours."""
    form = one(relabelled(rows_of(form_of()), "三级指标", None))
    assert form.remarks == (Remark("missing_label", "Sheet1", "D12", {"label": "三级指标", "near": "二级指标"}),)
    assert [row["level3"].value for row in form.rows] == [each.name for each in LINES]


def test_a_renamed_table_heading_is_remarked_and_read() -> None:
    """A heading nobody knows between two known ones is the missing one."""
    form = one(relabelled(rows_of(form_of()), "三级指标", "考核事项"))
    assert form.remarks == (Remark("missing_label", "Sheet1", "D12", {"label": "三级指标", "near": "二级指标"}),)
    assert form.rows[0]["level3"].value == "单册修复成本"


def test_a_form_without_its_table_is_read_and_remarked() -> None:
    """No indicator is invented, and the missing heading is said at the last label."""
    rows = rows_of(form_of())[: -len(LINES) - 1]
    form = one(rows)
    assert form.rows == ()
    assert form.remarks == (Remark("missing_label", "Sheet1", "D10", {"label": "三级指标", "near": "年度总体目标"}),)


def test_a_form_without_the_label_of_its_name_is_read() -> None:
    """It is not lost: its name is unknown, and that is an obligatory label missing."""
    form = one(relabelled(rows_of(form_of()), "项目名称", "名称"))
    assert form.value("/project_name") is None
    assert form.value("/unit") == "云溪市图书馆"
    assert [each.detail["label"] for each in form.remarks if each.kind == "missing_label"] == ["项目名称"]
    assert next(each.detail for each in form.remarks if each.kind == OWN_COLUMN)["near"] == "项目名称"


@pytest.mark.parametrize("where", ["same row", "row of its own"])
def test_a_second_project_name_is_remarked(where: str) -> None:
    """The first one counts; the remark stands at the second and names the first."""
    rows = rows_of(form_of())
    if where == "same row":
        rows[2][2:4] = [Item(2, "项目名称"), Item(3, "古籍修复项目（二期）")]
        cell = "C3"
    else:
        rows.insert(3, [Item(0, "项目名称"), Item(1, "古籍修复项目（二期）", 5)])
        cell = "A4"
    form = one(rows)
    assert form.value("/project_name") == "古籍修复项目"
    assert [each for each in form.remarks if each.kind == "repeated_label"] == [
        Remark("repeated_label", "Sheet1", cell, {"label": "项目名称", "first": "A3"})
    ]


def test_hidden_rows_and_columns_are_remarked() -> None:
    """Rows hidden by hand or by a filter are read, and said at the first of them."""
    rows = rows_of(form_of())
    canvas = Canvas()
    canvas.draw(rows, Frame(), expect("declaration", rows))
    sheet = replace(canvas.sheet(), hidden_rows=frozenset({14, 15, 400}), hidden_columns=frozenset({4, 30}))
    form = read(sheet).forms[0]
    assert len(form.rows) == len(LINES)
    assert form.remarks == (
        Remark("hidden_rows", "Sheet1", "A14", {"kind": "行", "which": "14、15"}),
        Remark("hidden_columns", "Sheet1", "D1", {"kind": "列", "which": "D"}),
    )


def test_remarks_on_the_workbook() -> None:
    """Macros, links, hidden sheets with content, sheets that were cut off."""
    rows = rows_of(form_of())
    canvas = Canvas()
    canvas.draw(rows, Frame(), expect("declaration", rows))
    hidden = Sheet("选项", "hidden", {(1, 1): Cell("特定目标类", "text")})
    empty = Sheet("空", "veryHidden", {})
    workbook = Workbook("xlsm", (replace(canvas.sheet(), cut_off=True), hidden, empty), has_macros=True, has_external_links=True)
    found = read_forms(workbook, "表.xlsm", load_layouts(), load_vocabulary())
    assert [(each.kind, each.sheet) for each in found.remarks] == [
        ("macros", ""),
        ("external_links", ""),
        ("cut_off", "Sheet1"),
        ("hidden_sheet", "选项"),
    ]


def test_an_unknown_title_is_the_title_of_its_form() -> None:
    """So that HEAD-001 can say which title it was; the form is read by its labels."""
    rows = rows_of(form_of())
    rows[0] = [replace(rows[0][0], value="2026年部门项目情况表")]
    form = one(rows)
    assert (form.get("/title").value, form.get("/title").cell) == ("2026年部门项目情况表", "A1")  # type: ignore[union-attr]
    assert form.value("/year") == 2026
    assert len(form.rows) == len(LINES)


def test_values_in_one_cell_with_their_labels() -> None:
    """主管部门：云溪市教育局 in one cell is both label and value."""
    rows = rows_of(form_of())
    rows[3] = [Item(0, "主管部门：云溪市教育局", 3), Item(3, "实施单位: 云溪市图书馆", 3)]
    form = one(rows)
    assert [(form.get(name).value, form.get(name).cell) for name in ("/department", "/unit")] == [  # type: ignore[union-attr]
        ("云溪市教育局", "A4"),
        ("云溪市图书馆", "D4"),
    ]
    assert form.remarks == ()


def test_an_unknown_label_is_no_value() -> None:
    """项目负责人 | 张三 beside a blank value is not the value; nor is a label that no layout knows."""
    rows = rows_of(form_of())
    rows[3] = [Item(0, "主管部门"), Item(2, "项目负责人"), Item(3, "张三", 3)]
    rows[2] = [Item(0, "项目名称"), Item(1, "古籍修复项目"), Item(2, "项目性质"), Item(4, "科室代号"), Item(5, "0305")]
    form = one(rows)
    assert form.value("/department") is None
    assert form.value("/nature") is None
    assert (form.get("/department").cell, form.get("/nature").cell) == ("B4", "D3")  # type: ignore[union-attr]


# Levels


def test_levels_lost_in_an_unmerged_table_are_inferred() -> None:
    """可持续影响指标 can only belong to 效益指标; what is inferred stands in no cell."""
    rows = rows_of(form_of())
    rows[-1] = [Item(2, "可持续影响指标"), Item(3, "修复机制"), Item(4, "建立", 2)]
    del rows[-2][0]
    form = one(rows, Frame(merged=False))
    assert levels(form)[-2:] == [("效益指标", "社会效益指标"), ("效益指标", "可持续影响指标")]
    field = form.rows[-1]["level1"]
    assert (field.cell, field.raw, field.notes) == (None, "", ("inferred",))


@pytest.mark.parametrize("blank", [("产出指标",), ("成本指标", "产出指标", "效益指标", "满意度指标")], ids=["one", "all"])
def test_levels_in_blank_merged_cells_are_inferred(blank: tuple[str, ...]) -> None:
    """A merged cell in which nothing stands says nothing: neither the name above it nor none is what the unit wrote."""
    rows = [[replace(each, value=None) if each.value in blank else each for each in row] for row in rows_of(form_of())]
    assert levels(one(rows)) == [(line.level1, line.level2) for line in LINES]


def test_a_level_under_the_wrong_one_is_left_there_when_cells_are_merged() -> None:
    """In a table with merged cells the unit meant what stands there: that is for the rules to say."""
    lines = (*LINES[:3], replace(LINES[3], level2="服务对象满意度指标"), *LINES[4:])
    assert levels(one(rows_of(form_of(lines))))[3] == ("产出指标", "服务对象满意度指标")


def test_aliases_and_guesses() -> None:
    """A level by another name is read by its right one; a misprint by the only one it can be; raw keeps what is printed."""
    lines = (replace(LINES[4], level1="双星指标"), replace(LINES[5], level2="服务对象满意度"), replace(LINES[3], level1="产出目标"))
    form = one(rows_of(form_of(lines)))
    assert levels(form) == [("效益指标", "社会效益指标"), ("满意度指标", "服务对象满意度指标"), ("产出指标", "质量指标")]
    assert [row["level1"].notes for row in form.rows] == [("guessed",), (), ("alias",)]
    assert form.rows[0]["level1"].raw == "双星指标"
    assert form.rows[1]["level2"].notes == ("alias",)


def test_level_names_nobody_knows_are_kept() -> None:
    """An invented level 2 stays as it is written, line breaks taken out; a level 1 above a known level 2 is guessed."""
    lines = (replace(LINES[1], level2="规模\n指标"), replace(LINES[3], level1="成果指标"))
    form = one(rows_of(form_of(lines)))
    assert levels(form) == [("产出指标", "规模指标"), ("产出指标", "质量指标")]
    assert form.rows[1]["level1"].notes == ("guessed",)


@pytest.mark.parametrize(("year", "expected"), [(2024, ("产出指标", "成本指标")), (2025, ("成本指标", None))])
def test_cost_is_level_2_or_level_1_by_the_year(year: int, expected: tuple[str, str | None]) -> None:
    """In a row that slipped, the regime of the year decides what 成本指标 is."""
    form = form_of((replace(LINES[1], level2="数量指标"), replace(LINES[0], level1="产出指标", level2="成本指标")), year)
    rows = rows_of(form)
    rows[-1] = [Item(1, "成本指标"), Item(2, "单册修复成本"), Item(3, "≤1000(元/册)")]
    assert levels(one(rows, Frame(merged=False)))[-1] == expected


def test_a_level_1_name_that_slipped_down_a_row_keeps_the_level_2_above_it() -> None:
    """As in texts taken from pages: the word stands beside the second row of its group."""
    rows = rows_of(form_of(LINES[1:4]))
    rows[-3] = [Item(2, "数量指标"), *rows[-3][-2:]]
    rows[-2] = [Item(1, "产出指标"), *rows[-2][-2:]]
    assert levels(one(rows, Frame(merged=False))) == [("产出指标", "数量指标"), ("产出指标", "数量指标"), ("产出指标", "质量指标")]


def test_an_operator_and_a_unit_in_columns_of_their_own_complete_the_target() -> None:
    """The target is said as a whole; nothing is added to words."""
    lines = (replace(LINES[1], target="300"), replace(LINES[3], target="及时"))
    style = Style(year="(2026年度)", columns=("指标性质", "度量单位"))
    form = one(declaration_rows(form_of(lines), style))
    assert form.rows[0]["target"].value == Target("≥300(%)", "quantitative", "≥", Decimal(300), "%")
    assert form.rows[1]["target"].value == Target("及时", "qualitative")


# Blank forms and files without forms


def _blank() -> Project:
    lines = tuple(replace(each, name=None, target=None) for each in LINES)
    form = replace(
        form_of(lines), name=None, nature=None, category=None, department=None, unit=None, start=None, end=None, annual=None
    )
    return replace(form, money=dict.fromkeys(form.money))


PREFILLED: dict[str, Callable[[Project], Project]] = {
    "nothing": lambda form: form,
    "department, unit, category and dates": lambda form: replace(
        form,
        department="云溪市教育局",
        unit="云溪市图书馆",
        category="特定目标类",
        nature="经常性项目",
        start=form_of().start,
        end=form_of().end,
    ),
    "sums of nothing": lambda form: replace(form, money=dict.fromkeys(form.money, Decimal(0))),
    "names of placeholders": lambda form: replace(form, indicators=tuple(replace(each, name="指标1") for each in form.indicators)),
}


@pytest.mark.parametrize("how", PREFILLED)
def test_a_template_that_nobody_filled_is_refused_as_blank(how: str) -> None:
    """What a template comes with is no sign that it was filled in."""
    rows = rows_of(PREFILLED[how](_blank()))
    canvas = Canvas()
    canvas.draw(rows, Frame(), expect("declaration", rows))
    with pytest.raises(RefusedFile) as refusal:
        read(canvas.sheet())
    assert refusal.value.reason == "blank_form"
    assert str(refusal.value) == "表格是空白模板，没有填写内容。如是误发，请向报送单位索取填好的表。"


FILLED: dict[str, Callable[[Project], Project]] = {
    "a project name": lambda form: replace(form, name="古籍修复项目"),
    "an amount": lambda form: replace(form, money=form.money | {"annual": Decimal("0.01")}),
    "a goal": lambda form: replace(form, annual="全年修复三百册。"),
    "the name of an indicator": lambda form: replace(form, indicators=(*form.indicators, replace(LINES[-1], target=None))),
    "a target": lambda form: replace(form, indicators=(*form.indicators, replace(LINES[-1], name=None))),
}


@pytest.mark.parametrize("what", FILLED)
def test_a_single_entry_makes_a_form(what: str) -> None:
    """Whoever wrote anything of their own handed in a form."""
    assert is_filled(one(rows_of(FILLED[what](_blank()))))


def test_an_amount_that_is_no_number_makes_a_form() -> None:
    """待定 in the amount is something that a person wrote."""
    rows = rows_of(_blank())
    rows[5] = [replace(each, value="待定") if each.field == "/funding/annual" else each for each in rows[5]]
    assert is_filled(one(rows))


def test_a_blank_form_beside_a_filled_one_is_left_out_and_remarked() -> None:
    """The filled one is read; that a blank one was there is not kept silent."""
    canvas, blank = Canvas(), Canvas()
    rows = rows_of(form_of())
    found = expect("declaration", rows)
    canvas.draw(rows, Frame(), found)
    settle_levels(found, LINES)
    rows = rows_of(_blank())
    blank.draw(rows, Frame(3), expect("declaration", rows))
    result = read(canvas.sheet("一"), blank.sheet("二"))
    assert faults(result.forms, [found]) == []
    assert result.remarks == (Remark("blank_form", "二", "A3", {"near": "财政项目支出绩效目标申报表"}),)


def test_a_blank_self_evaluation_is_blank_with_its_weights() -> None:
    """Weights, strokes and the rate of a sum of nothing come with the template."""
    form = evaluation(random.Random(0))
    lines = tuple(replace(each, name=None, target=None, actual=None, score=None, note=None) for each in form.indicators)
    money = dict.fromkeys(form.money, (None, None, None))
    form = replace(form, name=None, department=None, unit=None, money=money, budget_goal=None, completion=None, indicators=lines)
    rows = self_evaluation_rows(form, plain_evaluation(form), lambda rate: ("#DIV/0!", "0.00%"))
    canvas = Canvas()
    canvas.draw(rows, Frame(), expect("self_evaluation", rows))
    with pytest.raises(RefusedFile) as refusal:
        read(canvas.sheet())
    assert refusal.value.reason == "blank_form"


def test_a_title_with_nothing_below_it_is_named() -> None:
    """The refusal says what is missing, not only that there is no form."""
    canvas = Canvas()
    canvas.put(1, 1, "财政项目支出绩效目标申报表")
    canvas.put(3, 1, "项目名称")
    canvas.put(3, 2, "古籍修复项目")
    with pytest.raises(RefusedFile) as refusal:
        read(canvas.sheet("申报表"))
    assert refusal.value.reason == "no_form"
    assert str(refusal.value) == (
        "工作表“申报表”中只有表名“财政项目支出绩效目标申报表”，缺少“项目类别”、“主管部门”、“实施单位”、“计划开始日期”、“计划完成日期”、“项目资金总额”，"
        "不是完整的表。请使用下发的模板填报，不要改动表名和左侧标题。"
    )


def test_an_empty_workbook_and_an_unrelated_one() -> None:
    """Each has its own sentence."""
    with pytest.raises(RefusedFile, match="工作簿是空的，没有任何内容。请使用下发的模板填报") as refusal:
        read(Sheet("Sheet1", "visible", {}))
    assert refusal.value.reason == "no_form"
    first = "值班表" * 13 + "值…"
    with pytest.raises(RefusedFile, match=f"没有找到绩效目标申报表或绩效自评表，工作表“Sheet1”的 B2 是“{first}”。") as refusal:
        cells = {(3, 1): Cell("张", "text"), (2, 2): Cell("值班表" * 14, "text")}
        read(Sheet("空的", "visible", {}), Sheet("Sheet1", "visible", cells))
    assert refusal.value.reason == "no_form"


def test_a_fragment_beside_a_form_is_remarked() -> None:
    """A sheet that looks like a form and is none does not go unseen because another sheet is one."""
    canvas, other = Canvas(), Canvas()
    rows = rows_of(form_of())
    canvas.draw(rows, Frame(), expect("declaration", rows))
    other.put(1, 1, "财政项目支出绩效自评表")
    other.put(2, 1, "项目名称")
    result = read(canvas.sheet("一"), other.sheet("二"))
    assert len(result.forms) == 1
    assert [(each.kind, each.sheet, each.cell) for each in result.remarks] == [("incomplete_form", "二", "A1")]
