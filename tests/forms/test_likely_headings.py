"""Headings of indicator tables in words that no layout lists, and heads that are written otherwise."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.forms.test_labels_with_values import GOAL, HEAD, MONEY, TABLE, drawn
from xlperf.forms.form import Form, Target

EVALUATION = (
    ("项目支出绩效自评表",),
    ("（2026年度）",),
    ("项目名称", "河堤巡护"),
    ("主管部门", "云溪市水务局", "", "", "实施单位", "云溪市河道所"),
    ("项目资金（元）", "", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("", "年度资金总额", "", "20000", "20000", "20000", "10", "100%", "10"),
    ("", "其中：当年财政拨款", "", "20000", "20000", "20000"),
)
DONE = (
    ("年度总体目标", "预期目标", "", "", "", "实际完成情况"),
    ("", "全年巡护河堤六十次。", "", "", "", "巡护六十二次。"),
)
HEADINGS = ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
RESULTS = (
    ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "58次", "50", "48", "汛期停航"),
    ("", "满意度指标", "服务对象满意度指标", "沿岸居民满意度", "≥90(%)", "91%", "40", "40", ""),
)


def column(form: Form, name: str) -> list[str]:
    """Return what stands in a column of the indicators, as text."""
    return [form.text(row[name].name) if name in row else "" for row in form.rows]


def evaluation(*rows: tuple[str, ...]) -> Form:
    """Return the form of a self-evaluation with these rows below its head."""
    return drawn(*EVALUATION, *rows)


@pytest.mark.parametrize("heading", ["绩效指标", "指标"])
@pytest.mark.parametrize("side", ["绩效指标", ""])
def test_a_column_of_names_called_as_what_stands_beside_the_table(heading: str, side: str) -> None:
    """一级指标 | 二级指标 | 绩效指标: right of the levels it heads the names, at their left it is no heading of a column."""
    form = evaluation(*DONE, (side, *HEADINGS[1:3], heading, *HEADINGS[4:]), *RESULTS)
    assert column(form, "level3") == ["巡护次数", "沿岸居民满意度"]
    assert not [each for each in form.remarks if each.kind == "missing_label" and each.detail["label"] == "三级指标"]
    form = drawn(*HEAD, *MONEY, *GOAL, (side, *TABLE[0][1:3], heading, *TABLE[0][4:]), *TABLE[1:])
    assert not [each for each in form.remarks if each.kind == "missing_label" and each.detail["label"] == "三级指标"]


@pytest.mark.parametrize(
    ("headings", "at"),
    [
        *((("备注", "指标说明"), 8), (("指标说明", "备注"), 9), (("绩效指标说明", "说明"), 9)),
        *((("情况说明", "备注"), 8), (("备注", "扣分说明"), 9)),
    ],
)
def test_what_explains_an_indicator_is_no_reason_beside_a_column_of_remarks(headings: tuple[str, str], at: int) -> None:
    """指标说明 beside 备注 explains the indicator: the reason is what stands under 备注, and the other is kept."""
    said = ("汛期停航", "见台账") if at == 8 else ("见台账", "汛期停航")
    form = evaluation(*DONE, (*HEADINGS[:8], *headings), *((*each[:8], *said) for each in RESULTS))
    assert column(form, "deviation_note") == ["汛期停航"] * 2
    assert [each.value for each in form.further if each.label in headings] == ["见台账"] * 2


def test_an_explanation_is_the_reason_where_nothing_else_may_be() -> None:
    """A form with 指标说明 alone has no other place for the reason."""
    assert column(evaluation(*DONE, (*HEADINGS[:8], "指标说明"), *RESULTS), "deviation_note") == ["汛期停航", ""]


@pytest.mark.parametrize("target", ["计划完成值", "预期完成数", "年初计划数值"])
@pytest.mark.parametrize("beside", ["绩效标准", "指标标准"])
def test_of_two_headings_of_an_evaluation_the_one_of_targets_is_meant(target: str, beside: str) -> None:
    """计划完成值 beside 绩效标准: no heading is told to be missing."""
    header = (*HEADINGS[:4], target, *HEADINGS[5:], beside)
    form = evaluation(*DONE, header, *((*each, "见验收单") for each in RESULTS))
    assert column(form, "target") == [each[4] for each in RESULTS]
    assert [each.kind for each in form.remarks if each.kind == "missing_label"] == []


@pytest.mark.parametrize("beside", ["绩效标准", "评价标准", "评分标准"])
def test_of_two_headings_that_may_be_of_targets_the_one_that_says_so_is_meant(beside: str) -> None:
    """计划指标值 beside 绩效标准, which alone would head the targets."""
    rows = [(*each[:4], each[4], "年度计划") for each in TABLE[1:]]
    form = drawn(*HEAD, *MONEY, *GOAL, (*TABLE[0][:4], "计划指标值", beside), *rows)
    assert column(form, "target") == [each[4] for each in TABLE[1:]]
    assert [each.kind for each in form.remarks if each.kind == "missing_label"] == []


def test_a_side_label_is_no_heading_of_names() -> None:
    """绩效指标 left of the levels, and no heading over the names: that is told."""
    form = evaluation(*DONE, ("绩效指标", *HEADINGS[1:3], "", *HEADINGS[4:]), *RESULTS)
    assert column(form, "level3") == ["巡护次数", "沿岸居民满意度"]
    assert [each.detail["label"] for each in form.remarks if each.kind == "missing_label"] == ["三级指标"]


@pytest.mark.parametrize(
    "heading", ["绩效标准", "指标标准", "目标数", "年度绩效目标数值", "预期标准值", "预期目标", "工作目标", "指标内容及目标值"]
)
def test_a_column_of_targets_by_any_name(heading: str) -> None:
    """Targets below 绩效标准 are targets, and no heading is told to be missing."""
    header = (*TABLE[0][:4], heading)
    form = drawn(*HEAD, *MONEY, *GOAL, header, *TABLE[1:])
    assert column(form, "target") == ["≥60(次)", "≥90(%)"]
    assert not [each for each in form.remarks if each.kind == "missing_label" and each.detail["label"].endswith("指标值")]


@pytest.mark.parametrize(
    ("at", "name", "heading"),
    [
        (5, "actual", "指标实际完成结果"),
        (6, "weight", "指标分值（100分）"),
        (6, "weight", "赋分"),
        (7, "score", "单位自评得分"),
        (7, "score", "自评分值"),
        (8, "deviation_note", "偏离原因分析与整改措施"),
        (8, "deviation_note", "扣分原因"),
        (8, "deviation_note", "原因分析"),
        (8, "deviation_note", "改进措施"),
        (8, "deviation_note", "备注"),
        (8, "deviation_note", "原因"),
        (4, "target", "预期目标"),
        (4, "target", "考核目标"),
        (4, "target", "年度绩效目标"),
        (4, "target", "指标内容"),
        (4, "target", "指标内容及目标值"),
        (5, "actual", "完成内容"),
        (6, "weight", "分数"),
        (7, "score", "分数"),
    ],
)
def test_a_column_of_results_by_any_name(at: int, name: str, heading: str) -> None:
    """What stands below such a heading is read as below the heading of the template."""
    header = (*HEADINGS[:at], heading, *HEADINGS[at + 1 :])
    form = evaluation(*DONE, header, *RESULTS)
    assert column(form, name) == column(evaluation(*DONE, HEADINGS, *RESULTS), name)
    assert [each.kind for each in form.remarks if each.kind == "missing_label"] == []


def test_two_such_headings_are_none() -> None:
    """Where 扣分原因 and 改进措施 stand beside each other nobody knows which is meant: both are kept under their own names."""
    form = evaluation(*DONE, (*HEADINGS[:8], "扣分原因", "改进措施"), *RESULTS)
    assert column(form, "deviation_note") == ["", ""]
    assert [each.value for each in form.further if each.label == "扣分原因"] == ["汛期停航"]


def test_a_heading_of_the_template_goes_before_a_like_one() -> None:
    """With 偏差原因分析及改进措施 on the form, 备注 is a column of its own."""
    rows = [(*each, "已核") for each in RESULTS]
    form = evaluation(*DONE, (*HEADINGS, "备注"), *rows)
    assert column(form, "deviation_note") == ["汛期停航", ""]
    assert [each.value for each in form.further if each.label == "备注"] == ["已核", "已核"]


@pytest.mark.parametrize("word", ["产出得分", "本项得分", "分类得分", "产出指标（小计）", "其中：产出得分", "产出指标得分"])
def test_a_sum_of_a_part_is_no_indicator(word: str) -> None:
    """Between the rows of a table stand the points of its parts, whatever they are called."""
    form = evaluation(*DONE, HEADINGS, RESULTS[0], ("", word, "", "", "", "", "50", "48"), RESULTS[1])
    assert column(form, "level3") == ["巡护次数", "沿岸居民满意度"]


@pytest.mark.parametrize("goal", ["计划目标", "目标内容", "年度目标"])
def test_goals_of_a_self_evaluation_by_any_name(goal: str) -> None:
    """Both texts are read below 年度目标 | 实际完成情况."""
    form = evaluation(("年度总体目标", goal, *DONE[0][2:]), DONE[1], HEADINGS, *RESULTS)
    assert (form.text("/budget_goal"), form.text("/actual_completion")) == ("全年巡护河堤六十次。", "巡护六十二次。")


def test_a_head_whose_labels_stand_in_one_cell_with_their_values() -> None:
    """A self-evaluation is none the less one when 项目名称, 主管部门 and 实施单位 are written before a colon."""
    head = (*EVALUATION[:2], ("项目名称：河堤巡护",), ("主管部门：云溪市水务局",), ("实施单位：云溪市河道所",), *EVALUATION[4:])
    form = drawn(*head, *DONE, HEADINGS, *RESULTS)
    assert [form.text(each) for each in ("/project_name", "/department", "/unit")] == ["河堤巡护", "云溪市水务局", "云溪市河道所"]


@pytest.mark.parametrize("goal", ["完成全年工作目标", "完善管理制度", "完成改造工程实施方案"])
def test_a_short_goal_that_ends_as_headings_do(goal: str) -> None:
    """Nothing stands below it that it might head: it is the goal."""
    goals = (("项目绩效目标", "项目总目标", "", "年度总体目标"), ("", "", "", goal))
    assert drawn(*HEAD, *MONEY, *goals, *TABLE).text("/annual_goal") == goal


def test_a_label_beside_its_value_heads_no_column_of_money() -> None:
    """项目周期 | 1年 above the money of the year does not make it that of the whole project."""
    money = (
        ("项目起止时间", "2026年1月至2026年12月", "", "项目周期", "1年"),
        ("项目资金（元）", "年度资金总额：", "", "20000"),
        ("", "其中：财政拨款", "", "20000"),
    )
    form = drawn(*HEAD, *money, *GOAL, *TABLE)
    assert (form.amount("/funding/annual"), form.amount("/funding/total")) == (Decimal(20000), None)


def test_a_value_below_the_goals_is_no_row_of_money() -> None:
    """资金性质 | 一般公共预算 does not take the place of the fiscal money."""
    form = evaluation(*DONE, ("资金性质", "一般公共预算", "", "功能科目", "2130106"), HEADINGS, *RESULTS)
    assert form.amount("/funding/fiscal/initial_budget") == Decimal(20000)


@pytest.mark.parametrize(("label", "field"), [("开始时间", "/start_date"), ("终止日期", "/end_date")])
def test_a_day_beside_a_shorter_label(label: str, field: str) -> None:
    """开始时间 | 2026-01-01 is the day of the plan; over the steps of a plan it heads a column."""
    rows = (*HEAD, (label, "2026-03-01"), *MONEY, *GOAL, *TABLE)
    assert drawn(*rows).text(field) == "2026-03-01"
    steps = (("项目实施进度计划", "实施内容", "", "开始时间", "终止日期"), ("", "巡护", "", "2026-03", "2026-06"))
    assert drawn(*HEAD, *MONEY, *steps, *GOAL, *TABLE).value(field) is None


@pytest.mark.parametrize("heads", [("维度", "子维度", "指标名称"), ("目标层", "准则层", "指标层"), ("Ⅰ级", "Ⅱ级", "Ⅲ级")])
def test_levels_below_headings_of_any_words(heads: tuple[str, str, str]) -> None:
    """The headings of both levels, and of the names, are known by the names of levels that stand below them."""
    form = drawn(*HEAD, *MONEY, *GOAL, (TABLE[0][0], *heads, TABLE[0][4]), *TABLE[1:])
    usual = drawn(*HEAD, *MONEY, *GOAL, *TABLE)
    assert [column(form, each) for each in ("level1", "level2", "level3", "target")] == [
        column(usual, each) for each in ("level1", "level2", "level3", "target")
    ]
    assert column(form, "level1") == ["产出指标", "满意度指标"]


@pytest.mark.parametrize("level", ["管理指标", "其他指标"])
def test_a_row_with_an_unknown_level_and_the_name_of_a_heading_is_an_indicator(level: str) -> None:
    """管理指标 | 时效指标 | 完成情况 above 产出指标 | 数量指标 are no headings: the row is read."""
    form = drawn(*HEAD, *MONEY, *GOAL, TABLE[0], ("", level, "时效指标", "完成情况", "11月底前"), *TABLE[1:])
    assert column(form, "level3") == ["完成情况", "巡护次数", "沿岸居民满意度"]
    assert column(form, "level2")[0] == "时效指标"


def test_names_under_any_word_may_stand_last() -> None:
    """年度指标值 | 维度 | 子维度 | 指标: what stands right of the level 2 is the name, though nothing follows it."""
    heads = (TABLE[0][0], "维度", "子维度", "指标", TABLE[0][4])
    table = [(side, target, *names) for side, *names, target in (heads, *TABLE[1:])]
    form = drawn(*HEAD, *MONEY, *GOAL, *table)
    assert column(form, "level3") == [row[3] for row in TABLE[1:]]


@pytest.mark.parametrize(
    ("headings", "annual", "term"),
    [
        (("基准", "上年", "本年"), 2, False), (("上年实际", "本年目标"), 1, False), (("现状", "本年"), 1, False),
        (("2025年", "2026年", "2027年"), 1, False), (("参考值", "上年完成值", "年初设定值"), 2, False),
        (("历史水平", "目标"), 1, False), (("实施期指标值", "年度指标值"), 1, True),
        (("指标值（实施期）", "指标值（年度）"), 1, True), (("指标值(上年)", "指标值(本年)"), 1, False),
    ],
)  # fmt: skip
def test_of_several_columns_of_targets_in_a_self_evaluation_the_years_is_the_target(
    headings: tuple[str, ...], annual: int, term: bool
) -> None:
    """As in a declaration; what names an earlier year is kept, the whole term's targets are indicators of the term."""
    targets = [f"≥{60 + number}(次)" for number in range(len(headings))]
    header = (*HEADINGS[:4], *headings, *HEADINGS[5:])
    form = evaluation(*DONE, header, *(("", *each[1:4], *targets, *each[5:]) for each in RESULTS))
    assert column(form, "target") == [targets[annual]] * len(RESULTS)
    assert column(form, "actual") == ["58次", "91%"]
    kept = [each.raw for each in form.further if not each.name.startswith("/term_indicators") or each.name.endswith("/target")]
    others = [each for each in targets if each != targets[annual]]
    assert kept == [each for _ in RESULTS for each in others]
    assert any(each.name.startswith("/term_indicators") for each in form.further) == term
    assert not [each for each in form.remarks if each.kind == "missing_label" and "值" in each.detail["label"]]


