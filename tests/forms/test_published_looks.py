"""Looks of forms that bureaus publish: forms below each other under one title, rows of their own in the head, grouped choices."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from xlperf.forms.form import OWN_COLUMN, UNREAD, Form
from xlperf.forms.values.choices import chosen
from xlperf.intake.sheet import Area

Line = tuple[str, ...]


def forms_of(*lines: Line, merges: tuple[Area, ...] = ()) -> tuple[Form, ...]:
    """Return the forms of a sheet with these rows."""
    sheet = drawn(lines)
    return tuple(read(replace(sheet, merges=(*sheet.merges, *merges))).forms)


def told(form: Form, kind: str) -> list[tuple[str, str | None]]:
    """Return where remarks of a kind stand, those that the first of them tells of left out, and what may be meant."""
    found = (each for each in form.remarks if each.kind == kind and each.detail.get("part") != "more")
    return [(each.cell, each.detail.get("near")) for each in found]


def kept(form: Form) -> dict[str, object]:
    """Return what was kept under the bureau's own names."""
    return {each.label: each.value for each in form.further if each.name.count("/") == 1}


def _of_court(name: str, amount: str, unit: str = "207101云溪市松桥区人民法院") -> tuple[Line, ...]:
    return (
        (unit, "", "", "", "单位：万元"),
        ("项目名称", name),
        ("预算规模及资金用途", "预算数", amount, "其中：财政资金", amount, "其他资金："),
        ("", f"用于{name}"),
        ("绩效目标", f"1.完成{name}，保障审判。"),
        ("绩效指标", "一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值"),
        ("", "产出指标", "数量指标", f"{name}数量", "描述", "≥4处"),
        ("", "满意度指标", "服务对象满意度指标", f"{name}满意度", "描述", "≥95%"),
    )


_TITLE: tuple[Line, ...] = (("云溪市松桥区人民法院项目支出绩效目标表",), ("（2026年）",))


def test_forms_below_one_title_are_read_each_for_itself() -> None:
    """Each begins with the code and name of its unit; the title, the year and the department in the title hold for all."""
    lines = (*_TITLE, *_of_court("外墙维修", "20"), *_of_court("陪审补助", "24"), *_of_court("系统运维", "36.5"))
    found = forms_of(*lines)
    assert [each.value("/project_name") for each in found] == ["外墙维修", "陪审补助", "系统运维"]
    assert {each.value("/unit") for each in found} == {"207101云溪市松桥区人民法院"}
    assert {each.value("/unit_code") for each in found} == {"207101"}
    assert {each.value("/department") for each in found} == {"云溪市松桥区人民法院"}
    assert [str(each.value("/funding/annual")) for each in found] == ["200000.00", "240000.00", "365000.00"]
    assert [each.source.range for each in found] == ["A1:F10", "A11:F18", "A19:F26"]


@pytest.mark.parametrize("line", ["207101云溪市松桥区的说明", "207101", "云溪市松桥区人民法院"])
def test_only_a_code_with_a_name_of_a_body_is_the_unit_of_a_form(line: str) -> None:
    """Above the labels of a form that asks for no unit; words of another kind stay what they were."""
    (form,) = forms_of(*_TITLE, *_of_court("外墙维修", "20", line))
    assert form.value("/unit") is None


def test_the_next_page_of_a_form_is_no_form_of_its_own() -> None:
    """It repeats the head, with a name that was mistyped, right above the headings of the table."""
    page = (("项目名称", "外墙维休"), *_of_court("外墙维修", "20")[5:])
    (form,) = forms_of(*_TITLE, *_of_court("外墙维修", "20"), *page)
    assert form.value("/project_name") == "外墙维修"


_OWN: Line = ("对应一级项目", "城市配套费", "重要程度", "重要", "项目口径", "经常")


def test_a_row_of_unknown_labels_below_known_ones_is_kept_and_told_once() -> None:
    """Labels and values stand in the columns of 项目名称 | … | 项目性质 | … | 项目类别 | …."""
    (form,) = forms_of(*ROWS[:3], _OWN, *ROWS[3:])
    assert kept(form) == {"对应一级项目": "城市配套费", "重要程度": "重要", "项目口径": "经常"}
    assert told(form, OWN_COLUMN) == [("B4", None)]
    assert told(form, UNREAD) == []


