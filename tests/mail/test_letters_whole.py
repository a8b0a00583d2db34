"""Letters are held whole: a line that changes, or a form that is not named, shows here."""

from __future__ import annotations

from tests.mail.letter_dump import STORED, dumped


def test_nothing_in_a_letter_changes_unseen() -> None:
    """What is said is what was said; read the difference, then ``python -m tests.mail.letter_dump``."""
    assert dumped() == STORED.read_text("utf-8").splitlines()
