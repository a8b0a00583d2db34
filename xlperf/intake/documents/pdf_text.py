"""Characters of a PDF as text: lines as they were typed, not as they were broken to fit a cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from xlperf.data.characters import with_characters
from xlperf.intake.documents.pdf_page import Glyph
from xlperf.intake.formats.rich_text import shifted

_GAP = 0.3  # of a character's size: where so much is free between two, a blank was meant
_WIDE_GAP = 1.5  # between Chinese characters, which are set apart to fill a line
_PADDING = 12.0  # points that a cell keeps free at both its sides together
_FILLED = 0.75
_SLACK = 2.0  # points
_SMALL = 0.8  # of the size of the character before: no larger is a mark or an exponent
_RAISED, _LOWERED = 0.2, 0.05  # of that size: so much higher or lower it stands


def lines_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return characters line by line from the top, each line from the left, blanks at its ends left out."""
    lines: list[list[Glyph]] = []
    for each in sorted(glyphs, key=lambda glyph: -glyph.middle[1]):
        if lines and _is_beside(lines[-1], each):
            lines[-1].append(each)
        else:
            lines.append([each])
    ordered = [sorted(line, key=lambda glyph: glyph.box[0]) for line in lines]
    return [_bare(line) for line in ordered if _bare(line)]


def line_text(line: Sequence[Glyph]) -> str:
    """Return a line as text, with blanks where something is left free, raised and lowered digits as such characters."""
    text = ""
    base: Glyph | None = None
    for before, each in zip([None, *line], line, strict=False):
        if before is not None and not before.text.isspace() and not each.text.isspace():
            free = (each.box[0] - before.box[2]) / max(min(before.size, each.size), 1.0)
            if free > (_GAP if before.text.isascii() and each.text.isascii() else _WIDE_GAP):
                text += " "
        height = _height(each, base)
        text += shifted(each.text, height)
        base = base if height else each
    return _as_typed(text)


def _height(glyph: Glyph, base: Glyph | None) -> str:
    """Return how a character stands behind a larger one: "superscript", "subscript", or "" on its line."""
    if base is None or glyph.size > _SMALL * base.size:
        return ""
    shift = glyph.base - base.base
    return "superscript" if shift > _RAISED * base.size else "subscript" if shift < -_LOWERED * base.size else ""


def _as_typed(text: str) -> str:
    """Return a text without radicals: programs note for a shape the first character that has it, and ⼈ looks like 人."""
    known = "".join(unicodedata.normalize("NFKC", each) if "\u2f00" <= each <= "\u2fdf" else each for each in text)
    return with_characters(known)


@dataclass(frozen=True, slots=True)
class CellText:
    """What stands in a cell.

    Attributes:
        text: with the line breaks that somebody typed.
        free: how much its last line leaves free, in points.
        first: how much its first word takes, in points.
    """

    text: str = ""
    free: float = 0.0
    first: float = 0.0


def cell_text(glyphs: Sequence[Glyph], width: float) -> CellText:
    """Return what stands in a cell.

    A line goes on in the next where the first word of that would not have fitted: the break is the program's.

    Args:
        glyphs: the characters that stand in the cell.
        width: of the cell, in points.
    """
    lines = lines_of(glyphs)
    if not lines:
        return CellText()
    first = _first_word(lines[0])
    if len(lines) > 1 and all(len(line) == 1 for line in lines):  # written downwards
        return CellText("".join(line_text(line) for line in lines), 0.0, first)
    longest = max(map(_extent, lines))
    room = longest if len(lines) > 1 and longest >= _FILLED * width else width - _PADDING
    text = line_text(lines[0])
    for line, following in pairwise(lines):
        is_filled = goes_on(room - _extent(line), _first_word(following))
        between = "\n" if not is_filled else " " if _are_words(line[-1], following[0]) else ""
        text += between + line_text(following)
    return CellText(text, room - _extent(lines[-1]), first)


def goes_on(free: float, first: float) -> bool:
    """Tell whether a line ends because the next word would not have fitted behind it."""
    return first > free + _SLACK


def _is_beside(line: Sequence[Glyph], glyph: Glyph) -> bool:
    _, bottom, _, top = line[0].box
    overlap = min(top, glyph.box[3]) - max(bottom, glyph.box[1])
    return overlap > 0.5 * min(top - bottom, glyph.box[3] - glyph.box[1])


def _bare(line: Sequence[Glyph]) -> list[Glyph]:
    kept = [number for number, each in enumerate(line) if not each.text.isspace()]
    return list(line[kept[0] : kept[-1] + 1]) if kept else []


def _extent(line: Sequence[Glyph]) -> float:
    return line[-1].box[2] - line[0].box[0]


def _first_word(line: Sequence[Glyph]) -> float:
    """Return the width of what a program does not part: a Chinese character with the mark behind it, or a word."""
    end = 0
    while end + 1 < len(line) and line[end].text.isascii() and line[end].text.isalnum() and line[end + 1].text.isascii():
        if line[end + 1].text.isspace():
            break
        end += 1
    if end + 1 < len(line) and line[end + 1].text in "，。、；：！？）》”’,.;:!?)%":
        end += 1
    return line[end].box[2] - line[0].box[0]


def _are_words(before: Glyph, after: Glyph) -> bool:
    return all(each.text.isascii() and each.text.isalpha() for each in (before, after))
