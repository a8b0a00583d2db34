"""Rows between the projects of a list: the unit above its projects, its sum, and the header printed again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from xlperf.forms.form import UNREAD
from xlperf.forms.reading.form_reader import WorkbookForms
from xlperf.intake.sheet import Area

Line = tuple[str, ...]
_TITLE: Line = ("项目支出绩效目标表（2026年度）",)
_HEADINGS: Line = ("项目名称", "年度资金总额（万元）", "年度目标", "一级指标", "二级指标", "三级指标", "指标值")


def _project(name: str, amount: str) -> tuple[Line, Line]:
    first = (name, amount, f"完成{name}。", "产出指标", "数量指标", f"{name}次数", "≥6次")
    return first, ("", "", "", "满意度指标", "服务对象满意度指标", "居民满意度", "≥90%")


_DYKE, _GATE, _WATER = _project("河堤巡护", "120"), _project("水闸维护", "60"), _project("水质监测", "60")


def _read(*rows: Line, merges: tuple[Area, ...] = ()) -> WorkbookForms:
    return read(replace(drawn((_TITLE, _HEADINGS, *rows)), merges=merges))


def _named(found: WorkbookForms) -> list[tuple[str, str]]:
    return [(each.text("/project_name"), each.text("/unit")) for each in found.forms]


def test_the_sum_of_a_unit_is_no_project() -> None:
    """Its money would be counted twice; its name is the unit of the projects below it."""
    found = _read(("云溪市河道所", "180"), *_DYKE, *_GATE, ("云溪市监测站", "60"), *_WATER)
    assert _named(found) == [("河堤巡护", "云溪市河道所"), ("水闸维护", "云溪市河道所"), ("水质监测", "云溪市监测站")]
    assert sum(each.amount("/funding/annual") or 0 for each in found.forms) == Decimal(2400000)
    assert found.forms[1].get("/unit").cell == "A3"  # type: ignore[union-attr]


def test_the_sum_of_a_department_above_those_of_its_units_is_no_project() -> None:
    """Each project has the nearest of them."""
    found = _read(("云溪市水务局", "240"), ("云溪市河道所", "180"), *_DYKE, *_GATE, ("云溪市监测站", "60"), *_WATER)
    assert _named(found) == [("河堤巡护", "云溪市河道所"), ("水闸维护", "云溪市河道所"), ("水质监测", "云溪市监测站")]


@pytest.mark.parametrize(
    ("bare", "goal"), [(("泵站更新", "170"), ""), (("泵站更新", "180"), "更新泵站三座。"), (("泵站更新", "120"), "")]
)
def test_a_project_without_indicators_stays_one(bare: Line, goal: str) -> None:
    """Its amount is no sum of those below, or that of one by chance, or it has a goal of its own."""
    found = _read((*bare, goal), *_DYKE, *_GATE)
    assert _named(found) == [("泵站更新", ""), ("河堤巡护", ""), ("水闸维护", "")]


@pytest.mark.parametrize(
    "row", ["单位：云溪市河道所", "一、云溪市河道所", "（云溪市河道所）", "预算单位:云溪市河道所", "（一）云溪市河道所"]
)
def test_a_unit_alone_above_its_projects_is_theirs(row: str) -> None:
    """Up to the next one, where the list has no column of units."""
    lines = (("一、云溪市监测站",), *_WATER, (row,), *_DYKE, *_GATE)
    found = _read(*lines, merges=tuple(Area(at, 1, at, 7) for at in (3, 6)))
    assert _named(found) == [("水质监测", "云溪市监测站"), ("河堤巡护", "云溪市河道所"), ("水闸维护", "云溪市河道所")]


@pytest.mark.parametrize("row", ["一、特定目标类项目", "单位：万元", "（二）续建项目", "资金来源：财政拨款"])
def test_another_heading_of_a_group_is_no_unit(row: str) -> None:
    """What says a kind of projects or the unit of amounts names nobody."""
    found = _read((row,), *_DYKE, merges=(Area(3, 1, 3, 7),))
    assert _named(found) == [("河堤巡护", "")]


def test_a_column_of_units_says_more_than_the_heading_of_a_group() -> None:
    """Each project keeps its own."""
    lines = (("单位名称", *_HEADINGS), ("一、云溪市河道所",), ("云溪市堤防站", *_DYKE[0]), ("", *_DYKE[1]))
    found = read(replace(drawn((_TITLE, *lines)), merges=(Area(3, 1, 3, 8),)))
    assert _named(found) == [("河堤巡护", "云溪市堤防站")]


def _numbered(number: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple((number if not index else "", *line) for index, line in enumerate(lines))


_RIVER, _LAB = "云溪市河道所", "云溪市监测站"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("", _RIVER), ("", _LAB)),
        (("", f"单位：{_RIVER}"), ("", f"单位：{_LAB}")),
        (("一", _RIVER), ("二", _LAB)),
        (("一", _RIVER, "180"), ("二", _LAB, "60")),
        (("一、" + _RIVER, "", "180"), ("二、" + _LAB, "", "60")),
        ((_RIVER,), (_LAB,)),
        (("", f"一、{_RIVER}"), ("", f"（{_LAB}）")),
    ],
    ids=lambda row: "|".join(row),
)
def test_a_row_with_the_name_of_a_unit_is_no_project(first: Line, second: Line) -> None:
    """Merged or not, in the column of names or left of it, beside a sum or none."""
    lines = (first, *_numbered("1", _DYKE), *_numbered("2", _GATE), second, *_numbered("1", _WATER))
    found = read(drawn((_TITLE, ("序号", *_HEADINGS), *lines)))
    assert _named(found) == [("河堤巡护", _RIVER), ("水闸维护", _RIVER), ("水质监测", _LAB)]
    assert not found.remarks


def test_a_bracketed_unit_merged_below_the_header_is_none_of_its_headings() -> None:
    """The list is read, and its projects have that unit."""
    assert _named(_read((f"（{_RIVER}）",), *_DYKE, merges=(Area(3, 1, 3, 7),))) == [("河堤巡护", _RIVER)]


def test_a_project_with_nothing_but_a_name_stays_one() -> None:
    """A list that does not begin with a unit is none of groups: 新建养老服务中心 may be a project that was left unfinished."""
    found = _read(*_DYKE, ("新建养老服务中心",), *_GATE)
    assert _named(found) == [("河堤巡护", ""), ("新建养老服务中心", ""), ("水闸维护", "")]


@pytest.mark.parametrize("again", ["", _RIVER])
@pytest.mark.parametrize("name", ["", "小计"])
def test_the_sum_of_a_unit_in_its_own_column_is_no_project(name: str, again: str) -> None:
    """The unit stands once with its sum, and blank or again beside its projects."""
    lines = ((_LAB, name, "60"), *_numbered(_LAB, _WATER), (_RIVER, name, "180"))
    found = read(drawn((_TITLE, ("单位名称", *_HEADINGS), *lines, *_numbered(_RIVER, _DYKE), *_numbered(again, _GATE))))
    assert [(*named, form.value("/funding/annual")) for named, form in zip(_named(found), found.forms, strict=True)] == [
        ("水质监测", _LAB, 600000),
        ("河堤巡护", _RIVER, 1200000),
        ("水闸维护", _RIVER, 600000),
    ]
    assert not found.remarks


_UPPER: Line = ("单位名称", "项目名称", "项目资金", "", "年度目标", "绩效指标")
_LOWER: Line = ("", "", "年度资金总额", "财政拨款", "", "一级指标", "二级指标", "三级指标", "指标值")


def _of_two_rows(name: str) -> tuple[Line, Line]:
    first, second = _project(name, "48")
    return ("云溪市河道所", name, "48", "48", *first[2:]), ("", "", "", "", *second[2:])


def _header_at(row: int) -> tuple[Area, ...]:
    return (*(Area(row, column, row + 1, column) for column in (1, 2, 5)), Area(row, 3, row, 4), Area(row, 6, row, 9))


def test_a_header_of_two_rows_printed_again_is_no_project() -> None:
    """Nor does any of it get into the goal of the project above."""
    lines = (_TITLE, ("单位：万元",), _UPPER, _LOWER, *_of_two_rows("河堤巡护"), _UPPER, _LOWER, *_of_two_rows("水闸维护"))
    found = read(replace(drawn(lines), merges=(*_header_at(3), *_header_at(7))))
    assert [(each.text("/project_name"), each.text("/annual_goal"), len(each.rows)) for each in found.forms] == [
        ("河堤巡护", "完成河堤巡护。", 2),
        ("水闸维护", "完成水闸维护。", 2),
    ]
    assert not [told for each in found.forms for told in each.remarks if told.kind == UNREAD]


@pytest.mark.parametrize("mark", ["续表", "项目支出绩效目标表（续）", "续上表"])
def test_a_list_that_goes_on_below_a_mark_keeps_its_year(mark: str) -> None:
    """The mark is no title of another list."""
    found = _read(*_DYKE, ("第1页，共2页",), (mark,), _HEADINGS, *_WATER)
    assert [(each.text("/project_name"), each.value("/year")) for each in found.forms] == [("河堤巡护", 2026), ("水质监测", 2026)]


def test_a_list_with_a_title_of_its_own_has_its_own_year() -> None:
    """续 in a title that says another year makes it none of the list above."""
    found = _read(*_DYKE, ("项目支出绩效目标表（2025年度）",), _HEADINGS, *_WATER)
    assert [each.value("/year") for each in found.forms] == [2026, 2025]


def test_a_form_whose_table_stands_beside_its_head_is_no_list() -> None:
    """What follows below 项目名称 are labels, no projects: head and table are read, each cell where it stands."""
    table = (("一级指标", "二级指标", "三级指标", "年度指标值"), *(each[3:] for each in (*_DYKE, *_WATER)))
    head = (
        ("项目名称", "河堤巡护", "项目类别", "特定目标类"),
        ("主管部门", "云溪市水务局", "实施单位", "云溪市河道所"),
        ("项目资金（万元）", "年度资金申请总额", "48"),
        ("年度总体目标", "全年巡堤六十次。"),
    )
    lines = [(*one, *[""] * (5 - len(one)), *other) for one, other in zip(head, table, strict=False)]
    (form,) = read(drawn((_TITLE, *lines))).forms
    names = ("/project_name", "/unit", "/funding/annual", "/annual_goal")
    assert [(each.raw, each.cell) for name in names if (each := form.get(name))] == [
        ("河堤巡护", "B2"), ("云溪市河道所", "D3"), ("48", "C4"), ("全年巡堤六十次。", "B5"),
    ]  # fmt: skip
    assert [row["target"].cell for row in form.rows] == ["I3", "I4", "I5"]
    assert form.source.range == "A1:I5"
    assert not [each for each in form.remarks if each.kind == UNREAD]


def _sums(found: WorkbookForms) -> list[tuple[str, str]]:
    return [(each.cell, each.detail["other"]) for each in found.remarks if each.kind == "list_sum"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("", "一、云溪市河道所", "200"), ("", "二、云溪市水保处", "60")),
        (("（一）", "云溪市河道所", "200"), ("（二）", "云溪市水保处", "60")),
        (("", _RIVER, "200"), ("", "云溪市水保处", "60")),
    ],
    ids=lambda row: "|".join(row),
)
def test_a_unit_with_another_sum_than_its_projects_is_no_project(first: Line, second: Line) -> None:
    """Its number or another unit with a right sum tells what it is; the difference is told, the money counted once."""
    lines = (first, *_numbered("1", _DYKE), *_numbered("2", _GATE), second, *_numbered("1", _WATER))
    found = read(drawn((_TITLE, ("序号", *_HEADINGS), *lines)))
    assert _named(found) == [("河堤巡护", _RIVER), ("水闸维护", _RIVER), ("水质监测", "云溪市水保处")]
    assert _sums(found) == [("C3", "20")]


@pytest.mark.parametrize("name", ["新建养老服务中心", "公厕改造3处", "一、河堤加固"])
def test_a_project_with_an_amount_alone_stays_one_where_nothing_tells_of_units(name: str) -> None:
    """A name may end as that of a body does; a number is no proof without a body."""
    found = _read(*_DYKE, (name, "170"), *_GATE)
    assert [each.text("/project_name") for each in found.forms] == ["河堤巡护", name, "水闸维护"]
    assert _sums(found) == []


@pytest.mark.parametrize("number", ["（二）", "二", "二、"])
def test_the_number_of_a_group_in_its_own_column_tells_a_unit(number: str) -> None:
    """Beside a unit without an amount, not merged with it."""
    lines = (*_numbered("1", _DYKE), (number, "云溪市水保处"), *_numbered("1", _WATER))
    found = read(drawn((_TITLE, ("序号", *_HEADINGS), *lines)))
    assert _named(found) == [("河堤巡护", ""), ("水质监测", "云溪市水保处")]


def test_a_unit_of_amounts_above_the_headings_printed_again_ends_no_list() -> None:
    """Each heading of money says 万元: 单位：元 on the second page is told and loses no project."""
    found = _read(*_DYKE, ("单位：元",), _HEADINGS, *_WATER)
    assert [each.text("/project_name") for each in found.forms] == ["河堤巡护", "水质监测"]
    assert {each.kind for each in found.forms[0].remarks} == {"two_units"}


@pytest.mark.parametrize("row", [("合计", "", "180"), ("", "合计", "180"), ("", "总计", "180"), ("二", "合计", "180")])
def test_the_sum_at_the_foot_of_a_list_is_no_project(row: Line) -> None:
    """Wherever it stands, numbered or not."""
    lines = (*_numbered("1", _DYKE), *_numbered("2", _GATE), row, ("", "填表人：王某"))
    found = read(drawn((_TITLE, ("序号", *_HEADINGS), *lines)))
    assert [each.text("/project_name") for each in found.forms] == ["河堤巡护", "水闸维护"]


@pytest.mark.parametrize(
    ("row", "unit"), [("云溪市青竹岭林场", "云溪市青竹岭林场"), ("特定目标类", "云溪市河道所"), ("二、续建项目", "云溪市河道所")]
)
def test_words_among_the_units_of_a_list_are_a_unit(row: str, unit: str) -> None:
    """Merged as the others are, whatever they end in; a kind of projects leaves the unit above in force."""
    found = _read(("云溪市河道所",), *_DYKE, (row,), *_WATER, merges=(Area(3, 1, 3, 7), Area(6, 1, 6, 7)))
    assert _named(found) == [("河堤巡护", "云溪市河道所"), ("水质监测", unit)]


def test_a_project_whose_cells_are_printed_again_below_the_headings_of_a_page_is_one() -> None:
    """With merged cells of their own above and below the break; another amount begins another project."""
    again = (_DYKE[0][:3] + _DYKE[1][3:], ("", "", "", "效益指标", "社会效益指标", "群众知晓率", "≥80%"))
    merges = tuple(Area(top, column, top + 1, column) for top in (3, 6) for column in (1, 2, 3))
    found = _read(*_DYKE, _HEADINGS, *again, *_GATE, merges=merges)
    assert [(each.text("/project_name"), len(each.rows)) for each in found.forms] == [("河堤巡护", 4), ("水闸维护", 2)]
    other = ((again[0][0], "90", *again[0][2:]), again[1])
    found = _read(*_DYKE, _HEADINGS, *other, *_GATE, merges=merges)
    assert [len(each.rows) for each in found.forms] == [2, 2, 2]


@pytest.mark.parametrize("heading", ["资金（万元）", "经费（万元）", "资金安排（万元）"])
def test_money_of_a_list_in_one_column_is_the_year_s(heading: str) -> None:
    """Whatever it is called."""
    lines = ((_HEADINGS[0], heading, *_HEADINGS[2:]), *_DYKE)
    (form,) = read(drawn((_TITLE, *lines))).forms
    assert form.amount("/funding/annual") == Decimal(1200000)


@pytest.mark.parametrize("heads", [("一级指标", "二级指标"), ("指标类别", "指标名称")])
def test_a_list_whose_indicators_have_two_levels(heads: tuple[str, str]) -> None:
    """The first column names level 2, from which level 1 follows, the second the indicators themselves."""
    rows = (
        ("河堤巡护", "120", "全年巡护。", "数量指标", "巡护次数", "≥60次"),
        ("", "", "", "服务对象满意度指标", "居民满意度", "≥90%"),
        ("水闸维护", "60", "全年维护。", "质量指标", "验收合格率", "=100%"),
    )
    found = read(drawn((_TITLE, (*_HEADINGS[:3], *heads, "指标值"), *rows)))
    levels = [[(row["level1"].value, row["level2"].value, row["level3"].value) for row in form.rows] for form in found.forms]
    assert levels == [
        [("产出指标", "数量指标", "巡护次数"), ("满意度指标", "服务对象满意度指标", "居民满意度")],
        [("产出指标", "质量指标", "验收合格率")],
    ]
