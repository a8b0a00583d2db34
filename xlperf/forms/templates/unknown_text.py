"""The texts of a new blank form that no layout knows: somebody must say what they mean, or leave them unread."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from xlperf.forms.layouts.layout import LEVELS
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.indicators.signatures import begins_foot
from xlperf.forms.reading.indicators.table_columns import named_columns
from xlperf.forms.reading.labels import Spot
from xlperf.forms.templates.recognition import Recognition
from xlperf.forms.values.amounts import is_blank_mark
from xlperf.forms.values.dates import is_year_line

Part = Literal["head", "value", "side", "column", "level", "body", "foot"]
_LIKELY = 0.5
"""How alike a text and a label must be, of 1, before one is proposed for the other."""


@dataclass(frozen=True, slots=True)
class UnknownText:
    """A text of the blank form that no layout knows.

    Attributes:
        text, cell: what stands where.
        key: by which it would be known as a label; empty for a long text.
        part: of the form: a label of the head; something printed where a value goes; the label at the side of the
            indicator table; a heading, a level name or anything else in it; a line below it.
        likely: the missing label that it is most like, empty when none is.
    """

    text: str
    cell: str
    key: str
    part: Part
    likely: str = ""


def unknown_texts(found: Recognition, vocabulary: Vocabulary) -> list[UnknownText]:
    """Return the texts of a form that mean nothing to its layout, in reading order."""
    unknown: list[UnknownText] = []
    foot = _last_row_of_table(found, vocabulary)
    for spot in found.region.window.spots():
        if spot is found.region.title or spot.cell.kind != "text" or is_blank_mark(spot.text):
            continue
        part = _part(found, vocabulary, spot, foot)
        if part:
            unknown.append(UnknownText(spot.text.strip(), spot.address, spot.key, part, _likely(found, spot, part)))
    return unknown


def unread_labels(found: Recognition) -> list[Spot]:
    """Return the labels that the layout knows and whose values it does not read, such as 项目负责人."""
    layout = found.layout
    wanted = {each.spot[:2] for each in found.seen}
    read = (*(each.keys for each in layout.labels if not each.field), *(each.keys for each in layout.optional))
    sides = frozenset().union(layout.table.side_keys, *read)
    return [each for place, each in found.head.labels.items() if place not in wanted and not each.is_one_of(sides)]


def _last_row_of_table(found: Recognition, vocabulary: Vocabulary) -> int:
    table = found.layout.table
    known = vocabulary.level_names | table.side_keys | table.total_keys
    spots = (each for each in found.region.window.spots() if each.row >= found.header_row)
    printed = (each for each in spots if each.key in known or each.is_placeholder(table.placeholders))
    header = found.region.window.row(found.header_row)
    return max(each.bottom for each in (*header, *printed))


def _part(found: Recognition, vocabulary: Vocabulary, spot: Spot, foot: int) -> Part | None:
    """Return which part of the form an unknown text stands in, None for one that is known."""
    if spot.row < found.header_row:
        if found.head.is_label(spot) or _is_year_or_unit(found, spot):
            return None
        return "value" if _is_in_a_place(found, spot) else "head"
    table = found.layout.table
    if spot.row == found.header_row:
        _, others = named_columns(found.region.window.row(spot.row), table.columns, table.side_keys)
        if spot not in others or spot.column > found.columns.end:
            return None
        return "side" if spot.bottom > spot.row and spot.column < found.columns.left else "column"
    if spot.row > foot:
        return None if begins_foot(spot.key, found.layout.footers) else "foot"
    known = table.side_keys | table.total_keys | found.layout.other_keys
    if spot.is_one_of(known) or spot.key in found.layout.continuations or spot.key in vocabulary.level_names:
        return None
    if spot.is_placeholder(table.placeholders):
        return None
    return "level" if found.columns.at(spot.column) in LEVELS else "body"


def _is_year_or_unit(found: Recognition, spot: Spot) -> bool:
    layout = found.layout
    if is_year_line(spot.text) or spot.is_one_of(layout.year_keys | layout.unit_keys):
        return True
    return "元" in spot.key and any(f"{each}:" in spot.key for each in layout.unit_keys)


def _is_in_a_place(found: Recognition, spot: Spot) -> bool:
    """True for a text where the value of a known label goes: a note on how to fill it."""
    places = {(each.spot.row, each.spot.right + 1) for each in found.seen if each.side == "right"}
    places |= {(each.spot.bottom + 1, each.spot.column) for each in found.seen if each.side == "below"}
    return spot[:2] in places


def _likely(found: Recognition, spot: Spot, part: Part) -> str:
    """Return the missing label that an unknown one is most like."""
    if part not in ("head", "column") or not spot.key:
        return ""
    inside = "/indicators/*/"
    missing = {label for address, label in found.absent if address.startswith(inside) == (part == "column")}
    names = {key: label for label, keys in found.layout.all_labels if label in missing for key in keys}
    close = get_close_matches(spot.bare, names, 1, _LIKELY)
    return names[close[0]] if close else ""


def _levels_printed(found: Recognition) -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys that stand in the columns of level 1 and level 2 of the blank table."""
    spots = [each for each in found.region.window.spots() if each.row > found.header_row]
    by_column = [(found.columns.at(each.column), each.key) for each in spots if each.key]
    one, two = (frozenset(key for at, key in by_column if at == column) for column in LEVELS)
    return one, two


def printed_regime(found: Recognition, vocabulary: Vocabulary) -> str:
    """Return the id of the regime whose level names a blank table prints, empty when it prints none or those of several."""
    one, two = _levels_printed(found)
    ones = {vocabulary.level1[each] for each in one if each in vocabulary.level1}
    twos = {vocabulary.level2[each] for each in two if each in vocabulary.level2}
    fit = {
        regime.id: len(ones & set(regime.levels)) + len(twos & {name for below in regime.levels.values() for name in below})
        for regime in vocabulary.regimes
    }
    best = max(fit.values())
    fitting = [regime for regime, count in fit.items() if count == best]
    return fitting[0] if best and len(fitting) == 1 else ""
