"""Where a mechanism of the reader ends: one more or one less of what it goes by, and a form is read otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import cells_of, read, read_lines, unread
from tests.forms.test_money_roles import COLUMNS, FISCAL, TOTAL
from tests.forms.test_money_roles import form_of as evaluation
from tests.forms.test_one_fault import renamed
from tests.forms.test_project_list import DYKE, HEADER, PUMP, TITLE
from xlperf.data.resources import data_folder
from xlperf.errors import RefusedFile
from xlperf.forms.form import Form
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.reading.details_of_money import heads_details
from xlperf.forms.reading.head_part.goal_rows import GoalRows
from xlperf.forms.reading.indicators.rows import kind_of
from xlperf.forms.reading.sheet_windows import window_of
from xlperf.intake.sheet import Area, Cell
from xlperf.intake.workbook_reader import read_workbook

_FIVE_LABELS = (
    ("项目支出绩效目标申报表",),
    ("项目名称", "河堤巡护"),
    ("主管部门", "云溪市水务局"),
    ("实施单位", "云溪市河道所"),
    ("项目性质", "经常性项目"),
    ("项目类别", "特定目标类"),
)


def test_five_labels_below_a_title_are_a_form_and_four_are_none() -> None:
    """What a unit began to fill in is read and told as incomplete; a cover with fewer labels is refused."""
    assert read_lines(*_FIVE_LABELS).value("/category") == "特定目标类"
    with pytest.raises(RefusedFile):
        read_lines(*_FIVE_LABELS[:-1])


_BELOW = (("主管部门：云溪市水务局", "", "", "实施单位：云溪市河道所"), *ROWS[4:])


def test_a_form_whose_name_stands_in_one_cell_begins_below_one_with_its_name_in_two() -> None:
    """项目名称：黑土保护 below the table of 项目名称 | 河堤巡护: the second was lost."""
    forms = read(drawn((*ROWS, ("项目名称：黑土保护",), *_BELOW))).forms
    assert [(each.value("/project_name"), len(each.rows)) for each in forms] == [("河堤巡护", 3), ("黑土保护", 3)]


def test_a_name_said_again_below_the_table_begins_no_form() -> None:
    """项目名称：河堤巡护 over the next page of the same project."""
    assert len(read(drawn((*ROWS, ("项目名称：河堤巡护",), *_BELOW))).forms) == 1


def test_a_guide_in_the_table_begins_no_form() -> None:
    """一、项目名称：与部门预算一致。 typed over a level, right of the left edge of the form."""
    guided = ("", "一、项目名称：与部门预算一致。", *ROWS[9][2:])
    assert len(read(drawn((*ROWS[:9], guided, ROWS[10], *ROWS[7:]))).forms) == 1


_EXPORTED = (
    ("产出指标", "数量指标", "巡护次数", "60次", "62次", "50", "50"),
    ("产出指标", "质量指标", "隐患处置率", "≥95%", "96%", "20", "20"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "95%", "20", "20"),
)


def _filled_export(*rows: Sequence[str]) -> Form:
    """Return the evaluation that a system exports, with these rows of indicators."""
    sheet = read_workbook(data_folder("templates") / "self-evaluation-export.xlsx").sheets[0]
    head = {(3, 3): "河堤巡护", (4, 3): "云溪市水务局", (4, 7): "云溪市河道所", (11, 2): "巡护河堤。", (11, 6): "已巡护。"}
    cells = {at: Cell(text, "text") for at, text in head.items()}
    cells |= {(row + 12, column + 1): each for (row, column), each in cells_of(rows).items()}
    return read(replace(sheet, cells={**sheet.cells, **cells})).forms[0]


def test_an_evaluation_that_names_its_levels_in_every_row_is_one_that_a_system_exported() -> None:
    """It is printed as such; where a level is named once for all its rows, it is the form of the ministry."""
    assert _filled_export(*_EXPORTED).template == "self-evaluation-export"
    once = (_EXPORTED[0], ("", *_EXPORTED[1][1:]), _EXPORTED[2])
    assert _filled_export(*once).template == "self-evaluation-national"


@pytest.mark.parametrize("label", ["主管部门", "实施单位", "项目类别", "计划开始日期"])
def test_a_label_changed_into_one_whose_text_is_kept_aside_is_not_asked_for(label: str) -> None:
    """联系电话 in place of 实施单位: what stands beside it may be the unit, and is kept; the label is told, no blank besides."""
    form = renamed(label, "联系电话")
    assert "联系电话" in [each.label for each in form.further]
    assert label not in [each.label for each in form.fields]


def test_levels_without_an_indicator_in_a_list_are_not_told() -> None:
    """满意度指标 | 服务对象满意度指标, printed for every project, with nothing behind it."""
    project, blank = ("云溪市河道所", "河堤巡护", "48", "全年巡堤六十次。"), ("",) * 4
    rows = ((*project, *DYKE[0]), (*blank, *DYKE[1]), (*blank, "满意度指标", "服务对象满意度指标", "", ""))
    form = read(replace(drawn((*TITLE, HEADER, *rows)), merges=())).forms[0]
    assert (len(form.rows), unread(form)) == (2, [])


_FOOT = (("实施单位", "云溪市河道所"), ("填报说明", "按季填报。"), ("备注", "无。"))
_NEXT = (
    ("主管部门", "云溪市水务局", "", "实施单位", "云溪市排水所"),
    ("项目资金（元）", "项目资金总额", "68", "年度资金申请总额", "68"),
    *ROWS[5:8],
    ("", "产出指标", "数量指标", "清淤次数", "≥70(次)"),
)


def test_a_head_without_a_title_begins_below_the_foot_of_the_form_above() -> None:
    """实施单位 in the foot is of the first form: two rows of the head must stand within three rows for a form to begin."""
    first, second = read(drawn((*ROWS, *_FOOT, *_NEXT))).forms
    assert [each.value("/unit") for each in (first, second)] == ["云溪市河道所", "云溪市排水所"]
    assert (unread(first), unread(second)) == ([], [])


@pytest.mark.parametrize(("blanks", "level"), [(2, "满意度指标"), (3, "产出指标")])
def test_a_name_is_spread_over_rows_with_two_blank_cells_between_its_parts(blanks: int, level: str) -> None:
    """社会公众满 … 意度指标 in the column of the levels; what stands farther apart is no name, and level 2 tells the first."""
    between = [("", "", "质量指标", f"处置率{number}", "≥95(%)") for number in range(blanks)]
    last = ("", "意度指标", "时效指标", "及时率", "≥95(%)")
    form = read_lines(*ROWS[:8], ("", "社会公众满", "数量指标", "巡护次数", "≥60(次)"), *between, last)
    assert form.rows[0]["level1"].value == level


def test_a_blank_value_stands_in_the_nearest_column_of_the_values_above() -> None:
    """The value of 项目名称 stands in C, that of 主管部门 in D: the finding on a blank 实施单位 points to C."""
    head = (ROWS[0], ("项目名称", "", "河堤巡护"), ("主管部门", "", "", "云溪市水务局"), ("实施单位",))
    form = read_lines(*head, *ROWS[4:])
    assert next(each.cell for each in form.fields if each.name == "/unit") == "C4"


@pytest.mark.parametrize(
    ("title", "year"), [("2027年部门预算项目绩效目标表（续）", 2027), ("续表", 2026), ("部门预算项目绩效目标表", None)]
)
def test_a_list_goes_on_below_a_title_that_says_so_and_names_no_year(title: str, year: int | None) -> None:
    """The year of the list above holds for what goes on with it, and for no other list."""
    dyke, pump = ("云溪市河道所", "河堤巡护", "48", "全年巡堤六十次。"), ("云溪市排水所", "泵站维护", "80", "维护泵站六座。")
    blank = ("",) * 4
    rows = ((*dyke, *DYKE[0]), (*blank, *DYKE[1]), (title,), HEADER, (*pump, *PUMP[0]), (*blank, *PUMP[1]))
    assert [each.year for each in read(replace(drawn((*TITLE, HEADER, *rows)), merges=())).forms] == [2026, year]


@pytest.mark.parametrize(("text", "kind"), [("30日内办结率", "phrase"), ("12月底前完成数量", "phrase"), ("每年培训次数", "name")])
def test_a_time_that_ends_like_a_name_is_one_where_it_begins_with_no_number(text: str, kind: str) -> None:
    """每年培训次数 is an indicator, 12月底前完成数量 may as well be a target that slipped."""
    spot = next(iter(window_of(drawn(((text,),))).spots()))
    assert kind_of(spot, load_vocabulary()) == kind


def test_a_period_without_a_day_at_its_beginning_asks_for_none_in_a_form_of_another_bureau() -> None:
    """自批复之日起至2026年底 is told as no date on our own forms only."""
    head = (("项目支出绩效目标表",), ("（2026年度）",), ("项目名称", "河堤巡护"), ROWS[3][:2], ROWS[3][3:])
    rest = (("资金总额（万元）", "48"), ("年度总体目标", "全年巡堤六十次。"), ROWS[7][1:], ROWS[8][1:])
    form = read_lines(*head, ("实施期限", "自批复之日起至2026年底"), *rest)
    assert form.template == "declaration-various"
    assert not [each for each in form.fields if "not_a_date" in each.notes]


def test_a_blank_amount_stands_in_the_first_column_of_a_wide_heading() -> None:
    """年初预算数 over D and E, the cells below it not merged: the finding points to D, where the amounts above stand."""
    heads = ("项目资金（万元）", "", "", COLUMNS[0], "", *COLUMNS[1:])
    total, fiscal = ("", "年度资金总额", "", TOTAL[0], "", *TOTAL[1:]), ("", "其中：当年财政拨款", "", "", "", *FISCAL[1:])
    form = evaluation(heads, total, fiscal, merges=((1, 4, 1, 5),))
    assert next(each.cell for each in form.fields if each.name == "/funding/fiscal/initial_budget") == "D7"


@pytest.mark.parametrize(("empty", "indicators"), [(11, 4), (12, 3)])
def test_a_row_without_levels_behind_twelve_empty_ones_is_no_part_of_a_table(empty: int, indicators: int) -> None:
    """What a copied workbook still held far below; nearer to the table it is an indicator of the level above."""
    form = read_lines(*ROWS, *[()] * empty, ("", "", "", "回访次数", "≥5(次)"))
    assert len(form.rows) == indicators


@pytest.mark.parametrize(
    ("goals", "cells"),
    [
        (ROWS[5:6], {"/overall_goal": "B7", "/annual_goal": "D7"}),
        ((ROWS[5], ("", "全年巡护河堤。")), {"/overall_goal": "B7", "/annual_goal": "D7"}),
        ((("年度总体目标",),), {"/annual_goal": "A7"}),
    ],
)
def test_a_goal_that_was_left_blank_has_its_cell(goals: tuple[tuple[str, ...], ...], cells: dict[str, str]) -> None:
    """The finding on it points below its label."""
    form = read_lines(*ROWS[:5], *goals, *ROWS[7:])
    assert {each.name: each.cell for each in form.fields if each.name.endswith("_goal")} == cells


@pytest.mark.parametrize("label", ["财政性拨款", "财政补助收入", "其中：财政安排", "其他来源资金"])
def test_a_part_of_money_in_other_words_stands_under_both_totals(label: str) -> None:
    """财政补助收入 | 80 | 财政补助收入 | 48 below 项目资金总额 and 年度资金申请总额: of the term and of the year."""
    form = read_lines(*ROWS[:5], ("", label, "80", label, "48"), *ROWS[5:])
    part = "other" if "其他" in label else "fiscal"
    assert [form.value(f"/funding/{each}_{part}") for each in ("total", "annual")] == [80, 48]


@pytest.mark.parametrize(
    ("line", "is_table"),
    [("内容 单价 数量 甲栏 乙栏", True), ("内容 单价 数量 甲栏 乙栏 丙栏", False), ("内容 单价 甲栏 乙栏", False)],
)
def test_headings_of_what_money_goes_to_are_known_for_the_most_part(line: str, is_table: bool) -> None:
    """Half of them in words of the bureau's own may head any table."""
    window = window_of(replace(drawn((tuple(line.split()),)), merges=()))
    assert heads_details(window.row(1), load_vocabulary()) == is_table


