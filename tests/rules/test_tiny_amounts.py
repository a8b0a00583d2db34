"""An amount of next to nothing, as a broken byte leaves one, stops no rule and no summary."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.builders import declaration
from tests.workbooks import write_declaration
from xlperf.rules import Context, load_rule_book
from xlperf.run.batch import run
from xlperf.run.run_settings import RunSettings
from xlperf.summary import SummaryOptions, render_summary

ROWS = (
    ("成本指标", "经济成本指标", "聘用标准", "≤6(万元/人)"),
    ("成本指标", "经济成本指标", "材料费用", "≤3(万元)"),
    ("成本指标", "经济成本指标", "印刷费用", "≤2(万元)"),
    ("产出指标", "数量指标", "聘用人员数", "=12(人)"),
)


@pytest.mark.parametrize("annual", ["1E-300", "0.01", "1E+200"])
def test_costs_beside_an_amount_of_next_to_nothing(annual: str) -> None:
    """What the costs come to in per cent of it is a number of any length; no rule breaks."""
    form = declaration(annual=Decimal(annual), category="其他人员类", rows=ROWS)
    judged = load_rule_book().judge_form(form, Context())
    assert not [each for each in judged.findings if each.title == "规则运行出错"]


def test_a_summary_of_next_to_nothing(tmp_path: Path) -> None:
    """The whole way to the summary, with an amount of 1E-300."""
    write_declaration(tmp_path / "a.xlsx", annual=1e-300, fiscal=1e-300)
    content, report = render_summary(run([tmp_path], RunSettings(workers=0)), SummaryOptions())
    assert content and report.balanced
