"""One table for many projects: each project is a form with its own cells, and no cell is lost."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from xlperf.forms.form import UNREAD, Form
from xlperf.forms.reading.form_reader import WorkbookForms
from xlperf.intake.sheet import Area

Line = tuple[str, ...]
TITLE: tuple[Line, ...] = (("2026年部门预算项目绩效目标表",), ("部门：云溪市水务局", "", "", "", "", "", "", "单位：万元"))
HEADER: Line = ("单位名称", "项目名称", "预算金额", "年度目标", "一级指标", "二级指标", "三级指标", "指标值")
DYKE = (("产出指标", "数量指标", "巡堤次数", "≥60次"), ("产出指标", "质量指标", "隐患处置率", "≥95%"))
PUMP = (("产出指标", "数量指标", "维护泵站", "=6座"), ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%"))
_DYKE: Line = ("云溪市河道所", "河堤巡护", "48", "全年巡堤六十次。")
_PUMP: Line = ("云溪市排水所", "泵站维护", "80", "维护泵站六座。")
_BLANK: Line = ("", "", "", "")


def _read(*rows: Line, merges: tuple[Area, ...] = ()) -> WorkbookForms:
    return read(replace(drawn((*TITLE, HEADER, *rows)), merges=merges))


def _told(form: Form) -> list[tuple[str, str]]:
    return [(each.cell, each.detail["text"]) for each in form.remarks if each.kind == UNREAD]


def _summary(form: Form) -> tuple[object, ...]:
    names = [row["level3"].value for row in form.rows]
    return form.text("/project_name"), form.text("/unit"), form.value("/funding/annual"), form.text("/annual_goal"), names


_BOTH = [
    ("河堤巡护", "云溪市河道所", Decimal(480000), "全年巡堤六十次。", ["巡堤次数", "隐患处置率"]),
    ("泵站维护", "云溪市排水所", Decimal(800000), "维护泵站六座。", ["维护泵站", "居民满意度"]),
]


@pytest.mark.parametrize(
    ("below", "merges"),
    [
        ((_DYKE, _PUMP), ()),
        ((_BLANK, _BLANK), ()),
        ((_BLANK, _BLANK), tuple(Area(top, column, top + 1, column) for top in (4, 6) for column in (1, 2, 3, 4))),
    ],
    ids=["repeated", "once", "merged"],
)
def test_each_project_of_a_list_is_a_form(below: tuple[Line, Line], merges: tuple[Area, ...]) -> None:
    """Its columns may be repeated in every row, written once, or merged down."""
    found = _read((*_DYKE, *DYKE[0]), (*below[0], *DYKE[1]), (*_PUMP, *PUMP[0]), (*below[1], *PUMP[1]), merges=merges)
    assert [_summary(each) for each in found.forms] == _BOTH
    assert [each.source.range for each in found.forms] == ["A4:H5", "A6:H7"]
    assert [each.template for each in found.forms] == ["declaration-list"] * 2
    assert not [told for each in found.forms for told in _told(each)]
    assert not found.remarks
    second = found.forms[1]
    places = {name: second.get(name).cell for name in ("/project_name", "/funding/annual", "/annual_goal", "/year")}  # type: ignore[union-attr]
    assert places == {"/project_name": "B6", "/funding/annual": "C6", "/annual_goal": "D6", "/year": "A1"}
    assert [second.rows[1][key].cell for key in ("level1", "level2", "level3", "target")] == ["E7", "F7", "G7", "H7"]


def test_a_list_on_a_hidden_sheet_is_hidden() -> None:
    """Its projects count less than the same ones on a sheet that people see."""
    shown = drawn((*TITLE, HEADER, (*_DYKE, *DYKE[0])))
    assert [each.hidden for sheet in (shown, replace(shown, state="hidden")) for each in read(sheet).forms] == [False, True]


def test_a_unit_that_is_written_once_stands_for_all_its_projects() -> None:
    """Merged over several projects or blank below the first, its cell is that above."""
    found = _read((*_DYKE, *DYKE[0]), ("", "泵站维护", "80", "维护泵站六座。", *PUMP[0]))
    assert [each.text("/unit") for each in found.forms] == ["云溪市河道所", "云溪市河道所"]
    assert found.forms[1].get("/unit").cell == "A4"  # type: ignore[union-attr]


def test_two_projects_of_one_name_are_told_apart_by_their_units() -> None:
    """A name repeated in every row is one project only as long as the unit stays the same."""
    found = _read((*_DYKE, *DYKE[0]), ("云溪市排水所", *_DYKE[1:], *DYKE[1]))
    assert [each.text("/unit") for each in found.forms] == ["云溪市河道所", "云溪市排水所"]


def test_totals_feet_and_repeated_headers_are_no_projects() -> None:
    """They end nothing but the list itself, and lose nothing."""
    rows = ((*_DYKE, *DYKE[0]), (*_BLANK, *DYKE[1]), HEADER, (*_PUMP, *PUMP[0]), (*_BLANK, *PUMP[1]))
    found = _read(*rows, ("合计", "", "128"), ("填表人：王某",))
    assert [_summary(each) for each in found.forms] == _BOTH
    assert not [told for each in found.forms for told in _told(each)]


def test_a_second_amount_in_the_rows_of_a_project_is_told() -> None:
    """One project has one amount; what else stands in that column is named with its cell."""
    found = _read((*_DYKE, *DYKE[0]), ("", "", "7", "", *DYKE[1]))
    assert [_summary(each)[2] for each in found.forms] == [Decimal(480000)]
    assert _told(found.forms[0]) == [("C5", "7")]


def test_what_a_project_leaves_blank_has_its_place() -> None:
    """Without an amount and a goal the project is read, and both are told at their own cells."""
    (form,) = _read(("云溪市河道所", "河堤巡护", "", "", *DYKE[0])).forms
    assert [(found.value, found.cell) for name in ("/funding/annual", "/annual_goal") if (found := form.get(name))] == [
        (None, "C4"),
        (None, "D4"),
    ]


def test_a_project_may_say_what_a_heading_says() -> None:
    """Only the heading of the name tells a repeated header: a goal that was left at 年度目标 loses no project."""
    found = _read((*_PUMP[:3], "年度目标", *PUMP[0]))
    assert [(each.text("/project_name"), each.text("/annual_goal")) for each in found.forms] == [("泵站维护", "年度目标")]


@pytest.mark.parametrize("headings", [("说明", "指标值"), ("三级指标", "说明")], ids=["names", "values"])
def test_a_level_without_names_or_values_beside_others_is_no_group(headings: tuple[str, str]) -> None:
    """Its values are told, and the other level is read as ever."""
    header = ("项目名称", "预算金额", "绩效目标", "产出指标", "", "效益指标", "", "满意度指标", "")
    under = ("", "", "", "三级指标", "指标值", "三级指标", "指标值", *headings)
    row = ("河堤巡护", "48", "全年巡堤。", "巡堤次数", "≥60次", "险情减少", "≥10%", "入户问", "附后")
    merges = (*(Area(3, column, 4, column) for column in (1, 2, 3)), *(Area(3, column, 3, column + 1) for column in (4, 6, 8)))
    (form,) = read(replace(drawn((*TITLE, header, under, row)), merges=merges)).forms
    assert [(each["level1"].value, each["level3"].value) for each in form.rows] == [
        ("产出指标", "巡堤次数"),
        ("效益指标", "险情减少"),
    ]
    assert _told(form) == [("H5", "入户问"), ("I5", "附后")]


def test_the_second_row_of_a_header_without_merged_cells_is_none_of_a_project() -> None:
    """三级指标 and 指标值 below the levels are headings, wherever the cells beside them were not merged down."""
    header = ("项目名称", "预算金额", "绩效目标", "产出指标", "", "满意度指标", "")
    under = ("", "", "", "三级指标", "指标值", "三级指标", "指标值")
    row = ("河堤巡护", "48", "全年巡堤。", "巡堤次数", "≥60次", "居民满意度", "≥90%")
    (form,) = read(drawn((*TITLE, header, under, row))).forms
    assert [(each["level1"].value, each["level3"].value) for each in form.rows] == [
        ("产出指标", "巡堤次数"),
        ("满意度指标", "居民满意度"),
    ]
    assert (form.source.range, _told(form)) == ("A5:G5", [])


def test_the_year_of_a_list_may_stand_below_its_title() -> None:
    """The first text above the header that names a year gives it, with its own cell."""
    rows = (("部门预算项目绩效目标表",), ("", "2026年度", "", "", "", "", "", "单位：万元"), HEADER, (*_DYKE, *DYKE[0]))
    (form,) = read(drawn(rows)).forms
    assert [(each.value, each.cell) for each in form.fields if each.label == "年度"] == [(2026, "B2")]


def test_the_number_of_a_row_belongs_to_the_form_of_its_project() -> None:
    """序号 left of the projects is within the range of each, and no unread cell."""
    (form,) = read(drawn((*TITLE, ("序号", *HEADER), ("1", *_DYKE, *DYKE[0])))).forms
    assert (form.source.range, _told(form)) == ("A4:I4", [])


def test_a_value_below_the_blank_beside_its_heading_is_read() -> None:
    """A heading reaches up to the next one, as where merged cells were taken apart."""
    header, row = list(HEADER), [*_DYKE, *DYKE[0]]
    header.insert(3, "")
    row.insert(2, "")
    (form,) = read(drawn((*TITLE, tuple(header), tuple(row)))).forms
    assert (form.value("/funding/annual"), _told(form)) == (Decimal(480000), [])


def test_a_value_written_again_elsewhere_is_told() -> None:
    """Only below its own heading the same words say nothing new."""
    (form,) = _read((*_DYKE, *DYKE[0], "48")).forms
    assert _told(form) == [("I4", "48")]


def test_levels_side_by_side_are_read_level_by_level() -> None:
    """Each level has names and values of its own; there is no second level, and none is demanded."""
    header = ("项目名称", "预算金额", "绩效目标", "产出指标", "", "满意度指标", "")
    under = ("", "", "", "三级指标", "指标值", "三级指标", "指标值")
    rows = (("河堤巡护", "48", "全年巡堤。", "巡堤次数", "≥60次", "居民满意度", "≥90%"), ("", "", "", "隐患处置率", "≥95%"))
    merges = (*(Area(3, column, 4, column) for column in (1, 2, 3)), Area(3, 4, 3, 5), Area(3, 6, 3, 7))
    (form,) = read(replace(drawn((*TITLE, header, under, *rows)), merges=merges)).forms
    wanted = [("产出指标", "巡堤次数", "E5"), ("产出指标", "隐患处置率", "E6"), ("满意度指标", "居民满意度", "G5")]
    assert [(row["level1"].value, row["level3"].value, row["target"].cell) for row in form.rows] == wanted
    assert not _told(form)


def test_a_form_of_one_project_above_a_list_is_read_as_well() -> None:
    """The list takes its own rows only."""
    found = read(drawn((*ROWS, *TITLE, HEADER, (*_PUMP, *PUMP[0]))))
    assert sorted((each.template, each.text("/project_name")) for each in found.forms) == [
        ("declaration", "河堤巡护"),
        ("declaration-list", "泵站维护"),
    ]


def test_a_list_of_results_holds_self_evaluations() -> None:
    """Headings such as 实际完成值 belong to self-evaluations: nothing of such a list is read as declared."""
    table = ((*HEADER, "实际完成值", "得分"), (*_DYKE, *DYKE[0], "61次", "20"), (*_BLANK, *DYKE[1], "96%", "20"))
    found = read(drawn(), drawn((("2025年项目绩效自评情况",), *table), "自评清单"))
    assert [(each.kind, each.source.sheet, each.text("/project_name")) for each in found.forms] == [
        ("declaration", "表", "河堤巡护"),
        ("self_evaluation", "自评清单", "河堤巡护"),
    ]
    assert found.remarks == ()


def test_headings_of_a_project_may_be_merged_down_to_those_of_the_indicators() -> None:
    """绩效指标 stands over the level headings, and 单位 left of them is the unit of the project."""
    over = ("单位", "项目名称", "预算金额", "年度目标", "绩效指标", "", "", "")
    under = ("", "", "", "", "一级指标", "二级指标", "三级指标", "指标值")
    merges = (*(Area(3, column, 4, column) for column in (1, 2, 3, 4)), Area(3, 5, 3, 8))
    rows = ((*_DYKE, *DYKE[0]), (*_BLANK, *DYKE[1]), (*_PUMP, *PUMP[0]), (*_BLANK, *PUMP[1]))
    found = read(replace(drawn((*TITLE, over, under, *rows)), merges=merges))
    assert [_summary(each) for each in found.forms] == _BOTH
    assert [each.source.range for each in found.forms] == ["A5:H6", "A7:H8"]
    assert not [told for each in found.forms for told in _told(each)]


_OF_DYKE: tuple[Line, ...] = ((*_DYKE, *DYKE[0]), (*_BLANK, *DYKE[1]))
_OF_PUMP: tuple[Line, ...] = ((*_PUMP, *PUMP[0]), (*_BLANK, *PUMP[1]))


@pytest.mark.parametrize(
    "between",
    [
        ("一、河道管理处",),
        ("（二）特定目标类项目",),
        ("一", "一、河道管理处"),
        ("二、排水管理处", "", "80"),
        ("云溪市水务局小计", "", "48"),
        ("", "本页小计", "48"),
        ("累计", "", "48"),
    ],
    ids=lambda row: "|".join(row),
)
def test_the_heading_or_the_sum_of_a_group_is_no_project(between: Line) -> None:
    """Above the first project, between two and below the last: each project keeps its own unit, name and amount."""
    found = _read(between, *_OF_DYKE, between, *_OF_PUMP, between)
    assert [_summary(each) for each in found.forms] == _BOTH
    assert not [told for each in found.forms for told in _told(each)]
    assert not found.remarks


@pytest.mark.parametrize("unit", ["云溪市排水所", ""])
def test_a_numbered_name_with_an_amount_is_a_project(unit: str) -> None:
    """In the column of names it is one whose goal and indicators are missing, with a unit beside it or none."""
    found = _read(*_OF_DYKE, (unit, "二、泵站维护", "80"))
    assert [each.text("/project_name") for each in found.forms] == ["河堤巡护", "二、泵站维护"]


PAGE: tuple[Line, ...] = (
    ("第1页 共2页",),
    (),
    ("2026年部门预算项目绩效目标表（续）",),
    ("", "", "", "", "", "", "", "单位：万元"),
    HEADER,
)


def test_a_list_goes_on_where_its_header_is_repeated() -> None:
    """Page numbers, the title and the unit of the next page stand between; nothing below is lost."""
    found = _read(*_OF_DYKE, *PAGE, *_OF_PUMP)
    assert [_summary(each) for each in found.forms] == _BOTH
    assert not [told for each in found.forms for told in _told(each)]


def test_the_unit_of_the_next_page_may_be_said_in_other_words() -> None:
    """人民币万元 is the 万元 of the first page: the list goes on."""
    found = _read(*_OF_DYKE, *PAGE[:3], ("金额单位：人民币万元",), HEADER, *_OF_PUMP)
    assert [_summary(each) for each in found.forms] == _BOTH


@pytest.mark.parametrize(
    ("line", "other", "year", "amount"),
    [(2, "2025年项目绩效目标表", 2025, 800000), (3, "单位：元", 2026, 80), (3, "（金额单位：人民币元）", 2026, 80)],
)
def test_a_list_of_another_year_or_unit_is_one_of_its_own(line: int, other: str, year: int, amount: int) -> None:
    """Its projects are not read with the year or the unit of the list above."""
    found = _read(*_OF_DYKE, *PAGE[:line], (other,), *PAGE[line + 1 :], *_OF_PUMP)
    assert _summary(found.forms[0]) == _BOTH[0]
    assert [(each.value("/year"), each.value("/funding/annual")) for each in found.forms[1:]] == [(year, amount)]


def test_the_parts_of_two_totals_are_those_of_the_total_at_their_left() -> None:
    """财政拨款 and 其他资金 stand once behind the money of all years and once behind that of the year."""
    money = ("项目总额", "财政拨款", "其他资金", "年度金额", "财政拨款", "其他资金")
    header = (*HEADER[:2], *money, *HEADER[3:])
    row = (*_DYKE[:2], "90", "70", "20", "48", "40", "8", _DYKE[3], *DYKE[0])
    form = read(drawn((*TITLE, header, row))).forms[0]
    parts = ("total", "total_fiscal", "total_other", "annual", "annual_fiscal", "annual_other")
    assert [form.value(f"/funding/{each}") for each in parts] == [900000, 700000, 200000, 480000, 400000, 80000]
    assert _told(form) == []


@pytest.mark.parametrize("target", ["计划值", "年初指标值", "年初目标值"])
def test_a_word_of_evaluations_for_targets_makes_no_evaluation(target: str) -> None:
    """Only what was reached or scored tells a list of evaluations from one of declarations."""
    form = read(drawn((*TITLE, (*HEADER[:7], target), (*_DYKE, *DYKE[0])))).forms[0]
    assert (form.kind, form.rows[0]["target"].raw, _told(form)) == ("declaration", "≥60次", [])


_NOTES: tuple[Line, ...] = tuple((f"第{number}条说明，请各单位认真填写。",) for number in range(1, 9))
_HINT: Line = ("填表说明：项目绩效目标表由单位填写。",)


@pytest.mark.parametrize("notes", [_NOTES, (*_NOTES[:7], _HINT), (_HINT,), (("注：项目绩效目标表",),)])
def test_the_title_of_a_list_may_stand_far_above(notes: tuple[Line, ...]) -> None:
    """However many notes stand between, and though one of them speaks of the form; nothing of it is a torn form."""
    found = read(drawn((("项目支出绩效目标申报表（2026年度）",), *notes, TITLE[1], HEADER, (*_DYKE, *DYKE[0]))))
    assert [(each.text("/title"), each.value("/year")) for each in found.forms] == [("项目支出绩效目标申报表（2026年度）", 2026)]
    assert [each.kind for each in found.remarks] == []


def test_the_nearest_title_is_that_of_a_list() -> None:
    """The title of the sheet stands above that of the list."""
    rows = (("项目支出绩效目标汇总表",), ("2026年部门预算项目绩效目标表",), HEADER, (*_DYKE, *DYKE[0]))
    assert [each.text("/title") for each in read(drawn(rows)).forms] == ["2026年部门预算项目绩效目标表"]


@pytest.mark.parametrize(
    ("heading", "amount", "told"),
    [
        ("预算", Decimal(480000), []),
        ("资金总额（万元）", Decimal(480000), []),
        ("预算金颔", None, [("missing_label", "C3", "年度资金申请总额", "预算金颔")]),
        ("2026年预算", Decimal(480000), []),
        ("2025年预算", None, [("missing_label", "C3", "年度资金申请总额", "2025年预算")]),
        ("受益人数", None, []),
        ("预算项目编码", None, []),
    ],
)
def test_money_under_another_heading(heading: str, amount: Decimal | None, told: list[tuple[str, str, str, str]]) -> None:
    """Where a list has no money, a column of numbers whose heading is like one of money is told once; other numbers are not."""
    header = tuple(heading if each == "预算金额" else each for each in HEADER)
    found = read(drawn((*TITLE, header, (*_DYKE, *DYKE[0]), (*_PUMP, *PUMP[0]))))
    assert found.forms[0].value("/funding/annual") == amount
    assert [(each.kind, each.cell, each.detail["label"], each.detail["near"]) for each in found.remarks] == told


def test_words_under_a_heading_like_one_of_money_are_no_money() -> None:
    """Numbers that stand under another heading make none of it."""
    header = (*("预算金颔" if each == "预算金额" else each for each in HEADER), "受益人数")
    rows = ((*line[:2], "待定", line[3], *below[0], "300") for line, below in ((_DYKE, DYKE), (_PUMP, PUMP)))
    assert read(drawn((*TITLE, header, *rows))).remarks == ()


def test_the_name_of_a_project_may_stand_in_its_second_row() -> None:
    """Its unit and its money, which differ from those above, begin it."""
    found = _read((*_DYKE, *DYKE[0]), (_PUMP[0], "", *_PUMP[2:], *PUMP[0]), ("", _PUMP[1], "", "", *PUMP[1]))
    assert [_summary(each) for each in found.forms] == [(*_BOTH[0][:4], ["巡堤次数"]), _BOTH[1]]


def test_a_list_of_declarations_may_have_weights() -> None:
    """满分 is a word of evaluations, too: without results it makes none of a list."""
    found = read(drawn((*TITLE, (*HEADER, "满分"), (*_DYKE, *DYKE[0], "50"), (*_PUMP, *PUMP[0], "50"))))
    assert [(each.kind, [row["weight"].value for row in each.rows]) for each in found.forms] == [("declaration", [Decimal(50)])] * 2


@pytest.mark.parametrize("amount", ["80", "80.00"])
def test_a_row_below_the_title_of_another_list_is_told(amount: str) -> None:
    """Without headings of its own nobody can say what its columns are: the title is named, not passed over as a mention."""
    found = _read((*_DYKE, *DYKE[0]), ("2027年部门预算项目绩效目标表",), (*_PUMP[:2], amount, _PUMP[3], *PUMP[0]))
    assert [_summary(each)[0] for each in found.forms] == ["河堤巡护"]
    assert [(each.kind, each.cell) for each in found.remarks] == [("incomplete_form", "A5")]


def test_the_unit_of_a_list_may_stand_in_its_first_column() -> None:
    """金额单位：元 alone below the title holds for all amounts of the list."""
    found = read(drawn((TITLE[0], ("金额单位：元",), HEADER, (*_DYKE, *DYKE[0]))))
    (form,) = found.forms
    assert (form.amount_unit, form.value("/funding/annual"), form.remarks) == ("元", Decimal(48), ())
