"""The formulas of handbook 3.3: rate, execution score, line scores, tiers, grades, customary weights."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.rules.scoring_settings import settings
from xlperf.data.resources import load_json
from xlperf.rules.facts.scoring import (
    Direction,
    ReverseFormula,
    completion,
    execution_rate,
    execution_score,
    is_met,
    line_score,
    round_half_up,
)

D = Decimal


def test_the_settings_that_come_with_xlperf_fit_their_schema() -> None:
    """A misspelt key in scoring.json would be refused."""
    schema = load_json("schemas", "scoring.schema.json")
    data = load_json("schemas", "scoring.json")
    validator = Draft202012Validator(schema)
    assert not list(validator.iter_errors(data))
    assert list(validator.iter_errors({**data, "execution_wieght": 10}))


@pytest.mark.parametrize(
    ("budget", "executed", "rate", "score"),
    [
        ("1096.39", "1078.63", "98.38", "9.84"),
        ("1169.99", "1090.53", "93.21", "9.32"),
        ("20000", "9034", "45.17", "4.52"),
        ("250000", "215457.6", "86.18", "8.62"),
        ("100", "120", "120.00", "10.00"),
        ("100", "0", "0.00", "0.00"),
    ],
)
def test_execution_is_executed_by_full_year_budget(budget: str, executed: str, rate: str, score: str) -> None:
    """Rate and score to two decimals, half up, the score capped at its weight: the four published forms and two limits."""
    found = execution_rate(D(budget), D(executed))
    assert found is not None
    assert round_half_up(found) == D(rate)
    assert execution_score(found, D(10)) == D(score)


@pytest.mark.parametrize(("budget", "executed"), [(None, D(1)), (D(0), D(0)), (D(1), None), (D(-1), D(1))])
def test_without_a_divisor_there_is_no_rate(budget: Decimal | None, executed: Decimal | None) -> None:
    """A blank or zero budget gives no rate, instead of 0 or 100."""
    assert execution_rate(budget, executed) is None


@pytest.mark.parametrize(
    ("direction", "target", "actual", "score"),
    [
        ("positive", "400", "382", "1.91"),
        ("positive", "200", "200", "2.00"),
        ("positive", "200", "900", "2.00"),
        ("positive", "50", "0", "0.00"),
        ("positive", "50", "-3", "0.00"),
        ("positive", "0", "0", "2.00"),
        ("equal", "100", "99", "1.98"),
        ("equal", "100", "101", "2.00"),
        ("equal", "0", "0", "2.00"),
        ("equal", "0", "1", "0.00"),
        ("reverse", "4", "4", "2.00"),
        ("reverse", "4", "1", "2.00"),
        ("reverse", "4", "5", "1.50"),
        ("reverse", "4", "8", "0.00"),
        ("reverse", "4", "100", "0.00"),
        ("reverse", "0", "0", "2.00"),
        ("reverse", "0", "1", "0.00"),
        ("reverse", "4", "-1", "2.00"),
    ],
)
def test_a_line_of_two_points_scores_by_its_direction(direction: Direction, target: str, actual: str, score: str) -> None:
    """Every row of the table of directions, its limits, and a target of 0 that nothing is divided by."""
    assert line_score(D(target), D(actual), D(2), direction) == D(score)


@pytest.mark.parametrize(("actual", "score"), [("4", "2.00"), ("5", "1.60"), ("8", "1.00"), ("400", "0.02")])
def test_the_other_reverse_formula_is_target_over_actual(actual: str, score: str) -> None:
    """With the setting "ratio" a missed reverse target keeps w·t/a."""
    assert line_score(D(4), D(actual), D(2), "reverse", "ratio") == D(score)


def test_half_a_cent_rounds_up() -> None:
    """1.005 is 1.01, not 1.00 as banker's rounding or a double would have it."""
    assert round_half_up(D("1.005")) == D("1.01")
    assert line_score(D(400), D(201), D(2), "positive") == D("1.01")
    assert line_score(D(200), D("200.5"), D(2), "reverse") == D("2.00")


def test_completion_is_actual_by_target() -> None:
    """642 of 450 are 142.67 per cent; of a target of 0 there is none."""
    assert round_half_up(completion(D(450), D(642)) or D(0)) == D("142.67")
    assert completion(D(0), D(5)) is None


amounts = st.decimals(min_value=0, max_value=10**6, places=2)
weights = st.decimals(min_value=0, max_value=100, places=1)
directions = st.sampled_from(["positive", "equal", "reverse"])
formulas = st.sampled_from(["excess", "ratio"])


