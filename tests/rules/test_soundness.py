"""An unsound rule set is refused with file and line, and the built-in one is sound."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.builders import declaration, self_evaluation
from xlperf.errors import RuleSetError
from xlperf.rules import Context, load_rule_book
from xlperf.rules.facts.fact_types import FACT_TYPES
from xlperf.rules.facts.subjects.form_view import FormView
from xlperf.rules.ruleset.rule_files import base_files, category_files
from xlperf.rules.ruleset.soundness import check_files
from xlperf.rules.ruleset.type_faults import _compare_faults

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
        (
            {"for": "department", "unit_suggestion": "请核对。"},
            "规则文件 本局.json 第 27 行：规则 DEPT-001：它只给主管部门看（for: department），没有单位会读到这句话。",
        ),
        ({"severity": "fatal"}, '规则文件 本局.json 第 6 行：“severity”应为 error、warning、info 之一，现在是 "fatal"。'),
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
        ({"at": ["first:数里指标"]}, "规则文件 本局.json 第 20 行：规则 DEPT-001：没有栏目“first:数里指标”。"),
        ({"at": ["数量指标"]}, "规则文件 本局.json 第 20 行：规则 DEPT-001：没有栏目“数量指标”。"),
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


def test_a_regular_expression_that_may_never_end_is_refused(tmp_path: Path) -> None:
    """It would cost the first file with such a text its thirty seconds, and nobody would know why."""
    fault = _fault(_overlay(tmp_path, {**RULE, "then": {"properties": {"title": {"pattern": "(甲+)+$"}}}}))
    assert fault == (
        "规则文件 本局.json 第 11 行：规则 DEPT-001：正则表达式“(甲+)+$”重复里套着重复，遇到有的文字永远算不完；"
        "请去掉里层或外层的 +、*，或在每一段后面写上分隔的字。"
    )


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
    what = "这里应是英文双引号里的键，或者前面多了一个逗号"
    assert _fault(path) == f"规则文件 本局.json 第 3 行：不是合法的 JSON：{what}。"


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


def test_a_rule_changed_to_two_things_is_refused(tmp_path: Path) -> None:
    """In one file or in two of a folder: the later one does not win in silence; what is the same twice does no harm."""
    twice = [{"rule": "IND-016", "off": True}, {"rule": "IND-016", "off": False}]
    assert _fault(_overlay(tmp_path, changes=twice)).endswith("规则 IND-016 的“off”在本局.json 第 6 行写的不一样，请只留一处。")
    load_rule_book([_overlay(tmp_path, changes=[twice[0], {"rule": "IND-016", "severity": "warning"}, twice[0]])])


def test_a_layout_among_the_rules_is_told_as_such(tmp_path: Path) -> None:
    """The two folders are easily exchanged."""
    path = tmp_path / "甲.json"
    path.write_text('{"id": "甲", "extends": "declaration"}', "utf-8")
    assert _fault(path) == "规则文件 甲.json 第 1 行：这是版式文件，请放到版式文件夹，用 --templates 给出。"


def test_an_empty_folder_is_no_rule_set(tmp_path: Path) -> None:
    """A mistyped --rules folder must not look like a department without wishes."""
    with pytest.raises(RuleSetError) as caught:
        load_rule_book([tmp_path])
    assert caught.value.message == f"在“{tmp_path.name}”中没有找到规则文件（*.json）。"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('{\n "changes": [}', 2, "这里缺少一个值，或者前面多了一个逗号"),
        ('{\n "changes": []\n "rules": []}', 3, "两项之间缺少英文逗号，或者括号不成对"),
        ('{\n "changes" []}', 2, "键的后面缺少英文冒号"),
        ("{}\n{}", 2, "前面已经结束，这里多出了内容"),
        ('{\n "category": "其他运转类}', 2, "英文双引号不成对"),
        ('{\n "category": "其他\n运转类"}', 2, "引号里不能换行，也不能有制表符"),
        ('{\n "$comment": "\\d"}', 2, "反斜杠要写两个：\\\\"),
        ("{\n “changes”: []}", 2, '用了中文标点““”，应改为英文的 "'),
        ('{"changes"： []}', 1, "用了中文标点“：”，应改为英文的 :"),
        ('{"changes": []，\n"rules": []}', 1, "用了中文标点“，”，应改为英文的 ,"),
    ],
)
def test_each_fault_of_syntax_is_told_in_chinese(tmp_path: Path, text: str, line: int, said: str) -> None:
    """Who writes rules in Notepad reads what to mend and where, not what a parser expected."""
    path = tmp_path / "本局.json"
    path.write_text(text, encoding="utf-8")
    assert _fault(path) == f"规则文件 本局.json 第 {line} 行：不是合法的 JSON：{said}。"


def test_an_empty_file_is_told_as_such(tmp_path: Path) -> None:
    """Nothing in a file is no syntax to mend."""
    path = tmp_path / "本局.json"
    path.write_text("\n", encoding="utf-8")
    assert _fault(path).endswith("文件是空的。")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ('{\n "category":\n "其他运转类"}'.encode("gbk"), "第 3 行：文件是 GBK（ANSI）编码，不是 UTF-8。"),
        ('{"category": "其他运转类"}'.encode("utf-16"), "第 1 行：文件是 UTF-16（Unicode）编码，不是 UTF-8。"),
        (b'{\n "category": "\xff"}', "第 2 行：有不能识别的字节，不是 UTF-8 编码的文字。"),
    ],
    ids=["gbk", "utf16", "bytes"],
)
def test_another_encoding_is_named_with_its_line_and_the_way_out(tmp_path: Path, raw: bytes, message: str) -> None:
    """Notepad saves as ANSI on many desks; the message says how to save the file anew."""
    path = tmp_path / "本局.json"
    path.write_bytes(raw)
    with pytest.raises(RuleSetError) as caught:
        load_rule_book([path])
    assert caught.value.message == f"规则文件 本局.json {message}"
    assert caught.value.hint == "请用记事本打开这个文件，另存为时“编码”选 UTF-8，再试一次。"


def test_a_category_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    """An overlay for a misspelt category would change nothing in silence."""
    path = _overlay(tmp_path, category="其它运转类", changes=[{"rule": "IND-016", "off": True}])
    assert _fault(path) == "规则文件 本局.json 第 3 行：没有项目类别“其它运转类”，是否应为“其他运转类”。"
    path = _overlay(tmp_path, category="基建")
    assert _fault(path).endswith("没有项目类别“基建”，可以用的有：特定目标类、其他运转类、其他人员类。")


def test_a_category_of_the_departments_own_list_is_accepted(tmp_path: Path) -> None:
    """A department that names its own categories may write overlays for them."""
    lists = {"categories": ["特定目标类", "专项债券类"]}
    load_rule_book([_overlay(tmp_path, category="专项债券类", vocabulary={"lists": lists})])


def test_a_word_list_that_replaces_none_and_that_no_rule_uses_is_refused(tmp_path: Path) -> None:
    """A list under a misspelt name would never be looked at."""
    path = _overlay(tmp_path, vocabulary={"lists": {"foriegn_words": ["WIFI"]}})
    message = "规则文件 本局.json 第 5 行：没有词表“foriegn_words”，是否应为“foreign_words”，也没有规则用到它。"
    assert _fault(path) == message


def test_a_word_list_of_a_departments_own_rule_is_accepted(tmp_path: Path) -> None:
    """A new list is sound where a rule uses it, as a list or inside a pattern."""
    rule = {**RULE, "then": {"properties": {"nature": {"pattern": "{words:own_natures}$"}}}, "message": "错。"}
    load_rule_book([_overlay(tmp_path, rule, vocabulary={"lists": {"own_natures": ["专项"]}})])


@pytest.mark.parametrize(
    ("then", "fault"),
    [
        ({"properties": {"annual": {"pattern": "万"}}}, "关键字“pattern”只能用于文字，栏目“annual”是数字"),
        ({"properties": {"start_date": {"maximum": 5}}}, "关键字“maximum”只能用于数字，栏目“start_date”是日期"),
        ({"properties": {"unit": {"contains": {"const": "局"}}}}, "关键字“contains”只能用于一组名称或指标行，栏目“unit”是文字"),
        ({"properties": {"annual": {"tidy": True}}}, "关键字“tidy”只能用于文字，栏目“annual”是数字"),
        ({"properties": {"levels": {"unique": {"by": ["level3"]}}}}, "关键字“unique”只能用于指标行，栏目“levels”是一组名称"),
        ({"not": {"properties": {"year": {"length": {"least": 4}}}}}, "关键字“length”只能用于文字，栏目“year”是数字"),
        ({"anyOf": [{"properties": {"year": {"not": {"enum": ["A"]}}}}]}, "关键字“enum”只能用于文字，栏目“year”是数字"),
        (
            {"properties": {"rows": {"contains": {"properties": {"number": {"pattern": "1"}}}}}},
            "关键字“pattern”只能用于文字，栏目“number”是数字",
        ),
        ({"if": {"properties": {"annual": {"pattern": "万"}}}, "then": False}, "关键字“pattern”只能用于文字，栏目“annual”是数字"),
        ({"if": True, "then": {"properties": {"annual": {"pattern": "万"}}}}, "关键字“pattern”只能用于文字，栏目“annual”是数字"),
        ({"properties": {"year": {"required": ["unit"]}}}, "关键字“required”不能写在栏目“year”里面"),
        ({"properties": {"spans_years": {"const": "true"}}}, "栏目“spans_years”是是或否，不会等于 “true”"),
        ({"sums": {"total": "unit", "parts": ["annual"], "tolerance": 0}}, "关键字“sums”只能用于数字，栏目“unit”是文字"),
        ({"sums": {"total": "annual", "parts": ["unit"], "tolerance": 0}}, "关键字“sums”只能用于数字，栏目“unit”是文字"),
        (
            {"compare": {"left": "start_date", "is": "<", "right": "year"}},
            "关键字“compare”不能把“start_date”（日期）与“year”（数字）相比",
        ),
        ({"compare": {"left": "unit", "is": "<", "value": 3}}, "关键字“compare”不能把“unit”（文字）与一个数相比"),
        ({"compare": {"left": ["annual", "unit"], "is": "<", "value": 3}}, "关键字“compare”只能用于数字，栏目“unit”是文字"),
        (
            {"compare": {"left": "spans_years", "is": "=", "value": 3}},
            "关键字“compare”只能用于数字或日期或文字，栏目“spans_years”是是或否",
        ),
        ({"sameText": ["unit", "annual"]}, "关键字“sameText”只能用于文字，栏目“annual”是数字"),
        ({"listInOrder": "annual"}, "关键字“listInOrder”只能用于文字，栏目“annual”是数字"),
        (
            {"dueWithin": {"text": "annual_goal", "year": "year", "until": "end_year"}},
            "关键字“dueWithin”只能用于日期，栏目“end_year”是数字",
        ),
    ],
    ids=lambda value: "" if isinstance(value, str) else next(iter(value)),
)
def test_a_keyword_on_the_wrong_type_is_refused(tmp_path: Path, then: Any, fault: str) -> None:
    """A condition that could never find anything is no check."""
    path = _overlay(tmp_path, {**RULE, "then": then, "limits": {"most": 1}, "message": "错。"})
    assert _fault(path).endswith(f"规则 DEPT-001：{fault}。")


def test_the_types_of_facts_are_those_of_real_forms() -> None:
    """What the catalogue of types says of a fact is what a form gives."""
    for form in (declaration(), self_evaluation(), declaration(rows=[], end_date=None)):
        view = FormView(form, Context(), load_rule_book().rule_set.vocabulary)
        for subject in (view.head, *view.rows):
            for name, value in subject.facts.items():
                if name in FACT_TYPES and value != []:
                    assert _type_of(value) == FACT_TYPES[name], name


def _type_of(value: Any) -> str:
    if isinstance(value, list):
        return "rows" if isinstance(value[0], dict) else "names"
    return next(
        name
        for name, types in {"truth": bool, "number": (int, Decimal), "date": date, "text": str}.items()
        if isinstance(value, types)
    )


@pytest.mark.parametrize(("words", "holds"), [(["专项", "一次性项目"], True), ([], False), (["(专项"], False)])
def test_a_pattern_refers_to_a_word_list(tmp_path: Path, words: list[str], holds: bool) -> None:
    """A department changes the words inside a pattern without copying the rule; an empty list is found nowhere."""
    rule = {**RULE, "then": {"properties": {"nature": {"pattern": "^其他{words:own}$"}}}, "message": "错。"}
    path = _overlay(tmp_path, rule, vocabulary={"lists": {"own": words}})
    found = load_rule_book([path]).judge_form(declaration(nature="其他一次性项目"), Context()).findings
    assert ("DEPT-001" not in {each.rule for each in found}) is holds


def test_an_unknown_word_list_inside_a_pattern_is_refused(tmp_path: Path) -> None:
    """The name inside a pattern is checked like any other."""
    rule = {**RULE, "then": {"properties": {"nature": {"pattern": "{words:vauge}"}}}, "message": "错。"}
    assert _fault(_overlay(tmp_path, rule)).endswith("规则 DEPT-001：没有词表“vauge”，是否应为“vague”。")


@pytest.mark.parametrize(
    ("left", "right", "faults"),
    [
        ("year", "annual", 0),
        ("nobody", "annual", 0),
        ("annual", "nobody", 0),
        ("start_date", "annual", 1),
        ("unit", "start_date", 1),
        ("rows", "annual", 1),
        (["annual", "total"], "annual", 0),
        (["annual", "unit"], "annual", 1),
        (["annual", "total"], "start_date", 1),
    ],
)
def test_what_can_be_compared_is_of_one_type(left: object, right: str, faults: int) -> None:
    """Of a fact that nobody knows nothing is said here: it is told as such."""
    assert len(list(_compare_faults({"left": left, "op": "<", "right": right}))) == faults


_OF_VARIANTS = ("message", "suggestion", "unit_suggestion", "expected", "difference")


@pytest.mark.parametrize(
    ("key", "in_variant"), [("told", False), *((key, in_variant) for key in _OF_VARIANTS for in_variant in (False, True))]
)
def test_a_placeholder_that_cannot_be_filled_is_refused_in_every_text(tmp_path: Path, key: str, in_variant: bool) -> None:
    """Else the rule would break where it finds something."""
    texts = {key: "金额为 {anual}。"}
    rule = {**RULE, "variants": [{"when": {"required": ["annual"]}, **texts}]} if in_variant else {**RULE, **texts}
    assert "没有占位符“{anual}”，是否应为“{annual}”，该规则填不出它。" in _fault(_overlay(tmp_path, rule))
