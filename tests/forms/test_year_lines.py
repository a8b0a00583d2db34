"""The year of a form from a period in its year line, and from the first of two lines of a title."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.forms.reading import read_lines
from tests.forms.slips import slipped
from tests.forms.test_rows_below_goals import FORMS as PAGES
from tests.forms.test_rows_below_goals import form_of
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import read_forms
from xlperf.intake.sheet import Workbook

FORMS = ("declaration of Shanghai", "two levels", "one year", "self-evaluation", "declaration of budget integration")


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("2023年1月1日至2023年12月31日", 2023),
        ("2024年1月-12月", 2024),
        ("（2025年1—12月）", 2025),
        ("2029-01-01至2029-12-31", 2029),
        ("预算期间：2030年1月至12月", 2030),
        ("（2026年第一批）", 2026),
        ("（2026年部门预算）", 2026),
        ("（2026年修订）", None),
        ("（2026年1月1日—2028年12月31日）", None),
        ("（2026-2028年度）", None),
        ("(2026至2028年度)", None),
        ("2026、2027年度", None),
        ("（2026/2027年度）", None),
        ("2026年度（2026-2028年项目）", 2026),
        ("2026年（追加）", 2026),
        ("2026年部门预算", 2026),
        ("2026年中调整", 2026),
        ("2026-2027学年", 2026),
        ("（26年度）", 2026),
        ("（2025年编制）", None),
        ("（46年度）", None),
        ("填报日期：2025年11月", None),
        ("填报时间：2025年11月3日至11月20日", None),
    ],
)
def test_a_period_in_place_of_the_year(name: str, line: str, year: int | None) -> None:
    """A line that gives most of one year gives the year; several years, a month and some days do not."""
    field = form_of(name, f"A2={line}").get("/year")
    if field is None:  # a form of another bureau, without a place for its year
        assert year is None and not line.startswith(("（", "("))
    else:
        assert (field.value, field.cell) == (year, "A2")


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("first", ["云溪市2031年度", "2031年云溪市市级部门预算", "（2031年）槐荫区本级"])
def test_the_year_in_the_first_line_of_a_title(name: str, first: str) -> None:
    """Right above the line that names the form, alone in its row."""
    form = form_of(name, f"-2；+1；A1={first}")
    assert (form.value("/year"), form.get("/year").cell) == (2031, "A1")  # type: ignore[union-attr]


@pytest.mark.parametrize("line", ["填报时间：2025年", "2025年11月6日", "2024年完成清淤，2025年维护。", "上年（2025年）未报"])
def test_what_else_may_stand_above_a_title_gives_no_year(line: str) -> None:
    """A day, a sentence, and what is said of another time; a line beside others is no line of a title."""
    beside = "；E1=另附" if "上年" in line else ""
    assert form_of("two levels", f"-2；+1；A1={line}{beside}").value("/year") is None


@pytest.mark.parametrize(
    ("header", "year"),
    [
        ("财政项目支出绩效目标申报表（2026年度）", 2026),
        ("（2026年度）", 2026),
        ("云溪市财政局2026年3月", None),
        ("财政项目支出绩效目标申报表（2026-2028年度）", None),
    ],
)
def test_the_year_in_the_header_of_the_page(header: str, year: int | None) -> None:
    """Printed over every page, it was told as missing; what a sheet says itself goes before it."""
    years = []
    for slip in ("A2-", "A2=（2031年度）"):
        sheet = replace(slipped(PAGES["declaration of Shanghai"], slip).sheet(), page_header=header)
        (form,) = read_forms(Workbook("xlsx", (sheet,)), "表.xlsx", load_layouts(), load_vocabulary()).forms
        years.append(form.value("/year"))
    assert years == [year, 2031]


def test_the_period_over_a_form_without_a_title() -> None:
    """2026年1月至12月 right above 项目名称."""
    assert form_of("without a title", "+1；A1=2026年1月至12月").value("/year") == 2026


@pytest.mark.parametrize("name", ["declaration of Shanghai", "one year", "self-evaluation"])
def test_a_year_line_between_the_rows_of_the_head(name: str) -> None:
    """Alone in its row below the first labels, where none stands above them."""
    form = form_of(name, "A2-；+5；A5=（2031年度）")
    assert (form.value("/year"), form.get("/year").cell) == (2031, "A5")  # type: ignore[union-attr]


_YEARLESS = (
    ("项目支出绩效自评表",),
    ("项目名称：", "文化馆运行维护"),
    ("主管部门：", "云溪市文旅局", "", "实施单位：", "云溪市文化馆"),
    ("是否公开：", "", "", "网址："),
    ("资金构成（元）", "", "年初预算数", "全年预算数", "执行数", "分值", "执行率（%）", "得分"),
    ("资金总额：", "", "120000", "120000", "30000", "10", "25", "2.5"),
    ("其中：财政资金：", "", "120000", "120000", "30000", "", "25"),
    ("年度目标", "", "", "", "年度目标完成情况"),
    ("全年演出六十场。", "", "", "", "全年演出六十场。"),
    ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("产出指标", "数量指标", "演出场次", "≥60场", "60场", "90", "90"),
)


@pytest.mark.parametrize("line", [(), ("（2025年度）",), ("（    年度）",), ("年度：", ""), ("年度", "2025")])
def test_a_form_that_prints_no_year_is_not_asked_for_one(line: tuple[str, ...]) -> None:
    """A whole province has no place for it; a blank place is asked for, and a year is read, as everywhere."""
    form = read_lines(_YEARLESS[0], *([line] if line else []), *_YEARLESS[1:])
    year = form.get("/year")
    assert (year is None) == (not line)
    assert form.value("/year") == (2025 if "2025" in str(line) else None)


def test_the_blank_of_our_own_without_its_year_line_is_asked_for_it() -> None:
    """Somebody deleted it."""
    for name in ("self-evaluation", "one year"):
        assert form_of(name, "-2").get("/year") is not None