def test_last_years_values_alone_are_no_target() -> None:
    """A column of 上年完成值 beside 参考值 is not taken for the year's targets: that there is none is told."""
    header = (*HEADINGS[:4], "参考值", "上年完成值", "对照值", *HEADINGS[5:])
    form = evaluation(*DONE, header, *(("", *each[1:4], "≥1(次)", "≥2(次)", "≥3(次)", *each[5:]) for each in RESULTS))
    assert column(form, "target") == ["", ""]
    assert "年度指标值" in {each.detail["label"] for each in form.remarks if each.kind == "missing_label"}


def test_what_was_reached_last_year_is_no_result() -> None:
    """Of 上年完成值 and 本年完成值 the second is the result; 年度绩效指标完成情况 left of the names is none."""
    header = ("年度绩效指标完成情况", *HEADINGS[1:4], "指标值", "上年完成值", "本年完成值", *HEADINGS[6:])
    form = evaluation(*DONE, header, *(("", *each[1:5], "1次", *each[5:]) for each in RESULTS))
    assert column(form, "actual") == ["58次", "91%"]
    assert column(form, "target") == ["≥60(次)", "≥90(%)"]


def test_parts_of_a_target_that_name_the_indicator() -> None:
    """绩效指标性质, 绩效指标值 and 绩效度量单位 are the parts of one target."""
    header = (*TABLE[0][:4], "绩效指标性质", "绩效指标值", "绩效度量单位")
    output = ("", "产出指标", "数量指标", "巡护次数", "≥", "60", "次")
    rows = (output, ("", "满意度指标", "服务对象满意度指标", "满意度", "≥", "90", "%"))
    form = drawn(*HEAD, *MONEY, *GOAL, header, *rows)
    targets = [row["target"].value for row in form.rows]
    assert [(each.operator, each.number, each.unit) for each in targets if isinstance(each, Target)] == [
        ("≥", 60, "次"),
        ("≥", 90, "%"),
    ]


