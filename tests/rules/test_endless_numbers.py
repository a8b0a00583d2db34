"""No number, however long, stops the judging of a form."""

from __future__ import annotations

from tests.builders import self_evaluation
from xlperf.rules import Context, load_rule_book
from xlperf.rules.facts.scoring import round_half_up


def test_a_result_of_two_thousand_digits_stops_no_score() -> None:
    """A number longer than any that is rounded is judged like others: the form keeps its findings."""
    form = self_evaluation(rows=[("产出指标", "数量指标", "开展活动场次", "≥24(场)", "9" * 2_000, "90", "90", None)])
    assert {each.rule for each in load_rule_book().judge_form(form, Context()).findings} >= {"SELF-014"}
    assert round_half_up(form.rows[0]["actual"].value.number) == int("9" * 2_000)  # type: ignore[union-attr]
