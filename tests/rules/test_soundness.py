"""An unsound rule set is refused with file and line, and the built-in one is sound."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from xlperf.errors import RuleSetError
from xlperf.rules import load_rule_book
from xlperf.rules.ruleset.rule_files import base_files, category_files
from xlperf.rules.ruleset.soundness import check_files

RULE: dict[str, Any] = {
    "id": "DEPT-001",
    "title": "金额上限",
    "severity": "warning",
    "each": "form",
    "limits": {"most": 1000000},
    "then": {"properties": {"annual": {"maximum": {"$limit": "most"}}}},
    "at": ["annual"],
    "message": "年度金额 {annual} 超过 {most}。",
    "suggestion": "请核对。",
    "basis": "本局规定",
}


def _overlay(tmp_path: Path, *rules: dict[str, Any], **more: Any) -> Path:
    path = tmp_path / "本局.json"
    path.write_text(json.dumps({"rules": list(rules), **more}, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def _fault(path: Path) -> str:
    with pytest.raises(RuleSetError) as caught:
        load_rule_book([path])
    assert caught.value.hint == "请修改后运行 xlperf rules check 再查一遍。"
    return caught.value.message


def test_the_built_in_rules_are_sound() -> None:
    """Every built-in rule file and category overlay passes the metaschema and the checks of names."""
    check_files(base_files(), category_files())


def test_a_sound_overlay_is_accepted(tmp_path: Path) -> None:
    """The rule that the other tests break in one place each is sound as it stands."""
    assert "DEPT-001" in {each.id for each in load_rule_book([_overlay(tmp_path, RULE)]).rule_set.rules}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"mesage": "错"}, "规则文件 本局.json 第 26 行：不认识“mesage”，是否应为“message”。"),
        ({"severity": "fatal"}, "规则文件 本局.json 第 6 行：“severity”应为 error、warning、info 之一，现在是 \"fatal\"。"),
        (
            {"then": {"properties": {"annual": {"maximun": 5}}}},
            "规则文件 本局.json 第 14 行：不认识“maximun”，是否应为“maximum”。",
        ),
        ({"then": {"sum": {"total": "annual"}}}, "规则文件 本局.json 第 12 行：不认识“sum”，是否应为“sums”。"),
        (
            {"then": {"sums": {"total": "annual", "parts": ["annual_other"], "tolerence": 0}}},
            "规则文件 本局.json 第 17 行：不认识“tolerence”，是否应为“tolerance”。",
        ),
        (
            {"then": {"properties": {"anual": {"maximum": 5}}}},
            "规则文件 本局.json 第 11 行：规则 DEPT-001：没有栏目“anual”，是否应为“annual”。",
        ),
        (
            {"message": "年度金额 {anual} 太大。"},
            "规则文件 本局.json 第 23 行：规则 DEPT-001：没有占位符“{anual}”，是否应为“{annual}”，该规则填不出它。",
        ),
        (
            {"message": "年度金额 {annual 太大。"},
            "规则文件 本局.json 第 23 行：规则 DEPT-001：文字里的大括号不成对：“年度金额 {annual 太大。”。",
        ),
        (
            {"then": {"properties": {"annual": {"maximum": {"$limit": "mots"}}}}},
            "规则文件 本局.json 第 11 行：规则 DEPT-001：没有门槛值“mots”，是否应为“most”。",
        ),
        (
            {"then": {"among": {"fact": "nature", "words": {"$words": "nature"}}}},
            "规则文件 本局.json 第 11 行：规则 DEPT-001：没有词表“nature”，是否应为“natures”。",
        ),
        ({"needs": ["anual"]}, "规则文件 本局.json 第 26 行：规则 DEPT-001：没有栏目“anual”，是否应为“annual”。"),
        ({"needs_to_pass": ["anual"]}, "规则文件 本局.json 第 26 行：规则 DEPT-001：没有栏目“anual”，是否应为“annual”。"),
        ({"at": ["anual"]}, "规则文件 本局.json 第 20 行：规则 DEPT-001：没有栏目“anual”，是否应为“annual”。"),
        ({"yields_to": ["GAOL-001"]}, "规则文件 本局.json 第 26 行：规则 DEPT-001：没有规则“GAOL-001”，是否应为“GOAL-001”。"),
        ({"each": "field"}, "规则文件 本局.json 第 7 行：规则 DEPT-001：逐个栏目检查的规则要在 applies 里写明 fields 或 notes。"),
        ({"id": "FUND-001"}, "规则文件 本局.json 第 4 行：规则 FUND-001：编号重复，fund.json 第 7 行已有同名规则。"),
    ],
)
def test_a_fault_names_file_line_and_the_likely_meaning(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    """Misspelt keys and keywords, unknown names, unfilled placeholders and duplicate ids are all refused."""
    assert _fault(_overlay(tmp_path, {**RULE, **change})) == message


def test_a_regular_expression_that_is_none_is_refused(tmp_path: Path) -> None:
    """A pattern is compiled before it is used on the first form."""
    fault = _fault(_overlay(tmp_path, {**RULE, "then": {"properties": {"title": {"pattern": "("}}}}))
    assert fault.startswith("规则文件 本局.json 第 11 行：规则 DEPT-001：正则表达式写错了（")


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    """A rule without a message cannot speak."""
    rule = {key: value for key, value in RULE.items() if key != "message"}
    assert _fault(_overlay(tmp_path, rule)) == "规则文件 本局.json 第 3 行：缺少“message”。"


def test_a_key_written_twice_is_refused(tmp_path: Path) -> None:
    """JSON would keep the last of the two in silence."""
    path = tmp_path / "本局.json"
    path.write_text('{\n "changes": [],\n "changes": []\n}', encoding="utf-8")
    assert _fault(path) == "规则文件 本局.json 第 3 行：“changes”写了两次。"


def test_broken_json_names_its_line(tmp_path: Path) -> None:
    """A comma too many is found where it stands."""
    path = tmp_path / "本局.json"
    path.write_text('{\n "changes": [\n  {"rule": "FUND-001",}\n ]\n}', encoding="utf-8")
    assert _fault(path).startswith("规则文件 本局.json 第 3 行：不是合法的 JSON")


def test_a_change_of_an_unknown_rule_is_refused(tmp_path: Path) -> None:
    """A change that meets no rule would do nothing."""
    path = _overlay(tmp_path, changes=[{"rule": "FUDN-002", "off": True}])
    assert _fault(path) == "规则文件 本局.json 第 5 行：没有规则“FUDN-002”，是否应为“FUND-002”。"


def test_a_change_of_an_unknown_limit_is_refused(tmp_path: Path) -> None:
    """A threshold that the rule does not have would change nothing."""
    path = _overlay(tmp_path, changes=[{"rule": "IND-016", "limits": {"most": 3}}])
    assert _fault(path) == "规则文件 本局.json 第 7 行：规则 IND-016：没有门槛值“most”。"


def test_a_changed_message_must_be_fillable_too(tmp_path: Path) -> None:
    """An overlay may reword a message, but only with what the rule can fill."""
    path = _overlay(tmp_path, changes=[{"rule": "IND-016", "message": "只有 {rows_count} 个指标。"}])
    assert (
        _fault(path)
        == "规则文件 本局.json 第 6 行：规则 IND-016：没有占位符“{rows_count}”，是否应为“{row_count}”，该规则填不出它。"
    )


def test_an_empty_folder_is_no_rule_set(tmp_path: Path) -> None:
    """A mistyped --rules folder must not look like a department without wishes."""
    with pytest.raises(RuleSetError) as caught:
        load_rule_book([tmp_path])
    assert caught.value.message == f"在“{tmp_path.name}”中没有找到规则文件（*.json）。"
