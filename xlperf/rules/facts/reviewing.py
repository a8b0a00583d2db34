"""What a reviewer would notice in a form, added to its facts before any rule looks at them."""

from __future__ import annotations

from decimal import Decimal

from xlperf.rules.facts.catalogue import DECLARATION_FUNDING
from xlperf.rules.facts.category_facts import add_category_facts
from xlperf.rules.facts.causes.score_causes import add_score_causes
from xlperf.rules.facts.causes.sum_causes import add_sum_causes
from xlperf.rules.facts.goal_facts import add_goal_facts
from xlperf.rules.facts.indicator_facts import add_indicator_facts
from xlperf.rules.facts.money_facts import add_cost_facts, add_money_facts
from xlperf.rules.facts.rule_words import Vocabulary
from xlperf.rules.facts.scoring_settings import ScoringSettings
from xlperf.rules.facts.subjects.form_view import FormView


def add_reviewed_facts(view: FormView, vocabulary: Vocabulary, scoring: ScoringSettings) -> None:
    """Complete the facts of a form and its rows in place.

    Args:
        view: the form; vocabulary: word lists; scoring: which way is better, by name.
    """
    head = view.head.facts
    rows = [each.facts for each in view.rows]
    terms = [each.facts for each in view.term_rows]
    for row in (*rows, *terms):
        add_indicator_facts(row, scoring, vocabulary.units)
    amounts = {each: value for each in DECLARATION_FUNDING if isinstance(value := head.get(each), Decimal)}
    add_goal_facts(head, rows, amounts, terms)
    add_money_facts(head, view.form.written_unit)
    add_sum_causes(head, view.head.fields, view.form.written_unit)
    if head["kind"] == "self_evaluation":
        add_score_causes(head, rows)
    if head["kind"] == "declaration":
        add_cost_facts(head, rows, scoring.units.same)
        add_category_facts(head, rows)
    if head.get("tail_payment"):
        for row in rows:
            row["tail_payment"] = True
