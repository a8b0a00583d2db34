"""A summary read back: the pattern finds what a parser finds, and leaves to it what is written otherwise."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from xlperf.intake import own_summary
from xlperf.intake.limits import intake_settings
from xlperf.intake.own_summary import Wanted, read_sheets

SHEET = "xl/worksheets/sheet1.xml"
CELLS = st.one_of(
    st.text(alphabet="表a1(=&<>\"'DISPIMG_ \n", max_size=12),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.dates(date(1901, 1, 1), date(2100, 1, 1)),
    st.booleans(),
    st.none(),
)


def _workbook(rows: list[list[Any]]) -> bytes:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("表")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, day)
            else:
                sheet.write(number, column, value)
    sheet.write_formula(len(rows), 0, "=1+1", None, 2)
    sheet.write_formula(len(rows), 1, '=""', None, "")
    book.close()
    return stream.getvalue()


def _read(data: bytes, wanted: Wanted | None = None) -> dict[int, dict[int, object]]:
    sheets = read_sheets(data, ("表",), intake_settings().limits, {"表": wanted} if wanted else None)
    return {number: dict(row) for number, row in sheets["表"].items()}


def _changed(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == SHEET else content)
    return stream.getvalue()


@given(st.lists(st.lists(CELLS, max_size=5), max_size=6))
def test_the_pattern_finds_what_a_parser_finds(rows: list[list[Any]]) -> None:
    """Texts, numbers, days, formulas and blanks come out alike, whichever way is gone."""
    data = _workbook(rows)
    matched = _read(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(own_summary, "_is_plain", lambda content: False)
        assert _read(data) == matched


def test_a_workbook_saved_by_another_program_reads_the_same(tmp_path: Path) -> None:
    """openpyxl writes its texts into the cells: then the sheet is parsed."""
    (tmp_path / "a.xlsx").write_bytes(_workbook([["甲", 3.5, date(2026, 3, 1)]]))
    openpyxl.load_workbook(tmp_path / "a.xlsx").save(tmp_path / "b.xlsx")
    assert _read((tmp_path / "b.xlsx").read_bytes())[1] == {1: "甲", 2: Decimal("3.5"), 3: date(2026, 3, 1)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<v>7</v>", b"<!-- 7 --><v>7</v>"),
        (b'<c r="A1" t="s"><v>0</v></c>', b'<c t="s" r="A1"><v>0</v></c>'),
        (b'<c r="A1" t="s"><v>0</v></c>', b'<c r="A1" t="inlineStr"><is><t>\xe7\x94\xb2</t></is></c>'),
        (b"<v>7</v>", b'<v xml:space="preserve">7</v>'),
        (b"</worksheet>", b"</worksheet><!-- end -->"),
    ],
    ids=["comment", "order-of-attributes", "inline-text", "attribute-of-value", "text-behind-the-end"],
)
def test_what_is_written_otherwise_is_parsed(old: bytes, new: bytes) -> None:
    """No cell is passed over because the pattern does not know how it is written."""
    data = _workbook([["甲", 7]])
    changed = _changed(data, lambda content: content.replace(old, new))
    assert changed != data
    assert _read(changed) == _read(data) == {1: {1: "甲", 2: Decimal(7)}, 2: {1: Decimal(2)}}


def test_only_the_columns_asked_for_are_read_below_their_headers() -> None:
    """The row of the headers and what stands above it is read whole."""
    data = _workbook([["题", "注"], ["甲", "乙"], [1, 2], [3, 4]])
    assert _read(data, Wanted(2, frozenset(["乙"]))) == {
        1: {1: "题", 2: "注"},
        2: {1: "甲", 2: "乙"},
        3: {2: Decimal(2)},
        4: {2: Decimal(4)},
    }


@pytest.mark.parametrize("digits", [15, 399, 400, 2000])
def test_a_number_of_many_digits_reads_the_same_either_way(digits: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """More digits than a workbook holds are no number for the pattern, either."""
    data = _changed(_workbook([["甲", 7]]), lambda content: content.replace(b"<v>7</v>", b"<v>" + b"7" * digits + b"</v>"))
    matched = _read(data)
    monkeypatch.setattr(own_summary, "_is_plain", lambda content: False)
    assert _read(data) == matched


@pytest.mark.parametrize("index", [0, 1, 2])
def test_a_text_that_is_not_there_is_none_either_way(index: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cell beside it is read all the same."""
    old = b'<c r="A1" t="s"><v>0</v></c>'
    data = _changed(_workbook([["甲", 7]]), lambda content: content.replace(old, old.replace(b"0<", b"%d<" % index)))
    matched = _read(data)
    assert matched[1] == ({1: "甲", 2: Decimal(7)} if index == 0 else {2: Decimal(7)})
    monkeypatch.setattr(own_summary, "_is_plain", lambda content: False)
    assert _read(data) == matched
