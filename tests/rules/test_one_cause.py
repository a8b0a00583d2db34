"""One cause is told once and in one way: where numbers do not agree, no two findings ask for different ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.builders import DECLARATION_ROWS, SELF_EVALUATION_ROWS, declaration, entry, self_evaluation
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.lists.roster import Roster, RosterEntry
from xlperf.rules import Context, Finding, load_rule_book
from xlperf.rules.judging.outcome import Tally
from xlperf.rules.judging.rule_book import RuleBook
from xlperf.rules.ruleset.rule_files import read_rule_set
from xlperf.run.file_judging import Processed
from xlperf.run.judged_batch import judged_batch
from xlperf.run.run_settings import RunSettings

BOOK = load_rule_book()
D = Decimal


def _found(form: Form) -> dict[str, Finding]:
    return {each.rule: each for each in BOOK.judge_form(form, Context()).findings if each.severity != "info"}


def _line(form: Form, amount: str, project: str = "") -> RosterEntry:
    return RosterEntry(form.text("/unit"), project or form.text("/project_name"), amount=D(amount))


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
        ({"annual": D(490000), "total": None}, ["FUND-002", "FUND-012"]),
        ({"annual": None, "total": D(470000)}, ["FUND-001", "FUND-003"]),
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
        (  # all of the budget, as its parts have it, was spent
            {"total_full_year_budget": D(480000), "total_executed": D(500000), "fiscal_executed": D(480000)}
            | {"execution_rate": D(100), "execution_score": D(10), "total_score": D(94)},
            ["SELF-009"],
        ),
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


@pytest.mark.parametrize(
    ("annual", "fiscal", "control", "expected", "slip"),
    [
        (490000, 480000, None, "480,000.00", ""),
        (490000, 480000, "480000.00", "480,000.00", ""),
        (490000, 480000, "490000.00", "", "当年财政拨款 480,000.00 可能应为 490,000.00（一位数字写错）"),
        (490000, 480000, "489960", "", "当年财政拨款 480,000.00 可能应为 490,000.00（一位数字写错）"),
        (490000, 480000, "489940", "", "当年财政拨款 480,000.00 可能应为 490,000.00（一位数字写错）"),
        (495300, 480000, None, "480,000.00", ""),
        (495300, 480000, "480050", "480,000.00", "年度资金申请总额 495,300.00 可能应为 480,000.00（按名单的控制数）"),
        (495300, 480000, "480051", "", ""),
    ],
)
def test_a_total_is_what_the_roster_says(annual: int, fiscal: int, control: str | None, expected: str, slip: str) -> None:
    """The sum of the parts is asked for only where it is the control figure, as far as that was rounded, or there is none."""
    form = declaration(annual=D(annual), annual_fiscal=D(fiscal), end_date=date(2026, 12, 31))
    lines = (_line(form, control),) if control else (_line(form, "1", "另一个项目"),)
    (found,) = (each for each in BOOK.judge_form(form, Context(roster=Roster(lines))).findings if each.rule == "FUND-002")
    assert found.expected == expected
    assert found.suggestion == f"请核对各项数字，使总额等于各项之和{'：' + slip if slip else ''}。"


def test_a_coarse_roster_says_nothing_of_a_total() -> None:
    """Its figures are rounded to more than an amount may be off."""
    form = declaration(annual=D(490000), end_date=date(2026, 12, 31))
    roster = Roster((_line(form, "490000"),), coarse=True)
    (found,) = (each for each in BOOK.judge_form(form, Context(roster=roster)).findings if each.rule == "FUND-002")
    assert found.expected == "480,000.00"


@pytest.mark.parametrize(
    ("control", "told"),
    [
        ("480000.00", ["FUND-002 480,000.00"]),
        ("470000.00", ["FUND-002 ", "FUND-014 470,000.00"]),
        ("490000.00", ["FUND-002 "]),
    ],
)
def test_a_total_that_misses_both_its_parts_and_the_roster_is_asked_for_once(control: str, told: list[str]) -> None:
    """Where both ask for the same number the form's own rule tells it; else only the roster's figure is asked for."""
    form = declaration(annual=D(490000), end_date=date(2026, 12, 31))
    settings = RunSettings(context=Context(roster=Roster((_line(form, control),))))
    result = FileResult(form.source.file, "read", forms=(form,))
    found = BOOK.judge_form(form, settings.context).findings
    batch = judged_batch([Processed(result, Tally(), found)], settings, Tally())
    assert [f"{each.rule} {each.expected}" for each in batch.findings if each.rule in ("FUND-002", "FUND-014")] == told


def test_an_amount_that_cannot_be_read_speaks_for_nothing() -> None:
    """见附件 in a part may be anything: nothing is said of the sum."""
    assert "FUND-002" not in _found(declaration(annual_fiscal=entry(None, "见附件", "not_a_number")))



def test_a_rule_that_is_switched_off_tells_nothing_for_others() -> None:
    """Without FUND-002 the year's total that is too large is told by FUND-004."""
    rules = tuple(replace(each, off=True) if each.id == "FUND-002" else each for each in read_rule_set().rules)
    book = RuleBook(replace(read_rule_set(), rules=rules))
    assert [each.rule for each in book.judge_form(declaration(annual=D(490000)), Context()).findings] == ["FUND-004"]


