"""Where values of the head may stand: right of labels, behind a blank, below a row of labels, wider than the table, with a code."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.forms.reading import read, unread
from xlperf.forms.form import Form
from xlperf.forms.record import form_record
from xlperf.intake.sheet import Area, Cell, Sheet

TITLE = (("财政项目支出绩效目标申报表",), ("（2026年度）",))
NAME = ("项目名称", "河堤巡护", "", "项目性质", "经常性项目")
BODIES = ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所")
REST = (
    ("项目类别", "特定目标类"),
    ("计划开始日期", "2026-01-01", "", "计划完成日期", "2026-12-31"),
    ("项目资金（元）", "项目资金总额", "48", "年度资金申请总额", "48"),
    ("", "其中：财政资金", "48", "其中：当年财政拨款", "48"),
)
BELOW = (
    ("项目绩效目标", "项目总目标", "", "年度总体目标"),
    ("", "", "", "全年巡护河堤六十次。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60(次)"),
    ("", "满意度指标", "服务对象满意度指标", "沿岸居民满意度", "≥90(%)"),
)


def form_of(*lines: tuple[str, ...], merges: tuple[Area, ...] = ()) -> Form:
    """Return the form of these lines; texts of digits are numbers."""
    cells = {
        (row, column): Cell(Decimal(text), "number") if text.isdecimal() and len(text) < 5 else Cell(text, "text")
        for row, line in enumerate(lines, 1)
        for column, text in enumerate(line, 1)
        if text
    }
    return read(Sheet(name="表", state="visible", cells=cells, merges=merges)).forms[0]


@pytest.mark.parametrize("beside", ["（新增）", "（含两处闸站）", "二期"])
def test_a_value_behind_a_blank_is_read_though_a_note_follows(beside: str) -> None:
    """A value may stand one cell further right; what follows it is told, not read."""
    form = form_of(*TITLE, ("项目名称", "", "河堤巡护", beside), BODIES, *REST, *BELOW)
    assert form.text("/project_name") == "河堤巡护"
    assert unread(form) == ["D3"]


@pytest.mark.parametrize(
    ("label", "value"), [("归口科室", "农水科"), ("评审结论：", "通过"), ("评审得分", "92"), ("批复文号", "云水〔2026〕3号")]
)
def test_a_label_behind_a_blank_is_no_value(label: str, value: str) -> None:
    """A heading that no layout knows, with its own value beside it, is not taken for the value of a blank label."""
    form = form_of(*TITLE, ("项目名称", "", label, value), BODIES, *REST, *BELOW)
    assert form.value("/project_name") is None
    assert form.get("/project_name").cell == "B3"


def test_values_below_a_row_of_labels() -> None:
    """Where labels stand side by side with nothing between them, their values stand in the row below, blank ones too."""
    form = form_of(
        *TITLE,
        ("项目名称", "项目性质", "项目类别", "主管部门", "实施单位"),
        ("河堤巡护", "", "特定目标类", "云溪市水务局", "云溪市河道所"),
        ("计划开始日期", "计划完成日期"),
        ("2026-01-01", "2026-12-31"),
        (
            "项目资金总额（元）",
            "其中：财政资金（元）",
            "其他资金（元）",
            "年度资金申请总额（元）",
            "其中：当年财政拨款（元）",
            "其他资金（元）",
        ),
        ("50", "48", "2", "9", "8", "1"),
        *BELOW,
    )
    head = {"/project_name": "河堤巡护", "/nature": None, "/department": "云溪市水务局", "/unit": "云溪市河道所"}
    money = {"total": 50, "total_fiscal": 48, "total_other": 2, "annual": 9, "annual_fiscal": 8, "annual_other": 1}
    assert {each: form.value(each) for each in head} == head
    assert {each: form.value(f"/funding/{each}") for each in money} == money
    assert str(form.value("/end_date")) == "2026-12-31"
    assert form.get("/nature").cell == "B4"
    assert unread(form) == []


def test_labels_without_values_do_not_take_the_next_row() -> None:
    """Labels side by side above a row that has labels itself are blank, not filled from that row."""
    form = form_of(*TITLE, ("项目名称", "项目性质"), BODIES, *REST, *BELOW)
    assert form.value("/project_name") is None
    assert form.value("/nature") is None
    assert form.text("/unit") == "云溪市河道所"


def test_labels_beyond_the_table_are_read() -> None:
    """A head wider than the table, without merged cells, keeps its right-hand labels and values."""
    form = form_of(
        *TITLE,
        ("项目名称", "河堤巡护"),
        ("项目性质", "经常性项目", "", "", "", "", "", "项目类别", "特定目标类"),
        ("主管部门", "云溪市水务局", "", "", "", "", "", "实施单位", "云溪市河道所"),
        *REST[1:],
        *BELOW,
    )
    assert (form.text("/unit"), form.text("/category")) == ("云溪市河道所", "特定目标类")
    assert unread(form) == []


def test_what_stands_beside_the_form_is_told() -> None:
    """Cells right of the form that nothing reads are quoted, those of an unknown label included."""
    form = form_of(*TITLE, (*NAME, "", "", "", "归口科室", "农水科"), BODIES, *REST, *BELOW)
    assert unread(form) == ["I3", "J3"]
    assert {each.detail["part"] for each in form.remarks if each.kind == "unread_cell"} == {"beside"}


def test_what_stands_above_the_form_is_told() -> None:
    """A line above the labels is told unless it is the year, the unit of amounts, or a label known as a note."""
    form = form_of(*TITLE, ("填报单位（盖章）：云溪市河道所      单位：元",), ("本表只报新增部分",), NAME, BODIES, *REST, *BELOW)
    assert unread(form) == ["A4"]


@pytest.mark.parametrize(
    "cells",
    [
        ("205016", "云溪市河道所"),
        ("云溪市河道所", "205016"),
        ("[205]", "云溪市河道所"),
        ("205-016", "云溪市河道所"),
        ("２０５", "云溪市河道所"),
    ],
)
def test_a_code_in_a_cell_of_its_own(cells: tuple[str, str]) -> None:
    """Of two cells that hold a code and a name, the name is the value; the code is kept, in no key of the record."""
    form = form_of(*TITLE, NAME, ("主管部门", "云溪市水务局", "实施单位", *cells), *REST, *BELOW)
    code = next(each for each in cells if each != "云溪市河道所").replace("２０５", "205")
    assert (form.text("/unit"), form.text("/unit_code")) == ("云溪市河道所", code)
    assert form.get("/unit").cell == ("E4" if cells[1] == "云溪市河道所" else "D4")
    assert unread(form) == []
    assert "unit_code" not in form_record(form)


@pytest.mark.parametrize("gap", [1, 2])
def test_a_name_behind_blank_cells_next_to_its_code(gap: int) -> None:
    """205016 |  | 云溪市河道所 are the code and the name of the unit, within the table and beyond it."""
    bodies = ("主管部门", "205", *("",) * gap, "云溪市水务局"), ("实施单位", "205016", *("",) * (gap + 2), "云溪市河道所")
    form = form_of(*TITLE, NAME, *bodies, *REST, *BELOW)
    assert (form.text("/department"), form.text("/department_code")) == ("云溪市水务局", "205")
    assert (form.text("/unit"), form.text("/unit_code")) == ("云溪市河道所", "205016")


@pytest.mark.parametrize("gap", [1, 2])
def test_a_code_behind_blank_cells_next_to_the_name(gap: int) -> None:
    """云溪市河道所 |  | 105003 as well; a short number so far behind the name of a project may be money, and is told."""
    blank = ("",) * gap
    bodies = ("主管部门", "云溪市水务局", *blank, "105"), ("实施单位", "云溪市河道所", *blank, "105003")
    form = form_of(*TITLE, (*NAME[:2], *blank, "85000"), *bodies, *REST, *BELOW)
    assert (form.text("/department"), form.text("/department_code")) == ("云溪市水务局", "105")
    assert (form.text("/unit"), form.text("/unit_code")) == ("云溪市河道所", "105003")
    assert (form.text("/project_name"), unread(form)) == (NAME[1], [f"{'CDE'[gap]}3"])


@pytest.mark.parametrize("behind", [("待核",), ("见附件",), ("联络员", "张三"), ("单位性质", "事业")])
def test_what_is_no_name_behind_a_code(behind: tuple[str, ...]) -> None:
    """A remark and a label with its own value behind blank cells leave the code what was written for the unit."""
    form = form_of(*TITLE, NAME, ("主管部门", "云溪市水务局"), ("实施单位", "205016", "", *behind), *REST, *BELOW)
    assert form.text("/unit") == "205016"


def test_a_code_within_a_name_is_kept_beside_it() -> None:
    """[105]云溪市水务局 stays as written; its code has a field of its own."""
    form = form_of(*TITLE, NAME, ("主管部门", "[105]云溪市水务局", "", "实施单位", "105003-云溪市河道所"), *REST, *BELOW)
    assert (form.text("/department"), form.text("/department_code")) == ("[105]云溪市水务局", "105")
    assert (form.text("/unit"), form.text("/unit_code")) == ("105003-云溪市河道所", "105003")


def test_values_below_labels_beside_a_tall_heading() -> None:
    """A heading merged over the row of labels and the row of values (基本信息) is neither."""
    merges = (Area(3, 1, 4, 1),)
    form = form_of(
        *TITLE,
        ("基本信息", "项目名称", "主管部门", "实施单位"),
        ("", "河堤巡护", "云溪市水务局", "云溪市河道所"),
        *REST,
        *BELOW,
        merges=merges,
    )
    assert [form.text(f"/{each}") for each in ("project_name", "department", "unit")] == [
        "河堤巡护",
        "云溪市水务局",
        "云溪市河道所",
    ]


def test_a_value_below_one_label_of_the_same_width() -> None:
    """A label merged over the form with a value merged alike below it; a lone label in one cell takes nothing from below."""
    merged = (Area(3, 1, 3, 5), Area(4, 1, 4, 5))
    assert form_of(*TITLE, ("项目名称",), ("河堤巡护",), BODIES, *REST, *BELOW, merges=merged).text("/project_name") == "河堤巡护"
    assert form_of(*TITLE, ("项目名称",), ("本表只报新增部分",), BODIES, *REST, *BELOW).value("/project_name") is None


def test_a_code_inside_and_its_name_beyond_the_table() -> None:
    """A code in the last column of the table does not stand for the name that follows it outside."""
    form = form_of(*TITLE, NAME, ("主管部门", "105", "云溪市水务局", "实施单位", "", "105003", "云溪市河道所"), *REST, *BELOW)
    assert (form.text("/unit"), form.text("/unit_code")) == ("云溪市河道所", "105003")
    assert (form.text("/department"), form.text("/department_code")) == ("云溪市水务局", "105")


def test_a_code_beside_a_label_that_is_not_read_is_no_amount() -> None:
    """联系电话 | 105003 is kept under its own heading, and is not told as an amount that belongs nowhere."""
    form = form_of(*TITLE, ("联系电话", "105003", "", "项目名称", "河堤巡护"), BODIES, *REST, *BELOW)
    assert [each.detail["part"] for each in form.remarks if each.kind == "unread_cell"] == []
    assert [(each.name, each.value) for each in form.further] == [("/联系电话", "105003")]


def test_a_body_typed_into_two_cells_is_one() -> None:
    """云溪县 beside 水利站 is the name of one body, and nothing of it is left over."""
    form = form_of(*TITLE, NAME, (*BODIES[:4], "云溪县", "水利站"), *REST, *BELOW)
    assert form.text("/unit") == "云溪县水利站"
    assert unread(form) == []


def test_a_label_behind_another_in_one_cell_with_its_colon_is_no_value() -> None:
    """主管部门： beside 实施单位 is blank."""
    form = form_of(*TITLE, NAME, ("主管部门：", "实施单位", "云溪市河道所"), *REST, *BELOW)
    assert (form.text("/department"), form.text("/unit")) == ("", "云溪市河道所")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("主管部门", "云溪市水务局", "", "", "", "", "实施单位", "", "云溪市河道所", "（事业单位）"), ["J4"]),
        (("", "", "", "", "", "", "", "主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"), []),
        (("", "", "", "", "", "", "", "主管部门", "云溪市水务局", "实施单位", "云溪市河道所"), []),
    ],
)
def test_bodies_right_of_the_indicator_table(row: tuple[str, ...], told: list[str]) -> None:
    """A note behind the value, and a row with nothing left of its two pairs: both were blank, and told as missing there."""
    form = form_of(*TITLE, NAME, row, *REST, *BELOW, merges=(Area(1, 1, 1, 5), Area(2, 1, 2, 5)))
    assert (form.text("/department"), form.text("/unit"), unread(form)) == ("云溪市水务局", "云溪市河道所", told)


def test_what_stands_farther_right_of_the_table_is_no_part_of_the_form() -> None:
    """实施单位 of somebody's list five columns behind the form is not the form's."""
    row = ("主管部门", "云溪市水务局")
    lists = ("", "", "", "", "", "", "", "", "", "实施单位", "云溪市河道所")
    form = form_of(*TITLE, NAME, row, lists, *REST, *BELOW, merges=(Area(1, 1, 1, 5), Area(2, 1, 2, 5)))
    assert form.text("/unit") == ""


def test_a_colon_in_a_cell_of_its_own_is_no_value() -> None:
    """实施单位 | ： | 云溪市河道所."""
    form = form_of(*TITLE, NAME, (*BODIES[:4], "：", BODIES[4]), *REST, *BELOW)
    assert (form.text("/unit"), unread(form)) == ("云溪市河道所", [])


@pytest.mark.parametrize("hint", ["（如有）", "（没有填0）", "（无则填“—”）", "（若有）"])
@pytest.mark.parametrize("at", [1, 3])
def test_how_to_fill_in_behind_one_of_two_equal_labels_tells_them_not_apart(hint: str, at: int) -> None:
    """其他资金 of the whole term beside 其他资金（如有） of the year, or the other way round: each is under its total."""
    parts = ["", "其他资金", "5", "其他资金", "8"]
    parts[at] += hint
    form = form_of(*TITLE, NAME, BODIES, *REST, tuple(parts), *BELOW)
    assert [form.value(f"/funding/{each}_other") for each in ("total", "annual")] == [5, 8]
    assert unread(form) == []
