"""What is made of many phrases, goals and amounts by lot is held whole: what changes of it shows here."""

from __future__ import annotations

from tests.rules.word_dump import STORED, dumped


def test_nothing_that_is_made_of_words_changes_unseen() -> None:
    """All of it is what it was; read the difference, then ``python -m tests.rules.word_dump``."""
    assert dumped() == STORED.read_text("utf-8").splitlines()
