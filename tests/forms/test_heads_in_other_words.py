"""Heads whose labels stand in one cell with their values, or over them, in words and among labels that no layout lists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from xlperf.forms.form import Form
from xlperf.intake.sheet import Area

Line = tuple[str, ...]
_TABLE: tuple[Line, ...] = (
    ("项目资金（万元）", "年度资金总额", "", "60"),
    ("", "其中：财政拨款", "", "60"),
    ("年度目标", "全年清淤支渠39公里，修复闸门28座。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
    ("", "产出指标", "数量指标", "清淤支渠长度", "≥39公里"),
    ("", "", "质量指标", "工程合格率", "≥95%"),
    ("", "效益指标", "社会效益指标", "灌溉面积", "≥1万亩"),
    ("", "满意度指标", "服务对象满意度指标", "用水户满意度", "≥92%"),
)
_DECLARED: Line = ("项目支出绩效目标申报表（2026年度）",)
_EVALUATED: tuple[Line, ...] = (
    ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("", "年度资金总额", "60", "60", "60", "10", "100%", "10"),
    ("年度总体目标", "预期目标", "", "", "实际完成情况"),
    ("", "清淤支渠39公里。", "", "", "清淤支渠39公里。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("", "产出指标", "数量指标", "清淤支渠长度", "≥39公里", "39公里", "60", "60"),
    ("", "满意度指标", "服务对象满意度指标", "用水户满意度", "≥92%", "95%", "30", "30"),
)


def _form(*rows: Line) -> Form:
    found = read(drawn(rows))
    (form,) = found.forms
    return form


def _in_one_cell(*said: str) -> tuple[Line, ...]:
    return tuple((each,) for each in ("项目名称：渠道清淤", "主管部门：云溪县水务局", "实施单位：云溪县灌区管理所", *said))


_SAID = {
    "/project_name": "项目名称：渠道清淤", "/department": "主管部门：云溪县水务局", "/unit": "实施单位：云溪县灌区管理所",
    "/start_date": "计划开始日期：2026-01-01", "/end_date": "计划完成日期：2026-12-31",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "label"),
    [("/project_name", "项目名"), ("/unit", "具体实施单位"), ("/start_date", "开始时间"), ("/end_date", "终止日期")],
)
def test_a_label_in_one_cell_is_known_by_its_make_as_one_beside_its_value_is(name: str, label: str) -> None:
    """One list of words serves both: what such a label says was read as missing, and the template as changed."""
    said = _SAID | {name: f"{label}：{_SAID[name].partition('：')[2]}"}
    form = _form(_DECLARED, *((each,) for each in said.values()), *_TABLE)
    assert {each: form.text(each) for each in said} == {each: text.partition("：")[2] for each, text in _SAID.items()}
    assert not [each for each in form.remarks if each.kind == "missing_label"]


@pytest.mark.parametrize("said", ["设立年度：2023", "立项年份：2023年", "首次安排年度：2023年度"])
def test_the_year_in_which_a_project_began_is_not_that_of_the_form(said: str) -> None:
    """It beat the year of the title, and the dates of the project were an error."""
    assert _form(_DECLARED, *_in_one_cell(said), *_TABLE).value("/year") == 2026


@pytest.mark.parametrize("said", ["预算年度：2027", "年度：2027", "项目预算年度：2027年"])
def test_the_year_of_the_form_may_stand_in_one_cell_with_its_label(said: str) -> None:
    """In a form whose title says none."""
    assert _form(("项目支出绩效目标申报表",), *_in_one_cell(said), *_TABLE).value("/year") == 2027


def test_a_heading_of_a_table_of_money_is_no_name_of_a_project() -> None:
    """项目 may be that of the name where nothing else is; here the name stands in one cell with its own label."""
    heading = ("项目资金（万元）", "项目", "", "年度预算")
    money = (heading, ("", "合计", "", "60"), ("", "其中：财政拨款", "", "60"))
    assert _form(_DECLARED, *_in_one_cell(), *money, *_TABLE[2:]).text("/project_name") == "渠道清淤"


@pytest.mark.parametrize("title", ["项目支出绩效自评情况表", "项目支出绩效目标自评表", "绩效情况报告"])
def test_a_title_that_no_layout_knows_stands_over_labels_in_one_cell_too(title: str) -> None:
    """Such a form was refused, and read where each label had a cell of its own."""
    form = _form((title,), ("（2025年度）",), *_in_one_cell(), *_EVALUATED)
    assert (form.kind, form.text("/project_name"), len(form.rows)) == ("self_evaluation", "渠道清淤", 2)


def test_two_such_forms_below_each_other_are_two() -> None:
    """The second begins at its own title."""
    one = (("绩效情况报告",), ("（2025年度）",), *_in_one_cell(), *_EVALUATED)
    other = (("绩效情况报告",), ("（2025年度）",), ("项目名称：闸门改造",), *_in_one_cell()[1:], *_EVALUATED)
    assert [each.text("/project_name") for each in read(drawn((*one, (), *other))).forms] == ["渠道清淤", "闸门改造"]


_OVER: tuple[Line, ...] = (
    ("项目名称", "主管部门", "实施单位", "项目性质"),
    ("渠道清淤", "云溪县水务局", "云溪县灌区管理所", "经常性项目"),
)


@pytest.mark.parametrize("labels", [("设立年度", "项目类别", "计划开始日期"), ("项目类别", "设立年度", "计划开始日期")])
def test_a_further_row_of_labels_over_values_may_hold_one_that_nobody_knows(labels: Line) -> None:
    """The label at its right was its value."""
    values = {"设立年度": "2023", "项目类别": "其他运转类", "计划开始日期": "2026-01-01"}
    form = _form(_DECLARED, *_OVER, labels, tuple(values[each] for each in labels), *_TABLE)
    assert (form.text("/category"), form.text("/start_date")) == ("其他运转类", "2026-01-01")
    assert form.value("/year") == 2026


def test_pairs_below_a_row_of_labels_over_values_stay_pairs() -> None:
    """Half of what stands in a row of pairs are values."""
    pairs = (("项目类别", "其他运转类", "联系人", "钱某"), ("立项依据", "县府纪要", "计划开始日期", "2026-01-01"))
    form = _form(_DECLARED, *_OVER, *pairs, *_TABLE)
    assert (form.text("/category"), form.text("/start_date")) == ("其他运转类", "2026-01-01")


def test_a_word_that_is_the_unit_where_no_other_is_may_stand_over_its_value() -> None:
    """填报单位 over the name: the unit was null, and nothing told of it."""
    head = (("填报单位", "项目名称", "主管部门"), ("云溪县灌区管理所", "渠道清淤", "云溪县水务局"))
    assert _form(("项目支出绩效自评表（2025年度）",), *head, *_EVALUATED).text("/unit") == "云溪县灌区管理所"


def test_the_year_may_stand_below_its_label() -> None:
    """As the other values of such a head do."""
    rows = (("项目类别", "计划开始日期", "年度", "计划完成日期"), ("其他运转类", "2026-01-01", "2026", "2026-12-31"))
    form = _form(("项目支出绩效目标申报表",), *_OVER, *rows, *_TABLE)
    assert (form.value("/year"), form.text("/end_date")) == (2026, "2026-12-31")


@pytest.mark.parametrize("blank", ["/project_name", "/department", "/unit", "/start_date"])
@pytest.mark.parametrize("per_row", [1, 2])
def test_a_label_with_nothing_behind_it_takes_nothing_of_the_next(blank: str, per_row: int) -> None:
    """主管部门： over 实施单位：…, the commonest slip of all: the department was 实施单位：…, and nothing told of it."""
    said = _SAID | {blank: f"{_SAID[blank].partition('：')[0]}："}
    cells = [*said.values()]
    rows = (tuple(cells[at : at + per_row]) for at in range(0, len(cells), per_row))
    form = _form(_DECLARED, *rows, *_TABLE)
    assert form.text(blank) == ""
    others = {each: text.partition("：")[2] for each, text in _SAID.items() if each != blank}
    assert {each: form.text(each) for each in others} == others


@pytest.mark.parametrize("title", ["清淤经费绩效目标表", "1、政务云租赁经费绩效目标表", "渠道清淤绩效目标申报表"])
@pytest.mark.parametrize("line", [(), ("310001云溪县灌区管理所", "", "", "", "", "", "单位：万元")], ids=["", "unit"])
def test_a_form_below_another_begins_at_a_title_that_ends_as_one(title: str, line: Line) -> None:
    """Hebei's forms below each other, titled by a project whose name does not end in 项目: all but the first were lost."""

    def one(name: str) -> tuple[Line, ...]:
        head = ("项目编码", f"1300{len(name)}", "", "项目名称", name)
        bodies = ("主管部门", "云溪县水务局", "", "实施单位", "云溪县灌区管理所")
        return ((title,), *((line,) if line else ()), head, bodies, *_TABLE)

    second = len(one("")) + 1
    merges = tuple(Area(row, 1, row, 7) for row in (1, second))
    found = read(replace(drawn((*one("渠道清淤"), *one("闸门改造工程"))), merges=merges))
    assert [(each.text("/project_name"), len(each.rows)) for each in found.forms] == [("渠道清淤", 4), ("闸门改造工程", 4)]


