"""Fences: a child that hangs, dies or eats memory costs exactly one file, and no child outlives a run."""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal, cast

import pytest

from xlperf.run.children import memory_limit, workers
from xlperf.run.children.child_process import Died, Fences
from xlperf.run.children.workers import run_all

_SHORT = Fences(seconds=1.0, memory_bytes=1 << 30)
"""For what hangs: on a machine with much else to do an honest job may wait longer for the processor."""
_USUAL = Fences(memory_bytes=1 << 30)
_PATIENCE = 120.0
"""Seconds to wait for what comes at once on a machine with nothing else to do."""


class Panic(BaseException):
    """What a Rust library raises: no Exception."""


def double(number: int) -> int:
    """Return twice the number."""
    return 2 * number


def process_id(_: int) -> int:
    """Return the process this runs in."""
    return os.getpid()


def big(number: int) -> bytes:
    """Return far more than a pipe holds."""
    return bytes([number]) * (4 << 20)


def _overrun_stack() -> None:
    sys.setrecursionlimit(1 << 30)

    def deeper(level: int) -> int:
        return deeper(level + 1) + 1

    deeper(0)


def _raise(error: BaseException) -> None:
    raise error


_DEATHS: dict[str, tuple[Callable[[], Any], str]] = {
    "exit": (lambda: os._exit(3), "crashed"),
    "abort": (os.abort, "crashed"),
    "segmentation fault": (lambda: ctypes.string_at(0), "crashed"),
    "kill": (lambda: os.kill(os.getpid(), signal.SIGTERM), "crashed"),
    "hang": (lambda: time.sleep(60), "stalled"),
    "work": (lambda: _work(60.0), "timeout"),
    "memory": (lambda: bytearray(4 << 30), "memory"),
    "stack": (_overrun_stack, "crashed"),
    "exception": (lambda: _raise(KeyError("x")), "crashed"),
    "panic": (lambda: _raise(Panic("index out of bounds")), "crashed"),
    "sys.exit": (lambda: sys.exit(3), "crashed"),
    "interrupt": (lambda: _raise(KeyboardInterrupt()), "crashed"),
    "result that cannot be pickled": (lambda: lambda: None, "crashed"),
}


def _work(seconds: float) -> float:
    """Take so much of the processor's time, however long that takes by the clock."""
    while time.process_time() < seconds:
        pass
    return seconds


def live_or_die(word: str) -> Any:
    """Do what the word says: die in that way, or return the word."""
    return _DEATHS[word][0]() if word in _DEATHS else word


def test_results_come_in_the_order_of_the_arguments() -> None:
    """Whichever child is faster, the first argument's result is first."""
    assert list(run_all(double, range(100), workers=3)) == [2 * each for each in range(100)]


def test_no_argument_no_child() -> None:
    """An empty folder starts nothing."""
    assert list(run_all(double, [], workers=2)) == []


def test_work_is_done_in_as_many_children_as_asked_for() -> None:
    """Two workers are two processes, neither of them this one."""
    seen = set(run_all(process_id, range(50), workers=2))
    assert len(seen) == 2
    assert os.getpid() not in seen


def test_no_worker_means_this_process() -> None:
    """workers=0 is for tests and debuggers: no child, no fence, exceptions come through."""
    assert set(run_all(process_id, range(3), workers=0)) == {os.getpid()}
    with pytest.raises(KeyError):
        list(run_all(live_or_die, ["exception"], workers=0))


@pytest.mark.parametrize("death", _DEATHS)
def test_a_death_costs_its_own_file_only(death: str) -> None:
    """The files before and behind the guilty one, in the same child, are read."""
    words = ["a", "b", "c", death, "d", "e", death, "f", "g"]
    found = list(run_all(live_or_die, words, workers=1, fences=_SHORT if death in ("hang", "work", "stack") else _USUAL))
    # How an endless recursion ends depends on system and Python: by signal, by exception, or not within its time.
    allowed = ("crashed", "timeout", "stalled") if death == "stack" else (_DEATHS[death][1],)
    assert [each if isinstance(each, str) else "x" for each in found] == list("abcxdexfg")
    assert all(each.reason in allowed for each in found if isinstance(each, Died))


def _end_first(path: str, number: int) -> None:
    """Send a signal to this process, the first time that anybody does so at this path."""
    with contextlib.suppress(FileExistsError):
        Path(path).open("x").close()
        os.kill(os.getpid(), number)


def be_hit_once(job: tuple[str, int]) -> str:
    """Return the path, when this process was hit from outside by a signal at the first try."""
    _end_first(*job)
    return job[0]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", ["SIGKILL", "SIGSTOP"])
