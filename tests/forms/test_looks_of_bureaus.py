"""Forms as single bureaus publish them, of invented bodies: each is read whole, and nobody is accused of what the form prints."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read, unread
from xlperf.forms.form import Form, Target
from xlperf.intake.sheet import Area

Line = tuple[str, ...]
OLD_SCHEME: tuple[Line, ...] = (
    ("2026年财政支出项目绩效目标表",),
    ("主管部门名称：云溪省台湾同胞联谊会",),
    ("专项名称", "台胞扶贫济困生活补贴"),
    ("概况", "台胞困难户每月每人200元，高龄补贴每月每人300元。"),
    ("总体绩效目标", "为台胞解决生活困难。"),
    ("绩效目标", "评价指标", "", "绩效内容", "绩效标准", "全年绩效目标"),
    ("投入", "成本目标", "目标1", "发放困难台胞补贴", "100%", "100%"),
    ("", "", "目标2", "开展夏令营", "2次", "3次"),
    ("产出", "数量目标", "目标1", "补助受益人数", "1800人", "2224人"),
    ("", "质量目标", "目标1", "补贴发放准确率", "100%", "100%"),
    ("效益", "社会效益目标", "目标1", "台胞生活", "改善", "改善"),
)
OLD_MERGES = "A1:F1 A2:F2 B3:F3 B4:F4 B5:F5 B6:C6 A7:A8 B7:B8 A9:A10"


def forms_of(lines: tuple[Line, ...], merges: str = "") -> tuple[Form, ...]:
    """Return the forms of a sheet with these rows and merged areas."""
    return tuple(read(replace(drawn(lines), merges=tuple(map(area, merges.split())))).forms)


def area(text: str) -> Area:
    """Return a merged area of one letter a column: A1:C3."""
    (left, top), (right, bottom) = ((ord(each[0]) - 64, int(each[1:])) for each in text.split(":"))
    return Area(top, left, bottom, right)


def rows_of(form: Form) -> list[tuple[str, ...]]:
    """Return the indicators of a form: levels, name and target."""
    found = []
    for index in range(len(form.rows)):
        values = [form.value(f"/indicators/{index}/{key}") for key in ("level1", "level2", "level3", "target")]
        found.append(tuple(each.text if isinstance(each, Target) else str(each or "") for each in values))
    return found


def test_goals_of_the_old_scheme() -> None:
    """投入 | 时效目标, 成本目标 with 目标1 before each name, under headings of goals; the names of levels tell which they are."""
    (form,) = forms_of(OLD_SCHEME, OLD_MERGES)
    assert rows_of(form) == [
        ("产出指标", "成本指标", "发放困难台胞补贴", "100%"),
        ("产出指标", "成本指标", "开展夏令营", "3次"),
        ("产出指标", "数量指标", "补助受益人数", "2224人"),
        ("产出指标", "质量指标", "补贴发放准确率", "100%"),
        ("效益指标", "社会效益指标", "台胞生活", "改善"),
    ]
    assert (form.value("/project_name"), form.value("/department")) == ("台胞扶贫济困生活补贴", "云溪省台湾同胞联谊会")
    assert [each.kind for each in form.remarks if each.kind in ("unsure_row", "unread_cell")] == []


def test_satisfaction_in_the_ministry_s_form_of_2011() -> None:
    """服务对象满意度指标 | 具体指标 | a name | its target: the name was read as the target."""
    head = (("财政支出项目绩效目标申报表",), ("（2026年度）",), ("项目名称", "管网改造"), ("主管部门", "云溪市水务局"))
    head = (*head, ("年度目标", "改造六公里。"))
    table = (
        ("年度绩效指标", "一级指标", "二级指标", "指标内容", "指标值", "备注"),
        ("", "产出指标", "数量指标", "改造长度", "6公里"),
        ("", "效益指标", "环境效益指标", "漏损率", "≤9%"),
        ("", "服务对象满意度指标", "具体指标", "居民满意度", "≥90%"),
    )
    (form,) = forms_of((*head, *table), "A1:F1 A6:A9")
    assert rows_of(form)[-1] == ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%")
    assert [each.kind for each in form.remarks if each.kind in ("unsure_row", "unread_cell")] == []


@pytest.mark.parametrize("number", ["1.", "1、", "目标1", "指标1"])
def test_the_number_of_a_row_is_no_level(number: str) -> None:
    """产出指标 | 1. | 送戏场次 in the column of level 2."""
    table = (
        ("一级指标", "二级指标", "指标内容", "指标值"),
        ("产出指标", number, "送戏场次", "100场"),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
    )
    (form,) = forms_of((("项目支出绩效目标申报表",), ("项目名称", "群众文艺下乡"), *table))
    assert rows_of(form)[0] == ("产出指标", "", "送戏场次", "100场")
    assert unread(form) == []


@pytest.mark.parametrize("printed", ["成本指标（0-20）分", "成本指标（0-20分）", "成本指标(5~20)"])
def test_a_range_of_points_is_no_part_of_a_level(printed: str) -> None:
    """The bureau prints how many points a level may have."""
    table = (("一级指标", "二级指标", "三级指标", "指标值"), (printed, "经济成本指标", "建设成本", "≤65万元"))
    (form,) = forms_of((("项目支出绩效目标申报表",), ("（2026年度）",), ("项目名称", "晾晒房"), *table))
    assert rows_of(form) == [("成本指标", "经济成本指标", "建设成本", "≤65万元")]


def test_goals_in_levels_of_goals() -> None:
    """一级目标 | 二级目标 | 三级目标 | 指标目标值 beside 分解目标; 申报单位名称 in one cell, labels with sentences."""
    lines = (
        ("财政项目支出绩效目标申报表",),
        ("（2026年度）",),
        ("申报单位名称：云溪市文化馆",),
        ("项目名称", "送戏下乡", "项目类型", "其他经常性项目"),
        ("项目类别", "特定目标类", "是否含有政府购买服务", "是"),
        ("计划开始日期", "2026-01-01", "计划完成日期", "2026-12-31"),
        ("项目总预算（元）", "360000", "项目当年预算（元）", "360000"),
        ("同名项目上年预算额（元）", "340000", "同名项目上年预算执行数（元）", "338000"),
        ("项目设立的必要性", "丰富群众生活。"),
        ("项目总目标", "三年送戏三百场。"),
        ("年度绩效目标", "送戏一百场。"),
        ("分解目标", "一级目标", "二级目标", "三级目标", "", "指标目标值"),
        ("", "产出目标", "数量", "送戏场次", "", "≥100场"),
        ("", "效果目标", "社会效益", "受益群众", "", "≥3万人"),
    )
    (form,) = forms_of(lines, "A1:F1 A2:F2 A3:F3 D12:E12 A12:A14")
    names = ("/unit", "/nature", "/category", "/annual_goal", "/overall_goal")
    wanted = ["云溪市文化馆", "其他经常性项目", "特定目标类", "送戏一百场。", "三年送戏三百场。"]
    assert [form.value(each) for each in names] == wanted
    assert rows_of(form) == [("产出指标", "数量指标", "送戏场次", "≥100场"), ("效益指标", "社会效益指标", "受益群众", "≥3万人")]
    assert [each.kind for each in form.remarks if each.kind in ("missing_label", "unread_cell")] == []


@pytest.mark.parametrize("label", ["项目立项必要性", "项目实施可行性", "项目实施内容", "项目申请理由", "项目申报条件"])
def test_what_units_say_in_their_own_words_is_kept(label: str) -> None:
    """Sentences beside such labels, whatever column they stand in; 工作要求 may hold a goal."""
    table = (("一级指标", "二级指标", "三级指标", "指标值"), ("产出指标", "数量指标", "修复面积", "≥300亩"))
    head = (("项目支出绩效目标申报表",), ("（2026年度）",), ("项目名称", "湿地修复"), (label, "湿地退化，急需修复。"))
    (form,) = forms_of((*head, *table))
    assert ([(each.label, each.value) for each in form.further], unread(form)) == ([(label, "湿地退化，急需修复。")], [])


def test_the_years_of_both_ends() -> None:
    """项目起始年 | 2026 | 项目终止年 | 2027."""
    table = (("一级指标", "二级指标", "三级指标", "指标值"), ("产出指标", "数量指标", "修复长度", "1公里"))
    head = (("项目支出绩效目标表",), ("项目名称", "海岸修复"), ("项目起始年", "2026", "项目终止年", "2027"))
    (form,) = forms_of((*head, *table))
    assert (str(form.value("/start_date")), str(form.value("/end_date"))) == ("2026-01-01", "2027-12-31")


def test_points_that_are_called_a_reference() -> None:
    """参考分值 is the weight; 主管部门（单位）名称 the department."""
    table = (
        ("一级指标", "二级指标", "三级指标", "参考分值", "指标值（A）", "全年实际值（B）", "得分", "未完成原因分析"),
        ("产出指标", "数量指标", "保障人数", "100", "2370人", "2370人", "98", "两人转学"),
        ("总分", "", "", "100", "", "", "98", ""),
    )
    head = (("项目支出绩效自评表",), ("（2026年度）",), ("项目名称", "公用经费"), ("主管部门（单位）名称", "云溪市教育局"))
    (form,) = forms_of((*head, *table))
    assert [str(form.value(each)) for each in ("/indicators/0/weight", "/total_weight", "/total_score")] == ["100", "100", "98"]
    assert (form.value("/department"), unread(form)) == ("云溪市教育局", [])


def _of_henan(*rows: Line, heads: Line = ("单位编码（项目编码）", "单位（项目名称）")) -> tuple[Form, ...]:
    head = (
        ("2026年项目支出绩效目标表",),
        ("部门名称：云溪市司法局", "", "", "", "", "", "", "", "单位：万元"),
        (*heads, "项目金额（万元）", "", "", "", "绩效目标"),
        ("", "", "资金总额", "政府预算资金", "专户资金", "单位资金", "成本指标", "", "产出指标", "", "效益指标", "", "满意度指标"),
        ("", "", "", "", "", "", *("三级指标", "指标值") * 4),
    )
    merges = "A1:N1 A3:A5 B3:B5 C3:F3 C4:C5 D4:D5 E4:E5 F4:F5 G3:N3 G4:H4 I4:J4 K4:L4 M4:N4"
    return forms_of((*head, *rows), merges)


def test_a_list_whose_heading_has_three_rows() -> None:
    """Money below 项目金额, levels below 绩效目标, names and targets below these; a unit has the sum of its projects."""
    found = _of_henan(
        ("015001", "云溪市司法局", "50", "50"),
        ("41001", "法律援助", "30", "30", "", "", "援助成本", "≤30万元", "援助案件", "≥200件", "胜诉率", "≥60%", "满意度", "≥95%"),
        ("", "", "", "", "", "", "", "", "培训次数", "≥4次"),
        ("41002", "人民调解", "20", "20", "", "", "调解成本", "≤20万元", "调解案件", "≥90件", "成功率", "≥95%", "满意度", "≥95%"),
    )
    assert [each.value("/project_name") for each in found] == ["法律援助", "人民调解"]
    assert {(each.value("/unit"), each.value("/department")) for each in found} == {("云溪市司法局", "云溪市司法局")}
    assert [str(each.value("/funding/annual")) for each in found] == ["300000.00", "200000.00"]
    assert rows_of(found[0]) == [
        ("成本指标", "", "援助成本", "≤30万元"),
        ("产出指标", "", "援助案件", "≥200件"),
        ("产出指标", "", "培训次数", "≥4次"),
        ("效益指标", "", "胜诉率", "≥60%"),
        ("满意度指标", "", "满意度", "≥95%"),
    ]


@pytest.mark.parametrize("name", ["项目单位（项目名称）", "预算单位（项目名称）", "单位名称（项目名称）"])
def test_the_unit_and_its_projects_under_one_heading(name: str) -> None:
    """项目单位（项目名称）: the list was refused as one without 项目名称."""
    found = _of_henan(
        ("015001", "云溪市司法局", "50", "50"),
        ("41001", "法律援助", "30", "30", "", "", "援助成本", "≤30万元", "援助案件", "≥200件"),
        ("41002", "人民调解", "20", "20", "", "", "调解成本", "≤20万元", "调解案件", "≥90件"),
        heads=("单位编码（项目编码）", name),
    )
    assert [(each.value("/project_name"), each.value("/unit")) for each in found] == [
        ("法律援助", "云溪市司法局"),
        ("人民调解", "云溪市司法局"),
    ]


def test_a_project_that_is_no_sum_stays_one_beside_its_code() -> None:
    """云溪市法律援助中心 alone with its money and its indicators is a project, whatever its name."""
    found = _of_henan(
        ("41001", "法律援助中心", "30", "30", "", "", "援助成本", "≤30万元", "援助案件", "≥200件"),
        ("41002", "人民调解", "20", "20", "", "", "调解成本", "≤20万元", "调解案件", "≥90件"),
    )
    assert [each.value("/project_name") for each in found] == ["法律援助中心", "人民调解"]


@pytest.mark.parametrize("heads", [("指标性质", "指标方向"), ("指标方向", "指标性质"), ("指标性质", "运算符号")])
def test_of_two_columns_about_signs_the_one_with_signs_is_meant(heads: tuple[str, str]) -> None:
    """指标性质 | 指标方向 | 指标值 | 计量单位 with 定量 | ≥: every sign was lost in silence."""
    signs = {"指标性质": ("定量", "定量"), "指标方向": ("≥", "≤"), "运算符号": ("≥", "≤")}
    rows = [(name, signs[heads[0]][index], signs[heads[1]][index]) for index, name in enumerate(("维护渠道", "事故起数"))]
    table = (
        ("一级指标", "二级指标", "三级指标", *heads, "指标值", "计量单位"),
        ("产出指标", "数量指标", *rows[0], "50", "公里"),
        ("", "质量指标", *rows[1], "2", "起"),
    )
    (form,) = forms_of((("项目支出绩效目标申报表",), ("（2026年度）",), ("项目名称", "水利维护"), *table))
    assert [row[-1] for row in rows_of(form)] == ["≥50(公里)", "≤2(起)"]


_SIGNED = (
    ("产出指标", "数量指标", "维护渠道", "≥", "50", "公里"),
    ("", "质量指标", "事故起数", "≤", "2", "起"),
    ("满意度指标", "服务对象满意度指标", "村民满意度", "≥", "90", "%"),
)


def _signed(*heads: str, signs: tuple[str, ...] = ("≥", "≤", "≥"), order: tuple[int, ...] = (3, 4, 5)) -> Form:
    rows = [(*row[:3], sign, *row[4:]) for row, sign in zip(_SIGNED, signs, strict=True)]
    head = (("项目支出绩效目标申报表",), ("（2026年度）",), ("项目名称", "水利维护"))
    headings = ("一级指标", "二级指标", "三级指标", *heads)
    (form,) = forms_of((*head, headings, *((*row[:3], *(row[index] for index in order)) for row in rows)))
    return form


@pytest.mark.parametrize("order", [(3, 4, 5), (4, 3, 5), (4, 5, 3)])
@pytest.mark.parametrize(
    "signs", [("≥", "≤", "≥"), ("定性", "≤", "≥"), ("正向", "反向", "正向"), ("大于等于", "小于等于", "大于等于")]
)
def test_a_column_of_signs_whose_heading_is_blank(order: tuple[int, ...], signs: tuple[str, ...]) -> None:
    """(blank) | 指标值 | 度量单位 over ≥ | 39 | 公里: every sign was lost in silence."""
    heads = [{3: "", 4: "指标值", 5: "度量单位"}[each] for each in order]
    form = _signed(*heads, signs=signs, order=order)
    first = "50(公里)" if signs[0] == "定性" else "≥50(公里)"
    assert [row[-1] for row in rows_of(form)] == [first, "≤2(起)", "≥90(%)"]
    assert unread(form) == []


def test_signs_beside_words_in_a_column_without_a_heading_are_told() -> None:
    """≥ | 约 | ≥ without a heading: nobody knows what the column is, and none of its cells is lost in silence."""
    form = _signed("", "指标值", "度量单位", signs=("≥", "约", "≥"))
    assert unread(form) == ["D5", "D6", "D7"]


def test_signs_under_their_heading_go_before_those_under_none() -> None:
    """性质 | (blank) with ≥ in both: the heading is meant, and what stands beside it is told."""
    form = _signed("性质", "指标值", "度量单位", "", order=(3, 4, 5, 3))
    assert [row[-1] for row in rows_of(form)] == ["≥50(公里)", "≤2(起)", "≥90(%)"]
    assert unread(form) == ["G5", "G6", "G7"]


@pytest.mark.parametrize("review", ["复核得分", "财政复核分", "专家评分"])
@pytest.mark.parametrize("sums", [("100", "99", "96"), ("100", "99", "")])
def test_the_sum_of_a_column_of_somebody_else_s_points_is_kept(review: str, sums: tuple[str, ...]) -> None:
    """总分 | 100 | 99 | 96 below 自评得分 | 复核得分: the 96 was an error, while the points above it were passed over."""
    rows = (
        ("2025年度项目支出绩效自评表",),
        ("项目名称", "红树林修复"),
        ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "自评得分", review),
        ("产出指标", "数量指标", "修复面积", "≥300亩", "310亩", "100", "99", "96"),
        ("总分", "", "", "", "", *sums),
    )
    (form,) = forms_of(rows, "A1:H1 B2:H2")
    assert [str(form.value(each)) for each in ("/total_weight", "/total_score")] == ["100", "99"]
    assert (unread(form), [each.value for each in form.further if each.cell == "H5"]) == ([], ["96"] if sums[-1] else [])


def test_a_sign_and_a_unit_that_stand_once_are_those_of_both_targets() -> None:
    """指标方向 | 实施期指标值 | 年度指标值 | 度量单位: the sign and the unit went to the year's target alone."""
    table = (
        ("一级指标", "二级指标", "三级指标", "指标方向", "实施期指标值", "年度指标值", "度量单位"),
        ("产出指标", "数量指标", "补水量", "≥", "3000", "1000", "万立方米"),
        ("", "时效指标", "补水时间", "定性", "每年10月底前", "10月底前", ""),
    )
    (form,) = forms_of((("项目支出绩效目标申报表",), ("（2026年度）",), ("项目名称", "湿地补水"), *table))
    term = [each.value for each in form.further if each.name.startswith("/term_indicators") and each.name.endswith("/target")]
    assert [each.text for each in term if isinstance(each, Target)] == ["≥3000(万立方米)", "每年10月底前"]
    assert [row[-1] for row in rows_of(form)] == ["≥1000(万立方米)", "10月底前"]


