"""Put one-line faults into the code, one at a time, run tests, and print the faults that no test sees.

    python tests/mutation/try_faults.py xlperf/rules/judging/versions.py --most 20 --seed 7
    python tests/mutation/try_faults.py FILES --tests QUICK --then ROOM    # survivors of the quick tests try the others
    python tests/mutation/try_faults.py --known            # the faults of known_faults.json
    python tests/mutation/try_faults.py FILE --tests TESTS --known-as OLD NEW

The faults of a module are many; ``--most`` draws so many of them, the same ones for the same seed.  Without ``--tests``
those that import the module are run, and where they see nothing, all of its room.  The worktree is
never touched: the tests run in a copy of it, so that a run that is ended leaves no fault behind.

Why not mutmut or cosmic-ray: mutmut (3.8) changes bodies of functions only, while most of our faults that no test saw
were limits at the top of a module; it runs in forks of one process, not on Windows, and knows no dropped guard.
cosmic-ray (8.7) writes each fault into the checkout itself, knows neither dropped guards nor returned arguments, and
brings a database and a web server.  Neither can try a given change again by its text.

Where the system can fork, the tests run in a fork of this process, which has the libraries loaded: a fault costs
seconds, not half a minute.  Not a part of the default test run.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.mutation.one_line_faults import Fault, faults_in  # noqa: E402

KNOWN = Path(__file__).with_name("known_faults.json")
_COPIED = ("xlperf", "schemas", "templates", "tests", "examples", "docs", "pyproject.toml", "README.md", "CHANGELOG.md")
_PATIENCE = 4.0
"""A fault that makes the tests take so many times as long as without it has been seen: it hangs."""

_SECONDS_AT_LEAST = 60.0
_OPTIONS = ("-q", "-x", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
_LIBRARIES = ("pytest", "hypothesis.strategies", "openpyxl", "xlsxwriter.workbook", "jsonschema.validators", "click.testing")
"""What nearly every test imports, and no fault is put into."""

Fate = Literal["seen", "SURVIVES", "gone"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """A fault in a file, and the tests that should see it; no fault where the text it replaces is not there any more.

    ``then`` are tests for a fault that those did not see.
    """

    file: str
    fault: Fault | None
    tests: tuple[str, ...]
    said: str
    then: tuple[str, ...] = ()


def drawn(files: Sequence[str], tests: Sequence[str], then: Sequence[str], most: int, seed: int) -> Iterator[Attempt]:
    """Yield so many of the faults of some modules, by lot."""
    every = [(file, fault) for file in files for fault in faults_in((ROOT / file).read_text("utf-8"))]
    lot = sorted(random.Random(seed).sample(range(len(every)), min(most, len(every))))
    for file, fault in (every[each] for each in lot):
        column = fault.start - (ROOT / file).read_text("utf-8").rfind("\n", 0, fault.start)
        first, others = (tuple(tests), tuple(then)) if tests else tests_of(file)
        yield Attempt(file, fault, first, f"{file}:{fault.line}:{column} [{fault.kind}] {fault.old} → {fault.new}", others)


def tests_of(file: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the test files of its room that import a module, and the whole room; the room alone where none does.

    Raises:
        SystemExit: the module's room has no tests of its own, so that they must be given.
    """
    room = ROOT / "tests" / Path(file).parts[1]
    if not room.is_dir():
        raise SystemExit(f"{file}: say with --tests what should see its faults")
    module = file.removesuffix(".py").replace("/", ".")
    importing = [each for each in sorted(room.rglob("test_*.py")) if module in each.read_text("utf-8")]
    whole = (room.relative_to(ROOT).as_posix(),)
    return (tuple(each.relative_to(ROOT).as_posix() for each in importing), whole) if importing else (whole, ())


def known(only: str) -> Iterator[Attempt]:
    """Yield the faults of the list whose file holds a text."""
    for each in json.loads(KNOWN.read_text("utf-8")):
        if only in each["file"]:
            yield named(each["file"], each["old"], each["new"], each["tests"])


def named(file: str, old: str, new: str, tests: Sequence[str]) -> Attempt:
    """Return the attempt to replace a text that stands once in a file."""
    path = ROOT / file
    source = path.read_text("utf-8") if path.exists() else ""
    said = f"{file} {old} → {new}"
    if source.count(old) != 1:
        return Attempt(file, None, tuple(tests), said)
    start = source.index(old)
    return Attempt(file, Fault(start, start + len(old), source.count("\n", 0, start) + 1, old, new, "named"), tuple(tests), said)


