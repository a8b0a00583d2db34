"""The life of a child process: silent, fenced in, answering jobs until there are no more or its parent is gone."""

from __future__ import annotations

import contextlib
import faulthandler
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from typing import Any, Literal, TypeVar

from xlperf.run.children.memory_limit import collect_rarely, limit_memory

A = TypeVar("A")
R = TypeVar("R")

# Honest files need 0.2 s and 44 MB (99 of 100 in a corpus of 4,320; see docs/architecture.md).
_SECONDS = 30.0
_MEMORY_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Fences:
    """What one file may take: seconds of the processor, bytes of memory."""

    seconds: float = _SECONDS
    memory_bytes: int = _MEMORY_BYTES


@dataclass(frozen=True, slots=True)
class Died:
    """A file whose reader had to be ended, or ended itself.

    Attributes:
        reason: over the limit of processor time, without progress (a busy computer, a disk that does not answer), over the
            memory limit, or anything else.
        detail: what was raised or the exit status, for the maintainers.
    """

    reason: Literal["timeout", "stalled", "memory", "crashed"]
    detail: str = field(default="", compare=False)


def serve(function: Callable[[A], R], connection: Connection, fences: Fences) -> None:
    """Answer jobs until there are no more; the life of a child.

    What it sends is whether it begins, the processor time that it has taken till then, and the answer.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's affair
    _be_silent()
    _end_with_parent()
    limit_memory(fences.memory_bytes)
    collect_rarely()
    with contextlib.suppress(EOFError, OSError):
        while jobs := connection.recv():
            connection.send((True, time.process_time(), None))  # the start of this child is not the file's time
            for job in jobs:
                connection.send_bytes(_answer(function, job))


def _answer(function: Callable[[A], R], job: A) -> Any:
    """Return the pickled answer to a job: its result, or how it failed."""
    try:
        result = function(job)
        return ForkingPickler.dumps((False, time.process_time(), result))
    except MemoryError:
        died = Died("memory")
    except BaseException as error:  # a panic of a Rust library is no Exception
        died = raised(error)
    return ForkingPickler.dumps((False, time.process_time(), died))


def raised(error: BaseException) -> Died:
    """Return what became of a file whose reader raised."""
    return Died("crashed", f"{type(error).__name__}: {error}"[:500])


def _be_silent() -> None:
    """Drop what native libraries print when they panic: only the command line prints."""
    faulthandler.disable()
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)


def _end_with_parent() -> None:
    """Start a thread that ends this process when its parent is gone, were it killed or not."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_await_end, args=(parent.sentinel,), daemon=True).start()


def _await_end(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