def test_a_child_hit_from_outside_costs_no_file(tmp_path: Path, number: str) -> None:
    """A killed or paused reader is no fault of the file: it is read at the second try."""
    jobs = [(str(tmp_path / str(each)), int(getattr(signal, number))) for each in range(3)]
    fences = _SHORT if number == "SIGSTOP" else _USUAL
    assert list(run_all(be_hit_once, jobs, workers=1, fences=fences)) == [path for path, _ in jobs]


def note_and_die(job: tuple[str, str]) -> str:
    """Write down that a job began, and die at the one that is to die."""
    path, word = job
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(word)
    return str(live_or_die(word))


def test_a_file_that_kills_its_reader_twice_is_refused(tmp_path: Path) -> None:
    """It gets two readers and no third."""
    path = tmp_path / "begun"
    assert list(run_all(note_and_die, [(str(path), "exit")], workers=1)) == [Died("crashed")]
    assert path.read_text() == "exitexit"


def test_the_other_jobs_of_a_dead_child_come_before_those_that_wait(tmp_path: Path) -> None:
    """The results come in order, so that the first must not wait for the last: the lost jobs go to the front."""
    path = tmp_path / "begun"
    words = ["exit" if each == 1 else chr(ord("a") + each) for each in range(20)]
    found = list(run_all(note_and_die, [(str(path), word) for word in words], workers=1))
    assert found == [Died("crashed") if word == "exit" else word for word in words]
    assert path.read_text() == "aexitexit" + "".join(words[2:])


def test_what_a_child_raised_is_kept_for_the_maintainers() -> None:
    """A fault of our own code can be found again."""
    (died,) = run_all(live_or_die, ["panic"], workers=1)
    assert died.detail == "Panic: index out of bounds"


def test_results_larger_than_a_pipe_come_through() -> None:
    """Parent and children never wait for each other's full pipes."""
    assert [len(each) for each in run_all(big, range(20), workers=2) if isinstance(each, bytes)] == [4 << 20] * 20


