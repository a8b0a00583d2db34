"""Where the limits of a workbook lie: widths, heights, pages, links, names and criteria, each at its limit and one beyond."""

from __future__ import annotations

import pytest

from xlperf.book.cell_text import CELL_LIMIT, CUT_MARK, fit_for_cell, fit_for_xml
from xlperf.book.criteria import Criteria
from xlperf.book.file_names import FileNames
from xlperf.book.links import SourceLinks, internal
from xlperf.book.list_columns import Column
from xlperf.book.list_pages import _rows_of_last_page, ends_within, list_pages, start_of_last_page
from xlperf.book.measure import capacity, line_count, most_lines, row_height, width_for


@pytest.mark.parametrize(("width", "size", "units"), [(12, 9, 14), (10, 9, 11), (0.5, 9, 2), (40, 18, 23), (8.43, 11, 8)])
def test_how_much_a_line_of_a_column_holds(width: float, size: float, units: int) -> None:
    """Half-width units: seven pixels a unit of width, and one character at least."""
    assert capacity(width, size) == units


@pytest.mark.parametrize(
    ("lines", "size", "height"),
    [(1, 9, 17.25), (2, 9, 29.25), (3, 10.5, 48.75), (1, 18, 29.25), (29, 9, 369.75), (32, 9, 407.25), (33, 9, 408.75)],
)
def test_how_high_a_row_is(lines: int, size: float, height: float) -> None:
    """A line is 1.4 times as high as its letters, four points are left round them, and the tallest row ends it."""
    assert row_height(lines, size) == height
    assert [most_lines(each) for each in (9, 10.5, 18)] == [32, 27, 16]


@pytest.mark.parametrize(
    ("text", "width"), [("", 0.8), ("x", 1.8), ("1,234,567.00", 12.3), ("项目", 4.3), ("项目A", 5.2), ("x" * 20, 20.0)]
)
def test_how_wide_a_column_for_a_text_is(text: str, width: float) -> None:
    """Letters and digits of some fonts are wider than half a character: they get more room than Han."""
    assert width_for(text, 9) == width


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("字" * 10, 1),
        ("字" * 10 + "1", 2),
        ("字" * 18, 2),
        ("字" * 19, 3),
        ("abcdefg " * 3, 2),
        ("a" * 20 + "/" + "b" * 20, 4),
        ("字\n字", 2),
        ("\n", 2),
    ],
)
def test_how_many_lines_a_text_takes(text: str, lines: int) -> None:
    """In a column of twenty units; a line of more than one loses two, words move whole, and a path breaks at its strokes."""
    assert line_count(text, 20) == lines


@pytest.mark.parametrize(
    ("pixels", "blocks", "repeated"), [(1109, ((0, 2),), 0), (1110, ((0, 1), (2, 2)), 1)], ids=["all on one", "one beyond"]
)
def test_a_list_as_wide_as_a_page_is_on_one(pixels: float, blocks: tuple[tuple[int, int], ...], repeated: int) -> None:
    """A4 holds 1,109 pixels of it at eight points; the key columns stand again on the second page."""
    pages = list_pages([Column("列", (pixels / 3 - 5) / 7)] * 3, 1, "A4")
    assert (pages.paper, pages.blocks, pages.repeated) == (9, blocks, repeated)
    assert pages.width == pytest.approx(pixels if len(blocks) == 1 else pixels / 3 * 2)


@pytest.mark.parametrize(("pixels", "blocks"), [(1602, ((0, 2),)), (1603, ((0, 1), (2, 2)))])
def test_a3_holds_half_as_much_again(pixels: float, blocks: tuple[tuple[int, int], ...]) -> None:
    """1,602 pixels, where there is such paper."""
    pages = list_pages([Column("列", (pixels / 3 - 5) / 7)] * 3, 1, "A3")
    assert (pages.paper, pages.blocks) == (8, blocks)
    assert [list_pages([Column("列", (width - 5) / 7)], 1, "A3").paper for width in (1109, 1110)] == [9, 8]


