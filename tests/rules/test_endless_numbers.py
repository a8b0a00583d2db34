"""No number, however long, stops the judging of a form."""

from __future__ import annotations

import time

from tests.builders import declaration, self_evaluation
from xlperf.rules import Context, load_rule_book
from xlperf.rules.facts.scoring import round_half_up


def test_a_result_of_two_thousand_digits_stops_no_score() -> None:
    """A number longer than any that is rounded is judged like others: the form keeps its findings."""
    form = self_evaluation(rows=[("产出指标", "数量指标", "开展活动场次", "≥24(场)", "9" * 2_000, "90", "90", None)])
    assert {each.rule for each in load_rule_book().judge_form(form, Context()).findings} >= {"SELF-014"}
    assert round_half_up(form.rows[0]["actual"].value.number) == int("9" * 2_000)  # type: ignore[union-attr]


def test_a_target_of_digits_alone_is_judged_in_no_time() -> None:
    """A pattern that tries every digit as the first of a day took five seconds for a cell full of them."""
    rows = [("产出指标", "时效指标", "完成时间", "1234567890" * 3_200)] * 3
    form = declaration(rows=rows, category="其他人员类")
    book = load_rule_book()
    began = time.process_time()
    assert book.judge_form(form, Context()).findings
    assert time.process_time() - began < 3
