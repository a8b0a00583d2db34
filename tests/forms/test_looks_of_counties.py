"""Looks of forms and lists that provinces and counties publish, drawn with invented contents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read, unread
from xlperf.forms.form import UNREAD, Form
from xlperf.intake.sheet import Area

Line = tuple[str, ...]
_LEVELS = ("一级指标", "二级指标", "三级指标", "指标值")


def forms_of(*lines: Line, merges: tuple[Area, ...] = ()) -> tuple[Form, ...]:
    """Return the forms of a sheet with these rows."""
    sheet = drawn(lines)
    return tuple(read(replace(sheet, merges=(*sheet.merges, *merges))).forms)


def _block(name: str, amount: str) -> tuple[Line, ...]:
    return (
        (f"项目名称：{name}", "", f"项目金额：{amount}"),
        (f"绩效目标：全年完成{name}，保障农业生产。",),
        (*_LEVELS, "备注"),
        ("产出指标", "数量指标", f"{name}次数", "≥10次"),
        ("满意度指标", "服务对象满意度指标", "农户满意度", "≥90%"),
    )


_OVER_BLOCKS: tuple[Line, ...] = (("2026年部门预算项目支出绩效目标表",), ("单位：云溪市农业农村局", "", "", "单位：万元"))


def test_a_name_in_one_cell_with_its_label_begins_the_next_form() -> None:
    """The second project was read into the first; title, year, unit and unit of amounts stand once above both."""
    first, second = forms_of(*_OVER_BLOCKS, *_block("黑土保护", "260"), *_block("疫病防控", "90"))
    assert [each.value("/project_name") for each in (first, second)] == ["黑土保护", "疫病防控"]
    assert [str(each.value("/funding/annual")) for each in (first, second)] == ["2600000.00", "900000.00"]
    assert {each.value("/unit") for each in (first, second)} == {"云溪市农业农村局"}
    assert {each.value("/year") for each in (first, second)} == {2026}
    assert [len(each.rows) for each in (first, second)] == [2, 2]
    assert unread(first) == unread(second) == []


def test_the_same_name_again_is_the_next_page_of_a_form() -> None:
    """项目名称：黑土保护 is printed once more above the rest of its indicators."""
    (form,) = forms_of(*_OVER_BLOCKS, *_block("黑土保护", "260"), *_block("黑土保护", "260"))
    assert len(form.rows) == 4


@pytest.mark.parametrize("line", [("单位：万元",), ("单位：见附件",)])
def test_only_a_body_behind_the_word_is_the_unit(line: Line) -> None:
    """单位： says the unit of amounts as well."""
    first, _ = forms_of(_OVER_BLOCKS[0], line, *_block("黑土保护", "260"), *_block("疫病防控", "90"))
    assert first.value("/unit") is None


_TREE = (
    ("部门项目支出绩效目标表",),
    ("单位名称、项目名称", "项目年度绩效目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"),
    ("云溪州林业和草原局",),
    ("  森林防火", "巡护三百次，火灾受害率受控。"),
    ("", "", "产出指标"), ("", "", "", "数量指标"), ("", "", "", "", "巡护次数", ">=", "300", "次"),
    ("", "", "效益指标"), ("", "", "", "生态效益"), ("", "", "", "", "火灾受害率", "<=", "0.9", "‰"),
    ("  古树保护", "养护古树。"),
    ("", "", "产出指标"), ("", "", "", "数量指标"), ("", "", "", "", "养护株数", ">=", "120", "株"),
    ("", "", "满意度指标"), ("", "", "", "服务对象满意度"), ("", "", "", "", "居民满意度", ">=", "90", "%"),
)  # fmt: skip


def test_a_list_as_a_tree_of_units_projects_levels_and_indicators() -> None:
    """Yunnan publishes each unit, project, level and indicator in a row of its own; nothing of it was read."""
    first, second = forms_of(*_TREE)
    assert {each.value("/unit") for each in (first, second)} == {"云溪州林业和草原局"}
    assert [each.value("/project_name") for each in (first, second)] == ["森林防火", "古树保护"]
    assert [each.value("/annual_goal") for each in (first, second)] == ["巡护三百次，火灾受害率受控。", "养护古树。"]
    rows = [each for form in (first, second) for each in form.rows]
    levels = [(each["level1"].value, each["level2"].value, each["level3"].value) for each in rows]
    assert levels == [
        ("产出指标", "数量指标", "巡护次数"), ("效益指标", "生态效益指标", "火灾受害率"),
        ("产出指标", "数量指标", "养护株数"), ("满意度指标", "服务对象满意度指标", "居民满意度"),
    ]  # fmt: skip
    assert unread(first) == unread(second) == []


def test_a_project_without_a_name_in_a_tree_is_one_of_its_own() -> None:
    """Its indicators are none of the project above it."""
    at = _TREE.index(("  古树保护", "养护古树。"))
    first, second = forms_of(*_TREE[:at], ("", "养护古树。"), *_TREE[at + 1 :])
    assert (len(first.rows), len(second.rows)) == (2, 2)
    assert (second.value("/project_name"), second.value("/annual_goal")) == (None, "养护古树。")


@pytest.mark.parametrize("heading", ["单位（专项）名称", "单位名称/项目名称", "单位及项目名称"])
def test_a_heading_of_units_and_projects_names_both(heading: str) -> None:
    """The unit stands with the sum of its projects above them."""
    lines = (
        ("项目支出绩效目标表（2026年度）",),
        ("单位编码", heading, "资金总额", "年度绩效目标", *_LEVELS),
        ("306", "湘江市农业农村局", "150"),
        ("306001", "农田管护", "100", "管护农田五万亩", "产出指标", "数量指标", "管护面积", "≥5万亩"),
        ("306002", "质量检测", "50", "检测两千批次", "产出指标", "数量指标", "检测批次", "≥2000批次"),
    )
    found = forms_of(*lines)
    assert [(each.value("/unit"), each.value("/project_name")) for each in found] == [
        ("湘江市农业农村局", "农田管护"), ("湘江市农业农村局", "质量检测"),
    ]  # fmt: skip


def test_the_year_of_a_list_may_stand_over_its_title() -> None:
    """云溪市文化馆2026年预算公开表 is the heading of all tables that are published; a line with a colon is none."""
    lines = (("项目名称", "项目年度绩效目标", *_LEVELS), ("送戏下乡", "送戏百场", "产出指标", "数量指标", "送戏场次", "≥100场"))
    title = ("项目支出绩效目标表（本次下达）",)
    (form,) = forms_of(("云溪市文化馆2026年预算公开表",), title, *lines)
    assert form.value("/year") == 2026
    (form,) = forms_of(("打印：2026年1月3日",), title, *lines)
    assert form.value("/year") is None


def test_one_heading_over_both_levels_is_parted_by_what_stands_below() -> None:
    """评价内容 is merged over 产出 | 数量目标; level 1 was lost in silence.  目标1： numbers the names."""
    table = (
        ("绩效指标", "评价内容", "", "绩效内容", "绩效目标值"),
        ("", "产出", "数量目标", "目标1：巡护次数", "≥60次"),
        ("", "", "质量目标", "目标1：处置率", "≥95%"),
        ("", "效益", "社会效益目标", "目标2：受益群众", "≥3000人"),
    )
    (form,) = forms_of(*ROWS[:7], *table, merges=(Area(8, 2, 8, 3), Area(9, 2, 10, 2)))
    assert [(each["level1"].value, each["level2"].value, each["level3"].value) for each in form.rows] == [
        ("产出指标", "数量指标", "巡护次数"), ("产出指标", "质量指标", "处置率"), ("效益指标", "社会效益指标", "受益群众"),
    ]  # fmt: skip


def test_levels_below_one_heading_of_names() -> None:
    """指标名称 stands over 二级指标 | 三级指标, 本年度计划水平 beside it is the target, level 1 stands at the side."""
    table = (
        ("绩效指标", "指标名称", "", "上年度实际水平", "本年度计划水平", "指标内容/计算公式"),
        ("", "二级指标", "三级指标"),
        ("目标完成程度", "数量指标", "开放天数", "290天", "≥300天", "实际开放天数"),
        ("", "质量指标", "完好率", "97%", "≥98%", "完好/总数"),
        ("项目实施效益", "社会效益指标", "读者人次", "3万", "≥3万人次", "进馆人次"),
    )
    merges = (Area(8, 2, 8, 3), *(Area(8, at, 9, at) for at in (1, 4, 5, 6)), Area(10, 1, 11, 1))
    (form,) = forms_of(*ROWS[:7], *table, merges=merges)
    assert [(each["level1"].value, each["level3"].value, each["target"].raw) for each in form.rows] == [
        ("产出指标", "开放天数", "≥300天"), ("产出指标", "完好率", "≥98%"), ("效益指标", "读者人次", "≥3万人次"),
    ]  # fmt: skip


def test_a_target_for_each_town_is_no_changed_template() -> None:
    """笏石街道办 | 埭头镇 stand where 指标值 would; what they hold is kept, and the sign of a yes or no is none unread."""
    table = (
        ("绩效指标", "一级指标", "二级指标", "三级指标", "指标方向", "笏石街道办", "埭头镇"),
        ("", "产出指标", "数量指标", "修复工程", "≥", "1", "2"),
        ("", "", "质量指标", "是否存在质量问题", "是/否", "否", "否"),
    )
    (form,) = forms_of(*ROWS[:7], *table)
    assert {each.kind for each in form.remarks} == {"own_column"}
    assert [each.raw for each in form.further if each.label in ("笏石街道办", "埭头镇")] == ["1", "2", "否", "否"]
    (form,) = forms_of(*ROWS[:7], (*table[0][:5], "备用一", "备用二"), *table[1:])
    assert "missing_label" in {each.kind for each in form.remarks}


def _by_places(heads: tuple[str, ...], below: tuple[str, ...] = ()) -> Form:
    rows = (
        ("", "产出指标", "数量指标", "修复工程", "5", "2", "3"),
        ("", "", "质量指标", "验收合格率", "≥95%", "≥96%", "≥97%"),
    )
    header = ("绩效指标", "一级指标", "二级指标", "三级指标", *heads)
    (form,) = forms_of(*ROWS[:7], header, *([("", "", "", "", *below)] if below else []), *rows)
    return form


@pytest.mark.parametrize("over", ["指标值", "年度指标值", "区域目标值"])
@pytest.mark.parametrize("places", [("新山区", "永山区", "上水县"), ("市本级", "甲县", "乙县"), ("坝头镇", "云岭乡", "东街道")])
def test_the_target_of_the_first_place_is_not_that_of_all(over: str, places: tuple[str, ...]) -> None:
    """指标值 over 新山区 | 永山区: the first county's was read as the project's, in silence."""
    for form in (_by_places((over,), places), _by_places(places)):
        assert {form.text(row["target"].name) for row in form.rows if "target" in row} <= {""}
        told = [each.detail for each in form.remarks if each.kind == "own_column" and each.detail.get("part") != "more"]
        assert [(each["label"], each["which"], each["count"]) for each in told] == [(places[0], "3", "6")]


@pytest.mark.parametrize("over", ["指标值", "区域目标值", ""])
@pytest.mark.parametrize("whole", ["合计", "全市", "全县合计"])
def test_beside_the_targets_of_places_that_of_the_whole_is_read(over: str, whole: str) -> None:
    """合计 | 甲县 | 乙县: the target is the sum's, and the others are kept."""
    places = (whole, "甲县", "乙县")
    form = _by_places((over,), places) if over else _by_places(places)
    assert [form.text(row["target"].name) for row in form.rows] == ["5", "≥95%"]
    assert [each.raw for each in form.further if each.label == "甲县"] == ["2", "≥96%"]


