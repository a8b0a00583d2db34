"""Fences: a file is read in a child process that can be ended.

One broken or hostile file among three hundred must cost exactly that file.
Exceptions can be caught, but a hang, an abort of a native library or an
exhausted memory cannot, so every file is read in a child with a time and a
memory limit; a child that dies is that file's outcome, and the pool goes on
with a new one.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

A = TypeVar("A")
R = TypeVar("R")

# Honest files need 0.2 s and 44 MB (99 of 100 in a corpus of 4,320; see docs/architecture.md).
_SECONDS = 30.0
_MEMORY_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Fences:
    """What one file may take: seconds of time, bytes of address space."""

    seconds: float = _SECONDS
    memory_bytes: int = _MEMORY_BYTES


@dataclass(frozen=True, slots=True)
class Died:
    """A file whose reader had to be ended, or ended itself."""

    reason: Literal["timeout", "memory", "crashed"]


def run_all(
    function: Callable[[A], R], arguments: Sequence[A], workers: int, fences: Fences | None = None
) -> Iterator[R | Died]:
    """Yield the function's result for every argument, in order.

    Args:
        function: takes and returns picklable values.
        arguments: one a file.
        workers: child processes; 0 runs in this process, without fences.
        fences: the limits of one call.
    """
    if workers == 0 or not arguments:
        yield from map(function, arguments)
        return
    fences = fences or Fences()
    pool = ProcessPool(
        max_workers=min(workers, len(arguments)), initializer=_limit_memory, initargs=(fences.memory_bytes,), context=_context()
    )
    with pool:
        try:
            futures = [pool.schedule(function, args=[each], timeout=fences.seconds) for each in arguments]
            for future in futures:
                yield _outcome(future)
        except BaseException:  # Ctrl-C too: no child may outlive the run
            pool.stop()
            raise


def _outcome(future: ProcessFuture) -> Any:
    try:
        return future.result()
    except FutureTimeout:
        return Died("timeout")
    except MemoryError:
        return Died("memory")
    except (ProcessExpired, Exception):
        return Died("crashed")


def _context() -> Any:
    """Return the start method of this system, made quick where each child would import everything anew."""
    context = multiprocessing.get_context()
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload(["xlperf.batch"])
    return context


def _limit_memory(most: int) -> None:
    """Limit the address space of a child; Windows has no such limit, there the time limit must do."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