@pytest.mark.parametrize(("pixels", "repeated"), [(554, 1), (555, 0)])
def test_key_columns_wider_than_half_a_page_are_not_repeated(pixels: float, repeated: int) -> None:
    """Each page would show them and little else."""
    assert list_pages([Column("名称", (pixels - 5) / 7), Column("列", 60), Column("列", 60)], 1, "A4").repeated == repeated


def test_columns_under_one_header_are_not_parted() -> None:
    """They go over to the next page together; hidden ones take no room."""
    wide, group, hidden = Column("列", 60), Column("列", 50, group="资金"), Column("码", 500, hidden=True)
    assert list_pages([wide, hidden, wide, group, group], 1, "A4").blocks == ((0, 2), (3, 4))
    assert list_pages([wide, hidden, wide], 1, "A4").blocks == ((0, 2),)


def test_where_the_last_page_begins() -> None:
    """With a page of 28 rows or a little more or less, the last has five rows at least; wide lists are shrunk and hold more."""
    starts = {rows: start for rows in range(70) if (start := start_of_last_page([17.25] * rows, 1000.0)) is not None}
    assert starts == {rows: rows - 5 for rows in (*range(28, 36), *range(53, 64))}
    assert [start_of_last_page([17.25] * rows, 2090.0) for rows in (54, 57)] == [None, 52]
    assert start_of_last_page([20.0] * 30, 0.0) == 25


@pytest.mark.parametrize(
    ("above", "block", "width", "ends"),
    [
        ([], 474.72, 0.0, False),
        ([], 474.73, 0.0, True),
        ([], 474.73, 1045.0, True),
        ([], 474.73, 2090.0, False),
        ([400.0], 74.72, 0.0, False),
        ([400.0], 74.73, 0.0, True),
        ([400.0, 74.72], 0.01, 0.0, True),
        ([400.0, 74.73], 359.98, 0.0, False),
        ([400.0, 74.73], 360.0, 0.0, True),
    ],
)
def test_whether_a_page_ends_within_a_block(above: list[float], block: float, width: float, ends: bool) -> None:
    """A printer may hold no more than 92 % of a page; a further page begins with the header of forty points."""
    assert ends_within(above, [block / 2, block / 2], width) is ends


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("河" * 255, True),
        ("河" * 256, False),
        ("", False),
        ("河*", False),
        ("河~", False),
        ("=河", False),
        ("<河", False),
        ("河=", True),
        ("12", False),
        ("2026年3月", False),
        ("12月份", True),
        ("河\x00道", False),
    ],
)
def test_what_can_be_searched_for(name: str, found: bool) -> None:
    """Names that a criterion would take for syntax, for a number or a date, or that are too long have none."""
    assert Criteria([name]).of(name, "D4") == ("D4" if found else None)


