"""The ledger: every cell with content in a form's range is read, known, or told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from xlperf.forms.form import UNREAD, Form
from xlperf.forms.reading.labels import Spot
from xlperf.forms.reading.unread_cells import unread_remarks
from xlperf.forms.record import form_record
from xlperf.intake.sheet import Area, Cell, address


def _form(**added: str) -> Form:
    """Return a form with further cells, by their address such as F4."""
    return read(drawn(added=added)).forms[0]


def _unread(form: Form) -> list[tuple[str, str, str]]:
    return [(each.cell, each.detail["text"], each.detail["part"]) for each in form.remarks if each.kind == UNREAD]


def test_a_form_that_was_read_whole_leaves_nothing() -> None:
    """Labels, values, level names, title and year line are all accounted for; the record has no key for nothing."""
    assert _unread(_form()) == []
    assert "unread" not in form_record(_form())


@pytest.mark.parametrize(
    ("address", "text", "part"),
    [("F4", "（含分馆）", "head"), ("F11", "按季度调查", "table"), ("B7", "全年巡护河堤。另有十二处闸站。", None)],
)
def test_a_cell_that_belongs_nowhere_is_told(address: str, text: str, part: str | None) -> None:
    """What stands in no field is quoted with its cell; what a field took is not."""
    assert _unread(_form(**{address: text})) == ([(address, text, part)] if part else [])


def test_the_record_lists_it() -> None:
    """Other programs see the cell and its text."""
    assert form_record(_form(F4="（含分馆）"))["unread"] == [{"cell": "F4", "text": "（含分馆）"}]


@pytest.mark.parametrize("place", [(10, 3), (9, 2), (10, 6)])
def test_a_formula_without_a_result_is_told_wherever_nothing_reads_it(place: tuple[int, int]) -> None:
    """In the place of a level name or beside the table: nobody knows what it comes to, and nothing is said to stand there."""
    sheet = drawn()
    formula = Cell("=VLOOKUP(D10,词表!A:B,2,0)", "uncached", formula=True)
    (told,) = read(replace(sheet, cells={**sheet.cells, place: formula})).forms[0].remarks
    assert (told.kind, told.cell) == (UNREAD, address(*place))
    assert (told.detail["part"], told.detail["text"]) == ("formula", formula.value)


@pytest.mark.parametrize("text", ["—", "/", "（2）", "- 3 -", "第2页"])
def test_strokes_and_page_numbers_are_decoration(text: str) -> None:
    """Strokes in blank cells and numbers of pages say nothing."""
    assert _unread(_form(F10=text)) == []


def test_a_number_right_of_its_row_is_told() -> None:
    """A bare number that stands in no column may be a score that somebody moved."""
    assert _unread(_form(F10="9")) == [("F10", "9", "table")]


def test_a_number_beside_the_money_weighs_more() -> None:
    """An amount that no field took is told as one."""
    rows = {(5, 6): "另有 9 万元"}
    form = _form(**{f"{chr(64 + column)}{row}": text for (row, column), text in rows.items()})
    assert _unread(form) == [("F5", "另有 9 万元", "amount")]


class _Many:
    """Stands in for the ledger of a form of another layout."""

    fields = ()
    headers = ()
    head = None

    def __init__(self, count: int) -> None:
        self._spots = [Spot(row, 1, row, 1, Cell("甲", "text"), f"第{row}处", "", "") for row in range(1, count + 1)]

    def unread(self) -> list[Spot]:
        return self._spots


@pytest.mark.parametrize(("count", "parts"), [(12, {"head"}), (13, {"layout", "more"})])
def test_a_form_of_another_layout_says_so_once(count: int, parts: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """With more than a dozen unread cells the first tells their number, the others are only recorded."""
    monkeypatch.setattr("xlperf.forms.reading.unread_cells._part_of", lambda _spot, _ledger: "head")
    remarks, _ = unread_remarks(_Many(count))  # type: ignore[arg-type]
    assert {each.detail["part"] for each in remarks} == parts
    assert [each.detail["part"] for each in remarks].count("layout") == (count > 12)
    assert {each.detail["count"] for each in remarks} == {str(count)}


def test_a_long_unread_text_is_quoted_at_its_beginning() -> None:
    """Two hundred characters tell which cell is meant; blanks around it are not counted."""
    text = "按季度调查" * 50
    assert _unread(_form(F11=f"  {text} ")) == [("F11", text[:200], "beside")]


@pytest.mark.parametrize("column", "HK")
def test_a_word_beside_the_heading_of_a_table_is_unread(column: str) -> None:
    """It heads nothing: no cell stands below it, and it stands apart from the last heading."""
    row = next(row for (row, _), cell in drawn().cells.items() if cell.value == "三级指标")
    assert [each[:2] for each in _unread(_form(**{f"{column}{row}": "秋叶乙丙办理"}))] == [(f"{column}{row}", "秋叶乙丙办理")]


def test_a_sum_that_says_an_amount_of_the_form_again_is_known() -> None:
    """合计 with the amount of the total beside it says nothing new; with another amount both are told."""
    money = [*ROWS]
    for amount, told in (("48", []), ("50", ["B6", "C6"])):
        form = read(drawn((*money[:5], ("", "合计", amount), *money[5:]))).forms[0]
        assert [each[0] for each in _unread(form)] == told


def test_the_heading_of_row_numbers_is_known() -> None:
    """序号 left of the table heads a column of 1, 2, 3."""
    rows = [("序号" if line is ROWS[7] else "", *line[1:]) if index >= 7 else line for index, line in enumerate(ROWS)]
    numbered = [(str(index - 7), *line[1:]) if index > 7 else line for index, line in enumerate(rows)]
    assert _unread(read(drawn(tuple(numbered))).forms[0]) == []


@pytest.mark.parametrize("row", [("", "", "", "", "合计"), ("", "资金来源构成", "合计"), ("", "区级补助", "12", "小计")], ids=str)
def test_the_word_for_a_sum_without_an_amount_beside_it_is_told(row: tuple[str, ...]) -> None:
    """合计 in the last cell of a row of the head repeats nothing: the form is read, and the cell is told."""
    form = read(drawn((*ROWS[:5], row, *ROWS[5:]))).forms[0]
    assert f"{'ABCDE'[len(row) - 1]}6" in [each.cell for each in form.remarks if each.kind == "unread_cell"]


def test_words_merged_down_at_the_edge_beside_words_that_are_no_label_are_told() -> None:
    """区级会审 beside two remarks names no block of the form: all three cells are told."""
    rows = (*ROWS[:5], ("区级会审", "已于三月完成会审"), ("", "无异议"), *ROWS[5:])
    sheet = drawn(rows)
    form = read(replace(sheet, merges=(*sheet.merges, Area(6, 1, 7, 1)))).forms[0]
    assert [each[0] for each in _unread(form)] == ["A6", "B6", "B7"]
