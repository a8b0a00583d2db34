"""Indicators of many trades: which way is better and which unit fits is judged alike for schools, hospitals, water, roads …"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import DECLARATION_ROWS, SELF_EVALUATION_ROWS, declaration, self_evaluation
from xlperf.forms.form import Form
from xlperf.forms.values.target import parse_target
from xlperf.rules import Context, load_rule_book

BOOK = load_rule_book()
DATA = Path(__file__).parents[1] / "data"


def _lines(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [each.split("|") for each in lines if not each.startswith("#")]


def _told(form: Form) -> set[str]:
    return {each.rule for each in BOOK.judge_form(form, Context()).findings if each.severity != "info"}


def _findings(level2: str, name: str, target: str, actual: str = "") -> set[str]:
    """Return what is told of an indicator in a declaration and, with its result, in a self-evaluation."""
    level1 = "成本指标" if level2 == "成本指标" else "产出指标" if level2[:2] in ("数量", "质量", "时效") else "效益指标"
    row = [level1, level2, name, parse_target(target)]
    found = _told(declaration(rows=[*DECLARATION_ROWS, row])) - _told(declaration())
    if actual:
        scored = [*SELF_EVALUATION_ROWS[:-1], [*row, parse_target(actual), "10", "10", None]]
        found |= _told(self_evaluation(rows=scored)) - _told(self_evaluation(rows=SELF_EVALUATION_ROWS[:-1]))
    return {each for each in found if each[:3] == "VAL" or each[:6] in ("SELF-0", "IND-02")} - {"SELF-001", "SELF-022"}


def test_honest_indicators_of_other_trades_are_not_accused() -> None:
    """Four hundred names with the direction, unit and result that their trade gives them."""
    accused = {"|".join(each): found for each in _lines("trades-honest.txt") if (found := _findings(*each))}
    assert accused == {}


@pytest.mark.parametrize("line", _lines("trades-guilty.txt"), ids=lambda line: str(line[1]))
def test_a_direction_or_unit_that_is_wrong_in_any_trade_is_told(line: list[str]) -> None:
    """Signs the wrong way round and units that the name cannot have."""
    assert _findings(*line) & {"VAL-003", "VAL-016"}
