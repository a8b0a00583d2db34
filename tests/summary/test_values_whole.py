"""What is made of single values on their way into a sheet is held whole: what changes of it shows here."""

from __future__ import annotations

from tests.summary.value_dump import STORED, dumped


def test_nothing_that_is_made_of_a_value_changes_unseen() -> None:
    """All of it is what it was; read the difference, then ``python -m tests.summary.value_dump``."""
    assert dumped() == STORED.read_text("utf-8").splitlines()
