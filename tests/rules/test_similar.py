"""Copied goals and indicator sets are found as an exhaustive comparison would find them."""

from __future__ import annotations

import time
from difflib import SequenceMatcher
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import declaration
from xlperf.rules.facts import similar
from xlperf.rules.facts.similar import LEAST_SHARE, SHORTEST_GOAL, goal_likeness, indicator_likeness, without_numbers

_SENTENCES = (
    "全年举办阅读活动二十四场。",
    "送书进社区进校园。",
    "修复古籍三百册并扫描。",
    "读者参与面稳步扩大。",
    "开展馆员业务培训。",
)


@settings(max_examples=60)
@given(st.lists(st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=5).map("".join), min_size=2, max_size=6))
def test_the_index_finds_what_comparing_all_pairs_finds(goals: list[str]) -> None:
    """For every goal the greatest share among all others of at least 60 % is found, and nothing below it."""
    forms = [declaration(project_name=f"项目{n}", annual_goal=goal) for n, goal in enumerate(goals)]
    found = goal_likeness(forms)
    goals = [without_numbers(each) for each in goals]
    for one, goal in enumerate(goals):
        shares = []
        for two, other in enumerate(goals):
            shorter = min(len(goal), len(other))
            if two == one or shorter < SHORTEST_GOAL:
                continue
            run = SequenceMatcher(None, goal, other, autojunk=False).find_longest_match(0, len(goal), 0, len(other)).size
            if run >= LEAST_SHARE * shorter:
                shares.append(100 * run // shorter)
        assert (found[one].percent if one in found else None) == max(shares, default=None)


@settings(max_examples=60)
@given(
    st.lists(
        st.text("提高", min_size=20, max_size=400) | st.integers(20, 300).map(lambda n: ("提高" * n)[:n]), min_size=2, max_size=4
    )
)
def test_goals_that_repeat_themselves_are_compared_as_any(goals: list[str]) -> None:
    """A text that holds its middle at a hundred places gives the same share as an exhaustive comparison."""
    test_the_index_finds_what_comparing_all_pairs_finds.hypothesis.inner_test(goals)


def test_periodic_goals_cost_no_more_than_their_length() -> None:
    """Thirty goals of 32,000 characters, each a sentence repeated, once took a minute and a half."""
    goals = ["提高质量" * 8000 + f"第{n}项" + "提高质量" * n for n in range(6)]
    forms = [declaration(project_name=f"项目{n}", annual_goal=goal) for n, goal in enumerate(goals)]
    began = time.process_time()
    found = goal_likeness(forms)
    assert time.process_time() - began < 6
    assert len(found) == 6


_OTHER_WORDS = "".join(map(chr, range(0x4E00, 0x9C20))) * 2


_TEXTS = [("提高质量" * 5000, 2), ("提高质量" * 10 + _OTHER_WORDS, 8)]


@pytest.mark.parametrize(("text", "times"), _TEXTS, ids=["all-along", "at-first"])
def test_a_long_text_that_repeats_itself_counts_tenfold(monkeypatch: pytest.MonkeyPatch, text: str, times: int) -> None:
    """A short goal is held against two texts of 20,000 characters that repeat it all along, or eight that do so at first."""
    compared = Mock(side_effect=lambda goal, *_: len(goal))
    monkeypatch.setattr(similar, "_longest_run", compared)
    goal = "提高质量" * 8
    forms = [declaration(project_name="短", annual_goal=goal)]
    forms += [declaration(project_name=f"长{each}", annual_goal=text + each) for each in "子丑寅卯辰巳午未申酉"]
    goal_likeness(forms)
    assert [call.args[0] for call in compared.call_args_list].count(goal) == times


def test_goals_that_share_only_scraps_do_not_hide_a_copy() -> None:
    """Long texts with every four characters of the middle, but not the middle, are passed over before the toil is counted."""
    goal = "全年举办阅读活动送书进社区修复古籍并扫描培训馆员扩大读者参与面编印乡土读本整理地方文献开放夜间书房"
    scraps = "。".join(goal[place : place + 5] for place in range(len(goal) - 4))
    filler = "".join(map(chr, range(0x4E00, 0x4E00 + 20_000)))
    names = "子丑寅卯辰巳午未申酉戌亥甲乙丙丁戊己庚辛壬癸"
    forms = [declaration(project_name=f"参考{each}", annual_goal=scraps + each + filler) for each in names]
    forms += [declaration(project_name=name, annual_goal=goal) for name in ("原件", "抄件")]
    assert goal_likeness(forms)[len(names)].other is forms[-1]


def test_copied_indicators_are_counted_against_the_smaller_set() -> None:
    """Five of six pairs are 83 %, told to both projects; four of six are told too, for the rule to pass over."""
    rows = [("产出指标", "数量指标", f"第{n}项工作量", f"≥{n}(次)") for n in range(1, 7)]
    other = [
        *rows[:5],
        ("产出指标", "数量指标", "别的工作量", "≥9(次)"),
        *(("效益指标", "社会效益指标", f"效益{n}", "≥5(%)") for n in range(3)),
    ]
    forms = [declaration(rows=rows), declaration(project_name="馆藏展览项目", rows=other)]
    found = indicator_likeness(forms)
    assert [(found[n].shared, found[n].size, found[n].percent) for n in (0, 1)] == [(5, 6, 83), (5, 6, 83)]
    assert found[0].other is forms[1]


def test_small_sets_are_alike_by_chance() -> None:
    """Four equal rows say nothing."""
    rows = [("产出指标", "数量指标", f"第{n}项工作量", f"≥{n}(次)") for n in range(1, 5)]
    assert indicator_likeness([declaration(rows=rows), declaration(project_name="馆藏展览项目", rows=rows)]) == {}


def test_versions_of_one_project_are_never_called_copies() -> None:
    """The same unit and project in another year may keep its goal."""
    forms = [declaration(year=2024), declaration(year=2025)]
    assert goal_likeness(forms) == {}
    assert indicator_likeness(forms) == {}


@settings(max_examples=80)
@given(st.text("提高", min_size=5, max_size=40), st.text("提高", min_size=5, max_size=40))
def test_both_ways_find_the_longest_run_around_a_middle(goal: str, other: str) -> None:
    """The way for a text that holds the middle again and again finds what looking at place after place finds."""
    start, end = len(goal) * 2 // 5, len(goal) * 3 // 5
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(similar, "_MOST_PLACES", 1000)
        expected = similar._longest_run(goal, start, end, other)
    assert similar._longest_periodic_run(goal, start, end, other) == expected


def test_what_two_goals_cite_is_not_copied() -> None:
    """Laws and rules that both are written by; the rest of a goal is compared all the same."""
    cited = "根据《云溪市公共图书馆条例》和《云溪市古籍保护管理办法》有关规定，"
    own = ["送书进社区进校园一百二十次，丰富读者文化生活。", "修复古籍三百册并扫描入库，延长保存年限。"]
    apart = [declaration(project_name=f"项目{n}", annual_goal=cited + goal) for n, goal in enumerate(own)]
    assert not goal_likeness(apart)
    alike = [declaration(project_name=f"项目{n}", annual_goal=cited + own[0]) for n in range(2)]
    assert {each.percent for each in goal_likeness(alike).values()} == {100}


@pytest.mark.parametrize(("other", "is_copy"), [("一百二十公里，修补路面八百", True), ("三百公里，修补桥面两千", False)])
def test_a_copied_goal_with_other_numbers_in_words_is_a_copy(other: str, is_copy: bool) -> None:
    """三百公里 for 一百二十公里 is another number; another thing is no number."""
    goals = [f"全年养护农村公路里程{each}平方米，确保路面完好、行车安全。" for each in ("三百公里，修补路面两千", other)]
    keys = {similar._goal_key(declaration(project_name=f"项目{n}", annual_goal=goal)) for n, goal in enumerate(goals)}
    assert (len(keys) == 1) is is_copy
