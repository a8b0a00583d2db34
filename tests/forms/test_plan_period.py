"""The period of a project beside one label: its two days are read on every bureau's form, and what is none is told."""

from __future__ import annotations

from datetime import date

import pytest

from tests.forms.bureau_pages import ONE_YEAR_SIDE, STACKED_2011, Page
from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read, unread
from xlperf.forms.form import Form
from xlperf.forms.record import form_record

DAYS = (date(2026, 4, 1), date(2028, 11, 30))


def _days(form: Form) -> tuple[object, object]:
    return form.value("/start_date"), form.value("/end_date")


MONEY: Page = (("项目资金申请（万元）", "资金总额：", "60"), ("", "财政拨款：", "52"), ("", "其他：", "8"))


def _stacked(*line: str) -> Form:
    return read(drawn((*STACKED_2011[:6], line, *MONEY, *STACKED_2011[6:]))).forms[0]


@pytest.mark.parametrize("label", ["项目起止时间", "起止年月", "项目起止年限", "建设期限", "项目执行期"])
def test_the_form_of_2011_gives_its_days_beside_one_label(label: str) -> None:
    """The bureau's layout has no labels of two days, and its record has the days all the same."""
    form = _stacked(label, "2026年4月-2028年11月")
    assert (form.template, _days(form)) == ("declaration-stacked", DAYS)
    assert form_record(form)["cells"]["/start_date"] == "B7"


def test_the_headings_of_a_plan_are_no_labels_of_days() -> None:
    """开始日期 | 完成日期 over the steps of a plan name no day of the project."""
    plan: Page = (("项目实施内容", "", "", "开始日期", "完成日期"), ("1.清淤", "", "", "2026-05", "2026-09"))
    form = read(drawn((*STACKED_2011[:6], ("项目起止时间", "2026.4—2028.11"), *plan, *STACKED_2011[6:]))).forms[0]
    assert _days(form) == DAYS


@pytest.mark.parametrize("page", [ROWS, STACKED_2011, ONE_YEAR_SIDE])
@pytest.mark.parametrize("text", ["2026年4月起", "2026年度内实施完毕", "自二〇二六年起"])
def test_a_period_that_cannot_be_read_is_told(page: Page, text: str) -> None:
    """Kept aside under its own name it would be in no record, and no finding would name it."""
    form = read(drawn((*page[:4], ("项目起止时间", text), *page[4:]))).forms[0]
    assert (_days(form), unread(form)) == ((None, None), ["B5"])


@pytest.mark.parametrize(("label", "text"), [("项目周期", "三年"), ("实施期限", "12个月"), ("项目期限", "长期")])
def test_how_long_a_project_takes_is_no_period(label: str, text: str) -> None:
    """Such a span names no day; it is kept under its name and nobody is told."""
    form = _stacked(label, text)
    assert (_days(form), unread(form)) == ((None, None), [])


def test_what_says_the_period_once_more_is_not_told() -> None:
    """项目周期 | 2026年至2028年 beside 项目起止时间 adds nothing to the days that were read."""
    form = _stacked("项目起止时间", "2026年4月至2028年11月", "", "项目周期", "2026年度起三年")
    assert (_days(form), unread(form)) == (DAYS, [])


@pytest.mark.parametrize(
    "cells",
    [
        ("2026年4月", "2028年11月"), ("2026年4月", "至", "2028年11月"), ("2026-04-01", "—", "2028-11-30"),
        ("2026.4.1", "2028.11.30"),
    ],
)  # fmt: skip
def test_a_day_in_a_cell_each(cells: tuple[str, ...]) -> None:
    """The two ends stand beside the label in cells of their own, with a stroke between them or not."""
    form = _stacked("项目起止时间", *cells)
    assert _days(form) == DAYS
    assert unread(form) == []


def test_a_period_and_another_day_beside_it_are_no_two_ends() -> None:
    """2026年4月-2028年11月 says both; what stands beside it is told."""
    form = _stacked("项目起止时间", "2026年4月-2028年11月", "2029年1月")
    assert _days(form) == DAYS
    assert unread(form) == ["C7"]


@pytest.mark.parametrize(("end", "meant"), [("2028-11-30", DAYS), ("", (DAYS[0], None))])
def test_days_with_labels_of_their_own_come_before_a_period(end: str, meant: tuple[date | None, ...]) -> None:
    """A form with 计划开始日期 has its days there, one of them blank or none; 建设期限 beside them is kept by its name."""
    days: Page = (("计划开始日期", "2026-04-01", "计划完成日期", end), ("建设期限", "2025年1月-2027年12月"))
    form = read(drawn((*ROWS[:4], *days, *ROWS[4:]))).forms[0]
    assert (_days(form), [each.name for each in form.further]) == (meant, ["/建设期限"])


@pytest.mark.parametrize("cells", [("长期", "至", "2026年4月"), ("2028年11月", "至", "2026年4月")])
def test_an_end_before_the_beginning_is_told(cells: tuple[str, ...]) -> None:
    """Both cells of what is no period are told, and no day is read from the end."""
    form = _stacked("项目起止时间", *cells)
    assert form.value("/end_date") != date(2026, 4, 30)
    assert unread(form) == ["C7", "D7"]