def tried(attempts: Iterator[Attempt]) -> Iterator[tuple[Attempt, Fate, float]]:
    """Yield every attempt with its fate and the seconds it took.

    Raises:
        SystemExit: the tests fail without a fault.
    """
    usual: dict[tuple[str, ...], float] = {}
    with tempfile.TemporaryDirectory(prefix="xlperf-faults-") as folder:
        copy = Path(folder)
        for name in _COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
            else:
                shutil.copy2(ROOT / name, copy / name)
        for each in attempts:
            if each.fault is None:
                yield each, "gone", 0.0
                continue
            began = time.monotonic()
            stages = [stage for stage in (each.tests, each.then) if stage]
            survives = all(_passes_with(copy, each.file, each.fault, stage, usual) for stage in stages)
            yield each, "SURVIVES" if survives else "seen", time.monotonic() - began


def _passes_with(copy: Path, file: str, fault: Fault, tests: tuple[str, ...], usual: dict[tuple[str, ...], float]) -> bool:
    """Tell whether tests pass with a fault; ``usual`` keeps what they take without one.

    Raises:
        SystemExit: they fail without it.
    """
    if tests not in usual:
        began = time.monotonic()
        if not _pass(copy, tests, None):
            raise SystemExit(f"these tests fail without a fault: {' '.join(tests)}")
        usual[tests] = time.monotonic() - began
    path = copy / file
    source = path.read_bytes()
    path.write_bytes(fault.put_into(source.decode("utf-8")).encode("utf-8"))
    try:
        return _pass(copy, tests, max(_SECONDS_AT_LEAST, usual[tests] * _PATIENCE))
    finally:
        path.write_bytes(source)


def _pass(folder: Path, tests: Sequence[str], seconds: float | None) -> bool:
    """Tell whether tests pass in a copy of the worktree; tests that take too long do not.

    Raises:
        SystemExit: no test ran at all, which would be taken for a fault that is seen.
    """
    said = folder / "said.txt"
    status = (_forked if hasattr(os, "fork") else _started)(folder, tests, seconds, said)
    if status not in (0, 1, 2, None):
        raise SystemExit(said.read_text("utf-8", "replace"))
    return status == 0


def _started(folder: Path, tests: Sequence[str], seconds: float | None, said: Path) -> int | None:
    """Return the exit status of the tests in a new process, None when they took too long."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", *_OPTIONS, *tests]
    with said.open("wb") as stream, contextlib.suppress(subprocess.TimeoutExpired):
        return subprocess.run(command, cwd=folder, env=environment, stdout=stream, stderr=stream, timeout=seconds).returncode
    return None


def _forked(folder: Path, tests: Sequence[str], seconds: float | None, said: Path) -> int | None:
    """Return the exit status of the tests in a fork of this process, None when they took too long."""
    for each in _LIBRARIES:
        importlib.import_module(each)
    child = os.fork()
    if not child:
        _be_tests(folder, tests, said)
    until = time.monotonic() + (seconds or float("inf"))
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def _be_tests(folder: Path, tests: Sequence[str], said: Path) -> None:
    """Run tests in this process, a fork, with the packages of the copy, and end it."""
    status = 3
    try:
        os.setsid()  # so that it can be ended with all children of its own
        stream = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(stream, 1)
        os.dup2(stream, 2)
        os.chdir(folder)
        os.environ["PYTHONPATH"] = str(folder)
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        sys.dont_write_bytecode = True
        for each in [each for each in sys.modules if each.partition(".")[0] in ("tests", "xlperf")]:
            del sys.modules[each]
        sys.path[:] = [str(folder), *(each for each in sys.path if each != str(ROOT))]
        status = int(importlib.import_module("pytest").main([*_OPTIONS, *tests]))
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def main() -> int:
    """Try faults; return 1 when one survives."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="*", help="modules, relative to the repository")
    parser.add_argument("--tests", nargs="+", default=[], help="what should see the faults (those of the module's room)")
    parser.add_argument("--then", nargs="+", default=[], help="what should see those that these did not")
    parser.add_argument("--most", type=int, default=20, help="how many faults are tried (20)")
    parser.add_argument("--seed", type=int, default=0, help="which ones (0)")
    parser.add_argument("--known", nargs="?", const="", metavar="TEXT", help="the faults of known_faults.json [in files with TEXT]")
    parser.add_argument("--known-as", nargs=2, metavar=("OLD", "NEW"), help="this one fault of the file")
    asked = parser.parse_args()
    if asked.known is not None:
        attempts = known(asked.known)
    elif asked.known_as:
        attempts = iter([named(asked.files[0], *asked.known_as, asked.tests)])
    else:
        attempts = drawn(asked.files, asked.tests, asked.then, asked.most, asked.seed)
    counts: dict[str, int] = {}
    for each, fate, seconds in tried(attempts):
        counts[fate] = counts.get(fate, 0) + 1
        print(f"{fate:8} {seconds:5.1f} s  {each.said}", flush=True)
    print(", ".join(f"{count} {fate}" for fate, count in counts.items()) or "no fault to make")
    return 1 if counts.get("SURVIVES") else 0


if __name__ == "__main__":
    raise SystemExit(main())
