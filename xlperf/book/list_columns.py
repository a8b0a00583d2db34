"""The columns of a list: header, width, what their cells hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from xlperf.book.measure import half_widths, width_for
from xlperf.book.theme import BODY_SIZE, Role

MAX_WIDTH = 255.0
"""Excel's own limit."""

NAME_WIDTH = 30.0
"""Widest column of project names: 16 Han characters of the body's size."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    Attributes:
        header: what stands above it.
        width: in Excel's units, digits of the default font.
        role: what its cells hold.
        hidden: not shown; kept for the next run to read.
        folded: technical: in an outline of its own, shown at a click.
        group: header that it shares with its neighbours, above its own.
    """

    header: str
    width: float
    role: Role = "text"
    group: str = ""
    hidden: bool = False
    folded: bool = False

    def fitting(self, texts: Iterable[str], widest: float = MAX_WIDTH) -> Column:
        """Return the column, wide enough to show the longest of some texts on one line.

        Money that does not fit shows as ####; LibreOffice breaks no text that is a link.

        Args:
            widest: the width at which it stops to grow.
        """
        longest = max(texts, key=half_widths, default="")
        return replace(self, width=max(self.width, min(widest, width_for(longest, BODY_SIZE))))