@pytest.mark.parametrize(
    "written",
    ["自 2026 年 3 月 至 2026 年 11 月", "从 2026.3 到 2026.11", "自 2026年3月1日起至2026年11月30日止"],
)
@pytest.mark.parametrize("label", ["实施期限", "建设年限", "项目工期", "项目执行时间"])
def test_a_period_in_words(label: str, written: str) -> None:
    """自 … 至, with blanks, beside whatever a bureau calls the period."""
    form = read(drawn((*ROWS[:4], (label, written), *ROWS[4:]))).forms[0]
    assert _days(form) == (date(2026, 3, 1), date(2026, 11, 30))
    assert unread(form) == []


@pytest.mark.parametrize("labels", [("项目起始年份", "项目终止年份"), ("建设开始年份", "执行截止年份")])
def test_the_years_of_both_ends(labels: tuple[str, str]) -> None:
    """A year alone is its first day as a start and its last as an end."""
    form = read(drawn((*ROWS[:4], (labels[0], "2026", "", labels[1], "2027"), *ROWS[4:]))).forms[0]
    assert _days(form) == (date(2026, 1, 1), date(2027, 12, 31))
    assert unread(form) == []


_WHOLE = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2026年度", "2026 年全年", "二〇二六年度", "本年度", "当年完成",
        "2026年1月（开始）-12月（结束）", "2026.1（开始）—2026.12（完成）",
        "开始：2026年1月 结束：2026年12月", "2026年1月开始，2026年12月结束", "2026年度1-12月", "2026年（1-12月）", "1月至12月",
        "2026年1月-12月（12个月）", "2026年1月至2026年12月，共12个月", "2026年1月初至12月底", "2026年一季度至四季度",
    ],
)  # fmt: skip
def test_a_period_in_any_words(text: str) -> None:
    """Words around the two ends, one of them without its year, or no more than the year that is meant."""
    form = read(drawn((*ROWS[:4], ("起止时间", text), *ROWS[4:]))).forms[0]
    assert (_days(form), unread(form)) == (_WHOLE, [])


def test_the_next_year_is_that_after_the_beginning() -> None:
    """2025年9月至次年6月 ends in 2026."""
    form = read(drawn((*ROWS[:4], ("起止时间", "2025年9月至次年6月"), *ROWS[4:]))).forms[0]
    assert _days(form) == (date(2025, 9, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    "text",
    ["自批复之日起至2026年底", "合同签订后至2026年12月31日",
      "资金下达之日起至2026年12月", "即日起—2026年12月", "预算批复之日至2026年末"],
)
@pytest.mark.parametrize("in_one_cell", [False, True])
def test_a_period_that_begins_with_no_day_has_its_end(text: str, in_one_cell: bool) -> None:
    """The end is read, the whole kept under its own name; nobody is asked for the beginning."""
    line = (f"实施期限：{text}",) if in_one_cell else ("实施期限", text)
    form = read(drawn((*ROWS[:4], line, *ROWS[4:]))).forms[0]
    assert (_days(form), unread(form)) == ((None, date(2026, 12, 31)), [])
    assert [(each.name, each.value) for each in form.further] == [("/实施期限", text)]


@pytest.mark.parametrize("text", ["一年", "12个月", "长期", "按合同执行"])
def test_how_long_a_project_takes_is_kept_from_one_cell_with_its_label(text: str) -> None:
    """实施期限：一年 names no day, and nobody is told."""
    form = read(drawn((*ROWS[:4], (f"实施期限：{text}",), *ROWS[4:]))).forms[0]
    assert (_days(form), unread(form)) == ((None, None), [])
    assert [(each.name, each.value) for each in form.further] == [("/实施期限", text)]


def test_a_period_that_is_none_is_told_as_one() -> None:
    """Not as a cell that stands in no column."""
    form = read(drawn((*ROWS[:4], ("起止时间", "2026年内实施完毕"), *ROWS[4:]))).forms[0]
    assert [each.detail["part"] for each in form.remarks if each.kind == "unread_cell"] == ["period"]


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("1月1日", "12月31日", _WHOLE), ("1月", "12月", _WHOLE), ("2026年度", "2026年度", _WHOLE),
        ("9月1日", "6月30日", (None, None)), ("长期", "12月31日", (None, date(2026, 12, 31))),
    ],
)  # fmt: skip
def test_days_without_their_year_are_of_the_form_s(start: str, end: str, days: tuple[date | None, ...]) -> None:
    """Unless the end would come before the beginning: of which years they are, nobody knows."""
    line = ("计划开始日期", start, "", "计划完成日期", end)
    form = read(drawn((*ROWS[:4], line, *ROWS[4:]))).forms[0]
    assert _days(form) == days


@pytest.mark.parametrize(
    "text",
    ["26.1.1-26.12.31", "26年1月1日至26年12月31日", "26年1月-12月", "26-1-1至26-12-31", "26/01/01 - 26/12/31", "2026.1.1—26.12.31"],
)
def test_a_year_cut_to_two_digits_before_its_month(text: str) -> None:
    """The year stands first as everywhere in the country; such days were asked for once more as an error."""
    form = read(drawn((*ROWS[:4], ("起止时间", text), *ROWS[4:]))).forms[0]
    assert (_days(form), unread(form)) == (_WHOLE, [])


@pytest.mark.parametrize("text", ["1.1.26-12.31.26", "Jan-26", "26.1-26.12", "01/02/26"])
def test_a_year_of_two_digits_that_may_be_a_day_is_left_unread(text: str) -> None:
    """Which of the numbers is the year, nobody can tell."""
    form = read(drawn((*ROWS[:4], ("起止时间", text), *ROWS[4:]))).forms[0]
    assert _days(form) == (None, None)
