"""PDF: what a line is drawn through is deleted, digits that stand raised are no digits of the number before them."""

from __future__ import annotations

import pytest

from tests.intake import pdfs
from xlperf.intake.limits import intake_settings
from xlperf.intake.sheet import SetAside, Sheet
from xlperf.intake.workbook_reader import parse_workbook

pytest.importorskip("pdfminer.pdfinterp")
LIMITS = intake_settings().limits
_TABLE = pdfs.table([["项目名称", "金额"], ["甲", ""], ["乙", "5"]], (80, 80), heights=(20, 20, 20))
_X, _Y = 130.0, 747.0  # where the text of the empty cell begins
_LETTER = pdfs.SIZE / 2


def _read(*drawn: bytes) -> Sheet:
    return parse_workbook(pdfs.pdf([_TABLE + b"".join(drawn)]), LIMITS).sheets[0]


def _said(sheet: Sheet) -> str:
    return str(sheet.cells[2, 2].value) if (2, 2) in sheet.cells else ""


def _through(start: float, end: float, height: float = 0.3) -> bytes:
    y = _Y + height * pdfs.SIZE
    return pdfs.line(start, y, end, y)


@pytest.mark.parametrize(
    ("drawn", "said", "struck"),
    [
        ((pdfs.text(_X, _Y, "300"), _through(_X, _X + 3 * _LETTER)), "", "300"),
        ((pdfs.text(_X, _Y, "300350"), _through(_X, _X + 3 * _LETTER)), "350", "300"),
        ((pdfs.text(_X, _Y, "300350"), b"%.1f %.1f 15 0.6 re f" % (_X, _Y + 3)), "350", "300"),
        ((pdfs.text(_X, _Y, "300"), _through(_X - 5, _X + 3 * _LETTER + 5)), "", "300"),
        ((pdfs.text(_X, _Y, "300"), _through(_X, _X + 3 * _LETTER, -0.05)), "300", ""),
        ((pdfs.text(_X, _Y, "300"), _through(_X, _X + 3 * _LETTER, 0.7)), "300", ""),
        ((pdfs.text(_X, _Y, "300"), _through(_X - 7, _X + 3 * _LETTER)), "300", ""),
        ((pdfs.text(_X, _Y, "300"), _through(_X, _X + 3 * _LETTER + 7)), "300", ""),
    ],
    ids=["whole", "a part", "a thin box", "a little longer", "under", "over", "from before", "far beyond"],
)
def test_what_a_line_is_drawn_through_is_set_aside(drawn: tuple[bytes, ...], said: str, struck: str) -> None:
    """A line through the middle of characters, no longer than they are, deletes them; a border does not."""
    sheet = _read(*drawn)
    assert (_said(sheet), sheet.set_aside) == (said, {(2, 2): SetAside("struck", struck)} if struck else {})


def test_such_a_line_divides_no_cells() -> None:
    """The table has the rows that its borders make."""
    words = "三百万元三百元"
    sheet = _read(pdfs.text(_X - 7, _Y, words), _through(_X - 7, _X - 7 + len(words) * pdfs.SIZE))
    assert ({row for row, _ in sheet.cells}, sheet.merges) == ({1, 2, 3}, ())
    assert sheet.set_aside == {(2, 2): SetAside("struck", words)}


def test_a_line_of_text_outside_of_tables_may_be_struck_out_too() -> None:
    """It is told at a row of its own, also at the head of a page on which the table goes on."""
    struck = pdfs.text(60, 810, "作废") + pdfs.line(60, 813, 80, 813)
    sheet = _read(struck)
    assert sheet.set_aside == {(1, 1): SetAside("struck", "作废")}
    assert "作废" not in {str(each.value) for each in sheet.cells.values()}
    second = pdfs.table([["丙", "6"], ["丁", "7"]], (80, 80)) + struck
    further = parse_workbook(pdfs.pdf([_TABLE, second]), LIMITS).sheets[0]
    assert list(further.set_aside.values()) == [SetAside("struck", "作废")]


def test_a_text_struck_out_on_two_pages_is_whole() -> None:
    """A row that a page breaks has its struck out text together."""
    rows = [["项目名称", "说明", "金额"], ["甲", "一二三四五六七八", "3"]]
    first = pdfs.table(rows, (80, 86, 60)) + pdfs.line(123, 780 - 15 - 12 + 3, 203, 780 - 15 - 12 + 3)
    second = pdfs.table([["", "九十", ""], ["乙", "短", "4"]], (80, 86, 60)) + pdfs.line(123, 771, 143, 771)
    sheet = parse_workbook(pdfs.pdf([first, second]), LIMITS).sheets[0]
    assert list(sheet.set_aside.values()) == [SetAside("struck", "一二三四五六七八"), SetAside("struck", "九十")]


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        ((pdfs.text(_X, _Y, "300"), pdfs.text(_X + 15, _Y + 4, "1", 6)), "300¹"),
        ((pdfs.text(_X, _Y, "300m"), pdfs.text(_X + 20, _Y + 3.3, "2", 6.5), pdfs.text(_X + 24, _Y, "/d")), "300m²/d"),
        ((pdfs.text(_X, _Y, "300"), pdfs.text(_X + 15, _Y + 4, "12", 6)), "300¹²"),
        ((pdfs.text(_X, _Y, "CO"), pdfs.text(_X + 10, _Y - 2, "2", 6)), "CO₂"),
        ((pdfs.text(_X, _Y, "300"), pdfs.text(_X + 15, _Y, "1", 6)), "3001"),
        ((pdfs.text(_X, _Y, "300"), pdfs.text(_X + 15, _Y + 1, "1", 9)), "3001"),
        ((pdfs.text(_X, _Y, "300", 6), pdfs.text(_X + 9, _Y, "1")), "3001"),
    ],
    ids=["a footnote", "an exponent", "two digits", "below", "on the line", "as large", "behind smaller ones"],
)
def test_small_digits_beside_the_line_stay_beside_it(drawn: tuple[bytes, ...], said: str) -> None:
    """300 with a small raised 1 behind it is 300¹ and never 3001."""
    assert _said(_read(*drawn)) == said
