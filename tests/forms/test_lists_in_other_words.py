"""Lists of projects whose headings, sections and sums are worded as other bureaus word them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from xlperf.forms.form import Form
from xlperf.forms.reading.form_reader import WorkbookForms

Line = tuple[str, ...]
_TITLE: Line = ("2026年度项目支出绩效目标表",)
_INDICATORS: Line = ("一级指标", "二级指标", "三级指标", "指标值")
_UNIT, _OTHER = "柳溪市图书馆", "柳溪市文旅局本级"


def _project(*front: str) -> tuple[Line, Line]:
    first = (*front, "产出指标", "数量指标", "采购图书数量", "≥500册")
    return first, (*("",) * len(front), "满意度指标", "服务对象满意度指标", "读者满意度", "≥90%")


def _list(headings: Line, *rows: Line) -> WorkbookForms:
    return read(drawn((_TITLE, (*headings, *_INDICATORS), *rows)))


def _named(found: WorkbookForms) -> list[tuple[str, str, int]]:
    return [(one.text("/project_name"), one.text("/unit"), len(one.rows)) for one in found.forms]


def _only(found: WorkbookForms) -> Form:
    (form,) = found.forms
    return form


@pytest.mark.parametrize("heading", ["支出项目名称", "项目（政策）名称", "二级项目名称", "项目全称", "项目"])
def test_a_list_is_known_by_any_heading_that_names_projects(heading: str) -> None:
    """It was refused as a form without 项目名称 where the heading was one that no layout lists."""
    found = _list(("预算单位", heading, "金额（元）"), *_project(_UNIT, "古籍修复", "800"))
    assert _named(found) == [("古籍修复", _UNIT, 2)]


@pytest.mark.parametrize("heading", ["项目", "支出项目名称", "项目名称"])
def test_headings_printed_again_are_no_project_however_they_are_worded(heading: str) -> None:
    """One between was read as a project called 项目 with nothing but errors."""
    headings = ("预算单位", heading, "资金（万元）")
    again = (*headings, *_INDICATORS)
    found = _list(headings, *_project(_UNIT, "古籍修复", "8"), again, *_project(_UNIT, "展陈更新", "9"))
    assert _named(found) == [("古籍修复", _UNIT, 2), ("展陈更新", _UNIT, 2)]


def test_a_target_that_says_what_a_heading_says_is_none() -> None:
    """The words of the heading count in its own column alone."""
    first, second = _project(_UNIT, "古籍修复", "8")
    found = _list(("预算单位", "项目", "资金（万元）"), first, (*second[:-1], "项目"), *_project(_UNIT, "展陈更新", "9"))
    assert _named(found) == [("古籍修复", _UNIT, 2), ("展陈更新", _UNIT, 2)]


@pytest.mark.parametrize("total", ["小计", "合计", "总计"])
def test_the_sum_of_the_sources_of_a_list_is_the_amount_of_the_year(total: str) -> None:
    """A sum that a bureau calls 小计 was lost, and rows of the same name stay rows of sums."""
    headings = ("项目名称", f"{total}（万元）", "财政拨款（万元）", "其他资金（万元）")
    rows = ((total, "12", "9", "3"), *_project("古籍修复", "5", "4", "1"), *_project("展陈更新", "7", "5", "2"))
    found = _list(headings, *rows)
    assert [one.amount("/funding/annual") for one in found.forms] == [Decimal(50000), Decimal(70000)]
    assert [one.amount("/funding/annual_other") for one in found.forms] == [Decimal(10000), Decimal(20000)]


@pytest.mark.parametrize(
    ("headings", "amounts", "other"),
    [
        (("资金总额", "财政拨款", "单位资金"), ("10", "8", "2"), 20000),
        (("资金总额", "财政拨款", "财政专户管理资金", "单位资金"), ("10", "5", "2", "3"), 50000),
        (("资金总额", "财政拨款", "其他资金", "单位资金"), ("10", "5", "2", "3"), 50000),
        (("资金总额", "财政拨款", "其他资金", "单位资金"), ("10", "5", "5", "3"), 50000),
    ],
    ids=["alone", "two of them", "beside other money", "within other money"],
)
def test_finer_columns_of_money_go_where_finer_rows_of_a_form_go(headings: Line, amounts: Line, other: int) -> None:
    """Money of the unit was kept under its own name, and missing in the department's 其他资金."""
    found = _list(("项目名称", *(f"{each}（万元）" for each in headings)), *_project("古籍修复", *amounts))
    assert _only(found).amount("/funding/annual_other") == Decimal(other)
    assert _only(found).amount("/funding/annual") == Decimal(100000)


def test_money_of_the_unit_without_a_total_before_it_is_no_part_of_one() -> None:
    """Whose part it is nothing says."""
    found = _list(("项目名称", "单位资金（万元）", "资金总额（万元）"), *_project("古籍修复", "2", "10"))
    assert _only(found).amount("/funding/annual_other") is None