@pytest.mark.parametrize(
    ("base", "file", "sheet", "address"),
    [
        ("../报送", "甲 馆.xlsx", "", "external:../报送/甲%20馆.xlsx"),
        ("../报送/", "a#b.xlsx", "一'表", "external:../报送/a%23b.xlsx#'一''表'!B2"),
        ("", "a.xlsx", "表", "external:a.xlsx#'表'!B2"),
        ("", "a.xls", "表", "external:a.xls#'表'!B2"),
        ("", "包.zip › a.xlsx", "表", "external:包.zip"),
        ("", "汇总.XLSX › a.xlsx", "表", "external:汇总.XLSX#'表'!B2"),
        ("", "a\\xff.xlsx", "表", None),
        ("", "", "表", None),
        (None, "a.xlsx", "表", None),
        ("", "a" * 1995 + ".xlsx", "", "external:" + "a" * 1995 + ".xlsx"),
        ("", "a" * 1996 + ".xlsx", "", None),
    ],
)
def test_where_a_link_leads(base: str | None, file: str, sheet: str, address: str | None) -> None:
    """Relative to the summary; into a workbook to the cell, into a mail or archive no further; two thousand characters at most."""
    assert SourceLinks(base).to(file, sheet, "B2") == address
    assert internal("一'表", "B2") == "internal:'一''表'!B2"


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("甲/乙.xlsx", "甲/乙.xlsx"),
        ("/甲//./../乙.xlsx", "甲/乙.xlsx"),
        ('a<b>:"c|?*\\\x01.xlsx', "a_b___c_____.xlsx"),
        ("con.xlsx", "_con.xlsx"),
        ("COM7", "_COM7"),
        ("context.xlsx", "context.xlsx"),
        ("甲. /乙.xlsx", "甲/乙.xlsx"),
        ("...", "_"),
        ("a" * 215 + ".xlsx", "a" * 215 + ".xlsx"),
        ("a" * 216 + ".xlsx", "a" * 215 + ".xlsx"),
    ],
)
def test_a_name_for_every_file_system(file: str, name: str) -> None:
    """What Windows forbids becomes a stroke, devices get one before them, and no name is longer than 220 bytes."""
    assert FileNames().unused(file) == name


def test_a_name_is_given_once() -> None:
    """Upper case, decomposed letters and names that were taken before are the same; a number tells them apart."""
    names = FileNames("退回清单.xlsx")
    given = [names.unused(each) for each in ("退回清单.xlsx", "A.xlsx", "a.xlsx", "a.xlsx", "é.xlsx", "e\u0301.xlsx")]
    assert given == ["退回清单（2）.xlsx", "A.xlsx", "a（2）.xlsx", "a（3）.xlsx", "é.xlsx", "e\u0301（2）.xlsx"]
    assert FileNames().unused("a.xlsx", lambda name: name != "a.xlsx") == "a（2）.xlsx"


def test_a_cell_holds_so_many_units_of_utf_16() -> None:
    """Characters beyond the first plane are two; a text that is cut says so within the limit, and no character is halved."""
    rare = "\U00020000"
    for whole in ("河" * CELL_LIMIT, rare * (CELL_LIMIT // 2) + "河"):
        assert fit_for_cell(whole) == whole
        cut = fit_for_cell(whole + "河")
        assert cut.endswith(CUT_MARK)
        assert CELL_LIMIT - 1 <= len(cut.encode("utf-16-le")) // 2 <= CELL_LIMIT
        assert whole.startswith(cut.removesuffix(CUT_MARK))


def test_what_xml_forbids_goes() -> None:
    """Control characters; line ends become one kind, half a character a question mark of its own, and tabs stay."""
    assert fit_for_xml("a\x00\x08\x0b\x0c\x0e\x1f\ufffe\uffffb\tc\r\nd\re\nf\ud800g") == "ab\tc\nd\ne\nf\ufffdg"


@pytest.mark.parametrize(
    ("heights", "rows"),
    [
        ([], 0),
        ([100.0], 1),
        ([100.1], 1),
        ([60.0, 40.0], 2),
        ([60.0, 40.1], 1),
        ([60, 41, 60], 1),
        ([60, 41, 19], 2),
        ([60, 41, 19.1], 1),
    ],
)
def test_how_many_rows_the_last_page_has(heights: list[float], rows: int) -> None:
    """A page of 100 points: the first as it is, each further one below its header of forty; no row is too high for a page."""
    assert _rows_of_last_page(heights, 100.0) == rows


@pytest.mark.parametrize(
    ("text", "units", "lines"), [("abcdefg字字", 2, 7), ("a" * 7 + "字", 2, 6), ("a" * 40, 20, 3), ("字abcdefgh字", 4, 4)]
)
def test_a_word_longer_than_its_column_is_broken(text: str, units: int, lines: int) -> None:
    """It fills as many lines as it takes; a character that fills its line takes no more than that."""
    assert line_count(text, units) == lines
