"""The report and the published text are held whole: a table, a place or a width that changes shows here."""

from __future__ import annotations

from tests.report.report_dump import STORED, dumped


def test_nothing_in_a_report_changes_unseen() -> None:
    """What is shown is what was shown; read the difference, then ``python -m tests.report.report_dump``."""
    assert dumped() == STORED.read_text("utf-8").splitlines()
