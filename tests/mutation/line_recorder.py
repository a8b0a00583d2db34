"""A part of pytest that records which test runs which lines of xlperf, into a folder that an environment variable names.

A line has been reached by the name of a test, or by that of a test file where its import reaches it.  What the package
remembers is forgotten before each test file: else only the first test of all would reach what is read once.  Lines that
run in other processes are not seen.
"""

from __future__ import annotations

import functools
import gc
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

import coverage
import pytest

ROOT = Path(__file__).resolve().parents[2]
PLACE = "XLPERF_LINES_INTO"
LINES = "lines.sqlite"
TESTS = "tests.json"

_folder = Path(os.environ[PLACE])
_folder.mkdir(parents=True, exist_ok=True)
_coverage = coverage.Coverage(data_file=str(_folder / LINES), source=[str(ROOT / "xlperf")], config_file=False, messages=False)
_coverage.erase()
_coverage.start()
_seconds: dict[str, float] = {}
_failed: set[str] = set()
_files: list[str] = []


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    """Record what the import of a test file reaches."""
    if isinstance(collector, pytest.Module):
        _coverage.switch_context(collector.nodeid)
    yield


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Record what a test and the fixtures that it is the first to want reach."""
    file = item.nodeid.partition("::")[0]
    if file not in _files[-1:]:
        _files.append(file)
        _forget()
    _coverage.switch_context(item.nodeid)
    yield


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add up the seconds that a test takes."""
    _seconds[report.nodeid] = _seconds.get(report.nodeid, 0.0) + report.duration
    if report.failed:
        _failed.add(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write what was recorded, and the texts it holds of: later ones are compared with them."""
    _coverage.stop()
    _coverage.save()
    sources = {each.relative_to(ROOT).as_posix(): each.read_text("utf-8") for each in sorted((ROOT / "xlperf").rglob("*.py"))}
    digests = {each: hashlib.sha256((ROOT / each).read_bytes()).hexdigest() for each in sorted(set(_files))}
    asked = [each for each in session.config.args if (ROOT / each.partition("::")[0]).exists()]
    told = {"root": str(ROOT), "asked": asked, "sources": sources, "digests": digests}
    told |= {"seconds": _seconds, "failed": sorted(_failed)}
    (_folder / TESTS).write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def _forget() -> None:
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper) and str(getattr(each, "__module__", "")).startswith("xlperf"):
            each.cache_clear()
