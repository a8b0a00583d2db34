"""Bound the memory of this process, as each system can.

Linux and most Unix systems limit the address space, Windows the committed
memory of a job object; there an allocation beyond the limit is a
``MemoryError``.  macOS has no limit that is enforced: there a watching thread
ends the process.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from pathlib import Path

EXIT_STATUS = 86
"""Exit status of a process that its watching thread ended."""

_SECONDS_BETWEEN_LOOKS = 0.1
_OBJECTS_BETWEEN_LOOKS = 50_000


def limit_memory(most: int) -> None:
    """Limit the memory of this process to ``most`` bytes, by the strongest means the system has.

    Where the process already maps more than half of that, as one forked from a
    large program may, it is given half of the limit on top of what it has.
    """
    if not (_limit_of_windows(most) if sys.platform == "win32" else _limit_address_space(most)):
        watch_memory(most)


def collect_rarely() -> None:
    """Look for circles of dead objects a hundred times less often than Python would.

    Forms, findings and cells are made by the hundred thousand and hold no circles: a tenth of the time of a run went into
    looking through them again and again.
    """
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS, 20, 100)


def watch_memory(most: int) -> None:
    """Start a thread that ends this process when its memory was ever over ``most`` bytes."""
    if peak_memory() is not None:
        threading.Thread(target=_watch, args=(most,), daemon=True).start()


def _watch(most: int) -> None:
    while (peak_memory() or 0) <= most:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    os._exit(EXIT_STATUS)


def peak_memory() -> int | None:
    """Return the most memory this process ever held, in bytes; None where the system does not tell."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _limit_address_space(most: int) -> bool:
    """Return True when the system took the limit."""
    if sys.platform == "darwin":  # takes the limit and does not keep it
        return False
    try:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = max(most, _mapped() + most // 2)
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    except (ImportError, AttributeError, OSError, ValueError):
        return False
    return True


def _mapped() -> int:
    """Return the address space in use, in bytes; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _limit_of_windows(most: int) -> bool:
    from xlperf.run.children.windows_job import limit_by_job  # ctypes is loaded where it is wanted

    return limit_by_job(most)
