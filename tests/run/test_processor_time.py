"""What a process has worked, asked of each system in its own way."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from xlperf.run.children import processor_time


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such file")
def test_the_work_of_a_process_is_read_whatever_it_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name may hold brackets and blanks: what counts stands behind the last bracket; user and system time are added."""
    line = "7 (a) b (c) R " + " ".join(map(str, range(4, 40)))
    monkeypatch.setattr(Path, "read_text", lambda *_: line)
    monkeypatch.setattr(os, "sysconf", lambda _: 100)
    assert processor_time.processor_seconds(7) == (14 + 15) / 100
    monkeypatch.setattr(Path, "read_text", lambda *_: "7 (a) R 1 2")
    assert processor_time.processor_seconds(7) is None


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells here what a process has worked")
def test_the_work_of_a_process_is_what_the_system_counts() -> None:
    """To a tick of its clock."""
    before = time.process_time()
    told = processor_time.processor_seconds(os.getpid())
    assert told is not None
    assert before - 0.1 < told < time.process_time() + 0.1


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("   0:01.23\n", 1.23),
        ("  12:34.50\n", 754.5),
        ("00:02:03\n", 123.0),
        ("2-03:04:05\n", 183845.0),
        ("", None),
        ("TIME", None),
    ],
)
def test_what_ps_prints_is_read(monkeypatch: pytest.MonkeyPatch, told: str, seconds: float | None) -> None:
    """Minutes and hundredths as macOS prints them, hours and days as the others do; a process that is gone is not told."""
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(stdout=told))
    assert processor_time._of_ps(7) == seconds


def test_a_ps_that_is_not_there_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no fault of the run."""

    def missing(*_: object, **__: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(subprocess, "run", missing)
    assert processor_time._of_ps(7) is None


def test_this_process_is_told_on_every_system() -> None:
    """A busy computer is told from a file that is too much by this."""
    before = time.process_time()
    told = processor_time.processor_seconds(os.getpid())
    assert told is not None
    assert before - 1.1 < told < time.process_time() + 0.1
