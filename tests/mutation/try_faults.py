"""Put one-line faults into the code, one at a time, run tests, and print the faults that no test sees.

    python tests/mutation/try_faults.py xlperf/rules/versions/versions.py --most 20 --seed 7
    python tests/mutation/try_faults.py xlperf/forms --most 40 --by-coverage /tmp/forms-lines
    python tests/mutation/try_faults.py FILES --tests QUICK --then ROOM    # survivors of the quick tests try the others
    python tests/mutation/try_faults.py --known            # the faults of known_faults.json
    python tests/mutation/try_faults.py FILE --tests TESTS --known-as OLD NEW

The faults of a module are many; ``--most`` draws so many of them, the same ones for the same seed.  Without ``--tests``
those that import the module are run, and where they see nothing, all of its room.  With ``--by-coverage FOLDER`` those
that reach the line are run, the quickest first: which these are is recorded once into the folder (outside of the tree),
by running the tests of the room, or those of ``--tests``; remove the folder to record again.  The worktree is
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
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.mutation.one_line_faults import Fault, faults_in  # noqa: E402
from tests.mutation.reaching_tests import Recording, record  # noqa: E402
from tests.mutation.trial import Stage, Trial  # noqa: E402

KNOWN = Path(__file__).with_name("known_faults.json")
_COPIED = ("xlperf", "schemas", "templates", "tests", "examples", "docs", "pyproject.toml", "README.md", "CHANGELOG.md")

Fate = Literal["seen", "SURVIVES", "gone"]
StagesOf = Callable[[str, Fault], tuple[Stage, ...]]
"""Says which tests should see a fault of a file."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A fault in a file, and the tests that should see it; no fault where the text it replaces is not there any more.

    The tests of a later stage run for a fault that those before did not see.
    """

    file: str
    fault: Fault | None
    stages: tuple[Stage, ...]
    said: str


def drawn(files: Sequence[str], most: int, seed: int, stages_of: StagesOf) -> Iterator[Attempt]:
    """Yield so many of the faults of some modules, by lot; for a folder stand all modules in it."""
    paths = [path for each in files for path in (sorted((ROOT / each).rglob("*.py")) if (ROOT / each).is_dir() else [ROOT / each])]
    texts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in paths}
    every = [(file, fault) for file, text in texts.items() for fault in faults_in(text)]
    lot = sorted(random.Random(seed).sample(range(len(every)), min(most, len(every))))
    for file, fault in (every[each] for each in lot):
        column = fault.start - texts[file].rfind("\n", 0, fault.start)
        said = f"{file}:{fault.line}:{column} [{fault.kind}] {fault.old} → {fault.new}"
        yield Attempt(file, fault, stages_of(file, fault), said)


def by_coverage(folder: Path, files: Sequence[str], tests: Sequence[str], seconds: float) -> StagesOf:
    """Return what says which tests reach a fault, recorded now where it has not been; its room's where none does."""
    if not (folder / "tests.json").exists():
        record(folder, tests or sorted({whole for file in files for whole in room_of(file)}))
    recording = Recording(folder)
    return lambda file, fault: recording.stages(file, fault.line, seconds) or tests_of(file)


def room_of(file: str) -> tuple[str, ...]:
    """Return the tests of the room of a module.

    Raises:
        SystemExit: the room has no tests of its own, so that they must be given.
    """
    room = ROOT / "tests" / (*Path(file).parts, "")[1]
    if not room.is_dir() or room == ROOT / "tests":
        raise SystemExit(f"{file}: say with --tests what should see its faults")
    return (room.relative_to(ROOT).as_posix(),)


def tests_of(file: str) -> tuple[Stage, ...]:
    """Return the test files of its room that import a module, and the whole room; the room alone where none does."""
    whole = room_of(file)
    module = file.removesuffix(".py").replace("/", ".")
    importing = [each for each in sorted((ROOT / whole[0]).rglob("test_*.py")) if module in each.read_text("utf-8")]
    return tuple(Stage(each) for each in (tuple(path.relative_to(ROOT).as_posix() for path in importing), whole) if each)