def test_a_level_of_the_bureau_s_own_without_an_indicator_is_no_unread_cell() -> None:
    """履职效能指标 stands alone in its row under 一级指标; under the names the same words would be an indicator."""
    (form,) = forms_of(*ROWS[:8], ("", "履职效能指标"), *ROWS[8:])
    assert unread(form) == []
    assert len(form.rows) == 3


def test_the_form_of_a_special_fund_is_one_of_a_project() -> None:
    """Hunan's 专项资金绩效目标申报表 asks 专项名称 and 省级主管部门 as forms of transfers do, and 专项属性 as none of them does."""
    head = (
        ("专项资金绩效目标申报表",), ("（2026年度）",), ("填报单位：云溪市商务局",),
        ("专项名称", "电商发展", "", "专项属性", "延续专项"),
        ("省级主管部门", "省商务厅", "", "专项实施期", "2026年1月至2026年12月"),
        ("资金总额（万元）", "300"), ("专项立项依据", "省政府会议纪要"),
        ("专项长期绩效目标", "建成电商体系。"), ("专项年度绩效目标", "培训五百人。"),
    )  # fmt: skip
    (form,) = forms_of(*head, *ROWS[7:])
    assert (form.value("/project_name"), form.value("/department")) == ("电商发展", "省商务厅")
    assert (form.value("/overall_goal"), form.value("/annual_goal")) == ("建成电商体系。", "培训五百人。")
    assert unread(form) == []