def test_unknown_labels_above_each_other_are_known_by_each_other() -> None:
    """No known label stands in their columns, but a second such pair does."""
    two = (("主管部门", "云溪市水务局", "", "甲栏", "沿江片区"), ("实施单位", "云溪市河道所", "", "乙栏", "临湖片区"))
    (form,) = forms_of(*ROWS[:2], ROWS[2][:2], *two, *ROWS[4:])
    assert kept(form) == {"甲栏": "沿江片区", "乙栏": "临湖片区"}


def test_an_unknown_label_beside_a_body_may_be_the_unit_that_is_missing() -> None:
    """牵头方 | 云溪市河道所 on a form without 实施单位: a person is asked."""
    (form,) = forms_of(*ROWS[:3], ("主管部门", "云溪市水务局", "牵头方", "云溪市河道所"), *ROWS[4:])
    assert told(form, OWN_COLUMN) == [("D4", "实施单位")]


@pytest.mark.parametrize(
    ("label", "value"),
    [("批复金额", "4600"), ("投入", "46万元"), ("工作要求", "全年养护古树一百二十株。"), ("巡护次数", "≥60(次)"), ("12", "甲")],
)
def test_what_may_be_money_a_goal_or_an_indicator_is_still_told_cell_by_cell(label: str, value: str) -> None:
    """Such a row of the head is none of the bureau's own for its place alone."""
    (form,) = forms_of(*ROWS[:3], (label, value), *ROWS[3:])
    assert kept(form) == {}
    assert ("B4", None) in told(form, UNREAD)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("其他运转类： □专项运转类□信息化维护类 特定目标类：□重大活动类 □基建类 ☑发展建设类", "特定目标类：发展建设类"),
        ("其他运转类：☑专项运转类□信息化维护类\n特定目标类：□重大活动类", "其他运转类：专项运转类"),
        ("项目类别：☑特定目标类 □其他运转类", "特定目标类"),
        ("其他运转类：☑专项☑维护 特定目标类：□基建", "其他运转类：☑专项☑维护 特定目标类：□基建"),
    ],
)
def test_the_group_of_choices_that_has_the_tick_is_meant(text: str, choice: str) -> None:
    """The heading of a group is the category; a heading that is no choice is a label; two ticks choose nothing."""
    assert chosen(text) == choice


def test_a_category_chosen_within_its_group_is_the_category() -> None:
    """特定目标类：□基建类 ☑发展建设类."""
    line = ("项目名称", "河堤巡护", "项目性质", "经常性项目", "项目类别", "其他运转类：□专项类 特定目标类：□基建类 ☑发展建设类")
    (form,) = forms_of(*ROWS[:2], line, *ROWS[3:])
    assert form.value("/category") == "特定目标类"


@pytest.mark.parametrize("seal", ["（盖章）", "(公章)", "（单位盖章）", "（签字）"])
def test_the_place_of_a_seal_is_no_name(seal: str) -> None:
    """实施单位 | （盖章） was not filled in."""
    (form,) = forms_of(*ROWS[:3], ("主管部门", "云溪市水务局", "", "实施单位", seal), *ROWS[4:])
    unit = form.get("/unit")
    assert unit is not None
    assert unit.value is None


def test_a_row_below_the_label_at_the_side_of_a_table_ends_it() -> None:
    """项目绩效目标 is merged down from above the header; what begins in its column below is no indicator."""
    side = (
        ("项目绩效目标", "年度目标", "全年巡护河堤六十次。"),
        ("", "一级指标", "二级指标", "三级指标", "指标值"),
        ("", "产出指标", "数量指标", "巡护次数", "≥60(次)"),
        ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90(%)"),
        ("最近年度绩效评价情况", "优秀□ 良好☑", "", "", "附上年问题"),
    )
    (form,) = forms_of(*ROWS[:5], *side, merges=(Area(6, 1, 9, 1),))
    assert [form.value(f"/indicators/{each}/level3") for each in range(len(form.rows))] == ["巡护次数", "群众满意度"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("指标1巡护次数", "巡护次数"),
        ("指标2 2026年6月底前完成", "2026年6月底前完成"),
        ("绩效指标3《手册》印数", "《手册》印数"),
        ("指标一次性完成率", "指标一次性完成率"),
        ("指标3个月内办结率", "指标3个月内办结率"),
    ],
)
def test_the_printed_number_of_an_indicator_is_no_part_of_its_name(written: str, name: str) -> None:
    """With or without a colon behind it."""
    (form,) = forms_of(*ROWS[:8], ("", "产出指标", "数量指标", written, "≥60(次)"), *ROWS[9:])
    assert form.value("/indicators/0/level3") == name


