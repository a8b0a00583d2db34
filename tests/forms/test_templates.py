"""The blank workbooks of templates/ and their layouts belong together."""

from __future__ import annotations

import json

import openpyxl
import pytest

from xlperf.errors import RefusedFile
from xlperf.forms.labels import window_of
from xlperf.forms.layout import Layout, load_layouts, load_vocabulary
from xlperf.forms.reader import read_forms
from xlperf.forms.regions import find_regions
from xlperf.intake import read_workbook
from xlperf.resources import data_folder

WORKBOOKS = [(layout, file, regime) for layout in load_layouts() for file, regime in layout.workbooks]
IDS = [file for _, file, _ in WORKBOOKS]


@pytest.mark.parametrize(("layout", "file", "regime"), WORKBOOKS, ids=IDS)
def test_every_label_of_the_layout_stands_in_the_workbook(layout: Layout, file: str, regime: str) -> None:
    """A label that was renamed in one of the two is noticed."""
    sheet = read_workbook(data_folder("templates") / file).sheets[0]
    keys = {key for spot in window_of(sheet).spots() for key in (spot.key, spot.bare)}
    assert [label for label, known in layout.all_labels if keys.isdisjoint(known)] == []


@pytest.mark.parametrize(("layout", "file", "regime"), WORKBOOKS, ids=IDS)
def test_the_workbook_prints_the_level_names_of_its_regime(layout: Layout, file: str, regime: str) -> None:
    """成本指标 stands at the level of the regime, and no name is missing or foreign."""
    book = openpyxl.load_workbook(data_folder("templates") / file)
    sheet = book.worksheets[0]
    ones = [sheet.cell(row, 2).value for row in range(13, sheet.max_row + 1) if sheet.cell(row, 2).value]
    twos = [sheet.cell(row, 3).value for row in range(13, sheet.max_row + 1) if sheet.cell(row, 3).value]
    levels = next(each.levels for each in load_vocabulary().regimes if each.id == regime)
    assert ones == list(levels)
    assert twos == [two for below in levels.values() for two in below]


@pytest.mark.parametrize(("layout", "file", "regime"), WORKBOOKS, ids=IDS)
def test_the_blank_workbook_is_recognised_and_refused_as_blank(layout: Layout, file: str, regime: str) -> None:
    """A template that comes back unfilled is named as such, not taken for a form."""
    workbook = read_workbook(data_folder("templates") / file)
    regions, _ = find_regions(window_of(workbook.sheets[0]), load_layouts())
    assert [each.layout.id for each in regions] == [layout.id]
    with pytest.raises(RefusedFile) as refusal:
        read_forms(workbook, file, load_layouts(), load_vocabulary())
    assert refusal.value.reason == "blank_form"


@pytest.mark.parametrize(("layout", "file", "regime"), WORKBOOKS, ids=IDS)
def test_the_workbook_is_set_up_for_paper(layout: Layout, file: str, regime: str) -> None:
    """A4, one page wide, 宋体."""
    sheet = openpyxl.load_workbook(data_folder("templates") / file).worksheets[0]
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet["A3"].font.name == "宋体"
    assert sheet["A3"].border.left.style == "thin"


def test_the_options_of_the_workbook_are_the_categories_of_the_rules() -> None:
    """What the drop-down list offers is what the rules accept."""
    sheet = openpyxl.load_workbook(data_folder("templates") / "declaration-2025.xlsx").worksheets[0]
    lists = [each.formula1.strip('"').split(",") for each in sheet.data_validations.dataValidation]
    words = json.loads((data_folder("schemas") / "rule-words.json").read_text("utf-8"))
    assert sorted(words["lists"]["categories"]) in map(sorted, lists)
