"""Tables of a PDF: cells are what the lines of a page divide, whichever program drew them.

A table is where upright lines stand; its columns and rows lie between its lines.  Two places side by side that no
line divides are one cell.  A line that is missing at the outside costs nothing: every character within the
height of the table lies in a cell of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from xlperf.intake.documents.pdf_page import Glyph, PageMarks, Stroke
from xlperf.intake.refusals import too_large

NEAR = 2.5
"""Points: lines that stand no further from each other are one."""

_COVERED = 0.5  # how much of the side of a place a line must go along to divide it from the next
_TOUCHING = 0.08  # of a character's size: no cell keeps so little free beside its border
_INDENT = 8.0  # points: a text that begins so near to the border of a cell begins in it
_MOST_PLACES = 100_000


@dataclass(slots=True)
class TableCell:
    """A cell: its columns and rows, counted from 0, the last not included, what stands in it, and whether all of it is seen."""

    left: int
    top: int
    right: int
    bottom: int
    width: float = 0.0
    is_cut: bool = False
    glyphs: list[Glyph] = field(default_factory=list)


@dataclass(slots=True)
class PageTable:
    """A table of one page.

    Attributes:
        top, bottom: its height on the page; across: where its columns begin and the last one ends, from the left.
        cells: in order of rows, then of columns.
        rows: how many it has.
    """

    top: float
    bottom: float
    across: list[float]
    cells: list[TableCell] = field(default_factory=list)
    rows: int = 0
    _strokes: list[Stroke] = field(default_factory=list)


def outlines(marks: PageMarks) -> list[PageTable]:
    """Return the tables of a page from the top down, without their cells: where each stands and where its columns begin."""
    upright = [each for each in marks.strokes if each.is_upright]
    flat = [each for each in marks.strokes if not each.is_upright]
    tables = []
    for bottom, top in _stretches([(each.start, each.end) for each in upright], NEAR):
        own = [each for each in upright if bottom - NEAR <= each.start and each.end <= top + NEAR]
        level = [each for each in flat if bottom - NEAR <= each.at <= top + NEAR]
        if len({round(each.at / NEAR) for each in own}) < 2 or not level:
            continue
        top, bottom = max(top, *(each.at for each in level)), min(bottom, *(each.at for each in level))
        ends = [end for each in level for end in (each.start, each.end)]
        within = [each.middle[0] for each in marks.glyphs if each.is_seen and bottom <= each.middle[1] <= top]
        places = [each.at for each in own] + [min(ends), max(ends)]
        beyond = [min(within) - NEAR, max(within) + NEAR] if within else []
        places += [each for each in beyond if not min(places) <= each <= max(places)]
        tables.append(PageTable(top, bottom, merged_places(places), _strokes=[*own, *level]))
    return tables[::-1]


def fill(table: PageTable, glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Find the cells of a table, put the characters into them, and return those that stand outside of it.

    Raises:
        RefusedFile: it has more places than are looked at.
    """
    down = merged_places([each.at for each in table._strokes if not each.is_upright] + [table.top, table.bottom])[::-1]
    columns, table.rows = len(table.across) - 1, len(down) - 1
    if columns * table.rows > _MOST_PLACES:
        raise too_large(f"PDF 的一页上的表格超过 {_MOST_PLACES} 格。")
    owner = _joined(table, down, columns)
    cells: dict[int, TableCell] = {}
    for row in range(table.rows):
        for column in range(columns):
            cell = cells.setdefault(owner[row][column], TableCell(column, row, column + 1, row + 1))
            cell.left, cell.right = min(cell.left, column), max(cell.right, column + 1)
            cell.top, cell.bottom = min(cell.top, row), max(cell.bottom, row + 1)
    for cell in cells.values():
        cell.width = table.across[cell.right] - table.across[cell.left]
    upwards = down[::-1]

    def cell_at(x: float, y: float) -> TableCell:
        column = min(max(bisect_right(table.across, x) - 1, 0), columns - 1)
        return cells[owner[min(max(table.rows - bisect_right(upwards, y), 0), table.rows - 1)][column]]

    outside = []
    for run in _runs(glyphs):
        x, y = _stand(run, table)
        if not table.bottom <= y <= table.top:
            outside += run
            continue
        cell = cell_at(x, y)
        cell.glyphs += run
        cell.is_cut = cell.is_cut or not all(each.is_whole for each in run)
    table.cells = sorted(cells.values(), key=lambda each: (each.top, each.left))
    return outside