def test_a_level_2_merged_over_both_columns_is_under_its_own_level_1() -> None:
    """服务对象满意度指标 stands in the columns of both levels below 效益指标."""
    rows = (("", "效益指标", "社会效益指标", "受益人口", "≥3(万人)"), ("", "服务对象满意度指标", "", "群众满意度", "≥90(%)"))
    (form,) = forms_of(*ROWS[:10], *rows, merges=(Area(12, 2, 12, 3),))
    assert form.value("/indicators/3/level1") == "满意度指标"


_OF_ANOTHER_BUREAU: tuple[Line, ...] = (
    ("云溪市市直部门预算项目支出绩效目标表",),
    ("申报单位", "云溪市图书馆", "", "年度", "2026"),
    ("项目名称", "图书购置"),
    ("项目类别", "运行维护类", "", "项目性质", "常年性项目"),
    ("年度绩效目标", "购置图书二万册。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
    ("", "产出指标", "数量指标", "购书册数", "≥20000册"),
    ("", "满意度指标", "服务对象满意度指标", "读者满意度", "≥90%"),
)


def test_choices_of_another_bureau_are_kept_and_judged_by_nobody() -> None:
    """运行维护类 is one of its categories and none of ours; 特定目标 without 类 is still ours, misspelt."""
    (form,) = forms_of(*_OF_ANOTHER_BUREAU)
    assert (form.value("/category"), form.value("/nature")) == (None, None)
    assert kept(form) == {"项目类别": "运行维护类", "项目性质": "常年性项目"}
    slip = ("项目类别", "特定目标", "", "项目性质", "一次性")
    (form,) = forms_of(*_OF_ANOTHER_BUREAU[:3], slip, *_OF_ANOTHER_BUREAU[4:])
    assert (form.value("/category"), form.value("/nature")) == ("特定目标", "一次性项目")


def test_an_unknown_category_on_our_own_form_stays_the_category() -> None:
    """It is a slip, which a rule tells."""
    (form,) = forms_of(*ROWS[:2], ("项目名称", "河堤巡护", "项目性质", "常年性项目", "项目类别", "运行维护类"), *ROWS[3:])
    assert (form.value("/category"), form.value("/nature")) == ("运行维护类", "常年性项目")


def test_the_unit_said_once_more_above_the_labels_is_not_unread() -> None:
    """部门：云溪市河道所 below the title says what 实施单位 says; another body is told."""
    same, other = (forms_of(*ROWS[:2], (f"部门：{body}",), *ROWS[2:])[0] for body in ("云溪市河道所", "云溪市园林所"))
    assert told(same, UNREAD) == []
    assert told(other, UNREAD) == [("A3", None)]


def test_a_source_of_money_that_was_left_blank_is_a_label() -> None:
    """其中：中央补助 with nothing beside it; with an amount it is one."""
    money = (("项目资金（元）", "年度资金总额", "48"), ("", "其中：财政拨款", "48"), ("", "中央补助"), ("", "市县资金", "48"))
    (form,) = forms_of(*ROWS[:4], *money, *ROWS[5:])
    assert told(form, UNREAD) == []
    assert str(form.value("/funding/annual_fiscal")) == "48.00"


def test_a_project_within_a_programme_has_its_own_name() -> None:
    """一级项目名称 is that of the programme: two projects of one programme are two."""
    line = ("一级项目名称", "文化事业发展资金", "", "二级项目名称", "博物馆免费开放")
    (form,) = forms_of(*ROWS[:2], line, *ROWS[3:])
    assert form.value("/project_name") == "博物馆免费开放"


def test_a_part_between_two_totals_is_of_the_one_above_it() -> None:
    """项目总投资 with its sources in two rows, and the year's amount below."""
    money = (("项目总投资（元）", "20", "", "中央补助安排", "0"), ("省级财政安排", "5", "", "其他资金", "15"), ("预算申报数", "20"))
    (form,) = forms_of(*ROWS[:4], *money, *ROWS[5:])
    assert [str(form.value(f"/funding/{each}")) for each in ("total", "total_fiscal", "total_other", "annual")] == [
        "20.00", "5.00", "15.00", "20.00",
    ]  # fmt: skip


def test_a_label_of_money_that_was_left_blank_is_not_unread() -> None:
    """中期预算资金总额 with the label of the year's amount behind it."""
    money = (("项目预算资金（元）", "中期预算资金总额", "", "年度预算资金总额", "48"),)
    (form,) = forms_of(*ROWS[:4], *money, *ROWS[5:])
    assert told(form, UNREAD) == []
    assert str(form.value("/funding/annual")) == "48.00"


_RESULTS: tuple[Line, ...] = (
    ("2025年祠堂免费开放项目支出绩效自评表",),
    ("单位名称", "云溪区民族事务局", "", "主管部门", "云溪区民族事务局"),
    ("资金情况（万元）", "", "年初预算资金总额：", "实际投入资金额", "产生差异的原因"),
    ("", "合计", "236", "230"),
    ("", "其中：财政拨款", "236", "230"),
    ("总体目标", "", "年度目标", "", "年度总体目标完成情况"),
    ("认真完成各项任务", "", "免费开放365天", "", "开放365天"),
)


def test_money_of_a_self_evaluation_may_have_two_columns() -> None:
    """Budget and spending, each over its amounts."""
    table = (
        ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "全年实际完成值"),
        ("", "产出指标", "数量指标", "开放天数", "=365天", "=365天"),
    )
    (form,) = forms_of(*_RESULTS, *table)
    assert [str(form.value(f"/funding/total/{each}")) for each in ("initial_budget", "executed")] == ["2360000.00", "2300000.00"]