@pytest.mark.parametrize(
    ("name", "actual", "told"),
    [
        ("读者满意度", "190%", ["SELF-034"]),  # a share beyond its whole is a slip: there is no surplus to be explained
        ("读者满意度", "115%", ["SELF-034"]),  # neither is one of 20 to 30 %
        ("场馆使用率", "190%", ["SELF-014"]),  # may be more than all
    ],
)
def test_a_share_beyond_its_whole_is_not_asked_for_a_reason(name: str, actual: str, told: list[str]) -> None:
    """SELF-014 and SELF-015 would have the unit explain what it has to correct."""
    form = self_evaluation(rows=_rows(-1, level3=name, target="≥90(%)", actual=actual))
    every = [each.rule for each in BOOK.judge_form(form, Context()).findings]
    assert [each for each in every if each in ("SELF-014", "SELF-015", "SELF-034")] == told


def test_a_share_beyond_its_whole_leaves_the_surplus_of_another_row_to_be_explained() -> None:
    """What one row is told is no answer to another."""
    rows = _rows(-1, target="≥90(%)", actual="190%")
    rows[0][3:5] = ["≥100(册)", "200册"]
    found = [(each.rule, each.cell) for each in BOOK.judge_form(self_evaluation(rows=rows), Context()).findings]
    assert {("SELF-014", "I13"), ("SELF-034", "F17")} <= {*found}, found


@pytest.mark.parametrize(
    ("level2", "target", "told"),
    [
        ("数量指标", "全覆盖", [("VAL-019", "E14")]),  # told with the row: CAT-305 would say it once more
        ("数量指标", "待定", [("GOAL-008", "E14")]),
        ("数量指标", "每月", [("CAT-305", "E14")]),
        ("质量指标", "规范", [("CAT-301", "E15")]),
        ("质量指标", "待定", [("GOAL-008", "E15")]),
    ],
)
def test_what_a_category_wants_of_a_level_is_told_at_its_first_row_and_once(
    level2: str, target: str, told: list[tuple[str, str]]
) -> None:
    """The last indicator of the form has nothing to do with it."""
    rows = [list(each) for each in DECLARATION_ROWS]
    next(each for each in rows if each[1] == level2)[2:] = ["台账记录", target]
    found = BOOK.judge_form(declaration(rows=rows), Context()).findings
    rules = ("VAL-019", "GOAL-008", "CAT-305", "CAT-301")
    assert [(each.rule, each.cell) for each in found if each.rule in rules] == told


def test_a_weight_that_was_mistyped_is_no_marks_taken_off() -> None:
    """What the sum of the weights has too much is what the row seems to lack; marks that are missing elsewhere are asked for."""
    slip = self_evaluation(rows=_rows(2, weight="20"))
    assert [each.rule for each in BOOK.judge_form(slip, Context()).findings if each.severity != "info"] == ["SELF-001"]
    rows = _rows(2, weight="20")
    rows[1][6] = "14"
    low = self_evaluation(rows=rows, total_score=D("92.80"))
    found = [(each.rule, each.cell) for each in BOOK.judge_form(low, Context()).findings]
    assert ("SELF-013", "I14") in found and ("SELF-013", "I15") not in found, found
    missed = _rows(3, weight="36", score="30", deviation_note=None)
    assert "SELF-013" in [each.rule for each in BOOK.judge_form(self_evaluation(rows=missed), Context()).findings]


