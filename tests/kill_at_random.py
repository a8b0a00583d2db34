"""Kill xlperf at random moments: run ``python -m tests.kill_at_random --help``.

A finding is a former output that is not byte for byte what it was, a file that is too much (beside the outputs or in the
folder of temporary files), or a child that stays.
Both the parent alone and one of its children are killed (``kill -9``), in turns.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.workbooks import write_declaration

_SECONDS_TO_END = 5.0
_FORMS = 24


def commands(folder: Path, out: Path) -> tuple[tuple[str, ...], ...]:
    """Return the command lines that write something."""
    return (
        ("consolidate", str(folder), "-o", str(out / "汇总.xlsx"), "--workers", "2"),
        ("return", str(folder), "-o", str(out / "退回"), "--workers", "2"),
        ("mail", str(folder), "-o", str(out / "草稿.eml"), "--workers", "2"),
        ("export", str(folder), "-o", str(out / "数据.sqlite"), "--workers", "2"),
        ("export", str(folder), "-o", str(out / "数据"), "--workers", "2"),
    )


def children(parent: int) -> list[int]:
    """Return the ids of the children of a process, as Linux tells them."""
    try:
        return [int(each) for each in Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii").split()]
    except OSError:
        return []


def killed(words: Sequence[str], after: float, whom: str, spare: Path) -> list[int]:
    """Start a command, kill it or one of its children after some seconds; return the children that it had."""
    process = subprocess.Popen(
        [sys.executable, "-m", "xlperf", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(spare)},
    )
    time.sleep(after)
    born = children(process.pid)
    victim = process.pid if whom == "parent" or not born else born[0]
    with contextlib.suppress(ProcessLookupError):
        os.kill(victim, signal.SIGKILL)
    process.wait(timeout=60)
    return born


def contents(out: Path) -> dict[str, bytes]:
    """Return every file below a folder by its name."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def left_behind(out: Path, whole: dict[str, bytes], spare: Path, born: Sequence[int]) -> list[str]:
    """Return what is not as it should be after a command was killed."""
    until = time.monotonic() + _SECONDS_TO_END
    while any(Path(f"/proc/{each}").exists() for each in born) and time.monotonic() < until:
        time.sleep(0.05)
    faults = [f"child {each} stays" for each in born if Path(f"/proc/{each}").exists()]
    now = contents(out)
    faults += [f"{name} stays" for name in now if name not in whole]
    faults += [f"{name} is not what it was" for name in whole if now.get(name) != whole[name]]
    return [*faults, *(f"{path.name} stays among the temporary files" for path in spare.iterdir())]


def main() -> int:
    """Run from the command line; the exit status is 1 when there was a finding."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("--times", type=int, default=50)
    command.add_argument("--seed", type=int, default=1)
    options = command.parse_args()
    chance = random.Random(options.seed)
    found = 0
    with tempfile.TemporaryDirectory() as place:
        folder, out, spare = (Path(place) / name for name in ("报送", "出", "临时"))
        out.mkdir()
        spare.mkdir()
        for number in range(_FORMS):
            write_declaration(folder / f"{number}.xlsx", project_name=f"项目{number}", annual=-5)
        lines = commands(folder, out)
        lengths = []
        for words in lines:  # whole outputs of an earlier run stand there
            began = time.perf_counter()
            subprocess.run([sys.executable, "-m", "xlperf", *words], capture_output=True, check=False)
            lengths.append(time.perf_counter() - began)
        whole = contents(out)
        for turn in range(options.times):
            which = turn % len(lines)
            moment = chance.uniform(0.5, 1.05) * lengths[which]
            born = killed(lines[which], moment, chance.choice(("parent", "parent", "child")), spare)
            for fault in left_behind(out, whole, spare, born):
                found += 1
                print(f"turn {turn}, {lines[which][0]} after {moment:.2f} s: {fault}")
    print(f"{options.times} kills, seed {options.seed}, {found} findings")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
