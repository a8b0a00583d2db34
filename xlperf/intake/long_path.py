"""Paths beyond the 260 characters of Windows.

Source: Microsoft, "Maximum Path Length Limitation": a path that begins with
``\\\\?\\`` is not held to it.
"""

from __future__ import annotations

import os
from pathlib import Path

# 260 less the 12 that a folder must leave for a name of the old kind.
_LONGEST = 248


def reachable(path: Path) -> Path:
    """Return a path by which Windows opens even a deep file; elsewhere the path itself."""
    if os.name != "nt":
        return path
    absolute = os.path.abspath(path)  # noqa: PTH100 - resolve() would follow links and mapped drives
    return Path(extended(absolute)) if len(absolute) >= _LONGEST else path


def extended(absolute: str) -> str:
    """Return an absolute Windows path in its extended form."""
    if absolute.startswith("\\\\?\\"):
        return absolute
    return "\\\\?\\UNC\\" + absolute[2:] if absolute.startswith("\\\\") else "\\\\?\\" + absolute