def test_a_score_that_was_mistyped_is_named_and_not_asked_to_have_a_reason() -> None:
    """Where one score with all its marks makes the total right, that score is in doubt; a total that fits none is the sum."""
    slip = _found(self_evaluation(rows=_rows(1, score="1")))
    assert list(slip) == ["SELF-002"]
    assert slip["SELF-002"].expected == "" and "却等于“" in slip["SELF-002"].message
    reasoned = _found(self_evaluation(rows=_rows(1, score="1", deviation_note="两场活动受台风影响取消")))
    assert reasoned["SELF-002"].expected and "却等于" not in reasoned["SELF-002"].message
    assert _found(self_evaluation(total_score=D("88.5")))["SELF-002"].expected


@pytest.mark.parametrize(
    ("changes", "expected", "slip"),
    [
        (
            {"annual_fiscal": D(83403), "annual": D(904039), "annual_carryover": D(70000)},
            "",
            "当年财政拨款 83,403.00 可能应为 834,039.00（少写一位数字）",
        ),
        ({"annual_fiscal": D(411616), "annual": D(421166), "annual_other": D(10000)}, "", ""),  # either may be the one mistyped
        ({"annual_fiscal": D(325437), "annual": D(385437), "annual_carryover": D(60000), "annual_other": D(10000)}, "", ""),
        ({"annual_fiscal": D(325437), "annual": D(1385437)}, "325,437.00", ""),  # more than the whole project has
    ],
)
def test_no_total_is_asked_for_that_nothing_else_speaks_for(changes: dict[str, Decimal], expected: str, slip: str) -> None:
    """Of a project of several years only its parts know the year's total, and one of them may be the number mistyped."""
    form = declaration(**changes, end_date=date(2026, 12, 31), total=D(960000), total_fiscal=D(960000))
    found = _found(form)["FUND-002"]
    assert found.expected == expected
    assert found.suggestion == f"请核对各项数字，使总额等于各项之和{'：' + slip if slip else ''}。"


def test_spending_that_was_mistyped_is_told_as_a_sum_and_names_the_number() -> None:
    """The part that was mistyped exceeds its budget for that reason; a part that does so beside a sum that is right is told."""
    slip = _found(self_evaluation(fiscal_executed=D(740000)))
    assert list(slip) == ["SELF-009"]
    assert slip["SELF-009"].suggestion.endswith("740,000.00 可能应为 470,000.00（相邻两位数字颠倒）。")
    assert list(_found(self_evaluation(fiscal_executed=D(481000), carryover_executed=D(9000)))) == ["SELF-035"]


@pytest.mark.parametrize(
    ("start", "end", "target", "told"),
    [
        (date(2025, 12, 31), date(2025, 1, 1), "11月底前", ["DATE-002", "DATE-004"]),
        (date(2024, 1, 1), date(2023, 12, 31), "11月底前", ["DATE-002", "DATE-003"]),
        (date(2024, 1, 1), date(2024, 12, 31), "11月底前", ["DATE-003"]),
        (date(2026, 1, 1), date(2026, 12, 31), "11月底前", ["DATE-003"]),
        (date(2025, 1, 1), date(2025, 8, 31), "11月底前", ["DATE-004", "VAL-013"]),
        (date(2025, 1, 1), date(2025, 12, 31), "2024年11月底前", ["VAL-014"]),
        (date(2025, 3, 1), date(2025, 12, 31), "2月底前", ["DATE-004", "VAL-024"]),
    ],
)
def test_a_wrong_period_is_told_once_and_not_at_every_time(start: date, end: date, target: str, told: list[str]) -> None:
    """Where the dates of the plan are wrong the times in the table are as they should be; a year of a target is one fault."""
    rows = [[*each[:3], target if each[1] == "时效指标" else each[3]] for each in DECLARATION_ROWS]
    form = declaration(rows=rows, start_date=start, end_date=end)
    found = BOOK.judge_form(form, Context()).findings
    assert sorted(each.rule for each in found if each.rule[:4] == "DATE" or each.rule[:6] in ("VAL-01", "VAL-02")) == told
