"""What of a list that the department keeps was used: which columns, how many lines, and what was left aside."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListUsage:
    """What of one list was used.

    Attributes:
        noun: what it is called in messages, such as 名单; file: its name.
        lines: how many lines were used.
        columns: headings of the columns that were used, as written.
        unused: headings of the other columns.
        meant: those of them that look as if they were meant to be used.
        skipped: lines below the heading that were not used, sums aside: row and first text.
    """

    noun: str
    file: str
    lines: int
    columns: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """What was used and what was not, as a sentence."""
        columns = f"用了 {len(self.columns)} 列（{'、'.join(self.columns)}），" if self.columns else ""
        unused = f"；没有用的列：{'、'.join(self.unused)}" if self.unused else ""
        skipped = f"；没有用的行：{'、'.join(self.skipped)}" if self.skipped else ""
        return f"{columns}共 {self.lines} 行{unused}{skipped}。"
