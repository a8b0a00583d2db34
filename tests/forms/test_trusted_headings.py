"""Headings and level names in their places are trusted before any guess that a row has slipped."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations

import pytest

from tests.forms.plain_form import HEAD_OF_ONE_YEAR
from tests.forms.reading import read_lines
from xlperf.forms.form import Form, Target
from xlperf.forms.record import form_record
from xlperf.intake.sheet import Area

HEAD = (
    ("财政项目支出绩效目标申报表",),
    ("项目名称", "", "河堤巡护", "", "项目性质", "经常性项目"),
    ("主管部门", "", "云溪市水务局", "", "实施单位", "云溪市河道所"),
    ("项目资金", "", "项目资金总额", "48", "年度资金申请总额", "48"),
    ("项目绩效目标", "项目总目标", "", "年度总体目标"),
    ("", "全年巡护河堤。", "", "全年巡护河堤六十次。"),
)
EVALUATION = (
    ("项目支出绩效自评表",),
    ("项目名称", "河堤巡护"),
    ("主管部门", "云溪市水务局", "", "", "实施单位", "云溪市河道所"),
    ("项目资金（万元）", "", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("", "年度资金总额", "", "8", "8", "8", "10", "100%", "10"),
    ("年度总体目标", "预期目标", "", "", "", "实际完成情况"),
    ("", "全年巡护河堤六十次。", "", "", "", "巡护河堤六十次。"),
)
COLUMNS = ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值")
DONE = ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")


def form_of(*table: Sequence[str], head: Sequence[Sequence[str]] = HEAD, merges: tuple[Area, ...] = ()) -> Form:
    """Return the form with a table below a head."""
    return read_lines(*head, *table, merges=merges)


def values(form: Form, *columns: str) -> list[list[object]]:
    """Return what was read of some columns, row by row; a target by its text."""
    found = [[row[each].value for each in columns] for row in form.rows]
    return [[each.text if isinstance(each, Target) else each for each in row] for row in found]


def test_a_second_header_row_without_merges_is_no_indicator() -> None:
    """指标性质, 指标值 and 度量单位 below 年度指标值 are headings, even where no cell is merged over both rows."""
    form = form_of(
        COLUMNS,
        ("", "", "", "", "指标性质", "指标值", "度量单位"),
        ("", "产出指标", "数量指标", "巡护次数", "≥", "60", "次"),
        ("", "产出指标", "质量指标", "隐患处置率", "≥", "95", "%"),
    )
    targets = [row["target"].value for row in form.rows]
    assert [(each.operator, str(each.number), each.unit) for each in targets if isinstance(each, Target)] == [
        ("≥", "60", "次"),
        ("≥", "95", "%"),
    ]


@pytest.mark.parametrize(
    "parts", [("符号", "数值", "单位"), ("运算符号", "内容", "计量单位"), ("性质", "目标值", "度量单位"), ("关系", "值", "单位")]
)
@pytest.mark.parametrize("target", ["年度指标值", "指标值"])
def test_a_target_is_divided_below_its_heading_in_any_words(target: str, parts: tuple[str, str, str]) -> None:
    """符号, 数值 and 单位 below 指标值 name its sign, its number and its unit, and are no indicator."""
    for merges in ((), (Area(8, 1, 8, 2), Area(7, 5, 7, 7), *(Area(7, column, 8, column) for column in (2, 3, 4)))):
        form = form_of(
            (*COLUMNS[:4], target),
            ("", "", "", "", *parts),
            ("", "产出指标", "数量指标", "巡护次数", "≥", "60", "次"),
            ("", "产出指标", "质量指标", "隐患处置率", "≥", "95", "%"),
            merges=merges,
        )
        assert values(form, "level3", "target") == [["巡护次数", "≥60(次)"], ["隐患处置率", "≥95(%)"]]
        assert not [each for each in form.remarks if each.kind == "unread_cell"]


def test_a_divided_target_in_a_form_of_a_bureau_whose_blank_has_it_whole() -> None:
    """Such a form is read by the layout that knows signs and units."""
    head = (
        *HEAD_OF_ONE_YEAR,
        ("年度目标", "全年巡护河堤六十次。"),
    )
    line = ("", "产出指标", "数量指标", "巡护次数", "≥", "60", "次")
    form = form_of((*COLUMNS[:4], "指标值"), ("", "", "", "", "符号", "数值", "单位"), line, head=head)
    assert values(form, "level3", "target") == [["巡护次数", "≥60(次)"]]


def test_results_are_divided_below_their_heading_too() -> None:
    """The number is the result; its unit, which stands beside, is kept under its heading."""
    form = form_of(
        (*DONE[:5], "", "", DONE[5], "", *DONE[6:]),
        ("", "", "", "", "符号", "数值", "单位", "数值", "单位"),
        ("", "产出指标", "数量指标", "巡护次数", "≥", "60", "次", "64", "次", "50", "50"),
        head=EVALUATION,
    )
    assert values(form, "target", "actual", "weight", "score") == [["≥60(次)", "64", Decimal(50), Decimal(50)]]
    assert [(each.name, each.value, each.cell) for each in form.further] == [("/indicators/0/单位", "次", "I10")]


def test_a_row_of_nothing_but_levels_names_no_indicator() -> None:
    """Level names of the template with nothing or strokes beside them are levels that the unit does not use."""
    form = form_of(
        COLUMNS,
        ("", "产出指标", "数量", "巡护次数", "≥60(次)"),
        ("", "产出指标", "时效"),
        ("", "效益指标", "生态效益", "/", "/"),
        ("", "满意度指标", "服务对象满意度", "居民满意度", "≥90(%)"),
    )
    assert values(form, "level1", "level3", "target") == [
        ["产出指标", "巡护次数", "≥60(次)"],
        ["满意度指标", "居民满意度", "≥90(%)"],
    ]


def test_a_name_like_a_time_stays_a_name_beside_its_levels() -> None:
    """With both level names under their headings nothing slipped: the target is blank, a note beyond the table is none."""
    form = form_of(
        COLUMNS,
        ("", "产出指标", "数量指标", "巡护次数", "≥60(次)"),
        ("", "产出指标", "质量指标", "全年无溃堤事件"),
        ("", "产出指标", "质量指标", "隐患处置率", "", "待堤防科补报"),
    )
    assert values(form, "level3", "target")[1:] == [["全年无溃堤事件", None], ["隐患处置率", None]]


def test_an_unknown_level_2_among_repeated_levels_is_a_level_2() -> None:
    """Where level 1 stands in every row, a cell under 二级指标 is a level 2, though nobody knows its name."""
    form = form_of(
        COLUMNS,
        ("", "产出指标", "数量指标", "巡护次数", "≥60(次)"),
        ("", "产出指标", "防汛任务", "加固险段长度"),
        ("", "效益指标", "社会效益指标", "受益居民", "≥300(人)"),
    )
    assert values(form, "level2", "level3", "target")[1] == ["防汛任务", "加固险段长度", None]


def test_a_blank_result_beside_an_unknown_level_2_stays_blank() -> None:
    """The target of a self-evaluation does not move into the result that was left out."""
    form = form_of(
        DONE,
        ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "60次", "60", "60"),
        ("", "满意度指标", "沿岸评价", "巡护及时性评价", "满意", "", "30", "30"),
        head=EVALUATION,
    )
    assert values(form, "level2", "level3", "target", "actual")[1] == ["沿岸评价", "巡护及时性评价", "满意", None]


def test_a_column_of_words_is_not_taken_for_the_score() -> None:
    """评价标准 where 得分 should stand: such a form has no scores, and nobody says that its template was changed."""
    heading = [each if each != "得分" else "评价标准" for each in DONE]
    form = form_of(
        heading,
        ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "60次", "60", "少一次扣一分"),
        ("", "满意度指标", "服务对象满意度指标", "居民满意度", "≥90(%)", "93%", "30", "按问卷计"),
        ("合计", "", "", "", "", "", "90"),
        head=EVALUATION,
    )
    assert not any("score" in row for row in form.rows)
    assert form.get("/total_score") is None
    assert "得分" not in [each.detail["label"] for each in form.remarks if each.kind == "missing_label"]


def test_a_target_in_two_cells_is_one_target() -> None:
    """A sign and the cell behind it, or a number and its unit, are one target; words behind a complete target are not."""
    form = form_of(
        COLUMNS,
        ("", "产出指标", "数量指标", "巡护次数", "≥", "60次"),
        ("", "产出指标", "数量指标", "加固长度", "12", "公里"),
        ("", "产出指标", "时效指标", "完成时间", "11月底前"),
    )
    assert values(form, "target") == [["≥60次"], ["12公里"], ["11月底前"]]


def test_names_of_indicators_may_stand_under_level_2() -> None:
    """In a table of two levels 一级指标 holds level-2 names; level 1 follows from them."""
    form = form_of(
        (*COLUMNS[:3], "", "年度指标值"),
        ("", "数量指标", "巡护次数", "", "≥60(次)"),
        ("", "社会效益指标", "受益居民", "", "≥300(人)"),
        merges=(Area(7, 3, 7, 4), Area(8, 3, 8, 4), Area(9, 3, 9, 4)),
    )
    assert values(form, "level1", "level2", "level3", "target") == [
        ["产出指标", "数量指标", "巡护次数", "≥60(次)"],
        ["效益指标", "社会效益指标", "受益居民", "≥300(人)"],
    ]


def test_weights_of_a_declaration_are_there_only_with_their_column() -> None:
    """A declaration with a column 权重 has a weight in each row, any other has no such key."""
    row = ("", "产出指标", "数量指标", "巡护次数", "≥60(次)")
    assert values(form_of((*COLUMNS, "权重"), (*row, "40")), "weight") == [[40]]
    assert "weight" not in form_record(form_of(COLUMNS, row))["indicators"][0]
    assert form_record(form_of((*COLUMNS, "分值"), (*row, "40")))["indicators"][0]["weight"] == "40"


def test_of_two_target_columns_the_year_s_is_read() -> None:
    """Where 指标值 is divided into that of the term and that of the year, the year's is the target."""
    form = form_of(
        (*COLUMNS[:4], "指标值"),
        ("", "", "", "", "实施周期指标值", "本年度指标值"),
        ("", "产出指标", "数量指标", "巡护次数", "≥180(次)", "≥60(次)"),
        merges=(Area(7, 2, 8, 2), Area(7, 3, 8, 3), Area(7, 4, 8, 4), Area(7, 5, 7, 6)),
    )
    assert values(form, "target") == [["≥60(次)"]]


