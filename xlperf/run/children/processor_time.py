"""What a process has worked, as its parent can ask for it.

A computer that is busy with something else makes every reader late: only the time that a reader had the processor says
whether its file is too much for it.  Linux tells that in ``/proc``, Windows by ``GetProcessTimes`` (Microsoft,
processthreadsapi.h), macOS and the others by ``ps``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

_SECONDS_OF_PS = 20.0
_PS_TIME = r"(?:(\d+)-)?(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)"


def processor_seconds(process: int) -> float | None:
    """Return the processor time that a process has taken so far; None where the system does not tell."""
    if sys.platform == "win32":
        return _of_windows(process)
    return _of_proc(process) if Path("/proc/self/stat").exists() else _of_ps(process)


def _of_proc(process: int) -> float | None:
    """Return the user's and the system's time; the name of a process, in brackets, may hold blanks and brackets."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return None


def _of_ps(process: int) -> float | None:
    """Return what ``ps`` tells: minutes, seconds and on macOS hundredths, before them hours and days where there are any."""
    asked = ["ps", "-o", "time=", "-p", str(process)]
    try:
        told = subprocess.run(asked, capture_output=True, text=True, timeout=_SECONDS_OF_PS, check=False).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.fullmatch(_PS_TIME, told.strip())
    if found is None:
        return None
    days, hours, minutes, seconds = (float(each or 0) for each in found.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds


def _of_windows(process: int) -> float | None:
    from xlperf.run.children.windows_job import processor_seconds_of  # ctypes is loaded where it is wanted

    return processor_seconds_of(process)
