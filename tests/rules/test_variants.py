"""A second author's variants of every kind of slip: each is told, and its honest neighbour is not accused."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from tests.builders import DECLARATION_ROWS, SELF_EVALUATION_ROWS, declaration, self_evaluation
from tests.rules.variants import (
    declared_rows,
    declared_words,
    evaluated_forms,
    evaluated_rows,
    evaluated_words,
    whole_forms,
    whole_words,
)
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.forms.values.target import parse_target
from xlperf.rules import Context, load_rule_book
from xlperf.rules.finding import Finding

BOOK = load_rule_book()


def _declared(row: tuple[str, str, str, str], kind: str) -> Form:
    start = {"start_date": whole_forms.date(2025, 7, 1)} if kind == "due_before_start" else {}
    kept = [each for each in DECLARATION_ROWS if each[0] != "成本指标" or row[0] != "成本指标"]
    return declaration(rows=[*kept, (*row[:3], parse_target(row[3]))], **start)


_PLACES = {"满意度": 4, "时间": 2, "间": 2}
"""Which row of the faultless form one takes the place of, by how its name ends; the first for all others."""


def _evaluated(row: evaluated_rows.Row) -> Form:
    name, wanted, actual, weight, score, note = row
    place = next((at for end, at in _PLACES.items() if note is None and name.endswith(end)), 0)
    rows: list[Any] = [list(each) for each in SELF_EVALUATION_ROWS]
    full = weight == score
    rows[place][2:] = [name, parse_target(wanted), parse_target(actual), rows[place][5], rows[place][5] if full else score, note]
    return self_evaluation(rows=rows, total_score=Decimal("9.80") + sum(Decimal(each[6]) for each in rows))


def _whole(changes: dict[str, Any]) -> Form:
    held = dict(changes)
    added = held.pop("rows", ())
    cost = [("成本指标", "经济成本指标", "更新设备单价", "≤100(元)")] if "annual" in held else []
    plain = cost + [each for each in DECLARATION_ROWS if not (cost and each[0] == "成本指标")]
    kept = [each for each in plain if not (added and each[1] == "数量指标")]
    return declaration(rows=[(*each[:3], parse_target(each[3])) for each in (*kept, *added)], **held)


def _whole_evaluated(changes: dict[str, Any]) -> Form:
    held = dict(changes)
    given = held.pop("only_rows", SELF_EVALUATION_ROWS)
    rows = [*given, *((*each[:4], "0", each[5], "0", "项目取消") for each in SELF_EVALUATION_ROWS[1:] if "only_rows" in changes)]
    made = [(*each[:3], *(parse_target(str(phrase)) for phrase in each[3:5]), *each[5:]) for each in rows]
    return self_evaluation(rows=made, **held)


def _told(form: Form) -> tuple[Finding, ...]:
    file = FileResult(form.source.file, "read", sha256="0", forms=(form,))
    return BOOK.judge_file(file, Context()).findings + BOOK.judge_form(form, Context(batch_year=2025)).findings


_SOURCES = (
    ("declared", declared_rows, lambda each, kind: _declared(each, kind)),
    ("declared-words", declared_words, lambda each, kind: _declared(each, kind)),
    ("evaluated", evaluated_rows, lambda each, kind: _evaluated(each)),
    ("evaluated-words", evaluated_words, lambda each, kind: _evaluated(each)),
    ("whole", whole_forms, lambda each, kind: _whole(each)),
    ("whole-words", whole_words, lambda each, kind: _whole(each)),
    ("whole-evaluated", evaluated_forms, lambda each, kind: _whole_evaluated(each)),
)


def _slips() -> Iterator[Any]:
    for source, module, build in _SOURCES:
        for kind, (rules, variants) in module.SLIPS.items():
            for number, each in enumerate(variants, 1):
                yield pytest.param(rules, build(each, kind), id=f"{source}-{kind}-{number}")


def _honest() -> Iterator[Any]:
    for source, module, build in _SOURCES:
        for kind, variants in module.HONEST.items():
            for number, each in enumerate(variants, 1):
                yield pytest.param(build(each, kind), id=f"{source}-{kind}-{number}")


@pytest.mark.parametrize(("rules", "form"), list(_slips()))
def test_a_slip_is_told(rules: tuple[str, ...], form: Form) -> None:
    """One of the rules of its kind finds the slip."""
    told = _told(form)
    assert {each.rule for each in told} & set(rules), [(each.rule, each.severity, each.cell, each.message) for each in told]


@pytest.mark.parametrize("form", list(_honest()))
def test_an_honest_neighbour_is_not_accused(form: Form) -> None:
    """Nothing worse than a hint is said of a form that holds something unusual and nothing wrong."""
    told = [(each.rule, each.severity, each.cell, each.message) for each in _told(form) if each.severity != "info"]
    assert not told, told


@pytest.mark.parametrize(("phrase", "expected"), [("100%", "≥95(%)"), ("98%", "≥98%"), ("100分", "≥100分")])
def test_the_sign_that_is_missed_is_proposed_without_asking_for_all(phrase: str, expected: str) -> None:
    """A 满意度 of 100 % is told to be hard to reach, and no rule proposes it."""
    pleased = ("满意度指标", "服务对象满意度指标", "参与读者满意度", parse_target(phrase))
    told = _told(declaration(rows=[*DECLARATION_ROWS[:-1], pleased]))
    assert [each.expected for each in told if each.rule == "VAL-005"] == [expected]


@pytest.mark.parametrize(("phrase", "expected"), [("=100(%)", "≥95(%)"), ("=98(%)", "≥98(%)")])
def test_an_equals_sign_becomes_at_least(phrase: str, expected: str) -> None:
    """Of 满意度; the number stays as it is, but for 100 %."""
    pleased = ("满意度指标", "服务对象满意度指标", "参与读者满意度", parse_target(phrase))
    told = _told(declaration(rows=[*DECLARATION_ROWS[:-1], pleased]))
    assert [each.expected for each in told if each.rule == "VAL-004"] == [expected]