def test_a_target_in_three_cells_under_its_heading_is_one_target() -> None:
    """Sign, number and unit below one merged 指标值; what stands beyond the heading is no unit."""
    heading = (*COLUMNS[:4], "指标值", "", "", "备注")
    row = len(HEAD) + 1
    form = form_of(
        heading,
        ("", "产出指标", "数量指标", "巡护次数", "≥", "60", "次", "按月"),
        ("", "产出指标", "质量指标", "隐患处置率", "≥", "95", "%"),
        merges=(Area(row, 5, row, 7),),
    )
    assert values(form, "target") == [["≥60次"], ["≥95%"]]


def test_a_column_beside_the_names_of_two_levels_is_no_third_level() -> None:
    """一级指标 | 二级指标 | 绩效标准 | 当年预期实现值: the names stand under 二级指标, and the standard is kept."""
    form = form_of(
        ("绩效指标", "一级指标", "二级指标", "绩效标准", "当年预期实现值"),
        ("", "数量指标", "巡护次数", "行业标准", "≥60次"),
        ("", "质量指标", "隐患处置率", "计划标准", "≥95%"),
    )
    assert values(form, "level2", "level3", "target") == [["数量指标", "巡护次数", "≥60次"], ["质量指标", "隐患处置率", "≥95%"]]
    assert [each.value for each in form.further] == ["行业标准", "计划标准"]


