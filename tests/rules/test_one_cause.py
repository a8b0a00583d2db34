"""One cause is told once and in one way: where numbers do not agree, no two findings ask for different ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.builders import SELF_EVALUATION_ROWS, declaration, entry, self_evaluation
from xlperf.forms.form import Form
from xlperf.rules import Context, Finding, load_rule_book
from xlperf.rules.judging.rule_book import RuleBook
from xlperf.rules.ruleset.rule_files import read_rule_set

BOOK = load_rule_book()
D = Decimal


def _found(form: Form) -> dict[str, Finding]:
    return {each.rule: each for each in BOOK.judge_form(form, Context()).findings if each.severity != "info"}


def _rows(at: int, **changes: str | None) -> list[list[str | None]]:
    """Return the faultless rows with one of them changed."""
    columns = ("level1", "level2", "level3", "target", "actual", "weight", "score", "deviation_note")
    rows = [list(each) for each in SELF_EVALUATION_ROWS]
    for name, value in changes.items():
        rows[at][columns.index(name)] = value
    return rows


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"annual": D(490000)}, ["FUND-002"]),  # the year's total is wrong; the project's is right
        ({"annual": D(4800000)}, ["FUND-002"]),
        ({"annual": D(0)}, ["FUND-002"]),
        ({"total": D(470000)}, ["FUND-003"]),
        ({"total": D(4800000)}, ["FUND-003"]),
        ({"total_fiscal": D(470000)}, ["FUND-003"]),
        ({"total": D(470000), "total_fiscal": D(470000)}, ["FUND-004"]),
        ({"annual": D(580000), "annual_other": D(100000)}, ["FUND-004"]),
        ({"annual": D(580000), "annual_other": D(100000), "total": D(580000)}, ["FUND-003"]),
        ({"annual": D(-480000)}, ["FUND-007"]),
        ({"annual_fiscal": D(-480000)}, ["FUND-007"]),
    ],
)
def test_one_wrong_amount_of_a_declaration_is_told_once(changes: dict[str, Any], told: list[str]) -> None:
    """What follows from a number that is told already is not told again."""
    assert list(_found(declaration(**changes))) == told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"execution_score": D(9)}, ["SELF-006"]),  # the total is right as soon as this is
        ({"rows": _rows(0, score="21")}, ["SELF-003"]),
        ({"rows": _rows(0, score="-20")}, ["SELF-004"]),
        ({"rows": _rows(0, weight=None)}, ["SELF-004"]),
        ({"execution_weight": None}, ["SELF-029"]),
        ({"execution_weight": D(20), "execution_score": D("19.60"), "total_score": D("103.60")}, ["SELF-001"]),
        ({"rows": _rows(0, weight="30", score="30"), "total_score": D("103.80")}, ["SELF-001"]),
        ({"total_executed": D(4900000)}, ["SELF-009"]),
        ({"total_full_year_budget": D(480000)}, ["SELF-009"]),
        ({"total_executed": D(-490000)}, ["FUND-007"]),
        (
            {"total_executed": D(510000), "fiscal_executed": D(490000), "execution_rate": D(102), "execution_score": D(10)}
            | {"total_score": D(94)},
            ["SELF-007"],
        ),
    ],
)
def test_one_wrong_number_of_a_self_evaluation_is_told_once(changes: dict[str, Any], told: list[str]) -> None:
    """A total, a rate or a weight that another number made wrong needs no finding of its own."""
    assert list(_found(self_evaluation(**changes))) == told


@pytest.mark.parametrize(
    ("form", "rule"),
    [
        (declaration(annual_fiscal=None, annual_carryover=None, annual_other=None), "FUND-002"),
        (declaration(annual_fiscal=None), "FUND-002"),
        (declaration(annual=D(490000), total=D(490000)), "FUND-002"),
        (declaration(total_fiscal=D(470000)), "FUND-003"),
        (self_evaluation(fiscal_executed=None, carryover_executed=None, other_executed=None), "SELF-009"),
        (self_evaluation(rows=_rows(3, score="30")), "SELF-002"),
        (self_evaluation(execution_score=D(9), total_score=D("98.30")), "SELF-002"),
    ],
)
def test_no_number_is_demanded_where_it_is_another_that_may_be_wrong(form: Form, rule: str) -> None:
    """Parts left blank make no total of 0, and a total that another column repeats is not what is at fault."""
    assert _found(form)[rule].expected == ""


def test_a_total_against_which_all_else_speaks_is_what_should_be_changed() -> None:
    """All parts are there and the other column says the same as they do."""
    assert _found(declaration(annual=D(490000)))["FUND-002"].expected == "480,000.00"
    assert _found(self_evaluation(total_full_year_budget=D(480000)))["SELF-009"].expected == "500,000.00"
    assert _found(self_evaluation(total_score=D("98.30")))["SELF-002"].expected == "93.8"


def test_a_total_that_is_right_only_by_formula_is_still_told() -> None:
    """Whether the score of the line stays may be explained; the sum must come out either way."""
    found = _found(self_evaluation(rows=_rows(3, score="30")))
    assert list(found) == ["SELF-002", "SELF-012"]
    assert found["SELF-002"].message == "总分 93.8 ≠ 各项得分之和 99.8，却等于未完成的指标按公式计分后的和。"


def test_two_causes_are_two_findings() -> None:
    """A sum that does not come out hides neither a column of its own nor a total that stays too small."""
    columns = declaration(annual=D(490000), total=D(300000), total_fiscal=D(300000))
    assert list(_found(columns)) == ["FUND-002", "FUND-004", "FUND-006"]
    both = self_evaluation(total_initial_budget=D(-480000), fiscal_executed=D(400000))
    assert list(_found(both)) == ["FUND-007", "SELF-009"]
    goal = "两年内举办阅读推广活动48场，读者参与面稳步扩大。"
    assert list(_found(declaration(end_date=date(2026, 12, 31), overall_goal=goal, total=D(470000)))) == ["FUND-003"]


def test_an_amount_that_cannot_be_read_speaks_for_nothing() -> None:
    """见附件 in a part may be anything: nothing is said of the sum."""
    assert "FUND-002" not in _found(declaration(annual_fiscal=entry(None, "见附件", "not_a_number")))



def test_a_rule_that_is_switched_off_tells_nothing_for_others() -> None:
    """Without FUND-002 the year's total that is too large is told by FUND-004."""
    rules = tuple(replace(each, off=True) if each.id == "FUND-002" else each for each in read_rule_set().rules)
    book = RuleBook(replace(read_rule_set(), rules=rules))
    assert [each.rule for each in book.judge_form(declaration(annual=D(490000)), Context()).findings] == ["FUND-004"]
