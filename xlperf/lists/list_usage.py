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
        meant: those of them that look as if they were meant to be used, and columns of amounts without a heading.
        skipped: lines below the heading that were not used, sums aside: row and first text.
        further: what else was left aside, a clause each: amounts that are no numbers, sheets that were not read.
    """

    noun: str
    file: str
    lines: int
    columns: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    further: tuple[str, ...] = ()

    @property
    def left(self) -> str:
        """What was perhaps meant and was not used, as clauses; empty where there is nothing."""
        return "；".join((*_clause("没有用上的列", self.meant), *_clause("没有用上的行", self.skipped), *self.further))

    @property
    def said(self) -> str:
        """What was used and what was not, as a sentence."""
        columns = f"用了 {len(self.columns)} 列（{'、'.join(self.columns)}），" if self.columns else ""
        rest = (*_clause("没有用的列", self.unused), *_clause("没有用的行", self.skipped), *self.further)
        return "；".join((f"{columns}共 {self.lines} 行", *rest)) + "。"


def _clause(name: str, of: tuple[str, ...]) -> tuple[str, ...]:
    return (f"{name}：{'、'.join(of)}",) if of else ()