def test_targets_before_and_after_a_change_are_told_apart() -> None:
    """调整后指标值 is the target that holds; 调整前指标值 is kept under its own name and judged by nobody."""
    form = form_of(
        ("绩效指标", "一级指标", "二级指标", "三级指标", "调整前指标值", "调整后指标值"),
        ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "≥48(次)"),
        ("", "产出指标", "质量指标", "隐患处置率", "≥95(%)", "≥90(%)"),
    )
    assert values(form, "level3", "target") == [["巡护次数", "≥48(次)"], ["隐患处置率", "≥90(%)"]]
    assert [(each.cell, each.value) for each in form.further] == [("E8", "≥60(次)"), ("E9", "≥95(%)")]
    assert not form.remarks or {each.kind for each in form.remarks}.isdisjoint({"missing_label", "unread_cell"})


def test_plans_and_results_by_the_names_that_units_give_them() -> None:
    """年初目标值 and 完成情况 are the target and the result of a self-evaluation."""
    done = ("绩效指标", "一级指标", "二级指标", "三级指标", "年初目标值", "完成情况", "分值", "得分")
    form = form_of(done, ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "62次", "90", "90"), head=EVALUATION)
    assert values(form, "target", "actual") == [["≥60(次)", "62次"]]
    assert "missing_label" not in {each.kind for each in form.remarks}


