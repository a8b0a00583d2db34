"""A page that was printed small to fit its paper, enlarged: what counts in points is meant for letters of the usual size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from xlperf.intake.documents.pdf_page import Box, Glyph, PageMarks, Stroke

_USUAL = 10.0  # points
_SMALL = 7.0


def enlarged(pages: Sequence[PageMarks]) -> Sequence[PageMarks]:
    """Return the marks of a document as they would stand with letters of the usual size, where most of its own are small."""
    sizes = [each.size for page in pages for each in page.glyphs]
    size = median(sizes) if sizes else _USUAL
    if not 0 < size < _SMALL:
        return pages
    return [_larger(each, _USUAL / size) for each in pages]


def _larger(page: PageMarks, by: float) -> PageMarks:
    glyphs = [_larger_glyph(each, by) for each in page.glyphs]
    strokes = [Stroke(each.is_upright, each.at * by, each.start * by, each.end * by) for each in page.strokes]
    return replace(page, glyphs=glyphs, strokes=strokes)


def _larger_glyph(glyph: Glyph, by: float) -> Glyph:
    clip = None if glyph.clip is None else _larger_box(glyph.clip, by)
    return replace(glyph, box=_larger_box(glyph.box, by), base=glyph.base * by, size=glyph.size * by, clip=clip)


def _larger_box(box: Box, by: float) -> Box:
    left, bottom, right, top = box
    return left * by, bottom * by, right * by, top * by
