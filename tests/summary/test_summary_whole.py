"""Two summaries are held whole: a cell, look, merge, link or print setting that changes shows here with its sheet and row."""

from __future__ import annotations

import pytest

from tests.summary.summary_dump import BATCHES, FOLDER, dumped


@pytest.mark.parametrize("name", BATCHES)
def test_nothing_in_a_summary_changes_unseen(name: str) -> None:
    """What is written is what was written; read the difference, then ``python -m tests.summary.summary_dump``."""
    assert dumped(name) == (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