def test_the_label_at_the_side_of_a_table_heads_no_results() -> None:
    """四、年度绩效指标完成情况 left of the levels is no column of results, which the table has under words of its own."""
    table = (
        ("四、年度绩效指标完成情况", "一级指标", "二级指标", "三级指标", "指标值", "核定结果", "得分"),
        ("", "产出指标", "数量指标", "开放天数", "=365天", "365天", "10"),
    )
    (form,) = forms_of(*_RESULTS, *table, merges=(Area(8, 1, 9, 1),))
    actual = form.get("/indicators/0/actual")
    assert actual is None or actual.cell is None


def test_a_unit_said_twice_in_its_column_is_one() -> None:
    """%（百分比）."""
    table = (
        ("绩效指标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"),
        ("", "产出指标", "质量指标", "覆盖率", "≥", "98", "%（百分比）"),
    )
    (form,) = forms_of(*ROWS[:7], *table)
    target = form.value("/indicators/0/target")
    assert (target.text, target.unit) == ("≥98(%)", "%")  # type: ignore[union-attr]


def test_headings_of_a_small_table_in_the_head_are_no_pair() -> None:
    """成本构成 | 测算依据 beside 项目预算 merged over its rows."""
    costs = (("项目预算", "", "成本构成", "测算方式", "执行情况"), ("", "", "图书购置", "二万册", "已签约"))
    (form,) = forms_of(*ROWS[:4], *costs, *ROWS[4:], merges=(Area(5, 1, 6, 1),))
    assert kept(form) == {}


@pytest.mark.parametrize(("in_head", "unread"), [("88", []), ("89", ["C4"])])
def test_a_total_score_in_the_head_says_the_closing_row_again(in_head: str, unread: list[str]) -> None:
    """自评得分 | 88 | 财政审定评分 | (blank) above a table that ends with 合计 88; another figure is told."""
    head = ("自评得分", "", in_head, "财政审定评分", "")
    table = (
        ("一级指标", "二级指标", "三级指标", "分值", "指标值", "实际完成值", "得分"),
        ("项目产出（100分）", "数量指标", "开放天数", "100", "=365天", "320天", "88"),
        ("合计", "", "", "100", "", "", "88"),
    )
    (form,) = forms_of(*_RESULTS[:2], ("项目名称", "祠堂免费开放"), head, *_RESULTS[2:], *table, merges=(Area(4, 1, 4, 2),))
    assert str(form.value("/total_score")) == "88"
    assert form.value("/indicators/0/level1") == "产出指标"
    assert [cell for cell, _ in told(form, UNREAD) if cell.endswith("4")] == unread


