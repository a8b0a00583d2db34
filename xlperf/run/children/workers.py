"""Fences: a file is read in a child process that can be ended.

One broken or hostile file among three hundred must cost exactly that file.
Exceptions can be caught, but a hang, an abort of a native library or an
exhausted memory cannot, so every file is read in a child with a time and a
memory limit. The time is that of the processor: on a busy computer a child is
waited for as long as it goes on. A child may die or stand still by no fault of
its file, so the file is tried once more, in a new child; a file whose reader
dies twice is refused, and a new child goes on with the next file.

There is one pipe a child and no thread, lock or queue that children share:
whichever child dies at whichever moment, the parent knows which file it was at.
(pebble, the well-kept library for this, lost up to 199 of 200 files when
children were killed while idle, and forks its new children from threads.)
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, Literal, TypeVar

from xlperf.run.children.child_process import Died, Fences, raised, serve
from xlperf.run.children.memory_limit import EXIT_STATUS
from xlperf.run.children.processor_time import processor_seconds

A = TypeVar("A")
R = TypeVar("R")

# A fresh child of a system without fork imports the whole program before it can begin.
_SECONDS_TO_START = 60.0
_SECONDS_TO_END = 1.0
_STANDS_STILL = 0.001  # of its time between two looks: less is a child that waits or sleeps
_LONGEST = 20  # times its time, on the clock, for a child that goes on and on without having worked its time
_UNTOLD = 4  # the same where the system does not tell what a child works
_MOST_CHILDREN = 60  # Windows waits for 63 objects at most
_MOST_JOBS_AT_ONCE = 8
_MOST_JOBS_OUT = 2000  # enough for some hundred machines, and each is a path and the settings


def run_all(function: Callable[[A], R], arguments: Sequence[A], workers: int, fences: Fences | None = None) -> Iterator[R | Died]:
    """Yield the function's result for every argument, in order.

    Whatever the function raises, in a child, is that argument's ``Died``.  No
    child outlives the iterator.

    Args:
        function: takes and returns picklable values.
        arguments: one a file.
        workers: child processes; 0 runs in this process, without fences.
        fences: the limits of one call.
    """
    if workers == 0 or not arguments:
        yield from map(function, arguments)
        return
    pool = _Pool(function, arguments, min(workers, len(arguments), _MOST_CHILDREN), fences or Fences())
    try:
        for index in range(len(arguments)):
            yield pool.result(index)
    finally:  # Ctrl-C too
        pool.close()


def children_share_memory() -> bool:
    """Tell whether a child begins with all that its parent has in memory: where children are forked."""
    return multiprocessing.get_start_method() == "fork"


def run_on(executor: Executor, function: Callable[[A], R], arguments: Sequence[A]) -> Iterator[R | Died]:
    """Yield the function's result for every argument, in order, from somebody else's processes.

    What the function raises is that argument's ``Died``.  Time and memory are the executor's affair.
    Only so many jobs are with the executor at a time that a million of them fit into memory here.

    Args:
        executor: runs the function anywhere; it is not shut down.
        function: takes and returns picklable values.
        arguments: one a file.

    Raises:
        BrokenExecutor: the executor itself ended.
        CancelledError: somebody else cancelled a job.
    """
    futures: deque[Future[R]] = deque()
    waiting = iter(arguments)
    try:
        futures.extend(executor.submit(function, each) for each in islice(waiting, _MOST_JOBS_OUT))
        while futures:
            result = _outcome(futures[0])
            futures.popleft()
            futures.extend(executor.submit(function, each) for each in islice(waiting, 1))
            yield result
    finally:
        for future in futures:
            future.cancel()


def _outcome(future: Future[R]) -> R | Died:
    """Return what came of a job; that the executor broke or somebody cancelled is no fault of its file."""
    try:
        return future.result()
    except (BrokenExecutor, CancelledError):
        raise
    except MemoryError:
        return Died("memory")
    except Exception as error:
        return raised(error)


@dataclass(slots=True, eq=False)
class _Child:
    """A child process, the jobs it was given and has not answered, and how far it is with the first.

    ``look`` is when it is looked at next, ``begun`` when it began with the first of its jobs; ``spent`` is the processor
    time in seconds that it had taken by then, ``seen`` what it had taken when it was last looked at.
    """

    process: Any
    connection: Connection
    jobs: deque[int] = field(default_factory=deque)
    look: float = 0.0
    begun: float = 0.0
    spent: float = 0.0
    seen: float = 0.0

    def give(self, jobs: list[int], arguments: Sequence[Any], seconds: float) -> None:
        """Hand over jobs, all at once, so that parent and child never both write."""
        self.jobs.extend(jobs)
        self.begin(self.spent, seconds)
        with contextlib.suppress(OSError):  # it died while idle: seen when its answer is awaited
            self.connection.send([arguments[each] for each in jobs])

    def begin(self, spent: float, seconds: float) -> None:
        """Note that it begins with a job, or with its start; it is looked at so many seconds from now."""
        self.begun = time.monotonic()
        self.look, self.spent, self.seen = self.begun + seconds, spent, spent

    def end(self) -> int | None:
        """End the process at once and return its exit status."""
        self.connection.close()
        self.process.kill()
        self.process.join()
        status: int | None = self.process.exitcode
        self.process.close()
        return status


class _Pool(Generic[A, R]):
    """The children, the jobs that wait, and the results that came before their turn."""

    def __init__(self, function: Callable[[A], R], arguments: Sequence[A], workers: int, fences: Fences) -> None:
        self._function, self._arguments, self._workers, self._fences = function, arguments, workers, fences
        self._context: Any = multiprocessing.get_context()
        if self._context.get_start_method() == "forkserver":  # else each child imports everything anew
            self._context.set_forkserver_preload([function.__module__])
        self._waiting = deque(range(len(arguments)))
        self._results: dict[int, R | Died] = {}
        self._tried: set[int] = set()  # the jobs whose reader died once
        self._children: list[_Child] = []

    def result(self, index: int) -> R | Died:
        """Return the result of a job, working until it is there."""
        while index not in self._results:
            self._hand_out()
            self._collect()
        return self._results.pop(index)

    def close(self) -> None:
        """End all children: those without work by themselves, the others at once."""
        idle = [each for each in self._children if not each.jobs]
        for child in idle:
            with contextlib.suppress(OSError):
                child.connection.send(None)
        until = time.monotonic() + _SECONDS_TO_END
        for child in idle:
            child.process.join(max(0.0, until - time.monotonic()))
        for child in self._children:
            child.end()
        self._children.clear()

    def _hand_out(self) -> None:
        """Give every idle child some of the jobs that wait, fewer towards the end."""
        while len(self._children) < self._workers and len(self._waiting) > self._idle():
            self._children.append(self._start())
        for child in self._children:
            if self._waiting and not child.jobs:
                count = max(1, min(_MOST_JOBS_AT_ONCE, len(self._waiting) // (2 * self._workers)))
                child.give([self._waiting.popleft() for _ in range(count)], self._arguments, _SECONDS_TO_START)

    def _idle(self) -> int:
        return sum(1 for each in self._children if not each.jobs)

    def _start(self) -> _Child:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=serve, args=(self._function, theirs, self._fences), daemon=True)
        with _undisturbed():
            process.start()
        theirs.close()  # so that the death of the child ends the pipe
        return _Child(process, ours)

    def _collect(self) -> None:
        """Wait for answers, take them, and end the children that are over their time."""
        busy = [each for each in self._children if each.jobs]
        patience = min(each.look for each in busy) - time.monotonic()
        ready = set(wait([each.connection for each in busy], max(0.0, patience)))
        now = time.monotonic()
        for child in busy:
            if child.connection in ready:
                self._take(child)
            elif child.look <= now and (over := self._over(child, now)):
                self._lose(child, over)

    def _take(self, child: _Child) -> None:
        try:
            began, spent, answer = child.connection.recv()
        except (EOFError, OSError):
            self._lose(child, "crashed")
            return
        child.begin(spent, self._fences.seconds)
        if not began:
            self._results[child.jobs.popleft()] = answer

    def _over(self, child: _Child, now: float) -> Literal["timeout", "stalled"] | None:
        """Tell whether a child has worked all of its time, or does not go on; else say when it is looked at again.

        Other programs may have the processor: what works, however slowly, is waited for.
        """
        seconds, worked = self._fences.seconds, processor_seconds(child.process.pid)
        if worked is not None and worked - child.spent >= seconds:
            return "timeout"
        goes_on = worked is None or worked - child.seen > seconds * _STANDS_STILL
        if not goes_on or now - child.begun >= seconds * (_UNTOLD if worked is None else _LONGEST):
            return "stalled"
        left = seconds if worked is None else seconds - (worked - child.spent)
        child.look, child.seen = now + max(left, seconds / 10), child.seen if worked is None else worked
        return None

    def _lose(self, child: _Child, reason: Literal["timeout", "stalled", "crashed"]) -> None:
        """Put a lost child down to the job it was at, once it was tried twice; its other jobs wait again.

        A child may have been killed or paused from outside (a memory killer, a virus scanner, a sleeping
        machine): no fault of the file.  Over its memory is over its memory, and over its time is over its time: that is not
        tried again.
        """
        self._children.remove(child)
        status = child.end()
        job = child.jobs.popleft()
        self._waiting.extendleft(reversed(child.jobs))
        if status == EXIT_STATUS:
            self._results[job] = Died("memory")
        elif job in self._tried or reason == "timeout":
            self._results[job] = Died(reason, f"exit status {status}")
        else:
            self._tried.add(job)
            self._waiting.appendleft(job)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold Ctrl-C back while a child is made: what Python runs at a fork swallows an interrupt, and the run would go on."""
    if not hasattr(signal, "pthread_sigmask"):  # a system without fork
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
