"""What is made of many targets, results, costs, goals and amounts is held whole: what changes of it shows here."""

from __future__ import annotations

from tests.rules.fact_dump import STORED, dumped


def test_nothing_that_is_made_of_results_and_goals_changes_unseen() -> None:
    """Scores and facts are what they were; read the difference, then ``python -m tests.rules.fact_dump``."""
    assert dumped() == STORED.read_text("utf-8").splitlines()