def test_names_of_level_1_under_an_unknown_heading_are_the_level() -> None:
    """指标 | 指标内容 | 指标值, with 产出指标 merged down under 指标 and no level 2."""
    table = (("绩效指标", "指标", "指标内容", "指标值"), ("", "产出指标", "监测次数", "2000次"), ("", "", "覆盖率", "85%"))
    rest = (("", "效益指标", "灾害损失", "有效减少"),)
    (form,) = forms_of(*ROWS[:7], *table, *rest, merges=(Area(9, 2, 10, 2),))
    assert [form.text(each["level1"].name) for each in form.rows] == ["产出指标", "产出指标", "效益指标"]
    assert [form.text(each["level3"].name) for each in form.rows] == ["监测次数", "覆盖率", "灾害损失"]


@pytest.mark.parametrize(("label", "unread"), [("其他依据", []), ("财政审核评分", []), ("已与财务核对", ["A4"])])
def test_a_printed_label_that_was_left_blank_is_not_unread(label: str, unread: list[str]) -> None:
    """It ends as labels do; other words alone in a row are somebody's note."""
    (form,) = forms_of(*ROWS[:3], (label,), *ROWS[3:])
    assert [cell for cell, _ in told(form, UNREAD)] == unread


@pytest.mark.parametrize("label", ["项目单位职能", "风险及应对"])
def test_what_a_bureau_asks_between_goals_and_indicators_is_kept(label: str) -> None:
    """Such rows hold sentences under names of the bureau's own."""
    (form,) = forms_of(*ROWS[:7], (label, "分三批招标采购后实施。"), *ROWS[7:])
    assert kept(form) == {label: "分三批招标采购后实施。"}
    assert told(form, UNREAD) == []


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("服务对象满意度15分", "服务对象满意度指标"), ("社会效益 20分", "社会效益指标"), ("可持续影响（10）", "可持续影响指标"),
        ("成本目标", "成本指标"), ("满意度调查", "满意度调查"),
    ],
)  # fmt: skip
def test_points_behind_a_short_name_of_a_level_are_no_part_of_it(printed: str, name: str) -> None:
    """The word 指标 need not stand between them."""
    (form,) = forms_of(*ROWS[:8], ("", "效益指标", printed, "群众满意度", "≥90(%)"))
    assert form.value("/indicators/0/level2") == name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("产出类", "产出指标"), ("效益类", "效益指标"), ("项目产出", "产出指标"), ("项目效益", "效益指标"),
        ("成本类指标", "成本指标"), ("产出方面", "产出指标"), ("满意度维度指标", "满意度指标"), ("效益性指标", "效益指标"),
    ],
)  # fmt: skip
def test_a_level_1_may_be_called_without_the_word_indicator(printed: str, name: str) -> None:
    """As a kind, a side or a dimension, or as the project's, whatever level 2 is called."""
    for level2 in ("", "巡护情况"):
        (form,) = forms_of(*ROWS[:8], ("", printed, level2, "巡护次数", "≥60(次)"))
        assert form.value("/indicators/0/level1") == name


