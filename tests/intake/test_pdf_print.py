"""PDF: what a program prints so that its text is not whole, too small, over a border or in two halves."""

from __future__ import annotations

import pytest

from tests.intake import pdfs
from xlperf.errors import RefusedFile
from xlperf.intake.limits import intake_settings
from xlperf.intake.sheet import SetAside, Sheet
from xlperf.intake.workbook_reader import parse_workbook

pytest.importorskip("pdfminer.pdfinterp")
LIMITS = intake_settings().limits
ROWS = [["项目名称", "", "项目性质", ""], ["主管部门", "", "实施单位", ""], ["合计", "", "其他", ""]]
BLANK = pdfs.table(ROWS, (60, 60, 60, 60), heights=(20, 20, 20))


def _read(*pages: bytes) -> Sheet:
    return parse_workbook(pdfs.pdf(pages), LIMITS).sheets[0]


def _said(sheet: Sheet) -> dict[tuple[int, int], str]:
    return {at: str(cell.value) for at, cell in sheet.cells.items()}


def _cut(left: float, right: float, drawn: bytes) -> bytes:
    """Return a text of which only what stands between two borders is seen: the clip goes over the height of the page."""
    return b"q %.2f 20 %.2f 800 re W n\n%sQ\n" % (left, right - left, drawn)


def test_a_text_is_cut_where_its_last_character_hangs_over_the_border() -> None:
    """LibreOffice leaves out the characters behind the one that the border cuts: nothing but that one tells of them."""
    sheet = _read(BLANK + _cut(100, 160, pdfs.text(103, 765, "档案馆库房")) + _cut(100, 160, pdfs.text(103, 745, "文化和旅游局")))
    assert {at: each for at, each in _said(sheet).items() if at[1] == 2} == {(1, 2): "档案馆库房", (2, 2): "文化和旅游局"}
    assert sheet.set_aside == {(2, 2): SetAside("cut", "文化和旅游局")}


def test_a_mark_may_hang_over_the_border_and_a_digit_may_not() -> None:
    """A full stop behind a full line is no sign of more; a number loses a digit where the last one touches the border."""
    full, number = pdfs.text(103, 765, "档案馆库房。"), pdfs.text(100.5, 745, "123456789012")
    sheet = _read(BLANK + _cut(100, 160, full) + _cut(100, 160, number))
    assert sheet.set_aside == {(2, 2): SetAside("cut", "123456789012")}


def test_what_a_tall_clip_hides_is_told_at_its_own_row() -> None:
    """A clip that cuts only by the breadth of a cell is as tall as the page: its middle is no row of the text."""
    sheet = _read(BLANK + _cut(100, 160, pdfs.text(103, 765, "云岭区文化和旅游局")))
    assert sheet.set_aside == {(1, 2): SetAside("cut", "云岭区文化和")}


def test_a_cut_text_does_not_run_into_the_next_cell() -> None:
    """Two texts without a gap between them are two where each is shown within a border of its own."""
    drawn = _cut(40, 100, pdfs.text(41, 725, "一二三四五六")) + _cut(100, 160, pdfs.text(101, 725, "89"))
    said = _said(_read(pdfs.table([*ROWS[:2], ["", "", "", ""]], (60, 60, 60, 60), heights=(20, 20, 20)) + drawn))
    assert (said[3, 1], said[3, 2]) == ("一二三四五六", "89")


def test_a_form_that_was_printed_small_reads_as_a_large_one() -> None:
    """What counts in points is meant for letters of the usual size: rows of a shrunk page stand 3 points apart."""
    rows = [["项目名称", "库房改造", "项目性质", "一次性"], ["主管部门", "文旅局", "实施单位", "博物馆"]]
    rows.append(["合计", "50.00", "其他", "0.00"])
    large = pdfs.table(rows, (60, 60, 60, 60), merged=[(1, 3, 2, 1)])
    small = b"q 0.2 0 0 0.2 30 30 cm\n%sQ\n" % large
    assert _said(_read(small)) == _said(_read(large))


def test_a_merged_cell_on_two_pages_is_whole_where_each_page_shows_what_the_other_hides() -> None:
    """A page ends within a merged cell: its text is drawn on both pages, and each clips what stands on the other."""
    rows = [["指标", "名称", "目标", "单位"], ["", "甲", "5", "个"], ["", "乙", "6", "个"]]
    first = pdfs.table(rows, (60, 60, 60, 60), heights=(20, 20, 20), merged=[(1, 0, 2, 1)])
    second = pdfs.table([["", "丙", "7", "个"]], (60, 60, 60, 60), heights=(20,))
    shown = b"q 40 %d 60 20 re W n\n%sQ\n"
    pages = [first + shown % (720, pdfs.text(50, 712, "产出")), second + shown % (760, pdfs.text(50, 764, "产出"))]
    sheet = _read(*pages)
    assert (_said(sheet)[2, 1], sheet.set_aside) == ("产出", {}), "shown on the second page"


@pytest.mark.parametrize(("height", "is_read"), [(764.0, True), (757.0, False)])
def test_a_text_over_a_border_is_refused(height: float, is_read: bool) -> None:
    """A row that is too low for two lines shows them in the rows above and below: nobody can say whose they are."""
    page = BLANK + pdfs.text(103, height, "博物馆")
    if is_read:
        assert _said(_read(page))[1, 2] == "博物馆"
        return
    with pytest.raises(RefusedFile, match="3 个字压在表的框线上") as refused:
        _read(page)
    assert refused.value.reason == "unsupported"


def test_a_border_strikes_nothing_out() -> None:
    """A line from one upright line to the next is a border, though a text fills its cell from end to end."""
    with pytest.raises(RefusedFile, match="压在表的框线上"):
        _read(BLANK + pdfs.text(100, 757, "一二三四五六"))


def _grid(words: str, columns: int, title: str = "", rows: int = 6, left: float = 40.0) -> bytes:
    """Return a page with a table, and a line above it."""
    cells = [[f"{words}{row}{column}" for column in range(columns)] for row in range(rows)]
    drawn = pdfs.table(cells, (60,) * columns, heights=(18, 24, 20, 30, 20, 22)[:rows], left=left)
    return drawn + (pdfs.text(100, 800, title) if title else b"")


def test_a_form_in_two_halves_is_refused() -> None:
    """A sheet that is wider than its paper goes on on a second page: with the same rows, other columns and no title."""
    with pytest.raises(RefusedFile, match="左右分开印在两页上") as refused:
        _read(_grid("甲", 5, "申报表"), _grid("乙", 3))
    assert "一页宽" in refused.value.hint


@pytest.mark.parametrize(
    "other", [_grid("乙", 3, "自评表"), _grid("乙", 5), _grid("乙", 3, rows=5)], ids=["a title", "the same columns", "fewer rows"]
)
def test_another_table_on_the_next_page_is_no_half(other: bytes) -> None:
    """A title of its own, the same columns or other rows: the table is another one, or goes on below."""
    assert (1, 1) in _read(_grid("甲", 5, "申报表"), other).cells
