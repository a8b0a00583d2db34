"""Indicator tables of two years below each other: those of the form's year are its indicators, the others are kept and told."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from xlperf.forms.form import Form
from xlperf.intake.sheet import Area, Sheet

Lines = tuple[tuple[str, ...], ...]

_HEADINGS = ("一级指标", "二级指标", "三级指标", "指标值")


def _table(label: str, count: str) -> Lines:
    return (
        (label, *_HEADINGS),
        ("", "产出指标", "数量指标", "巡护次数", f"≥{count}次"),
        ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
    )


def _form(upper: str, lower: str) -> Form:
    head: Lines = (
        ("项目支出绩效目标申报表",),
        ("（2026年度）",),
        ("项目名称", "河堤巡护"),
        ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"),
        ("年度资金总额（万元）", "60"),
        ("年度目标", "全年巡护河堤六十次。"),
    )
    sheet = drawn((*head, *_table(upper, "60"), *_table(lower, "70")))
    merges = (Area(7, 1, 9, 1), Area(10, 1, 12, 1))
    (form,) = read(Sheet(name=sheet.name, state=sheet.state, cells=sheet.cells, merges=merges)).forms
    return form


def _targets(form: Form) -> list[str]:
    return [row["target"].raw for row in form.rows]


@pytest.mark.parametrize("lower", ["2027年绩效指标", "2027年度绩效指标", "下年绩效指标", "下一年度绩效指标"])
@pytest.mark.parametrize("upper", ["2026年绩效指标", "本年绩效指标"])
def test_those_of_a_later_year_are_kept_apart(upper: str, lower: str) -> None:
    """Next year's targets are none of this year's."""
    form = _form(upper, lower)
    assert _targets(form) == ["≥60次", "≥90%"]
    assert [(each.kind, each.cell, each.detail["label"]) for each in form.remarks if each.kind == "other_year"] == [
        ("other_year", "A10", lower)
    ]
    assert "≥70次" in [each.raw for each in form.further]


def test_those_of_an_earlier_year_above_are_kept_apart() -> None:
    """The table that names the form's year is the year's, wherever it stands."""
    form = _form("2025年绩效指标", "2026年绩效指标")
    assert _targets(form) == ["≥70次", "≥90%"]
    assert [each.cell for each in form.remarks if each.kind == "other_year"] == ["A7"]


@pytest.mark.parametrize("lower", ["绩效指标", "2026年绩效指标", "补充绩效指标"])
def test_a_second_part_of_the_years_table_goes_on_with_it(lower: str) -> None:
    """A header that is repeated on the next page begins no other table."""
    form = _form("2026年绩效指标", lower)
    assert _targets(form) == ["≥60次", "≥90%", "≥70次", "≥90%"]
    assert "other_year" not in [each.kind for each in form.remarks]


@pytest.mark.parametrize("upper", ["2027年绩效指标", "2025年度绩效指标"])
def test_a_year_that_no_table_shares_with_the_form_tells_nothing_apart(upper: str) -> None:
    """The title may be last year's; the table of the whole term below is that of the term all the same."""
    form = _form(upper, "中期绩效指标")
    assert _targets(form) == ["≥60次", "≥90%"]
    assert [each.kind for each in form.remarks if each.kind in ("other_year", "unclear_blocks")] == []