def test_a_total_over_indented_parts_has_its_amount_in_their_column() -> None:
    """Pasted without the merge over the blank between: the amount was told as that of a label that lost its own."""
    money = (
        ("项目资金（万元）", "年度资金总额", "", "60"), ("", "其中：", "财政拨款", "50"),
        ("", "", "上年结转资金", "0"), ("", "", "其他资金", "10"),
    )  # fmt: skip
    form = _form(_DECLARED, *_OVER, *money, *_TABLE[2:])
    assert (form.amount("/funding/annual"), form.amount("/funding/annual_other")) == (600000, 100000)


@pytest.mark.parametrize("blank", [0, 1, 2, 3])
def test_a_row_of_labels_over_values_stands_though_one_was_blanked(blank: int) -> None:
    """Only what stands below that one is not read; the whole row was given up."""
    names = ("/project_name", "/department", "/unit", "/nature")
    labels = tuple("" if at == blank else each for at, each in enumerate(_OVER[0]))
    form = _form(_DECLARED, labels, _OVER[1], ("项目类别", "其他运转类", "计划开始日期", "2026-01-01"), *_TABLE)
    wanted = {name: text for name, text in zip(names, _OVER[1], strict=True) if name != names[blank]}
    assert {name: form.text(name) for name in wanted} == wanted