def test_levels_called_values() -> None:
    """产出值 | 数量值 | … | 年度数值, as a county publishes them."""
    table = (
        ("一级", "二级", "三级", "年度数值"),
        ("产出值", "数量值", "就读人数", "<=6962人"),
        ("效益值", "社会效益值", "条件改善", "有效"),
    )
    (form,) = forms_of(*ROWS[:7], *table)
    levels = [(each["level1"].value, each["level2"].value) for each in form.rows]
    assert levels == [("产出指标", "数量指标"), ("效益指标", "社会效益指标")]


@pytest.mark.parametrize("labels", [("分配科学性", "拨付合规性"), ("安排科学性", "使用规范性")])
def test_what_a_form_says_of_the_management_of_its_money_is_known(labels: tuple[str, str]) -> None:
    """资金管理情况 stands at the side of a heading and of rows of its own between the money and the goals."""
    said = (("资金管理情况", "", "情况说明"), ("", labels[0], "符合规划"), ("", labels[1], "按合同支付"))
    (form,) = forms_of(*ROWS[:5], *said, *ROWS[5:], merges=(Area(6, 1, 8, 1),))
    assert [each for each in form.remarks if each.kind == UNREAD] == []


@pytest.mark.parametrize("name", ["数量指标-育成品种数", "产出指标-数量指标-育成品种数", "数量指标：育成品种数"])
def test_levels_before_the_name_in_its_cell(name: str) -> None:
    """A list with 指标名称 and no columns of levels was told that it has neither outputs nor effects."""
    lines = (
        ("项目支出绩效目标表（2026年度）",),
        ("项目名称", "预算金额（万元）", "指标名称", "指标值"),
        ("良种选育", "50", name, "1个"),
        ("", "", "社会效益指标-推广面积", "3万亩"),
        ("", "", "良种-杂交稻占比", "≥60%"),
    )
    (form,) = forms_of(*lines, merges=(Area(3, 1, 5, 1),))
    assert [(each["level1"].value, each["level2"].value, each["level3"].value) for each in form.rows] == [
        ("产出指标", "数量指标", "育成品种数"),
        ("效益指标", "社会效益指标", "推广面积"),
        ("效益指标", "社会效益指标", "良种-杂交稻占比"),
    ]  # fmt: skip