@pytest.mark.parametrize(
    ("kept", "text", "goes_on"),
    [
        ("1.巡护河堤", "2.养护泵站", True),
        ("1.巡护河堤", "按季开展", False),
        ("巡护河堤", "2.养护泵站", False),
        ("巡护河堤，", "养护泵站", True),
    ],
)
def test_a_goal_goes_on_with_its_next_item_or_the_rest_of_its_sentence(kept: str, text: str, goes_on: bool) -> None:
    """What stands below the text of a goal otherwise may be anything."""
    above, below = window_of(replace(drawn(((kept,), (text,))), merges=())).spots()
    assert GoalRows.goes_on([above], below) == goes_on


def test_what_stands_far_right_of_a_goal_s_label_is_none_of_it() -> None:
    """A remark that ends in a body's name, where the value of another label might stand: the goal is the text below."""
    unit, remark = ("实施单位", "云溪市河道所"), ("年度总体目标", "", "", "", "", "", "由云溪市河道所")
    form = read_lines(*ROWS[:3], ROWS[3][:2], unit, ROWS[4], remark, ("", "全年巡护河堤六十次。"), *ROWS[7:])
    assert (form.value("/annual_goal"), unread(form)) == ("全年巡护河堤六十次。", ["G7"])


@pytest.mark.parametrize(("amounts", "kept"), [(("30", "0", "18"), 3), (("30", "18", "0"), 3), (("30", "20", "-2"), 0)])
def test_parts_of_a_total_in_unknown_words_may_be_nothing_and_never_less(amounts: tuple[str, ...], kept: int) -> None:
    """征地补偿费 | 30, 青苗补偿费 | 0, 安置补偿费 | 18 of 48: one zero among them had all told as unread."""
    names = ("征地补偿费", "青苗补偿费", "安置补偿费")
    form = read_lines(*ROWS[:5], *(("", *pair) for pair in zip(names, amounts, strict=True)), *ROWS[5:])
    assert len(form.further) == kept


