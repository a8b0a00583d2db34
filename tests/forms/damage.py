"""What happens to a form on its way: tables broken over pages, rows that slipped when they were pasted."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tests.forms.habits import BETWEEN_PAGES
from tests.forms.shapes import Indicator, Item, Row, Style

Labels = Literal["lost", "repeated", "side only"]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A break before an indicator.

    Attributes:
        before: index of the first indicator of the new page.
        labels: what becomes of the side label and the level names of the group that goes on.
        header: the table's header is repeated.
        between: lines between the two pages.
        blank: blank rows between them.
    """

    before: int
    labels: Labels
    header: bool = False
    between: tuple[str, ...] = ()
    blank: int = 0


def page_break(rng: random.Random, count: int, style: Style) -> PageBreak:
    """Return a break anywhere inside a table of so many indicators."""
    between = rng.choice(
        (
            (),
            (),
            (rng.choice(BETWEEN_PAGES),),
            (f"{style.title}（续）",),
            (style.title or "续表", style.year or "续表"),
            ("填报人：王一",),
        )
    )
    header = rng.random() < 0.4 or between == ("填报人：王一",)
    labels: Labels = rng.choice(("lost", "repeated", "side only"))
    return PageBreak(rng.randrange(1, count), labels, header, between, rng.choice((0, 1, 2)))


def broken(
    rows: Sequence[Row], lines: Sequence[Indicator], style: Style, width: int, breaks: PageBreak
) -> tuple[list[Row], dict[int, int]]:
    """Return the rows of a form with its table broken, and the blank rows before a row by its index.

    Cells merged downwards end at the break; what follows has them again or not.
    """
    header = next(index for index, row in enumerate(rows) if any(each.value == style.label("三级指标") for each in row))
    at = header + 1 + breaks.before
    head = [_cut(row, at - index) for index, row in enumerate(rows[:at])]
    middle: list[Row] = [[Item(0, text, width)] for text in breaks.between]
    rest = [list(row) for row in rows[at:]]
    open_items = [(item, index) for index, row in enumerate(rows[:at]) for item in row if index + item.down > at]
    if breaks.header:
        middle.append([replace(item, down=1) for item in rows[header]])
    for item, index in open_items:
        is_side = item.column == 0
        if breaks.labels == "repeated" or (breaks.labels == "side only" and is_side):
            name = item.field.replace(f"/{_number(item)}/", f"/{breaks.before}/") if item.field else ""
            rest[0].insert(0, replace(item, field=name, down=item.down - (at - index)))
    rest[0].sort(key=lambda item: item.column)
    gaps = {at + (len(middle) if breaks.labels == "lost" and not middle else 0): breaks.blank} if breaks.blank else {}
    return head + middle + rest, gaps


def _number(item: Item) -> str:
    return item.field.split("/")[2]


def _cut(row: Row, room: int) -> Row:
    return [replace(item, down=min(item.down, room)) for item in row]


def slipped(rng: random.Random, rows: Sequence[Row], first: int, share: float) -> list[Row]:
    """Return the rows with some of the table's rows slipped as pasted ones do.

    Level cells may be lost where the level below tells them; cells move left, those in
    front at least as far as those behind, or the whole row moves right by one.

    Args:
        rng: where chance comes from.
        rows: the rows of a form.
        first: index of the first indicator row.
        share: how many rows slip.
    """
    found = [list(row) for row in rows[:first]]
    for row in rows[first:]:
        side = [each for each in row if each.column == 0]
        line = [each for each in row if each.column > 0 and each.value not in (None, "")]
        blank = [each for each in row if each.column > 0 and each.value in (None, "")]
        if len(line) > 1 and rng.random() < share:
            line = _slip(rng, _lose(rng, line))
            side = side if line[0].column > 0 else []
            blank = [replace(each, value=None) for each in blank]
        found.append([*side, *line, *blank])
    return found


def _lose(rng: random.Random, line: Row) -> Row:
    """Lose the level-1 cell of a row whose level 2 tells it."""
    if line[0].field.endswith("/level1") and line[1].field.endswith("/level2") and rng.random() < 0.4:
        return line[1:]
    return line


def _slip(rng: random.Random, line: Row) -> Row:
    if rng.random() < 0.2:
        return [replace(each, column=each.column + 1) for each in line]
    levels = sum(each.field.endswith(("/level1", "/level2")) for each in line)
    room = line[0].column
    tail = -rng.randrange(0, min(room, 3) + 1)
    name = max(-room, tail - rng.choice((0, 0, 1, 2))) if not levels else tail
    level = max(-room, name - rng.choice((0, 0, 1))) if levels else name
    moved: Row = []
    for index, each in enumerate(line):
        shift = level if index < levels else name if index == levels else tail
        least = moved[-1].column + 1 if moved else 0
        moved.append(replace(each, column=max(least, each.column + shift)))
    return moved
