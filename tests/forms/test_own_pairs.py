"""What a bureau asks beside the fields of the record is kept under the bureau's own names, and no cell of it is unread."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.forms.bureau_pages import SELF_EVALUATION_2020, STACKED_2011, Page, emptied
from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read, unread
from xlperf.forms.form import Form
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.templates.template import blank_form
from xlperf.intake.sheet import Area


def _kept(form: Form) -> list[tuple[str, object, str | None]]:
    return [(each.label, each.value, each.cell) for each in form.further if each.name.count("/") == 1]


def test_a_value_beside_a_label_that_is_no_field_is_kept() -> None:
    """Each label has what stands right of it up to the next label."""
    more = (("项目属性", "延续项目", "", "项目周期", "三年"), ("立项依据", "市政府常务会议纪要"))
    (form,) = read(drawn((*ROWS[:4], *more, *ROWS[4:]))).forms
    assert _kept(form) == [("项目属性", "延续项目", "B5"), ("项目周期", "三年", "E5"), ("立项依据", "市政府常务会议纪要", "B6")]
    assert unread(form) == []


@pytest.mark.parametrize(("label", "value"), [("电话", "0999-7654321"), ("邮编", "410000"), ("电子邮箱", "hd@yx.cn")])
@pytest.mark.parametrize("page", [ROWS, SELF_EVALUATION_2020])
def test_how_somebody_is_reached(page: Page, label: str, value: str) -> None:
    """Each such label of the head has its value beside it, also where no other row has labels in its column."""
    (form,) = read(drawn((*page[:3], ("联系人", "罗某", label, value), *page[3:]))).forms
    assert _kept(form) == [("联系人", "罗某", "B4"), (label, value, "D4")]
    assert unread(form) == []


def test_only_the_cell_beside_a_label_is_its_value() -> None:
    """A label of one row has one value; 金额单位 behind it is a label, and a stray third cell is told."""
    (form,) = read(drawn((*ROWS[:4], ("项目类型", "延续", "", "金额单位", "元"), ("立项依据", "纪要", "待查"), *ROWS[4:]))).forms
    assert _kept(form) == [("项目类型", "延续", "B5"), ("立项依据", "纪要", "B6")]
    assert unread(form) == ["C6"]


def test_a_small_table_beside_a_merged_label_is_kept_whole() -> None:
    """实施进度计划 is merged down over its rows; its headings and entries stand under its name."""
    plan = (("项目实施进度计划", "内容", "", "开始", "完成"), ("", "购置", "", "3月", "5月"))
    sheet = drawn((*STACKED_2011[:6], *plan, *STACKED_2011[6:]))
    (form,) = read(replace(sheet, merges=(*sheet.merges, Area(7, 1, 8, 1)))).forms
    own = [value for label, value, _ in _kept(form) if label == "项目实施进度计划"]
    assert own == ["内容", "开始", "完成", "购置", "3月", "5月"]
    assert unread(form) == []


def test_a_value_that_stands_beside_no_label_is_still_told() -> None:
    """Only what a label names is kept; a stray note in the head is a finding as before."""
    (form,) = read(drawn(added={"F6": "请补充材料"})).forms
    assert "F6" in unread(form)


def test_a_blank_form_has_a_place_beside_each_such_label_of_one_row() -> None:
    """A label that is merged down has a small table beside it, which no single value fills."""
    more = (("项目负责人", "", "", "联系电话"), ("立项依据",), ())
    sheet = drawn(emptied((*ROWS[:4], *more, *ROWS[4:])))
    layout = next(each for each in load_layouts() if each.id == "declaration")
    blank = blank_form(replace(sheet, merges=(*sheet.merges, Area(6, 1, 7, 1))), layout)
    assert blank is not None
    assert [(each.name, each.cell) for each in blank.kept] == [("/项目负责人", "B5"), ("/联系电话", "E5")]
