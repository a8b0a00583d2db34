"""自评等级: read where a form has one, in the head, beside the total or below it; judged against the total score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from tests.forms.bureau_forms import RESULT
from tests.forms.test_registration import registered
from xlperf.data.resources import data_folder
from xlperf.forms.form import Form
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import read_forms
from xlperf.forms.record import form_record
from xlperf.intake import read_workbook
from xlperf.intake.sheet import Cell, Sheet, Workbook, place_of

FILLED: Mapping[str, str | int] = {
    "A2": "(2026年度)", "B3": "古籍修复项目", "B4": "云岭区文化和旅游局", "F4": "云岭区图书馆", "B11": "修复古籍三百册。",
    "F11": "修复古籍三百零二册。", "D19": "修复古籍数量", "E19": "≥300(册)", "F19": "302(册)", "G19": 90, "H19": 85, "H35": 95,
}  # fmt: skip


@cache
def blank_sheet() -> Sheet:
    """Return the sheet of the bureau's blank self-evaluation."""
    return read_workbook(data_folder("templates") / "self-evaluation-2025.xlsx").sheets[0]


def filled(extra: Mapping[str, str | int], without: tuple[str, ...] = ()) -> Sheet:
    """Return the bureau's self-evaluation filled in, with further cells, less merges that begin at some cells."""
    cells = dict(blank_sheet().cells)
    for at, value in {**FILLED, **extra}.items():
        cells[place_of(at)] = Cell(value, "text") if isinstance(value, str) else Cell(Decimal(value), "number")
    corners = {place_of(each) for each in without}
    merges = tuple(each for each in blank_sheet().merges if (each.top, each.left) not in corners)
    return replace(blank_sheet(), cells=cells, merges=merges)


def read(sheet: Sheet) -> Form:
    """Read the one form of a sheet."""
    (form,) = read_forms(Workbook("xlsx", (sheet,)), "自评.xlsx", load_layouts(), load_vocabulary()).forms
    return form


def grade(form: Form) -> tuple[object, str | None] | None:
    """Return the grade of a form and its cell; None for a form without such a field."""
    found = form.get("/grade")
    return (found.value, found.cell) if found else None


@pytest.mark.parametrize(
    ("extra", "without", "wanted"),
    [
        ({"A36": "自评等级", "B36": "优"}, (), ("优", "B36")),
        ({"A36": "评价等级：", "C36": "良好"}, (), ("良好", "C36")),
        ({"A36": "自评等级：优"}, (), ("优", "A36")),
        ({"A36": "自评得分：95    自评等级：优    自评人：张三"}, (), ("优", "A36")),
        ({"A38": "等级", "B38": " 优 秀 "}, (), ("优秀", "B38")),
        ({"I35": "自评等级：优"}, (), ("优", "I35")),
        ({"I35": "等级", "J35": "优", "J12": "备注二"}, (), ("优", "J35")),
        ({"H4": "自评等级", "I4": "优"}, ("F4",), ("优", "I4")),
        ({"A36": "自评等级"}, (), (None, "B36")),
        ({"A36": "自评等级：优□  良☑  中□  差□"}, (), None),
        ({"A36": "自评等级", "B36": "□优 ☑良"}, (), None),
        ({}, (), None),
    ],
    ids=[
        "below",
        "a gap between",
        "one cell",
        "several in one cell",
        "further below",
        "total row in one cell",
        "total row",
        "head",
        "blank",
        "boxes",
        "boxes beside",
        "none",
    ],
)
def test_a_grade_is_read_where_a_form_has_one(
    extra: dict[str, str | int], without: tuple[str, ...], wanted: tuple[object, str | None] | None
) -> None:
    """With its cell; the total score and everything else is read as without it."""
    form, plain = read(filled(extra, without)), read(filled({}))
    assert grade(form) == wanted
    assert [each for each in form.fields if each.name != "/grade"] == list(plain.fields)
    assert form.value("/total_score") == Decimal(95)


def test_an_indicator_that_is_called_by_the_label_is_an_indicator() -> None:
    """Inside the table nothing is a grade."""
    form = read(filled({"D20": "等级", "E20": "一级", "F20": "一级", "G20": 0, "H20": 0}))
    assert grade(form) is None
    assert [form.text(f"/indicators/{index}/level3") for index in range(2)] == ["修复古籍数量", "等级"]


def test_a_table_without_a_closing_row_has_its_grade_below() -> None:
    """The line with the grade is a foot and no indicator."""
    sheet = filled({"A36": "自评等级", "B36": "优"})
    cells = {place: cell for place, cell in sheet.cells.items() if place[0] != 35}
    form = read(replace(sheet, cells=cells))
    assert grade(form) == ("优", "B36")
    assert len(form.rows) == 1


def test_a_declaration_has_no_grade() -> None:
    """Only the layouts of self-evaluations know one, and a total of scores in the head; codes may stand in any form."""
    codes = ["/project_code", "/department_code", "/unit_code"]
    assert {each.id: [label.field for label in each.optional] for each in load_layouts()} == {
        "declaration": codes,
        "declaration-list": codes,
        "declaration-various": codes,
        "self-evaluation": ["/grade", "/total_score", "/total_score", *codes],
        "self-evaluation-list": ["/grade", "/total_score", "/total_score", *codes],
        "self-evaluation-various": ["/grade", "/total_score", "/total_score", *codes],
    }


def test_the_grade_stays_out_of_the_record() -> None:
    """The contract lists the keys of a self-evaluation; the grade is none of them."""
    record = form_record(read(filled({"A36": "自评等级", "B36": "优"})))
    assert "grade" not in record
    assert "/grade" not in record["cells"]
    assert record["total_score"] == "95"


def test_a_form_with_room_for_the_grade_is_registered_with_it() -> None:
    """Its place is found in the blank form, so that it is read and printed."""
    found = registered(RESULT.having({"A18:B18": "自评等级", "C18:J18": ""}))
    assert found.places["/grade"] == "C18"
    assert found.unknown == ()
    assert ("/grade", "A18") in [(each.address, each.spot.address) for each in found.recognition.seen]
    assert found.filled == 26
