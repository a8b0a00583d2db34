"""Dates and years as people type them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf.forms.values import dates
from xlperf.forms.values.dates import is_year_line, parse_date, read_date, year_in
from xlperf.intake.sheet import Cell


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-05", "2026/1/5", "2026.1.5", "2026年1月5日", "2026年1月5号", "2026 年 1 月 5 日", "20260105",
        "2026-01-05 00:00:00", "2026年1月5日 8:30", "2026-01-05T00:00:00Z", "２０２６－０１－０５", "2026—01—05",
        "二〇二六年一月五日", "二○二六年1月5日", " 2026-1-5 ", "2026-1-5日",
        "2026、1、5", "2026，1，5", "2026 01 05", "2026年1月5日起", "2026年1月5日前", "2026-01-05止", "2026年元月5日",
        "'2026-01-05", "2026-01-05。", "2026-01-05；", "2026年1月5日24时", "2026-01-05 18时", "2026-01-05 12:00 AM",
        "2026-01-05 8:30:00 pm",
        "2026-01-05T00:00:00+08:00", "2026年1月5日（预计）", "预计2026年1月5日", "05-Jan-2026", "Jan 5, 2026", "5 January 2026",
        "2026-01-05 Mon", "2026/1/5 (Monday)", "Mon, Jan 5, 2026", "2026年1月5日（合同签订日）", "2026·1·5",
    ],
)  # fmt: skip
def test_one_day_however_it_is_typed(text: str) -> None:
    """Strokes, slashes, points, characters, digits alone, with a time, in full width or Chinese numerals."""
    assert parse_date(text) == parse_date(text, True) == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026年2月", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026年1月上旬", date(2026, 1, 1), date(2026, 1, 10)),
        ("2026年6月中旬", date(2026, 6, 11), date(2026, 6, 20)),
        ("2026年2月下旬", date(2026, 2, 21), date(2026, 2, 28)),
        ("2026年第一季度", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026年4季度", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026年上半年", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026年下半年", date(2026, 7, 1), date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026年", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026.07-2027.01", date(2026, 7, 1), date(2027, 1, 31)),
        ("2026年1月至12月", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026年1-12月", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026年3月1日至2027年6月30日", date(2026, 3, 1), date(2027, 6, 30)),
        ("2026-03-01～2026-06-30", date(2026, 3, 1), date(2026, 6, 30)),
        ("2026.3.1-6.30", date(2026, 3, 1), date(2026, 6, 30)),
        ("202607-202701", date(2026, 7, 1), date(2027, 1, 31)),
        ("20260301至20260630", date(2026, 3, 1), date(2026, 6, 30)),
        ("2025-2027", date(2025, 1, 1), date(2027, 12, 31)),
        ("二〇二六年十二月", date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_months_years_and_periods_in_one_cell(text: str, start: date, end: date) -> None:
    """A start takes the first day of what is written, an end the last."""
    assert (parse_date(text), parse_date(text, True)) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "长期",
        "待定",
        "2026年1月5日（农历）",
        "2026-01-05（阴历）",
        "2026年12月31日（暂未确定）",
        "2026年5月（不含）",
        "2026-02-30",
        "2026-13-01",
        "2026-00-01",
        "26-1-5",
        "01/02/2026",
        "13/13/2026",
        "02/30/2026",
        "2026-01-05 Month",
        "2026年度",
        "1-12月",
        "二〇二六年二十月",
        "20261301",
        "20261301-20261401",
        "2026-01-05 2026-01-06",
        "May 2026",
        "项目05-Jan-2026",
        "项目2026",
    ],
)
def test_what_is_no_date(text: str) -> None:
    """A day that does not exist, a year of two digits, words: nothing is guessed."""
    assert parse_date(text) is None
    assert parse_date(text, True) is None


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (Cell(date(2026, 1, 5), "date"), date(2026, 1, 5)),
        (Cell(datetime(2026, 1, 5, 23, 59), "date"), date(2026, 1, 5)),
        (Cell(Decimal(46027), "number"), date(2026, 1, 5)),
        (Cell(Decimal("46027.5"), "number"), date(2026, 1, 5)),
        (Cell(Decimal(20260105), "number"), date(2026, 1, 5)),
        (Cell(Decimal(20260105), "number", "#,##0"), date(2026, 1, 5)),
        (Cell(Decimal("2026.12"), "number"), date(2026, 12, 1)),
        (Cell(Decimal("2026.1"), "number", "0.00"), date(2026, 10, 1)),
        (Cell(Decimal("2026.1"), "number"), None),
        (Cell(Decimal(100), "number"), None),
        (Cell(Decimal("1E+30"), "number"), None),
        (Cell(True, "boolean"), None),
        (Cell("#VALUE!", "error"), None),
    ],
)
def test_dates_in_cells(cell: Cell, day: date | None) -> None:
    """Real dates, days counted from 1900, eight digits; 2026.1 may be January or October, so it is neither."""
    assert read_date(cell) == day


FORMATS: tuple[Callable[[date], str], ...] = (
    lambda day: day.isoformat(),
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day.year}.{day.month:02d}.{day.day:02d}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: day.strftime("%Y%m%d"),
    lambda day: f"{day.isoformat()} 12:30:59",
)


@given(st.dates(min_value=date(1901, 1, 1), max_value=date(2099, 12, 31)))
def test_any_day_is_read_back(day: date) -> None:
    """In each way people write it."""
    assert {parse_date(each(day)) for each in FORMATS} == {day}


@given(st.text())
def test_no_text_raises_and_no_day_is_invented(text: str) -> None:
    """A text without a digit in it is no date, unless it is written in Chinese numerals."""
    day = parse_date(text)
    assert day is None or any(each.isnumeric() for each in text)
    year_in(text)
    is_year_line(text)


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("(2026年度)", 2026),
        ("（2026 年度）", 2026),
        ("2026年度", 2026),
        ("2026年", 2026),
        ("2026", 2026),
        ("年度：2026", 2026),
        ("填报年度：2026", 2026),
        ("（2026）年度", 2026),
        ("二〇二六年度", 2026),
        ("（二○二六 年度）", 2026),
        ("二零二六年度", 2026),
        ("二O二六年度", 2026),
        ("某局2026年度项目绩效目标汇总表", 2026),
    ],
)
def test_year_lines(line: str, year: int) -> None:
    """The line that gives the year of a form, in Arabic or Chinese numerals."""
    assert is_year_line(line)
    assert year_in(line) == year


@pytest.mark.parametrize(
    "line",
    [
        "填报日期：2026年10月5日",
        "项目12026",
        "20260105",
        "联系电话：20261234567",
        "关于做好2026年度部门预算绩效目标申报和审核工作的通知以及附件的说明",
    ],
)
def test_what_is_no_year_line(line: str) -> None:
    """A date, a number, a sentence."""
    assert not is_year_line(line)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_without_a_date_format_counts_from_where_its_workbook_does(day: date) -> None:
    """A number of days is a day since 1900, or since 1904 in a workbook of an old Mac."""
    assert read_date(Cell(Decimal((day - date(1899, 12, 30)).days), "number")) == day
    assert read_date(Cell(Decimal((day - date(1904, 1, 1)).days), "number", from_1904=True)) == day


def test_eight_digits_in_a_date_format_are_the_day_they_spell() -> None:
    """Excel shows ######## for it, and everybody knows what was meant."""
    assert read_date(Cell(Decimal(20260101), "number", "yyyy-mm-dd")) == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("stored", "shows", "read"),
    [
        (202603, datetime(2454, 9, 14), (date(2026, 3, 1), date(2026, 3, 31))),
        (2026, datetime(1905, 7, 18), (date(2026, 1, 1), date(2026, 12, 31))),
        (202613, datetime(2454, 9, 24), (date(2454, 9, 24),) * 2),
        (46083, datetime(2026, 3, 2), (date(2026, 3, 2),) * 2),
    ],
)
def test_a_month_or_a_year_in_a_date_format_is_what_it_spells(stored: int, shows: datetime, read: tuple[date, date]) -> None:
    """Excel shows 202603 as a day of the year 2454; what spells no month stays the day that it shows, and is told."""
    cell = Cell(shows, "date", "yyyy-mm-dd", stored=Decimal(stored))
    assert (read_date(cell), read_date(cell, end_of_period=True)) == read


