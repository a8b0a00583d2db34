"""Lines that are drawn through characters of a PDF: they strike text out, and divide no cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from xlperf.intake.documents.pdf_page import Glyph, PageMarks, Stroke

_MIDDLE = (0.1, 0.6)
"""Of a character's size, how far above the height it stands at: a line under it goes lower, one over it higher."""

_TOUCHING = 1.0  # points

_BEYOND = 0.6
"""Of a character's size: so much longer than its text a line through it may be; a border between cells is longer."""


def struck_out(page: PageMarks) -> PageMarks:
    """Return the marks of a page: characters with a line through them struck out, without these lines."""
    struck: set[int] = set()
    lines: set[Stroke] = set()
    for line, through in lines_through(page):
        if _ends_with(line, [page.glyphs[number] for number in through]) and not divides(line, page):
            lines.add(line)
            struck.update(through)
    if not lines:
        return page
    glyphs = [replace(each, is_struck=number in struck) for number, each in enumerate(page.glyphs)]
    return replace(page, glyphs=glyphs, strokes=[each for each in page.strokes if each not in lines])


def lines_through(page: PageMarks) -> Iterator[tuple[Stroke, list[int]]]:
    """Yield the flat lines that go through the middle of characters, with the places of these among those of the page."""
    flat = [each for each in page.strokes if not each.is_upright]
    order = sorted(range(len(page.glyphs)), key=lambda number: page.glyphs[number].base) if flat else []
    heights = [page.glyphs[number].base for number in order]
    most = max((each.size for each in page.glyphs), default=0.0)
    for line in flat:
        near = order[bisect_left(heights, line.at - most) : bisect_left(heights, line.at)]
        through = [number for number in near if _goes_through(line, page.glyphs[number])]
        if through:
            yield line, through


def divides(line: Stroke, page: PageMarks) -> bool:
    """Tell whether a flat line is a border of cells: it goes from one upright line to the next."""
    upright = [each.at for each in page.strokes if each.is_upright and each.start - _TOUCHING <= line.at <= each.end + _TOUCHING]
    return all(any(abs(end - each) <= _TOUCHING for each in upright) for end in (line.start, line.end))


def _goes_through(line: Stroke, glyph: Glyph) -> bool:
    low, high = _MIDDLE
    return low * glyph.size < line.at - glyph.base < high * glyph.size and line.start < glyph.middle[0] < line.end


def _ends_with(line: Stroke, glyphs: Sequence[Glyph]) -> bool:
    """Tell whether a line is no longer than the characters it goes through."""
    beyond = _BEYOND * max(each.size for each in glyphs)
    begin, end = min(each.box[0] for each in glyphs), max(each.box[2] for each in glyphs)
    return begin - line.start < beyond and line.end - end < beyond