def test_the_targets_that_were_approved() -> None:
    """核定指标值 is the target, not 申报指标值 nor what the reviewers say between them."""
    header = (*TABLE[0][:4], "申报指标值", "主管部门审核意见", "核定指标值")
    output = ("", "产出指标", "数量指标", "巡护次数", "≥50次", "偏低", "≥60次")
    rows = (output, ("", "满意度指标", "服务对象满意度指标", "满意度", "≥85%", "同意", "≥90%"))
    form = drawn(*HEAD, *MONEY, *GOAL, header, *rows)
    assert column(form, "target") == ["≥60次", "≥90%"]


def test_the_result_beside_the_goal_by_the_name_of_both() -> None:
    """年度总体目标完成情况 heads the result where nothing else does."""
    done = (("年度总体目标", "预期目标", "", "", "", "年度总体目标完成情况"), DONE[1])
    form = evaluation(*done, HEADINGS, *RESULTS)
    assert (form.text("/budget_goal"), form.text("/actual_completion")) == ("全年巡护河堤六十次。", "巡护六十二次。")


@pytest.mark.parametrize("second", ["核定指标值", "调整后指标值"])
def test_nothing_is_approved_yet(second: str) -> None:
    """A blank column of approved targets takes none away."""
    header = (*TABLE[0][:4], "申报指标值", "主管部门审核意见", second)
    form = drawn(*HEAD, *MONEY, *GOAL, header, *TABLE[1:])
    assert column(form, "target") == ["≥60(次)", "≥90(%)"]