ONE_DAY = ("二〇二七年二月三日", "二零二七年二月三日（周三）", "2027\\2\\3", "2027_2_3", "_2027_年_2_月_3_日", "2027年2月3日（含）")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("01/01/2026", date(2026, 1, 1)),
        ("12/31/2026", date(2026, 12, 31)),
        ("31.12.2026", date(2026, 12, 31)),
        ("6/6/2026", date(2026, 6, 6)),
    ],
)
def test_a_day_with_its_year_last_is_read_where_nobody_can_doubt_it(text: str, day: date) -> None:
    """31 is no month, and 01/01 is one day both ways; 01/02/2026 may be either and stays a question."""
    assert parse_date(text) == parse_date(text, True) == day


@pytest.mark.parametrize("typed", ONE_DAY)
def test_a_day_in_words_and_with_other_signs(typed: str) -> None:
    """二月 and 三日 are numbers of one character, the signs between are what the keyboard gave."""
    assert parse_date(typed) == date(2027, 2, 3)


def test_a_date_before_the_year_does_not_run_into_it() -> None:
    """编制时间：2026-10-08    2027年度 is of 2027, although no sign parts the two."""
    assert year_in("编制时间：2026-10-08      2027年度") == 2027


_PIECES = (
    "19", "20", "2", "0", "6", "1", "二〇", "①", "２", "O", "&#50;", "<b>", "年", "月", "日", "号", "元月", "十", "三", "周一",
    "星期二", "上午", "(含)", "起", "前", "底", "自", "-", ".", "/", " ", "_", "~", "至", "完成", "指标", "≥", "%", "（", "）",
)  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=8).map("".join))
def test_what_is_passed_over_at_a_look_names_no_day(text: str) -> None:
    """Names and targets are asked for a day row by row; those without a year are not looked at twice."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(dates, "_PERHAPS", re.compile(""))
        whole = parse_date(text), parse_date(text, True)
    assert (parse_date(text), parse_date(text, True)) == whole


@pytest.mark.parametrize(
    "title", ["附表1 2026年度项目支出绩效目标申报表", "附件12　2026年度绩效自评表", "项目支出绩效自评表2026年度", "表1  2026 年度"]
)
def test_the_number_of_an_annex_is_no_part_of_the_year(title: str) -> None:
    """A blank parts the number from the year."""
    assert year_in(title) == 2026