def test_levels_that_nobody_knows_stay_under_their_headings() -> None:
    """履职效能 | 重点工作履行情况 of Liaoning's lists went to the columns of the project at their left."""
    lines = (
        ("项目支出绩效目标情况表（2026年度）",),
        ("单位编码", "单位名称", "项目名称", "预算资金（万元）", "总体目标", *_LEVELS),
        ("306001", "云溪市水务局", "水资源调查", "56", "完成调查一次", "履职效能", "重点工作履行情况", "调查报告提交", "1份"),
        ("", "", "", "", "", "", "整体工作完成情况", "按期完成率", "100%"),
        ("", "", "", "", "", "满意度指标", "服务对象满意度指标", "用水户满意度", "≥90%"),
    )
    (form,) = forms_of(*lines)
    assert [(each["level1"].value, each["level2"].value) for each in form.rows] == [
        ("履职效能", "重点工作履行情况"), ("履职效能", "整体工作完成情况"), ("满意度指标", "服务对象满意度指标"),
    ]  # fmt: skip
    assert unread(form) == []


def test_a_goal_in_a_row_of_its_own_in_a_list() -> None:
    """绩效目标：… stands in one cell over the indicators of each project; it was told as an unread cell of the table."""
    lines = (
        ("2026年项目支出绩效目标表",),
        ("项目名称", "预算数（万元）", *_LEVELS),
        ("档案抢救", "40", "绩效目标：抢救档案一万卷"),
        ("", "", "产出指标", "数量指标", "抢救卷数", "1万卷"),
        ("档案数字化", "66", "绩效目标：数字化十万页"),
        ("", "", "产出指标", "数量指标", "数字化页数", "10万页"),
    )
    found = forms_of(*lines, merges=(Area(3, 1, 4, 1), Area(5, 1, 6, 1), Area(3, 3, 3, 6), Area(5, 3, 5, 6)))
    assert [each.value("/annual_goal") for each in found] == ["抢救档案一万卷", "数字化十万页"]
    assert [unread(each) for each in found] == [[], []]


