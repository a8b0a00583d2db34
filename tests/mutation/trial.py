"""Faults tried in a copy of the worktree: a fault is put in, tests run, and the fault is taken out again.

Where the system can fork, the tests run in a fork of this process, which has the libraries loaded.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.mutation.first_failure import FAILED, LEFT_OUT
from tests.mutation.one_line_faults import Fault

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 4.0
"""A fault that makes the tests take so many times as long as without it has been seen: it hangs."""

_SECONDS_AT_LEAST = 240.0
"""A computer that others use, too, takes many times as long for a moment: that is no fault that is seen."""

_PARTS = ("-p", "no:cacheprovider", "-p", "tests.mutation.first_failure")
_IGNORED = ("PytestAssertRewriteWarning", "PytestUnraisableExceptionWarning")
_OPTIONS = ("-q", "-x", *_PARTS, *(part for each in _IGNORED for part in ("-W", f"ignore::pytest.{each}")))
_LIBRARIES = ("pytest", "hypothesis.strategies", "openpyxl", "xlsxwriter.workbook", "jsonschema.validators", "click.testing")
"""What nearly every test imports, and no fault is put into."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Tests that run together.

    Attributes:
        tests: files, folders or names of tests, as pytest takes them.
        left_out: the names of those tests of the files that are not run.
        seconds: what they take without a fault; None where that is not known.
    """

    tests: tuple[str, ...]
    left_out: frozenset[str] = frozenset()
    seconds: float | None = None


@dataclass(slots=True)
class Trial:
    """Faults tried in a copy of the worktree.

    Attributes:
        copy: the copy.
        usual: what tests take without a fault, in seconds.
        sound: names of tests that alone pass without a fault, and
        unsound: of those that do not: they say nothing.
    """

    copy: Path
    usual: dict[tuple[str, ...], float] = field(default_factory=dict)
    sound: set[str] = field(default_factory=set)
    unsound: set[str] = field(default_factory=set)

    def seen_by(self, file: str, fault: Fault, stage: Stage) -> str:
        """Return the test that fails with a fault, or what else shows it; empty where all pass.

        Raises:
            SystemExit: they fail without it.
        """
        allowed = max(_SECONDS_AT_LEAST, self._usual(stage) * _PATIENCE)
        path = self.copy / file
        source = path.read_bytes()
        while True:
            path.write_bytes(fault.put_into(source.decode("utf-8")).encode("utf-8"))
            try:
                seen = run(self.copy, stage.tests, stage.left_out | self.unsound, allowed)
            finally:
                path.write_bytes(source)
            if stage.seconds is None or "::" not in seen or self._is_sound(seen):
                return seen

    def _usual(self, stage: Stage) -> float:
        if stage.seconds is not None:
            return stage.seconds
        if stage.tests not in self.usual:
            began = time.monotonic()
            if run(self.copy, stage.tests, frozenset(), None):
                raise SystemExit(f"these tests fail without a fault: {' '.join(stage.tests)}")
            self.usual[stage.tests] = time.monotonic() - began
        return self.usual[stage.tests]

    def _is_sound(self, test: str) -> bool:
        if test not in self.sound | self.unsound:
            (self.unsound if run(self.copy, (test,), frozenset(), None) else self.sound).add(test)
        return test in self.sound


def run(folder: Path, tests: Sequence[str], left_out: frozenset[str], seconds: float | None) -> str:
    """Run tests in a copy of the worktree; return the first that failed, or that they hang or cannot start; else nothing.

    Their own files go where no other run looks: several that tidy up the same folder get into each other's way.

    Raises:
        SystemExit: no test ran at all, which would be taken for a fault that is seen.
    """
    said, failed = folder / "said.txt", folder / FAILED
    failed.unlink(missing_ok=True)
    (folder / LEFT_OUT).write_text(json.dumps(sorted(left_out)), "utf-8")
    with tempfile.TemporaryDirectory(prefix="xlperf-tests-", ignore_cleanup_errors=True) as place:
        environment = {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "PYTEST_DEBUG_TEMPROOT": place}
        status = (_forked if hasattr(os, "fork") else _started)(folder, [*_OPTIONS, *tests], environment, seconds, said)
    if status == 5 and left_out:
        return ""
    if status not in (0, 1, 2, None):
        raise SystemExit(said.read_text("utf-8", "replace"))
    if status in (0, None):
        return "hangs" if status is None else ""
    return failed.read_text("utf-8") if failed.exists() else "cannot be imported"


def _started(
    folder: Path, arguments: Sequence[str], environment: dict[str, str], seconds: float | None, said: Path
) -> int | None:
    """Return the exit status of the tests in a new process, None when they took too long."""
    command = [sys.executable, "-m", "pytest", *arguments]
    environment = os.environ | environment
    with said.open("wb") as stream, contextlib.suppress(subprocess.TimeoutExpired):
        return subprocess.run(command, cwd=folder, env=environment, stdout=stream, stderr=stream, timeout=seconds).returncode
    return None


def _forked(
    folder: Path, arguments: Sequence[str], environment: dict[str, str], seconds: float | None, said: Path
) -> int | None:
    """Return the exit status of the tests in a fork of this process, None when they took too long."""
    for each in _LIBRARIES:
        importlib.import_module(each)
    child = os.fork()
    if not child:
        _be_tests(folder, arguments, environment, said)
    until = time.monotonic() + (seconds or float("inf"))
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def _be_tests(folder: Path, arguments: Sequence[str], environment: dict[str, str], said: Path) -> None:
    """Run tests in this process, a fork, with the packages of the copy, and end it."""
    status = 3
    try:
        os.setsid()  # so that it can be ended with all children of its own
        stream = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(stream, 1)
        os.dup2(stream, 2)
        os.chdir(folder)
        os.environ.update(environment)
        sys.dont_write_bytecode = True
        for each in [each for each in sys.modules if each.partition(".")[0] in ("tests", "xlperf")]:
            del sys.modules[each]
        sys.path[:] = [str(folder), *(each for each in sys.path if each != str(ROOT))]
        status = int(importlib.import_module("pytest").main([*arguments]))
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)
