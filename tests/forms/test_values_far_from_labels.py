"""Values behind blank cells, as cells that were taken apart and inserted columns leave them."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from xlperf.forms.form import Form
from xlperf.intake.sheet import Area, Sheet

Lines = tuple[tuple[str, ...], ...]

_REST: Lines = (
    ("年度目标", "全年巡护河堤六十次。"),
    ("一级指标", "二级指标", "三级指标", "指标值"),
    ("产出指标", "数量指标", "巡护次数", "≥60次"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
)


def _form(*head: tuple[str, ...], merges: tuple[Area, ...] = ()) -> Form:
    sheet = drawn((("项目支出绩效目标申报表",), ("（2026年度）",), *head, *_REST))
    (form,) = read(Sheet(name=sheet.name, state=sheet.state, cells=sheet.cells, merges=merges)).forms
    return form


@pytest.mark.parametrize("gap", [1, 2, 3])
def test_a_name_beyond_the_table_is_the_value_of_its_label(gap: int) -> None:
    """Where nothing else stands behind the label, and the name is that of a body."""
    unit = ("主管部门", "云溪市水务局", "", "实施单位", *("",) * gap, "云溪市河道所")
    form = _form(("项目名称", "", "河堤巡护"), unit, ("年度资金总额", "60"))
    assert form.text("/unit") == "云溪市河道所"


def test_values_of_several_labels_in_one_column_are_values() -> None:
    """A column of them is no remark."""
    form = _form(
        ("项目名称", "", "河堤巡护"),
        ("项目性质", "经常性项目", "", "项目类别", "", "", "特定目标类"),
        ("计划开始日期", "2026-01-01", "", "计划完成日期", "", "", "2026-12-31"),
        ("年度资金总额", "60"),
    )
    assert (form.text("/category"), form.text("/end_date")) == ("特定目标类", "2026-12-31")


def test_an_amount_three_blank_cells_behind_its_label_is_read() -> None:
    """Nothing else stands in its row."""
    form = _form(("项目名称", "", "河堤巡护"), ("年度资金总额（万元）", "", "", "", "240"), ("其中：财政拨款", "", "", "", "240"))
    assert form.text("/funding/annual") == "2400000.00"


@pytest.mark.parametrize("gap", [(), ("",)])
@pytest.mark.parametrize("remark", ["已核", "√", "见附件"])
def test_a_remark_beside_a_blank_value_stays_a_remark(remark: str, gap: tuple[str, ...]) -> None:
    """It stands beyond the form, whose last column may be that of the label, and the unit is blank."""
    unit = ("主管部门", "云溪市水务局", "", *gap, "实施单位", "", "", remark)
    form = _form(("项目名称", "", "河堤巡护"), unit, ("年度资金总额", "60"))
    assert form.text("/unit") == ""


def test_a_remark_below_a_wide_name_stays_a_remark() -> None:
    """The name of the department is merged beyond the table; what stands in the last of its columns further down is no value."""
    lines = (("主管部门", "", "云溪市水务局"), ("实施单位", "", "", "", "", "", "已核"), ("年度资金总额", "60"))
    form = _form(("项目名称", "", "河堤巡护"), *lines, merges=(Area(4, 3, 4, 7),))
    assert (form.text("/department"), form.text("/unit")) == ("云溪市水务局", "")


_LABELS = ("项目名称", "项目性质", "", "主管部门", "实施单位", "计划开始日期", "计划完成日期")
_VALUES = ("河堤巡护", "经常性项目", "", "云溪市水务局", "云溪市河道所", "2026-01-01", "2026-12-31")


@pytest.mark.parametrize("at", [1, 2, 4, 6])
def test_values_below_their_labels_are_read_through_a_blank_column(at: int) -> None:
    """A column that somebody inserted through the whole form changes nothing."""
    labels, values = ([each for each in line if each] for line in (_LABELS, _VALUES))
    form = _form((*labels[:at], "", *labels[at:]), (*values[:at], "", *values[at:]))
    read_as = [form.text(f"/{each}") for each in ("project_name", "nature", "department", "unit", "start_date", "end_date")]
    assert read_as == values


def test_two_labels_apart_have_their_values_below() -> None:
    """主管部门 and 实施单位, each over its value, as cells merged over half a form are left."""
    bodies = (("主管部门", "", "", "实施单位"), ("云溪市水务局", "", "", "云溪市河道所"))
    form = _form(("项目名称", "河堤巡护"), *bodies, ("年度资金总额", "60"))
    assert (form.text("/department"), form.text("/unit")) == ("云溪市水务局", "云溪市河道所")


def test_one_cell_below_two_labels_apart_is_no_value() -> None:
    """It may be anything."""
    form = _form(("项目名称", "河堤巡护"), ("主管部门", "", "", "实施单位"), ("云溪市水务局",), ("年度资金总额", "60"))
    assert form.text("/unit") == ""


def test_labels_below_labels_with_blank_values_are_no_values() -> None:
    """A form that was left blank has rows of labels with a blank beside each."""
    labels = (("项目名称", "", "主管部门", "", "实施单位"), ("项目联系人", "", "联系电话", "", "填报日期"))
    form = _form(*labels, ("年度资金总额", "60"))
    assert form.text("/project_name") == ""


def test_a_name_behind_the_number_of_its_entry_may_stand_beyond_the_table() -> None:
    """单位 | 01 | 云溪市河道所, the number in the last column: 01 is no name of a unit."""
    head = (*ROWS[:2], ("项目名称", "河堤巡护"), ("主管部门", "云溪市水务局", "", "", "实施单位", "01", "云溪市河道所"))
    (form,) = read(drawn((*head, *ROWS[4:]))).forms
    assert (form.value("/unit"), form.get("/unit").cell) == ("云溪市河道所", "G4")


def test_a_label_far_beside_a_line_without_labels_makes_a_form_no_wider() -> None:
    """Beside the line of the year it is a remark: the line is read, and what else stands there is none of the goal."""
    year, goal = ("（2026年度）", *[""] * 8, "年度资金申请总额"), ("", "全年巡护河堤六十次。", *[""] * 7, "已核")
    rows = (ROWS[0], year, ("项目名称", "河堤巡护"), ROWS[3], ("项目绩效目标", "年度总体目标"), goal, *ROWS[7:])
    (form,) = read(drawn(rows)).forms
    assert (form.value("/year"), form.value("/annual_goal")) == (2026, "全年巡护河堤六十次。")


@pytest.mark.parametrize(
    ("label", "value", "field"),
    [
        ("实施单位", "云溪市河道所", "/unit"),
        ("项目类别", "特定目标类", "/category"),
        ("计划完成日期", "2026-12-31", "/end_date"),
        ("实施单位", "已核", ""),
        ("项目类别", "已核", ""),
    ],
)
def test_a_value_behind_its_blank_place_beyond_a_form_with_merged_cells(label: str, value: str, field: str) -> None:
    """Its place in the form is blank, and it can be nothing else; 已核 is a remark."""
    head = (("项目名称", "河堤巡护"), ("主管部门", "云溪市水务局", label, "", "", value), ("年度资金总额", "60"))
    form = _form(*head, merges=(Area(1, 1, 1, 4), Area(2, 1, 2, 4)))
    read_in = {each.name: each.raw for each in form.fields if each.raw == value and each.name != "/start_date"}
    assert read_in == ({field: value} if field else {})


@pytest.mark.parametrize(("said", "is_read"), [("2026年1月-2026年12月", True), ("见附件", False)])
def test_the_period_of_a_project_right_of_the_table(said: str, is_read: bool) -> None:
    """联系电话 | … | 起止时间 | 2026年1月-2026年12月, the second pair beyond the table: nothing left of it is a field."""
    form = _form(("项目名称", "河堤巡护"), ("联系电话", "0999-1234567", "", "", "", "起止时间", said), ("年度资金总额", "60"))
    assert (form.value("/start_date") is not None) is is_read