@pytest.mark.parametrize("over", ["绩效指标", "指标名称", "具体内容", "指标"])
def test_levels_stand_below_one_heading_over_them_in_whatever_words(over: str) -> None:
    """具体内容 over 二级指标 | 三级指标 beside 一级指标, whose merge was lost: that heading was told as missing."""
    heads = (("绩效指标", "一级指标", over, "", "指标值"), ("", "", "二级指标", "三级指标", "年度"))
    form = read_lines(*ROWS[:7], *heads, *ROWS[8:], merges=(Area(8, 3, 8, 4),))
    assert len(form.rows) == 3
    assert not [each for each in form.remarks if each.kind == "missing_label"]


def test_a_page_that_goes_on_with_a_level_2_goes_on_with_its_table() -> None:
    """数量指标 was named above, too; the level 1 beside it is blank, and no other period begins."""
    heads = ("", "一级指标", "二级指标", "三级指标", "指标值")
    term = (("长期绩效指标", *heads[1:]), ROWS[8], ROWS[9], heads, ("", "", "数量指标", "修桥", "≥2(座)"))
    year = (("年度绩效指标", *heads[1:]), ROWS[8], ROWS[9])
    form = read_lines(*ROWS[:7], *term, *year)
    assert [each.raw for each in form.further if each.name.endswith("/level3")] == ["巡护次数", "隐患处置率", "修桥"]
    assert {each.name.split("/")[1] for each in form.further} == {"term_indicators"}
