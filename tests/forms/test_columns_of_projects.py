"""Columns of a list of projects that only some bureaus have, and what stands right of its rows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from xlperf.forms.form import OWN_COLUMN, UNREAD, Form
from xlperf.intake.sheet import Area

_INDICATORS = ("产出指标", "数量指标", "巡堤次数", "≥60次")
_LEVELS = ("一级指标", "二级指标", "三级指标", "指标值")


def _form(own: tuple[str, ...], values: tuple[str, ...], levels: tuple[str, ...] = _LEVELS, row: tuple[str, ...] = ()) -> Form:
    """Return the first form of a list under a header of two rows: ``own`` stands in the upper one, over merged cells."""
    count = len(own)
    lines = (("项目支出绩效目标表（2026年度）",), (*own, "绩效指标"), ("",) * count + levels, (*values, *(row or _INDICATORS)))
    merges = (*(Area(2, at, 3, at) for at in range(1, count + 1)), Area(2, count + 1, 2, count + len(levels)))
    return read(replace(drawn(lines), merges=merges)).forms[0]


def test_an_own_column_above_the_levels_is_kept_and_no_fault() -> None:
    """项目属性 over 延续项目 is no category, and 项目负责人 is none of the indicators."""
    form = _form(("项目名称", "项目属性", "项目负责人", "预算金额（万元）"), ("河堤巡护", "延续项目", "吴某", "48"))
    assert form.get("/category") is None
    assert [(each.label, each.raw) for each in form.further] == [("项目属性", "延续项目"), ("项目负责人", "吴某")]
    assert form.remarks == ()


def test_a_column_in_other_words_is_the_category_where_one_stands_below() -> None:
    """What is written there says what it means."""
    form = _form(("项目名称", "项目属性", "预算金额（万元）"), ("河堤巡护", "特定目标类", "48"))
    assert form.text("/category") == "特定目标类"


@pytest.mark.parametrize("says", ["32-专项资金项目", "运行维护类", "部门预算项目"])
def test_a_category_in_words_of_a_bureau_is_kept_under_its_heading(says: str) -> None:
    """项目类别 over 32-专项资金项目 is no category of ours, and no slip either; before 特定目标类 a code is nothing."""
    form = _form(("项目名称", "项目类别", "预算金额（万元）"), ("河堤巡护", says, "48"))
    assert (form.get("/category"), [(each.label, each.raw) for each in form.further]) == (None, [("项目类别", says)])
    form = _form(("项目名称", "项目类别", "预算金额（万元）"), ("河堤巡护", "3-特定目标类", "48"))
    assert (form.text("/category"), form.further) == ("特定目标类", ())


@pytest.mark.parametrize("heading", ["指标方向性", "指标值方向性", "方向性"])
def test_a_second_column_of_signs_is_known(heading: str) -> None:
    """正向指标 right of 指标性质 | ≥ is kept and not asked about; one in other words is told."""
    levels = (*_LEVELS[:3], "指标性质", "指标值", "计量单位")
    row = (*_INDICATORS[:3], "≥", "60", "次")
    form = _form(("项目名称", "预算金额（万元）"), ("河堤巡护", "48"), (*levels, heading), (*row, "正向指标"))
    assert ([(each.label, each.raw) for each in form.further], form.remarks) == ([(heading, "正向指标")], ())
    form = _form(("项目名称", "预算金额（万元）"), ("河堤巡护", "48"), (*levels, "考核方"), (*row, "正向指标"))
    assert [each.kind for each in form.remarks] == [OWN_COLUMN]


@pytest.mark.parametrize("heading", ["总分", "自评总分", "自评得分", "总得分"])
def test_the_total_of_a_project_may_be_its_last_column(heading: str) -> None:
    """Merged down over the header, right of the scores of the indicators."""
    levels = (*_LEVELS, "实际完成值", "分值", "得分")
    lines = (
        ("项目支出绩效自评表（2025年度）",),
        ("项目名称", "绩效指标", *[""] * 6, heading),
        ("", *levels),
        ("河堤巡护", *_INDICATORS, "61次", "90", "90", "99"),
    )
    merges = (Area(2, 1, 3, 1), Area(2, 2, 2, 8), Area(2, 9, 3, 9))
    (form,) = read(replace(drawn(lines), merges=merges)).forms
    assert [(row["score"].value, row["score"].cell) for row in form.rows] == [(Decimal(90), "H4")]
    assert (form.value("/total_score"), form.get("/total_score").cell) == (Decimal(99), "I4")  # type: ignore[union-attr]
    assert not [each for each in form.remarks if each.kind == UNREAD]


@pytest.mark.parametrize(("text", "part"), [("财务科已核", "beside"), ("48", "table"), ("≥60次", "table")])
def test_words_right_of_a_list_are_a_remark(text: str, part: str) -> None:
    """They weigh no more than those beside a single form; what may be a value weighs as one of the table."""
    form = _form(("项目名称", "预算金额（万元）"), ("河堤巡护", "48"), row=(*_INDICATORS, text))
    assert [(each.cell, each.detail["part"]) for each in form.remarks if each.kind == UNREAD] == [("G4", part)]
