"""Where summaries stand whose names nobody gave: named by department and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlperf.run.results import Batch


def targets_of(parts: Sequence[Batch], output: Path | None) -> list[Path]:
    """Return where each summary goes.

    Args:
        parts: one batch a summary.
        output: a file, for the only one; an existing folder, or None for the current one.
    """
    if output is None or output.is_dir():
        return [(output or Path()) / name for name in default_names(parts)]
    return [output]


def default_names(parts: Sequence[Batch]) -> list[str]:
    """Return the file names of summaries whose output was not named, no two alike."""
    names = []
    seen: Counter[str] = Counter()
    for part in parts:
        name = default_name(part)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name.removesuffix('.xlsx')}（{seen[name]}）.xlsx")
    return names


def default_name(batch: Batch) -> str:
    """Return the file name of a summary whose output was not named, fit for Windows."""
    from xlperf.summary import summary_title

    name = "".join("_" if each in '<>:"/\\|?*' or ord(each) < 32 else each for each in summary_title(batch)).rstrip(". ")
    return f"{name[:80]}.xlsx"
