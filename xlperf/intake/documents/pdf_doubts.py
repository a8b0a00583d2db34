"""What is printed so that nobody can say in which cell it stands: text over a border, half a form on a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from xlperf.errors import RefusedFile
from xlperf.intake.documents.pdf_page import PageMarks
from xlperf.intake.documents.pdf_strikes import divides, lines_through
from xlperf.intake.documents.pdf_table import NEAR, PageTable, merged_places, outlines

_LEAST_LINES = 5  # that two halves of a form have in common


def require_plain(pages: Sequence[PageMarks], name: str, hint: str) -> None:
    """Refuse pages that show their text in no cell, or a form in two halves.

    Args:
        pages: without the lines that strike something out.
        name: of this kind of file; hint: what to do.

    Raises:
        RefusedFile: with what it is.
    """
    crossed = sum(map(_crossed, pages))
    if crossed:
        message = f"{name}里有 {crossed} 个字压在表的框线上（行高不够，没有印在自己的格子里），分不清属于哪一格，没有读取。"
        raise RefusedFile("unsupported", message, hint)
    tables = [(page, each[0]) for page in pages if (each := outlines(page))]
    if any(_are_halves(*one, *other) for one, other in combinations(tables, 2)):
        message = f"{name}里的一张表左右分开印在两页上，没有读取。"
        raise RefusedFile("unsupported", message, f"{hint[:-1]}；或者把页面设置成一页宽（所有列打印在一页上），重新导出。")


def _crossed(page: PageMarks) -> int:
    """Return through how many characters a border goes."""
    crossed = {number for line, through in lines_through(page) if divides(line, page) for number in through}
    return sum(page.glyphs[number].is_seen and not page.glyphs[number].text.isspace() for number in crossed)


def _are_halves(page: PageMarks, table: PageTable, other: PageMarks, right: PageTable) -> bool:
    """Tell whether a table goes on beside itself: its rows are those of the other, its columns not, and it has no title."""
    if abs(table.top - right.top) > NEAR or abs(table.bottom - right.bottom) > NEAR:
        return False
    if len(table.across) == len(right.across) and all(
        abs(one - two) <= NEAR for one, two in zip(table.across, right.across, strict=True)
    ):
        return False
    fewer, more = sorted((_rows(page, table), _rows(other, right)), key=len)
    agree = len(fewer) >= _LEAST_LINES and all(any(abs(each - place) <= NEAR for place in more) for each in fewer)
    return agree and not any(each.is_whole and each.middle[1] > right.top and not each.text.isspace() for each in other.glyphs)


def _rows(page: PageMarks, table: PageTable) -> list[float]:
    flat = [each.at for each in page.strokes if not each.is_upright]
    return merged_places(each for each in flat if table.bottom - NEAR <= each <= table.top + NEAR)
