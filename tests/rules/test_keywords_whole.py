"""What conditions make of many facts, and what is said of slips in rules, is held whole: what changes of it shows here."""

from __future__ import annotations

from tests.rules.keyword_dump import STORED, dumped


def test_nothing_that_conditions_say_changes_unseen() -> None:
    """All of it is what it was; read the difference, then ``python -m tests.rules.keyword_dump``."""
    assert dumped() == STORED.read_text("utf-8").splitlines()
