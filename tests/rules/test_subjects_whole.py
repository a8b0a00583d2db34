"""What rules look at is held whole: a fact that is made another way, or not at all, shows here with its form or batch."""

from __future__ import annotations

from tests.rules.subject_dump import STORED, dumped


def test_nothing_that_rules_look_at_changes_unseen() -> None:
    """What is made is what was made; read the difference, then ``python -m tests.rules.subject_dump``."""
    assert dumped() == STORED.read_text("utf-8").splitlines()
