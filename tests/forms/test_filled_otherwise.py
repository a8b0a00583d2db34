"""Declarations filled in otherwise than their blank foresees: both dates in one cell, a label and its value in one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from xlperf.forms.form import Form, Target
from xlperf.intake.sheet import Area, Sheet

Rows = tuple[tuple[str, ...], ...]


def _read(rows: Rows, added: dict[str, str] | None = None) -> Form:
    return read(drawn(rows, added=added)).forms[0]


def _with_line(line: tuple[str, ...], at: int = 4) -> Rows:
    return (*ROWS[:at], line, *ROWS[at:])


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("项目起止时间", "2026.3-2026.11"),
        ("实施期限", "2026年3月至2026年11月"),
        ("项目周期", "2026年3-11月"),
        ("起止日期", "2026-03-01～2026-11-30"),
        ("项目实施周期", "2026年3月1日至2026年11月30日"),
        ("计划起止日期", "自2026年3月1日起至2026年11月30日止"),
    ],
)
def test_a_period_in_one_cell_is_both_dates(label: str, text: str) -> None:
    """A form without two dates gives its period beside one label; both fields name its cell."""
    form = _read(_with_line((label, text)))
    assert (form.value("/start_date"), form.value("/end_date")) == (date(2026, 3, 1), date(2026, 11, 30))
    assert {form.get("/start_date").cell, form.get("/end_date").cell} == {"B5"}  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["3年", "长期", "一年内"])
def test_a_span_without_dates_is_no_period(text: str) -> None:
    """How long a project takes says nothing about when; it is kept under the label, and no date is asked for."""
    form = _read(_with_line(("项目周期", text)))
    assert form.value("/start_date") is None
    assert [each.value for each in form.further] == [text]
    assert all("日期" not in str(each.detail.get("label")) for each in form.remarks)


def test_two_dates_go_before_a_period() -> None:
    """A form with its dates in two cells is read by these, whatever 项目周期 says."""
    form = _read(_with_line(("计划开始日期", "2026-01-01", "", "计划完成日期", "2026-12-31", "项目周期", "2026-2028")))
    assert (form.value("/start_date"), form.value("/end_date")) == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize("text", ["2026年12月底", "2026年12月末", "2026年底"])
def test_the_end_of_a_month_is_its_last_day(text: str) -> None:
    """底 and 末 behind a month or a year mean its last day."""
    form = _read(_with_line(("计划开始日期", "2026年1月", "", "计划完成日期", text)))
    assert form.value("/end_date") == date(2026, 12, 31)


def test_the_unit_may_stand_in_a_cell_below_its_label() -> None:
    """（万元） below 项目资金 is the unit of the form, not 元."""
    rows = (*ROWS[:4], ("项目资金", *ROWS[4][1:]), ("（万元）",), *ROWS[5:])
    assert _read(rows).value("/funding/annual") == Decimal("480000")


def test_the_unit_may_stand_behind_each_amount() -> None:
    """万元 in a cell of its own behind every amount is the unit of the form."""
    rows = (*ROWS[:4], ("项目资金", "项目资金总额", "48", "年度资金申请总额", "48", "万元"), *ROWS[5:])
    assert _read(rows).value("/funding/annual") == Decimal("480000")


def test_units_that_do_not_agree_are_not_guessed_at() -> None:
    """万元 behind one amount and 元 behind another leave the unit open, which is told."""
    rows = (*ROWS[:4], ("项目资金", "年度资金申请总额", "48", "万元"), ("", "项目资金总额", "480000", "元"), *ROWS[5:])
    assert "unit_missing" in {each.kind for each in _read(rows).remarks}


@pytest.mark.parametrize("between", [" ", "　", "\n", "﹕"])
def test_a_label_and_its_value_may_share_a_cell(between: str) -> None:
    """Nothing but a blank, a line break or an odd colon parts 主管部门 from the name behind it."""
    rows = (*ROWS[:3], (f"主管部门{between}云溪市水务局", "", "", f"实施单位{between}云溪市河道所"), *ROWS[4:])
    form = _read(rows)
    assert (form.value("/department"), form.value("/unit")) == ("云溪市水务局", "云溪市河道所")


def test_a_label_in_two_languages_is_the_chinese_one() -> None:
    """项目名称 Project Name means 项目名称."""
    rows = (*ROWS[:2], ("项目名称 Project Name", *ROWS[2][1:]), ("主管部门\nDepartment", *ROWS[3][1:]), *ROWS[4:])
    form = _read(rows)
    assert (form.value("/project_name"), form.value("/department")) == ("河堤巡护", "云溪市水务局")


def test_a_merged_target_belongs_to_every_row_it_covers() -> None:
    """Two indicators share one merged cell: both promise what it says."""
    plain = drawn((*ROWS[:9], ("", "", "质量指标", "隐患处置率", ""), ROWS[10]))
    sheet = Sheet(plain.name, plain.state, plain.cells, (*plain.merges, Area(9, 5, 10, 5)))
    targets = [each["target"].value for each in read(sheet).forms[0].rows]
    assert [each.text for each in targets if isinstance(each, Target)] == ["≥60(次)", "≥60(次)", "≥90(%)"]


def test_the_sum_of_the_weights_of_a_declaration_is_no_indicator() -> None:
    """A row 合计 with nothing but a number under 权重 closes the table; nothing of it is left unread."""
    rows = (*ROWS[:7], (*ROWS[7], "权重"), *((*each, str(30)) for each in ROWS[8:]), ("", "合计", "", "", "", "90"))
    form = _read(rows)
    assert len(form.rows) == 3
    assert "unread" not in {each.kind for each in form.remarks}


def test_level_headings_filled_down_are_one_header() -> None:
    """Where merged headings were filled down, 一级指标 stands twice; the second row still divides 指标值."""
    rows = (
        *ROWS[:8],
        ("", "一级指标", "二级指标", "三级指标", "比较符", "指标值", "度量单位"),
        ("", "产出指标", "数量指标", "巡护次数", "≥", "60", "次"),
        ("", "产出指标", "质量指标", "隐患处置率", "≥", "95", "%"),
        ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥", "90", "%"),
    )
    targets = [each["target"].value for each in _read(rows).rows]
    assert [each.text for each in targets if isinstance(each, Target)] == ["≥60(次)", "≥95(%)", "≥90(%)"]


def test_the_beginning_of_a_month_is_its_first_day() -> None:
    """初 behind a month means its first day, for a start and for an end."""
    form = _read(_with_line(("计划开始日期", "2026年3月初", "", "计划完成日期", "2026年12月末")))
    assert (form.value("/start_date"), form.value("/end_date")) == (date(2026, 3, 1), date(2026, 12, 31))


def test_a_number_before_a_level_is_no_part_of_its_name() -> None:
    """1 产出指标 is 产出指标, and nobody is asked about it."""
    rows = (*ROWS[:8], ("", "1 产出指标", *ROWS[8][2:]), ROWS[9], ("", "2 满意度指标", *ROWS[10][2:]))
    levels = [each["level1"] for each in _read(rows).rows]
    assert [each.value for each in levels] == ["产出指标", "产出指标", "满意度指标"]
    assert not any(each.notes for each in levels)


def test_a_subtotal_that_names_its_level_is_no_indicator() -> None:
    """产出指标小计 with a sum under 权重 alone is a sum, as 小计 is."""
    heading = (*ROWS[:7], (*ROWS[7], "权重"))
    rows = (*heading, *((*each, "30") for each in ROWS[8:10]), ("", "", "产出指标小计", "", "", "60"), (*ROWS[10], "30"))
    assert [each["level3"].value for each in _read(rows).rows] == ["巡护次数", "隐患处置率", "群众满意度"]
