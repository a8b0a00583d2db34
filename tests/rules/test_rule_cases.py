"""The cases that come with the rules hold, and they are strong enough to notice a rule that is off."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.rules.case_dump import STORED, dumped
from xlperf.rules.casebook.rule_cases import Case, Verdict, case_files, judge_case, read_cases, run_cases
from xlperf.rules.judging.rule_book import RuleBook
from xlperf.rules.ruleset.rule_files import RuleSet, read_rule_set

CASES = read_cases(case_files())
RULES = read_rule_set()


@pytest.fixture(scope="module")
def rule_set() -> RuleSet:
    """The built-in rules."""
    return RULES


@pytest.fixture(scope="module")
def verdicts() -> tuple[Verdict, ...]:
    """What became of every case, each judged once by the whole rule book."""
    return tuple(run_cases(RULES, CASES))


@pytest.mark.parametrize("rule", [each.id for each in RULES.rules])
def test_every_case_of_a_rule_holds(rule: str, rule_set: RuleSet, verdicts: tuple[Verdict, ...]) -> None:
    """Each rule has a case that passes and one that fails with exactly its message, each named after the reason."""
    without = run_cases(replace(rule_set, rules=tuple(each for each in rule_set.rules if each.id == rule)), ())
    assert [each.problem for each in without] == ["没有应通过的用例", "没有应不通过的用例"]
    assert [f"{each.case.because}：{each.problem}" for each in verdicts if each.problem and each.case.rule == rule] == []


def test_nothing_that_the_cases_tell_changes_unseen(rule_set: RuleSet, verdicts: tuple[Verdict, ...]) -> None:
    """Facts, scores and findings of all rules: read the difference, then ``python -m tests.rules.case_dump``."""
    assert dumped(verdicts, rule_set) == STORED.read_text("utf-8").splitlines()


@pytest.mark.parametrize("rule", [each.id for each in RULES.rules])
def test_switching_a_rule_off_makes_one_of_its_cases_fail(rule: str, rule_set: RuleSet) -> None:
    """A mutation of the rule set that silences one rule cannot go unnoticed."""
    rules = tuple(replace(each, off=each.off or each.id == rule) for each in rule_set.rules)
    changes = {
        category: {one: held for one, held in by_rule.items() if one != rule} for category, by_rule in rule_set.changes.items()
    }
    silent = RuleBook(replace(rule_set, rules=rules, changes=changes))
    failing = [case for case in CASES if case.rule == rule and case.must_fail]
    assert failing
    for case in failing:
        findings, tally = judge_case(case.data, silent)
        assert not [each for each in findings if each.rule == rule]
        assert rule not in tally.counts or not any(tally.counts[rule][:2])


def test_cases_are_named_once_a_rule() -> None:
    """Two cases of one rule never share a name, so that a report points at one of them."""
    names = [(case.rule, case.must_fail, case.because) for case in CASES]
    assert len(names) == len(set(names))


def test_every_case_belongs_to_a_rule_that_exists() -> None:
    """A case of a misspelt rule id would prove nothing."""
    assert {case.rule for case in CASES} == {each.id for each in RULES.rules}


def test_a_wrong_message_is_a_failed_case(rule_set: RuleSet) -> None:
    """The runner itself can fail: a message that differs by one character is reported with both texts."""
    wrong = Case("HEAD-004", True, "错字", {"form": {"fields": {"/project_name": None}}, "message": "没有填写项目名字。"})
    verdict = next(iter(run_cases(rule_set, [wrong])))
    assert verdict.problem == "message 应为“没有填写项目名字。”，现为“没有填写项目名称。”"


def test_a_pass_that_never_ran_is_a_failed_case(rule_set: RuleSet) -> None:
    """A rule that did not apply has not passed."""
    idle = Case("DATE-006", False, "不适用不算通过", {})
    verdict = next(iter(run_cases(rule_set, [idle])))
    assert verdict.problem == "规则没有得出“passed”的结果"


@pytest.mark.parametrize(
    ("must_fail", "changes", "problem"),
    [
        (True, {}, ""),
        (False, {}, "不应有提示，却有：{}"),
        (True, {"count": 2}, "应恰有 2 条提示，现有 1 条；{}"),
        (True, {"message": "不平"}, "message 应为“不平”，现为“{}”"),
        (True, {"message": "不平", "severity": "info"}, "message 应为“不平”，现为“{}”；severity 应为“info”，现为“warning”"),
        (False, {"rule": "FUND-004"}, ""),
        (False, {"rule": "FUND-004", "outcome": "not_applicable"}, "规则没有得出“not_applicable”的结果"),
        (True, {"rule": "FUND-004"}, "应恰有 1 条提示，现有 0 条"),
    ],
)
def test_a_case_that_does_not_hold_says_why(must_fail: bool, changes: dict[str, Any], problem: str) -> None:
    """Whoever writes a rule reads what came out instead."""
    known = next(each for each in CASES if each.rule == "FUND-002" and each.must_fail)
    data = {**known.data, **{key: value for key, value in changes.items() if key != "rule"}}
    case = Case(changes.get("rule", known.rule), must_fail, "试", data)
    verdict = next(each for each in run_cases(RULES, [case]) if each.case is case)
    assert verdict.problem == problem.format(known.data["message"])