@pytest.mark.parametrize("side", ["年度工作", "本年重点"])
def test_a_heading_left_of_the_levels_is_none_of_targets_though_it_names_the_year(side: str) -> None:
    """本年重点 | 一级指标 | … | 上年实际 | 本年目标: the target is that of the last column."""
    heads = (side, *TABLE[0][1:4], "上年实际", "本年目标")
    rows = [("巡堤", *row[1:4], "50次", row[4]) for row in TABLE[1:]]
    form = drawn(*HEAD, *MONEY, *GOAL, heads, *rows)
    assert [row["target"].raw for row in form.rows] == [row[4] for row in TABLE[1:]]


def test_of_the_years_of_a_self_evaluation_none_is_a_target_where_any_may_be_the_result() -> None:
    """上年水平 | 本年水平 with no heading of results: that of the targets and that of the results are told to be missing."""
    heads = (*HEADINGS[:4], "上年水平", "本年水平", *HEADINGS[6:8])
    form = drawn(*EVALUATION, *DONE, heads, *(row[:8] for row in RESULTS))
    assert [each.detail["label"] for each in form.remarks if each.kind == "missing_label"] == ["年度指标值", "实际完成值"]
    assert not any("target" in row for row in form.rows)


@pytest.mark.parametrize("second", ["指标类别", "指标类型", "指标分类"])
@pytest.mark.parametrize("side", ["年度绩效指标完成情况", "绩效指标"])
def test_level_2_may_be_called_as_level_1_may_be(side: str, second: str) -> None:
    """一级指标 | 指标类别 | 三级指标; what stands left of them is at their side, and no column of results."""
    form = evaluation(*DONE, (side, "一级指标", second, *HEADINGS[3:]), *RESULTS)
    assert column(form, "level2") == ["数量指标", "服务对象满意度指标"]
    assert column(form, "actual") == ["58次", "91%"]
    assert [each.kind for each in form.remarks] == []