_SPENT: tuple[Line, ...] = (
    ("项目支出绩效自评表",),
    ("（2026年度）",),
    ("项目名称", "河堤巡护"),
    ("主管部门", "云溪市水务局", "", "", "实施单位", "云溪市河道所"),
    ("项目资金（元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("", "年度资金总额", "300", "280", "266", "10", "95%", "9.5"),
    ("年度总体目标", "预期目标", "", "", "实际完成情况"),
    ("", "全年巡护河堤六十次。", "", "", "巡护六十二次。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "62次", "90", "90", "无"),
)


@pytest.mark.parametrize(
    ("label", "own"),
    [
        ("年初预算数", "当年年初预算数"), ("全年预算数", "最终预算数"), ("全年执行数", "全年实际支出"), ("执行率", "支付率"),
        ("执行率", "执行率%"), ("得分", "实得分"), ("年度资金总额", "年度总资金"), ("主管部门", "行政主管部门"),
        ("主管部门", "主管预算单位"), ("主管部门", "主管（一级）单位"), ("实施单位", "项目法人单位"), ("预期目标", "目标设定情况"),
        ("三级指标", "考核指标"), ("实际完成值", "实际达成值"), ("实际完成值", "执行结果"), ("年度指标值", "指标值/描述"),
        ("偏差原因分析及改进措施", "自评扣分原因及改进措施"),
    ],
)  # fmt: skip
def test_a_label_in_the_words_of_another_bureau_is_known_by_its_make(label: str, own: str) -> None:
    """Each value is read as below the label that is listed, and no label is missing."""
    (plain,) = forms_of(*_SPENT)
    (form,) = forms_of(*(tuple(own if each == label else each for each in line) for line in _SPENT))
    assert {each.name: each.value for each in form.fields} == {each.name: each.value for each in plain.fields}
    assert [each.kind for each in form.remarks] == [each.kind for each in plain.remarks]


@pytest.mark.parametrize(
    ("label", "own"),
    [("项目性质", "项目支出性质"), ("项目类别", "项目支出类别"), ("项目资金总额", "项目资金总投入"), ("主管部门", "行政主管部门")],
)
def test_a_label_of_a_declaration_is_known_by_its_make(label: str, own: str) -> None:
    """As in self-evaluations."""
    (plain,) = forms_of(*ROWS)
    (form,) = forms_of(*(tuple(own if each == label else each for each in line) for line in ROWS))
    read_of = [{each.name: each.value for each in one.fields if each.value is not None} for one in (form, plain)]
    assert read_of[0] == read_of[1]


def test_two_texts_beside_a_goal_without_headings_are_the_plan_and_what_was_done() -> None:
    """年度总体目标 | … | … in a self-evaluation; a note beside the goal is none."""
    goals = (("年度总体目标", "全年巡护河堤六十次，保障安全。", "", "", "全年巡护河堤六十二次，隐患及时处置。"),)
    (form,) = forms_of(*_SPENT[:6], *goals, *_SPENT[8:])
    assert form.value("/budget_goal") == "全年巡护河堤六十次，保障安全。"
    assert form.value("/actual_completion") == "全年巡护河堤六十二次，隐患及时处置。"
    noted = (("年度总体目标", "全年巡护河堤六十次，保障安全。", "", "", "见附件"),)
    (form,) = forms_of(*_SPENT[:6], *noted, *_SPENT[8:])
    assert form.value("/actual_completion") is None


@pytest.mark.parametrize("title", ["项目支出绩效目标完成情况表", "项目绩效目标完成情况表（2026年度）"])
def test_money_of_a_form_of_results_in_lines_of_labels(title: str) -> None:
    """预算数： | 15 | 执行数： | 10.5 over the fiscal part of each; what the bureau does not ask for is not missing."""
    head = (
        (title,), ("（2026年度）",), ("项目名称", "河道保洁服务"), ("预算单位", "云溪市开发区管理委员会"),
        ("预算执行情况(万元)", "", "预算数：", "15", "执行数：", "10.5"),
        ("", "", "其中-财政拨款：", "14", "其中-财政拨款：", "10"),
        ("年度目标完成情况", "", "预期目标", "", "实际完成目标"),
        ("", "", "做好辖区内河道保洁。", "", "做好了辖区内河道保洁。"),
    )  # fmt: skip
    table = (
        ("绩效指标完成情况", "一级指标", "二级指标", "三级指标", "预期指标值", "实施进度"),
        ("", "项目完成指标", "数量指标", "保洁河道长度", "≥8公里", "8.2公里"),
        ("", "效益指标", "社会效益指标", "河道面貌", "改善", "改善"),
    )
    (form,) = forms_of(*head, *table, merges=(Area(5, 1, 6, 2), Area(7, 1, 8, 2), Area(9, 1, 11, 1)))
    names = ("total/full_year_budget", "total/executed", "fiscal/full_year_budget", "fiscal/executed")
    assert [str(form.value(f"/funding/{each}")) for each in names] == ["150000.00", "105000.00", "140000.00", "100000.00"]
    assert form.kind == "self_evaluation"
    assert [form.value(each["level1"].name) for each in form.rows] == ["产出指标", "效益指标"]
    assert form.text("/indicators/0/actual") == "8.2公里"
    assert [each.kind for each in form.remarks] == []


@pytest.mark.parametrize("word", ["其他需要说明的事项", "偏差大或目标未完成原因分析"])
def test_a_row_for_remarks_above_the_sum_is_no_indicator(word: str) -> None:
    """Blank as bureaus print it, or with a text beside it."""
    last = ("", "满意度指标", "服务对象满意度指标", "满意度", "≥90%", "92%", "10", "10")
    (form,) = forms_of(*_SPENT, last, (word,), ("总分", "", "", "", "", "", "100", "100"))
    assert [form.text(each["level3"].name) for each in form.rows] == ["巡护次数", "满意度"]
    assert str(form.value("/total_score")) == "100"


def test_the_only_level_2_of_a_level_may_stand_for_it() -> None:
    """服务对象满意度指标（10分） in the column of level 1, which no other level 2 may."""
    table = (
        ("", "产出指标", "质量指标", "处置率", "≥95%"),
        ("", "服务对象满意度指标（10分）", "服务对象满意度", "满意度", "≥90%"),
        ("", "数量指标", "数量指标", "次数", "≥9次"),
    )
    (form,) = forms_of(*ROWS[:8], *table)
    levels = [form.get(each["level1"].name) for each in form.rows[1:]]
    assert [(each.value, each.notes) for each in levels if each] == [("满意度指标", ("alias",)), ("产出指标", ("guessed",))]


@pytest.mark.parametrize(
    ("lost", "there", "cells"),
    [
        ("分值", "偏差率", ("0%", "2%")), ("分值", "上年完成值", ("11", "12")), ("分值", "指标序号", ("1", "2")),
        ("得分", "完成率", ("100", "98")), ("得分", "财政复核得分", ("44", "45")), ("得分", "上年得分", ("44", "45")),
        ("实际完成值", "1-9月完成值", ("31次", "90%")), ("实际完成值", "完成率", ("103%", "98%")),
        ("年度指标值", "上年指标值", ("≥50(次)", "≥90(%)")),
    ],
)  # fmt: skip
def test_a_heading_that_says_something_else_is_no_missing_column(lost: str, there: str, cells: tuple[str, str]) -> None:
    """A rate, last year's result or somebody else's score in the place of a column: its cells are none of that column's."""
    heads = ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
    rows = (
        ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "62次", "45", "45", "无"),
        ("", "产出指标", "质量指标", "处置率", "≥95(%)", "96%", "45", "45", "无"),
    )
    at = heads.index(lost)
    lines = [(*row[:at], cell, *row[at + 1 :]) for row, cell in zip((heads, *rows), (there, *cells), strict=True)]
    (form,) = forms_of(*_SPENT[:8], *lines)
    name = {"分值": "weight", "得分": "score", "实际完成值": "actual", "年度指标值": "target"}[lost]
    assert [form.value(f"/indicators/{index}/{name}") for index in range(2)] == [None, None]


@pytest.mark.parametrize("heading", ["性质", "≥/≤/=", "条件"])
def test_a_column_of_signs_is_known_by_them(heading: str) -> None:
    """Nothing but ≥, ≤, = and 定性 stands below, and the target without its sign would be another."""
    table = (
        ("绩效指标", "一级指标", "二级指标", "三级指标", heading, "目标值", "单位"),
        ("", "产出指标", "数量指标", "巡护次数", "≥", "60", "次"),
        ("", "产出指标", "质量指标", "处置率", "=", "100", "%"),
        ("", "效益指标", "社会效益指标", "河道面貌", "定性", "改善", ""),
    )
    (form,) = forms_of(*ROWS[:7], *table)
    assert [form.text(each["target"].name) for each in form.rows] == ["≥60(次)", "=100(%)", "改善"]


def test_last_year_s_results_are_no_targets() -> None:
    """2025年完成值 as the only column of values in a declaration of 2026."""
    table = (("绩效指标", "一级指标", "二级指标", "三级指标", "2025年完成值"), ("", "产出指标", "数量指标", "巡护次数", "≥60(次)"))
    (form,) = forms_of(*ROWS[:7], *table)
    assert form.value("/indicators/0/target") is None
    assert told(form, OWN_COLUMN) == [("E9", "年度(/项目)指标值")]


@pytest.mark.parametrize("heading", ["评分办法", "计分规则", "评分细则"])
def test_how_points_are_given_is_no_reason(heading: str) -> None:
    """In the place of 偏差原因分析: nobody asks whether it is meant."""
    head, row = _SPENT[8], _SPENT[9]
    (form,) = forms_of(*_SPENT[:8], (*head[:-1], heading), (*row[:-1], "完成得满分，每少一次扣一分"))
    assert [near for _, near in told(form, OWN_COLUMN)] in ([], [None])


def test_the_unit_that_all_amounts_write_is_the_form_s_whatever_a_goal_says() -> None:
    """项目总投资 | 20万元 without a unit in the head, and a goal that mentions 每人补助30元."""
    money = (("资金总额", "20万元", "当年资金总额：", "20万元"), ("其中：财政拨款", "20万元", "其中：当年财政拨款", "20万元"))
    goals = (("项目绩效目标", "项目总目标", "", "年度总体目标"), ("", "全年培训护林员60人，每人补助30元。", "", "培训60人。"))
    (form,) = forms_of(*ROWS[:4], *money, *goals, *ROWS[7:])
    annual = form.get("/funding/annual")
    assert annual is not None
    assert (form.amount_unit, str(annual.value), annual.notes) == ("万元", "200000.00", ("text_number",))
    assert [each.kind for each in form.remarks if each.kind == "unit_missing"] == []


def test_headings_printed_again_in_other_words_begin_no_table_of_their_own() -> None:
    """目标值 above and 年度指标值 after the page break, over the same columns, with nothing between the rows."""
    page = ("绩效指标", "一级指标", "二级指标", "三级指标", "目标值", "权重")
    cost = ("", "成本指标", "经济成本指标", "巡护成本", "≤9(万元)", "40")
    rounds = ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "30")
    people = ("", "满意度指标", "服务对象满意度指标", "满意度", "≥90(%)", "30")
    (form,) = forms_of(*ROWS[:7], page, cost, rounds, (*page[:4], "年度指标值", "权重"), people)
    assert [form.text(each["level3"].name) for each in form.rows] == ["巡护成本", "巡护次数", "满意度"]


