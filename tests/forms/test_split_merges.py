"""Merged cells that were split and filled (拆分并填充内容 of WPS): equal neighbours are one cell again, two columns stay two."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from tests.forms.shapes import Canvas, Frame, declaration_rows, evaluation, expect, project, self_evaluation_rows
from tests.forms.test_shapes import plain as plain_declaration
from tests.forms.test_shapes_evaluation import plain as plain_evaluation
from tests.forms.test_trusted_headings import EVALUATION
from xlperf.forms.form import UNREAD, Form
from xlperf.forms.reading.places.forms_apart import forms_apart
from xlperf.forms.reading.sheet_windows import window_of
from xlperf.forms.values.form_text import key_of
from xlperf.intake.sheet import Area, Cell, Sheet


def _split(sheet: Sheet, but: int = 0) -> Sheet:
    """Return a sheet with every merged area from a row on split, what it held in each of its cells."""
    cells = dict(sheet.cells)
    for area in sheet.merges:
        if area.top > but and (area.top, area.left) in cells:
            places = ((row, column) for row in range(area.top, area.bottom + 1) for column in range(area.left, area.right + 1))
            cells |= dict.fromkeys(places, cells[area.top, area.left])
    return replace(sheet, cells=cells, merges=tuple(each for each in sheet.merges if each.top <= but))


def _declared(seed: int) -> Sheet:
    rng = random.Random(seed)
    form, canvas = replace(project(rng), name="河堤巡护"), Canvas()
    rows = declaration_rows(form, plain_declaration(form))
    canvas.draw(rows, Frame(widths=[rng.choice((1, 1, 2, 3)) for _ in range(6)]), expect("declaration", rows, "元"))
    return canvas.sheet()


def _evaluated(seed: int) -> Sheet:
    rng = random.Random(seed)
    form, canvas = replace(evaluation(rng), name="河堤巡护"), Canvas()
    rows = self_evaluation_rows(form, plain_evaluation(form))
    canvas.draw(rows, Frame(widths=[rng.choice((1, 1, 2, 3)) for _ in range(9)]), expect("self_evaluation", rows, "万元"))
    return canvas.sheet()


def _read(sheet: Sheet) -> list[list[tuple[str, object, str | None]]]:
    """Return name, value and cell of every field; of a level without its cell, which each row of a split area has."""
    fields = ([each for each in form.fields if not each.name.endswith(("/level1", "/level2"))] for form in read(sheet).forms)
    levels = [[(each.name, each.value, None) for each in form.fields if "/level" in each.name] for form in read(sheet).forms]
    return [[(each.name, each.value, each.cell) for each in form] + more for form, more in zip(fields, levels, strict=True)]


@pytest.mark.parametrize("but", [0, 1], ids=["with the title", "but the title"])
@pytest.mark.parametrize("draw", [_declared, _evaluated])
@pytest.mark.parametrize("seed", range(12))
def test_a_form_without_any_merged_cell(seed: int, draw: Callable[[int], Sheet], but: int) -> None:
    """A form whose merged cells were split and filled reads as before, every value in the first of its cells."""
    sheet = draw(seed)
    assert _read(_split(sheet, but)) == _read(sheet)


def _widened(sheet: Sheet, at: int, by: int = 1) -> Sheet:
    """Return a sheet with blank columns before one of its columns; cells that were merged over it stay so."""
    cells = {(row, column + by * (column >= at)): cell for (row, column), cell in sheet.cells.items()}
    sides = ((each, each.left + by * (each.left >= at), each.right + by * (each.right >= at)) for each in sheet.merges)
    return replace(sheet, cells=cells, merges=tuple(Area(each.top, left, each.bottom, right) for each, left, right in sides))


@pytest.mark.parametrize("by", [1, 2])
@pytest.mark.parametrize("draw", [_declared, _evaluated])
def test_a_blank_column_through_a_form_without_any_merged_cell(draw: Callable[[int], Sheet], by: int) -> None:
    """Where one was inserted between cells that say alike, they are one cell still, and the form is one."""
    for seed in range(3):
        sheet = draw(seed)
        whole = [[each[:2] for each in form] for form in _read(sheet)]
        for at in range(2, max(column for _, column in sheet.cells) + 1):
            assert [[each[:2] for each in form] for form in _read(_widened(_split(sheet), at, by))] == whole, (seed, at)


@pytest.mark.parametrize("draw", [_declared, _evaluated])
def test_two_such_forms_beside_each_other_stay_two(draw: Callable[[int], Sheet]) -> None:
    """The blank column between them is none that was inserted, though their titles are alike."""
    sheet = _split(draw(1))
    width = max(column for _, column in sheet.cells) + 1
    both = sheet.cells | {(row, column + width): cell for (row, column), cell in sheet.cells.items()}
    one, two = _read(replace(sheet, cells=dict(sorted(both.items()))))
    assert [each[:2] for each in one] == [each[:2] for each in two] == [each[:2] for each in _read(sheet)[0]]


def _form(rows: tuple[tuple[str, ...], ...], *areas: Area) -> Form:
    (form,) = read(_split(replace(drawn(rows), merges=areas))).forms
    return form


_WIDE = (
    ("项目支出绩效自评表",),
    ("项目名称", "", "河堤巡护"),
    *EVALUATION[2:6],
    ("", "全年巡护河堤六十次。", "", "", "", "全年巡护河堤六十次。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "说明"),
    ("", "产出指标", "数量指标", "巡护次数", "60次", "60次", "90", "90"),
    ("总分", "", "", "", "", "", "100", "100"),
)
_AREAS = (Area(1, 1, 1, 9), Area(2, 1, 2, 2), Area(2, 3, 2, 9), Area(4, 1, 5, 2), Area(6, 1, 7, 1), Area(6, 2, 6, 5))
_BELOW = (Area(6, 6, 6, 9), Area(7, 2, 7, 5), Area(7, 6, 7, 9), Area(10, 1, 10, 6))


def test_what_two_columns_say_alike_stays_two_values() -> None:
    """Equal amounts, a goal copied into its result, a target that was met and a full score are no cells that were one."""
    form = _form(_WIDE, *_AREAS, *_BELOW)
    money = [form.text(f"/funding/total/{each}") for each in ("initial_budget", "full_year_budget", "executed")]
    assert money == ["80000.00"] * 3
    assert form.text("/budget_goal") == form.text("/actual_completion") == "全年巡护河堤六十次。"
    assert [form.text(f"/indicators/0/{each}") for each in ("weight", "score")] == ["90", "90"]
    assert form.text("/total_weight") == form.text("/total_score") == "100"
    assert [each.kind for each in form.remarks] == []


def test_an_amount_that_was_not_adjusted_stays_two_below_a_side_label_filled_down() -> None:
    """项目资金 beside every row of the money, and 年度资金总额 twice, are no headings of columns: 8 and 8 are two amounts."""
    rows = (*_WIDE[:4], ("", "年度资金总额", "", "8", "8", "7.5", "10", "93.75%", "9.4"), *_WIDE[5:])
    form = _form(rows, _AREAS[0], *_AREAS[1:3], Area(4, 1, 5, 1), Area(5, 2, 5, 3), *_AREAS[4:], *_BELOW)
    money = [form.text(f"/funding/total/{each}") for each in ("initial_budget", "full_year_budget", "executed")]
    assert money == ["80000.00", "80000.00", "75000.00"]


def test_a_goal_filled_to_the_right_below_money_is_said_once() -> None:
    """The headings of the money hold for its rows alone."""
    rows = (
        ("项目支出绩效目标申报表",),
        ("项目名称", "河堤巡护"),
        ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"),
        ("项目资金", "年度资金总额", "", "48"),
        ("", "其中：财政拨款", "", "48"),
        ("年度目标", "全年巡护河堤六十次。"),
        ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
        ("", "产出指标", "数量指标", "巡护次数", "≥60次"),
    )
    money = (Area(4, 1, 5, 1), Area(4, 2, 4, 3), Area(5, 2, 5, 3), Area(4, 4, 4, 5), Area(5, 4, 5, 5))
    form = _form(rows, Area(1, 1, 1, 5), Area(2, 2, 2, 5), *money, Area(6, 2, 6, 5))
    assert (form.text("/annual_goal"), form.text("/funding/annual")) == ("全年巡护河堤六十次。", "48.00")


_PARTED = (
    *(("项目支出绩效自评表",), ("项目名称", "", "河堤巡护"), *EVALUATION[2:7]),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "", "", "实际完成值", "分值", "得分"),
    ("", "", "", "", "指标性质", "指标值", "度量单位", "", "", ""),
    ("", "产出指标", "数量指标", "巡护次数", "正向", "60", "次", "60次", "50", "50"),
    ("", "", "", "巡护段数", "反向", "12", "段", "12段", "40", "40"),
    ("总分", "", "", "", "", "", "", "", "100", "100"),
)


def test_columns_below_a_heading_of_several_stay_apart_beside_those_of_one_row() -> None:
    """A heading over three columns that was written out, those below it, and 分值 and 得分, which have one row of headings."""
    form = _form(_PARTED, Area(1, 1, 1, 10), Area(2, 1, 2, 2), Area(8, 5, 8, 7))
    assert [form.text(f"/indicators/{row}/target") for row in (0, 1)] == ["≥60(次)", "≤12(段)"]
    assert [[form.text(f"/indicators/{row}/{each}") for each in ("weight", "score")] for row in (0, 1)] == [["50"] * 2, ["40"] * 2]
    assert [each.kind for each in form.remarks] == []


def test_two_targets_that_say_alike_stay_two_below_one_heading() -> None:
    """What the next row says apart below a heading that was written out are columns of their own."""
    heading = ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "")
    rows = (*ROWS[:7], heading, ("", "", "", "", "实施周期指标值", "年度指标值"))
    rows = (*rows, *((*each[:4], each[4], each[4]) for each in ROWS[8:]))
    form = _form(rows, Area(1, 1, 1, 6), Area(8, 5, 8, 6))
    assert [form.text(f"/indicators/{row}/target") for row in range(3)] == ["≥60(次)", "≥95(%)", "≥90(%)"]
    assert form.remarks == ()


def test_two_bodies_of_one_name_below_each_other_stay_two() -> None:
    """主管部门 and 实施单位 have the same value in the rows below each other."""
    rows = (*ROWS[:3], ("主管部门", "云溪市水务局"), ("实施单位", "云溪市水务局"), *ROWS[4:])
    form = _form(rows, *(Area(row, 2, row, 6) for row in (4, 5)), Area(1, 1, 1, 6))
    assert form.text("/department") == form.text("/unit") == "云溪市水务局"


def test_equal_words_beside_each_other_on_any_other_sheet_are_no_cell_that_was_split() -> None:
    """A unit that writes 无 in three cells has written it three times."""
    rows = (*ROWS[:8], ("", "产出指标", "数量指标", "巡护次数", "按时", "按时"), *ROWS[9:])
    (form,) = read(drawn(rows)).forms
    assert [each["text"] for each in _unread(form)] == ["按时"]


@pytest.mark.parametrize("years", [("以前年度安排", "本年度安排", "以后年度安排"), ("以前年度资金", "本年度资金", "以后年度资金")])
def test_equal_amounts_under_headings_in_a_bureaus_own_words_are_as_many(years: tuple[str, str, str]) -> None:
    """120 before, this year and after: no layout lists these headings, and none of them is the label of anything else."""
    money = (
        ("资金来源（万元）", "项目总额", *years),
        ("合计", "360", "120", "120", "120"),
        ("财政拨款", "300", "100", "100", "100"),
        ("其他资金", "60", "20", "20", "20"),
    )
    title, name = ("项目支出绩效目标申报表",) * 5, ("项目名称", *("河堤巡护",) * 4)
    goal = ("年度绩效目标", *("全年巡护河堤六十次。",) * 4)
    table = (each[1:] for each in ROWS[7:])
    (form,) = read(replace(drawn((title, ROWS[1], name, ROWS[3], *money, goal, *table)), merges=())).forms
    assert [form.value(f"/funding/annual{each}") for each in ("", "_fiscal", "_other")] == [1200000, 1000000, 200000]


def _unread(form: Form) -> list[dict[str, str]]:
    return [dict(each.detail) for each in form.remarks if each.kind == UNREAD]


def test_two_forms_are_never_of_one_source() -> None:
    """A title in two cells side by side makes two forms over the same cells, which whoever counts forms can tell apart."""
    sheet = replace(drawn((ROWS[0] * 2, *ROWS[1:])), merges=())
    first, second = (form.source for form in read(sheet).forms)
    assert (first.range, first != second) == (second.range, True)


def test_a_side_label_filled_down_beside_two_rows_of_one_goal() -> None:
    """绩效目标 in both rows was one merged cell: both paragraphs are the goal, and none is left over."""
    goal = (("绩效目标", "全年巡护河堤六十次。"), ("绩效目标", "隐患当月处置。"))
    (form,) = read(drawn((*ROWS[:5], *goal, *ROWS[7:]))).forms
    assert form.value("/annual_goal") == "全年巡护河堤六十次。\n隐患当月处置。"
    assert [each.cell for each in form.remarks] == []


def _placed(sheet: Sheet, down: int, right: int) -> Sheet:
    cells = {(row + down, column + right): cell for (row, column), cell in sheet.cells.items()}
    merges = (Area(each.top + down, each.left + right, each.bottom + down, each.right + right) for each in sheet.merges)
    return replace(sheet, cells=cells, merges=tuple(merges))


@pytest.mark.parametrize("gap", [0, 1, 2])
@pytest.mark.parametrize("where", ["beside", "beside, lower", "beside, higher", "below"])
@pytest.mark.parametrize(("first", "second"), [(_evaluated, _declared), (_declared, _evaluated)])
def test_a_split_form_and_one_with_its_merged_cells_on_one_sheet(
    first: Callable[[int], Sheet], second: Callable[[int], Sheet], where: str, gap: int
) -> None:
    """Each is looked at alone: headings of the one hold for no amounts of the other, a column blank in one was inserted there."""
    for seed in range(2):
        split, whole = _widened(_split(first(seed)), 4), second(seed + 5)
        rows, columns = (max(at) for at in zip(*split.cells, strict=True))
        down = {"below": rows + gap, "beside": 0, "beside, lower": 2, "beside, higher": 0}[where]
        other = _placed(whole, down, 0 if where == "below" else columns + gap)
        split = _placed(split, 2, 0) if where == "beside, higher" else split
        both = replace(split, cells=dict(sorted((split.cells | other.cells).items())), merges=other.merges)
        values = [[[each[:2] for each in form] for form in _read(each)] for each in (both, split, whole)]
        alone = values[2] + values[1] if where == "beside, higher" else values[1] + values[2]
        assert values[0] == alone, seed


def test_amounts_with_their_unit_that_are_alike_stay_amounts_of_their_own() -> None:
    """8万元 under three headings is no text over three columns, and below 8万元 it is the amount of a source."""
    money = tuple(("", source, "", *["8万元"] * 3) for source in ("年度资金总额", "其他资金"))
    form = _form((*_WIDE[:4], *money, *_WIDE[7:]), *_AREAS[:3], Area(4, 1, 6, 1))
    periods = ("initial_budget", "full_year_budget", "executed")
    assert [form.text(f"/funding/{row}/{each}") for row in ("total", "other") for each in periods] == ["80000.00"] * 6


@pytest.mark.parametrize("side", ["指标完成情况", "完成情况"])
def test_a_heading_at_the_side_of_the_rows_filled_down_beside_them(side: str) -> None:
    """It is a word for results, and still no column of them: the results stand under 实际完成值."""
    form = _form((*_WIDE[:6], *((side, *each[1:]) for each in _WIDE[6:8]), *_WIDE[8:]), *_AREAS, *_BELOW)
    assert [form.text(f"/indicators/0/{each}") for each in ("level1", "actual", "score")] == ["产出指标", "60次", "90"]


def test_a_label_below_the_goals_has_one_text_over_their_columns() -> None:
    """项目概况 stands at the side, and its text filled to the right is no goal of the year beside one of the whole term."""
    rows = (
        *(("项目支出绩效目标申报表",), ("项目名称", "河堤巡护"), ("主管部门", "云溪市水务局"), ("年度资金总额", "48")),
        ("项目绩效目标", "项目总目标", "", "年度总体目标"),
        ("", "三年完成整治。", "", "全年巡护河堤六十次。"),
        ("项目概况", "分三批实施，覆盖全部片区。"),
        ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
        ("", "产出指标", "数量指标", "巡护次数", "≥60次"),
    )
    goals = (Area(5, 1, 6, 1), *(Area(row, left, row, right) for row in (5, 6) for left, right in ((2, 3), (4, 5))))
    heads = (Area(row, 2, row, 5) for row in (2, 3, 4, 7))
    form = _form(rows, Area(1, 1, 1, 5), *heads, *goals, Area(8, 1, 9, 1))
    assert (form.text("/annual_goal"), _unread(form)) == ("全年巡护河堤六十次。", [])


LEFT = ("项目支出绩效目标申报表", "项目支出绩效目标申报表", "项目支出绩效目标申报表")
RIGHT = ("项目支出绩效自评表", "项目支出绩效自评表", "项目支出绩效自评表")


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        (((*LEFT, "", *RIGHT), ("项目名称", "河堤巡护", "", "", "项目名称", "闸站维护")), [[1, 2, 3], [5, 6, 7]]),
        (((*LEFT, *RIGHT), ("项目名称：河堤巡护", "", "", "项目名称", "闸站维护")), [[1, 2, 3], [4, 5, 6]]),
        (((*LEFT, "", "项目支出绩效自评表"), ("项目名称", "巡护", "", "", "基本情况", "项目名称"), ("", "", "", "", "基本情况")),
         [[1, 2, 3], [5, 6]]),
        (((*LEFT, "", *RIGHT), ("项目名称", "河堤巡护", "", "", "联系人", "项目名称", "闸站维护")), [[1, 2, 3], [5, 6, 7]]),
        (((*LEFT, *RIGHT), ("项目名称", "河堤巡护", "", "联系人", "项目名称", "闸站维护")), [[1, 2, 3, 4, 5, 6]]),
        (((*LEFT, "", *LEFT), ("项目名称", "项目名称", "项目名称", "", "项目名称", "河堤巡护")), [[1, 2, 3, 5, 6, 7]]),
        (((*LEFT, "", *RIGHT), ("项目名称", "河堤巡护", "", "", "联系人", "周某")), [[1, 2, 3, 5, 6, 7]]),
        (((*LEFT, *RIGHT), ("项目名称", "巡护", "主管部门", "项目名称"), ("", "", "水务局", "水务局"), ("", "", "堤所", "堤所")),
         [[1, 2, 3, 4, 5, 6]]),
    ],
)  # fmt: skip
def test_where_a_form_begins_beside_another(rows: tuple[tuple[str, ...], ...], columns: list[list[int]]) -> None:
    """Under a title of its own, the label of a name first, and nothing that was filled goes on from the left."""
    cells = {(row, at): Cell(text, "text") for row, line in enumerate(rows, 1) for at, text in enumerate(line, 1) if text}
    window = window_of(Sheet(name="表", state="visible", cells=cells))
    parts = forms_apart(window, tuple(map(key_of, (LEFT[0], RIGHT[0]))), frozenset({key_of("项目名称")}))
    assert [sorted({each.column for each in part.spots()}) for part in parts] == columns
