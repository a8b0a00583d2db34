"""Bands and captions of forms: 三、年度目标完成情况 over goals, 四、项目绩效指标 over a table; they are nobody's text."""

from __future__ import annotations

import pytest

from tests.forms.reading import read_lines, unread
from xlperf.forms.form import Form

Line = tuple[str, ...]
HEAD: tuple[Line, ...] = (
    ("项目支出绩效目标申报表",),
    ("（2026年度）",),
    ("项目名称", "校园安保"),
    ("主管部门", "云溪市教育局", "", "实施单位", "云溪市第二中学"),
    ("项目资金（万元）", "年度资金总额", "120"),
)
TABLE: tuple[Line, ...] = (
    ("一级指标", "二级指标", "三级指标", "指标值"),
    ("产出指标", "数量指标", "服务学校", "≥86所"),
    ("满意度指标", "服务对象满意度指标", "师生满意度", "≥95%"),
)
RESULTS: tuple[Line, ...] = (
    ("项目支出绩效自评表",),
    ("（2025年度）",),
    ("项目名称", "校园安保", "", "", ""),
    ("主管部门", "云溪市教育局", "", "实施单位", "云溪市第二中学"),
    ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("", "年度资金总额", "20", "20", "20", "10", "100%", "10"),
)
OUTCOME: tuple[Line, ...] = (
    ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("产出指标", "数量指标", "服务学校", "≥86所", "88所", "60", "60"),
    ("满意度指标", "服务对象满意度指标", "师生满意度", "≥95%", "96%", "30", "30"),
    ("总分", "", "", "", "", "100", "100"),
)
GOAL = "为全市86所学校提供安保服务。"


def _goals(form: Form) -> tuple[str, str]:
    return form.text("/overall_goal") or "", form.text("/annual_goal") or ""


@pytest.mark.parametrize("caption", ["四、项目绩效指标", "年度绩效指标", "（四）绩效指标", "2026年度绩效指标", "绩效指标设置情况"])
def test_a_caption_over_the_table_is_no_goal(caption: str) -> None:
    """Below the text of the year's goal, and below 项目总目标 that was left blank."""
    form = read_lines(*HEAD, ("项目绩效目标",), (GOAL,), (caption,), *TABLE)
    assert (form.text("/annual_goal"), unread(form)) == (GOAL, [])
    form = read_lines(*HEAD, ("项目总目标", "", "", "年度目标", GOAL), (caption,), *TABLE)
    assert (_goals(form), unread(form)) == (("", GOAL), [])


def test_a_goal_that_speaks_of_indicators_is_one() -> None:
    """完成各项绩效指标 is what somebody wants to reach."""
    form = read_lines(*HEAD, ("年度目标",), ("完成各项绩效指标，师生满意。",), *TABLE)
    assert form.text("/annual_goal") == "完成各项绩效指标，师生满意。"


@pytest.mark.parametrize("goals", [("年度总体目标", "年度目标", GOAL), ("总体目标", "年度目标", GOAL)])
def test_of_two_labels_beside_each_other_the_one_with_a_text_is_that_of_the_goal(goals: Line) -> None:
    """Over a table with a caption of its own, so that something stands below the first."""
    form = read_lines(*HEAD, goals, ("绩效指标",), *TABLE)
    assert (_goals(form), unread(form)) == (("", GOAL), [])


def test_a_goal_below_a_heading_beside_its_label() -> None:
    """年度目标 | 绩效目标 over the text, which stands under the second."""
    form = read_lines(*HEAD, ("年度目标", "绩效目标"), ("", GOAL), ("绩效指标", *TABLE[0]), *(("", *line) for line in TABLE[1:]))
    assert (_goals(form), unread(form)) == (("", GOAL), [])


@pytest.mark.parametrize("band", ["三、年度目标完成情况", "年度目标完成情况", "目标完成情况"])
def test_a_band_over_the_labels_of_goals_is_none(band: str) -> None:
    """预期目标 and 实际完成, one below the other with their texts beside them."""
    goals = (band,), ("预期目标", GOAL), ("实际完成情况", "已为86所学校提供服务。"), ("四、绩效指标完成情况（90分）",)
    form = read_lines(*RESULTS, *goals, *OUTCOME)
    assert (form.text("/budget_goal"), form.text("/actual_completion")) == (GOAL, "已为86所学校提供服务。")
    assert unread(form) == []


@pytest.mark.parametrize(("said", "is_told"), [("100", False), ("95", True)])
def test_a_total_score_below_its_label_that_the_closing_row_says_too(said: str, is_told: bool) -> None:
    """自评总分 in a row of labels over their values: the same number again is no unread one."""
    line = ("项目名称", "主管部门", "实施单位", "自评总分"), ("校园安保", "云溪市教育局", "云溪市第二中学", said)
    form = read_lines(*RESULTS[:2], *line, *RESULTS[4:], ("年度目标", GOAL), *OUTCOME)
    assert (str(form.value("/total_score")), bool(unread(form))) == ("100", is_told)


def test_both_days_of_a_project_below_labels_that_stand_alone_in_their_row() -> None:
    """项目开始时间 | 项目结束时间 over a day each; over several rows of days they head the steps of a plan."""
    days = ("项目开始时间", "项目结束时间"), ("2026-01-01", "2026-12-31")
    form = read_lines(*HEAD[:4], *days, HEAD[4], ("年度目标", GOAL), *TABLE)
    assert (str(form.value("/start_date")), str(form.value("/end_date"))) == ("2026-01-01", "2026-12-31")
    form = read_lines(*HEAD[:4], *days, ("2026-03-01", "2026-04-30"), HEAD[4], ("年度目标", GOAL), *TABLE)
    assert form.value("/start_date") is None