@given(amounts, st.decimals(min_value=-(10**6), max_value=10**6, places=2), weights, directions, formulas)
def test_no_score_leaves_its_bounds(
    target: Decimal, actual: Decimal, weight: Decimal, direction: Direction, reverse: ReverseFormula
) -> None:
    """A score is never below 0 or above its weight, and full where the target is met."""
    score = line_score(target, actual, weight, direction, reverse)
    assert 0 <= score <= weight
    if is_met(target, actual, direction):
        assert score == weight


@given(amounts, amounts, amounts, weights, directions, formulas)
def test_more_never_costs_marks_on_the_right_side(
    target: Decimal, one: Decimal, other: Decimal, weight: Decimal, direction: Direction, reverse: ReverseFormula
) -> None:
    """A greater actual scores no less for a positive target and no more for a reverse one or "=0"."""
    low, high = sorted((one, other))
    scores = [line_score(target, actual, weight, direction, reverse) for actual in (low, high)]
    if direction == "reverse" or (direction == "equal" and target == 0):
        scores.reverse()
    assert scores[0] <= scores[1]


@given(amounts, amounts, weights)
def test_no_execution_score_leaves_its_bounds(budget: Decimal, executed: Decimal, weight: Decimal) -> None:
    """Whatever was spent, the execution score stays between 0 and its weight."""
    rate = execution_rate(budget, executed)
    if rate is not None:
        assert 0 <= execution_score(rate, weight) <= weight


@pytest.mark.parametrize(
    ("score", "grade"),
    [("100", "优"), ("90", "优"), ("89.99", "良"), ("89.6", "良"), ("80", "良"), ("79.99", "合格"), ("60", "合格"),
     ("59.99", "不合格"), ("0", "不合格"), ("-1", "不合格")],
)  # fmt: skip
def test_grades_are_half_open_bands(score: str, grade: str) -> None:
    """89.6 belongs to the band that begins at 80, although bands are printed as 80–89."""
    assert settings().grade(D(score)) == grade


def test_grades_are_what_the_department_says() -> None:
    """Labels and limits of an overlay replace the built-in ones; nothing is confirmed unless it says so."""
    changed = settings(grades=[{"label": "好", "from": 75.5}, {"label": "差", "from": 0}], grades_confirmed=True)
    assert [changed.grade(D(each)) for each in ("75.5", "75.49")] == ["好", "差"]
    assert changed.grades_confirmed
    assert not settings().grades_confirmed


@pytest.mark.parametrize(
    ("levels", "weights_by_level"),
    [
        (("产出指标", "效益指标", "满意度指标"), (50, 30, 10)),
        (("产出指标", "效益指标"), (50, 40)),
        (("满意度指标", "成本指标", "产出指标", "效益指标"), (10, 20, 40, 20)),
        (("成本指标", "产出指标", "效益指标"), (20, 40, 30)),
    ],
)
def test_customary_weights_follow_the_level_names(levels: tuple[str, ...], weights_by_level: tuple[int, ...]) -> None:
    """50/30/10; with 成本 20/40/20/10; without 满意度 its 10 points go to 效益."""
    found = settings().customary_weights(levels, 2025, "")
    assert found == dict(zip(levels, map(D, weights_by_level), strict=True))


def test_customary_weights_may_differ_by_category_and_year() -> None:
    """The first entry that fits year and category counts; a tree nobody listed has none."""
    changed = settings(
        level1_weights=[
            {"weights": {"产出指标": 60, "效益指标": 30}, "categories": ["其他人员类"], "first_year": 2024, "last_year": 2026},
            {"weights": {"产出指标": 50, "效益指标": 40}},
        ]
    )
    levels = ("产出指标", "效益指标")
    found = [
        changed.customary_weights(levels, year, category)
        for year, category in ((2025, "其他人员类"), (2023, "其他人员类"), (2027, "其他人员类"), (2025, ""), (None, "其他人员类"))
    ]
    assert [dict(each or {})["产出指标"] for each in found] == [60, 50, 50, 50, 50]
    assert changed.customary_weights(("产出指标",), 2025, "") is None


@pytest.mark.parametrize(("number", "rounded"), [("1e899", f"1{'0' * 899}.00"), ("1e900", "1E+900"), ("1e32766", "1E+32766")])
def test_nothing_is_rounded_beyond_nine_hundred_digits(number: str, rounded: str) -> None:
    """A cell may hold a number of 32,767 digits, of which no fraction counts."""
    assert str(round_half_up(D(number))) == rounded
