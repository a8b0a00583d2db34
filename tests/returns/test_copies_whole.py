"""Marked copies, notices and the list of returns are held whole: what changes in any part shows here."""

from __future__ import annotations

from tests.package_faults import package_faults
from tests.returns.copy_dump import COPIES, STORED, dumped


def test_nothing_in_a_returned_copy_changes_unseen() -> None:
    """What is written is what was written; read the difference, then ``python -m tests.returns.copy_dump``."""
    assert dumped() == STORED.read_text("utf-8").splitlines()


def test_each_of_these_copies_is_a_sound_package() -> None:
    """Excel opens them without repair; that openpyxl cannot read cells without an address is no fault of ours."""
    readable = {name: make for name, make in COPIES.items() if name != "prefixes"}
    assert [(name, fault) for name, make in readable.items() for fault in package_faults(make()[1])] == []