@pytest.mark.parametrize("note", ["已核对", "√", "请补充"])
def test_a_note_right_of_the_values_is_none_of_them(note: str) -> None:
    """Behind the last column of a head whose values stand below their labels."""
    form = _form(_DECLARED, _OVER[0], (*_OVER[1], "", "", note), *_TABLE)
    assert (form.text("/project_name"), form.text("/unit")) == ("渠道清淤", "云溪县灌区管理所")


def test_the_unit_of_money_may_stand_among_labels_over_values() -> None:
    """金额单位 right of 计划完成日期 was its value."""
    rows = (("计划开始日期", "计划完成日期", "金额单位"), ("2026-01-01", "2026-12-31", "万元"))
    form = _form(_DECLARED, *_OVER, *rows, *_TABLE)
    assert (form.text("/end_date"), form.amount("/funding/annual")) == ("2026-12-31", 600000)


@pytest.mark.parametrize("side", ["指标完成情况", "完成情况", "实际完成情况"])
@pytest.mark.parametrize("is_merged", [True, False])
def test_a_heading_at_the_side_of_the_table_is_no_column(side: str, is_merged: bool) -> None:
    """Merged down all rows, or pasted without its merge: every indicator was read without a result, and accused of it."""
    rows = (("项目支出绩效自评表（2025年度）",), *_OVER, *_EVALUATED[:4], (side, *_EVALUATED[4][1:]), *_EVALUATED[5:])
    down = (Area(len(rows) - 2, 1, len(rows), 1),) if is_merged else ()
    (form,) = read(replace(drawn(rows), merges=(Area(1, 1, 1, 8), *down))).forms
    assert [row["actual"].raw for row in form.rows] == ["39公里", "95%"]
