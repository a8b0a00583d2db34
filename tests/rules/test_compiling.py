"""The compiled conditions mean what a walk of the schema means, for all rules and for facts of every type."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import DECLARATION_ROWS, declaration, self_evaluation
from tests.rules.dialect_walk import WALK
from xlperf.forms.form import Form
from xlperf.rules import Context
from xlperf.rules.dialect.compiling import compile_condition
from xlperf.rules.dialect.keywords import KEYWORDS
from xlperf.rules.facts.catalogue import FACTS_OF
from xlperf.rules.facts.subjects.form_view import FormView
from xlperf.rules.ruleset.rule import Rule, resolve
from xlperf.rules.ruleset.rule_files import read_rule_set

RULE_SET = read_rule_set()

_NUMBERS = st.one_of(st.integers(-1, 120), st.decimals(0, 200, places=2))
_TEXTS = st.one_of(
    st.text("一二率的12年月日.、（）()%≥ ", max_size=8),
    st.sampled_from(["数量指标", "产出指标", "满意度指标", "成本指标", "上架及时率", "上架及时性", "及时"]),
    st.sampled_from(["1.甲；3.乙", "特定目标类"]),
    st.sampled_from(["元", "万元", "元/人", "人", "%", "≥", "=", "95", "A", "B", "6月底前", "2025年", "2023-2024年", "2025-13"]),
    st.sampled_from(["quantitative", "time", "declaration", "self_evaluation", "refused", "encrypted", "经常性", "一次性"]),
)
_DAYS = st.dates(date(2023, 1, 1), date(2027, 12, 31))
_PLAIN = st.one_of(_NUMBERS, _TEXTS, st.booleans(), _DAYS, st.integers(2023, 2027), st.none())
_ROWS = st.lists(st.dictionaries(st.sampled_from(sorted(FACTS_OF["row"])), _PLAIN, max_size=6), max_size=3)
_ANY = st.one_of(_PLAIN, _ROWS, st.lists(_PLAIN, max_size=2))


def _conditions(rule: Rule) -> list[Any]:
    stated = [rule.then, *([] if rule.when is None else [rule.when]), *(each.when for each in rule.variants)]
    return [resolve(each, rule.limits, RULE_SET.vocabulary) for each in stated]


def _walked(schema: Any, value: Any) -> list[tuple[tuple[Any, ...], Any]]:
    return [(tuple(each.path), getattr(each, "details", {})) for each in WALK(schema).iter_errors(value)]


def _names(schema: Any) -> set[str]:
    """Every text in a schema, which holds the names of the facts that it looks at."""
    if isinstance(schema, dict):
        return set(schema).union(*map(_names, schema.values()), set())
    if isinstance(schema, list):
        return set().union(*map(_names, schema))
    return {schema} if isinstance(schema, str) else set()


def _facts_for(rule: Rule, schema: Any) -> st.SearchStrategy[dict[str, Any]]:
    looked_at = sorted(_names(schema) & set(FACTS_OF[rule.each])) or ["kind"]
    return st.dictionaries(st.sampled_from(looked_at), _ANY, max_size=len(looked_at))


_ALL = [(schema, compile_condition(schema), _facts_for(rule, schema)) for rule in RULE_SET.rules for schema in _conditions(rule)]


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_every_condition_compiled_agrees_with_the_walk_of_its_schema(data: st.DataObject) -> None:
    """Whatever the facts hold, of whatever type, both say the same; nothing raises."""
    schema, condition, facts_of_it = _ALL[data.draw(st.integers(0, len(_ALL) - 1))]
    facts = data.draw(facts_of_it)
    walked = _walked(schema, facts)
    assert condition.holds(facts) == (not walked)
    assert bool(condition.breaches(facts)) == bool(walked)


_ROWS_OF_FORMS = [*DECLARATION_ROWS, ("产出指标", "质量指标", "上架率", "及时"), ("成本指标", "经济成本指标", "印刷费", "≥5(元)")]
_FORMS = [
    declaration(),
    declaration(rows=_ROWS_OF_FORMS, annual_goal="1.甲；3.乙，2023年", start_date=date(2024, 3, 1), category="其他人员类"),
    declaration(rows=[], project_name=None, unit=None, annual="12.345", end_date=None),
    self_evaluation(),
    self_evaluation(total_score="101", execution_rate="3"),
]


@pytest.mark.parametrize("form", _FORMS, ids=["plain", "odd", "blank", "evaluated", "overdone"])
def test_all_rules_agree_with_the_walk_on_forms(form: Form) -> None:
    """On the facts of whole forms, each rule that concerns a form or a row says what its schema says."""
    view = FormView(form, Context(), RULE_SET.vocabulary)
    for rule in RULE_SET.rules:
        if rule.each in ("form", "row"):
            for schema in _conditions(rule):
                condition = compile_condition(schema)
                for subject in (view.head,) if rule.each == "form" else view.rows:
                    assert condition.holds(subject.facts) == (not _walked(schema, subject.facts)), rule.id


_ARGUMENTS: dict[str, Any] = {
    "sums": {"total": "a", "parts": ["b", "c"], "tolerance": {"元": Decimal("0.005"), "万元": 1}},
    "compare": {"left": "a", "is": "<=", "right": "b", "tolerance": Decimal("0.01")},
    "wholeYears": {"first": "a", "last": "b"},
    "sameText": ["a", "b"],
    "filled": ["a", "b"],
    "allOrNone": ["a", "b", "c"],
    "among": {"fact": "a", "words": ["特定目标类"], "blank": False},
    "placedUnder": {"tree": {"A": {"产出指标": ["数量指标"]}, "B": {"产出指标": ["质量指标"]}}},
    "unique": {"by": ["level2", "level3"]},
    "nearUnique": {"by": "level3", "ignoring": ["率", "性"]},
    "decimals": {"of": "a", "most": {"元": 2, "万元": 6}},
    "lacks": {"pattern": "[A-Z]+", "except": ["A"]},
    "nameYear": {"text": "a", "year": "b"},
    "yearsWithin": {"text": "a", "year": "b", "first": "c", "last": "c"},
    "dueWithin": {"text": "a", "year": "b", "until": "c"},
    "listInOrder": "a",
    "tidy": True,
    "length": {"least": 2, "most": 4},
}
_FACTS = st.dictionaries(
    st.sampled_from(["a", "b", "c", "amount_unit", "regime", "level1", "level2", "number", "measure", "rows"]), _ANY, max_size=8
)


@pytest.mark.parametrize("keyword", sorted(KEYWORDS))
@given(value=st.one_of(_ANY, _FACTS))
def test_a_keyword_agrees_with_the_walk_on_values_of_every_type(keyword: str, value: Any) -> None:
    """A keyword over a number, a list, a truth value or nothing raises no more and says what the walk says."""
    schema = {keyword: _ARGUMENTS[keyword]}
    condition, walked = compile_condition(schema), _walked(schema, value)
    assert condition.holds(value) == (not walked)
    assert [(each.path, each.details) for each in condition.breaches(value)] == walked


@pytest.mark.parametrize("value", [5, Decimal("1.5"), True, None, "话", ["a"], date(2025, 1, 1)], ids=repr)
@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {"a": False}},
        {"required": ["a"]},
        {"filled": ["a"]},
        {"contains": {"const": 1}, "minContains": 0},
        {"unique": {"by": ["a"]}},
    ],
    ids=lambda schema: next(iter(schema)),
)
def test_a_keyword_lets_values_of_another_type_pass(schema: Any, value: Any) -> None:
    """As in the standard: ``properties`` says nothing about a number."""
    assert compile_condition(schema).holds(value)
    assert not compile_condition(schema).breaches(value)


def test_what_is_wrong_is_told_in_the_order_of_the_condition() -> None:
    """Every part that fails is told, at its own place, although the cheap parts are looked at first."""
    schema = {"properties": {"a": {"lacks": {"words": ["甲"]}}}, "required": ["b"], "filled": ["c"]}
    found = [(each.path, each.details) for each in compile_condition(schema).breaches({"a": "甲"})]
    assert found == [(("a",), {"hit": "甲"}), ((), {}), (("c",), {})]


def test_one_of_several_alternatives_is_told() -> None:
    """Where none of ``anyOf`` holds, the first says why."""
    schema = {"anyOf": [{"filled": ["a", "b"]}, {"filled": ["c"]}]}
    assert [each.path for each in compile_condition(schema).breaches({})] == [("a",)]
    assert compile_condition(schema).holds({"c": 1})


def test_an_unknown_keyword_is_no_condition() -> None:
    """A keyword that does not exist cannot be compiled away in silence."""
    with pytest.raises(KeyError, match="summs"):
        compile_condition({"summs": {}})


def test_rules_run_without_jsonschema() -> None:
    """Only who checks a rule file needs the metaschema: every child of a run starts without it."""
    code = "import sys; from xlperf.rules import load_rule_book; load_rule_book(); sys.exit('jsonschema' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[2]).returncode == 0
