"""Headings that brackets alone tell apart, and units of money among other words or without brackets."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read, unread
from tests.forms.test_columns_of_projects import _form as listed
from tests.forms.test_heads_as_published import RESULTS, form_of
from xlperf.forms.form import Form
from xlperf.forms.layouts.label_keys import keys_of, told_apart

TITLES = RESULTS[8]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("指标值（实施期）", "指标值（年度）"), ("目标值（总）", "目标值（2026年）"), ("指标值\n（三年）", "指标值\n（当年）"),
        ("指标值(中期)", "指标值(本年)"), ("指标值（上年）", "指标值（本年）"), ("目标值（2026-2028年）", "目标值（2026年）"),
        ("指标值", "指标值（年度）"),
    ],
)  # fmt: skip
def test_the_target_of_the_year_is_told_by_its_bracket(first: str, second: str) -> None:
    """指标值（实施期） stands before 指标值（年度）: the first column has the targets of another time."""
    rows = (*ROWS[:7], (*ROWS[7][:4], first, second), (*ROWS[8][:4], "≥180(次)", ROWS[8][4]))
    form = read(drawn(rows)).forms[0]
    assert [row["target"].raw for row in form.rows] == [ROWS[8][4]]


@pytest.mark.parametrize("planned", ["指标值", "指标值（计划）"])
def test_results_under_a_heading_of_targets_are_told_by_its_bracket(planned: str) -> None:
    """指标值 | 指标值（实际）: the second column has what was reached."""
    form = form_of(*RESULTS[:8], (*TITLES[:4], planned, "指标值（实际）", *TITLES[6:]), *RESULTS[9:])
    assert [(row["target"].raw, row["actual"].raw) for row in form.rows] == [tuple(row[4:6]) for row in RESULTS[9:]]


@pytest.mark.parametrize(("first", "second"), [("完成值（上半年）", "完成值（全年）"), ("完成值（1-6月）", "完成值（全年）")])
def test_what_was_reached_in_the_year_is_told_by_its_bracket(first: str, second: str) -> None:
    """The half-year's result is not the year's; it is kept under its heading."""
    titles = (*TITLES[:5], first, second, *TITLES[6:])
    rows = [(*row[:5], "140天", *row[5:]) for row in RESULTS[9:]]
    form = form_of(*RESULTS[:8], titles, *rows)
    assert [row["actual"].raw for row in form.rows] == ["300天", "95%"]
    assert [each.raw for each in form.further] == ["140天", "140天"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("年初指标值", "调整指标值"), ("指标值（年初）", "指标值（调整后）"), ("年初设定目标值", "年中调整目标值"),
        ("指标值（调整前）", "指标值（调整后）"), ("指标值（批复）", "指标值（调整）"),
    ],
)  # fmt: skip
def test_an_adjusted_target_is_the_year_s_where_every_row_has_one(first: str, second: str) -> None:
    """Where only some were adjusted, the first column has the others, and the second is told."""
    titles = (*TITLES[:4], first, second, *TITLES[5:])
    rows = [(*row[:4], "≥1(天)", *row[4:]) for row in RESULTS[9:]]
    form = form_of(*RESULTS[:8], titles, *rows)
    assert [row["target"].raw for row in form.rows] == ["≥300(天)", "≥90(%)"]


def test_targets_that_were_adjusted_in_some_rows_alone_are_told() -> None:
    """年初指标值 has a target in every row, 调整指标值 in one."""
    titles = (*TITLES[:5], "调整指标值", *TITLES[5:])
    rows = [(*row[:5], own, *row[5:]) for row, own in zip(RESULTS[9:], ("≥310(天)", ""), strict=True)]
    form = form_of(*RESULTS[:8], ("绩效指标", *titles[1:4], "年初指标值", *titles[5:]), *rows)
    assert [row["target"].raw for row in form.rows] == ["≥300(天)", "≥90(%)"]
    assert "≥310(天)" in [each.raw for each in form.further]


@pytest.mark.parametrize("heading", ["权重%", "分值％", "指标权重%", "权值", "比重"])
def test_weights_are_known_by_other_headings(heading: str) -> None:
    """A percent sign without brackets behind the word, and other words for it."""
    rows = (*ROWS[:7], (*ROWS[7], heading), *((*row, str(at)) for at, row in enumerate(ROWS[8:], 10)))
    form = read(drawn(rows)).forms[0]
    assert [str(row["weight"].value) for row in form.rows] == [str(at) for at, _ in enumerate(ROWS[8:], 10)]


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [
        ("执行数（上半年）", "执行数（全年）", "executed"), ("预算数（调整前）", "预算数（调整后）", "full_year_budget"),
        ("预算数", "预算数（调整后）", "full_year_budget"),
        ("执行数（财政）", "执行数（合计）", "executed"),
    ],
)  # fmt: skip
def test_the_amount_of_the_year_is_told_by_its_bracket(first: str, second: str, field: str) -> None:
    """Of two columns of money with one name, the one whose bracket says so is the year's."""
    at = {"full_year_budget": 2, "executed": 3}[field]
    titles, amounts = ((*RESULTS[row][:at], *own, *RESULTS[row][at + 1 :]) for row, own in ((4, (first, second)), (5, ("7", "20"))))
    form = form_of(*RESULTS[:4], titles, amounts, *RESULTS[6:])
    assert str(form.value(f"/funding/total/{field}")) == "200000.00"


