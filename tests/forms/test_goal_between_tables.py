"""A goal that stands between two tables: beside its label, or below it where no table begins there; numbers before names."""

from __future__ import annotations

import pytest

from tests.forms.bureau_pages import ONE_YEAR, STACKED_2011
from tests.forms.plain_form import drawn
from tests.forms.reading import read


@pytest.mark.parametrize(
    ("between", "goal", "cell"),
    [
        ((("年度目标", "今年改造水厂一座。"),), "今年改造水厂一座。", "B11"),
        ((("年度目标",), ("今年改造水厂一座。",)), "今年改造水厂一座。", "A12"),
        ((("年度目标",),), None, None),
    ],
)
def test_a_goal_between_two_tables_is_read(between: tuple[tuple[str, ...], ...], goal: str | None, cell: str | None) -> None:
    """A label right above the heading of the next table has no goal: the heading is none."""
    page = (*STACKED_2011[:6], ("长期目标", "三年改造水厂四座。"), ("",), *STACKED_2011[8:10], *between, *STACKED_2011[10:])
    (form,) = read(drawn(page)).forms
    assert form.value("/annual_goal") == goal
    assert len(form.rows) == 2
    if cell:
        field = form.get("/annual_goal")
        assert field is not None and field.cell == cell


def test_a_goal_between_two_tables_of_our_own_form_is_not_missed() -> None:
    """项目总目标 above the first table, 年度目标 above the second: the template was said to be changed."""
    table = ("一级指标", "二级指标", "三级指标", "指标值")
    row = ("", "产出指标", "数量指标", "改造水厂")
    page = (
        *(("项目支出绩效目标申报表",), ("（2026年度）",), ("项目名称", "村级水厂改造", "", "项目类别", "特定目标类")),
        ("主管部门", "云溪市水务局", "", "实施单位", "清溪镇水管站"),
        ("计划开始日期", "2026-01-01", "", "计划完成日期", "2028-12-31"),
        ("项目资金（万元）", "项目资金总额", "900", "年度资金总额", "300"),
        *(("实施期目标", "三年改造水厂四座。"), ("实施期绩效指标", *table), (*row, "≥4座")),
        *(("年度目标", "今年改造水厂一座。"), ("年度绩效指标", *table), (*row, "≥1座")),
    )
    (form,) = read(drawn(page)).forms
    assert (form.text("/overall_goal"), form.text("/annual_goal")) == ("三年改造水厂四座。", "今年改造水厂一座。")
    assert "missing_label" not in [each.kind for each in form.remarks]


def test_a_number_without_a_name_is_not_lost() -> None:
    """指标2： printed by the bureau and left alone stays as it was written; before a name it is taken away."""
    page = tuple(("", "", "", "指标2：", "≥3(次)", "5") if row[3:4] == ("指标2：",) else row for row in ONE_YEAR)
    (form,) = read(drawn(page)).forms
    assert [row["level3"].value for row in form.rows][:2] == ["养护古树", "指标2："]
