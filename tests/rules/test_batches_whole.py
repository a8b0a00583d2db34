"""Many batches put together by lot are held whole: what changes of what they are told shows here."""

from __future__ import annotations

from tests.rules.batch_dump import STORED, dumped


def test_nothing_that_batches_are_told_changes_unseen() -> None:
    """All of it is what it was; read the difference, then ``python -m tests.rules.batch_dump``."""
    assert [each.replace("\n", "⏎") for each in dumped()] == STORED.read_text("utf-8").splitlines()
