"""What the commands take is what they took: an option that must be given, may be repeated, or has another default shows here."""

from __future__ import annotations

from tests.cli.option_dump import FILE, lines


def test_no_option_changes_unseen() -> None:
    """Read the difference, then ``python -m tests.cli.option_dump``."""
    assert list(lines()) == FILE.read_text("utf-8").splitlines()
