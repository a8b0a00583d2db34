"""What a rule says about its findings: in trial, explainable or mandatory, whom they concern, whether they reveal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import declaration
from xlperf.rules import Context, load_rule_book
from xlperf.rules.finding import Finding

GOAL = declaration(annual_goal="做好全年阅读推广。")


def _rule(**changes: Any) -> dict[str, Any]:
    return {
        "id": "DEPT-001",
        "title": "目标要写数量",
        "severity": "error",
        "each": "form",
        "then": {"properties": {"annual_goal": {"pattern": "\\d"}}},
        "at": ["annual_goal"],
        "message": "目标里没有数量。",
        "suggestion": "请补充。",
        "basis": "本局规定",
        **changes,
    }


def _found(folder: Path, **overlay: Any) -> Finding:
    folder.mkdir(exist_ok=True)
    (folder / "本局.json").write_text(json.dumps(overlay, ensure_ascii=False), encoding="utf-8")
    findings = load_rule_book([folder]).judge_form(GOAL, Context()).findings
    return next(each for each in findings if each.rule == "DEPT-001")


def test_a_rule_in_trial_is_shown_as_a_hint(tmp_path: Path) -> None:
    """What a rule in trial finds never blocks, whatever severity it is meant to have."""
    found = _found(tmp_path, rules=[_rule(trial=True)])
    assert (found.trial, found.severity, found.title) == (True, "info", "目标要写数量（试行）")


def test_an_overlay_puts_a_rule_in_trial(tmp_path: Path) -> None:
    """A department may try a rule before it blocks."""
    found = _found(tmp_path, rules=[_rule()], changes=[{"rule": "DEPT-001", "trial": True, "severity": "warning"}])
    assert (found.trial, found.severity) == (True, "info")


@pytest.mark.parametrize(
    ("stated", "explainable"),
    [
        ({}, False),
        ({"severity": "warning"}, True),
        ({"severity": "info"}, True),
        ({"explainable": True}, True),
        ({"severity": "warning", "explainable": False}, False),
        ({"variants": [{"when": True, "severity": "warning"}]}, True),
    ],
    ids=["error", "warning", "info", "stated-explainable", "stated-mandatory", "milder-variant"],
)
def test_errors_must_be_mended_and_all_else_may_be_explained_unless_the_rule_says_otherwise(
    tmp_path: Path, stated: dict[str, Any], explainable: bool
) -> None:
    """强制性 is what an error is, 核实性 what a warning is, where the rule is silent."""
    assert _found(tmp_path, rules=[_rule(**stated)]).explainable is explainable


def test_an_overlay_makes_a_rule_mandatory(tmp_path: Path) -> None:
    """A department may insist that a warning be mended."""
    change = {"rule": "DEPT-001", "explainable": False}
    assert _found(tmp_path, rules=[_rule(severity="warning")], changes=[change]).explainable is False


def test_a_rule_says_whom_it_concerns_and_what_it_reveals(tmp_path: Path) -> None:
    """A unit is the addressee unless the rule names the department; nothing is revealed unless it says so."""
    plain = _found(tmp_path / "甲", rules=[_rule()])
    own = _found(tmp_path / "乙", rules=[_rule(**{"for": "department", "reveals": True})])
    assert (plain.addressee, plain.is_for_unit, plain.reveals) == ("unit", True, False)
    assert (own.addressee, own.is_for_unit, own.reveals) == ("department", False, True)


def test_the_rules_of_the_summary_of_waivers_and_of_answers_are_the_departments_own_affair() -> None:
    """No unit is told what only its department can mend, and only a secret project, or what may be one, reveals something."""
    rules = load_rule_book().rule_set.rules
    assert {each.id.partition("-")[0] for each in rules if each.addressee == "department"} == {"SUM", "WAIVE", "ROUND"}
    assert all(each.addressee == "department" for each in rules if each.id.startswith(("SUM-", "WAIVE-")))
    assert [each.id for each in rules if each.reveals] == ["SUM-006", "SUM-016"]


def test_every_built_in_rule_says_whether_an_explanation_settles_it_and_why() -> None:
    """No nature is taken from a severity: each rule was looked at for itself."""
    silent = [each.id for each in load_rule_book().rule_set.rules if each.explainable is None or not each.nature_because]
    assert not silent, silent


@pytest.mark.parametrize(
    ("rule", "explainable"),
    [
        ("FUND-002", False),
        ("SELF-008", True),
        ("DATE-003", True),
        ("GOAL-003", False),
        ("GOAL-013", False),
        ("SELF-013", False),
        ("FUND-016", True),
        ("VAL-016", True),
    ],
)
def test_nature_does_not_follow_severity(rule: str, explainable: bool) -> None:
    """An error may have a good reason (付尾款), and what belongs into the form cannot be explained beside it."""
    found = next(each for each in load_rule_book().rule_set.rules if each.id == rule)
    assert found.is_explainable is explainable


def test_what_is_not_decided_yet_may_be_explained_where_a_placeholder_may_not() -> None:
    """暂定 is a milder variant of GOAL-008 with a nature of its own."""
    found = {
        goal: next(
            each
            for each in load_rule_book().judge_form(declaration(annual_goal=goal), Context()).findings
            if each.rule == "GOAL-008"
        )
        for goal in ("举办活动暂定24场，扩大读者参与面，丰富居民文化生活。", "举办活动XX场，扩大读者参与面，丰富居民文化生活。")
    }
    assert [(each.severity, each.explainable) for each in found.values()] == [("warning", True), ("error", False)]


def test_nobody_is_told_to_do_nothing() -> None:
    """A rule whose advice is 无需处理 is for the record only, in the variant that says so."""
    for rule in load_rule_book().rule_set.rules:
        assert rule.record_only or "无需处理" not in rule.suggestion, rule.id
        for variant in rule.variants:
            marked = rule.record_only if variant.record_only is None else variant.record_only
            assert marked or "无需处理" not in (variant.suggestion or ""), rule.id
