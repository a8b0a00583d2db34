"""Large worksheet parts: read row by row, and the same as small ones."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import pytest

from tests.intake.packages import LIMITS, packed, parts, sheet_xml, text_cell
from xlperf.errors import RefusedFile
from xlperf.intake.formats import worksheet_reader
from xlperf.intake.sheet import Area, Sheet
from xlperf.intake.workbook_reader import parse_workbook

_COLUMNS = '<cols><col min="2" max="3" hidden="1"/></cols>'
_MERGES = '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A3:A4"/></mergeCells>'


def _read(xml: str) -> Sheet:
    (sheet,) = parse_workbook(packed(parts(xml)), LIMITS).sheets
    return sheet


def _rows(count: int) -> str:
    """Return rows of a few cells, each of which says where it stands."""
    return "".join(
        f'<row r="{each}">{text_cell(f"A{each}", "河堤")}<c r="B{each}"><v>{each}</v></c></row>' for each in range(1, count + 1)
    )


def test_a_large_part_reads_as_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells, merges, hidden rows and columns, whichever way the part is read."""
    xml = sheet_xml(_rows(5) + '<row r="6" hidden="1"><c r="A6"><v>6</v></c></row>', _MERGES, _COLUMNS)
    whole = _read(xml)
    monkeypatch.setattr(worksheet_reader, "_LARGE", 0)
    assert _read(xml) == whole
    assert (len(whole.cells), whole.merges) == (11, (Area(1, 1, 1, 2), Area(3, 1, 4, 1)))
    assert (whole.hidden_rows, whole.hidden_columns) == ({6}, {2, 3})


def test_a_large_part_is_never_held_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what stands in memory beside the cells and merges there is little: less than a quarter of the whole tree."""
    monkeypatch.setattr(worksheet_reader, "_LARGE", 0)
    merges = "".join(f'<mergeCell ref="A{each}:B{each}"/>' for each in range(1, 5001))
    data = sheet_xml(_rows(5000), f"<mergeCells>{merges}</mergeCells>").encode()

    def peak() -> int:
        tracemalloc.start()
        try:
            assert sum(1 for _ in worksheet_reader._rows_and_merges(data)) == 10_000
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    streamed = peak()
    monkeypatch.setattr(worksheet_reader, "_LARGE", len(data) + 1)
    assert streamed < peak() / 4


@pytest.mark.parametrize("place", ['min="x" max="2"', 'min="1" max="x"', 'min="1"', 'max="2"'])
def test_columns_hidden_from_nowhere_hide_nothing(place: str) -> None:
    """Decoration that is broken costs no form."""
    sheet = _read(sheet_xml(_rows(1), "", f'<cols><col {place} hidden="1"/></cols>'))
    assert (len(sheet.cells), sheet.hidden_columns) == (2, frozenset())


@pytest.mark.parametrize("reference", ["A1", "x", "A1:?", ""])
def test_a_merge_that_is_no_area_merges_nothing(reference: str) -> None:
    """One cell, or no address at all."""
    sheet = _read(sheet_xml(_rows(1), f'<mergeCells><mergeCell ref="{reference}"/></mergeCells>'))
    assert (len(sheet.cells), sheet.merges) == (2, ())


@pytest.mark.parametrize(("most", "is_read"), [(4, True), (3, False)])
def test_a_sheet_may_hold_as_many_cells_as_its_limit(most: int, is_read: bool) -> None:
    """Four here."""
    data, limits = packed(parts(sheet_xml(_rows(2)))), replace(LIMITS, cells_per_sheet=most)
    if is_read:
        assert len(parse_workbook(data, limits).sheets[0].cells) == 4
        return
    with pytest.raises(RefusedFile) as refused:
        parse_workbook(data, limits)
    assert refused.value.message == "工作表“表1”中有内容的单元格超过 3 个的上限。"
