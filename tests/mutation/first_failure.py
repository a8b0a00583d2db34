"""A part of pytest that leaves out the tests named in a file of the folder it runs in, and writes down the first that fails.

A command line holds no thousand names on Windows; and a test that nobody knew when the names were written is run.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

LEFT_OUT = "left-out.json"
FAILED = "failed.txt"
_FOLDER = Path.cwd()
"""Where the tests begin: one that fails may stand in another folder."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests of the file."""
    place = config.rootpath / LEFT_OUT
    named = frozenset(json.loads(place.read_text("utf-8"))) if place.exists() else frozenset()
    left_out = [each for each in items if each.nodeid in named]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [each for each in items if each.nodeid not in named]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Write down the name of a test that failed."""
    if report.failed:
        (_FOLDER / FAILED).write_text(report.nodeid, "utf-8")
