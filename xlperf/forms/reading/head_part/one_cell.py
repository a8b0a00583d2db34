"""Amounts that stand in one cell with their label: 其中：财政拨款：150万元."""

from __future__ import annotations

import re
from collections.abc import Mapping

from xlperf.forms.layouts.layout import Layout
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.values.amounts import is_blank_mark, parse_amount
from xlperf.forms.values.form_text import bare_key, key_of
from xlperf.intake.sheet import Cell

_PARTING = re.compile("[:：﹕∶꞉]|[ \u3000]{2,}")
"""A colon between a label and its amount, or the blanks that somebody typed in its place."""


def split_amounts(window: Window, layout: Layout, last_row: int) -> tuple[Window, Mapping[tuple[int, int], Spot]]:
    """Return the window with such cells as labels, and what is written behind each label by row and column of its cell.

    Only a known label of an amount before a colon and a number (or a stroke) behind it is taken apart, so that no
    sentence is.

    Args:
        window: the cells of a form.
        layout: what the labels mean.
        last_row: the last row above the indicator table.
    """
    keys = frozenset(key for each in layout.labels if each.type == "amount" for key in each.keys)
    keys |= frozenset(key for each in layout.details for key in each.keys)
    labels: dict[tuple[int, int], Spot] = {}
    written: dict[tuple[int, int], Spot] = {}
    for number in window.rows_up_to(last_row):
        for spot in window.row(number):
            amount = _behind_label(spot, keys)
            if amount is not None:
                labels[spot[:2]], written[spot[:2]] = amount
    return window.with_spots(labels), written


def _behind_label(spot: Spot, keys: frozenset[str]) -> tuple[Spot, Spot] | None:
    """Return the label and the amount of a cell as two spots at its place, None for any other cell."""
    for colon in reversed(list(_PARTING.finditer(spot.text))):
        name, rest = spot.text[: colon.start()], spot.text[colon.end() :].strip()
        key, bare = key_of(name), bare_key(name)
        if keys.isdisjoint((key, bare)) or not rest or (parse_amount(rest) is None and not is_blank_mark(rest)):
            continue
        return spot._replace(key=key, bare=bare), spot._replace(cell=Cell(rest, "text"), text=rest, key="", bare="")
    return None
