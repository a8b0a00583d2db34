"""A run on somebody else's processes gives what a run on our own children gives."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.workbooks import write_declaration
from xlperf.run.batch import run
from xlperf.run.children import workers
from xlperf.run.children.child_process import Died
from xlperf.run.children.workers import run_on
from xlperf.run.run_settings import RunSettings


def _folder(tmp_path: Path) -> Path:
    for number in range(5):
        write_declaration(tmp_path / f"{number}.xlsx", project_name=f"古籍修复项目第{number}期", annual=-5 if number == 2 else 50)
    (tmp_path / "坏.xlsx").write_bytes(b"no workbook")
    return tmp_path


def live_or_die(word: str) -> str:
    """Return the word, or raise what it names."""
    if word == "memory":
        raise MemoryError
    if word == "fault":
        raise KeyError(word)
    return word


def test_a_pool_of_processes_gives_the_same_batch(tmp_path: Path) -> None:
    """Forms, findings and refusals are those of our own children, and the pool can be used again."""
    folder = _folder(tmp_path)
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as executor:
        found = run([folder], RunSettings(workers=0), executor=executor)
        assert executor.submit(len, "ab").result() == 2
    assert found == run([folder], RunSettings(workers=1))
    assert len(found.files) == 6


def test_a_cluster_gives_the_same_batch(tmp_path: Path) -> None:
    """A real scheduler with two workers on this machine."""
    distributed = pytest.importorskip("distributed")
    folder = _folder(tmp_path)
    options: dict[str, Any] = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "host": "127.0.0.1"}
    with distributed.LocalCluster(**options) as cluster, distributed.Client(cluster) as client:
        found = run([folder], RunSettings(workers=0), executor=client.get_executor())
    assert found == run([folder], RunSettings(workers=1))


def test_what_is_raised_costs_its_own_file_only() -> None:
    """An exception is that file's outcome, told apart by its kind."""
    with ThreadPoolExecutor(2) as executor:
        found = list(run_on(executor, live_or_die, ["a", "memory", "b", "fault", "c"]))
    assert found == ["a", Died("memory"), "b", Died("crashed"), "c"]
    assert [each.detail for each in found if isinstance(each, Died)] == ["", "KeyError: 'fault'"]


class _Counting(Executor):
    """Runs at once and counts what it was given; breaks at a word."""

    def __init__(self) -> None:
        self.given = 0

    def submit(self, function: Any, /, *arguments: Any, **_: Any) -> Future[Any]:
        self.given += 1
        future: Future[Any] = Future()
        if arguments == ("break",):
            future.set_exception(BrokenExecutor("gone"))
        else:
            future.set_result(function(*arguments))
        return future


def test_an_executor_that_broke_is_no_fault_of_a_file() -> None:
    """An honest file is not called damaged because the pool ended: the run ends."""
    results = run_on(_Counting(), live_or_die, ["a", "break", "b"])
    assert next(results) == "a"
    with pytest.raises(BrokenExecutor, match="gone"):
        next(results)


def test_a_million_jobs_are_not_handed_over_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only so many are out as keep all machines busy."""
    monkeypatch.setattr(workers, "_MOST_JOBS_OUT", 10)
    executor = _Counting()
    results = run_on(executor, live_or_die, ["a"] * 1000)
    assert [next(results) for _ in range(5)] == ["a"] * 5
    assert executor.given == 15
    assert list(results) == ["a"] * 995
    assert executor.given == 1000
