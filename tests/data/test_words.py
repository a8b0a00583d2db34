"""Words that people read and units of money: one answer, and no second place that says it."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from xlperf.data.money import LARGEST_AMOUNT, in_unit, in_wan, is_summed
from xlperf.data.resources import load_json
from xlperf.data.words import DEMANDS, FORM_KINDS, SEVERITIES, SEVERITY_NAMES, VERDICTS, verdict_of

PACKAGE = Path(__file__).resolve().parents[2] / "xlperf"
HOME = {"words.py", "money.py"}


def test_the_gravest_finding_decides_the_verdict() -> None:
    """An error sends a form back, a warning has it looked at, a hint lets it pass."""
    assert [verdict_of(each) for each in (set(), {"info"}, {"warning", "info"}, {"error", "info"})] == [
        "通过",
        "通过",
        "需核对",
        "退回",
    ]
    assert VERDICTS == ("通过", "需核对", "退回")


def test_every_severity_and_every_kind_of_form_has_its_word() -> None:
    """A kind without a word would cost the sheet that names it."""
    assert set(SEVERITY_NAMES) == set(DEMANDS) == set(SEVERITIES)
    kinds = load_json("schemas", "layout.schema.json")["$defs"]["layout"]["properties"]["kind"]["enum"]
    assert set(FORM_KINDS) >= set(kinds)


@pytest.mark.parametrize(
    "pattern",
    [
        r'"(?:错误|警告)"',
        r'"(?:通过|需核对|退回)"',
        r'"(?:必须修改|建议修改)"',
        r'"(?:申报表|自评表)"',
        r'"[（]?(?:未填(?:实施)?单位|(?:实施)?单位未填|未填项目名称|项目名称未填)',
        r"(?<!\.)\b10_?000\b(?!_)",
        r"10\) ?\*\* ?13",
        r'== "万元"|"万元" if',
    ],
)
def test_a_word_of_the_catalogue_stands_nowhere_else(pattern: str) -> None:
    """A second copy of a word would sooner or later say something else."""
    found = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name not in HOME
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert found == []


def test_ten_thousand_yuan_are_one_wan() -> None:
    """Half up to two decimals where it is published, exact where it is printed in the form's unit."""
    assert in_wan(Decimal("123450")) == Decimal("12.35")
    assert in_unit(Decimal("123450.01"), "万元") == Decimal("12.345001")
    assert in_unit(Decimal("0.01"), "元") == Decimal("0.01")


def test_what_a_double_cannot_hold_to_the_cent_is_not_summed() -> None:
    """From ten million million 元 on, and what is no number at all."""
    assert is_summed(LARGEST_AMOUNT - Decimal("0.01")) and is_summed(-LARGEST_AMOUNT + 1)
    assert not any(map(is_summed, (LARGEST_AMOUNT, -LARGEST_AMOUNT, Decimal("Infinity"), Decimal("NaN"))))
