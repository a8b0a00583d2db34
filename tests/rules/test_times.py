"""Times in words: whatever they are put together of, they are times, and what is later than one is late."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf.data.resources import load_json
from xlperf.forms.values.target import parse_target
from xlperf.forms.values.time_phrase import NAMED_TIMES, lengths_in_figures
from xlperf.rules.facts.words.due_dates import done_day, due_day, is_late, takes_longer

_YEARS = st.sampled_from(["", "2026年", "今年", "明年", "去年", "次年"])
_POINTS = st.sampled_from(
    [
        "10月", "10月中旬", "10月中下旬", "六月底", "3月15日", "12月份", "第三季度", "三季度末", "上半年",
        "年底", "年中", "暑期", "寒假", "汛期", "春节", "国庆节", "春季学期", "采暖季",
    ]
)  # fmt: skip
_BEFORE = st.sampled_from(["", "于", "截至", "预计", "力争", "计划于", "不晚于"])
_BEHIND = st.sampled_from(["", "前", "之前", "以前", "前完成", "前全部完成", "期间", "完成", "前后", "左右"])
_NUMBERS = st.sampled_from(["3", "30", "三", "十五", "两", "半"])
_UNITS = st.sampled_from(["天", "小时", "个工作日", "个月", "周", "年", "个季度"])


@given(_BEFORE, _YEARS, _POINTS, _BEHIND)
def test_every_point_of_a_year_is_a_time(before: str, year: str, point: str, behind: str) -> None:
    """A point with a year, with words of until and by then, is a time."""
    assert parse_target(before + year + point + behind).kind == "time"


@given(_POINTS, st.sampled_from(["、", "和", "至", "-", "及"]), _POINTS, _BEHIND)
def test_two_points_are_a_time(one: str, between: str, other: str, behind: str) -> None:
    """4月底及12月底前, 3月至11月."""
    assert parse_target(one + between + other + behind).kind == "time"


_SINCE = st.sampled_from(["", "合同签订后", "收到申请之日起", "立项后"])


@given(_SINCE, _NUMBERS, _UNITS, st.sampled_from(["内", "之内", "以内", "内完成"]))
def test_every_length_within_which_a_thing_is_done_is_a_time(since: str, number: str, unit: str, within: str) -> None:
    """三天内, 半小时内 and 合同签订后30个工作日内."""
    assert parse_target(since + number + unit + within).kind == "time"


_TIMES = st.sampled_from(["", "1次", "一次", "巡查1次"])


_SEVERAL = st.sampled_from(["2", "三", "两", "10"])
_PERIODS = st.sampled_from(["天", "小时", "个月", "周", "年", "个季度", "个学期"])


@given(st.sampled_from(["每", "每隔"]), _SEVERAL, _PERIODS, _TIMES)
def test_every_frequency_is_a_time(every: str, number: str, unit: str, times: str) -> None:
    """每两周1次 is how often, as 每周1次 is."""
    assert parse_target(every + number + unit + times).kind == "time"


@pytest.mark.parametrize(
    "words",
    [
        "提升", "年均增长5%", "优良", "月饼200份", "三项", "半数以上", "十二期", "第三方评估", "季度考核优秀", "年检合格",
        "国庆演出3场", "春节慰问120户", "汛期水库安全", "暑期学校", "全年300册", "逐年提高", "每人1册", "每场30人", "天然气",
        "一流", "日处理300吨", "时间管理", "春耕物资供应", "两会保障到位", "每季度增加10场以上", "每两年提高3%", "缩短2小时",
    ],
)  # fmt: skip
def test_words_that_only_hold_a_time_are_none(words: str) -> None:
    """What is counted, done or aimed at in a time is no time."""
    assert parse_target(words).kind != "time"


@pytest.mark.parametrize("text", ["≤3天", "不超过3天", "≥12个月", "300天以上", "≤24小时"])
def test_a_length_with_a_sign_stays_a_number(text: str) -> None:
    """A limit that is written with a sign or a word for one is compared as a number."""
    assert parse_target(text).kind == "quantitative"


@pytest.mark.parametrize(
    ("target", "result", "late"),
    [
        ("10月中下旬", "11月5日", True),
        ("10月中下旬", "10月30日", False),
        ("9月底前", "10月中下旬", True),
        ("10月中旬前", "10月中下旬", False),
        ("5月底前", "暑期", True),
        ("7月底前", "暑期", False),
        ("暑期", "10月", True),
        ("暑期", "8月底", False),
        ("年中", "11月", True),
        ("年中", "6月底", False),
        ("第三季度末", "10月15日", True),
        ("第三季度末", "9月", False),
        ("寒假前", "4月", True),
        ("寒假前", "1月10日", False),
        ("汛期前", "8月20日", True),
        ("汛期前", "5月20日", False),
        ("6月底前", "去年底", False),
        ("年底前", "去年12月", False),
        ("6月底前", "3月完成，国庆期间试运行", False),
    ],
)
def test_what_comes_after_a_time_in_words_is_late(target: str, result: str, late: bool) -> None:
    """The latest day that a season may end on; 去年 may be the year that the form is about, or the one before."""
    assert is_late(target, result, 2025) is late


@pytest.mark.parametrize(
    ("target", "result", "longer"),
    [
        ("三天内", "5天", True),
        ("三天内", "两天", False),
        ("半个月内", "两个月", True),
        ("两个工作日内", "2个工作日", False),
        ("一年内", "14个月", True),
    ],
)
def test_lengths_in_words_are_held_against_lengths_in_figures(target: str, result: str, longer: bool) -> None:
    """三天 is 3天, and 半个月 half of one."""
    assert takes_longer(target, result, "办理时限") is longer


def test_words_that_hold_a_number_and_no_length_stay() -> None:
    """一半, 第三天 and 三天打鱼 are no lengths to be told in figures."""
    assert [lengths_in_figures(each) for each in ("一半", "第三天", "三天打鱼")] == ["一半", "第三天", "三天打鱼"]


def test_every_named_time_has_days_in_order() -> None:
    """A feast or a season ends after it begins, is known by its own pattern, and its days are days."""
    for pattern, days in load_json("templates", "vocabulary.json")["named_times"].items():
        found = [date(2024, *map(int, re.findall(r"\d+", days[each]))) for each in ("from", "until") if each in days]
        assert found == sorted(found) and pattern in NAMED_TIMES


@given(_YEARS.filter(lambda each: each != "去年"), _POINTS)
def test_no_result_is_late_for_its_own_time(year: str, point: str) -> None:
    """What is due at a time and done at the same time is done in time."""
    due, done = due_day(year + point, 2025), done_day(year + point, 2025)
    assert due is None or done is None or done <= due