@pytest.mark.parametrize("word", ["总分", "自评得分"])
@pytest.mark.parametrize(("blank", "number"), [(0, "3"), (15, ""), (30, "")], ids=["numbered", "far below", "farther below"])
def test_a_closing_row_with_a_number_or_below_blank_rows(word: str, blank: int, number: str) -> None:
    """Weights and points of all are read by its word, and it is no indicator."""
    form = evaluation(*DONE, HEADINGS, *RESULTS, *[()] * blank, (number, word, "", "", "", "", "90", "88"))
    assert (form.text("/total_weight"), form.text("/total_score"), len(form.rows)) == ("90", "88", 2)
    assert not form.remarks


@pytest.mark.parametrize("heads", [("指标值（计划）", "指标值（实际）"), ("指标值（年初设定）", "指标值（全年实际）")])
def test_a_heading_of_targets_whose_brackets_speak_of_results_is_theirs(heads: tuple[str, str]) -> None:
    """指标值（全年实际） names the year as well, and is no target."""
    form = evaluation(*DONE, (*HEADINGS[:4], *heads, *HEADINGS[6:]), *RESULTS)
    assert (column(form, "target"), column(form, "actual")) == (["≥60(次)", "≥90(%)"], ["58次", "91%"])
    assert [each.kind for each in form.remarks if each.kind == "missing_label"] == []


