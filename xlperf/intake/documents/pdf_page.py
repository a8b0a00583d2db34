"""What a page of a PDF shows: characters and straight lines, each only where nothing covers it by clipping.

Needs pdfminer.six.  It draws nothing and knows no clipping, but programs print a cell whose text is too long for it by
clipping: what a reader of the paper never sees stands in the file, over the cells beside and below.

Source: ISO 32000-1, 8.4 (graphics state), 8.5 (paths and clipping), 9.3 (text state).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pdfminer.layout import LTChar
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import dict_value, list_value, resolve1
from pdfminer.utils import apply_matrix_pt

from xlperf.errors import RefusedFile
from xlperf.intake.refusals import too_large

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points, the origin at the bottom left of the page."""

_THICKEST = 3.0  # points: a filled rectangle that is thinner is a line
_STRAIGHT = 0.8
_CUT = 0.05  # of its size, so much a letter may stand over: a text that fits keeps something free; marks may hang over a full line
_INVISIBLE = 3  # text render mode of a text layer behind a scanned page
_MOST_MARKS = 50_000


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character: its box, the height that it stands at, its size; the box outside of which nothing is seen;
    whether its font says which it is, and whether a line is drawn through it.
    """

    text: str
    box: Box
    base: float
    size: float
    clip: Box | None = None
    is_known: bool = True
    is_struck: bool = False

    @property
    def is_seen(self) -> bool:
        """True when nothing clips it away."""
        return self.clip is None or _inside(self.middle, self.clip)

    @property
    def is_whole(self) -> bool:
        """True when all its breadth is seen: LibreOffice leaves out what stands behind the character that a border cuts."""
        if self.clip is None:
            return True
        beyond = 0.0 if self.text.isdigit() else _CUT * self.size if self.text.isalnum() else self.size
        return self.clip[0] - beyond <= self.box[0] and self.box[2] <= self.clip[2] + beyond and self.is_seen

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its box."""
        left, bottom, right, top = self.box
        return (left + right) / 2, (bottom + top) / 2


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line: where it stands across, and from where to where it goes."""

    is_upright: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class PageMarks:
    """What stands on a page; ``typed_over`` counts the fields and notes that were filled in over it, which are no part of it."""

    glyphs: list[Glyph] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    pictures: int = 0
    typed_over: int = 0


def pages_of(data: bytes, most: int) -> Iterator[PageMarks]:
    """Yield the marks of each page.

    Raises:
        RefusedFile: it wants a password, or holds more than is looked at.
        Exception: whatever the library brings up over broken bytes.
    """
    try:
        document = PDFDocument(PDFParser(BytesIO(data)))
    except PDFPasswordIncorrect as error:
        raise RefusedFile("encrypted", "PDF 文档设有打开密码，无法读取。", "请去掉打开密码，或让报送单位发 Excel 原件。") from error
    except PDFEncryptionError as error:
        raise RefusedFile("encrypted", "PDF 文档是加密的，加密的方式读不了。", "请让报送单位发没有加密的 Excel 原件。") from error
    resources = PDFResourceManager()
    for count, page in enumerate(PDFPage.create_pages(document), start=1):
        if count > most:
            raise too_large(f"PDF 超过 {most} 页的上限。")
        device = _Marks(resources)
        _Interpreter(resources, device).process_page(page)
        device.found.typed_over = sum(map(_is_filled_in, list_value(page.annots or [])))
        yield device.found


def _is_filled_in(reference: Any) -> bool:
    """Tell whether a note on a page is a field that somebody filled in, or text typed over the page."""
    note = dict_value(reference)
    kind = getattr(note.get("Subtype"), "name", "")
    if kind == "Widget":
        value = resolve1(note.get("V", dict_value(note["Parent"]).get("V") if "Parent" in note else None))
        return isinstance(value, bytes) and bool(value.strip(b"\xfe\xff \0"))
    return kind == "FreeText"


class _Marks(PDFTextDevice):
    """Collects what is drawn; ``clip`` is kept up to date by the interpreter."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.found = PageMarks()
        self.clip: Box | None = None
        self._is_invisible = False

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Draw a text, unless it is only there to be searched for."""
        self._is_invisible = textstate.render == _INVISIBLE
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(self, matrix: Any, font: PDFFont, fontsize: float, scaling: float, rise: float, cid: int, *state: Any) -> float:
        """Draw a character and return how far the next one stands from it."""
        try:
            text, known = font.to_unichr(cid), True
        except PDFUnicodeNotDefined:
            text, known = "\ufffd", False
        drawn = LTChar(matrix, font, fontsize, scaling, rise, text, font.char_width(cid), font.char_disp(cid), *state)
        if not self._is_invisible:
            _, base = apply_matrix_pt(matrix, (0, rise))
            self.found.glyphs.append(Glyph(text, drawn.bbox, base, drawn.size, self.clip, known))
            self._require_bounded()
        return drawn.adv

    def render_image(self, name: str, stream: Any) -> None:
        """Count a picture."""
        self.found.pictures += 1

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        """Keep the straight lines of a path, and filled rectangles that are thin enough to be lines."""
        for points, is_closed in self._pieces(path):
            if stroke and not _is_white(graphicstate.scolor):
                ends = [*points[1:], points[0]] if is_closed else points[1:]
                for start, end in zip(points, ends, strict=False):
                    self._line(start, end)
            elif fill and not stroke and not _is_white(graphicstate.ncolor):
                self._filled(points)

    def _pieces(self, path: Sequence[Any]) -> list[tuple[list[tuple[float, float]], bool]]:
        """Return the pieces of a path as points of the page, and whether each leads back to its beginning."""
        pieces: list[tuple[list[tuple[float, float]], bool]] = []
        for kind, *numbers in path:
            if kind == "h":
                if pieces:
                    pieces[-1] = (pieces[-1][0], True)
                continue
            point = apply_matrix_pt(self.ctm or (1, 0, 0, 1, 0, 0), (float(numbers[-2]), float(numbers[-1])))
            if kind == "m" or not pieces:
                pieces.append(([point], False))
            else:
                pieces[-1][0].append(point)
        return pieces

    def _filled(self, points: Sequence[tuple[float, float]]) -> None:
        left, bottom, right, top = _around(points)
        if right - left <= _THICKEST < top - bottom:
            self._line(((left + right) / 2, bottom), ((left + right) / 2, top))
        elif top - bottom <= _THICKEST < right - left:
            self._line((left, (bottom + top) / 2), (right, (bottom + top) / 2))

    def _line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        box = _around((start, end))
        if self.clip is not None:
            box = _common(box, self.clip)
        left, bottom, right, top = box
        if right - left <= _STRAIGHT < top - bottom:
            self.found.strokes.append(Stroke(True, (left + right) / 2, bottom, top))
        elif top - bottom <= _STRAIGHT < right - left:
            self.found.strokes.append(Stroke(False, (bottom + top) / 2, left, right))
        self._require_bounded()

    def _require_bounded(self) -> None:
        if len(self.found.glyphs) + len(self.found.strokes) > _MOST_MARKS:
            raise too_large(f"PDF 的一页上有超过 {_MOST_MARKS} 个字和线条。")


class _Interpreter(PDFPageInterpreter):
    """Follows the clipping that the library passes over."""

    def __init__(self, resources: PDFResourceManager, device: _Marks) -> None:
        super().__init__(resources, device)
        self._marks = device
        self._kept: list[Box | None] = []

    def dup(self) -> _Interpreter:
        """Return an interpreter for a drawing within the page."""
        return _Interpreter(self.rsrcmgr, self._marks)

    def do_q(self) -> None:
        """Keep the state."""
        super().do_q()
        self._kept.append(self._marks.clip)

    def do_Q(self) -> None:
        """Take the kept state again."""
        super().do_Q()
        if self._kept:
            self._marks.clip = self._kept.pop()

    def do_W(self) -> None:
        """Clip by a path: by the box around it, which is the path itself where a cell is printed."""
        points = [apply_matrix_pt(self.ctm, (float(each[-2]), float(each[-1]))) for each in self.curpath if len(each) > 2]
        if points:
            box = _around(points)
            self._marks.clip = box if self._marks.clip is None else _common(box, self._marks.clip)

    def do_W_a(self) -> None:
        """Clip by a path, as ``do_W``."""
        self.do_W()

    def do_Do(self, xobjid_arg: Any) -> None:
        """Draw a picture or a drawing; what that clips ends with it."""
        before = self._marks.clip
        super().do_Do(xobjid_arg)
        self._marks.clip = before


def _around(points: Sequence[tuple[float, float]]) -> Box:
    across, up = [each[0] for each in points], [each[1] for each in points]
    return min(across), min(up), max(across), max(up)


def _common(box: Box, other: Box) -> Box:
    """Return what two boxes have in common; a box without extent, where there is nothing."""
    left, bottom = max(box[0], other[0]), max(box[1], other[1])
    return left, bottom, max(left, min(box[2], other[2])), max(bottom, min(box[3], other[3]))


def _inside(point: tuple[float, float], box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _is_white(colour: Any) -> bool:
    """Tell whether a colour is white in a space of grey or of three colours; a pattern or an ink by name is none."""
    parts = colour if isinstance(colour, (tuple, list)) else (colour,)
    return len(parts) in (1, 3) and all(isinstance(each, (int, float)) and each >= 0.99 for each in parts)
