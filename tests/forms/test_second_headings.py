"""A second row of headings in a table that lost its merged cells, in words that no layout knows: no indicator, and targets stay."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from xlperf.forms.form import Form, Target

HEADINGS = ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值")
TARGETS = ["≥60(次)", "≥95(%)", "≥90(%)"]


def _form(second: tuple[str, ...], beside: tuple[str, ...] = (), first: tuple[str, ...] = HEADINGS) -> Form:
    """Return a form with a second row of headings, and what stands right of the targets."""
    indicators = [(*line, *beside) for line in ROWS[8:]]
    return read(drawn((*ROWS[:7], first, second, *indicators))).forms[0]


def _targets(form: Form) -> list[str]:
    values = [row["target"].value for row in form.rows]
    return [each.text if isinstance(each, Target) else "" for each in values]


@pytest.mark.parametrize(
    ("second", "beside"),
    [
        (("", "", "", "", "年初设定", "备注"), ("按季填报",)),
        (("", "", "", "", "指标值", "填写说明"), ("按季填报",)),
        (("", "", "", "名称", "具体要求"), ()),
        (("", "（必填）", "（必填）", "（必填）", "（必填）"), ()),
        (("", "", "", "", "（含计量单位）"), ()),
        (("", "", "", "（名称）", "（数值及单位）"), ()),
    ],
    ids=str,
)
def test_a_second_row_in_other_words_is_no_indicator(second: tuple[str, ...], beside: tuple[str, ...]) -> None:
    """All three indicators keep their targets, and nothing is told."""
    form = _form(second, beside)
    assert _targets(form) == TARGETS
    assert [each.kind for each in form.remarks if each.kind != "own_column"] == []


@pytest.mark.parametrize(
    "times", ["一季度 二季度 三季度 四季度", "上半年 下半年", "第1季度目标 第2季度目标", "1-6月 7-12月", "3月 6月 9月"]
)
def test_times_of_the_year_beside_its_targets_are_headings(times: str) -> None:
    """分季度目标 over 一季度 | 二季度 | …, whose merged cells were lost: no row of them is an indicator, and each is told once."""
    names = times.split()
    form = _form(("",) * 5 + tuple(names), ("10次",) * len(names), (*HEADINGS, "分期目标"))
    assert _targets(form) == TARGETS
    assert [each.detail["label"] for each in form.remarks if "part" not in each.detail] == names
    assert {each.kind for each in form.remarks} == {"own_column"}


def test_a_target_beside_a_result_of_the_same_words_is_no_heading() -> None:
    """一季度 | 一季度 in a row that lacks its name."""
    form = _form(("", "", "", "", "一季度", "一季度"), ("60次",), (*HEADINGS, "实际完成"))
    assert _targets(form) == ["一季度", *TARGETS]


def test_the_year_is_meant_below_two_periods_in_own_words() -> None:
    """项目总指标值 | 2026年指标值 below 指标值: the second is the year's."""
    lines = [(*line[:4], "≥180(次)", line[4]) for line in ROWS[8:]]
    form = read(drawn((*ROWS[:7], HEADINGS, ("", "", "", "", "项目总指标值", "2026年指标值"), *lines))).forms[0]
    assert _targets(form) == TARGETS


def test_a_unit_beside_a_heading_that_repeats_the_one_above_is_part_of_the_target() -> None:
    """指标值 over 指标值 | 计量单位: ≥60 | 次."""
    lines = [(*line[:4], *line[4].rstrip(")").split("(")) for line in ROWS[8:]]
    form = read(drawn((*ROWS[:7], (*HEADINGS[:4], "指标值"), ("", "", "", "", "指标值", "计量单位"), *lines))).forms[0]
    assert _targets(form) == TARGETS


def test_an_indicator_without_its_levels_is_no_heading() -> None:
    """The first row lost the names of its levels; its target says what it is."""
    lines = [("", "", "", "巡护次数", "≥60(次)"), *ROWS[9:]]
    form = read(drawn((*ROWS[:7], HEADINGS, *lines))).forms[0]
    assert _targets(form)[0] == "≥60(次)"


def test_an_indicator_below_a_repeated_header_is_no_heading() -> None:
    """After a page break a row in words goes on with the levels above, though the next one names its own."""
    more = (HEADINGS, ("", "", "", "沿河环境", "有效改善"), ("", "满意度指标", "服务对象满意度指标", "游客满意度", "≥80(%)"))
    form = read(drawn((*ROWS[:7], HEADINGS, *ROWS[8:10], *more))).forms[0]
    assert "有效改善" in _targets(form)


@pytest.mark.parametrize(("cells", "near"), [(("30", "40", "30"), "权重"), (("≥36(台)", "≥180(个)", "≥9(项)"), "")], ids=str)
def test_a_column_of_targets_is_not_taken_for_weights(cells: tuple[str, ...], near: str) -> None:
    """What may be meant by a heading that nobody knows is told by what stands below it."""
    lines = [(*line[:4], cell, line[4]) for line, cell in zip(ROWS[8:], cells, strict=True)]
    form = read(drawn((*ROWS[:7], (*HEADINGS[:4], "甲栏", HEADINGS[4]), *lines))).forms[0]
    told = [each.detail for each in form.remarks if each.kind == "own_column" and "part" not in each.detail]
    assert [each.get("near", "") for each in told] == [near]


def test_the_direction_of_an_indicator_is_the_sign_of_its_target() -> None:
    """指标方向性 ≥ beside 60(次)."""
    lines = [(*line[:4], line[4][0], line[4][1:]) for line in ROWS[8:]]
    form = read(drawn((*ROWS[:7], (*HEADINGS[:4], "指标方向性", HEADINGS[4]), *lines))).forms[0]
    assert _targets(form) == TARGETS


_QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")


def _divided(names: tuple[str, ...]) -> Form:
    """Return a form whose 年度指标值 is divided into parts of the year and others; 合计 and the like have the targets."""
    lines = [(*line[:4], *("15次" if each in (*_QUARTERS, "1-6月", "7-12月") else line[4] for each in names)) for line in ROWS[8:]]
    return read(drawn((*ROWS[:7], HEADINGS, ("",) * 4 + names, *lines))).forms[0]


@pytest.mark.parametrize("year", ["全年", "合计", "全年合计", "年度", "指标值"])
def test_the_year_among_its_quarters_is_the_target(year: str) -> None:
    """年度指标值 over 第一季度 | … | 全年: the first quarter is not what the year is to reach, wherever its column stands."""
    assert _targets(_divided((*_QUARTERS, year))) == TARGETS
    assert _targets(_divided((year, *_QUARTERS))) == TARGETS
    assert _targets(_divided(("1-6月", "7-12月", year))) == TARGETS


def test_quarters_without_their_year_are_told_and_none_is_the_target() -> None:
    """Which of them holds for the year nobody knows: their sum, or the last."""
    form = _divided(_QUARTERS)
    assert [row["target"].value for row in form.rows if "target" in row and row["target"].value is not None] == []
    told = [each.detail for each in form.remarks if each.kind == "own_column" and "part" not in each.detail]
    assert [(each["label"], each["near"]) for each in told] == [(each, "年度(/项目)指标值") for each in _QUARTERS]
