"""The exported tables are held whole: a value that is exported another way shows here with its row."""

from __future__ import annotations

from tests.export.table_dump import STORED, dumped


def test_nothing_in_an_export_changes_unseen() -> None:
    """What is exported is what was exported; read the difference, then ``python -m tests.export.table_dump``."""
    assert dumped() == STORED.read_text("utf-8").splitlines()