def test_two_names_beside_each_other_over_one_table_are_one_form() -> None:
    """一级项目名称 | … | 二级项目名称 | … far apart: the form was read twice, and its money counted twice."""
    table = (
        ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "", "分值", "执行率", "得分"),
        ("", "年度资金总额", "150", "150", "143", "", "10", "95.33%", "9.53"),
        ("年度总体目标", "预期目标", "", "", "", "实际完成情况"),
        ("", "保护石窟三处", "", "", "", "保护石窟三处，验收合格"),
        ("绩效指标", *_LEVELS[:3], "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
        ("", "产出指标", "数量指标", "保护处数", "3处", "3处", "90", "90"),
        ("总分", "", "", "", "", "", "100", "99.53"),
    )
    names = ("一级项目名称", "文物保护专项", "", "", "", "二级项目名称", "石窟保护")
    bodies = ("主管部门", "陇山市文物局", "", "", "", "实施单位", "陇山市石窟所")
    found = forms_of(("项目支出绩效自评表",), ("（2025年度）",), names, bodies, *table)
    assert [each.value("/project_name") for each in found] == ["石窟保护"]


def test_what_stands_under_a_blank_heading_is_not_the_value_left_of_it() -> None:
    """合计 | (blank) | 其他资金: the sum is that under its own heading; level names beside a goal merged down are none of it."""
    rows = (
        ("项目支出绩效目标表（2026年度）",),
        ("项目名称", "资金总额（元）", "", "年度绩效目标", "", *_LEVELS[1:]),
        ("康复", "860000", "800000", "服务三百人", "产出指标", "数量指标", "服务人数", "≥300人"),
        ("", "", "", "", "满意度指标", "服务对象满意度指标", "满意度", "≥90%"),
    )
    (form,) = forms_of(*rows, merges=tuple(Area(3, at, 4, at) for at in (1, 2, 3, 4)))
    assert (str(form.value("/funding/annual")), form.value("/annual_goal")) == ("860000.00", "服务三百人")
    assert [each.detail["text"] for each in form.remarks if each.kind == UNREAD] == ["800000"]
