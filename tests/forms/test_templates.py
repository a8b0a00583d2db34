"""The blank workbooks of templates/ and their layouts belong together."""

from __future__ import annotations

import json
import math
from itertools import accumulate
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.tools.make_templates import main as make_templates
from xlperf.data.resources import data_folder
from xlperf.errors import RefusedFile
from xlperf.forms.layouts.built_in import bureau_overlays, load_vocabulary
from xlperf.forms.layouts.layout import Layout
from xlperf.forms.layouts.layout_check import layout_faults
from xlperf.forms.layouts.layout_loading import all_layouts, load_layouts
from xlperf.forms.reading.form_reader import read_forms
from xlperf.forms.reading.places.regions import find_regions
from xlperf.forms.reading.sheet_windows import window_of
from xlperf.intake import read_workbook

WORKBOOKS = [(layout, each.file, each.regime) for layout in load_layouts() for each in layout.workbooks]
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


@pytest.mark.parametrize("file", [file for file in IDS if file.startswith("declaration")])
def test_the_options_of_the_workbook_are_the_words_of_the_rules(file: str) -> None:
    """What the drop-down lists offer is what the rules accept."""
    sheet = openpyxl.load_workbook(data_folder("templates") / file).worksheets[0]
    lists = {str(each.sqref): each.formula1.strip('"').split(",") for each in sheet.data_validations.dataValidation}
    words = json.loads((data_folder("schemas") / "rule-words.json").read_text("utf-8"))
    assert lists == {"F3": words["lists"]["categories"], "D3": list(words["natures"])}


@pytest.mark.parametrize("file", [file for file in IDS if file.startswith("declaration")])
def test_a_blank_declaration_takes_one_page(file: str) -> None:
    """Printed empty, to be filled by hand, it is one sheet of paper."""
    sheet = openpyxl.load_workbook(data_folder("templates") / file).worksheets[0]
    assert sum(height_of(sheet, row) for row in range(1, sheet.max_row + 1)) <= room_of(sheet)


@pytest.mark.parametrize("file", [file for file in IDS if file.startswith("self-evaluation")])
def test_a_blank_self_evaluation_is_broken_between_two_groups(file: str) -> None:
    """No page break cuts a level name: the first page is full where a group ends, and the break is set there too."""
    sheet = openpyxl.load_workbook(data_folder("templates") / file).worksheets[0]
    ends = {area.max_row for area in sheet.merged_cells.ranges if area.min_col == area.max_col == 2 and area.min_row > 12}
    used = list(accumulate(height_of(sheet, row) for row in range(1, sheet.max_row + 1)))
    full = sum(each <= room_of(sheet) for each in used)
    assert full in ends
    assert [each.id for each in sheet.row_breaks.brk] == [full]


def test_the_templates_can_be_made_again(tmp_path: Path) -> None:
    """The script writes the workbooks that are committed, and the same bytes each time."""
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        make_templates(folder)
    for file in (*IDS, *(file for _, file in BUREAUX)):
        assert (first / file).read_bytes() == (second / file).read_bytes()
        assert look_of(first / file) == look_of(data_folder("templates") / file)


BUREAUX = [(layout, each.file) for layout in all_layouts() if layout.of_bureau for each in layout.workbooks]


@pytest.mark.parametrize(("layout", "file"), BUREAUX, ids=[file for _, file in BUREAUX])
def test_the_blank_of_a_bureau_is_known_blank_and_fit_for_paper(layout: Layout, file: str) -> None:
    """It is refused as blank and not as strange, has A4 in 宋体, and the layout finds every label and column on it."""
    workbook = read_workbook(data_folder("templates") / file)
    regions, _ = find_regions(window_of(workbook.sheets[0]), load_layouts())
    # what a system exports differs from the printed form by its filled rows only
    assert [each.layout.id for each in regions] == [layout.id.replace("export", "national")]
    with pytest.raises(RefusedFile) as refusal:
        read_forms(workbook, file, load_layouts(), load_vocabulary())
    assert refusal.value.reason == "blank_form"
    keys = {key for spot in window_of(workbook.sheets[0]).spots() for key in (spot.key, spot.bare)}
    rare = {each.label for each in (*layout.labels, *(layout.grid.rows if layout.grid else ())) if each.rare and not each.required}
    rare |= {each.label for each in layout.labels if not each.field}
    assert [label for label, known in layout.all_labels if keys.isdisjoint(known) and label not in rare] == []
    sheet = openpyxl.load_workbook(data_folder("templates") / file).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight, sheet["A3"].font.name) == (9, 0, "宋体")


def test_the_layouts_of_bureaux_satisfy_the_schema() -> None:
    """They are proved as a department's own are, and none has the id of another."""
    overlays = bureau_overlays()
    assert [fault for each in overlays for fault in layout_faults(each)] == []
    assert len({each["id"] for each in overlays} | {each.id for each in load_layouts()}) == len(overlays) + len(load_layouts())


def height_of(sheet: Any, row: int) -> float:
    """Return the height of a row in points."""
    return float(sheet.row_dimensions[row].height or sheet.sheet_format.defaultRowHeight)


def room_of(sheet: Any) -> float:
    """Return how many points of rows fit on a page of A4 that is shrunk, in whole per cents, to one page wide."""
    margins, paper = sheet.page_margins, (595.28, 841.89)
    width, height = paper if sheet.page_setup.orientation == "portrait" else paper[::-1]
    pixels = sum(each.width * 7 * (each.max - each.min + 1) for each in sheet.column_dimensions.values())
    scale = math.floor((width - 72 * (margins.left + margins.right)) / (pixels * 0.75) * 100) / 100
    return (height - 72 * (margins.top + margins.bottom)) / scale


def look_of(path: Path) -> list[object]:
    """Return texts, formats, merged areas and sizes of a workbook's sheet."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    cells = [(each.coordinate, each.value, each.font.name, each.font.sz, each.number_format) for line in sheet for each in line]
    heights = [height_of(sheet, row) for row in range(1, sheet.max_row + 1)]
    widths = [each.width for each in sheet.column_dimensions.values()]
    return [cells, heights, widths, sorted(map(str, sheet.merged_cells.ranges))]
