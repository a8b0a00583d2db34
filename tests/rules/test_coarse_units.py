"""Amounts in 亿元: rounded in that unit, told in it, and still so where a form was printed and read again."""

from __future__ import annotations

import pickle
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import declaration
from xlperf.rules import Context, load_rule_book
from xlperf.rules.finding import Finding
from xlperf.run.levels.as_written import as_written, restored

_HUNDRED_MILLIONS = 100_000_000


def _findings(unit: str, annual: str, fiscal: str, other: str) -> list[Finding]:
    total, first, second = (Decimal(each) * _HUNDRED_MILLIONS for each in (annual, fiscal, other))
    form = declaration(amount_unit="万元", annual=total, annual_fiscal=first, annual_other=second)
    found = load_rule_book().judge_form(replace(form, coarse_unit=unit), Context()).findings
    return [each for each in found if each.rule == "FUND-002"]


@pytest.mark.parametrize(("unit", "is_told"), [("亿元", False), ("", True)])
def test_a_sum_that_only_rounding_in_its_unit_keeps_apart(unit: str, is_told: bool) -> None:
    """1.23 = 1.00 + 0.24 in 亿元 was an error of a million; in 万元 it is one."""
    assert bool([each for each in _findings(unit, "1.23", "1.00", "0.24") if each.severity == "error"]) is is_told


def test_a_sum_that_is_wrong_is_told_in_the_unit_of_the_form() -> None:
    """年度资金申请总额 15,000.00 stands nowhere on a form in 亿元."""
    (told,) = _findings("亿元", "1.5", "1.00", "0.24")
    assert "1.50 ≠" in told.message and "0.26" in told.message


def test_the_unit_stays_with_a_form() -> None:
    """Through a child process, and through the print that the level above reads."""
    form = replace(declaration(amount_unit="万元"), coarse_unit="亿元")
    assert pickle.loads(pickle.dumps(form)).written_unit == "亿元"
    printed = replace(form, coarse_unit="")
    assert restored(printed, "".join(as_written(form)))[0].written_unit == "亿元"
    assert printed.written_unit == "万元"