def test_brackets_of_single_headings_stay_behind() -> None:
    """One heading with a bracket is known without it, and so are two whose brackets say units or letters behind other names."""
    line = ["全年预算数（A）", "全年执行数（B）", "预算数（元）", "预算数（万元）", "二级指标（长期）", "二级指标（年度）"]
    keys = [keys_of(each) for each in line]
    assert told_apart(keys) == keys
    hints = ("（选填）", "（如有）", "（没有填0）", "（无则填“—”）", "（盖章）", "（请填全称）")
    for bracket in ("（万元）（必填）", "（20分）", "（A）", *hints):
        assert told_apart([keys_of("预算执行情况"), keys_of(f"预算执行情况{bracket}")])[1][1] == "预算执行情况"
    of_the_year = told_apart([keys_of("预算金额（总额，万元）"), keys_of("预算金额（本年，万元）")])[1]
    assert of_the_year == ("本年预算金额(万元)", "本年预算金额")


def _amount(form: Form) -> str:
    return str(form.value("/funding/annual"))


@pytest.mark.parametrize(
    "heading",
    [
        "年度预算（本年，万元）", "年度预算金额（含结转，万元）", "年度预算金额（万元，含税）", "年度预算金额/万元",
        "年度预算金额，万元", "年度预算金额\n万元",
    ],
)  # fmt: skip
def test_a_unit_among_other_words_is_the_unit_of_a_list(heading: str) -> None:
    """万元 as a word of its own in the bracket, or behind the heading without one: 48 is 480000 元."""
    assert _amount(listed(("项目名称", heading), ("河堤巡护", "48"))) == "480000.00"


def test_two_units_in_one_bracket_stay_in_doubt() -> None:
    """（元，万元） says both; nobody knows which one was meant."""
    assert _amount(listed(("项目名称", "年度预算金额（元，万元）"), ("河堤巡护", "48"))) != "480000.00"


@pytest.mark.parametrize("label", ["项目资金\n（财政性资金，万元）", "项目资金（本级，单位：万元）"])
def test_a_unit_among_other_words_is_the_unit_of_a_form(label: str) -> None:
    """At the side of the table of money."""
    form = form_of(*RESULTS[:4], (label, *RESULTS[4][1:]), *RESULTS[5:])
    assert (str(form.value("/funding/total/executed")), unread(form)) == ("200000.00", [])


def test_headings_of_money_with_their_unit_behind_are_known() -> None:
    """全年预算数 and below it in the same cell 万元."""
    titles = tuple(f"{each}\n万元" if each.endswith("数") else each for each in RESULTS[4])
    form = form_of(*RESULTS[:4], ("项目资金", *titles[1:]), *RESULTS[5:])
    assert (str(form.value("/funding/total/full_year_budget")), unread(form)) == ("200000.00", [])


@pytest.mark.parametrize("goals", [("绩效目标（总体）", "绩效目标（年度）"), ("绩效目标（三年）", "绩效目标（2026年）")])
def test_the_goal_of_the_year_is_told_by_its_bracket_in_a_list(goals: tuple[str, str]) -> None:
    """The first column has the goal of the whole term."""
    form = listed(("项目名称", "年度预算金额（万元）", *goals), ("河堤巡护", "48", "三年巡护一百八十次。", "全年巡护六十次。"))
    assert form.text("/annual_goal") == "全年巡护六十次。"


@pytest.mark.parametrize(
    ("first", "second"),
    [("预算单位（主管）", "预算单位（实施）"), ("单位（一级）", "单位（二级）"), ("单位名称（主管）", "单位名称（实施）")],
)
def test_department_and_unit_are_told_by_their_brackets(first: str, second: str) -> None:
    """In a form and in a list: the first is the department, for every project."""
    form = form_of(*RESULTS[:3], (first, "云溪市文化局", "", second, "云溪市文物所"), *RESULTS[4:])
    assert (form.text("/department"), form.text("/unit")) == ("云溪市文化局", "云溪市文物所")
    form = listed(("项目名称", first, second, "年度预算金额（万元）"), ("河堤巡护", "云溪市文化局", "云溪市文物所", "48"))
    assert (form.text("/department"), form.text("/unit")) == ("云溪市文化局", "云溪市文物所")


@pytest.mark.parametrize("mark", ["【必填】", "（必填项）", "#", "＃"])
def test_a_mark_before_every_label_is_none_of_it(mark: str) -> None:
    """【必填】项目名称 on a form with such marks before all labels of its head."""
    rows = [tuple(f"{mark}{each}" if at % 2 == 0 and each else each for at, each in enumerate(row)) for row in RESULTS[2:4]]
    form = form_of(*RESULTS[:2], *(tuple(row[:1] + RESULTS[at][1:3] + row[3:]) for at, row in enumerate(rows, 2)), *RESULTS[4:])
    assert (form.text("/project_name"), form.text("/department")) == ("祠堂免费开放", "云溪市文化局")
