"""Tables of many projects of which one cell was blanked, or in which somebody wrote a note: no project is lost, none is added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from xlperf.forms.form import UNREAD
from xlperf.forms.reading.form_reader import WorkbookForms
from xlperf.forms.reading.project_lists.group_units import LIST_SUM
from xlperf.intake.sheet import Area

Line = tuple[str, ...]
HEADER: Line = ("项目名称", "年度资金总额", "年度目标", "一级指标", "二级指标", "三级指标", "指标值")
LIST: tuple[Line, ...] = (
    ("2026年部门预算项目绩效目标表",),
    ("单位：云溪市河道所", "", "", "", "单位：万元"),
    HEADER,
    ("河堤巡护", "48", "巡护河堤。", "产出指标", "数量指标", "巡护次数", "≥60次"),
    ("", "", "", "满意度指标", "服务对象满意度指标", "居民满意度", "≥90%"),
    ("小计", "48"),
    ("水库巡查", "18", "巡查水库。", "产出指标", "数量指标", "巡查次数", "≥72次"),
    ("", "", "", "满意度指标", "服务对象满意度指标", "村民满意度", "≥90%"),
)
TREE: tuple[Line, ...] = (
    ("2026年部门预算项目绩效目标表",),
    HEADER,
    ("河堤巡护", "48", "巡护河堤。"),
    ("", "", "", "产出指标"),
    ("", "", "", "", "数量指标"),
    ("", "", "", "", "", "巡护次数", "≥60次"),
    ("水库巡查", "", "巡查水库。"),
    ("", "", "", "产出指标"),
    ("", "", "", "", "数量指标"),
    ("", "", "", "", "", "巡查次数", "≥72次"),
    ("", "", "", "满意度指标"),
    ("", "", "", "", "服务对象满意度指标"),
    ("", "", "", "", "", "村民满意度", "≥90%"),
)
MERGED = tuple(Area(top, column, bottom, column) for column in (1, 2) for top, bottom in ((4, 6), (7, 9)))


def _read(rows: Sequence[Line], merges: tuple[Area, ...] = (), changed: Mapping[str, str] | None = None) -> WorkbookForms:
    sheet = replace(drawn(tuple(rows), added=changed), merges=merges)
    return read(replace(sheet, cells={at: each for at, each in sheet.cells.items() if each.value}))


def _said(found: WorkbookForms) -> list[tuple[str | None, list[object]]]:
    return [(each.text("/project_name"), [row["level3"].value for row in each.rows]) for each in found.forms]


BOTH = [("河堤巡护", ["巡护次数", "居民满意度"]), ("水库巡查", ["巡查次数", "村民满意度"])]


@pytest.mark.parametrize("cell", ["C6", "F6", "G6"])
def test_a_note_beside_a_row_of_sums_makes_no_project_of_it(cell: str) -> None:
    """The money would be counted twice; the note is told."""
    found = _read(LIST, changed={cell: "另附说明"})
    assert _said(found) == BOTH
    told = [each.cell for each in (*found.remarks, *(one for form in found.forms for one in form.remarks)) if each.kind == UNREAD]
    assert told == ([cell] if cell != "C6" else [])


@pytest.mark.parametrize("cell", ["E8", "D9", "E11", "D12"])
def test_a_note_among_the_rows_of_a_tree_ends_no_list(cell: str) -> None:
    """A row of levels with a note in it is none of the foot: what stands below it was lost with it."""
    found = _read(TREE, changed={cell: "另附说明"})
    (_, first), (_, second) = _said(found)
    assert (first, second[-1]) == (["巡护次数"], "村民满意度")


def test_what_stands_below_a_tree_under_headings_of_its_own_is_none_of_it() -> None:
    """A further table has its headings above what looks like an indicator."""
    below: tuple[Line, ...] = (("部门整体情况",), ("", "", "", "一级指标", "二级指标", "三级指标", "指标值"))
    last: Line = ("", "", "", "产出指标", "数量指标", "接待人次", "≥9人次")
    assert _said(_read((*TREE, *below, last)))[-1] == ("水库巡查", ["巡查次数", "村民满意度"])


@pytest.mark.parametrize("cell", ["A7", "B7"])
def test_a_project_whose_name_or_amount_was_blanked_is_one_of_the_list(cell: str) -> None:
    """Its goal stands in a row above its indicators."""
    goal = ("", "", "", "绩效目标：巡查水库。")
    rows = (*LIST[:3], *LIST[3:5], ("",), ("水库巡查", "18", *goal[2:]), *(("", "", *line[2:]) for line in LIST[6:]))
    merges = tuple(Area(top, column, bottom, column) for column in (1, 2) for top, bottom in ((4, 6), (7, 9)))
    (_, first), (name, second) = _said(_read(rows, merges, {cell: ""}))
    assert (first, second) == (["巡护次数", "居民满意度"], ["巡查次数", "村民满意度"])
    assert bool(name) is (cell != "A7")


@pytest.mark.parametrize("missing", [1, 3, 6])
def test_a_number_left_out_of_those_of_the_columns_makes_no_project_of_them(missing: int) -> None:
    """1 | 2 | | 4 | … below the headings is no project called 1."""
    numbers = tuple(str(number) if number != missing else "" for number in range(1, 8))
    assert _said(_read((*LIST[:3], numbers, *LIST[3:]))) == BOTH


def test_an_amount_is_no_name_of_a_project() -> None:
    """Where the heading of the amounts was blanked, they stand right of 项目名称 under nothing, and are told."""
    header = (HEADER[0], "", *HEADER[2:])
    unit = ("", "66")
    found = _read((*LIST[:2], header, unit, *LIST[3:5], *LIST[6:]))
    assert _said(found) == BOTH


def test_levels_under_a_blanked_heading_are_none_of_the_goal() -> None:
    """一级指标 was blanked, right of 年度目标."""
    header = (*HEADER[:3], "", *HEADER[4:])
    found = _read((*LIST[:2], header, *LIST[3:5], *LIST[6:]))
    assert [each.text("/annual_goal") for each in found.forms] == ["巡护河堤。", "巡查水库。"]


def test_lines_above_a_list_without_a_title_hold_for_its_projects() -> None:
    """Title blanked: year, unit and 万元 stand right above the headings."""
    found = _read((("（2026年度）",), *LIST[1:]))
    assert [(each.text("/unit"), each.value("/year")) for each in found.forms] == [("云溪市河道所", 2026)] * 2
    assert [each.value("/funding/annual") for each in found.forms] == [Decimal(480000), Decimal(180000)]


@pytest.mark.parametrize(("said", "count"), [("66", 2), ("40", 3)])
def test_a_unit_above_its_projects_of_which_one_lacks_its_amount_is_no_project(said: str, count: int) -> None:
    """Its money is that of its projects: the sum is told as another; an amount smaller than theirs is none."""
    rows = [("年份：2026年",), HEADER, ("云溪市河道所", said), *LIST[3:5], ("水库巡查", "", *LIST[6][2:]), LIST[7]]
    found = _read((LIST[0], *rows))
    assert len(found.forms) == count
    assert any(each.kind == LIST_SUM for each in found.remarks) is (count == len(BOTH))
