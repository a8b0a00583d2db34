"""The least versions that pyproject.toml allows are those that CI tries."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_LISTED = re.compile(r"^dependencies = \[\n(?:  .*\n)+|^(?:legacy|protected|archives|pdf|parquet|docx|test) = .*", re.MULTILINE)
_LEAST = re.compile(r'"([A-Za-z0-9.-]+)>=([\d.]+)')


def test_the_least_versions_of_pyproject_are_those_that_are_tried() -> None:
    """A bound that is raised or added in one place only would be tried by nobody."""
    stated = dict(_LEAST.findall("".join(_LISTED.findall((ROOT / "pyproject.toml").read_text("utf-8")))))
    pinned = (ROOT / "tests" / "least-versions.txt").read_text("utf-8")
    tried = dict(re.findall(r"^([A-Za-z0-9.-]+)==([\d.]+)", pinned, re.MULTILINE))
    assert len(stated) > 10
    assert tried == stated
