"""Where there is nothing to reckon with, nothing is said, and nothing breaks."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.builders import DECLARATION_ROWS, declaration
from xlperf.forms.file_result import FileResult
from xlperf.rules import Context, load_rule_book
from xlperf.rules.versions.versions import choose_versions

_PER_PERSON = (("成本指标", "经济成本指标", "补贴标准", "100(元/人·月)"), ("产出指标", "数量指标", "补贴人数", "40(人)"))


@pytest.mark.parametrize(("annual", "said"), [("480000.00", True), ("48000.00", False), ("0.00", False)])
def test_the_sum_per_person_is_held_against_money_that_there_is(annual: str, said: bool) -> None:
    """100 元 for 40 people make 48,000 元 a year; of no money it is no share."""
    form = declaration(category="其他人员类", annual=Decimal(annual), rows=[*DECLARATION_ROWS[1:], *_PER_PERSON])
    found = load_rule_book().judge_form(form, Context()).findings
    assert any("人均标准乘以 40 人，全年为 48,000.00" in each.message for each in found) is said
    assert not any("运行出错" in each.title for each in found)


@pytest.mark.parametrize(("rows", "counted"), [(DECLARATION_ROWS, 1), ((), 2)])
def test_forms_without_indicators_are_no_versions_of_one_project(rows: tuple[tuple[str, ...], ...], counted: int) -> None:
    """The same rows make 航标维护 and 航标维护项目 one; none at all say nothing."""
    forms = [declaration(file=f"{name}.xlsx", project_name=name, rows=rows) for name in ("航标维护", "航标维护项目")]
    files = [FileResult(each.source.file, "read", sha256=each.source.file, forms=(each,)) for each in forms]
    assert len(choose_versions(files).counted) == counted


def test_a_rule_that_is_folded_may_blame_no_cell(tmp_path: Path) -> None:
    """Its message has no sample then."""
    rule = {
        "id": "OWN-001",
        "title": "没有代码",
        "severity": "warning",
        "each": "form",
        "fold": True,
        "explainable": True,
        "then": False,
        "message": "没有代码（{n} 处，如“{sample}”）。",
        "suggestion": "请补充。",
        "basis": "本局规定",
    }
    (tmp_path / "本局.json").write_text(json.dumps({"rules": [rule]}, ensure_ascii=False), "utf-8")
    found = [each for each in load_rule_book([tmp_path]).judge_form(declaration(), Context()).findings if each.rule == "OWN-001"]
    assert [(each.message, each.cell) for each in found] == [("没有代码（1 处，如“”）。", "")]


_DUE = (("12月底前", 0), ("2025年12月", 0), ("四季度", 0), ("12月25日前", 1), ("次年1月底前", 1), ("2026年1月底前", 1))


@pytest.mark.parametrize(("target", "late"), _DUE)
def test_a_month_in_which_a_project_ends_is_not_after_its_end(target: str, late: int) -> None:
    """A plan to 20 December holds what is due in December, and nothing of a later day or of the next year."""
    rows = [(*each[:3], target) if each[1] == "时效指标" else each for each in DECLARATION_ROWS]
    found = load_rule_book().judge_form(declaration(end_date=date(2025, 12, 20), rows=rows), Context()).findings
    assert [each.rule for each in found].count("VAL-013") == late
