"""The whole term beside the year: its indicators are judged as the year's are, its goal is held against both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.builders import declaration
from xlperf.forms.form import Field
from xlperf.forms.values.target import parse_target
from xlperf.rules import Context, load_rule_book
from xlperf.rules.facts.subjects.form_view import FormView

BOOK = load_rule_book()
GOAL = "全年举办阅读推广活动24场，读者参与面稳步扩大。"


def _of_term(terms: Sequence[tuple[str, str]]) -> tuple[Field, ...]:
    """Return the fields of indicators of the term, in columns F to I."""
    return tuple(
        Field(f"/term_indicators/{at}/{column}", label, value, text, f"{letter}{20 + at}")
        for at, (name, target) in enumerate(terms)
        for column, label, value, text, letter in (
            ("level1", "一级指标", "产出指标", "产出指标", "F"),
            ("level2", "二级指标", "数量指标", "数量指标", "G"),
            ("level3", "三级指标", name, name, "H"),
            ("target", "实施期指标值", parse_target(target), target, "I"),
        )
    )


def _told(terms: Sequence[tuple[str, str]], **changes: Any) -> list[tuple[str, str | None, str]]:
    """Return rule, cell and message of what is told of a form only with indicators of the term."""
    plain = declaration(end_date=date(2027, 12, 31), annual_goal=GOAL, **changes)
    without = {(each.rule, each.cell, each.message) for each in BOOK.judge_form(plain, Context()).findings}
    findings = BOOK.judge_form(replace(plain, further=_of_term(terms)), Context()).findings
    return [(each.rule, each.cell, each.message) for each in findings if (each.rule, each.cell, each.message) not in without]


@pytest.mark.parametrize(
    ("row", "rule", "cell", "message"),
    [
        (("送书进社区场次", "≥XX(场)"), "GOAL-008", "I20", "“实施期指标值”中有未填写的占位内容“XX”。"),
        (("指标1：", "≥3(场)"), "GOAL-008", "H20", "“三级指标”中有未填写的占位内容“指标1：”。"),
        (("读者投诉件数", "≥15(件)"), "VAL-016", "I20", "“读者投诉件数”使用“≥”，方向可能反了。"),
        (("送书进社区场次", "≥8(%)"), "VAL-003", "I20", "“送书进社区场次”是数量指标，单位却是 %。"),
        (("图书上架率", "≥130(%)"), "VAL-001", "I20", "“图书上架率”的值为 ≥130(%)，超过 100%。"),
        (("书架更新时间", "13月底前"), "VAL-025", "I20", "“实施期指标值”里的“13月底前”没有这一天。"),
    ],
)
def test_an_indicator_of_the_term_is_judged_as_one_of_the_year(
    row: tuple[str, str], rule: str, cell: str, message: str
) -> None:
    """One finding, that names its cell."""
    assert _told([row]) == [(rule, cell, message)]


def test_a_rule_can_ask_whether_an_indicator_is_one_of_the_term() -> None:
    """By a fact that only those have."""
    view = FormView(replace(declaration(), further=_of_term([("巡护河堤次数", "≥60(次)")])), Context(), BOOK.rule_set.vocabulary)
    assert [each.facts.get("of_term") for each in (*view.rows, *view.term_rows)] == [None] * len(view.rows) + [True]


@pytest.mark.parametrize(
    "row",
    [
        ("送书进社区场次", "≥80(场)"),
        ("读者投诉件数", "≤15(件)"),
        ("图书上架率", "≥95(%)"),
        ("书架更新时间", "2027年10月底前"),
        ("借阅制度", "健全"),
    ],
)
def test_a_good_indicator_of_the_term_is_not_told(row: tuple[str, str]) -> None:
    """Its amounts and days are those of several years."""
    assert _told([row]) == []


def test_what_the_year_says_word_for_word_is_told_once() -> None:
    """The slip of the year's row stands for that of the term's."""
    rows = [("产出指标", "数量指标", "送书进社区场次", parse_target("≥XX(场)"))]
    assert _told([("送书进社区场次", "≥XX(场)")], rows=rows) == []


def test_the_goal_of_the_term_is_held_against_its_indicators() -> None:
    """As that of the year against the year's; a year named in it is one of several."""
    rows = [("阅读推广活动场次", "≥72(场)")]
    said = "“阅读推广活动场次”的值为“≥72(场)”，项目总目标里写的是 60场。"
    assert _told(rows, overall_goal="三年共举办阅读推广活动60场，读者参与面稳步扩大。") == [("GOAL-015", "I20", said)]
    assert _told(rows, overall_goal="三年共举办阅读推广活动72场，读者参与面稳步扩大。") == []
    assert _told(rows, overall_goal="2026年举办阅读推广活动24场，以后逐年增加。") == []


@pytest.mark.parametrize("blocks", [("year", "term"), ("year",)])
def test_a_rule_about_one_kind_of_target_looks_at_no_other_row_whether_it_is_about_the_term_or_not(blocks: tuple[str, ...]) -> None:
    """A form with indicators of the whole term has no more quantities than those of its rows that are one."""
    form = replace(declaration(), further=_of_term([("巡护河堤次数", "≥60(次)"), ("河堤状况", "明显好转")]))
    view = FormView(form, Context(), BOOK.rule_set.vocabulary)
    kinds = [each.facts["target_kind"] for each in view.rows_of((), (), ("quantitative",), blocks)]
    of_all = [each.facts.get("target_kind") for each in (*view.rows, *(view.term_rows if "term" in blocks else ()))]
    assert kinds == [each for each in of_all if each == "quantitative"]
    assert len(of_all) > len(kinds)


def test_an_indicator_of_the_term_is_counted_among_those_that_a_rule_did_not_choose() -> None:
    """Each row of a form is due, whether a rule about one kind of target looks at it or not."""
    form = replace(declaration(), further=_of_term([("巡护河堤次数", "≥60(次)"), ("河堤状况", "明显好转")]))
    rule = next(each for each in BOOK.rule_set.rules if each.applies.targets and "term" in each.applies.blocks)
    with_terms, plain = (BOOK.judge_form(each, Context()).tally.counts[rule.id] for each in (form, declaration()))
    assert sum(with_terms) == sum(plain) + 2
