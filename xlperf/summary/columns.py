"""The columns of a list: header, width, what their cells hold."""

from __future__ import annotations

from dataclasses import dataclass

from xlperf.summary.theme import Role


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    Attributes:
        header: what stands above it.
        width: in Excel's units, digits of the default font.
        role: what its cells hold.
        group: header that it shares with its neighbours, above its own.
    """

    header: str
    width: float
    role: Role = "text"
    group: str = ""