@pytest.mark.parametrize("name", ["柳溪市文旅局本级", "柳溪市青竹林场", "柳溪市广播电视台", "柳溪妇联", "柳溪文旅公司", "东街社区"])
def test_a_section_names_the_unit_of_the_projects_below_it(name: str) -> None:
    """It was read as a project without anything, and its projects silently as those of the unit before it."""
    rows = ((_UNIT,), *_project("古籍修复", "5"), (name,), *_project("展陈更新", "7"))
    assert _named(_list(("项目名称", "金额（万元）"), *rows)) == [("古籍修复", _UNIT, 2), ("展陈更新", name, 2)]


def test_a_sum_right_below_the_first_unit_of_a_list_hides_no_project() -> None:
    """小计 heads a column as well: the list was held for headings alone and refused."""
    rows = ((_OTHER,), ("", "小计", "5"), *_project("4401", "古籍修复", "5"))
    assert _named(_list(("项目代码", "项目", "小计（万元）"), *rows)) == [("古籍修复", _OTHER, 2)]


@pytest.mark.parametrize("said", ["填报单位：", "填报单位（盖章）：", "单位名称：", "自评单位："])
def test_the_unit_of_all_projects_may_stand_above_them_in_other_words(said: str) -> None:
    """Above the headings, where the list has no column of units."""
    rows = ((f"{said}{_UNIT}",), ("项目名称", "金额（万元）", *_INDICATORS), *_project("古籍修复", "5"))
    assert _named(read(drawn((_TITLE, *rows)))) == [("古籍修复", _UNIT, 2)]


def test_a_column_of_units_says_more_than_who_filled_the_list() -> None:
    """The department that hands a list in is not the unit of each project."""
    headings = ("部门单位名称", "项目名称", "金额（万元）", *_INDICATORS)
    found = read(drawn((_TITLE, ("填报单位：柳溪市文旅局",), headings, *_project(_UNIT, "古籍修复", "5"))))
    assert _named(found) == [("古籍修复", _UNIT, 2)]


_PAGE: tuple[Line, ...] = (("2026年度部门预算项目支出绩效目标表",), ("部门：柳溪市文旅局", "", "单位：万元"))


@pytest.mark.parametrize("over", [1, 2], ids=["title", "title and department"])
@pytest.mark.parametrize("repeated", [True, False], ids=["cells in each row", "cells in the first row"])
def test_a_project_goes_on_below_a_title_printed_again(over: int, repeated: bool) -> None:
    """A list converted from a PDF has its title on each page: the money of a project across the break was counted twice."""
    headings = ("项目名称", "金额", *_INDICATORS)
    ours = ("古籍修复", "5") if repeated else ("", "")
    rows = (
        ("古籍修复", "5", "产出指标", "数量指标", "修复古籍", "≥500册"), (*ours, "", "质量指标", "合格率", "≥98%"),
        *_PAGE[:over], headings,
        ("古籍修复", "5", "效益指标", "社会效益指标", "读者", "≥1万人"),
        (*ours, "满意度指标", "服务对象满意度指标", "读者满意度", "≥90%"),
        *_project("展陈更新", "7"),
    )  # fmt: skip
    found = read(drawn((*_PAGE, headings, *rows)))
    money = [one.amount("/funding/annual") for one in found.forms]
    assert (_named(found), money) == ([("古籍修复", "", 4), ("展陈更新", "", 2)], [Decimal(50000), Decimal(70000)])
    assert not [each for form in found.forms for each in form.remarks]


def test_another_project_below_a_title_printed_again_is_another() -> None:
    """Of the same name as the last one, with other money."""
    headings = ("项目名称", "金额", *_INDICATORS)
    found = read(drawn((*_PAGE, headings, *_project("古籍修复", "5"), *_PAGE, headings, *_project("古籍修复", "7"))))
    assert [one.amount("/funding/annual") for one in found.forms] == [Decimal(50000), Decimal(70000)]


@pytest.mark.parametrize("title", ["部门预算项目绩效目标", "云溪市文旅局2026年预算项目支出绩效目标", "2026年项目绩效目标"])
def test_a_title_that_does_not_say_table(title: str) -> None:
    """部门预算项目绩效目标 above a list is its title, and its year is that of the projects."""
    found = read(drawn(((title,), ("预算单位", "项目名称", "金额（万元）", *_INDICATORS), *_project(_UNIT, "古籍修复", "8"))))
    assert _only(found).text("/title") == title
    assert _only(found).value("/year") == (2026 if "2026" in title else None)


@pytest.mark.parametrize("heading", ["本年权重", "年度分值", "本年度指标权重"])
def test_weights_of_the_year_are_weights(heading: str) -> None:
    """本年绩效指标值 | 本年权重 of Hainan: the weights were told as a column that nobody knows."""
    rows = [(*line, "50") for line in _project(_UNIT, "古籍修复", "8")]
    found = read(drawn((_TITLE, ("预算单位", "项目名称", "金额（万元）", *_INDICATORS, heading), *rows)))
    assert [str(row["weight"].value) for row in _only(found).rows] == ["50", "50"]