def _runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Yield what was written without a gap: a text that is longer than its cell goes on over the next one."""
    run: list[Glyph] = []
    for each in glyphs:
        if run and not ((each.clip, each.is_seen) == (run[-1].clip, run[-1].is_seen) and _follows(run[-1], each)):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _follows(before: Glyph, each: Glyph) -> bool:
    free = each.box[0] - before.box[2]
    return abs(each.box[1] - before.box[1]) < 0.2 * each.size and -0.2 * each.size < free < _TOUCHING * each.size


def _stand(run: Sequence[Glyph], table: PageTable) -> tuple[float, float]:
    """Return the point by which a text belongs to its cell: what is clipped away belongs where it is clipped.

    A clip goes as far as the page where only the breadth of a cell cuts, so its middle says nothing of the height.
    """
    first = run[0]
    if first.clip is not None and not first.is_seen:
        left, bottom, right, top = first.clip
        x, y = first.middle
        return (x if left <= x <= right else (left + right) / 2), (y if bottom <= y <= top else (bottom + top) / 2)
    x, y = first.middle
    begins = table.across[max(bisect_right(table.across, x) - 1, 0)]
    return (x if first.box[0] - begins < _INDENT else (first.box[0] + run[-1].box[2]) / 2), y


def _joined(table: PageTable, down: Sequence[float], columns: int) -> list[list[int]]:
    """Return for every place the number of the cell that it belongs to; each cell is a rectangle."""
    upright = _at(table.across[1:-1], [each for each in table._strokes if each.is_upright])
    flat = _at(down[1:-1], [each for each in table._strokes if not each.is_upright])
    rows = len(down) - 1
    divides_right = [[_goes_along(spans, down[row + 1], down[row]) for spans in upright] for row in range(rows)]
    divides_below = [
        [_goes_along(spans, table.across[column], table.across[column + 1]) for column in range(columns)] for spans in flat
    ]
    owner = [[-1] * columns for _ in range(rows)]
    count = 0
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] >= 0:
                continue
            right = column + 1
            while right < columns and owner[row][right] < 0 and not divides_right[row][right - 1]:
                right += 1
            bottom = row + 1
            while bottom < rows and _goes_on(owner, divides_below, divides_right, bottom, column, right):
                bottom += 1
            for each in range(row, bottom):
                owner[each][column:right] = [count] * (right - column)
            count += 1
    return owner


def _goes_on(owner: list[list[int]], below: list[list[bool]], right_of: list[list[bool]], row: int, left: int, right: int) -> bool:
    """Tell whether a cell of the row above goes on in this row over the same columns."""
    return (
        not any(below[row - 1][left:right])
        and all(each < 0 for each in owner[row][left:right])
        and not any(right_of[row][left : right - 1])
    )


def _at(places: Sequence[float], strokes: Sequence[Stroke]) -> list[list[tuple[float, float]]]:
    """Return for every place the stretches that lines go along there."""
    return [_stretches([(each.start, each.end) for each in strokes if abs(each.at - at) <= 2 * NEAR], 0.0) for at in places]


def _goes_along(stretches: Sequence[tuple[float, float]], start: float, end: float) -> bool:
    """Tell whether lines go along a side of a place."""
    covered = sum(max(0.0, min(stop, end) - max(begin, start)) for begin, stop in stretches)
    return covered >= _COVERED * (end - start)


def _stretches(spans: Iterable[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    """Return stretches of a line that spans cover, from the lowest; those with only a gap between them are one."""
    found: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + gap:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def merged_places(values: Iterable[float]) -> list[float]:
    """Return places in order, those near each other as one."""
    groups: list[list[float]] = []
    for each in sorted(values):
        if groups and each - groups[-1][-1] <= NEAR and each - groups[-1][0] <= 2 * NEAR:
            groups[-1].append(each)
        else:
            groups.append([each])
    return [sum(each) / len(each) for each in groups]
