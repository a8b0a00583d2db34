"""Results that tell what was planned beside what was done: the second is the result (计划6期，实际4期)."""

from __future__ import annotations

import pytest

from tests.builders import SELF_EVALUATION_ROWS, self_evaluation
from xlperf.forms.values.target import parse_target
from xlperf.rules import Context, load_rule_book

BOOK = load_rule_book()


def _told(name: str, target: str, actual: str) -> set[str]:
    """Return which rules speak of a row with the full score."""
    rows: list[list[object]] = [list(each) for each in SELF_EVALUATION_ROWS]
    rows[0][2:5] = [name, parse_target(target), parse_target(actual)]
    findings = BOOK.judge_form(self_evaluation(rows=rows), Context()).findings
    return {each.rule for each in findings if each.severity == "warning" and name in each.message}


@pytest.mark.parametrize(
    ("name", "target", "actual"),
    [
        ("培训期数", "≥6(期)", "计划6期，实际4期"),
        ("培训期数", "≥6(期)", "应完成6期，完成4期"),
        ("培训期数", "≥6(期)", "应培训6期培训4期"),
        ("培训期数", "≥6(期)", "年初计划6期、已开展4期"),
        ("培训期数", "≥6(期)", "计划6期（实际4期）"),
        ("培训期数", "≥6(期)", "4期（计划6期）"),
        ("培训期数", "≥6(期)", "完成4期/计划6期"),
        ("培训期数", "≥6(期)", "4/6期"),
        ("培训期数", "≥6(期)", "目标值：6期；完成值：4期"),
        ("培训期数", "≥6(期)", "计划6期，由于场馆维修只办了4期"),
        ("培训期数", "≥6(期)", "计划6期，因雨，实际4期"),
        ("培训期数", "≥6(期)", "全年计划6期，截至12月底完成4期"),
        ("培训期数", "≥6(期)", "举办4期，取消2期"),
        ("培训期数", "≥6(期)", "4期，比计划少2期"),
        ("培训期数", "≥6(期)", "4期，还差2期"),
        ("培训期数", "≥6(期)", "计划6期，实际取消2期，完成4期"),
        ("合格率", "≥95(%)", "目标值≥95%，实际值92%"),
        ("学员满意度", "≥90(%)", "计划90%，调查结果为85%"),
        ("故障次数", "≤3(次)", "要求不超过3次，实际发生5次"),
        ("学员到课率", "≥95(%)", "应到50人，实到45人"),
        ("培训完成率", "=100(%)", "计划6期，实际4期"),
        ("补贴发放率", "=100(%)", "应发120人，实发115人"),
    ],
)
def test_of_what_was_planned_and_done_the_second_is_the_result(name: str, target: str, actual: str) -> None:
    """In whatever order and words; also as the share that the name of the indicator asks for."""
    assert _told(name, target, actual) == {"SELF-012"}


@pytest.mark.parametrize(
    ("name", "target", "actual"),
    [
        ("培训期数", "≥6(期)", "计划6期，实际6期"),
        ("培训期数", "≥6(期)", "6期（原计划4期）"),
        ("培训期数", "≥6(期)", "6/6期"),
        ("培训期数", "≥6(期)", "计划内4期，计划外2期"),
        ("培训期数", "≥6(期)", "计划6期，已全部完成"),
        ("培训期数", "≥6(期)", "计划6期，实际增加2期"),
        ("培训期数", "≥6(期)", "计划6期，两校各3期"),
        ("培训期数", "≥6(期)", "举办6期，比计划多2期"),
        ("培训期数", "≥6(期)", "举办6期，因雨取消2期"),
        ("培训期数", "≥6(期)", "上半年3期，下半年3期"),
        ("培训期数", "≥6(期)", "线上3期、线下3期"),
        ("培训期数", "≥6(期)", "编制计划4期、计划2期"),
        ("培训期数", "≥6(期)", "每季度1期"),
        ("应急演练期数", "≥6(期)", "应急演练4期，应急培训2期"),
        ("培训完成率", "=100(%)", "计划6期，实际6期"),
        ("设备完好率", "≥98(%)", "应检100台，实检90台"),
        ("补贴发放合格率", "≥98(%)", "计划100台，实际90台"),
    ],
)
def test_what_was_planned_is_no_result(name: str, target: str, actual: str) -> None:
    """Nor is a part of it, what was added or how often it was done, and no rate is the share of what it does not name."""
    assert _told(name, target, actual) == set()


@pytest.mark.parametrize(
    ("name", "target", "actual"),
    [("培训期数", "≥6(期)", "举办4期，共4期"), ("每季度培训期数", "≥6(期)", "每季度4期"), ("培训期数", "≥6(期)", "每年4期")],
)
def test_a_number_told_twice_or_in_the_time_that_is_asked_for_is_the_result(name: str, target: str, actual: str) -> None:
    """A form is of one year."""
    assert _told(name, target, actual) == {"SELF-012"}


@pytest.mark.parametrize(
    ("target", "actual", "is_told"),
    [
        ("3月底前", "2024年11月30日", False),
        ("3月底前", "2024年10月31日", False),
        ("3月底前", "2024年9月30日", True),
        ("4月底前", "2024年11月30日", True),
        ("3月底前", "2023年11月30日", True),
        ("3月底前", "2025年3月20日", False),
        ("2024年底前", "2024年11月30日", False),
    ],
)
def test_a_day_of_a_past_year_is_told_unless_the_thing_was_due_early_and_done_late_in_the_year_before(
    target: str, actual: str, is_told: bool
) -> None:
    """What was due in the first quarter may well have been done in the last one of the year before, and no earlier."""
    rows: list[list[object]] = [list(each) for each in SELF_EVALUATION_ROWS]
    rows[2][3:5] = [parse_target(target), parse_target(actual)]
    findings = BOOK.judge_form(self_evaluation(rows=rows), Context()).findings
    assert any(each.rule == "SELF-043" for each in findings) is is_told
