"""What stands in a cell and is no value of it is told: struck-out text, pictures, what the file no longer holds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from xlperf.forms.form import SET_ASIDE, Remark
from xlperf.intake.sheet import Area, Cell, SetAside
from xlperf.intake.workbook_reader import read_workbook


def _told(remarks: tuple[Remark, ...]) -> list[tuple[str, str, str]]:
    return [(each.cell, each.detail["part"], each.detail["text"]) for each in remarks if each.kind == SET_ASIDE]


def test_what_a_form_sets_aside_is_told_at_its_cell() -> None:
    """Each kind once, in reading order, with the text where there is one."""
    aside = {(10, 6): SetAside("lost", ""), (5, 5): SetAside("struck", "30 "), (3, 2): SetAside("picture", "=DISPIMG")}
    found = read(drawn(aside=aside))
    assert _told(found.forms[0].remarks) == [("B3", "picture", "=DISPIMG"), ("E5", "struck", "30"), ("F10", "lost", "")]
    assert _told(found.remarks) == []


def test_beside_a_form_what_was_lost_and_what_boxes_say_is_told() -> None:
    """A stamp below the table and a struck note are nobody's fault; a cell that lost its content may have been anything."""
    aside = {(40, 1): SetAside("picture", ""), (41, 1): SetAside("struck", "旧"), (42, 1): SetAside("lost", "")}
    aside[43, 2] = SetAside("text_box", "以万元为单位")
    found = read(drawn(aside=aside))
    assert _told(found.forms[0].remarks) == []
    assert _told(found.remarks) == [("A42", "lost_outside", ""), ("B43", "text_box", "以万元为单位")]


def test_a_struck_out_amount_is_told_and_the_new_one_read(tmp_path: Path) -> None:
    """From a real workbook: 30 with a line through it, 48 beside it."""
    path = tmp_path / "表.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("表")
    for row, line in enumerate(ROWS):
        for column, text in enumerate(line):
            if text:
                sheet.write_string(row, column, text)
    sheet.write_rich_string("E5", book.add_format({"font_strikeout": True}), "30", book.add_format(), "48")
    book.close()
    form = read(*read_workbook(path).sheets).forms[0]
    assert str(form.value("/funding/annual")) == "48.00"
    assert _told(form.remarks) == [("E5", "struck", "30")]


def test_what_a_merged_cell_hides_is_told_and_never_read() -> None:
    """An old value under a merge is a hint, one under a blank merge may be the answer itself; a repeated one says nothing."""
    sheet = drawn(added={"C1": "财政项目支出绩效目标申报表", "B1": "旧表名", "B10": "质量指标 "})
    hidden = replace(sheet, merges=(*sheet.merges, Area(4, 5, 4, 6), Area(5, 5, 5, 6)))
    cells = {at: cell for at, cell in hidden.cells.items() if at != (4, 5)} | {
        (4, 6): Cell("云溪市河道所", "text"),
        (5, 6): Cell(Decimal(30), "number"),
    }
    form = read(replace(hidden, cells=cells)).forms[0]
    assert _told(form.remarks) == [
        ("B1", "covered", "旧表名"),
        ("F4", "covered_alone", "云溪市河道所"),
        ("F5", "covered", "30"),
        ("B10", "covered", "质量指标"),
    ]
    assert form.value("/unit") is None
    assert str(form.value("/funding/annual")) == "48.00"


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ("周岚:\n改为≥80(次)", "改为≥80(次)"),
        ("实为40万元", "实为40万元"),
        ("应为12800", "应为12800"),
        ("95%", "95%"),
        ("应为12800" + "。" * 53, "应为12800" + "。" * 53),
        ("应为12800" + "。" * 54, ""),  # more than 60 characters: a talk about the form
        ("已核对", ""),
        ("请填写指标值，如≥90%", ""),
        ("保留两位小数，单位为元，例如12000.00", ""),
        ("xlperf：\n错误（必须改） VAL-001 指标值为空\n建议：≥60", ""),
    ],
)
def test_a_comment_with_a_figure_is_told_without_its_author(comment: str, told: str) -> None:
    """What a comment says may be what should stand in the cell; advice of the template, and what xlperf wrote, is not."""
    found = read(drawn(aside={(9, 5): SetAside("comment", comment)}))
    assert _told(found.forms[0].remarks) == ([("E9", "comment", told)] if told else [])