def known(only: str) -> Iterator[Attempt]:
    """Yield the faults of the list whose file holds a text."""
    for each in json.loads(KNOWN.read_text("utf-8")):
        if only in each["file"]:
            yield named(each["file"], each["old"], each["new"], each["tests"])


def named(file: str, old: str, new: str, tests: Sequence[str]) -> Attempt:
    """Return the attempt to replace a text that stands once in a file."""
    path = ROOT / file
    source = path.read_text("utf-8") if path.exists() else ""
    said, stages = f"{file} {old} → {new}", (Stage(tuple(tests)),)
    if source.count(old) != 1:
        return Attempt(file, None, stages, said)
    start = source.index(old)
    return Attempt(file, Fault(start, start + len(old), source.count("\n", 0, start) + 1, old, new, "named"), stages, said)


def tried(attempts: Iterator[Attempt]) -> Iterator[tuple[Attempt, Fate, float, str]]:
    """Yield every attempt with its fate, the seconds it took, and what the first test that saw it is called.

    Raises:
        SystemExit: the tests fail without a fault.
    """
    with tempfile.TemporaryDirectory(prefix="xlperf-faults-") as folder:
        trial = Trial(Path(folder))
        for name in _COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, trial.copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
            else:
                shutil.copy2(ROOT / name, trial.copy / name)
        for each in attempts:
            if each.fault is None:
                yield each, "gone", 0.0, ""
                continue
            began = time.monotonic()
            seen_by = next((test for stage in each.stages if (test := trial.seen_by(each.file, each.fault, stage))), "")
            yield each, "seen" if seen_by else "SURVIVES", time.monotonic() - began, seen_by


def asked_for(asked: argparse.Namespace) -> Iterator[Attempt]:
    """Yield the attempts that a command line asks for."""
    if asked.known is not None:
        return known(asked.known)
    if asked.known_as:
        old, new = asked.known_as
        return iter([named(asked.files[0], old, new, asked.tests)])
    stages_of: StagesOf
    if asked.by_coverage:
        stages_of = by_coverage(asked.by_coverage.resolve(), asked.files, asked.tests, asked.seconds)
    else:
        given = tuple(Stage(tuple(each)) for each in (asked.tests, asked.then) if each)
        stages_of = lambda file, _: given or tests_of(file)  # noqa: E731
    return drawn(asked.files, asked.most, asked.seed, stages_of)


def main() -> int:
    """Try faults; return 1 when one survives."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="*", help="modules or folders of them, relative to the repository")
    parser.add_argument("--tests", nargs="+", default=[], help="what should see the faults (those of the module's room)")
    parser.add_argument("--then", nargs="+", default=[], help="what should see those that these did not")
    parser.add_argument("--by-coverage", type=Path, metavar="FOLDER", help="run the tests that reach the line, recorded in FOLDER")
    parser.add_argument("--seconds", type=float, default=300, help="by coverage: how long they may take for one fault (300)")
    parser.add_argument("--most", type=int, default=20, help="how many faults are tried (20)")
    parser.add_argument("--seed", type=int, default=0, help="which ones (0)")
    parser.add_argument("--known", nargs="?", const="", metavar="TEXT", help="the faults of known_faults.json [in files with TEXT]")
    parser.add_argument("--known-as", nargs=2, metavar=("OLD", "NEW"), help="this one fault of the file")
    asked = parser.parse_args()
    counts: dict[str, int] = {}
    for each, fate, seconds, seen_by in tried(asked_for(asked)):
        counts[fate] = counts.get(fate, 0) + 1
        print(f"{fate:8} {seconds:5.1f} s  {each.said}{seen_by and f'  ({seen_by})'}", flush=True)
    print(", ".join(f"{count} {fate}" for fate, count in counts.items()) or "no fault to make")
    return 1 if counts.get("SURVIVES") else 0


if __name__ == "__main__":
    raise SystemExit(main())
