"""Names of levels, sides and columns that were typed down a column, a character or a word in each row."""

from __future__ import annotations

import pytest

from tests.forms.test_trusted_headings import COLUMNS, DONE, EVALUATION, HEAD, form_of, values

_NAMES = ("巡护次数", "隐患处置率", "除险完成时间", "沿线清障次数")


def _table(ones: tuple[str, ...], twos: tuple[str, ...], sides: tuple[str, ...] = ("", "", "", "")) -> list[tuple[str, ...]]:
    rows = zip(sides, ones, twos, _NAMES, ("≥60(次)", "≥95(%)", "8月底前", "≥9(次)"), strict=True)
    return [*rows, ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90(%)")]


@pytest.mark.parametrize(
    "ones", [("产", "出", "指", "标"), ("产出", "指标", "", ""), ("产", "出指", "标", ""), ("产出", "", "指标", "")]
)
@pytest.mark.parametrize("sides", [("", "", "", ""), ("绩", "效", "指", "标"), ("绩效", "指标", "", "")])
def test_a_level_1_down_its_rows(ones: tuple[str, ...], sides: tuple[str, ...]) -> None:
    """产, 出, 指 and 标 in four rows are one name, and so is what stands at the side of the table."""
    form = form_of(COLUMNS, *_table(ones, ("数量指标", "质量指标", "时效指标", "数量指标"), sides))
    assert values(form, "level1", "level2") == [
        ["产出指标", "数量指标"],
        ["产出指标", "质量指标"],
        ["产出指标", "时效指标"],
        ["产出指标", "数量指标"],
        ["满意度指标", "服务对象满意度指标"],
    ]
    assert [each.kind for each in form.remarks] == ["unit_missing"]


@pytest.mark.parametrize(
    "ones", [("效", "益", "指", "标"), ("效", "", "益指标", ""), ("效", "", "", "益指标"), ("效益指标", "", "", "")]
)
def test_a_level_down_its_rows_with_blank_ones_between(ones: tuple[str, ...]) -> None:
    """Where no level 2 beside it says what it is: the indicators between its characters are of it, too."""
    heads = (COLUMNS[0], COLUMNS[1], *COLUMNS[3:])
    rows = [("", one, name, "≥60(次)") for one, name in zip(ones, _NAMES, strict=True)]
    form = form_of(heads, ("", "产出指标", "走访村庄数", "≥3(个)"), *rows)
    assert values(form, "level1") == [["产出指标"], *[["效益指标"]] * 4]


@pytest.mark.parametrize("twos", [("数", "量", "指", "标"), ("数量", "指标", "", ""), ("数", "量指标", "", "")])
def test_a_level_2_down_its_rows(twos: tuple[str, ...]) -> None:
    """A level 2 is put together alike, beside a level 1 that stands whole or down its rows."""
    for ones in (("产出指标", "", "", ""), ("产", "出", "指", "标")):
        form = form_of(COLUMNS, *_table(ones, twos))
        assert [row[1] for row in values(form, "level1", "level2")] == ["数量指标"] * 4 + ["服务对象满意度指标"]
        assert [each.kind for each in form.remarks] == ["unit_missing"]


def test_the_rest_of_a_name_below_the_last_indicator_is_no_indicator() -> None:
    """A level of four characters over two indicators goes on below them."""
    rows = [
        ("", "产出指标", "数量指标", "巡护次数", "≥60(次)"),
        ("", "效", "社会效益指标", "受护村庄个数", "≥12(个)"),
        ("", "益", "生态效益指标", "绿化长度", "≥3(公里)"),
        ("", "指", "", "", ""),
        ("", "标", "", "", ""),
        ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90(%)"),
    ]
    form = form_of(COLUMNS, *rows)
    assert [row[0] for row in values(form, "level1")] == ["产出指标", "效益指标", "效益指标", "满意度指标"]
    assert [each.kind for each in form.remarks] == ["unit_missing"]


def test_headings_over_two_rows() -> None:
    """一级 over 指标 is the heading 一级指标."""
    heads = (("绩效", "一级", "二级", "三级", "年度"), ("指标", "指标", "指标", "指标", "指标值"))
    form = form_of(*heads, ("", "产出指标", "数量指标", "巡护次数", "≥60(次)"))
    assert values(form, "level1", "level2", "level3", "target") == [["产出指标", "数量指标", "巡护次数", "≥60(次)"]]
    assert [each.kind for each in form.remarks] == ["unit_missing"]


def test_whole_names_below_each_other_stay_what_they_are() -> None:
    """成本 and 产出 are names by themselves; only what makes a longer name together was one."""
    rows = [
        ("", "成本", "经济成本", "单次巡护成本", "≤90(元)"),
        ("", "产出", "数量", "巡护次数", "≥60(次)"),
        ("", "", "质量", "隐患处置率", "≥95(%)"),
    ]
    assert values(form_of(COLUMNS, *rows), "level1", "level2") == [
        ["成本指标", "经济成本指标"],
        ["产出指标", "数量指标"],
        ["产出指标", "质量指标"],
    ]


def test_headings_of_money_over_two_rows() -> None:
    """年初 over 预算数 is the heading 年初预算数: no amount goes under the weights, which stand whole beside them."""
    upper = ("项目资金（万元）", "", "", "年初", "全年", "全年", "分值", "执行率", "得分")
    head = (*EVALUATION[:3], upper, ("", "", "", "预算数", "预算数", "执行数"), *EVALUATION[4:])
    table = (DONE, ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "62次", "90", "90"))
    form, whole = form_of(*table, head=head), form_of(*table, head=EVALUATION)
    names = ("initial_budget", "full_year_budget", "executed", "weight", "execution_rate", "score")
    for name in names:
        assert form.value(f"/funding/total/{name}") == whole.value(f"/funding/total/{name}") is not None