@pytest.mark.parametrize("unknown", ["滚动期目标", "建设目标", "项目产出目标"])
def test_a_goal_beside_a_heading_that_nobody_knows_has_the_text_below_it(unknown: str) -> None:
    """总体目标 is merged down at the side of both, and ends as far down as their texts do."""
    goals = (
        ("总体目标", unknown, "", "", "年度目标"),
        ("", "三年巡护河堤一百八十次，隐患全部处置。", "", "", "全年巡护河堤六十次，保障安全。"),
    )
    merges = (Area(6, 1, 7, 1), Area(6, 2, 6, 4), Area(6, 5, 6, 6), Area(7, 2, 7, 4), Area(7, 5, 7, 6))
    (form,) = forms_of(*ROWS[:5], *goals, *ROWS[7:], merges=merges)
    assert form.value("/annual_goal") == "全年巡护河堤六十次，保障安全。"
    assert form.value("/overall_goal") == "三年巡护河堤一百八十次，隐患全部处置。"


def test_money_in_two_lines_of_labels_and_numbers_with_its_points() -> None:
    """预算执行情况（万元） | 年初预算数 | 86.4 | 全年预算数 | … over 分值 | 10 | 得分 | 9.6: no number is a heading."""
    money = (
        ("预算执行情况（万元）", "年初预算数", "86.4", "全年预算数", "86.4", "全年执行数", "82.944", "执行率", "96.00%"),
        ("", "分值", "10", "得分", "9.6"),
    )
    (form,) = forms_of(*_SPENT[:4], *money, *_SPENT[6:], merges=(Area(5, 1, 6, 1),))
    total = {each.name.rpartition("/")[2]: str(each.value) for each in form.fields if each.name.startswith("/funding/total/")}
    assert total == {
        "initial_budget": "864000.00", "full_year_budget": "864000.00", "executed": "829440.00", "weight": "10",
        "execution_rate": "96.00", "score": "9.6",
    }  # fmt: skip
    assert told(form, UNREAD) == []


@pytest.mark.parametrize(("heading", "near"), [("年末结余", {None}), ("预算调整数（+/-）", {None}), ("对象", {"分值"})])
def test_a_column_of_money_is_not_asked_about_as_points(heading: str, near: set[str | None]) -> None:
    """A form without 分值 in its table of money, where other words may be its heading typed over."""
    money = (
        ("项目资金（元）", "", "年初预算数", "全年预算数", "全年执行数", heading, "执行率", "得分"),
        ("", "年度资金总额", "300", "280", "266", "14", "95%", "9.5"),
    )
    (form,) = forms_of(*_SPENT[:4], *money, *_SPENT[6:])
    assert {each for _, each in told(form, OWN_COLUMN)} == near