def test_a_declaration_with_weights_and_without_a_title() -> None:
    """Words that a self-evaluation has as well (年度资金总额, 分值) do not cost a declaration that lost its title."""
    head = (
        ("（2026年度）",),
        ("项目名称", "", "河堤巡护"),
        ("主管部门", "", "云溪市水务局", "", "实施单位", "云溪市河道所"),
        ("项目资金（万元）", "", "年度资金总额", "", "48"),
        ("", "", "其中：财政拨款", "", "48"),
        ("", "", "上年结转资金", "", "0"),
        ("", "", "其他资金", "", "0"),
        ("总体目标", "", "年度目标"),
        ("", "", "全年巡护河堤六十次。"),
    )
    form = form_of(
        ("绩效指标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "权重"),
        ("", "产出指标", "数量指标", "巡护次数", "≥", "60", "次", "60"),
        ("", "满意度指标", "服务对象满意度指标", "居民满意度", "≥", "90", "%", "40"),
        head=head,
    )
    assert (form.kind, form.value("/year"), form.value("/annual_goal")) == ("declaration", 2026, "全年巡护河堤六十次。")
    assert form.value("/funding/annual") == 480000
    assert values(form, "level3") == [["巡护次数"], ["居民满意度"]]


@pytest.mark.parametrize("end", ["年指标值", "年度指标值", "年"])
@pytest.mark.parametrize("years", [*permutations(("2025", "2026", "2027")), ("2026", "2027")], ids=" ".join)
def test_of_targets_for_several_years_the_form_s_own_is_read(years: tuple[str, ...], end: str) -> None:
    """2026年指标值 | 2027年指标值: the year of the form says which is meant, wherever it stands."""
    head = (HEAD[0], ("（2026年度）",), *HEAD[1:])
    columns = (*COLUMNS[:4], *(f"{year}{end}" for year in years))
    targets = {"2025": "≥50(次)", "2026": "≥60(次)", "2027": "≥70(次)"}
    form = form_of(columns, ("", "产出指标", "数量指标", "巡护次数", *(targets[year] for year in years)), head=head)
    assert values(form, "level3", "target") == [["巡护次数", "≥60(次)"]]


def test_targets_by_quarter_leave_that_of_the_whole_year() -> None:
    """一季度 … 四季度 | 全年指标值: the quarters are columns of the bureau's own."""
    form = form_of(
        (*COLUMNS[:4], "一季度", "二季度", "三季度", "四季度", "全年指标值"),
        ("", "产出指标", "数量指标", "巡护次数", "12", "18", "18", "12", "≥60(次)"),
    )
    assert values(form, "level3", "target") == [["巡护次数", "≥60(次)"]]


@pytest.mark.parametrize("name", ["{}", "一、{}", "（一）{}", "{}："])
def test_level_1_may_stand_over_its_rows(name: str) -> None:
    """一、产出指标 alone across the table governs the rows below it; it is no indicator, and no column is missing."""
    form = form_of(
        ("二级指标", "", "三级指标", "", "年度指标值"),
        (name.format("产出指标"),),
        ("数量指标", "", "巡护次数", "", "≥60(次)"),
        ("质量指标", "", "隐患处置率", "", "≥95(%)"),
        (name.format("满意度指标"),),
        ("服务对象满意度指标", "", "居民满意度", "", "≥90(%)"),
        merges=tuple(Area(row, 1, row, 5) for row in (8, 11)),
    )
    assert values(form, "level1", "level2", "level3") == [
        ["产出指标", "数量指标", "巡护次数"],
        ["产出指标", "质量指标", "隐患处置率"],
        ["满意度指标", "服务对象满意度指标", "居民满意度"],
    ]
    assert [each.detail for each in form.remarks if each.kind == "missing_label" and each.detail["label"] == "一级指标"] == []


def test_of_three_and_four_levels_the_deepest_names_the_indicator() -> None:
    """三级指标 | 四级指标: what is to be reached stands under the fourth; the third is kept under its heading."""
    form = form_of(
        (*COLUMNS[:4], "四级指标", "年度指标值"),
        ("", "产出指标", "数量指标", "巡护", "巡护次数", "≥60(次)"),
        ("", "产出指标", "数量指标", "巡护", "巡护里程", "≥90(公里)"),
    )
    assert values(form, "level2", "level3", "target") == [
        ["数量指标", "巡护次数", "≥60(次)"],
        ["数量指标", "巡护里程", "≥90(公里)"],
    ]
    assert [(each.label, each.value) for each in form.further] == [("三级指标", "巡护")] * 2


def test_a_heading_at_the_side_that_is_the_only_one_of_the_goal_lacks_nothing() -> None:
    """项目绩效目标 | ……: the goal of the year is read beside it, and nobody is told that a label is gone."""
    head = (*HEAD[:4], ("项目绩效目标", "全年巡护河堤六十次，及时排除隐患。"))
    form = form_of(COLUMNS, ("", "产出指标", "数量指标", "巡护次数", "≥60(次)"), head=head)
    assert form.text("/annual_goal") == "全年巡护河堤六十次，及时排除隐患。"
    assert [each for each in form.remarks if each.kind == "missing_label" and "目标" in each.detail["label"]] == []


@pytest.mark.parametrize("between", ["：", "  ", "　　"])
def test_an_amount_behind_blanks_in_the_cell_of_its_label(between: str) -> None:
    """年度资金申请总额  48: blanks part a label and its amount as a colon does."""
    head = (*HEAD[:3], ("项目资金（元）", f"年度资金申请总额{between}4800.00"), *HEAD[4:])
    form = form_of(COLUMNS, ("", "产出指标", "数量指标", "巡护次数", "≥60(次)"), head=head)
    assert str(form.get("/funding/annual").value) == "4800.00"  # type: ignore[union-attr]


@pytest.mark.parametrize("swapped", [False, True])
def test_the_column_of_signs_goes_before_that_of_the_direction(swapped: bool) -> None:
    """指标方向 | 计算符号: = says more than 正向指标, which is kept under its heading."""
    headings, cells = ["指标方向", "计算符号"], ["正向指标", "="]
    pair = slice(None, None, -1 if swapped else 1)
    form = form_of(
        (*COLUMNS[:4], *headings[pair], "指标值", "计量单位"),
        ("", "产出指标", "数量指标", "巡护次数", *cells[pair], "60", "次"),
        ("", "产出指标", "数量指标", "巡护里程", *cells[pair], "90", "公里"),
    )
    assert values(form, "level3", "target") == [["巡护次数", "=60(次)"], ["巡护里程", "=90(公里)"]]
    assert [(each.label, each.value) for each in form.further] == [("指标方向", "正向指标")] * 2


OWN_LEVELS = ("安全生产", "制度指标", "队伍建设")
OTHERS = (
    ("", "产出指标", "数量指标", "巡护次数", "≥60次", "60次", "20", "20"),
    ("", "", "", "巡护河段长度", "≥12公里", "12公里", "20", "20"),
    ("", "效益指标", "社会效益指标", "险情报告及时率", "≥98%", "99%", "20", "20"),
    ("", "满意度指标", "服务对象满意度指标", "沿岸居民满意度", "≥90%", "93%", "10", "10"),
)


@pytest.mark.parametrize("level", OWN_LEVELS)
@pytest.mark.parametrize("name", ["每季度巡检一次", "按月发放", "全年无责任事故", "≥90%的站点达标"])
@pytest.mark.parametrize("values", [("", "5个"), ("≥5(个)", ""), ("≥5(个)", "6个")])
def test_a_level_of_the_unit_s_own_in_its_column_moves_no_cell(level: str, name: str, values: tuple[str, str]) -> None:
    """安全生产 | 每季度巡检一次 with a blank target or result, where blank levels of other rows kept their places."""
    form = form_of(DONE, *OTHERS[:2], ("", "", level, name, *values, "20", "20"), *OTHERS[2:], head=EVALUATION)
    assert values_of(form)[2] == [level, name, *(each or None for each in values)]
    assert not [each for each in form.remarks if each.kind in ("slipped_rows", "unsure_row")]


@pytest.mark.parametrize("level", OWN_LEVELS)
def test_nor_where_every_row_names_its_levels(level: str) -> None:
    """The same row in a table as systems export it."""
    rows = [("", *row[1:]) for row in (OTHERS[0], OTHERS[2], OTHERS[3])]
    own = ("", "产出指标", level, "全年无责任事故", "≥5(个)", "", "20", "20")
    form = form_of(DONE, *rows, own, ("总分", *[""] * 5, "100", "99"), head=EVALUATION)
    assert values_of(form)[3] == [level, "全年无责任事故", "≥5(个)", None]


@pytest.mark.parametrize(
    ("name", "target"), [("巡检频次", "每季度一轮"), ("护林员人均劳务费", "≤1500元/月·人"), ("清障次数", "≥95(次)")]
)
def test_a_name_and_its_target_one_column_left_have_slipped_all_the_same(name: str, target: str) -> None:
    """巡检频次 | 每季度一轮 under 二级指标 | 三级指标: the first is called as indicators are, or the second can be no name."""
    form = form_of(COLUMNS, *(row[:5] for row in OTHERS[:2]), ("", "", name, target), *(row[:5] for row in OTHERS[2:]))
    assert [values(form, "level3", "target")[2]] == [[name, target]]


def values_of(form: Form) -> list[list[object]]:
    """Return level 2, name, target and result of each row."""
    return values(form, "level2", "level3", "target", "actual")