def test_years_below_the_heading_of_targets_are_no_indicator() -> None:
    """2026年 and 2027年 without merged cells below 指标值: the form's own year is read, the other kept under its heading."""
    head = (HEAD[0], ("（2026年度）",), *HEAD[1:])
    years = ("", "", "", "", "2026年", "2027年")
    form = form_of(COLUMNS, years, ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "≥70(次)"), head=head)
    assert values(form, "level3", "target") == [["巡护次数", "≥60(次)"]]
    assert [(each.name, each.value) for each in form.further] == [("/indicators/0/2027年", "≥70(次)")]


@pytest.mark.parametrize("mark", ["-", "—", "/", "·", "：", " - ", " ", "｜", "（", "\n"])
@pytest.mark.parametrize("column", [1, 2])
def test_both_levels_in_one_cell(column: int, mark: str) -> None:
    """产出指标-数量指标 is a level 1 and a level 2, under either heading."""
    rows = []
    for two, name, target in (("数量指标", "巡护次数", "≥60(次)"), ("质量指标", "隐患处置率", "≥95(%)")):
        line = ["", "", "", name, target]
        line[column] = f"产出指标{mark}{two}"
        rows.append(tuple(line))
    assert values(form_of(COLUMNS, *rows), "level1", "level2") == [["产出指标", "数量指标"], ["产出指标", "质量指标"]]


_MONEY = ("年度资金总额（万元）", "30")
_BODIES = ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所")


@pytest.mark.parametrize("year", ["2026", "2026年", "2026年度", "二〇二六年"])
@pytest.mark.parametrize("goal", ["总体目标", "绩效目标", "总目标"])
def test_a_label_with_its_year_above_a_goal_is_not_its_first_word(year: str, goal: str) -> None:
    """年度 | 2026年 over 总体目标 | …: the year went into the goal, and was missing."""
    head = (("项目支出绩效目标申报表",), ("项目名称", "河堤巡护"), _BODIES, _MONEY, ("年度", year), (goal, "全年巡护河堤六十次。"))
    form = form_of(COLUMNS, *_table(("产出指标", "", "", ""), ("数量指标", "", "", "")), head=head)
    assert (form.value("/year"), form.value("/annual_goal")) == (2026, "全年巡护河堤六十次。")


def test_a_label_with_its_year_above_two_goals() -> None:
    """Without merged cells: the texts stand under their own labels."""
    goals = (("总体目标", "项目总目标", "", "当年目标"), ("", "三年巡护河堤。", "", "全年巡护河堤六十次。"))
    head = (("项目支出绩效目标表",), ("项目名称", "河堤巡护"), _BODIES, ("年度", "2027年"), *goals, _MONEY)
    form = form_of(COLUMNS, *_table(("产出指标", "", "", ""), ("数量指标", "", "", "")), head=head)
    goals_read = (form.value("/overall_goal"), form.value("/annual_goal"))
    assert (form.value("/year"), *goals_read) == (2027, "三年巡护河堤。", "全年巡护河堤六十次。")


def test_the_name_of_a_project_above_its_money_is_not_the_first_word_of_a_label() -> None:
    """项目 | 河堤巡护 over 资金 | 30万元: the amount was read as the project's name."""
    head = (("项目支出绩效目标申报表",), ("项目", "河堤巡护"), ("资金", "30万元"), _BODIES, ("年度目标", "全年巡护河堤六十次。"))
    form = form_of(COLUMNS, *_table(("产出指标", "", "", ""), ("数量指标", "", "", "")), head=head)
    assert form.value("/project_name") == "河堤巡护"


def test_a_label_over_two_rows_of_a_goal_is_put_together_though_its_first_word_is_one() -> None:
    """年度 over 总体目标, and the sentences of the goal in both rows."""
    goal = (("年度", "全年巡护河堤六十次，"), ("总体目标", "隐患处置及时。"))
    head = (("项目支出绩效目标申报表",), ("（2026年度）",), ("项目名称", "河堤巡护"), _BODIES, _MONEY, *goal)
    form = form_of(COLUMNS, *_table(("产出指标", "", "", ""), ("数量指标", "", "", "")), head=head)
    assert form.value("/annual_goal") == "全年巡护河堤六十次，\n隐患处置及时。"
