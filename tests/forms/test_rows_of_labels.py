"""Values below a row of labels, whatever words a bureau has for them: a label was read as the value of the one left of it."""

from __future__ import annotations

import pytest

from tests.forms.reading import unread
from tests.forms.test_head_places import BELOW, REST, TITLE, form_of
from xlperf.forms.form import OWN_COLUMN, Form
from xlperf.intake.sheet import Area

VALUES = ("河堤巡护", "云溪市水务局", "云溪市河道所", "2026-01-01", "2026-12-31")
WORDINGS = (
    ("项目名称", "预算主管部门", "项目单位", "起始时间", "终止时间"),
    ("项目全称", "主管单位", "承担单位", "计划开始时间", "计划完成时间"),
    ("项目名称", "归口管理部门", "具体实施单位", "项目启动时间", "项目终止日期"),
    ("子项目名称", "业务主管部门", "资金使用单位", "项目开工日期", "竣工日期"),
)


def head_of(form: Form) -> tuple[str, ...]:
    """Return name, bodies and dates as texts."""
    return tuple(str(form.value(f"/{each}")) for each in ("project_name", "department", "unit", "start_date", "end_date"))


@pytest.mark.parametrize("labels", WORDINGS)
@pytest.mark.parametrize("gap", [0, 1])
def test_labels_in_any_words_over_their_values(labels: tuple[str, ...], gap: int) -> None:
    """So many labels beside each other have their values below, also with a blank column behind the first."""
    blank = ("",) * gap
    form = form_of(*TITLE, (labels[0], *blank, *labels[1:]), (VALUES[0], *blank, *VALUES[1:]), *REST[2:], *BELOW)
    assert head_of(form) == VALUES
    assert unread(form) == []


@pytest.mark.parametrize("labels", WORDINGS)
@pytest.mark.parametrize("at", [2, 5])
def test_a_label_that_nobody_knows_among_them(labels: tuple[str, ...], at: int) -> None:
    """It takes no other's value, and its own is kept under its name and told once."""
    first = (*labels[:at], "分管领导", *labels[at:])
    form = form_of(*TITLE, first, (*VALUES[:at], "张三", *VALUES[at:]), *REST[2:], *BELOW)
    assert head_of(form) == VALUES
    assert [(each.label, each.value) for each in form.further] == [("分管领导", "张三")]
    assert [each.kind for each in form.remarks if each.cell == form.further[0].cell] == [OWN_COLUMN]


def test_a_blank_below_a_label_is_blank() -> None:
    """The label right of one without a value is not its value."""
    form = form_of(*TITLE, WORDINGS[1], (*VALUES[:2], "", *VALUES[3:]), *REST[2:], *BELOW)
    assert head_of(form) == (*VALUES[:2], "None", *VALUES[3:])
    assert form.get("/unit").cell == "C4"


def test_own_labels_in_two_such_rows() -> None:
    """What a bureau asks besides (项目负责人) stands below its label too."""
    first, second = ("项目全称", "主管单位", "承担单位"), ("计划开始时间", "计划完成时间", "项目负责人")
    form = form_of(*TITLE, first, VALUES[:3], second, (*VALUES[3:], "张三"), *REST[2:], *BELOW)
    assert head_of(form) == VALUES
    assert [(each.label, each.value) for each in form.further] == [("项目负责人", "张三")]


def test_a_table_in_the_head_is_no_such_row() -> None:
    """Rows and rows below headings are the steps of a plan: their days and units are none of the project's."""
    steps = (
        ("开工时间", "完工时间", "责任科室", "承担单位"),
        ("2026-02-01", "2026-03-01", "工程科", "云溪市勘测队"),
        ("2026-03-01", "2026-09-01", "管护科", "云溪市养护队"),
    )
    form = form_of(*TITLE, ("项目名称", VALUES[0]), ("主管部门", VALUES[1], "实施单位", VALUES[2]), *REST[2:], *steps, *BELOW)
    assert head_of(form) == (*VALUES[:3], "None", "None")


def test_labels_with_their_values_beside_them_stay_so() -> None:
    """A row of three labels, each with its value, over another such row."""
    form = form_of(
        *TITLE,
        ("项目全称", VALUES[0], "主管单位", VALUES[1], "承担单位", VALUES[2]),
        ("计划开始时间", VALUES[3], "计划完成时间", VALUES[4], "项目负责人", "张三"),
        *REST[2:],
        *BELOW,
    )
    assert head_of(form) == VALUES


def test_a_value_merged_below_two_labels_is_that_of_the_one_that_is_known() -> None:
    """The department, below 主管部门 and the bureau's own 分管领导: it is no second value, and the label without one is told."""
    labels = (*WORDINGS[0][:2], "分管领导", *WORDINGS[0][2:])
    form = form_of(*TITLE, labels, (*VALUES[:2], "", *VALUES[2:]), *REST[2:], *BELOW, merges=(Area(4, 2, 4, 3),))
    assert head_of(form) == VALUES
    assert (form.further, unread(form)) == ((), ["C3"])


@pytest.mark.parametrize("words", [("205016", "云溪市河道所"), ("云溪市河道所", "205016")])
@pytest.mark.parametrize("merges", [(), (Area(3, 3, 3, 4),)])
def test_a_code_and_a_name_below_one_label(words: tuple[str, str], merges: tuple[Area, ...]) -> None:
    """The name is the value, the code is kept beside it, and the cells behind them stay with their own labels."""
    labels, values = ([*each[:3], at, *each[3:]] for each, at in ((list(WORDINGS[1]), ""), (list(VALUES), words[1])))
    values[2] = words[0]
    form = form_of(*TITLE, tuple(labels), tuple(values), *REST[2:], *BELOW, merges=merges)
    assert (head_of(form), form.text("/unit_code"), unread(form)) == (VALUES, "205016", [])


def test_a_value_left_of_that_of_the_next_label_takes_no_name_from_it() -> None:
    """Below 主管部门 stands a code alone: the name behind it is that of the unit."""
    form = form_of(*TITLE, WORDINGS[1], (VALUES[0], "205", *VALUES[2:]), *REST[2:], *BELOW)
    assert head_of(form) == (VALUES[0], "205", *VALUES[2:])


@pytest.mark.parametrize(
    ("labels", "score", "further"),
    [
        ((("项目名称", "主管部门", "实施单位", "自评得分"), (*VALUES[:3], "99.6")), "99.6", []),
        ((("项目名称", "主管部门"), VALUES[:2], ("实施单位", "项目负责人"), (VALUES[2], "周岚")), "", [("项目负责人", "周岚")]),
    ],
)
def test_what_a_bureau_asks_besides_below_its_label(
    labels: tuple[tuple[str, ...], ...], score: str, further: list[tuple[str, str]]
) -> None:
    """自评得分 in a row of labels has its score below, and so has a person in a row of two labels."""
    table = (
        ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
        ("", "产出指标", "数量指标", "巡护次数", "≥60次", "62次", "50", "50"),
        ("", "满意度指标", "服务对象满意度指标", "沿岸居民满意度", "≥90%", "91%", "40", "40"),
    )
    form = form_of(("项目支出绩效自评表",), ("（2025年度）",), *labels, *table)
    assert (form.text("/unit"), form.text("/total_score")) == (VALUES[2], score)
    assert ([(each.label, each.raw) for each in form.further], unread(form)) == (further, [])