def test_signs_of_their_own_stay_with_their_targets() -> None:
    """指标方向 | 年度指标值 | 指标方向 | 实施期指标值: the year's sign says nothing of the term."""
    table = (
        ("一级指标", "二级指标", "三级指标", "指标方向", "年度指标值", "指标方向", "实施期指标值"),
        ("产出指标", "质量指标", "漏损率", "≤", "9%", "≤", "12%"),
        ("", "数量指标", "补水量", "≥", "1000", "≥", "3000"),
    )
    (form,) = forms_of((("项目支出绩效目标申报表",), ("（2026年度）",), ("项目名称", "湿地补水"), *table))
    term = [each.value for each in form.further if each.name.startswith("/term_indicators") and each.name.endswith("/target")]
    assert [each.text for each in term if isinstance(each, Target)] == ["12%", "3000"]


@pytest.mark.parametrize("word", ["合计", "总分", "总计"])
def test_the_sum_below_the_rate_of_spending_where_no_money_is_read(word: str) -> None:
    """合计 is a label of money too; with points in their columns it is the closing row, and the total is not lost."""
    rows = (
        ("2025年度项目支出绩效自评表",),
        ("项目名称", "红树林修复"),
        ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "备注"),
        ("产出指标", "数量指标", "修复面积", "≥300亩", "310亩", "90", "90"),
        ("预算执行率", "", "", "100%", "97.5%", "10", "9.75"),
        (word, "", "", "", "", "100", "99.75"),
    )
    (form,) = forms_of(rows, "A1:H1 B2:H2")
    assert [str(form.value(each)) for each in ("/total_weight", "/total_score", "/funding/total/score")] == ["100", "99.75", "9.75"]
