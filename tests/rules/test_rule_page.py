"""docs/rules.md is what the rule files say, and every rule can be explained."""

from __future__ import annotations

import re
from pathlib import Path

from xlperf.rules.casebook.rule_cases import case_files, read_cases
from xlperf.rules.casebook.rule_page import rule_text, rules_page
from xlperf.rules.ruleset.rule_files import read_rule_set

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"


def test_the_page_of_rules_is_fresh() -> None:
    """After a change of the rule files: python -m xlperf rules page > docs/rules.md."""
    assert PAGE.read_text("utf-8") == rules_page(read_rule_set(), read_cases(case_files()))


def test_the_page_shows_every_rule_with_a_case_that_passes_and_one_that_fails() -> None:
    """Nobody has to read JSON to learn what a rule wants."""
    page = PAGE.read_text("utf-8")
    for rule in read_rule_set().rules:
        section = page.partition(f"### {rule.id} ")[2].partition("\n### ")[0]
        assert "- 通过的例子：" in section, rule.id
        assert "- 不通过的例子：" in section, rule.id
        assert f"- 依据：{rule.basis}" in section, rule.id


def test_a_rule_explains_itself_with_its_category_differences() -> None:
    """The lines of IND-004 say where it is only a hint."""
    rule_set = read_rule_set()
    rule = next(each for each in rule_set.rules if each.id == "IND-004")
    lines = list(rule_text(rule, rule_set, read_cases(case_files())))
    assert lines[:5] == [
        "IND-004 缺少满意度指标",
        "级别：警告（warning）",
        "性质：核实性（单位说明后可以通过）",
        "检查对象：一张表",
        "其他人员类：提示",
    ]
    assert "不通过的例子：没有满意度指标 → 没有满意度指标。" in lines


def test_no_document_number_is_shown_as_basis() -> None:
    """The numbers of the central documents could not be verified, so no rule quotes one."""
    for rule in read_rule_set().rules:
        assert not re.search(r"〔\d{4}〕|\d+号|财预|沪财", "".join(rule.texts()) + rule.basis + rule.title), rule.id
