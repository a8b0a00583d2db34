"""A whole sheet as the cells that a reader of forms wants."""

from __future__ import annotations

from xlperf.forms.layouts.label_keys import keys_of, told_apart
from xlperf.forms.reading.labels import Merges, Spot, Window
from xlperf.forms.values.display import display_text
from xlperf.forms.values.form_text import drop_invisible
from xlperf.intake.sheet import Area, Sheet

_LONGEST_LABEL = 60


def window_of(sheet: Sheet) -> Window:
    """Return a whole sheet as a window."""
    merges = Merges(sheet.merges)
    rows: dict[int, list[Spot]] = {}
    at = merges.at if sheet.merges else _unmerged
    covered: list[tuple[int, int]] = []
    bracketed: list[int] = []
    number, line = 0, list[Spot]()
    for (row, column), cell in sorted(sheet.cells.items()):
        area = at(row, column)
        if area is None:
            bottom, right = row, column
        elif area.top == row and area.left == column:
            bottom, right = area.bottom, area.right
        else:
            covered.append((row, column))
            continue
        text = display_text(cell)
        key = bare = ""
        if cell.kind == "text":
            if len(text) <= _LONGEST_LABEL:
                key, bare = keys_of(text)
            if not key and not drop_invisible(text).strip():
                continue
            if key != bare:
                bracketed.append(row)
        if row != number:
            number, line = row, []
            rows[row] = line
        line.append(Spot(row, column, bottom, right, cell, text, key, bare))
    for row in dict.fromkeys(bracketed):
        names = [each.bare for each in rows[row] if each.bare]
        if len(set(names)) < len(names):
            rows[row] = _told_apart(rows[row])
    return Window(rows, merges, covered)


def _told_apart(line: list[Spot]) -> list[Spot]:
    keys = told_apart([(each.key, each.bare) for each in line])
    return [each._replace(key=key, bare=bare) for each, (key, bare) in zip(line, keys, strict=True)]


def _unmerged(row: int, column: int) -> Area | None:
    return None
