"""The labels of a list's columns, which stand in one row or in two: 2026年预算 over 控制数 and 备注."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlperf.forms.values.form_text import legible
from xlperf.intake.sheet import Area, Cell

Cells = Mapping[tuple[int, int], Cell]
Labels = Mapping[int, tuple[str, ...]]
"""By column what its heading says, from above."""


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A table as it came: its name (empty for a text), cells, merges, and whether it is hidden."""

    name: str
    cells: Cells
    merges: tuple[Area, ...] = ()
    hidden: bool = False


def labels_above(sheet: ListSheet, texts: Mapping[int, Mapping[int, str]], row: int) -> Labels:
    """Return the labels of a heading that ends in a row, with those merged down to it and those merged over several of its columns.

    Args:
        sheet: for its merges.
        texts: what stands in each of its first rows, by column.
        row: the row.
    """
    held = texts[row]
    labels: dict[int, tuple[str, ...]] = {column: (text,) for column, text in held.items()}
    for area in sheet.merges:
        text = texts.get(area.top, {}).get(area.left)
        if text is None or area.top >= row:
            continue
        if area.bottom >= row and area.left == area.right:
            labels[area.left] = (text,)
        elif area.bottom == row - 1 and area.left < area.right < area.left + max(held) - min(held):
            labels |= {at: (text, held[at]) for at in range(area.left, area.right + 1) if at in held}
    return labels


def labels_with_second(
    sheet: ListSheet, texts: Mapping[int, Mapping[int, str]], row: int, is_label: Callable[[str], bool]
) -> Labels:
    """Return the labels of a heading that goes on in the row below, empty where that row is none of it.

    Args:
        sheet, texts, row: as above.
        is_label: tells a known label, which alone below another one is none of the table's lines.
    """
    held, below = texts[row], texts.get(row + 1, {})
    groups = _groups(held, below, [each for each in sheet.merges if each.top == each.bottom == row], is_label)
    if not below or not below.keys() <= groups.keys() or any(_is_number(sheet.cells[row + 1, at]) for at in below):
        return {}
    return {at: (text,) for at, text in held.items()} | {at: (held[groups[at]], text) for at, text in below.items()}


def _groups(
    held: Mapping[int, str], below: Mapping[int, str], merges: Sequence[Area], is_label: Callable[[str], bool]
) -> dict[int, int]:
    """Return for each column of the second row the column of the label over it, where that stands over several or one alone."""
    groups = {at: each.left for each in merges if each.left in held for at in range(each.left, each.right + 1)}
    for at in sorted(below):
        if at in held:
            if (at + 1 in below and at + 1 not in held) or is_label(below[at]):
                groups.setdefault(at, at)
        elif at - 1 in groups:
            groups.setdefault(at, groups[at - 1])
    return groups


def _is_number(cell: Cell) -> bool:
    return isinstance(cell.value, Decimal) or text_of(cell).replace(",", "").replace(".", "").isdigit()


def text_of(cell: Cell | None) -> str:
    """Return the text of a cell without what nobody sees, empty where there is none."""
    return "" if cell is None or cell.value is None else legible(str(cell.value)).strip()
