"""Lines that are drawn through characters of a PDF: they strike text out, and divide no cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from xlperf.intake.documents.pdf_page import Glyph, PageMarks, Stroke

_MIDDLE = (0.1, 0.6)
"""Of a character's size, how far above the height it stands at: a line under it goes lower, one over it higher."""

_BEYOND = 0.6
"""Of a character's size: so much longer than its text a line through it may be; a border between cells is longer."""


def struck_out(page: PageMarks) -> PageMarks:
    """Return the marks of a page: characters with a line through them struck out, without these lines."""
    flat = [each for each in page.strokes if not each.is_upright]
    if not flat:
        return page
    order = sorted(range(len(page.glyphs)), key=lambda number: page.glyphs[number].base)
    heights = [page.glyphs[number].base for number in order]
    most = max((each.size for each in page.glyphs), default=0.0)
    struck: set[int] = set()
    lines: set[Stroke] = set()
    for line in flat:
        near = order[bisect_left(heights, line.at - most) : bisect_left(heights, line.at)]
        through = [number for number in near if _goes_through(line, page.glyphs[number])]
        if through and _ends_with(line, [page.glyphs[number] for number in through]):
            lines.add(line)
            struck.update(through)
    glyphs = [replace(each, is_struck=number in struck) for number, each in enumerate(page.glyphs)]
    return replace(page, glyphs=glyphs, strokes=[each for each in page.strokes if each not in lines])


def _goes_through(line: Stroke, glyph: Glyph) -> bool:
    low, high = _MIDDLE
    return low * glyph.size < line.at - glyph.base < high * glyph.size and line.start < glyph.middle[0] < line.end


def _ends_with(line: Stroke, glyphs: Sequence[Glyph]) -> bool:
    """Tell whether a line is no longer than the characters it goes through."""
    beyond = _BEYOND * max(each.size for each in glyphs)
    begin, end = min(each.box[0] for each in glyphs), max(each.box[2] for each in glyphs)
    return begin - line.start < beyond and line.end - end < beyond
