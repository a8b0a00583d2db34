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
    if not (_limit_windows(most) if sys.platform == "win32" else _limit_address_space(most)):
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


def processor_seconds(process: int) -> float | None:
    """Return the processor time that a process has taken so far; None where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return None


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


def _limit_windows(most: int) -> bool:
    """Put this process into a job object with a memory limit; return True when Windows took it.

    Source of structures and numbers: Microsoft, winnt.h,
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION and SetInformationJobObject.
    """
    if sys.platform != "win32":
        return False
    import ctypes
    from ctypes import wintypes

    class BasicLimits(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class ExtendedLimits(ctypes.Structure):
        _fields_ = (
            ("BasicLimitInformation", BasicLimits),
            ("IoInfo", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    process_memory, extended_information = 0x100, 9
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, wintypes.LPCWSTR)
    kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
    kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    limits = ExtendedLimits()
    limits.BasicLimitInformation.LimitFlags = process_memory
    limits.ProcessMemoryLimit = most
    job = kernel.CreateJobObjectW(None, None)
    return bool(
        job
        and kernel.SetInformationJobObject(job, extended_information, ctypes.byref(limits), ctypes.sizeof(limits))
        and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
    )
