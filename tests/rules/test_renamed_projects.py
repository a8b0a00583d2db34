"""A project that its unit sent again under another name: by what it is told that it may be one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.builders import DECLARATION_ROWS, declaration, self_evaluation
from xlperf.rules.facts.project_twins import reworded_by, twin_by
from xlperf.rules.facts.similar import Likeness
from xlperf.rules.judging.neighbours import neighbour_facts

FORM = declaration(project_name="芦苇荡更新项目", unit="甲馆")


@pytest.mark.parametrize(
    ("name", "changes", "goal", "rows", "is_same_money", "by"),
    [
        ("芦苇荡更新工程", {}, 40, 6, True, "content"),
        ("芦苇荡恢复", {}, 40, 6, True, "content"),
        ("芦苇荡植被恢复", {}, 40, 6, True, "content"),
        ("木栈道修缮", {}, 40, 6, True, None),
        ("芦苇荡更新项目（调整）", {}, 30, 0, False, "name"),
        ("芦苇荡更辛项目", {}, 40, 0, False, "name"),
        ("芦苇荡更辛项目", {}, 39, 0, False, None),
        ("芦苇荡更新二期", {}, 40, 6, True, None),
        ("芦苇荡更新工程", {}, 39, 6, True, None),
        ("芦苇荡更新工程", {}, 40, 5, True, None),
        ("芦苇荡更新工程", {"rows": DECLARATION_ROWS[:5]}, 40, 5, True, None),
        ("芦苇荡更新工程", {"rows": (*DECLARATION_ROWS, DECLARATION_ROWS[0])}, 40, 6, True, None),
        ("芦苇荡更新工程", {}, 40, None, True, None),
        ("芦苇荡更新工程", {}, 40, 6, False, None),
        ("芦苇荡更新工程", {"unit": "乙馆"}, 40, 6, True, None),
        ("芦苇荡更新项目", {"unit": "乙馆"}, 40, 6, True, "units"),
        ("芦苇荡更新项目", {"unit": "乙馆"}, 40, 6, False, None),
        ("芦苇荡更新项目", {"unit": "乙馆"}, 40, 5, True, None),
        ("芦苇荡更新工程", {"year": 2024}, 40, 6, True, None),
    ],
)
def test_by_what_two_projects_may_be_one(
    name: str, changes: dict[str, object], goal: int, rows: int | None, is_same_money: bool, by: str | None
) -> None:
    """By names that differ in 调整 or a slip, or by goal, indicators and money where nothing but the name is another."""
    other = declaration(**{"project_name": name, "unit": "甲馆", "annual": Decimal(480000), **changes})  # type: ignore[arg-type]
    alike = None if rows is None else Likeness(other, rows, rows)
    assert twin_by(FORM, Likeness(other, goal, 40), alike, is_same_money) == by


def test_indicators_like_those_of_a_third_project_speak_for_nothing() -> None:
    """The goal is that of one project, the indicators are those of another."""
    one, third = (declaration(project_name=each, unit="甲馆") for each in ("芦苇荡更新工程", "木栈道修缮项目"))
    assert twin_by(FORM, Likeness(one, 40, 40), Likeness(third, 6, 6), True) is None


@pytest.mark.parametrize(
    ("name", "changes", "rows", "is_same_money", "by"),
    [
        ("芦苇植被恢复", {}, 6, True, "rows"),
        ("芦苇植被恢复", {}, 6, False, None),
        ("芦苇植被恢复改造更新提升养护", {}, 6, True, None),
        ("芦苇植被恢复", {}, 5, True, None),
        ("芦苇植被恢复", {"unit": "乙馆"}, 6, True, None),
        ("芦苇植被恢复", {"year": 2024}, 6, True, None),
        ("芦苇荡更新二期", {}, 6, True, None),
    ],
)
def test_a_project_in_other_words_may_be_one(
    name: str, changes: dict[str, object], rows: int, is_same_money: bool, by: str | None
) -> None:
    """Another name and another goal, all the same indicators and the same money, of one unit."""
    other = declaration(**{"project_name": name, "unit": "甲馆", **changes})  # type: ignore[arg-type]
    assert reworded_by(FORM, Likeness(other, rows, rows), is_same_money) == by


@pytest.mark.parametrize(("units", "told"), [(2, True), (3, False)])
def test_what_two_units_hand_in_alike_may_be_one_what_many_do_is_theirs(units: int, told: bool) -> None:
    """A project of a department and of its unit is counted twice; one that each of its schools has by rule is not."""
    forms = [declaration(project_name="芦苇荡更新项目", unit=f"{each}馆", annual=Decimal(480000)) for each in "甲乙丙"[:units]]
    assert [facts.get("goal_twin") == "units" for _, facts in neighbour_facts(forms, {})] == [told] * units


@pytest.mark.parametrize(("declared", "asked"), [(True, False), (False, True)])
def test_two_projects_that_may_be_one_are_asked_about_once(declared: bool, asked: bool) -> None:
    """By their declarations; by their self-evaluations only where nobody handed in declarations."""
    names = ("芦苇荡更新工程", "芦苇荡植被恢复")
    evaluations = [self_evaluation(project_name=each, unit="甲馆") for each in names]
    forms = [*(declaration(project_name=each, unit="甲馆") for each in names if declared), *evaluations]
    facts = [facts for form, facts in neighbour_facts(forms, {}) if form.kind == "self_evaluation"]
    assert ["goal_twin" in each for each in facts] == [asked] * 2
    assert [each["goal_other"] for each in facts] == [f"甲馆 / {each}" for each in reversed(names)]