def test_arguments_larger_than_a_pipe_come_through() -> None:
    """A long roster in every argument stops nothing."""
    assert list(run_all(len, [bytes(1 << 20)] * 30, workers=2)) == [1 << 20] * 30


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_other_start_methods_do_the_same(monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    """Windows and macOS start children anew, newer Pythons by a server."""
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no {method} on this system")
    context = multiprocessing.get_context(method)
    monkeypatch.setattr(multiprocessing, "get_context", lambda: context)
    found = list(run_all(live_or_die, ["a", "exit", "b", "panic", "c"], workers=2, fences=_USUAL))
    assert found == ["a", Died("crashed"), "b", Died("crashed"), "c"]


def test_an_iterator_that_is_left_ends_its_children() -> None:
    """Nothing goes on running when the caller has enough."""
    results = run_all(process_id, range(1000), workers=2)
    child = next(results)
    results.close()  # type: ignore[attr-defined]
    assert _ends(int(str(child)))


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_no_child_outlives_its_parent(tmp_path: Path, ending: signal.Signals) -> None:
    """Ctrl-C ends all children at once, and so does a killed parent."""
    script = tmp_path / "parent.py"
    script.write_text(
        "import os, time, pathlib, signal\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may start us with Ctrl-C ignored\n"
        "from xlperf.run.children.workers import run_all\n"
        "def hang(name):\n"
        "    pathlib.Path(name).write_text(str(os.getpid()))\n"
        "    time.sleep(600)\n"
        "if __name__ == '__main__':\n"
        f"    list(run_all(hang, [{str(tmp_path / 'one')!r}, {str(tmp_path / 'two')!r}], workers=2))\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    parent = subprocess.Popen([sys.executable, str(script)], stderr=subprocess.DEVNULL, env=environment)
    children = [_written(tmp_path / name) for name in ("one", "two")]
    parent.send_signal(ending)
    assert parent.wait(_PATIENCE) != 0
    assert all(_ends(each) for each in children)


def test_a_watching_thread_ends_a_process_over_its_memory() -> None:
    """Where the system cannot limit memory, the process ends itself, and that counts as memory."""
    if memory_limit.peak_memory() is None:
        pytest.skip("this system does not tell how much memory a process holds")
    (died,) = run_all(_grow_watched, [300 << 20], workers=1)
    assert died == Died("memory")


def _grow_watched(size: int) -> int:
    memory_limit.watch_memory((memory_limit.peak_memory() or 0) + size // 3)
    kept = bytearray(size)
    kept[::4096] = b"x" * len(kept[::4096])
    time.sleep(5)
    return len(kept)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="limits of the address space")
def test_a_child_of_a_large_program_still_has_room() -> None:
    """What the parent mapped before does not count against the file."""
    (found,) = run_all(_mapped_limit, [1 << 20], workers=1, fences=Fences(memory_bytes=1 << 20))
    assert isinstance(found, int)
    assert found > 1 << 20


def _mapped_limit(_: int) -> int:
    import resource

    return resource.getrlimit(resource.RLIMIT_AS)[0]


def _written(path: Path) -> int:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if path.exists() and path.read_text():
            return int(path.read_text())
        time.sleep(0.02)
    raise AssertionError("the child did not begin")


def _ends(process: int) -> bool:
    """Return True when a process ends."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            os.kill(process, 0)
            if "State:\tZ" in Path(f"/proc/{process}/status").read_text():
                return True
        except OSError:
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize(("worked", "tries", "reason"), [(1.1, 1, "timeout"), (0.0, 2, "stalled")])
def test_a_file_that_kept_its_reader_at_work_is_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worked: float, tries: int, reason: Literal["timeout", "stalled"]
) -> None:
    """A child that stood still is tried once more, one that worked all its time is not: no file costs its time twice."""
    monkeypatch.setattr(workers, "processor_seconds", lambda _: worked)
    assert list(run_all(note_and_die, [(str(tmp_path / "begun"), "hang")], 1, _SHORT)) == [Died(reason)]
    assert (tmp_path / "begun").read_text() == "hang" * tries


def test_a_child_that_waits_for_the_processor_gets_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine with much else to do an honest file is read late; a child that stands still is ended as before."""
    ticks = iter(range(1000))
    monkeypatch.setattr(workers, "processor_seconds", lambda _: next(ticks) * 0.02)
    assert list(run_all(_late, [1], 1, Fences(seconds=1.0))) == [1]
    monkeypatch.setattr(workers, "processor_seconds", lambda _: 0.0)
    assert list(run_all(_late, [1], 1, Fences(seconds=1.0))) == [Died("stalled")]


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="processes are not held to one processor here")
def test_a_file_is_read_on_a_computer_that_has_no_time_for_it() -> None:
    """A seventh of the processor is left: the clock says four times the limit, the file did not use half of it."""
    one = min(os.sched_getaffinity(0))
    loop = f"import os; os.sched_setaffinity(0, [{one}])\nwhile True: pass"
    loops = [subprocess.Popen([sys.executable, "-c", loop]) for _ in "123"]
    try:
        began = time.monotonic()
        assert list(run_all(_work_held_back, [(one, 0.3)], 1, Fences(seconds=0.8))) == [one]
        assert time.monotonic() - began > 0.8
    finally:
        for each in loops:
            each.kill()
            each.wait()


def _work_held_back(job: tuple[int, float]) -> int:
    processor, seconds = job
    os.sched_setaffinity(0, [processor])
    os.nice(3)
    _work(time.process_time() + seconds)
    return processor


@pytest.mark.parametrize(
    ("worked", "seen", "begun", "over", "look"),
    [
        (0.0, 0.0, 100, "stalled", None),  # nothing at all
        (0.1, 0.0, 100, "stalled", None),  # a thread that looks at the clock
        (0.2, 0.0, 100, None, 99.8),
        (50.0, 49.95, 100, "stalled", None),  # worked, and stands still since
        (50.0, 49.8, 100, None, 50.0),
        (99.0, 50.0, 100, None, 10.0),
        (99.9, 50.0, 1900, None, 10.0),
        (100.0, 99.0, 100, "timeout", None),
        (99.9, 99.0, 2000, "stalled", None),  # goes on and on
        (100.0, 99.0, 2000, "timeout", None),
        (None, 0.0, 399, None, 100.0),  # the system does not tell
        (None, 0.0, 400, "stalled", None),
    ],
)
def test_what_a_child_worked_since_it_was_looked_at_decides(
    monkeypatch: pytest.MonkeyPatch, worked: float | None, seen: float, begun: int, over: str | None, look: float | None
) -> None:
    """Of a hundred seconds of work: whoever goes on is waited for, up to twenty times as long by the clock."""
    monkeypatch.setattr(workers, "processor_seconds", lambda _: None if worked is None else 7.0 + worked)
    pool = workers._Pool(double, [1], 1, Fences(seconds=100.0))
    child = workers._Child(SimpleNamespace(pid=1), cast(Any, None), begun=5000.0 - begun, spent=7.0, seen=7.0 + seen)
    assert pool._over(child, 5000.0) == over
    if look is not None:
        assert child.look == pytest.approx(5000.0 + look)
        assert child.seen == 7.0 + (seen if worked is None else worked)


def _late(number: int) -> int:
    time.sleep(2.5)
    return number
