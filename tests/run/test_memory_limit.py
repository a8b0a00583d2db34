"""How much memory a child may take, and how rarely it looks for dead objects."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from xlperf.run.children import memory_limit

_GIGABYTE = 1 << 30


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[int, int]]:
    """What is asked of a system that maps 100 pages of 4,096 bytes here, and sets no hard limit."""
    found: dict[str, tuple[int, int]] = {"hard": (0, -1)}
    fake = SimpleNamespace(
        RLIMIT_AS=9,
        RLIM_INFINITY=-1,
        RUSAGE_SELF=0,
        getrlimit=lambda _: found["hard"],
        setrlimit=lambda kind, limits: found.update({str(kind): limits}),
        getrusage=lambda _: SimpleNamespace(ru_maxrss=2048),
    )
    monkeypatch.setitem(sys.modules, "resource", fake)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(memory_limit, "_mapped", lambda: 100 * 4096)
    return found


@pytest.mark.parametrize(
    ("most", "mapped", "hard", "limits"),
    [
        (_GIGABYTE, 4096, -1, (_GIGABYTE, -1)),
        (_GIGABYTE, _GIGABYTE // 2, -1, (_GIGABYTE, -1)),
        (_GIGABYTE, _GIGABYTE // 2 + 1, -1, (_GIGABYTE + 1, -1)),
        (_GIGABYTE, _GIGABYTE, -1, (_GIGABYTE // 2 * 3, -1)),
        (_GIGABYTE, 4096, 5 * _GIGABYTE, (_GIGABYTE, 5 * _GIGABYTE)),
        (_GIGABYTE, 4096, _GIGABYTE // 4, (_GIGABYTE // 4, _GIGABYTE // 4)),
    ],
)
def test_a_child_gets_half_of_the_limit_on_top_of_what_it_maps(
    asked: dict[str, tuple[int, int]], monkeypatch: pytest.MonkeyPatch, most: int, mapped: int, hard: int, limits: tuple[int, int]
) -> None:
    """The whole limit where it maps less than half of it, and never more than the system allows."""
    monkeypatch.setattr(memory_limit, "_mapped", lambda: mapped)
    monkeypatch.setattr(memory_limit, "watch_memory", lambda _: pytest.fail("the system limits it: nobody watches"))
    asked["hard"] = (0, hard)
    memory_limit.limit_memory(most)
    assert asked["9"] == limits


def test_where_the_system_does_not_limit_memory_it_is_watched(
    asked: dict[str, tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """macOS takes the limit and does not keep it, and a system may refuse it."""
    watched: list[int] = []
    monkeypatch.setattr(memory_limit, "watch_memory", watched.append)
    monkeypatch.setattr(sys, "platform", "darwin")
    memory_limit.limit_memory(5)
    assert (watched, set(asked)) == ([5], {"hard"})
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setitem(sys.modules, "resource", None)
    memory_limit.limit_memory(6)
    assert watched == [5, 6]


def test_the_most_that_was_ever_held_is_told_in_bytes(asked: dict[str, tuple[int, int]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Linux counts kilobytes, macOS bytes; where the system does not tell nobody watches."""
    assert memory_limit.peak_memory() == 2048 * 1024
    monkeypatch.setattr(sys, "platform", "darwin")
    assert memory_limit.peak_memory() == 2048
    monkeypatch.setitem(sys.modules, "resource", None)
    assert memory_limit.peak_memory() is None
    monkeypatch.setattr(threading, "Thread", lambda **_: pytest.fail("nothing can be watched"))
    memory_limit.watch_memory(5)
    assert asked


@pytest.mark.parametrize(("peaks", "looks"), [((101,), 0), ((100, 101), 1), ((None, 7, 100, 150), 3)])
def test_a_watched_process_ends_when_it_is_over_its_limit(
    monkeypatch: pytest.MonkeyPatch, peaks: tuple[int | None, ...], looks: int
) -> None:
    """It is looked at ten times a second; exactly the limit is within it."""
    told: Iterator[int | None] = iter(peaks)
    slept: list[float] = []
    ended: list[int] = []
    monkeypatch.setattr(memory_limit, "peak_memory", lambda: next(told))
    monkeypatch.setattr(memory_limit.time, "sleep", slept.append)
    monkeypatch.setattr(memory_limit.os, "_exit", ended.append)
    memory_limit._watch(100)
    assert (slept, ended) == ([0.1] * looks, [86])


def test_what_is_mapped_is_counted_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """0 where the system does not tell."""
    monkeypatch.setattr(Path, "read_text", lambda *_: "300 20 10\n")
    monkeypatch.setattr(memory_limit.os, "sysconf", lambda _: 4096, raising=False)
    assert memory_limit._mapped() == 300 * 4096
    monkeypatch.setattr(Path, "read_text", lambda *_: "?")
    assert memory_limit._mapped() == 0


def test_dead_objects_are_looked_for_rarely() -> None:
    """A tenth of the time of a run went into it."""
    before = gc.get_threshold()
    try:
        memory_limit.collect_rarely()
        assert gc.get_threshold() == (50_000, 20, 100)
    finally:
        gc.set_threshold(*before)
