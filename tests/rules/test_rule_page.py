"""docs/rules.md is what the rule files say, and every rule can be explained."""

from __future__ import annotations

import re
from dataclasses import astuple, replace
from pathlib import Path

from xlperf.rules.casebook.category_table import category_table
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
    """The lines of IND-004 say where it does not apply."""
    rule_set = read_rule_set()
    rule = next(each for each in rule_set.rules if each.id == "IND-004")
    lines = list(rule_text(rule, rule_set, read_cases(case_files())))
    assert lines[:5] == [
        "IND-004 缺少满意度指标",
        "级别：警告（warning）",
        "性质：核实性（单位说明后可以通过）：没有服务对象的项目可以说明",
        "检查对象：一张表",
        "其他人员类：不启用；理由：发给个人的经费没有可以调查的服务对象",
    ]
    assert "不通过的例子：没有满意度指标 → 没有满意度指标。" in lines


def test_no_document_number_is_shown_as_basis() -> None:
    """The numbers of the central documents could not be verified, so no rule quotes one."""
    for rule in read_rule_set().rules:
        texts = [value for each in (rule, *rule.variants) for value in astuple(each) if isinstance(value, str)]
        assert not re.search(r"〔\d{4}〕|\d+号|财预|沪财", "".join(texts)), rule.id


def test_the_table_shows_what_each_rule_weighs_in_each_category() -> None:
    """A rule weighs what the overlay of a category says; what differs from the base is set off."""
    lines = list(category_table(read_rule_set()))
    assert lines[0] == "| 编号 | 标题 | 级别 | 特定目标类 | 其他运转类 | 其他人员类 |"
    assert "| IND-004 | 缺少满意度指标 | 警告 | 警告 | 警告 | **不启用** |" in lines
    assert "| FUND-002 | 年度资金构成不平 | 错误 | 错误 | 错误 | 错误 |" in lines


def test_the_table_shows_where_a_rule_does_not_run() -> None:
    """Off in a category, off everywhere, in trial, or meant for one category only."""
    base = read_rule_set()
    stated = next(each for each in base.rules if each.id == "IND-004")
    only = {"properties": {"category": {"const": "特定目标类"}}, "required": ["category"]}
    two = {"properties": {"category": {"enum": ["其他运转类", "其他人员类"]}}}
    rules = (
        replace(stated, id="A-001", when=only),
        replace(stated, id="A-002", when=two, trial=True),
        replace(stated, id="A-003", off=True),
        replace(stated, id="A-004"),
        replace(stated, id="A-005", stage="batch"),
    )
    changes = {"其他运转类": {"A-003": {"off": False}, "A-004": {"off": True}, "A-005": {"off": True}}}
    assert list(category_table(replace(base, rules=rules, changes=changes)))[2:] == [
        "| A-001 | 缺少满意度指标 | 警告 | 警告 | **—** | **—** |",
        "| A-002 | 缺少满意度指标 | 警告（试行） | **—** | 警告（试行） | 警告（试行） |",
        "| A-003 | 缺少满意度指标 | 不启用 | 不启用 | **警告** | 不启用 |",
        "| A-004 | 缺少满意度指标 | 警告 | 警告 | **不启用** | 警告 |",
        "| A-005 | 缺少满意度指标 | 警告 | 警告 | 警告 | 警告 |",
    ]
