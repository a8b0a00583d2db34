"""The goal and what came of it in a self-evaluation: labels by their make, wherever they stand beside each other."""

from __future__ import annotations

import pytest

from tests.forms.reading import cells_of, read, unread
from xlperf.forms.form import Form
from xlperf.intake.sheet import Area, Sheet

HEAD = (
    ("项目支出绩效自评表",),
    ("（2025年度）",),
    ("项目名称", "河堤巡护"),
    ("主管部门", "云溪市水务局", "", "", "实施单位", "云溪市河道所"),
    ("项目资金（元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("", "年度资金总额", "48", "48", "48", "10", "100%", "10"),
)
TABLE = (
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60次", "58次", "90", "90"),
    ("", "总分", "", "", "", "", "100", "100"),
)
GOAL, DONE = "巡护河堤六十次，隐患当月处置。", "巡护五十八次，隐患全部处置。"


def form_of(*goals: tuple[str, ...], merges: tuple[tuple[int, int, int, int], ...] = ()) -> Form:
    """Return the form with these rows as goals; merges count rows from the first of them."""
    cells = cells_of((*HEAD, *goals, *TABLE))
    areas = tuple(Area(top + len(HEAD), left, bottom + len(HEAD), right) for top, left, bottom, right in merges)
    return read(Sheet(name="表", state="visible", cells=cells, merges=areas)).forms[0]


def beside(side: str, goal: str, done: str, *below: tuple[str, ...]) -> Form:
    """Return the form whose goals stand below their labels, right of a heading that is merged over them and what follows."""
    last = 2 + len(below)
    halves = tuple((row, left, row, right) for row in range(1, last + 1) for left, right in ((2, 5), (6, 9)))
    merges = ((1, 1, last, 1), *halves)
    return form_of((side, goal, "", "", "", done), ("", GOAL, "", "", "", DONE), *below, merges=merges)


def said(form: Form) -> tuple[object, object]:
    """Return the goal and what came of it."""
    return form.value("/budget_goal"), form.value("/actual_completion")


@pytest.mark.parametrize(
    ("side", "goal", "done"),
    [
        ("总体目标完成情况", "总体目标", "全年完成情况"),
        ("绩效目标完成情况", "绩效目标设定", "绩效目标完成"),
        ("年度绩效目标完成情况", "目标设定情况", "目标实现程度"),
        ("绩效目标及完成情况", "申报目标", "实现情况"),
        ("目标完成情况", "总体目标", "目标完成程度"),
        ("年度总体目标", "绩效目标内容", "目标落实情况"),
        ("项目目标", "目标任务", "完成情况及成效"),
        ("年度总体目标", "总体目标", "取得成效"),
        ("年度总体目标", "年度目标（预期）", "年度目标（完成）"),
        ("年度总体目标", "绩效目标（设定）", "绩效目标（实现）"),
        ("年度总体目标", "预期绩效目标", "实际完成绩效"),
        ("年度总体目标", "申报目标", "自评完成情况"),
        ("年度总体目标", "目标内容", "完成情况说明"),
    ],
)
def test_labels_of_a_goal_and_its_result_in_a_bureau_s_own_words(side: str, goal: str, done: str) -> None:
    """目标 with 设定, 申报, 内容 is the goal, with 完成, 实现, 落实 what came of it; the heading at their side is neither."""
    form = beside(side, goal, done)
    assert (said(form), unread(form)) == ((GOAL, DONE), [])


@pytest.mark.parametrize(("goal", "done"), [("计划", "实际"), ("工作安排", "进度")])
def test_two_headings_that_nobody_knows_are_no_text_of_the_goal(goal: str, done: str) -> None:
    """计划 | 实际 over a text each: the first is the goal; the other heading and both texts in one were the goal."""
    form = beside("年度总体目标", goal, done)
    assert said(form) == (GOAL, None)
    assert "F8" in unread(form)


@pytest.mark.parametrize("goal", ["年度总体目标", "绩效目标设定", "总体目标"])
@pytest.mark.parametrize("done", ["年度总体目标完成情况", "目标实现程度", "完成情况"])
def test_both_below_headings_that_stand_at_no_side(goal: str, done: str) -> None:
    """年度总体目标 | 年度总体目标完成情况 over the whole width, the texts in the row below."""
    form = form_of((goal, "", "", "", "", done), (GOAL, "", "", "", "", DONE), merges=((1, 1, 1, 5), (1, 6, 1, 9), (2, 1, 2, 5)))
    assert (said(form), unread(form)) == ((GOAL, DONE), [])


@pytest.mark.parametrize("goal", ["年度目标", "年度总体目标", "任务目标"])
@pytest.mark.parametrize("done", ["目标实现程度", "绩效目标完成", "实际达成情况"])
def test_both_beside_their_labels_in_one_row(goal: str, done: str) -> None:
    """年度目标 | … | 目标实现程度 | …: the second label ends the text of the first."""
    form = form_of((goal, GOAL, "", "", "", done, DONE), merges=((1, 2, 1, 5), (1, 7, 1, 9)))
    assert (said(form), unread(form)) == ((GOAL, DONE), [])


@pytest.mark.parametrize("label", ["目标未完成原因", "绩效目标偏差情况说明", "改进措施", "存在问题", "项目实施内容"])
@pytest.mark.parametrize("text", ["无", "受汛期影响，停工二十天。"])
def test_a_further_label_below_both_texts_is_kept_with_what_it_says(label: str, text: str) -> None:
    """目标未完成原因 | 无 below the goal and its result goes into neither and is not lost."""
    form = beside("年度总体目标", "年初设定目标", "全年实际完成情况", ("", label, "", "", "", text))
    assert (said(form), unread(form)) == ((GOAL, DONE), [])
    assert [(each.label, each.raw) for each in form.further] == [(label, text)]


def test_a_reason_left_blank_is_no_part_of_the_goal() -> None:
    """目标未完成原因 with nothing beside it."""
    form = beside("年度总体目标", "年初设定目标", "全年实际完成情况", ("", "目标未完成原因"))
    assert (said(form), unread(form), form.further) == ((GOAL, DONE), [], ())


def test_short_lines_that_end_like_headings_go_on_with_texts_that_are_no_sentences() -> None:
    """巡护六十次 / 落实巡护制度 | 巡护五十八次 / 制度已落实, typed in a row each."""
    rows = (("年度总体目标", "年初设定目标", "", "", "", "全年实际完成情况"), ("", "巡护六十次", "", "", "", "巡护五十八次"))
    form = form_of(*rows, ("", "落实巡护制度", "", "", "", "制度已落实"), merges=((1, 1, 3, 1), (1, 2, 1, 5)))
    assert said(form) == ("巡护六十次\n落实巡护制度", "巡护五十八次\n制度已落实")
    assert form.further == ()


@pytest.mark.parametrize("bottom", [1, 2])
def test_a_goal_below_a_heading_that_was_left_blank(bottom: int) -> None:
    """年度总体目标 |  | 实际完成情况, the heading of the goal deleted: its text stands below the blank."""
    merges = ((1, 1, bottom, 1), (1, 2, 1, 5), (1, 6, 1, 9), (2, 2, 2, 5), (2, 6, 2, 9))
    form = form_of(("年度总体目标", "", "", "", "", "实际完成情况"), ("", GOAL, "", "", "", DONE), merges=merges)
    assert (said(form), unread(form)) == ((GOAL, DONE), [])


@pytest.mark.parametrize("caption", ["三、目标完成情况", "（三）年度总体目标完成情况", "绩效目标完成情况"])
@pytest.mark.parametrize("labels", [("年度预期目标", "具体完成情况"), ("预期目标", "实际完成情况"), ("设定目标", "完成情况")])
def test_a_caption_over_both_labels_is_neither(caption: str, labels: tuple[str, str]) -> None:
    """In a row of its own, merged over goal, result and a third column, whose number below is kept and no amount."""
    halves = tuple((row, left, row, right) for row in (2, 3) for left, right in ((1, 4), (5, 8)))
    rows = ((*labels, "总体完成率（%）"), (GOAL, DONE, "97"))
    over, texts = ((one, "", "", "", two, "", "", "", three) for one, two, three in rows)
    form = form_of((caption,), over, texts, merges=((1, 1, 1, 9), *halves))
    assert (said(form), unread(form)) == ((GOAL, DONE), [])
    assert [(each.label, each.raw) for each in form.further] == [("总体完成率（%）", "97")]


@pytest.mark.parametrize(("caption", "is_told"), [("四、年度绩效指标完成情况", False), ("河道巡护任务分解表", True)])
def test_a_caption_over_the_indicators_is_part_of_the_form(caption: str, is_told: bool) -> None:
    """Words of indicators over the whole width; what names a table of another kind is told."""
    form = form_of(("年度总体目标", GOAL), ("目标完成情况", DONE), (caption,), merges=((3, 1, 3, 9),))
    assert (said(form), bool(unread(form))) == ((GOAL, DONE), is_told)


@pytest.mark.parametrize("label", ["是否为专项资金：", "是否政府购买服务:"])
def test_a_label_with_its_colon_and_nothing_behind_was_left_blank(label: str) -> None:
    """Between two labels it says nothing; without the colon it may be a value that lost its label, and is told."""
    rows = [*HEAD[:2], ("项目名称", "河堤巡护", label, "主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"), *HEAD[4:]]
    for text, is_told in ((label, False), (label[:-1], True)):
        rows[2] = (*rows[2][:2], text, *rows[2][3:])
        lines = (*rows, ("年度总体目标", GOAL), ("完成情况", DONE), *TABLE)
        (form,) = read(Sheet(name="表", state="visible", cells=cells_of(lines))).forms
        assert bool(unread(form)) == is_told


_OF_2019 = (
    ("（临时救助）绩效目标自评表",),
    ("（2025年度）",),
    ("项目名称", "", "临时救助"),
    ("主管部门", "", "[155]云溪县民政局"),
    ("资金情况（万元）", "", "", "", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"),
    ("", "", "年度资金总额：", "", "30", "30", "10", "100%", "10"),
    ("", "", "其中：本年财政拨款", "", "30", "30", "", "100%"),
    ("年度总体目标", "年初设定目标", "", "", "", "年度总体目标完成情况综述"),
    ("", GOAL, "", "", "", DONE),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "分值", "年度指标值", "全年实际值", "得分", "未完成原因及拟采取的改进措施"),
    ("", "产出指标", "数量指标", "救助人次", "90", "≥60人次", "87人次", "90"),
    ("总分", "", "", "", "100", "", "", "100"),
)


def test_a_reworded_form_without_a_unit_is_asked_for_none() -> None:
    """Its bureau prints no 实施单位 on the form of 2019; where a body is left over that may be the unit, it is asked for."""
    areas = (Area(8, 1, 9, 1), Area(8, 2, 8, 5), Area(8, 6, 8, 9), Area(9, 2, 9, 5), Area(9, 6, 9, 9))
    (form,) = read(Sheet(name="表", state="visible", cells=cells_of(_OF_2019), merges=areas)).forms
    assert (form.get("/unit"), said(form), form.remarks) == (None, (GOAL, DONE), ())
    rows = (*_OF_2019[:3], (*_OF_2019[3], "", "", "", "云溪县救助站"), *_OF_2019[4:])
    (form,) = read(Sheet(name="表", state="visible", cells=cells_of(rows), merges=areas)).forms
    assert ("missing_label", "实施单位") in [(each.kind, each.detail.get("label")) for each in form.remarks]


@pytest.mark.parametrize("heading", ["全年（调整）绩效目标", "调整后目标", "调整目标"])
def test_of_two_goals_of_a_year_the_adjusted_one_counts(heading: str) -> None:
    """年初绩效目标 | 全年（调整）绩效目标 | 实际完成情况: the first is kept under its own name, and none is told as unread."""
    rows = ("", "年初绩效目标", "", heading, "", "实际完成情况"), ("", f"原计划：{GOAL}", "", GOAL, "", DONE)
    merges = tuple((row, left, row, left + 1) for row in (1, 2) for left in (2, 4))
    form = form_of(*rows, merges=merges)
    assert (said(form), unread(form)) == ((GOAL, DONE), [])
    assert [each.value for each in form.further if each.cell == "B8"] == [f"原计划：{GOAL}"]


def test_the_heading_of_an_adjusted_goal_that_was_left_blank_is_not_told() -> None:
    """As it is where nothing was adjusted; the goal of the beginning of the year counts then."""
    rows = ("", "年初绩效目标", "", "全年（调整）绩效目标", "", "实际完成情况"), ("", GOAL, "", "", "", DONE)
    merges = tuple((row, left, row, left + 1) for row in (1, 2) for left in (2, 4))
    form = form_of(*rows, merges=merges)
    assert (said(form), unread(form)) == ((GOAL, DONE), [])


@pytest.mark.parametrize("label", ["预期目标", "年初设定目标", "年度目标"])
def test_the_text_below_a_goal_where_the_label_of_what_came_of_it_was_emptied(label: str) -> None:
    """In rows below each other: it was joined to the goal, and the form accused of saying nothing of what came of it."""
    form = form_of((label, GOAL), ("", DONE))
    assert said(form) == (GOAL, DONE)
    (told,) = [each for each in form.remarks if each.kind == "unsure_row"]
    assert (told.cell, told.detail["near"]) == ("B8", "实际完成情况")
    assert not any(each.kind == "missing_label" and each.detail["label"] == "实际完成情况" for each in form.remarks)


def test_a_further_line_of_a_goal_stays_one() -> None:
    """Its next item, or the rest of its sentence."""
    form = form_of(("预期目标", "1.巡护河堤六十次；"), ("", "2.隐患当月处置。"))
    assert said(form) == ("1.巡护河堤六十次；\n2.隐患当月处置。", None)


@pytest.mark.parametrize(("goal", "done"), [("年度总体目标", "完成情况"), ("绩效目标", "完成情况"), ("年度目标", "目标完成情况")])
def test_two_labels_below_each_other_with_a_text_each_are_no_label_in_two_cells(goal: str, done: str) -> None:
    """年度总体目标 | … over 完成情况 | …: what was done was joined to the goal, and its label told as missing."""
    form = form_of((goal, GOAL), (done, DONE))
    assert (form.text("/budget_goal"), form.text("/actual_completion")) == (GOAL, DONE)
    assert not any(each.kind == "missing_label" for each in form.remarks)


def test_a_side_spread_over_two_rows_is_one_heading() -> None:
    """年度总体目标 over 完成情况 at the side of 预期目标 | 实际完成情况 is one name in two cells."""
    form = form_of(("年度总体目标", "预期目标", "", "", "", "实际完成情况"), ("完成情况", GOAL, "", "", "", DONE))
    assert (form.text("/budget_goal"), form.text("/actual_completion")) == (GOAL, DONE)
