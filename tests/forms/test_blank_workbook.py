"""Which blank workbook a form is printed on and which one is handed out: by the regime of the year and the unit of amounts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import declaration, self_evaluation
from tests.forms.bureau_forms import RESULT
from tests.forms.test_registration import registered, written
from xlperf.data.resources import data_folder
from xlperf.errors import LayoutError
from xlperf.forms.form import Form
from xlperf.forms.layouts.layout import BlankWorkbook, Layout
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.templates.blank_workbook import blank_copy, named_workbook
from xlperf.forms.templates.template import blank_workbook, template_of, workbook_path


def layout_of(name: str) -> Layout:
    """Return a built-in layout."""
    return next(each for each in load_layouts() if each.id == name)


@pytest.mark.parametrize(
    ("year", "unit", "file"),
    [
        (2024, "万元", "self-evaluation-2020.xlsx"),
        (2024, "元", "self-evaluation-2020-yuan.xlsx"),
        (2025, "万元", "self-evaluation-2025.xlsx"),
        (2026, "元", "self-evaluation-2025-yuan.xlsx"),
        (None, "元", "self-evaluation-2025-yuan.xlsx"),
        (2026, "", "self-evaluation-2025.xlsx"),
    ],
)
def test_a_self_evaluation_has_a_workbook_for_each_regime_and_unit(year: int | None, unit: str, file: str) -> None:
    """Without a year the newest regime, without a unit 万元 as most units fill it."""
    assert blank_workbook(layout_of("self-evaluation"), year, unit).file == file


@pytest.mark.parametrize(("year", "file"), [(2024, "declaration-2015.xlsx"), (2025, "declaration-2025.xlsx")])
def test_the_regime_goes_before_the_unit(year: int, file: str) -> None:
    """There is no declaration in 万元: its unit is put in when it is printed, the level names could not be."""
    assert blank_workbook(layout_of("declaration"), year, "万元").file == file


@pytest.mark.parametrize(
    ("workbooks", "year", "unit", "file"),
    [
        ([BlankWorkbook("a.xlsx")], 2024, "元", "a.xlsx"),
        ([BlankWorkbook("a.xlsx", "B", "元")], 2024, "万元", "a.xlsx"),
        ([BlankWorkbook("a.xlsx", "X"), BlankWorkbook("b.xlsx", "Y")], 2024, "元", "b.xlsx"),
        ([BlankWorkbook("a.xlsx", "", "元"), BlankWorkbook("b.xlsx", "", "万元")], 2024, "万元", "b.xlsx"),
    ],
)
def test_where_none_fits_one_is_taken(workbooks: list[BlankWorkbook], year: int, unit: str, file: str) -> None:
    """A department's own layout may have a single workbook for all years and units."""
    assert blank_workbook(replace(layout_of("declaration"), workbooks=tuple(workbooks)), year, unit).file == file


@pytest.mark.parametrize(
    ("form", "unit", "levels"),
    [
        (self_evaluation(year=2024, amount_unit="万元"), "（万元）", "产出指标"),
        (self_evaluation(year=2024, amount_unit="元"), "（元）", "产出指标"),
        (self_evaluation(year=2025, amount_unit="万元"), "（万元）", "成本指标"),
        (self_evaluation(year=2026, amount_unit="元"), "（元）", "成本指标"),
        (declaration(year=2026), "（元）", "成本指标"),
    ],
    ids=["A 万元", "A 元", "B 万元", "B 元", "declaration"],
)
def test_a_form_is_printed_on_the_workbook_of_its_own_regime_and_unit(form: Form, unit: str, levels: str) -> None:
    """The label of the money block and the first level name of the template that is taken."""
    cells = template_of(form).look.sheet.cells
    assert unit in str(cells[(6, 1) if form.kind == "declaration" else (5, 1)].value)
    assert cells[13, 2].value == levels


def test_the_workbooks_of_a_kind_are_printed_on_one_sheet() -> None:
    """They share widths and page, so that forms of both units stand one below the other."""
    looks = [template_of(self_evaluation(year=year, amount_unit=unit)).look for year in (2024, 2026) for unit in ("元", "万元")]
    assert len({(each.widths, each.page) for each in looks}) == 1


def test_a_registered_workbook_is_found_beside_its_layout(tmp_path: Path) -> None:
    """Not the built-in one of the same name, and not the one of another folder."""
    folder = tmp_path / "本局"
    folder.mkdir()
    found = registered(RESULT)
    written(folder, found)
    (folder / "新表.xlsx").write_bytes(b"own")
    (tmp_path / "新表.xlsx").write_bytes(b"other")
    layout = load_layouts((folder,))[0]
    assert workbook_path(layout, layout.workbooks[0], (tmp_path, folder)) == folder / "新表.xlsx"
    assert workbook_path(layout_of("declaration"), BlankWorkbook("declaration-2025.xlsx")).parent == data_folder("templates")


def test_names_that_mean_two_layouts_are_asked_back(tmp_path: Path) -> None:
    """Two layouts may have one name; their ids differ."""
    for each in ("a", "b"):
        own = {"id": each, "extends": "declaration", "name": "本局申报表"}
        (tmp_path / f"{each}.json").write_text(json.dumps(own, ensure_ascii=False), "utf-8")
    with pytest.raises(LayoutError) as error:
        named_workbook("本局申报表", load_layouts((tmp_path,)), None, "")
    assert str(error.value) == "叫“本局申报表”的版式有几个：a、b。请用编号。"
    assert named_workbook("b", load_layouts((tmp_path,)), 2024, "")[1].file == "declaration-2015.xlsx"


def test_a_workbook_that_is_gone_is_named(tmp_path: Path) -> None:
    """The layout names a file that nobody put beside it."""
    own = {"id": "a", "extends": "declaration", "workbooks": [{"file": "没有.xlsx"}]}
    (tmp_path / "a.json").write_text(json.dumps(own, ensure_ascii=False), "utf-8")
    layout = load_layouts((tmp_path,))[0]
    with pytest.raises(LayoutError) as error:
        blank_copy(layout, layout.workbooks[0], (tmp_path,), None, "")
    assert error.value.message == "版式的空白表“没有.xlsx”打不开。"