@pytest.mark.parametrize(
    ("brackets", "annual"),
    [(("实施期", "年度"), 1), (("三年", "当年"), 1), (("年度", "中期"), 0), (("上年", "本年"), 1), (("2026-2027年", "2026年"), 1)],
)
def test_of_two_columns_of_targets_the_brackets_say_which_is_the_years(brackets: tuple[str, str], annual: int) -> None:
    """指标值（实施期） | 指标值（年度）: the targets of the whole term were judged as the year's."""
    heads = (*TABLE[0][:4], *(f"指标值（{each}）" for each in brackets))
    names = (("产出指标", "数量指标", "巡护次数"), ("满意度指标", "服务对象满意度指标", "居民满意度"))
    rows = [("", *each, f"≥{index + 10}次", f"≥{index + 20}次") for index, each in enumerate(names)]
    form = drawn(*HEAD, *MONEY, *GOAL, heads, *rows)
    assert column(form, "target") == [row[4 + annual] for row in rows]


@pytest.mark.parametrize("word", ["合计", "总计"])
def test_a_row_with_its_own_name_target_and_result_is_no_sum_whatever_its_level_is_called(word: str) -> None:
    """合计 | 巡护里程 | ≥60公里 | 58公里 | 20 | 18 was dropped in silence; 合计 with its points alone is the sum."""
    rows = (RESULTS[0], ("", "", word, "巡护里程", "≥60公里", "58公里", "20", "18"), RESULTS[1])
    form = evaluation(*DONE, HEADINGS, *rows, ("", word, "", "", "", "", "110", "106"))
    assert column(form, "target") == ["≥60(次)", "≥60公里", "≥90(%)"]
    assert (form.value("/total_weight"), form.value("/total_score")) == (110, 106)


@pytest.mark.parametrize("signs", ["≥/≤/=", "≥、≤、=", "≥≤="])
def test_signs_may_head_their_column_in_a_second_row_that_lost_its_merges(signs: str) -> None:
    """目标值 over ≥/≤/= | 数值 | 计量单位: the row was an indicator called ≥/≤/=, and all units were lost."""
    one, two = (
        ("", "产出指标", "数量指标", "巡护次数", "≥", "60", "次"),
        ("", "满意度指标", "服务对象满意度指标", "居民满意度", "≥", "90", "%"),
    )
    form = drawn(*HEAD, *MONEY, *GOAL, (*TABLE[0][:4], "目标值"), ("", "", "", "", signs, "数值", "计量单位"), one, two)
    assert (column(form, "level3"), column(form, "target")) == (["巡护次数", "居民满意度"], ["≥60(次)", "≥90(%)"])
    assert column(drawn(*HEAD, *MONEY, *GOAL, (*TABLE[0][:4], "目标值"), one, two), "level3") == ["巡护次数", "居民满意度"]
